"""Reads the outlets that a page names in passing: under pictures, beside a day, by an address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipelines.clean.claims import PERSON, Claim, is_masthead, may_be_name
from pipelines.clean.lines import DATE, Kind, Line
from pipelines.clean.press import LIKE_OUTLET
from pipelines.clean.rules import PageRules

_CREDIT = re.compile(
    r"[ⓒ©]\s?(?P<name>[가-힣A-Za-z0-9]{2,14})(?=\s*$)|^\[(?P<front>[가-힣A-Za-z0-9]{2,14})\].*[ⓒ©]"
)
_GIVEN = re.compile(r"^[-•\s\[]*기사\s?제공\s?[:：]\s?(?P<name>[가-힣A-Za-z0-9]{2,14})\]?$")
_ORIGINAL = re.compile(r"^기사\s?원문.*\|\s?(?P<name>[가-힣A-Za-z0-9]{2,14})$")
_FOLLOWED = re.compile(
    r"^(?P<name>[가-힣A-Za-z0-9]{2,14}?)\s?(?:에서\s더\s?보기|님의\s다른\s?기사.*|(?:\s(?P=name))?\s팔로우|언론사\s?(?:홈|픽|구독).*|구독(?:하기|중)?)$"
)
"""What a portal offers beside another's article: more of it, or to follow it."""
_MAILED = re.compile(r"^[-•\s]*(?P<name>[가-힣A-Za-z0-9]{2,14})\s+[\w.+-]+@[\w.-]+$")
_DATED = re.compile(
    rf"^[\[(]?(?P<name>[가-힣A-Za-z0-9]{{2,14}}),?\s+(?:{DATE}|(?:19|20)\d{{2}}년\s?\d{{1,2}}월호)"
    r"(?:\s?(?:오[전후]\s?)?[\d:]{4,8})?[\])]?$"
)
"""A name with a day, or an issue, and nothing else: how a cutting is signed."""
_CUTTINGS = (_GIVEN, _ORIGINAL, _FOLLOWED, _MAILED, _DATED)
_TELLING = re.compile(r"월호|^\W*기사")
"""What shows a word beside it to be an outlet, whatever it is like."""
_NEWS = re.compile(r"뉴스$")
_OWN_PICTURES, _NAMED, _LIKELY, _FIRST = 1, 4, 2, 6
"""Weights of a picture's credit; of a name in a place for outlets; of a word in such a place."""
_MOST_CREDITS = 3
_LINE = 120
"""Letters of a line that signs, be it with the whole headline."""


def of_pictures(lines: list[Line], rules: PageRules) -> Iterator[Claim]:
    """Whose pictures a page shows (`▲ … ⓒ 바다일보`): its own, where nothing else tells it."""
    found = (_CREDIT.search(line.text) for line in lines if line.text[-1:] not in ".!?")
    names = Counter(match["name"] or match["front"] for match in found if match)
    for name, count in names.items():
        if is_masthead(name, rules) or (count > 1 and may_be_name(name, rules)):
            yield name, min(count, _MOST_CREDITS) * _OWN_PICTURES


def of_cutting(lines: list[Line], rules: PageRules) -> Iterator[Claim]:
    """The name beside a day or an address, or the giver of an article, in a line of its own."""
    for line in lines:
        if len(line.text) > _LINE or rules.stamp_day(line.text):
            continue
        match = next(filter(None, (p.match(line.text) for p in _CUTTINGS)), None)
        if match is None:
            continue
        name = match["name"]
        if match.re is _FOLLOWED and name in rules.outlets:
            yield name, _FIRST
        elif is_masthead(name, rules) or (LIKE_OUTLET.match(name) and not PERSON.fullmatch(name)):
            yield name, _NAMED
        elif _TELLING.search(line.text) and may_be_name(name, rules):
            yield name, _LIKELY


def of_banner(lines: list[Line], rules: PageRules) -> Iterator[Claim]:
    """A known outlet as the first word of a page, whatever its banner goes on with."""
    first = next((line.text for line in lines if line.text), "").strip(" []|<>•·:")
    menu = first.count(" | ") > 1
    word = first.split()[0] if first.split() and not menu else ""
    known = next((name for name in (word, _NEWS.sub("", word)) if name in rules.outlets), None)
    if known:
        yield known, _NAMED


def of_widgets(below: list[Line], rules: PageRules) -> Iterator[Claim]:
    """The first name in front of, or between, the boxes below an article, where none is better."""
    for line in below:
        words = line.text.split()
        if words and line.kind is Kind.HEAD and is_masthead(words[0], rules):
            rest = " ".join(words[1:])
            if not rest or words[0] in rules.outlets or rules.classify(rest) is not Kind.HEAD:
                yield words[0], 1
                return
