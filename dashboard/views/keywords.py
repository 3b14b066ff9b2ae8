"""키워드: words compared over time with their bursts, what rises and falls, what stands together."""

from __future__ import annotations

from html import escape
from typing import cast

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import controls as k
from dashboard import filters as state
from dashboard import sentences
from dashboard import wording as w
from dashboard import wording_words as ww
from dashboard.database import ask, build, vocabulary
from dashboard.figures.bars import ranking
from dashboard.figures.lines import lines
from dashboard.figures.network import network
from dashboard.sight import in_sight
from dashboard.tables import distinct_table, plain_table, rising_table
from pipelines.query import keywords, periods, word_bursts, word_network
from pipelines.query.filters import Filters
from pipelines.query.milestones import milestones
from pipelines.query.vocabulary import Vocabulary
from pipelines.trends.periods import Period

PAGE = "keywords"
AT_FIRST, MOST_WORDS, OFFERED = 4, 6, 200
MOST_BURSTS, MOST_LISTED = 14, 12


def draw(filters: Filters, words: Vocabulary) -> None:
    """The page from top to bottom."""
    top = ask(keywords.top_keywords, filters, limit=OFFERED)
    if top.empty:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        c.empty_state(filters, words)
        return
    c.heading(PAGE, sentences.keywords(top, filters, words), filters, words)
    over_time(filters, words, top["keyword"].tolist())
    up_and_down(filters)


@in_sight(560)
def up_and_down(filters: Filters) -> None:
    """What rises, what falls, what sets the chosen articles apart."""
    rising = moved(ask(keywords.rising_words, filters))
    left, middle, right = st.columns(3, gap="medium")
    up, down = rising[rising["score"] > 0], rising[rising["score"] < 0].iloc[::-1]
    for place, key, title, frame in (
        (left, "rising", sentences.rising_title(rising), up),
        (middle, "falling", sentences.falling_title(rising), down),
    ):
        with place, st.container(border=True, key=f"card-{key}"):
            c.html(f"<h2 class='card'>{title}</h2>")
            c.html(rising_table(frame.head(MOST_LISTED), bars=False))
            c.footer(key, w.by_unit(ww.RISING_NOTE, filters.unit), frame)
    with right:
        apart(filters)


def moved(frame: pd.DataFrame) -> pd.DataFrame:
    """Words whose share went where their score points: all else stayed as it was."""
    return frame[(frame["current_share"] - frame["previous_share"]) * frame["score"] > 0]


@k.part
def over_time(filters: Filters, words: Vocabulary, offered: list[str]) -> None:
    """Lines of the words that the reader compares; below, what stands together, and the bursts."""
    chosen, period = compared(offered), grain()
    trend(filters, offered, chosen, period)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        together(filters, words)
    with right:
        bursts(filters)


def grain() -> str:
    """The period that the reader chose."""
    period = st.session_state.get(state.view_key("period")) or "year"
    return period if period in w.PERIODS else "year"


def compared(offered: list[str]) -> list[str]:
    """The words that the link names and the page offers, else the first few."""
    held = str(st.session_state.get(state.view_key("words")) or "").split(",")
    return [word for word in dict.fromkeys(held) if word in offered][:MOST_WORDS] or offered[
        :AT_FIRST
    ]


def trend(filters: Filters, offered: list[str], chosen: list[str], period: str) -> None:
    """The lines with their controls."""
    st.session_state["box-words"] = chosen

    def chose() -> None:
        picked = st.session_state["box-words"]
        st.session_state[state.view_key("words")] = ",".join(picked)

    def boxes() -> None:
        box, grain = st.columns([4, 1], vertical_alignment="center")
        box.multiselect(
            w.COMPARE, offered, key="box-words", max_selections=MOST_WORDS, on_change=chose,
            placeholder=w.COMPARE, label_visibility="collapsed", select_all=False,
            filter_mode="contains",
        )  # fmt: skip
        with grain:
            k.choice("period", w.PERIOD, w.PERIODS, "year")

    frame = ask(keywords.keyword_trend, filters, words=tuple(chosen), period=period)
    found = word_bursts.of_trend(frame, cast("Period", period))
    left = ask(periods.left_out, filters, period=period).iloc[0]
    undated = w.undated_note(int(left["unknown"]), int(left["coarser"]), period)
    bands = ww.BANDS_NOTE if len(found) else ""
    national = ask(milestones, Filters())
    title = ww.trend_title(frame, period)
    c.picture(
        "keyword-trend", title,
        lines(frame, period, c.tokens(), bursts=found, milestones=national),
        note=f"{w.by_unit(w.TREND_NOTE, filters.unit)} {bands} {undated} {w.milestone_list(national)}", data=frame,
        controls=boxes, alt=sentences.alt(title, frame, "keyword"),
    )  # fmt: skip


@in_sight(560)
def bursts(filters: Filters) -> None:
    """The strongest bursts as a table."""
    period = grain()
    frame = ask(word_bursts.bursts, filters, period=period)
    with st.container(border=True, key="card-bursts"):
        c.html(f"<h2 class='card'>{ww.bursts_title(frame, period)}</h2>")
        shown = frame.head(MOST_BURSTS)
        table = [
            (burst["item"], ww.burst_span(burst, period), w.count(burst["counted"]),
             w.share(burst["counted"] / max(burst["total"], 1)))
            for _, burst in shown.iterrows()
        ]  # fmt: skip
        c.html(
            plain_table(
                [w.by_unit(name, filters.unit) for name in ww.BURST_COLUMNS], table, numbers=(2, 3)
            )
            if table
            else ""
        )
        c.footer("bursts", ww.BURSTS_NOTE, frame)


@in_sight(560)
def together(filters: Filters, words: Vocabulary) -> None:
    """Which words (or topics) stand together; a knot that is clicked or chosen filters by it."""
    kind = st.session_state.get(state.view_key("knots")) or "keyword"
    kind = kind if kind in ww.KNOTS else "keyword"
    whole = ask(word_network.network, Filters(), kind=kind)
    found = ask(word_network.network, filters, kind=kind, before=whole.nodes)
    names = dict(words.topics) if kind == "topic" else {}
    chosen = filters.topic if kind == "topic" else filters.q
    title = ww.network_title(found.edges, names)
    key = f"network-{kind}-{'-'.join(chosen)}"
    figure = network(found.nodes, found.edges, names, c.tokens(), chosen=chosen)

    def boxes() -> None:
        left, right = st.columns([3, 2], vertical_alignment="center")
        with left:
            knot_box(kind, found.nodes["item"].tolist(), names, chosen)
        with right, st.container(horizontal_alignment="right"):
            k.choice("knots", ww.KNOTS_LABEL, ww.KNOTS, "keyword")

    c.picture(
        key, title, figure, note=ww.NETWORK_NOTE, data=found.edges, controls=boxes,
        alt=sentences.alt(title, found.nodes.assign(name=[
            names.get(item, item) for item in found.nodes["item"]
        ]), "name"), on_select=lambda: knot_clicked(key, kind),
    )  # fmt: skip


def knot_box(kind: str, items: list[str], names: dict[str, str], chosen: tuple[str, ...]) -> None:
    """A box that does what a click on a knot does."""
    name, items = f"box-knot-{kind}", [*items, *(one for one in chosen if one not in items)]
    st.session_state[name] = chosen[0] if len(chosen) == 1 and chosen[0] in items else None
    label = ww.CHOOSE_KNOT.format(kind=ww.KNOTS[kind])
    st.selectbox(
        label, sorted(items, key=lambda item: names.get(item, item)), key=name, index=None,
        placeholder=label, label_visibility="collapsed", filter_mode="contains",
        format_func=lambda item: names.get(item, item),
        on_change=lambda: choose_knot(kind, st.session_state[name]),
    )  # fmt: skip


def knot_clicked(key: str, kind: str) -> None:
    """Callback of a click on a knot."""
    event = st.session_state.get(f"plot-{key}") or {}
    named = [point.get("customdata") for point in event.get("selection", {}).get("points", [])]
    items = [item[0] if isinstance(item, list) else item for item in named if item]
    if items:
        choose_knot(kind, str(items[0]))


def choose_knot(kind: str, item: str | None) -> None:
    """Filter by a word or a topic, or let it go."""
    chosen = (item,) if item else ()
    state.choose(**({"topic": chosen} if kind == "topic" else {"q": chosen}))


def apart(filters: Filters) -> None:
    """What sets the chosen articles apart; where all are chosen, the words that most say."""
    frame = ask(keywords.distinctive_words, filters)
    if frame.empty:
        most(filters)
        return
    with st.container(border=True, key="card-distinct"):
        c.html(f"<h2 class='card'>{ww.distinct_title(frame)}</h2>")
        c.html(distinct_table(frame))
        c.footer("distinct", w.by_unit(ww.DISTINCT_NOTE, filters.unit), frame)


def most(filters: Filters) -> None:
    """The words that most articles say."""
    frame = ask(keywords.top_keywords, filters, limit=OFFERED).head(MOST_LISTED + 3)
    figure = ranking(frame["keyword"].tolist(), frame["counted"].tolist(), c.tokens(), row=31)
    title = w.TOP_WORDS.format(word=w.particle(f"‘{escape(frame['keyword'].iloc[0])}’", "이"))
    c.picture(
        "top-words", title, figure, note=w.COUNTED_WHAT[filters.unit], data=frame,
        alt=sentences.alt(title, frame, "keyword"),
        on_select=lambda: k.clicked_bar("top-words", lambda word: state.choose(q=(word,))),
    )  # fmt: skip


draw(state.current(), vocabulary(build()))
