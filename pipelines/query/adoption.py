"""Where and when a topic, programme or keyword was first seen: the input of the diffusion measures.

Who was first is a matter of articles, whatever the unit: each adoption is shown by the article
that tells it first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import carries, chosen_articles
from pipelines.query.connect import kept
from pipelines.query.filters import Filters
from pipelines.query.frames import Schema, Sql, empty, fetch, named, number_of, order_key, shaped
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
_TITLES: Schema = {
    "article_id": "str", "title": "str", "outlet": "str", "published_on": "datetime64[us]",
    "published_earliest": "datetime64[us]", "published_precision": "str",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spread:
    """What one look at the first articles of an item tells; each frame as its own measure gives it."""

    adopters: pd.DataFrame
    curve: pd.DataFrame
    fit: pd.DataFrame


def spread(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
) -> Spread:
    """`adopters` (without proof), `curve` and `bass_fit`, for a page that shows them all."""
    ask = (connection, filters, vocabulary, kind, item, level)
    grown = curve(*ask)
    return Spread(adopters(*ask, proof=False), grown, bass.bass_fits(grown))


def adopters(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
    *,
    proof: bool = True,
) -> pd.DataFrame:
    """First movers and followers of one item with the article that shows each; gives ADOPTERS.

    Without `proof` the evidence is the item itself: the article's own words take half the time.
    """
    found = _adoptions(connection, filters, vocabulary, kind, item, level)
    asked = named("article_id", sorted(set(found["article_id"])))
    query = Sql(f"SELECT {', '.join(_TITLES)} FROM articles WHERE {asked.text}", asked.values)
    titles = fetch(connection, query, _TITLES).rename(columns={"published_precision": "precision"})
    told = titles.set_index("article_id").reindex(found["article_id"])
    found = found.assign(
        **{name: told[name].array for name in told.columns},
        name=[vocabulary.full_name(code) for code in found["region"]],
    )
    if proof:
        words = _evidence(connection, kind, item, asked).set_index("article_id")["evidence"]
        found = found.assign(evidence=words.reindex(found["article_id"]).fillna(item).array)
    return shaped(found, ADOPTERS)


def curve(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
) -> pd.DataFrame:
    """Adopters by the end of each year up to the newest article's; gives diffusion.CUMULATIVE."""
    asked = (kind, item, level, filters)
    return kept(
        connection, ("curve", *asked),
        lambda: _curve(connection, _adoptions(connection, filters, vocabulary, kind, item, level),
                       level),
    )  # fmt: skip


def _curve(
    connection: duckdb.DuckDBPyConnection, adoptions: pd.DataFrame, level: Level
) -> pd.DataFrame:
    newest = newest_day(connection)
    last = None if newest is None else pd.Timestamp(newest)
    return diffusion.cumulative(adoptions, _living(connection, level), "year", last)


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
    adoptions = _adoptions(connection, filters, vocabulary, kind, item, level)
    return diffusion.by_kind(adoptions, _living(connection, level))


def unplaced(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level = "sigungu",
) -> pd.DataFrame:
    """Articles of the item that say no certain day or region; gives diffusion.UNPLACED."""
    seen = _doubtful(filters, vocabulary, kind, item, level)
    # Counted where they are: diffusion.unplaced would want each of thousands of articles as a row.
    query = Sql(
        "SELECT ? AS item, count(*) FILTER (undated) AS undated, count(*) FILTER (split) AS split"
        " FROM (SELECT bool_and(NOT dated) AS undated, bool_and(dated AND parted) AS split"
        "  FROM (SELECT n, earliest IS NOT NULL AND latest IS NOT NULL AS dated,"
        f"   succession IS NOT NULL AS parted FROM ({seen.text})) GROUP BY n) HAVING count(*) > 0",
        (item, *seen.values),
    )
    return fetch(connection, query, diffusion.UNPLACED)


def items(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Topics and programmes with the number of regions that have them, most first."""
    picked = chosen_articles(filters, vocabulary)
    query = Sql(
        f"WITH chosen AS ({picked.text}), codes AS ("
        "  SELECT home, bit_or(topics) AS topics FROM chosen GROUP BY home),"
        " topic_items AS (SELECT 'topic' AS kind, b.label AS item, home FROM codes"
        "  JOIN label_bits b ON b.kind = 'topic' AND (topics >> b.bit) & 1 = 1),"
        " programme_items AS (SELECT DISTINCT 'programme' AS kind, p.programme AS item, home"
        "  FROM facts_programmes p JOIN chosen c USING (n)),"
        " homes AS (SELECT DISTINCT * FROM (FROM topic_items UNION ALL FROM programme_items))"
        " SELECT kind, item, count(DISTINCT code) AS regions FROM ("
        "  SELECT kind, item, unnest(string_split(home, '|')) AS code FROM homes)"
        " GROUP BY ALL ORDER BY kind DESC, regions DESC, item",
        picked.values,
    )
    return fetch(connection, query, ITEMS)


def _adoptions(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind,
    item: str,
    level: Level,
) -> pd.DataFrame:
    """The first adoptions, which all measures of one item share; without the words that show them."""

    def make() -> pd.DataFrame:
        first = _firsts(filters, vocabulary, kind, item, level)
        adopted = fetch(connection, first, diffusion.ADOPTED)
        return diffusion.in_order(adopted, _living(connection, level))

    return kept(connection, ("adoptions", kind, item, level, filters), make)


def _firsts(filters: Filters, vocabulary: Vocabulary, kind: Kind, item: str, level: Level) -> Sql:
    """Of each region the article that is certain first, and the day of the one that may be.

    세종 is on both levels.  No other article can change who was first and when.  Articles of the
    same regions are gathered first: there are thousands of such lists, not a million.
    """
    said = _of_item(filters, vocabulary, kind, item)
    code = "left(code, 2)" if level == "sido" else "code"
    there = _on_map("code", level)
    first, maybe = order_key("latest", "earliest"), order_key("earliest", "latest")
    return Sql(
        f"WITH alike AS (SELECT settled, min({first}) AS first, min({maybe}) AS maybe"
        f"  FROM ({said.text}) WHERE earliest IS NOT NULL AND latest IS NOT NULL GROUP BY settled),"
        " apart AS (SELECT unnest(string_split(settled, '|')) AS code, first, maybe FROM alike),"
        f" edges AS (SELECT {code} AS region, min(first) AS first, min(maybe) AS maybe FROM apart"
        f"  WHERE {there} GROUP BY region)"
        " SELECT ? AS item, region, least(one.earliest, other.earliest) AS adopted_from,"
        " one.latest AS adopted_by, '' AS precision, one.article_id, ? AS evidence FROM edges"
        f" JOIN facts one ON one.n = {number_of('first')}"
        f" JOIN facts other ON other.n = {number_of('maybe')}",
        (*said.values, item, item),
    )


def _on_map(code: str, level: Level) -> str:
    """SQL: any region, or a 시군구 or a 시도 that has none and stands on both maps."""
    if level == "sido":
        return "TRUE"
    parted = "SELECT sido_code FROM regions WHERE level = 'sigungu' AND valid_to IS NULL"
    return f"(length({code}) > 2 OR {code} NOT IN ({parted}))"


def _of_item(filters: Filters, vocabulary: Vocabulary, kind: Kind, item: str) -> Sql:
    """The SELECT of the chosen articles of the item."""
    if kind == "topic":
        column = "a.sure_topics" if filters.sure else "a.topics"
        return chosen_articles(filters, vocabulary, carries(column, (item,), vocabulary.topic_bits))
    said = item_rows(kind, (item,), filters)
    more = Sql(f"a.n IN (SELECT n FROM ({said.text}))", said.values)
    return chosen_articles(filters, vocabulary, more)


def _doubtful(filters: Filters, vocabulary: Vocabulary, kind: Kind, item: str, level: Level) -> Sql:
    """Articles of the item without a certain day or with a region that a split made uncertain."""
    said = _of_item(filters, vocabulary, kind, item)
    code = "left(code, 2)" if level == "sido" else "code"
    return Sql(
        f"SELECT n, article_id, earliest, latest, {code} AS region,"
        " CASE WHEN NOT list_contains(string_split(coalesce(settled, ''), '|'), code)"
        "  THEN 'split' END AS succession"
        " FROM (SELECT *, unnest(string_split(home, '|')) AS code"
        f"  FROM ({said.text}) WHERE earliest IS NULL OR latest IS NULL"
        "  OR settled IS DISTINCT FROM home)"
        f" WHERE {_on_map('code', level)}",
        said.values,
    )


def _evidence(
    connection: duckdb.DuckDBPyConnection, kind: Kind, item: str, asked: Sql
) -> pd.DataFrame:
    """The words that show the item in the asked articles; a keyword shows itself."""
    if kind == "keyword":
        return empty(_EVIDENCE)
    said = Sql(
        f"SELECT article_id, any_value(evidence) AS evidence FROM article_{kind}s"
        f" WHERE {kind} = ? AND {asked.text} GROUP BY article_id",
        (item, *asked.values),
    )
    return fetch(connection, said, _EVIDENCE)


_EVIDENCE: Schema = {"article_id": "str", "evidence": "str"}


def _living(connection: duckdb.DuckDBPyConnection, level: Level) -> pd.DataFrame:
    """Today's regions of one level and since when they have been there."""
    return kept(connection, ("living", level), lambda: _living_now(connection, level))


def _living_now(connection: duckdb.DuckDBPyConnection, level: Level) -> pd.DataFrame:
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
