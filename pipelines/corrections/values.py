"""What a person writes in a correction → the value of the vocabulary, or why it is none."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipelines.check_reference import PARTNER_TYPES, STAGES
from pipelines.corrections import reasons
from pipelines.model import Precision
from pipelines.reference import RELATIONS, Reference, Region

_DAY = re.compile(r"(\d{4})(?:[-./]\s?(\d{1,2})(?:[-./]\s?(\d{1,2}))?)?\.?")
_YES = ("true", "1", "예", "yes")
_NO = ("false", "0", "아니오", "no")
UNKNOWN = ("", "unknown", "알 수 없음")
HOME = "KR"


class WrongValueError(Exception):
    """A correction that cannot be applied; its text is the reason."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A date of some precision; both days are None where it is unknown."""

    earliest: date | None = None
    latest: date | None = None
    precision: Precision = "unknown"

    @property
    def on(self) -> date | None:
        """The day, where it is one."""
        return self.earliest if self.precision == "day" else None


@dataclass(frozen=True, slots=True)
class Organisation:
    """A partner as a correction names it."""

    name: str
    type: str
    country: str


def day_text(earliest: date | None, precision: Precision) -> str:
    """Write a date as corrections do; an unknown one is empty."""
    length = {"day": 10, "month": 7, "year": 4, "unknown": 0}[precision]
    return earliest.isoformat()[:length] if earliest else ""


def interval(text: str) -> Interval:
    """Read 2023-05-31, 2023-05, 2023 or unknown."""
    if text in UNKNOWN:
        return Interval()
    found = _DAY.fullmatch(text)
    try:
        year, month, day = (int(part) if part else None for part in found.groups())  # type: ignore[union-attr]
        if year is None or month is None:
            return Interval(date(year or 0, 1, 1), date(year or 0, 12, 31), "year")
        last = calendar.monthrange(year, month)[1]
        if day is None:
            return Interval(date(year, month, 1), date(year, month, last), "month")
        return Interval(date(year, month, day), date(year, month, day), "day")
    except (AttributeError, ValueError) as error:
        raise WrongValueError(reasons.DAY.format(value=text)) from error


def yes_or_no(text: str) -> bool:
    """Read true or false."""
    if text.lower() not in _YES + _NO:
        raise WrongValueError(reasons.YES_OR_NO)
    return text.lower() in _YES


def topic(text: str, reference: Reference) -> str:
    """Give the id of a topic by its id or Korean name."""
    names = {t.name: t.topic for t in reference.topics}
    return _one_of(text, names, reasons.TOPIC)


def programme(text: str, reference: Reference) -> str:
    """Give the id of a programme by its id or name."""
    names = {p.name: p.programme for p in reference.programmes}
    return _one_of(text, names, reasons.PROGRAMME)


def _one_of(text: str, ids_by_name: Mapping[str, str], kind: str) -> str:
    if text in ids_by_name.values():
        return text
    if text not in ids_by_name:
        known = ", ".join(ids_by_name.values())
        raise WrongValueError(reasons.VALUE.format(value=text, kind=kind, known=known))
    return ids_by_name[text]


def region(text: str, reference: Reference) -> Region:
    """Give today's division by a code or a name of any era, shared names with their 시도."""
    names = _region_names(reference)
    codes = names.get(" ".join(text.split()), frozenset())
    if not codes:
        raise WrongValueError(reasons.REGION.format(value=text))
    if len(codes) > 1:
        full = sorted(" ".join(region_names(reference.region_by_code[c], reference)) for c in codes)
        raise WrongValueError(reasons.SHARED_REGION.format(value=text, candidates=", ".join(full)))
    return reference.region_by_code[next(iter(codes))]


def region_names(found: Region, reference: Reference) -> tuple[str, ...]:
    """Give 시도 and 시군구 of a division, the latter where it is one."""
    sido = reference.region_by_code[found.sido_code].name
    return (sido,) if found.level == "sido" else (sido, found.name)


@lru_cache(maxsize=2)
def _region_names(reference: Reference) -> dict[str, frozenset[str]]:
    """Map every written form to today's codes: codes, names alone, names after a 시도's."""
    found: dict[str, set[str]] = {}
    for one in reference.regions:
        if one.level == "gu":
            continue
        today = reference.current(one.code).code
        sido = reference.region_by_code[one.sido_code]
        forms = {one.code, one.name, *(one.aliases if one.level == "sido" else ())}
        if one.level == "sido":
            forms.add(one.short_name)
        else:
            forms |= {f"{s} {one.name}" for s in (sido.name, sido.short_name)}
        for form in forms:
            found.setdefault(form, set()).add(today)
    return {form: frozenset(codes) for form, codes in found.items()}


def organisation(text: str, reference: Reference) -> Organisation:
    """Give a partner by name or alias; one that is not listed as `name:type[:country]`."""
    name, *told = (part.strip() for part in text.split(":"))
    if told:
        type_, country = [*told, HOME][:2]
        if type_ not in PARTNER_TYPES or not name:
            known = ", ".join(sorted(PARTNER_TYPES))
            raise WrongValueError(reasons.PARTNER.format(value=text, known=known))
        return Organisation(name, type_, country)
    listed = reference.partner_by_name.get(canonical(name, reference))
    if listed is None:
        known = ", ".join(sorted(PARTNER_TYPES))
        raise WrongValueError(reasons.PARTNER.format(value=text, known=known))
    return Organisation(listed.name, listed.type, listed.country)


def canonical(name: str, reference: Reference) -> str:
    """Give the name under which a partner is listed, else the name as it is."""
    if name in reference.partner_by_name:
        return name
    return next((known.name for known in reference.partner_names if known.alias == name), name)


def relation(text: str, of: str = "") -> tuple[str, str]:
    """Read `organisation:relation`, or a relation alone where `of` names the organisation."""
    name, _, kind = text.rpartition(":")
    if kind.strip() not in RELATIONS or not (name or of):
        raise WrongValueError(reasons.RELATION.format(known=", ".join(sorted(RELATIONS))))
    return name.strip() or of, kind.strip()


def event(text: str) -> tuple[str, Interval]:
    """Read `stage:date` or a stage alone, whose date is unknown."""
    stage, _, when = (part.strip() for part in text.partition(":"))
    if stage not in STAGES:
        raise WrongValueError(reasons.EVENT.format(known=", ".join(sorted(STAGES))))
    return stage, interval(when)
