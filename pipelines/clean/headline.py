"""Picks the article's own headline among the lines above its first sentence."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import dropwhile, islice, pairwise, takewhile

from pipelines.clean.above import is_outlet
from pipelines.clean.candidates import Candidate, candidates
from pipelines.clean.choosing import NONE, Crossed
from pipelines.clean.glued import unglued
from pipelines.clean.lines import Kind, Line
from pipelines.clean.rules import PageRules
from pipelines.clean.stories import Story
from pipelines.clean.titles import (
    CRUMBS,
    WHOLE,
    bare,
    is_half,
    unboxed,
    without_series,
    without_subtitle,
)
from pipelines.clean.wording import coverage, pairs

_DASH = "- "
"""What some boards put before each headline."""
_OWN_HALF = 0.3
"""Share of its wording that the first half of a headline on two lines has from the article."""
_RUN = 4
"""Lines without a gap in which the halves of a headline stand, with subtitles below them."""
_SHORT = 16
"""Letters of a line too short to be a headline by itself."""
_OWN = 0.4
"""Share of a headline's wording that the article above it has."""


def find_headline(
    lines: list[Line], story: Story, body: str, rules: PageRules, masthead: str = ""
) -> tuple[str | None, int | None]:
    """The headline above `story` and its line; (None, None) where the page has none.

    `masthead` is the outlet of the dateline: its name with a region behind is no headline.
    """
    found = candidates(lines, story, body, rules, masthead)
    chosen = likeliest(found, rules.headline)
    if chosen is None:
        return _below(lines, story, body, rules), None
    if whole := _both_halves(lines, chosen, pairs(body), rules.closing):
        return whole, chosen.index
    text = unglued(chosen.text, body, rules.places, rules.weights("glue"))
    return unboxed(without_subtitle(text, rules.closing).removeprefix(_DASH)), chosen.index


def _both_halves(
    lines: list[Line], chosen: Candidate, said: frozenset[str], closing: frozenset[str]
) -> str | None:
    """The headline that is printed on two lines, one of which was chosen; None where it is one."""
    if lines[chosen.index].text != chosen.text:
        return None
    start = chosen.index
    while start and lines[start - 1].kind is Kind.HEAD:
        start -= 1
    run = takewhile(lambda line: line.kind is Kind.HEAD, lines[start : chosen.index + _RUN])
    block = list(dropwhile(_is_path, (line.text for line in run)))
    for first, second in pairwise(block[:_RUN]):
        strange = chosen.text != first and coverage(first, said) < _OWN_HALF
        apart = strange or chosen.text not in (first, second)
        short = max(len(first), len(second)) <= _SHORT
        named = is_outlet(first) or is_outlet(second)
        if apart or named or not (len(block) == 2 or short or first.endswith(",")):
            continue
        if is_half(first, second, closing):
            return f"{first} {second}"
    return None


def _is_path(text: str) -> bool:
    """Whether a line above a headline leads to it, or names the site."""
    return bool(CRUMBS.search(text)) or is_outlet(text)


def _below(lines: list[Line], story: Story, body: str, rules: PageRules) -> str | None:
    """The headline below an article with which the page begins and its byline, its stamp beside
    it."""
    below = (line for line in lines[story.prose[-1] + 1 :] if line.text)
    held = list(islice((line for line in below if line.kind is not Kind.BYLINE), 2))
    first = all(not line.text for line in lines[: story.prose[0]])
    heads = [line for line in held if line.kind is Kind.HEAD]
    if not first or len(heads) != 1 or Kind.STAMP not in (line.kind for line in held):
        return None
    text = without_series(bare(heads[0].text), rules.kept_labels)
    return text if coverage(text, pairs(body)) >= _OWN else None


def likeliest(found: list[Candidate], weights: Crossed) -> Candidate | None:
    """The candidate whose words are likeliest, all their printings together; None for no headline."""
    odds = [math.exp(weights.log_odds(one.features)) for one in found]
    total: dict[str, float] = {}
    for one, value in zip(found, odds, strict=True):
        total[one.text] = total.get(one.text, 0.0) + value
    if not total:
        return None
    best = max(total, key=total.__getitem__)
    first = found[0].features
    if len(found) == 1 and first["alone"] and not (first["outlet"] or first["slogan"]):
        return found[0]
    if total[best] < math.exp(weights.plain.get(NONE, 0.0)):
        return None
    best = _unprefixed(_unclipped(best, total), found)
    return max(
        ((one, value) for one, value in zip(found, odds, strict=True) if one.text == best),
        key=lambda pair: pair[1],
    )[0]


def _unprefixed(text: str, found: list[Candidate]) -> str:
    """A headline as the page prints it once more nearer to the article, without what a page's title
    or a path has before it."""
    top = max(one.index for one in found if one.text == text)
    for one in found:
        front = text.removesuffix(one.text).rstrip()
        alone = " " not in front and front[-1:] != ","
        if one.index > top and len(one.text) >= WHOLE and 0 < len(front) < len(text) and alone:
            return one.text
    return text


def _unclipped(text: str, printed: Iterable[str]) -> str:
    """A headline that breaks off at two dots as the page prints it whole elsewhere."""
    begun = text.rstrip(".…").rstrip()
    if begun == text:
        return text
    return next((whole for whole in printed if whole != text and whole.startswith(begun)), text)
