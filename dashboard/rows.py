"""Rows of articles: each with its date as exactly as known, its title opening the evidence."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard import database
from dashboard import filters as state
from dashboard import wording as w
from dashboard.components import html
from dashboard.filters import view_key


def row(article: pd.Series, page: str) -> None:
    """One article: date · region · outlet, the title, topics and partners."""
    identifier = article["article_id"]
    with st.container(key=f"row-{page}-{identifier}"):
        html(f"<p class='meta'>{_meta(article)}</p>")
        opener(article["title"], identifier, f"{page}-{identifier}", page)
        html(f"<div class='tags'>{_tags(article)}</div>")


def opener(title: object, identifier: str, key: str, page: str) -> None:
    """A title that opens its article.

    From another page it is a link with the whole address, so that the browser's history takes
    one step and a step back is the page that the reader came from.
    """
    label = _plain(_text(title) or w.UNTITLED)
    if page == "articles":
        st.button(label, key=f"open-{key}", type="tertiary", on_click=show, args=(identifier,))
        return
    params = state.address(state.current()) | {"article": [identifier]}
    with st.container(key=f"open-{key}"):
        st.page_link("views/articles.py", label=label, query_params=params)


def show(identifier: str) -> None:
    """Callback: open one article of the list."""
    st.session_state[view_key("article")] = identifier


def source(outlet: object) -> str:
    """The outlet, or for the sample `요약(출처: …)`."""
    name = _text(outlet)
    return w.SUMMARY_OF.format(outlet=name) if name and database.is_sample() else name


def _meta(article: pd.Series) -> str:
    date = w.partial_day(
        article["published_on"], article["published_earliest"], article["date_precision"]
    )
    regions = [escape(name) for name in _list(article["primary_regions"])]
    place = f"<b>{w.listed(regions, 3)}</b>" if regions else f"<span>{w.NO_REGION}</span>"
    return f"<span>{date}</span>{place}<span>{escape(source(article['outlet']))}</span>"


def _tags(article: pd.Series) -> str:
    topics = "".join(f"<span>{escape(name)}</span>" for name in _list(article["topic_names"])[:5])
    partners = _list(article["partners"])
    more = f"<span class='with'>+{len(partners) - 4}</span>" if len(partners) > 4 else ""
    names = "".join(f"<span class='with'>{escape(name)}</span>" for name in partners[:4])
    return topics + names + more


def _list(joined: object) -> list[str]:
    return [part for part in _text(joined).split("|") if part]


def _text(value: object) -> str:
    return "" if value is None or (isinstance(value, float) and pd.isna(value)) else str(value)


def _plain(text: str) -> str:
    """A title as a button label: signs that Markdown would take for its own are escaped."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]#$:~<>" else sign for sign in text)
