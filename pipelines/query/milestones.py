"""National milestones (laws, plans, calls, reforms) that timelines show as thin lines."""

from __future__ import annotations

import duckdb
import pandas as pd

from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, fetch
from pipelines.query.vocabulary import Vocabulary

MILESTONES = {
    "milestone_on": "datetime64[us]", "precision": "str", "kind": "str", "name": "str",
    "short_name": "str",
}  # fmt: skip


def milestones(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """All milestones in order of time; filters do not touch them."""
    query = Sql(f"SELECT {', '.join(MILESTONES)} FROM milestones ORDER BY milestone_on, name")
    return fetch(connection, query, MILESTONES)
