"""A network of words or topics: readable names, communities in colours, ties as wide as near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard import wording_words as ww
from dashboard.figures.base import Trace, bare, nothing, trace
from dashboard.figures.labels import declutter
from dashboard.theme import Tokens

MOST_NODES, MOST_EDGES = 42, 96
NEAR = 0.06
"""Ties below this NPMI are no more than chance for the reader's eye."""
WIDTHS = ((NEAR, 0.2, 0.8), (0.2, 0.3, 1.7), (0.3, 0.42, 3.0), (0.42, 1.01, 4.6))
"""From NPMI, to NPMI, pixels."""
FIELD = (620.0, 500.0)
"""Pixels of the smallest field; names are parted so that none touches another in it."""
LETTER, LINE, EDGE = 13.0, 30.0, 42.0


def network(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    names: Mapping[str, str],
    tokens: Tokens,
    *,
    chosen: Sequence[str] = (),
    height: int = 560,
) -> go.Figure:
    """From nodes (item, counted, community, x, y) and edges (one, other, together, npmi)."""
    kept = nodes.nlargest(MOST_NODES, "counted") if len(nodes) else nodes
    ties = edges[edges["one"].isin(kept["item"]) & edges["other"].isin(kept["item"])]
    ties = ties[ties["npmi"] >= NEAR].nlargest(MOST_EDGES, "npmi")
    kept = kept[kept["item"].isin([*ties["one"], *ties["other"]])]
    if kept.empty:
        return nothing(tokens, height)
    labels = [names.get(item, item) for item in kept["item"]]
    spots = dict(zip(kept["item"], _places(kept, labels), strict=True))
    figure = bare(tokens, height)
    figure.add_traces(*_ties(ties, spots, tokens), _middles(ties, spots, names))
    figure.add_traces(_knots(kept, labels, spots, tokens, chosen=chosen))
    xs, ys = zip(*spots.values(), strict=True)
    halves = [max(_width(label) / 2, EDGE) for label in labels]  # a long name fits at the edge too
    left = min(x - half for x, half in zip(xs, halves, strict=True))
    right = max(x + half for x, half in zip(xs, halves, strict=True))
    figure.update_xaxes(visible=False, range=[left, right])
    figure.update_yaxes(visible=False, range=[min(ys) - 38, max(ys) + 24])
    figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0})
    return figure.drawn()


def _places(kept: pd.DataFrame, labels: Sequence[str]) -> list[tuple[float, float]]:
    """The layout stretched to the field, then parted so far that every name can be read."""
    points = []
    for column, size in zip(("x", "y"), FIELD, strict=True):
        # By rank as much as by place: a layout that crowds in the middle uses the whole field.
        values = kept[column].to_numpy(float)
        low, high = values.min(), values.max()
        even = (values - low) / (high - low) if high > low else np.full(len(values), 0.5)
        ranks = np.argsort(np.argsort(values, kind="stable")) / max(len(values) - 1, 1)
        points.append(size * (0.5 * even + 0.5 * ranks))
    return declutter(list(zip(*points, strict=True)), list(map(_width, labels)), LINE)


def _width(label: str) -> float:
    return max(LETTER * len(label) + 6, 30.0)


def _ties(
    ties: pd.DataFrame, spots: Mapping[str, tuple[float, float]], tokens: Tokens
) -> list[Trace]:
    """One trace for each width."""
    traces = []
    for low, high, width in WIDTHS:
        part = ties[(ties["npmi"] >= low) & (ties["npmi"] < high)]
        xs: list[float | None] = []
        ys: list[float | None] = []
        for one, other in zip(part["one"], part["other"], strict=True):
            xs += [spots[one][0], spots[other][0], None]
            ys += [spots[one][1], spots[other][1], None]
        traces.append(
            trace("scatter",
                x=xs, y=ys, mode="lines", hoverinfo="skip", showlegend=False,
                line={"color": tokens.rest, "width": width}, opacity=0.75,
            )
        )  # fmt: skip
    return traces


def _middles(
    ties: pd.DataFrame, spots: Mapping[str, tuple[float, float]], names: Mapping[str, str]
) -> Trace:
    """Unseen points in the middle of each tie that tell of it."""
    ends = [(spots[a], spots[b]) for a, b in zip(ties["one"], ties["other"], strict=True)]
    return trace("scatter",
        x=[(a[0] + b[0]) / 2 for a, b in ends], y=[(a[1] + b[1]) / 2 for a, b in ends],
        mode="markers", marker={"size": 12, "opacity": 0}, showlegend=False,
        customdata=[None] * len(ends), hovertemplate="%{text}<extra></extra>",
        text=[
            f"<b>{names.get(one, one)} · {names.get(other, other)}</b>"
            f"<br>{ww.TOGETHER.format(n=w.count(n))} · {ww.NEAR.format(value=near)}"
            for one, other, n, near in zip(
                ties["one"], ties["other"], ties["together"], ties["npmi"], strict=True
            )
        ],
    )  # fmt: skip


def _knots(
    kept: pd.DataFrame,
    labels: Sequence[str],
    spots: Mapping[str, tuple[float, float]],
    tokens: Tokens,
    *,
    chosen: Sequence[str],
) -> Trace:
    top = max(int(kept["counted"].max()), 1)
    sizes = [8 + 20 * (n / top) ** 0.5 for n in kept["counted"]]
    colours = [tokens.categories[group % len(tokens.categories)] for group in kept["community"]]
    marked = [item in chosen for item in kept["item"]]
    groups = _groups(kept, labels)
    return trace("scatter",
        x=[spots[item][0] for item in kept["item"]], y=[spots[item][1] for item in kept["item"]],
        mode="markers+text", text=list(labels), textposition="bottom center",
        marker={"size": sizes, "color": colours, "opacity": 1,
                "line": {"color": [tokens.ink if m else tokens.card for m in marked],
                         "width": [3 if m else 1.5 for m in marked]}},
        textfont={"size": [12 + 2 * (n / top) ** 0.5 for n in kept["counted"]],
                  "color": tokens.ink, "shadow": ", ".join([f"0 0 3px {tokens.card}"] * 3)},
        customdata=list(kept["item"]), showlegend=False, cliponaxis=False,
        hovertext=[
            f"<b>{label}</b><br>{w.count(n)}<br>{ww.GROUP.format(names=groups[group])}"
            f"<br><i>{w.CLICK}</i>"
            for label, n, group in zip(labels, kept["counted"], kept["community"], strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 1}, "textfont": {"color": tokens.ink}},
        selected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _groups(kept: pd.DataFrame, labels: Sequence[str]) -> dict[int, str]:
    """The first three names of each community."""
    named = kept.assign(label=list(labels)).groupby("community")["label"]
    return {int(str(group)): " · ".join(part.head(3)) for group, part in named}
