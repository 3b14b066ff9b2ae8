"""Small tidy frames with fixed columns: what every measure returns, also when it is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb
import pandas as pd

Schema = Mapping[str, str]
"""Column name → pandas dtype."""


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and the values of its `?` in order."""

    text: str
    values: tuple[object, ...] = ()


def empty(schema: Schema) -> pd.DataFrame:
    """A frame without rows that has the schema's columns and dtypes."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in schema.items()})


def fetch(connection: duckdb.DuckDBPyConnection, query: Sql, schema: Schema) -> pd.DataFrame:
    """Run a query and give its rows as a frame of exactly the schema's columns and dtypes."""
    frame = connection.execute(query.text, list(query.values)).df()
    if frame.empty:
        return empty(schema)
    return shaped(frame, schema)


def shaped(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The frame with the schema's columns, in its order and dtypes."""
    found = frame if list(frame.columns) == list(schema) else frame[list(schema)]
    # Mostly the database gives the dtypes that are asked for, and to say so again takes longer
    # than many a query.
    other = {
        name: dtype
        for (name, dtype), given in zip(schema.items(), found.dtypes, strict=True)
        if given != _dtype(dtype)
    }
    if other:
        found = found.astype(other)
    numbered = found.index.equals(pd.RangeIndex(len(found)))
    return found if numbered else found.reset_index(drop=True)


@cache
def _dtype(name: str) -> Any:
    return pd.api.types.pandas_dtype(name)


def marks(values: Sequence[object]) -> str:
    """As many `?` as there are values, for an IN list."""
    return ", ".join("?" * len(values))


MOST_LISTED = 1_000
"""So many values of an IN list are looked up one by one in an index; more are joined."""


def named(column: str, values: Sequence[object], kind: str = "VARCHAR") -> Sql:
    """The condition that a column (of type `kind`) holds one of the values, however many."""
    if not len(values):
        return Sql("FALSE")
    if len(values) > MOST_LISTED:
        return Sql(f"{column} IN (SELECT unnest(?::{kind}[]))", (list(values),))
    return Sql(f"{column} IN ({marks(values)})", tuple(values))


def number(connection: duckdb.DuckDBPyConnection, query: Sql) -> int:
    """The one number that a query gives (0 for null); reads the result to its end."""
    rows = connection.execute(query.text, list(query.values)).fetchall()
    return int(rows[0][0] or 0) if rows else 0


def first_of(*days: str) -> str:
    """SQL: the number n of the row that comes first by some days, then by n; an aggregate.

    Days of the years 1900 to 2079 and the number stand in one integer, whose minimum is found
    far sooner than the first row of a sorted group.
    """
    return number_of(f"min({order_key(*days)})")


def order_key(*days: str) -> str:
    """SQL: the integer of `first_of`; the least of the least ones of parts is that of the whole."""
    key = "0"
    for day in days:
        key = f"({key} * 65536 + ({day} - DATE '1900-01-01'))"
    return f"({key}::BIGINT * 2147483648 + n)"


def number_of(key: str) -> str:
    """SQL: the number n in an `order_key`."""
    return f"({key} % 2147483648)::INTEGER"
