"""Maps of 시도 and 시군구: amounts by quantile steps, changes around zero, thin data hatched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.figures.base import Sketch, Trace, bare, on_colour, trace
from dashboard.figures.labels import declutter
from dashboard.figures.scale import Floats, Scale, amounts, changes, write
from dashboard.theme import Tokens

THIN_BELOW = 5
HATCH = "╱╱"

CONFIG = {"topojsonURL": "app/static/"}
"""An empty base map among the app's own static files; the library would ask a CDN otherwise."""

NATION = ((125.55, 131.0), (33.05, 38.68))
"""Degrees that the map of all 시도 shows: the mainland, Jeju and Ulleungdo, as large as fits."""

EDGE_TO_EDGE = {"l": 0, "r": 0, "t": 0, "b": 0}

FULL_HEIGHT = 560
"""From this height on, labels have room for the value under the name."""


@dataclass(frozen=True, slots=True)
class Place:
    """A polygon: code, names, and the point where a label fits."""

    code: str
    name: str
    short_name: str
    longitude: float
    latitude: float
    outside: bool = False
    """Whether the label stands beside the polygon, which has no room for it."""


def choropleth(
    frame: pd.DataFrame,
    places: Sequence[Place],
    geojson: str,
    tokens: Tokens,
    *,
    metric: str = "count",
    labels: bool = True,
    hint: str = "",
    selected: Sequence[str] = (),
    height: int = 560,
) -> go.Figure:
    """A map from a frame with code, counted, share, current, previous (as measures give it).

    `geojson` is the address of the boundaries, fetched by the browser once; places without a
    row are drawn as zero.  `metric` is count, share or change.
    """
    full = height >= FULL_HEIGHT
    values, scale, counted, hover = measured(
        frame, places, tokens, metric=metric, hint=hint, most=7 if full else 5
    )
    figure = bare(tokens, height)
    if not places:
        return figure.drawn()
    figure.add_traces(_areas(places, geojson, scale, tokens, hover=hover, selected=selected))
    _hatch(figure, places, counted, tokens, height=height, lines=labels + (labels and full))
    if labels:
        texts = [write(value, metric) for value in values] if full else [""] * len(places)
        _labels(figure, places, scale, texts, tokens, height=height)
    shown = field_of(NATION if _is_nation(places) else None, low=0.09)
    figure.update_layout(margin=EDGE_TO_EDGE, geo=shown)
    return figure.drawn()


def measured(
    frame: pd.DataFrame,
    places: Sequence[Place],
    tokens: Tokens,
    *,
    metric: str,
    hint: str,
    most: int = 7,
) -> tuple[Floats, Scale, Floats, list[str]]:
    """For each place its value, the scale of them, its count and what the hover says."""
    rows = frame.set_index("code").reindex([place.code for place in places])
    counted = rows["counted"].fillna(0).to_numpy(float)
    change = (rows["current"].fillna(0) - rows["previous"].fillna(0)).to_numpy(float)
    shares = rows["share"].fillna(0).to_numpy(float)
    values = {"count": counted, "share": shares, "change": change}[metric]
    scale = changes(values, tokens) if metric == "change" else amounts(values, metric, tokens, most)
    return values, scale, counted, _hover(places, counted, shares, change, hint)


def field_of(
    bounds: tuple[tuple[float, float], tuple[float, float]] | None, *, low: float
) -> dict[str, object]:
    """The map's field: degrees of longitude and latitude, or all that is drawn; from `low` up."""
    field: dict[str, object] = {
        "visible": False, "projection": {"type": "mercator"}, "bgcolor": "rgba(0,0,0,0)",
        "domain": {"y": [low, 1]},
    }  # fmt: skip
    if bounds is None:
        return field | {"fitbounds": "locations"}
    return field | {"lonaxis": {"range": bounds[0]}, "lataxis": {"range": bounds[1]}}


def colour_bar(scale: Scale, tokens: Tokens) -> dict[str, object]:
    """The steps of a map with their bounds, in a row below it."""
    return {
        "orientation": "h", "thickness": 10, "len": 0.86, "y": -0.01, "yanchor": "bottom",
        "outlinewidth": 1, "outlinecolor": tokens.line, "tickangle": 0,
        "tickvals": list(range(len(scale.colours))), "ticktext": scale.labels,
        "ticks": "", "tickfont": {"size": 12, "color": tokens.muted}, "x": 0.5,
    }  # fmt: skip


def _is_nation(places: Sequence[Place]) -> bool:
    return all(len(place.code) == 2 for place in places)


def _areas(
    places: Sequence[Place],
    geojson: str,
    scale: Scale,
    tokens: Tokens,
    *,
    hover: list[str],
    selected: Sequence[str],
) -> Trace:
    count = len(scale.colours)
    edges = [(i / count, colour) for i, colour in enumerate(scale.colours)]
    ends = [((i + 1) / count, colour) for i, colour in enumerate(scale.colours)]
    chosen = [place.code in selected for place in places]
    return trace("choropleth",
        geojson=geojson, featureidkey="id", locations=[place.code for place in places],
        z=scale.steps, zmin=-0.5, zmax=count - 0.5,
        colorscale=[stop for pair in zip(edges, ends, strict=True) for stop in pair],
        marker={"line": {"color": [tokens.ink if c else tokens.muted for c in chosen],
                         "width": [2.2 if c else 0.4 for c in chosen]}},
        text=hover, hovertemplate="%{text}<extra></extra>",
        unselected={"marker": {"opacity": 1}}, selected={"marker": {"opacity": 1}},
        colorbar=colour_bar(scale, tokens),
    )  # fmt: skip


def _hover(
    places: Sequence[Place],
    counted: Floats,
    shares: Floats,
    change: Floats,
    hint: str,
) -> list[str]:
    end = f"<br><i>{hint}</i>" if hint else ""
    return [
        f"<b>{place.name}</b><br>{w.count(n)} · {w.share(s)}"
        f"<br>{w.METRICS['change']} {w.difference(d)}{end}"
        for place, n, s, d in zip(places, counted, shares, change, strict=True)
    ]


def _hatch(
    figure: Sketch,
    places: Sequence[Place],
    counted: Floats,
    tokens: Tokens,
    *,
    height: int,
    lines: int,
) -> None:
    """Strokes below the label's lines (on the label point where there is no label)."""
    thin = [p for p, n in zip(places, counted, strict=True) if 0 < n < THIN_BELOW]
    if not thin:
        return
    lift = (7 * lines + 5) / (_pixels_per_degree(places, height) * 1.25) if lines else 0.0
    figure.add_traces(
        trace(
            "scattergeo",
            lon=[p.longitude for p in thin],
            lat=[p.latitude - lift for p in thin],
            text=[HATCH] * len(thin),
            mode="text",
            hoverinfo="skip",
            showlegend=False,
            textfont={"size": 9, "color": tokens.muted},
        )
    )


def _labels(
    figure: Sketch,
    places: Sequence[Place],
    scale: Scale,
    texts: list[str],
    tokens: Tokens,
    *,
    height: int,
) -> None:
    """Short name and value on each polygon; a halo of its fill keeps it readable at its edge.

    Beside a polygon that has no room it stands in ink on the page.
    """
    points = [(place.longitude, place.latitude) for place in places]
    degree = _pixels_per_degree(places, height)
    across, along = 34 / degree, (13 * (2 if any(texts) else 1) + 3) / (degree * 1.25)
    spots = declutter(points, across, along)
    fills = [
        tokens.card if place.outside else scale.colours[step]
        for place, step in zip(places, scale.steps, strict=True)
    ]
    figure.add_traces(
        trace(
            "scattergeo",
            lon=[x for x, _ in spots],
            lat=[y for _, y in spots],
            text=[
                f"{place.short_name}<br><b>{text}</b>" if text else place.short_name
                for place, text in zip(places, texts, strict=True)
            ],
            mode="text",
            hoverinfo="skip",
            showlegend=False,
            textfont={
                "size": 11.5,
                "color": [on_colour(fill) for fill in fills],
                "shadow": [", ".join([f"0 0 3px {fill}"] * 6) for fill in fills],
            },
        )
    )


def _pixels_per_degree(places: Sequence[Place], height: int) -> float:
    """How many pixels a degree of longitude takes, when the map fills the figure's height."""
    if _is_nation(places):
        (_, _), (south, north) = NATION
    else:
        south = min(place.latitude for place in places) - 0.15
        north = max(place.latitude for place in places) + 0.15
    return float(0.9 * height / ((north - south) * 1.25))
