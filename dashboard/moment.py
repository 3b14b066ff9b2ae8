"""A period in the address: `at=2021`, `at=2021-Q2` or `at=2021-05`; it says its own grain."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

MONTHS = {"year": 12, "quarter": 3, "month": 1}
_WRITTEN = re.compile(r"(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, quarter or month by its first day."""

    first: pd.Timestamp
    grain: str

    @property
    def last(self) -> pd.Timestamp:
        """Its last day."""
        return self.first + pd.DateOffset(months=MONTHS[self.grain]) - pd.Timedelta(days=1)

    def __str__(self) -> str:
        """As the address writes it."""
        if self.grain == "quarter":
            return f"{self.first.year}-Q{self.first.quarter}"
        return self.first.strftime("%Y" if self.grain == "year" else "%Y-%m")


def read(text: str, grain: str) -> Moment | None:
    """What an address says; a whole day (of older links) is the first of a period of `grain`."""
    found = _WRITTEN.fullmatch(text)
    if not found or (found[4] and not found[3]) or not 1678 <= int(found[1]) <= 2261:
        return None
    year = int(found[1])
    if found[4]:
        return on(pd.Timestamp(year, int(found[3]), 1), grain)
    if found[2]:
        return Moment(pd.Timestamp(year, 3 * int(found[2]) - 2, 1), "quarter")
    return Moment(pd.Timestamp(year, int(found[3] or 1), 1), "month" if found[3] else "year")


def on(day: pd.Timestamp, grain: str) -> Moment:
    """The period of a grain that a day lies in."""
    month = (day.month - 1) // MONTHS[grain] * MONTHS[grain] + 1
    return Moment(pd.Timestamp(day.year, month, 1), grain)
