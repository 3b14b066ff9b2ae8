"""What regions do more than the nation: location quotients of topics."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen, region_finding, within
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, fetch, number
from pipelines.query.parts import by_home, part_counts
from pipelines.query.region_counts import kept_cells, kept_whole
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
    nation = fetch(connection, topic_counts(asked, vocabulary), trend.NATION)
    whole = Sql(f"SELECT count(*) FROM ({picked.text})", picked.values)
    return trend.location_quotients(cells, totals, nation, number(connection, whole))


def topic_counts(filters: Filters, vocabulary: Vocabulary) -> Sql:
    """The SELECT of topic, counted: over all that is chosen."""
    cells = kept_whole(filters)
    if cells is not None:
        return _summed("topic", "counted", cells, "topic IS NOT NULL")
    topics = part_counts(chosen(filters, vocabulary), filters, vocabulary, "topic")
    return Sql(f"SELECT part AS topic, counted FROM ({topics.text})", topics.values)


def region_totals(filters: Filters, vocabulary: Vocabulary, level: Level) -> Sql:
    """The SELECT of region, total: what is counted of each region."""
    cells = kept_cells(filters, level)
    if cells is not None:
        return _summed("region", "total", cells, "topic IS NULL AND region IS NOT NULL")
    counts = part_counts(chosen(filters, vocabulary), filters, vocabulary, level)
    return Sql(f"SELECT part AS region, counted AS total FROM ({counts.text})", counts.values)


def region_topics(filters: Filters, vocabulary: Vocabulary, level: Level) -> Sql:
    """The SELECT of region, topic, counted."""
    cells = kept_cells(filters, level)
    if cells is not None:
        asked = "topic IS NOT NULL AND region IS NOT NULL"
        return _summed("region, topic", "counted", cells, asked)
    picked = chosen(filters, vocabulary)
    if by_home(filters):
        return _by_home(picked, filters, level)
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


def _by_home(picked: Sql, filters: Filters, level: Level) -> Sql:
    """The same by the masks of what is chosen, whose equals are gathered first."""
    taken_apart = (
        "SELECT unnest(string_split(home, '|')) AS region, mask, rows FROM alike"
        if level == "sigungu"
        else "SELECT b.label AS region, mask, rows FROM alike JOIN label_bits b"
        " ON b.kind = 'sido' AND (home >> b.bit) & 1 = 1"
    )
    inside = within("region" if level == "sido" else "left(region, 2)", filters.province)
    asked = inside or Sql("TRUE")
    return Sql(
        f"WITH alike AS (SELECT {'home' if level == 'sigungu' else 'sidos'} AS home,"
        f" topics AS mask, count(*) AS rows FROM ({picked.text}) GROUP BY ALL),"
        f" cells AS (SELECT region, mask, sum(rows) AS rows FROM ({taken_apart})"
        f"  WHERE {asked.text} GROUP BY ALL)"
        " SELECT region, b.label AS topic, sum(rows)::BIGINT AS counted FROM cells"
        " JOIN label_bits b ON b.kind = 'topic' AND (mask >> b.bit) & 1 = 1 GROUP BY ALL",
        picked.values + asked.values,
    )


def _summed(keys: str, name: str, cells: Sql, where: str) -> Sql:
    return Sql(
        f"SELECT {keys}, sum(counted)::BIGINT AS {name} FROM ({cells.text}) WHERE {where}"
        f" GROUP BY ALL HAVING sum(counted) > 0",
        cells.values,
    )
