"""Which names of a text may mean a region, and which of them hang together.

A short name (은평, 고성) counts only where a 시도 stands before it, in a list of regions, or where
it is no everyday word; 동·중구 stand for 동구 and 중구; a 시도's own corporation speaks for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipelines.extract.gazetteer import Hit
from pipelines.extract.names import Entry, Names, Sort, follows_name
from pipelines.extract.text import Text
from pipelines.model import Field
from pipelines.reference import Reference, Region

_JOIN = re.compile(r"^(?:시|군|구)?\s?(?:[·,ㆍ・∙/、]|와\s|과\s|및\s|그리고\s)\s?(?:및\s)?$")
_AND = re.compile(r"^(?:시|군|구|도)?(?:와|과)\s|^[시도]\s?[·ㆍ,]")
_COMMA = re.compile(r"^\s?[·ㆍ,]")
"""Behind a 시도 with its rank: it stands beside what follows (`경북도·포항시`), as no address does."""
_NEXT_TO = re.compile(r"^(?:도|시|지역|권)?[\s(]?$")
_DIRECTIONS = re.compile(
    r"(?P<list>[중동서남북](?<![가-힣][가-힣])(?:\s?[·ㆍ・∙,]\s?[중동서남북])*)(?=\s?[·ㆍ・∙,]\s?[가-힣]{1,4}구(?![가-힣]{2}))"
)
_COMPARED = re.compile(
    r"^(?:와|과|의|보다)\s?(?:약\s)?(?:\d|[한두세네]\s?배|절반|엇?비슷|맞먹|견줄|견주|면적|만\s?한)"
)
_SUFFIX_GROUP = re.compile(r"^\s?(?:등\s)?(?:\d+개\s)?(?:시·?군|시|군|구)")
_VILLAGE = re.compile(r"^\s[가-힣]{2,6}(?:마을|읍|면|리)(?=[\s,·]|[과와은는이가을를의에])")


@dataclass(slots=True, eq=False)
class Candidate:
    """A name that may mean one of several regions, while that is being resolved."""

    hit: Hit[Entry]
    meanings: list[Region]
    field: Field
    rule: str = ""
    region: Region | None = None
    linked: Candidate | None = None  # the hit that it hangs on
    sort: Sort = Sort.FULL
    qualifies: bool = False
    beside: bool = False  # joined to the hit before by 와/과: two of equal standing


class RegionCandidates:
    """Opens the names of a text as candidates and links those that stand together."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.reference: Reference = names.reference
        sidos = [r for r in self.reference.regions if r.level == "sido"]
        stems = "|".join((*(r.name for r in sidos), *(r.short_name for r in sidos)))
        self._seated_in = dict(self.reference.lexicon("seated"))
        bodies = "|".join(sorted(self._seated_in, key=len, reverse=True))
        self._seats = re.compile(
            rf"^[\"'“‘]?(?P<body>{bodies})(?:\([^)]{{1,30}}\))?(?=은\s|는\s|이\s|가\s|과\s|와\s|·|ㆍ)"
        )
        endings = "|".join(term for term, _ in self.reference.lexicon("own_body"))
        self._own = re.compile(
            rf"^[\"'“‘]?(?P<body>(?P<stem>{stems})(?:시|도)?[가-힣A-Z]{{0,12}}?(?:{endings}))"
            r"(?:\([^)]{1,30}\))?(?=은\s|는\s|이\s|가\s|과\s|와\s|·|ㆍ)"
        )

    def _seated(self, text: Text) -> list[Candidate]:
        """A state agency for one region (새만금개발청) that opens the lead acts for that region."""
        match = self._seats.match(text.body[:60]) if self._seated_in else None
        if match is None:
            return []
        region = self.reference.region_by_code[self._seated_in[match["body"]]]
        hit: Hit[Entry] = Hit(match.start("body"), match.end("body"), match["body"], ())
        return [Candidate(hit, [region], "body")]

    def open(self, text: Text, hits: dict[Field, list[Hit[Entry]]]) -> list[Candidate]:
        """The candidates of title and body, in order; a shared name carries all its meanings."""
        day = text.article.published.latest
        opened: list[Candidate] = []
        opened.extend(self._open(text.title, hits.get("title", []), "title", day))
        opened.extend(self._open(text.body, hits.get("body", []), "body", day))
        return [*opened, *self._own_bodies(text), *self._seated(text)]

    def _open(
        self, source: str, hits: list[Hit[Entry]], field: Field, day: date | None
    ) -> list[Candidate]:
        opened: list[Candidate] = []
        for hit in _with_directions(source, hits, self.names):
            found = self._candidates(hit, day)
            if found is None:
                continue
            if found[0] is Sort.PLACE:
                opened.extend(self._city_before(hit, found[1], field))
            item = Candidate(hit, found[1], field, sort=found[0])
            self._link(item, opened, source)
            opened.append(item)
        led = {id(o.linked) for o in opened if o.linked is not None}
        kept = [o for o in opened if self._acceptable(o, id(o) in led, source)]
        still = {id(o) for o in kept}
        for item in kept:
            if id(item.linked) not in still:
                item.linked = None
        return kept

    def _candidates(self, hit: Hit[Entry], day: date | None) -> tuple[Sort, list[Region]] | None:
        by_code = self.reference.region_by_code
        sorts = {entry.sort for entry in hit.values}
        if Sort.PARTNER in sorts and (own := self._own_body(hit)):
            return Sort.FULL, own
        if sorts & {Sort.MASK, Sort.PARTNER, Sort.COUNTRY, Sort.CITY} and Sort.FULL not in sorts:
            return None
        sort = next(s for s in (Sort.FULL, Sort.STEM, Sort.PLACE) if s in sorts)
        if sort is Sort.STEM and Sort.PLACE in sorts and self._is_to_come(hit, day):
            sort = Sort.PLACE
        codes = [c for entry in hit.values if entry.sort in sorts for c in entry.codes]
        regions = [by_code[code] for code in dict.fromkeys(codes)]
        if sort is Sort.STEM and any(r.level == "sido" for r in regions):
            sido = [r for r in regions if r.level == "sido"]
            shared = [r for r in regions if r.level != "sido" and r.name[0] + r.name[1] != hit.name]
            regions = sido if len(sido) == len(regions) or hit.name != _shared(regions) else regions
            regions = regions or shared
        in_force = [r for r in regions if r.level == "sido" or r.in_force(day)]
        return sort, (in_force if day and in_force else regions)

    def _is_to_come(self, hit: Hit[Entry], day: date | None) -> bool:
        """Whether a place (영종) gave its name to a region only later, or perhaps."""
        codes = [c for e in hit.values if e.sort is Sort.STEM for c in e.codes]
        begins = [self.reference.region_by_code[code].valid_from for code in codes]
        return all(begin is not None and (day is None or day < begin) for begin in begins)

    def _city_before(self, hit: Hit[Entry], regions: list[Region], field: Field) -> list[Candidate]:
        """The metropolitan city that a place's name begins with (울산혁신도시): it is named too."""
        sidos = {self.reference.current(r.sido_code).code for r in regions}
        if len(sidos) != 1:
            return []
        sido = self.reference.region_by_code[sidos.pop()]
        name = sido.short_name
        if not sido.name.endswith("시") or not hit.name.startswith(name) or hit.name == name:
            return []
        part: Hit[Entry] = Hit(hit.start, hit.start + len(name), name, ())
        return [Candidate(part, [sido], field, sort=Sort.STEM)]

    def _own_bodies(self, text: Text) -> list[Candidate]:
        """A 시도's own foundation or corporation that opens the lead speaks for it."""
        match = self._own.match(text.body[:80])
        if match is None:
            return []
        entries = self.names.meanings(match["stem"])
        codes = [c for e in entries if e.sort in (Sort.STEM, Sort.FULL) for c in e.codes]
        regions = [self.reference.region_by_code[c] for c in codes]
        sido = [r for r in regions if r.level == "sido"]
        if not sido:
            return []
        hit: Hit[Entry] = Hit(match.start("stem"), match.end("body"), match["body"], ())
        region = sido[-1] if sido[-1].current else sido[0]
        return [Candidate(hit, [region], "body", sort=Sort.PARTNER)]

    def _own_body(self, hit: Hit[Entry]) -> list[Region]:
        """A local authority that is named after its 시도 (인천경제자유구역청) speaks for it."""
        partners = self.reference.partner_by_name
        local = any(
            entry.sort is Sort.PARTNER and partners[entry.key].type == "local_government"
            for entry in hit.values
        )
        if not local:
            return []
        return [
            r for r in self.reference.regions
            if r.level == "sido" and hit.name.startswith(r.short_name)
        ]  # fmt: skip

    def _link(self, item: Candidate, opened: list[Candidate], source: str) -> None:
        if not opened:
            return
        before = opened[-1]
        gap = source[before.hit.end : item.hit.start]
        if len(gap) > 6 or "\n" in gap:
            return
        is_sido = any(r.level == "sido" for r in before.meanings)
        lower = any(r.level != "sido" for r in item.meanings)
        if (lower and (is_sido or before.sort is Sort.FULL) and _NEXT_TO.match(gap)) or _JOIN.match(
            gap
        ):
            item.linked = before
            ranked = is_sido and before.sort is Sort.FULL and _COMMA.match(gap)
            item.beside = bool(ranked or _AND.match(gap))

    def _acceptable(self, item: Candidate, leads: bool, source: str) -> bool:
        if item.sort is Sort.PLACE and _COMPARED.match(source[item.hit.end : item.hit.end + 12]):
            return False
        if item.sort is not Sort.STEM:
            return True
        linked = item.linked is not None
        if any(r.level == "sido" for r in item.meanings):
            return (
                leads
                or linked
                or not self.names.is_common(item.hit.name)
                or bool(re.match(r"\s?(?:지역|북부|남부|동부|서부|권|내)", source[item.hit.end :]))
            )
        if linked or leads or _VILLAGE.match(source[item.hit.end :]):
            return True
        if self.names.is_common(item.hit.name) or not follows_name(source, item.hit.end):
            return bool(_SUFFIX_GROUP.match(source[item.hit.end :])) and not self.names.is_common(
                item.hit.name
            )
        return True


def _shared(regions: list[Region]) -> str | None:
    """The short name that a 시도 shares with a city of another 시도 (광주), else None."""
    sido = {r.short_name: r.code for r in regions if r.level == "sido"}
    for region in regions:
        elsewhere = region.sido_code not in sido.values()
        if region.level == "sigungu" and region.short_name in sido and elsewhere:
            return region.short_name
    return None


def _with_directions(source: str, hits: list[Hit[Entry]], names: Names) -> list[Hit[Entry]]:
    """Adds the single letters of `동·중구`, which stand for 동구 and 중구."""
    found = list(hits)
    for match in _DIRECTIONS.finditer(source):
        for offset, letter in enumerate(match["list"]):
            values = names.meanings(f"{letter}구")
            if values:
                start = match.start() + offset
                found.append(Hit(start, start + 1, f"{letter}구", values))
    return sorted(found, key=lambda h: h.start)
