"""The day, month or year of publication that an article's own words fix.

A release says `16일 밝혔다` and leaves the rest to the page.  Where the page has no stamp, a full
date beside it, a counted span of years (`올해부터 2022년까지 5년간`) or the year of what it tells of
(`years.py`) still fixes a part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from pipelines.clean.days import day_or_none, of_year, on_day
from pipelines.clean.years import DAY_SAID, year_of_news
from pipelines.model import PublicationDate

_SAID = r"(?:밝혔|전했|발표했|설명했|알렸|말했|공개했|소개했)"
_ANNOUNCED = re.compile(
    rf"(?P<full>(?P<y>(?:19|20)\d{{2}})년\s?(?P<m>\d{{1,2}})월\s?(?P<d>\d{{1,2}})일)\s?{_SAID}"
)
_FULL = re.compile(r"(?P<y>(?:19|20)\d{2})년\s?(?P<m>\d{1,2})월\s?(?P<d>\d{1,2})일")
_GLUED_DAY = re.compile(
    rf"(?<!\d)(?P<y>20\d{{2}})(?P<m>[1-9]|1[0-2])(?P<d>\d{{2}})일\s[^.]*{_SAID}"
)
"""A full date that lost its 년 and 월 (`2020528일 … 밝혔다`)."""
_DATED_DAY = re.compile(
    r"(?<!년)(?<!년\s)(?<!\d)(?<!오는\s)(?P<m>\d{1,2})월\s?(?P<d>\d{1,2})일(?!\s?(?:부터|까지|간))"
)
_SPAN = re.compile(
    r"(?P<begins>올해|금년|내년|지난해|작년)(?:부터|\s?\d{1,2}월부터|[을를]\s시작으로)\s?"
    r"(?P<last>[‘'’]?(?:20)?\d{2})년?\s?(?:말\s?|(?P<month>\d{1,2})월\s?)?까지[^.,\n]{0,12}?"
    r"(?P<years>\d|1\d)개?년(?:간|\s?동안|에\s?걸쳐|에\s|\s)"
)
"""`올해부터 2022년까지 5년간`: the last year and their number fix the first."""
_WHOLE_YEAR = 11
"""The month in which the last of counted years is over."""
_FROM_NOW = {"올해": 0, "금년": 0, "내년": 1, "지난해": -1, "작년": -1}
"""Years from that of writing to the word's."""
_STOP = re.compile(r"[다요][.]\s*")
_OPENING = 1200
"""Letters of an article in which it says when it was written."""
_LEAD = 2
"""Sentences of a lead."""
_NEAR = timedelta(days=14)
"""Days within which a release follows its event."""


def told_date(title: str, body: str, weights: Mapping[str, float]) -> PublicationDate | None:
    """The most exact date that title and body fix, else None; rules announced, resolved, year.

    `weights`: what speaks for a year that they name (years.py).
    """
    sentences = opening(body)
    return _announced(body) or _resolved(sentences[:3]) or _year(title, sentences, weights)


def days_said(body: str) -> set[int]:
    """The days of the month on which a lead says that it spoke (`20일 밝혔다`)."""
    return {int(m["d"]) for text in opening(body)[:_LEAD] for m in DAY_SAID.finditer(text)}


@lru_cache(maxsize=4)
def opening(body: str) -> list[str]:
    """The sentences of an article's opening; every rung of the ladder asks for them."""
    text = body[:_OPENING]
    ends = [0, *(match.end() for match in _STOP.finditer(text)), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(ends)]


def _announced(body: str) -> PublicationDate | None:
    match = _ANNOUNCED.search(body) or _GLUED_DAY.search(body[:_OPENING])
    if match and (found := day_or_none(match["y"], match["m"], match["d"])):
        return on_day(found, "announced", match.group(0))
    return None


def _resolved(sentences: list[str]) -> PublicationDate | None:
    for sentence in sentences:
        said, full = DAY_SAID.search(sentence), _FULL.search(sentence)
        if said and full:
            event = day_or_none(full["y"], full["m"], full["d"])
            found = event and day_or_none(event.year, event.month, said["d"])
            if event and found and timedelta(0) <= found - event <= _NEAR:
                return on_day(found, "resolved", f"{full.group(0)} … {said.group(0)}")
    return None


def _year(title: str, sentences: list[str], weights: Mapping[str, float]) -> PublicationDate | None:
    """The year of a counted span or of the news, with its day where the lead tells day and month."""
    found = _of_span(sentences) or year_of_news(title, sentences, weights)
    if found is None:
        return None
    year, words = found
    return _day_of_year(year, sentences) or of_year(year, "year", words)


def _of_span(sentences: list[str]) -> tuple[int, str] | None:
    """The year from or after which a span of counted years begins, with its words."""
    for match in filter(None, map(_SPAN.search, sentences)):
        last = 2000 + int(match["last"][-2:])
        whole = int(match["month"] or 12) >= _WHOLE_YEAR
        year = last - int(match["years"]) + whole - _FROM_NOW[match["begins"]]
        if year <= date.today().year:
            return year, match.group(0)
    return None


def _day_of_year(year: int, sentences: list[str]) -> PublicationDate | None:
    """The day of `5월 27일 … 28일 밝혔다` in a year that is known."""
    for sentence in sentences[:_LEAD]:
        said, event = DAY_SAID.search(sentence), _DATED_DAY.search(sentence)
        if said and event:
            happened = day_or_none(year, event["m"], event["d"])
            found = day_or_none(year, event["m"], said["d"])
            if happened and found and timedelta(0) <= found - happened <= _NEAR:
                return on_day(found, "resolved", f"{event.group(0)} … {said.group(0)}")
    return None
