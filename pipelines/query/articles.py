"""Rows of articles, and one article with all that was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from pipelines.query.conditions import both, chosen_articles, dated_between
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, named, shaped
from pipelines.query.vocabulary import Vocabulary

ROWS = {
    "article_id": "str", "story_id": "str", "published_on": "datetime64[us]",
    "date_precision": "str", "published_earliest": "datetime64[us]",
    "published_latest": "datetime64[us]", "title": "str", "outlet": "str", "url": "str",
    "primary_regions": "str", "mentioned_regions": "str", "topics": "str", "topic_names": "str",
    "partners": "str", "programmes": "str", "stages": "str",
}  # fmt: skip
FINDINGS = {
    "kind": "str", "label": "str", "detail": "str", "rule": "str", "confidence": "float64",
    "evidence": "str", "span_start": "Int64", "span_end": "Int64", "field": "str",
}  # fmt: skip
HEAD = {
    "article_id": "str", "story_id": "str", "title": "str", "outlet": "str", "url": "str",
    "published_on": "datetime64[us]", "published_earliest": "datetime64[us]",
    "published_latest": "datetime64[us]", "date_precision": "str", "date_rule": "str",
    "date_evidence": "str", "relevance": "float64", "source_format": "str", "body": "str",
    "reprints": "int64",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """One article: `head` has one row (or none: unknown id), `findings` one row a finding."""

    head: pd.DataFrame
    findings: pd.DataFrame


def rows_query(
    filters: Filters,
    vocabulary: Vocabulary,
    limit: int | None = None,
    offset: int = 0,
    more: Sql | None = None,
) -> Sql:
    """SQL of the table on the screen: a row an article, newest first, labels joined by `|`.

    With unit=story one of the chosen members stands for its story: the fullest of all where it is
    chosen, else the earliest.  `more` narrows the choice.
    """
    return labelled(_picked(filters, vocabulary, limit, offset, more), _ORDER)


_ORDER = "earliest DESC NULLS LAST, s.article_id"


def _picked(
    filters: Filters, vocabulary: Vocabulary, limit: int | None, offset: int, more: Sql | None
) -> Sql:
    """The SELECT of the chosen articles of one page, in order."""
    picked = chosen_articles(filters, vocabulary, more)
    one = ""
    if filters.unit == "story":
        one = (
            " QUALIFY row_number() OVER"
            " (PARTITION BY story ORDER BY n = told DESC, earliest NULLS LAST, article_id) = 1"
        )
    cut = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
    return Sql(f"SELECT * FROM ({picked.text}) s{one} ORDER BY {_ORDER}{cut}", picked.values)


def labelled(shown: Sql, order: str, more: str = "") -> Sql:
    """SQL of the rows of ROWS for chosen articles, with `more` of their columns, in an order."""
    return Sql(
        f"WITH shown AS ({shown.text}),{_LABELS}{more} {_JOINS} ORDER BY {order}", shown.values
    )


_LABELS = """
 places AS (
   SELECT article_id,
     string_agg(DISTINCT concat_ws(' ', sido, sigungu), '|' ORDER BY concat_ws(' ', sido, sigungu))
       FILTER (WHERE role = 'primary') AS primary_regions,
     string_agg(DISTINCT concat_ws(' ', sido, sigungu), '|' ORDER BY concat_ws(' ', sido, sigungu))
       FILTER (WHERE role <> 'primary') AS mentioned_regions
   FROM facts_regions JOIN shown USING (n) GROUP BY 1),
 subjects AS (
   SELECT article_id, string_agg(t.topic, '|' ORDER BY position) AS topics,
     string_agg(name, '|' ORDER BY position) AS topic_names
   FROM shown JOIN label_bits b ON b.kind = 'topic' AND (topics >> b.bit) & 1 = 1
   JOIN topics t ON t.topic = b.label GROUP BY 1),
 friends AS (
   SELECT article_id, string_agg(DISTINCT name, '|' ORDER BY name) AS partners
   FROM facts_partners JOIN shown USING (n) GROUP BY 1),
 schemes AS (
   SELECT article_id, string_agg(DISTINCT programme, '|' ORDER BY programme) AS programmes
   FROM facts_programmes JOIN shown USING (n) GROUP BY 1),
 steps AS (
   SELECT article_id, string_agg(DISTINCT stage, '|' ORDER BY stage) AS stages
   FROM facts_events JOIN shown USING (n) GROUP BY 1)
 SELECT s.article_id, s.story_id, a.published_on, a.published_precision AS date_precision,
   s.earliest AS published_earliest, s.latest AS published_latest,
   a.title, a.outlet, a.url, primary_regions, mentioned_regions, subjects.topics, topic_names,
   partners, programmes, stages"""

_JOINS = """FROM shown s JOIN articles a USING (article_id)
 LEFT JOIN places USING (article_id) LEFT JOIN subjects USING (article_id)
 LEFT JOIN friends USING (article_id) LEFT JOIN schemes USING (article_id)
 LEFT JOIN steps USING (article_id)"""


def rows(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    limit: int = 20,
    offset: int = 0,
    span: tuple[date, date] | None = None,
) -> pd.DataFrame:
    """One page of the table on the screen; of a `span` those that lie in it for certain."""
    more = None if span is None else dated_between(*span)
    reach = _reach(connection, filters, vocabulary, limit + offset, more)
    picked = _picked(filters, vocabulary, limit, offset, both(more, reach))
    shown = fetch(
        connection,
        Sql(f"SELECT n, article_id, story_id, earliest, latest, topics FROM ({picked.text})",
            picked.values), _SHOWN,
    )  # fmt: skip
    if shown.empty:
        return empty(ROWS)
    return shaped(_with_labels(connection, shown, vocabulary), ROWS)


def _reach(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    count: int,
    more: Sql | None,
) -> Sql | None:
    """The condition that an article is as new as the last one of `count`; None where it says less.

    To sort by day alone is far quicker than by day and id, and few articles are of that day.
    """
    if filters.unit == "story" or count < 1:
        return None
    picked = chosen_articles(filters, vocabulary, more)
    found = connection.execute(
        f"SELECT earliest FROM ({picked.text}) ORDER BY earliest DESC NULLS LAST"
        f" LIMIT 1 OFFSET {int(count) - 1}",
        list(picked.values),
    ).fetchall()
    day = found[0][0] if found else None
    return None if day is None else Sql("a.earliest >= ?", (day,))


_SHOWN = {
    "n": "int64", "article_id": "str", "story_id": "str", "earliest": "datetime64[us]",
    "latest": "datetime64[us]", "topics": "uint64",
}  # fmt: skip
_OWN = {
    "article_id": "str", "published_on": "datetime64[us]", "date_precision": "str", "title": "str",
    "outlet": "str", "url": "str",
}  # fmt: skip


def _with_labels(
    connection: duckdb.DuckDBPyConnection, shown: pd.DataFrame, vocabulary: Vocabulary
) -> pd.DataFrame:
    """The shown articles with what `labelled` would say of them.

    A question for each kind of label: to plan them all as one takes longer than to answer it.
    """
    numbers = named("n", shown["n"].tolist(), "INTEGER")
    ids = named("article_id", shown["article_id"].tolist())
    own = fetch(
        connection,
        Sql("SELECT article_id, published_on, published_precision AS date_precision, title,"
            f" outlet, url FROM articles WHERE {ids.text}", ids.values), _OWN,
    )  # fmt: skip
    labels = {
        name: _joined(connection, query.format(numbers=numbers.text), numbers.values)
        for name, query in _LABEL_OF.items()
    }
    found = shown.rename(columns={"earliest": "published_earliest", "latest": "published_latest"})
    found = found.merge(own, on="article_id", how="left")
    for name, by_number in labels.items():
        found[name] = [by_number.get(n) for n in found["n"]]
    masks = [int(mask) for mask in found["topics"]]
    carried = [
        [topic for topic in vocabulary.topics if mask >> vocabulary.topic_bits.get(topic, 64) & 1]
        for mask in masks
    ]
    found["topics"] = ["|".join(topics) or None for topics in carried]
    found["topic_names"] = [
        "|".join(vocabulary.topics[topic] for topic in topics) or None for topics in carried
    ]
    return found


_PLACE = "SELECT n, concat_ws(' ', sido, sigungu) FROM facts_regions WHERE {numbers} AND role"
_LABEL_OF = {
    "primary_regions": f"{_PLACE} = 'primary'",
    "mentioned_regions": f"{_PLACE} <> 'primary'",
    "partners": "SELECT n, name FROM facts_partners WHERE {numbers}",
    "programmes": "SELECT n, programme FROM facts_programmes WHERE {numbers}",
    "stages": "SELECT n, stage FROM facts_events WHERE {numbers}",
}
"""SELECT of n and one label a row."""


def _joined(
    connection: duckdb.DuckDBPyConnection, query: str, values: tuple[object, ...]
) -> dict[int, str]:
    """The distinct labels of each number, in order, joined by `|`."""
    found: dict[int, set[str]] = {}
    for n, label in connection.execute(query, list(values)).fetchall():
        if label is not None:
            found.setdefault(n, set()).add(label)
    return {n: "|".join(sorted(labels)) for n, labels in found.items()}


def article(connection: duckdb.DuckDBPyConnection, article_id: str) -> ArticleDetail:
    """One article with its text and every finding (regions, topics, partners, …) in it."""
    head = fetch(connection, Sql(_HEAD, (article_id,)), HEAD)
    findings = fetch(connection, Sql(_FINDINGS, (article_id,) * 5), FINDINGS)
    return ArticleDetail(head, findings)


_HEAD = """
SELECT a.article_id, a.story_id, a.title, a.outlet, a.url, a.published_on,
  a.published_earliest, a.published_latest, a.published_precision AS date_precision,
  a.published_rule AS date_rule, a.published_evidence AS date_evidence, a.relevance,
  a.source_format, t.body, coalesce(s.articles, 1) AS reprints
FROM articles a LEFT JOIN article_texts t USING (article_id) LEFT JOIN stories s USING (story_id)
WHERE a.article_id = ?"""

_FINDINGS = """
SELECT * FROM (
  SELECT 1 AS place, 'region' AS kind, concat_ws(' ', sido, sigungu) AS label, role AS detail,
    rule, confidence, evidence, span_start, span_end, field
  FROM article_regions WHERE article_id = ?
  UNION ALL SELECT 2, 'topic', topic, NULL, rule, confidence, evidence, span_start, span_end, field
  FROM article_topics WHERE article_id = ?
  UNION ALL SELECT 3, 'partner', name, concat_ws('|', type, relation, country), rule, confidence,
    evidence, span_start, span_end, field
  FROM article_partners WHERE article_id = ?
  UNION ALL SELECT 4, 'programme', programme, NULL, rule, confidence, evidence, span_start,
    span_end, field
  FROM article_programmes WHERE article_id = ?
  UNION ALL SELECT 5, 'event', stage, coalesce(strftime(event_on, '%Y-%m-%d'), precision), rule,
    confidence, evidence, span_start, span_end, field
  FROM article_events WHERE article_id = ?
) ORDER BY place, span_start NULLS LAST, label"""
