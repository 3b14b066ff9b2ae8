# mypy: disable-error-code="import-untyped"
"""Which words or topics stand together more often than chance would have it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

from pipelines.trends.frames import empty, ranked, shaped, taken

LEAST = 3
"""Pairs in fewer articles are left out: NPMI is high for any two rare words that meet once."""

SAID = {"article_id": "str", "item": "str"}
COUNTS = {"item": "str", "counted": "int64"}
PAIRS = {"one": "str", "other": "str", "together": "int64"}
EDGES = {
    "one": "str", "other": "str", "together": "int64", "one_counted": "int64",
    "other_counted": "int64", "npmi": "float64",
}  # fmt: skip


def item_counts(said: pd.DataFrame) -> pd.DataFrame:
    """Distinct articles of each item, from article_id, item.  Gives item, counted."""
    distinct = taken(said, SAID, "said").drop_duplicates()
    counts = distinct.groupby("item").size().rename("counted").reset_index()
    return shaped(ranked(counts, counted=False, item=True), COUNTS)


def pair_counts(said: pd.DataFrame) -> pd.DataFrame:
    """Distinct articles in which each two items meet, from article_id, item.

    Gives one, other, together with one < other; pairs that never meet have no row.
    """
    distinct = taken(said, SAID, "said").drop_duplicates()
    if distinct.empty:
        return empty(PAIRS)
    articles, _ = pd.factorize(distinct["article_id"])
    codes, items = pd.factorize(distinct["item"], sort=True)
    table = csr_array((np.ones(len(codes), dtype=np.int64), (articles, codes)))
    met = triu(table.T @ table, k=1).tocoo()
    names = items.to_numpy()
    pairs = pd.DataFrame(
        {"one": names[met.coords[0]], "other": names[met.coords[1]], "together": met.data}
    )
    return shaped(ranked(pairs, one=True, other=True), PAIRS)


def npmi(pairs: pd.DataFrame, counts: pd.DataFrame, total: int, least: int = LEAST) -> pd.DataFrame:
    """Normalised pointwise mutual information of pairs (Bouma 2009): -1 never, 0 chance, 1 always.

    ln(p_xy / (p_x p_y)) / -ln p_xy over distinct articles.  Takes one, other, together; item,
    counted; and the number of articles in all.  Pairs with fewer than `least` articles are left
    out; two items that are in every article have 1, the limit.  Gives EDGES, strongest first.
    Raises ValueError where a pair has more articles than one of its items, or than there are.
    """
    edges = taken(pairs, PAIRS, "pairs")
    edges = edges[edges["together"] >= max(least, 1)]
    if edges.empty:
        return empty(EDGES)
    by_item = taken(counts, COUNTS, "counts").set_index("item")["counted"]
    edges = edges.assign(
        one_counted=edges["one"].map(by_item), other_counted=edges["other"].map(by_item)
    )
    _checked(edges, total)
    together = edges["together"] / total
    apart = (edges["one_counted"] / total) * (edges["other_counted"] / total)
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.log(together / apart) / -np.log(together)
    edges = edges.assign(npmi=np.where(together == 1, 1.0, score))
    return shaped(ranked(edges, npmi=False, one=True, other=True), EDGES)


def _checked(edges: pd.DataFrame, total: int) -> None:
    fewest = edges[["one_counted", "other_counted"]].min(axis=1, skipna=False)
    most = edges[["one_counted", "other_counted"]].max(axis=1)
    wrong = edges[~(edges["together"] <= fewest) | (most > total)]
    if not wrong.empty:
        pair = wrong.iloc[0]
        raise ValueError(
            f"npmi: {pair['one']} and {pair['other']} meet in {pair['together']} articles, but "
            f"alone have {pair['one_counted']} and {pair['other_counted']} of {total}; "
            "count pairs, items and articles over the same choice"
        )
