"""Shares with their intervals as dots on lines, against a mark for the nation."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard import wording_places as wp
from dashboard.figures.base import bare, nothing, trace
from dashboard.theme import Tokens

ROW = 33


def dots(frame: pd.DataFrame, names: list[str], place: str, tokens: Tokens) -> go.Figure:
    """A row a topic from counted, share, low, high, nation, thin; thin data as open dots."""
    if frame.empty:
        return nothing(tokens, 8 * ROW)
    figure = bare(tokens, ROW * len(frame) + 78)
    rows = list(range(len(frame)))
    lines_x: list[float | None] = []
    lines_y: list[float | None] = []
    for row, low, high in zip(rows, frame["low"], frame["high"], strict=True):
        lines_x += [low, high, None]
        lines_y += [row, row, None]
    figure.add_traces(
        trace("scatter",
            x=lines_x, y=lines_y, mode="lines", showlegend=False, hoverinfo="skip",
            line={"color": tokens.amounts[2], "width": 5},
        )
    )  # fmt: skip
    hover = [
        f"<b>{name}</b><br>{place} {w.share(share)} ({w.count(counted)})"
        f"<br>{wp.INTERVAL} {w.share(low)}–{w.share(high)}<br>{w.NATION} {w.share(nation)}"
        for name, share, counted, low, high, nation in zip(
            names,
            frame["share"],
            frame["counted"],
            frame["low"],
            frame["high"],
            frame["nation"],
            strict=True,
        )
    ]
    figure.add_traces(
        trace("scatter",
            x=frame["nation"], y=rows, mode="markers", name=w.NATION, customdata=hover,
            marker={"symbol": "line-ns", "size": 15, "line": {"width": 2.4, "color": tokens.ink}},
            hovertemplate="%{customdata}<extra></extra>",
        )
    )  # fmt: skip
    figure.add_traces(
        trace("scatter",
            x=frame["share"], y=rows, mode="markers", name=place, customdata=hover,
            marker={
                "size": 11, "line": {"width": 2, "color": tokens.accent},
                "color": [tokens.card if thin else tokens.accent for thin in frame["thin"]],
            },
            hovertemplate="%{customdata}<extra></extra>",
        )
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=rows, ticktext=[f"{name}  " for name in names], showgrid=True,
        range=[len(frame) - 0.4, -0.6], tickfont={"color": tokens.ink},
    )  # fmt: skip
    figure.update_xaxes(tickformat=".0%", nticks=6, showgrid=True, side="bottom", showline=False)
    return figure.drawn()
