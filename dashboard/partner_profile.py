"""One partner: where, since when, about what, in what way and beside whom it takes part."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import controls as k
from dashboard import filters as state
from dashboard import sentences
from dashboard import wording as w
from dashboard import wording_partners as wt
from dashboard.database import ask
from dashboard.figures.bars import ranking
from dashboard.figures.timeline import timeline
from pipelines.query import partners, periods, regions
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary

MOST = 12


def draw(filters: Filters, words: Vocabulary) -> None:
    """The profile of the one partner that is filtered."""
    left, right = st.columns([5, 7], gap="medium")
    with left:
        where(filters)
    with right:
        when(filters)
    left, middle, right = c.columns(3)
    with left:
        what(filters, words)
    with middle:
        how(filters)
    with right:
        beside(filters)


def where(filters: Filters) -> None:
    """Its 시도, most first; a click opens one."""
    frame = ask(regions.by_region, c.without(filters, "district"), level="sido")
    title = sentences.map_title(frame, "count")
    figure = ranking(
        frame["name"].tolist(), frame["counted"].tolist(), c.tokens(),
        identifiers=frame["code"].tolist(),
        marked=[code in filters.province for code in frame["code"]],
    )  # fmt: skip
    c.picture(
        "partner-where", title, figure, note=w.COUNTED_WHAT[filters.unit], data=frame,
        alt=sentences.alt(title, frame, "name"),
        on_select=lambda: k.clicked_bar(
            "partner-where", lambda code: state.choose(province=(code,), district=())
        ),
    )  # fmt: skip


def when(filters: Filters) -> None:
    """Its years."""
    frame = ask(periods.by_period, filters, period="year", split="none")
    left = ask(periods.left_out, filters, period="year").iloc[0]
    title = sentences.trend_title(frame, "year")
    undated = w.undated_note(int(left["unknown"]), int(left["coarser"]), "year")
    shown = frame.assign(when=[w.period_name(day, "year") for day in frame["period"]])
    c.picture(
        "partner-when", title, timeline(frame, "year", c.tokens(), height=320),
        note=f"{w.COUNTED_WHAT[filters.unit]} {undated}", data=frame,
        alt=sentences.alt(title, shown, "when"),
    )  # fmt: skip


def what(filters: Filters, words: Vocabulary) -> None:
    """Its topics; a click filters by one."""
    parts = ask(periods.by_period, filters, period="year", split="topic")
    sums = parts.groupby("part", sort=True)["counted"].sum().nlargest(MOST)
    names = [words.topics.get(str(topic), str(topic)) for topic in sums.index]
    frame = pd.DataFrame({"topic": names, "counted": sums.to_numpy()})
    title = w.EMPTY_FIGURE
    if names:
        title = wt.WHAT.format(topic=w.particle(f"‘{escape(names[0])}’", "이"))
    c.picture(
        "partner-what", title,
        ranking(names, sums.tolist(), c.tokens(), identifiers=[str(one) for one in sums.index]),
        note=w.by_unit(w.SPLIT_NOTE, filters.unit), data=frame,
        alt=sentences.alt(title, frame, "topic"),
        on_select=lambda: k.clicked_bar(
            "partner-what", lambda topic: state.choose(topic=(topic,))
        ),
    )  # fmt: skip


def how(filters: Filters) -> None:
    """Its relations; a click filters by one."""
    frame = ask(partners.by_type_and_relation, filters)
    sums = frame.groupby("relation")["counted"].sum().sort_values(ascending=False)
    names = [w.RELATIONS.get(str(one), str(one)) for one in sums.index]
    shown = pd.DataFrame({"relation": names, "counted": sums.to_numpy()})
    title = w.EMPTY_FIGURE
    if names:
        title = wt.WHAT.format(topic=w.particle(f"‘{names[0]}’", "이"))
    c.picture(
        "partner-how", title,
        ranking(names, sums.tolist(), c.tokens(), identifiers=[str(one) for one in sums.index]),
        note=w.COUNTED_WHAT[filters.unit], data=shown, alt=sentences.alt(title, shown, "relation"),
        on_select=lambda: k.clicked_bar(
            "partner-how", lambda relation: state.choose(relation=(relation,))
        ),
    )  # fmt: skip


def beside(filters: Filters) -> None:
    """Who stands beside it; a click changes to that partner."""
    frame = ask(partners.co_partners, filters, limit=MOST)
    title = w.by_unit(wt.BESIDE if len(frame) else wt.BESIDE_NONE, filters.unit)
    c.picture(
        "partner-beside", title,
        ranking(frame["partner"].tolist(), frame["counted"].tolist(), c.tokens()),
        note=w.COUNTED_WHAT[filters.unit], data=frame, alt=sentences.alt(title, frame, "partner"),
        on_select=lambda: k.clicked_bar(
            "partner-beside", lambda name: state.choose(partner=(name,))
        ),
    )  # fmt: skip
