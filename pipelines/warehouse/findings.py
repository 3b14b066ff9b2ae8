"""How a row of the store becomes rows of the warehouse's tables.

Each statement reads the parts (`$parts`) and takes the documents that `winners` names.
"""

from __future__ import annotations

from pipelines.warehouse.stories import STORY_ID

_WINNERS = """
FROM read_parquet($parts, filename = true) s
JOIN winners w ON w.raw_hash = s.raw_hash AND w.file = s.filename
"""

INSERT_ARTICLES = f"""
INSERT INTO articles
SELECT w.article_id, {STORY_ID}, s.article.title, s.article.outlet, s.article.author,
    s.article.url, s.article.published."on", s.article.published.earliest,
    s.article.published.latest, s.article.published.precision, s.article.published.rule,
    s.article.published.evidence, s.on_topic, s.relevance,
    s.article.source.format, w.source_path, w.source_row,
    s.article.content_hash, s.raw_hash, s.article.complete, $build_id
{_WINNERS}
"""

TERMS = f"SELECT w.article_id, s.terms.title, s.terms.body {_WINNERS}"
"""The terms for search: what `derive` makes postings of."""

_SPAN = 'x.evidence, x.start, x."end", x.field'


def _each(table: str, found: str, columns: str) -> str:
    """Unnest one list of findings into its table."""
    return (
        f"INSERT INTO {table} SELECT article_id, {columns} FROM "
        f"(SELECT w.article_id, unnest(s.{found}) AS x {_WINNERS})"
    )


FINDING_TABLES = {
    "article_texts": (f"INSERT INTO article_texts SELECT w.article_id, s.article.body {_WINNERS}"),
    "article_regions": _each(
        "article_regions",
        "regions",
        "x.code, left(x.code, 2), x.sido, x.sigungu, x.sido_then, x.sigungu_then, x.role, x.rule, "
        f"x.confidence, {_SPAN}, x.succession",
    ),
    "article_topics": _each("article_topics", "topics", f"x.topic, x.confidence, x.rule, {_SPAN}"),
    "article_partners": _each(
        "article_partners",
        "partners",
        f"x.name, x.as_written, x.type, x.country, x.relation, x.rule, x.confidence, {_SPAN}",
    ),
    "article_programmes": _each(
        "article_programmes", "programmes", f"x.programme, x.rule, x.confidence, {_SPAN}"
    ),
    "article_events": _each(
        "article_events",
        "events",
        'x."on", x.earliest, x.latest, x.precision, x.stage, x.rule, x.confidence, ' + _SPAN,
    ),
    "article_keywords": _each("article_keywords", "keywords", 'x.keyword, x."count"'),
}
"""Table → the statement that fills it."""
