"""What the data can bear: where it comes from, how exact it is, what was not taken."""

from __future__ import annotations

import duckdb
import pandas as pd

from pipelines.query.conditions import articles_condition
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
KINDS = ("region", "topic", "partner", "programme", "event")
DEGREES = ("sure", "likely", "weak")
"""Classes of confidence, whose bounds are in pipelines.settings."""


def outlets(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, limit: int = 60
) -> pd.DataFrame:
    """Outlets of the chosen articles by size, with the undated and the years they reach over.

    An article without an outlet counts under ''.
    """
    where = articles_condition(filters, vocabulary)
    # A story of one article is one, and only the others have to be told apart.
    query = Sql(
        "SELECT coalesce(a.outlet, '') AS outlet, count(*) AS articles,"
        " count(*) FILTER (WHERE members = 1)"
        " + count(DISTINCT CASE WHEN members > 1 THEN story END) AS stories,"
        " count(*) FILTER (WHERE NOT coalesce(year(earliest) = year(latest), FALSE)) AS undated,"
        " year(min(earliest)) AS first_year, year(max(latest)) AS last_year"
        f" FROM facts a WHERE {where.text}"
        " GROUP BY 1 ORDER BY articles DESC, outlet LIMIT ?",
        (*where.values, limit),
    )
    return fetch(connection, query, OUTLETS)


def outlet_years(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Articles by outlet and year, of those whose whole date interval lies in one year."""
    where = articles_condition(filters, vocabulary)
    query = Sql(
        "SELECT coalesce(a.outlet, '') AS outlet, year(earliest) AS year, count(*) AS articles"
        f" FROM facts a WHERE ({where.text}) AND year(earliest) = year(latest)"
        " GROUP BY ALL ORDER BY outlet, year",
        where.values,
    )
    return fetch(connection, query, OUTLET_YEARS)


def precision(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """How exactly the chosen articles are dated: day, month, year, unknown."""
    where = articles_condition(filters, vocabulary)
    query = Sql(
        "SELECT precision, count(*) AS articles"
        f" FROM facts a WHERE {where.text} GROUP BY 1"
        " ORDER BY array_position(['day', 'month', 'year', 'unknown'], precision)",
        where.values,
    )
    return fetch(connection, query, PRECISION)


def confidence(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Findings of the chosen articles by kind: how many are sure, likely and weak."""
    where = articles_condition(filters, vocabulary)
    sums = ", ".join(
        f"coalesce(sum({kind}_{degree}), 0)::BIGINT AS {kind}_{degree}"
        for kind in KINDS
        for degree in DEGREES
    )
    parts = " UNION ALL ".join(
        f"SELECT {place} AS place, '{kind}' AS kind, "
        + " + ".join(f"{kind}_{degree}" for degree in DEGREES)
        + " AS findings, "
        + ", ".join(f"{kind}_{degree} AS {degree}" for degree in DEGREES)
        + " FROM sums"
        for place, kind in enumerate(KINDS)
    )
    query = Sql(
        f"WITH sums AS MATERIALIZED (SELECT {sums} FROM facts a WHERE {where.text})"
        f" SELECT * FROM ({parts}) WHERE findings > 0 ORDER BY place",
        where.values,
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
