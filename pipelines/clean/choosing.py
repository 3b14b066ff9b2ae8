"""A conditional logit: which of several things a reader would choose, by their features.

McFadden (1974), "Conditional logit analysis of qualitative choice behavior": the odds of a choice
are the exponential of its features times their weights; that none is right is a choice too.
The weights are fitted by `scripts/fit_headline.py` and stand in `data/reference`.
"""

from __future__ import annotations

from collections.abc import Mapping

NONE = "none"
"""The feature of the answer that nothing is to be chosen."""


def log_odds(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of features times their weights."""
    total = 0.0
    for name, value in features.items():
        if value:
            total += weights.get(name, 0.0) * value
    return total
