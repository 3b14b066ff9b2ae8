"""Takes the outlet, the reporter and the place of writing from the marks that carry them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.clean.broadcast import outlet_of_sign_off
from pipelines.clean.captions import is_credited
from pipelines.clean.lines import Kind, Line
from pipelines.clean.press import MASTHEAD, PRESS
from pipelines.clean.rules import PageRules

_NAME = r"[가-힣A-Za-z0-9&.\- ]{1,18}"
_SUFFIX = (
    rf"(?:{PRESS}|코리아|픽|시사|연합|TV|KBS|MBC|SBS|YTN|뉴시스|뉴스1|뉴스핌|이데일리|프라임|소리|"
    r"시대|시민|의원|저널리즘|인|통|월드|옵저버|내일|사람들|News|news|NEWS)"
)
_REPORTER = r"(?:[가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4})*\s?(?:기자|특파원|선임기자|본부장|국장|대기자|통신원|리포터))"
_BRACKET = re.compile(
    r"^\s*[\[【<(](?P<inside>[^\]】>)]{2,40})[\]】>)]\s*(?P<after>(?:[가-힣]{2,4}\s?기자\s?[=|]\s?)?)"
)
_PIPE = re.compile(
    rf"^\s*(?P<outlet>{_NAME}?)(?:\s+|\s?=\s?)(?P<name>[가-힣]{{2,4}})\s?(?:기자|취재본부|본부)\s?[|=]\s*"
)
_DESK_PIPE = re.compile(
    r"^\s*(?P<outlet>[가-힣A-Za-z]{2,12})\s(?P<desk>[가-힣]{2,6}(?:취재본부|[팀부국]))\s?\|\s*"
)
_PLACE_OUTLET = re.compile(
    r"^\s*(?P<place>[가-힣]{2,4})\s?[=/]\s?(?P<outlet>[가-힣A-Za-z0-9]{2,12})\s(?P<name>[가-힣]{2,4})\s?기자\s?[.=|]?\s+"
)
_PLACE_REPORTER = re.compile(
    r"^\s*(?:(?P<outlet>[가-힣A-Za-z0-9]{2,12})\s?[=]?\s?)?(?P<place>[가-힣]{2,4})\s?=\s?[가-힣]{2,4}\s?기자\s*=?\s*"
)
_WIRE = re.compile(r"^\s*(?P<place>[가-힣]{2,6})--\((?P<outlet>[^)]{2,14})\)--\s*")
_BEHIND = re.compile(rf"\s*=?\s*(?:{_REPORTER}\s?[=|:]\s*|=\s+)?")
_GLUED = re.compile(
    rf"^[^가-힣A-Za-z]*(?P<outlet>[가-힣A-Za-z0-9]{{2,10}}?(?:{_SUFFIX}))\s?(?:[가-힣]{{2,4}}\s?|취재|[가-힣]{{2,5}}본부\s[가-힣]{{2,4}}\s?)기자"
)
"""An outlet before its reporter in a byline, with or without a blank (`한려뉴스모은채 기자`)."""
_REPORTER_OF = re.compile(
    rf"^[가-힣]{{2,4}}\s(?P<outlet>[가-힣A-Za-z0-9]{{2,10}}(?:{_SUFFIX}))\s(?:[가-힣]{{2}})?기자"
)
_SOURCE_FIELD = re.compile(
    r"^[-•\s]*(?:자료\s?출처|출처|제호|매체명?|언론사|신문사|발행처)\s*[:：|]?\s*(?P<name>\S{2,12})?$"
)
_DESK = re.compile(r"\s?[가-힣]{0,6}(?:취재)?본부$|\s?[가-힣]{0,4}지사$")
_ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_HOLDER = r"[^\s,.|(\d][^\s,.|(]{1,19}(?:\([A-Z]+\)[^\s,.|(]{1,10})?"
_LATIN_NEWS = r"[A-Z]{2,6}\s(?:NEWS|News)(?![A-Za-z])"
_MARKED = re.compile(
    r"(?:저작권자|[Cc]opyrights?|COPYRIGHT|[ⓒ©])(?:\s*(?:[ⓒ©@]|\([cC]\)|[:：]|[Cc]opyrights?|(?:19|20)\d{2}(?:\s?[-~]\s?\d{4})?[.,]?|by\s))*"
    r"\s*(?P<phrase>[^|\n]{2,90}?)\s*(?:[\]>]|[,.]?\s*(?:상업적\s)?무단|[Aa]ll [Rr]ights|ALL|재배포|재판매|$)"
)
_QUOTED = re.compile(r"[‘'“\"][^’'”\"]{2,40}[’'”\"]|\([^)]*\)")
_PARTED = re.compile(r"\s[-–—|]\s|[,.&]\s|\s&\s")
_YEARS = r"(?:\d{4}(?:\s?[-~]\s?\d{4})?\s*[.,]?\s*)?(?:by\s+)?"
_LEGAL_NAME = (
    re.compile(
        rf"(?:저작권자|[Cc]opyrights?|COPYRIGHT)\s*(?:[ⓒ©@]|\([cC]\))*\s*{_YEARS}(?P<name>{_LATIN_NEWS}|{_HOLDER})"
    ),
    re.compile(rf"[ⓒ©]\s*{_YEARS}(?P<name>{_LATIN_NEWS}|{_HOLDER})"),
    re.compile(r"^\s*(?P<name>[가-힣A-Za-z0-9]{2,14})\s?(?:\([\w.]+\))?\s*[,.]?\s*무단\s?전재"),
    re.compile(r"제호\s*[:：]\s*(?P<name>[^|\s]{2,16})"),
    re.compile(r"^(?P<name>[가-힣A-Za-z0-9]{2,14})의 모든 (?:콘텐츠|기사|컨텐츠)"),
    re.compile(r"^(?P<name>[가-힣A-Za-z0-9]{2,14})\s+등록번호\s*:"),
    re.compile(
        rf"(?:작성자|글쓴이)\s*[:：]?\s*(?P<name>[가-힣A-Za-z0-9]{{1,10}}(?:{PRESS}))(?=\s|$)"
    ),
)
_LIKE_OUTLET = re.compile(
    rf"^{_NAME}{_SUFFIX}$|^(?:뉴스|아시아|시사|데일리|NSP|UPI|OBS)[가-힣A-Za-z0-9]*$"
)
_LEGAL_HINT = re.compile(
    r"저작권자|[Cc]opyright|COPYRIGHT|[ⓒ©]|무단|제호|의 모든|등록번호|작성자|글쓴이"
)
_LATIN = re.compile(r"\([A-Z]+\)")
_SECTION = re.compile(r"[가-힣·]{2,6}")
_CLAUSE = re.compile(r"[가-힣](?:을|를|의|은|는|한|된|있는)(?:\s|$)")
_OFFICE = re.compile(r"^[가-힣]{2,8}(?:시청|군청|구청|도청|교육청|의회)$")
_OF_PICTURE = re.compile(r"\bDB\b|출처|사진")
_TITLE_PARTS = re.compile(r"\s(?:[-–—|:<>«»]|::)\s|,\s")
_SITE = re.compile(r"\s?(?:모바일\s?사이트|모바일|홈페이지|인터넷판)$")
_TITLE_LINES = 4
"""Lines on top of a page in which its title stands."""
_FIELDS = 12
"""Lines below an article in which a board lists its fields."""
_NOT_NAMES = re.compile(r"^(?:[Aa]ll|ALL|Copyright|무단|저작권|the|The|by|www|http|DB|본지|본사)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence: outlet, reporter, place; `length` to cut off."""

    outlet: str | None = None
    reporter: str | None = None
    place: str | None = None
    length: int = 0


def read_dateline(body: str, rules: PageRules) -> Dateline:
    """The opening marks `[시사픽]`, `[더코리아-경기 성남]`, `(세종=뉴스1)`, `아시아통신 ○○○ 기자 |`."""
    for reader in (_read_bracket, _read_pipe, _read_place, _read_wire):
        found = reader(body, rules)
        if found is not None:
            return found
    return Dateline()


def _read_bracket(body: str, rules: PageRules) -> Dateline | None:
    match = _BRACKET.match(body)
    if match is None or match["inside"].strip() in rules.labels:
        return None
    inside = match["inside"].strip()
    reporter = re.search(r"([가-힣]{2,4})\s?(?:기자|특파원|본부장|국장)", inside + match["after"])
    length = match.end()
    behind = _BEHIND.match(body, length)
    length = behind.end() if behind else length
    text = re.sub(_REPORTER, "", inside).strip(" =|/·,-")
    parts = [part.strip() for part in re.split(r"[=|/\-–(ㅣ]|\sl\s", text) if part.strip(" )")]
    outlet, place = _outlet_and_place(parts, rules)
    signed = reporter is not None or "=" in inside or len(parts) > 1
    if outlet is None and not (signed and place):
        return None
    unlike = outlet is not None and not signed and not _LIKE_OUTLET.match(outlet)
    if outlet and unlike and (len(outlet) > 10 or " " in outlet or outlet.isdigit()):
        return None
    return Dateline(outlet, reporter.group(1) if reporter else None, place, length)


def _outlet_and_place(parts: list[str], rules: PageRules) -> tuple[str | None, str | None]:
    """Which part is the outlet: one named like one, else the first that is no region."""
    parts = [_DESK.sub("", part).strip(" )") for part in parts]
    words = parts[0].split() if len(parts) == 1 else []
    if len(words) == 2 and words[1] in rules.places:
        parts = words
    places = [part for part in parts if all(word in rules.places for word in part.split())]
    names = [part for part in parts if part and part not in places]
    outlet = next((name for name in names if _LIKE_OUTLET.match(name)), names[0] if names else None)
    return outlet, next((part for part in parts if part != outlet), None)


def _read_pipe(body: str, rules: PageRules) -> Dateline | None:
    match = _PIPE.match(body) or _DESK_PIPE.match(body)
    if match is None:
        return None
    outlet = _DESK.sub("", match["outlet"].strip())
    first = outlet.split()[0] if outlet else ""
    if first != outlet and (first in rules.outlets or MASTHEAD.match(first)):
        outlet = first
    name = match.groupdict().get("name")
    return Dateline(None if outlet in rules.places else outlet or None, name, None, match.end())


def _read_place(body: str, rules: PageRules) -> Dateline | None:
    match = _PLACE_OUTLET.match(body)
    if match and match["place"] in rules.places:
        return Dateline(match["outlet"], match["name"], match["place"], match.end())
    match = _PLACE_REPORTER.match(body)
    if match is None:
        return None
    outlet = None if match["outlet"] in rules.places else match["outlet"]
    return Dateline(outlet, None, match["place"], match.end())


def _read_wire(body: str, rules: PageRules) -> Dateline | None:
    match = _WIRE.match(body)
    return Dateline(match["outlet"], None, match["place"], match.end()) if match else None


def outlet_of_page(
    lines: list[Line],
    headline: int | None,
    article: tuple[int, int],
    dateline: Dateline,
    rules: PageRules,
) -> str | None:
    """The outlet of the page whose article runs from its first to its last line, else None.

    Its legal lines name it surest (below the article before above it), then the dateline, a
    dateline on a line of its own, the masthead.
    """
    first, last = article
    below, above = lines[last + 1 :], lines[:first]
    legal = _legal(below, rules) or _legal(above, rules)
    dated = dateline.outlet or _signed_above(above, rules)
    if legal and dated and (dated.startswith(legal) or legal.startswith(dated) or legal.isascii()):
        return dated
    byline = next((name for line in above[-8:] if (name := _of_byline(line, rules))), None)
    return (
        legal
        or dated
        or byline
        or _masthead(above, rules)
        or _beside_headline(lines, headline, rules)
        or _named_below(below, rules)
        or _of_field(below)
        or _of_address(above[-8:] + lines[last:][:5], rules)
    )


def _of_address(near: list[Line], rules: PageRules) -> str | None:
    """The known outlet whose domain the reporter's address has, else None."""
    for line in near:
        match = _ADDRESS.search(line.text)
        if match and (outlet := rules.outlet_of_url(f"https://{match[1]}")):
            return outlet
    return None


def _legal(lines: list[Line], rules: PageRules) -> str | None:
    """The outlet that legal lines name; who holds the rights of a picture is another matter."""
    texts = [
        line.text
        for line in lines
        if _LEGAL_HINT.search(line.text)
        and not (line.text[0] in "▲△◀▶" or _OF_PICTURE.search(line.text) or is_credited(line.text))
    ]
    plain: str | None = None
    for pattern in _LEGAL_NAME:
        for text in texts:
            match = pattern.search(text)
            name = _holder(match["name"], rules) if match else None
            if name and (name in rules.outlets or _LIKE_OUTLET.match(name)):
                return name
            plain = plain or name
    return _of_slogan(texts, rules) or plain


def _holder(written: str, rules: PageRules) -> str | None:
    """A holder's name without its brackets; None for a region, an office or half a slogan."""
    name = _LATIN.sub("", written).strip(" .,:;-[]<>'\"“”‘’")
    if len(name) < 2 or _NOT_NAMES.match(written) or name in rules.places:
        return None
    broken = written[:1] in "‘“'\"" or re.search(r"[가-힣](?:을|를)$", name)
    return None if broken or _OFFICE.match(name) else name


def _of_slogan(texts: Iterable[str], rules: PageRules) -> str | None:
    """The outlet in `ⓒ 세상을 읽는 눈 바다경제`: a known name, else the last word of the slogan."""
    for text in texts:
        match = _MARKED.search(text)
        parts = (
            [p.strip(" -–—|") for p in _PARTED.split(_QUOTED.sub(" ", match["phrase"]))]
            if match
            else []
        )
        words = [part.split() for part in parts if part]
        ends = [word for part in words for word in (part[-1], part[0])]
        known = next((word for word in ends if word in rules.outlets), None)
        if known:
            return known
        alone = [part[0] for part in words if len(part) == 1]
        last = [part[-1] for part in words if len(part) > 2 and _CLAUSE.search(" ".join(part[:-1]))]
        like = [word for word in (*alone, *last) if _LIKE_OUTLET.match(word)]
        found = next(iter([*like, *last]), None)
        if found and not _NOT_NAMES.match(found):
            return found
    return None


def _signed_above(above: Iterable[Line], rules: PageRules) -> str | None:
    """The outlet of a dateline that stands on a line of its own just above the lead."""
    near = [line for line in above if line.text][-4:]
    for line in reversed(near):
        if line.kind is Kind.BYLINE and re.search(r"[=|\[【<(]", line.text):
            outlet = read_dateline(f"{line.text} |", rules).outlet
            if outlet and (line.text[0] in "[【<(" or _LIKE_OUTLET.match(outlet)):
                return outlet
    return None


def _masthead(above: Iterable[Line], rules: PageRules) -> str | None:
    """The outlet that stands alone (or as `○○ 로고`) above the headline, else None."""
    for line in above:
        if line.kind in (Kind.END, Kind.UI):
            continue
        text = line.text.strip(" []|<>•·")
        words = text.split()
        if len(words) >= 4 and all(_SECTION.fullmatch(word) for word in words[1:]):
            text = "" if rules.classify(words[0]) in (Kind.END, Kind.UI) else words[0]
        name = re.sub(r"\s?(?:로고|홈페이지|홈)$|\s>\s.*$", "", text)
        if text.endswith(" 로고") and len(name) <= 12 and " " not in name:
            return name
        if len(name) <= 12 and " " not in name and _is_masthead(name, rules):
            return name
    return None


def _is_masthead(name: str, rules: PageRules) -> bool:
    named = MASTHEAD.match(name) is not None and name not in rules.sections
    return named or name in rules.outlets


def _beside_headline(lines: list[Line], headline: int | None, rules: PageRules) -> str | None:
    """The outlet that a page's title has before or behind its headline, in brackets or parted."""
    for line in () if headline is None else (*lines[:_TITLE_LINES], lines[headline]):
        match = _BRACKET.match(line.text)
        parts = [match["inside"]] if match else _TITLE_PARTS.split(line.text)
        ends = (parts[0], parts[-1]) if match or len(parts) > 1 else ()
        for part in ends:
            name = _SITE.sub("", part.strip(" []"))
            if len(name) <= 12 and " " not in name and _is_masthead(name, rules):
                return name
    return None


def _of_byline(line: Line, rules: PageRules) -> str | None:
    """The outlet that stands before its reporter's name, else None."""
    match = _GLUED.match(line.text) if line.kind in (Kind.BYLINE, Kind.STAMP) else None
    match = match or _REPORTER_OF.match(line.text)
    name = match["outlet"] if match else None
    return name if name and name not in rules.sections else None


def _of_field(lines: list[Line]) -> str | None:
    """The outlet in a board's field of sources, on the label's line or on the one below."""
    held = [line.text for line in lines if line.text][:_FIELDS]
    for index, text in enumerate(held):
        match = _SOURCE_FIELD.match(text)
        if match:
            below = held[index + 1].strip("-• ") if index + 1 < len(held) else ""
            name = match["name"] or below
            return name if 2 <= len(name) <= 12 and not _OFFICE.match(name) else None
    return None


def _named_below(below: list[Line], rules: PageRules) -> str | None:
    """The outlet that signs an article from below: a bracket with its reporter, its name alone."""
    for line in [line for line in below if line.text][:5]:
        if line.kind is Kind.BYLINE and line.text[0] in "[【":
            outlet = read_dateline(f"{line.text} |", rules).outlet
            if outlet and _LIKE_OUTLET.match(outlet):
                return outlet
        if line.kind is Kind.BYLINE and (outlet := outlet_of_sign_off(line.text)):
            return outlet
        if outlet := _of_byline(line, rules):
            return outlet
        name = re.sub(r"\s?(?:뉴스|모바일)$", "", line.text)
        if line.kind in (Kind.HEAD, Kind.ITEM) and len(name) <= 12 and _is_masthead(name, rules):
            return name
    return None
