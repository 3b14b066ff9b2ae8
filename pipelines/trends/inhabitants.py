"""Articles per 100,000 inhabitants, so that large and small regions can be compared."""

# mypy: disable-error-code="import-untyped"
from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import chi2

from pipelines.trends.frames import DAY, Floats, empty, ranked, shaped, taken
from pipelines.trends.shares import CONFIDENCE, THIN

PER = 100_000

COUNTS = {"region": "str", "period": DAY, "counted": "int64"}
POPULATION = {"region": "str", "year": "int64", "inhabitants": "int64"}
RATES = {
    "region": "str", "period": DAY, "counted": "int64", "population_year": "Int64",
    "inhabitants": "Int64", "rate": "float64", "low": "float64", "high": "float64",
    "thin": "bool",
}  # fmt: skip


def poisson_interval(counted: ArrayLike, confidence: float = CONFIDENCE) -> tuple[Floats, Floats]:
    """Exact low and high end of a Poisson count's mean (Garwood 1936)."""
    x = np.asarray(counted, dtype=float)
    tail = (1 - confidence) / 2
    low = np.where(x == 0, 0.0, chi2.ppf(tail, 2 * np.maximum(x, 1)) / 2)
    return low, np.asarray(chi2.ppf(1 - tail, 2 * x + 2) / 2)


def per_inhabitants(counts: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """Articles per 100,000 inhabitants within each period (not scaled up to a year).

    Takes region, period, counted and region, year, inhabitants.  The census year is the
    period's own, else the last one before it, named in `population_year`; a region without one
    has no rate (NaN).  Gives RATES.
    """
    frame = taken(counts, COUNTS, "counts")
    people = taken(population, POPULATION, "population")
    if frame.empty:
        return empty(RATES)
    frame = _with_people(frame, people[people["inhabitants"] > 0])
    scale = PER / frame["inhabitants"].astype("float64")
    low, high = poisson_interval(frame["counted"])
    frame = frame.assign(
        rate=frame["counted"] * scale, low=low * scale, high=high * scale,
        thin=frame["counted"] < THIN,
    )  # fmt: skip
    return shaped(ranked(frame, region=True, period=True), RATES)


def _with_people(frame: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    frame = frame.assign(year=frame["period"].dt.year.astype("int64"))
    people = people.assign(population_year=people["year"])
    joined = pd.merge_asof(
        frame.sort_values("year", kind="stable"), people.sort_values("year", kind="stable"),
        on="year", by="region", direction="backward",
    )  # fmt: skip
    return joined.astype({"population_year": "Int64", "inhabitants": "Int64"})
