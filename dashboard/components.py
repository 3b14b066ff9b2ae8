"""What every page is made of: sentence, chips, key figures, picture frame, empty state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import filters as state
from dashboard import finding, theme
from dashboard import wording as w
from dashboard import wording_manifest as wm
from dashboard.controls import choice
from dashboard.downloads import MEDIA_TYPES, sign_in_wanted, stream
from dashboard.scope import Chip, chips
from pipelines.query.download import FORMATS, Format, Table, harmless
from pipelines.query.filters import Filters, to_query
from pipelines.query.vocabulary import Vocabulary


def picture_config(name: str) -> dict[str, Any]:
    """The figure's one button: it saves the picture as PNG, or as SVG where the reader chose so."""
    form = st.session_state.get(state.view_key("picture"))
    form = form if form in w.PICTURE_FORMATS else "png"
    label = f"{w.PICTURE} {w.DOWNLOAD} ({w.PICTURE_FORMATS[form]})"
    said = {
        "Download plot as a PNG": label, "Download plot": label, "Download plot as a png": label,
        "Download plot as a SVG": label, "Download plot as an svg": label,
        "Taking snapshot - this may take a few seconds": w.SNAPSHOT,
        "Snapshot succeeded": w.SNAPSHOT_DONE,
    }  # fmt: skip
    korean = {"dictionary": said,
              "format": {"decimal": ".", "thousands": ",", "grouping": [3]}}  # fmt: skip
    return {
        "displayModeBar": True, "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"filename": name, "scale": 2, "format": form},
        "displaylogo": False, "scrollZoom": False, "doubleClick": False, "locale": "ko",
        "locales": {"ko": korean},
    }  # fmt: skip


COPY_JS = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector('button');
  button.textContent = data.label;
  button.onclick = async () => {
    await navigator.clipboard.writeText(window.location.href);
    button.textContent = data.done;
    setTimeout(() => { button.textContent = data.label; }, 1500);
  };
}"""
COPY_CSS = """button{font:inherit;font-size:14px;color:var(--st-text-color);background:none;
border:1px solid var(--st-border-color);border-radius:6px;padding:5px 12px;cursor:pointer;
line-height:1.5;white-space:nowrap}
button:hover,button:focus-visible{border-color:var(--st-primary-color);
color:var(--st-primary-color)}"""
copy_link = st.components.v2.component(
    "citytrends_copy_link", html="<button type='button'></button>", css=COPY_CSS, js=COPY_JS
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: label, value as written, what it is compared with, and its history."""

    label: str
    value: str
    change: str = ""
    history: Sequence[float] = ()


def html(text: str) -> None:
    """HTML on one line (markdown would read line breaks and indents as its own)."""
    st.markdown(" ".join(text.split("\n")), unsafe_allow_html=True)


def heading(page: str, sentence: str, filters: Filters, vocabulary: Vocabulary) -> None:
    """The page's name and actions, the sentence that says what the data says, the chips."""
    with st.container(key="actions", horizontal=True, gap="small", vertical_alignment="center"):
        html(f"<p class='eyebrow'>{escape(w.PAGES[page])}</p>")
        finding.box(vocabulary)
        link_button()
        _downloads(filters)
    html(f"<h1 class='lead'>{sentence}</h1>")
    active = chips(filters, vocabulary)
    if active:
        with st.container(key="chips", horizontal=True, gap="small"):
            for chip in active:
                _chip(chip)


def link_button() -> None:
    """The button that copies the page's address."""
    copy_link(key="copy", data={"label": w.COPY_LINK, "done": w.COPIED}, width="content")


def _chip(chip: Chip) -> None:
    st.button(
        f"{chip.label}  ✕", key=f"chip-{chip.name}-{chip.value}", on_click=state.drop,
        args=(chip.name, chip.value), help=None,
    )  # fmt: skip


TABLES: tuple[tuple[Table, str], ...] = (
    ("articles", w.DOWNLOAD_ROWS), ("tidy", w.DOWNLOAD_TIDY),
)  # fmt: skip


def _downloads(filters: Filters) -> None:
    with st.popover(w.DOWNLOAD, key="downloads"):
        if sign_in_wanted():
            _through_the_page(filters)
        else:
            _by_routes(filters)
        html(f"<div class='downloads'><p>{w.PICTURE_FORMAT}</p></div>")
        choice("picture", w.PICTURE_FORMAT, w.PICTURE_FORMATS, "png")


def _through_the_page(filters: Filters) -> None:
    """Where readers sign in the routes are off; the page itself gives the files."""
    for table, label in TABLES:
        html(f"<div class='downloads'><p>{label}</p></div>")
        with st.container(horizontal=True, key=f"page-{table}", gap="small"):
            for form in FORMATS:
                st.download_button(
                    w.FORMATS[form], data=partial(_whole, filters, table, form),
                    file_name=f"citytrends_{table}.{form}", mime=MEDIA_TYPES[form],
                    key=f"page-{table}-{form}", on_click="ignore",
                )  # fmt: skip


def _whole(filters: Filters, table: Table, form: Format) -> bytes:
    return b"".join(stream(filters, table, form))


def _by_routes(filters: Filters) -> None:
    for table, label in TABLES:
        links = " ".join(
            f"<a href='{download_address(filters, table, form)}' download>{name}</a>"
            for form, name in w.FORMATS.items()
        )
        st.html(f"<div class='downloads'><p>{label}</p>{links}</div>")
    link = f"<a href='manifest.txt?{escape(to_query(filters))}' download>{wm.NAME}</a>"
    st.html(f"<div class='downloads'><p>{wm.HOW}</p>{link}</div>")


def download_address(filters: Filters, table: str, form: str) -> str:
    """The server route that streams a whole filtered table."""
    query = "&".join(part for part in (to_query(filters), f"table={quote(table)}") if part)
    return escape(f"export.{form}?{query}")


def key_figures(figures: Sequence[Figure]) -> None:
    """At most four numbers in a row, each with its change in words and a small history."""
    cells = "".join(
        f"<div class='figure' role='listitem'><span class='name'>{escape(f.label)}</span>"
        f"<span class='value'>{escape(f.value)}</span>"
        f"{sparkline(f.history)}"
        f"<small class='{_direction(f.change)}'>{escape(f.change)}</small></div>"
        for f in figures
    )
    html(f"<div class='figures' role='list'>{cells}</div>")


def _direction(change: str) -> str:
    return {"▲": "up", "▼": "down"}.get(change[:1], "same")


def sparkline(values: Sequence[float]) -> str:
    """A small line of a history as SVG; nothing for fewer than three values."""
    if len(values) < 3:
        return "<span class='spark'></span>"
    top = max(*values, 1)
    points = [(1 + 98 * i / (len(values) - 1), 27 - 24 * v / top) for i, v in enumerate(values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (
        "<svg class='spark' viewBox='0 0 104 30' preserveAspectRatio='none' aria-hidden='true'>"
        f"<polyline points='{path}' fill='none' vector-effect='non-scaling-stroke'></polyline>"
        f"<circle cx='{x:.1f}' cy='{y:.1f}' r='2.4'></circle></svg>"
    )


def picture(
    key: str,
    title: str,
    figure: go.Figure,
    *,
    note: str,
    data: pd.DataFrame,
    alt: str,
    config: dict[str, Any] | None = None,
    on_select: Callable[[], None] | None = None,
    controls: Callable[[], None] | None = None,
) -> None:
    """A framed picture: a sentence as title, the figure, a note, and both downloads.

    The figure's own button saves the picture; `데이터` saves the frame that is drawn.
    """
    with st.container(border=True, key=f"card-{key}"):
        html(f"<h2 class='card'>{title}</h2>")
        if controls is not None:
            controls()
        st.plotly_chart(
            figure, key=f"plot-{key}", theme=None, alt=alt,
            on_select=on_select or "ignore", selection_mode="points",
            config=picture_config(key) | (config or {}),
        )  # fmt: skip
        footer(key, note, data)


def footer(
    key: str, note: str, data: pd.DataFrame, whole: Callable[[], pd.DataFrame] | None = None
) -> None:
    """The note under a picture and the button that saves its rows, or the `whole` of them."""
    with st.container(horizontal=True, key=f"foot-{key}", vertical_alignment="center"):
        html(f"<p class='note'>{note}</p>")
        if not data.empty:
            st.download_button(
                w.DATA, data=lambda: csv_bytes(whole() if whole else data), file_name=f"{key}.csv", mime="text/csv",
                key=f"data-{key}", type="tertiary", on_click="ignore",
            )  # fmt: skip


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as UTF-8 CSV with BOM, formulas made harmless."""
    text = frame.map(harmless).to_csv(index=False)
    return b"\xef\xbb\xbf" + text.encode("utf-8")


def empty_state(filters: Filters, vocabulary: Vocabulary) -> None:
    """No rows: which filter to loosen, as a button that does it."""
    active = chips(filters, vocabulary)
    last = active[-1].label if active else ""
    named = last if last.startswith("“") else f"‘{last}’"
    hint = w.EMPTY_HINT.format(loosen=named) if active else w.EMPTY_NO_FILTER
    with st.container(border=True, key="card-empty"):
        html(f"<h2 class='card'>{w.EMPTY_TITLE}</h2><p class='note'>{escape(hint)}</p>")
        with st.container(horizontal=True, gap="small"):
            for chip in reversed(active[-3:]):
                st.button(
                    w.REMOVE.format(label=chip.label), key=f"loosen-{chip.name}-{chip.value}",
                    on_click=state.drop, args=(chip.name, chip.value),
                )  # fmt: skip
            if active:
                st.button(w.SHOW_ALL, key="loosen-all", type="tertiary", on_click=state.reset)


def columns(count: int) -> list[DeltaGenerator]:
    """Equal columns with the usual gap."""
    return st.columns(count, gap="medium")


def without(filters: Filters, *names: str) -> Filters:
    """The filters without some of their fields."""
    blank = Filters()
    return replace(filters, **{name: getattr(blank, name) for name in names})


def replaced(filters: Filters, **changes: Any) -> Filters:
    """The filters with other values of some fields."""
    return replace(filters, **changes)


def on_phone() -> bool:
    """Whether the browser says that it is a phone's; maps are lower there."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def tokens() -> theme.Tokens:
    """The colours of the mode that is shown."""
    return theme.active()
