"""`q`: words that must all occur, quotes holding a phrase together.

A word is met by a keyword of the article or by its letters in the title or the body.  This
module is the only place that knows how text is matched, so that an index of morphemes can
take over here.
"""

from __future__ import annotations

import re
import unicodedata

from pipelines.query.frames import Sql

TERM = re.compile(r'"([^"]*)"|(\S+)')


def terms(text: str) -> list[tuple[str, bool]]:
    """The words and phrases of a search text, each with whether it was quoted."""
    normal = unicodedata.normalize("NFC", text)
    found = [
        (" ".join((quoted or bare.replace('"', "")).split()), bool(quoted))
        for quoted, bare in TERM.findall(normal)
    ]
    return [(term, phrase) for term, phrase in found if term]


def text_condition(text: str) -> Sql:
    """The article `a` holds every term of the text; a text without terms asks for nothing."""
    parts = [_term(term, phrase) for term, phrase in terms(text)]
    if not parts:
        return Sql("TRUE")
    return Sql(
        " AND ".join(f"({part.text})" for part in parts),
        tuple(value for part in parts for value in part.values),
    )


def _term(term: str, phrase: bool) -> Sql:
    """Keyword, title or body; a phrase holds a space, so it can be in the text alone."""
    small = term.lower()
    in_text = (
        "contains(lower(coalesce(a.title, '')), ?) OR a.article_id IN"
        " (SELECT article_id FROM article_texts WHERE contains(lower(body), ?))"
    )
    if phrase:
        return Sql(in_text, (small, small))
    keyword = "a.article_id IN (SELECT article_id FROM article_keywords WHERE lower(keyword) = ?)"
    return Sql(f"{keyword} OR {in_text}", (small, small, small))
