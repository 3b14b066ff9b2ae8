"""Counts by the parts that articles have: topics, 시도, 시군구.

An article may have several topics and regions.  Articles with equal labels are gathered by
their mask (or list of codes) first, so that what is taken apart is a few thousand rows and not
a million; every article is in one such group, so the sums are distinct counts.
"""

from __future__ import annotations

from typing import Literal

from pipelines.query.conditions import DEFAULT_ROLE, region_finding, within
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql
from pipelines.query.vocabulary import Vocabulary

Part = Literal["topic", "sido", "sigungu"]


def part_counts(
    picked: Sql,
    filters: Filters,
    vocabulary: Vocabulary,
    part: Part,
    period: str | None = None,
) -> Sql:
    """The SELECT of (period,) part, counted over the chosen articles `picked`.

    `part` is a topic id or a region's code of today; `period` is SQL over earliest and latest
    that gives a period's start, null for articles to leave out.
    """
    if part == "topic" or by_home(filters):
        return _grouped(picked, filters, part, period)
    region = region_finding(filters, vocabulary)
    column = "r.sido_code" if part == "sido" else "r.code"
    key, there = _key(period)
    return Sql(
        f"SELECT {key}{column} AS part, count(DISTINCT c.n) AS counted"
        f" FROM ({picked.text}) c JOIN facts_regions r USING (n)"
        f" WHERE ({region.text}) AND {there} GROUP BY ALL",
        picked.values + region.values,
    )


def by_home(filters: Filters) -> bool:
    """Whether region findings asked for are the primary ones that facts carries itself."""
    return filters.role == DEFAULT_ROLE and filters.regions == "now" and not filters.district \
        and not filters.sure  # fmt: skip


def apart_of(level: Literal["sido", "sigungu"]) -> tuple[str, str]:
    """The column that holds all regions, and the join of rows `g` that takes it apart (b.label)."""
    if level == "sido":
        return "sidos", "JOIN label_bits b ON b.kind = 'sido' AND (g.sidos >> b.bit) & 1 = 1"
    return "home", ", (SELECT unnest(string_split(g.home, '|')) AS label) b"


def home_codes(rows: str, filters: Filters) -> Sql:
    """The SELECT of the distinct region codes of chosen rows, where `by_home` allows."""
    inside = within("left(code, 2)", filters.province) or Sql("TRUE")
    return Sql(
        "SELECT DISTINCT code FROM (SELECT unnest(string_split(home, '|')) AS code"
        f" FROM (SELECT DISTINCT home FROM {rows})) WHERE {inside.text}",
        inside.values,
    )


def _key(period: str | None) -> tuple[str, str]:
    return (f"{period} AS period, ", f"({period}) IS NOT NULL") if period else ("", "TRUE")


def _grouped(picked: Sql, filters: Filters, part: Part, period: str | None) -> Sql:
    label = _label(filters, part)
    key, there = _key(period)
    inside = within("part" if part != "sigungu" else "left(part, 2)", filters.province)
    asked = inside if inside and part != "topic" else Sql("TRUE")
    return Sql(
        f"SELECT {'period, ' if period else ''}part, sum(rows)::BIGINT AS counted FROM ("
        f" SELECT g.* EXCLUDE (labels), {label[1]} AS part FROM ("
        f"  SELECT {key}{label[0]} AS labels, count(*) AS rows FROM ({picked.text}) WHERE {there}"
        f"  GROUP BY ALL) g {label[2]}) WHERE {asked.text} GROUP BY ALL",
        picked.values + asked.values,
    )


def _label(filters: Filters, part: Part) -> tuple[str, str, str]:
    """Column that holds all labels, the one label of a row, and the join that takes it apart."""
    if part == "sigungu":
        return "home", "unnest(string_split(labels, '|'))", ""
    column = "topics" if part == "topic" else "sidos"
    bits = f"JOIN label_bits b ON b.kind = '{part}' AND (labels >> b.bit) & 1 = 1"
    return f"sure_{column}" if filters.sure else column, "b.label", bits
