"""Filters → SQL with its values: which articles are chosen, and which of their findings count.

Province, district and role hold together on one region finding; partner, partner_type, country
and relation together on one partner finding; the rest holds on the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from pipelines.query.filters import NO_DISTRICT, Filters
from pipelines.query.frames import Sql, marks
from pipelines.query.search import text_condition
from pipelines.query.vocabulary import Vocabulary
from pipelines.settings import SURE_CONFIDENCE as SURE

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
    """A row of facts_regions has the asked role, 시도 and 시군구 (and is sure enough)."""
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
    """A row of facts_partners has the asked name, type, country and relation."""
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
    return f"(year({alias}.earliest) = year({alias}.latest))"


def dated_between(first: date, last: date, alias: str = "a") -> Sql:
    """The article's whole date interval lies between two days (both included)."""
    return Sql(f"{alias}.earliest >= ? AND {alias}.latest <= ?", (first, last))


def is_plain(filters: Filters) -> bool:
    """Whether nothing but years, 시도 and topics restricts articles: what counts are kept for."""
    asked = replace(filters, province=(), years=(), year_unknown=False, topic=())
    return asked == Filters()


def chosen(filters: Filters, vocabulary: Vocabulary, more: Sql | None = None) -> Sql:
    """The SELECT of what is counted, a row each: the chosen articles, or their stories.

    A story has the date of its earliest member and the findings of its fullest (docs/contract),
    so its row is that of the fullest member with the story's date, whichever of its members was
    chosen.  earliest and latest are null where the date is unknown; sidos and topics are masks
    by `label_bits`, home the codes of the primary regions.  `more` is one more condition on the
    articles `a`.
    """
    where = both(articles_condition(filters, vocabulary), more)
    if filters.unit == "article":
        return Sql(f"SELECT {_ROW}, a.earliest, a.latest FROM facts a WHERE {where.text}",
                   where.values)  # fmt: skip
    among = "" if where == both() else f" AND a.n IN (SELECT told FROM facts a WHERE {where.text})"
    return Sql(
        f"SELECT {_ROW}, a.story_earliest AS earliest, a.story_latest AS latest FROM facts a"
        f" WHERE a.n = a.told{among}",
        where.values,
    )


def chosen_articles(filters: Filters, vocabulary: Vocabulary, more: Sql | None = None) -> Sql:
    """The same of the chosen articles themselves, whatever the unit."""
    return chosen(replace(filters, unit="article"), vocabulary, more)


_ROW = (
    "a.n, a.article_id, a.story_id, a.story, a.told, a.sidos, a.sure_sidos, a.topics,"
    " a.sure_topics, a.home, a.settled"
)


def articles_condition(filters: Filters, vocabulary: Vocabulary) -> Sql:
    """What the filters ask of an article `a` of facts."""
    return both(
        _regions(filters, vocabulary),
        _findings("facts_partners p", partner_finding(filters)) if asks_partner(filters) else None,
        _topics(filters, vocabulary),
        _label("facts_programmes", "programme", filters.programme, filters),
        _label("facts_events", "stage", filters.stage, filters),
        within("a.outlet", filters.outlet),
        years_condition(filters),
        either(*(text_condition(text) for text in filters.q)) if filters.q else None,
    )


def _regions(filters: Filters, vocabulary: Vocabulary) -> Sql | None:
    """By the mask where it says all that is asked, else by the findings."""
    if not asks_region(filters):
        return None
    if filters.role == DEFAULT_ROLE and filters.regions == "now" and not filters.district:
        column = "a.sure_sidos" if filters.sure else "a.sidos"
        return carries(column, filters.province, vocabulary.sido_bits)
    return _findings("facts_regions r", region_finding(filters, vocabulary))


def _topics(filters: Filters, vocabulary: Vocabulary) -> Sql | None:
    if not filters.topic:
        return None
    column = "a.sure_topics" if filters.sure else "a.topics"
    return carries(column, filters.topic, vocabulary.topic_bits)


def carries(column: str, labels: tuple[str, ...], bits: Mapping[str, int]) -> Sql:
    """The article carries one of the labels, by its mask."""
    mask = sum(1 << bits[label] for label in labels if label in bits)
    return Sql(f"({column} & {mask}::UBIGINT) <> 0")


def _findings(table: str, condition: Sql) -> Sql:
    return Sql(f"a.n IN (SELECT n FROM {table} WHERE {condition.text})", condition.values)


def _label(table: str, column: str, values: tuple[str, ...], filters: Filters) -> Sql | None:
    """The article carries one of the labels."""
    if not values:
        return None
    condition = both(within(f"f.{column}", values), confident(filters, "f"))
    return Sql(
        f"a.n IN (SELECT n FROM {table} f WHERE {condition.text})",
        condition.values,
    )
