"""Maps of equal squares: one a region, so that small districts are seen as well as large ones."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from scipy.optimize import linear_sum_assignment

from dashboard.figures.base import Sketch, Trace, bare, nothing, on_colour, trace
from dashboard.figures.choropleth import THIN_BELOW, Place, colour_bar, measured
from dashboard.figures.scale import write
from dashboard.theme import Tokens

Cell = tuple[int, int]
"""Column from the west, row from the north."""

ROOM = 1.25
"""Cells a region: a little more than one, so that coasts and gaps can be told."""
SIDE = 0.94
FEW, MANY = 45, 120
"""Up to FEW squares show their value; more than MANY have small letters."""


def grid(places: Sequence[Place]) -> dict[str, Cell]:
    """A cell for each place, none twice, as near to where it lies as all together allow.

    Places are stretched over a grid of ROOM cells each, half by distance and half by rank (so
    that crowded capitals get room), and assigned to cells with the least sum of squared
    distances (Hungarian method); rows and columns without any are closed.
    """
    if not places:
        return {}
    order = sorted(places, key=lambda place: place.code)
    xs = np.array([place.longitude for place in order])
    ys = -np.array([place.latitude for place in order])
    width, height = max(np.ptp(xs) * 0.8, 0.05), max(np.ptp(ys), 0.05)
    columns = max(math.ceil(math.sqrt(ROOM * len(order) * width / height)), 1)
    rows = max(math.ceil(ROOM * len(order) / columns), 1)
    spots = np.column_stack([_stretched(xs, columns), _stretched(ys, rows)])
    cells = np.array([(column, row) for column in range(columns) for row in range(rows)])
    cost = ((spots[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    chosen = cells[linear_sum_assignment(cost)[1]]
    closed = [np.unique(chosen[:, axis], return_inverse=True)[1] for axis in (0, 1)]
    return {
        place.code: (int(column), int(row))
        for place, column, row in zip(order, *closed, strict=True)
    }


def _stretched(values: np.ndarray, cells: int) -> np.ndarray:
    low, span = values.min(), np.ptp(values)
    even = (values - low) / span if span else np.full(len(values), 0.5)
    ranks = np.argsort(np.argsort(values, kind="stable")) / max(len(values) - 1, 1)
    return np.asarray((cells - 1) * (0.5 * even + 0.5 * ranks))


def tiles(
    frame: pd.DataFrame,
    places: Sequence[Place],
    cells: Mapping[str, Cell],
    tokens: Tokens,
    *,
    metric: str = "count",
    hint: str = "",
    selected: Sequence[str] = (),
    height: int = 560,
) -> go.Figure:
    """Squares from the same frame as the choropleth's, in its colours; thin data is hatched."""
    placed = [place for place in places if place.code in cells]
    if not placed:
        return nothing(tokens, height)
    values, scale, counted, hover = measured(frame, placed, tokens, metric=metric, hint=hint)
    fills = [scale.colours[step] for step in scale.steps]
    figure = bare(tokens, height)
    at = [cells[place.code] for place in placed]
    chosen = [place.code in selected for place in placed]
    full = len(placed) <= FEW
    figure.add_traces(
        trace("bar",
            x=[column for column, _ in at], base=[row for _, row in at], y=[SIDE] * len(at),
            width=SIDE, customdata=[[place.code] for place in placed], hovertext=hover,
            hovertemplate="%{hovertext}<extra></extra>", showlegend=False,
            text=[
                f"{place.short_name}<br><b>{write(value, metric)}</b>" if full else place.short_name
                for place, value in zip(placed, values, strict=True)
            ],
            textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
            textfont={"size": 12.5 if full else 11 if len(placed) <= MANY else 9.5,
                      "color": [on_colour(fill) for fill in fills]},
            marker={
                "color": fills,
                "line": {"color": [tokens.ink if one else tokens.line for one in chosen],
                         "width": [2.4 if one else 1 for one in chosen]},
                "pattern": {"shape": ["/" if 0 < n < THIN_BELOW else "" for n in counted],
                            "fgcolor": tokens.muted, "fillmode": "overlay", "size": 7,
                            "solidity": 0.13},
            },
            unselected={"marker": {"opacity": 1}}, selected={"marker": {"opacity": 1}},
        )
    )  # fmt: skip
    figure.add_traces(_scale_of(scale.colours, colour_bar(scale, tokens)))
    _field(figure, at)
    return figure.drawn()


def _scale_of(colours: Sequence[str], bar: dict[str, object]) -> Trace:
    """An unseen point that carries the scale of colours."""
    count = len(colours)
    stops = [
        (end, colour) for i, colour in enumerate(colours) for end in (i / count, (i + 1) / count)
    ]
    return trace("scatter",
        x=[None], y=[None], mode="markers", showlegend=False, hoverinfo="skip",
        marker={"color": [0], "cmin": -0.5, "cmax": count - 0.5, "colorscale": stops,
                "showscale": True, "colorbar": bar},
    )  # fmt: skip


def _field(figure: Sketch, at: Sequence[Cell]) -> None:
    """Square cells, north above, room for the scale below."""
    columns, rows = max(column for column, _ in at), max(row for _, row in at)
    figure.update_xaxes(visible=False, range=[-0.55, columns + 0.55], constrain="domain")
    figure.update_yaxes(
        visible=False, range=[rows + 1, -0.06], scaleanchor="x", constrain="domain",
        domain=[0.1, 1],
    )  # fmt: skip
    figure.update_layout(
        barmode="overlay", barcornerradius=3, margin={"l": 0, "r": 0, "t": 0, "b": 0}
    )
