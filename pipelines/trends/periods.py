"""Years, half-years, quarters and months, and which of them a date interval lies in.

A period is named by its first day.  An article counts in a period when its whole date interval
lies there, so a date known to the year is in the yearly chart and left out of the monthly one;
`left_out` counts those.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from pipelines.trends.frames import DAY, empty, shaped, taken

Period = Literal["year", "half", "quarter", "month"]

MONTHS: dict[Period, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
DATES = {"article_id": "str", "earliest": DAY, "latest": DAY, "precision": "str"}
PLACED = {"article_id": "str", "period": DAY}
LEFT_OUT = {"unknown": "int64", "coarser": "int64"}

Days = pd.Series  # of datetime64[us]


def period_starts(days: Days, period: Period) -> Days:
    """The first day of the period that each day lies in; NaT stays NaT."""
    months = days.to_numpy(dtype="datetime64[M]")
    size = MONTHS[period]
    floored = (months.astype(np.int64) // size * size).astype("datetime64[M]")
    floored[np.isnat(months)] = np.datetime64("NaT")
    return pd.Series(floored.astype(DAY), index=days.index, name=days.name)


def shifted(starts: Days, period: Period, steps: int) -> Days:
    """Period starts moved by whole periods, -1 being the period before."""
    months = starts.to_numpy(dtype="datetime64[M]") + np.timedelta64(steps * MONTHS[period], "M")
    return pd.Series(months.astype(DAY), index=starts.index, name=starts.name)


def a_year_before(starts: Days) -> Days:
    """The same period of the year before."""
    return shifted(starts, "year", -1)


def period_ends(starts: Days, period: Period) -> Days:
    """The last day of each period."""
    return shifted(starts, period, 1) - pd.Timedelta(days=1)


def period_range(first: pd.Timestamp, last: pd.Timestamp, period: Period) -> Days:
    """The starts of all periods from the one of `first` to the one of `last`, none left out.

    Empty where a bound is NaT or `last` is before `first`.
    """
    if pd.isna(first) or pd.isna(last) or last < first:
        return pd.Series(dtype=DAY, name="period")
    bounds = period_starts(pd.Series([first, last]), period).to_numpy(dtype="datetime64[M]")
    step = np.timedelta64(MONTHS[period], "M")
    return pd.Series(np.arange(bounds[0], bounds[1] + step, step).astype(DAY), name="period")


def over(starts: Days, period: Period, newest: pd.Timestamp | None) -> pd.Series:
    """Whether each period has ended by the newest day of the data (None: all have)."""
    if newest is None:
        return pd.Series(True, index=starts.index, dtype=bool)
    return period_ends(starts, period) <= newest


def placed(dates: pd.DataFrame, period: Period) -> pd.DataFrame:
    """article_id and period of the articles whose whole date interval lies in one period.

    Takes article_id, earliest, latest, precision.  The bounds of an `unknown` date count for
    nothing.
    """
    known = _known(taken(dates, DATES, "dates"))
    if known.empty:
        return empty(PLACED)
    known = known.assign(period=period_starts(known["earliest"], period))
    inside = known["period"] == period_starts(known["latest"], period)
    return shaped(known[inside], PLACED)


def left_out(dates: pd.DataFrame, period: Period) -> pd.DataFrame:
    """One row: articles of `unknown` date, and of a date `coarser` than the period."""
    known = _known(taken(dates, DATES, "dates"))
    coarser = len(known) - len(placed(known, period))
    row = {"unknown": [len(dates) - len(known)], "coarser": [coarser]}
    return shaped(pd.DataFrame(row), LEFT_OUT)


def _known(dates: pd.DataFrame) -> pd.DataFrame:
    bounded = dates["earliest"].notna() & dates["latest"].notna()
    return dates[bounded & (dates["precision"] != "unknown")]
