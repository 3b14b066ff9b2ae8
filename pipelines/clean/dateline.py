"""What stands before an article's first sentence: outlet, reporter and place of writing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from pipelines.clean.days import parse_day
from pipelines.clean.lines import DATE
from pipelines.clean.press import LIKE_OUTLET, MASTHEAD, NAME, PRESS
from pipelines.clean.rules import PageRules

_REPORTER = (
    r"(?:[가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4})*\s?(?:(?:인턴|수습|선임)\s?)?"
    r"(?:기자|특파원|본부장|국장|대기자|통신원|리포터))"
)
BRACKET = re.compile(
    r"^\s*[\[【<(〔/](?P<inside>(?:[^\]】>()〕]|\([^()]{1,12}\)){2,40})[\]】>)〕/]\s*(?P<after>(?:(?:[가-힣]{2,3}(?<!뉴스)(?<!신문)(?<!일보)(?<!뉴시스)(?<!방송)[\s·,]\s?)?[가-힣]{2,4}\s?(?:인턴|수습|선임)?\s?기자\s?[=|]\s?)?)"
)
_PIPE = re.compile(
    rf"^[\s◆■]*(?P<outlet>{NAME}?)(?:\s?\([^()\n]{{2,24}}\)\s?|\s+|\s?[=/]\s?)"
    r"(?:(?P<name>[가-힣]{2,4})\s?)?(?:기자|취재본부|본부)\s?[|=]\s*"
)
_NAMED_PIPE = re.compile(r"^\s*(?P<outlet>[가-힣A-Za-z0-9]{2,14})\s\|\s+(?=[가-힣‘“'\"])")
"""`바다일보 | 강진군이 …`, as the systems of some internet papers begin."""
_DESK_PIPE = re.compile(
    r"^\s*(?P<outlet>[가-힣A-Za-z]{2,12})\s(?P<desk>[가-힣]{2,6}(?:취재본부|[팀부국]))\s?\|\s*"
)
_PLACE_OUTLET = re.compile(
    r"^\s*(?P<place>[가-힣]{2,4})\s?[=/]\s?(?P<outlet>[가-힣A-Za-z0-9]{2,12})\s(?P<name>[가-힣]{2,4})\s?기자\s?[.=|]?\s+"
)
_PLACE_REPORTER = re.compile(
    r"^\s*(?:(?P<outlet>[가-힣A-Za-z0-9]{2,12})\s?[=]?\s?)?(?P<place>[가-힣]{2,4})\s?=\s?[가-힣]{2,4}\s?기자\s*=?\s*"
)
_WIRE = re.compile(
    rf"^\s*(?P<place>[가-힣]{{2,6}})--\((?P<outlet>[^)]{{2,14}})\)--\s*(?:(?P<date>{DATE})\s?-+\s*)?"
)
_WIRE_ABROAD = re.compile(
    r"^\s*(?:date\s[\d-]{6,10}\s)?[^\n,()]{2,30}(?:,\s[^\n,()]{2,24}){0,2},\s(?P<date>[A-Z][a-z]{2,8}[.]?\s\d{1,2},\s20\d{2})"
    r"\s?[(/]\s?(?P<outlet>[A-Z][A-Za-z .]{2,28})\s?[)/]\s?-{1,2}\s*"
)
"""`바르셀로나, Nov. 9, 2024 (GLOBE NEWSWIRE) -- `, as international wires begin."""
_SIGNED_WITHIN = re.compile(
    r"[^.\n]{4,60}?\s\((?P<place>[가-힣]{2,4})=(?P<outlet>[가-힣A-Za-z0-9]{2,10})\)\s[가-힣]{2,4}\s?기자\s?=\s*"
)
"""A wire's dateline behind words of an advertisement that were glued before it."""
_GLUED = re.compile(rf"(?P<outlet>[가-힣A-Za-z0-9]{{2,10}}?(?:{PRESS}))(?P<name>[가-힣]{{2,4}})")
"""A paper and its reporter without the blank between them (`바다타임즈김하늘 기자 = `)."""
_BEHIND = re.compile(rf"\s*=*\s*(?:{_REPORTER}\s?[=|:]\s*|=\s+)?")
_DESK = re.compile(
    r"\s?[가-힣]{0,6}(?:취재)?본부$|\s?[가-힣]{0,4}지사$|\s?(?:보도|편집|취재)[국부팀]$|\s(?:온라인|디지털)?뉴스팀$"
)


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
    within = _SIGNED_WITHIN.match(body)
    return Dateline(within["outlet"], None, within["place"], within.end()) if within else Dateline()


def _read_bracket(body: str, rules: PageRules) -> Dateline | None:
    match = BRACKET.match(body)
    if match is None or match["inside"].strip() in rules.labels:
        return None
    inside = match["inside"].strip()
    reporter = re.search(r"([가-힣]{2,4})\s?(?:기자|특파원|본부장|국장)", inside + match["after"])
    length = match.end()
    behind = _BEHIND.match(body, length)
    length = behind.end() if behind else length
    text = re.sub(_REPORTER, "", inside).strip(" =|/·,-ㅣ│")
    parts = [part.strip() for part in re.split(r"[=|/\-–(ㅣ│]|\sl\s", text) if part.strip(" )")]
    outlet, place = _outlet_and_place(parts, rules)
    signed = reporter is not None or "=" in inside or len(parts) > 1
    if outlet is None and place and not signed:
        signer = _read_pipe(body[length:], rules) or Dateline()
        return replace(signer, place=place, length=length + signer.length)
    if outlet is None and not (signed and place):
        return None
    unlike = outlet is not None and not signed and not LIKE_OUTLET.match(outlet)
    if outlet and unlike and (len(outlet) > 10 or " " in outlet or outlet.isdigit()):
        return None
    return Dateline(outlet, reporter.group(1) if reporter else None, place, length)


def _outlet_and_place(parts: list[str], rules: PageRules) -> tuple[str | None, str | None]:
    """Which part is the outlet: one named like one, else the first that is no region."""
    parts = [_DESK.sub("", part).strip(" )") for part in parts]
    words = parts[0].split() if len(parts) == 1 else []
    if len(words) == 2 and (words[1] in rules.places or words[0] in rules.places):
        parts = words
    places = [part for part in parts if all(word in rules.places for word in part.split())]
    names = [part for part in parts if part and part not in places]
    outlet = next((name for name in names if LIKE_OUTLET.match(name)), names[0] if names else None)
    return outlet, next((part for part in parts if part != outlet), None)


def _read_pipe(body: str, rules: PageRules) -> Dateline | None:
    match = _PIPE.match(body) or _DESK_PIPE.match(body) or _NAMED_PIPE.match(body)
    if match is None:
        return None
    outlet, name = _DESK.sub("", match["outlet"].strip()), match.groupdict().get("name")
    if name is None and match.re is not _DESK_PIPE and not _is_paper(outlet, rules):
        glued = _GLUED.fullmatch(outlet)
        if glued is None:
            return None
        outlet, name = glued["outlet"], glued["name"]
    first = outlet.split()[0] if outlet else ""
    if first != outlet and (first in rules.outlets or MASTHEAD.match(first)):
        outlet = first
    return Dateline(None if outlet in rules.places else outlet or None, name, None, match.end())


def _is_paper(name: str, rules: PageRules) -> bool:
    return name in rules.outlets or (
        MASTHEAD.match(name) is not None and name not in rules.sections
    )


def _read_place(body: str, rules: PageRules) -> Dateline | None:
    match = _PLACE_OUTLET.match(body)
    if match and match["place"] in rules.places:
        return Dateline(match["outlet"], match["name"], match["place"], match.end())
    match = _PLACE_REPORTER.match(body)
    if match is None:
        return None
    left = body[: match.end()].split("=", maxsplit=1)[0].strip()
    if LIKE_OUTLET.match(left) and " " not in left:
        return Dateline(left, None, None, match.end())
    outlet = None if match["outlet"] in rules.places else match["outlet"]
    return Dateline(outlet, None, match["place"], match.end())


def _read_wire(body: str, rules: PageRules) -> Dateline | None:
    if abroad := _WIRE_ABROAD.match(body):
        return Dateline(length=abroad.end())
    match = _WIRE.match(body)
    return Dateline(match["outlet"], None, match["place"], match.end()) if match else None


def day_of_wire(text: str) -> date | None:
    """The day that a wire writes before its first words, else None."""
    match = _WIRE_ABROAD.match(text) or _WIRE.match(text)
    return parse_day(match["date"]) if match and match["date"] else None
