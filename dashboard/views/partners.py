"""파트너: who takes part, in what way, and from which countries."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import controls as k
from dashboard import filters as state
from dashboard import partner_pictures, partner_profile, rows, sentences
from dashboard import wording as w
from dashboard import wording_partners as wt
from dashboard.database import ask, build, vocabulary
from dashboard.figures.bars import ranking
from dashboard.figures.heatmap import heatmap
from dashboard.sight import in_sight
from pipelines.query import articles, partners
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary

PAGE = "partners"
OFFERED, MOST_BARS = 300, 24


def draw(filters: Filters, words: Vocabulary) -> None:
    """The page from top to bottom."""
    top = ask(partners.top_partners, filters, limit=OFFERED)
    if top.empty:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        c.empty_state(filters, words)
        return
    c.heading(PAGE, sentences.partners(top, filters, words), filters, words)
    box(filters, top["partner"].tolist())
    if len(filters.partner) == 1:
        partner_profile.draw(filters, words)
    else:
        everybody(filters, words, top)
    newest(filters)


def everybody(filters: Filters, words: Vocabulary, top: pd.DataFrame) -> None:
    """Partners together: who most, with which region, in what way, since when, from abroad."""
    partner_pictures.flows(filters, words)
    league_and_ways(filters, top)
    ties(filters, words)
    abroad(filters)


@in_sight(800)
def league_and_ways(filters: Filters, top: pd.DataFrame) -> None:
    """Who most, in what way, and what is new each year."""
    left, right = st.columns([6, 6], gap="medium")
    with left:
        league(filters, top)
    with right:
        ways(filters)
        partner_pictures.turnover(filters)


@in_sight(380)
def ties(filters: Filters, words: Vocabulary) -> None:
    """Ties that are new, that last and that are gone."""
    with st.container(border=True, key="card-ties"):
        partner_pictures.lasting(filters, words)


@in_sight(300)
def abroad(filters: Filters) -> None:
    """Cooperation by country."""
    partner_pictures.abroad(filters)


def box(filters: Filters, offered: list[str]) -> None:
    """One partner alone: the same as its filter."""
    chosen = filters.partner[0] if len(filters.partner) == 1 else None

    def chose() -> None:
        name = st.session_state["box-partner"]
        state.choose(partner=(name,) if name else ())

    st.session_state["box-partner"] = chosen if chosen in offered else None
    st.selectbox(
        w.FILTERS["partner"], offered, key="box-partner", on_change=chose, index=None,
        placeholder=wt.ONE_PARTNER, label_visibility="collapsed", filter_mode="contains", width=320,
    )  # fmt: skip


def league(filters: Filters, top: pd.DataFrame) -> None:
    """The partners with most articles."""
    shown = top.head(MOST_BARS)
    hover = [
        f"<b>{name}</b><br>{w.PARTNER_TYPES.get(kind, kind)} · {w.count(count)}"
        f"<br>{wt.WITH_PROVINCES.format(n=regions)}"
        for name, kind, count, regions in zip(
            shown["partner"], shown["partner_type"], shown["counted"], shown["regions"], strict=True
        )
    ]
    figure = ranking(
        shown["partner"].tolist(), shown["counted"].tolist(), c.tokens(), hover=hover, row=31
    )
    title = wt.PARTNER_LEAGUE.format(partner=w.particle(escape(shown["partner"].iloc[0]), "이"))
    c.picture(
        "partner-league", title, figure, note=w.COUNTED_WHAT[filters.unit], data=top,
        alt=sentences.alt(title, shown, "partner"),
        on_select=lambda: k.clicked_bar(
            "partner-league", lambda name: state.choose(partner=(name,))
        ),
    )  # fmt: skip


def ways(filters: Filters) -> None:
    """Partner types × relations."""
    frame = ask(partners.by_type_and_relation, filters)
    wide = frame.pivot_table(
        index="partner_type", columns="relation", values="counted", aggfunc="sum"
    )
    wide = wide.reindex(
        index=[kind for kind in w.PARTNER_TYPES if kind in wide.index],
        columns=[relation for relation in w.RELATIONS if relation in wide.columns],
    )
    wide.index = pd.Index([w.PARTNER_TYPES[str(kind)] for kind in wide.index])
    wide.columns = pd.Index([wt.RELATIONS_SHORT[str(relation)] for relation in wide.columns])
    shown = frame.assign(name=[w.PARTNER_TYPES.get(kind, kind) for kind in frame["partner_type"]])
    c.picture(
        "ways", sentences.ways_title(frame), heatmap(wide, c.tokens()), note=w.by_unit(wt.WAYS_NOTE, filters.unit),
        data=frame, alt=sentences.alt(w.FILTERS["relation"], shown, "name"),
    )  # fmt: skip


@in_sight(420)
def newest(filters: Filters) -> None:
    """The newest articles with these partners."""
    frame = ask(articles.rows, filters, limit=5)
    with st.container(border=True, key="card-newest"):
        c.html(f"<h2 class='card'>{w.NEWEST}</h2>")
        for _, article in frame.iterrows():
            rows.row(article, PAGE)


draw(state.current(), vocabulary(build()))
