"""Search results: the chosen articles in the order of how well they answer `q`, with evidence.

BM25F: the count of a term is the weighted sum of its counts in title and body, each reckoned
against the field's length (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework:
BM25 and Beyond", section 3.6), then saturated and weighted by how rare the term is.  Words that
stand beside each other in the question score as a pair too where they do so in the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import duckdb
import pandas as pd

from pipelines.query.articles import ROWS, labelled
from pipelines.query.conditions import chosen_articles
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, marks, shaped
from pipelines.query.highlight import Snippet, snippet
from pipelines.query.search import postings_of, terms
from pipelines.query.vocabulary import Vocabulary
from pipelines.terms import asked_terms

RESULTS = {
    **ROWS, "score": "float64", "snippet": "str", "snippet_marks": "str", "title_marks": "str",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """k1: how soon repetition stops to count; b: how much a field's length does; the rest weigh.

    The pair's weight is below 1, since its words have scored by themselves already.
    """

    k1: float = 1.2
    b: float = 0.75
    title: float = 3.0
    body: float = 1.0
    pair: float = 0.6


USUAL = Weights()


def results(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    limit: int = 20,
    offset: int = 0,
    weights: Weights = USUAL,
) -> pd.DataFrame:
    """One page of the articles that hold `q`, best first; without `q` there is no rank: empty.

    With unit=story the best member stands for its story.  `snippet` is the stretch of the body
    that shows most of what is asked; the marks are `start-end` offsets joined by `|`, into the
    snippet and the title.  Gives RESULTS.
    """
    asked = scored_terms(filters.q, weights)
    if not asked:
        return empty(RESULTS)
    shown = _scored(filters, vocabulary, asked, weights, limit, offset)
    query = labelled(
        shown, "score DESC, s.earliest DESC NULLS LAST, s.article_id", ", s.score, t.body"
    )
    query = Sql(query.text.replace(
        "FROM shown s", "FROM shown s LEFT JOIN article_texts t USING (article_id)", 1
    ), query.values)  # fmt: skip
    found = connection.execute(query.text, list(query.values)).df()
    if found.empty:
        return empty(RESULTS)
    words = [term for text in filters.q for term, _ in terms(text)]
    parts = [snippet(str(body or ""), words) for body in found["body"]]
    titles = [snippet(str(title or ""), words, width=None) for title in found["title"]]
    return shaped(
        found.assign(
            snippet=[part.text for part in parts], snippet_marks=_joined(parts),
            title_marks=_joined(titles),
        ),
        RESULTS,
    )  # fmt: skip


def scored_terms(texts: tuple[str, ...], weights: Weights = USUAL) -> dict[str, float]:
    """Postings that score, with their weights: words, pairs within them and pairs of neighbours."""
    found: dict[str, float] = {}
    for text in texts:
        words = [word for term, _ in terms(text) for word in asked_terms(term) or postings_of(term)]
        for one, other in pairwise(words):
            found.setdefault(f"{one} {other}", weights.pair)
        found.update(dict.fromkeys(words, 1.0))
    return found


def _scored(
    filters: Filters,
    vocabulary: Vocabulary,
    asked: dict[str, float],
    weights: Weights,
    limit: int,
    offset: int,
) -> Sql:
    """The SELECT of the chosen articles of one page with their score."""
    picked = chosen_articles(filters, vocabulary)
    names = marks(tuple(asked))
    best = (
        " QUALIFY row_number() OVER (PARTITION BY story ORDER BY score DESC, n) = 1"
        if filters.unit == "story"
        else ""
    )
    b, k1 = weights.b, weights.k1
    return Sql(
        f"WITH picked AS ({picked.text}), asked AS (SELECT unnest([{names}]) AS term,"
        f" unnest([{names}]::DOUBLE[]) AS weight),"
        f" said AS (SELECT * FROM postings WHERE term IN ({names})),"
        " whole AS (SELECT count(*) AS articles, greatest(avg(title_terms), 1) AS title,"
        "  greatest(avg(body_terms), 1) AS body FROM facts),"
        " rare AS (SELECT term, weight * ln(1 + (any_value(articles) - count(n) + 0.5)"
        "  / (count(n) + 0.5)) AS idf FROM asked LEFT JOIN said USING (term), whole"
        "  GROUP BY term, weight),"
        " counts AS (SELECT n, term,"
        f"  {weights.title} * title_count / (1 - {b} + {b} * f.title_terms / w.title)"
        f"  + {weights.body} * body_count / (1 - {b} + {b} * f.body_terms / w.body) AS often"
        "  FROM said SEMI JOIN picked USING (n) JOIN facts f USING (n), whole w),"
        f" scores AS (SELECT n, sum(idf * often / ({k1} + often)) AS score"
        "  FROM counts JOIN rare USING (term) GROUP BY n)"
        f" SELECT picked.*, coalesce(score, 0) AS score FROM picked LEFT JOIN scores USING (n)"
        f"{best} ORDER BY score DESC, earliest DESC NULLS LAST, article_id"
        f" LIMIT {int(limit)} OFFSET {int(offset)}",
        (*picked.values, *asked, *asked.values(), *asked),
    )


def _joined(parts: list[Snippet]) -> list[str]:
    return ["|".join(f"{start}-{end}" for start, end in part.marks) for part in parts]
