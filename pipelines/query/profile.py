"""One region at a glance: its topics against the nation, its projects, regions like it, gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen, region_finding
from pipelines.query.connect import kept
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, marks, named, number
from pipelines.query.specialisation import Level, region_topics, region_totals, topic_counts
from pipelines.query.vocabulary import Vocabulary
from pipelines.trends import lives, shares, similarity

AGAINST = {
    "topic": "str", "counted": "int64", "total": "int64", "share": "float64", "low": "float64",
    "high": "float64", "nation": "float64", "thin": "bool",
}  # fmt: skip
LIVES = {**lives.LIFE, "title": "str"}
GAPS = {**similarity.GAPS, "other": "str", "article_id": "str", "title": "str"}
CITING = {**similarity.GAP_ARTICLES, "title": "str"}
NEAREST = 6
"""So many similar regions count for gaps."""

_COUNTS = {"topic": "str", "counted": "int64"}
_TITLES = {"article_id": "str", "title": "str"}


def against_nation(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Shares of topics in what is chosen (a region) with Wilson intervals, and in the nation."""
    whole = replace(filters, province=(), district=())
    own, own_total = _topics(connection, filters, vocabulary)
    all_, total = _topics(connection, whole, vocabulary)
    if not own_total or not total:
        return empty(AGAINST)
    frame = all_.merge(own, on="topic", how="left", suffixes=("_nation", ""))
    counted = frame["counted"].fillna(0)
    low, high = shares.wilson(counted, [own_total] * len(frame))
    frame = frame.assign(
        counted=counted, total=own_total, share=counted / own_total, low=low, high=high,
        nation=frame["counted_nation"] / total, thin=counted < shares.THIN,
    ).sort_values(["share", "topic"], ascending=[False, True])  # fmt: skip
    return frame[list(AGAINST)].astype(AGAINST).reset_index(drop=True)


def _topics(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> tuple[pd.DataFrame, int]:
    picked = chosen(filters, vocabulary)
    total = Sql(f"SELECT count(*) FROM ({picked.text})", picked.values)
    counts = topic_counts(filters, vocabulary)
    return fetch(connection, counts, _COUNTS), number(connection, total)


def project_lives(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level | None = None,
    firsts: bool = False,
) -> pd.DataFrame:
    """Stages of each programme in what is chosen, in the order of time, each with its article.

    With a level the stages of each region apart, by its primary findings; else `region` is ''.
    With `firsts` each stage by the article alone that was certainly out first: where thousands
    tell of it, all of them are no picture.
    """
    told = _told(filters, vocabulary, level)
    query = _FIRSTS if firsts else _TELLINGS
    tellings = fetch(connection, Sql(query.format(told=told.text), told.values), lives.TELLINGS)
    return _shown(connection, lives.told_lives(tellings))


def _told(filters: Filters, vocabulary: Vocabulary, level: Level | None) -> Sql:
    """The SELECT of what chosen articles tell: the rows of facts_stages with their region."""
    picked = chosen(filters, vocabulary)
    if level is None:
        return Sql(
            f"SELECT s.*, '' AS region FROM facts_stages s SEMI JOIN ({picked.text}) USING (n)",
            picked.values,
        )
    asked = region_finding(filters, vocabulary)
    return Sql(
        f"SELECT s.*, r.region FROM facts_stages s SEMI JOIN ({picked.text}) USING (n) JOIN ("
        f" SELECT DISTINCT n, {'r.sido_code' if level == 'sido' else 'r.code'} AS region"
        f" FROM facts_regions r WHERE r.role = 'primary' AND ({asked.text})) r USING (n)",
        picked.values + asked.values,
    )


# The surest article stands for an interval, of equal ones the first.
_TELLINGS = """
WITH told AS (SELECT *, (1000 - (confidence * 1000)::BIGINT) * 2147483648 + n AS key FROM ({told}))
SELECT programme AS subject, region, stage, earliest, latest, min(key) % 2147483648 AS n,
  arg_min(coalesce(precision, ''), key) AS precision,
  count(*) FILTER (NOT again) AS articles, list(DISTINCT n) FILTER (again) AS again
FROM told GROUP BY ALL
"""

# The order of days (latest, then the later beginning, then the number) as one integer.
_FIRSTS = """
WITH told AS (SELECT *, ((coalesce(latest - DATE '1900-01-01', 65535) * 65536
    + 65535 - coalesce(earliest - DATE '1900-01-01', 0))::BIGINT * 2147483648 + n) AS key
  FROM ({told}))
SELECT programme AS subject, region, stage, arg_min(earliest, key) AS earliest, min(latest) AS latest,
  arg_min(coalesce(precision, ''), key) AS precision, min(key) % 2147483648 AS n, 1 AS articles,
  NULL AS again
FROM told GROUP BY programme, region, stage
"""


def _shown(connection: duckdb.DuckDBPyConnection, steps: pd.DataFrame) -> pd.DataFrame:
    """The steps with the article that shows each, its title and the words that say the stage."""
    if steps.empty:
        return empty(LIVES)
    numbers = named("n", sorted(set(steps["n"].tolist())), "INTEGER")
    ids = Sql(f"SELECT n, article_id FROM facts WHERE {numbers.text}", numbers.values)
    found = steps.merge(fetch(connection, ids, _NUMBERED), on="n", how="left")
    asked = named("article_id", sorted(set(found["article_id"])))
    proof = Sql(
        "SELECT article_id, stage, arg_min(evidence, (-confidence, span_start)) AS evidence"
        f" FROM article_events WHERE {asked.text} GROUP BY ALL",
        asked.values,
    )
    found = found.astype({"subject": "str", "region": "str", "stage": "str"})
    found = found.merge(fetch(connection, proof, _PROOF), on=["article_id", "stage"], how="left")
    return _titled(connection, found)[list(LIVES)].astype(LIVES)


_NUMBERED = {"n": "int64", "article_id": "str"}
_PROOF = {"article_id": "str", "stage": "str", "evidence": "str"}


def similar(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, code: str
) -> pd.DataFrame:
    """The regions of the same level most like one region; gives similarity.SIMILAR.

    By topics, kind and, where the build has a population table, size; the filters' own region
    is left aside, so that others can be seen.
    """
    everywhere = replace(filters, province=(), district=())
    return kept(
        connection, ("similar", everywhere, code),
        lambda: _similar(connection, everywhere, vocabulary, code),
    )  # fmt: skip


def _similar(
    connection: duckdb.DuckDBPyConnection, everywhere: Filters, vocabulary: Vocabulary, code: str
) -> pd.DataFrame:
    level: Level = "sido" if len(code) == 2 else "sigungu"
    counts = fetch(connection, region_topics(everywhere, vocabulary, level), similarity.PROFILES)
    totals = fetch(connection, region_totals(everywhere, vocabulary, level), similarity.TOTALS)
    alike = len(code) == totals["region"].str.len()
    totals = totals[alike & totals["region"].isin(counts["region"])]
    known = fetch(connection, Sql(_KINDS), similarity.ATTRIBUTES)
    attributes = totals[["region"]].merge(known, on="region", how="left")
    pairs = similarity.similar_regions(counts, totals, attributes, of=code)
    sound = pairs[~pairs["thin"] | (len(totals) < NEAREST)]
    near = sound if len(sound) >= 2 else pairs
    return near.head(NEAREST).reset_index(drop=True)


_KINDS = (
    "SELECT code AS region, kind, inhabitants::DOUBLE AS inhabitants FROM regions LEFT JOIN"
    " (SELECT code, arg_max(inhabitants, year) AS inhabitants FROM population GROUP BY code)"
    " USING (code)"
)


def gaps(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    code: str,
    near: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Topics that similar regions have and this one has not, each with an article that shows it.

    `near` is what `similar` gives, for who has it already.
    """
    near = similar(connection, filters, vocabulary, code) if near is None else near
    cited = fetch(
        connection, _cited(filters, vocabulary, code, near["other"].tolist()), similarity.CITED
    )
    found = similarity.gaps(cited, near)
    shown = similarity.gap_articles(cited, near).drop_duplicates("topic")
    found = found.merge(shown[["topic", "other", "article_id"]], on="topic")
    return _titled(connection, found)[list(GAPS)].astype(GAPS)


def gap_articles(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    code: str,
    limit: int = 200,
) -> pd.DataFrame:
    """The articles that show the gaps of one region, the likest region's first; gives CITING."""
    near = similar(connection, filters, vocabulary, code)
    cited = fetch(
        connection, _cited(filters, vocabulary, code, near["other"].tolist()), similarity.CITED
    )
    topics = similarity.gaps(cited, near)["topic"]
    found = similarity.gap_articles(cited, near)
    found = found[found["topic"].isin(topics)].head(limit)
    return _titled(connection, found)[list(CITING)].astype(CITING)


def _cited(filters: Filters, vocabulary: Vocabulary, code: str, others: Sequence[str]) -> Sql:
    """The SELECT of region, topic, article_id: what the region has, one article each, and all
    articles of the others on what it has not.
    """
    picked = chosen(replace(filters, province=(), district=()), vocabulary)
    column = "left(code, 2)" if len(code) == 2 else "code"
    mask = "sure_topics" if filters.sure else "topics"
    return Sql(
        f"WITH chosen AS ({picked.text}), homes AS (SELECT home, unnest(string_split(home, '|'))"
        "  AS code FROM (SELECT DISTINCT home FROM facts)),"
        f" wanted AS (SELECT DISTINCT home, {column} AS region FROM homes"
        f"  WHERE {column} IN ({marks([code, *others])})),"
        f" places AS (SELECT region, article_id, c.{mask} AS mask"
        "  FROM chosen c JOIN wanted USING (home)),"
        " had AS (SELECT coalesce(bit_or(mask), 0) AS mask FROM places WHERE region = ?),"
        " told AS (SELECT region, mask, min(article_id) AS article_id FROM places"
        "  WHERE region = ? GROUP BY region, mask"
        "  UNION ALL SELECT region, mask & ~(SELECT mask FROM had), article_id FROM places"
        "  WHERE region <> ? AND (mask & ~(SELECT mask FROM had)) <> 0)"
        " SELECT region, b.label AS topic, min(article_id) AS article_id FROM told"
        "  JOIN label_bits b ON b.kind = 'topic' AND (mask >> b.bit) & 1 = 1"
        "  GROUP BY region, topic, CASE WHEN region <> ? THEN article_id END",
        (*picked.values, code, *others, code, code, code, code),
    )


def _titled(connection: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the title of its article."""
    asked = named("article_id", sorted(set(frame["article_id"])))
    query = Sql(f"SELECT article_id, title FROM articles WHERE {asked.text}", asked.values)
    return frame.merge(fetch(connection, query, _TITLES), on="article_id", how="left")
