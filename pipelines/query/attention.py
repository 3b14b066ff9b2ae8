"""Attention: shares of topics, programmes, partners and keywords by region and period.

Two named shares (`pipelines.trends.shares`): of an item within its region, of a region within
the nation.  What the filters ask of the item's own kind is left aside, so that a share is of
all articles; the other filters hold for both parts of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen, region_finding
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, fetch
from pipelines.query.items import Kind, item_rows, without
from pipelines.query.periods import dated
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.windows import newest_day
from pipelines.trends import shares
from pipelines.trends.periods import Period

Level = Literal["nation", "sido", "sigungu"]
Share = Literal["item_in_region", "region_in_nation"]

ATTENTION = shares.COMPARED
NATION = "nation"
"""The region of level nation, which is no code."""


def attention(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind = "topic",
    items: Sequence[str] = (),
    level: Level = "sido",
    period: Period = "year",
    share: Share = "item_in_region",
) -> pd.DataFrame:
    """Shares with Wilson intervals and their change against the period and the year before.

    Without `items` all are measured; name them for partners and keywords, of which there are
    thousands.  Gives ATTENTION (`trends.shares.COMPARED`), zeros included.
    """
    cells = Sql(f"{_cells(filters, vocabulary, kind, items, level, period)}")
    values = _values(filters, vocabulary, kind, items, level)
    counted = fetch(connection, Sql(f"{cells.text} {_COUNTED}", values), shares.CELLS)
    if share == "item_in_region":
        totals = fetch(connection, Sql(f"{cells.text} {_OF_REGION}", values), shares.REGION_TOTALS)
        found = shares.item_in_region(counted, totals)
    else:
        totals = fetch(connection, Sql(f"{cells.text} {_OF_NATION}", values), shares.NATION_TOTALS)
        found = shares.region_in_nation(counted, totals)
    newest = newest_day(connection)
    return shares.compared(found, period, None if newest is None else pd.Timestamp(newest))


_COUNTED = (
    "SELECT region, item, period, count(DISTINCT counted) AS counted FROM placed"
    " JOIN places USING (n) JOIN said USING (n) GROUP BY ALL"
)
_OF_REGION = (
    "SELECT region, period, count(DISTINCT counted) AS total FROM placed"
    " JOIN places USING (n) GROUP BY ALL"
)
_OF_NATION = (
    "SELECT item, period, count(DISTINCT counted) AS total FROM placed"
    " JOIN said USING (n) GROUP BY ALL"
)


def period_start(period: Period) -> str:
    """SQL: the first day of the period in which the whole interval lies, else null."""
    if period == "half":
        start = "make_timestamp(year({0}), CASE WHEN month({0}) > 6 THEN 7 ELSE 1 END, 1, 0, 0, 0)"
    else:
        start = f"date_trunc('{period}', {{0}})::TIMESTAMP"
    first, last = start.format("earliest"), start.format("latest")
    return f"CASE WHEN {first} = {last} THEN {first} END"


def _cells(
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    items: Sequence[str],
    level: Level,
    period: Period,
) -> str:
    """The CTEs placed (n, counted, period), places (n, region) and said (n, item)."""
    asked = without(kind, filters)
    picked = chosen(asked, vocabulary)
    return (
        f"{dated(picked, asked)}, placed AS (SELECT * FROM ("
        f" SELECT n, counted, {period_start(period)} AS period FROM dated)"
        " WHERE period IS NOT NULL),"
        f" places AS ({_places(filters, vocabulary, level).text}),"
        f" said AS ({item_rows(kind, items, filters).text})"
    )


def _values(
    filters: Filters, vocabulary: Vocabulary, kind: Kind, items: Sequence[str], level: Level
) -> tuple[object, ...]:
    return (
        *chosen(without(kind, filters), vocabulary).values,
        *_places(filters, vocabulary, level).values,
        *item_rows(kind, items, filters).values,
    )


def _places(filters: Filters, vocabulary: Vocabulary, level: Level) -> Sql:
    if level == "nation":
        return Sql(f"SELECT n, '{NATION}' AS region FROM facts")
    region = region_finding(filters, vocabulary)
    column = "r.sido_code" if level == "sido" else "r.code"
    return Sql(
        f"SELECT DISTINCT r.n, {column} AS region FROM facts_regions r WHERE {region.text}",
        region.values,
    )
