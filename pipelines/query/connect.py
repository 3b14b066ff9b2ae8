"""Read-only connections to the published build of a warehouse folder.

Opening a build of a million articles takes 20 ms, more than many a query, and forgets what was
read of it.  So the build that was asked last stays open in the process; builds never change,
and a new one is another file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

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
    """A read-only connection to one build file for one thread, closed at the end."""
    connection = _handles.cursor(build)
    try:
        yield connection
    finally:
        connection.close()


class _Handles:
    """The build that was asked last, open; a file that was made anew is another one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: object = None
        self._open: duckdb.DuckDBPyConnection | None = None

    def cursor(self, build: Path) -> duckdb.DuckDBPyConnection:
        with self._lock:
            state = build.stat()
            key = (str(build), state.st_ino, state.st_mtime_ns)
            if self._open is None or self._key != key:
                # Not closed: that would close the cursors of others who still read the old one.
                self._open = None
                self._open, self._key = duckdb.connect(str(build), read_only=True), key
            return self._open.cursor()


_handles = _Handles()
