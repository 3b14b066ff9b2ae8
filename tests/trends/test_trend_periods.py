"""A date counts in a period when its whole interval lies there."""

from __future__ import annotations

import pandas as pd
import pytest

from pipelines.trends import periods
from pipelines.trends.periods import Period


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


@pytest.mark.parametrize(
    ("text", "period", "first", "last"),
    [
        ("2021-08-23", "year", "2021-01-01", "2021-12-31"),
        ("2021-06-30", "half", "2021-01-01", "2021-06-30"),
        ("2021-07-01", "half", "2021-07-01", "2021-12-31"),
        ("2021-08-23", "quarter", "2021-07-01", "2021-09-30"),
        ("2020-02-29", "month", "2020-02-01", "2020-02-29"),
        ("1969-12-31", "quarter", "1969-10-01", "1969-12-31"),
    ],
)
def test_a_day_lies_in_its_period(text: str, period: Period, first: str, last: str) -> None:
    starts = periods.period_starts(pd.Series([day(text)]), period)
    assert starts.tolist() == [day(first)]
    assert periods.period_ends(starts, period).tolist() == [day(last)]


def test_no_day_has_no_period() -> None:
    starts = periods.period_starts(pd.Series([pd.NaT], dtype="datetime64[us]"), "year")
    assert starts.isna().all()
    assert periods.period_starts(pd.Series(dtype="datetime64[us]"), "month").empty


@pytest.mark.parametrize(
    ("start", "period", "before", "year_ago"),
    [
        ("2021-01-01", "year", "2020-01-01", "2020-01-01"),
        ("2021-01-01", "half", "2020-07-01", "2020-01-01"),
        ("2021-04-01", "quarter", "2021-01-01", "2020-04-01"),
        ("2021-01-01", "month", "2020-12-01", "2020-01-01"),
    ],
)
def test_periods_to_compare_with(start: str, period: Period, before: str, year_ago: str) -> None:
    starts = pd.Series([day(start)])
    assert periods.shifted(starts, period, -1).tolist() == [day(before)]
    assert periods.a_year_before(starts).tolist() == [day(year_ago)]


def test_ranges_leave_nothing_out() -> None:
    quarters = periods.period_range(day("2020-11-05"), day("2021-05-01"), "quarter")
    assert quarters.dt.strftime("%Y-%m-%d").tolist() == ["2020-10-01", "2021-01-01", "2021-04-01"]
    assert len(periods.period_range(day("2021-03-31"), day("2021-03-01"), "year")) == 0
    assert len(periods.period_range(day("2021-03-01"), day("2021-03-01"), "year")) == 1
    assert len(periods.period_range(pd.NaT, day("2021-03-01"), "year")) == 0  # type: ignore[arg-type]


def test_a_running_period_is_not_over() -> None:
    starts = pd.Series([day("2021-01-01"), day("2021-04-01")])
    assert periods.over(starts, "quarter", day("2021-06-29")).tolist() == [True, False]
    assert periods.over(starts, "quarter", day("2021-06-30")).tolist() == [True, True]
    assert periods.over(starts, "quarter", None).tolist() == [True, True]


DATES = pd.DataFrame(
    [
        ("day", "2021-08-23", "2021-08-23", "day"),
        ("month", "2021-08-01", "2021-08-31", "month"),
        ("year", "2021-01-01", "2021-12-31", "year"),
        ("bounds", "2021-08-01", "2021-08-02", "unknown"),
        ("nothing", None, None, "unknown"),
        ("across", "2021-12-31", "2022-01-01", "day"),
    ],
    columns=["article_id", "earliest", "latest", "precision"],
).astype({"earliest": "datetime64[us]", "latest": "datetime64[us]"})


@pytest.mark.parametrize(
    ("period", "inside", "coarser"),
    [
        ("year", ["day", "month", "year"], 1),
        ("half", ["day", "month"], 2),
        ("quarter", ["day", "month"], 2),
        ("month", ["day", "month"], 2),
    ],
)
def test_an_article_counts_where_its_whole_interval_lies(
    period: Period, inside: list[str], coarser: int
) -> None:
    assert periods.placed(DATES, period)["article_id"].tolist() == inside
    row = periods.left_out(DATES, period).iloc[0]
    assert (row["unknown"], row["coarser"]) == (2, coarser)
    assert len(inside) + row["unknown"] + row["coarser"] == len(DATES)


def test_empty_and_one_row() -> None:
    none = periods.placed(DATES.iloc[:0], "year")
    assert dict(none.dtypes.astype(str)) == periods.PLACED
    assert periods.left_out(DATES.iloc[:0], "year").to_numpy().tolist() == [[0, 0]]
    assert len(periods.placed(DATES.iloc[:1], "month")) == 1


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match=r"dates: no column precision; expected article_id"):
        periods.placed(DATES.drop(columns="precision"), "year")
