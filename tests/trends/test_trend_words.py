"""Rising and distinctive words, and bursts: by hand, against an exact search, and planted."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from pipelines.trends import bursts as burst_measures
from pipelines.trends import logodds
from pipelines.trends.bursts import bursts


def counts(**said: int) -> pd.DataFrame:
    return pd.DataFrame({"item": list(said), "counted": list(said.values())})


def test_log_odds_by_hand() -> None:
    # Prior 4 and 8: ln((3+4) / (9+8)) - ln((1+4) / (3+8)) = ln(7/17) - ln(5/11) for the first
    # word; its variance is about 1/7 + 1/5.
    difference, z = logodds.log_odds([3, 9], [1, 3], [4, 8])
    assert difference[0] == pytest.approx(np.log(7 / 17) - np.log(5 / 11))
    assert z[0] == pytest.approx(difference[0] / np.sqrt(1 / 7 + 1 / 5))
    assert difference[1] == pytest.approx(-difference[0])


def test_a_larger_prior_draws_rare_words_to_zero() -> None:
    said = ([3, 500, 400], [0, 500, 400], [3, 1000, 800])
    weak, strong = (logodds.log_odds(*said, prior_size=size)[1] for size in (10, 100_000))
    assert abs(strong[0]) < abs(weak[0])


def test_log_odds_is_antisymmetric_and_finite() -> None:
    random = np.random.default_rng(3)
    one, other = random.poisson(3, 200), random.poisson(3, 200)
    found = logodds.log_odds(one, other, one + other)
    back = logodds.log_odds(other, one, one + other)
    np.testing.assert_allclose(found, np.negative(back))
    assert np.isfinite(found).all()


def test_z_is_standard_normal_where_nothing_differs() -> None:
    random = np.random.default_rng(4)
    rates = random.integers(50, 400, 300)
    one, other = random.poisson(rates), random.poisson(rates)
    _, z = logodds.log_odds(one, other, np.ones(300), prior_size=1)
    assert abs(z.mean()) < 0.15
    assert 0.85 < z.std() < 1.15


def test_a_planted_word_rises_and_one_falls() -> None:
    random = np.random.default_rng(5)
    words = [f"낱말{i}" for i in range(200)]
    rates = random.integers(5, 60, 200).astype(float)
    current, previous = rates.copy(), rates.copy()
    current[17], previous[17], current[40], previous[40] = 90, 20, 10, 70
    frames = [
        pd.DataFrame({"item": words, "counted": random.poisson(side)})
        for side in (current, previous)
    ]
    found = logodds.rising(*frames, current_total=1000, previous_total=1000)
    assert found.iloc[0][["item", "direction"]].tolist() == ["낱말17", "rising"]
    assert found.iloc[-1][["item", "direction"]].tolist() == ["낱말40", "falling"]
    assert (found["direction"] == "steady").mean() > 0.9


def test_rising_counts_shares_and_rare_words() -> None:
    found = logodds.rising(
        counts(드론=8, 상수도=2, 한번=1), counts(드론=2, 청사=3),
        current_total=10, previous_total=20,
    ).set_index("item")  # fmt: skip
    assert found.loc["드론", ["current_share", "previous_share"]].tolist() == [0.8, 0.1]
    assert set(found.index) == {"드론", "청사"}  # the others are said fewer than three times
    assert found.loc["드론", "z"] > 0 > found.loc["청사", "z"]


def test_a_given_background_is_the_prior() -> None:
    sides = (counts(가=10, 나=30), counts(가=10, 나=10))
    found = logodds.rising(*sides, 50, 50, background=counts(가=100, 나=100)).set_index("item")
    expected, z = logodds.log_odds([10, 30], [10, 10], [100, 100])
    assert found.loc["나", ["log_odds", "z"]].tolist() == pytest.approx([expected[1], z[1]])


GROUPS = pd.DataFrame(
    [("항구", "물류", 40), ("항구", "행정", 50), ("산골", "스마트팜", 30), ("산골", "행정", 50),
     ("산골", "물류", 2)],
    columns=["group", "item", "counted"],
)  # fmt: skip


def test_planted_distinctive_words() -> None:
    found = logodds.distinctive(GROUPS, limit=1)
    assert found[["group", "item"]].to_numpy().tolist() == [["산골", "스마트팜"], ["항구", "물류"]]
    assert found["elsewhere"].tolist() == [0, 2]


def test_distinctive_takes_distinct_counts_of_everything() -> None:
    whole = counts(물류=41, 행정=60, 스마트팜=30)  # fewer than the sum: articles with both groups
    found = logodds.distinctive(GROUPS, whole).set_index(["group", "item"])
    assert found.loc[("항구", "물류"), "elsewhere"] == 1


@pytest.mark.parametrize("total", [(0, 5), (5, 0)])
def test_a_window_without_articles_compares_with_nothing(total: tuple[int, int]) -> None:
    assert logodds.rising(counts(가=3), counts(가=3), *total).empty


def test_empty_words() -> None:
    nothing = counts()
    assert dict(logodds.rising(nothing, nothing, 5, 5).dtypes.astype(str)) == logodds.RISING
    none = logodds.distinctive(GROUPS.iloc[:0])
    assert dict(none.dtypes.astype(str)) == logodds.DISTINCTIVE
    assert len(logodds.rising(counts(가=3), nothing, 5, 5)) == 1
    assert logodds.distinctive(GROUPS.iloc[:1]).empty  # one group has nothing to stand apart from


# Bursts


def months(number: int) -> pd.Series:
    return pd.Series(pd.date_range("2015-01-01", periods=number, freq="MS")).astype(
        "datetime64[us]"
    )


def series(item: str, counted: list[int], total: list[int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    period = months(len(total))
    return (
        pd.DataFrame({"item": item, "period": period, "counted": counted}),
        pd.DataFrame({"period": period, "total": total}),
    )


def test_a_burst_by_hand() -> None:
    # p0 = 16/100, p1 = 32/100; in each of the two high months r = 7, d = 20.
    found = bursts(*series("드론", [1, 7, 7, 1, 0], [20, 20, 20, 20, 20]))
    weight = 2 * (7 * np.log(2) + 13 * np.log(0.68 / 0.84))
    assert weight > np.log(5)
    row = found.iloc[0]
    assert len(found) == 1
    assert (row["start"], row["end"]) == (pd.Timestamp("2015-02-01"), pd.Timestamp("2015-03-01"))
    assert (row["periods"], row["counted"], row["total"]) == (2, 14, 40)
    assert row["weight"] == pytest.approx(weight)
    assert not row["ongoing"]


def exact_path(r: list[int], d: list[int], states: int, scaling: float, gamma: float) -> float:
    """The least cost over all state sequences, written from the paper with the binomial term."""
    p = sum(r) / sum(d) * scaling ** np.arange(states)
    fit = [[-binom.logpmf(x, n, q) for q in p] for x, n in zip(r, d, strict=True)]
    up = gamma * np.log(len(r))
    return min(
        sum(
            fit[t][q] + up * max(q - before, 0)
            for t, (before, q) in enumerate(zip((0, *path), path, strict=False))
        )
        for path in product(range(states), repeat=len(r))
    )


@pytest.mark.parametrize(
    ("states", "scaling", "gamma"), [(2, 2.0, 1.0), (3, 1.5, 0.5), (2, 3.0, 0.3)]
)
def test_the_path_is_the_cheapest_of_all(states: int, scaling: float, gamma: float) -> None:
    random = np.random.default_rng(6)
    bursting = 0
    for _ in range(25):
        d = random.integers(20, 60, 7)
        r = random.binomial(d, random.choice([0.03, 0.08, 0.25], 7))
        if not 0 < r.sum() / d.sum() * scaling ** (states - 1) < 1:
            continue
        costs = burst_measures.state_costs(r[None].astype(float), d.astype(float), states, scaling)
        path = burst_measures.cheapest_path(costs, gamma)[0]
        climbs = np.maximum(np.diff(path, prepend=0), 0).sum() * gamma * np.log(7)
        p = r.sum() / d.sum() * scaling**path
        found = -binom.logpmf(r, d, p).sum() + climbs
        assert found == pytest.approx(exact_path(r.tolist(), d.tolist(), states, scaling, gamma))
        bursting += bool(path.any())
    assert bursting > 5


def test_a_planted_burst_is_found_and_noise_is_not() -> None:
    random = np.random.default_rng(7)
    total = random.integers(80, 160, 96)
    rate = np.full(96, 0.04)
    rate[40:52] = 0.20
    planted, totals = series("메타버스", random.binomial(total, rate).tolist(), total.tolist())
    noise, _ = series("행정", random.binomial(total, 0.05).tolist(), total.tolist())
    found = bursts(pd.concat([planted, noise]), totals)
    assert found["item"].tolist() == ["메타버스"]
    starts = months(96)
    assert abs(starts.tolist().index(found["start"].iloc[0]) - 40) <= 1
    assert abs(starts.tolist().index(found["end"].iloc[0]) - 51) <= 1


def test_levels_lie_within_each_other_and_the_last_may_go_on() -> None:
    r = [1, 1, 1, 1, 1, 1, 1, 1, 8, 9, 28, 30]
    found = bursts(*series("AI", r, [50] * 12), states=3, gamma=0.5).set_index("level")
    outer, inner = found.loc[1], found.loc[2]
    assert outer["start"] <= inner["start"]
    assert inner["end"] <= outer["end"]
    assert found["ongoing"].all()


def test_months_without_articles_count_for_nothing() -> None:
    found = bursts(*series("가", [0, 5, 0, 5, 0, 0], [30, 6, 0, 6, 30, 30]))
    assert found[["periods", "counted", "total"]].to_numpy().tolist() == [[3, 10, 12]]


def test_a_word_of_every_second_article_cannot_double() -> None:
    assert bursts(*series("가", [5, 10, 5], [10, 10, 10])).empty


@pytest.mark.parametrize(
    ("r", "d", "match"), [([3], [2], "more articles than 2015-01-01 has in all")]
)
def test_clashing_counts_are_refused(r: list[int], d: list[int], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        bursts(*series("가", r, d))


def test_stray_and_double_periods_are_refused() -> None:
    said, totals = series("가", [1, 2], [5, 5])
    with pytest.raises(ValueError, match="2015-02-01 is counted but has no total"):
        bursts(said, totals.iloc[:1])
    with pytest.raises(ValueError, match="two totals"):
        bursts(said, pd.concat([totals, totals]))
    with pytest.raises(ValueError, match="at least 2 states"):
        bursts(said, totals, states=1)


def test_empty_and_single_bursts() -> None:
    said, totals = series("가", [1], [5])
    for found in (
        bursts(said.iloc[:0], totals),
        bursts(said, totals),
        bursts(said.iloc[:0], totals.iloc[:0]),
    ):
        assert found.empty
        assert dict(found.dtypes.astype(str)) == burst_measures.BURSTS
