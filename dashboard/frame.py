"""What stands around the pages: the sample's banner and the screens for what went wrong."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard import components, database, filters
from dashboard import wording as w
from pipelines.errors import FilterError
from pipelines.query.filters import AmbiguousValueError, UnknownParameterError, UnknownValueError


def banner() -> None:
    """Says that the sample is served, on every page."""
    if database.is_sample():
        link = f"<a href='upload' target='_self'>{w.PAGES['upload']}</a>"
        components.html(f"<p class='banner'><b>{w.SAMPLE}</b>{w.SAMPLE_HINT} {link}</p>")


def no_build() -> None:
    """Nothing is built yet: what to do."""
    components.html(
        f"<h1 class='lead'>{w.NO_BUILD_TITLE}</h1><p class='note'>{escape(w.NO_BUILD_HINT)}</p>"
    )


def old_build() -> None:
    """What is served was made by another version: how to make it anew."""
    components.html(
        f"<h1 class='lead'>{w.OLD_BUILD_TITLE}</h1><p class='note'>{escape(w.OLD_BUILD_HINT)}</p>"
    )


def wrong_filter(error: FilterError) -> None:
    """The address asks for something unknown: which, what may be meant, and a way out."""
    components.html(f"<h1 class='lead'>{escape(_message(error))}</h1>")
    if error.candidates:
        names = " · ".join(escape(_label(error.parameter, name)) for name in error.candidates)
        components.html(f"<p class='note'>{w.CANDIDATES} {names}</p>")
    st.button(w.SHOW_ALL, key="show-all", on_click=_start_again)


def _message(error: FilterError) -> str:
    label = w.FILTERS.get(error.parameter, error.parameter)
    if isinstance(error, UnknownParameterError):
        return w.UNKNOWN_PARAMETER.format(name=error.parameter)
    if isinstance(error, AmbiguousValueError):
        return w.AMBIGUOUS_VALUE.format(value=error.value)
    value = error.value if isinstance(error, UnknownValueError) else ""
    return w.UNKNOWN_VALUE.format(label=label, value=value)


def _label(parameter: str, candidate: str) -> str:
    """The candidate with its Korean name where it is an id."""
    names = {
        "partner_type": w.PARTNER_TYPES, "relation": w.RELATIONS, "stage": w.STAGES,
        "role": w.ROLES,
    }.get(parameter, {})  # fmt: skip
    return f"{candidate}({names[candidate]})" if candidate in names else candidate


def _start_again() -> None:
    filters.reset()
    st.session_state["f_seeded"] = True
