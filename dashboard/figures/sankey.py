"""Flows between two sides, such as 시도 and their partners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.figures.base import Trace, bare, nothing, trace
from dashboard.theme import Tokens

ROW = 40
GAPS = 0.32
"""The share of the height that lies between the items of a side."""

LEFT, RIGHT = 0.02, 0.98
"""Where the flows begin and end; beyond stand the blocks."""

LONGEST = 13
"""Signs of a label; the whole name is in the hover."""


def largest(frame: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows between the `most` largest regions and the `most` largest partners."""
    for side in ("region", "partner"):
        held = frame.groupby(side)["counted"].sum().sort_index()
        frame = frame[frame[side].isin(held.nlargest(most).index)]
    return frame.reset_index(drop=True)


def sankey(frame: pd.DataFrame, names: Mapping[str, str], tokens: Tokens) -> go.Figure:
    """From region, partner, counted and hover; regions stand left, partners right.

    Drawn as shapes, because the library's own diagram sets labels on its flows: here they stand
    outside, and marks that are not seen carry what the hover says.
    """
    if frame.empty or not frame["counted"].sum():
        return nothing(tokens, 360)
    sides = {side: _stacked(frame, side) for side in ("region", "partner")}
    figure = bare(tokens, max(ROW * max(map(len, sides.values())) + 30, 240))
    ribbons, middles = _ribbons(frame, sides)
    tones = {"region": tokens.accent, "partner": tokens.categories[1]}
    blocks = [
        _block(side, spot, tones[side]) for side, held in sides.items() for spot in held.values()
    ]
    flow = {"type": "path", "fillcolor": _pale(tokens.amounts[3]), "line": {"width": 0}}
    figure.update_layout(
        shapes=[*({**flow, "path": path} for path in ribbons), *blocks],
        margin=_margins(sides, names),
    )
    figure.add_traces(_hints(middles, frame["hover"].tolist(), 12))
    for side, held in sides.items():
        figure.add_traces(_labels(side, held, names, tokens))
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[1.01, -0.01])
    return figure.drawn()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item stands on its side: from top to bottom between 0 and 1, and its count."""

    top: float
    bottom: float
    counted: int


def _stacked(frame: pd.DataFrame, side: str) -> dict[str, Spot]:
    """The items of one side, the largest on top, with gaps that spread them over the height."""
    held = frame.groupby(side)["counted"].sum().sort_index().sort_values(ascending=False)
    gap = GAPS / max(len(held) - 1, 1)
    room = (1 - GAPS if len(held) > 1 else 1) / held.sum()
    spots, at = {}, 0.0
    for item, count in held.items():
        spots[str(item)] = Spot(at, at + count * room, int(count))
        at += count * room + gap
    return spots


def _ribbons(
    frame: pd.DataFrame, sides: Mapping[str, Mapping[str, Spot]]
) -> tuple[list[str], list[tuple[float, float]]]:
    """For each row the path of its flow and the point in the middle of it."""
    order = {side: {item: place for place, item in enumerate(held)} for side, held in sides.items()}
    used = {side: {item: spot.top for item, spot in held.items()} for side, held in sides.items()}
    ends: dict[int, list[tuple[float, float]]] = {place: [] for place in range(len(frame))}
    for side, other in (("region", "partner"), ("partner", "region")):
        far = [order[other][item] for item in frame[other]]
        for place in sorted(range(len(frame)), key=far.__getitem__):
            item = frame[side].iloc[place]
            spot = sides[side][item]
            height = (spot.bottom - spot.top) * frame["counted"].iloc[place] / spot.counted
            ends[place].append((used[side][item], used[side][item] + height))
            used[side][item] += height
    paths = [
        f"M{LEFT},{a:.4f} C.5,{a:.4f} .5,{c:.4f} {RIGHT},{c:.4f}"
        f" L{RIGHT},{d:.4f} C.5,{d:.4f} .5,{b:.4f} {LEFT},{b:.4f} Z"
        for (a, b), (c, d) in ends.values()
    ]
    return paths, [(0.5, (a + b + c + d) / 4) for (a, b), (c, d) in ends.values()]


def _block(side: str, spot: Spot, tone: str) -> dict[str, object]:
    ends = (0.0, LEFT) if side == "region" else (RIGHT, 1.0)
    return {
        "type": "rect", "x0": ends[0], "x1": ends[1], "y0": spot.top, "y1": spot.bottom,
        "fillcolor": tone, "line": {"width": 0},
    }  # fmt: skip


def _hints(points: list[tuple[float, float]], texts: list[str], size: int) -> Trace:
    """Marks that are not seen, for the hover."""
    return trace("scatter",
        x=[round(x, 4) for x, _ in points], y=[round(y, 4) for _, y in points], mode="markers",
        marker={"size": size, "opacity": 0}, hovertext=texts, showlegend=False,
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _labels(side: str, held: Mapping[str, Spot], names: Mapping[str, str], tokens: Tokens) -> Trace:
    """The names of one side outside its blocks; they tell their counts."""
    left = side == "region"
    told = [names.get(item, item) for item in held]
    return trace("scatter",
        x=[0.0 if left else 1.0] * len(held),
        y=[round((spot.top + spot.bottom) / 2, 4) for spot in held.values()],
        mode="text", text=[f"{_short(name)}  " if left else f"  {_short(name)}" for name in told],
        textposition="middle left" if left else "middle right",
        textfont={"size": 13, "color": tokens.ink}, cliponaxis=False, showlegend=False,
        hovertext=[f"<b>{name}</b><br>{w.count(spot.counted)}"
                   for name, spot in zip(told, held.values(), strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _margins(sides: Mapping[str, Mapping[str, Spot]], names: Mapping[str, str]) -> dict[str, float]:
    """Room for the longest label of either side."""
    longest = {
        side: max(len(_short(names.get(item, item))) for item in held)
        for side, held in sides.items()
    }
    return {"l": 14 + 13 * longest["region"], "r": 14 + 13 * longest["partner"], "t": 10, "b": 14}


def _pale(colour: str, strength: float = 0.5) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength})"
