"""Joins what a narrow column broke: blocks of lines of much the same length, read as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.clean.lines import Kind, Line, ends_sentence

_INNER_END = re.compile(r"[다요까][.](?:[\"”’)]*)\s")
_CLAUSE = re.compile(r"[가-힣)’”\"](?:은|는|이|가|을|를|의|와|과|에|에서|으로|로)\s")
_LOOSE = frozenset({Kind.HEAD, Kind.PROSE, Kind.ITEM})
_NARROW, _WIDE = 16, 64
"""Letters that a line of such a block has."""
_LEAST = 4
"""Lines of a block at least."""
_FULL = 0.6
"""Share of the longest line's letters that one has which breaks off in mid-sentence."""
_SHORT = 0.8
"""Share below which a line that ends a sentence ends a paragraph as well."""


def unwrapped(lines: list[Line]) -> Iterator[Line]:
    """The lines, with every block that was broken at a narrow column as its paragraphs."""
    index = 0
    while index < len(lines):
        end = _block_end(lines, index)
        texts = [line.text for line in lines[index:end]]
        if _is_wrapped(texts):
            yield from (Line(text, Kind.PROSE) for text in _paragraphs(texts))
            index = end
        else:
            yield lines[index]
            index += 1


def _block_end(lines: list[Line], start: int) -> int:
    """The line behind the block that begins at `start`; `start` where none can begin."""
    if not _fits(lines[start]) or not _CLAUSE.search(lines[start].text):
        return start
    if start and _fits(lines[start - 1]) and not ends_sentence(lines[start - 1].text):
        return start
    end = start
    while end < len(lines) and (_fits(lines[end]) or (end > start and _closes(lines[end]))):
        end += 1
    return end


def _fits(line: Line) -> bool:
    return line.kind in _LOOSE and _NARROW <= len(line.text) <= _WIDE


def _closes(line: Line) -> bool:
    """Whether a line has the few last words of a sentence."""
    return line.kind in _LOOSE and len(line.text) < _NARROW and ends_sentence(line.text)


def _is_wrapped(texts: list[str]) -> bool:
    """Whether a block's lines break off at its width, and sentences end within them."""
    if len(texts) < _LEAST or not ends_sentence(texts[-1]):
        return False
    broken = [text for text in texts if not ends_sentence(text)]
    width = max(map(len, texts))
    inner = sum(bool(_INNER_END.search(text)) for text in texts)
    full = sum(len(text) >= _FULL * width for text in broken)
    return inner >= 1 and 3 * len(broken) >= len(texts) and full == len(broken) >= 2


def _paragraphs(texts: list[str]) -> Iterator[str]:
    width, held = max(map(len, texts)), list[str]()
    for text in texts:
        held.append(text)
        if ends_sentence(text) and len(text) < _SHORT * width:
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)
