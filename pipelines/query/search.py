"""`q`: words that must all occur, quotes holding a phrase together.

Text is matched by morphemes: question and articles go through the same analysis
(`pipelines.terms`), and `postings` says which article has which.  A word of several morphemes
(원격의료) and a phrase ask that they stand beside each other, with or without blanks or
particles between; a word without any content is looked up as it is written.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from pipelines.query.frames import Sql
from pipelines.terms import asked_terms, reviewed_spelling

TERM = re.compile(r'"([^"]*)"|(\S+)')


def terms(text: str) -> list[tuple[str, bool]]:
    """The words and phrases of a search text, each with whether it was quoted."""
    normal = reviewed_spelling().joined(unicodedata.normalize("NFC", text))
    found = [
        (" ".join((quoted or bare.replace('"', "")).split()), bool(quoted))
        for quoted, bare in TERM.findall(normal)
    ]
    return [(term, phrase) for term, phrase in found if term]


def text_condition(text: str) -> Sql:
    """The article `a` of facts holds every term of the text; without terms nothing is asked."""
    parts = [_term(term, phrase) for term, phrase in terms(text)]
    if not parts:
        return Sql("TRUE")
    return Sql(
        " AND ".join(f"({part.text})" for part in parts),
        tuple(value for part in parts for value in part.values),
    )


def postings_of(term: str) -> tuple[str, ...]:
    """The postings that an article must have to hold a word or phrase.

    Neighbours are postings of their own (`원격 의료`), so a phrase is its pairs.
    """
    words = asked_terms(term) or (_plain(term),)
    return tuple(dict.fromkeys(f"{one} {other}" for one, other in pairwise(words))) or words


def _term(term: str, phrase: bool) -> Sql:
    """By its postings; a single word also as it is written, for words that a source gave."""
    wanted = postings_of(term)
    text = " AND ".join([_HAS] * len(wanted))
    if phrase or wanted == (_plain(term),):
        return Sql(text, wanted)
    return Sql(f"({text}) OR {_HAS}", (*wanted, _plain(term)))


_HAS = "a.n IN (SELECT n FROM postings WHERE term = ?)"


def _plain(term: str) -> str:
    return "".join(term.lower().split())
