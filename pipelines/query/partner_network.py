"""Who works with whom: partners of regions by relation and year, new and lasting, shared, abroad.

Counts are distinct articles or stories and made in SQL; what follows from them is in
`pipelines.trends.network`, whose columns these frames have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import (
    asks_region,
    both,
    chosen,
    partner_finding,
    region_finding,
    single_year,
    within,
)
from pipelines.query.connect import kept
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, named, shaped
from pipelines.query.parts import apart_of, by_home
from pipelines.query.vocabulary import Vocabulary
from pipelines.trends import network as trend

Level = Literal["sido", "sigungu"]
_DISTINCT = {"region": "str", "partner": "str", "year": "Int64", "counted": "int64"}


def _ties(filters: Filters, vocabulary: Vocabulary, level: Level) -> Sql:
    """The CTE `ties`: n, region, partner, partner_type, country, relation, year (null: undated).

    Partners belong to the primary regions of an article, or to the regions that are asked for.
    A tie of two places of one 시도 stands twice: count distinct n.
    """
    picked = chosen(filters, vocabulary)
    partner = partner_finding(filters)
    region = both(
        region_finding(filters, vocabulary),
        None if asks_region(filters) else Sql("r.role = 'primary'"),
    )
    column = "r.sido_code" if level == "sido" else "r.code"
    return Sql(
        f"WITH chosen AS ({picked.text}), ties AS ("
        f" SELECT c.n, {column} AS region, p.name AS partner, p.type AS partner_type,"
        f" p.country, p.relation, CASE WHEN {single_year('c')} THEN year(c.earliest) END AS year"
        " FROM chosen c JOIN facts_partners p USING (n) JOIN facts_regions r USING (n)"
        f" WHERE ({partner.text}) AND ({region.text}))",
        picked.values + partner.values + region.values,
    )


def _gathered(filters: Filters) -> bool:
    """Whether articles of the same 시도 and partner can be counted first and taken apart then."""
    return by_home(filters) and partner_finding(filters) == both()


def _counted(
    filters: Filters, vocabulary: Vocabulary, level: Level, keys: str, one: str, dated: bool
) -> Sql:
    """The SELECT of region, partner, {keys}, counted, by the masks of the articles.

    `one` marks the rows of facts_partners of which an article has one for each of the keys.
    """
    picked = chosen(filters, vocabulary)
    home, apart = apart_of(level)
    inside = within("b.label" if level == "sido" else "left(b.label, 2)", filters.province)
    asked = inside or Sql("TRUE")
    there = "WHERE year IS NOT NULL" if dated else ""
    return Sql(
        f"WITH chosen AS ({picked.text}), placed AS (SELECT n, {home},"
        f"  CASE WHEN {single_year('c')} THEN year(c.earliest) END AS year FROM chosen c),"
        f" grouped AS (SELECT {home}, p.name AS partner, {keys}, count(*) AS rows"
        f"  FROM placed JOIN facts_partners p USING (n) {there}"
        f" {'AND' if there else 'WHERE'} p.{one} GROUP BY ALL)"
        f" SELECT b.label AS region, partner, {keys}, sum(rows)::BIGINT AS counted"
        f" FROM grouped g {apart} WHERE {asked.text} GROUP BY ALL ORDER BY ALL",
        picked.values + asked.values,
    )


def ties_by_year(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level = "sido",
) -> pd.DataFrame:
    """Articles of each region, partner, relation and year.  Gives network.TIES_BY_YEAR."""
    if _gathered(filters):
        counts = _counted(filters, vocabulary, level, "relation, year", "related", dated=True)
        return fetch(connection, counts, trend.TIES_BY_YEAR)
    ties = _ties(filters, vocabulary, level)
    query = Sql(
        f"{ties.text} SELECT region, partner, relation, year, count(DISTINCT n) AS counted"
        " FROM ties WHERE year IS NOT NULL GROUP BY ALL ORDER BY ALL",
        ties.values,
    )
    return fetch(connection, query, trend.TIES_BY_YEAR)


def partnerships(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level = "sido",
    limit: int = 500,
) -> pd.DataFrame:
    """Each region's partners with years, articles and relations; the `limit` largest.

    Gives network.PARTNERSHIPS, by region, most articles first.
    """
    if _gathered(filters):
        return _partnerships(connection, filters, vocabulary, level, limit)
    ties = _ties(filters, vocabulary, level)
    query = Sql(
        f"{ties.text}, largest AS (SELECT region, partner, count(DISTINCT n) AS counted FROM ties"
        "  GROUP BY ALL ORDER BY counted DESC, region, partner LIMIT ?)"
        " SELECT region, partner, min(partner_type) AS partner_type, min(country) AS country,"
        " min(year) AS first_year, max(year) AS last_year, count(DISTINCT year) AS years,"
        " any_value(l.counted) AS counted,"
        " count(DISTINCT n) FILTER (WHERE year IS NULL) AS undated,"
        f" count(DISTINCT year) >= {trend.LASTING} AS lasting,"
        " string_agg(DISTINCT relation, '|' ORDER BY relation) AS relations"
        " FROM ties JOIN largest l USING (region, partner)"
        " GROUP BY region, partner ORDER BY region, counted DESC, partner",
        (*ties.values, limit),
    )
    return fetch(connection, query, trend.PARTNERSHIPS)


def _partnerships(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level,
    limit: int,
) -> pd.DataFrame:
    """The same from the shared pairs, to which what the largest are called is added."""
    pairs = _pairs(connection, filters, vocabulary, level)
    keys = ["region", "partner"]
    undated = pairs["counted"].where(pairs["year"].isna(), 0)
    sums = pairs.assign(undated=undated).groupby(keys, as_index=False).agg(
        first_year=("year", "min"), last_year=("year", "max"), years=("year", "count"),
        counted=("counted", "sum"), undated=("undated", "sum"),
    )  # fmt: skip
    largest = sums.sort_values(["counted", *keys], ascending=[False, True, True]).head(limit)
    if largest.empty:
        return empty(trend.PARTNERSHIPS)
    called = _called(filters, vocabulary, level, sorted(set(largest["partner"])))
    found = largest.merge(fetch(connection, called, _CALLED), on=keys)
    found = found.assign(lasting=found["years"] >= trend.LASTING)
    found = found.sort_values(["region", "counted", "partner"], ascending=[True, False, True])
    return shaped(found, trend.PARTNERSHIPS)


_CALLED = {
    "region": "str", "partner": "str", "partner_type": "str", "country": "str", "relations": "str",
}  # fmt: skip


def _called(filters: Filters, vocabulary: Vocabulary, level: Level, names: Sequence[str]) -> Sql:
    """The SELECT of region, partner, type, country and relations of the named partners."""
    picked = chosen(filters, vocabulary)
    home, apart = apart_of(level)
    asked = named("p.name", names)
    return Sql(
        f"WITH g AS (SELECT {home}, p.name AS partner, p.type, p.country, p.relation"
        f"  FROM ({picked.text}) c JOIN facts_partners p USING (n) WHERE {asked.text}"
        "  GROUP BY ALL)"
        " SELECT b.label AS region, partner, min(type) AS partner_type, min(country) AS country,"
        " string_agg(DISTINCT relation, '|' ORDER BY relation) AS relations"
        f" FROM g {apart} GROUP BY ALL",
        picked.values + asked.values,
    )


def turnover(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level = "sido",
) -> pd.DataFrame:
    """New, kept, returned, lasting and ended partners of each year.  Gives network.TURNOVER."""
    return trend.turnover(_as_ties(_pairs(connection, filters, vocabulary, level)))


def concentration(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level = "sido",
) -> pd.DataFrame:
    """How much each region leans on few partners.  Gives network.CONCENTRATION."""
    pairs = _pairs(connection, filters, vocabulary, level)
    counts = pairs.groupby(["region", "partner"], observed=True)["counted"].sum()
    return trend.concentration_of(counts.reset_index())


def shared_partners(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level = "sido",
) -> pd.DataFrame:
    """For each two regions the partners that they share.  Gives network.SHARED."""
    pairs = _pairs(connection, filters, vocabulary, level)
    return trend.shared_partners(_as_ties(pairs.drop_duplicates(["region", "partner"])))


def shared_between(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    one: str,
    other: str,
) -> pd.DataFrame:
    """The partners that two regions (codes of one level) share; gives network.SHARED_PARTNERS.

    Regions that the filters ask for are left aside; the number of regions of a partner is that
    of the level.
    """
    asked = replace(filters, province=(), district=())
    ties = _ties(asked, vocabulary, "sido" if len(one) == 2 else "sigungu")
    query = Sql(
        f"{ties.text} SELECT DISTINCT n::VARCHAR AS article_id, region, partner, partner_type,"
        " country, '' AS relation, NULL AS year FROM ties WHERE partner IN ("
        "  SELECT partner FROM ties WHERE region = ? INTERSECT"
        "  SELECT partner FROM ties WHERE region = ?)",
        (*ties.values, one, other),
    )
    return trend.shared_between(fetch(connection, query, trend.TIES), one, other)


def foreign(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level = "sido",
) -> pd.DataFrame:
    """Cooperation by country other than home.  Gives network.FOREIGN, most articles first."""
    ties = _ties(filters, vocabulary, level)
    query = Sql(
        f"{ties.text}, abroad AS (SELECT * FROM ties WHERE country <> ? AND country <> ''),"
        " named AS (SELECT country, partner, count(DISTINCT n) AS counted FROM abroad"
        "  GROUP BY country, partner QUALIFY row_number() OVER"
        "  (PARTITION BY country ORDER BY counted DESC, partner) = 1)"
        " SELECT country, count(DISTINCT n) AS counted, count(DISTINCT region) AS regions,"
        " count(DISTINCT abroad.partner) AS partners, min(year) AS first_year,"
        " max(year) AS last_year, any_value(named.partner) AS top_partner"
        " FROM abroad JOIN named USING (country) GROUP BY country ORDER BY counted DESC, country",
        (*ties.values, trend.HOME),
    )
    return fetch(connection, query, trend.FOREIGN)


def _pairs(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, level: Level
) -> pd.DataFrame:
    """The articles of each region, partner and year (null: undated), which measures share."""
    if _gathered(filters):
        query = _counted(filters, vocabulary, level, "year", "first", dated=False)
    else:
        ties = _ties(filters, vocabulary, level)
        query = Sql(
            f"{ties.text} SELECT region, partner, year, count(DISTINCT n) AS counted FROM ties"
            " GROUP BY region, partner, year ORDER BY region, partner, year",
            ties.values,
        )
    return kept(connection, ("pairs", level, filters), lambda: fetch(connection, query, _DISTINCT))


def _as_ties(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs for what looks at pairs and not at articles; what it does not look at is empty."""
    return pairs.assign(article_id="", partner_type="", country="", relation="")
