"""The issue of a magazine that a page names beside its article."""

from __future__ import annotations

import re

from pipelines.clean.days import day_or_none, of_month, of_year
from pipelines.clean.lines import Line
from pipelines.clean.stories import Story
from pipelines.model import PublicationDate

_ISSUE = re.compile(
    r"(?P<y>20\d{2})년?[\s.]{0,2}(?P<m>\d{1,2})월호"
    r"|^(?P<year>20\d{2})[\s.,]{1,2}(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?[.]?$"
    r"|^(?P<season>20\d{2})[\s.,]{0,2}(?:Spring|Summer|Autumn|Fall|Winter|(?:봄|여름|가을|겨울)호)(?=\s|$)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ABOVE, _BELOW, _LINE = 8, 64, 30
"""Lines above and below an article in which its issue is named; letters of such a line."""


def issue_of(lines: list[Line], story: Story) -> PublicationDate | None:
    """The month, or the year of the season, of the magazine's issue that a line about an article
    names (`2023년 4월호`, `2022. May`, `2023 Winter vol.140`)."""
    first, last = story.prose[0], story.prose[-1]
    for line in (*lines[max(0, first - _ABOVE) : first], *lines[last : last + _BELOW]):
        match = _ISSUE.search(line.text) if len(line.text) <= _LINE else None
        if match and match["season"]:
            return of_year(int(match["season"]), "dateline", match.group(0))
        if match and (month := _month_of(match)):
            return of_month(*month, "dateline", match.group(0))
    return None


def _month_of(issue: re.Match[str]) -> tuple[int, int] | None:
    """Year and month of an issue; None where there is no such month."""
    if issue["month"]:
        return int(issue["year"]), _MONTHS.index(issue["month"].lower()) + 1
    return (int(issue["y"]), int(issue["m"])) if day_or_none(issue["y"], issue["m"], 1) else None
