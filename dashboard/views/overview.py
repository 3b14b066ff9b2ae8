"""개요: how much, where, when, what rises, and the newest articles."""

from __future__ import annotations

import streamlit as st

from dashboard import components as c
from dashboard import filters as state
from dashboard import maps, rows, sentences
from dashboard import wording as w
from dashboard.database import ask, build, vocabulary
from dashboard.figures.timeline import timeline
from dashboard.sight import in_sight
from dashboard.tables import rising_table
from pipelines.query import articles, keywords, overview, periods
from pipelines.query.filters import Filters
from pipelines.query.milestones import milestones
from pipelines.query.vocabulary import Vocabulary

PAGE = "overview"


def draw(filters: Filters, words: Vocabulary) -> None:
    """The page from top to bottom."""
    totals = ask(overview.totals, filters)
    if totals["articles"].iloc[0] == 0:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        c.empty_state(filters, words)
        return
    change, topics = ask(overview.change, filters), ask(overview.topic_change, filters)
    sentence = sentences.overview(filters, words, totals, change, topics)
    c.heading(PAGE, sentence, filters, words)
    c.key_figures(figures(filters, words))
    left, right = st.columns([5, 7], gap="medium")
    with left:
        region_map(filters, words)
    with right:
        history(filters)
    left, right = st.columns([5, 7], gap="medium")
    with left:
        rising(filters)
    with right:
        newest(filters)


def figures(filters: Filters, words: Vocabulary) -> list[c.Figure]:
    """Count, regions, partners with their change, and the topic that rose most."""
    totals, change = ask(overview.totals, filters).iloc[0], ask(overview.change, filters)
    years = ask(overview.by_year, filters)
    windows = change.set_index("window")
    found = []
    for column, label in (
        ("counted", w.UNITS[filters.unit]), ("regions", w.REGION_COUNT),
        ("partners", w.PARTNER_COUNT),
    ):  # fmt: skip
        grown = ""
        if not change.empty:
            counts = windows[column]
            grown = w.growth(counts["current"], counts["previous"])
        write = w.count if column == "counted" else w.places
        found.append(c.Figure(label, write(totals[column]), grown, years[column].tolist()))
    topics = ask(overview.topic_change, filters)
    if not topics.empty and topics["current"].iloc[0] > topics["previous"].iloc[0]:
        best = topics.iloc[0]
        name = words.topics.get(best["topic"], best["topic"])
        grown = f"▲ {w.number(best['previous'])} → {w.count(best['current'])}"
        found.append(c.Figure(w.RISING_TOPIC, name, grown))
    else:
        found.append(c.Figure(w.RISING_TOPIC, w.NONE))
    return found


def region_map(filters: Filters, words: Vocabulary) -> None:
    """The map; a click opens a 시도 or chooses a 시군구."""
    frame = maps.counts(filters)
    name = maps.key(filters, PAGE)
    title = sentences.map_title(frame, "count")
    c.picture(
        name, title, maps.figure(filters, words, "count", 430),
        note=f"{w.COUNTED_WHAT[filters.unit]} {w.THIN}.", data=frame,
        alt=sentences.alt(title, frame, "name"), config=maps.CONFIG,
        on_select=lambda: maps.clicked(name),
    )  # fmt: skip


def grain(filters: Filters) -> str:
    """Months within one year, quarters within three, else years: a chart wants several bars."""
    if len(filters.years) != 1:
        return "year"
    length = filters.years[0].last - filters.years[0].first + 1
    return "month" if length == 1 else "quarter" if length <= 3 else "year"


def history(filters: Filters) -> None:
    """Articles over time with the national milestones."""
    period = grain(filters)
    frame = ask(periods.by_period, filters, period=period, split="none")
    left = ask(periods.left_out, filters, period=period).iloc[0]
    undated = w.undated_note(int(left["unknown"]), int(left["coarser"]), period)
    title = sentences.trend_title(frame, period)
    shown = frame.assign(when=[w.period_name(day, period) for day in frame["period"]])
    c.picture(
        "history", title,
        timeline(frame, period, c.tokens(), milestones=ask(milestones, Filters()), height=430),
        note=f"{w.COUNTED_WHAT[filters.unit]} {undated}",
        data=frame, alt=sentences.alt(title, shown, "when"),
    )  # fmt: skip


@in_sight(470)
def rising(filters: Filters) -> None:
    """Words that rise against the stretch of time before."""
    frame = ask(keywords.rising_words, filters)
    with st.container(border=True, key="card-rising"):
        c.html(f"<h2 class='card'>{sentences.rising_title(frame)}</h2>")
        c.html(rising_table(frame[frame["score"] > 0].head(13)))
        c.footer("rising", w.by_unit(w.RISING_NOTE, filters.unit), frame)


@in_sight(470)
def newest(filters: Filters) -> None:
    """The newest articles, each opening its evidence."""
    frame = ask(articles.rows, filters, limit=5)
    with st.container(border=True, key="card-newest"):
        c.html(f"<h2 class='card'>{w.NEWEST}</h2>")
        for _, article in frame.iterrows():
            rows.row(article, PAGE)


draw(state.current(), vocabulary(build()))
