"""What all pictures share: the bare figure, its empty state, colours of parts, label spacing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.theme import Tokens, template

MOST_PARTS = 5
"""Parts with a colour of their own; all others together are grey."""


CHECKED = False
"""Let plotly check every property of a picture: tests do, a reader does not wait for it."""

Trace = dict[str, Any]


def trace(kind: str, **properties: Any) -> Trace:
    """One trace of a kind (`bar`, `scatter`); properties as plotly names them, None is left out."""
    given = {name: _plain(value) for name, value in properties.items() if value is not None}
    return {"type": kind, **given}


def _plain(value: Any) -> Any:
    if not isinstance(value, pd.Series | pd.Index):
        return value
    return value.to_numpy() if value.dtype.kind in "iuf" else value.tolist()


@dataclass(slots=True)
class Sketch:
    """A picture while it is made, of plain dicts; its methods do what those of a figure do.

    A figure that stands checks and copies at every step: bars with milestones take 19 ms so, and
    5 ms when plain dicts become a figure at the end.
    """

    layout: dict[str, Any]
    traces: list[Trace] = field(default_factory=list)

    def add_traces(self, *traces: Trace) -> None:
        """Draw these over what is drawn."""
        self.traces += traces

    def add_annotations(self, *annotations: Mapping[str, Any]) -> None:
        """Write these beside what is written."""
        self.layout["annotations"] = [*self.layout.get("annotations", ()), *annotations]

    def add_shapes(self, *shapes: Mapping[str, Any]) -> None:
        """Draw these lines and areas beside those that are drawn."""
        self.layout["shapes"] = [*self.layout.get("shapes", ()), *shapes]

    def update_layout(self, **parts: Any) -> None:
        """Set parts of the layout; what is not named in them stays."""
        _merge(self.layout, parts)

    def update_xaxes(self, **properties: Any) -> None:
        """Set properties of every horizontal axis."""
        self._axes("xaxis", properties)

    def update_yaxes(self, **properties: Any) -> None:
        """Set properties of every vertical axis."""
        self._axes("yaxis", properties)

    def _axes(self, kind: str, properties: Mapping[str, Any]) -> None:
        for name in {kind, *(one for one in self.layout if one.startswith(kind))}:
            _merge(self.layout, {name: properties})

    def drawn(self) -> go.Figure:
        """The figure."""
        return go.Figure(data=self.traces, layout=self.layout, _validate=CHECKED)


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        if isinstance(value, dict):
            _merge(into.setdefault(name, {}), value)
        elif value is not None:
            into[name] = value


def bare(tokens: Tokens, height: int) -> Sketch:
    """A sketch in the project's template that neither zooms nor drags by accident."""
    return Sketch({"template": template(tokens), "height": height, "dragmode": False})


def nothing(tokens: Tokens, height: int) -> go.Figure:
    """The picture of an empty frame: a quiet line of text instead of bare axes."""
    figure = bare(tokens, height)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotations({
        "text": w.EMPTY_FIGURE, "showarrow": False, "x": 0.5, "y": 0.5, "xref": "paper",
        "yref": "paper", "font": {"color": tokens.muted, "size": 14},
    })  # fmt: skip
    return figure.drawn()


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
