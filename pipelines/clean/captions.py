"""Recognises the lines under and beside pictures: what they show, who took or gave them."""

from __future__ import annotations

import re

_CREDIT = re.compile(
    r"\.(?:jpe?g|png|gif|bmp)\s*$|^\s*\[?\(?(?:사진|그래픽|자료사진|이미지|포토|캡션|photo)[\s=:/(.·|]"
    r"|[(\[/<〈]\s?(?:사진|자료|이미지)?\s?[=:/]?[^()\[\]<>]{0,20}(?:제공|DB|캡[처쳐]|갈무리|재판매|자료\s?사진)\s?"
    r"(?:및 DB ?금지)?[)\]>〉]?\s*\.?$"
    r"|(?:사진|자료)\s?[=:/]\s?\S{1,20}$|[\[(](?:사진|자료|이미지|그래픽|그림|출처)\s?[-–·ㆍ|@]?\s?[^\])]{1,24}[\])]\s*[.]?$|(?:사진|자료)\s?제공\s?[=:/]?\s?\S{0,15}$"
    r"|^[\[(<][^\])>]{0,16}자료\s?사진[\])>]$|[\])]\s?(?:19|20)\d{2}[.]\d{1,2}[.]\d{1,2}[.]?\s[\w.+-]+@[\w.-]+$"
    r"|(?:19|20)\d{2}[.]\d{1,2}[.]\d{1,2}[.]?\s[\w.+-]+@[\w.-]+$|^(?:[-•]\s)?[▲△▼▽◀▶].{2,90}[ⓒ©]\s?\S{0,14}$"
    r"|제공\s?=\s?[^\s\])]{2,10}[\])]$|(?:(?:(?<![.])[.]|[\])])\s|[ⓒ©]\s?)[^.]{1,20}\s?제공$|^[가-힣A-Z·]{2,14}\s제공$|[\[(](?:사진|자료|이미지)\s?=[^\])]{1,30}[\])]"
    r"|[.]\s?/\s?(?:사진\s?)?제공\s?[=:]\s?\S{1,16}$|[\])]\s?[ⓒ©]\s?\S{2,12}\s(?:19|20)\d{2}[.]\d{1,2}[.]\d{1,2}[.]?$",
    re.IGNORECASE,
)
_MAY_CREDIT = re.compile(
    r"사진|그래픽|그림|이미지|포토|캡|자료|제공|갈무리|재판매|출처|@|ⓒ|©|o|O|b|B|g|G"
)
"""What each alternative of a credit holds, photo, DB and files of pictures by a letter: few lines
have it, and the others need no longer look."""
_SHOWN = re.compile(
    r"(?:조감도|전경|모습|장면|위치도|포스터|홍보물|안내문|기념촬영|단체사진|현판|이미지|개념도|구성도|흐름도|배치도|(?<!협)약도|평면도|투시도|체계도|조직도|모식도|계획도|노선도|안내도|예시도|그래프)"
    r"(?:이다)?\s?[.]?(?:[(\[/<]|사진|$)"
)
_LEAD = re.compile(
    r"^[^.\n]{2,40}(?:전경|모습|장면|조감도|기념촬영|단체사진|현장|청사|포스터)\s?\.\s"
)
_TELLS = re.compile(
    r"(?:^|[다요][.]\s)(?:위\s|아래\s)?사진은\s[^.]{4,60}(?<!니다)[.]?\s*(?:[(\[/<].{0,30})?$"
)
"""A caption that ends with, or is, a word on the picture: `사진은 … 모습.`"""
_CREDIT_BEHIND = re.compile(r"^.{20,90}[다요][.]\s사진\s?[=:/]\s?\S+(?:\s\S+){3,}$")
"""A sentence with its credit, and what the picture shows, behind it."""
_LABEL = re.compile(
    r"^큰\s?사진\s?보기\s?[▲△▼▽]|^[\[(]\s?[▲△▼▽◀▶]\s?사진|^[\[<(【](?:사진|자료|그래픽|포토|이미지|표|캡션)[^\]>)】]{0,12}[\]>)】]"
)
_DOING = re.compile(
    r"(?:하고|을|를|고)\s?있다\.?\s*(?:[(\[/<]?\s?(?:사진|자료|제공)?\s?[=:/]?[^다]{0,25})?$"
)
_WATCHED = re.compile(
    r"(?:살펴보|둘러보|설명하|설명을\s?듣|듣|시연하|체험하|촬영하|촬영을\s?하|인사말을?\s?하|악수하|발표하|나누|점검하|"
    r"들어\s?보이|박수를?\s?치|바라보|브리핑하|서명하|커팅을?\s?하|포즈를\s?취하|축사를?\s?하|연설하|낭독하|기다리|지켜보|확인하|참석하|시험하|관람하|펼치|선보이|전달하)고\s있다[.]?"
    r"\s?(?:[/ⓒ©]?\s?[가-힣A-Za-z]{2,10}(?:\s?(?:제공|DB))?)?$"
)
_SHOWN_OFF = ("선보이", "펼치", "나누")
"""What firms and towns do without a picture, too, in the second sentence of a lead."""
SIGNED_LEAD = re.compile(r"[\[(][^\])]{2,20}\s?기자\s?[\])]")
"""A dateline with its reporter: news of a picture begins so, no caption within an article does."""
_BEARINGS = re.compile(r"[(（](?:맨\s?)?(?:왼쪽|오른쪽|가운데|앞줄|뒷줄|위|아래)[^)）]{0,15}[)）]")
BARE_CREDIT = re.compile(
    r"(?:[▲△▼▽]\s?)?[ⓒ©]\s?(?:제공\s?[:：]\s?)?[가-힣A-Za-z0-9]{2,14}(?:\s[가-힣]{2,4})?$"
)
"""Whose picture it is that parts two paragraphs."""
_HELD_UP = re.compile(r"(?:고|을|를)\s있다[.]?\s?[(\[](?:사진|자료)\s?[=:/][^\])]{1,20}[\])]$")
"""How a caption of any length ends: who is seen doing what, and who gave the picture."""
_INNER_END = re.compile(r"[다요까][.!?][\"'”’)]*\s")
_GIVEN = re.compile(r"(?:사진|자료)\s?[=:/]|[/(<〈\[]\s?\S{1,10}\s?제공\s?[)>〉\]]?$")


def is_watched(text: str, most: int = 110) -> bool:
    """Whether a sentence of at most `most` letters tells what somebody was seen doing when a
    picture was taken; what a reporter signs is none."""
    if len(text) > most or SIGNED_LEAD.match(text):
        return False
    seen = _WATCHED.search(text)
    return seen is not None and not (seen[0].startswith(_SHOWN_OFF) and _INNER_END.search(text))


def is_credited(text: str) -> bool:
    """Whether a line names who took or gave a picture: a caption for sure."""
    return len(text) <= 160 and bool(_MAY_CREDIT.search(text) and _CREDIT.search(text))


def shows_doing(text: str) -> bool:
    """Whether a line tells what people on a picture are doing."""
    return bool(_DOING.search(text))


def is_caption(text: str, ends: bool) -> bool:
    """Whether a line of at most 300 letters is a caption; `ends`: it closes a sentence."""
    if len(text) > 200:
        return bool(_HELD_UP.search(text)) and not _INNER_END.search(text)
    if _LEAD.match(text) or _LABEL.match(text) or ("사진은" in text and _TELLS.search(text)):
        return True
    if text[0] in "▎▍▌┃":
        return True
    if "사진" in text and _CREDIT_BEHIND.search(text):
        return True
    marked = text[0] in "▲△▼▽◀▶◆◇■□"
    credited, shown = is_credited(text), bool(_SHOWN.search(text))
    doing = len(text) <= 140 and bool(_DOING.search(text)) and not SIGNED_LEAD.match(text)
    if marked and ((not ends and (credited or shown)) or doing):
        return True
    if (credited or shown) and len(text) <= 120:
        inner = _INNER_END.search(text)
        if inner is None or (credited and len(text) - inner.end() <= 24):
            return True
    return doing and bool(_BEARINGS.search(text) or _GIVEN.search(text))
