"""Steps of a map: values → a few colours with their bounds printed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard import wording as w
from dashboard.theme import Tokens

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scale:
    """For each value its step, the colour of each step and the printed bounds of each step."""

    steps: list[int]
    colours: list[str]
    labels: list[str]


def write(value: float, metric: str) -> str:
    """A value of a map as its label: a number, a share or a signed difference."""
    return {"count": w.number, "share": w.share, "change": w.difference}[metric](value)


def amounts(values: Floats, metric: str, tokens: Tokens, most: int = 7) -> Scale:
    """Zero is the card's colour; the rest in up to seven steps of about equally many regions."""
    positive = values[values > 0]
    if positive.size == 0:
        return Scale([0] * len(values), [tokens.card], ["0"])
    cuts = np.unique(np.quantile(positive, np.linspace(0, 1, min(most, positive.size) + 1)[1:-1]))
    steps = np.where(values > 0, 1 + np.searchsorted(cuts, values, side="left"), 0)
    used = sorted(set(steps[values > 0].tolist()))
    names = {step: place + 1 for place, step in enumerate(used)}
    labels = [_bounds(values[steps == step], metric) for step in used]
    picks = (
        np.linspace(0, len(tokens.amounts) - 1, len(used)).round().astype(int)
        if len(used) > 1
        else [4]
    )
    return Scale(
        [names.get(step, 0) for step in steps.tolist()],
        [tokens.card, *(tokens.amounts[i] for i in picks)],
        ["0", *(labels if most > 5 else [f"{text.split('–')[0]}+" for text in labels])],
    )


def _bounds(values: Floats, metric: str) -> str:
    low, high = values.min(), values.max()
    if metric == "share":
        short = [f"{value:.1%}" if value < 0.1 else f"{value:.0%}" for value in (low, high)]
        return short[0] if short[0] == short[1] else f"{short[0]}–{short[1]}"
    return w.number(low) if low == high else f"{w.number(low)}–{w.number(high)}"


def changes(values: Floats, tokens: Tokens) -> Scale:
    """Seven steps around zero: three falls, none, three rises, by thirds of the largest change."""
    largest = max(float(np.abs(values).max(initial=0)), 3.0)
    cuts = np.array([round(largest / 3), round(2 * largest / 3)])
    size = np.where(values == 0, 0, 1 + np.searchsorted(cuts, np.abs(values), side="left"))
    bounds = [f"1–{cuts[0]}" if cuts[0] > 1 else "1", f"–{cuts[1]}", f"–{round(largest)}"]
    labels = [f"−{text.lstrip('–')}" for text in reversed(bounds)] + ["0"]
    labels += [f"+{text.lstrip('–')}" for text in bounds]
    return Scale((3 + np.sign(values) * size).astype(int).tolist(), list(tokens.changes), labels)
