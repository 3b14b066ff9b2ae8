"""Finds which regions an article names, as entities with a life, and resolves shared names.

The ladder for a shared name (중구, 광주, 고성): the 시도 right before it; the 시도 of the list it
stands in; the same name resolved elsewhere in the article; the only 시도 that the article names
besides; a place or an institution of one candidate; the dateline; the outlet's coverage.  What
is still open then is left out: nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract.gazetteer import Hit
from pipelines.extract.names import Entry, Names, Sort
from pipelines.extract.region_candidates import Candidate, RegionCandidates
from pipelines.extract.region_evidence import Evidence
from pipelines.extract.text import Text
from pipelines.model import Field
from pipelines.reference import Reference, Region

CONFIDENCE = {
    "full": 0.98, "own_body": 0.98, "sido": 0.97, "qualified": 0.98, "list": 0.95, "stem": 0.88, "place": 0.85,
    "same_name": 0.93, "only_sido": 0.9, "nearest_sido": 0.85, "hint": 0.8, "dateline": 0.78,
    "outlet": 0.7,
}  # fmt: skip


OWN_BODY = "own_body"
"""The rule of a 시도 that only its foundation or corporation, which opens the lead, speaks for."""
_ROW = 2
"""Others of a row that say in which 시도 it is."""


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


class RegionFinder:
    """Finds and resolves the region mentions of an article."""

    def __init__(self, names: Names) -> None:
        self.reference: Reference = names.reference
        self._candidates = RegionCandidates(names)
        self._townships = {town.name for town in self.reference.townships}
        self._cities = {r.parent for r in self.reference.regions if r.level == "gu"}

    def find(self, text: Text, hits: dict[Field, list[Hit[Entry]]], places: str) -> list[Mention]:
        """All resolved mentions of title and body, in order.

        `hits` are the names of each field (`Names.find`); `places` is the dateline and outlet,
        the weakest evidence for a shared name.
        """
        opened = self._candidates.open(text, hits)
        self._resolve(opened, hits, places)
        opened = self._without_strays(text, opened)
        codes = self._todays_codes([o.region for o in opened if o.region is not None])
        return [
            Mention(
                o.region, codes[o.region.code], o.hit.start, o.hit.end, o.field, o.rule, o.qualifies
            )
            for o in opened
            if o.region is not None
        ]

    def _without_strays(self, text: Text, opened: list[Candidate]) -> list[Candidate]:
        """Leave out townships whose 시도 nothing else names, and those right behind a 시군구.

        Names of 읍, 면 and 동 come again in many districts, and the table of them is of one day.
        """
        current = self.reference.current
        towns = {id(o) for o in opened if o.hit.name in self._townships}
        if not towns:
            return opened
        others = [o for o in opened if id(o) not in towns and o.region is not None]
        sidos = {current(o.region.sido_code).code for o in others if o.region}
        ends = {(o.field, o.hit.end) for o in others if o.region and o.region.level != "sido"}

        def stays(item: Candidate) -> bool:
            source = text.title if item.field == "title" else text.body
            before = len(source[: item.hit.start].rstrip())
            inside = any((item.field, end) in ends for end in (before, before - 1))
            named = item.region is not None and current(item.region.sido_code).code in sidos
            return named and not inside

        return [o for o in opened if id(o) not in towns or stays(o)]

    def _todays_codes(self, regions: list[Region]) -> dict[str, str]:
        """Today's code of every written era; a split division follows what the text shows."""
        shown = {r.code for r in regions}
        codes = {}
        for region in regions:
            followed = [s for s in region.successors[1:] if s in shown]
            codes[region.code] = (
                followed[0] if followed else self.reference.current(region.code).code
            )
        return codes

    def _resolve(
        self,
        opened: list[Candidate],
        hits: dict[Field, list[Hit[Entry]]],
        places: str,
    ) -> None:
        fields: dict[Field, list[Candidate]] = {"title": [], "body": []}
        for item in opened:
            fields[item.field].append(item)
        for items in fields.values():
            self._resolve_linked(items)
        evidence = Evidence(self.reference, opened, hits, places)
        for item in opened:
            if item.region is None:
                self._resolve_open(item, evidence)

    def _resolve_linked(self, items: list[Candidate]) -> None:
        """Single meanings first, then those that hang on a 시도, a city or a resolved list."""
        for item in items:
            if (only := self.single(item.meanings)) is not None:
                item.region, item.rule = only, _own_rule(item, only)
        for item in items:
            if item.region is None and (city := self._city_of_row(item, items)) is not None:
                item.region, item.rule = city, "list"
        scope: Region | None = None
        for item in items:
            before = item.linked
            if before is None:
                scope = None
            if before is not None and before.region is None:
                self._by_inner(before, item)
            if before is not None and before.region is not None:
                scope = self._scope(before.region, scope)
                inside = [c for c in item.meanings if scope and self._inside(c, scope)]
                if inside and item.region is None:
                    item.region, item.rule = inside[0], "qualified"
                address = item.region is not None and not item.beside
                if address and item.region and self._qualifies(before.region, item.region):
                    before.qualifies = item.sort is not Sort.PLACE
                    if item.sort is Sort.STEM:
                        item.rule = "qualified"

    def _city_of_row(self, item: Candidate, items: list[Candidate]) -> Region | None:
        """A city that shares its name with a 시도 (광주), in a row of others of its own 시도."""
        city = next((c for c in item.meanings if c.level == "sigungu"), None)
        if city is None or not any(c.level == "sido" for c in item.meanings):
            return None
        row, last = [item], item
        while last.linked is not None:
            row.insert(0, last := last.linked)
        for other in items:
            if other.linked is row[-1]:
                row.append(other)
        others = [o.region for o in row if o.region is not None]
        home = all(r.level == "sigungu" and r.sido_code == city.sido_code for r in others)
        return city if len(others) >= _ROW and home else None

    def _by_inner(self, before: Candidate, item: Candidate) -> None:
        """`광주 광산·동·북구`: a 시도 that shares its name with a city is meant by its districts."""
        for sido in (c for c in before.meanings if c.level == "sido"):
            if any(self._inside(c, sido) for c in item.meanings):
                before.region, before.rule = sido, "sido"
                return

    def _scope(self, region: Region, scope: Region | None) -> Region | None:
        if region.level == "sido" or region.code in self._cities:
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

    def _resolve_open(self, item: Candidate, evidence: Evidence) -> None:
        for rule, choose in evidence.rungs():
            found = choose(item)
            if found is not None:
                item.region, item.rule = found, rule
                return


def _own_rule(item: Candidate, region: Region) -> str:
    if item.sort is Sort.PLACE:
        return "place"
    if item.sort is Sort.PARTNER:
        return OWN_BODY
    if item.sort is Sort.STEM:
        return "sido" if region.level == "sido" else ("list" if item.linked is not None else "stem")
    return "full"
