"""How many chosen articles (or stories) say each word: the SELECT of word, counted.

Kept counts (`words`, `word_cells`) answer where nothing, one 시도, one topic or years alone are
asked for; any other choice is counted from its articles' words.  Both are exact.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipelines.query.conditions import both, chosen, dated_between, either, is_plain
from pipelines.query.filters import Filters
from pipelines.query.frames import Sql
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.windows import Window, undated

NOBODY = Filters()


def word_counts(filters: Filters, vocabulary: Vocabulary) -> Sql:
    """Words of the articles that the filters choose."""
    kept = _kept(filters)
    return kept if kept is not None else _counted(chosen(filters, vocabulary))


def word_counts_in(filters: Filters, vocabulary: Vocabulary, window: Window) -> Sql:
    """Words of the chosen articles of one window, whatever years the filters ask for."""
    asked = undated(filters)
    if asked == NOBODY:
        return _of_window(vocabulary, window)
    return _counted(chosen(asked, vocabulary, window.sql()))


def _counted(picked: Sql) -> Sql:
    """From the words of each article or story."""
    return Sql(
        f"SELECT w.word, count(*) AS counted FROM facts_words w"
        f" JOIN ({picked.text}) c USING (n) GROUP BY w.word",
        picked.values,
    )


def _kept(filters: Filters) -> Sql | None:
    """The kept counts where they answer, else None."""
    if not is_plain(replace(filters, unit="article")) or filters.year_unknown:
        return None
    # A story of two years is chosen by either, but kept in one.
    if filters.unit == "story" and filters.years:
        return None
    asked = (filters.province, filters.topic, filters.years)
    if not any(asked):
        column = "stories" if filters.unit == "story" else "articles"
        return Sql(f"SELECT word, {column} AS counted FROM words WHERE {column} > 0")
    if sum(map(bool, asked)) > 1 or any(len(values) > 1 for values in asked):
        return None
    if filters.years:
        span = filters.years[0]
        return _summed(_years(span.first, span.last))
    unit = "story " if filters.unit == "story" else ""
    part = unit + ("sido" if filters.province else "topic")
    label = (filters.province or filters.topic)[0]
    return _summed(Sql("part = ? AND label = ?", (part, label)))


def _months(first: date, last: date) -> Sql:
    return Sql("part = 'months' AND first_month >= ? AND last_month <= ?", (first, last))


def _years(first: int, last: int) -> Sql:
    return Sql(
        "part = 'years' AND first_month >= ? AND last_month <= ?",
        (date(first, 1, 1), date(last, 1, 1)),
    )


def _summed(where: Sql) -> Sql:
    return Sql(
        "SELECT word, sum(articles)::BIGINT AS counted FROM word_cells"
        f" WHERE {where.text} GROUP BY word HAVING counted > 0",
        where.values,
    )


def _of_window(vocabulary: Vocabulary, window: Window) -> Sql:
    """Whole months from the kept counts; articles that reach into the edges one by one."""
    first, last = _next_month(window.first), _month_before(window.last)
    if first > last:
        return _counted(chosen(NOBODY, vocabulary, window.sql()))
    inner = _summed(_whole(first, last))
    inside = dated_between(first, last)
    edges = both(window.sql(), Sql(f"NOT ({inside.text})", inside.values))
    outer = _counted(chosen(NOBODY, vocabulary, edges))
    return Sql(
        f"SELECT word, sum(counted)::BIGINT AS counted FROM ({inner.text} UNION ALL {outer.text})"
        " GROUP BY word",
        inner.values + outer.values,
    )


def _whole(first: date, last: date) -> Sql:
    """The kept counts of whole months: of the whole years among them in one, the rest by month.

    What reaches from a whole year into another one is in a row by years, too; what reaches out
    of them is in the rows by month.
    """
    years = range(first.year + (first.month > 1), last.year + (last.month == 12))
    if not years:
        return _months(first, last.replace(day=1))
    begin, end = date(years[0], 1, 1), date(years[-1], 12, 1)
    months = _months(first, last.replace(day=1))
    rest = Sql("first_month < ? OR last_month > ?", (begin, end))
    return either(_years(years[0], years[-1]), both(months, rest))


def _next_month(day: date) -> date:
    """The first day of the first whole month from a day on."""
    if day.day == 1:
        return day
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _month_before(day: date) -> date:
    """The last day of the last whole month up to a day."""
    if (day + timedelta(days=1)).day == 1:
        return day
    return day.replace(day=1) - timedelta(days=1)
