"""The one filter language: URL parameters ↔ frozen Filters.

The dashboard's URL, the download routes and `export --query` all read it (docs/contract).
Regions are kept as codes; `to_query` writes the canonical form, `parse` reads any form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, quote, urlencode

from pipelines.errors import FilterError
from pipelines.query.resolve import (
    AmbiguousValueError,
    UnknownParameterError,
    UnknownValueError,
    YearSpan,
    one_of,
    resolve_districts,
    resolve_partner,
    resolve_programme,
    resolve_province,
    resolve_topic,
    resolve_year,
)
from pipelines.query.vocabulary import (
    PARTNER_TYPES,
    RELATIONS,
    ROLES,
    STAGES,
    Vocabulary,
)

__all__ = [
    "PARAMETERS", "AmbiguousValueError", "FilterError", "Filters", "UnknownParameterError",
    "UnknownValueError", "YearSpan", "parse", "to_params", "to_query",
]  # fmt: skip

Unit = Literal["article", "story"]
Basis = Literal["now", "then"]
NO_DISTRICT = "none"
"""`district=none` is the 시도's own policy."""

ID_TYPED = frozenset(
    {"province", "district", "role", "year", "topic", "programme", "stage", "partner_type",
     "country", "relation"}
)  # fmt: skip
PARAMETERS = (
    "province", "district", "role", "year", "topic", "programme", "stage", "partner",
    "partner_type", "country", "relation", "outlet", "q", "unit", "regions", "sure",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for: OR within a field, AND across; empty means no restriction.

    `province`, `district` hold region codes (district also `none`); `years` spans of whole
    years; `year_unknown` the articles that lie in no single year; `q` alternatives, each of
    words that must all occur, quotes holding a phrase together.
    """

    province: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    role: tuple[str, ...] = ("primary",)
    years: tuple[YearSpan, ...] = ()
    year_unknown: bool = False
    topic: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    partner_type: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    q: tuple[str, ...] = ()
    unit: Unit = "article"
    regions: Basis = "now"
    sure: bool = False


def parse(source: Mapping[str, Sequence[str]] | str, vocabulary: Vocabulary) -> Filters:
    """Read parameters (a mapping of lists, or a query string) against a build's vocabulary.

    Raises UnknownParameterError, UnknownValueError or AmbiguousValueError (all FilterError), each
    with candidates; nothing is ignored in silence.
    """
    given = _values(source)
    historic = _one(given, "regions", ("now", "then")) == "then"
    provinces = _all(given, "province", lambda v: resolve_province(v, vocabulary, historic))
    years = [resolve_year(value) for value in given.get("year", ())]

    def ids(name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        return _all(given, name, lambda value: one_of(name, value, allowed))

    return Filters(
        province=provinces,
        district=resolve_districts(given.get("district", ()), provinces, vocabulary, historic),
        role=ids("role", ROLES) or ("primary",),
        years=tuple(sorted({year for year in years if year is not None})),
        year_unknown=None in years,
        topic=_all(given, "topic", lambda v: resolve_topic(v, vocabulary)),
        programme=_all(given, "programme", lambda v: resolve_programme(v, vocabulary)),
        stage=ids("stage", STAGES),
        partner=_all(given, "partner", lambda v: resolve_partner(v, vocabulary)),
        partner_type=ids("partner_type", PARTNER_TYPES),
        country=ids("country", vocabulary.countries),
        relation=ids("relation", RELATIONS),
        outlet=ids("outlet", vocabulary.outlets),
        q=tuple(sorted({" ".join(value.split()) for value in given.get("q", ())})),
        unit="story" if _one(given, "unit", ("article", "story")) == "story" else "article",
        regions="then" if historic else "now",
        sure=_one(given, "sure", ("0", "1")) == "1",
    )


def to_params(filters: Filters) -> dict[str, list[str]]:
    """The canonical parameters: fixed order, sorted values, defaults left out."""
    years = [str(span) for span in filters.years] + ["unknown"] * filters.year_unknown
    raw: dict[str, Sequence[str]] = {
        "province": filters.province, "district": filters.district,
        "role": () if filters.role == ("primary",) else filters.role, "year": years,
        "topic": filters.topic, "programme": filters.programme, "stage": filters.stage,
        "partner": filters.partner, "partner_type": filters.partner_type,
        "country": filters.country, "relation": filters.relation, "outlet": filters.outlet,
        "q": filters.q, "unit": ("story",) if filters.unit == "story" else (),
        "regions": ("then",) if filters.regions == "then" else (),
        "sure": ("1",) if filters.sure else (),
    }  # fmt: skip
    return {
        name: [",".join(values)] if name in ID_TYPED else list(values)
        for name, values in raw.items()
        if values
    }


def to_query(filters: Filters) -> str:
    """The canonical query string; `parse(to_query(filters))` gives the same filters."""
    return urlencode(to_params(filters), doseq=True, quote_via=quote, safe=",")


def _values(source: Mapping[str, Sequence[str]] | str) -> dict[str, tuple[str, ...]]:
    """Parameter → its values, commas split where ids are meant; empty values say nothing."""
    if isinstance(source, str):
        source = parse_qs(source.lstrip("?"), keep_blank_values=True)
    known = {}
    for name, values in source.items():
        if name not in PARAMETERS:
            raise UnknownParameterError(name, PARAMETERS)
        parts = [p for v in values for p in (v.split(",") if name in ID_TYPED else [v])]
        known[name] = tuple(part.strip() for part in parts if part.strip())
    return known


def _all(
    given: Mapping[str, Sequence[str]], name: str, resolve: Callable[[str], str]
) -> tuple[str, ...]:
    return tuple(sorted({resolve(value) for value in given.get(name, ())}))


def _one(given: Mapping[str, Sequence[str]], name: str, allowed: tuple[str, ...]) -> str:
    """A single-valued switch, by default its first value; two values contradict each other."""
    values = {one_of(name, value, allowed) for value in given.get(name, ())}
    if len(values) > 1:
        raise UnknownValueError(name, ", ".join(sorted(values)), allowed)
    return values.pop() if values else allowed[0]
