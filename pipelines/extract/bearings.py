"""What bears on whether an article is policy beside its words: who acts, and how much of it is of
the field.

Each is a number with a name; how far it leans to either side is fitted with the words
(relevance_words.tsv, scripts/fit_relevance.py).  A university in the headline, a firm where no
region acts, a public corporation that speaks first lean away from policy; many regions towards it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from pipelines.extract.text import Text
from pipelines.model import PartnerFinding, RegionFinding

BEARING = "="
"""Marks what bears on the odds and is no word of the article."""
OFFICE_FIRST = re.compile(
    r"[가-힣](?:시|군|구|도|청)(?:[(（][^)）]*[)）])?(?:와|과|는|은|가|이|에|,)"
)
"""A region's office where a subject or its partner stands."""
OPENING = 140
"""Letters of an article that are read for who speaks first."""
_FIRST, _HEADLINE_FIRST = 60, 4
"""Letters of the opening, and of the headline, in which a name that comes first begins."""
_SIDO = 2
"""Digits of a 시도's code."""
_CORPORATION = "public_institution"
_ABROAD = ("foreign_city", "foreign_government")
_SUBJECT = re.compile(r"(?:\s?[(（][^)）]{1,40}[)）])?(?:는|은|이|가|,)\s")
_ODDS, _LETTERS, _SHORT = 5.0, 200, 500
"""Units of the log-odds and of a body's length, and the length below which none is dense."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the words of the field and of other beats come to in an article, before who acts.

    `odds` are log-odds of policy, `field` and `against` sums of weights; `governed` says that a
    region is told to do something, `shares` that it begins with the price of shares.
    """

    odds: float
    field: float
    against: float
    governed: bool
    shares: bool


def bearings(
    text: Text, regions: list[RegionFinding], partners: list[PartnerFinding], weighed: Weighed
) -> dict[str, float]:
    """Who acts and how densely, by name: 0 or 1 for what is or is not, logarithms for counts."""
    primary = [region for region in regions if region.role == "primary"]
    types = {partner.type for partner in partners}
    found = {
        "ungoverned": float(not weighed.governed),
        "ungoverned_corporation": float(not weighed.governed and _CORPORATION in types),
        "corporation_first": float(_leads_corporation(text, partners)),
        "abroad_first": float(_abroad_first(regions, partners)),
        "provinces": float({len(region.code) for region in primary} == {_SIDO}),
        "shares_first": float(weighed.shares),
        "against": math.log1p(weighed.against),
        "regions": math.log1p(len(regions)),
        "odds": weighed.odds / _ODDS,
        "sure": (weighed.odds / _ODDS) ** 2,
        "density": math.log1p(weighed.field) - math.log1p(max(len(text.body), _SHORT) / _LETTERS),
    }
    found |= {f"with_{each}": 1.0 for each in types}
    found |= {f"alone_{each}": 1.0 for each in types if not primary}
    first = _first_of_headline(text.title, partners)
    found |= {f"headline_{first.type}": 1.0} if first else {}
    return {f"{BEARING}{name}": value for name, value in found.items()}


def is_subject(opening: str, start: int, partner: PartnerFinding) -> bool:
    """Whether a name that stands in an opening begins it or is the subject of its clause."""
    return start <= 5 or bool(_SUBJECT.match(opening, start + len(partner.as_written)))


def by_place(words: str, partners: list[PartnerFinding]) -> list[tuple[int, PartnerFinding]]:
    """The partners that words name, in their order, each with where it stands."""
    named = ((words.find(p.as_written), p) for p in partners if p.as_written in words)
    return sorted(named, key=lambda one: one[0])


def _first_of_headline(title: str, partners: list[PartnerFinding]) -> PartnerFinding | None:
    """Whom a headline begins with, where that is an organisation."""
    for start, partner in by_place(title, partners):
        return partner if start < _HEADLINE_FIRST else None
    return None


def _abroad_first(regions: list[RegionFinding], partners: list[PartnerFinding]) -> bool:
    """Whether the first place that an article begins with is abroad: its policy is no region's."""
    abroad = min((p.start for p in partners if p.type in _ABROAD), default=_FIRST)
    home = min((r.start for r in regions if r.field == "body"), default=_FIRST)
    return abroad < min(home, _FIRST)


def _leads_corporation(text: Text, partners: list[PartnerFinding]) -> bool:
    """Whether a public corporation is the first that an article speaks of, no region's office
    before it."""
    opening = text.body[:OPENING]
    for start, partner in by_place(opening, partners):
        if start < _FIRST and is_subject(opening, start, partner):
            office = OFFICE_FIRST.search(opening[:_FIRST])
            return partner.type == _CORPORATION and not (office and office.start() <= start)
    return False
