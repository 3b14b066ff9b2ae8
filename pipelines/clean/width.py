"""Joins the lines of a page that was broken at one width: print pages, mails, text out of PDF.

On such a page no line is longer than the width, and many lines end only because the next word would
not fit.  A full line may close a paragraph or be a headline all the same: there the words decide, as
they do on a page of one line (`breaks.py`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from pipelines.clean.breaks import Breaks
from pipelines.clean.lines import ends_sentence

_NARROWEST, _WIDEST = 24, 120
"""Letters of the width at least and at most."""
_LEAST = 4
"""Full lines that such a page has at least."""
_SHARE = 0.3
"""Share of the lines longer than half the width that are full."""
_AMID = 0.4
"""Share of the full lines that end within a sentence."""
_SLACK = 1
"""Columns by which a full line may fall short, for letters that are not of one width."""


def unwrapped(lines: Sequence[str], breaks: Breaks) -> Sequence[str]:
    """A page's lines, those joined that a width broke; the same where none did."""
    longest = max(map(len, lines), default=0)
    if not _NARROWEST <= longest <= _WIDEST:
        return lines
    full = max((_full(lines, measure) for measure in (len, _columns)), key=len)
    return breaks.joined(lines, full) if full else lines


def _full(lines: Sequence[str], measure: Callable[[str], int]) -> frozenset[int]:
    """The lines that end because the next word would not fit; none where too few are."""
    sizes = [measure(line) for line in lines]
    width = max(sizes)
    firsts = (line.split(" ", 1)[0] for line in lines[1:])
    full = frozenset(
        index
        for index, word in enumerate(firsts)
        if word and sizes[index] and sizes[index] + 1 + measure(word) > width - _SLACK
    )
    long = sum(2 * size > width for size in sizes)
    amid = sum(not ends_sentence(lines[index]) for index in full)
    enough = len(full) >= max(_LEAST, _SHARE * long) and amid >= _AMID * len(full)
    return full if enough else frozenset()


def _columns(text: str) -> int:
    """The width of a text where Korean letters take two columns."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
