"""Read-only connections to the published build of a warehouse folder.

Opening a build of a million articles takes 20 ms, more than many a query, and forgets what was
read of it.  So the build that was asked last stays open in the process; builds never change,
and a new one is another file.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import duckdb

from pipelines.errors import WarehouseError

Found = TypeVar("Found")

MOST_KEPT = 64
"""So many small results that measures share are kept of the build that was asked last."""


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


def kept(connection: duckdb.DuckDBPyConnection, key: Hashable, make: Callable[[], Found]) -> Found:
    """What `make` gives, made once for each key of the open build and shared by measures.

    The key names all that the result follows from beside the build, and nobody changes a result
    in place.  A connection that `opened` did not give keeps nothing.
    """
    return _handles.kept(connection, key, make)


def forget() -> None:
    """Drop what is kept, for who measures the time of making it."""
    _handles.forget()


class _Handles:
    """The build that was asked last, open; a file that was made anew is another one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: object = None
        self._open: duckdb.DuckDBPyConnection | None = None
        self._builds: WeakKeyDictionary[duckdb.DuckDBPyConnection, object] = WeakKeyDictionary()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def cursor(self, build: Path) -> duckdb.DuckDBPyConnection:
        with self._lock:
            state = build.stat()
            key = (str(build), state.st_ino, state.st_mtime_ns)
            if self._open is None or self._key != key:
                # Not closed: that would close the cursors of others who still read the old one.
                self._open = None
                self._open, self._key = duckdb.connect(str(build), read_only=True), key
                self._kept.clear()
            cursor = self._open.cursor()
            self._builds[cursor] = key
            return cursor

    def kept(
        self, connection: duckdb.DuckDBPyConnection, key: Hashable, make: Callable[[], Found]
    ) -> Found:
        with self._lock:
            build = self._builds.get(connection)
            if build is not None and (build, key) in self._kept:
                self._kept.move_to_end((build, key))
                there: Found = self._kept[(build, key)]
                return there
        found = make()
        if build is not None:
            with self._lock:
                self._kept[(build, key)] = found
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return found

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()


_handles = _Handles()
