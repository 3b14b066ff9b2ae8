"""Puts a broadcaster's script together: sentences over several breaths, credits of cameras within."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.clean.broadcast import is_handover, is_mark, is_sign_off, is_speaker
from pipelines.clean.captions import is_credited
from pipelines.clean.lines import Kind, Line, ends_sentence

_NOUNS = (
    "성과|효과|결과|통과|학과|초과|경과|승인|확인|할인|노인|장인|회의|협의|논의|합의|건의|강의|결의|심의|정의|모의|문의"
    "|신고|사고|보고|광고|최고|경고|로고|창고|권고|공고|예고|재고|제고|화면|장면|측면|전면|국면|제한|권한|무한|기한|북한"
    "|문서|부서|질서|순서|관서|경찰서|소방서|증서|보고서|계획서|국가|평가|증가|추가|참가|허가|제도|지도|속도|온도|도로|경로"
    "|진로|선로|통로"
)
OPEN_END = re.compile(
    r"(?:[가-힣'’”\"](?:은|는|을|를|의|에|과|(?<!나)와|고|며|면|게|서|한|된|인|부터|까지|으로|에서|지만|위해|통해|따라|대해)"
    r"|[가-힣](?:던|도록|처럼|만큼|면서|라며)|\s(?:오늘|어제|내일|최근|오전|오후|뒤|때)"
    r"|[가-힣]{2}(?:이|가|도|로)|\s(?:및|등|등을|수|것[은이을])|[은는]\s(?:\d{1,2}월\s)?\d{1,2}일|,)$"
    + "".join(f"(?<!{noun})" for noun in _NOUNS.split("|"))
)
"""How a line ends within a sentence: a particle or a connective, not a noun that looks like one."""
_LINKED = re.compile(
    r"(?:들여|거쳐|모아|맞아|열어|맺고|이어|나서|받아|따라|넘어|하여|되어|있는|없는|하는|되는|할|될|놓고|두고|보내|들어|높여|알려|만들어|세워|갖춰)$"
)
"""Further endings of a breath; headlines end so too, hence only in a speaker's sentences."""
_ENDING = 4
"""Letters that such an ending has at most; looked for from the front, a line is searched in vain."""
_SPACED = re.compile(r"(?<=[가-힣◀▶\[\]<>])\s+(?=[가-힣◀▶\[\]<>])")
_BRACKETS = tuple("[<(◀【《")
_CLOSING_BRACKETS = tuple(")>▶")
"""What alone may mark who speaks: `앵커멘트)`, `김하늘 기자>`."""
_SPEAKS = re.compile(
    r"^(?:[◀\[<(【]\s?(?:INT|SYN|인터뷰|녹취|싱크)\s?[▶\])>】]|\*\s?[가-힣]{2,4}\s?/)",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"(?:(?:니다|어요|까요|네요|지요|죠)[.?!]?|(?:[는은인한던]데요|[하이거]고요|거든요)[.,]?)[\"”’')]*$"
)
_STOPPED = re.compile(r"(?:은|는|이|가|을|를|도)\s.*[가-힣A-Za-z0-9%][.]$")
"""What is said without a verb, `관제하는 화면은 3천여 대.`: only a script speaks so."""
_CREDITS = re.compile(
    r"^[\[(<]?\s?(?:영상|촬영|편집|화면|그래픽|자막|음향|드론|C\.?G|VJ)[가-힣]{0,4}\s?(?:기자\s?)?[:：/]"
)
_LABEL = re.compile(
    r"^(?:[.…\s]*[(\[<][^()\[\]<>]{1,30}[)\]>][.…\s]*|[<(]?(?:자막|화면|CG|그래픽)[:：].{0,40})$"
)
"""What stands on the picture, not what is said: `(세종시청)`."""
_HANGUL = re.compile(r"[가-힣]")
_SAID = (Kind.HEAD, Kind.ITEM, Kind.PROSE, Kind.CAPTION)
BREATH, _WHOLE, _GAP, _MOST = 40, 60, 3, 10
"""Letters of a breath, and of one that goes on right below; empty lines between two; breaths that a sentence has at most."""
_ENDS = frozenset({Kind.END, Kind.LEGAL})
_TOLD = re.compile(r"[가-힣]니다[.]?$")
_LEAST, _APART = 3, 16
"""Polite sentences that a script without marks has at least; lines between two of them."""
_NEAR = 8
"""Lines below the credits within which a reporter's farewell is looked for."""


def spoken(lines: list[Line]) -> list[Line]:
    """The lines, with every sentence of a script (from its first mark to its end) as prose."""
    lines = _without_credits(lines)
    marks = [index for index, line in enumerate(lines) if _marks(line)]
    first, last = _unmarked(lines) if not marks else (0, 0)
    if last:
        script = _sentences(lines[first:last], last == len(lines))
        return [*lines[:first], *(replace(line, held=True) for line in script), *lines[last:]]
    if not marks or (len(marks) == 1 and not any(is_sign_off(line.text) for line in lines)):
        return lines
    first, last = marks[0], _end(lines, marks[0])
    script = _sentences(lines[first:last], last == len(lines))
    return [*lines[:first], *(replace(line, held=True) for line in script), *lines[last:]]


def _unmarked(lines: list[Line]) -> tuple[int, int]:
    """Where sentences told politely, a breath a line, begin and end; (0, 0) where none are."""
    told = list[int]()
    for index, line in enumerate(lines):
        if told and (line.kind in _ENDS or index - told[-1] > _APART):
            break
        if len(line.text) <= _WHOLE and _TOLD.search(line.text) and _is_held(line):
            told.append(index)
    if len(told) < _LEAST or any(not _is_held(line) for line in lines[told[0] : told[-1]]):
        return 0, 0
    first = told[0]
    while first and (not lines[first - 1].text or pauses(lines[first - 1].text)):
        first -= 1
    first += not lines[first].text
    breaths = sum(
        line.kind is Kind.HEAD and len(line.text) <= BREATH and not _closes(line.text)
        for line in lines[first : told[-1]]
    )
    return (first, told[-1] + 1) if breaths >= len(told) else (0, 0)


def _is_held(line: Line) -> bool:
    return not line.text or line.kind in (*_SAID, Kind.BYLINE)


def _marks(line: Line) -> bool:
    short = len(line.text) <= 30 and (
        line.text[:1] in _BRACKETS or line.text[-1:] in _CLOSING_BRACKETS
    )
    text = _SPACED.sub("", line.text) if short else ""
    return bool(text) and is_mark(text)


def _end(lines: list[Line], first: int) -> int:
    """Where a script ends: at the farewell behind its last mark, else where the page goes on."""
    for index in range(first + 1, len(lines)):
        line = lines[index]
        farewell = line.kind is Kind.BYLINE and is_sign_off(line.text)
        if farewell or line.kind in (Kind.LEGAL, Kind.END, Kind.STAMP, Kind.CLOCK, Kind.WEATHER):
            return index
    return len(lines)


def _sentences(lines: list[Line], cut_off: bool) -> Iterator[Line]:
    """A script's lines; what a speaker said is prose as the rest."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if _marks(line) or is_handover(line.text):
            yield Line(line.text, Kind.UI)
        elif _SPEAKS.match(line.text) or is_speaker(line.text):
            yield Line(line.text.removeprefix("*").strip(), Kind.ITEM)
        elif line.kind in (Kind.HEAD, Kind.ITEM) and _LABEL.match(line.text):
            yield Line(line.text, Kind.CAPTION)
        elif _is_said(line):
            last = _sentence_from(lines, index)
            ends = _closes(lines[last].text) or (cut_off and last == len(lines) - 1)
            text = " ".join(inner.text for inner in lines[index : last + 1] if inner.text)
            yield Line(text, Kind.PROSE if ends else line.kind)
            index = last
        else:
            yield line
        index += 1


def _sentence_from(lines: list[Line], start: int) -> int:
    """The line that closes the sentence begun at `start`; `start` itself where none does."""
    index = start
    for _ in range(_MOST):
        if _closes(lines[index].text) or len(lines[index].text) > _WHOLE:
            break
        below = index + 1
        while below < min(index + 1 + _GAP, len(lines)) and not lines[below].text:
            below += 1
        gapped = below > index + 1 or len(lines[index].text) > BREATH
        gapped = gapped and not pauses(lines[index].text)
        if below >= len(lines) or gapped or not _is_said(lines[below]):
            return start
        index = below
    return index if _closes(lines[index].text) else start


def _is_said(line: Line) -> bool:
    called = line.kind is Kind.BYLINE and "기자" not in line.text and not is_sign_off(line.text)
    if not line.text or not (called or line.kind in _SAID):
        return False
    if line.kind is Kind.CAPTION and (is_credited(line.text) or not _HANGUL.match(line.text)):
        return False
    aside = _marks(line) or is_speaker(line.text) or _SPEAKS.match(line.text)
    return not aside and not _LABEL.match(line.text)


def _closes(text: str) -> bool:
    return (
        ends_sentence(text)
        or bool(_POLITE.search(text) or _STOPPED.search(text))
        or text.endswith("...")
    )


def _without_credits(lines: list[Line]) -> list[Line]:
    """Who held the camera is no end of an article whose reporter has not taken leave yet."""
    for index, line in enumerate(lines):
        if line.kind is Kind.END and _CREDITS.match(line.text):
            held = [below for below in lines[index + 1 : index + 1 + _NEAR] if below.text]
            farewell = next((i for i, b in enumerate(held) if is_sign_off(b.text)), 0)
            if farewell and all(_is_said(below) for below in held[:farewell]):
                lines[index] = Line(line.text, Kind.UI)
    return lines


def pauses(text: str) -> bool:
    """Whether a short line can end where a speaker takes a breath."""
    if len(text) > BREATH:
        return False
    end = max(0, len(text) - _ENDING)
    if OPEN_END.search(text, end) or _LINKED.search(text, end):
        return True
    return quotes(text)


def quotes(text: str) -> bool:
    """Whether a line opens a quotation that it does not close."""
    pairs = (("‘", "’"), ("“", "”"))
    open_pair = any(text.count(opens) > text.count(closes) for opens, closes in pairs)
    return bool(open_pair or text.count("'") % 2 or text.count('"') % 2)
