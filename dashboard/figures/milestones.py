"""National milestones over a picture of time: thin lines, labels where there is room, hover."""

from __future__ import annotations

import pandas as pd

from dashboard import wording as w
from dashboard.figures.base import Sketch, trace
from dashboard.theme import Tokens

LANES = 3
"""Rows of labels above the plot."""


def mark(
    figure: Sketch,
    milestones: pd.DataFrame | None,
    first: pd.Timestamp,
    last: pd.Timestamp,
    tokens: Tokens,
) -> bool:
    """Thin dotted lines from milestone_on, precision, name, short_name; says whether any is drawn.

    Labels stand in LANES rows above the plot; a line whose label has no room is left out.  A
    small mark at the top of each line tells the whole name, also where a narrow screen hides
    the labels.
    """
    if milestones is None:
        return False
    inside = milestones[milestones["milestone_on"].between(first, last)]
    width = float(max((last - first).days, 1))
    ends = [-width] * LANES
    shown, strokes, labels = [], [], []
    for place, (day, short) in enumerate(
        zip(inside["milestone_on"], inside["short_name"], strict=True)
    ):
        half = width * (0.01 + 0.0082 * len(short))
        at = float((day - first).days)
        lane = next((i for i, end in enumerate(ends) if at - half > end), None)
        if lane is None:
            continue
        ends[lane] = at + half
        strokes.append({
            "type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper",
            "layer": "below", "line": {"color": tokens.muted, "width": 1, "dash": "dot"},
        })  # fmt: skip
        labels.append({
            "x": day, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 6 + 16 * lane,
            "text": short, "xanchor": _anchor(at, half, width), "showarrow": False,
            "name": "milestone", "font": {"size": 11, "color": tokens.muted},
        })  # fmt: skip
        shown.append(place)
    if not shown:
        return False
    _hover(figure, inside.iloc[shown], tokens)
    figure.update_layout(margin={"t": 14 + 17 * LANES})
    figure.add_shapes(*strokes)
    figure.add_annotations(*labels)
    return True


def _anchor(at: float, half: float, width: float) -> str:
    """Labels at the edges lean inwards."""
    return "left" if at < half else "right" if at + half > width else "center"


def _hover(figure: Sketch, shown: pd.DataFrame, tokens: Tokens) -> None:
    figure.add_traces(
        trace("scatter",
            x=shown["milestone_on"], y=[1] * len(shown), yaxis="y9", mode="markers",
            marker={"symbol": "triangle-down", "size": 8, "color": tokens.muted},
            customdata=[
                f"<b>{name}</b><br>{w.partial_day(day, day, precision)}"
                for name, day, precision in zip(
                    shown["name"], shown["milestone_on"], shown["precision"], strict=True
                )
            ],
            hovertemplate="%{customdata}<extra></extra>", showlegend=False, cliponaxis=False,
        )
    )  # fmt: skip
    figure.update_layout(
        yaxis9={"overlaying": "y", "range": [0, 1], "visible": False, "fixedrange": True}
    )
