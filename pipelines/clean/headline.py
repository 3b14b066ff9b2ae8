"""Picks the article's own headline among the lines above its first sentence.

A conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior"):
each line's odds are the sum of its features times their fitted weights; that the page shows no
headline is one of the choices.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from pipelines.clean.candidates import Candidate, candidates, features_of_none
from pipelines.clean.lines import Line
from pipelines.clean.rules import PageRules
from pipelines.clean.stories import Story


def find_headline(
    lines: list[Line], story: Story, body: str, rules: PageRules, masthead: str = ""
) -> tuple[str | None, int | None]:
    """The headline above `story` and its line; (None, None) where the page has none.

    `masthead` is the outlet of the dateline: its name with a region behind is no headline.
    """
    found = candidates(lines, story, body, rules, masthead)
    chosen = likeliest(found, rules.headline_weights)
    return (chosen.text, chosen.index) if chosen else (None, None)


def likeliest(found: list[Candidate], weights: Mapping[str, float]) -> Candidate | None:
    """The candidate whose words are likeliest, all their printings together; None for no headline."""
    odds = [math.exp(log_odds(one.features.items(), weights)) for one in found]
    total: dict[str, float] = {}
    for one, value in zip(found, odds, strict=True):
        total[one.text] = total.get(one.text, 0.0) + value
    if not total:
        return None
    best = max(total, key=total.__getitem__)
    if total[best] < math.exp(log_odds(features_of_none(found), weights)):
        return None
    return max(
        ((one, value) for one, value in zip(found, odds, strict=True) if one.text == best),
        key=lambda pair: pair[1],
    )[0]


def log_odds(features: Iterable[tuple[str, float]], weights: Mapping[str, float]) -> float:
    """The sum of features times their weights."""
    return sum(weights.get(name, 0.0) * value for name, value in features)
