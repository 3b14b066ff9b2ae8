"""Short read-only connections to the published build; small results cached by (build, filters)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import streamlit as st

from pipelines import settings
from pipelines.errors import WarehouseError
from pipelines.query import articles
from pipelines.query.connect import current_build, opened
from pipelines.query.filters import Filters, to_query
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
    """What a measure of pipelines.query gives for these filters, from the cache if it can."""
    name = f"{measure.__module__}.{measure.__qualname__}"
    named = tuple((key, options[key]) for key in sorted(options))
    found: Found = _cached(build(), name, to_query(filters), named, measure, filters)
    return found


@st.cache_data(show_spinner=False, max_entries=1_000)
def _cached(
    build: Path,
    name: str,
    query: str,
    options: tuple[tuple[str, Any], ...],
    _measure: Callable[..., Any],
    _filters: Filters,
) -> Any:
    words = vocabulary(build)
    with opened(build) as connection:
        return _measure(connection, _filters, words, **dict(options))


@st.cache_data(show_spinner=False, max_entries=200)
def _article(build: Path, article_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    with opened(build) as connection:
        detail = articles.article(connection, article_id)
    return detail.head, detail.findings


def article(article_id: str) -> articles.ArticleDetail:
    """One article with its evidence."""
    return articles.ArticleDetail(*_article(build(), article_id))
