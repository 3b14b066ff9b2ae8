"""Diffusion: the cumulative curve with its interval and fitted curve, and the map of years."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard import wording_places as wp
from dashboard.figures.base import bare, nothing, trace
from dashboard.figures.choropleth import EDGE_TO_EDGE, NATION, Place, field_of
from dashboard.theme import Tokens
from pipelines.trends.bass import bass_share
from pipelines.trends.shares import wilson

MOST_STEPS = 6


def s_curve(curve: pd.DataFrame, fit: pd.DataFrame, tokens: Tokens, height: int = 430) -> go.Figure:
    """Share of regions from period, adopters, eligible with Wilson's interval; fit where found."""
    if curve.empty:
        return nothing(tokens, height)
    figure = bare(tokens, height)
    low, high = wilson(curve["adopters"], curve["eligible"])
    quiet = {"mode": "lines", "line": {"width": 0}, "showlegend": False, "hoverinfo": "skip"}
    figure.add_traces(trace("scatter", x=curve["period"], y=high, **quiet))
    figure.add_traces(
        trace("scatter", x=curve["period"], y=low, fill="tonexty", fillcolor=tokens.soft, **quiet)
    )
    known = not fit.empty and fit["reason"].iloc[0] == ""
    if known:
        row = fit.iloc[0]
        steps = np.arange(1, len(curve) + 1, dtype=float)
        fitted = row["m"] * bass_share(steps, row["p"], row["q"]) / curve["eligible"]
        figure.add_traces(
            trace("scatter",
                x=curve["period"], y=fitted, mode="lines", name=wp.BASS, hoverinfo="skip",
                line={"color": tokens.categories[1], "width": 2, "dash": "dash"},
            )
        )  # fmt: skip
    hover = [
        f"<b>{day.year}년</b><br>{wp.ADOPTED.format(n=w.number(n), of=w.number(of))} · {w.share(s)}"
        f"<br>{wp.NEW.format(n=w.number(new))}"
        for day, n, of, s, new in zip(
            curve["period"],
            curve["adopters"],
            curve["eligible"],
            curve["share"],
            curve["new"],
            strict=True,
        )
    ]
    figure.add_traces(
        trace("scatter",
            x=curve["period"], y=curve["share"], mode="lines+markers", name=wp.OBSERVED,
            line={"color": tokens.accent, "width": 2.6}, marker={"size": 6}, customdata=hover,
            hovertemplate="%{customdata}<extra></extra>", showlegend=known,
        )
    )  # fmt: skip
    last = curve.iloc[-1]
    figure.add_annotations({
        "x": last["period"], "y": last["share"], "text": f"<b>{w.share(last['share'])}</b>",
        "showarrow": False, "yshift": 16, "xanchor": "right",
        "font": {"color": tokens.accent, "size": 14},
    })  # fmt: skip
    figure.update_yaxes(tickformat=".0%", nticks=6, range=[0, min(1.02, high.max() * 1.15)])
    figure.update_xaxes(tickformat="%Y", tickangle=0)
    return figure.drawn()


def year_map(
    years: dict[str, int], places: Sequence[Place], geojson: str, tokens: Tokens, height: int = 430
) -> go.Figure:
    """Each region in the colour of the years in which it took the item up: early is dark."""
    figure = bare(tokens, height)
    if not places or not years:
        return nothing(tokens, height)
    bounds = _bounds(sorted(years.values()))
    colours = [tokens.card, *_tones(tokens, len(bounds))]
    steps = [
        1 + next(i for i, (_, last) in enumerate(bounds) if years[place.code] <= last)
        if place.code in years else 0
        for place in places
    ]  # fmt: skip
    count = len(colours)
    edges = [(i / count, colour) for i, colour in enumerate(colours)]
    ends = [((i + 1) / count, colour) for i, colour in enumerate(colours)]
    figure.add_traces(
        trace("choropleth",
            geojson=geojson, featureidkey="id", locations=[place.code for place in places],
            z=steps, zmin=-0.5, zmax=count - 0.5,
            colorscale=[stop for pair in zip(edges, ends, strict=True) for stop in pair],
            marker={"line": {"color": tokens.muted, "width": 0.35}},
            text=[
                f"<b>{place.name}</b><br>"
                + (f"{years[place.code]}년" if place.code in years else wp.NOT_YET)
                for place in places
            ],
            hovertemplate="%{text}<extra></extra>",
            colorbar={"orientation": "h", "thickness": 10, "len": 0.92, "y": -0.01, "x": 0.5,
                      "yanchor": "bottom", "outlinewidth": 1, "outlinecolor": tokens.line,
                      "tickangle": 0, "tickvals": list(range(count)), "ticks": "",
                      "ticktext": [wp.NONE_YET, *(_label(*pair) for pair in bounds)],
                      "tickfont": {"size": 12, "color": tokens.muted}},
        )
    )  # fmt: skip
    figure.update_layout(margin=EDGE_TO_EDGE, geo=field_of(NATION, low=0.1))
    return figure.drawn()


def _bounds(years: list[int]) -> list[tuple[int, int]]:
    """Spans of years with about equally many regions each, from early to late."""
    single = sorted(set(years))
    if len(single) <= MOST_STEPS:
        return [(year, year) for year in single]
    cuts = np.quantile(years, np.linspace(0, 1, MOST_STEPS + 1)[1:])
    lasts = sorted({int(np.ceil(cut)) for cut in cuts})
    return list(zip([single[0], *(last + 1 for last in lasts[:-1])], lasts, strict=True))


def _tones(tokens: Tokens, count: int) -> list[str]:
    """From the accent (early) to pale (late)."""
    picks = np.linspace(len(tokens.amounts) - 1, 0, count).round().astype(int)
    return [tokens.amounts[i] for i in picks]


def _label(first: int, last: int) -> str:
    return f"’{first % 100:02d}" if first == last else f"’{first % 100:02d}–{last % 100:02d}"
