"""지도: 시도, and after a click or a choice its 시군구; share, count or change."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import controls as k
from dashboard import filters as state
from dashboard import geography, maps, rows, scope, sentences
from dashboard import wording as w
from dashboard.database import ask, build, vocabulary
from dashboard.figures.bars import ranking
from dashboard.sight import in_sight
from pipelines.query import articles, overview
from pipelines.query.filters import Filters, YearSpan
from pipelines.query.vocabulary import Vocabulary

PAGE = "map"
MOST_BARS, ROWS = 18, 8


def draw(filters: Filters, words: Vocabulary) -> None:
    """The page from top to bottom."""
    frame = maps.counts(filters)
    if frame.empty and maps.counts(filters, "sigungu").empty:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        c.empty_state(filters, words)
        return
    told = sentences.regions(frame, filters, words) if len(frame) else w.EMPTY_FIGURE
    c.heading(PAGE, told, filters, words)
    crumbs, box = st.columns([7, 5], vertical_alignment="center")
    with crumbs:
        maps.breadcrumb(filters, words)
    with box:
        maps.box(filters, words)
    years(filters, words)
    picture(filters, words)
    newest(filters, words)


@k.part
def picture(filters: Filters, words: Vocabulary) -> None:
    """The map or the squares with the ranking; their controls draw these alone."""
    whole = not geography.provinces(filters)
    left, right = st.columns([6, 6], vertical_alignment="center")
    with left, st.container(horizontal=True, key="shapes"):
        shape = k.choice("shape", w.SHAPE, w.SHAPES, "map")
        wanted = k.choice("units", w.MAP_UNIT, w.MAP_UNITS, "sido") if whole else ""
    with right, st.container(horizontal_alignment="right"):
        metric = k.choice("metric", w.METRIC, w.METRICS, "count")
    frame = maps.counts(filters, wanted)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        region_map(filters, words, frame, metric=metric, shape=shape, wanted=wanted)
    with right:
        league(filters, frame, metric)


def years(filters: Filters, words: Vocabulary) -> None:
    """A slider over the years; it does what the two boxes of the sidebar do."""
    if len(words.years) < 2 or len(filters.years) > 1 or filters.year_unknown:
        return
    ends = (words.years[0], words.years[-1])
    span = filters.years[0] if filters.years else None
    held = (span.first, span.last) if span else ends

    def slid() -> None:
        first, last = st.session_state["map-years"]
        whole = (first, last) == ends
        state.choose(years=() if whole else (YearSpan(first, last),))

    st.session_state["map-years"] = tuple(min(max(year, ends[0]), ends[1]) for year in held)
    st.slider(
        w.FILTERS["year"], *ends, key="map-years", on_change=slid, format="%d년",
        label_visibility="collapsed",
    )  # fmt: skip


def region_map(
    filters: Filters,
    words: Vocabulary,
    frame: pd.DataFrame,
    *,
    metric: str,
    shape: str,
    wanted: str,
) -> None:
    """The large map; a click opens a 시도 or chooses a 시군구."""
    name = f"{maps.key(filters, PAGE)}-{shape}-{wanted}"
    title = sentences.map_title(frame, metric)
    note = w.CHANGE_NOTE if metric == "change" else w.COUNTED_WHAT[filters.unit]

    c.picture(
        name, title, maps.figure(filters, words, metric, 500 if c.on_phone() else 640, shape=shape, wanted=wanted),
        note=f"{note} {w.THIN}. {w.TILE_NOTE if shape == 'tile' else w.SOURCE_MAP}", data=frame,
        alt=sentences.alt(title, frame, "name"), config=maps.CONFIG, on_select=lambda: maps.clicked(name),
    )  # fmt: skip


def league(filters: Filters, frame: pd.DataFrame, metric: str) -> None:
    """The same regions as a ranking."""
    shown = frame.assign(change=frame["current"] - frame["previous"])
    column = {"count": "counted", "share": "share", "change": "change"}[metric]
    shown = shown.sort_values([column, "code"], ascending=[False, True]).head(MOST_BARS)
    write = {"count": w.count, "share": w.share, "change": w.difference}[metric]
    short = len(set(frame["sido_code"])) == 1
    if shown.empty:
        return
    figure = ranking(
        [name.split(" ", 1)[-1] if short else name for name in shown["name"]],
        shown[column].tolist(), c.tokens(), texts=[write(value) for value in shown[column]],
        identifiers=shown["code"].tolist(),
        marked=[code in filters.district for code in shown["code"]],
        row=max(27, min(38, 622 // len(shown))),
    )  # fmt: skip

    title = w.by_unit(w.LEAGUE.format(n=len(shown)), filters.unit)
    c.picture(
        "league", title, figure, note=w.by_unit(w.SHARE_NOTE, filters.unit),
        data=frame, alt=sentences.alt(title, frame, "name"),
        on_select=lambda: maps.clicked("league"),
    )  # fmt: skip


@in_sight(420)
def newest(filters: Filters, words: Vocabulary) -> None:
    """The newest articles of the shown regions, and the way to all of them."""
    frame = ask(articles.rows, filters, limit=ROWS)
    total = int(ask(overview.totals, filters)["counted"].iloc[0])
    with st.container(border=True, key="card-newest"):
        place = escape(scope.place(filters, words))
        every = scope.link("articles", filters, w.SEE_ALL.format(n=w.count(total)))
        c.html(f"<h2 class='card'>{w.ROWS_OF.format(place=place)}</h2>")
        for _, article in frame.iterrows():
            rows.row(article, PAGE)
        c.html(f"<p class='more'>{every}</p>")


draw(state.current(), vocabulary(build()))
