"""Resolves the days that a body names: `23일`, `지난달 8일`, `8~10일`, `6일부터 사흘간`, `전날`.

Everything but a date written out in full needs a publication day (or year, for month and day).
A day that only says when something was announced (…일 밝혔다, …일 ○○에 따르면) is left out, unless
what follows happened `이날`, and so is a bare deadline (…일까지) of anything but a call; both ends of
a range are days of their own.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.clean.dates import day_or_none
from pipelines.extract.text import Text

_UNIT = r"(?!간|째|동안|분|차|\s?동안|\s?만에|\s?안에|\s?이내|\s?내내|\d|반|장|꼴|대|\s?평균|\s?생활권|\s?치[를\s])"
_DAY = r"(?<!박)(?<!박\s)(?P<day>3[01]|[12]\d|0?[1-9])"
_DATE = re.compile(
    r"(?=[0-9올금작내전이다같오지])(?:(?P<full>(?<!\d)(?P<fy>(?:19|20)\d{2})\s?[./-]\s?(?P<fm>1[0-2]|0?[1-9])\s?[./-]\s?(?P<fd>3[01]|[12]\d|0?[1-9])(?!\d)\.?)|"
    r"(?:(?P<year>(?:19|20)\d{2})년\s?|(?P<rel>올해|금년|지난해|작년|내년|전년)\s?)?"
    r"(?:(?P<mrel>이달|지난\s?달|다음\s?달|내달|같은\s?달|이번\s?달)\s?|(?P<month>1[0-2]|0?[1-9])월\s?)?"
    rf"(?:(?P<dir>오는|지난)\s)?(?<![\d.,:]){_DAY}(?:일{_UNIT}|(?=(?:일?(?:\s?\([월화수목금토일]\))?\s?[~∼～-]|\s?[·ㆍ‧・,])\s?"
    rf"(?:3[01]|[12]\d|0?[1-9])일{_UNIT})))"
)  # fmt: skip
_GLUED = re.compile(
    rf"(?:(?P<led>지난|오는|이어)\s|(?<![\d.,:\-]))(?P<month>1[0-2]|[1-9]){_DAY}일(?P<ends>\s?(?:부터|까지|오전|오후|[(~]))?{_UNIT}"
)
_SAID = re.compile(
    r"^\s?(?:\([^)]{1,4}\))?\s?(?:오전|오후)?\s?(?:\d+시\s?)?(?:이같이\s|이렇게\s|이\s사실을\s|보도자료를\s통해\s|열린\s브리핑에서\s)?"
    r"(?:밝혔|밝힌|전했|말했|설명했|알렸|알리[며고]|덧붙|강조했|공개했|보도했|내놓은\s(?:자료|통계|보고서))"
    r"|^\s?[가-힣A-Za-z0-9·()\s]{1,24}?에\s(?:따르면|의하면)"
    r"|^\s?[“\"][^”\"]{4,200}[”\"](?:이?라고|고|이?라며|며|면서)\s"
)
_STATED = re.compile(
    r"^(?!\s?(?:\([^)]{1,4}\)\s?)?(?:오전|오후|낮|저녁|밤)\s?\d{1,2}시)[^.]*?(?:겠다|계획이라|예정이라|방침이라|전망이라|[는ㄴ]다|한다|인다|운다|친다|린다|이라)고\s(?:밝|전했|말했|설명했|발표|알렸)"
)
_REPORT = re.compile(
    r"(?<=[다라])[”\"’']?고\s(?:지난\s)?(?:\d+일\s)?(?:밝|전했|말했|설명했|알렸|발표했|덧붙)"
)
_DONE = re.compile(
    r"(?:[했됐었았였렸혔겼졌왔갔썼냈났겪뤘췄웠꿨봤켰폈섰뽑맺받]|쳤|폈|봤)(?:다|고|으며|으나|지만|다고|는데)|(?:열린|연|가진|맺은|받은)\s"
)
_ASIDE = re.compile(r"^\s?(?:현재|기준|자(?![가-힣]))")
_SPAN = re.compile(r"^\s?(?:\([^)]{1,4}\))?\s?(?:오전|오후)?\s?(?:\d+시)?\s?(?:부터\s|[~∼～-]\s?)$")
_UNTIL = re.compile(r"^\s?(?:\([^)]{1,4}\))?\s?까지")
_PAIR = re.compile(r"^\s?[·ㆍ‧・,]\s?$")
_CHOSE = re.compile(r"(?:뽑아|골라|가려|추려|(?:선정|확정|지정|결정)(?:해|하고)|정해)\s$")
_CALL = re.compile(r"^[^.]{0,40}?(?:모집|접수|신청|공모|응모|지원서|참가자|참여할|제출|뽑는|받는)")
_LENGTH = re.compile(
    r"^\s?(?:\([^)]{1,4}\))?\s?부터\s?(?P<n>이틀|사흘|나흘|닷새|엿새|이레|열흘|보름|[2-9]일|1\d일)\s?(?:간|동안)"
)
_DAYS = {"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "열흘": 10, "보름": 15}
_EVE = re.compile(r"(?<![가-힣])(?:전날|하루\s전날)(?!\s?(?:까지|인|밤까지)|[가-힣]{2})")
_SAID_DAY = re.compile(r"(?<!\d)(\d{1,2})일\s?(?:밝혔|전했|알렸|발표)")
_SAME_DAY = re.compile(r"(?<![가-힣])이날(?=\s|은\s|에는\s)")
_ACCORDING = re.compile(r"^\s?[가-힣A-Za-z0-9·()\s]{1,24}?에\s(?:따르면|의하면)")
_SPEECH = re.compile(
    r"밝혔|밝힌|말했|전했|강조|덧붙|설명했|당부|발표|공개|알렸|[”\"](?:라|이라|고|며)"
)
_SPOKEN = re.compile(r"(?<![가-힣])(?P<word>그제|어제|오늘|내일|모레)(?=\s|은\s|부터\s)")
_FROM_TODAY = {"그제": -2, "어제": -1, "오늘": 0, "내일": 1, "모레": 2}
_WEEKDAY = re.compile(
    r"(?<![\d./])(?P<month>1[0-2]|0?[1-9])\s?[./]\s?(?P<day>3[01]|[12]\d|0?[1-9])\.?\s?"
    r"\((?P<week>[월화수목금토일])(?:요일)?\)"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day at body[start:end] and the rule that resolved it."""

    on: date
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What is known when a date is read: publication and the dates before it."""

    published: date | None
    year: int | None
    last: Day | None = None
    named: bool = False


def days(text: Text) -> list[Day]:
    """The days of a body in text order, announcements and deadlines left out."""
    stamp = text.article.published
    year = stamp.earliest.year if stamp.precision != "unknown" and stamp.earliest else None
    anchor = _Anchor(stamp.on, year)
    written = list(_written(text, anchor))
    found = [day for day, happens in written if happens]
    found += [*_that_day(text, written), *_weekday(text, anchor), *_spoken(text, anchor)]
    found += [*_glued(text, anchor), *_eve(text, anchor)]
    return sorted(found, key=lambda day: day.start)


def _written(text: Text, anchor: _Anchor) -> Iterator[tuple[Day, bool]]:
    """Days that are written as numbers, and whether something happens on each."""
    for match in _DATE.finditer(text.body):
        ranged = anchor.last is not None and _goes_on(text.body, anchor.last.end, match.start())
        day = _resolve(text, match, anchor, ranged)
        if day is None:
            continue
        named = bool(match["full"] or match["month"] or match["mrel"])
        anchor = replace(anchor, last=day, named=named or (ranged and anchor.named))
        happens = _happens(text, match, day, ranged)
        yield day, happens
        if happens:
            yield from ((last, True) for last in _last_of_stay(text, day))


def _goes_on(body: str, start: int, end: int) -> bool:
    """Whether a day goes on from the one before it: a range (3일부터 5일), a pair (3·5일)."""
    between = body[start:end]
    pair = body[start - 1] != "일" and _PAIR.match(between)
    return bool(pair or _SPAN.match(between))


def _happens(text: Text, match: re.Match[str], day: Day, ranged: bool) -> bool:
    """Whether something happens on the day: not only its announcement, count or deadline."""
    sentence = text.sentence_at(day.start)
    after = text.body[day.end : max(sentence.end, min(day.end + 24, len(text.body)))]
    if _SAID.match(after) or _ASIDE.match(after):
        return _CHOSE.search(text.body, max(0, day.start - 12), day.start) is not None
    if deadline := _UNTIL.match(after):
        return ranged or _CALL.match(after[deadline.end() :]) is not None
    bare = not (match["month"] or match["mrel"] or match["dir"] or match["full"] or ranged)
    today = bare and day.on == text.article.published.on
    return not (today and _STATED.match(after) and not _is_done(after))


def _last_of_stay(text: Text, first: Day) -> Iterator[Day]:
    """`22일부터 이틀 동안`: the last day follows from the first."""
    if match := _LENGTH.match(text.body[first.end : first.end + 20]):
        count = _DAYS.get(match["n"]) or int(match["n"][:-1])
        yield replace(first, on=first.on + timedelta(days=count - 1), rule="length")


def _resolve(text: Text, match: re.Match[str], anchor: _Anchor, ranged: bool) -> Day | None:
    start, end = match.start(), match.end()
    if match["full"]:
        on, rule = day_or_none(match["fy"], match["fm"], match["fd"]), "full_date"
    elif match["year"] and match["month"]:
        on, rule = day_or_none(match["year"], match["month"], match["day"]), "full_date"
    elif match["mrel"]:
        on, rule = _of_month_word(match, anchor), "month_word"
    elif match["month"]:
        on, rule = _of_month(text, match, anchor), "month_and_day"
    elif ranged and anchor.last is not None:
        on, rule = _next_named(int(match["day"]), anchor.last.on), "range"
    else:
        on, rule = _of_day(text, match, anchor), "day"
    return Day(on, start, end, rule) if on else None


def _of_month_word(match: re.Match[str], anchor: _Anchor) -> date | None:
    word, day = match["mrel"].replace(" ", ""), int(match["day"])
    if word == "같은달":
        last = anchor.last
        return day_or_none(last.on.year, last.on.month, day) if last else None
    if anchor.published is None:
        return None
    first = anchor.published.replace(day=1)
    if word == "지난달":
        first = (first - timedelta(days=1)).replace(day=1)
    elif word in ("다음달", "내달"):
        first = (first + timedelta(days=32)).replace(day=1)
    return day_or_none(first.year, first.month, day)


def _of_month(text: Text, match: re.Match[str], anchor: _Anchor) -> date | None:
    """Month and day: the year is named before in the sentence, or follows from publication."""
    month, day, last = int(match["month"]), int(match["day"]), anchor.last
    if last and last.rule == "full_date" and text.sentence_at(last.start).end > match.start():
        return day_or_none(last.on.year, month, day)
    if anchor.year is None:
        return None
    word = match["rel"] or ""
    shift = {"지난해": -1, "작년": -1, "전년": -1, "내년": 1}.get(word, 0)
    found = day_or_none(anchor.year + shift, month, day)
    if found is None or word or anchor.published is None:
        return found
    if _looks_ahead(text, match):
        late = found < anchor.published
        return day_or_none(anchor.year + 1, month, day) if late else found
    far = (found - anchor.published).days > 150 and not _open_end(text, match)
    return day_or_none(anchor.year - 1, month, day) if far else found


def _open_end(text: Text, match: re.Match[str]) -> bool:
    """Whether what happens on the date is told as still to come."""
    sentence = text.sentence_at(match.start())
    return not _is_done(text.body[match.end() : sentence.end])


def _is_done(words: str) -> bool:
    """Whether a sentence's own predicate is past; `…고 밝혔다` around it is not its own."""
    return _DONE.search(_REPORT.split(words, maxsplit=1)[0]) is not None


def _looks_ahead(text: Text, match: re.Match[str]) -> bool:
    return match["dir"] == "오는" or text.body[: match.start()].endswith("오는 ")


def _of_day(text: Text, match: re.Match[str], anchor: _Anchor) -> date | None:
    """A bare day: in the month of the dates that it continues, else next to publication."""
    day, published, last = int(match["day"]), anchor.published, anchor.last
    if published is None:
        return None
    said = _SAID.match(text.body[match.end() : match.end() + 60])
    if last and not said and not match["dir"] and last.on > published and day >= last.on.day:
        found = day_or_none(last.on.year, last.on.month, day)
        if found:
            return found
    if _looks_ahead(text, match):
        return _next_named(day, published)
    first = published.replace(day=1)
    past = day > published.day and (match["dir"] == "지난" or not _open_end(text, match))
    if past or day > calendar.monthrange(first.year, first.month)[1]:
        first = (first - timedelta(days=1)).replace(day=1)
    return day_or_none(first.year, first.month, day)


def _next_named(day: int, after: date) -> date | None:
    """The first such day of the month not before another date."""
    first = after.replace(day=1)
    if day < after.day:
        first = (first + timedelta(days=32)).replace(day=1)
    return day_or_none(first.year, first.month, day)


def _that_day(text: Text, written: list[tuple[Day, bool]]) -> Iterator[Day]:
    """`이날` after `28일 시에 따르면` is the 28th; after `28일 밝혔다` it may be the day told of."""
    for match in _SAME_DAY.finditer(text.body):
        before = [(day, happens) for day, happens in written if day.end <= match.start()]
        sentence = text.sentence_at(match.start())
        told = _SPEECH.search(text.body, match.end(), sentence.end) or text.in_quote(match.start())
        if before and not before[-1][1] and not told:
            day = before[-1][0]
            if _ACCORDING.match(text.body[day.end : day.end + 40]):
                yield replace(day, start=match.start(), end=match.end(), rule="that_day")


def _weekday(text: Text, anchor: _Anchor) -> Iterator[Day]:
    """`6. 20.(목)`: the year is the one, next to publication, in which the weekday is right."""
    if anchor.year is None:
        return
    for match in _WEEKDAY.finditer(text.body):
        for year in (anchor.year, anchor.year + 1, anchor.year - 1):
            on = day_or_none(year, match["month"], match["day"])
            if on and "월화수목금토일"[on.weekday()] == match["week"]:
                yield Day(on, match.start(), match.end(), "weekday")
                break


def _spoken(text: Text, anchor: _Anchor) -> Iterator[Day]:
    """`오늘`, `어제`, `내일` as broadcasts say it; not where it is only the day of saying."""
    if anchor.published is None:
        return
    for match in _SPOKEN.finditer(text.body):
        sentence = text.sentence_at(match.start())
        after = text.body[match.end() : sentence.end]
        said = _SAID.match(after) or (_STATED.match(after) and not _is_done(after))
        if not said and not text.in_quote(match.start()):
            on = anchor.published + timedelta(days=_FROM_TODAY[match["word"]])
            yield Day(on, *match.span(), "spoken")


def _glued(text: Text, anchor: _Anchor) -> Iterator[Day]:
    """`527일` for 5월 27일: where no month has so many days and a date can stand."""
    if anchor.year is None:
        return
    for match in _GLUED.finditer(text.body):
        if int(match["month"] + match["day"]) <= 31 or not (match["led"] or match["ends"]):
            continue
        on = day_or_none(anchor.year, match["month"], match["day"])
        if on and anchor.published and (on - anchor.published).days > 150:
            on = day_or_none(anchor.year - 1, match["month"], match["day"])
        if on and not _SAID.match(text.body[match.end() : match.end() + 20]):
            yield Day(on, match.start(), match.end(), "glued")


def _eve(text: Text, anchor: _Anchor) -> Iterator[Day]:
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
