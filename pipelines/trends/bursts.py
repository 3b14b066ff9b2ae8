"""Bursts: stretches of time in which a word is said far more often than its own average.

Source: Kleinberg 2002, "Bursty and Hierarchical Structure in Streams", KDD, section 4
(enumerating bursts in batched arrivals).  State i of the automaton expects the share
p_i = p_0 · s^i of a batch, p_0 being the word's share of all batches; staying in state i costs
-ln C(d, r) p_i^r (1 - p_i)^(d-r), climbing from i to j costs (j - i) γ ln n over n batches,
falling costs nothing.  The cheapest state sequence is found exactly (Viterbi), from state 0.
"""

# mypy: disable-error-code="import-untyped"
from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import xlog1py, xlogy

from pipelines.trends.frames import DAY, Floats, Integers, empty, ranked, shaped, stacked, taken

COUNTS = {"item": "str", "period": DAY, "counted": "int64"}
TOTALS = {"period": DAY, "total": "int64"}
BURSTS = {
    "item": "str", "level": "int64", "start": DAY, "end": DAY, "periods": "int64",
    "counted": "int64", "total": "int64", "weight": "float64", "ongoing": "bool",
}  # fmt: skip

RUNS = ("row", "first", "last", "weight", "level")


def bursts(
    counts: pd.DataFrame,
    totals: pd.DataFrame,
    states: int = 2,
    scaling: float = 2.0,
    gamma: float = 1.0,
) -> pd.DataFrame:
    """The bursts of each item, heaviest first.

    Takes item, period, counted and period, total: one row a period from the first to the last,
    those without articles too (total 0).  `start` and `end` are the first days of the burst's
    first and last period; `weight` is the cost that the burst saves against the level below
    (Kleinberg's definition); a burst of level 2 lies within one of level 1; `ongoing` says that
    it reaches the last period.  Gives BURSTS.  Raises ValueError where counts and totals clash.
    """
    whole = ranked(taken(totals, TOTALS, "totals"), period=True)
    table = _table(taken(counts, COUNTS, "counts"), whole)
    if table.empty:
        return empty(BURSTS)
    counted, total = table.to_numpy(dtype=float), whole["total"].to_numpy(dtype=float)
    costs = state_costs(counted, total, states, scaling)
    path = cheapest_path(costs, gamma)
    parts = [
        _runs(path >= level, costs[:, :, level - 1] - costs[:, :, level]).assign(level=level)
        for level in range(1, states)
    ]
    found = stacked(parts, dict.fromkeys(RUNS, "float64"))
    return _described(found.astype({"row": int, "first": int, "last": int}), table, whole)


def state_costs(counted: Floats, total: Floats, states: int, scaling: float) -> Floats:
    """Cost of each state, items × batches × states, without the term ln C(d, r) common to all.

    A state whose share would reach 1 cannot be: its cost is infinite.
    """
    if states < 2 or scaling <= 1:
        raise ValueError("bursts: needs at least 2 states and a scaling above 1")
    base = counted.sum(axis=1) / max(total.sum(), 1)
    shares = base[:, None] * scaling ** np.arange(states)
    possible = (shares < 1) | (np.arange(states) == 0)
    p = np.where(possible, shares, 0.5)[:, None, :]
    r, rest = counted[:, :, None], (total - counted)[:, :, None]
    costs = -(xlogy(r, p) + xlog1py(rest, -p))
    return np.where(possible[:, None, :], costs, np.inf)


def cheapest_path(costs: Floats, gamma: float) -> Integers:
    """The state of each item in each batch that makes the whole sequence cheapest; low on ties."""
    items, batches, states = costs.shape
    level = np.arange(states)
    climb = gamma * np.log(batches) * np.maximum(level[None, :] - level[:, None], 0)
    best = costs[:, 0, :] + climb[0]
    came = np.zeros((items, batches, states), dtype=np.int64)
    for batch in range(1, batches):
        ways = best[:, :, None] + climb
        came[:, batch] = ways.argmin(axis=1)
        best = ways.min(axis=1) + costs[:, batch, :]
    path = np.zeros((items, batches), dtype=np.int64)
    path[:, -1] = best.argmin(axis=1)
    for batch in range(batches - 1, 0, -1):
        path[:, batch - 1] = came[np.arange(items), batch, path[:, batch]]
    return path


def _table(counts: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Items × periods with 0 where nothing is counted."""
    if counts.empty or totals.empty:
        return pd.DataFrame()
    if totals["period"].duplicated().any():
        raise ValueError("bursts: a period has two totals; give one row a period")
    stray = counts.loc[~counts["period"].isin(totals["period"]), "period"]
    if not stray.empty:
        raise ValueError(f"bursts: {stray.iloc[0]:%Y-%m-%d} is counted but has no total")
    rows, items = pd.factorize(counts["item"], sort=True)
    values = np.zeros((len(items), len(totals)))
    np.add.at(
        values, (rows, pd.Index(totals["period"]).get_indexer(counts["period"])), counts["counted"]
    )
    table = pd.DataFrame(values, index=pd.Index(items, name="item"), columns=totals["period"])
    over = (values > totals["total"].to_numpy()).any(axis=0)
    if over.any():
        day = totals["period"].iloc[int(over.argmax())]
        raise ValueError(f"bursts: an item has more articles than {day:%Y-%m-%d} has in all")
    return table


def _runs(inside: npt.NDArray[np.bool_], saved: Floats) -> pd.DataFrame:
    """Maximal runs of True in each row: row, first, last, and the sum of `saved` over the run."""
    padded = np.pad(inside, ((0, 0), (1, 1))).astype(np.int8)
    edges = np.diff(padded, axis=1)
    row, first = np.nonzero(edges == 1)
    _, after = np.nonzero(edges == -1)
    # Impossible states are never entered; outside runs their infinite cost must not spread.
    sums = np.cumsum(np.pad(np.where(inside, saved, 0.0), ((0, 0), (1, 0))), axis=1)
    weight = sums[row, after] - sums[row, first]
    return pd.DataFrame({"row": row, "first": first, "last": after - 1, "weight": weight})


def _described(found: pd.DataFrame, table: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    if found.empty:
        return empty(BURSTS)
    row, first, last = (found[name].to_numpy() for name in ("row", "first", "last"))
    counted = np.cumsum(np.pad(table.to_numpy(), ((0, 0), (1, 0))), axis=1)
    total = np.cumsum(np.pad(totals["total"].to_numpy(), (1, 0)))
    starts = totals["period"].to_numpy()
    found = found.assign(
        item=table.index.to_numpy()[row], start=starts[first], end=starts[last],
        periods=last - first + 1, counted=counted[row, last + 1] - counted[row, first],
        total=total[last + 1] - total[first], ongoing=last == len(starts) - 1,
    )  # fmt: skip
    return shaped(ranked(found, weight=False, item=True, level=True, start=True), BURSTS)
