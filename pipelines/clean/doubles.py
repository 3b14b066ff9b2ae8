"""Hides what a page prints twice or shorter: the words of a picture, once for each way to see it."""

from __future__ import annotations

import re

from pipelines.clean.captions import shows_doing
from pipelines.clean.lines import Kind, Line
from pipelines.clean.wording import coverage, pairs

_PICTURE_LABEL = re.compile(r"[^.]{0,12}(?:Photo|Image|이미지|사진|원본)[^.]{0,12}$", re.IGNORECASE)
_DOUBLED = 20
"""Letters of what is printed twice on one line, at least."""
_SHOWN, _SAME = 120, 0.3
"""Letters of a picture's sentence, and its share of the letter pairs of the sentence below it."""
_HEADLINE = 12
"""Letters that a headline has at least."""


def without_doubles(lines: list[Line]) -> list[Line]:
    """A sentence printed twice in a row is what a picture shows, once for each way to see it."""
    for index in range(1, len(lines)):
        line, before = lines[index], lines[index - 1]
        labelled = before.kind in (Kind.UI, Kind.CAPTION) and _PICTURE_LABEL.match(before.text)
        labelled = labelled if before.text[:1] not in ("ⓒ", "©") else None  # of what is above it
        if line.kind is Kind.PROSE and labelled:
            below = next((other.text for other in lines[index + 1 : index + 3] if other.text), "")
            if shows_doing(line.text) or _shows(line.text, below):
                lines[index] = Line(line.text, Kind.CAPTION)
        above = before if before.text or index < 2 else lines[index - 2]
        doubled = bool(line.text) and line.text == above.text
        if doubled and line.kind is Kind.PROSE and len(line.text) <= 150:
            _both(lines, index, Line(line.text, Kind.CAPTION))
        if doubled and line.kind is Kind.HEAD and _is_below_headline(lines, index - 1):
            _both(lines, index, Line("", Kind.BLANK))
        if line.kind in (Kind.UI, Kind.CAPTION) and _PICTURE_LABEL.match(line.text):
            _hide_double(lines, index)
    return lines


def _both(lines: list[Line], index: int, line: Line) -> None:
    """Put a line in the place of one and of its double above it."""
    above = index - 1 if lines[index - 1].text else index - 2
    lines[above] = lines[index] = line


def _shows(text: str, below: str) -> bool:
    """Whether the sentence at a picture's label tells shorter what the one below it tells."""
    return len(text) < min(len(below), _SHOWN) and coverage(text, pairs(below)) >= _SAME


def _is_below_headline(lines: list[Line], index: int) -> bool:
    """Whether another headline and its stamp or byline stand above a line that is printed twice."""
    above = lines[max(0, index - 24) : index]
    marks = [i for i, line in enumerate(above) if line.kind in (Kind.STAMP, Kind.BYLINE)]
    again = (line.kind is Kind.HEAD for line in above if line.text == lines[index].text)
    if not marks or any(again):
        return False
    return any(
        line.kind is Kind.HEAD and len(line.text) >= _HEADLINE for line in above[: marks[-1]]
    )


def _hide_double(lines: list[Line], label: int) -> None:
    """The words that stand twice in a row just above a picture's label name the picture."""
    held = [i for i in range(max(0, label - 4), label) if lines[i].text][-2:]
    if len(held) == 2 and lines[held[0]].text == lines[held[1]].text:
        for index in held:
            lines[index] = Line(lines[index].text, Kind.UI)


def once(text: str) -> str:
    """A picture's words that were glued to themselves, once."""
    half = len(text) // 2
    twice = half >= _DOUBLED and text[:half] == text[-half:] and not text[half:-half].strip()
    return text[:half].rstrip() if twice else text
