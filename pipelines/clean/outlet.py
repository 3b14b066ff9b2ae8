"""Takes a page's outlet from the marks that carry it: rights, dateline, byline, masthead, address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.clean.broadcast import outlet_of_sign_off
from pipelines.clean.dateline import BRACKET, Dateline, read_dateline
from pipelines.clean.lines import Kind, Line
from pipelines.clean.press import CLAUSE, LIKE_OUTLET, MASTHEAD, OFFICE, SUFFIX
from pipelines.clean.rights import holder_of_rights
from pipelines.clean.rules import PageRules

_GLUED = re.compile(
    rf"^[^가-힣A-Za-z]*(?:[가-힣]{{2,4}}\s?[/=]\s?)?(?P<outlet>[가-힣A-Za-z0-9]{{2,10}}?(?:{SUFFIX}))\s?(?:[가-힣]{{2,4}}\s?|취재|[가-힣]{{2,5}}본부\s[가-힣]{{2,4}}\s?)기자"
)
"""An outlet before its reporter in a byline, with or without a blank (`한려뉴스모은채 기자`)."""
_REPORTER_OF = re.compile(
    rf"^[가-힣]{{2,4}}\s(?P<outlet>[가-힣A-Za-z0-9]{{2,10}}(?:{SUFFIX}))\s(?:[가-힣]{{2}})?기자"
)
_SOURCE_FIELD = re.compile(
    r"^[-•\s\[]*(?:자료\s?출처|출처|제호|매체명?|언론사|신문사|발행처|기사\s?원문|원문)\s*[\]:：|]*\s*"
    r"(?P<name>[^\s(\[:]{2,12})?(?:[(\[].{0,60})?$"
)
_ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_SECTION = re.compile(r"[가-힣·]{2,6}")
_ABOUT_NAME = re.compile(
    r"^(?:By\s|인터넷신문\s|㈜|\(주\)\s?)|\s?(?:로고|홈페이지|홈|모바일|지면보기|원문|PC버전|구독)$|\s>\s.*$"
    r"|\s?[·,|]?\s?(?:\d{1,2}(?:시간|분|일)\s전|A?\d{1,2}면)$|\s[-|]\s.*$"
)
_SIGNED = frozenset({Kind.BYLINE, Kind.STAMP, Kind.END})
_TITLE_PARTS = re.compile(r"\s(?:[-–—|:<>«»]|::)\s|,\s")
_SITE = re.compile(r"\s?(?:모바일\s?사이트|모바일|홈페이지|인터넷판)$")
_TITLE_LINES = 4
"""Lines on top of a page in which its title stands."""
_FIELDS = 12
"""Lines below an article in which a board lists its fields."""


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
    legal = holder_of_rights(below, rules) or holder_of_rights(above, rules)
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


def _signed_above(above: Iterable[Line], rules: PageRules) -> str | None:
    """The outlet of a dateline that stands on a line of its own just above the lead."""
    near = [line for line in above if line.text][-4:]
    for line in reversed(near):
        if line.kind is Kind.BYLINE and re.search(r"[=|\[【<(]", line.text):
            outlet = read_dateline(f"{line.text} |", rules).outlet
            if outlet and (line.text[0] in "[【<(" or LIKE_OUTLET.match(outlet)):
                return outlet
    return None


def _masthead(above: Iterable[Line], rules: PageRules) -> str | None:
    """The outlet that stands alone (or as `○○ 로고`) above the headline, else None."""
    for line in above:
        if line.kind in (Kind.END, Kind.UI):
            continue
        text = line.text.strip(" []|<>•·:")
        words = text.split()
        if len(words) >= 4 and all(_SECTION.fullmatch(word) for word in words[1:]):
            text = "" if rules.classify(words[0]) in (Kind.END, Kind.UI) else words[0]
        name = _ABOUT_NAME.sub("", text)
        if text.endswith(" 로고") and len(name) <= 12 and " " not in name:
            return name
        if len(name) <= 12 and " " not in name and _is_masthead(name, rules):
            return name
        last = text.split()[-1] if CLAUSE.search(text) and len(text) <= 30 else ""
        if last and MASTHEAD.match(last) and last not in rules.sections:
            return last
    return None


def _is_masthead(name: str, rules: PageRules) -> bool:
    named = MASTHEAD.match(name) is not None and name not in rules.sections
    return named or name in rules.outlets


def _beside_headline(lines: list[Line], headline: int | None, rules: PageRules) -> str | None:
    """The outlet that a page's title has before or behind its headline, in brackets or parted."""
    for line in () if headline is None else (*lines[:_TITLE_LINES], lines[headline]):
        match = BRACKET.match(line.text)
        parts = [match["inside"]] if match else _TITLE_PARTS.split(line.text)
        ends = (parts[0], parts[-1]) if match or len(parts) > 1 else ()
        for part in ends:
            name = _SITE.sub("", part.strip(" []"))
            if len(name) <= 12 and " " not in name and _is_masthead(name, rules):
                return name
    return None


def _of_byline(line: Line, rules: PageRules) -> str | None:
    """The outlet that stands before its reporter's name, else None."""
    match = _GLUED.match(line.text) if line.kind in _SIGNED else None
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
            return name if 2 <= len(name) <= 12 and not OFFICE.match(name) else None
    return None


def _named_below(below: list[Line], rules: PageRules) -> str | None:
    """The outlet that signs an article from below: a bracket with its reporter, its name alone."""
    for line in [line for line in below if line.text][:5]:
        if line.kind is Kind.BYLINE and line.text[0] in "[【":
            outlet = read_dateline(f"{line.text} |", rules).outlet
            if outlet and LIKE_OUTLET.match(outlet):
                return outlet
        if line.kind is Kind.BYLINE and (outlet := outlet_of_sign_off(line.text)):
            return outlet
        if outlet := _of_byline(line, rules):
            return outlet
        name = re.sub(r"\s?(?:뉴스|모바일)$|\s\|\s.*$", "", _ABOUT_NAME.sub("", line.text))
        if line.kind in (Kind.HEAD, Kind.ITEM) and len(name) <= 12 and _is_masthead(name, rules):
            return name
    return None
