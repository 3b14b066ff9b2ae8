"""Lines that are compared, named at their ends; bursts as bands, milestones as thin lines."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard import wording_words as ww
from dashboard.figures.base import Sketch, Trace, bare, nothing, part_colours, spread, trace
from dashboard.figures.milestones import mark
from dashboard.moment import MONTHS
from dashboard.theme import Tokens

THIN_BELOW = 5
"""A share of fewer articles than this is drawn as an open point and does not stretch the axis."""


LANE = 13
"""Pixels of the band of one word's bursts below the lines."""


def lines(
    frame: pd.DataFrame,
    period: str,
    tokens: Tokens,
    height: int = 380,
    *,
    bursts: pd.DataFrame | None = None,
    milestones: pd.DataFrame | None = None,
) -> go.Figure:
    """Shares over time from a frame with period, keyword, counted, total, share.

    `bursts` (item, start, end, counted, total, ongoing) are shaded on the lines and stand as
    bands in the word's colour below them.
    """
    if frame.empty:
        return nothing(tokens, height)
    figure = bare(tokens, height)
    rows = {
        str(word): part.sort_values("period") for word, part in frame.groupby("keyword", sort=False)
    }
    ranked = sorted(rows, key=lambda word: -rows[word]["counted"].sum())
    colours = part_colours(ranked, ranked, tokens)
    own = _own(bursts, ranked)
    for word in ranked:
        figure.add_traces(
            *_shades(rows[word], own[own["item"] == word], colours[word]),
            *_line(rows[word], period, colours[word], tokens),
        )
    sound = frame[frame["total"] >= THIN_BELOW]
    top = max(float((frame if sound.empty else sound)["share"].max()), 0.01)
    highest = _names(figure, [rows[word] for word in ranked], colours, top * 0.062 * 380 / height)
    figure.update_yaxes(tickformat=".0%", nticks=5, range=[0, min(max(top, highest) * 1.08, 1.04)])
    first, last = frame["period"].min(), frame["period"].max()
    _axis(figure, first, last)
    mark(figure, milestones, first, last, tokens)
    _bands(figure, own, ranked, colours, period)
    return figure.drawn()


def _own(bursts: pd.DataFrame | None, words: Sequence[str]) -> pd.DataFrame:
    """The bursts of the drawn words."""
    columns = ["item", "start", "end", "counted", "total", "ongoing"]
    if bursts is None or bursts.empty:
        return pd.DataFrame(columns=columns)
    return bursts[bursts["item"].isin(list(words))][columns]


def _names(
    figure: Sketch,
    rows: Sequence[pd.DataFrame],
    colours: Mapping[str, str],
    gap: float,
) -> float:
    """Each word at the end of its line, none over another; gives the highest place taken."""
    words = [part["keyword"].iloc[0] for part in rows]
    last = max(part["period"].iloc[-1] for part in rows)
    heights = spread([_end(part) for part in rows], gap)
    for word, at in zip(words, heights, strict=True):
        figure.add_annotations({
            "x": last, "y": at, "text": word, "xanchor": "left", "xshift": 9,
            "showarrow": False, "font": {"color": colours[word], "size": 13},
        })  # fmt: skip
    longest = max(len(word) for word in words)
    figure.update_layout(margin={"r": 22 + 13 * longest, "t": 14})
    return max(heights)


def _end(rows: pd.DataFrame) -> float:
    """The share at the last point that enough articles bear, else at the last."""
    sound = rows.loc[rows["total"] >= THIN_BELOW, "share"]
    return float((rows["share"] if sound.empty else sound).iloc[-1])


def _axis(figure: Sketch, first: pd.Timestamp, last: pd.Timestamp) -> None:
    edge = max((last - first) * 0.02, pd.Timedelta(days=20))
    figure.update_xaxes(
        range=[first - edge, last + edge], tickangle=0, tick0="2000-01-01",
        dtick="M12" if last.year - first.year < 8 else None,
        tickformatstops=[{"dtickrange": [None, "M11"], "value": "%Y. %-m."},
                         {"dtickrange": ["M12", None], "value": "%Y"}],
    )  # fmt: skip


def _shades(rows: pd.DataFrame, bursts: pd.DataFrame, colour: str) -> list[Trace]:
    """A broad pale stroke on the line over each burst, where there is a line."""
    sound = rows[rows["total"] >= THIN_BELOW]
    return [
        trace("scatter",
            x=inside["period"], y=inside["share"], mode="lines+markers", opacity=0.24,
            line={"color": colour, "width": 11}, marker={"size": 11, "color": colour},
            hoverinfo="skip", showlegend=False,
        )
        for start, end in zip(bursts["start"], bursts["end"], strict=True)
        if not (inside := sound[sound["period"].between(start, end)]).empty
    ]  # fmt: skip


def _bands(
    figure: Sketch,
    bursts: pd.DataFrame,
    words: Sequence[str],
    colours: Mapping[str, str],
    period: str,
) -> None:
    """Below the lines a row for each word that has bursts, a band from start to end for each."""
    rows = [word for word in words if (bursts["item"] == word).any()]
    if not rows:
        return
    step = pd.DateOffset(months=MONTHS[period])
    for place, word in enumerate(rows):
        own = bursts[bursts["item"] == word]
        lengths = [(end + step - start) / pd.Timedelta(milliseconds=1)
                   for start, end in zip(own["start"], own["end"], strict=True)]  # fmt: skip
        figure.add_traces(
            trace("bar",
                base=own["start"], x=lengths, y=[place] * len(own), orientation="h", width=0.72,
                yaxis="y2", marker={"color": colours[word]}, name=word, showlegend=False,
                customdata=[_told(burst, period) for burst in own.to_dict("records")],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )  # fmt: skip
    height = figure.layout["height"] + LANE * len(rows) + 12
    part = LANE * len(rows) / (height - 90)
    figure.update_layout(
        height=height, yaxis={"domain": [part + 0.04, 1]}, xaxis={"anchor": "y2"},
        yaxis2={"domain": [0, part], "range": [len(rows) - 0.5, -0.5], "visible": False,
                "fixedrange": True},
    )  # fmt: skip


def _told(burst: Mapping[Hashable, Any], period: str) -> str:
    """Word, from when to when, and what share of those articles."""
    share = burst["counted"] / max(burst["total"], 1)
    return (
        f"<b>{burst['item']}</b><br>{ww.BURST} {ww.span(burst['start'], burst['end'], period)}"
        f"<br>{w.count(burst['counted'])} · {w.share(share)}"
    )


def _line(rows: pd.DataFrame, period: str, colour: str, tokens: Tokens) -> list[Trace]:
    """The line of a word through its sound points, and its thin points open and apart."""
    thin = rows["total"] < THIN_BELOW
    hover = [
        f"{w.period_name(p, period)} · {word}<br><b>{w.share(s)}</b> ({w.count(c)})"
        for p, word, s, c in zip(
            rows["period"], rows["keyword"], rows["share"], rows["counted"], strict=True
        )
    ]
    style = {"x": rows["period"], "customdata": hover, "showlegend": False,
             "hovertemplate": "%{customdata}<extra></extra>"}  # fmt: skip
    return [
        trace("scatter",
            y=rows["share"].mask(thin), mode="lines+markers",
            line={"color": colour, "width": 2.2}, marker={"size": 6, "color": colour}, **style,
        ),
        trace("scatter",
            y=rows["share"].where(thin), mode="markers",
            marker={"size": 6, "color": tokens.card, "line": {"width": 1.4, "color": colour}},
            **style,
        ),
    ]  # fmt: skip
