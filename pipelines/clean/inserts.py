"""Hides what pages insert into an article: lists of related stories, captions over several lines.

A subhead that opens with `#` looks like a page's tags; it is told by the paragraph that goes on below.
"""

from __future__ import annotations

import re

from pipelines.clean.captions import BARE_CREDIT
from pipelines.clean.lines import Kind, Line, is_teaser
from pipelines.clean.wording import coverage, pairs

_RELATED = re.compile(
    r"^[\W_]*(?:관련|연관|추천)\s?(?:기사|뉴스)[\W_]*$|^당신이\s좋아할\s?만한\s?(?:콘텐츠|기사|뉴스)$|^[\W_]*(?:함께\s보면|이\s기사와\s함께)[^다]{0,16}$"
)
_CAPTION_OPENS = re.compile(
    r"^[(\[（]\s?(?:[▲△▼▽◀▶]|(?:사진|자료|그래픽)(?:설명|\s?[=:/]))[^)\]）]*"
)
_SHOWN = re.compile(
    r"^(?:[▲△▼▽◀▶]|\[[^\]]{2,16}\](?!.{0,60}(?:저작권|무단|opyright))).{2,70}[ⓒ©]\s?[가-힣A-Za-z\s]{2,16}$"
)
"""A caption that names the holder of the picture's rights."""
_ARCHIVED = re.compile(r"[\[(<][^\])>]{0,20}(?:자료\s?사진|제공|캡[처쳐])[^\])>]{0,20}[\])>]$")
"""A picture's credit that stands alone on its line."""
_CREDITS = (Kind.CAPTION, Kind.UI)
_POINTS = "▲△▼▽◀▶"
_PICTURED = re.compile(
    r"^(?P<caption>[^\n]{20,200})\s(?P=caption)$|^[^\n]{20,160}(?:모습|전경|장면|현장)[.]\s[가-힣]{2,4}\s기자(?:\s\S+@\S*)?$"
)
"""A caption that stands twice on its line, or that ends with its photographer."""
_TAGGED_HEAD = re.compile(r"^#\s?(?=.{10,60}$)[^#\s]+(?:\s[^#\s]+){2,}$")
"""A subhead, not a tag: words with blanks between behind one `#`."""
_LABELLED = re.compile(r"^[<\[(【〈■▲]?\s?사진\s?설명\s?[>\])】〉]?\s?[:：]?$")
"""What stands alone above the captions of a release's pictures."""
_SENTENCE, _NEAR = 120, 20
"""Letters of a caption above its credit; lines above it without prose."""
_TITLE = 60
"""Letters that another story's title has at most."""
_MOST, _CAPTION_LINES = 8, 4
"""Entries that such a list has at most; lines over which a bracketed caption runs."""
_GOES_ON = 0.08
"""Share of a paragraph's letter pairs that the text above a list has too, if it goes on below."""


def without_inserts(lines: list[Line]) -> list[Line]:
    """The lines, with those of lists and captions inside an article marked as captions."""
    for index, line in enumerate(lines):
        end = index
        if line.kind is Kind.END and _RELATED.match(line.text):
            end = _list_end(lines, index)
        elif line.text[:1] in ("(", "[", "（") and _CAPTION_OPENS.match(line.text):
            end = _caption_end(lines, index)
        elif len(line.text) < 12 and _LABELLED.match(line.text):
            end = _labelled_end(lines, index)
        elif line.kind is Kind.PROSE:
            end = index + (_may_be_pictured(line.text) and bool(_PICTURED.match(line.text)))
        elif line.kind is Kind.LEGAL and _SHOWN.match(line.text):
            end = index + 1
        elif (
            line.kind in _CREDITS
            and line.text[:1] in "[(<"
            and _ARCHIVED.match(line.text)
            and index
        ):
            _hide_above(lines, index)
        elif line.kind is Kind.LEGAL and BARE_CREDIT.match(line.text) and index:
            _hide_pictured(lines, index)
        elif line.kind is Kind.END and _TAGGED_HEAD.match(line.text) and _heads_on(lines, index):
            lines[index] = Line(line.text.lstrip("# "), Kind.HEAD)
        if end > index:
            lines[index:end] = [
                Line(inner.text, Kind.CAPTION) if inner.text else inner
                for inner in lines[index:end]
            ]
    return lines


def _labelled_end(lines: list[Line], label: int) -> int:
    """The line behind the captions below a label: up to a gap, else the one line right below."""
    near = range(label + 1, min(label + _MOST, len(lines)))
    return next((i for i in near if not lines[i].text), min(label + 2, len(lines)))


def _hide_above(lines: list[Line], credit: int) -> None:
    """Mark what stands right above a picture's credit within an article as its caption, or, above
    its first sentence, what stands there twice."""
    held = [i for i in range(max(0, credit - 4), credit) if lines[i].text][-2:]
    if len(held) == 2 and lines[held[0]].text == lines[held[1]].text:
        for index in held:
            lines[index] = Line(lines[index].text, Kind.CAPTION)
        return
    shown = lines[credit - 1]
    if shown.kind is Kind.HEAD and any(line.kind is Kind.PROSE for line in lines[:credit]):
        lines[credit - 1] = Line(shown.text, Kind.CAPTION)


def _hide_pictured(lines: list[Line], credit: int) -> None:
    """Mark what points at a picture right above its credit as a caption, each time it stands; a
    credit that points itself names all that it has to say."""
    if lines[credit].text[0] in _POINTS:
        return
    above = [i for i in range(max(0, credit - 2), credit) if lines[i].text]
    if above and _opens(lines, above[-1], credit):
        lines[credit] = Line(lines[credit].text, Kind.CAPTION)
        lines[above[-1]] = Line(lines[above[-1]].text, Kind.CAPTION)
    shown = lines[credit - 1].text
    if not shown or shown[0] not in _POINTS:
        return
    lines[credit] = Line(lines[credit].text, Kind.CAPTION)
    words = shown.lstrip(f"{_POINTS} ")
    for index in (credit - 1, credit - 2):
        if index >= 0 and lines[index].text.endswith(words):
            lines[index] = Line(lines[index].text, Kind.CAPTION)


def _opens(lines: list[Line], shown: int, credit: int) -> bool:
    """Whether a sentence above a credit is what an article's first picture shows: no prose stands
    above it, and some right below."""
    if lines[shown].kind is not Kind.PROSE or len(lines[shown].text) > _SENTENCE:
        return False
    below = next((line.kind for line in lines[credit + 1 : credit + 4] if line.text), None)
    near = lines[max(0, shown - _NEAR) : shown]
    return below is Kind.PROSE and not any(line.kind is Kind.PROSE for line in near)


def _may_be_pictured(text: str) -> bool:
    """Whether a line's beginning stands in it again, or a reporter at its end."""
    return text.find(text[:12], 20) > 0 or "기자" in text[-30:]


def _list_end(lines: list[Line], start: int) -> int:
    """Where the article goes on below a list of related stories; `start` where it does not."""
    entries, index = 0, start + 1
    while index < len(lines) and entries <= _MOST:
        text = lines[index].text
        if text and (lines[index].kind is Kind.PROSE or len(text) > _TITLE):
            break
        entries += bool(text)
        index += 1
    if entries > _MOST or index >= len(lines) or lines[index].kind is not Kind.PROSE:
        return start
    return index if _goes_on(lines, start, index) else start


def _goes_on(lines: list[Line], start: int, index: int) -> bool:
    """Whether the paragraph at `index` goes on with the article above `start`: a lead that stands
    above already is that of a list printed again."""
    told = [line.text for line in lines[:start] if line.kind is Kind.PROSE]
    akin = coverage(lines[index].text, pairs("\n".join(told))) >= _GOES_ON
    return akin and lines[index].text not in told and not is_teaser(lines[index].text)


def _heads_on(lines: list[Line], start: int) -> bool:
    """Whether a paragraph of the article stands right below."""
    below = next((i for i in range(start + 1, min(start + 3, len(lines))) if lines[i].text), start)
    return lines[below].kind is Kind.PROSE and _goes_on(lines, start, below)


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
