"""Where a text shows what was asked for: marks, and the stretch that shows most of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.terms import asked_terms

WIDTH = 160
"""Characters of a snippet: two lines of a result on a wide screen, four on a telephone."""

_BETWEEN = r"[\s·ㆍ\-]*(?:[은는이가을를의와과도로에]\s+)?"
"""What may part the morphemes of a phrase: blanks, a hyphen, a particle."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of text with marks (start, end) into it; cut ends are `…`."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(text: str, words: Sequence[str], width: int | None = WIDTH) -> Snippet:
    """The stretch of at most `width` characters that shows most different words, marked.

    Without a width the whole text; without a hit its beginning.
    """
    found = _hits(text, words)
    if width is None or len(text) <= width:
        return Snippet(text, tuple((start, end) for start, end, _ in found))
    first = _best(text, found, width)
    last = _word_end(text, first + width)
    head = "…" if first else ""
    shift = len(head) - first
    marks = tuple((a + shift, z + shift) for a, z, _ in found if a >= first and z <= last)
    return Snippet(head + text[first:last] + ("…" if last < len(text) else ""), marks)


def _hits(text: str, words: Sequence[str]) -> list[tuple[int, int, int]]:
    """(start, end, which word) of every hit, in order, none within another."""
    found = sorted(
        (match.start(), -match.end(), place)
        for place, word in enumerate(words)
        for match in _pattern(word).finditer(text)
    )
    kept: list[tuple[int, int, int]] = []
    for start, end, place in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, -end, place))
    return kept


@lru_cache(maxsize=512)
def _pattern(word: str) -> re.Pattern[str]:
    """The word as written, or its morphemes beside each other."""
    plain = r"\s*".join(map(re.escape, "".join(word.split())))
    parts = _BETWEEN.join(re.escape(part) for part in asked_terms(word))
    return re.compile("|".join(part for part in (plain, parts) if part) or "(?!)", re.IGNORECASE)


def _best(text: str, found: Sequence[tuple[int, int, int]], width: int) -> int:
    """Where the stretch begins that holds most different words, then most hits; the first such."""
    best, begin = (0, 0), 0
    for start, _, _ in found:
        inside = [place for a, z, place in found if a >= start and z <= start + width - LEAD]
        worth = (len(set(inside)), len(inside))
        if worth > best:
            best, begin = worth, start
    return _word_start(text, max(0, begin - LEAD)) if begin > LEAD else 0


LEAD = 30
"""Characters before the first hit, so that it is read in its sentence."""


def _word_start(text: str, place: int) -> int:
    blank = text.find(" ", place, place + 15)
    return blank + 1 if blank >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", place - 15, place)
    return blank if blank >= 0 else place
