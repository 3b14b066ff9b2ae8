"""Recognises what a broadcaster's script has beside its sentences: marks, speakers, sign-offs."""

from __future__ import annotations

import re

_ROLE = (
    r"(?:앵커|(?:국민\s?)?기자|리포터|리포트|아나운서|진행자?|스탠[딩덥]|오프닝|클로징|전화\s?연결|기사\s?내용|답변|질문|ANC|VCR|END|REP)"
    r"(?:\s?멘트)?"
)
_MARK = re.compile(
    rf"^[\[<(◀【《]\s?{_ROLE}\s?[\]>)▶】》]$|^(?:[가-힣]{{2,4}}\s)?{_ROLE}\s?[>)▶]$|^[=*~\-_]{{5,}}$",
    re.IGNORECASE,
)
_LEADING_MARK = re.compile(rf"^(?:[\[<(◀【《]\s?{_ROLE}\s?[\]>)▶】》]\s?)+(?=\S)", re.IGNORECASE)
_VOICE = r"(?:인터뷰|녹취|현장음|스탠딩|싱크|녹음|INT|SYN|SU|S/U)"
_SPEAKER = re.compile(
    rf"^(?:[\[<(◀【▶■]\s?(?:[가-힣]{{2,8}}\s)?)?{_VOICE}\s?[\]>)▶】:ㅣ|]\s?(?!.*(?:[“”\"]|다$))[^.!?]{{0,50}}$"
    r"|^[▶■\-]?\s?[가-힣]{2,4}\s?/\s?[^.!?/]{2,40}$|^[\[<(]\s?[가-힣]{2,4}\s?/\s?[^.!?]{2,40}[\])>]$"
)
_HANDOVER = re.compile(
    r"^[가-힣]{2,4}\s?(?:[가-힣]{2,6}전문)?기자(?:가|의|입니다|였습니다)[^.]{0,20}"
    r"(?:니다|보도|리포트)?[.]?$"
)
_SIGN_OFF = re.compile(
    r"^(?:지금까지\s|\S{2,10}에서\s)?(?P<outlet>(?:[A-Z]\s)?\S{0,12}?(?:TV|tv|티비|방송|[A-Z]{3,4}|채널A|뉴스))"
    r"(?:\s?(?:뉴스|NEWS|뉴스데스크|투데이))?\s[가-힣]{2,4}(?:\s?(?:기자|리포터))?(?:입니다|였습니다)[.]?[^.]{0,6}(?:\S+@\S+)?[^.]{0,6}$"
    r"|^\S{2,10}\s뉴스\s[가-힣]{2,4}(?:\s기자)?입니다[.]?$|^지금까지\s\S{2,14}?(?:였|이었)습니다[.]?$"
)


def is_mark(text: str) -> bool:
    """Whether a line only says who speaks next: `[앵커]`, `<리포트>`, `◀VCR▶`, a ruler."""
    return len(text) <= 30 and bool(_MARK.match(text))


def is_speaker(text: str) -> bool:
    """Whether a line names the person whose words follow: `김하늘 / 시장`, `▶ 인터뷰 : …`."""
    return len(text) <= 70 and bool(_SPEAKER.match(text))


def is_handover(text: str) -> bool:
    """Whether a sentence only hands over to a reporter: `김하늘 기자가 보도합니다.`"""
    return len(text) <= 40 and bool(_HANDOVER.match(text))


def is_sign_off(text: str) -> bool:
    """Whether a reporter says farewell: `바다TV 뉴스 김하늘입니다.`"""
    return len(text) <= 70 and bool(_SIGN_OFF.match(text))


def outlet_of_sign_off(text: str) -> str | None:
    """The broadcaster for whom a reporter says farewell, else None."""
    match = _SIGN_OFF.match(text) if len(text) <= 70 else None
    return match["outlet"] if match and match["outlet"] != "뉴스" else None


def without_mark(text: str) -> str:
    """A paragraph without the mark of its speaker that stands before it."""
    return _LEADING_MARK.sub("", text) if text[:1] in "[<(◀【《" else text
