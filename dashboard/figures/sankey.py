"""Flows between two sides, such as 시도 and their partners."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.figures.base import bare, nothing
from dashboard.theme import Tokens

ROW = 40


def largest(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows between the `most` largest regions and the `most` largest partners."""
    for side in ("region", "partner"):
        held = frame.groupby(side)["counted"].sum().sort_index()
        frame = frame[frame[side].isin(held.nlargest(most).index)]
    return frame.reset_index(drop=True)


def sankey(frame: pd.DataFrame, names: Mapping[str, str], tokens: Tokens) -> go.Figure:
    """From region, partner, counted and hover; regions stand left, partners right."""
    if frame.empty or not frame["counted"].sum():
        return nothing(tokens, 360)
    sides = {
        side: frame.groupby(side)["counted"].sum().sort_index().sort_values(ascending=False)
        for side in ("region", "partner")
    }
    place = {
        (side, item): number
        for number, (side, item) in enumerate(
            (side, item) for side, held in sides.items() for item in held.index
        )
    }
    labels = [names.get(item, item) for _, item in place]
    totals = [int(count) for held in sides.values() for count in held]
    figure = bare(tokens, max(ROW * max(map(len, sides.values())) + 30, 240))
    figure.add_trace(
        go.Sankey(
            arrangement="snap", textfont={"size": 13, "color": tokens.ink, "shadow": "none"},
            node={
                "label": labels, "pad": 14, "thickness": 14, "line": {"width": 0},
                "color": [tokens.accent if side == "region" else tokens.categories[1]
                          for side, _ in place],
                "customdata": [f"<b>{label}</b><br>{w.count(n)}"
                               for label, n in zip(labels, totals, strict=True)],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
            link={
                "source": [place["region", item] for item in frame["region"]],
                "target": [place["partner", item] for item in frame["partner"]],
                "value": frame["counted"].tolist(), "color": _pale(tokens.amounts[3]),
                "hovercolor": _pale(tokens.accent, 0.75), "customdata": frame["hover"].tolist(),
                "hovertemplate": "%{customdata}<extra></extra>",
            },
        )
    )  # fmt: skip
    figure.update_layout(margin={"l": 4, "r": 4, "t": 10, "b": 14})
    return figure


def _pale(colour: str, strength: float = 0.5) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength})"
