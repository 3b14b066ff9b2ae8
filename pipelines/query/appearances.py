"""Where keywords, topics, programmes and partners first appear, each with the article that shows it."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen_articles
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, fetch, first_of
from pipelines.query.items import Kind, item_rows
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.word_bursts import top_words
from pipelines.query.word_counts import word_counts
from pipelines.trends import diffusion

FIRST = {**diffusion.APPEARANCES, "title": "str", "outlet": "str"}
TOP = 200
"""So many of the most said words are looked up where no word is named."""


def first_appearances(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind = "keyword",
    items: Sequence[str] = (),
) -> pd.DataFrame:
    """The first chosen article of each item, by the day on which it certainly was out; gives FIRST.

    Without `items` all topics, programmes and partners, or the TOP words of what is chosen.
    Articles are looked at, whatever the unit; undated ones are never first.
    """
    wanted = tuple(items)
    if kind == "keyword" and not wanted:
        wanted = tuple(top_words(connection, word_counts(filters, vocabulary), TOP)["item"])
    picked = chosen_articles(filters, vocabulary)
    said = item_rows(kind, wanted, filters)
    first = "SELECT item, {} AS n FROM seen GROUP BY item"
    query = Sql(
        f"WITH chosen AS ({picked.text}), seen AS ("
        f"  SELECT item, n, earliest, latest FROM chosen JOIN ({said.text}) USING (n)"
        "  WHERE earliest IS NOT NULL AND latest IS NOT NULL),"
        f" edges AS ({first.format(first_of('latest', 'earliest'))} UNION"
        f"  {first.format(first_of('earliest', 'latest'))})"
        " SELECT item, a.article_id, f.earliest, f.latest, a.published_precision AS precision,"
        " item AS evidence, a.title, a.outlet"
        " FROM edges JOIN facts f USING (n) JOIN articles a USING (article_id)",
        picked.values + said.values,
    )
    shown = fetch(connection, query, {**diffusion.SEEN, "title": "str", "outlet": "str"})
    titles = shown[["article_id", "title", "outlet"]].drop_duplicates("article_id")
    found = diffusion.first_appearances(shown).merge(titles, on="article_id", how="left")
    return found[list(FIRST)].astype(FIRST)
