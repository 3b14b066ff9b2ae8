"""Whom a page's legal lines name as the holder of its rights: its outlet, as a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.clean.captions import is_credited
from pipelines.clean.lines import Line
from pipelines.clean.press import CLAUSE, LIKE_OUTLET, OFFICE, PRESS
from pipelines.clean.rules import PageRules

_HOLDER = r"[^\s,.|(\d][^\s,.|(]{1,19}(?:\([A-Z]+\)[^\s,.|(]{1,10})?"
_LATIN_NEWS = r"[A-Z]{2,6}\s(?:NEWS|News)(?![A-Za-z])"
_MARKED = re.compile(
    r"(?:저작권자|[Cc]opyrights?|COPYRIGHT|[ⓒ©])(?:\s*(?:[ⓒ©@]|\([cC]\)|[:：]|[Cc]opyrights?|(?:19|20)\d{2}(?:\s?[-~]\s?\d{4})?[.,]?|by\s))*"
    r"\s*(?P<phrase>[^|\n]{2,90}?)\s*(?:[\]>]|[,.]?\s*(?:상업적\s)?무단|[Aa]ll [Rr]ights|ALL|재배포|재판매|$)"
)
_QUOTED = re.compile(r"[‘'“\"][^’'”\"]{2,40}[’'”\"]|\([^)]*\)")
_PARTED = re.compile(r"\s[-–—|]\s|[,.&]\s|\s&\s")
_YEARS = (
    r"(?:\d{4}(?:\s?[-~]\s?\d{4})?\s*[.,]?\s*)?(?:[Bb][Yy]\s+)?(?:인터넷\s|㈜|\(주\)|주식회사\s)?"
)
_LEGAL_NAME = (
    re.compile(
        rf"(?:저작권자|[Cc]opyrights?|COPYRIGHT)\s*(?:[ⓒ©@]|\([cC]\))*\s*{_YEARS}(?P<name>{_LATIN_NEWS}|{_HOLDER})"
    ),
    re.compile(rf"[ⓒ©]\s*{_YEARS}(?P<name>{_LATIN_NEWS}|{_HOLDER})"),
    re.compile(
        r"^\s*(?P<name>[가-힣A-Za-z0-9]{2,14})(?:\s&\s[^\s,(]{2,14})?\s?(?:\([\w.]+\))?\s*[,.]?\s*무단\s?전재"
    ),
    re.compile(r"저작권은\s(?P<name>[가-힣A-Za-z0-9]{2,14})에\s(?:있|속)"),
    re.compile(r"(?:제호|매체명|신문사명|언론사명)\s*[:：]\s*(?P<name>[^|\s]{2,16})"),
    re.compile(
        r"^\W{0,3}(?P<name>[가-힣A-Za-z0-9]{2,14})(?:\(주\)|㈜)?\W?의\s(?:모든\s|사전\s|서면\s)?(?:콘텐츠|기사|컨텐츠|사진|저작물|허락|동의|승인)"
    ),
    re.compile(
        r"^(?P<name>[가-힣A-Za-z0-9]{2,14})\s*[|·,]?\s*(?:인터넷신문\s)?(?:등록번호|발행인|발행·편집인|발행/편집|편집인|대표이사)"
    ),
    re.compile(
        r"^(?:\(주\)|㈜|주식회사\s|인터넷신문\s)(?P<name>[가-힣A-Za-z0-9]{2,14})\s.{0,70}?등록번호"
    ),
    re.compile(r"^(?P<name>[가-힣A-Za-z0-9]{2,14})\s?[|/]\s.{0,70}?등록번호"),
    re.compile(r"상호명?\s*[:：]\s*(?P<name>[^|/\s]{2,16})"),
    re.compile(
        rf"(?:작성자|글쓴이)\s*[:：]?\s*(?P<name>[가-힣A-Za-z0-9]{{1,10}}(?:{PRESS}))(?=\s|$)"
    ),
)
_LEGAL_HINT = re.compile(
    r"저작권자|저작권은|Copyright|copyright|COPYRIGHT|ⓒ|©|무단|제호|매체명|[사호]명|상호|의 모든|없이"
    r"|등록번호|발행|편집인|대표이사|작성자|글쓴이"
)
_NO_OUTLET_TAIL = re.compile(r"\.[a-z]{2,}|\s기자(?![가-힣])", re.IGNORECASE)
"""Behind a domain, or a reporter who took a picture."""
_LATIN = re.compile(r"\([A-Z]+\)")
_SLOGAN = re.compile(r"^.+[–—](?=.{2})")
"""What stands before a dash in a holder's name: `나라를 잇는–바다뉴스`."""
_LATIN_PHRASE = re.compile(
    r"(?![A-Z]{2,6}\s(?:NEWS|News))[A-Za-z]+\s[A-Z][A-Za-z]+(?!\w|\s?(?:Rights|rights))"
)
"""Of several Latin words (`Smart City Korea`) the first is no name."""
_SITE = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,4}\b", re.IGNORECASE)
_COMPANY = re.compile(r",?\s(?:Corporation|Corp|Company|Co|Inc|Ltd)\b.*$")
_SECOND = re.compile(
    r"\s(?:-\s)?(?P<word>[가-힣A-Za-z0-9]{2,8})(?=\s*[.,]?\s*(?:무단|[|&\]>]|[Aa]ll\s|ALL\s|$))"
)
"""A second word of a holder's name, with which the name ends."""
_LEGAL_WORD = re.compile(
    r"무단|저작권|재배포|전재|금지|기사|주식회사|인터넷신문|신문사|미디어|그룹|[A-Za-z]+\b"
)
_PERSON = re.compile(r"[가-힣]{3}|[가-힣]{2}(?<!이슈)(?<!통신)")
_OF_PICTURE = re.compile(r"\bDB\b|출처|사진(?!과\s기사)")
_NOT_NAMES = re.compile(
    r"^(?:[Aa]ll|ALL|Copyright|무단|저작권|the|The|by|www|http|DB|[본당]사|본지|해당|주소|전화|대표|회사|상호|법인|발행|편집|사업자|청소년|등록)"
)


def holder_of_rights(lines: list[Line], rules: PageRules) -> str | None:
    """The outlet that legal lines name; who holds the rights of a picture is another matter."""
    texts = [
        line.text
        for line in lines
        if _LEGAL_HINT.search(line.text)
        and not (line.text[0] in "▲△◀▶" or _OF_PICTURE.search(line.text) or is_credited(line.text))
    ]
    if known := _known(texts, rules):
        return known
    plain: str | None = None
    for pattern in _LEGAL_NAME:
        for text in texts:
            match = pattern.search(text)
            sited = match and _NO_OUTLET_TAIL.match(text, match.end("name"))
            sited = sited or (match and _LATIN_PHRASE.match(text, match.start("name")))
            name = _holder(match["name"], rules) if match and not sited else None
            if match and not sited and (whole := _whole(text, match, rules)):
                return whole
            if name and (name in rules.outlets or LIKE_OUTLET.match(name)):
                return name
            plain = plain or name
    return _of_slogan(texts, rules) or plain


def _known(texts: Iterable[str], rules: PageRules) -> str | None:
    """The outlet whose whole legal name, or whose domain, stands behind the mark of rights."""
    for text in texts:
        match = _MARKED.search(text)
        phrase = _COMPANY.sub("", match["phrase"].strip(" .,:;-[]<>'\"")) if match else ""
        if phrase in rules.outlet_names:
            return phrase
        if (site := _SITE.match(phrase)) and (name := rules.outlet_of_url(f"https://{site[0]}")):
            return name
    return None


def _whole(text: str, match: re.Match[str], rules: PageRules) -> str | None:
    """A name of two words (`월간 바다`, `바다뉴스 - 강진`); the second alone where it is the name."""
    more = _SECOND.match(text, match.end("name"))
    first = match["name"]
    if more is None or match.re not in _LEGAL_NAME[:2] or _NOT_NAMES.match(first):
        return None
    second = more["word"]
    if _LEGAL_WORD.match(second) or (_PERSON.fullmatch(second) and second not in rules.places):
        return None
    named = first in rules.outlets or LIKE_OUTLET.match(first)
    if not named and (second in rules.outlets or LIKE_OUTLET.match(second)):
        return second
    return f"{first}{more[0].rstrip()}"


def _holder(written: str, rules: PageRules) -> str | None:
    """A holder's name without its brackets; None for a region, an office or half a slogan."""
    name = _SLOGAN.sub("", _LATIN.sub("", written)).strip(" .,:;-[]<>'\"“”‘’")
    if len(name) < 2 or _NOT_NAMES.match(written) or name in rules.places:
        return None
    if name.lower() in rules.portals or name in rules.sections or name in rules.no_outlets:
        return None
    broken = written[:1] in "‘“'\"" or re.search(r"[가-힣](?:을|를)$", name)
    return None if broken or OFFICE.match(name) else name


def _of_slogan(texts: Iterable[str], rules: PageRules) -> str | None:
    """The outlet in `ⓒ 세상을 읽는 눈 바다경제`: a known name, else the last word of the slogan."""
    for text in texts:
        match = _MARKED.search(text)
        parts = (
            [p.strip(" -–—|") for p in _PARTED.split(_QUOTED.sub(" ", match["phrase"]))]
            if match
            else []
        )
        words = [part.split() for part in parts if part and not _SITE.fullmatch(part)]
        ends = [word for part in words for word in (part[-1], part[0])]
        known = next((word for word in ends if word in rules.outlets), None)
        if known:
            return known
        alone = [part[0] for part in words if len(part) == 1]
        last = [part[-1] for part in words if len(part) > 2 and CLAUSE.search(" ".join(part[:-1]))]
        like = [word for word in (*alone, *last) if LIKE_OUTLET.match(word)]
        found = next(iter([*like, *last]), None)
        if found and not _NOT_NAMES.match(found):
            return found
    return None
