"""What a region does more than the nation: location quotients.

Source: the location quotient of regional economics, here over shares of articles; its interval
by the delta method (Beyene & Moineddin 2005, BMC Medical Research Methodology 5:32) on the
logarithm, with the region and the rest of the nation independent.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pipelines.trends.frames import Floats, empty, ranked, shaped, taken
from pipelines.trends.shares import CONFIDENCE, THIN

CELLS = {"region": "str", "topic": "str", "counted": "int64"}
TOTALS = {"region": "str", "total": "int64"}
NATION = {"topic": "str", "counted": "int64"}
QUOTIENTS = {
    "region": "str", "topic": "str", "counted": "int64", "total": "int64", "share": "float64",
    "national_share": "float64", "lq": "float64", "low": "float64", "high": "float64",
    "thin": "bool",
}  # fmt: skip


def location_quotients(
    cells: pd.DataFrame,
    totals: pd.DataFrame,
    nation: pd.DataFrame | None = None,
    nation_total: int | None = None,
) -> pd.DataFrame:
    """Share of each topic in a region over its share in the nation: 1 as everywhere, 2 twice.

    Takes region, topic, counted and region, total; `nation` (topic, counted) and `nation_total`
    are distinct articles where an article can have several regions, by default the sums.  Every
    region and topic has a row; without articles lq and low are 0 and high is NaN.  Gives
    QUOTIENTS, the most special of each region first.  Raises ValueError where counts, totals
    and nation do not fit together.
    """
    counts, whole = taken(cells, CELLS, "cells"), taken(totals, TOTALS, "totals")
    counts = counts[counts["counted"] > 0]
    whole = whole[whole["total"] > 0]
    if counts.empty or whole.empty:
        return empty(QUOTIENTS)
    if nation is None:
        national = counts.groupby("topic")["counted"].sum()
    else:
        national = taken(nation, NATION, "nation").set_index("topic")["counted"]
    _covered(counts["region"], whole["region"], "total")
    _covered(counts["topic"], national.index.to_series(), "count of the nation")
    every = nation_total if nation_total is not None else int(whole["total"].sum())
    grid = whole.merge(pd.DataFrame({"topic": national[national > 0].index}), how="cross")
    grid = grid.merge(counts, on=["region", "topic"], how="left", validate="one_to_one")
    grid = grid.assign(counted=grid["counted"].fillna(0))
    everywhere = grid["topic"].map(national)
    low, high = quotient_interval(grid["counted"], grid["total"], everywhere, every)
    grid = grid.assign(
        share=grid["counted"] / grid["total"], national_share=everywhere / every,
        low=low, high=high, thin=grid["counted"] < THIN,
    )  # fmt: skip
    grid = grid.assign(lq=grid["share"] / grid["national_share"])
    return shaped(ranked(grid, region=True, lq=False, topic=True), QUOTIENTS)


def _covered(names: pd.Series, known: pd.Series, what: str) -> None:
    lost = names[~names.isin(known)]
    if not lost.empty:
        raise ValueError(f"location quotient: {lost.iloc[0]} is counted but has no {what}")


def quotient_interval(
    counted: ArrayLike, total: ArrayLike, national: ArrayLike, national_total: ArrayLike
) -> tuple[Floats, Floats]:
    """Low and high end of (counted / total) / (national / national_total); 0 and NaN where 0.

    The region is part of the nation: with a articles of n in the region and b of N in all, the
    variance of ln LQ is ((b - a) / ab)² · n p (1 - p) + (1 / b)² · (N - n) r (1 - r) for the
    shares p of the region and r of the rest.  Raises ValueError where a part exceeds its whole.
    """
    a, n, b, every = np.broadcast_arrays(
        *(np.asarray(x, dtype=float) for x in (counted, total, national, national_total))
    )
    if np.any((a > n) | (a > b) | (b > every) | (n > every) | (b - a > every - n)):
        raise ValueError("location quotient: a region has more articles than the nation")
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = ((b - a) / (a * b)) ** 2 * a * (1 - a / n)
        rest = np.where(every > n, (b - a) * (1 - (b - a) / (every - n)), 0.0) / b**2
        lq = (a / n) / (b / every)
        factor = np.exp(z * np.sqrt(own + rest))
        low, high = lq / factor, lq * factor
    return np.where(a == 0, 0.0, low), np.where(a == 0, np.nan, high)
