"""Puts the chosen story's lines together: paragraphs, subheads and lists in, furniture out."""

from __future__ import annotations

import re

from pipelines.clean.lines import BULLETS, Kind, Line
from pipelines.clean.stories import Story

_SIGN_OFF = re.compile(
    r"\s*[<(\[]\s?끝\s?[>)\]]\s*$|\s*(?:/\s?)?(?:[가-힣]{2,5}\s?=\s?)?(?:[가-힣]{2,4}[·ㆍ,]\s?){0,3}[가-힣]{2,4}\s?(?:기자|특파원|논설위원)"
    r"(?:\s*[\w.+-]+@[\w.-]*)?\s*$|\s+[\w.+-]+@[\w-]+\.[\w.-]+\s*$|\s[가-힣]{2,4}\s?기자@\S{2,14}(?:,?\s\S*@\S*)?\s*$"
    r"|^[가-힣]{2,4}입니다[.]?$|(?<=[다요][.])\s?\S{2,12}(?:TV|뉴스|방송)\s[가-힣]{2,4}입니다[.]?$"
    r"|(?<=[다요][.])\s?(?:/\s?\S+@[\w.-]+|[<〈\[]\s?[가-힣A-Za-z]{1,12}\s?[>〉\]]|[ⓒ©]\s?[가-힣A-Za-z]{2,12})$"
    r"|(?<=[다요][.])\s?\(\s?문의\s?[:：]?[^()]{2,50}\d{3,4}-\d{4}\s?\)$"
    r"|(?<=[다요][.])\s\d{4}[.]\d{1,2}[.]\d{1,2}[.]?\s?/\s?\S{2,8}$"
    r"|(?<=[다요.”\"])\s*[\[(<【][^\])>】.]{0,24}[가-힣]{2,4}\s?(?:기자|특파원)(?:\s?\(?\S+@\S+\)?)?[\])>】]\s*$"
    r"|(?<=[다요][.”\"])\s*[<(\[]?\s?(?:자료|기사|사진)\s?제공\s?[:：=][^.]{2,50}$"
    r"|(?<=[다요.][.”\"])\s+(?:☎|문의\s?[:：]?|[Tt]el[.:]?|전화\s?[:：]?)?\s?\(?0\d{1,2}\)?\s?[-.)]?\s?\d{3,4}-\d{4}\s*$"
)
_BEGUN = re.compile(r".{4,40}[가-힣)](?:[은는이가]|에서|에서는)")
"""The first words of a lead that a picture or a credit parts from the rest."""
_FAREWELL = 120
"""Letters at the end of an article in which its reporter signs it."""
_ANNOUNCES_LIST = re.compile(r"(?:다음은\s|다음과\s같|아래와\s같|[:：]$)")
_ITEMS = "△▲▷○□ㅇ❍◦-①②③④⑤⑥⑦⑧⑨⑩"
_NOT_LETTERS = re.compile(r"\W+")
_GOES_ON = re.compile(
    r"(?:또|또한|특히|한편|이어|아울러|이와|이를|이에|이번|이\s밖에|그러나|하지만)\s\S"
    r"|\S{1,12}(?:에는|에서는|으로는)[\s▲△]"
)
_WHOLE = ("니다", "세요")
"""How a page speaks to its reader, without a stop."""
_JOINS = re.compile(r"[가-힣](?:과|와|은|는|을|를|의)\s")
_LEAD_FURNITURE = re.compile(r"^(?:[^가-힣]*(?:가\s?나\s?)?글자\s?크기\s?)")


def assemble(lines: list[Line], story: Story) -> list[str]:
    """The article's paragraphs, in order, each on one line."""
    paragraphs: list[str] = []
    first, last = story.prose[0], _last_item(lines, story)
    for index in range(first, last + 1):
        line = lines[index]
        if not (_belongs(line) or (index == last and line.text)):
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
    if len(paragraphs) > 1 and _BEGUN.fullmatch(paragraphs[0]):
        paragraphs[:2] = [" ".join(paragraphs[:2])]
    return _without_repeats([p for p in paragraphs if p])


def _last_item(lines: list[Line], story: Story) -> int:
    """The last line of the article: its prose, or the list that its last sentence announces."""
    last = end = _cut_off(lines, story.prose[-1])
    if not _ANNOUNCES_LIST.search(lines[last].text):
        return last
    while end + 1 < min(story.end, len(lines)):
        end += 1
        line = lines[end]
        if line.text and (line.kind not in (Kind.HEAD, Kind.ITEM) or line.text[0] not in _ITEMS):
            break
        last = end if line.text else last
    return last


def _cut_off(lines: list[Line], last: int) -> int:
    """The page's own last line, where it can only be the words at which the page breaks off."""
    below = [index for index in range(last + 1, len(lines)) if lines[index].text]
    if len(below) == 1 and lines[below[0]].kind is Kind.HEAD:
        text = lines[below[0]].text
        above = {word for line in lines[:last] for word in line.text.split()[:6]}
        begun = text.split()[0]
        whole = text.endswith(_WHOLE)
        if _GOES_ON.match(text) or (begun in above and _JOINS.search(text) and not whole):
            return below[0]
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
