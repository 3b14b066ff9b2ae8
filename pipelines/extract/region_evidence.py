"""What an article says of its 시도: the lower rungs for a name that several regions share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property

from pipelines.extract.gazetteer import Hit
from pipelines.extract.names import Entry, Sort
from pipelines.extract.region_candidates import Candidate
from pipelines.model import Field
from pipelines.reference import Reference, Region

Rung = tuple[str, Callable[[Candidate], Region | None]]


class Evidence:
    """What an article says of its 시도, gathered for the shared names that are still open."""

    def __init__(
        self,
        reference: Reference,
        opened: list[Candidate],
        hits: dict[Field, list[Hit[Entry]]],
        places: str,
    ) -> None:
        self.reference = reference
        self.current = reference.current
        self.opened = opened
        self.sido = Counter(
            self.current(o.region.sido_code).code for o in opened if o.region is not None
        )
        named = [o.region for o in opened if o.region is not None and o.region.level == "sido"]
        self.named = {self.current(r.code).code for r in named}
        self.metropolitan = {self.current(r.code).code for r in named if r.kind.endswith("시")}
        self.codes = {self.current(o.region.code).code for o in opened if o.region is not None}
        self._hits = hits
        self._places = places

    @cached_property
    def places(self) -> set[str]:
        """시도 that dateline or outlet name."""
        return {
            self.current(r.sido_code).code
            for r in self.reference.regions
            if r.level == "sido" and (r.name in self._places or r.short_name in self._places)
        }

    @cached_property
    def near(self) -> set[str]:
        """시군구 that dateline or outlet name."""
        return {
            self.current(r.code).code
            for r in self.reference.regions
            if r.level == "sigungu" and len(r.short_name) > 1 and r.short_name in self._places
        }

    def rungs(self) -> tuple[Rung, ...]:
        """The rungs below the qualifiers, surest first, as (rule, chooser)."""
        return (
            ("same_name", self._same_name),
            ("only_sido", self._only_sido),
            ("nearest_sido", self._nearest),
            ("hint", lambda o: self._among(o, self.hints)),
            ("dateline", lambda o: self._among(o, self.places, self.near)),
            ("full", self._metropolitan),
        )

    @cached_property
    def hints(self) -> set[str]:
        """시도 named inside institutions (부산남부경찰서) and of places that are not regions."""
        by_code, found = self.reference.region_by_code, set()
        stems = {r.short_name: r.code for r in by_code.values() if r.level == "sido"}
        for field_hits in self._hits.values():
            for hit in field_hits:
                for entry in hit.values:
                    if entry.sort is Sort.MASK and len(entry.codes) == 1:
                        found.add(self.current(by_code[entry.codes[0]].sido_code).code)
                    if entry.sort is Sort.PARTNER and hit.name[:2] in stems:
                        found.add(self.current(stems[hit.name[:2]]).code)
        return found

    def _same_name(self, item: Candidate) -> Region | None:
        for other in self.opened:
            same = other.region is not None and other.hit.name == item.hit.name
            if same and other.rule in ("qualified", "list"):
                return other.region
        return None

    def _pick(self, item: Candidate, sido: str) -> Region | None:
        inside = [
            c
            for c in item.meanings
            if self.current(c.sido_code).code == sido
            and (c.level != "gu" or self.current(c.code).code in self.codes)
        ]
        return inside[0] if inside else None

    def _only_sido(self, item: Candidate) -> Region | None:
        if item.sort is Sort.PLACE:
            named = [c for c in item.meanings if self.current(c.code).code in self.codes]
            return named[0] if len(named) == 1 else None
        if any(c.level == "sido" for c in item.meanings):
            return self._sido_or_city(item)
        possible = [s for s in self.sido if self._pick(item, s) is not None]
        return self._pick(item, possible[0]) if len(possible) == 1 else None

    def _sido_or_city(self, item: Candidate) -> Region | None:
        """A 시도 and a city of one name (광주): the city only where its own 시도 is at hand."""
        city = next((c for c in item.meanings if c.level != "sido"), None)
        sido = next(c for c in item.meanings if c.level == "sido")
        if city is None:
            return sido
        home, rival = self.current(city.sido_code).code, self.current(sido.code).code
        others = self.metropolitan - {home}
        if rival in self.sido or others:
            return sido
        return city if home in self.places | self.hints | self.named else sido

    def _nearest(self, item: Candidate) -> Region | None:
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

    def _among(
        self, item: Candidate, sidos: set[str], codes: set[str] | None = None
    ) -> Region | None:
        if item.sort is Sort.PLACE:
            return None
        possible = [s for s in sidos if self._pick(item, s) is not None]
        if len(possible) == 1:
            return self._pick(item, possible[0])
        near = [c for c in item.meanings if codes and self.current(c.code).code in codes]
        return near[0] if len({self.current(c.code).code for c in near}) == 1 else None

    @staticmethod
    def _metropolitan(item: Candidate) -> Region | None:
        return next((c for c in item.meanings if c.level == "sido"), None)
