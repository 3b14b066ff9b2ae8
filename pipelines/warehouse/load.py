"""From the store into one build: what is new replaces what it replaces.

A build starts as a copy of the published one, so that adding a hundred articles to a hundred
thousand writes a hundred; after a change of rules it starts empty and takes everything.

Each statement is committed by itself: nobody sees the file before it is published, one that fails
is thrown away, and a transaction over all of it would hold megabytes for every thousand articles
that no limit of memory reaches.

What replaces what: an article of the same id; or the article at the same place (file and row)
with other words, unless both carry an id of their source's, for then the file was overwritten
with other articles, or the newcomer was there before, for then rows only moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.identity import CONTENT_ID
from pipelines.read.archive import MEMBER_MARK
from pipelines.reference import Reference
from pipelines.store import Store
from pipelines.warehouse.corrections import (
    CORRECTED,
    REPORTED,
    settle_corrections,
    stage_corrections,
)
from pipelines.warehouse.derive import create_derived, derive
from pipelines.warehouse.findings import FINDING_TABLES, INSERT_ARTICLES, TERMS
from pipelines.warehouse.staging import Delta, parts_of, quoted, settle_documents, stage
from pipelines.warehouse.stories import refresh_stories
from pipelines.warehouse.vocabulary import fill_vocabulary

SCHEMA = Path(__file__).with_name("schema.sql")
_OF_FILES_READ = (
    "(source_path IN (SELECT path FROM files_read) "
    f"OR split_part(source_path, '{MEMBER_MARK}', 1) IN (SELECT path FROM files_read))"
)
_CAME = "winners ANTI JOIN reloaded USING (article_id)"
_WRITTEN = f"articles SEMI JOIN (FROM {_CAME}) USING (article_id)"
EXAMPLES = 20
"""Rejects that the closing report shows in full; the table `rejects` holds them all."""

MEMORY_LIMITS = ("192MB", "384MB", "1GB", "4GB")
"""Loading spills to disk beyond the first, so that a build's peak does not grow with its size; what
cannot be spilled may want more, and is then given the next."""

PARTS_AT_ONCE = 40
"""Parts of the store (20,000 articles) whose postings are sorted at once: more want more memory
than the limit gives, and each round adds a place where a word is looked up."""


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """How a build signs itself."""

    build_id: str
    started_at: datetime
    version: str
    rules_version: str
    reference_version: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a build takes its articles, its vocabulary and its signature from."""

    store: Store
    reference: Reference
    info: BuildInfo


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did, and what the build holds after it.

    `fresh` documents were not loaded as they are; `written` articles were put in, of which
    `off_topic_written` are off topic; `replaced` ones made room; `duplicates` are documents
    whose article was met again later in the same run.
    """

    fresh: int
    written: int
    replaced: int
    duplicates: int
    off_topic_written: int
    rejected: tuple[tuple[str, int], ...]  # reason → inputs of this run
    examples: tuple[str, ...]
    articles: int
    on_topic: int
    stories: int
    corrected: int  # articles of the build that people corrected
    rejects: int


def load(
    target: Path, base: Path | None, delta: Delta, sources: Sources, limit: str = MEMORY_LIMITS[0]
) -> Loaded:
    """Write a build into `target`, which is a copy of `base` unless everything is loaded.

    Raises duckdb.OutOfMemoryException where `limit` does not do; the target is of no use then.
    """
    connection = duckdb.connect(str(target))
    try:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET memory_limit = '{limit}'")
        connection.execute(f"SET temp_directory = '{quoted(target)}.spill'")
        if base is None or delta.everything:
            connection.execute(SCHEMA.read_text(encoding="utf-8"))
            create_derived(connection)
        stage(connection, base, delta, sources.store)
        _find_gone(connection)
        stage_corrections(connection, delta, sources.store, sources.reference)
        _replace_articles(connection, sources.info.build_id)
        settle_documents(connection)
        _replace_rejects(connection, delta)
        settle_corrections(connection)
        _note_inputs(connection, delta)
        fill_vocabulary(connection, sources.reference)
        derive(connection, TERMS, _rounds(parts_of(connection, "SELECT file FROM winners")))
        loaded = _loaded(connection)
        _sign(connection, sources.info, loaded)
        connection.execute("CHECKPOINT")
        return loaded
    finally:
        connection.close()


def _rounds(parts: Sequence[str]) -> list[dict[str, Any]]:
    """The named values of TERMS, some parts at once."""
    return [
        {"parts": list(some)}
        for some in (parts[i : i + PARTS_AT_ONCE] for i in range(0, len(parts), PARTS_AT_ONCE))
    ]


def _find_gone(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `gone`: what the winners replace."""
    connection.execute(
        "CREATE TEMP TABLE gone AS SELECT a.article_id, a.story_id FROM articles a "
        "WHERE a.article_id IN (SELECT article_id FROM winners) "
        "UNION SELECT a.article_id, a.story_id FROM articles a JOIN winners w "
        "ON a.source_path = w.source_path AND a.source_row IS NOT DISTINCT FROM w.source_row "
        f"WHERE (a.article_id[1] = '{CONTENT_ID}' OR w.article_id[1] = '{CONTENT_ID}') "
        "AND w.article_id NOT IN (SELECT article_id FROM articles)"
    )


def _replace_articles(connection: duckdb.DuckDBPyConnection, build_id: str) -> None:
    """Take out what is gone and put the winners in."""
    for table in ("articles", *FINDING_TABLES):
        connection.execute(f"DELETE FROM {table} WHERE article_id IN (SELECT article_id FROM gone)")
    parts = parts_of(connection, "SELECT file FROM winners")
    if parts:
        connection.execute(INSERT_ARTICLES, {"parts": parts, "build_id": build_id})
        for insert in FINDING_TABLES.values():
            connection.execute(insert, {"parts": parts})
    refresh_stories(connection)


def _count(connection: duckdb.DuckDBPyConnection, table: str, where: str = "true") -> int:
    row = connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()
    return int(row[0]) if row else 0


def _replace_rejects(connection: duckdb.DuckDBPyConnection, delta: Delta) -> None:
    """Bring the rejects of the files that were read up to date: of reading, and of the store."""
    connection.execute(
        f"DELETE FROM rejects WHERE {_OF_FILES_READ}"
        + (" OR stage <> 'read'" if delta.everything else "")
    )
    connection.execute("INSERT INTO rejects FROM read_parquet(?)", [str(delta.rejects)])
    parts = parts_of(connection, "SELECT file FROM held")
    if parts:
        connection.execute(
            "INSERT INTO rejects SELECT m.source_path, m.source_row, s.rejected.stage, "
            "s.rejected.reason FROM (SELECT raw_hash, rejected, filename FROM "
            "read_parquet(?, filename = true) WHERE rejected IS NOT NULL) s "
            "JOIN held h ON h.raw_hash = s.raw_hash AND h.file = s.filename "
            "JOIN met m ON m.raw_hash = s.raw_hash ORDER BY m.position",
            [parts],
        )


def _note_inputs(connection: duckdb.DuckDBPyConnection, delta: Delta) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO inputs SELECT * EXCLUDE (file_row_number) FROM "
        "read_parquet(?, file_row_number = true) QUALIFY "
        "row_number() OVER (PARTITION BY path ORDER BY file_row_number DESC) = 1",
        [str(delta.files)],
    )


def _loaded(connection: duckdb.DuckDBPyConnection) -> Loaded:
    """Count what happened; the temporary tables of this load are still there."""
    reasons = connection.execute(
        f"SELECT reason, count(*) FROM rejects WHERE {_OF_FILES_READ} OR ({REPORTED}) "
        "GROUP BY reason ORDER BY count(*) DESC, reason"
    ).fetchall()
    examples = connection.execute(
        "SELECT source_path || coalesce(', row ' || source_row, '') || ': ' || reason "
        f"FROM rejects WHERE {_OF_FILES_READ} OR ({REPORTED}) "
        f"ORDER BY source_path, source_row LIMIT {EXAMPLES}"
    ).fetchall()
    return Loaded(
        fresh=_count(connection, "fresh"),
        written=_count(connection, _CAME),
        replaced=_count(connection, "gone ANTI JOIN reloaded USING (article_id)"),
        duplicates=_count(connection, "candidates") - _count(connection, _CAME),
        off_topic_written=_count(connection, _WRITTEN, "NOT on_topic"),
        rejected=tuple((str(reason), int(count)) for reason, count in reasons),
        examples=tuple(row[0] for row in examples),
        articles=_count(connection, "articles"),
        on_topic=_count(connection, "articles", "on_topic"),
        stories=_count(connection, "stories"),
        corrected=_count(connection, CORRECTED),
        rejects=_count(connection, "rejects"),
    )


def _sign(connection: duckdb.DuckDBPyConnection, info: BuildInfo, loaded: Loaded) -> None:
    finished = datetime.now(info.started_at.tzinfo)
    connection.execute(
        "INSERT INTO builds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            info.build_id, _naive(info.started_at), _naive(finished), loaded.articles,
            loaded.on_topic, loaded.stories, loaded.rejects, info.version, info.rules_version,
            info.reference_version,
        ],
    )  # fmt: skip


def _naive(moment: datetime) -> datetime:
    """Drop the zone: the warehouse's times are all of one zone."""
    return moment.replace(tzinfo=None)
