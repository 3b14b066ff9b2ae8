"""Counts by period (year, quarter, month), alone or split by topic or region.

An article is in a period when its whole date interval is; a story is dated by its earliest
chosen member, so that the bars add up to the number on the screen.  What a chart leaves out
is a count of its own (`left_out`).
"""

from __future__ import annotations

from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import both, chosen, confident, region_finding
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, fetch
from pipelines.query.vocabulary import Vocabulary

Period = Literal["year", "quarter", "month"]
Split = Literal["none", "topic", "region"]

BY_PERIOD = {"period": "datetime64[us]", "part": "str", "counted": "int64"}
LEFT_OUT = {"unknown": "int64", "coarser": "int64"}


def dated(picked: Sql, filters: Filters) -> str:
    """The CTEs `chosen` and `dated` (counted, earliest, latest): one row a counted thing."""
    if filters.unit == "article":
        dates = "SELECT counted, earliest, latest FROM chosen"
    else:
        dates = (
            "SELECT counted, min(earliest) AS earliest, arg_min(latest, earliest) AS latest"
            " FROM chosen GROUP BY counted"
        )
    return f"WITH chosen AS ({picked.text}), dated AS ({dates})"


def in_one(period: Period) -> str:
    """SQL: the interval earliest…latest lies within one period."""
    return f"date_trunc('{period}', earliest) = date_trunc('{period}', latest)"


def by_period(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    period: Period = "year",
    split: Split = "none",
) -> pd.DataFrame:
    """Counts by period start and part (topic id, region code or 시도 name then; '' undivided)."""
    picked = chosen(filters, vocabulary)
    part = _part(filters, vocabulary, split)
    query = Sql(
        f"{dated(picked, filters)}{part.text}"
        f" SELECT date_trunc('{period}', earliest)::TIMESTAMP AS period, part,"
        " count(DISTINCT counted) AS counted"
        f" FROM dated JOIN parts USING (counted) WHERE {in_one(period)}"
        " GROUP BY ALL ORDER BY period, part",
        picked.values + part.values,
    )
    if split == "none":
        query = _undivided(picked, filters, period)
    return fetch(connection, query, BY_PERIOD)


def _undivided(picked: Sql, filters: Filters, period: Period) -> Sql:
    return Sql(
        f"{dated(picked, filters)}"
        f" SELECT date_trunc('{period}', earliest)::TIMESTAMP AS period, '' AS part,"
        f" count(*) AS counted FROM dated WHERE {in_one(period)}"
        " GROUP BY ALL ORDER BY period",
        picked.values,
    )


def _part(filters: Filters, vocabulary: Vocabulary, split: Split) -> Sql:
    """The CTE `parts` (counted, part): 시도, or 시군구 once a 시도 is chosen."""
    if split == "topic":
        condition = both(confident(filters, "t"))
        source = "t.topic AS part FROM article_topics t"
    else:
        condition = region_finding(filters, vocabulary)
        column = "code" if filters.province or filters.district else "sido_code"
        if filters.regions == "then":
            column = "sigungu_then" if filters.province or filters.district else "sido_then"
        source = f"r.{column} AS part FROM article_regions r"
    return Sql(
        f", parts AS (SELECT DISTINCT c.counted, {source} JOIN chosen c USING (article_id)"
        f" WHERE {condition.text})",
        condition.values,
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
        f"{dated(picked, filters)}"
        " SELECT count(*) FILTER (WHERE earliest IS NULL OR latest IS NULL) AS unknown,"
        f" count(*) FILTER (WHERE NOT ({in_one(period)})) AS coarser FROM dated",
        picked.values,
    )
    return fetch(connection, query, LEFT_OUT)
