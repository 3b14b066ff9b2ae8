"""Reads the sample and says what its entries must fulfil; the tests put the questions."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.reference import Reference, Region, load_reference

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
ARTICLE_FIELDS = {"id", "title", "body", "outlet", "published", "url"}
FACT_FIELDS = {
    "id", "story", "regions", "topics", "optional_topics", "partners", "optional_partners",
    "programmes", "stage",
}  # fmt: skip
ROLES = {"primary", "mentioned", "venue"}
Pair = tuple[str, str | None]


@dataclass(frozen=True)
class Partner:
    """An organisation of the facts; an optional one has no relation."""

    name: str
    type: str
    country: str
    relation: str | None


@dataclass(frozen=True)
class Entry:
    """One article of the sample with what is true of it."""

    id: str
    story: str
    title: str
    body: str
    outlet: str
    published: str
    url: str
    regions: tuple[tuple[str, str | None, str], ...]
    topics: tuple[str, ...]
    optional_topics: tuple[str, ...]
    partners: tuple[Partner, ...]
    optional_partners: tuple[Partner, ...]
    programmes: tuple[str, ...]
    stage: str | None

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return tuple((sido, sigungu) for sido, sigungu, _ in self.regions)


def rows(folder: str) -> dict[str, list[dict[str, Any]]]:
    """The JSON objects of every file of a folder, in their order."""
    return {
        path.name: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for path in sorted((SAMPLE / folder).glob("*.jsonl"))
    }


def _partners(found: list[dict[str, str]]) -> tuple[Partner, ...]:
    return tuple(Partner(p["name"], p["type"], p["country"], p.get("relation")) for p in found)


def _entry(article: dict[str, Any], facts: dict[str, Any]) -> Entry:
    return Entry(
        **article,
        story=facts["story"],
        regions=tuple((sido, sigungu, role) for sido, sigungu, role in facts["regions"]),
        topics=tuple(facts["topics"]),
        optional_topics=tuple(facts["optional_topics"]),
        partners=_partners(facts["partners"]),
        optional_partners=_partners(facts["optional_partners"]),
        programmes=tuple(facts["programmes"]),
        stage=facts["stage"],
    )


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The whole sample, paired by place in the two folders."""
    articles, facts = rows("articles"), rows("facts")
    return tuple(
        _entry(article, fact)
        for name in articles
        for article, fact in zip(articles[name], facts[name], strict=True)
    )


def days(published: str) -> tuple[date, date]:
    """First and last day that a full or partial date may mean."""
    year, *rest = (int(part) for part in published.split("-"))
    if len(rest) == 2:
        return (date(year, *rest),) * 2
    if rest:
        return date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1])
    return date(year, 1, 1), date(year, 12, 31)


def _overlaps(region: Region, first: date, last: date) -> bool:
    return (region.valid_from is None or region.valid_from <= last) and (
        region.valid_to is None or first <= region.valid_to
    )


def region_of(pair: Pair, published: str, reference: Reference) -> Region | None:
    """The division that bore these names when the article appeared; None: none did."""
    sido, sigungu = pair
    for region in reference.regions:
        if not _overlaps(region, *days(published)):
            continue
        parent = reference.region_by_code[region.sido_code].name
        if sigungu is None and region.level == "sido" and region.name == sido:
            return region
        if region.level == "sigungu" and (parent, region.name) == (sido, sigungu):
            return region
    return None


@lru_cache(maxsize=1)
def canonical_names() -> dict[str, str]:
    """Canonical partner name of every written form."""
    return {row.alias: row.name for row in load_reference().partner_names}


def lexicon_ids(name: str) -> set[str]:
    """Ids that a word list of the reference data leads to."""
    return {value for _, value in load_reference().lexicon(name)}


def partner_types() -> set[str]:
    """Every partner type that the reference data knows."""
    known = {partner.type for partner in load_reference().partners}
    return known | lexicon_ids("org_suffix")


def sentences(body: str) -> list[str]:
    """Sentences of a press summary: they end in a full stop before a space or the end."""
    return [part for part in re.split(r"(?<=[.?!])[’”\"']?\s+", body.strip()) if part]


def grams(text: str, length: int) -> Iterator[str]:
    """Every run of `length` characters of a text without its spaces."""
    dense = "".join(text.split())
    return (dense[at : at + length] for at in range(len(dense) - length + 1))
