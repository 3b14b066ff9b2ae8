"""One region at a glance: its topics against the nation, its projects, regions like it, gaps."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, number
from pipelines.query.vocabulary import Vocabulary
from pipelines.trends import lives, shares, similarity

AGAINST = {
    "topic": "str", "counted": "int64", "total": "int64", "share": "float64", "low": "float64",
    "high": "float64", "nation": "float64", "thin": "bool",
}  # fmt: skip
LIVES = {**lives.LIFE, "title": "str"}
GAPS = {**similarity.GAPS, "other": "str", "article_id": "str", "title": "str"}
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
    total = Sql(f"SELECT count(DISTINCT counted) FROM ({picked.text})", picked.values)
    query = Sql(
        "SELECT t.topic, count(DISTINCT c.counted) AS counted"
        f" FROM ({picked.text}) c JOIN article_topics t USING (article_id) GROUP BY 1",
        picked.values,
    )
    return fetch(connection, query, _COUNTS), number(connection, total)


def project_lives(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Stages of each programme in what is chosen, in the order of time, each with its article."""
    picked = chosen(filters, vocabulary)
    query = Sql(
        "SELECT DISTINCT p.programme AS subject, '' AS region, c.article_id, e.stage,"
        " e.event_earliest AS earliest, e.event_latest AS latest, e.precision, e.confidence,"
        f" e.evidence FROM ({picked.text}) c JOIN article_events e USING (article_id)"
        " JOIN article_programmes p ON p.article_id = c.article_id",
        picked.values,
    )
    found = lives.project_lives(fetch(connection, query, lives.EVENTS))
    return _titled(connection, found)[list(LIVES)].astype(LIVES)


def similar(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, code: str
) -> pd.DataFrame:
    """The regions of the same level most like one region; gives similarity.SIMILAR.

    By topics and kind; the filters' own region is left aside, so that others can be seen.
    """
    cited = _cited(connection, filters, vocabulary, code)
    counts = cited.groupby(["region", "topic"]).size().rename("counted").reset_index()
    totals = cited.groupby("region")["article_id"].nunique().rename("total").reset_index()
    people = pd.DataFrame(
        {
            "region": totals["region"],
            "kind": [_kind(connection, region) for region in totals["region"]],
            "inhabitants": float("nan"),
        }
    )
    pairs = similarity.similar_regions(counts, totals, people)
    sound = pairs[(pairs["region"] == code) & (~pairs["thin"] | (len(totals) < NEAREST))]
    near = sound if len(sound) >= 2 else pairs[pairs["region"] == code]
    return near.head(NEAREST).reset_index(drop=True)


def gaps(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, code: str
) -> pd.DataFrame:
    """Topics that similar regions have and this one has not, each with an article that shows it."""
    near = similar(connection, filters, vocabulary, code)
    cited = _cited(connection, filters, vocabulary, code)
    found = similarity.gaps(cited, near)
    shown = similarity.gap_articles(cited, near).drop_duplicates("topic")
    found = found.merge(shown[["topic", "other", "article_id"]], on="topic")
    return _titled(connection, found)[list(GAPS)].astype(GAPS)


def _cited(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary, code: str
) -> pd.DataFrame:
    """region, topic, article_id of the level of `code`, over the whole nation."""
    picked = chosen(replace(filters, province=(), district=()), vocabulary)
    province = len(code) == 2
    region = "r.sido_code" if province else "r.code"
    there = "TRUE" if province else "r.sigungu IS NOT NULL"
    query = Sql(
        f"SELECT DISTINCT {region} AS region, t.topic, c.article_id FROM ({picked.text}) c"
        " JOIN article_regions r ON r.article_id = c.article_id AND r.role = 'primary'"
        f" JOIN article_topics t ON t.article_id = c.article_id WHERE {there}",
        picked.values,
    )
    return fetch(connection, query, similarity.CITED)


def _kind(connection: duckdb.DuckDBPyConnection, code: str) -> str:
    rows = connection.execute("SELECT kind FROM regions WHERE code = ?", [code]).fetchall()
    return str(rows[0][0]) if rows else ""


def _titled(connection: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the title of its article."""
    query = Sql(
        "SELECT article_id, title FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        (sorted(set(frame["article_id"])),),
    )
    return frame.merge(fetch(connection, query, _TITLES), on="article_id", how="left")
