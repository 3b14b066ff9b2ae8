"""The names of a region today and on an article's day."""

from __future__ import annotations

from datetime import date

from pipelines.extract.text import Text
from pipelines.reference import Reference, Region


class Eras:
    """Looks up which names of a region were in force when."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference

    def names(self, region: Region) -> tuple[str, str | None]:
        """시도 and 시군구 of a region as its row has them."""
        sido = self.reference.region_by_code[region.sido_code]
        return sido.name, None if region.level == "sido" else region.name

    def names_then(
        self, current: Region, written: Region, text: Text
    ) -> tuple[str | None, str | None]:
        """시도 and 시군구 in force on the article's day; undated, those that the writing implies."""
        day = _day(text)
        base = written if written.level != "gu" else self._city(written)
        if day is None:
            eras = self._eras(current)
            sidos = {self.reference.region_by_code[e.sido_code].name for e in eras}
            sido = self.names(base)[0]
            known = len(sidos) == 1 or sido in text.body or not base.current
            return (sido if known else None), self.names(base)[1]
        era = base if base.in_force(day) else self._era_on(current, day, base)
        return self.names(era)

    def _city(self, gu: Region) -> Region:
        return self.reference.region_by_code[gu.parent]

    def _eras(self, current: Region) -> list[Region]:
        return [
            r
            for r in self.reference.regions
            if r.level != "gu"
            and (
                self.reference.current(r.code).code == current.code or current.code in r.successors
            )
        ]

    def _era_on(self, current: Region, day: date, base: Region) -> Region:
        """The era in force on `day`; of several parts the one that was written."""
        of_day = [r for r in self._eras(current) if r.in_force(day) and r.level == base.level]
        same = [r for r in of_day if r.name == base.name]
        return (same or of_day or [current])[0]


def _day(text: Text) -> date | None:
    published = text.article.published
    return published.earliest if published.precision != "unknown" else None
