"""Short read-only connections to the published build; small results kept by (build, filters)."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd

from pipelines import settings
from pipelines.errors import WarehouseError
from pipelines.query import articles
from pipelines.query.connect import current_build, opened
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary, load_vocabulary
from pipelines.warehouse.derive import laid_out

Found = TypeVar("Found")
"""What a measure gives: mostly a frame, for a network its two frames."""


class OldBuildError(WarehouseError):
    """The served build is laid out for another version of the program."""


def warehouse() -> Path:
    """The folder that is served: the named one, the default one, or else the sample's."""
    chosen = settings.default_warehouse()
    named = "CITYTRENDS_WAREHOUSE" in os.environ
    if not named and not (chosen / "CURRENT").exists():
        return settings.SAMPLE_WAREHOUSE
    return chosen


def is_sample() -> bool:
    """Whether the sample is served, which a banner must say."""
    return warehouse().resolve() == settings.SAMPLE_WAREHOUSE.resolve()


def build() -> Path:
    """The published build's file now.  Raises WarehouseError where there is none."""
    return current_build(warehouse())


def vocabulary(build: Path) -> Vocabulary:
    """What the filters may say in this build."""
    # Looked up without a connection: a page asks for it with each of its measures.
    found = _vocabularies.get(build)
    if found is not None:
        return found
    with opened(build) as connection:
        return read_vocabulary(build, connection)


_vocabularies: dict[Path, Vocabulary] = {}


def read_vocabulary(build: Path, connection: duckdb.DuckDBPyConnection) -> Vocabulary:
    """The same through an open connection; builds never change, so the last one is kept."""
    found = _vocabularies.get(build)
    if found is None:
        if not laid_out(connection):
            raise OldBuildError(f"{build}: made by another version; run 'citytrends build INPUT'")
        found = load_vocabulary(connection)
        _vocabularies.clear()
        _vocabularies[build] = found
    return found


def ask(measure: Callable[..., Found], filters: Filters, **options: Any) -> Found:
    """What a measure of pipelines.query gives for these filters, from the cache if it can.

    Everybody is given the same frame, so nobody changes one in place.
    """
    named = tuple((name, _Option(options[name])) for name in sorted(options))
    found: Found = _cached(build(), measure, filters, named)
    return found


class _Option:
    """An option of a measure as a part of a key: a frame, which has no hash, by its identity."""

    __slots__ = ("key", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.key = id(value) if isinstance(value, pd.DataFrame) else value

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Option) and self.key == other.key


@lru_cache(maxsize=1_000)
def _cached(
    build: Path,
    measure: Callable[..., Any],
    filters: Filters,
    options: tuple[tuple[str, _Option], ...],
) -> Any:
    words = vocabulary(build)
    with opened(build) as connection:
        return measure(
            connection, filters, words, **{name: option.value for name, option in options}
        )


@lru_cache(maxsize=200)
def _article(build: Path, article_id: str) -> articles.ArticleDetail:
    with opened(build) as connection:
        return articles.article(connection, article_id)


def article(article_id: str) -> articles.ArticleDetail:
    """One article with its evidence."""
    return _article(build(), article_id)
