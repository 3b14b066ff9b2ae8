"""Counts by region and topic that are kept (`region_cells`), where nothing else has to be asked.

They answer for articles chosen by years and 시도 alone; each function gives None where they do
not, and the caller counts what is chosen.
"""

from __future__ import annotations

from typing import Literal

from pipelines.query.conditions import both, either, is_plain, within
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql

Level = Literal["sido", "sigungu"]


def kept_cells(filters: Filters, level: Level) -> Sql | None:
    """The SELECT of region, topic (null: all of the region's), first_year, last_year, counted.

    Regions are those of the asked 시도; the rows of one region and topic add up.
    """
    years = _plain_years(filters)
    if years is None:
        return None
    column = "region" if level == "sido" else "left(region, 2)"
    return _cells(both(Sql("part = ?", (level,)), within(column, filters.province), years))


def kept_whole(filters: Filters) -> Sql | None:
    """The same of all that is chosen together; region is null, or the one 시도."""
    years = _plain_years(filters)
    if years is None or len(filters.province) > 1:
        return None
    part = Sql("part = ?", ("sido" if filters.province else "nation",))
    return _cells(both(part, within("region", filters.province), years))


def _cells(where: Sql) -> Sql:
    return Sql(
        "SELECT region, topic, first_year, last_year, articles AS counted FROM region_cells"
        f" WHERE {where.text}",
        where.values,
    )


def _plain_years(filters: Filters) -> Sql | None:
    """What the filters ask of the years of a cell; None where they ask for more."""
    if not is_plain(filters) or filters.topic:
        return None
    if not filters.years and not filters.year_unknown:
        return Sql("TRUE")
    spans = [
        Sql("first_year >= ? AND last_year <= ?", (span.first, span.last)) for span in filters.years
    ]
    unknown = Sql("NOT coalesce(first_year = last_year, FALSE)") if filters.year_unknown else None
    return either(*spans, unknown)
