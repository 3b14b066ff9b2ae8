"""The first half of loading: which documents are new, and which of them makes an article.

Temporary tables that loading works on: `files_read`; `met` (documents of this run, or of all
runs); `fresh` (those that are not loaded as they are); `held` (which part of the store holds
which document); `candidates` and `winners` (fresh documents that are articles; of each article
the one met last).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.corrections import Correction
from pipelines.identity import CONTENT_ID
from pipelines.store import Store
from pipelines.warehouse.spool import BLOCK, Spool

HELD = pa.schema([("raw_hash", pa.string()), ("file", pa.string())])


@dataclass(frozen=True, slots=True)
class Delta:
    """What a build brings, as spools: the documents met, the files read, their rejects."""

    documents: Path
    files: Path
    rejects: Path
    everything: bool  # load all that was ever met, into an empty build
    corrections: Sequence[Correction] = ()


def stage(
    connection: duckdb.DuckDBPyConnection, base: Path | None, delta: Delta, store: Store
) -> None:
    """Make the temporary tables."""
    connection.execute(
        "CREATE TEMP TABLE files_read AS SELECT path FROM read_parquet(?)", [str(delta.files)]
    )
    connection.execute(
        "CREATE TEMP TABLE met AS "
        "SELECT source_path, source_row, raw_hash, position FROM read_parquet(?)",
        [str(delta.documents)],
    )
    if base is not None and delta.everything:
        _take_over(connection, base)
    _find_fresh(connection)
    _find_held(connection, delta.documents.with_name("held.parquet"), store)
    _stage_winners(connection)


def _take_over(connection: duckdb.DuckDBPyConnection, base: Path) -> None:
    """Take all that earlier builds met, in its order, before what this run met."""
    connection.execute(f"ATTACH '{quoted(base)}' AS base (READ_ONLY)")
    connection.execute(
        "INSERT INTO met SELECT source_path, source_row, raw_hash, "
        "position - 1 - (SELECT coalesce(max(position), 0) FROM base.documents) "
        "FROM base.documents d WHERE NOT EXISTS (SELECT 1 FROM met m "
        "WHERE m.source_path = d.source_path "
        "AND m.source_row IS NOT DISTINCT FROM d.source_row "
        "AND (m.raw_hash = d.raw_hash OR d.raw_hash NOT IN ("
        f"SELECT raw_hash FROM base.articles WHERE article_id[1] <> '{CONTENT_ID}')))"
    )
    for table in ("inputs", "rejects", "builds"):
        connection.execute(f"INSERT INTO {table} SELECT * FROM base.{table}")


def _find_fresh(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE TEMP TABLE fresh AS SELECT * FROM met m WHERE NOT EXISTS ("
        "SELECT 1 FROM documents d WHERE d.source_path = m.source_path "
        "AND d.source_row IS NOT DISTINCT FROM m.source_row AND d.raw_hash = m.raw_hash)"
    )


def _find_held(connection: duckdb.DuckDBPyConnection, spool: Path, store: Store) -> None:
    rows = connection.execute("SELECT DISTINCT raw_hash FROM met")
    with Spool(spool, HELD) as held:
        while some := rows.fetchmany(BLOCK):
            hashes = [row[0] for row in some]
            for raw_hash, file in zip(hashes, store.files_of(hashes), strict=True):
                held.add(raw_hash, file)
    connection.execute("CREATE TEMP TABLE held AS FROM read_parquet(?)", [str(spool)])


def _stage_winners(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE TEMP TABLE candidates (article_id VARCHAR, raw_hash VARCHAR, file VARCHAR, "
        "source_path VARCHAR, source_row BIGINT, position BIGINT)"
    )
    parts = parts_of(connection, "SELECT file FROM held SEMI JOIN fresh USING (raw_hash)")
    if parts:
        connection.execute(
            "INSERT INTO candidates SELECT s.article.article_id, s.raw_hash, h.file, "
            "f.source_path, f.source_row, f.position FROM read_parquet(?, filename = true) s "
            "JOIN held h ON h.raw_hash = s.raw_hash AND h.file = s.filename "
            "JOIN fresh f ON f.raw_hash = s.raw_hash WHERE s.article IS NOT NULL",
            [parts],
        )
    connection.execute(
        "CREATE TEMP TABLE winners AS SELECT * FROM candidates QUALIFY "
        "row_number() OVER (PARTITION BY article_id ORDER BY position DESC) = 1"
    )


def settle_documents(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring `documents` up to date, once the articles are.

    A place may keep an older document beside the new one: a feed's file is overwritten with
    other articles, and the older article lives on.
    """
    connection.execute(
        "DELETE FROM documents d USING fresh f WHERE d.source_path = f.source_path "
        "AND d.source_row IS NOT DISTINCT FROM f.source_row AND NOT EXISTS ("
        "SELECT 1 FROM articles a WHERE a.raw_hash = d.raw_hash "
        "AND a.source_path = d.source_path AND a.source_row IS NOT DISTINCT FROM d.source_row)"
    )
    connection.execute(
        "INSERT INTO documents SELECT source_path, source_row, raw_hash, "
        "(SELECT coalesce(max(position), 0) FROM documents) "
        "+ row_number() OVER (ORDER BY position) FROM fresh"
    )


def parts_of(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """List the parts of the store that a query names, oldest first."""
    return sorted({row[0] for row in connection.execute(query).fetchall() if row[0]})


def quoted(path: Path) -> str:
    """Escape a path for a statement that takes no parameters."""
    return str(path).replace("'", "''")
