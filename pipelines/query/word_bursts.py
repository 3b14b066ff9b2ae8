"""Bursts of words: stretches of time in which a word is said far more than it usually is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, marks
from pipelines.query.periods import period_start
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.word_counts import NOBODY, word_counts
from pipelines.trends import bursts as trend
from pipelines.trends.periods import Period, period_range

BURSTS = trend.BURSTS
TOP = 200

_NAMES = {"word": "int64", "item": "str"}
_COUNTS = {"word": "int64", "period": "datetime64[us]", "counted": "int64"}


def bursts(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    words: Sequence[str] = (),
    period: Period = "month",
) -> pd.DataFrame:
    """Bursts (Kleinberg 2002) of the given words, else of the TOP words of what is chosen.

    Articles count by what the filters count; those whose date is coarser than the period are
    left out of both sides.  Gives BURSTS, the heaviest first.
    """
    names = _names(connection, filters, vocabulary, words)
    totals = _totals(connection, filters, vocabulary, period)
    if names.empty or totals.empty:
        return empty(BURSTS)
    counted = _counts(connection, filters, vocabulary, names["word"].tolist(), period)
    counted = counted.merge(names, on="word")
    return trend.bursts(counted, totals)


def of_trend(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Bursts of the words of `keywords.keyword_trend`, which has counted them; gives BURSTS."""
    if frame.empty:
        return empty(BURSTS)
    totals = frame.drop_duplicates("period")[["period", "total"]]
    counted = frame.rename(columns={"keyword": "item"})
    return trend.bursts(counted[counted["counted"] > 0], _every(totals, period))


def _every(totals: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The totals of every period from the first to the last, those without articles too."""
    every = period_range(totals["period"].min(), totals["period"].max(), period)
    whole = totals.set_index("period")["total"].reindex(pd.Index(every), fill_value=0)
    return whole.reset_index()


def top_words(connection: duckdb.DuckDBPyConnection, counts: Sql, limit: int) -> pd.DataFrame:
    """word, item (the keyword): the most counted words, equal ones by the keyword."""
    query = Sql(
        f"WITH counts AS ({counts.text}), cut AS (SELECT min(counted) AS least FROM ("
        " SELECT counted FROM counts ORDER BY counted DESC LIMIT ?))"
        " SELECT word, keyword AS item FROM counts JOIN words USING (word)"
        " WHERE counted >= (SELECT least FROM cut) ORDER BY counted DESC, keyword LIMIT ?",
        (*counts.values, limit, limit),
    )
    return fetch(connection, query, _NAMES)


def _names(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    words: Sequence[str],
) -> pd.DataFrame:
    if not words:
        return top_words(connection, word_counts(filters, vocabulary), TOP)
    named = f"SELECT word, keyword AS item FROM words WHERE keyword IN ({marks(words)})"
    return fetch(connection, Sql(named, tuple(words)), _NAMES)


def _totals(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    period: Period,
) -> pd.DataFrame:
    """period, total: every period from the first to the last, those without articles too."""
    picked = chosen(filters, vocabulary)
    query = Sql(
        f"WITH dated AS ({picked.text}) SELECT period, count(*) AS total"
        f" FROM (SELECT {period_start(period)} AS period FROM dated)"
        " WHERE period IS NOT NULL GROUP BY period",
        picked.values,
    )
    found = fetch(connection, query, trend.TOTALS)
    return _every(found, period)


def _counts(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    words: Sequence[int],
    period: Period,
) -> pd.DataFrame:
    """word, period, counted: from the kept counts by month where nothing is asked for."""
    start = period_start(period)
    if replace(filters, unit="article") == NOBODY:
        part = "story months" if filters.unit == "story" else "months"
        query = Sql(
            "SELECT word, period, sum(articles)::BIGINT AS counted FROM ("
            f" SELECT word, articles, {start} AS period FROM ("
            "  SELECT word, articles, first_month AS earliest, last_month AS latest"
            f"  FROM word_cells WHERE part = '{part}' AND word IN ({marks(words)})))"
            " WHERE period IS NOT NULL GROUP BY word, period",
            tuple(words),
        )
        return fetch(connection, query, _COUNTS)
    picked = chosen(filters, vocabulary)
    query = Sql(
        f"WITH dated AS ({picked.text}), placed AS (SELECT n, {start} AS period FROM dated)"
        f" SELECT word, period, count(*) AS counted FROM placed JOIN word_facts USING (n)"
        f" WHERE word IN ({marks(words)}) AND period IS NOT NULL GROUP BY word, period",
        (*picked.values, *words),
    )
    return fetch(connection, query, _COUNTS)
