"""What regions do more than the nation: location quotients of topics."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen, region_finding
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, fetch, number
from pipelines.query.parts import part_counts
from pipelines.query.vocabulary import Vocabulary
from pipelines.trends import specialisation as trend

Level = Literal["sido", "sigungu"]
QUOTIENTS = trend.QUOTIENTS


def quotients(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level = "sido",
) -> pd.DataFrame:
    """Share of each topic in each region over its share in the nation, with its interval.

    Regions and topics that the filters ask for are left aside (a quotient needs them all); the
    other filters hold for the region and for the nation.  Gives QUOTIENTS.
    """
    asked = replace(filters, province=(), district=(), topic=())
    picked = chosen(asked, vocabulary)
    cells = fetch(connection, region_topics(asked, vocabulary, level), trend.CELLS)
    totals = fetch(connection, region_totals(asked, vocabulary, level), trend.TOTALS)
    topics = part_counts(picked, asked, vocabulary, "topic")
    nation = fetch(
        connection, Sql(f"SELECT part AS topic, counted FROM ({topics.text})", topics.values),
        trend.NATION,
    )  # fmt: skip
    whole = Sql(f"SELECT count(*) FROM ({picked.text})", picked.values)
    return trend.location_quotients(cells, totals, nation, number(connection, whole))


def region_totals(filters: Filters, vocabulary: Vocabulary, level: Level) -> Sql:
    """The SELECT of region, total: what is counted of each region."""
    counts = part_counts(chosen(filters, vocabulary), filters, vocabulary, level)
    return Sql(f"SELECT part AS region, counted AS total FROM ({counts.text})", counts.values)


def region_topics(filters: Filters, vocabulary: Vocabulary, level: Level) -> Sql:
    """The SELECT of region, topic, counted."""
    picked = chosen(filters, vocabulary)
    region = region_finding(filters, vocabulary)
    column = "r.sido_code" if level == "sido" else "r.code"
    mask = "sure_topics" if filters.sure else "topics"
    return Sql(
        f"WITH chosen AS ({picked.text}), places AS (SELECT DISTINCT c.n,"
        f" {column} AS region, c.{mask} AS mask FROM chosen c JOIN facts_regions r USING (n)"
        f"  WHERE {region.text}),"
        f" cells AS (SELECT region, mask, count(*) AS rows FROM places GROUP BY ALL)"
        f" SELECT region, b.label AS topic, sum(rows)::BIGINT AS counted FROM cells"
        " JOIN label_bits b ON b.kind = 'topic' AND (mask >> b.bit) & 1 = 1 GROUP BY ALL",
        picked.values + region.values,
    )
