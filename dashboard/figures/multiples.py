"""Small pictures of time side by side, one a part, all on one scale; bursts in another colour."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.figures.base import Sketch, bare, nothing, trace
from dashboard.figures.timeline import STEPS
from dashboard.moment import MONTHS
from dashboard.theme import Tokens

COLUMNS, MOST, ROW = 3, 12, 150


def multiples(
    frame: pd.DataFrame,
    period: str,
    names: Mapping[str, str],
    tokens: Tokens,
    *,
    bursts: pd.DataFrame | None = None,
) -> go.Figure:
    """From period, part, counted; the MOST largest parts; `bursts` have item, start, end."""
    if frame.empty:
        return nothing(tokens, 2 * ROW)
    sums = frame.groupby("part", sort=True)["counted"].sum()
    shown = [str(part) for part in sums.nlargest(MOST).index]
    rows = -(-len(shown) // COLUMNS)
    figure = bare(tokens, ROW * rows + 30)
    axis = pd.date_range(frame["period"].min(), frame["period"].max(), freq=STEPS[period])
    top = float(frame.loc[frame["part"].isin(shown), "counted"].max())
    for place, part in enumerate(shown):
        own = frame[frame["part"] == part].set_index("period")["counted"]
        values = own.reindex(axis).fillna(0)
        hot = _inside(axis, bursts, part)
        _panel(figure, place, rows, names.get(part, part), tokens, top=top)
        figure.add_traces(
            trace("bar",
                x=axis, y=values, xaxis=_axis("x", place), yaxis=_axis("y", place),
                xperiod=f"M{MONTHS[period]}", xperiodalignment="middle", showlegend=False,
                marker={"color": [tokens.categories[1] if one else tokens.accent for one in hot]},
                customdata=[
                    [day.strftime("%Y-%m-%d"), f"<b>{names.get(part, part)}</b><br>"
                     f"{w.period_name(day, period)} · {w.count(n)}"]
                    for day, n in zip(axis, values, strict=True)
                ],
                hovertemplate="%{customdata[1]}<extra></extra>",
                unselected={"marker": {"opacity": 1}}, selected={"marker": {"opacity": 1}},
            )
        )  # fmt: skip
    ends = [axis[0], axis[-1]] if len(axis) > 1 else [axis[0]]
    figure.update_xaxes(
        tickangle=0, tickvals=ends, ticktext=[f"’{day.year % 100:02d}" for day in ends]
    )
    figure.update_layout(bargap=0.2, margin={"t": 26, "b": 20})
    return figure.drawn()


def _axis(letter: str, place: int) -> str:
    return letter if place == 0 else f"{letter}{place + 1}"


def _inside(axis: pd.DatetimeIndex, bursts: pd.DataFrame | None, part: str) -> list[bool]:
    """For each period whether a burst of the part covers it."""
    if bursts is None or bursts.empty:
        return [False] * len(axis)
    own = bursts[bursts["item"] == part]
    return [bool(((own["start"] <= day) & (own["end"] >= day)).any()) for day in axis]


def _panel(figure: Sketch, place: int, rows: int, name: str, tokens: Tokens, *, top: float) -> None:
    """The axes of one small picture and its name above it."""
    column, row = place % COLUMNS, place // COLUMNS
    left, right = column / COLUMNS + 0.012, (column + 1) / COLUMNS - 0.022
    upper = 1 - row / rows
    lower = upper - 0.66 / rows
    suffix = "" if place == 0 else str(place + 1)
    figure.update_layout(**{
        f"xaxis{suffix}": {"domain": [left, right], "anchor": _axis("y", place)},
        f"yaxis{suffix}": {"domain": [lower, upper - 0.04 / rows], "range": [0, top * 1.05],
                           "anchor": _axis("x", place), "nticks": 3, "tickformat": ",d",
                           "dtick": 1 if top < 3 else None, "showticklabels": column == 0},
    })  # fmt: skip
    figure.add_annotations({
        "text": f"<b>{name}</b>", "x": left, "y": upper - 0.04 / rows, "xref": "paper",
        "yref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False,
        "font": {"size": 12, "color": tokens.ink}, "name": "part",
    })  # fmt: skip
