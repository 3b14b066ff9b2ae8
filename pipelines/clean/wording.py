"""Measures how much of their wording two texts share."""

from __future__ import annotations

import re
from operator import add

_LETTERS = re.compile(r"[가-힣A-Za-z0-9]+")


def pairs(text: str) -> frozenset[str]:
    """The letter pairs of a text: a measure of shared wording that needs no morphology."""
    letters = "".join(_LETTERS.findall(text))
    return frozenset(map(add, letters, letters[1:]))


def coverage(part: str, whole: frozenset[str]) -> float:
    """The share of a short text's letter pairs that a longer text has too, 0 to 1."""
    own = pairs(part)
    return len(own & whole) / len(own) if own else 0.0
