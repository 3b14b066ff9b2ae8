"""Which articles are one story, kept up to date inside a build.

Every article has a number, its place in the order of all articles, and keys
(`pipelines.sketch`) in `story_keys`.  A new article looks up only its own keys; what it finds is
compared to the letter (`pipelines.stories`) and joined (`pipelines.grouping`).  A story is named
after its first member, so that growth renames nothing but what proves to be one story.  A story
that lost a member is taken apart and found anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.grouping import WITNESSES, Edge, Group, Groups
from pipelines.sketch import Sketch, sketch
from pipelines.stories import cannot_meet
from pipelines.warehouse.bulk import insert_rows
from pipelines.warehouse.candidates import candidates, keep_keys, twins
from pipelines.warehouse.tellings import Tellings

STORY_ID = "w.article_id"
"""An article begins as a story of its own."""

CHUNK = 2048
"""Articles compared at once: enough to make a query worth its cost, few enough for memory."""

_TABLES = """
CREATE TABLE IF NOT EXISTS story_members (
    article_id VARCHAR, number BIGINT, signature BLOB, size INTEGER
);
CREATE TABLE IF NOT EXISTS story_keys (key UINTEGER, number BIGINT);
ALTER TABLE stories ADD COLUMN IF NOT EXISTS representative VARCHAR;
"""
_NUMBERS_OF_BASE = (
    "SELECT count(*) FROM duckdb_tables() "
    "WHERE database_name = 'base' AND table_name = 'story_members'"
)


def refresh_stories(connection: duckdb.DuckDBPyConnection) -> None:
    """Find the stories of what won (`winners`) or was left behind (`gone`); count them anew."""
    connection.execute(_TABLES)
    count = _unsettle(connection)
    for first in range(1, count + 1, CHUNK):
        _settle(connection, first, first + CHUNK)
    _recount(connection)


def _unsettle(connection: duckdb.DuckDBPyConnection) -> int:
    """Make `unsettled`: the articles to find stories for, in their order; give their count.

    A corrected article keeps its number, and everything built anew keeps those of before.
    """
    connection.execute(
        "CREATE TEMP TABLE touched AS SELECT DISTINCT story_id FROM gone; "
        "CREATE TEMP TABLE shaken AS "
        "SELECT article_id FROM articles SEMI JOIN touched USING (story_id); "
        "CREATE TEMP TABLE numbered AS SELECT article_id, number FROM story_members "
        "WHERE article_id IN (SELECT article_id FROM gone UNION ALL FROM shaken)"
    )
    connection.execute("DELETE FROM story_keys WHERE number IN (SELECT number FROM numbered)")
    connection.execute(
        "DELETE FROM story_members WHERE article_id IN (SELECT article_id FROM numbered)"
    )
    (has_numbers,) = connection.execute(_NUMBERS_OF_BASE).fetchone() or (0,)
    if has_numbers:
        connection.execute("INSERT INTO numbered SELECT article_id, number FROM base.story_members")
    connection.execute(
        "CREATE TEMP TABLE unsettled AS "
        "SELECT article_id, number, row_number() OVER (ORDER BY number) AS turn FROM ("
        "SELECT a.article_id, coalesce(n.number, "
        "(SELECT coalesce(max(number), 0) FROM (FROM numbered UNION ALL "
        "SELECT article_id, number FROM story_members)) + row_number() OVER ("
        "ORDER BY w.position NULLS FIRST, a.rowid)) AS number "
        "FROM articles a LEFT JOIN numbered n USING (article_id) "
        "LEFT JOIN winners w USING (article_id) "
        "WHERE a.article_id NOT IN (SELECT article_id FROM story_members))"
    )
    connection.execute(
        "UPDATE articles SET story_id = article_id "
        "WHERE article_id IN (SELECT article_id FROM shaken)"
    )
    connection.execute("INSERT INTO touched SELECT article_id FROM unsettled")
    (count,) = connection.execute("SELECT count(*) FROM unsettled").fetchone() or (0,)
    return int(count)


def _settle(connection: duckdb.DuckDBPyConnection, first: int, end: int) -> None:
    """Find the stories of the unsettled articles whose turn it is."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE batch AS SELECT article_id, number FROM unsettled "
        f"WHERE turn >= {first} AND turn < {end}"
    )
    tellings = Tellings(connection)
    new = tellings.read("batch")
    sketches = {telling.number: sketch(telling) for telling in new}
    _remember(connection, sketches)
    edges = [Edge(number, other, 1.0, True) for number, other in twins(connection)]
    unlike = {n: s for n, s in sketches.items() if n not in {edge.new for edge in edges}}
    keep_keys(connection, unlike)
    pairs = candidates(connection, unlike)
    tellings.fetch({other for _, other in pairs})
    for one, other in pairs:
        if shared := tellings.shared(one, other):
            edges.append(Edge(max(one, other), min(one, other), shared))
    if edges:
        _join(connection, tellings, edges)


def _remember(connection: duckdb.DuckDBPyConnection, sketches: dict[int, Sketch]) -> None:
    numbers = list(sketches)
    table = pa.table(
        {
            "number": pa.array(numbers, pa.int64()),
            "signature": pa.array([sketches[n].signature for n in numbers], pa.binary()),
            "size": pa.array([sketches[n].size for n in numbers], pa.int32()),
        }
    )
    connection.register("sketched", table)
    connection.execute(
        "INSERT INTO story_members SELECT article_id, number, signature, size "
        "FROM batch JOIN sketched USING (number)"
    )
    connection.unregister("sketched")


def _join(connection: duckdb.DuckDBPyConnection, tellings: Tellings, edges: Sequence[Edge]) -> None:
    """Join along the edges, and write the stories' new names."""
    stories = _stories_of(connection, {n for edge in edges for n in (edge.new, edge.other)})
    tellings.fetch({n for group, _ in stories for n in group.witnesses})

    def opposed(a: int, b: int) -> bool:
        both = tellings.of(a), tellings.of(b)
        return cannot_meet(*both, *tellings.wordings(a, b), tellings.contained(a, b))

    groups = Groups(opposed)
    for group, members in stories:
        groups.add(group, members)
    groups.join(edges)
    _rename(connection, groups.renamed())


def _stories_of(
    connection: duckdb.DuckDBPyConnection, numbers: Iterable[int]
) -> list[tuple[Group, list[int]]]:
    """Read the stories that hold these articles: first witnesses, and all members."""
    connection.register("asked", pa.table({"number": pa.array(list(numbers), pa.int64())}))
    rows = connection.execute(
        "WITH wanted AS (SELECT DISTINCT a.story_id FROM articles a "
        "JOIN story_members m USING (article_id) SEMI JOIN asked USING (number)), "
        "members AS (SELECT a.story_id, m.number, row_number() OVER ("
        "PARTITION BY a.story_id, a.content_hash ORDER BY m.number) = 1 AS distinct_words "
        "FROM articles a SEMI JOIN wanted USING (story_id) "
        "JOIN story_members m USING (article_id)) "
        "SELECT story_id, list(number ORDER BY number) FILTER (distinct_words), "
        "list(number ORDER BY number) FROM members GROUP BY story_id"
    ).fetchall()
    connection.unregister("asked")
    return [(Group(story, words[:WITNESSES]), members) for story, words, members in rows]


def _rename(connection: duckdb.DuckDBPyConnection, renamed: dict[str, str]) -> None:
    if not renamed:
        return
    connection.execute("CREATE OR REPLACE TEMP TABLE renamed (old VARCHAR, new VARCHAR)")
    rows: list[tuple[Any, ...]] = list(renamed.items())
    insert_rows(connection, "renamed", rows)
    connection.execute(
        "UPDATE articles SET story_id = r.new FROM renamed r WHERE articles.story_id = r.old"
    )
    connection.execute(
        "INSERT INTO touched SELECT old FROM renamed UNION ALL SELECT new FROM renamed"
    )


def _recount(connection: duckdb.DuckDBPyConnection) -> None:
    """Count the touched stories: first day, members, outlets, and the member told most fully."""
    connection.execute("DELETE FROM stories WHERE story_id IN (SELECT story_id FROM touched)")
    connection.execute(
        "INSERT INTO stories BY NAME SELECT a.story_id, "
        "min(a.published_on) AS first_published_on, count(*) AS articles, "
        "count(DISTINCT a.outlet) AS outlets, "
        "arg_max(a.article_id, (a.complete, m.size, -m.number)) AS representative "
        "FROM articles a JOIN story_members m USING (article_id) "
        "WHERE a.story_id IN (SELECT story_id FROM touched) GROUP BY a.story_id"
    )
