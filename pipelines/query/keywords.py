"""Keyword counts, trends, rising words and the words that set a part apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from pipelines.query.conditions import chosen
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, marks, number, shaped
from pipelines.query.periods import in_one, start_of
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.windows import Window, Windows, undated, windows
from pipelines.query.word_counts import NOBODY, word_counts, word_counts_in
from pipelines.trends.logodds import log_odds
from pipelines.trends.periods import Period

TOP = {"keyword": "str", "counted": "int64", "share": "float64"}
TREND = {
    "period": "datetime64[us]", "keyword": "str", "counted": "int64", "total": "int64",
    "share": "float64",
}  # fmt: skip
RISING = {
    "keyword": "str", "current": "int64", "previous": "int64", "current_share": "float64",
    "previous_share": "float64", "score": "float64",
}  # fmt: skip
DISTINCTIVE = {
    "keyword": "str", "counted": "int64", "elsewhere": "int64", "share": "float64",
    "share_elsewhere": "float64", "score": "float64",
}  # fmt: skip
Sums = tuple[int, ...]
"""What all words of either side count."""

NAMED = {"word": "int64", "keyword": "str"}

LEAST_STORIES = 3
"""A word said by fewer stories is one release and its reprints, not a trend."""


def top_keywords(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, limit: int = 30
) -> pd.DataFrame:
    """The words that most chosen articles say: keyword, count, share of what is chosen."""
    counts = word_counts(filters, vocabulary)
    picked = chosen(filters, vocabulary)
    query = Sql(
        f"WITH counts AS ({counts.text}), cut AS ("
        "  SELECT min(counted) AS least FROM ("
        "   SELECT counted FROM counts ORDER BY counted DESC LIMIT ?))"
        f" SELECT keyword, counted, counted / (SELECT count(*) FROM ({picked.text}))"
        " AS share FROM counts JOIN words USING (word)"
        " WHERE counted >= (SELECT least FROM cut) ORDER BY counted DESC, keyword LIMIT ?",
        (*counts.values, limit, *picked.values, limit),
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
        f"WITH dated AS ({picked.text}), placed AS ("
        f"  SELECT n, {start_of(period, 'earliest')} AS period"
        f"  FROM dated WHERE {in_one(period)}),"
        " totals AS (SELECT period, count(*) AS total FROM placed GROUP BY 1),"
        " asked AS (SELECT a.keyword, w.word FROM"
        f"  (SELECT DISTINCT unnest([{marks(words)}]) AS keyword) a LEFT JOIN words w"
        "  USING (keyword)),"
        f" said AS (SELECT * FROM word_facts WHERE word IN ({_NUMBERS.format(marks(words))})),"
        " counts AS (SELECT period, word, count(*) AS counted FROM placed"
        "  JOIN said USING (n) GROUP BY ALL)"
        " SELECT period, keyword, coalesce(counts.counted, 0) AS counted, total,"
        " coalesce(counts.counted, 0) / total AS share"
        " FROM totals CROSS JOIN asked LEFT JOIN counts USING (period, word)"
        " ORDER BY keyword, period",
        (*picked.values, *words, *words),
    )
    return fetch(connection, query, TREND)


_NUMBERS = "SELECT word FROM words WHERE keyword IN ({})"


def rising_words(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, limit: int = 12
) -> pd.DataFrame:
    """Words that rose (score > 0) or fell (< 0) between the compared windows.

    The score is the z-value of the weighted log-odds with an informative Dirichlet prior
    (Monroe, Colaresi & Quinn 2008), over the number of articles that say a word; the prior is
    the word's count in both windows, and the whole vocabulary takes part.  `limit` words from
    either end.
    """
    compared = windows(connection, filters)
    if compared is None:
        return empty(RISING)
    totals = [_total(connection, filters, vocabulary, window.sql()) for window in _both(compared)]
    if not all(totals):
        return empty(RISING)
    counts, sums = _compared(connection, filters, vocabulary, compared)
    ranked = _ranked(counts, sums)
    picked = [chosen(undated(filters), vocabulary, window.sql()) for window in _both(compared)]
    told = Sql(f"{picked[0].text} UNION ALL {picked[1].text}", picked[0].values + picked[1].values)
    rose, fell = ranked[ranked["score"] > 0], ranked[ranked["score"] <= 0].iloc[::-1]
    ends = [_told_often(connection, part, told, limit) for part in (rose, fell)]
    found = pd.concat(ends).sort_values(["score", "keyword"], ascending=[False, True])
    found = found.rename(columns={"one": "current", "other": "previous"})
    return shaped(
        found.assign(
            current_share=found["current"] / totals[0], previous_share=found["previous"] / totals[1]
        ),
        RISING,
    )


def distinctive_words(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, limit: int = 12
) -> pd.DataFrame:
    """Words that set what is chosen apart from all other articles of the same years.

    Chosen may be a region's articles, a topic's, a partner's or any others.  The score is the
    z-value of the weighted log-odds (Monroe, Colaresi & Quinn 2008) against the rest, with the
    whole as prior.  Empty where everything is chosen.
    """
    rest = Filters(years=filters.years, year_unknown=filters.year_unknown, unit=filters.unit)
    if filters == rest:
        return empty(DISTINCTIVE)
    totals = [number(connection, _many(chosen(each, vocabulary))) for each in (filters, rest)]
    counts, sums = _apart(
        connection, word_counts(filters, vocabulary), word_counts(rest, vocabulary)
    )
    if counts.empty or totals[0] == totals[1]:
        return empty(DISTINCTIVE)
    ranked = _ranked(counts, sums)
    ranked = ranked[(ranked["score"] > 0) & (ranked["one"] >= LEAST_STORIES)]
    found = _told_often(connection, ranked, chosen(filters, vocabulary), limit)
    return shaped(
        found.rename(columns={"one": "counted", "other": "elsewhere"}).assign(
            share=found["one"] / totals[0],
            share_elsewhere=found["other"] / max(totals[1] - totals[0], 1),
        ),
        DISTINCTIVE,
    )


def _both(compared: Windows) -> tuple[Window, Window]:
    return compared.current, compared.previous


def _many(picked: Sql) -> Sql:
    return Sql(f"SELECT count(*) FROM ({picked.text})", picked.values)


def _total(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, more: Sql
) -> int:
    return number(connection, _many(chosen(undated(filters), vocabulary, more)))


def _compared(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    compared: Windows,
) -> tuple[pd.DataFrame, Sums]:
    """Words of the current window (one) and of the previous one (other)."""
    if undated(filters) != NOBODY:
        return _counted_apart(connection, filters, vocabulary, compared)
    now, before = (word_counts_in(filters, vocabulary, window) for window in _both(compared))
    return _taken(
        connection,
        Sql(
            "SELECT word, sum(one) AS one, sum(other) AS other FROM ("
            f"SELECT word, counted AS one, 0 AS other FROM ({now.text})"
            f" UNION ALL SELECT word, 0, counted FROM ({before.text})) GROUP BY word",
            now.values + before.values,
        ),
    )


def _counted_apart(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    compared: Windows,
) -> tuple[pd.DataFrame, Sums]:
    """The same from the words of each chosen article, both windows in one go."""
    both_of = [chosen(undated(filters), vocabulary, window.sql()) for window in _both(compared)]
    return _taken(
        connection,
        Sql(
            "SELECT word, count(*) FILTER (now) AS one, count(*) FILTER (NOT now) AS other"
            f" FROM facts_words JOIN (SELECT n, TRUE AS now FROM ({both_of[0].text})"
            f" UNION ALL SELECT n, FALSE FROM ({both_of[1].text})) USING (n) GROUP BY word",
            both_of[0].values + both_of[1].values,
        ),
    )


def _apart(
    connection: duckdb.DuckDBPyConnection, here: Sql, whole: Sql
) -> tuple[pd.DataFrame, Sums]:
    """Words of what is chosen (one) and of all others (other)."""
    columns = connection.execute(
        f"WITH x AS MATERIALIZED ({here.text}), y AS MATERIALIZED ({whole.text})"
        " SELECT word, x.counted AS one, greatest(y.counted - x.counted, 0) AS other,"
        " (SELECT sum(counted) FROM x) AS all_one,"
        " (SELECT sum(counted) FROM y) - (SELECT sum(counted) FROM x) AS all_other"
        f" FROM x JOIN y USING (word) WHERE x.counted >= {LEAST_STORIES}",
        [*here.values, *whole.values],
    ).fetchnumpy()
    return _sides(columns)


def _taken(connection: duckdb.DuckDBPyConnection, sides: Sql) -> tuple[pd.DataFrame, Sums]:
    """Words that enough articles say, with their counts, and what all words together count.

    Of the rest, which is most of a vocabulary, none can be told by enough stories.
    """
    columns = connection.execute(
        f"WITH sides AS MATERIALIZED ({sides.text})"
        " SELECT word, one, other, (SELECT sum(one) FROM sides) AS all_one,"
        " (SELECT sum(other) FROM sides) AS all_other"
        f" FROM sides WHERE one + other >= {LEAST_STORIES}",
        list(sides.values),
    ).fetchnumpy()
    return _sides(columns)


def _sides(columns: dict[str, Any]) -> tuple[pd.DataFrame, Sums]:
    """Index word (its number), columns one and other; and the sums of all words."""
    counts = {name: np.asarray(columns[name], dtype=np.int64) for name in ("one", "other")}
    sums = tuple(int(columns[name][0]) if len(columns[name]) else 0
                 for name in ("all_one", "all_other"))  # fmt: skip
    return pd.DataFrame(counts, index=pd.Index(np.asarray(columns["word"]), name="word")), sums


def _ranked(counts: pd.DataFrame, sums: Sums) -> pd.DataFrame:
    """The counts with their score, the highest first, equal ones by the word's number."""
    one, other = counts["one"].to_numpy(), counts["other"].to_numpy()
    scores = log_odds(one, other, one + other, sums=(*sums, sum(sums)))[1]
    order = np.lexsort((counts.index.to_numpy(), -scores))
    return counts.assign(score=scores).iloc[order]


def _told_often(
    connection: duckdb.DuckDBPyConnection, counts: pd.DataFrame, told: Sql, limit: int
) -> pd.DataFrame:
    """The first `limit` words that at least LEAST_STORIES stories tell, with their keyword."""
    largest = number(connection, Sql("SELECT max(articles) FROM stories"))
    found: list[pd.DataFrame] = []
    for first in range(0, len(counts), 4 * limit):
        part = counts.iloc[first : first + 4 * limit]
        # So many articles cannot be of two stories, however often those were reprinted.
        sure = part["one"] + part["other"] > (LEAST_STORIES - 1) * largest
        doubtful = _of_stories(connection, part.index[~sure].tolist(), told)
        found.append(part[sure | part.index.isin(doubtful)])
        if sum(map(len, found)) >= limit:
            break
    kept = pd.concat(found).head(limit) if found else counts
    numbers = kept.index.tolist()
    named = Sql(f"SELECT word, keyword FROM words WHERE word IN ({marks(numbers)})", tuple(numbers))
    names = fetch(connection, named, NAMED) if len(kept) else empty(NAMED)
    return kept.join(names.set_index("word"), how="left")


def _of_stories(
    connection: duckdb.DuckDBPyConnection, words: list[int], told: Sql
) -> frozenset[int]:
    """Those of the words that enough stories of the told articles say."""
    if not words:
        return frozenset()
    rows = connection.execute(
        f"SELECT word FROM word_facts JOIN ({told.text}) USING (n) WHERE word IN ({marks(words)})"
        f" GROUP BY word HAVING count(DISTINCT story) >= {LEAST_STORIES}",
        [*told.values, *words],
    ).fetchall()
    return frozenset(row[0] for row in rows)
