"""타임라인: by year, quarter or month, whole or split by topic or region."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import filters as state
from dashboard import sentences
from dashboard import wording as w
from dashboard.database import ask, build, vocabulary
from dashboard.figures.heatmap import heatmap
from dashboard.figures.timeline import timeline
from pipelines.query import periods
from pipelines.query.filters import Filters
from pipelines.query.milestones import milestones
from pipelines.query.vocabulary import Vocabulary

PAGE = "timeline"
MOST_ROWS = 14


def draw(filters: Filters, words: Vocabulary) -> None:
    """The page from top to bottom."""
    whole = ask(periods.by_period, filters, period="year", split="none")
    if whole.empty:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        c.empty_state(filters, words)
        return
    period = st.session_state.get(state.view_key("period")) or "year"
    grain = ask(periods.by_period, filters, period=period, split="none")
    c.heading(
        PAGE,
        sentences.peak(
            whole if grain.empty else grain, period if len(grain) else "year", filters, words
        ),
        filters,
        words,
    )
    left, right = st.columns(2, vertical_alignment="center")
    with left:
        period = c.choice("period", w.PERIOD, w.PERIODS, "year")
    with right, st.container(horizontal_alignment="right"):
        split = c.choice("split", w.SPLIT, w.SPLITS, "none")
    main_picture(filters, words, period, split)
    by_part(filters, words, "region" if split == "region" else "topic")


def part_names(words: Vocabulary, split: str, frame: pd.DataFrame) -> dict[str, str] | None:
    """The name of each part, in the order of the vocabulary."""
    if split == "none":
        return None
    if split == "topic":
        return dict(words.topics)
    known = {code: words.full_name(code) for code in sorted(words.regions)}
    return known | {part: part for part in frame["part"] if part not in known}


def main_picture(filters: Filters, words: Vocabulary, period: str, split: str) -> None:
    """The large timeline."""
    frame = ask(periods.by_period, filters, period=period, split=split)
    left = ask(periods.left_out, filters, period=period).iloc[0]
    names = part_names(words, split, frame)
    title = sentences.split_title(frame, names) if names else sentences.trend_title(frame, period)
    note = " ".join([
        w.COUNTED_WHAT[filters.unit], w.SPLIT_NOTE if names else "",
        w.undated_note(int(left["unknown"]), int(left["coarser"]), period),
    ])  # fmt: skip
    shown = frame.assign(when=[w.period_name(day, period) for day in frame["period"]])
    figure = timeline(
        frame, period, c.tokens(), names=names, milestones=ask(milestones, Filters()), height=460
    )
    c.picture(
        "timeline", title, figure, note=note, data=frame, alt=sentences.alt(title, shown, "when")
    )


def by_part(filters: Filters, words: Vocabulary, split: str) -> None:
    """Years × topics (or regions) as a table in colours."""
    frame = ask(periods.by_period, filters, period="year", split=split)
    names = part_names(words, split, frame) or {}
    largest = frame.groupby("part")["counted"].sum().nlargest(MOST_ROWS).index
    wide = frame[frame["part"].isin(largest)].pivot_table(
        index="part", columns="period", values="counted", aggfunc="sum"
    )
    wide = wide.reindex(largest)
    wide.index = pd.Index([names.get(part, part) for part in wide.index])
    wide.columns = pd.DatetimeIndex(wide.columns).strftime("’%y")
    title = w.HEAT_TITLE[split]
    shown = frame.assign(name=[names.get(part, part) for part in frame["part"]])
    c.picture(
        "heatmap", title, heatmap(wide, c.tokens()), note=w.HEAT_NOTE, data=frame,
        alt=sentences.alt(title, shown, "name"),
    )  # fmt: skip


draw(state.current(), vocabulary(build()))
