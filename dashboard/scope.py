"""Filters in words: the phrase of the lead sentence, the chips, and links to other pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from dashboard import wording as w
from pipelines.query.filters import NO_DISTRICT, Filters, to_query
from pipelines.query.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Chip:
    """One value of one filter, as a removable label."""

    name: str
    value: str
    label: str


def chips(filters: Filters, vocabulary: Vocabulary) -> list[Chip]:
    """Everything that is filtered, in the order of the sidebar."""
    found = [Chip("province", code, vocabulary.full_name(code)) for code in filters.province]
    for code in filters.district:
        label = w.NO_DISTRICT if code == NO_DISTRICT else vocabulary.full_name(code)
        found.append(Chip("district", code, label))
    found += [Chip("year", str(span), w.years(span.first, span.last)) for span in filters.years]
    if filters.year_unknown:
        found.append(Chip("year", "unknown", w.UNKNOWN_DATE))
    found += _labelled("topic", filters.topic, vocabulary.topics)
    found += _labelled("partner_type", filters.partner_type, w.PARTNER_TYPES)
    found += [Chip("q", text, f"“{text}”") for text in filters.q]
    if filters.role != ("primary",):
        found += _labelled("role", filters.role, w.ROLES)
    found += _labelled("programme", filters.programme, vocabulary.programmes)
    found += _labelled("stage", filters.stage, w.STAGES)
    found += _labelled("partner", filters.partner, {})
    found += _labelled("relation", filters.relation, w.RELATIONS)
    found += _labelled("country", filters.country, w.COUNTRIES)
    found += _labelled("outlet", filters.outlet, {})
    if filters.unit == "story":
        found.append(Chip("unit", "story", f"{w.UNITS['story']} 단위"))
    if filters.regions == "then":
        found.append(Chip("regions", "then", f"{w.BASES['then']} 행정구역"))
    if filters.sure:
        found.append(Chip("sure", "1", w.FILTERS["sure"]))
    return found


def _labelled(name: str, values: tuple[str, ...], labels: Mapping[str, str]) -> list[Chip]:
    return [Chip(name, value, labels.get(value, value)) for value in values]


def phrase(filters: Filters, vocabulary: Vocabulary) -> str:
    """`2021년 경기도에서 ‘교통’ 주제의` – what the number in the sentence is about."""
    parts = [w.years(span.first, span.last) for span in filters.years[:1]]
    if filters.year_unknown and not parts:
        parts.append("날짜를 알 수 없는 때")
    parts.append(f"{place(filters, vocabulary)}에서")
    if filters.partner:
        parts.append(f"‘{w.listed(list(filters.partner))}’ 참여")
    if filters.topic:
        names = [vocabulary.topics.get(topic, topic) for topic in filters.topic]
        parts.append(f"‘{names[0]}’ 주제" if len(names) == 1 else f"주제 {len(names)}개")
    if filters.q:
        parts.append(f"‘{filters.q[0]}’ 관련")
    return " ".join(parts)


def place(filters: Filters, vocabulary: Vocabulary) -> str:
    """`전국`, `경기도`, `경기도 성남시`, `서울특별시 등 3곳`."""
    districts = [code for code in filters.district if code != NO_DISTRICT]
    names = [vocabulary.full_name(code) for code in (districts or filters.province)]
    return w.listed(names) if names else w.NATION


def link(page: str, filters: Filters, text: str, **view: str) -> str:
    """An HTML link to a page with these filters (a full address, so it can be shared)."""
    extra = "&".join(f"{name}={value}" for name, value in view.items())
    query = "&".join(part for part in (to_query(filters), extra) if part)
    return f"<a href='{escape(page + ('?' + query if query else ''))}' target='_self'>{text}</a>"
