"""타임라인: by year, quarter or month, whole or by topic, region or programme; a period's articles."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import controls as k
from dashboard import filters as state
from dashboard import rows, scope, sentences
from dashboard import wording as w
from dashboard import wording_time as wi
from dashboard.database import ask, build, vocabulary
from dashboard.figures.heatmap import heatmap
from dashboard.figures.multiples import MOST, multiples
from dashboard.figures.timeline import MONTHS, timeline
from dashboard.sight import in_sight
from pipelines.query import articles, overview, periods
from pipelines.query.filters import Filters, YearSpan
from pipelines.query.milestones import milestones
from pipelines.query.vocabulary import Vocabulary

PAGE = "timeline"
MOST_ROWS, LISTED = 14, 12


def draw(filters: Filters, words: Vocabulary) -> None:
    """The page from top to bottom."""
    whole = ask(periods.by_period, filters, period="year", split="none")
    if whole.empty:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        c.empty_state(filters, words)
        return
    change = ask(overview.change, filters)
    told = sentences.peak(whole, "year", filters, words)
    c.heading(PAGE, f"{told} {sentences.against_before(change)}".strip(), filters, words)
    over_time(filters, words)


@k.part
def over_time(filters: Filters, words: Vocabulary) -> None:
    """The pictures with their controls, and the articles of the period that is clicked."""
    left, right = st.columns([4, 8], vertical_alignment="center")
    with left:
        period = k.choice("period", w.PERIOD, w.PERIODS, "year")
    with right, st.container(horizontal=True, horizontal_alignment="right", key="splits"):
        split = k.choice("split", w.SPLIT, w.SPLITS, "none")
        spread = "stack"
        if split != "none":
            spread = k.choice("spread", wi.SPREAD, wi.SPREADS, "stack")
    frame = ask(periods.by_period, filters, period=period, split=split)
    names = part_names(words, split, frame)
    if spread == "multiples" and names:
        small(filters, frame, names, period=period, split=split)
    else:
        main_picture(filters, frame, names, period)
    one_period(filters, period)
    by_part(filters, words, "topic" if split == "none" else split)


def part_names(words: Vocabulary, split: str, frame: pd.DataFrame) -> dict[str, str] | None:
    """The name of each part, in the order of the vocabulary."""
    if split == "none":
        return None
    if split != "region":
        return dict(words.topics if split == "topic" else words.programmes)
    known = {code: words.full_name(code) for code in sorted(words.regions)}
    return known | {part: part for part in frame["part"] if part not in known}


def main_picture(
    filters: Filters, frame: pd.DataFrame, names: dict[str, str] | None, period: str
) -> None:
    """The large timeline."""
    left = ask(periods.left_out, filters, period=period).iloc[0]
    title = sentences.split_title(frame, names) if names else sentences.trend_title(frame, period)
    national = ask(milestones, Filters())
    note = " ".join([
        w.COUNTED_WHAT[filters.unit], w.by_unit(w.SPLIT_NOTE, filters.unit) if names else "",
        w.undated_note(int(left["unknown"]), int(left["coarser"]), period),
        w.milestone_list(national),
    ])  # fmt: skip
    shown = frame.assign(when=[w.period_name(day, period) for day in frame["period"]])
    figure = timeline(
        frame, period, c.tokens(), names=names, milestones=national, hint=wi.CLICK, height=460
    )
    c.picture(
        "timeline", title, figure, note=note, data=frame, alt=sentences.alt(title, shown, "when"),
        on_select=lambda: k.clicked_bar("timeline", at),
    )  # fmt: skip


def small(
    filters: Filters, frame: pd.DataFrame, names: dict[str, str], *, period: str, split: str
) -> None:
    """The same as small pictures, bursts marked."""
    found = ask(periods.bursts, filters, period=period, split=split)
    title = escape(wi.burst_title(found, names, period))
    told = frame.assign(name=[names.get(part, part) for part in frame["part"]])
    note = f"{wi.MULTIPLES_NOTE.format(n=min(MOST, frame['part'].nunique()))} {wi.BURST_NOTE}"
    short = names | {part: place.split(" ", 1)[-1] for part, place in names.items()
                     if split == "region"}  # fmt: skip
    c.picture(
        "multiples", title, multiples(frame, period, short, c.tokens(), bursts=found),
        note=f"{w.COUNTED_WHAT[filters.unit]} {note}", data=frame,
        alt=sentences.alt(title, told, "name"),
        on_select=lambda: k.clicked_bar("multiples", at),
    )  # fmt: skip


def at(day: str | None) -> None:
    """Callback: open a period by its first day, or close it."""
    st.session_state[state.view_key("at")] = day or ""


def one_period(filters: Filters, period: str) -> None:
    """A box of periods that does what a click does, and the chosen period's articles."""
    whole = ask(periods.by_period, filters, period=period, split="none")
    counts = {
        day.strftime("%Y-%m-%d"): int(count)
        for day, count in zip(whole["period"], whole["counted"], strict=True)
    }
    names = {
        day: f"{w.period_name(pd.Timestamp(day), period)} ({w.count(counts[day])})"
        for day in sorted(counts, reverse=True)
    }
    held = str(st.session_state.get(state.view_key("at")) or "")
    chosen = held if held in counts else ""
    k.pick_one("box-period", wi.CHOOSE_PERIOD, names, (chosen,) if chosen else (), at)
    if not chosen:
        return
    first = pd.Timestamp(chosen)
    last = first + pd.DateOffset(months=MONTHS[period]) - pd.Timedelta(days=1)
    found = ask(articles.rows, filters, limit=LISTED, span=(first.date(), last.date()))
    when = w.period_name(first, period)
    with st.container(border=True, key="card-period"):
        title = w.by_unit(wi.PERIOD_ROWS, filters.unit).format(when=when, n=w.count(counts[chosen]))
        c.html(f"<h2 class='card'>{title}</h2>")
        for _, article in found.iterrows():
            rows.row(article, PAGE)
        if period == "year":
            own = c.replaced(filters, years=(YearSpan(first.year, first.year),), year_unknown=False)
            every = scope.link("articles", own, w.SEE_ALL.format(n=w.count(counts[chosen])))
            c.html(f"<p class='more'>{every}</p>")
        elif counts[chosen] > LISTED:
            c.html(f"<p class='note'>{wi.MORE_ROWS.format(n=LISTED)}</p>")


@in_sight(480)
def by_part(filters: Filters, words: Vocabulary, split: str) -> None:
    """Years × topics (regions, programmes) as a table in colours."""
    frame = ask(periods.by_period, filters, period="year", split=split)
    names = part_names(words, split, frame) or {}
    largest = frame.groupby("part")["counted"].sum().nlargest(MOST_ROWS).index
    wide = frame[frame["part"].isin(largest)].pivot_table(
        index="part", columns="period", values="counted", aggfunc="sum"
    )
    wide = wide.reindex(largest)
    wide.index = pd.Index([names.get(part, part) for part in wide.index])
    wide.columns = pd.DatetimeIndex(wide.columns).strftime("’%y")
    title = w.by_unit(w.HEAT_TITLE[split], filters.unit)
    shown = frame.assign(name=[names.get(part, part) for part in frame["part"]])
    c.picture(
        "heatmap", title, heatmap(wide, c.tokens()), note=w.by_unit(w.HEAT_NOTE, filters.unit), data=frame,
        alt=sentences.alt(title, shown, "name"),
    )  # fmt: skip


draw(state.current(), vocabulary(build()))
