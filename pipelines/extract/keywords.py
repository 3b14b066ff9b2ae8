"""Keywords of an article: compound nouns by count, one spelling each, without boilerplate.

Regions, places and the organisations of the gazetteer are dimensions of their own and no keywords.
A name that is an everyday word too (예산, 음성) is left out only where the text means the place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from pipelines.extract.gazetteer import Hit
from pipelines.extract.names import Entry, Sort
from pipelines.extract.text import Text
from pipelines.model import KeywordFinding, Terms
from pipelines.morphology import Analyzer
from pipelines.reference import Reference
from pipelines.terms import Spelling, read_terms

MOST = 60
"""Keywords kept an article: the tail beyond says nothing that a trend could use."""
_PLURAL = re.compile(r"(?<=[가-힣]{2})(?<!스캔)들$")
"""The plural's ending behind a noun of two letters or more (핸들 is none)."""
_JOINED = re.compile(r"(?<=[가-힣]{3})[과와]$")
_NO_WORD = re.compile(r"^[\W\d_]+$|^[A-Za-z]$|^[ㄱ-ㅎㅏ-ㅣ]+$|^[가-힣]+[A-Za-z]$")
_NAMES = (Sort.FULL, Sort.STEM, Sort.PLACE, Sort.PARTNER)
OFFICES = (
    "시장", "군수", "구청장", "도지사", "지사", "장관", "차관", "국장", "과장", "교수", "박사", "의원",
    "본부장", "센터장", "단장", "팀장", "실장",
)  # fmt: skip
"""Titles of office-holders that no lexicon of organisations' heads has."""
SHORTEST_PLACE = 3
"""Letters of a village, bay or harbour that only its ending tells (가로림만, 성안동)."""


class Keywords:
    """Counts the keywords of an article."""

    def __init__(self, reference: Reference, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._stop = {term for term, _ in reference.lexicon("stop_word")}
        self._spelling = Spelling(reference.spellings)
        self._common = frozenset(term for term, _ in reference.lexicon("common_word"))
        self._names = frozenset(names_of(reference)) - self._common
        self._place_endings = tuple(term for term, _ in reference.lexicon("place_ending"))
        self._common_endings = tuple(term for term, _ in reference.lexicon("common_ending"))
        hyphened = {written for written, _ in reference.spellings if "-" in written}
        self._hyphened = re.compile("|".join(map(re.escape, hyphened)) or r"(?!)", re.IGNORECASE)
        self._tails = tuple({written.rpartition("-")[2].lower() for written in hyphened})
        self._stems = tuple({region.short_name for region in reference.regions})
        titles = "|".join({*OFFICES, *(title for title, _ in reference.lexicon("head_title"))})
        self._officer = re.compile(
            rf"(?P<person>[가-힣](?<![가-힣]{{2}})[가-힣]{{1,3}})\s(?P<office>[가-힣A-Za-z·]{{0,12}}(?:{titles}))(?![가-힣]{{2}})"
        )
        self._bodies = tuple(suffix for suffix, _ in reference.lexicon("org_suffix"))
        self._spelt = lru_cache(maxsize=1 << 15)(self._keyword)

    def find(self, text: Text, hits: list[Hit[Entry]]) -> tuple[tuple[KeywordFinding, ...], Terms]:
        """Keywords, most frequent first (the source's own where it gives them), and terms."""
        given = text.article.given_keywords
        nouns, terms = read_terms(self._analyzer, self._spelling, text.title, text.body, given)
        if given:
            return _ranked(self._merge(dict(given))), terms
        counts = self._counted(text, nouns)
        names = self._own_names(hits, text.body) | self._people(text)
        return _ranked(self._merge(counts, names)), terms

    def _counted(self, text: Text, nouns: Sequence[str]) -> Counter[str]:
        """Nouns, and the reviewed words with a hyphen (U-City), of which Kiwi sees the tail."""
        counts = Counter(noun for noun in nouns if not noun.lower().startswith(self._tails))
        if "-" in text.title or "-" in text.body:
            counts.update(self._hyphened.findall(f"{text.title}\n{text.body}"))
        return counts

    def _merge(
        self, counts: Mapping[str, int], names: frozenset[str] = frozenset()
    ) -> Counter[str]:
        merged: Counter[str] = Counter()
        for word, count in counts.items():
            keyword = self._spelt(word)
            if keyword is not None and keyword not in names:
                merged[keyword] += count
        return merged

    def _keyword(self, word: str) -> str | None:
        """The one spelling of a noun, None where it says nothing or is a name anywhere."""
        keyword = self._spelling.one(_PLURAL.sub("", word))
        if keyword.isascii() and len(keyword) <= 5 and keyword.islower():
            keyword = keyword.upper()
        if len(keyword) < 2 or keyword in self._stop or _NO_WORD.match(keyword):
            return None
        return None if self._is_name(keyword) else keyword

    def _is_name(self, keyword: str) -> bool:
        """Whether a word is a name wherever it stands, or is built as names are (부여경찰서)."""
        body = keyword.startswith(self._stems) and keyword.endswith(self._bodies)
        if keyword in self._names or body:
            return True
        place = _JOINED.sub(
            "", keyword
        )  # 가로림만과: Kiwi leaves names that it does not know whole
        if len(place) < SHORTEST_PLACE or place in self._place_endings:
            return False
        return not place.endswith(self._common_endings) and place.endswith(self._place_endings)

    def _people(self, text: Text) -> frozenset[str]:
        """Persons beside their office (한보름 성남시장), and the office with its region (성남시장)."""
        found: set[str] = set()
        for match in self._officer.finditer(f"{text.title}\n{text.body}"):
            found |= {match["person"], match["office"], match["office"].replace(" ", "")}
        return frozenset(found)

    def _own_names(self, hits: list[Hit[Entry]], body: str) -> frozenset[str]:
        """Names that the text means as names, as it writes them.

        An everyday word is a name where the full name of its region (음성군) stands too.
        """
        full = {c for h in hits for e in h.values if e.sort is Sort.FULL for c in e.codes}
        return frozenset(
            body[h.start : h.end]
            for h in hits
            if h.name not in self._common or any(full.intersection(e.codes) for e in h.values)
            if any(e.sort in _NAMES for e in h.values)
        )


def names_of(reference: Reference) -> Iterator[str]:
    """Names of regions, places and partners."""
    for region in reference.regions:
        yield from (region.name, region.short_name, *region.aliases)
    for place in reference.places:
        yield from (place.name, *place.aliases)
    yield from (partner.alias for partner in reference.partner_names)


def _ranked(counts: Counter[str]) -> tuple[KeywordFinding, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return tuple(KeywordFinding(word, count) for word, count in ranked)
