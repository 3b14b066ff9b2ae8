"""Resolves the days that a body names: `23일`, `지난달 8일`, `8~10일`, `6일부터 사흘간`, `전날`.

Everything but a date written out in full needs a publication day (or year, for month and day).
A day that only says when something was announced (…일 밝혔다, …일 ○○에 따르면) is left out, unless
what follows happened `이날`, and so is a bare deadline (…일까지) of anything but a call; both ends of
a range are days of their own.  Where only the month of publication is known, a bare day is of it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.clean.dates import day_or_none
from pipelines.extract.text import Text, matches_at
from pipelines.extract.when_cues import DAY, SAID, STATED, UNIT, Anchor, Day, is_done
from pipelines.extract.when_other import dotted, eve, glued, spoken, that_day, weekday

_FIRST = re.compile(
    r"[0-9올금작내전이다같오지](?:(?<=[0-9])|(?<=올)해|(?<=[금작전])년|(?<=내)[년달]|(?<=이)[달번듬]|(?<=다)음"
    r"|(?<=같)은|(?<=오)는|(?<=지)난)"
)
"""With what a date begins: a few places of a text, at which alone the long pattern is tried."""
_DATE = re.compile(
    r"(?:(?P<full>(?<!\d)(?P<fy>(?:19|20)\d{2})\s?[./-]\s?(?P<fm>1[0-2]|0?[1-9])\s?[./-]\s?(?P<fd>3[01]|[12]\d|0?[1-9])(?!\d)\.?)|"
    r"(?:(?P<year>(?:19|20)\d{2})년\s?|(?P<rel>올해|금년|지난해|작년|내년|전년|같은\s?해|이듬해)\s?)?"
    r"(?:(?P<mrel>이달|지난\s?달|다음\s?달|내달|같은\s?달|이번\s?달)\s?|(?P<month>1[0-2]|0?[1-9])월\s?)?"
    rf"(?:(?P<dir>오는|지난)\s)?(?<![\d.,:]){DAY}(?:일{UNIT}|(?=(?:일?(?:\s?\([월화수목금토일]\))?\s?[~∼～-]|\s?[·ㆍ‧・,])\s?"
    rf"(?:3[01]|[12]\d|0?[1-9])일{UNIT})))"
)  # fmt: skip
_ASIDE = re.compile(r"^\s?(?:현재|기준|자(?![가-힣]))")
_SPAN = re.compile(r"^\s?(?:\([^)]{1,4}\))?\s?(?:오전|오후)?\s?(?:\d+시)?\s?(?:부터\s|[~∼～-]\s?)$")
_UNTIL = re.compile(r"^\s?(?:\([^)]{1,4}\))?\s?까지")
_PAIR = re.compile(r"^\s?[·ㆍ‧・,]\s?$")
_CHOSE = re.compile(r"(?:뽑아|골라|가려|추려|(?:선정|확정|지정|결정)(?:해|하고)|정해)\s$")
_CALL = re.compile(r"^[^.]{0,40}?(?:모집|접수|신청|공모|응모|지원서|참가자|참여할|제출|뽑는|받는)")
_LASTS = re.compile(r"^[^.]{0,16}?(?:이어|열리|열린|열어|계속|펼쳐|진행|개최|문을\s열)")
"""What goes on until a day ends on it."""
_CAME = re.compile(
    r"^\s?(?:오전|오후)?\s?(?:기자가\s|본지가\s|취재진이\s)?(?:찾은|찾아간|둘러본|만난)\s"
)
"""A reporter's own visit."""
_DETAILS = re.compile(
    r"\s*(?:더\s)?자세한\s|\s*(?:상세|세부)\s(?:내용|사항|일정)|\s*(?:문의|궁금한)"
)
"""Where to read more is no part of what happens."""
_BEGINS = re.compile(r"^\s?(?:\([^)]{1,4}\))?\s?부터\s")
"""What goes on from a day begins on it, whoever tells of it on that day."""
_TERM = re.compile(r"(?:임기|유효\s?기간|(?:위촉|위탁|협약|계약|인증)\s?기간).{0,30}$")
"""Both ends of a term are no days on which something happens."""
_RECURS = re.compile(r"(?:매월|매달|매년|매해|다달이)\s(?:\d{1,2}월\s)?$")
_ACT = re.compile(
    r"(?:협약|협정|양해각서|의향서|협약서|MOU|MOA)(?:\([^)]{1,8}\))?(?:을|를|에)?\s(?:체결한|맺는|서명한)다고"
    r"|(?:식|회의|간담회|보고회|설명회|포럼|세미나|토론회|박람회|행사|축제|대회)(?:을|를)\s?(?:연다|갖는다|가진다|개최한다|진행한다)고"
    r"|(?:개소|개통|개관|개막|착공|출범)한다고|(?:문을|막을|첫\s삽을)\s(?:연다|올린다|뜬다)고"
)
"""An act of a single day: who tells on a day that it is done `8일`, tells of that day."""
_FROM_LAST = {"같은해": 0, "이듬해": 1}
_LEAVES = re.compile(r"^\s?(?:오전\s|오후\s)?(?:출국|귀국|귀경|출발)(?:에|하기)?\s")
"""The end of a visit is no part of it."""
_PART_OF_DAY = re.compile(r"^\s?(?:오전|오후)?\s?")
_NAMED_YEAR = re.compile(
    r"(?<!\d)(?P<year>20\d{2})(?:년)?\s[^.,’'”\"]{2,40}?(?:컨퍼런스|콘퍼런스|포럼|박람회|엑스포|축제|행사|대회|총회|세미나|페스타|위크|공모전|심포지엄)"
)
_LENGTH = re.compile(
    r"^\s?(?:\([^)]{1,4}\))?\s?부터\s?(?P<n>이틀|사흘|나흘|닷새|엿새|이레|열흘|보름|[2-9]일|1\d일)\s?(?:간|동안|에\s걸쳐)"
)
_DAYS = {"이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "열흘": 10, "보름": 15}


def days(text: Text) -> list[Day]:
    """The days of a body in text order, announcements and deadlines left out."""
    stamp = text.article.published
    year = stamp.earliest.year if stamp.precision != "unknown" and stamp.earliest else None
    month = stamp.earliest if stamp.precision == "month" else None
    anchor = Anchor(stamp.on, year, month)
    written = list(_written(text, anchor))
    found = [day for day, happens in written if happens]
    found += [*that_day(text, written), *weekday(text, anchor), *spoken(text, anchor)]
    found += [*glued(text, anchor), *dotted(text, anchor), *eve(text, anchor)]
    return sorted(found, key=lambda day: day.start)


def _written(text: Text, anchor: Anchor) -> Iterator[tuple[Day, bool]]:
    """Days that are written as numbers, and whether something happens on each."""
    for match in matches_at(_FIRST, _DATE, text.body):
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
    if SAID.match(after) or _ASIDE.match(after):
        return _CHOSE.search(text.body, max(0, day.start - 12), day.start) is not None
    before = text.body[sentence.start : day.start]
    if _CAME.match(after) or _LEAVES.match(after) or _DETAILS.match(before):
        return False
    if _TERM.search(before) or _RECURS.search(before):
        return False
    if deadline := _UNTIL.match(after):
        rest = after[deadline.end() :]
        return ranged or bool(_CALL.match(rest) or _LASTS.match(rest))
    bare = not (match["month"] or match["mrel"] or match["dir"] or match["full"] or ranged)
    today = bare and day.on == text.article.published.on and not _BEGINS.match(after)
    if not (today and STATED.match(after)) or is_done(after):
        return True
    return bool(_ACT.search(f"{before[-24:].rstrip()} {_PART_OF_DAY.sub('', after)}"))


def _last_of_stay(text: Text, first: Day) -> Iterator[Day]:
    """`22일부터 이틀 동안`: the last day follows from the first."""
    if match := _LENGTH.match(text.body[first.end : first.end + 20]):
        count = _DAYS.get(match["n"]) or int(match["n"][:-1])
        yield replace(first, on=first.on + timedelta(days=count - 1), rule="length")


def _resolve(text: Text, match: re.Match[str], anchor: Anchor, ranged: bool) -> Day | None:
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


def _of_month_word(match: re.Match[str], anchor: Anchor) -> date | None:
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


def _of_month(text: Text, match: re.Match[str], anchor: Anchor) -> date | None:
    """Month and day: the year is named before in the sentence, or follows from publication."""
    month, day, last = int(match["month"]), int(match["day"]), anchor.last
    word = (match["rel"] or "").replace(" ", "")
    if last and word in _FROM_LAST:
        return day_or_none(last.on.year + _FROM_LAST[word], month, day)
    if last and last.rule == "full_date" and text.sentence_at(last.start).end > match.start():
        return day_or_none(last.on.year, month, day)
    if anchor.year is None:
        sentence = text.sentence_at(match.start())
        named = _NAMED_YEAR.search(text.body, sentence.start, sentence.end)
        return day_or_none(named["year"], month, day) if named and not match["rel"] else None
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
    return not is_done(text.body[match.end() : sentence.end])


def _looks_ahead(text: Text, match: re.Match[str]) -> bool:
    return match["dir"] == "오는" or text.body[: match.start()].endswith("오는 ")


def _of_day(text: Text, match: re.Match[str], anchor: Anchor) -> date | None:
    """A bare day: in the month of the dates that it continues, else next to publication."""
    day, published, last = int(match["day"]), anchor.published, anchor.last
    if published is None:
        return _of_known_month(day, match, anchor)
    said = SAID.match(text.body[match.end() : match.end() + 60])
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


def _of_known_month(day: int, match: re.Match[str], anchor: Anchor) -> date | None:
    """A bare day where only the month of publication is known."""
    if anchor.month is None or match["dir"]:
        return None
    return day_or_none(anchor.month.year, anchor.month.month, day)


def _next_named(day: int, after: date) -> date | None:
    """The first such day of the month not before another date."""
    first = after.replace(day=1)
    if day < after.day:
        first = (first + timedelta(days=32)).replace(day=1)
    return day_or_none(first.year, first.month, day)
