"""Filters → SQL with its values: which articles are chosen, and which of their findings count.

Province, district and role hold together on one region finding; partner, partner_type, country
and relation together on one partner finding; the rest holds on the article.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.query.filters import NO_DISTRICT, Filters
from pipelines.query.frames import Sql, marks
from pipelines.query.search import text_condition
from pipelines.query.vocabulary import Vocabulary

SURE = 0.9
"""`sure=1`: a finding below this confidence counts as not found."""

DEFAULT_ROLE = ("primary",)


def both(*parts: Sql | None) -> Sql:
    """All conditions hold (None is no condition)."""
    return _joined(" AND ", "TRUE", parts)


def either(*parts: Sql | None) -> Sql:
    """At least one condition holds."""
    return _joined(" OR ", "FALSE", parts)


def _joined(word: str, nothing: str, parts: Iterable[Sql | None]) -> Sql:
    given = [part for part in parts if part is not None]
    if not given:
        return Sql(nothing)
    text = word.join(f"({part.text})" for part in given)
    return Sql(text, tuple(value for part in given for value in part.values))


def within(column: str, values: tuple[str, ...]) -> Sql | None:
    """The column holds one of the values; None where no values are asked for."""
    return Sql(f"{column} IN ({marks(values)})", values) if values else None


def confident(filters: Filters, alias: str) -> Sql | None:
    """The finding is sure enough for the filters."""
    return Sql(f"{alias}.confidence >= {SURE}") if filters.sure else None


def region_finding(filters: Filters, vocabulary: Vocabulary, alias: str = "r") -> Sql:
    """A row of article_regions has the asked role, 시도 and 시군구 (and is sure enough)."""
    return both(
        within(f"{alias}.role", filters.role),
        _province(filters, vocabulary, alias),
        _district(filters, vocabulary, alias),
        confident(filters, alias),
    )


def _province(filters: Filters, vocabulary: Vocabulary, alias: str) -> Sql | None:
    if filters.regions == "now":
        return within(f"{alias}.sido_code", filters.province)
    names = tuple(vocabulary.regions[code].name for code in filters.province)
    return within(f"{alias}.sido_then", names)


def _district(filters: Filters, vocabulary: Vocabulary, alias: str) -> Sql | None:
    if not filters.district:
        return None
    codes = tuple(code for code in filters.district if code != NO_DISTRICT)
    own = NO_DISTRICT in filters.district
    if filters.regions == "now":
        return either(
            within(f"{alias}.code", codes), Sql(f"{alias}.sigungu IS NULL") if own else None
        )
    pairs = [vocabulary.regions[code] for code in codes]
    named = [
        Sql(
            f"{alias}.sido_then = ? AND {alias}.sigungu_then = ?",
            (vocabulary.regions[region.sido_code].name, region.name),
        )
        for region in pairs
    ]
    nowhere = Sql(f"{alias}.sido_then IS NOT NULL AND {alias}.sigungu_then IS NULL")
    return either(*named, nowhere if own else None)


def partner_finding(filters: Filters, alias: str = "p") -> Sql:
    """A row of article_partners has the asked name, type, country and relation."""
    return both(
        within(f"{alias}.name", filters.partner),
        within(f"{alias}.type", filters.partner_type),
        within(f"{alias}.country", filters.country),
        within(f"{alias}.relation", filters.relation),
        confident(filters, alias),
    )


def asks_region(filters: Filters) -> bool:
    """Whether the filters restrict articles by a region finding."""
    return bool(filters.province or filters.district or filters.role != DEFAULT_ROLE)


def asks_partner(filters: Filters) -> bool:
    """Whether the filters restrict articles by a partner finding."""
    return bool(filters.partner or filters.partner_type or filters.country or filters.relation)


def years_condition(filters: Filters, alias: str = "a") -> Sql | None:
    """The article's whole date interval lies in one of the spans, or in no single year."""
    if not filters.years and not filters.year_unknown:
        return None
    spans = [
        dated_between(date(span.first, 1, 1), date(span.last, 12, 31), alias)
        for span in filters.years
    ]
    unknown = Sql(f"NOT coalesce({single_year(alias)}, FALSE)") if filters.year_unknown else None
    return either(*spans, unknown)


def single_year(alias: str = "a") -> str:
    """SQL that says whether an article's date interval lies in one calendar year."""
    return (
        f"({alias}.published_precision <> 'unknown'"
        f" AND year({alias}.published_earliest) = year({alias}.published_latest))"
    )


def dated_between(first: date, last: date, alias: str = "a") -> Sql:
    """The article's whole date interval lies between two days (both included)."""
    return Sql(
        f"{alias}.published_precision <> 'unknown' AND {alias}.published_earliest >= ?"
        f" AND {alias}.published_latest <= ?",
        (first, last),
    )


def chosen(filters: Filters, vocabulary: Vocabulary, more: Sql | None = None) -> Sql:
    """The SELECT of chosen articles: article_id, story_id, counted, earliest, latest.

    `counted` is what is counted distinctly (article or story by the unit); earliest and latest
    are null where the date is unknown.  `more` is one more condition on `articles a`.
    """
    where = both(
        Sql("a.on_topic"),
        _finding("article_regions r", region_finding(filters, vocabulary), asks_region(filters)),
        _finding("article_partners p", partner_finding(filters), asks_partner(filters)),
        _label("article_topics", "topic", filters.topic, filters),
        _label("article_programmes", "programme", filters.programme, filters),
        _label("article_events", "stage", filters.stage, filters),
        within("a.outlet", filters.outlet),
        years_condition(filters),
        either(*(text_condition(text) for text in filters.q)) if filters.q else None,
        more,
    )
    known = "a.published_precision <> 'unknown'"
    # The row's number stands for the article: whole numbers are counted much faster than texts.
    counted = "a.story_id" if filters.unit == "story" else "a.rowid"
    return Sql(
        f"SELECT a.article_id, a.story_id, {counted} AS counted,"
        f" CASE WHEN {known} THEN a.published_earliest END AS earliest,"
        f" CASE WHEN {known} THEN a.published_latest END AS latest"
        f" FROM articles a WHERE {where.text}",
        where.values,
    )


def _finding(table: str, condition: Sql, asked: bool) -> Sql | None:
    if not asked:
        return None
    return Sql(
        f"a.article_id IN (SELECT article_id FROM {table} WHERE {condition.text})",
        condition.values,
    )


def _label(table: str, column: str, values: tuple[str, ...], filters: Filters) -> Sql | None:
    """The article carries one of the labels."""
    asked = within(f"f.{column}", values)
    return None if asked is None else _finding(
        f"{table} f", both(asked, confident(filters, "f")), True
    )  # fmt: skip
