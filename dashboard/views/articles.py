"""기사: the rows behind every number, and one article with its evidence."""

from __future__ import annotations

import streamlit as st

from dashboard import components as c
from dashboard import evidence, rows, sentences
from dashboard import filters as state
from dashboard import wording as w
from dashboard.database import article, ask, build, vocabulary
from pipelines.query import articles, overview
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary

PAGE = "articles"
ROWS = 25


def draw(filters: Filters, words: Vocabulary) -> None:
    """One article where one is asked for, else the list."""
    identifier = st.session_state.get(state.view_key("article"))
    if identifier:
        detail = article(identifier)
        with st.container(
            key="article-actions", horizontal=True, horizontal_alignment="distribute"
        ):
            back(filters)
            c.link_button()
        evidence.draw(detail, words)
        return
    totals = ask(overview.totals, filters)
    if totals["articles"].iloc[0] == 0:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        c.empty_state(filters, words)
        return
    c.heading(PAGE, sentences.articles(filters, words, totals), filters, words)
    table(filters, int(totals["counted"].iloc[0]))


def back(filters: Filters) -> None:
    """The way back: to the page that opened the article, else to the list."""
    before = st.session_state.get(state.CAME_FROM)
    if before not in w.PAGES or before == PAGE:
        st.button(w.BACK, key="back", type="tertiary", on_click=close)
        return
    params = state.address(filters) | {"article": []}
    with st.container(key="back"):
        st.page_link(
            f"views/{before}.py", label=w.BACK_TO.format(page=w.PAGES[before]), query_params=params
        )


def close() -> None:
    """Callback: back to the list."""
    st.session_state[state.view_key("article")] = ""


def table(filters: Filters, total: int) -> None:
    """A page of rows, and the way to the next."""
    held = st.session_state.get(state.view_key("page")) or "1"
    last = max(1, -(-total // ROWS))
    page = min(max(int(held) if str(held).isdigit() else 1, 1), last)
    frame = ask(articles.rows, filters, limit=ROWS, offset=(page - 1) * ROWS)
    with st.container(border=True, key="card-rows"):
        for _, item in frame.iterrows():
            rows.row(item, PAGE)
        if last == 1:
            return
        with st.container(horizontal=True, key="pager", vertical_alignment="center"):
            st.button(w.BEFORE, disabled=page == 1, on_click=turn, args=(page - 1,))
            c.html(f"<p class='note'>{w.PAGE_OF.format(page=page, last=last)}</p>")
            st.button(w.NEXT, disabled=page == last, on_click=turn, args=(page + 1,))


def turn(page: int) -> None:
    """Callback: another page of rows."""
    st.session_state[state.view_key("page")] = "" if page <= 1 else str(page)


draw(state.current(), vocabulary(build()))
