"""Attention as two named shares, never as bare counts.

`item_in_region`: of a region's articles, those on an item (topic, programme, partner, keyword).
`region_in_nation`: of the nation's articles (on an item), those of a region.
Each share has its Wilson interval; a cell that rests on fewer than five articles is thin.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pipelines.trends.frames import DAY, Floats, empty, ranked, shaped, taken
from pipelines.trends.periods import Period, a_year_before, over, shifted

THIN = 5
"""A cell with fewer articles is marked: its share may be chance."""

CONFIDENCE = 0.95

CELLS = {"region": "str", "item": "str", "period": DAY, "counted": "int64"}
REGION_TOTALS = {"region": "str", "period": DAY, "total": "int64"}
NATION_TOTALS = {"item": "str", "period": DAY, "total": "int64"}
SHARES = {
    "measure": "str", "region": "str", "item": "str", "period": DAY, "counted": "int64",
    "total": "int64", "share": "float64", "low": "float64", "high": "float64", "thin": "bool",
}  # fmt: skip
COMPARED = {
    **SHARES, "complete": "bool",
    "previous_counted": "Int64", "previous_share": "float64", "previous_change": "float64",
    "previous_change_low": "float64", "previous_change_high": "float64",
    "year_ago_counted": "Int64", "year_ago_share": "float64", "year_ago_change": "float64",
    "year_ago_change_low": "float64", "year_ago_change_high": "float64",
}  # fmt: skip


def wilson(
    counted: ArrayLike, total: ArrayLike, confidence: float = CONFIDENCE
) -> tuple[Floats, Floats]:
    """Low and high end of the score interval of a proportion (Wilson 1927); NaN where total is 0.

    Raises ValueError where counted is negative or exceeds total.
    """
    x, n = np.asarray(counted, dtype=float), np.asarray(total, dtype=float)
    if np.any((x < 0) | (x > n)):
        raise ValueError("wilson: counted must lie between 0 and total; are both distinct counts?")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / n
        centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    # At the ends the formula gives exactly 0 and 1; rounding must not push it past them.
    low = np.where(x == 0, 0.0 * centre, centre - half)
    high = np.where(x == n, 1.0 + 0.0 * centre, centre + half)
    return low, high


def item_in_region(cells: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Share of each item among a region's articles, by period; zeros are rows too.

    Takes region, item, period, counted and, for every region and period that has articles,
    region, period, total.  Gives SHARES.  Raises ValueError where a cell exceeds its total.
    """
    counts = taken(cells, CELLS, "cells")
    whole = taken(totals, REGION_TOTALS, "totals")
    items = counts[["item"]].drop_duplicates()
    return _shares("item_in_region", whole.merge(items, how="cross"), counts)


def region_in_nation(cells: pd.DataFrame, nation: pd.DataFrame) -> pd.DataFrame:
    """Share of each region among the nation's articles on an item, by period; zeros are rows too.

    Takes region, item, period, counted and item, period, total (distinct articles of the whole
    nation).  Shares of one period may add to more than 1: an article can have several regions.
    Gives SHARES.  Raises ValueError where a cell exceeds its total.
    """
    counts = taken(cells, CELLS, "cells")
    whole = taken(nation, NATION_TOTALS, "nation")
    regions = counts[["region"]].drop_duplicates()
    return _shares("region_in_nation", whole.merge(regions, how="cross"), counts)


def _shares(measure: str, grid: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    keys = ["region", "item", "period"]
    full = grid.merge(counts, on=keys, how="outer", validate="one_to_one", indicator=True)
    lost = full[(full["_merge"] == "right_only") & (full["counted"] > 0)]
    if not lost.empty:
        where = ", ".join(str(value) for value in lost.iloc[0][keys])
        raise ValueError(f"{measure}: articles are counted without a total for {where}")
    full = full[full["_merge"] != "right_only"]
    if full.empty:
        return empty(SHARES)
    full = full.assign(measure=measure, counted=full["counted"].fillna(0))
    low, high = wilson(full["counted"], full["total"])
    full = full.assign(
        share=(full["counted"] / full["total"].where(full["total"] > 0)),
        low=low, high=high, thin=full["counted"] < THIN,
    )  # fmt: skip
    return shaped(ranked(full, region=True, item=True, period=True), SHARES)


def compared(
    shares: pd.DataFrame, period: Period, newest: pd.Timestamp | None = None
) -> pd.DataFrame:
    """SHARES with their change against the period before and the same period a year before.

    Changes are differences of shares (0.02 = two percentage points) with the interval of
    Newcombe (1998, method 10) for two independent proportions; NaN where that period has no
    total.  `complete` is False for a period that runs on past `newest`, the data's last day.
    """
    frame = taken(shares, SHARES, "shares")
    if frame.empty:
        return empty(COMPARED)
    frame = frame.assign(complete=over(frame["period"], period, newest))
    before = {
        "previous": shifted(frame["period"], period, -1),
        "year_ago": a_year_before(frame["period"]),
    }
    for name, starts in before.items():
        frame = _against(frame, starts, name)
    return shaped(frame, COMPARED)


def _against(frame: pd.DataFrame, starts: pd.Series, name: str) -> pd.DataFrame:
    """The frame with the counts, share and change against the rows at the given starts."""
    keys = ["measure", "region", "item", "period"]
    earlier = frame[[*keys, "counted", "share", "low", "high"]]
    found = frame[keys].assign(period=starts).merge(earlier, on=keys, how="left")
    found.index = frame.index
    p, low, high = frame["share"], frame["low"], frame["high"]
    change = p - found["share"]
    down = np.sqrt((p - low) ** 2 + (found["high"] - found["share"]) ** 2)
    up = np.sqrt((high - p) ** 2 + (found["share"] - found["low"]) ** 2)
    return frame.assign(
        **{
            f"{name}_counted": found["counted"], f"{name}_share": found["share"],
            f"{name}_change": change, f"{name}_change_low": change - down,
            f"{name}_change_high": change + up,
        }
    )  # fmt: skip
