"""Ties that began, lasted and ended, year by year."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording_partners as wt
from dashboard.figures.base import bare, nothing
from dashboard.theme import Tokens


def turnover(frame: pd.DataFrame, tokens: Tokens, height: int = 330) -> go.Figure:
    """Bars from year, kept, returned, new (upwards) and ended (downwards)."""
    if frame.empty:
        return nothing(tokens, height)
    figure = bare(tokens, height)
    tones = {"kept": tokens.accent, "returned": tokens.amounts[3], "new": tokens.categories[1],
             "ended": tokens.rest}  # fmt: skip
    for name, tone in tones.items():
        sign = -1 if name == "ended" else 1
        figure.add_trace(
            go.Bar(
                x=frame["year"], y=sign * frame[name], name=wt.TURNS[name],
                marker={"color": tone}, customdata=frame[name],
                hovertemplate=f"%{{x}}년 · {wt.TURNS[name]}<br><b>%{{customdata:,}}쌍</b>"
                "<extra></extra>",
            )
        )  # fmt: skip
    figure.update_layout(barmode="relative", legend={"traceorder": "normal"})
    figure.update_xaxes(tickformat="d", tickangle=0, dtick=2 if len(frame) > 8 else 1)
    figure.update_yaxes(tickformat=",d", nticks=5, zerolinecolor=tokens.muted, rangemode="normal")
    return figure
