"""What regions do more than others, which are alike, and what one of them has not done."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import cosine

from pipelines.trends import similarity, specialisation
from pipelines.trends.similarity import Weights, gap_articles, gaps, similar_regions
from pipelines.trends.specialisation import location_quotients, quotient_interval

CELLS = pd.DataFrame(
    [("11", "transport", 10), ("11", "housing", 10), ("26", "transport", 10),
     ("26", "logistics", 30)],
    columns=["region", "topic", "counted"],
)  # fmt: skip
TOTALS = pd.DataFrame({"region": ["11", "26"], "total": [20, 60]})


def test_location_quotient_by_hand() -> None:
    found = location_quotients(CELLS, TOTALS).set_index(["region", "topic"])
    assert found.loc[("11", "transport"), "lq"] == pytest.approx((10 / 20) / (20 / 80))
    assert found.loc[("26", "logistics"), "lq"] == pytest.approx((30 / 60) / (30 / 80))
    nothing = found.loc[("11", "logistics")]
    assert (nothing["lq"], nothing["low"], nothing["thin"]) == (0, 0, True)
    assert np.isnan(nothing["high"])
    assert found.loc["11"].index.tolist() == ["housing", "transport", "logistics"]


def test_distinct_national_counts_are_taken_where_given() -> None:
    nation = pd.DataFrame({"topic": ["transport", "housing", "logistics"], "counted": [16, 10, 30]})
    found = location_quotients(CELLS, TOTALS, nation, 76).set_index(["region", "topic"])
    assert found.loc[("11", "transport"), "lq"] == pytest.approx((10 / 20) / (16 / 76))


def test_interval_is_that_of_simulation() -> None:
    random = np.random.default_rng(14)
    n, every, own, rest = 300, 3000, 0.3, 0.12
    a, c = random.binomial(n, own, 20_000), random.binomial(every - n, rest, 20_000)
    low, high = quotient_interval(a, n, a + c, every)
    truth = own / ((n * own + (every - n) * rest) / every)
    assert np.mean((low <= truth) & (truth <= high)) == pytest.approx(0.95, abs=0.01)


def test_a_nation_of_one_region_is_itself() -> None:
    found = location_quotients(CELLS.iloc[:2], TOTALS.iloc[:1])
    assert found["lq"].tolist() == [1, 1]
    np.testing.assert_allclose(found[["low", "high"]], 1)


def test_more_in_a_part_than_in_the_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="more articles than the nation"):
        location_quotients(CELLS, TOTALS.assign(total=[5, 60]))
    with pytest.raises(ValueError, match="26 is counted but has no total"):
        location_quotients(CELLS, TOTALS.iloc[:1])
    with pytest.raises(ValueError, match="housing is counted but has no count of the nation"):
        location_quotients(CELLS, TOTALS, CELLS.iloc[:1], 80)


def test_a_planted_speciality_is_recovered() -> None:
    random = np.random.default_rng(15)
    regions, topics = [f"r{i:02}" for i in range(30)], [f"t{i}" for i in range(8)]
    share = np.full((30, 8), 0.1)
    share[7, 3] = 0.4
    counted = random.binomial(200, share)
    cells = pd.DataFrame(
        {"region": np.repeat(regions, 8), "topic": topics * 30, "counted": counted.ravel()}
    )
    found = location_quotients(cells, pd.DataFrame({"region": regions, "total": 200}))
    best = found.sort_values("lq").iloc[-1]
    assert best[["region", "topic"]].tolist() == ["r07", "t3"]
    assert best["low"] > 2.5
    others = found[~((found["region"] == "r07") | (found["topic"] == "t3"))]
    covered = (others["low"] <= 1) & (others["high"] >= 1)
    assert covered.mean() == pytest.approx(0.95, abs=0.04)


ATTRIBUTES = pd.DataFrame(
    [("11", "자치시", 400_000.0), ("26", "자치시", 100_000.0), ("27", "자치군", np.nan)],
    columns=["region", "kind", "inhabitants"],
)


def test_similarity_by_hand() -> None:
    found = similar_regions(CELLS, TOTALS, ATTRIBUTES).set_index(["region", "other"])
    by_topics = 1 - cosine([0.5, 0.5, 0], [10 / 60, 0, 30 / 60])
    pair = found.loc[("11", "26")]
    assert pair["by_topics"] == pytest.approx(by_topics)
    assert pair["by_size"] == 0.25
    assert pair["similarity"] == pytest.approx(0.6 * by_topics + 0.2 * 0.25 + 0.2)
    unknown = found.loc[("11", "27")]
    assert unknown[["by_topics", "by_size"]].isna().all()
    assert (unknown["similarity"], unknown["thin"]) == (0.0, True)  # only the kind is known
    assert found.loc[("26", "11"), "similarity"] == pytest.approx(pair["similarity"])


def test_cosines_are_those_of_scipy() -> None:
    random = np.random.default_rng(16)
    counted = random.integers(0, 30, (12, 9))
    regions = [f"{i:02}" for i in range(12)]
    cells = pd.DataFrame(
        {
            "region": np.repeat(regions, 9),
            "topic": list("abcdefghi") * 12,
            "counted": counted.ravel(),
        }
    )
    attributes = pd.DataFrame({"region": regions, "kind": "", "inhabitants": np.nan})
    totals = pd.DataFrame({"region": regions, "total": counted.sum(axis=1) + 5})
    found = similar_regions(cells, totals, attributes, Weights(1, 0, 0))
    for row in found.itertuples():
        expected = 1 - cosine(counted[int(row.region)], counted[int(row.other)])
        assert row.similarity == pytest.approx(expected)


def test_the_planted_twin_is_first() -> None:
    mixes = {"a": (8, 1, 1), "b": (9, 1, 2), "c": (1, 9, 1), "d": (1, 1, 9)}
    cells = pd.DataFrame(
        [(r, t, n) for r, mix in mixes.items() for t, n in zip("xyz", mix, strict=True)],
        columns=["region", "topic", "counted"],
    )  # fmt: skip
    totals = cells.groupby("region")["counted"].sum().rename("total").reset_index()
    attributes = pd.DataFrame({"region": list("abcd"), "kind": "자치시", "inhabitants": 1e5})
    found = similar_regions(cells, totals, attributes, limit=1)
    assert found.set_index("region")["other"].loc[["a", "b"]].tolist() == ["b", "a"]
    assert found["rank"].eq(1).all()
    assert len(found) == 4


CITED = pd.DataFrame(
    [("a", "x", "1"), ("b", "x", "2"), ("b", "y", "3"), ("b", "y", "4"), ("c", "y", "3"),
     ("c", "z", "5"), ("d", "z", "6")],
    columns=["region", "topic", "article_id"],
)  # fmt: skip
NEAR = pd.DataFrame(
    [("a", "b", 0.9), ("a", "c", 0.7), ("a", "e", 0.6), ("e", "b", 0.5), ("e", "c", 0.5)],
    columns=["region", "other", "similarity"],
)


def test_gaps_by_hand() -> None:
    found = gaps(CITED, NEAR)
    assert found[["region", "topic", "others", "of", "articles"]].to_numpy().tolist() == [
        ["a", "y", 2, 3, 2]
    ]
    assert found["support"].iloc[0] == pytest.approx(1.6)
    assert found["share"].iloc[0] == pytest.approx(2 / 3)
    assert gaps(CITED, NEAR, least=1)["topic"].tolist() == ["y", "z"]


def test_gaps_cite_their_articles() -> None:
    found = gap_articles(CITED, NEAR)
    assert found[["topic", "other", "article_id"]].to_numpy().tolist() == [
        ["y", "b", "3"], ["y", "b", "4"], ["y", "c", "3"], ["z", "c", "5"],
    ]  # fmt: skip


def test_a_region_without_articles_has_no_gaps() -> None:
    assert "e" not in set(gaps(CITED, NEAR, least=1)["region"])


def test_empty_and_one_row() -> None:
    for found, schema in (
        (location_quotients(CELLS.iloc[:0], TOTALS), specialisation.QUOTIENTS),
        (location_quotients(CELLS, TOTALS.iloc[:0]), specialisation.QUOTIENTS),
        (similar_regions(CELLS, TOTALS, ATTRIBUTES.iloc[:1]), similarity.SIMILAR),
        (gaps(CITED.iloc[:0], NEAR), similarity.GAPS),
        (gaps(CITED, NEAR.iloc[:0]), similarity.GAPS),
        (gap_articles(CITED.iloc[:1], NEAR), similarity.GAP_ARTICLES),
    ):
        assert found.empty
        assert dict(found.dtypes.astype(str)) == schema
    assert len(location_quotients(CELLS.iloc[:1], TOTALS.iloc[:1])) == 1
    without = similar_regions(CELLS.iloc[:0], TOTALS.iloc[:0], ATTRIBUTES)
    assert len(without) == 6
    assert without["by_topics"].isna().all()
