"""Counts over time: bars, stacked by part, with thin lines for national milestones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard import wording_time as wi
from dashboard.figures.base import MOST_PARTS, Sketch, bare, nothing, part_colours, trace
from dashboard.figures.milestones import mark
from dashboard.moment import MONTHS
from dashboard.theme import Tokens

STEPS = {"year": "YS", "quarter": "QS", "month": "MS"}
PALE = 0.45
"""Opacity of the bars beside the open one."""


def timeline(
    frame: pd.DataFrame,
    period: str,
    tokens: Tokens,
    *,
    names: Mapping[str, str] | None = None,
    milestones: pd.DataFrame | None = None,
    hint: str = "",
    height: int = 380,
    held: tuple[pd.Timestamp, pd.Timestamp] | None = None,
) -> go.Figure:
    """Bars from a frame with period, part, counted; the largest parts stacked, others grey.

    `names` gives each part's name in the order of the vocabulary; without it bars are one hue.
    Bars outside the days of `held` are paler.
    """
    if frame.empty:
        return nothing(tokens, height)
    figure = bare(tokens, height)
    axis = pd.date_range(frame["period"].min(), frame["period"].max(), freq=STEPS[period])
    for part, values, colour in _parts(frame, axis, tokens, names):
        label = (names or {}).get(part, part)
        figure.add_traces(
            trace(
                "bar",
                x=axis,
                xperiod=f"M{MONTHS[period]}",
                xperiodalignment="middle",
                y=values,
                name=label,
                marker={
                    "color": colour,
                    "opacity": _opacity(axis, period, held),
                    "line": {"width": 0},
                },
                customdata=_told(axis, values, period, label if names else "", hint),
                showlegend=bool(names),
                hovertemplate="%{customdata[1]}<extra></extra>",
                unselected={"marker": {"opacity": PALE if held else 1}},
                selected={"marker": {"opacity": 1}},
            )
        )
    figure.update_layout(barmode="stack", legend={"traceorder": "normal"})
    _axes(figure, frame, axis, period)
    marked = mark(figure, milestones, axis[0], axis[-1], tokens)
    if marked and names:
        figure.update_layout(legend={"y": -0.12, "yanchor": "top"})
    return figure.drawn()


def _opacity(
    axis: pd.DatetimeIndex, period: str, held: tuple[pd.Timestamp, pd.Timestamp] | None
) -> float | list[float]:
    """One for the bars that share a day with what is open, and for all where none does."""
    step = pd.DateOffset(months=MONTHS[period])
    inside = [day <= held[1] and held[0] < day + step for day in axis] if held else []
    return [1.0 if one else PALE for one in inside] if any(inside) else 1.0


def _told(
    axis: pd.DatetimeIndex, values: Sequence[int], period: str, label: str, hint: str
) -> list[list[str]]:
    """For each bar its period's first day, and what the hover says: also of a year before."""
    steps = 12 // MONTHS[period]
    told = []
    for place, (day, count) in enumerate(zip(axis, values, strict=True)):
        before = values[place - steps] if place >= steps else None
        lines = [
            f"{w.period_name(day, period)}{f' · {label}' if label else ''}",
            f"<b>{w.count(count)}</b>", wi.compared(count, before),
            f"<i>{hint}</i>" if hint else "",
        ]  # fmt: skip
        told.append([day.strftime("%Y-%m-%d"), "<br>".join(line for line in lines if line)])
    return told


def _parts(
    frame: pd.DataFrame, axis: pd.DatetimeIndex, tokens: Tokens, names: Mapping[str, str] | None
) -> list[tuple[str, list[int], str]]:
    """(part, a value for each period, colour): the largest parts, then the rest together."""
    if not names:
        whole = frame.groupby("period")["counted"].sum().reindex(axis, fill_value=0)
        return [("", whole.tolist(), tokens.accent)]
    wide = frame.pivot_table(index="period", columns="part", values="counted", aggfunc="sum")
    wide = wide.reindex(axis).fillna(0)
    ranked = wide.sum().sort_values(ascending=False).index.tolist()
    shown = ranked[:MOST_PARTS]
    colours = part_colours(shown, list(names), tokens)
    parts = [(part, wide[part].tolist(), colours[part]) for part in shown]
    if len(ranked) > MOST_PARTS:
        rest = wide[ranked[MOST_PARTS:]].sum(axis=1).tolist()
        parts.append((w.REST, rest, tokens.rest))
    return parts


def _axes(figure: Sketch, frame: pd.DataFrame, axis: pd.DatetimeIndex, period: str) -> None:
    """Years under their bars; single quarters or months where there are at most two years."""
    last = axis[-1] + pd.DateOffset(months=MONTHS[period])
    figure.update_xaxes(range=[axis[0], last], ticklabelmode="period")
    most = frame.groupby("period")["counted"].sum().max()
    figure.update_yaxes(tickformat=",d", nticks=5, dtick=1 if most < 5 else None)
    if period == "year":
        few = "M12" if axis[-1].year - axis[0].year < 8 else None
        figure.update_xaxes(tickformat="%Y", dtick=few, tickangle=0)
        return
    if axis[-1].year - axis[0].year > 1:
        year, finer = ["M12", None], [None, "M12"]
        figure.update_xaxes(
            tickformatstops=[
                {"dtickrange": finer, "value": "%Y. %-m."}, {"dtickrange": year, "value": "%Y"},
            ],
            dtick="M12" if axis[-1].year - axis[0].year < 8 else None, tickangle=0,
        )  # fmt: skip
        return
    middle = pd.DateOffset(days=15 * MONTHS[period])
    figure.update_xaxes(
        tickvals=[day + middle for day in axis], ticktext=[_short(day, period) for day in axis],
        tickangle=0, ticklabelmode="instant",
    )  # fmt: skip


def _short(day: pd.Timestamp, period: str) -> str:
    text = f"{day.month}월" if period == "month" else f"{day.quarter}분기"
    return f"{text}<br>{day.year}년" if day.month == 1 else text
