"""Shares of attention, their intervals and changes, and articles per inhabitant."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson

from pipelines.trends import inhabitants, shares

CELLS = pd.DataFrame(
    [
        ("11", "transport", "2020-01-01", 10),
        ("11", "transport", "2021-01-01", 30),
        ("11", "housing", "2021-01-01", 4),
        ("26", "transport", "2021-01-01", 5),
    ],
    columns=["region", "item", "period", "counted"],
).astype({"period": "datetime64[us]"})
TOTALS = pd.DataFrame(
    [("11", "2020-01-01", 40), ("11", "2021-01-01", 60), ("26", "2021-01-01", 20)],
    columns=["region", "period", "total"],
).astype({"period": "datetime64[us]"})
NATION = pd.DataFrame(
    [
        ("transport", "2020-01-01", 50),
        ("transport", "2021-01-01", 100),
        ("housing", "2021-01-01", 8),
    ],
    columns=["item", "period", "total"],
).astype({"period": "datetime64[us]"})


def row(frame: pd.DataFrame, region: str, item: str, year: int) -> pd.Series:
    match = (frame["region"] == region) & (frame["item"] == item)
    return frame[match & (frame["period"].dt.year == year)].iloc[0]


def test_wilson_by_hand() -> None:
    # 10 of 40, z² = 3.841459: centre (0.25 + 0.048018) / 1.096036, half width 0.129988.
    low, high = shares.wilson(10, 40)
    assert (float(low), float(high)) == pytest.approx((0.141865, 0.401940), abs=1e-5)


def test_wilson_is_that_of_statsmodels() -> None:
    random = np.random.default_rng(1)
    total = random.integers(1, 500, 300)
    counted = (random.random(300) * (total + 1)).astype(int)
    for confidence in (0.9, 0.95, 0.99):
        found = shares.wilson(counted, total, confidence)
        expected = proportion_confint(counted, total, 1 - confidence, method="wilson")
        np.testing.assert_allclose(found, expected, atol=1e-12)


def test_wilson_stays_in_bounds() -> None:
    low, high = shares.wilson([0, 7, 0], [7, 7, 0])
    assert low[0] == 0
    assert high[1] == 1
    assert np.isnan([low[2], high[2]]).all()
    with pytest.raises(ValueError, match="between 0 and total"):
        shares.wilson(3, 2)


def test_item_in_region_by_hand() -> None:
    found = shares.item_in_region(CELLS, TOTALS)
    assert len(found) == 6  # two items in each of three region-years, zeros too
    assert row(found, "11", "transport", 2021)["share"] == 0.5
    zero = row(found, "26", "housing", 2021)
    assert (zero["counted"], zero["share"], zero["low"], zero["thin"]) == (0, 0.0, 0.0, True)
    assert row(found, "11", "housing", 2021)["thin"]
    assert not row(found, "26", "transport", 2021)["thin"]


def test_region_in_nation_by_hand() -> None:
    found = shares.region_in_nation(CELLS, NATION)
    assert row(found, "11", "transport", 2020)["share"] == 0.2
    assert row(found, "26", "transport", 2020)["share"] == 0.0
    assert row(found, "26", "transport", 2021)["share"] == 0.05
    assert row(found, "11", "housing", 2021)["share"] == 0.5
    assert set(found["measure"]) == {"region_in_nation"}


def test_counts_without_total_or_above_it_are_refused() -> None:
    with pytest.raises(ValueError, match=r"without a total for 26, transport, 2021"):
        shares.item_in_region(CELLS, TOTALS[TOTALS["region"] == "11"])
    with pytest.raises(ValueError, match="between 0 and total"):
        shares.item_in_region(CELLS, TOTALS.assign(total=3))


def test_change_by_hand_and_against_statsmodels() -> None:
    found = shares.compared(shares.item_in_region(CELLS, TOTALS), "year")
    now = row(found, "11", "transport", 2021)
    assert (now["previous_counted"], now["previous_share"]) == (10, 0.25)
    assert now["previous_change"] == 0.25
    expected = confint_proportions_2indep(30, 60, 10, 40, method="newcomb", compare="diff")
    assert (now["previous_change_low"], now["previous_change_high"]) == pytest.approx(expected)
    assert now["year_ago_change"] == now["previous_change"]
    first = row(found, "11", "transport", 2020)
    assert pd.isna(first["previous_counted"])
    assert np.isnan(
        first[["previous_share", "previous_change", "year_ago_change_low"]].astype(float)
    ).all()


def test_quarters_look_back_a_quarter_and_a_year() -> None:
    starts = pd.to_datetime(["2020-01-01", "2020-10-01", "2021-01-01"]).astype("datetime64[us]")
    cells = pd.DataFrame({"region": "11", "item": "a", "period": starts, "counted": [1, 2, 4]})
    totals = pd.DataFrame({"region": "11", "period": starts, "total": [10, 10, 10]})
    frame = shares.item_in_region(cells, totals)
    found = shares.compared(frame, "quarter", newest=pd.Timestamp("2021-02-10"))
    last = found.iloc[-1]
    assert (last["previous_counted"], last["year_ago_counted"]) == (2, 1)
    assert last["year_ago_change"] == pytest.approx(0.3)
    assert found["complete"].tolist() == [True, True, False]


def test_newcombe_on_random_data() -> None:
    random = np.random.default_rng(2)
    starts = pd.to_datetime(["2020-01-01", "2021-01-01"]).astype("datetime64[us]")
    for _ in range(50):
        total = random.integers(1, 200, 2)
        counted = [int(random.integers(0, n + 1)) for n in total]
        cells = pd.DataFrame({"region": "1", "item": "a", "period": starts, "counted": counted})
        totals = pd.DataFrame({"region": "1", "period": starts, "total": total})
        found = shares.compared(shares.item_in_region(cells, totals), "year").iloc[1]
        expected = confint_proportions_2indep(
            counted[1], total[1], counted[0], total[0], method="newcomb", compare="diff"
        )
        given = (found["previous_change_low"], found["previous_change_high"])
        assert given == pytest.approx(expected, abs=1e-9)


def test_poisson_interval_is_that_of_statsmodels() -> None:
    counted = np.arange(0, 120)
    np.testing.assert_allclose(
        inhabitants.poisson_interval(counted), confint_poisson(counted, 1, method="exact-c"),
        atol=1e-9,
    )  # fmt: skip


POPULATION = pd.DataFrame(
    [("11", 2019, 1_000_000), ("11", 2021, 2_000_000), ("26", 2022, 300_000)],
    columns=["region", "year", "inhabitants"],
)


@pytest.mark.parametrize(
    ("region", "period", "rate", "census"),
    [
        ("11", "2019-01-01", 5.0, 2019),
        ("11", "2020-07-01", 5.0, 2019),
        ("11", "2021-01-01", 2.5, 2021),
        ("11", "2018-01-01", None, None),
        ("26", "2021-01-01", None, None),
        ("99", "2021-01-01", None, None),
    ],
)
def test_articles_per_inhabitant(
    region: str, period: str, rate: float | None, census: int | None
) -> None:
    counts = pd.DataFrame({"region": [region], "period": [period], "counted": [50]})
    found = inhabitants.per_inhabitants(counts, POPULATION).iloc[0]
    if rate is None:
        assert np.isnan(found["rate"])
        assert pd.isna(found["population_year"])
    else:
        assert (found["rate"], found["population_year"]) == (rate, census)
        assert found["low"] < rate < found["high"]


def test_empty_inputs_give_empty_frames() -> None:
    none = shares.item_in_region(CELLS.iloc[:0], TOTALS.iloc[:0])
    for frame, schema in (
        (none, shares.SHARES),
        (shares.item_in_region(CELLS.iloc[:0], TOTALS), shares.SHARES),
        (shares.region_in_nation(CELLS.iloc[:0], NATION), shares.SHARES),
        (shares.compared(none, "year"), shares.COMPARED),
        (inhabitants.per_inhabitants(CELLS.iloc[:0], POPULATION), inhabitants.RATES),
    ):
        assert frame.empty
        assert dict(frame.dtypes.astype(str)) == schema


def test_one_row_is_enough() -> None:
    found = shares.item_in_region(CELLS.iloc[:1], TOTALS.iloc[:1])
    assert len(shares.compared(found, "year")) == 1
    no_people = inhabitants.per_inhabitants(CELLS.iloc[:1], POPULATION.iloc[:0])
    assert np.isnan(no_people["rate"].iloc[0])
