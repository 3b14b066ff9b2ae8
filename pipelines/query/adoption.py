"""Where and when a topic or programme was first seen: the input of the diffusion measures."""

from __future__ import annotations

from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen
from pipelines.query.filters import Filters
from pipelines.query.frames import Schema, Sql, fetch
from pipelines.query.regions import Level
from pipelines.query.vocabulary import Vocabulary
from pipelines.trends import bass, diffusion, lineage

Kind = Literal["topic", "programme"]

ADOPTERS = {
    **diffusion.ADOPTIONS, "name": "str", "title": "str", "outlet": "str",
    "published_on": "datetime64[us]", "published_earliest": "datetime64[us]",
}  # fmt: skip
ITEMS = {"kind": "str", "item": "str", "regions": "int64"}
_TITLES: Schema = {
    "article_id": "str", "title": "str", "outlet": "str", "published_on": "datetime64[us]",
    "published_earliest": "datetime64[us]",
}  # fmt: skip


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
    seen = _sightings(connection, filters, vocabulary, kind, item, level)
    there = _living(connection, level)
    newest = connection.execute("SELECT max(published_on) FROM articles WHERE on_topic").fetchall()
    last = None if newest[0][0] is None else pd.Timestamp(newest[0][0])
    return diffusion.cumulative(diffusion.first_adoptions(seen, there), there, "year", last)


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


def unplaced(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
) -> pd.DataFrame:
    """Articles of the item that say no certain day or region; gives diffusion.UNPLACED."""
    return diffusion.unplaced(_sightings(connection, filters, vocabulary, kind, item, level))


def items(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Topics and programmes with the number of regions that have them, most first."""
    picked = chosen(filters, vocabulary)
    parts = " UNION ALL ".join(
        f"SELECT '{kind}' AS kind, t.{kind} AS item, count(DISTINCT r.code) AS regions"
        f" FROM chosen c JOIN article_{kind}s t USING (article_id)"
        " JOIN article_regions r ON r.article_id = c.article_id AND r.role = 'primary' GROUP BY 2"
        for kind in ("topic", "programme")
    )
    query = Sql(
        f"WITH chosen AS ({picked.text}) SELECT * FROM ({parts})"
        " ORDER BY kind DESC, regions DESC, item",
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
    """Every article of the item and its primary regions of one level; 세종 is in both."""
    picked = chosen(filters, vocabulary)
    code = "r.sido_code" if level == "sido" else "r.code"
    there = "TRUE" if level == "sido" else "(r.sigungu IS NOT NULL OR r.code = '36')"
    query = Sql(
        f"SELECT t.{kind} AS item, {code} AS region, c.article_id, c.earliest, c.latest,"
        " a.published_precision AS precision, t.evidence, r.succession"
        f" FROM ({picked.text}) c JOIN articles a USING (article_id)"
        f" JOIN article_{kind}s t ON t.article_id = c.article_id"
        " JOIN article_regions r ON r.article_id = c.article_id AND r.role = 'primary'"
        f" WHERE t.{kind} = ? AND {there}",
        (*picked.values, item),
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
