"""The map as pages use it: figure, legend of thin data, clicks that filter, and the same by box."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import filters as state
from dashboard import geography
from dashboard import wording as w
from dashboard.components import tokens, without
from dashboard.database import ask
from dashboard.figures.choropleth import CONFIG, choropleth
from dashboard.figures.tiles import tiles
from pipelines.query.filters import Filters
from pipelines.query.regions import by_region
from pipelines.query.vocabulary import Vocabulary

__all__ = ["CONFIG", "box", "breadcrumb", "clicked", "counts", "figure", "key"]


def counts(filters: Filters, wanted: str = "") -> pd.DataFrame:
    """Counts of the regions that the map shows; the chosen 시군구 do not hide their neighbours."""
    return ask(by_region, without(filters, "district"), level=geography.level(filters, wanted))


def figure(
    filters: Filters,
    vocabulary: Vocabulary,
    metric: str,
    height: int,
    *,
    shape: str = "map",
    wanted: str = "",
) -> go.Figure:
    """The choropleth of these filters, or (shape `tile`) the same as squares."""
    shown = geography.level(filters, wanted)
    places = geography.places(filters, vocabulary, shown)
    if shape == "tile":
        return tiles(
            counts(filters, wanted), places, geography.cells(places, shown), tokens(),
            metric=metric, height=height, selected=filters.district,
            hint=w.CLICK_DRILL if shown == "sido" else w.CLICK_DISTRICT,
        )  # fmt: skip
    return choropleth(
        counts(filters, wanted), places, geography.address(filters, shown), tokens(),
        metric=metric, height=height, selected=filters.district,
        labels=len(places) <= 45,
        hint=w.CLICK_DRILL if shown == "sido" else w.CLICK_DISTRICT,
    )  # fmt: skip


def key(filters: Filters, page: str) -> str:
    """A new map where the level or the 시도 change, so that no old click is kept."""
    where = "-".join(geography.provinces(filters)) or "all"
    chosen = "-".join(filters.district) or "all"
    return f"map-{page}-{filters.regions}-{where}-{chosen}"


def clicked(name: str) -> None:
    """Callback of a click: a 시도 opens its 시군구, a 시군구 is chosen or let go."""
    event = st.session_state.get(f"plot-{name}") or {}
    points = event.get("selection", {}).get("points", [])
    codes = [code for point in points if (code := _code(point))]
    if not codes:
        return
    filters = state.read()
    if len(codes[0]) == 2:
        if not geography.provinces(filters):
            state.choose(province=(codes[0],), district=())
    else:
        state.choose(district=() if codes[0] in filters.district else (codes[0],))


def _code(point: dict[str, Any]) -> str:
    """The region of a clicked polygon or square."""
    custom = point.get("customdata")
    return str(point.get("location") or (custom[0] if isinstance(custom, list) else custom) or "")


def breadcrumb(filters: Filters, vocabulary: Vocabulary) -> None:
    """전국 ▸ 시도 ▸ 시군구, each step a button that goes back there."""
    parents = geography.provinces(filters)
    with st.container(horizontal=True, key="breadcrumb", gap="small", vertical_alignment="center"):
        st.button(
            w.NATION, key="crumb-all", type="tertiary", disabled=not parents,
            on_click=state.choose, kwargs={"province": (), "district": ()},
        )  # fmt: skip
        if parents:
            st.button(
                "▸ " + w.listed([vocabulary.full_name(code) for code in parents]),
                key="crumb-province", type="tertiary", disabled=not filters.district,
                on_click=state.choose, kwargs={"province": parents, "district": ()},
            )  # fmt: skip


def box(filters: Filters, vocabulary: Vocabulary) -> None:
    """An ordinary box that does what a click on the map does."""
    shown = geography.level(filters)
    places = geography.places(filters, vocabulary, shown)
    names = {place.code: place.name for place in places}
    label = w.FILTERS["province" if shown == "sido" else "district"]
    name = f"box-{key(filters, shown)}"
    chosen = filters.district[0] if len(filters.district) == 1 else None

    def chose() -> None:
        code = st.session_state[name]
        if shown == "sido":
            state.choose(province=(code,) if code else (), district=())
        else:
            state.choose(district=(code,) if code else ())

    options = sorted(names, key=lambda code: names[code])
    st.selectbox(
        label, options, key=name, placeholder=f"{label} {w.CHOOSE}", on_change=chose,
        index=options.index(chosen) if chosen in options else None,
        format_func=lambda code: names[code], label_visibility="collapsed", filter_mode="contains",
    )  # fmt: skip
