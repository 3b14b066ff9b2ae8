"""Which two stretches of time a change compares.

With one span of years asked for: that span and the one of the same length before it, both cut
at the newest article's day in the year, so that a running year is compared with the same part
of the years before.  Otherwise: the twelve months up to the newest article and those before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import duckdb

from pipelines.query.conditions import dated_between
from pipelines.query.connect import kept
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql


@dataclass(frozen=True, slots=True)
class Window:
    """Days from first to last, both included."""

    first: date
    last: date

    def sql(self) -> Sql:
        """The condition that an article's whole date interval lies in the window."""
        return dated_between(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Windows:
    """The current window, the one before it, and whether they are the last twelve months."""

    current: Window
    previous: Window
    rolling: bool


def windows(connection: duckdb.DuckDBPyConnection, filters: Filters) -> Windows | None:
    """The two windows for these filters; None where nothing is dated or a gap has no before."""
    newest = newest_day(connection)
    if newest is None or filters.year_unknown or len(filters.years) > 1:
        return None
    if not filters.years:
        return _rolling(newest)
    span = filters.years[0]
    if span.first > newest.year:
        return None
    length = span.last - span.first + 1
    last = min(date(span.last, 12, 31), newest)
    if last < date(span.last, 1, 1):  # the span ends in a year that has not begun in the data
        last = newest
        length = newest.year - span.first + 1
    return Windows(
        Window(date(span.first, 1, 1), last),
        Window(date(span.first - length, 1, 1), _years_before(last, length)),
        rolling=False,
    )


def newest_day(connection: duckdb.DuckDBPyConnection) -> date | None:
    """The day of the build's newest on-topic article with a certain day, whatever the filters."""
    return kept(connection, "newest day", lambda: _newest_day(connection))


def _newest_day(connection: duckdb.DuckDBPyConnection) -> date | None:
    rows = connection.execute("SELECT max(earliest) FROM facts WHERE earliest = latest").fetchall()
    newest = rows[0][0]
    return newest if isinstance(newest, date) else None


def undated(filters: Filters) -> Filters:
    """The same filters without their years, for use with a window."""
    return replace(filters, years=(), year_unknown=False)


def _rolling(newest: date) -> Windows:
    start = _years_before(newest, 1) + timedelta(days=1)
    before = start - timedelta(days=1)
    return Windows(
        Window(start, newest),
        Window(_years_before(before, 1) + timedelta(days=1), before),
        rolling=True,
    )


def _years_before(day: date, years: int) -> date:
    """The same day of an earlier year (29 February becomes 28)."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
