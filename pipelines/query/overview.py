"""Key figures: how much is chosen, and how it changed against the stretch of time before."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen, partner_finding, region_finding, within
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, shaped
from pipelines.query.parts import by_home, home_codes, part_counts
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
    places = _codes_by_year(filters, vocabulary)
    partner = partner_finding(filters, "f")
    query = Sql(
        f"WITH dated AS ({picked.text}), placed AS ("
        "  SELECT n, home, year(earliest) AS year FROM dated"
        "  WHERE year(earliest) = year(latest)),"
        f" places AS (SELECT year, count(DISTINCT code) AS regions FROM ({places.text}) GROUP BY 1),"
        " friends AS (SELECT year, count(*) AS partners FROM (SELECT DISTINCT year, f.name"
        f"  FROM placed JOIN facts_partners f USING (n) WHERE {partner.text}) GROUP BY 1),"
        " years AS (SELECT year, count(*) AS counted FROM placed GROUP BY year)"
        " SELECT year, counted, coalesce(regions, 0) AS regions, coalesce(partners, 0) AS partners"
        " FROM years LEFT JOIN places USING (year) LEFT JOIN friends USING (year) ORDER BY year",
        picked.values + places.values + partner.values,
    )
    return fetch(connection, query, BY_YEAR)


def _codes_by_year(filters: Filters, vocabulary: Vocabulary) -> Sql:
    """The SELECT of year, code from `placed`."""
    if by_home(filters):
        inside = within("left(code, 2)", filters.province) or Sql("TRUE")
        return Sql(
            "SELECT year, code FROM (SELECT year, unnest(string_split(home, '|')) AS code"
            f" FROM (SELECT DISTINCT year, home FROM placed)) WHERE {inside.text}",
            inside.values,
        )
    region = region_finding(filters, vocabulary, "f")
    return Sql(
        f"SELECT year, f.code FROM placed JOIN facts_regions f USING (n) WHERE {region.text}",
        region.values,
    )


def topic_change(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Topics of the chosen articles: topic, current and previous counts, most risen first."""
    compared = windows(connection, filters)
    if compared is None:
        return empty(TOPIC_CHANGE)
    now, before = (
        part_counts(
            chosen(undated(filters), vocabulary, window.sql()), filters, vocabulary, "topic"
        )
        for window in (compared.current, compared.previous)
    )
    query = Sql(
        "SELECT part AS topic, coalesce(x.counted, 0) AS current,"
        " coalesce(y.counted, 0) AS previous"
        f" FROM ({now.text}) x FULL JOIN ({before.text}) y USING (part)"
        " ORDER BY current - previous DESC, topic",
        now.values + before.values,
    )
    return fetch(connection, query, TOPIC_CHANGE)


def _totals(filters: Filters, vocabulary: Vocabulary, more: Sql | None) -> Sql:
    picked = chosen(filters, vocabulary, more)
    articles, more_values = _articles(filters, vocabulary, more)
    places = _places(filters, vocabulary)
    partner = partner_finding(filters)
    # Where every article is chosen, so is every partner.
    among = "" if filters == Filters() and more is None else " SEMI JOIN chosen USING (n)"
    return Sql(
        f"WITH chosen AS ({picked.text}),"
        " friends AS (SELECT count(*) AS n FROM (SELECT DISTINCT p.name FROM facts_partners p"
        f"{among} WHERE {partner.text})),"
        f" places AS (SELECT count(*) AS n FROM ({places.text}))"
        f" SELECT {articles} AS articles, count(DISTINCT story) AS stories,"
        " count(*) AS counted,"
        " (SELECT n FROM places) AS regions, (SELECT n FROM friends) AS partners,"
        " count(*) FILTER (WHERE NOT coalesce(year(earliest) = year(latest), FALSE))"
        " AS unknown_dates FROM chosen",
        (*picked.values, *partner.values, *places.values, *more_values),
    )


def _articles(
    filters: Filters, vocabulary: Vocabulary, more: Sql | None
) -> tuple[str, tuple[object, ...]]:
    """SQL of the number of chosen articles, over rows of `chosen`, and its values."""
    if filters.unit == "article":
        return "count(*)", ()
    members = chosen(replace(filters, unit="article"), vocabulary, more)
    return f"(SELECT count(*) FROM ({members.text}))", members.values


def _places(filters: Filters, vocabulary: Vocabulary) -> Sql:
    """The SELECT of the distinct regions of `chosen`."""
    if by_home(filters):
        return home_codes("chosen", filters)
    region = region_finding(filters, vocabulary)
    code = "r.code" if filters.regions == "now" else "concat(r.sido_then, ' ', r.sigungu_then)"
    return Sql(
        f"SELECT DISTINCT {code} FROM facts_regions r SEMI JOIN chosen USING (n)"
        f" WHERE {region.text}",
        region.values,
    )
