"""What the data can bear: where it comes from, how exact it is, what was not taken."""

from __future__ import annotations

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen_articles
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, fetch
from pipelines.query.vocabulary import Vocabulary

OUTLETS = {
    "outlet": "str", "articles": "int64", "stories": "int64", "undated": "int64",
    "first_year": "Int64", "last_year": "Int64",
}  # fmt: skip
OUTLET_YEARS = {"outlet": "str", "year": "int64", "articles": "int64"}
PRECISION = {"precision": "str", "articles": "int64"}
CONFIDENCE = {
    "kind": "str", "findings": "int64", "sure": "int64", "likely": "int64", "weak": "int64",
}  # fmt: skip
REJECTS = {"reason": "str", "stage": "str", "inputs": "int64", "example": "str"}
BUILDS = {
    "build_id": "str", "finished_at": "datetime64[us]", "articles": "int64", "on_topic": "int64",
    "stories": "int64", "rejects": "int64", "version": "str", "rules_version": "str",
    "reference_version": "str",
}  # fmt: skip
BELOW_SURE, LIKELY = 0.9, 0.7
"""Bounds of the three classes of confidence: sure from 0.9, likely from 0.7, else weak."""

_FINDINGS = {
    "region": "article_regions", "topic": "article_topics", "partner": "article_partners",
    "programme": "article_programmes", "event": "article_events",
}  # fmt: skip


def outlets(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, limit: int = 60
) -> pd.DataFrame:
    """Outlets of the chosen articles by size, with the undated and the years they reach over.

    An article without an outlet counts under ''.
    """
    picked = chosen_articles(filters, vocabulary)
    query = Sql(
        "SELECT coalesce(a.outlet, '') AS outlet, count(*) AS articles,"
        " count(DISTINCT a.story_id) AS stories,"
        " count(*) FILTER (WHERE NOT coalesce(year(c.earliest) = year(c.latest), FALSE))"
        " AS undated, min(year(c.earliest)) AS first_year, max(year(c.latest)) AS last_year"
        f" FROM ({picked.text}) c JOIN articles a USING (article_id)"
        " GROUP BY 1 ORDER BY articles DESC, outlet LIMIT ?",
        (*picked.values, limit),
    )
    return fetch(connection, query, OUTLETS)


def outlet_years(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Articles by outlet and year, of those whose whole date interval lies in one year."""
    picked = chosen_articles(filters, vocabulary)
    query = Sql(
        "SELECT coalesce(a.outlet, '') AS outlet, year(c.earliest) AS year, count(*) AS articles"
        f" FROM ({picked.text}) c JOIN articles a USING (article_id)"
        " WHERE year(c.earliest) = year(c.latest) GROUP BY ALL ORDER BY outlet, year",
        picked.values,
    )
    return fetch(connection, query, OUTLET_YEARS)


def precision(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """How exactly the chosen articles are dated: day, month, year, unknown."""
    picked = chosen_articles(filters, vocabulary)
    query = Sql(
        "SELECT a.published_precision AS precision, count(*) AS articles"
        f" FROM ({picked.text}) c JOIN articles a USING (article_id) GROUP BY 1"
        " ORDER BY array_position(['day', 'month', 'year', 'unknown'], precision)",
        picked.values,
    )
    return fetch(connection, query, PRECISION)


def confidence(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Findings of the chosen articles by kind: how many are sure, likely and weak."""
    picked = chosen_articles(filters, vocabulary)
    parts = " UNION ALL ".join(
        f"SELECT {place} AS place, '{kind}' AS kind, f.confidence FROM {table} f"
        " SEMI JOIN chosen USING (article_id)"
        for place, (kind, table) in enumerate(_FINDINGS.items())
    )
    query = Sql(
        f"WITH chosen AS ({picked.text}) SELECT kind, count(*) AS findings,"
        f" count(*) FILTER (WHERE confidence >= {BELOW_SURE}) AS sure,"
        f" count(*) FILTER (WHERE confidence >= {LIKELY} AND confidence < {BELOW_SURE}) AS likely,"
        f" count(*) FILTER (WHERE confidence < {LIKELY}) AS weak"
        f" FROM ({parts}) GROUP BY place, kind ORDER BY place",
        picked.values,
    )
    return fetch(connection, query, CONFIDENCE)


def rejects(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Inputs of the build that were not taken, by reason, with one example; filters do not act.

    The example is a file's name without its folders, and its row where it has rows.
    """
    query = Sql(
        "SELECT reason, min(stage) AS stage, count(*) AS inputs, min(regexp_extract("
        "source_path, '[^/\\\\]*$') || coalesce(' · ' || source_row, '')) AS example"
        " FROM rejects GROUP BY reason ORDER BY inputs DESC, reason"
    )
    return fetch(connection, query, REJECTS)


def builds(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """The builds that led to this one, newest first; filters do not act."""
    query = Sql(f"SELECT {', '.join(BUILDS)} FROM builds ORDER BY started_at DESC")
    return fetch(connection, query, BUILDS)
