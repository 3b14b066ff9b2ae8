"""Short read-only connections to the published build of a warehouse folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.errors import WarehouseError


def current_build(warehouse: Path) -> Path:
    """The file of the published build (immutable, so its name is its identity).

    Raises WarehouseError where nothing is published.
    """
    pointer = warehouse / "CURRENT"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise WarehouseError(
            f"{warehouse}: no build is published there; run 'citytrends build INPUT' first"
        ) from error
    build = warehouse / "builds" / Path(name).name
    if not build.is_file():
        raise WarehouseError(
            f"{pointer}: names {name}, which is missing; run 'citytrends rollback' or build again"
        )
    return build


@contextmanager
def opened(build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to one build file, closed at the end."""
    connection = duckdb.connect(str(build), read_only=True)
    try:
        yield connection
    finally:
        connection.close()
