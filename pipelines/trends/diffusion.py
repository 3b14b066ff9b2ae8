"""How a topic, programme or word spreads over regions: who was first, who followed, how late.

The day of adoption is the day of the first article, known as an interval: from the earliest
day that any article allows, to the day by which one certainly was there.  Measures count by
the certain end.  Undated articles and findings that a split made uncertain are left out.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.trends.frames import DAY, Integers, empty, ranked, shaped, stacked, taken
from pipelines.trends.lineage import LIVING
from pipelines.trends.periods import Period, period_ends, period_range

SIGHTINGS = {
    "item": "str", "region": "str", "article_id": "str", "earliest": DAY, "latest": DAY,
    "precision": "str", "evidence": "str", "succession": "str",
}  # fmt: skip
SEEN = {
    "item": "str", "article_id": "str", "earliest": DAY, "latest": DAY, "precision": "str",
    "evidence": "str",
}  # fmt: skip
APPEARANCES = {
    "item": "str", "seen_from": DAY, "seen_by": DAY, "precision": "str", "article_id": "str",
    "evidence": "str",
}  # fmt: skip
ADOPTIONS = {
    "item": "str", "region": "str", "kind": "str", "since": DAY, "adopted_from": DAY,
    "adopted_by": DAY, "precision": "str", "article_id": "str", "evidence": "str",
    "order": "int64", "order_low": "int64", "order_high": "int64", "lag_days": "int64",
}  # fmt: skip
UNPLACED = {"item": "str", "undated": "int64", "split": "int64"}
CUMULATIVE = {
    "item": "str", "period": DAY, "new": "int64", "adopters": "int64", "eligible": "int64",
    "share": "float64",
}  # fmt: skip
BY_KIND = {
    "item": "str", "kind": "str", "order": "Int64", "eligible": "int64", "adopters": "int64",
    "share": "float64", "first_by": DAY, "median_lag_days": "float64",
    "half_lag_days": "float64",
}  # fmt: skip


def first_appearances(sightings: pd.DataFrame) -> pd.DataFrame:
    """The first article of each item, anywhere.  Takes SEEN; gives APPEARANCES."""
    seen = taken(sightings, SEEN, "sightings")
    first = _first(seen[_dated(seen)], ["item"])
    names = {"earliest": "seen_from", "latest": "seen_by"}
    return shaped(ranked(first.rename(columns=names), seen_by=True, item=True), APPEARANCES)


def first_adoptions(sightings: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """The first article of each item in each region, with its place in the order and its lag.

    Takes SIGHTINGS (an article's date interval, its evidence, and the succession by which the
    region was resolved) and LIVING from `lineage.living`.  `order` goes by adopted_by, equal
    days share a place; `order_low`…`order_high` is every place that the intervals allow.
    `lag_days` runs from the first mover's day, or from the region's own first day where that is
    later: what did not exist cannot be late.  Gives ADOPTIONS.
    """
    seen = taken(sightings, SIGHTINGS, "sightings")
    seen = seen[_dated(seen) & (seen["succession"] != "split")]
    found = _first(seen, ["item", "region"])
    if found.empty:
        return empty(ADOPTIONS)
    found = found.rename(columns={"earliest": "adopted_from", "latest": "adopted_by"})
    found = found.merge(taken(regions, LIVING, "regions"), on="region", how="left")
    parts = [_ordered(part) for _, part in found.groupby("item")]
    return stacked([ranked(part, order=True, region=True) for part in parts], ADOPTIONS)


def unplaced(sightings: pd.DataFrame) -> pd.DataFrame:
    """Articles of each item that adoption leaves out: undated, or of a region that was split.

    An article counts as `split` where none of its regions is certain.  Gives UNPLACED.
    """
    seen = taken(sightings, SIGHTINGS, "sightings")
    if seen.empty:
        return empty(UNPLACED)
    dated = _dated(seen)
    seen = seen.assign(undated=~dated, split=dated & (seen["succession"] == "split"))
    flags = seen.groupby(["item", "article_id"])[["undated", "split"]].all()
    return shaped(flags.groupby(level="item").sum().reset_index(), UNPLACED)


def cumulative(
    adoptions: pd.DataFrame,
    regions: pd.DataFrame,
    period: Period,
    last: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """The S-curve: adopters of each item by the end of each period, of the regions there then.

    Takes ADOPTIONS and LIVING; periods run from the first adoption to `last` (default: the last
    adoption of any item), none left out.  An adoption counts once it is certain, in the regions
    given alone.  Gives CUMULATIVE.
    """
    there = taken(regions, LIVING, "regions")[["region", "since"]]
    found = taken(adoptions, ADOPTIONS, "adoptions").drop(columns="since")
    found = found.merge(there, on="region")
    end = found["adopted_by"].max() if last is None else last
    parts = [
        _curve(part, there, period_range(part["adopted_by"].min(), end, period), period).assign(
            item=item
        )
        for item, part in found.groupby("item")
    ]
    return stacked(parts, CUMULATIVE)


def _curve(
    part: pd.DataFrame, there: pd.DataFrame, starts: pd.Series, period: Period
) -> pd.DataFrame:
    ends = period_ends(starts, period)
    adopters = _by_then(part["adopted_by"], ends)
    # A region that adopted under a former name before its own first day was there in a way.
    known = there.merge(part[["region", "adopted_by"]], on="region", how="left")
    since = known.loc[known["since"].notna(), ["since", "adopted_by"]].min(axis=1)
    eligible = _by_then(since, ends) + int(there["since"].isna().sum())
    curve = pd.DataFrame({"period": starts, "adopters": adopters, "eligible": eligible})
    return curve.assign(
        new=curve["adopters"].diff().fillna(curve["adopters"]),
        share=curve["adopters"] / curve["eligible"].where(curve["eligible"] > 0),
    )


def by_kind(adoptions: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """The order in which kinds of region (자치시, 자치군…) took each item up.

    `median_lag_days` is over adopters alone; `half_lag_days` is the lag by which half of all
    regions of the kind had adopted (NaN while fewer have), and `order` goes by it: regions that
    never adopted count, as they must.  A kind without half has no place.  Takes ADOPTIONS and
    LIVING; gives BY_KIND.
    """
    found = taken(adoptions, ADOPTIONS, "adoptions")
    eligible = taken(regions, LIVING, "regions").groupby("kind").size().rename("eligible")
    parts = []
    for item, part in found.groupby("item"):
        lags = part.groupby("kind")["lag_days"]
        table = eligible.to_frame().join(
            pd.DataFrame(
                {
                    "adopters": lags.size(), "median_lag_days": lags.median(),
                    "first_by": part.groupby("kind")["adopted_by"].min(),
                }
            )
        )  # fmt: skip
        half = {kind: _half(lag, int(eligible.get(kind, 0))) for kind, lag in lags}
        table = table.assign(half_lag_days=table.index.map(half), item=item).reset_index()
        parts.append(_ordered_kinds(table))
    return stacked(parts, BY_KIND)


def _ordered_kinds(table: pd.DataFrame) -> pd.DataFrame:
    table = table.assign(
        adopters=table["adopters"].fillna(0),
        half_lag_days=table["half_lag_days"].astype("float64"),
    )
    table = table.assign(
        share=table["adopters"] / table["eligible"],
        order=table["half_lag_days"].rank(method="min"),
    )
    return table.sort_values(["order", "share", "kind"], ascending=[True, False, True])


def _half(lags: pd.Series, eligible: int) -> float:
    needed = (eligible + 1) // 2
    return float(lags.sort_values().iloc[needed - 1]) if 0 < needed <= len(lags) else np.nan


def _dated(seen: pd.DataFrame) -> pd.Series:
    return seen["earliest"].notna() & seen["latest"].notna() & (seen["precision"] != "unknown")


def _first(seen: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """For each key the article that is certain first, `earliest` widened to all that allow it."""
    first = seen.sort_values([*keys, "latest", "earliest", "article_id"]).drop_duplicates(keys)
    earliest = seen.groupby(keys, as_index=False)["earliest"].min()
    return first.drop(columns="earliest").merge(earliest, on=keys)


def _ordered(part: pd.DataFrame) -> pd.DataFrame:
    """Adoptions of one item with order, its bounds and lags."""
    since = part["since"].fillna(part["adopted_by"].min())
    start = since.clip(lower=part["adopted_by"].min())
    certain = np.sort(part["adopted_by"].to_numpy())
    possible = np.sort(part["adopted_from"].to_numpy())
    return part.assign(
        order=part["adopted_by"].rank(method="min"),
        order_low=1 + np.searchsorted(certain, part["adopted_from"].to_numpy(), side="left"),
        order_high=np.searchsorted(possible, part["adopted_by"].to_numpy(), side="right"),
        lag_days=(part["adopted_by"] - start).dt.days.clip(lower=0),
    )


def _by_then(days: pd.Series, ends: pd.Series) -> Integers:
    """How many of the days lie at or before each end."""
    return np.asarray(np.searchsorted(np.sort(days.to_numpy()), ends.to_numpy(), side="right"))
