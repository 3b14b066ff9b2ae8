"""The shared filters as widgets: six in front, the rest behind `조건 더 보기`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard import filters as state
from dashboard import wording as w
from dashboard.filters import key, reset
from dashboard.finding import MOST_PARTNERS, frequent_partners
from pipelines.query.filters import NO_DISTRICT, YearSpan
from pipelines.query.vocabulary import Vocabulary

QUICK = (3, 5)
"""Lengths of the periods, up to the newest year, that one click chooses."""


def draw(vocabulary: Vocabulary) -> None:
    """All filter widgets; their state is seeded by dashboard.filters.sync before."""
    with st.sidebar:
        head, clear = st.columns([3, 2], vertical_alignment="center", wrap=False)
        head.markdown(f"<h2 class='side'>{w.CONDITIONS}</h2>", unsafe_allow_html=True)
        clear.button(w.RESET, key="reset", type="tertiary", on_click=reset)
        _regions(vocabulary)
        _years(vocabulary)
        _quick_years(vocabulary)
        _several("topic", list(vocabulary.topics), vocabulary.topics)
        _several("partner_type", list(w.PARTNER_TYPES), w.PARTNER_TYPES)
        st.text_input(w.FILTERS["q"], key=key("q"), placeholder=w.SEARCH_HINT, help=w.SEARCH_HELP)
        with st.expander(w.MORE_FILTERS):
            _more(vocabulary)


def _regions(vocabulary: Vocabulary) -> None:
    historic = st.session_state.get(key("regions")) == "then"
    provinces = vocabulary.provinces(historic=historic)
    _several("province", [region.code for region in provinces], vocabulary.full_name)
    chosen = st.session_state.get(key("province")) or []
    districts = [
        region
        for region in vocabulary.districts(historic=historic)
        if not chosen or region.sido_code in chosen
    ]
    short = len(chosen) == 1
    labels = {
        region.code: region.name if short else vocabulary.full_name(region.code)
        for region in districts
    } | {NO_DISTRICT: w.NO_DISTRICT}
    _several("district", [NO_DISTRICT, *(region.code for region in districts)], labels)


def _years(vocabulary: Vocabulary) -> None:
    years = [str(year) for year in reversed(vocabulary.years)]
    first, last = st.columns(2, wrap=False)
    special = {"": w.ALL, "unknown": w.UNKNOWN_DATE, "many": w.MANY_YEARS}
    chosen = st.session_state.get(key("year_from")) or ""
    asked = [chosen] if chosen.isdigit() and chosen not in years else []
    many = ["many"] if chosen == "many" else []
    first.selectbox(
        w.FROM_YEAR, ["", *many, *asked, *years, "unknown"], key=key("year_from"),
        format_func=lambda year: special.get(year, year), filter_mode=None,
    )  # fmt: skip
    ends = [year for year in years if year >= chosen] if chosen.isdigit() else []
    end = st.session_state.get(key("year_to")) or ""
    asked = [end] if end not in ends else []
    last.selectbox(
        w.TO_YEAR, [*asked, *ends], key=key("year_to"), disabled=not chosen.isdigit(),
        format_func=lambda year: year or "–", filter_mode=None,
    )  # fmt: skip


def quick_periods(years: Sequence[int]) -> dict[str, YearSpan]:
    """Label → span of the two newest years and of the last few, as far as there are years."""
    if not years:
        return {}
    first, last = years[0], years[-1]
    found = {str(year): YearSpan(year, year) for year in (last, last - 1)}
    found |= {w.LAST_YEARS.format(n=n): YearSpan(last - n + 1, last) for n in QUICK}
    return {label: span for label, span in found.items() if span.first >= first}


def _quick_years(vocabulary: Vocabulary) -> None:
    """Periods that officers ask for, each one click; they do what the two boxes do."""
    periods = quick_periods(vocabulary.years)
    held = state.read().years
    # The boxes rule: the button of the period that they say is pressed.
    st.session_state["quick-years"] = next(
        (label for label, span in periods.items() if held == (span,)), None
    )

    def chose() -> None:
        picked = st.session_state["quick-years"]
        state.choose(years=(periods[picked],) if picked else (), year_unknown=False)

    st.pills(
        w.QUICK_YEARS, list(periods), key="quick-years", on_change=chose,
        label_visibility="collapsed",
    )  # fmt: skip


def _more(vocabulary: Vocabulary) -> None:
    _several("role", list(w.ROLES), w.ROLES)
    _several("programme", list(vocabulary.programmes), vocabulary.programmes)
    _several("stage", list(w.STAGES), w.STAGES)
    _several("partner", frequent_partners(), str)
    _several("relation", list(w.RELATIONS), w.RELATIONS)
    _several("country", vocabulary.countries, lambda code: w.COUNTRIES.get(code, code))
    _several("outlet", vocabulary.outlets[:MOST_PARTNERS], str)
    st.segmented_control(
        w.FILTERS["unit"], list(w.UNITS), key=key("unit"), required=True,
        format_func=lambda unit: w.UNITS[unit],
    )  # fmt: skip
    st.segmented_control(
        w.FILTERS["regions"], list(w.BASES), key=key("regions"), required=True,
        format_func=lambda basis: w.BASES[basis],
    )  # fmt: skip
    st.toggle(w.FILTERS["sure"], key=key("sure"))


def _several(
    name: str, options: Sequence[str], label: Mapping[str, str] | Callable[[str], str]
) -> None:
    """A box for any number of values; what a link asked for is always among the options."""
    asked = [value for value in st.session_state.get(key(name)) or [] if value not in options]
    show = label if callable(label) else lambda value: label.get(value, value)
    st.multiselect(
        w.FILTERS[name], [*asked, *options], key=key(name), format_func=show,
        placeholder=w.ALL, select_all=False, filter_mode="contains",
    )  # fmt: skip
