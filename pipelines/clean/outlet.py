"""Takes the outlet, the reporter and the place of writing from the marks that carry them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"[가-힣A-Za-z0-9&.\- ]{1,18}"
_SUFFIX = (
    r"(?:일보|신문|뉴스|통신|경제|타임스|타임즈|저널|투데이|방송|닷컴|미디어|매일|포커스|데일리|헤럴드|"
    r"코리아|픽|시사|리포트|프레스|연합|TV|KBS|MBC|SBS|YTN|뉴시스|뉴스1|뉴스핌|이데일리|프라임|소리|"
    r"시대|시민|의원|저널리즘|인|통|월드|포스트|위클리|옵저버|브리핑|내일|사람들|News|news|NEWS)"
)
_REPORTER = r"(?:[가-힣]{2,4}\s?(?:기자|특파원|선임기자|본부장|국장|대기자|통신원|리포터))"
_BRACKET = re.compile(
    r"^\s*[\[【<(](?P<inside>[^\]】>)]{2,40})[\]】>)]\s*(?P<after>(?:[가-힣]{2,4}\s?기자\s?[=|]\s?)?)"
)
_PIPE = re.compile(
    rf"^\s*(?P<outlet>{_NAME}?)\s+(?P<name>[가-힣]{{2,4}})\s?(?:기자|취재본부|본부)\s?[|=]\s*"
)
_DESK_PIPE = re.compile(
    r"^\s*(?P<outlet>[가-힣A-Za-z]{2,12})\s(?P<desk>[가-힣]{2,6}취재본부)\s?\|\s*"
)
_PLACE_REPORTER = re.compile(
    r"^\s*(?:(?P<outlet>[가-힣A-Za-z0-9]{2,12})\s?[=]?\s?)?(?P<place>[가-힣]{2,4})\s?=\s?[가-힣]{2,4}\s?기자\s*=?\s*"
)
_LEGAL_NAME = (
    re.compile(
        r"(?:저작권자|[Cc]opyright|COPYRIGHT)\s*(?:[ⓒ©]|\([cC]\))*\s*(?P<name>[^\s,.|(]{2,20})"
    ),
    re.compile(r"[ⓒ©]\s*(?P<name>[^\s,.|(\d][^\s,.|(]{1,19})"),
    re.compile(r"^\s*(?P<name>[가-힣A-Za-z0-9]{2,14})\s?(?:\([\w.]+\))?\s*[,.]?\s*무단\s?전재"),
    re.compile(r"제호\s*[:：]\s*(?P<name>[^|\s]{2,16})"),
    re.compile(r"^(?P<name>[가-힣A-Za-z0-9]{2,14})의 모든 (?:콘텐츠|기사|컨텐츠)"),
    re.compile(r"^(?P<name>[가-힣A-Za-z0-9]{2,14})\s+등록번호\s*:"),
)
_LIKE_OUTLET = re.compile(
    rf"^{_NAME}{_SUFFIX}$|^(?:뉴스|아시아|시사|데일리|NSP|UPI|OBS)[가-힣A-Za-z0-9]*$"
)
_MASTHEAD = re.compile(
    r"^[가-힣A-Za-z0-9]{2,10}(?:일보|신문|뉴스|통신|경제|타임스|타임즈|저널|투데이|방송|닷컴|미디어|매일|포커스|데일리|헤럴드|"
    r"프레스|리포트|포스트|위클리|브리핑|뉴스24)$|^[가-힣]{2,8}(?=\s?로고)"
)
_NOT_NAMES = re.compile(r"^(?:All|all|Copyright|무단|저작권|the|The|by|www|http)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence: outlet, reporter, place; `length` to cut off."""

    outlet: str | None = None
    reporter: str | None = None
    place: str | None = None
    length: int = 0


def read_dateline(body: str) -> Dateline:
    """The opening marks `[시사픽]`, `[더코리아-경기 성남]`, `(세종=뉴스1)`, `아시아통신 ○○○ 기자 |`."""
    for reader in (_read_bracket, _read_pipe, _read_place):
        found = reader(body)
        if found is not None:
            return found
    return Dateline()


def _read_bracket(body: str) -> Dateline | None:
    match = _BRACKET.match(body)
    if match is None:
        return None
    inside = match.group("inside").strip()
    reporter = re.search(r"([가-힣]{2,4})\s?(?:기자|특파원|본부장|국장)", inside)
    length = match.end()
    tail = re.match(rf"\s*{_REPORTER}\s?[=|]\s*", body[length:])
    if tail:
        length += tail.end()
    text = re.sub(_REPORTER, "", inside).strip(" =|/·,-")
    parts = [part.strip() for part in re.split(r"[=|/\-–(]", text) if part.strip(" )")]
    outlet = next((p for p in parts if _LIKE_OUTLET.match(p)), parts[0] if parts else None)
    place = next((p.strip(" )") for p in parts if p != outlet), None)
    if outlet is None or (not _LIKE_OUTLET.match(outlet) and "=" not in inside and len(parts) < 2):
        if reporter is None and (outlet is None or len(outlet) > 8 or " " in outlet):
            return None
    return Dateline(outlet, reporter.group(1) if reporter else None, place, length)


def _read_pipe(body: str) -> Dateline | None:
    match = _PIPE.match(body) or _DESK_PIPE.match(body)
    if match is None:
        return None
    name = match.groupdict().get("name")
    return Dateline(match.group("outlet").strip() or None, name, None, match.end())


def _read_place(body: str) -> Dateline | None:
    match = _PLACE_REPORTER.match(body)
    if match is None:
        return None
    return Dateline(match.group("outlet"), None, match.group("place"), match.end())


def outlet_of(texts: list[str]) -> str | None:
    """The outlet that a page's legal lines name, else None."""
    for pattern in _LEGAL_NAME:
        for text in texts:
            match = pattern.search(text)
            if match and not _NOT_NAMES.match(match.group("name")):
                name = match.group("name").strip(" .,:;-[]<>'\"“”")
                if len(name) >= 2:
                    return name
    return None


def outlet_of_header(texts: list[str]) -> str | None:
    """The outlet that stands alone (or as `○○ 로고`) above the headline, else None."""
    for text in texts:
        name = re.sub(r"\s?(?:로고|홈페이지|홈)$|\s>\s.*$", "", text.strip(" []|<>"))
        if len(name) <= 12 and " " not in name and _MASTHEAD.match(name):
            return name
    return None
