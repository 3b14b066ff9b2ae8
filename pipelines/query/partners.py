"""Who takes part: partners of the chosen articles by name, type, relation and year."""

from __future__ import annotations

import duckdb
import pandas as pd

from pipelines.query.conditions import both, chosen, partner_finding
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, marks
from pipelines.query.vocabulary import Vocabulary

TOP_PARTNERS = {
    "partner": "str", "partner_type": "str", "country": "str", "counted": "int64",
    "regions": "int64",
}  # fmt: skip
BY_TYPE = {"partner_type": "str", "relation": "str", "counted": "int64"}


def top_partners(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, limit: int = 30
) -> pd.DataFrame:
    """Partners by the number of articles, with type, country and how many 시도 they work with."""
    picked = chosen(filters, vocabulary)
    partner = partner_finding(filters)
    # Where any finding of a partner counts, one of each is marked.
    articles = "count(*) FILTER (p.first)" if partner == both() else "count(DISTINCT c.n)"
    query = Sql(
        f"WITH chosen AS ({picked.text})"
        " SELECT p.name AS partner, min(p.type) AS partner_type, min(p.country) AS country,"
        f" {articles} AS counted,"
        " coalesce(bit_count(bit_or(c.sidos)), 0) AS regions"
        " FROM chosen c JOIN facts_partners p USING (n)"
        f" WHERE {partner.text}"
        " GROUP BY 1 ORDER BY counted DESC, partner LIMIT ?",
        (*picked.values, *partner.values, limit),
    )
    return fetch(connection, query, TOP_PARTNERS)


def co_partners(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, limit: int = 12
) -> pd.DataFrame:
    """Who stands beside the asked partners in the chosen articles; gives TOP_PARTNERS.

    Without an asked partner there is no other, and the frame is empty.
    """
    if not filters.partner:
        return empty(TOP_PARTNERS)
    picked = chosen(filters, vocabulary)
    query = Sql(
        f"WITH chosen AS ({picked.text})"
        " SELECT p.name AS partner, min(p.type) AS partner_type, min(p.country) AS country,"
        " count(DISTINCT c.n) AS counted,"
        " coalesce(bit_count(bit_or(c.sidos)), 0) AS regions"
        f" FROM chosen c JOIN facts_partners p USING (n)"
        f" WHERE p.name NOT IN ({marks(filters.partner)})"
        " GROUP BY 1 ORDER BY counted DESC, partner LIMIT ?",
        (*picked.values, *filters.partner, limit),
    )
    return fetch(connection, query, TOP_PARTNERS)


def by_type_and_relation(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Partner type × relation counts of the chosen articles (long form)."""
    picked = chosen(filters, vocabulary)
    partner = partner_finding(filters)
    query = Sql(
        f"WITH chosen AS ({picked.text})"
        " SELECT p.type AS partner_type, p.relation, count(DISTINCT c.n) AS counted"
        " FROM chosen c JOIN facts_partners p USING (n)"
        f" WHERE {partner.text} GROUP BY ALL ORDER BY counted DESC, partner_type, relation",
        picked.values + partner.values,
    )
    return fetch(connection, query, BY_TYPE)
