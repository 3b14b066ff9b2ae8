"""Key figures: how much is chosen, and how it changed against the stretch of time before."""

from __future__ import annotations

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen, confident, partner_finding, region_finding
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, shaped
from pipelines.query.periods import dated
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.windows import undated, windows

TOTALS = {
    "articles": "int64", "stories": "int64", "counted": "int64", "regions": "int64",
    "partners": "int64", "unknown_dates": "int64",
}  # fmt: skip
CHANGE = {
    "window": "str", "first_day": "datetime64[us]", "last_day": "datetime64[us]",
    "rolling": "bool", "articles": "int64", "stories": "int64", "counted": "int64",
    "regions": "int64", "partners": "int64",
}  # fmt: skip
BY_YEAR = {"year": "int64", "counted": "int64", "regions": "int64", "partners": "int64"}
TOPIC_CHANGE = {"topic": "str", "current": "int64", "previous": "int64"}


def totals(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """One row: distinct articles, stories, what the unit counts, regions, partners, undated.

    `regions` are the 시군구 and 시도 of the asked role (default: whose policy it is);
    `unknown_dates` counts articles or stories without a date in a single year.
    """
    return fetch(connection, _totals(filters, vocabulary, None), TOTALS)


def change(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Two rows (window = current, previous) with the same counts; empty where nothing compares."""
    compared = windows(connection, filters)
    if compared is None:
        return empty(CHANGE)
    rows = []
    for name, window in (("current", compared.current), ("previous", compared.previous)):
        row = fetch(connection, _totals(undated(filters), vocabulary, window.sql()), TOTALS)
        row["window"], row["rolling"] = name, compared.rolling
        row["first_day"] = pd.Timestamp(window.first)
        row["last_day"] = pd.Timestamp(window.last)
        rows.append(row)
    return shaped(pd.concat(rows), CHANGE)


def by_year(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Per year that has articles: what the unit counts, distinct regions and partners."""
    picked = chosen(filters, vocabulary)
    region = region_finding(filters, vocabulary, "f")
    partner = partner_finding(filters, "f")
    query = Sql(
        f"{dated(picked, filters)}, placed AS ("
        "  SELECT c.article_id, d.counted, year(d.earliest) AS year FROM chosen c"
        "  JOIN dated d USING (counted) WHERE year(d.earliest) = year(d.latest)),"
        " places AS (SELECT year, count(DISTINCT f.code) AS regions FROM placed"
        f"  JOIN article_regions f USING (article_id) WHERE {region.text} GROUP BY 1),"
        " friends AS (SELECT year, count(DISTINCT f.name) AS partners FROM placed"
        f"  JOIN article_partners f USING (article_id) WHERE {partner.text} GROUP BY 1)"
        " SELECT year, count(DISTINCT counted) AS counted,"
        " coalesce(any_value(regions), 0) AS regions, coalesce(any_value(partners), 0) AS partners"
        " FROM placed LEFT JOIN places USING (year) LEFT JOIN friends USING (year)"
        " GROUP BY year ORDER BY year",
        picked.values + region.values + partner.values,
    )
    return fetch(connection, query, BY_YEAR)


def topic_change(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Topics of the chosen articles: topic, current and previous counts, most risen first."""
    compared = windows(connection, filters)
    if compared is None:
        return empty(TOPIC_CHANGE)
    sides = []
    for window in (compared.current, compared.previous):
        picked = chosen(undated(filters), vocabulary, window.sql())
        sides.append(
            Sql(
                "SELECT t.topic, count(DISTINCT c.counted) AS n FROM article_topics t"
                f" JOIN ({picked.text}) c USING (article_id) {_sure(filters)} GROUP BY 1",
                picked.values,
            )
        )
    now, before = sides
    query = Sql(
        f"SELECT topic, coalesce(x.n, 0) AS current, coalesce(y.n, 0) AS previous"
        f" FROM ({now.text}) x FULL JOIN ({before.text}) y USING (topic)"
        " ORDER BY current - previous DESC, topic",
        now.values + before.values,
    )
    return fetch(connection, query, TOPIC_CHANGE)


def _sure(filters: Filters) -> str:
    condition = confident(filters, "t")
    return f"WHERE {condition.text}" if condition else ""


def _totals(filters: Filters, vocabulary: Vocabulary, more: Sql | None) -> Sql:
    picked = chosen(filters, vocabulary, more)
    region = region_finding(filters, vocabulary)
    partner = partner_finding(filters)
    code = "r.code" if filters.regions == "now" else "concat(r.sido_then, ' ', r.sigungu_then)"
    return Sql(
        f"WITH chosen AS ({picked.text}),"
        " places AS ("
        f"  SELECT count(DISTINCT {code}) AS n FROM article_regions r"
        f"  SEMI JOIN chosen USING (article_id) WHERE {region.text}),"
        " friends AS ("
        "  SELECT count(DISTINCT p.name) AS n FROM article_partners p"
        f"  SEMI JOIN chosen USING (article_id) WHERE {partner.text}),"
        " dates AS (SELECT counted, min(earliest) AS e, arg_min(latest, earliest) AS l"
        "  FROM chosen GROUP BY counted)"
        " SELECT count(*) AS articles, count(DISTINCT story_id) AS stories,"
        " count(DISTINCT counted) AS counted,"
        " (SELECT n FROM places) AS regions, (SELECT n FROM friends) AS partners,"
        " (SELECT count(*) FROM dates WHERE NOT coalesce(year(e) = year(l), FALSE))"
        " AS unknown_dates FROM chosen",
        picked.values + region.values + partner.values,
    )
