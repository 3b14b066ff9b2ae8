"""Days that are not written as numbers of days: `6. 20.(목)`, `오늘`, `전날`, `이날`, and those whose
month lost its letters (`527일`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.clean.dates import day_or_none
from pipelines.extract.text import Text, found_in
from pipelines.extract.when_cues import ACCORDING, DAY, SAID, STATED, UNIT, Anchor, Day, is_done

_GLUED = re.compile(
    rf"(?:(?P<led>지난|오는|이어)\s|(?<![\d.,:\-]))(?P<month>1[0-2]|[1-9]){DAY}일(?P<ends>\s?(?:부터|까지|오전|오후|[(~]))?{UNIT}"
)
# What the long patterns hold, to be found quickly: few texts have it.
_GLUED_AT = re.compile(r"[1-9](?:\d{2,3}|(?<=[4-9])\d|(?<=3)[2-9])일")
_EMPTIED_AT = re.compile(r"\(\s?\)")
_WEEKDAY_AT = re.compile(r"\([월화수목금토일]")
_DOTTED_AT = re.compile(r"\d[.]\s?\d")
_NEAR = 45
"""Days from publication within which glued letters in a subject's predicate are a date."""
_TOLD = re.compile(r"(?:[가-힣)](?:은|는|이|가)|앞서|이어|[,.])\s$|\n$|^$")
_COUNTED = re.compile(r"^\s?(?:운영|근무|이상|가량|정도|전|앞|뒤|후|남|넘|연속|기준|현재)")
_RANGED = re.compile(r"(?<![\d.,])(?P<month>1[0-2]|[1-9])(?P<day>[12]\d|3[01]|[1-9])\s?[~∼-]\s?$")
_EMPTIED = re.compile(
    r"(?<![\d.,A-Za-z(~∼-])(?=(?P<month>1[0-2]|[1-9])(?P<day>[12]\d|3[01]|[1-9])\s?\(|)"
    r"(?P<digits>\d{1,4})\s?\(\s?\)"
)
"""`51()` for 5월 1일(일): the letters between the digits are lost, those in the brackets too."""
_YEARED = re.compile(
    r"(?P<year>20(?<!\d20)[0-3]\d)(?P<month>1[0-2]|[1-9])(?P<day>[12]\d|3[01]|[1-9])일(?![간째])"
)
_CEREMONY = re.compile(
    r"^\s(?:열린\s)?[가-힣A-Za-z0-9·‘’' ]{0,16}?"
    r"(?:시상|협약|체결|개소|개관|개통|개막|착공|준공|기공|출범|발대|위촉|수료)식(?:에서는|에서|에는|을|이)\s"
)
_EVE = re.compile(r"(?<![가-힣])(?:전날|하루\s전날)(?!\s?(?:까지|인|밤까지)|[가-힣]{2})")
_SAID_DAY = re.compile(r"(?<!\d)(\d{1,2})일\s?(?:밝혔|전했|알렸|발표)")
_SAME_DAY = re.compile(r"이날(?<![가-힣]이날)(?=\s|은\s|에는\s)")
_SPEECH = re.compile(
    r"밝혔|밝힌|말했|전했|강조|덧붙|설명했|당부|발표|공개|알렸|[”\"](?:라|이라|고|며)"
)
_SPOKEN = re.compile(
    r"(?P<word>그제|어제|오늘|내일|모레)(?<![가-힣][가-힣]{2})(?=\s|은\s|부터\s|\(\d)"
)
_FROM_TODAY = {"그제": -2, "어제": -1, "오늘": 0, "내일": 1, "모레": 2}
_WEEKDAY = re.compile(
    r"(?<![\d./])(?P<month>1[0-2]|0?[1-9])\s?[./]\s?(?P<day>3[01]|[12]\d|0?[1-9])\.?\s?"
    r"\((?P<week>[월화수목금토일])(?:요일)?\)"
)

# `4.29일`, `3.24.~5.31`, `10.7~8` as press releases write days.
_DOTTED = re.compile(
    r"(?<![\d.,/])(?P<month>1[0-2]|[1-9])\.\s?(?P<day>3[01]|[12]\d|[1-9])(?:일(?![가-힣])|\.?\s?[~∼～]\s?"
    r"(?:(?P<to_month>1[0-2]|[1-9])\.\s?)?(?P<to>3[01]|[12]\d|[1-9])(?![\d%])(?=일|\.?\)|,|\s?까지))"
)
_OPENS = re.compile(r"(?:(?<![A-Za-z])[(（]|기간\)?\s?:?\s?)$")
"""What a range without 일 opens: a bracket or `기간`; other numbers with dots are measures."""


def that_day(text: Text, written: list[tuple[Day, bool]]) -> Iterator[Day]:
    """`이날` after `28일 시에 따르면` is the 28th; after `28일 밝혔다` it may be the day told of."""
    for match in _SAME_DAY.finditer(text.body):
        before = [(day, happens) for day, happens in written if day.end <= match.start()]
        sentence = text.sentence_at(match.start())
        told = _SPEECH.search(text.body, match.end(), sentence.end) or text.in_quote(match.start())
        if before and not before[-1][1] and not told:
            day = before[-1][0]
            held = _CEREMONY.match(text.body[match.end() : sentence.end])
            if held or ACCORDING.match(text.body[day.end : day.end + 40]):
                yield replace(day, start=match.start(), end=match.end(), rule="that_day")


def weekday(text: Text, anchor: Anchor) -> Iterator[Day]:
    """`6. 20.(목)`: the year is the one, next to publication, in which the weekday is right."""
    if anchor.year is None:
        return
    for match in found_in(_WEEKDAY_AT, _WEEKDAY, text.body):
        for year in (anchor.year, anchor.year + 1, anchor.year - 1):
            on = day_or_none(year, match["month"], match["day"])
            if on and "월화수목금토일"[on.weekday()] == match["week"]:
                yield Day(on, match.start(), match.end(), "weekday")
                break


def dotted(text: Text, anchor: Anchor) -> Iterator[Day]:
    """Month and day with a dot between, where 일 or a range says that it is a date."""
    if anchor.year is None:
        return
    for match in found_in(_DOTTED_AT, _DOTTED, text.body):
        opens = _OPENS.search(text.body, max(0, match.start() - 6), match.start())
        if not opens and match.group(0)[-1] != "일":
            continue
        ends = ((match["month"], match["day"]), (match["to_month"] or match["month"], match["to"]))
        for month, day in ends:
            on = _nearest(month, day, anchor) if day else None
            if on:
                yield Day(on, *match.span(), "dotted")


def spoken(text: Text, anchor: Anchor) -> Iterator[Day]:
    """`오늘`, `어제`, `내일` as broadcasts say it; not where it is only the day of saying."""
    if anchor.published is None:
        return
    for match in _SPOKEN.finditer(text.body):
        sentence = text.sentence_at(match.start())
        after = text.body[match.end() : sentence.end]
        said = SAID.match(after) or (STATED.match(after) and not is_done(after))
        if not said and not text.in_quote(match.start()):
            on = anchor.published + timedelta(days=_FROM_TODAY[match["word"]])
            yield Day(on, *match.span(), "spoken")


def glued(text: Text, anchor: Anchor) -> Iterator[Day]:
    """`527일` for 5월 27일: where no month has so many days and a date can stand."""
    for match in _YEARED.finditer(text.body):
        if on := day_or_none(match["year"], match["month"], match["day"]):
            yield Day(on, *match.span(), "glued")
    if anchor.year is None:
        return
    for match in found_in(_GLUED_AT, _GLUED, text.body):
        on = _near(match, anchor) if int(match["month"] + match["day"]) > 31 else None
        if on is None or not _is_date(text, match, on, anchor):
            continue
        if not SAID.match(text.body[match.end() : match.end() + 20]):
            yield Day(on, match.start(), match.end(), "glued")
            first = _RANGED.search(text.body, max(0, match.start() - 8), match.start())
            if first and (begins := _near(first, anchor)):
                yield Day(begins, *first.span(), "glued")
    for match in found_in(_EMPTIED_AT, _EMPTIED, text.body):
        if on := _of_emptied(match, anchor):
            yield Day(on, *match.span(), "glued")


def _of_emptied(match: re.Match[str], anchor: Anchor) -> date | None:
    """Month and day, or the day alone: whichever lies nearer to publication."""
    both = _near(match, anchor) if match["month"] else None
    if anchor.published is None or int(match["digits"]) > 31:
        return both
    first = anchor.published.replace(day=1)
    before = first - timedelta(days=1)
    alone = [day_or_none(m.year, m.month, match["digits"]) for m in (first, before)]
    near = [on for on in (both, *alone) if on]
    published = anchor.published
    return min(near, key=lambda on: abs(on - published), default=None)


def _near(match: re.Match[str], anchor: Anchor) -> date | None:
    return _nearest(match["month"], match["day"], anchor)


def _nearest(month: str, day: str, anchor: Anchor) -> date | None:
    """A month and day in the year of publication, or in the one before."""
    on = day_or_none(anchor.year or 0, month, day)
    if on and anchor.published and (on - anchor.published).days > 150:
        return day_or_none(on.year - 1, month, day)
    return on


def _is_date(text: Text, match: re.Match[str], on: date, anchor: Anchor) -> bool:
    """Whether glued digits are a date: a word of time is with them, or they are near and told."""
    if match["led"] or match["ends"]:
        return True
    near = anchor.published is not None and abs((on - anchor.published).days) <= _NEAR
    told = _TOLD.search(text.body, max(0, match.start() - 4), match.start())
    return near and bool(told) and not _COUNTED.match(text.body[match.end() : match.end() + 6])


def eve(text: Text, anchor: Anchor) -> Iterator[Day]:
    """`전날`: the day before that of the announcement, told near the top."""
    if anchor.published is None:
        return
    top = text.lead_end + 200
    said = _SAID_DAY.search(text.body[:top])
    if said is None or int(said.group(1)) != anchor.published.day:
        return
    for match in _EVE.finditer(text.body, 0, top):
        if not text.in_quote(match.start()):
            yield Day(anchor.published - timedelta(days=1), *match.span(), "day_before")
