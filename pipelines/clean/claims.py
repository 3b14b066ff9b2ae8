"""Reads the names that a page's marks claim for its outlet: masthead, title, bylines, fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.clean.broadcast import outlet_of_sign_off
from pipelines.clean.dateline import BRACKET, read_dateline
from pipelines.clean.lines import DATE, Kind, Line
from pipelines.clean.press import BOARD, CLAUSE, LIKE_OUTLET, MASTHEAD, OFFICE, SUFFIX, is_duty
from pipelines.clean.rules import PageRules

_GLUED = re.compile(
    rf"^[^가-힣A-Za-z]*(?:[가-힣]{{2,4}}\s?[/=]\s?)?(?P<outlet>[가-힣A-Za-z0-9]{{2,10}}?(?:{SUFFIX}))\s?(?:[가-힣]{{2,4}}\s?|취재|[가-힣]{{2,5}}본부\s[가-힣]{{2,4}}\s?)기자"
)
"""An outlet before its reporter in a byline, with or without a blank (`한려뉴스모은채 기자`)."""
_REPORTER_OF = re.compile(
    rf"^[가-힣]{{2,4}}\s(?P<outlet>[가-힣A-Za-z0-9]{{2,10}}(?:{SUFFIX}))\s(?:[가-힣]{{2}})?기자"
)
_BEFORE_REPORTER = re.compile(
    r"^[\[【(<]?(?:[가-힣]{2,4}\s?[/=]\s?)?(?P<outlet>[가-힣A-Za-z0-9.]{2,12})\s?[ /=|]\s?[가-힣]{2,4}\s?"
    r"(?:선임|인턴|객원|수습|전문)?기자(?![가-힣])"
)
_MAILED = re.compile(r"[가-힣]{2,4}\s?기자@(?P<outlet>[가-힣]{2,12})(?![가-힣.])")
_SOURCE_FIELD = re.compile(
    r"^[-•☞※\s\[]*(?:자료\s?출처|출처|[Ss]ource|제호|매체명?|언론사|신문사|발행처|기사\s?원문|원문)\s*[\]:：|]*\s*"
    r"(?P<name>[^\s(\[:]{2,12})?(?:\s(?:뉴스|NEWS|News))?(?:\s?[(\[].{0,60})?$"
)
_ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_SECTION = re.compile(r"[가-힣·]{2,6}")
_ABOUT_NAME = re.compile(
    r"^(?:By\s|인터넷신문\s|㈜|\(주\)\s?)|\s?(?:로고|홈페이지|홈|모바일|지면보기|원문|PC버전|구독)$|(?<=[MKS]B[CS])\s?뉴스(?:데스크)?$|\s>\s.*$"
    r"|\s?[·,|]?\s?(?:\d{1,2}(?:시간|분|일)\s전|A?\d{1,2}면)$|\s[-|]\s.*$"
)
_DATED = re.compile(rf"{DATE}|\d{{1,2}}:\d{{2}}|기자(?![가-힣])|입력|승인")
_BARS = re.compile(r"\s?[|ㅣ]\s?|\s[/·]\s|\s{2,}")
_SIGNED = frozenset({Kind.BYLINE, Kind.STAMP, Kind.END})
_TITLE_PARTS = re.compile(r"\s(?:[-–—|:<>«»/]|::)\s|,\s|\|")
_DAY_BEHIND = re.compile(rf"\s{DATE}$")
_SITE = re.compile(r"\s?(?:모바일\s?사이트|모바일|홈페이지|인터넷판)$")
_WORD = re.compile(r"[가-힣A-Za-z0-9][가-힣A-Za-z0-9.&]{1,11}")
PERSON = re.compile(r"[가-힣]{2,3}")
"""A word as long as a person's name: a reporter's, where no outlet's ending says otherwise."""
_QUOTES = re.compile(r"\W+")
_NO_NAMES = frozenset(("뉴스", "홈페이지", "누리집", "네이버", "다음", "건너뛰기", "바로가기"))
"""Words that tell of a site, none of which belongs to an outlet's name."""
_TITLE_LINES = 6
"""Lines on top of a page in which its title stands."""
_HEADLINE = 10
"""Letters that a headline has at least."""
_NAME_LINE = 60
"""Letters that a line with a masthead has at most, be it with a menu behind it."""
_UNNAMED = frozenset({Kind.END, Kind.UI, Kind.BLANK, Kind.WEATHER, Kind.CLOCK, Kind.PROSE})
_BARRED = 2
"""Bars from which on a line is a menu."""
_FIELDS = 12
"""Lines below an article in which a board lists its fields."""

_STRONG, _FAIR, _WEAK = 5, 4, 2
"""Weights of a reporter's line or the page's title; of a name alone; of a word."""

Claim = tuple[str, int]


def of_address(near: list[Line], rules: PageRules) -> Iterator[Claim]:
    """The known outlet whose domain the reporter's address has, or whose name (`기자@바다신문`)."""
    for line in near:
        if "@" not in line.text:
            continue
        match = _ADDRESS.search(line.text)
        if match and (outlet := rules.outlet_of_url(f"https://{match[1]}")):
            yield outlet, _WEAK
        if mailed := _MAILED.search(line.text):
            yield mailed["outlet"], _STRONG


def signed_above(above: Iterable[Line], rules: PageRules) -> Iterator[Claim]:
    """The outlet of a dateline that stands on a line of its own just above the lead."""
    near = [line for line in above if line.text][-4:]
    for line in reversed(near):
        if line.kind is Kind.BYLINE and re.search(r"[=|\[【<(]", line.text):
            outlet = read_dateline(f"{line.text} |", rules).outlet
            if outlet and (line.text[0] in "[【<(" or LIKE_OUTLET.match(outlet)):
                yield outlet, _STRONG
                return


def masthead(above: Iterable[Line], rules: PageRules) -> Iterator[Claim]:
    """The outlet that stands alone (or as `○○ 로고`) above the headline."""
    for line in above:
        if (
            line.kind in _UNNAMED
            or len(line.text) > _NAME_LINE
            or line.text.count(" | ") >= _BARRED
        ):
            continue
        text = line.text.strip(" []|<>•·:")
        words = text.split()
        if len(words) >= 4 and all(_SECTION.fullmatch(word) for word in words[1:]):
            text = "" if rules.classify(words[0]) in (Kind.END, Kind.UI) else words[0]
        name = _ABOUT_NAME.sub("", text)
        marked = text.endswith(" 로고") and len(name) <= 12 and " " not in name
        one = len(name) <= 12 and " " not in name and is_masthead(name, rules)
        if marked or one or name in rules.outlets:
            yield name, _FAIR
            return
        last = text.split()[-1] if CLAUSE.search(text) and len(text) <= 30 else ""
        if last and MASTHEAD.match(last) and last not in rules.sections:
            yield last, _FAIR
            return


def site(lines: list[Line], headline: int | None, rules: PageRules) -> Iterator[Claim]:
    """What a page calls itself in its first line, whatever its name is like."""
    held = [line for line in lines[:headline] if line.text] if headline else []
    name = _ABOUT_NAME.sub("", held[0].text.strip(" []|<>•·:")) if held else ""
    words = name.split()
    named = 1 <= len(words) <= 2 and len(name) <= 14 and held[0].text.count(" | ") < _BARRED
    if held and held[0].kind is Kind.HEAD and named:
        if words[-1] in _NO_NAMES or words[0] in _NO_NAMES or BOARD.search(name):
            return
        like = LIKE_OUTLET.match(name) or may_be_name("".join(words), rules)
        if like and not rules.is_section(name) and not any(w in rules.places for w in words):
            yield name, 1


def is_masthead(name: str, rules: PageRules) -> bool:
    """Whether a word that stands alone is named as newspapers are; a picture's file is none."""
    if name in rules.outlets:
        return True
    named = MASTHEAD.match(name) is not None and name not in rules.sections and "." not in name
    return named and rules.classify(name) not in (Kind.END, Kind.UI)


def may_be_name(name: str, rules: PageRules) -> bool:
    """Whether a word that no ending shows to be an outlet's name may be one where it stands."""
    if not _WORD.fullmatch(name) or name.isdigit() or is_duty(name) or OFFICE.match(name):
        return False
    if PERSON.fullmatch(name) or (name.isascii() and name.isalpha()):
        return False
    if name in rules.sections or name in rules.places or name in rules.labels:
        return False
    if name in rules.no_outlets:
        return False
    if rules.label_alone.match(name):
        return False
    return rules.classify(name) is Kind.HEAD


def titled(
    lines: list[Line], headline: int | None, first: int, rules: PageRules
) -> Iterator[Claim]:
    """The name that a page's title has before or behind its headline, in brackets or parted.

    Any word may be one where the rest of the title stands on a line of its own as well.
    """
    if headline is None:
        return
    for line in dict.fromkeys((*lines[:_TITLE_LINES], lines[headline])):
        match = BRACKET.match(line.text)
        parts = [match["inside"]] if match else _TITLE_PARTS.split(line.text)
        menu = len(parts) > 2 and not any(" " in part for part in parts)
        ends = (parts[0], parts[-1]) if not menu and (match or len(parts) > 1) else ()
        for part in ends:
            name = _SITE.sub("", _DAY_BEHIND.sub("", part.strip(" []")))
            if not 2 <= len(name) <= 12 or " " in name:
                continue
            again = _stands_alone(line.text.replace(part, "", 1), lines[:first])
            if is_masthead(name, rules):
                yield name, _STRONG if again else _FAIR
                return
            if again and not match and not BOARD.search(name) and may_be_name(name, rules):
                yield name, _STRONG
                return


def _stands_alone(rest: str, above: list[Line]) -> bool:
    """Whether what a title has beside a name begins with a line that stands by itself as well."""
    key = _QUOTES.sub("", rest)
    if len(key) < _HEADLINE:
        return False
    near = (line.text for line in above if _HEADLINE <= len(line.text) <= 2 * len(key))
    alone = (_QUOTES.sub("", text) for text in near)
    return any(len(text) >= _HEADLINE and key.startswith(text) for text in alone)


def parted(
    lines: list[Line], headline: int | None, first: int, rules: PageRules
) -> Iterator[Claim]:
    """The name beside a date or a reporter in a line of parts (`바다마루 | 2024.05.02 | …`), and
    the one that stands alone between headline and lead."""
    if headline is None:
        return
    for line in lines[max(0, headline - 3) : first]:
        if len(line.text) > 90 or line.kind in (Kind.PROSE, Kind.CAPTION, Kind.CLOCK):
            continue
        parts = [part.strip(" []-•") for part in _BARS.split(line.text) if part.strip(" []-•")]
        signed = len(parts) > 1 and any(_DATED.search(part) for part in parts)
        for name in parts if signed else ():
            if not _DATED.search(name) and may_be_name(name, rules):
                yield name, _FAIR if LIKE_OUTLET.match(name) else _WEAK
                break


def _of_byline(line: Line, rules: PageRules) -> Iterator[Claim]:
    """The outlet that stands before its reporter's name."""
    if "기자" not in line.text:
        return
    match = _GLUED.match(line.text) if line.kind in _SIGNED else None
    match = match or _REPORTER_OF.match(line.text)
    if match and match["outlet"] not in rules.sections:
        yield match["outlet"], _STRONG
        return
    bare = _BEFORE_REPORTER.match(line.text) if line.kind in _SIGNED else None
    if bare and may_be_name(bare["outlet"], rules):
        yield bare["outlet"], _FAIR if line.text[0] in "[【" else _WEAK + 1


def bylines(above: list[Line], rules: PageRules) -> Iterator[Claim]:
    """The outlets before their reporters' names in the lines above a lead."""
    for line in above:
        if claim := next(_of_byline(line, rules), None):
            yield claim
            return


def of_field(lines: list[Line], rules: PageRules) -> Iterator[Claim]:
    """The outlet in a board's field of sources, on the label's line or on the one below."""
    held = [line.text for line in lines if line.text][:_FIELDS]
    for index, text in enumerate(held):
        match = _SOURCE_FIELD.match(text)
        if match:
            below = held[index + 1].strip("-• ") if index + 1 < len(held) else ""
            name = match["name"] or below
            if 2 <= len(name) <= 12 and not OFFICE.match(name) and name not in rules.places:
                yield name, _STRONG if name in rules.outlets else _WEAK
            return


def named_below(below: list[Line], rules: PageRules) -> Iterator[Claim]:
    """The outlet that signs an article from below: a bracket with its reporter, its name alone."""
    for line in [line for line in below if line.text][:5]:
        if line.kind is Kind.BYLINE and line.text[0] in "[【":
            outlet = read_dateline(f"{line.text} |", rules).outlet
            if outlet and LIKE_OUTLET.match(outlet):
                yield outlet, _FAIR
                return
        if line.kind is Kind.BYLINE and (outlet := outlet_of_sign_off(line.text)):
            yield outlet, _FAIR
            return
        if claim := next(_of_byline(line, rules), None):
            yield claim
            return
        if line.kind not in (Kind.HEAD, Kind.ITEM) or len(line.text) > _NAME_LINE:
            continue
        name = re.sub(r"\s?(?:뉴스|모바일)$|\s\|\s.*$", "", _ABOUT_NAME.sub("", line.text))
        if len(name) <= 12 and is_masthead(name, rules):
            yield name, _WEAK
            return
