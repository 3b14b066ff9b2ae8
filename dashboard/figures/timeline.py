"""Counts over time: bars, stacked by part, with thin lines for national milestones."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.figures.base import MOST_PARTS, bare, nothing, part_colours
from dashboard.theme import Tokens

STEPS = {"year": "YS", "quarter": "QS", "month": "MS"}
MOST_MILESTONES = 9


def timeline(
    frame: pd.DataFrame,
    period: str,
    tokens: Tokens,
    *,
    names: Mapping[str, str] | None = None,
    milestones: pd.DataFrame | None = None,
    height: int = 380,
) -> go.Figure:
    """Bars from a frame with period, part, counted; the largest parts stacked, others grey.

    `names` gives each part's name in the order of the vocabulary; without it bars are one hue.
    """
    if frame.empty:
        return nothing(tokens, height)
    figure = bare(tokens, height)
    axis = pd.date_range(frame["period"].min(), frame["period"].max(), freq=STEPS[period])
    for part, values, colour in _parts(frame, axis, tokens, names):
        label = (names or {}).get(part, part)
        figure.add_trace(
            go.Bar(
                x=axis,
                y=values,
                name=label,
                marker={"color": colour, "line": {"width": 0}},
                customdata=[w.period_name(day, period) for day in axis],
                showlegend=bool(names),
                hovertemplate=f"%{{customdata}}{' · ' + label if names else ''}"
                "<br><b>%{y:,}건</b><extra></extra>",
            )  # fmt: skip
        )
    figure.update_layout(barmode="stack", legend={"traceorder": "normal"})
    _axes(figure, axis, period)
    if milestones is not None:
        _milestones(figure, milestones, axis, tokens, bool(names))
    return figure


def _parts(
    frame: pd.DataFrame, axis: pd.DatetimeIndex, tokens: Tokens, names: Mapping[str, str] | None
) -> list[tuple[str, list[int], str]]:
    """(part, a value for each period, colour): the largest parts, then the rest together."""
    wide = frame.pivot_table(index="period", columns="part", values="counted", aggfunc="sum")
    wide = wide.reindex(axis).fillna(0)
    if not names:
        return [("", wide.sum(axis=1).tolist(), tokens.accent)]
    ranked = wide.sum().sort_values(ascending=False).index.tolist()
    shown = ranked[:MOST_PARTS]
    colours = part_colours(shown, list(names), tokens)
    parts = [(part, wide[part].tolist(), colours[part]) for part in shown]
    if len(ranked) > MOST_PARTS:
        rest = wide[ranked[MOST_PARTS:]].sum(axis=1).tolist()
        parts.append((w.REST, rest, tokens.rest))
    return parts


def _axes(figure: go.Figure, axis: pd.DatetimeIndex, period: str) -> None:
    years = axis.year.max() - axis.year.min() + 1
    step = 1 if years <= 12 else 2
    forms = {"year": "%Y", "quarter": "%Y", "month": "%Y"}
    if period != "year" and years <= 2:
        ticks = [day for day in axis if period == "quarter" or day.month % 2 == 1 or years == 1]
        text = [
            f"{day.month}월" if period == "month" else f"{day.quarter}분기"
            if day.quarter > 1 else f"{day.year}년<br>1분기" for day in ticks
        ]  # fmt: skip
        if period == "month":
            text = [
                f"{t}<br>{d.year}년" if d.month == 1 else t
                for t, d in zip(text, ticks, strict=True)
            ]
        figure.update_xaxes(tickvals=ticks, ticktext=text)
    else:
        figure.update_xaxes(
            tickformat=forms[period], dtick=f"M{12 * step}", tick0=f"{axis.year.min()}-01-01"
        )
    figure.update_yaxes(tickformat=",d", nticks=5)


def _milestones(
    figure: go.Figure,
    milestones: pd.DataFrame,
    axis: pd.DatetimeIndex,
    tokens: Tokens,
    legend: bool,
) -> None:
    """Thin dotted lines; labels in three rows above the plot, those without room are left out."""
    inside = milestones[milestones["milestone_on"].between(axis[0], axis[-1])]
    width = max((axis[-1] - axis[0]).days, 1)
    ends = [axis[0] - pd.Timedelta(days=width)] * 3
    for row in inside.itertuples():
        gap = pd.Timedelta(days=int(width * (0.02 + 0.016 * len(row.short_name))))
        free = [i for i, end in enumerate(ends) if row.milestone_on - end > gap / 2]
        if not free:
            continue
        lane = free[0]
        ends[lane] = row.milestone_on + gap / 2
        figure.add_vline(
            x=row.milestone_on, line={"color": tokens.muted, "width": 1, "dash": "dot"}
        )
        figure.add_annotation(
            x=row.milestone_on, y=1, yref="paper", yanchor="bottom", yshift=2 + 16 * lane,
            text=row.short_name, hovertext=row.name, showarrow=False,
            font={"size": 11, "color": tokens.muted},
        )  # fmt: skip
    if not inside.empty:
        figure.update_layout(
            margin={"t": 56}, legend={"y": -0.12, "yanchor": "top"} if legend else {}
        )
