"""Ties that began, lasted and ended, year by year."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard import wording_partners as wt
from dashboard.figures.base import bare, nothing, trace
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
        figure.add_traces(
            trace("bar",
                x=frame["year"], y=sign * frame[name], name=wt.TURNS[name],
                marker={"color": tone}, customdata=frame[name],
                hovertemplate=f"%{{x}}년 · {wt.TURNS[name]}<br><b>%{{customdata:,}}쌍</b>"
                "<extra></extra>",
            )
        )  # fmt: skip
    figure.update_layout(barmode="relative", legend={"traceorder": "normal"})
    figure.update_xaxes(tickformat="d", tickangle=0, dtick=_every(len(frame)))
    figure.update_yaxes(**_absolute(frame), zerolinecolor=tokens.muted, rangemode="normal")
    return figure.drawn()


def _every(years: int) -> int:
    """So many years that their names do not touch on a phone."""
    return 4 if years > 12 else 2 if years > 6 else 1


def _absolute(frame: pd.DataFrame) -> dict[str, list[float] | list[str]]:
    """Ticks that count downwards too: what has ended is no less than nothing."""
    top = max(
        int(frame[["kept", "returned", "new"]].sum(axis=1).max()), int(frame["ended"].max()), 1
    )
    step = next(s * 10**e for e in range(12) for s in (1, 2, 5) if s * 10**e * 3 >= top)
    values = [step * place for place in range(-3, 4)]
    return {"tickvals": values, "ticktext": [w.number(abs(value)) for value in values]}
