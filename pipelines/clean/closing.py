"""Tells an article's last words from what the page says below them: to its reader, of itself.

Korean news prose is plain (…다), a page speaks politely (…니다, …세요); so do readers who comment.
Scripts and interviews are polite themselves and stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_POLITE = re.compile(r"(?:니다|세요|시오|어요|아요|해요|네요|지요|나요|까요|죠)[.!?~…]*[)\]]?$")
_CONTACT = re.compile(
    r"^[\W_]*(?:문의|문의처|문의전화|연락처|담당(?:자|부서)?|자료\s?제공|기사\s?제공|취재|글·사진|출처)[^가-힣\s]*\s?[:：>)\]]"
)
_RULES, _POINTS = re.compile(r"댓글"), re.compile(r"(?:^|\s)[·•※]")
"""Of what a page's rules for comments speak, point by point."""
_FREE_USE = re.compile(r"공공누리\W{0,3}제?\s?\d\s?유형|저작권법\s제?\s?\d{1,3}조")
"""Under which licence a page may be used, be it at length."""
_TRANSLATION = re.compile(
    r"^[\W_]*(?:아래는|다음은|이\s?글은|본\s?기사는)?[^.\n]{0,40}번역[^.\n]{0,24}(?:영문|영어|외국어|전문|기사)"
    r"[^.\n]{0,16}(?:입니다|이다|합니다)"
)
"""The sentence with which a page announces its article in another language."""
_HANGUL, _KOREAN = re.compile(r"[가-힣]+"), 0.2
"""Letters of Korean; the share of a first paragraph that has them if its article is in Korean."""
_MOST, _LONG = 4, 160
"""Paragraphs that a page adds at most; letters of one."""
_SHARE = 0.34
"""Share of an article's letters above which polite sentences are its own."""


def own_paragraphs(texts: Sequence[str]) -> int:
    """How many of a story's paragraphs are the article's; at least one."""
    texts = texts[: _translated_from(texts)]
    kept = len(texts)
    while kept > 1 and _is_legal(texts[kept - 1]):
        kept -= 1
    texts = texts[:kept]
    while kept > 1 and len(texts) - kept < _MOST and _is_pages(texts[kept - 1]):
        kept -= 1
    polite = sum(len(text) for text in texts if _POLITE.search(text.rstrip()))
    if polite > _SHARE * sum(len(text) for text in texts):
        kept = len(texts)
    while kept > 1 and (_is_contact(texts[kept - 1]) or _is_legal(texts[kept - 1])):
        kept -= 1
    return kept


def _translated_from(texts: Sequence[str]) -> int:
    """Where the article is told once more in another language; the number of texts if nowhere."""
    told = (i for i, text in enumerate(texts) if i and _TRANSLATION.match(text[:_LONG]))
    end = next(told, len(texts))
    if sum(map(len, _HANGUL.findall(texts[0]))) < _KOREAN * len(texts[0]):
        return end
    while end > 1 and not _HANGUL.search(texts[end - 1]):
        end -= 1
    return end


def _is_contact(text: str) -> bool:
    return len(text) <= _LONG and bool(_CONTACT.match(text))


def _is_legal(text: str) -> bool:
    """Whether a paragraph says how the page may be used, or which comments it takes."""
    rules = len(_RULES.findall(text)) > 1 and len(_POINTS.findall(text)) > 2
    return rules or bool(
        _POLITE.search(text.split("<", maxsplit=1)[0].rstrip()) and _FREE_USE.search(text)
    )


def _is_pages(text: str) -> bool:
    return len(text) <= _LONG and bool(_POLITE.search(text.rstrip()))
