"""Which articles are one story: here identical words; finer kinship may name stories later."""

from __future__ import annotations

import duckdb

STORY_ID = "'s' || left(s.article.content_hash, 23)"
"""Made of the content, so that a new reprint joins its story without a look at the others."""


def refresh_stories(connection: duckdb.DuckDBPyConnection) -> None:
    """Count anew the stories that lost (`gone`) or won (`winners`) an article."""
    connection.execute(
        "CREATE TEMP TABLE touched AS SELECT story_id FROM gone "
        "UNION SELECT story_id FROM articles SEMI JOIN winners USING (article_id)"
    )
    connection.execute("DELETE FROM stories WHERE story_id IN (SELECT story_id FROM touched)")
    connection.execute(
        "INSERT INTO stories SELECT story_id, min(published_on), count(*), "
        "count(DISTINCT outlet) FROM articles SEMI JOIN touched USING (story_id) GROUP BY story_id"
    )
