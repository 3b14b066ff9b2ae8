"""How a topic, programme or word spreads over regions: who was first, who followed, how late.

The day of adoption is the day of the first article, known as an interval: from the earliest
day that any article allows, to the day by which one certainly was there.  Measures count by
the certain end.  Undated articles and findings that a split made uncertain are left out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.trends.frames import DAY, Integers, empty, ranked, shaped, stacked, taken
from pipelines.trends.lineage import LIVING
from pipelines.trends.periods import Period, period_ends, period_range

Days = npt.NDArray[np.datetime64]

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
ADOPTED = {
    "item": "str", "region": "str", "adopted_from": DAY, "adopted_by": DAY, "precision": "str",
    "article_id": "str", "evidence": "str",
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
    found = found.rename(columns={"earliest": "adopted_from", "latest": "adopted_by"})
    parts = [in_order(part, regions) for _, part in found.groupby("item")]
    return stacked(parts, ADOPTIONS)


def in_order(adopted: pd.DataFrame, regions: pd.DataFrame) -> pd.DataFrame:
    """The same of one item, for who knows the first article of each region already.

    Takes ADOPTED, a row a region, and LIVING; gives ADOPTIONS.
    """
    found = taken(adopted, ADOPTED, "adopted")
    if found.empty:
        return empty(ADOPTIONS)
    there = taken(regions, LIVING, "regions").set_index("region").reindex(found["region"])
    since = there["since"].to_numpy()
    certain, possible = found["adopted_by"].to_numpy(), found["adopted_from"].to_numpy()
    # What was always there could begin on the day of the first mover, as all others at the latest.
    start = np.fmax(since, certain.min())
    ends, begins = np.sort(certain), np.sort(possible)
    told = found.assign(
        kind=there["kind"].array, since=since,
        order=1 + np.searchsorted(ends, certain, side="left"),
        order_low=1 + np.searchsorted(ends, possible, side="left"),
        order_high=np.searchsorted(begins, certain, side="right"),
        lag_days=np.maximum((certain - start).astype("timedelta64[D]").astype(np.int64), 0),
    )  # fmt: skip
    return ranked(shaped(told, ADOPTIONS), order=True, region=True)


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
    there = taken(regions, LIVING, "regions").set_index("region")["since"]
    found = taken(adoptions, ADOPTIONS, "adoptions")
    found = found[found["region"].isin(there.index)]
    end = found["adopted_by"].max() if last is None else last
    parts = [
        _curve(part, there, period_range(part["adopted_by"].min(), end, period), period).assign(
            item=item
        )
        for item, part in found.groupby("item")
    ]
    return stacked(parts, CUMULATIVE)


def _curve(part: pd.DataFrame, there: pd.Series, starts: pd.Series, period: Period) -> pd.DataFrame:
    ends = period_ends(starts, period)
    adopters = _by_then(part["adopted_by"].to_numpy(), ends)
    # A region that adopted under a former name before its own first day was there in a way.
    young = there[there.notna()]
    adopted = part.set_index("region")["adopted_by"].reindex(young.index)
    since = np.fmin(young.to_numpy(), adopted.to_numpy())
    eligible = _by_then(since, ends) + len(there) - len(young)
    return pd.DataFrame(
        {
            "period": starts, "adopters": adopters, "eligible": eligible,
            "new": np.diff(adopters, prepend=0),
            "share": adopters / np.where(eligible > 0, eligible, np.nan),
        }
    )  # fmt: skip


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


def _by_then(days: Days, ends: pd.Series) -> Integers:
    """How many of the days lie at or before each end."""
    return np.asarray(np.searchsorted(np.sort(days), ends.to_numpy(), side="right"))
