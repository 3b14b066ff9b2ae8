"""Tells an article's first sentence from what stands above it and reads like one.

A page greets its reader, a headline may be a sentence, and a picture's caption may be the first.
"""

from __future__ import annotations

import re

from pipelines.clean.captions import is_watched
from pipelines.clean.lines import DATELINE, Kind, Line
from pipelines.clean.titles import is_labelled
from pipelines.clean.wording import coverage, pairs

OUTLINE = frozenset("□■ㅇ○◦❍")
"""Marks with which offices begin the paragraphs of a release: one that has them goes on with them."""
_NOT_LETTERS = re.compile(r"\W+")
_LEAST, _NEAR = 8, 16
"""Letters of a headline's part; lines above it in which the headline stands."""
_SAID = re.compile(r"(?:밝혔|말했|전했|강조했)다[.]")
_SHOWS = re.compile(
    r"^[^.]*(?:고|[아어여와워해혀려춰])\s?있다[.]?\s*(?:[<(\[/][^>)\]]{0,12}(?:사진|자료|제공|기자|[=ⓒ©])[^>)\]]{0,16}[>)\]]?)?$"
)
_POINTERS = "▲△▼▽"
"""What points at a picture from the sentence beside it."""
_NO_SIGHT = re.compile(
    r"(?:인기|호응|관심|눈길|이목|주목|각광|화제|박차|속도|효과|성과)[가-힣]{0,2}\s(?:[^\s.]+\s)?있다[.]?$"
)
"""What a picture does not show (`큰 인기를 얻고 있다`)."""
_CAPTION, _RETOLD = 120, 0.4
"""Letters of a caption that is a sentence; the share of its wording that its article's lead has."""
_HEAD_LEAST, _HEADLINE = 12, 60
"""Letters that a headline has at least; letters that one in the form of a sentence has at most."""
_PARTING = frozenset({Kind.BYLINE, Kind.STAMP, Kind.CLOCK, Kind.HEAD, Kind.UI, Kind.ITEM})
_SIGNING = frozenset({Kind.BYLINE, Kind.STAMP, Kind.CLOCK})
_POLITE = ("니다.", "니다", "세요.", "세요")
_INNER_STOP = re.compile(r"(?<!니)다[.]\s")
_GREETS, _GREETING = 6, 80
"""Sentences that a page says to its reader before an article; letters that each has at most."""


def without_overture(lines: list[Line], prose: list[int], least: int) -> tuple[int, ...]:
    """A story's prose without the greetings and headlines above it that read like sentences; `least`:
    letters that an article has.

    A short sentence that a byline, a stamp or another heading parts from the rest is a headline, and
    what has a dash before a release's first paragraph is its subtitle.
    """
    first = lines[prose[0]].text
    start = _greeting(lines, prose) or int(
        len(prose) > 1 and (is_watched(first) or is_labelled(first) or _is_retold(lines, prose))
    )
    if not start and len(prose) > 1 and _exclaims(lines, prose):
        start = 1
    while start + 1 < len(prose) and _is_repeated(lines, prose[start]):
        start += 1
    while start + 1 < len(prose) and _like_headline(lines[prose[start]].text):
        between = {lines[i].kind for i in range(prose[start] + 1, prose[start + 1])}
        dashed = lines[prose[start]].text[:1] == "-" and lines[prose[start + 1]].text[0] in OUTLINE
        if not between & _PARTING and not dashed:
            break
        if not dashed and not between & _SIGNING and _has_headline_above(lines, prose[start]):
            break
        start += 1
    rest = prose[start:]
    return tuple(rest if sum(len(lines[i].text) for i in rest) >= least else prose)


def _is_retold(lines: list[Line], prose: list[int]) -> bool:
    """Whether a first sentence shows what the next paragraphs tell once more, or names who took
    it: a caption."""
    shown = lines[prose[0]].text
    marked = shown[0] in _POINTERS
    shows = prose[1] > prose[0] + 1 and len(shown) <= _CAPTION and (marked or _SHOWS.search(shown))
    if not shows or _NO_SIGHT.search(shown):
        return False
    told = "".join(lines[i].text for i in prose[1:3])
    return shown[-1] in ">)]" or coverage(shown, pairs(told)) >= _RETOLD


def _exclaims(lines: list[Line], prose: list[int]) -> bool:
    """Whether a short exclamation is a headline: the page begins with it over an empty line, or the
    next paragraph begins with its dateline."""
    text, index = lines[prose[0]].text, prose[0]
    alone = not any(line.text for line in lines[:index]) and not lines[index + 1].text
    signed = DATELINE.match(lines[prose[1]].text) is not None
    return (alone or signed) and text.endswith("!") and len(text) <= _HEADLINE


def _is_repeated(lines: list[Line], index: int) -> bool:
    """Whether a line is a headline above it once more, or a part of it."""
    key = _NOT_LETTERS.sub("", lines[index].text)
    if not _LEAST <= len(key) <= _HEADLINE:
        return False
    near = lines[max(0, index - _NEAR) : index]
    heads = (line.text for line in near if line.kind is Kind.HEAD and len(line.text) >= len(key))
    alike = (text for text in heads if key[0] in text and key[-1] in text)
    return any(key in _NOT_LETTERS.sub("", text) for text in alike)


def _greeting(lines: list[Line], prose: list[int]) -> int:
    """How many sentences a page says to its reader before the headline of an article that speaks
    otherwise, or below whose headline a stamp or byline stands."""
    kept = 0
    while kept < min(_GREETS, len(prose) - 1) and _is_greeting(lines[prose[kept]].text):
        kept += 1
    for end in range(kept, 0, -1):
        between = lines[prose[end - 1] + 1 : prose[end]]
        if any(line.kind is Kind.HEAD and len(line.text) >= _HEAD_LEAST for line in between):
            rest = [lines[i].text for i in prose[end:]]
            polite = 2 * sum(text.endswith(_POLITE) for text in rest) > len(rest)
            if not polite or any(line.kind in _SIGNING for line in between):
                return end
    return 0


def _is_greeting(text: str) -> bool:
    return len(text) <= _GREETING and text.endswith(_POLITE) and not _INNER_STOP.search(text)


def _has_headline_above(lines: list[Line], index: int) -> bool:
    """Whether something else near above a sentence can be the headline."""
    near = lines[max(0, index - 12) : index]
    return any(line.kind is Kind.HEAD and len(line.text) >= _HEAD_LEAST for line in near)


def _like_headline(text: str) -> bool:
    """Whether prose may be a headline: a short sentence, or many words that form none.

    What is told politely, or says that somebody said it, is an article's first sentence.
    """
    if text.endswith(_POLITE) or _SAID.search(text):
        return False
    return len(text) <= _HEADLINE or (len(text) <= 160 and not re.search(r"[다요][.]", text))
