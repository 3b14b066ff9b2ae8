"""Corrections inside a load: corrected articles are loaded from corrected copies of the store's
rows, so that stories, counts and words come of them as of any other article.

`corrections` in the build holds every line of the file with the reason why it was not applied,
or null.  A next build compares the file with it: articles whose lines changed are loaded again
from the store, without extraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from itertools import groupby, islice
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipelines.corrections import FILE, Correction, correct
from pipelines.corrections.reasons import UNKNOWN_ARTICLE
from pipelines.errors import WarehouseError
from pipelines.model import Extracted
from pipelines.reference import Reference
from pipelines.settings import FLUSH_ARTICLES
from pipelines.store import Store, Stored, read_part, to_table
from pipelines.warehouse.bulk import insert_rows
from pipelines.warehouse.staging import Delta

SCHEMA = (
    "CREATE {kind} TABLE {exists} {name} (line BIGINT, article_id VARCHAR, field VARCHAR, "
    "old VARCHAR, new VARCHAR, who VARCHAR, why VARCHAR, reason VARCHAR)"
)
_LINES = "list((field, old, new, who, why) ORDER BY line)"
REPORTED = f"source_path = '{FILE}' AND stage = 'load'"
"""The rejects that are lines of the file."""

CORRECTED = "(SELECT DISTINCT article_id FROM corrections WHERE reason IS NULL)"


def stage_corrections(
    connection: duckdb.DuckDBPyConnection,
    delta: Delta,
    store: Store,
    reference: Reference,
) -> None:
    """Point the `winners` that are corrected to corrected rows, after taking in more of them.

    Makes `lines` (the file) and `reloaded` (articles loaded again for their lines alone).
    """
    given = delta.corrections
    connection.execute(SCHEMA.format(kind="", exists="IF NOT EXISTS", name="corrections"))
    connection.execute(SCHEMA.format(kind="TEMP", exists="", name="lines"))
    insert_rows(connection, "lines", [(*astuple(line), line.problem()) for line in given])
    _reload(connection, store)
    _carry_reasons(connection)
    by_article: dict[str, list[Correction]] = {}
    for line in given:
        by_article.setdefault(line.article_id, []).append(line)
    connection.execute("CREATE TEMP TABLE corrected (article_id VARCHAR, file VARCHAR)")
    rows = _rows(connection, by_article)
    while chunk := list(islice(rows, FLUSH_ARTICLES)):
        part = delta.documents.parent / f"corrected-{chunk[0][1].raw_hash}.parquet"
        _write(connection, part, chunk, by_article, reference)
    connection.execute(
        "UPDATE winners SET file = c.file FROM corrected c WHERE winners.article_id = c.article_id"
    )


def _reload(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Add the articles of the build whose lines are others than before to the `winners`."""
    connection.execute(
        "CREATE TEMP TABLE reloaded AS SELECT a.article_id, a.raw_hash, a.source_path, "
        "a.source_row FROM articles a WHERE a.article_id IN (SELECT article_id FROM "
        f"(SELECT article_id, {_LINES} AS told FROM lines GROUP BY article_id) n FULL JOIN "
        f"(SELECT article_id, {_LINES} AS told FROM corrections GROUP BY article_id) b "
        "USING (article_id) WHERE n.told IS DISTINCT FROM b.told) "
        "AND a.article_id NOT IN (SELECT article_id FROM winners UNION ALL "
        "SELECT article_id FROM gone)"
    )
    connection.execute(
        "INSERT INTO gone SELECT article_id, story_id FROM articles SEMI JOIN reloaded "
        "USING (article_id)"
    )
    rows = []
    for article_id, raw_hash, path, row in connection.execute("FROM reloaded").fetchall():
        number = store.part_of(raw_hash)
        if number is None:
            raise WarehouseError(
                f"{store.folder}: the text of {article_id} is missing, so its corrections cannot "
                "be applied; build all inputs into a new folder with --warehouse"
            )
        rows.append((article_id, raw_hash, str(store.part(number)), path, row, -1))
    insert_rows(connection, "winners", rows)


def _carry_reasons(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep what is known of the lines of articles that are not loaded again."""
    nth = "row_number() OVER (PARTITION BY article_id ORDER BY line)"
    connection.execute(
        "UPDATE lines SET reason = b.reason FROM "
        f"(SELECT line, article_id, {nth} AS nth FROM lines) n "
        f"JOIN (SELECT article_id, reason, {nth} AS nth FROM corrections) b "
        "USING (article_id, nth) WHERE lines.line = n.line AND lines.reason IS NULL "
        "AND n.article_id NOT IN (SELECT article_id FROM winners)"
    )


def _rows(
    connection: duckdb.DuckDBPyConnection, corrected: Iterable[str]
) -> Iterator[tuple[str, Stored]]:
    """Yield the stored rows of the winners that have lines, with their ids."""
    found = connection.execute(
        "SELECT file, raw_hash, article_id FROM winners "
        "WHERE article_id IN (SELECT article_id FROM lines) ORDER BY file, raw_hash"
    ).fetchall()
    for file, group in groupby(found, key=lambda row: str(row[0])):
        ids = {raw_hash: article_id for _, raw_hash, article_id in group}
        for stored in read_part(Path(file), list(ids)):
            yield ids[stored.raw_hash], stored


def _write(
    connection: duckdb.DuckDBPyConnection,
    part: Path,
    chunk: Sequence[tuple[str, Stored]],
    by_article: dict[str, list[Correction]],
    reference: Reference,
) -> None:
    """Write corrected copies of stored rows and note what could not be applied."""
    copies, notes = [], []
    for article_id, stored in chunk:
        if isinstance(stored.result, Extracted):
            result, problems = correct(stored.result, by_article[article_id], reference)
            copies.append(Stored(stored.raw_hash, stored.raw, result))
            notes += [(line.line, reason) for line, reason in problems]
    pq.write_table(to_table(copies, "corrected"), part)
    insert_rows(connection, "corrected", [(article_id, str(part)) for article_id, _ in chunk])
    for line, reason in notes:
        connection.execute("UPDATE lines SET reason = ? WHERE line = ?", [reason, line])


def settle_corrections(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep the lines in the build, once the articles are, and report those not applied."""
    connection.execute(
        "UPDATE lines SET reason = ? WHERE reason IS NULL "
        "AND article_id NOT IN (SELECT article_id FROM articles)",
        [UNKNOWN_ARTICLE],
    )
    connection.execute("DELETE FROM corrections")
    connection.execute("INSERT INTO corrections SELECT * FROM lines ORDER BY line")
    connection.execute(f"DELETE FROM rejects WHERE {REPORTED}")
    connection.execute(
        f"INSERT INTO rejects SELECT '{FILE}', line, 'load', reason FROM lines "
        "WHERE reason IS NOT NULL ORDER BY line"
    )


def known_corrections(connection: duckdb.DuckDBPyConnection) -> tuple[Correction, ...]:
    """List the lines that a build was made with; one without the table had none."""
    tables = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE table_name = 'corrections' AND NOT temporary"
    ).fetchall()
    if not tables:
        return ()
    rows = connection.execute("SELECT * EXCLUDE (reason) FROM corrections ORDER BY line")
    return tuple(Correction(*row) for row in rows.fetchall())
