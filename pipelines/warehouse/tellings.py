"""Articles of a build as stories compare them, read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.stories import Telling, Wording, containment, shared_wording

_QUERY = """
WITH chosen AS (
    SELECT n.number, a.article_id, a.title, a.complete, a.published_precision,
        a.published_earliest, a.published_latest, a.on_topic
    FROM {numbers} n JOIN articles a USING (article_id)
), regions_of AS (
    SELECT article_id, list(code) AS places, list(code) FILTER (role = 'primary') AS firsts
    FROM article_regions SEMI JOIN chosen USING (article_id) GROUP BY article_id
)
SELECT c.* EXCLUDE (article_id), t.body, r.places, r.firsts
FROM chosen c JOIN article_texts t USING (article_id) LEFT JOIN regions_of r USING (article_id)
ORDER BY c.number
"""


class Tellings:
    """Articles by number, with the measures of their words once they are needed."""

    def __init__(self, connection: duckdb.DuckDBPyConnection):
        self._connection = connection
        self._tellings: dict[int, Telling] = {}
        self._wordings: dict[int, Wording] = {}
        self._contained: dict[tuple[int, int], float] = {}

    def read(self, numbers: str) -> list[Telling]:
        """Read the articles of a relation with article_id and number."""
        cursor = self._connection.execute(_QUERY.format(numbers=numbers))
        found = [_telling(*row) for row in cursor.fetchall()]
        self._tellings.update((telling.number, telling) for telling in found)
        return found

    def fetch(self, numbers: Iterable[int]) -> None:
        """Read articles that have a number, unless they are here."""
        missing = set(numbers) - self._tellings.keys()
        if missing:
            table = pa.table({"number": pa.array(sorted(missing), pa.int64())})
            self._connection.register("missing", table)
            self.read("(FROM story_members SEMI JOIN missing USING (number))")
            self._connection.unregister("missing")

    def of(self, number: int) -> Telling:
        """Give an article that was read."""
        return self._tellings[number]

    def wordings(self, a: int, b: int) -> tuple[Wording, Wording]:
        """Give the measures of two articles' words."""
        return self._wording(a), self._wording(b)

    def contained(self, a: int, b: int) -> float:
        """Give the containment of two articles."""
        pair = (a, b) if a < b else (b, a)
        if pair not in self._contained:
            self._contained[pair] = containment(*self.wordings(a, b))
        return self._contained[pair]

    def shared(self, a: int, b: int) -> float:
        """Give the shared wording of two articles of one release, else 0.0."""
        return shared_wording(self.of(a), self.of(b), *self.wordings(a, b))

    def _wording(self, number: int) -> Wording:
        if number not in self._wordings:
            self._wordings[number] = Wording(self._tellings[number])
        return self._wordings[number]


def _telling(
    number: int,
    title: str | None,
    complete: bool,
    precision: str,
    earliest: date | None,
    latest: date | None,
    on_topic: bool,
    body: str,
    places: list[Any] | None,
    firsts: list[Any] | None,
) -> Telling:
    dated = precision != "unknown" and earliest is not None and latest is not None
    return Telling(
        number=number,
        title=title or "",
        body=body,
        complete=complete,
        days=(earliest, latest) if dated and earliest and latest else None,
        primary=frozenset(firsts or ()),
        places=frozenset(places or ()),
        on_topic=on_topic,
    )
