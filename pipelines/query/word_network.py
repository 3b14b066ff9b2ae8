"""Which words or topics stand together: pairs, communities and a layout that stays in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.query.conditions import chosen
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, number
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.word_bursts import top_words
from pipelines.query.word_counts import word_counts
from pipelines.trends.communities import communities
from pipelines.trends.cooccurrence import EDGES, LEAST, npmi
from pipelines.trends.layout import layout

Kind = Literal["keyword", "topic"]

NODES = {
    "item": "str", "counted": "int64", "community": "int64", "x": "float64", "y": "float64",
}  # fmt: skip
TOP = 60
"""Words of a picture that can still be read; a measure may ask for more."""

STRIDE = 1 << 17
"""Articles that are compared at once: the table of words × articles stays within some MB."""

_TOPICS = {"word": "int64", "item": "str"}


@dataclass(frozen=True, slots=True)
class Network:
    """`nodes` (NODES) that have at least one tie, and `edges` (`cooccurrence.EDGES`)."""

    nodes: pd.DataFrame
    edges: pd.DataFrame


def network(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind = "keyword",
    top: int = TOP,
    least: int = LEAST,
    before: pd.DataFrame | None = None,
) -> Network:
    """The most said words (or all topics) of what is chosen and how they stand together.

    Pairs are counted over distinct articles, whatever the unit.  `before` are the nodes of an
    earlier view: what is in both keeps its place and, if it can, its community's number.
    """
    items = _items(connection, filters, vocabulary, kind, top)
    edges = _edges(connection, filters, vocabulary, kind, items, least)
    groups = communities(edges, before)
    places = layout(edges, before)
    if groups.empty:
        return Network(empty(NODES), empty(EDGES))
    counts = pd.concat([
        edges[["one", "one_counted"]].set_axis(["item", "counted"], axis=1),
        edges[["other", "other_counted"]].set_axis(["item", "counted"], axis=1),
    ]).drop_duplicates("item")  # fmt: skip
    nodes = groups.merge(places, on="item").merge(counts, on="item")
    nodes = nodes.sort_values(["counted", "item"], ascending=[False, True])
    return Network(nodes[list(NODES)].reset_index(drop=True), edges)


def _items(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    top: int,
) -> pd.DataFrame:
    """word (its number, or the topic's bit) and item."""
    if kind == "keyword":
        return top_words(connection, word_counts(filters, vocabulary), top)
    bits = "SELECT bit AS word, label AS item FROM label_bits WHERE kind = 'topic' ORDER BY bit"
    return fetch(connection, Sql(bits), _TOPICS)


def _edges(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    items: pd.DataFrame,
    least: int,
) -> pd.DataFrame:
    picked = chosen(filters, vocabulary)
    total = number(connection, Sql(f"SELECT count(*) FROM ({picked.text})", picked.values))
    if items.empty or not total:
        return empty(EDGES)
    met = _met(connection, _said(picked, filters, kind, items["word"].tolist()), len(items))
    names = items["item"].to_numpy()
    counts = pd.DataFrame({"item": names, "counted": met.diagonal()})
    one, other = np.triu_indices(len(items), k=1)
    pairs = pd.DataFrame({"one": names[one], "other": names[other], "together": met[one, other]})
    turned = pairs["one"] > pairs["other"]
    pairs.loc[turned, ["one", "other"]] = pairs.loc[turned, ["other", "one"]].to_numpy()
    return npmi(pairs[pairs["together"] > 0], counts, total, least)


def _said(picked: Sql, filters: Filters, kind: Kind, words: Sequence[int]) -> Sql:
    """The SELECT of n, place (in the list of items) of the chosen articles."""
    if kind == "topic":
        mask = "sure_topics" if filters.sure else "topics"
        return Sql(
            "SELECT n, p.place FROM"
            f" (SELECT generate_subscripts($w, 1) - 1 AS place, unnest($w) AS bit) p"
            f" JOIN ({picked.text}) c ON (c.{mask} >> p.bit) & 1 = 1".replace("$w", _list(words)),
            picked.values,
        )
    return Sql(
        "SELECT w.n, p.place FROM word_facts w JOIN (SELECT generate_subscripts($w, 1) - 1"
        " AS place, unnest($w) AS word) p USING (word)".replace("$w", _list(words))
        + f" SEMI JOIN ({picked.text}) c ON c.n = w.n",
        picked.values,
    )


def _list(words: Sequence[int]) -> str:
    return f"[{', '.join(map(str, words))}]::INTEGER[]"


def _met(connection: duckdb.DuckDBPyConnection, said: Sql, size: int) -> npt.NDArray[np.int64]:
    """Items × items: in how many articles each two meet; an item with itself: its articles.

    Each item is a row of bits, an article a bit; two items meet where both have theirs.
    """
    met = np.zeros((size, size), dtype=np.int64)
    last = number(connection, Sql("SELECT max(n) FROM facts"))
    for first in range(0, last + 1, STRIDE):
        rows = connection.execute(
            f"SELECT n - {first} AS n, place FROM ({said.text})"
            f" WHERE n >= {first} AND n < {first + STRIDE}",
            list(said.values),
        ).fetchnumpy()
        table = np.zeros((size, STRIDE), dtype=np.bool_)
        table[np.asarray(rows["place"]), np.asarray(rows["n"])] = True
        bits = np.packbits(table, axis=1).view(np.uint64)
        for place in range(size):
            together = np.bitwise_count(bits[place:] & bits[place])
            met[place, place:] += together.sum(axis=1, dtype=np.int64)
    return met
