"""Widgets ↔ Filters ↔ URL.

The URL seeds the widgets when a session opens and when the reader goes back or forward; from
then on the widgets rule and the URL follows.  Values are checked before any widget sees them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pipelines.query.filters import NO_DISTRICT, Filters, YearSpan, parse, to_params
from pipelines.query.vocabulary import Vocabulary

PLAIN = (
    "province", "district", "topic", "partner_type", "role", "programme", "stage", "partner",
    "relation", "country", "outlet",
)  # fmt: skip
"""Filters whose widget holds exactly the tuple of the Filters field."""

VIEW = {
    "article": "", "period": "", "split": "", "metric": "", "page": "", "item": "", "level": "",
    "words": "", "knots": "", "shape": "", "units": "", "spread": "", "at": "",
}  # fmt: skip
"""Options of a single page that a link must carry too; not part of the filter language."""

OR_SIGN = "|"
CAME_FROM = "f_came_from"
"""Session key of the page from which the open article was opened."""


def key(name: str) -> str:
    """The session-state key of a filter's widget."""
    return f"f_{name}"


def view_key(name: str) -> str:
    """The session-state key of a page option."""
    return f"v_{name}"


def current() -> Filters:
    """The filters of this run, for the pages."""
    filters: Filters = st.session_state["filters"]
    return filters


def sync(vocabulary: Vocabulary, page: str) -> None:
    """Seed the widgets from the URL where the URL leads.  Raises FilterError, nothing changed."""
    state = st.session_state
    before, state["f_page"] = state.get("f_page"), page
    if state.get("f_seeded") and not _went_back():
        if before != page:
            _arrive(before)
        _repair(vocabulary)
        return
    state[CAME_FROM] = None
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    view = {name: given.pop(name, [""])[-1] for name in VIEW}
    seed(parse(given, vocabulary))
    for name, value in view.items():
        state[view_key(name)] = value
    state["f_seeded"] = True


def _arrive(before: str | None) -> None:
    """On another page than before, a link may ask for an article; without one, none is open."""
    article = st.query_params.get("article", "")
    st.session_state[view_key("article")] = article
    st.session_state[CAME_FROM] = before if article else None


def _went_back() -> bool:
    """Whether this run comes from the browser's back or forward button."""
    context = get_script_run_ctx()
    return bool(context and getattr(context, "is_history_navigation", False))


def seed(filters: Filters) -> None:
    """Put filters into the widgets' state; only before the widgets are drawn or in a callback."""
    state = st.session_state
    for name in PLAIN:
        state[key(name)] = list(getattr(filters, name))
    state[key("q")] = f" {OR_SIGN} ".join(filters.q)
    state[key("unit")], state[key("regions")] = filters.unit, filters.regions
    state[key("sure")] = filters.sure
    state["f_spans"], state["f_unknown"] = filters.years, filters.year_unknown
    state[key("year_from")], state[key("year_to")] = _year_boxes(filters)


def _year_boxes(filters: Filters) -> tuple[str, str]:
    """What the two year boxes show: '' all, 'unknown', 'many' or the years themselves."""
    if len(filters.years) + filters.year_unknown > 1:
        return "many", ""
    if filters.year_unknown:
        return "unknown", ""
    if not filters.years:
        return "", ""
    span = filters.years[0]
    return str(span.first), str(span.last)


def read() -> Filters:
    """The filters that the widgets say now."""
    state = st.session_state
    spans, unknown = _spans()
    plain = {name: tuple(sorted(state.get(key(name)) or ())) for name in PLAIN}
    texts = (" ".join(text.split()) for text in (state.get(key("q")) or "").split(OR_SIGN))
    filters = Filters(
        years=spans,
        year_unknown=unknown,
        q=tuple(sorted({text for text in texts if text})),
        unit=state.get(key("unit")) or "article",
        regions=state.get(key("regions")) or "now",
        sure=bool(state.get(key("sure"))),
        **plain,
    )
    return filters if filters.role else replace(filters, role=("primary",))


def _spans() -> tuple[tuple[YearSpan, ...], bool]:
    first = st.session_state.get(key("year_from")) or ""
    if first == "many":
        return st.session_state["f_spans"], st.session_state.get("f_unknown", False)
    if first in ("", "unknown"):
        return (), first == "unknown"
    last = st.session_state.get(key("year_to")) or first
    return (YearSpan(int(first), max(int(first), int(last))),), False


def write_url(filters: Filters) -> None:
    """Make the address say what the screen shows."""
    params = address(filters)
    now = {name: st.query_params.get_all(name) for name in st.query_params}
    if params != now:
        st.query_params.from_dict(params)


def address(filters: Filters) -> dict[str, list[str]]:
    """The parameters of a link to what the screen shows: filters and options of the page."""
    params = dict(to_params(filters))
    for name in VIEW:
        value = st.session_state.get(view_key(name))
        if value:
            params[name] = [str(value)]
    return params


def changed(filters: Filters, **changes: Any) -> Filters:
    """The filters with other values of some fields."""
    return replace(filters, **changes)


def choose(**changes: Any) -> None:
    """Callback: change single fields of the filters (`province=("41",)`)."""
    seed(replace(read(), **changes))
    st.session_state[view_key("page")] = ""


def reset() -> None:
    """Callback: no filters at all."""
    seed(Filters())
    for name in VIEW:
        st.session_state[view_key(name)] = ""


def drop(name: str, value: str) -> None:
    """Callback of a chip: take one value out of one filter."""
    filters = read()
    if name == "year":
        spans = tuple(span for span in filters.years if str(span) != value)
        seed(
            replace(filters, years=spans, year_unknown=filters.year_unknown and value != "unknown")
        )
    elif name in ("unit", "regions", "sure"):
        seed(replace(filters, **{name: getattr(Filters(), name)}))
    else:
        left = tuple(item for item in getattr(filters, name) if item != value)
        if name == "province" and left:
            filters = replace(filters, district=_inside(filters.district, left))
        elif name == "province":
            filters = replace(filters, district=())
        changes: dict[str, Any] = {name: left}
        seed(replace(filters, **changes))
    st.session_state[view_key("page")] = ""


def _inside(districts: tuple[str, ...], provinces: tuple[str, ...]) -> tuple[str, ...]:
    """The districts that lie in the provinces; a code begins with its 시도's."""
    return tuple(d for d in districts if d == NO_DISTRICT or d[:2] in provinces)


def _repair(vocabulary: Vocabulary) -> None:
    """Take out what no longer fits: districts of other 시도, regions of the other basis."""
    state = st.session_state
    historic = state.get(key("regions")) == "then"
    provinces = {region.code for region in vocabulary.provinces(historic=historic)}
    districts = {region.code: region for region in vocabulary.districts(historic=historic)}
    chosen = [code for code in state.get(key("province")) or [] if code in provinces]
    state[key("province")] = chosen
    state[key("district")] = [
        code
        for code in state.get(key("district")) or []
        if code == NO_DISTRICT
        or (code in districts and (not chosen or districts[code].sido_code in chosen))
    ]
    first, last = state.get(key("year_from")) or "", state.get(key("year_to")) or ""
    if not first.isdigit():
        state[key("year_to")] = ""
    elif not last.isdigit() or last < first:
        state[key("year_to")] = first
