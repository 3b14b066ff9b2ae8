"""Hides what pages insert into an article: lists of related stories, captions over several lines."""

from __future__ import annotations

import re

from pipelines.clean.lines import Kind, Line, is_teaser
from pipelines.clean.stories import coverage, pairs

_RELATED = re.compile(
    r"^[\W_]*(?:관련|연관|추천)\s?(?:기사|뉴스)[\W_]*$|^[\W_]*(?:함께\s보면|이\s기사와\s함께)[^다]{0,16}$"
)
_ENTRY = re.compile(
    r"^(?:[-–•·ㆍ∙▶▷☞]|\d{1,2}[.)]?\s|\[)\s?\S|20\d{2}[-./]\s?\d{1,2}[-./]\s?\d{1,2}[.]?$"
)
_CAPTION_OPENS = re.compile(
    r"^[(\[（]\s?(?:[▲△▼▽◀▶]|(?:사진|자료|그래픽)(?:설명|\s?[=:/]))[^)\]）]*"
)
_MOST, _CAPTION_LINES = 8, 4
"""Entries that such a list has at most; lines over which a bracketed caption runs."""
_GOES_ON = 0.15
"""Share of a paragraph's letter pairs that the text above a list has too, if it goes on below."""


def without_inserts(lines: list[Line]) -> list[Line]:
    """The lines, with those of lists and captions inside an article marked as captions."""
    for index, line in enumerate(lines):
        end = index
        if line.kind is Kind.END and _RELATED.match(line.text):
            end = _list_end(lines, index)
        elif line.text[:1] in ("(", "[", "（") and _CAPTION_OPENS.match(line.text):
            end = _caption_end(lines, index)
        if end > index:
            lines[index:end] = [
                Line(inner.text, Kind.CAPTION) if inner.text else inner
                for inner in lines[index:end]
            ]
    return lines


def _list_end(lines: list[Line], start: int) -> int:
    """Where the article goes on below a list of related stories; `start` where it does not."""
    entries, index = 0, start + 1
    while index < len(lines) and entries <= _MOST:
        text = lines[index].text
        if text and not _ENTRY.search(text):
            break
        entries += bool(text)
        index += 1
    if not 0 < entries <= _MOST or index >= len(lines) or lines[index].kind is not Kind.PROSE:
        return start
    above = "\n".join(line.text for line in lines[:start] if line.kind is Kind.PROSE)
    goes_on = coverage(lines[index].text, pairs(above)) >= _GOES_ON
    return index if goes_on and not is_teaser(lines[index].text) else start


def _caption_end(lines: list[Line], start: int) -> int:
    """The line behind the one in which a caption's bracket closes; `start` if it never does."""
    opens, closes = ("[", "]") if lines[start].text[0] == "[" else ("(", ")")
    depth = 0
    for index in range(start, min(start + _CAPTION_LINES, len(lines))):
        text = lines[index].text.replace("（", "(").replace("）", ")")
        depth += text.count(opens) - text.count(closes)
        if depth <= 0:
            return index + 1 if index > start and text.endswith(closes) else start
    return start
