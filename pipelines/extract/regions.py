"""Finds which regions an article names, as entities with a life, and resolves shared names.

The ladder for a shared name (중구, 광주, 고성): the 시도 right before it; the 시도 of the list it
stands in; the same name resolved elsewhere in the article; the only 시도 that the article names
besides; a place or an institution of one candidate; the dateline; the outlet's coverage.  What
is still open then is left out: nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from pipelines.extract.gazetteer import Hit
from pipelines.extract.names import Entry, Names, Sort, follows_name
from pipelines.extract.text import Text
from pipelines.model import Field
from pipelines.reference import Reference, Region

_JOIN = re.compile(r"^(?:시|군|구)?\s?(?:[·,ㆍ・∙/、]|와\s|과\s|및\s|그리고\s)\s?(?:및\s)?$")
_NEXT_TO = re.compile(r"^(?:도|시|지역|권)?[\s(]?$")
_DIRECTIONS = re.compile(
    r"(?<![가-힣])(?P<list>[중동서남북](?:\s?[·ㆍ・∙,]\s?[중동서남북])*)(?=\s?[·ㆍ・∙,]\s?[중동서남북]구)"
)
_COMPARED = re.compile(r"^(?:와|과|의|보다)\s?(?:약\s)?(?:\d|[한두세네]\s?배|절반|엇?비슷|맞먹|견줄|견주|면적|만\s?한)")
_SUFFIX_GROUP = re.compile(r"^\s?(?:등\s)?(?:\d+개\s)?(?:시·?군|시|군|구)")
CONFIDENCE = {
    "full": 0.98, "sido": 0.97, "qualified": 0.98, "list": 0.95, "stem": 0.88, "place": 0.85,
    "same_name": 0.93, "only_sido": 0.9, "nearest_sido": 0.85, "hint": 0.8, "dateline": 0.78,
    "outlet": 0.7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text names a region: the era that was written and today's code."""

    region: Region
    code: str
    start: int
    end: int
    field: Field
    rule: str
    qualifies: bool = False  # a 시도 that is only the address of what follows

    @property
    def confidence(self) -> float:
        """How sure the rule is, from the rules' record on the gold pages."""
        return CONFIDENCE.get(self.rule, 0.8)


@dataclass(slots=True, eq=False)
class _Open:
    """A hit with its candidates while it is being resolved."""

    hit: Hit[Entry]
    candidates: list[Region]
    field: Field
    rule: str = ""
    region: Region | None = None
    linked: _Open | None = None  # the hit that it hangs on
    sort: Sort = Sort.FULL
    qualifies: bool = False


class RegionFinder:
    """Finds and resolves the region mentions of an article."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.reference: Reference = names.reference
        stems = "|".join(r.short_name for r in self.reference.regions if r.level == "sido")
        endings = "|".join(term for term, _ in self.reference.lexicon("own_body"))
        self._own = re.compile(
            rf"^[\"'“‘]?(?P<body>(?P<stem>{stems})(?:시|도)?[가-힣A-Z]{{1,12}}?(?:{endings}))"
            r"(?:\([^)]{1,30}\))?(?=은\s|는\s|이\s|가\s|과\s|와\s|·|ㆍ)"
        )

    def find(self, text: Text, hits: dict[Field, list[Hit[Entry]]], places: str) -> list[Mention]:
        """All resolved mentions of title and body, in order.

        `hits` are the names of each field (`Names.find`); `places` is the dateline and outlet,
        the weakest evidence for a shared name.
        """
        day = text.article.published.latest
        opened: list[_Open] = []
        for field in ("title", "body"):
            source = text.title if field == "title" else text.body
            opened.extend(self._open(source, hits.get(field, []), field, day))
        opened.extend(self._own_bodies(text))
        self._resolve(opened, text, hits, places)
        codes = self._todays_codes([o.region for o in opened if o.region is not None])
        return [
            Mention(
                o.region, codes[o.region.code], o.hit.start, o.hit.end, o.field, o.rule, o.qualifies
            )
            for o in opened
            if o.region is not None
        ]

    def _todays_codes(self, regions: list[Region]) -> dict[str, str]:
        """Today's code of every written era; a split division follows what the text shows."""
        shown = {r.code for r in regions}
        codes = {}
        for region in regions:
            followed = [s for s in region.successors[1:] if s in shown]
            codes[region.code] = followed[0] if followed else self.reference.current(region.code).code
        return codes

    # -- which hits may be regions, and what hangs together ---------------------------------

    def _open(
        self, source: str, hits: list[Hit[Entry]], field: Field, day: date | None
    ) -> list[_Open]:
        opened: list[_Open] = []
        for hit in _with_directions(source, hits, self.names):
            found = self._candidates(hit, day)
            if found is None:
                continue
            item = _Open(hit, found[1], field, sort=found[0])
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
        codes = [c for entry in hit.values if entry.sort in sorts for c in entry.codes]
        regions = [by_code[code] for code in dict.fromkeys(codes)]
        if sort is Sort.STEM and any(r.level == "sido" for r in regions):
            sido = [r for r in regions if r.level == "sido"]
            shared = [r for r in regions if r.level != "sido" and r.name[0] + r.name[1] != hit.name]
            regions = sido if len(sido) == len(regions) or hit.name != _shared(regions) else regions
            regions = regions or shared
        in_force = [r for r in regions if r.level == "sido" or r.in_force(day)]
        return sort, (in_force if day and in_force else regions)

    def _own_bodies(self, text: Text) -> list[_Open]:
        """A 시도's own foundation or corporation that opens the lead speaks for it."""
        match = self._own.match(text.body[:80])
        if match is None:
            return []
        codes = [c for e in self.names.meanings(match["stem"]) for c in e.codes if e.sort is Sort.STEM]
        regions = [self.reference.region_by_code[c] for c in codes]
        sido = [r for r in regions if r.level == "sido"]
        if not sido:
            return []
        hit = Hit(match.start("stem"), match.end("body"), match["body"], ())
        return [_Open(hit, [sido[-1] if sido[-1].current else sido[0]], "body")]

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

    def _link(self, item: _Open, opened: list[_Open], source: str) -> None:
        if not opened:
            return
        before = opened[-1]
        gap = source[before.hit.end : item.hit.start]
        if len(gap) > 6 or "\n" in gap:
            return
        is_sido = any(r.level == "sido" for r in before.candidates)
        lower = any(r.level != "sido" for r in item.candidates)
        if lower and (is_sido or before.sort is Sort.FULL) and _NEXT_TO.match(gap):
            item.linked = before
        elif _JOIN.match(gap):
            item.linked = before

    def _acceptable(self, item: _Open, leads: bool, source: str) -> bool:
        if item.sort is Sort.PLACE and _COMPARED.match(source[item.hit.end : item.hit.end + 12]):
            return False
        if item.sort is not Sort.STEM:
            return True
        linked = item.linked is not None
        if any(r.level == "sido" for r in item.candidates):
            return (
                leads
                or linked
                or not self.names.is_common(item.hit.name)
                or bool(re.match(r"\s?(?:지역|북부|남부|동부|서부|권|내)", source[item.hit.end :]))
            )
        if linked or leads:
            return True
        if self.names.is_common(item.hit.name) or not follows_name(source, item.hit.end):
            return bool(_SUFFIX_GROUP.match(source[item.hit.end :])) and not self.names.is_common(
                item.hit.name
            )
        return True

    # -- which of several regions of one name -----------------------------------------------

    def _resolve(
        self,
        opened: list[_Open],
        text: Text,
        hits: dict[Field, list[Hit[Entry]]],
        places: str,
    ) -> None:
        fields: dict[Field, list[_Open]] = {"title": [], "body": []}
        for item in opened:
            fields[item.field].append(item)
        for items in fields.values():
            self._resolve_linked(items)
        evidence = _Evidence(self, opened, hits, places)
        for item in opened:
            if item.region is None:
                self._resolve_open(item, evidence)

    def _resolve_linked(self, items: list[_Open]) -> None:
        """Single meanings first, then those that hang on a 시도, a city or a resolved list."""
        for item in items:
            if (only := self.single(item.candidates)) is not None:
                item.region, item.rule = only, _own_rule(item, only)
        scope: Region | None = None
        for item in items:
            before = item.linked
            if before is None:
                scope = None
            if before is not None and before.region is None:
                self._by_inner(before, item)
            if before is not None and before.region is not None:
                scope = self._scope(before.region, scope)
                inside = [c for c in item.candidates if scope and self._inside(c, scope)]
                if inside and item.region is None:
                    item.region, item.rule = inside[0], "qualified"
                if item.region is not None and self._qualifies(before.region, item.region):
                    before.qualifies = item.sort is not Sort.PLACE
                    if item.sort is Sort.STEM:
                        item.rule = "qualified"

    def _by_inner(self, before: _Open, item: _Open) -> None:
        """`광주 광산·동·북구`: a 시도 that shares its name with a city is meant by its districts."""
        for sido in (c for c in before.candidates if c.level == "sido"):
            if any(self._inside(c, sido) for c in item.candidates):
                before.region, before.rule = sido, "sido"
                return

    def _scope(self, region: Region, scope: Region | None) -> Region | None:
        if region.level == "sido" or any(
            r.level == "gu" and r.parent == region.code for r in self.reference.regions
        ):
            return region
        return scope or self.reference.region_by_code.get(region.sido_code)

    def _inside(self, region: Region, scope: Region) -> bool:
        current = self.reference.current
        if scope.level == "sido":
            return current(region.sido_code).code == current(scope.code).code and (
                region.level != "sido"
            )
        return region.level == "gu" and current(region.code).code == current(scope.code).code

    def _qualifies(self, outer: Region, inner: Region) -> bool:
        current = self.reference.current
        if outer.level == "sido" and inner.level != "sido":
            return current(inner.sido_code).code == current(outer.code).code
        return inner.level == "gu" and current(inner.code).code == current(outer.code).code

    def single(self, candidates: list[Region]) -> Region | None:
        """The region that all candidates are eras of, or None where they are several."""
        if not candidates:
            return None
        codes = {self.reference.current(r.code).code for r in candidates}
        alone = all(r.level == "gu" for r in candidates) and len(candidates[0].name) == 2
        if len(codes) != 1 or alone:
            return None
        return candidates[-1] if candidates[-1].current else candidates[0]

    def _resolve_open(self, item: _Open, evidence: _Evidence) -> None:
        for rule, choose in evidence.rungs():
            found = choose(item)
            if found is not None:
                item.region, item.rule = found, rule
                return


class _Evidence:
    """What an article says of its 시도, gathered for the shared names that are still open."""

    def __init__(
        self,
        finder: RegionFinder,
        opened: list[_Open],
        hits: dict[Field, list[Hit[Entry]]],
        places: str,
    ) -> None:
        self.finder = finder
        self.current = finder.reference.current
        self.opened = opened
        self.sido = Counter(
            self.current(o.region.sido_code).code for o in opened if o.region is not None
        )
        named = [o.region for o in opened if o.region is not None and o.region.level == "sido"]
        self.named = {self.current(r.code).code for r in named}
        self.metropolitan = {self.current(r.code).code for r in named if r.kind.endswith("시")}
        self.codes = {self.current(o.region.code).code for o in opened if o.region is not None}
        self.hints = self._hints(hits)
        self.places = {
            self.current(r.sido_code).code
            for r in finder.reference.regions
            if r.level == "sido" and (r.name in places or r.short_name in places)
        }
        self.near = {
            self.current(r.code).code
            for r in finder.reference.regions
            if r.level == "sigungu" and len(r.short_name) > 1 and r.short_name in places
        }

    def rungs(self):  # type: ignore[no-untyped-def]
        """The rungs below the qualifiers, surest first, as (rule, chooser)."""
        return (
            ("same_name", self._same_name),
            ("only_sido", self._only_sido),
            ("nearest_sido", self._nearest),
            ("hint", lambda o: self._among(o, self.hints)),
            ("dateline", lambda o: self._among(o, self.places, self.near)),
            ("full", self._metropolitan),
        )

    def _hints(self, hits: dict[Field, list[Hit[Entry]]]) -> set[str]:
        """시도 named inside institutions (부산남부경찰서) and of places that are not regions."""
        by_code, found = self.finder.reference.region_by_code, set()
        stems = {r.short_name: r.code for r in by_code.values() if r.level == "sido"}
        for field_hits in hits.values():
            for hit in field_hits:
                for entry in hit.values:
                    if entry.sort is Sort.MASK and len(entry.codes) == 1:
                        found.add(self.current(by_code[entry.codes[0]].sido_code).code)
                    if entry.sort is Sort.PARTNER and hit.name[:2] in stems:
                        found.add(self.current(stems[hit.name[:2]]).code)
        return found

    def _same_name(self, item: _Open) -> Region | None:
        for other in self.opened:
            if other.region is not None and other.hit.name == item.hit.name:
                if other.rule in ("qualified", "list"):
                    return other.region
        return None

    def _pick(self, item: _Open, sido: str) -> Region | None:
        inside = [
            c
            for c in item.candidates
            if self.current(c.sido_code).code == sido
            and (c.level != "gu" or self.current(c.code).code in self.codes)
        ]
        return inside[0] if inside else None

    def _only_sido(self, item: _Open) -> Region | None:
        if item.sort is Sort.PLACE:
            named = [c for c in item.candidates if self.current(c.code).code in self.codes]
            return named[0] if len(named) == 1 else None
        if any(c.level == "sido" for c in item.candidates):
            return self._sido_or_city(item)
        possible = [s for s in self.sido if self._pick(item, s) is not None]
        return self._pick(item, possible[0]) if len(possible) == 1 else None

    def _sido_or_city(self, item: _Open) -> Region | None:
        """A 시도 and a city of one name (광주): the city only where its own 시도 is at hand."""
        city = next((c for c in item.candidates if c.level != "sido"), None)
        sido = next(c for c in item.candidates if c.level == "sido")
        if city is None:
            return sido
        home, rival = self.current(city.sido_code).code, self.current(sido.code).code
        others = self.metropolitan - {home}
        if rival in self.sido or others:
            return sido
        return city if home in self.places | self.hints | self.named else sido

    def _nearest(self, item: _Open) -> Region | None:
        if item.sort is Sort.PLACE:
            return None
        before = [
            o for o in self.opened
            if o.region is not None and o.field == item.field and o.hit.start < item.hit.start
        ]  # fmt: skip
        for other in reversed(before):
            assert other.region is not None
            found = self._pick(item, self.current(other.region.sido_code).code)
            if found is not None:
                return found
        return None

    def _among(self, item: _Open, sidos: set[str], codes: set[str] | None = None) -> Region | None:
        if item.sort is Sort.PLACE:
            return None
        possible = [s for s in sidos if self._pick(item, s) is not None]
        if len(possible) == 1:
            return self._pick(item, possible[0])
        near = [c for c in item.candidates if codes and self.current(c.code).code in codes]
        return near[0] if len({self.current(c.code).code for c in near}) == 1 else None

    @staticmethod
    def _metropolitan(item: _Open) -> Region | None:
        return next((c for c in item.candidates if c.level == "sido"), None)


def _own_rule(item: _Open, region: Region) -> str:
    if item.sort is Sort.PLACE:
        return "place"
    if item.sort is Sort.STEM:
        return "sido" if region.level == "sido" else ("list" if item.linked is not None else "stem")
    return "full"


def _shared(regions: list[Region]) -> str | None:
    """The short name that a 시도 shares with a city of another 시도 (광주), else None."""
    sido = {r.short_name: r.code for r in regions if r.level == "sido"}
    for region in regions:
        if region.level == "sigungu" and region.short_name in sido:
            if region.sido_code[:2] not in {r.code for r in regions if r.level == "sido"}:
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
