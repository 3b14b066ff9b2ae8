"""Counts by period (year, half, quarter, month), alone or split by topic, region or programme.

An article is in a period when its whole date interval is; a story has the date of its earliest
member, also where the filters chose a later one.  What a chart leaves out
is a count of its own (`left_out`).
"""

from __future__ import annotations

from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen, region_finding
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch
from pipelines.query.items import item_rows, without
from pipelines.query.parts import Part, part_counts
from pipelines.query.vocabulary import Vocabulary
from pipelines.trends import bursts as trend
from pipelines.trends.periods import Period, period_range

Split = Literal["none", "topic", "region", "programme"]

BY_PERIOD = {"period": "datetime64[us]", "part": "str", "counted": "int64"}
LEFT_OUT = {"unknown": "int64", "coarser": "int64"}


def start_of(period: Period, day: str) -> str:
    """SQL: the first day of the period that a day lies in."""
    if period == "half":
        return (
            f"make_timestamp(year({day}), CASE WHEN month({day}) > 6 THEN 7 ELSE 1 END, 1, 0, 0, 0)"
        )
    return f"date_trunc('{period}', {day})::TIMESTAMP"


def in_one(period: Period) -> str:
    """SQL: the interval earliest…latest lies within one period."""
    return f"{start_of(period, 'earliest')} = {start_of(period, 'latest')}"


def period_start(period: Period) -> str:
    """SQL: the first day of the period in which the whole interval lies, else null."""
    return f"CASE WHEN {in_one(period)} THEN {start_of(period, 'earliest')} END"


def by_period(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    period: Period = "year",
    split: Split = "none",
) -> pd.DataFrame:
    """Counts by period start and part (topic or programme id, region code or name then; '')."""
    picked = chosen(filters, vocabulary)
    if split == "none":
        query = _undivided(picked, period)
    elif split == "programme":
        query = _by_programme(picked, filters, period)
    elif split == "region" and filters.regions == "then":
        query = _by_names(picked, filters, vocabulary, period)
    else:
        place: Part = "sigungu" if filters.province or filters.district else "sido"
        part = "topic" if split == "topic" else place
        counted = part_counts(picked, filters, vocabulary, part, period_start(period))
        query = Sql(f"SELECT * FROM ({counted.text}) ORDER BY period, part", counted.values)
    return fetch(connection, query, BY_PERIOD)


def _undivided(picked: Sql, period: Period) -> Sql:
    return Sql(
        f"WITH dated AS ({picked.text})"
        f" SELECT {start_of(period, 'earliest')} AS period, '' AS part, count(*) AS counted"
        f" FROM dated WHERE {in_one(period)} GROUP BY ALL ORDER BY period",
        picked.values,
    )


def _by_programme(picked: Sql, filters: Filters, period: Period) -> Sql:
    """Articles without a programme are in no part."""
    named = item_rows("programme", (), filters)
    return Sql(
        f"WITH dated AS ({picked.text}), named AS ({named.text})"
        f" SELECT {start_of(period, 'earliest')} AS period, item AS part,"
        " count(DISTINCT n) AS counted FROM dated JOIN named USING (n)"
        f" WHERE {in_one(period)} GROUP BY ALL ORDER BY period, part",
        picked.values + named.values,
    )


def bursts(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    period: Period = "year",
    split: Split = "topic",
) -> pd.DataFrame:
    """Stretches in which a part was far above its own usual share (Kleinberg 2002).

    What the filters ask of topics is left aside for the whole that a topic is a share of.  Gives
    trends.bursts.BURSTS, heaviest first; `item` is the part.
    """
    whole = without("topic", filters) if split == "topic" else filters
    counts = by_period(connection, whole, vocabulary, period, split)
    totals = by_period(connection, whole, vocabulary, period)
    if counts.empty or totals.empty:
        return empty(trend.BURSTS)
    every = period_range(totals["period"].min(), totals["period"].max(), period)
    there = pd.DataFrame({"period": every}).merge(totals, on="period", how="left")
    return trend.bursts(
        counts.rename(columns={"part": "item"}),
        there.assign(total=there["counted"].fillna(0).astype("int64"))[["period", "total"]],
    )


def _by_names(picked: Sql, filters: Filters, vocabulary: Vocabulary, period: Period) -> Sql:
    """By the names of the day: 시도, or 시군구 once a 시도 is chosen."""
    region = region_finding(filters, vocabulary)
    column = "sigungu_then" if filters.province or filters.district else "sido_then"
    return Sql(
        f"WITH dated AS ({picked.text})"
        f" SELECT {start_of(period, 'earliest')} AS period, r.{column} AS part,"
        " count(DISTINCT n) AS counted FROM dated JOIN facts_regions r USING (n)"
        f" WHERE ({region.text}) AND {in_one(period)} GROUP BY ALL ORDER BY period, part",
        picked.values + region.values,
    )


def left_out(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    period: Period = "year",
) -> pd.DataFrame:
    """One row: `unknown` without any date, `coarser` with a date too coarse for this period."""
    picked = chosen(filters, vocabulary)
    query = Sql(
        f"WITH dated AS ({picked.text})"
        f" SELECT count(*) FILTER (WHERE earliest IS NULL OR latest IS NULL) AS unknown,"
        f" count(*) FILTER (WHERE NOT ({in_one(period)})) AS coarser FROM dated",
        picked.values,
    )
    return fetch(connection, query, LEFT_OUT)
