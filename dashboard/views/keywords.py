"""키워드: words compared over time, and those that rise and fall."""

from __future__ import annotations

import streamlit as st

from dashboard import components as c
from dashboard import filters as state
from dashboard import sentences
from dashboard import wording as w
from dashboard.database import ask, build, vocabulary
from dashboard.figures.bars import ranking
from dashboard.figures.lines import lines
from dashboard.tables import rising_table
from pipelines.query import keywords, periods
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary

PAGE = "keywords"
AT_FIRST, MOST_WORDS, OFFERED = 4, 6, 200


def draw(filters: Filters, words: Vocabulary) -> None:
    """The page from top to bottom."""
    top = ask(keywords.top_keywords, filters, limit=OFFERED)
    if top.empty:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        c.empty_state(filters, words)
        return
    rising = ask(keywords.rising_words, filters)
    c.heading(PAGE, sentences.keywords(top, rising, filters, words), filters, words)
    trend(filters, top["keyword"].tolist())
    left, middle, right = st.columns(3, gap="medium")
    up, down = rising[rising["score"] > 0], rising[rising["score"] < 0].iloc[::-1]
    for place, key, title, frame in (
        (left, "rising", sentences.rising_title(rising), up),
        (middle, "falling", sentences.falling_title(rising), down),
    ):
        with place, st.container(border=True, key=f"card-{key}"):
            c.html(f"<h2 class='card'>{title}</h2>")
            c.html(rising_table(frame.head(12), bars=False))
            c.footer(key, w.RISING_NOTE, frame)
    with right:
        most(filters)


def trend(filters: Filters, offered: list[str]) -> None:
    """Lines of the words that the reader compares."""
    held = [word for word in st.session_state.get("words") or [] if word in offered]
    st.session_state["words"] = held or offered[:AT_FIRST]

    def boxes() -> None:
        box, grain = st.columns([4, 1], vertical_alignment="center")
        box.multiselect(
            w.COMPARE, offered, key="words", max_selections=MOST_WORDS, placeholder=w.COMPARE,
            label_visibility="collapsed", select_all=False, filter_mode="contains",
        )  # fmt: skip
        with grain:
            c.choice("period", w.PERIOD, w.PERIODS, "year")

    period = st.session_state.get(state.view_key("period")) or "year"
    frame = ask(
        keywords.keyword_trend, filters, words=tuple(st.session_state["words"]), period=period
    )
    left = ask(periods.left_out, filters, period=period).iloc[0]
    note = w.undated_note(int(left["unknown"]), int(left["coarser"]), period)
    c.picture(
        "keyword-trend", w.TREND_TITLE, lines(frame, period, c.tokens()),
        note=f"{w.TREND_NOTE} {note}", data=frame, controls=boxes,
        alt=sentences.alt(w.TREND_TITLE, frame, "keyword"),
    )  # fmt: skip


def most(filters: Filters) -> None:
    """The words that most articles say."""
    frame = ask(keywords.top_keywords, filters, limit=OFFERED).head(14)
    figure = ranking(frame["keyword"].tolist(), frame["counted"].tolist(), c.tokens())
    c.picture(
        "top-words", w.TOP_WORDS, figure, note=w.COUNTED_WHAT[filters.unit], data=frame,
        alt=sentences.alt(w.TOP_WORDS, frame, "keyword"),
    )  # fmt: skip


draw(state.current(), vocabulary(build()))
