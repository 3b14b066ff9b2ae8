"""Rankings as horizontal bars, and words that rise or fall as a pair of counts."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.figures.base import bare, nothing
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
) -> go.Figure:
    """Horizontal bars, the first name on top; `marked` bars in accent, others paler."""
    if not len(names):
        return nothing(tokens, 6 * ROW)
    pale = tokens.amounts[3]
    marks = marked if marked is not None and any(marked) else [True] * len(names)
    figure = bare(tokens, row * len(names) + 18)
    figure.add_trace(
        go.Bar(
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
        )
    )
    figure.update_yaxes(
        tickvals=list(range(len(names))), ticktext=[f"{name}  " for name in names],
        autorange="reversed", showgrid=False, tickfont={"size": 13, "color": tokens.ink},
    )  # fmt: skip
    top = max([*values, 0]) or 1
    figure.update_xaxes(visible=False, range=[min([0, *values]) * 1.25, top * 1.22])
    figure.update_layout(bargap=0.36, margin={"t": 2, "b": 2})
    return figure
