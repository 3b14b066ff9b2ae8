"""Attention: shares of topics, programmes, partners and keywords by region and period.

Two named shares (`pipelines.trends.shares`): of an item within its region, of a region within
the nation.  What the filters ask of the item's own kind is left aside, so that a share is of
all articles; the other filters hold for both parts of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb
import pandas as pd

from pipelines.query.conditions import chosen, region_finding, within
from pipelines.query.filters import Filters
from pipelines.query.frames import Schema, Sql, fetch
from pipelines.query.items import Kind, item_rows, without
from pipelines.query.periods import period_start
from pipelines.query.region_counts import kept_cells
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.windows import newest_day
from pipelines.trends import shares
from pipelines.trends.periods import Period

Level = Literal["nation", "sido", "sigungu"]
Share = Literal["item_in_region", "region_in_nation"]

ATTENTION = shares.COMPARED
NATION = "nation"
"""The region of level nation, which is no code."""


def attention(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    kind: Kind = "topic",
    items: Sequence[str] = (),
    level: Level = "sido",
    period: Period = "year",
    share: Share = "item_in_region",
) -> pd.DataFrame:
    """Shares with Wilson intervals and their change against the period and the year before.

    Without `items` all are measured; name them for partners and keywords, of which there are
    thousands.  Gives ATTENTION (`trends.shares.COMPARED`), zeros included.
    """
    ask = _Counts(connection, filters, vocabulary, kind, items, level, period)
    if share == "item_in_region":
        found = shares.item_in_region(ask.cells(), ask.of_regions())
    else:
        found = shares.region_in_nation(ask.cells(), ask.of_nation())
    newest = newest_day(connection)
    return shares.compared(found, period, None if newest is None else pd.Timestamp(newest))


@dataclass(frozen=True, slots=True)
class _Counts:
    """The counts that shares are made of, all over the same articles."""

    connection: duckdb.DuckDBPyConnection
    filters: Filters
    vocabulary: Vocabulary
    kind: Kind
    items: Sequence[str]
    level: Level
    period: Period

    def cells(self) -> pd.DataFrame:
        """region, item, period, counted."""
        if self._kept is not None:
            asked = within("topic", tuple(self.items)) or Sql("topic IS NOT NULL")
            return self._summed("region, topic AS item", "counted", asked, shares.CELLS)
        return self._fetch(
            f"SELECT region, item, period, {self._count} AS counted FROM grouped"
            f" {self._said.text} GROUP BY ALL", shares.CELLS, self._said.values, grouped=True,
        )  # fmt: skip

    def of_regions(self) -> pd.DataFrame:
        """region, period, total."""
        if self._kept is not None:
            return self._summed("region", "total", Sql("topic IS NULL"), shares.REGION_TOTALS)
        return self._fetch(
            f"SELECT region, period, {self._count} AS total FROM grouped GROUP BY ALL",
            shares.REGION_TOTALS, (), grouped=True,
        )  # fmt: skip

    def of_nation(self) -> pd.DataFrame:
        """item, period, total."""
        return self._fetch(
            f"SELECT item, period, {self._count} AS total FROM placed"
            f" {self._said.text} GROUP BY ALL", shares.NATION_TOTALS, self._said.values,
        )  # fmt: skip

    @property
    def _kept(self) -> Sql | None:
        """The kept counts of regions, where they answer."""
        if self.kind != "topic" or self.period != "year" or self.level == "nation":
            return None
        return kept_cells(self._asked, self.level)

    def _summed(self, keys: str, name: str, where: Sql, schema: Schema) -> pd.DataFrame:
        """Kept counts of the years that hold the whole interval."""
        kept = self._kept or Sql("")
        query = Sql(
            f"SELECT {keys}, make_timestamp(first_year, 1, 1, 0, 0, 0) AS period,"
            f" sum(counted)::BIGINT AS {name} FROM ({kept.text}) WHERE first_year = last_year"
            f" AND region IS NOT NULL AND ({where.text}) GROUP BY ALL HAVING sum(counted) > 0",
            kept.values + where.values,
        )
        return fetch(self.connection, query, schema)

    @property
    def _asked(self) -> Filters:
        return without(self.kind, self.filters)

    @property
    def _by_mask(self) -> bool:
        """Whether what has equal topics can be counted first and taken apart then."""
        return self.kind == "topic"

    @property
    def _count(self) -> str:
        return "sum(rows)::BIGINT" if self._by_mask else "count(DISTINCT n)"

    @property
    def _said(self) -> Sql:
        """The join that gives each row its items."""
        if not self._by_mask:
            rows = item_rows(self.kind, self.items, self.filters)
            return Sql(f"JOIN ({rows.text}) USING (n)", rows.values)
        asked = within("b.label", tuple(self.items)) or Sql("TRUE")
        return Sql(
            "JOIN (SELECT bit, label AS item FROM label_bits b WHERE b.kind = 'topic'"
            f" AND {asked.text}) ON (mask >> bit) & 1 = 1",
            asked.values,
        )

    def _fetch(
        self, query: str, schema: Schema, values: tuple[object, ...], grouped: bool = False
    ) -> pd.DataFrame:
        picked = chosen(self._asked, self.vocabulary)
        places = _places(self.filters, self.vocabulary, self.level) if grouped else Sql("")
        mask = "sure_topics" if self.filters.sure else "topics"
        one = f"{mask} AS mask, count(*) AS rows" if self._by_mask else "n"
        placed = f"SELECT * FROM (SELECT *, {period_start(self.period)} AS period FROM dated)"
        by = (
            f", grouped AS (SELECT region, period, {one} FROM placed_all"
            f" JOIN ({places.text}) USING (n) GROUP BY ALL)"
            if grouped
            else ""
        )
        text = (
            f"WITH dated AS ({picked.text}), placed_all AS ({placed} WHERE period IS NOT NULL),"
            f" placed AS (SELECT period, {one} FROM placed_all GROUP BY ALL){by} {query}"
        )
        return fetch(self.connection, Sql(text, picked.values + places.values + values), schema)


def _places(filters: Filters, vocabulary: Vocabulary, level: Level) -> Sql:
    if level == "nation":
        return Sql(f"SELECT n, '{NATION}' AS region FROM facts")
    region = region_finding(filters, vocabulary)
    column = "r.sido_code" if level == "sido" else "r.code"
    return Sql(
        f"SELECT DISTINCT r.n, {column} AS region FROM facts_regions r WHERE {region.text}",
        region.values,
    )
