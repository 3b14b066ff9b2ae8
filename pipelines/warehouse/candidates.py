"""Looking up which articles of a build may be of one story with a batch of new ones."""

from __future__ import annotations

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.sketch import Sketch, estimated_containment
from pipelines.stories import HELPED

MOST_HELD = 256
"""Articles that one key leads to: a key that more share is a template and tells nothing."""

LEAVE = HELPED - 0.1
"""Estimated containment from which a pair of one region and day is worth reading: the
estimate's error is about 0.08."""


def twins(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, int]]:
    """Pair each article of the `batch` with the first one of the same words, if there is one."""
    return connection.execute(
        "WITH same AS (SELECT a.content_hash, b.number FROM batch b "
        "JOIN articles a USING (article_id)) "
        "SELECT s.number, min(m.number) AS first FROM same s "
        "JOIN articles o ON o.content_hash = s.content_hash "
        "JOIN story_members m ON m.article_id = o.article_id "
        "GROUP BY s.number HAVING first < s.number"
    ).fetchall()


def keep_keys(connection: duckdb.DuckDBPyConnection, sketches: dict[int, Sketch]) -> None:
    """Store the keys of new articles, except where too many articles share one."""
    _register(connection, {number: one.held for number, one in sketches.items()})
    connection.execute(
        "INSERT INTO story_keys WITH given AS (SELECT DISTINCT key, number FROM keys_given), "
        "known AS (SELECT key, count(*) AS held FROM story_keys SEMI JOIN given USING (key) "
        "GROUP BY key) "
        "SELECT key, number FROM given LEFT JOIN known USING (key) "
        "QUALIFY coalesce(held, 0) + row_number() OVER (PARTITION BY key ORDER BY number) "
        f"<= {MOST_HELD}"
    )
    connection.unregister("keys_given")


def candidates(
    connection: duckdb.DuckDBPyConnection, sketches: dict[int, Sketch]
) -> list[tuple[int, int]]:
    """Give pairs (new, other) worth comparing, each once; `other` may be of the batch too."""
    close = _found(connection, {number: one.asked for number, one in sketches.items()})
    near = _found(connection, {number: one.places for number, one in sketches.items()})
    worth = near[_worth_reading(connection, near)]
    pairs = {
        (int(new), int(other))
        for new, other in np.concatenate([close, worth])
        if other < new or other not in sketches
    }
    return sorted(pairs)


def _found(
    connection: duckdb.DuckDBPyConnection, asked: dict[int, npt.NDArray[np.uint32]]
) -> npt.NDArray[np.int64]:
    """Look keys up; gives an array of (new, other)."""
    _register(connection, asked)
    found = connection.execute(
        "SELECT DISTINCT g.number AS new, k.number AS other FROM keys_given g "
        "JOIN story_keys k USING (key) WHERE k.number <> g.number"
    ).fetchnumpy()
    connection.unregister("keys_given")
    return np.column_stack([np.asarray(found["new"]), np.asarray(found["other"])]).astype(np.int64)


def _worth_reading(
    connection: duckdb.DuckDBPyConnection, pairs: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Say which pairs' signatures promise enough shared wording."""
    numbers, places = np.unique(pairs, return_inverse=True)
    if not numbers.size:
        return np.zeros(0, np.bool_)
    connection.register("asked", pa.table({"number": numbers}))
    found = connection.execute(
        "SELECT signature, size FROM story_members SEMI JOIN asked USING (number) ORDER BY number"
    ).fetchall()
    connection.unregister("asked")
    signatures = np.frombuffer(b"".join(row[0] for row in found), np.uint8)
    signatures = signatures.reshape(len(found), -1)
    sizes = np.array([row[1] for row in found])
    first, second = places.reshape(-1, 2).T
    worth = np.zeros(len(pairs), np.bool_)
    for start in range(0, len(pairs), _BLOCK):
        a, b = first[start : start + _BLOCK], second[start : start + _BLOCK]
        estimate = estimated_containment(signatures[a], signatures[b], (sizes[a], sizes[b]))
        worth[start : start + _BLOCK] = estimate >= LEAVE
    return worth


_BLOCK = 65_536


def _register(
    connection: duckdb.DuckDBPyConnection, keys: dict[int, npt.NDArray[np.uint32]]
) -> None:
    numbers = np.repeat(np.array(list(keys), np.int64), [len(found) for found in keys.values()])
    flat = np.concatenate([*keys.values(), np.empty(0, np.uint32)])
    connection.register("keys_given", pa.table({"key": flat.astype(np.uint32), "number": numbers}))
