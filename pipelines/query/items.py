"""What trends are about: topics, programmes, partners and keywords, each as rows of (n, item)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pipelines.query.conditions import both, confident, partner_finding, within
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql, marks

Kind = Literal["topic", "programme", "partner", "keyword"]
KINDS: tuple[Kind, ...] = ("topic", "programme", "partner", "keyword")


def item_rows(kind: Kind, items: Sequence[str], filters: Filters) -> Sql:
    """The SELECT of n, item: which articles have which of the items (none given: all of them).

    A partner counts by the finding that the filters ask for (type, country, relation).
    """
    named = tuple(items)
    if kind == "topic":
        column = "sure_topics" if filters.sure else "topics"
        asked = within("b.label", named) or Sql("TRUE")
        return Sql(
            "SELECT f.n, b.label AS item FROM facts f JOIN label_bits b"
            f" ON b.kind = 'topic' AND (f.{column} >> b.bit) & 1 = 1 WHERE {asked.text}",
            asked.values,
        )
    if kind == "programme":
        asked = both(within("p.programme", named), confident(filters, "p"))
        return Sql(
            f"SELECT p.n, p.programme AS item FROM facts_programmes p WHERE {asked.text}",
            asked.values,
        )
    if kind == "partner":
        asked = both(within("p.name", named), partner_finding(filters))
        return Sql(
            f"SELECT DISTINCT p.n, p.name AS item FROM facts_partners p WHERE {asked.text}",
            asked.values,
        )
    asked = within("keyword", named) or Sql("TRUE")
    return Sql(
        "SELECT n, keyword AS item FROM word_facts JOIN words USING (word)"
        f" WHERE word IN (SELECT word FROM words WHERE {asked.text})",
        asked.values,
    )


def without(kind: Kind, filters: Filters) -> Filters:
    """The filters without what they ask of this kind: what a share is of."""
    if kind == "topic":
        return replace(filters, topic=())
    if kind == "programme":
        return replace(filters, programme=())
    if kind == "partner":
        return replace(filters, partner=(), partner_type=(), country=(), relation=())
    return filters


def listed(values: Sequence[object]) -> str:
    """A SELECT of the given values as rows (value), for a join."""
    return f"SELECT unnest([{marks(values)}]) AS value"
