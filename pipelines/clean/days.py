"""Reads written days, months and years, in every form of the field."""

from __future__ import annotations

import calendar
import re
from datetime import date

from pipelines.model import PublicationDate
from pipelines.settings import EARLIEST_YEAR

_PARTS = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s?(?:[-./]|년)\s?(?P<m>\d{1,2})\s?(?:[-./]|월)\s?(?P<d>\d{1,2})(?!\d)"
)
_SOLID = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])")
_SHORT = re.compile(r"(?P<y>\d{2})[-./]\s?(?P<m>\d{1,2})[-./]\s?(?P<d>\d{1,2})")
_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[.]?\s(?P<d>\d{1,2})(?:st|nd|rd|th)?[.,]{0,2}\s(?P<y>20\d{2})"
)
_ENGLISH_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)?\s(?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[.,]?\s(?P<y>20\d{2})"
)
_KOREAN_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<m>\d{1,2})월\s(?P<d>\d{1,2})일?,?\s(?P<y>20\d{2})(?!\d)"
)
_MIXED = re.compile(
    r"(?P<y>20\d{2})년\s(?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\s(?P<d>\d{1,2})일?(?!\d)"
)
"""Dates as half-translated systems of blogs write them: `12월 21, 2025`, `2019년 April 22일`."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})\s?(?:[-./]|년)\s?(?P<m>\d{1,2})(?!\d)\s?월?")
YEAR = re.compile(r"^\s*(?P<y>(?:19|20)\d{2})\s?년?\s*$")


def day_or_none(year: str | int, month: str | int, day: str | int) -> date | None:
    """The day, or None where the calendar has none or it lies outside the field's years."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST_YEAR <= found.year <= date.today().year + 1 else None


def parse_day(text: str) -> date | None:
    """The first full date in a text, in any of the written forms of the field."""
    for pattern in (_PARTS, _SOLID):
        for match in pattern.finditer(text):
            found = day_or_none(match["y"], match["m"], match["d"])
            if found:
                return found
    if turned := _KOREAN_DAY_FIRST.search(text):
        return day_or_none(turned["y"], turned["m"], turned["d"])
    english = _ENGLISH.search(text) or _ENGLISH_DAY_FIRST.search(text) or _MIXED.search(text)
    if english:
        return day_or_none(english["y"], _MONTHS.index(english["m"]) + 1, english["d"])
    short = _SHORT.fullmatch(text.strip())
    return day_or_none(2000 + int(short["y"]), short["m"], short["d"]) if short else None


def on_day(day: date, rule: str, evidence: str) -> PublicationDate:
    """A date of day precision."""
    return PublicationDate(day, day, day, "day", rule, evidence.strip()[:120])


def of_month(year: int, month: int, rule: str, evidence: str) -> PublicationDate:
    """A date of month precision."""
    last = calendar.monthrange(year, month)[1]
    first, final = date(year, month, 1), date(year, month, last)
    return PublicationDate(None, first, final, "month", rule, evidence.strip()[:120])


def of_year(year: int, rule: str, evidence: str) -> PublicationDate:
    """A date of year precision."""
    return PublicationDate(
        None, date(year, 1, 1), date(year, 12, 31), "year", rule, evidence.strip()[:120]
    )
