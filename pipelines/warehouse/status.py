"""What a warehouse holds: its published build in figures, for `status` and for the next build."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.corrections import Correction
from pipelines.errors import WarehouseError
from pipelines.warehouse.corrections import known_corrections
from pipelines.warehouse.derive import laid_out
from pipelines.warehouse.publish import builds, published

BLOCK = 4096
MEMORY_LIMIT = "128MB"

_FIGURES = (
    "SELECT build_id, finished_at, version, rules_version, reference_version, articles, on_topic, "
    "stories FROM builds ORDER BY build_id DESC LIMIT 1",
    "SELECT min(published_earliest) AS first_day, max(published_latest) AS last_day "
    "FROM articles WHERE on_topic AND published_precision <> 'unknown'",
    "SELECT count(*) AS undated FROM articles WHERE on_topic AND (published_precision = 'unknown' "
    "OR year(published_earliest) <> year(published_latest))",
    "SELECT count(*) AS inputs FROM inputs",
)


@dataclass(frozen=True, slots=True)
class Status:
    """The published build in figures; bytes for the whole warehouse folder."""

    warehouse: str
    build_id: str
    finished_at: datetime
    version: str
    rules_version: str
    reference_version: str
    articles: int
    on_topic: int
    stories: int
    first_day: date | None
    last_day: date | None
    undated: int
    inputs: int
    rejects: int
    rejected: tuple[tuple[str, int], ...]
    builds: tuple[str, ...]
    bytes: int

    def as_json(self) -> dict[str, Any]:
        """Give the status as one JSON object with ISO dates."""
        plain = asdict(self) | {"rejected": dict(self.rejected), "builds": list(self.builds)}
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in plain.items()
        }

    def lines(self) -> Iterator[str]:
        """Give the status as plain lines."""
        yield f"warehouse   {self.warehouse} ({self.bytes / 1e6:,.1f} MB)"
        yield f"published   {self.build_id}, finished {self.finished_at:%Y-%m-%d %H:%M}"
        rules = f"rules {self.rules_version}, reference {self.reference_version}"
        yield f"version     {self.version}, {rules}"
        counts = f"{self.on_topic:,} on topic, {self.stories:,} stories"
        yield f"articles    {self.articles:,} ({counts})"
        days = f"{self.first_day} to {self.last_day}" if self.first_day else "none"
        yield f"dates       {days} ({self.undated:,} on-topic articles without a certain year)"
        yield f"inputs      {self.inputs:,} files"
        yield f"rejected    {self.rejects:,}"
        for reason, count in self.rejected:
            yield f"  {count:>7,} × {reason}"
        yield f"builds      {', '.join(self.builds)}"


@dataclass(frozen=True, slots=True)
class Known:
    """What the next build must know about the published one."""

    rules_version: str
    reference_version: str
    articles: int
    stories: int
    corrections: tuple[Correction, ...] = ()
    laid_out: bool = True  # with the tables for queries that this version makes


@contextmanager
def reading(build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a build to read; raises WarehouseError where the file is no build."""
    try:
        connection = duckdb.connect(str(build), read_only=True)
    except duckdb.Error as error:
        raise WarehouseError(
            f"{build}: cannot be opened ({str(error).splitlines()[0]}); "
            "run 'rollback', or build into another folder"
        ) from error
    try:
        yield connection
    finally:
        connection.close()


def known(build: Path) -> Known:
    """Read what the next build compares its inputs with."""
    with reading(build) as connection:
        rules, reference, articles, stories = _row(
            connection,
            "SELECT rules_version, reference_version, articles, stories "
            "FROM builds ORDER BY build_id DESC LIMIT 1",
        )
        corrections = known_corrections(connection)
        same = laid_out(connection)
    return Known(rules, reference, articles, stories, corrections, same)


def stamped_anew(build: Path, found: Path, *, trusting: bool) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a spool of files, with the SHA-256 that the build knows of them.

    `trusting` leaves out those of the size and time that the build met last.
    """
    with reading(build) as connection:
        connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
        rows = connection.execute(
            "SELECT f.path, f.name, f.size, f.mtime_ns, i.sha256 "
            "FROM read_parquet(?, file_row_number = true) f LEFT JOIN inputs i ON i.path = f.name "
            "WHERE NOT ? OR (f.size, f.mtime_ns) IS DISTINCT FROM (i.size, i.mtime_ns) "
            "ORDER BY f.file_row_number",
            [str(found), trusting],
        )
        while some := rows.fetchmany(BLOCK):
            yield from some


def document_hashes(build: Path) -> Iterator[list[str]]:
    """Yield the raw hashes of all documents that a build met, some at a time."""
    with reading(build) as connection:
        rows = connection.execute("SELECT DISTINCT raw_hash FROM documents")
        while some := rows.fetchmany(BLOCK):
            yield [row[0] for row in some]


def raw_hash_of(build: Path, article_id: str) -> str | None:
    """Give the raw hash of an article, by which the store holds it."""
    with reading(build) as connection:
        row = connection.execute(
            "SELECT raw_hash FROM articles WHERE article_id = ?", [article_id]
        ).fetchone()
    return row[0] if row else None


def status(warehouse: Path) -> Status:
    """Describe the published build; raises WarehouseError where nothing is published."""
    build = published(warehouse)
    if build is None:
        raise WarehouseError(
            f"{warehouse}: no build is published there; run 'citytrends build INPUT' first"
        )
    with reading(build) as connection:
        figures: dict[str, Any] = {}
        for query in _FIGURES:
            figures |= _named(connection, query)
        rejected = connection.execute(
            "SELECT reason, count(*) FROM rejects GROUP BY reason ORDER BY count(*) DESC, reason"
        ).fetchall()
    return Status(
        warehouse=str(warehouse),
        **figures,
        rejects=sum(count for _, count in rejected),
        rejected=tuple((reason, count) for reason, count in rejected),
        builds=tuple(path.stem for path in builds(warehouse)),
        bytes=sum(path.stat().st_size for path in warehouse.rglob("*") if path.is_file()),
    )


def _named(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, Any]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return dict(zip(names, cursor.fetchone() or (), strict=True))


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    return connection.execute(query).fetchone() or ()
