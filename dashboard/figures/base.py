"""What all pictures share: the bare figure, its empty state, colours of parts, label spacing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.theme import Tokens, template

MOST_PARTS = 5
"""Parts with a colour of their own; all others together are grey."""


def bare(
    tokens: Tokens, height: int, annotations: Sequence[Mapping[str, object]] = ()
) -> go.Figure:
    """A figure in the project's template that neither zooms nor drags by accident.

    `annotations` are not checked by plotly: for hundreds that takes longer than all else of a page.
    """
    # All at once: an update of a figure that stands costs several times as much.
    layout = {"template": template(tokens), "height": height, "dragmode": False}
    if not annotations:
        return go.Figure(layout=layout)
    return go.Figure(layout={**layout, "annotations": list(annotations)}, _validate=False)


def nothing(tokens: Tokens, height: int) -> go.Figure:
    """The picture of an empty frame: a quiet line of text instead of bare axes."""
    figure = bare(tokens, height)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=w.EMPTY_FIGURE, showarrow=False, x=0.5, y=0.5, xref="paper", yref="paper",
        font={"color": tokens.muted, "size": 14},
    )  # fmt: skip
    return figure


def part_colours(parts: Sequence[str], order: Sequence[str], tokens: Tokens) -> dict[str, str]:
    """A colour for each part; the same part keeps its colour on every page where it can.

    `order` is the whole vocabulary: a part's place there names the colour that it would like,
    and a part that comes later takes the next one that is free.
    """
    places = {name: place for place, name in enumerate(order)}
    free = list(range(len(tokens.categories)))
    chosen = {}
    for part in sorted(parts, key=lambda name: places.get(name, len(places))):
        wanted = places.get(part, 0) % len(tokens.categories)
        spot = min(free, key=lambda one: (one - wanted) % len(tokens.categories), default=None)
        chosen[part] = tokens.rest if spot is None else tokens.categories[spot]
        if spot is not None:
            free.remove(spot)
    return chosen


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """The positions moved up so far that neighbours keep a gap; order is kept."""
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    moved = [float(value) for value in positions]
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    return moved


def on_colour(background: str) -> str:
    """Ink that reads on a filled area (relative luminance of WCAG)."""
    channels = [int(background[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#1B2430" if light > 0.25 else "#FFFFFF"
