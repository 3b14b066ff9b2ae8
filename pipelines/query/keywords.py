"""Keyword counts, trends and rising words."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from pipelines.query.conditions import chosen
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, marks, number, shaped
from pipelines.query.periods import Period, dated, in_one
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.windows import Window, undated, windows

TOP = {"keyword": "str", "counted": "int64", "share": "float64"}
TREND = {
    "period": "datetime64[us]", "keyword": "str", "counted": "int64", "total": "int64",
    "share": "float64",
}  # fmt: skip
RISING = {
    "keyword": "str", "current": "int64", "previous": "int64", "current_share": "float64",
    "previous_share": "float64", "score": "float64",
}  # fmt: skip
_WORDS = {"keyword": "str", "counted": "int64", "stories": "int64"}

Floats = npt.NDArray[np.float64]
LEAST_STORIES = 3
"""A word said by fewer stories in both windows together is one release, not a trend."""


def top_keywords(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, limit: int = 30
) -> pd.DataFrame:
    """The words that most chosen articles say: keyword, count, share of what is chosen."""
    picked = chosen(filters, vocabulary)
    query = Sql(
        f"WITH chosen AS ({picked.text}), n AS (SELECT count(DISTINCT counted) AS n FROM chosen)"
        " SELECT k.keyword, count(DISTINCT c.counted) AS counted,"
        " count(DISTINCT c.counted) / (SELECT n FROM n) AS share"
        " FROM chosen c JOIN article_keywords k USING (article_id)"
        " GROUP BY 1 ORDER BY counted DESC, keyword LIMIT ?",
        (*picked.values, limit),
    )
    return fetch(connection, query, TOP)


def keyword_trend(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    words: Sequence[str],
    period: Period = "year",
) -> pd.DataFrame:
    """For each period with articles and each word: count, all articles, share (0 included)."""
    if not words:
        return empty(TREND)
    picked = chosen(filters, vocabulary)
    query = Sql(
        f"{dated(picked, filters)}, said AS ("
        "  SELECT DISTINCT c.counted, k.keyword FROM article_keywords k"
        f"  JOIN chosen c USING (article_id) WHERE k.keyword IN ({marks(words)})),"
        " placed AS ("
        f"  SELECT counted, date_trunc('{period}', earliest)::TIMESTAMP AS period"
        f"  FROM dated WHERE {in_one(period)}),"
        " totals AS (SELECT period, count(*) AS total FROM placed GROUP BY 1),"
        " counts AS (SELECT period, keyword, count(*) AS counted"
        "  FROM placed JOIN said USING (counted) GROUP BY ALL),"
        f" words AS (SELECT unnest([{marks(words)}]) AS keyword)"
        " SELECT period, keyword, coalesce(counts.counted, 0) AS counted, total,"
        " coalesce(counts.counted, 0) / total AS share"
        " FROM totals CROSS JOIN words LEFT JOIN counts USING (period, keyword)"
        " ORDER BY keyword, period",
        (*picked.values, *words, *words),
    )
    return fetch(connection, query, TREND)


def rising_words(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, limit: int = 12
) -> pd.DataFrame:
    """Words that rose (score > 0) or fell (< 0) between the compared windows.

    The score is the z-value of the weighted log-odds with an informative Dirichlet prior
    (Monroe, Colaresi & Quinn 2008, eq. 22), over the number of articles that say a word; the
    prior is the word's count in both windows.  `limit` words from either end.
    """
    compared = windows(connection, filters)
    if compared is None:
        return empty(RISING)
    sides = [
        _words(connection, filters, vocabulary, window)
        for window in (compared.current, compared.previous)
    ]
    counts = pd.concat(
        [side.set_index("keyword") for side, _ in sides], axis=1, keys=["current", "previous"]
    ).fillna(0)
    stories = counts["current"]["stories"] + counts["previous"]["stories"]
    counts = counts.loc[stories >= LEAST_STORIES].xs("counted", axis=1, level=1)
    if counts.empty or not all(articles for _, articles in sides):
        return empty(RISING)
    counts["score"] = log_odds(counts["current"].to_numpy(), counts["previous"].to_numpy())
    counts["current_share"] = counts["current"] / sides[0][1]
    counts["previous_share"] = counts["previous"] / sides[1][1]
    ranked = counts.rename_axis("keyword").reset_index()
    ranked = ranked.sort_values(["score", "keyword"], ascending=[False, True])
    if len(ranked) > 2 * limit:
        ranked = pd.concat([ranked.head(limit), ranked.tail(limit)])
    return shaped(ranked, RISING)


def log_odds(current: Floats, previous: Floats) -> Floats:
    """z-values of the log-odds ratio of each word with prior a = current + previous."""
    prior = current + previous
    all_prior = prior.sum()

    def logit(counts: Floats) -> Floats:
        have = counts + prior
        return np.asarray(np.log(have / (counts.sum() + all_prior - have)))

    with np.errstate(divide="ignore", invalid="ignore"):
        difference = logit(current) - logit(previous)
        spread = np.sqrt(1 / (current + prior) + 1 / (previous + prior))
    score: Floats = np.nan_to_num(difference / spread, nan=0.0, posinf=0.0, neginf=0.0)
    return score


def _words(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    window: Window,
) -> tuple[pd.DataFrame, int]:
    """keyword, counted in one window, and the number of counted things there."""
    picked = chosen(undated(filters), vocabulary, window.sql())
    query = Sql(
        "SELECT k.keyword, count(DISTINCT c.counted) AS counted,"
        " count(DISTINCT c.story_id) AS stories"
        f" FROM ({picked.text}) c JOIN article_keywords k USING (article_id) GROUP BY 1",
        picked.values,
    )
    total = number(
        connection, Sql(f"SELECT count(DISTINCT counted) FROM ({picked.text})", picked.values)
    )
    return fetch(connection, query, _WORDS), total
