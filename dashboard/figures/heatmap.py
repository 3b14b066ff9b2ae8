"""A table in colours: rows × columns with the count printed in each cell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.base import bare, nothing, on_colour, trace
from dashboard.figures.scale import Floats
from dashboard.theme import Tokens

MOST_NAMED = 12


def heatmap(wide: pd.DataFrame, tokens: Tokens, height: int | None = None) -> go.Figure:
    """Counts from a wide frame whose index and columns are the names to show."""
    if wide.empty:
        return nothing(tokens, height or 240)
    values = wide.fillna(0).to_numpy(float)
    ramp = [tokens.card, *tokens.amounts]
    top = max(values.max(), 1)
    # A square root keeps small counts apart where one cell is far larger than the others.
    depth = np.sqrt(values / top)
    figure = bare(tokens, height or 30 * len(wide) + 90)
    figure.add_annotations(*_numbers(wide, values, depth, ramp))
    figure.add_traces(
        trace(
            "heatmap",
            z=depth,
            x=list(wide.columns),
            y=list(wide.index),
            showscale=False,
            xgap=2,
            ygap=2,
            zmin=0,
            zmax=1,
            colorscale=[[i / (len(ramp) - 1), c] for i, c in enumerate(ramp)],
            customdata=values,
            hovertemplate="%{y} · %{x}<br><b>%{customdata:,}건</b><extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"color": tokens.ink})
    names = list(wide.columns)
    # Of many columns every second is named, counted from the last, so that names never touch.
    named = names[::-2] if len(names) > MOST_NAMED else names
    figure.update_xaxes(side="top", tickangle=0, showline=False, tickvals=named)
    return figure.drawn()


def _numbers(
    wide: pd.DataFrame, values: Floats, depth: Floats, ramp: list[str]
) -> list[dict[str, object]]:
    """The count of each cell in ink that reads on its colour."""
    return [
        {
            "x": wide.columns[column], "y": wide.index[row], "text": f"{int(value):,}",
            "showarrow": False,
            "font": {
                "size": 11,
                "color": on_colour(ramp[round(float(depth[row, column]) * (len(ramp) - 1))]),
            },
        }
        for (row, column), value in np.ndenumerate(values)
        if value
    ]  # fmt: skip
