"""Counts by region: 시도 (all levels below it counted in) or 시군구.

With regions=then the names of the article's day are counted and drawn by the code that stands
for them in the division before 2026-07-01.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import (
    articles_condition,
    both,
    chosen,
    region_finding,
    within,
    years_condition,
)
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, empty, fetch, number, shaped
from pipelines.query.parts import apart_of, by_home, part_counts
from pipelines.query.specialisation import region_topics
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.windows import Windows, undated, windows

Level = Literal["sido", "sigungu"]

THEN_MAP_DAY = date(2026, 6, 30)
"""The last day of the division that the older boundary files show."""

BY_REGION = {
    "code": "str", "name": "str", "short_name": "str", "sido_code": "str",
    "counted": "int64", "share": "float64", "current": "int64", "previous": "int64",
}  # fmt: skip
_AT_ONCE = {
    "code": "str", "counted": "int64", "current": "int64", "previous": "int64", "total": "int64",
}  # fmt: skip
_COUNTED = {"code": "str", "counted": "int64"}
TOPICS_OF = {"code": "str", "topic": "str", "counted": "int64"}


def by_region(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level = "sido",
) -> pd.DataFrame:
    """Regions with their counts, most first; regions without any article have no row.

    `share` is of all that is chosen (an article may name several regions, so shares may add up
    to more than 1); `current` and `previous` are the counts of the compared windows.  At level
    sigungu, a 시도's own policy is left out, except 세종, which has no 시군구.
    """
    compared = windows(connection, filters)
    if by_home(filters) and filters.unit == "article":
        counts = fetch(connection, _at_once(filters, vocabulary, level, compared), _AT_ONCE)
        counts = counts[counts["code"].isin(list(vocabulary.regions))]
    else:
        counts = _one_by_one(connection, filters, vocabulary, level, compared)
    if counts.empty:
        return empty(BY_REGION)
    counts["share"] = counts["counted"] / counts["total"].clip(lower=1)
    counts["name"] = counts["code"].map(vocabulary.full_name)
    counts["short_name"] = [vocabulary.regions[code].short_name for code in counts["code"]]
    counts["sido_code"] = [vocabulary.regions[code].sido_code for code in counts["code"]]
    return shaped(counts.sort_values(["counted", "code"], ascending=[False, True]), BY_REGION)


def _at_once(
    filters: Filters, vocabulary: Vocabulary, level: Level, compared: Windows | None
) -> Sql:
    """The SELECT of code, counted, current, previous and total by one look at the articles."""
    none = Sql("FALSE")
    sides = [
        years_condition(filters) or Sql("TRUE"),
        *((compared.current.sql(), compared.previous.sql()) if compared else (none, none)),
    ]
    where = articles_condition(undated(filters), vocabulary)
    home, apart = apart_of(level)
    inside = within("b.label" if level == "sido" else "left(b.label, 2)", filters.province)
    drawn = both(inside, Sql(_drawn("b.label")) if level == "sigungu" else None)
    counts = ", ".join(
        f"count(*) FILTER ({side.text}) AS {name}"
        for name, side in zip(("counted", "current", "previous"), sides, strict=True)
    )
    return Sql(
        f"WITH g AS MATERIALIZED (SELECT {home}, {counts} FROM facts a WHERE {where.text}"
        " GROUP BY ALL)"
        " SELECT b.label AS code, sum(counted)::BIGINT AS counted, sum(current)::BIGINT AS current,"
        " sum(previous)::BIGINT AS previous, (SELECT sum(counted) FROM g)::BIGINT AS total"
        f" FROM g {apart} WHERE {drawn.text} GROUP BY code HAVING sum(counted) > 0",
        (*(value for side in sides for value in side.values), *where.values, *drawn.values),
    )


def _drawn(code: str) -> str:
    """SQL: a 시도's own policy is not drawn; one without any 시군구 (세종) is, on both maps."""
    parted = "SELECT sido_code FROM regions WHERE level = 'sigungu' AND valid_to IS NULL"
    return f"(length({code}) > 2 OR {code} NOT IN ({parted}))"


def _one_by_one(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level,
    compared: Windows | None,
) -> pd.DataFrame:
    """The same columns, counted for what is chosen and for either window apart."""
    counts = _counts(connection, filters, vocabulary, level, None)
    if counts.empty:
        return counts
    for name in ("current", "previous"):
        window = getattr(compared, name) if compared else None
        counts[name] = 0
        if window is not None:
            side = _counts(connection, undated(filters), vocabulary, level, window.sql())
            counts[name] = counts["code"].map(side.set_index("code")["counted"]).fillna(0)
    return counts.assign(total=_total(connection, filters, vocabulary))


def topics_of_regions(
    connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary
) -> pd.DataFrame:
    """시도 × topic counts of the chosen articles (long form)."""
    counts = region_topics(filters, vocabulary, "sido")
    query = Sql(
        f"SELECT region AS code, topic, counted FROM ({counts.text}) ORDER BY code, topic",
        counts.values,
    )
    return fetch(connection, query, TOPICS_OF)


def _total(connection: duckdb.DuckDBPyConnection, filters: Filters, vocabulary: Vocabulary) -> int:
    picked = chosen(filters, vocabulary)
    return number(connection, Sql(f"SELECT count(*) FROM ({picked.text})", picked.values))


def _counts(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    level: Level,
    more: Sql | None,
) -> pd.DataFrame:
    """code, counted: today's codes, or the old map's codes where names of the day are counted."""
    picked = chosen(filters, vocabulary, more)
    if filters.regions == "then":
        region = region_finding(filters, vocabulary)
        return _counts_then(connection, picked, region, vocabulary, level)
    counted = part_counts(picked, filters, vocabulary, level)
    only = "TRUE"
    if level == "sigungu":
        only = _drawn("part")
    query = Sql(f"SELECT part AS code, counted FROM ({counted.text}) WHERE {only}", counted.values)
    counts = fetch(connection, query, _COUNTED)
    return counts[counts["code"].isin(list(vocabulary.regions))]


def _counts_then(
    connection: duckdb.DuckDBPyConnection,
    picked: Sql,
    region: Sql,
    vocabulary: Vocabulary,
    level: Level,
) -> pd.DataFrame:
    """Count by the code that the name of the day has on the older map (강원도 → 51)."""
    drawn = _drawn_names(vocabulary, level)
    query = Sql(
        f"WITH chosen AS ({picked.text}), drawn AS (SELECT unnest(?::VARCHAR[]) AS sido,"
        " unnest(?::VARCHAR[]) AS sigungu, unnest(?::VARCHAR[]) AS code)"
        " SELECT d.code, count(DISTINCT c.n) AS counted"
        " FROM chosen c JOIN facts_regions r USING (n)"
        " JOIN (SELECT DISTINCT * FROM drawn) d ON d.sido = r.sido_then"
        " AND d.sigungu IS NOT DISTINCT FROM r.sigungu_then"
        f" WHERE {region.text} GROUP BY 1",
        (*picked.values, *([row[i] for row in drawn] for i in range(3)), *region.values),
    )
    return fetch(connection, query, _COUNTED)


def _drawn_names(vocabulary: Vocabulary, level: Level) -> list[tuple[str, str | None, str]]:
    """(시도 name, 시군구 name or None, code on the older map) of every name that ever was."""
    drawn = []
    for code, place in vocabulary.regions.items():
        if place.sido_code not in vocabulary.regions:
            continue
        sido = vocabulary.regions[place.sido_code].name
        shown = vocabulary.on_day(code, THEN_MAP_DAY)
        if level == "sido":
            shown = vocabulary.regions[shown].sido_code
        drawn.append((sido, None if place.level == "sido" else place.name, shown))
    if level == "sido":
        return drawn
    divided = {sido for sido, sigungu, _ in drawn if sigungu is not None}
    return [row for row in drawn if row[1] is not None or row[0] not in divided]
