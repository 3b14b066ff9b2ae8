"""타임라인: by year, quarter or month, whole or by topic, region or programme; a period's articles."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import controls as k
from dashboard import filters as state
from dashboard import moment, rows, scope, sentences
from dashboard import wording as w
from dashboard import wording_time as wi
from dashboard.database import ask, build, vocabulary
from dashboard.figures.heatmap import heatmap
from dashboard.figures.multiples import MOST, multiples
from dashboard.figures.timeline import timeline
from dashboard.sight import in_sight
from pipelines.query import articles, overview, periods
from pipelines.query.filters import Filters, YearSpan
from pipelines.query.milestones import milestones
from pipelines.query.vocabulary import Vocabulary

PAGE = "timeline"
MOST_ROWS, LISTED, MOST_SAVED = 14, 12, 5_000
LISTED_NOW = "period-listed"


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
    held = opened(period)
    figure = timeline(
        frame, period, c.tokens(), names=names, milestones=national, hint=wi.CLICK, height=460,
        held=(held.first, held.last) if held else None,
    )  # fmt: skip
    c.picture(
        "timeline", title, figure, note=note, data=frame, alt=sentences.alt(title, shown, "when"),
        on_select=lambda: clicked("timeline", period),
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
        on_select=lambda: clicked("multiples", period),
    )  # fmt: skip


def at(moment: str | None) -> None:
    """Callback: open a period as the address writes it, or close it."""
    st.session_state[state.view_key("at")] = moment or ""
    st.session_state[LISTED_NOW] = LISTED


def clicked(picture: str, period: str) -> None:
    """Callback of a click on a bar, which knows the first day of its period."""
    k.clicked_bar(picture, lambda day: at(str(moment.on(pd.Timestamp(day), period))))


def opened(period: str) -> moment.Moment | None:
    """The period that the link says."""
    return moment.read(str(st.session_state.get(state.view_key("at")) or ""), period)


def one_period(filters: Filters, period: str) -> None:
    """A box of periods that does what a click does, and the chosen period's articles."""
    held, counts = opened(period), counted(filters, period)
    names = {
        name: f"{w.period_name(day.first, period)} ({w.count(count)})"
        for name, (day, count) in sorted(counts.items(), reverse=True)
    }
    box, words = st.columns([4, 8], vertical_alignment="center")
    with box:
        k.pick_one(
            "box-period", wi.CHOOSE_PERIOD, names, [str(held)] if str(held) in names else (), at
        )
    with words:
        if held is None:
            c.html(f"<p class='note'>{wi.HOW_TO_OPEN}</p>")
        else:
            name = w.period_name(held.first, held.grain)
            st.button(f"{name}  ✕", key="chip-at", on_click=at, args=(None,))
    if held is not None:
        listed(filters, held)


def counted(filters: Filters, period: str) -> dict[str, tuple[moment.Moment, int]]:
    """As the address writes it → each period with its count."""
    whole = ask(periods.by_period, filters, period=period, split="none")
    days = [moment.on(day, period) for day in whole["period"]]
    return {str(day): (day, int(n)) for day, n in zip(days, whole["counted"], strict=True)}


def listed(filters: Filters, held: moment.Moment) -> None:
    """The articles of a period, some at first; all of them as a table to download."""
    _, total = counted(filters, held.grain).get(str(held), (held, 0))
    span = (held.first.date(), held.last.date())
    shown = max(int(st.session_state.get(LISTED_NOW) or 0), LISTED)
    found = ask(articles.rows, filters, limit=shown, span=span)
    when = w.period_name(held.first, held.grain)
    with st.container(border=True, key="card-period"):
        title = w.by_unit(wi.PERIOD_ROWS, filters.unit).format(when=when, n=w.count(total))
        c.html(f"<h2 class='card'>{title}</h2>")
        for _, article in found.iterrows():
            rows.row(article, PAGE)
        if total > len(found):
            st.button(wi.MORE, key="more-period", on_click=more, args=(shown,))
        if held.grain == "year" and total:
            own = c.replaced(
                filters, years=(YearSpan(held.first.year, held.first.year),), year_unknown=False
            )
            every = scope.link("articles", own, w.SEE_ALL.format(n=w.count(total)))
            c.html(f"<p class='more'>{every}</p>")
        note = wi.PERIOD_NOTE if total else wi.PERIOD_NONE
        if total > MOST_SAVED:
            note = f"{note} {wi.PERIOD_SAVED.format(n=w.count(MOST_SAVED))}"
        c.footer(
            f"period-{held}", note, found,
            whole=lambda: ask(articles.rows, filters, limit=MOST_SAVED, span=span),
        )  # fmt: skip


def more(shown: int) -> None:
    """Callback: more of the period's articles."""
    st.session_state[LISTED_NOW] = shown + LISTED


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
