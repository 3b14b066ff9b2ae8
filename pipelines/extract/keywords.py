"""Keywords of an article: compound nouns by count, one spelling each, without boilerplate."""

from __future__ import annotations

import re
from collections import Counter

from pipelines.extract.gazetteer import Hit
from pipelines.extract.names import Entry, Sort
from pipelines.extract.text import Text
from pipelines.model import KeywordFinding, Terms
from pipelines.morphology import Analyzer
from pipelines.reference import Reference
from pipelines.terms import Spelling, read_terms

MOST = 60
"""Keywords kept an article: the tail beyond says nothing that a trend could use."""
_NO_WORD = re.compile(r"^[\W\d_]+$|^[A-Za-z]$|^[ㄱ-ㅎㅏ-ㅣ]+$")
_NAMES = (Sort.FULL, Sort.STEM)


class Keywords:
    """Counts the keywords of an article."""

    def __init__(self, reference: Reference, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._stop = {term for term, _ in reference.lexicon("stop_word")}
        self._spelling = Spelling(reference.spellings)

    def find(self, text: Text, hits: list[Hit[Entry]]) -> tuple[tuple[KeywordFinding, ...], Terms]:
        """Keywords, most frequent first (the source's own where it gives them), and terms."""
        given = text.article.given_keywords
        reading, terms = read_terms(self._analyzer, self._spelling, text.title, text.body, given)
        if given:
            return _ranked(self._merge(dict(given))), terms
        counts = Counter(noun.form for noun in reading.nouns)
        return _ranked(self._merge(dict(counts), self._own_names(hits, text.body))), terms

    def _merge(self, counts: dict[str, int], names: frozenset[str] = frozenset()) -> Counter[str]:
        merged: Counter[str] = Counter()
        for word, count in counts.items():
            keyword = self._spelling.one(word)
            if keyword.isascii() and len(keyword) <= 5 and keyword.islower():
                keyword = keyword.upper()
            if len(keyword) < 2 or keyword in self._stop or _NO_WORD.match(keyword):
                continue
            if keyword not in names:
                merged[keyword] += count
        return merged

    @staticmethod
    def _own_names(hits: list[Hit[Entry]], body: str) -> frozenset[str]:
        """Region names are a dimension of their own, not keywords."""
        return frozenset(
            body[h.start : h.end] for h in hits if any(e.sort in _NAMES for e in h.values)
        )


def _ranked(counts: Counter[str]) -> tuple[KeywordFinding, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return tuple(KeywordFinding(word, count) for word, count in ranked)
