"""The numbered tables of derived.sql, brought up to date by a load.

Only what changed is touched: the rows of articles that went are taken out, those of articles
that came are added, and counts by word add up what came and what went.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import WarehouseError
from pipelines.warehouse import derive_sql as sql

DERIVED = Path(__file__).with_name("derived.sql")

Values = Mapping[str, Any]
ONCE: Sequence[Values] = ({},)
MOST_LABELS = 64
"""Bits of a mask."""
AT_ONCE = 50_000
"""Articles whose masks are made at once: so many fit the least memory that loading is given."""


def create_derived(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables."""
    connection.execute(DERIVED.read_text(encoding="utf-8"))


def laid_out(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether an open build has the numbered tables that this version makes, column by column."""
    with duckdb.connect() as empty:
        create_derived(empty)
        wanted = empty.execute(_COLUMNS).fetchall()
    return set(wanted) <= set(connection.execute(_COLUMNS).fetchall())


_COLUMNS = "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"


def derive(
    connection: duckdb.DuckDBPyConnection, terms: str, rounds: Sequence[Values] = ONCE
) -> None:
    """Bring the numbered tables to the state of the public ones, wherever they differ.

    An article is known by its id and `build_id`: what was written again is numbered again.
    `terms` is a SELECT of article_id, title, body (see `pipelines.model.Terms`) that gives at
    least the articles that came, some of them with each of the `rounds` of named values: the
    postings of all at once would want memory without end.
    """
    connection.execute(sql.CAME_AND_WENT)
    connection.execute(sql.STIRRED)
    if _count(connection, "untold"):
        connection.execute(sql.COUNT_UNTOLD)
    if _count(connection, "went"):
        connection.execute(sql.COUNT_WENT)
        for table in sql.NUMBERED:
            connection.execute(f"DELETE FROM {table} WHERE n IN (SELECT n FROM went)")
    if _count(connection, "came"):
        _add(connection, terms, rounds)
    connection.execute(sql.STORIES)
    if _count(connection, "retold"):
        connection.execute(sql.COUNT_RETOLD)
    for table in ("came", "turn", "went", "moved", "stirred", "untold", "retold"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")


def _add(connection: duckdb.DuckDBPyConnection, terms: str, rounds: Sequence[Values]) -> None:
    connection.execute(sql.LABEL_BITS)
    if _count(connection, f"label_bits WHERE bit >= {MOST_LABELS}"):
        raise WarehouseError(
            f"more than {MOST_LABELS} topics or provinces in data/reference; "
            "queries count them by the bits of one number, so take some out"
        )
    for first in range(*_numbers(connection), AT_ONCE):
        connection.execute(sql.TURN, {"first": first, "many": AT_ONCE})
        connection.execute(sql.FACTS)
    connection.execute(sql.FINDINGS)
    connection.execute(sql.WORDS)
    connection.execute(sql.COUNT_CAME)
    for values in rounds:
        connection.execute(sql.postings_of(terms), dict(values))
    connection.execute(sql.LENGTHS)


def _numbers(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """The least number of what came, and the one behind the greatest."""
    row = connection.execute("SELECT min(n), max(n) + 1 FROM came").fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
    return int(row[0]) if row else 0
