"""Puts sentences together that a column's width, or a speaker's breath, broke into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.clean.lines import DATELINE, Kind, Line, ends_sentence
from pipelines.clean.script import BREATH, OPEN_END, pauses, quotes, spoken
from pipelines.clean.titles import CRUMBS
from pipelines.clean.wrapped import unwrapped

_CLAUSE = re.compile(r"[가-힣)’”](?:은|는|이|가|을|를|의|와|과)\s")
"""What every beginning of a sentence has within and headlines leave out."""
_POLITE_END = re.compile(r"니다[.]?(?:\s?//)?$")
_BOXES = ("□", "○", "ㅇ")
__all__ = ["OPEN_END", "unbroken"]

_SIGNED = re.compile(
    r"^(?:[\[【(][^\]】)]{2,30}(?:기자|특파원)\s?[\]】)]\s?=?"
    r"|(?:[\[【(][^\]】)]{2,20}[\]】)]\s?|[가-힣A-Za-z0-9]{2,10}\s)?[가-힣]{2,4}\s?(?:기자|특파원)\s?[=|])\s*"
)
_FIRST_WORD = re.compile(
    r"[^\w]*([가-힣A-Za-z0-9]{2,}(?=,)|[가-힣A-Za-z0-9]{3,}?(?=[은는이가]?\s))"
)
_OPEN = re.compile(r"[가-힣)’”\"](?:은|는|이|가|을|를|의|와|과)$")
_NOUN_SENTENCE = re.compile(
    r"^[가-힣A-Za-z‘“'\"](?=.{24,}$).*[가-힣)’”](?:은|는|이|가|을|를|의)\s.*[가-힣’'”\")][.]$"
)
_ASKS = re.compile(r"^(?=.{24,}$).*[가-힣’'](?:은|는|이|가|을|를|의)\s.*(?:니다|까요)$")
_SUBJECT = re.compile(r"\S{2,14}(?:은|는|이|가|에서는)\s")
_TOPIC = re.compile(r"[가-힣A-Za-z0-9]{2,12}[은는]")
_LAST = frozenset('.,”"은는이가을를의와과다요')
"""Letters with which a first sentence, or the part of one, can end."""
_OWN_WORDS = 12
"""Letters of its own that a signed dateline has at least, if it is an article's first sentence."""
_COLUMN, _WIDE = 70, 100
"""Letters that a line broken at a column's width has at most; that one in a wide column has."""
_WRAPPED = 40
"""Letters from which on a line without an end is no headline but broken at a column's width."""
_GAP = 3
"""Empty lines between two breaths at most."""
_MOST = 9
"""Lines over which a broken sentence runs at most."""


def unbroken(lines: list[Line]) -> Iterator[Line]:
    """Sentences that were broken at a column's width, each on one line again."""
    lines = _with_first_words(list(unwrapped(spoken(lines))))
    index = 0
    while index < len(lines):
        last = _sentence_from(lines, index)
        last = last if last > index else _breath_from(lines, index)
        if last > index:
            text = " ".join(line.text for line in lines[index : last + 1] if line.text)
            yield Line(text, Kind.PROSE)
        else:
            yield lines[index]
        index = last + 1


def _with_first_words(lines: list[Line]) -> list[Line]:
    """First sentences that end in a noun (`… 인증을 받은 김해시.`) are prose as what follows."""
    for index, line in enumerate(lines):
        if line.kind not in (Kind.HEAD, Kind.BYLINE) or len(line.text) < _OWN_WORDS:
            continue
        signed = _SIGNED.match(line.text)
        wrapped = signed and len(line.text) >= _WRAPPED and _goes_on_below(lines, index)
        if wrapped:
            lines[index] = Line(f"{line.text} {lines[index + 1].text}", Kind.PROSE)
            lines[index + 1] = Line("", Kind.BLANK)
        if wrapped or line.text[-1] not in _LAST:
            continue
        words = line.text[signed.end() :].strip() if signed else line.text
        if signed and len(words) >= _OWN_WORDS and (words[-1] in '.,”"' or _OPEN.search(words)):
            lines[index] = Line(line.text, Kind.PROSE)
        elif line.kind is Kind.HEAD and (below := _next_held(lines, index)):
            asks = _ASKS.match(line.text) and _POLITE_END.search(below.text)
            if below.kind is Kind.PROSE and (asks or _NOUN_SENTENCE.match(line.text)):
                lines[index] = Line(line.text, Kind.PROSE)
    return lines


def _next_held(lines: list[Line], index: int) -> Line | None:
    """The next line with words, over a few empty ones."""
    return next((line for line in lines[index + 1 : index + 1 + _GAP] if line.text), None)


def _goes_on_below(lines: list[Line], index: int) -> bool:
    """Whether prose stands right below a line."""
    return index + 1 < len(lines) and lines[index + 1].kind is Kind.PROSE


def _sentence_from(lines: list[Line], start: int) -> int:
    """The line in which a sentence broken from `start` on ends; `start` where none is."""
    first = lines[start]
    if first.kind not in (Kind.HEAD, Kind.ITEM) or first.text[0] in "(（":  # a point of a list
        return start
    boxed = first.text[:1] in _BOXES and len(first.text) >= 25
    spoken_on = len(first.text) >= _WRAPPED and quotes(first.text) and _goes_on_below(lines, start)
    opens = boxed or spoken_on or (_is_worded(first.text) and OPEN_END.search(first.text))
    if not opens:
        return start
    opened, width = 1, _COLUMN if len(first.text) < _WRAPPED else _WIDE
    for index in range(start + 1, min(start + _MOST, len(lines))):
        line, inner = lines[index], index - start
        if line.text[:1] in _BOXES or len(lines[index - 1].text) > width:
            return start
        ends = ends_sentence(line.text)
        if line.kind is Kind.PROSE or (ends and line.kind is Kind.HEAD):
            whole = ends and len(line.text) <= 2 * width
            long = inner == 1 and len(line.text) > width
            own = _SUBJECT.match(line.text) or not _CLAUSE.search(first.text)
            if "…" in first.text or (long and own) or (inner == 1 and _begins_anew(first, line)):
                return start
            if _below_subtitles(lines, start, index):
                return start
            return index if whole and (boxed or 2 * opened >= inner) else start
        if line.kind is not Kind.HEAD or len(line.text) < 8:
            return start
        opened += bool(OPEN_END.search(line.text))
    return start


def _is_worded(text: str) -> bool:
    """Whether a line can begin a sentence: a word alone, unless it is who is spoken of (`제주도는`),
    or a path, is a section or an outlet (`강원도`, `바다투데이`, `홈 > 지역 > 강원도`)."""
    return (" " in text or bool(_TOPIC.fullmatch(text))) and not CRUMBS.search(text)


def _begins_anew(head: Line, below: Line) -> bool:
    """Whether a sentence does not go on with a line but begins: it bears a dateline, or names again
    what the line begins with, as a lead does below its headline (`○○군, …에` / `○○군이 …`)."""
    first = _FIRST_WORD.match(head.text)
    return bool(DATELINE.match(below.text) or (first and first[1] in below.text))


def _below_subtitles(lines: list[Line], start: int, lead: int) -> bool:
    """Whether a page's first sentence stands, with its own subject, below subtitles that end in a
    comma each."""
    if lines[lead - 1].text[-1:] != "," or not _SUBJECT.match(lines[lead].text):
        return False
    return len(lines[lead].text) >= _WRAPPED and all(
        line.kind is not Kind.PROSE for line in lines[:start]
    )


def _breath_from(lines: list[Line], start: int) -> int:
    """The same for a speaker's sentence, a breath a line, with or without blanks between."""
    first = lines[start]
    if first.kind is not Kind.HEAD or not _is_worded(first.text) or not pauses(first.text):
        return start
    index, seen, paused = start, 1, 1
    while seen < _MOST:
        after = index + 1
        while after < min(index + 1 + _GAP, len(lines)) and not lines[after].text:
            after += 1
        if after >= len(lines) or not 0 < len(lines[after].text) <= BREATH:
            return start
        index, seen = after, seen + 1
        line = lines[index]
        if line.kind not in (Kind.HEAD, Kind.PROSE, Kind.ITEM, Kind.CAPTION):
            return start
        if _POLITE_END.search(line.text):
            gapped = index - start >= seen
            sure = seen > 2 or quotes(lines[start].text)
            linked = paused == seen - 1 and sure if gapped else 2 * paused >= seen - 1
            return index if linked else start
        if ends_sentence(line.text):
            return start
        paused += pauses(line.text)
    return start
