"""Where and when a topic, programme or keyword was first seen: the input of the diffusion measures.

Who was first is a matter of articles, whatever the unit: each adoption is shown by the article
that tells it first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen_articles
from pipelines.query.filters import Filters
from pipelines.query.frames import Schema, Sql, fetch, first_of
from pipelines.query.items import item_rows
from pipelines.query.regions import Level
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.windows import newest_day
from pipelines.trends import bass, diffusion, lineage

Kind = Literal["topic", "programme", "keyword"]

ADOPTERS = {
    **diffusion.ADOPTIONS, "name": "str", "title": "str", "outlet": "str",
    "published_on": "datetime64[us]", "published_earliest": "datetime64[us]",
}  # fmt: skip
ITEMS = {"kind": "str", "item": "str", "regions": "int64"}
_ON_SMALL_MAP = (
    "r.sigungu IS NOT NULL OR r.sido_code NOT IN (SELECT sido_code FROM regions"
    " WHERE level = 'sigungu' AND valid_to IS NULL)"
)
"""A 시군구, or a 시도 that has none and stands on both maps."""

_TITLES: Schema = {
    "article_id": "str", "title": "str", "outlet": "str", "published_on": "datetime64[us]",
    "published_earliest": "datetime64[us]",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spread:
    """What one look at the first articles of an item tells; each frame as its own measure gives it."""

    adopters: pd.DataFrame
    curve: pd.DataFrame
    fit: pd.DataFrame
    by_kind: pd.DataFrame


def spread(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
) -> Spread:
    """`adopters`, `curve`, `bass_fit` and `by_kind` at once, for a page that shows them all."""
    there = _living(connection, level)
    seen = _sightings(connection, filters, vocabulary, kind, item, level)
    first = diffusion.first_adoptions(seen, there)
    grown = _grown(connection, first, there)
    return Spread(
        _shown_first(connection, vocabulary, first), grown, bass.bass_fits(grown),
        diffusion.by_kind(first, there),
    )  # fmt: skip


def adopters(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
) -> pd.DataFrame:
    """First movers and followers of one item with the article that shows each; gives ADOPTERS."""
    found = diffusion.first_adoptions(
        _sightings(connection, filters, vocabulary, kind, item, level),
        _living(connection, level),
    )
    return _shown_first(connection, vocabulary, found)


def _shown_first(
    connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary, found: pd.DataFrame
) -> pd.DataFrame:
    """First adoptions with the article that shows each and the region's name."""
    query = Sql(
        f"SELECT {', '.join(_TITLES)} FROM articles"
        " WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        (sorted(set(found["article_id"])),),
    )
    found = found.merge(fetch(connection, query, _TITLES), on="article_id", how="left")
    found = found.assign(name=[vocabulary.full_name(code) for code in found["region"]])
    return found[list(ADOPTERS)].astype(ADOPTERS)


def curve(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
) -> pd.DataFrame:
    """Adopters by the end of each year up to the newest article's; gives diffusion.CUMULATIVE."""
    seen = _days(connection, filters, vocabulary, kind, item, level)
    there = _living(connection, level)
    return _grown(connection, diffusion.first_adoptions(seen, there), there)


def _grown(
    connection: duckdb.DuckDBPyConnection, first: pd.DataFrame, there: pd.DataFrame
) -> pd.DataFrame:
    newest = newest_day(connection)
    last = None if newest is None else pd.Timestamp(newest)
    return diffusion.cumulative(first, there, "year", last)


def bass_fit(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
) -> pd.DataFrame:
    """The Bass curve of one item, or the reason why there is none; gives bass.FITS."""
    return bass.bass_fits(curve(connection, filters, vocabulary, kind, item, level))


def by_kind(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
) -> pd.DataFrame:
    """In which order kinds of region (특별시, 도; 자치시, 자치군) took the item up; gives diffusion.BY_KIND."""
    there = _living(connection, level)
    seen = _days(connection, filters, vocabulary, kind, item, level)
    return diffusion.by_kind(diffusion.first_adoptions(seen, there), there)


def unplaced(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
) -> pd.DataFrame:
    """Articles of the item that say no certain day or region; gives diffusion.UNPLACED."""
    query = _seen(filters, vocabulary, kind, item, level)
    doubtful = Sql(
        f"{query.text} SELECT * FROM seen WHERE n IN (SELECT n FROM seen"
        " WHERE earliest IS NULL OR latest IS NULL OR succession = 'split')",
        query.values,
    )
    return diffusion.unplaced(_bare(connection, item, doubtful))


def items(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Topics and programmes with the number of regions that have them, most first."""
    picked = chosen_articles(filters, vocabulary)
    query = Sql(
        f"WITH chosen AS ({picked.text}), codes AS (SELECT DISTINCT topics, home FROM chosen),"
        " topic_items AS (SELECT 'topic' AS kind, b.label AS item, home FROM codes"
        "  JOIN label_bits b ON b.kind = 'topic' AND (topics >> b.bit) & 1 = 1),"
        " programme_items AS (SELECT DISTINCT 'programme' AS kind, p.programme AS item, home"
        "  FROM chosen c JOIN article_programmes p USING (article_id)),"
        " homes AS (SELECT DISTINCT * FROM (FROM topic_items UNION ALL FROM programme_items))"
        " SELECT kind, item, count(DISTINCT code) AS regions FROM ("
        "  SELECT kind, item, unnest(string_split(home, '|')) AS code FROM homes)"
        " GROUP BY ALL ORDER BY kind DESC, regions DESC, item",
        picked.values,
    )
    return fetch(connection, query, ITEMS)


def _sightings(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level,
) -> pd.DataFrame:
    """Of each region the articles that come first, with the words that show it."""
    return _shown(connection, kind, item, _edges(filters, vocabulary, kind, item, level))


def _days(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level,
) -> pd.DataFrame:
    """The same without the words, for what asks for days alone."""
    return _bare(connection, item, _edges(filters, vocabulary, kind, item, level))


def _bare(connection: duckdb.DuckDBPyConnection, item: str, seen: Sql) -> pd.DataFrame:
    """The rows as sightings without words; the days of an unknown date are null already."""
    query = Sql(
        "SELECT ? AS item, region, article_id, earliest, latest, '' AS precision,"
        f" '' AS evidence, succession FROM ({seen.text})",
        (item, *seen.values),
    )
    return fetch(connection, query, diffusion.SIGHTINGS)


def _edges(filters: Filters, vocabulary: Vocabulary, kind: Kind, item: str, level: Level) -> Sql:
    """Of each region the article that is certain first and the one that may be; 세종 is in both.

    No other article can change who was first and when, so no other leaves the database.
    """
    query = _seen(filters, vocabulary, kind, item, level)
    sure = "earliest IS NOT NULL AND latest IS NOT NULL AND succession IS DISTINCT FROM 'split'"
    first = f"SELECT region, {{}} AS n FROM seen WHERE {sure} GROUP BY region"
    return Sql(
        f"{query.text} SELECT region, NULL AS succession, f.* FROM ("
        f"{first.format(first_of('latest', 'earliest'))} UNION"
        f" {first.format(first_of('earliest', 'latest'))}) JOIN facts f USING (n)",
        query.values,
    )


def _seen(filters: Filters, vocabulary: Vocabulary, kind: Kind, item: str, level: Level) -> Sql:
    """The CTE `seen`: every article of the item with its primary regions of one level."""
    picked = chosen_articles(filters, vocabulary)
    said = item_rows(kind, (item,), filters)
    code = "r.sido_code" if level == "sido" else "r.code"
    there = "TRUE" if level == "sido" else f"({_ON_SMALL_MAP})"
    return Sql(
        f"WITH chosen AS ({picked.text}), said AS ({said.text}),"
        f" seen AS (SELECT c.n, c.article_id, c.earliest, c.latest, {code} AS region,"
        "  r.succession FROM chosen c SEMI JOIN said USING (n) JOIN facts_regions r USING (n)"
        f" WHERE r.role = 'primary' AND {there})",
        picked.values + said.values,
    )


def _shown(connection: duckdb.DuckDBPyConnection, kind: Kind, item: str, seen: Sql) -> pd.DataFrame:
    """The rows as sightings, with the words that show the item."""
    evidence = (
        "SELECT article_id, ? AS evidence FROM articles WHERE FALSE"
        if kind == "keyword"
        else f"SELECT article_id, any_value(evidence) AS evidence FROM article_{kind}s"
        f" WHERE {kind} = ? AND article_id IN (SELECT article_id FROM shown) GROUP BY article_id"
    )
    query = Sql(
        f"WITH shown AS ({seen.text}), proof AS ({evidence})"
        " SELECT ? AS item, s.region, s.article_id, s.earliest, s.latest,"
        " a.published_precision AS precision, coalesce(p.evidence, ?) AS evidence, s.succession"
        " FROM shown s JOIN articles a USING (article_id) LEFT JOIN proof p USING (article_id)",
        (*seen.values, item, item, item),
    )
    return fetch(connection, query, diffusion.SIGHTINGS)


def _living(connection: duckdb.DuckDBPyConnection, level: Level) -> pd.DataFrame:
    """Today's regions of one level and since when they have been there."""
    eras = fetch(
        connection,
        Sql(
            "SELECT code AS region, level, kind, valid_from, valid_to, successor, succession"
            " FROM regions WHERE level IN ('sido', 'sigungu')"
        ),
        lineage.REGIONS,
    )
    found = lineage.living(eras)
    there = found["region"].str.len() == 2 if level == "sido" else _small(found["region"])
    return found[there].reset_index(drop=True)


def _small(codes: pd.Series) -> pd.Series:
    return (codes.str.len() == 5) | (codes == "36")
