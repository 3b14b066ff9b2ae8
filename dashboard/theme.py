"""The one visual language: tokens for light and dark, the plotly template, the style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from dashboard import wording as w

FONT = (
    "Pretendard, 'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic',"
    " sans-serif"
)
CATEGORIES = ("#0B6E8F", "#D98324", "#4C9A5B", "#8E5EA2", "#C8452B", "#7A8B99")
"""Colour-blind safe, in this order; at most six in one picture."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of one mode.  `amounts` go from little to much; `changes` from fall to rise."""

    name: str
    ink: str
    muted: str
    line: str
    page: str
    card: str
    accent: str
    alert: str
    soft: str
    rest: str
    rise: str
    amounts: tuple[str, ...]
    changes: tuple[str, ...]
    categories: tuple[str, ...]


LIGHT = Tokens(
    name="light", ink="#1B2430", muted="#5B6675", line="#E1E7ED", page="#F7F9FB", card="#FFFFFF",
    accent="#0B6E8F", alert="#C8452B", soft="#E8F1F5", rest="#C3CCD5", rise="#A4580A",
    amounts=("#E3EFF4", "#C6DFE9", "#A3CBDA", "#7BB3C8", "#5099B4", "#2A83A2", "#0B6E8F"),
    changes=("#6B4085", "#9B78B1", "#CBB7D8", "#F1EEF3", "#F3CFA3", "#E3A253", "#B9670F"),
    categories=CATEGORIES,
)  # fmt: skip
DARK = Tokens(
    name="dark", ink="#E8EDF2", muted="#9AA7B4", line="#2C3743", page="#12181F", card="#1A222B",
    accent="#4FB3D4", alert="#F0795F", soft="#20313B", rest="#46535F", rise="#E8A246",
    amounts=("#21343F", "#284655", "#2F596B", "#376D83", "#3F839D", "#479BB8", "#4FB3D4"),
    changes=("#B48FCB", "#8C6CA3", "#5D4A6E", "#2C3340", "#6B5230", "#A87732", "#E8A246"),
    categories=("#4FB3D4", "#E8A246", "#73BE82", "#B48FCB", "#F0795F", "#9AA7B4"),
)  # fmt: skip


def active() -> Tokens:
    """The tokens of the mode that the reader's browser shows."""
    return DARK if st.context.theme.get("type") == "dark" else LIGHT


@cache
def template(tokens: Tokens) -> go.layout.Template:
    """The plotly template: quiet horizontal grid, system Korean type, no background."""
    axis = {
        "linecolor": tokens.line, "gridcolor": tokens.line, "zerolinecolor": tokens.line,
        "tickfont": {"size": 13, "color": tokens.muted}, "title": {"font": {"size": 13}},
        "automargin": True,
    }  # fmt: skip
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": tokens.ink},
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": list(tokens.categories), "separators": ".,",
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": {**axis, "showgrid": False, "showline": True, "ticks": ""},
            "yaxis": {**axis, "showgrid": True, "showline": False, "ticks": "",
                      "rangemode": "tozero"},
            "hoverlabel": {"bgcolor": tokens.card, "bordercolor": tokens.line,
                           "font": {"family": FONT, "size": 13, "color": tokens.ink},
                           "align": "left"},
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0,
                       "font": {"size": 13}, "title": {"text": ""}},
            "bargap": 0.28, "barcornerradius": 2,
        }
    )  # fmt: skip


@cache
def css(tokens: Tokens) -> str:
    """The style sheet of the page, its tokens first."""
    names = ("ink", "muted", "line", "page", "card", "accent", "alert", "soft")
    variables = "".join(f"--{name}:{getattr(tokens, name)};" for name in names)
    variables += f"--conditions:'{w.CONDITIONS}';"
    variables += f"--none:'{w.NO_OPTION}';"
    variables += f"--fall:{tokens.changes[0]};--rise:{tokens.rise};"
    rules = (Path(__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
    return f"<style>:root{{{variables}color-scheme:{tokens.name}}}\n{rules}</style>"


@cache
def logo(tokens: Tokens, name: str) -> str:
    """The wordmark as SVG: three steps of the map's hue, then the name."""
    steps = "".join(
        f'<rect x="{x}" y="{y}" width="11" height="11" rx="2" fill="{colour}"/>'
        for x, y, colour in (
            (0, 13, tokens.amounts[2]), (13, 13, tokens.amounts[4]), (13, 0, tokens.accent),
        )
    )  # fmt: skip
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="236" height="26" viewBox="0 0 236 26">'
        f'{steps}<text x="36" y="19.5" font-family="{FONT.replace(chr(39), "")}" font-size="17.5"'
        f' font-weight="700" letter-spacing="-.4" fill="{tokens.ink}">{name}</text></svg>'
    )
