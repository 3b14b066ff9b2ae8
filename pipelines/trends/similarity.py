"""Regions like this one, and what they did that this one has not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.trends.frames import Floats, empty, ranked, shaped, taken
from pipelines.trends.shares import THIN

PROFILES = {"region": "str", "topic": "str", "counted": "int64"}
TOTALS = {"region": "str", "total": "int64"}
ATTRIBUTES = {"region": "str", "kind": "str", "inhabitants": "float64"}
SIMILAR = {
    "region": "str", "other": "str", "rank": "int64", "similarity": "float64",
    "by_topics": "float64", "by_size": "float64", "same_kind": "bool", "thin": "bool",
}  # fmt: skip
CITED = {"region": "str", "topic": "str", "article_id": "str"}
NEIGHBOURS = {"region": "str", "other": "str", "similarity": "float64"}
GAPS = {
    "region": "str", "topic": "str", "others": "int64", "of": "int64", "share": "float64",
    "support": "float64", "articles": "int64",
}  # fmt: skip
GAP_ARTICLES = {
    "region": "str", "topic": "str", "other": "str", "similarity": "float64",
    "article_id": "str",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """How much topics, size and kind matter; a part that is not known drops out for that pair."""

    topics: float = 0.6
    size: float = 0.2
    kind: float = 0.2


EVEN = Weights()


def similar_regions(
    profiles: pd.DataFrame,
    totals: pd.DataFrame,
    attributes: pd.DataFrame,
    weights: Weights = EVEN,
    limit: int | None = None,
    of: str | None = None,
) -> pd.DataFrame:
    """For each region (or for one, `of`) the others by likeness, 0…1: the weighted mean of three parts.

    `by_topics` is the cosine of the topic shares (Salton & McGill 1983), NaN for a region
    without topics; `by_size` the smaller population over the larger, NaN where one is unknown;
    `same_kind` counts 1 or 0.  `thin`: one of the two has fewer than five articles.  Takes
    region, topic, counted; region, total; region, kind, inhabitants (NaN: unknown), whose rows
    are the regions compared.  Gives SIMILAR, the `limit` likest of each.
    """
    known = taken(attributes, ATTRIBUTES, "attributes").sort_values("region", ignore_index=True)
    if len(known) < 2:
        return empty(SIMILAR)
    total = taken(totals, TOTALS, "totals").set_index("region")["total"]
    total = total.reindex(known["region"]).fillna(0)
    topics = _cosines(taken(profiles, PROFILES, "profiles"), total)
    size = _ratios(known["inhabitants"].to_numpy(dtype=float))
    kind = known["kind"].to_numpy(dtype=object)
    same = kind[:, None] == kind[None, :]
    parts = np.stack([topics, size, same.astype(float)])
    few = total.to_numpy() < THIN
    names = known["region"].to_numpy(dtype=object)
    wanted = np.ones(len(known), dtype=bool) if of is None else names == of
    one, other = np.nonzero(wanted[:, None] & ~np.eye(len(known), dtype=bool))
    pairs = pd.DataFrame(
        {
            "region": names[one], "other": names[other],
            "similarity": _mean(parts, weights)[one, other], "by_topics": topics[one, other],
            "by_size": size[one, other], "same_kind": same[one, other],
            "thin": few[one] | few[other],
        }
    )  # fmt: skip
    pairs = ranked(pairs, region=True, similarity=False, other=True)
    pairs = pairs.assign(rank=pairs.groupby("region").cumcount() + 1)
    return shaped(pairs if limit is None else pairs[pairs["rank"] <= limit], SIMILAR)


def gaps(cited: pd.DataFrame, similar: pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """Topics that a region lacks and at least `least` of its similar regions have.

    Takes region, topic, article_id and region, other, similarity (the similar regions that
    count, so the caller's `limit`).  `others` of `of` have it; `support` adds their similarity,
    and sorts.  A region without any article is left out: silence of the data is not a gap.
    Gives GAPS.
    """
    near = taken(similar, NEIGHBOURS, "similar")
    lacking = _lacking(taken(cited, CITED, "cited"), near)
    if lacking.empty:
        return empty(GAPS)
    by_topic = lacking.groupby(["region", "topic"])
    found = by_topic.agg(others=("other", "nunique"), articles=("article_id", "nunique"))
    once = lacking.drop_duplicates(["region", "topic", "other"])
    found = found.assign(support=once.groupby(["region", "topic"])["similarity"].sum())
    found = found.reset_index()
    found = found.assign(of=found["region"].map(near.groupby("region").size()))
    found = found.assign(share=found["others"] / found["of"])
    found = ranked(found[found["others"] >= least], region=True, support=False, topic=True)
    return shaped(found, GAPS)


def gap_articles(cited: pd.DataFrame, similar: pd.DataFrame) -> pd.DataFrame:
    """The articles that show what similar regions did and a region has not.

    Takes what `gaps` takes; a row an article of a similar region.  Gives GAP_ARTICLES.
    """
    near = taken(similar, NEIGHBOURS, "similar")
    lacking = _lacking(taken(cited, CITED, "cited"), near)
    order = {"region": True, "topic": True, "similarity": False, "other": True, "article_id": True}
    return shaped(ranked(lacking, **order), GAP_ARTICLES)


def _lacking(cited: pd.DataFrame, near: pd.DataFrame) -> pd.DataFrame:
    """Articles of similar regions on topics that a region with articles does not have."""
    cited = cited.drop_duplicates()
    near = near[near["region"].isin(cited["region"])]
    theirs = near.merge(cited.rename(columns={"region": "other"}), on="other")
    own = cited[["region", "topic"]].drop_duplicates()
    marked = theirs.merge(own, on=["region", "topic"], how="left", indicator=True)
    return marked[marked["_merge"] == "left_only"].drop(columns="_merge")


def _cosines(profiles: pd.DataFrame, total: pd.Series) -> Floats:
    """Cosines of the regions' shares of topics; NaN where a region has none."""
    table = profiles.pivot_table(
        index="region", columns="topic", values="counted", aggfunc="sum", fill_value=0
    )
    shares = table.reindex(total.index).fillna(0).div(total.where(total > 0), axis=0).fillna(0)
    vectors = shares.to_numpy(dtype=float)
    length = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    unit = np.divide(vectors, length, out=np.full_like(vectors, np.nan), where=length > 0)
    if not vectors.shape[1]:
        return np.full((len(total), len(total)), np.nan)
    return np.asarray(np.minimum(unit @ unit.T, 1.0))


def _ratios(inhabitants: Floats) -> Floats:
    people = np.where(inhabitants > 0, inhabitants, np.nan)
    less = np.minimum(people[:, None], people[None, :])
    return np.asarray(less / np.maximum(people[:, None], people[None, :]))


def _mean(parts: Floats, weights: Weights) -> Floats:
    """The weighted mean of the parts that are known for each pair."""
    weight = np.array([weights.topics, weights.size, weights.kind])[:, None, None]
    there = np.where(np.isnan(parts), 0.0, weight).sum(axis=0)
    whole = np.where(np.isnan(parts), 0.0, parts * weight).sum(axis=0)
    return np.asarray(np.divide(whole, there, out=np.zeros_like(whole), where=there > 0))
