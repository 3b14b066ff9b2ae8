"""Controls of a page: options that the link keeps, boxes that do what clicks do, parts drawn alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import filters as state


def choice(name: str, label: str, options: dict[str, str], default: str) -> str:
    """A page option as a row of buttons; kept in the link through dashboard.filters.VIEW."""
    held, widget = state.view_key(name), f"w_{name}"
    value = st.session_state.get(held)
    # The link rules, also when the reader goes back; it leaves out what is so by default.
    st.session_state[widget] = value if value in options else default

    def chose() -> None:
        picked = st.session_state[widget]
        st.session_state[held] = "" if picked == default else picked

    picked = st.segmented_control(
        label, list(options), key=widget, required=True, label_visibility="collapsed",
        format_func=lambda option: options[option], on_change=chose,
    )  # fmt: skip
    return str(picked or default)


def pick_one(
    key: str,
    label: str,
    names: Mapping[str, str],
    chosen: Sequence[str],
    choose: Callable[[str | None], None],
) -> None:
    """An ordinary box that does what a click in a picture does."""
    options = [*names, *(one for one in chosen if one not in names)]
    st.session_state[key] = chosen[0] if len(chosen) == 1 else None
    st.selectbox(
        label, options, key=key, index=None, placeholder=label, label_visibility="collapsed",
        filter_mode="contains", width=320, format_func=lambda one: names.get(one, one),
        on_change=lambda: choose(st.session_state[key]),
    )  # fmt: skip


def clicked_bar(key: str, choose: Callable[[str], None]) -> None:
    """Callback of a click on a bar that carries its identifier."""
    event = st.session_state.get(f"plot-{key}") or {}
    custom = [point.get("customdata") for point in event.get("selection", {}).get("points", [])]
    found = [one[0] if isinstance(one, list) else one for one in custom if one]
    if found:
        choose(str(found[0]))


def part(draw: Callable[..., None]) -> Callable[..., None]:
    """A part of a page that its own controls draw anew without the rest; the link follows.

    What filters in it draws the whole page.
    """

    @st.fragment
    @wraps(draw)
    def drawn(*given: Any, **named: Any) -> None:
        if state.read() != state.current():
            st.rerun()
        draw(*given, **named)
        context = get_script_run_ctx()
        if context is not None and context.fragment_ids_this_run:
            state.write_url(state.current())

    return drawn
