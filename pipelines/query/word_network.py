"""Which words or topics stand together: pairs, communities and a layout that stays in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.query.conditions import chosen
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, marks
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.word_bursts import top_words
from pipelines.query.word_counts import word_counts
from pipelines.trends.communities import communities
from pipelines.trends.cooccurrence import EDGES, LEAST, npmi
from pipelines.trends.frames import Integers
from pipelines.trends.layout import layout

Kind = Literal["keyword", "topic"]

NODES = {
    "item": "str", "counted": "int64", "community": "int64", "x": "float64", "y": "float64",
}  # fmt: skip
TOP = 60
"""Words of a picture that can still be read; a measure may ask for more."""

AT_ONCE = 64
"""Words whose articles are looked up together."""

FEW = 0.3
"""The share of a stretch of articles below which only those that are chosen are looked up."""

STRIDE = 1 << 14
"""Bytes of each item's row that are compared at once: those of 200 words stay in the cache."""

_TOPICS = {"word": "int64", "item": "str"}


@dataclass(frozen=True, slots=True)
class Network:
    """`nodes` (NODES) that stand with another more than by chance, and all `edges` (`cooccurrence.EDGES`)."""

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
        return Network(empty(NODES), edges)
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
    mask = "sure_topics" if filters.sure else "topics"
    rows = connection.execute(f"SELECT n, {mask} AS mask FROM ({picked.text})", list(picked.values))
    articles = {name: np.asarray(column) for name, column in rows.fetchnumpy().items()}
    if items.empty or not len(articles["n"]):
        return empty(EDGES)
    if kind == "keyword":
        bits = _said(connection, items["word"].to_numpy(), picked, articles["n"])
    else:
        has = [(articles["mask"] >> np.uint64(bit)) & np.uint64(1) for bit in items["word"]]
        bits = np.packbits(np.stack(has) == 1, axis=1)
    return _pairs(items["item"].to_numpy(), meetings(bits), len(articles["n"]), least)


def _pairs(names: npt.NDArray[np.object_], met: Integers, total: int, least: int) -> pd.DataFrame:
    """The edges of items × items meetings."""
    one, other = np.triu_indices(len(names), k=1)
    pairs = pd.DataFrame({"one": names[one], "other": names[other], "together": met[one, other]})
    turned = pairs["one"] > pairs["other"]
    pairs.loc[turned, ["one", "other"]] = pairs.loc[turned, ["other", "one"]].to_numpy()
    counts = pd.DataFrame({"item": names, "counted": met.diagonal()})
    return npmi(pairs[pairs["together"] > 0], counts, total, least)


def _said(
    connection: duckdb.DuckDBPyConnection, words: Integers, picked: Sql, chosen_ones: Integers
) -> npt.NDArray[np.uint8]:
    """A row of bits a word: which of the chosen articles say it."""
    first, last = int(chosen_ones.min()), int(chosen_ones.max())
    place = np.full(last - first + 1, -1, dtype=np.int32)
    place[chosen_ones - first] = np.arange(len(chosen_ones), dtype=np.int32)
    # Where few are chosen, the database leaves the rest out before rows are handed over.
    few = len(chosen_ones) < FEW * len(place)
    among = f"SEMI JOIN ({picked.text}) USING (n)" if few else ""
    parts = [_bits(connection, words[begin : begin + AT_ONCE], among, picked.values if few else (),
                   first, place, len(chosen_ones))
             for begin in range(0, len(words), AT_ONCE)]  # fmt: skip
    return np.concatenate(parts)


def _bits(
    connection: duckdb.DuckDBPyConnection,
    words: Integers,
    among: str,
    values: tuple[object, ...],
    first: int,
    place: npt.NDArray[np.int32],
    size: int,
) -> npt.NDArray[np.uint8]:
    """The bits of some words, which are small enough in number to stand in memory unpacked."""
    rows = connection.execute(
        f"SELECT word, n FROM word_facts {among} WHERE word IN ({marks(words.tolist())})"
        " AND n BETWEEN ? AND ?",
        [*values, *words.tolist(), first, first + len(place) - 1],
    ).fetchnumpy()
    line = np.zeros(int(words.max()) + 1, dtype=np.uint8)
    line[words] = np.arange(len(words))
    word, there = np.asarray(rows["word"]), np.asarray(rows["n"]) - first
    if size < len(place):
        there = place[there]
        word, there = word[there >= 0], there[there >= 0]
    says = np.zeros(len(words) * size, dtype=np.bool_)
    says[line[word].astype(np.int64) * size + there] = True
    return np.packbits(says.reshape(len(words), size), axis=1)


def meetings(bits: npt.NDArray[np.uint8]) -> Integers:
    """Items × items: in how many articles each two meet; an item with itself: its articles.

    Takes a row an item, a bit an article.  Two items meet where both have their bit.
    """
    size, width = bits.shape
    met = np.zeros((size, size), dtype=np.int64)
    for first in range(0, width, STRIDE):
        part = np.zeros((size, STRIDE), dtype=np.uint8)
        there = bits[:, first : first + STRIDE]
        part[:, : there.shape[1]] = there
        wide = part.view(np.uint64)
        for place in range(size):
            together = np.bitwise_count(wide[place:] & wide[place])
            met[place, place:] += together.sum(axis=1, dtype=np.int64)
    return met
