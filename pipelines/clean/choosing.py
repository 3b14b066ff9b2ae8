"""A conditional logit: which of several things a reader would choose, by their features.

McFadden (1974), "Conditional logit analysis of qualitative choice behavior": the odds of a choice
are the exponential of its features times their weights; that none is right is a choice too.
The weights are fitted by `scripts/fit_headline.py` and stand in `data/reference`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

NONE = "none"
"""The feature of the answer that nothing is to be chosen."""
TIMES = "*"
"""What stands between the names of two features whose product counts too."""


def log_odds(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of features times their weights."""
    total = 0.0
    for name, value in features.items():
        if value:
            total += weights.get(name, 0.0) * value
    return total


def crossed(features: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """The products of every two features that are not nought, by their names in order."""
    held = sorted((name, value) for name, value in features.items() if value)
    for (one, value), (other, factor) in combinations(held, 2):
        yield f"{one}{TIMES}{other}", value * factor


class Crossed:
    """Weights of features and of their products: a line at the top counts otherwise below a stamp."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.plain = {name: weight for name, weight in weights.items() if TIMES not in name}
        self._pairs: dict[str, list[tuple[str, float]]] = {}
        for name, weight in weights.items():
            one, times, other = name.partition(TIMES)
            if times:
                self._pairs.setdefault(one, []).append((other, weight))

    def log_odds(self, features: Mapping[str, float]) -> float:
        """The sum of features and of products of two, each times its weight."""
        total = log_odds(features, self.plain)
        held = {name: value for name, value in features.items() if value}
        for one, value in held.items():
            for other, weight in self._pairs.get(one, ()):
                if other in held:
                    total += weight * value * held[other]
        return total
