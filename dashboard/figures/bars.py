"""Rankings as horizontal bars, and words that rise or fall as a pair of counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.figures.base import bare, nothing, on_colour, trace
from dashboard.theme import Tokens

ROW = 27


def ranking(
    names: Sequence[str],
    values: Sequence[float],
    tokens: Tokens,
    *,
    texts: Sequence[str] | None = None,
    marked: Sequence[bool] | None = None,
    hover: Sequence[str] | None = None,
    identifiers: Sequence[str] | None = None,
    row: int = ROW,
    room: float = 1.22,
) -> go.Figure:
    """Horizontal bars, the first name on top; `marked` bars in accent, others paler.

    `room` is the width for bars and the texts behind them, in lengths of the longest bar.
    """
    if not len(names):
        return nothing(tokens, 6 * ROW)
    pale = tokens.amounts[3]
    marks = marked if marked is not None and any(marked) else [True] * len(names)
    figure = bare(tokens, row * len(names) + 18)
    figure.add_traces(
        trace(
            "bar",
            x=list(values),
            y=list(range(len(names))),
            orientation="h",
            text=list(texts or [w.count(value) for value in values]),
            textposition="outside",
            cliponaxis=False,
            textfont={"size": 12.5, "color": tokens.muted},
            marker={"color": [tokens.accent if mark else pale for mark in marks]},
            customdata=[[i] for i in (identifiers or names)],
            hovertext=list(hover or names),
            hovertemplate="%{hovertext}<extra></extra>",
            unselected={"marker": {"opacity": 1}},
            selected={"marker": {"opacity": 1}},
        )
    )
    figure.update_yaxes(
        tickvals=list(range(len(names))), ticktext=[f"{name}  " for name in names],
        autorange="reversed", showgrid=False, tickfont={"size": 13, "color": tokens.ink},
    )  # fmt: skip
    top = max([*values, 0]) or 1
    figure.update_xaxes(visible=False, range=[min([0, *values]) * 1.25, top * room])
    figure.update_layout(bargap=0.36, margin={"t": 2, "b": 2})
    return figure.drawn()


def stacked(
    names: Sequence[str], parts: Mapping[str, Sequence[float]], tokens: Tokens, row: int = 38
) -> go.Figure:
    """Bars of shares, one a name: parts from the accent to pale, each share printed if it fits."""
    totals = [sum(values) for values in zip(*parts.values(), strict=True)]
    if not names or not any(totals):
        return nothing(tokens, 6 * ROW)
    figure = bare(tokens, row * len(names) + 62)
    tones = (tokens.accent, tokens.amounts[3], tokens.rest)
    for (part, values), tone in zip(parts.items(), tones, strict=False):
        shares = [value / max(total, 1) for value, total in zip(values, totals, strict=True)]
        figure.add_traces(
            trace("bar",
                x=shares, y=list(names), orientation="h", name=part, marker={"color": tone},
                text=[w.share(share) if share >= 0.08 else "" for share in shares],
                textposition="inside", insidetextanchor="middle", textangle=0,
                textfont={"size": 12.5, "color": on_colour(tone)}, customdata=list(values),
                hovertemplate=f"%{{y}} · {part}<br><b>%{{x:.1%}}</b> (%{{customdata:,}})"
                "<extra></extra>",
            )
        )  # fmt: skip
    figure.update_layout(barmode="stack", bargap=0.34, legend={"traceorder": "normal"})
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"color": tokens.ink})
    figure.update_xaxes(visible=False, range=[0, 1])
    return figure.drawn()
