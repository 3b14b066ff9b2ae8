"""Puts the chosen story's lines together: paragraphs, subheads and lists in, furniture out."""

from __future__ import annotations

import re

from pipelines.clean.lines import BULLETS, Kind, Line
from pipelines.clean.stories import Story

_SIGN_OFF = re.compile(
    r"\s*[<(\[]\s?끝\s?[>)\]]\s*$|\s*(?:/\s?)?(?:[가-힣]{2,5}\s?=\s?)?[가-힣]{2,4}\s?(?:기자|특파원|논설위원)"
    r"(?:\s*[\w.+-]+@[\w.-]*)?\s*$|\s+[\w.+-]+@[\w-]+\.[\w.-]+\s*$|\s[가-힣]{2,4}\s?기자@\S{2,14}(?:,?\s\S*@\S*)?\s*$"
)
_FAREWELL = 120
"""Letters at the end of an article in which its reporter signs it."""
_ANNOUNCES_LIST = re.compile(r"(?:다음은\s|다음과\s같|아래와\s같|[:：]$)")
_ITEMS = "△▲▷○□ㅇ❍◦-①②③④⑤⑥⑦⑧⑨⑩"
_NOT_LETTERS = re.compile(r"\W+")
_LEAD_FURNITURE = re.compile(r"^(?:[^가-힣]*(?:가\s?나\s?)?글자\s?크기\s?)")


def assemble(lines: list[Line], story: Story) -> list[str]:
    """The article's paragraphs, in order, each on one line."""
    paragraphs: list[str] = []
    first, last = story.prose[0], _last_item(lines, story)
    for index in range(first, last + 1):
        line = lines[index]
        if not _belongs(line):
            continue
        text = line.text
        if line.joined and paragraphs and lines[index - 1].kind is Kind.PROSE:
            paragraphs[-1] += " " + text
        else:
            paragraphs.append(text)
    paragraphs[0] = _LEAD_FURNITURE.sub("", paragraphs[0])
    end = paragraphs[-1]
    signed = _SIGN_OFF.search(end, max(0, len(end) - _FAREWELL))
    paragraphs[-1] = end[: signed.start()] if signed else end
    return _without_repeats([p for p in paragraphs if p])


def _last_item(lines: list[Line], story: Story) -> int:
    """The last line of the article: its prose, or the list that its last sentence announces."""
    last = end = story.prose[-1]
    if not _ANNOUNCES_LIST.search(lines[last].text):
        return last
    while end + 1 < min(story.end, len(lines)):
        end += 1
        line = lines[end]
        if line.text and (line.kind not in (Kind.HEAD, Kind.ITEM) or line.text[0] not in _ITEMS):
            break
        last = end if line.text else last
    return last


def _belongs(line: Line) -> bool:
    if line.kind is Kind.PROSE:
        return True
    if line.kind in (Kind.HEAD, Kind.ITEM):
        return len(line.text) >= 6 or line.text[0] in BULLETS
    return False


def _without_repeats(paragraphs: list[str]) -> list[str]:
    """Pages print a paragraph twice now and then; the second one says nothing new."""
    seen: set[str] = set()
    kept = []
    for paragraph in paragraphs:
        key = _NOT_LETTERS.sub("", paragraph)
        if len(key) >= 20 and key in seen:
            continue
        seen.add(key)
        kept.append(paragraph)
    return kept
