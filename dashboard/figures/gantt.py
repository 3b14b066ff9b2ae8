"""Lives of projects: a line from the first to the last known stage, a mark for each stage."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import wording as w
from dashboard.figures.base import bare, nothing, trace
from dashboard.theme import Tokens

ROW = 40


def gantt(
    frame: pd.DataFrame, names: dict[str, str], tokens: Tokens, *, limit: int = 14
) -> go.Figure:
    """From subject, stage, earliest, latest, precision, title; undated stages are left out."""
    dated = frame.dropna(subset=["earliest", "latest"])
    if dated.empty:
        return nothing(tokens, 5 * ROW)
    middle = dated["earliest"] + (dated["latest"] - dated["earliest"]) / 2
    dated = dated.assign(middle=middle).sort_values("middle")
    subjects = list(dict.fromkeys(dated["subject"]))[:limit]
    figure = bare(tokens, ROW * len(subjects) + 46)
    for row, subject in enumerate(subjects):
        steps = dated[dated["subject"] == subject]
        figure.add_traces(
            trace("scatter",
                x=steps["middle"], y=[row] * len(steps), mode="lines+markers+text",
                text=_texts(steps, (dated["middle"].min(), dated["middle"].max())),
                textposition="top center", textfont={"size": 11.5, "color": tokens.muted},
                line={"color": tokens.amounts[2], "width": 6},
                marker={"size": 10, "color": tokens.accent,
                        "line": {"color": tokens.card, "width": 1.5}},
                customdata=[_hover(step, names) for _, step in steps.iterrows()],
                hovertemplate="%{customdata}<extra></extra>", showlegend=False, cliponaxis=False,
            )
        )  # fmt: skip
    first, last = dated["middle"].min(), dated["middle"].max()
    edge = max((last - first) * 0.05, pd.Timedelta(days=120))
    figure.update_yaxes(
        tickvals=list(range(len(subjects))), range=[len(subjects) - 0.4, -0.75], zeroline=False,
        ticktext=[f"{names.get(subject, subject)}  " for subject in subjects],
        tickfont={"color": tokens.ink},
    )  # fmt: skip
    figure.update_xaxes(range=[first - edge, last + edge], tickformat="%Y", tickangle=0)
    return figure.drawn()


def _texts(steps: pd.DataFrame, span: tuple[pd.Timestamp, pd.Timestamp]) -> list[str]:
    """The name of each stage, left out where the one before stands too close."""
    least = (span[1] - span[0]) * 0.07
    texts: list[str] = []
    last: pd.Timestamp | None = None
    for stage, day in zip(steps["stage"], steps["middle"], strict=True):
        fits = last is None or day - last >= least
        texts.append(w.STAGES.get(stage, stage) if fits else "")
        last = day if fits else last
    return texts


def _hover(step: pd.Series, names: dict[str, str]) -> str:
    day = w.partial_day(
        step["earliest"] if step["precision"] == "day" else None, step["earliest"],
        step["precision"],
    )  # fmt: skip
    subject, stage = names.get(step["subject"], step["subject"]), w.STAGES.get(step["stage"], "")
    title = step["title"] if isinstance(step["title"], str) else ""
    return f"<b>{subject}</b><br>{stage} · {day}<br>{title[:40]}"
