"""Lines that are compared, named at their ends instead of in a legend."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.figures.base import bare, nothing, part_colours, spread
from dashboard.theme import Tokens

THIN_BELOW = 5
"""A share of fewer articles than this is drawn as an open point and does not stretch the axis."""


def lines(frame: pd.DataFrame, period: str, tokens: Tokens, height: int = 380) -> go.Figure:
    """Shares over time from a frame with period, keyword, counted, total, share."""
    if frame.empty:
        return nothing(tokens, height)
    figure = bare(tokens, height)
    words = list(dict.fromkeys(frame["keyword"]))
    ranked = sorted(words, key=lambda word: -frame.loc[frame["keyword"] == word, "counted"].sum())
    colours = part_colours(ranked, ranked, tokens)
    ends: list[tuple[str, pd.Timestamp, float]] = []
    for word in ranked:
        rows = frame[frame["keyword"] == word].sort_values("period")
        figure.add_traces(_line(rows, period, colours[word], tokens))
        ends.append((word, rows["period"].iloc[-1], float(rows["share"].iloc[-1])))
    sound = frame[frame["total"] >= THIN_BELOW]
    top = max(float((frame if sound.empty else sound)["share"].max()), 0.01)
    heights = spread([share for _, _, share in ends], top * 0.062 * 380 / height)
    for (word, day, _), at in zip(ends, heights, strict=True):
        figure.add_annotation(
            x=day, y=at, text=word, xanchor="left", xshift=9, showarrow=False,
            font={"color": colours[word], "size": 13},
        )  # fmt: skip
    longest = max(len(word) for word in words)
    figure.update_layout(margin={"r": 22 + 13 * longest, "t": 14})
    figure.update_yaxes(tickformat=".0%", nticks=5, range=[0, min(max(top, *heights) * 1.08, 1.04)])
    first, last = frame["period"].min(), frame["period"].max()
    edge = max((last - first) * 0.02, pd.Timedelta(days=20))
    figure.update_xaxes(
        range=[first - edge, last + edge], tickangle=0, tick0="2000-01-01",
        dtick="M12" if last.year - first.year < 8 else None,
        tickformatstops=[{"dtickrange": [None, "M11"], "value": "%Y. %-m."},
                         {"dtickrange": ["M12", None], "value": "%Y"}],
    )  # fmt: skip
    return figure


def _line(rows: pd.DataFrame, period: str, colour: str, tokens: Tokens) -> list[go.Scatter]:
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
        go.Scatter(
            y=rows["share"].mask(thin), mode="lines+markers",
            line={"color": colour, "width": 2.2}, marker={"size": 6, "color": colour}, **style,
        ),
        go.Scatter(
            y=rows["share"].where(thin), mode="markers",
            marker={"size": 6, "color": tokens.card, "line": {"width": 1.4, "color": colour}},
            **style,
        ),
    ]  # fmt: skip
