"""The day, month or year of publication that an article's own words fix.

A release says `16일 밝혔다` and leaves the rest to the page.  Where the page has no stamp, a full
date beside it, or the year in the name of what it tells of (`2021 ○○대상`), still fixes a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from pipelines.clean.days import day_or_none, of_year, on_day
from pipelines.model import PublicationDate

_SAID = r"(?:밝혔|전했|발표했|설명했|알렸|말했|공개했|소개했)"
_ANNOUNCED = re.compile(
    rf"(?P<full>(?P<y>(?:19|20)\d{{2}})년\s?(?P<m>\d{{1,2}})월\s?(?P<d>\d{{1,2}})일)\s?{_SAID}"
)
_DAY_SAID = re.compile(rf"(?<![\d월])\s(?P<d>\d{{1,2}})일(?:\s?(?:오전|오후))?\s?{_SAID}")
_FULL = re.compile(r"(?P<y>(?:19|20)\d{2})년\s?(?P<m>\d{1,2})월\s?(?P<d>\d{1,2})일")
_EVENT = (
    r"(?:엑스포|박람회|포럼|서밋|컨퍼런스|콘퍼런스|대상|어워드|어워즈|페스티벌|축제|공모전|위크|"
    r"대회|챌린지|총회|전시회|공모)"
)
_NAMED_YEAR = re.compile(
    r"(?:[‘'“\"「『]\s?(?:제?\d+회\s)?(?P<quoted>20\d{2})(?:년도?)?\s[^’'”\"」』]{2,40}[’'”\"」』])"
    r"|[‘'“\"「『][^’'”\"」』\d]{2,30}\s(?P<behind>20\d{2})[’'”\"」』]"
    r"|(?<![\d~∼-])(?<!지난\s)(?P<bare>20\d{2})년도?\s(?!\d|말|초|까지|부터|이후|이래|이전|대비|보다|들어|당시|목표|완공|준공|개통|처음"
    r"|예산|본예산|국비|국가예산|현재|기준|상반기까지|하반기까지|여름|겨울|봄|가을)(?=[‘'“\"「『]?[가-힣A-Z])"
    r"|(?<![~∼-])[‘'’](?P<short>[0-4]\d)년도?\s(?=[가-힣]{2})(?!\S*(?:말|까지|부터|이후|목표|예산|완공|준공|개통))"
    rf"|(?<![\d~∼.-])(?P<edition>20\d{{2}})\s(?=[가-힣A-Z][^.,\n]{{0,30}}?{_EVENT})"
)
_EDITION = re.compile(rf"[^.,\n]{{0,40}}?(?:{_EVENT}|사업|평가|인증|선정)")
_GOAL = re.compile(
    r"(?:계획|목표|비전|구상|로드맵|청사진|마스터플랜|종합대책)[^\s]{0,2}(?=\s|$|[’'”\"」』])"
)
_AHEAD = re.compile(r"[^.,\n]{0,30}?(?:앞두|앞둔|대비[하해한]|유치|준비)")
"""Of an event that an article only looks forward to, maybe from a year before."""
_COURTED = re.compile(r"유치")
"""In a quoted name with a year: what a region would like to hold then."""
_SINCE = re.compile(
    r"[^\s.,]{1,12}[을를]\s(?!위한|대한|통한|향한)(?:[^\s.,]{1,4}한|벌인)\s|(?:[^\s.,]{1,8}\s){0,2}(?:시작으로|문을\s연|[^\s.,]{2,6}(?:된|됐던)|지어진|세워진|만들어진|들어선|(?:개소|개관|출범|준공|개통)한)\s"
)
"""Behind a bare year: what it was the beginning of, long before maybe."""
_REACHED = re.compile(
    r"(?:완성|달성|실현|구현|완공|준공|도약|목표|시대)[’'”\"」』]$|(?:것|다)[.]?[’'”\"」』]$"
)
"""Quoted words that tell of a goal (`“2020년 …완성”`), or that somebody spoke."""
_COMING = re.compile(r"(?<![가-힣])오는\s(?:[3-9]|1[0-2])월\s?\d{1,2}일")
"""A day to come in a month that no release of the year before speaks of."""
_DAYS_HELD = re.compile(
    r"(?<![월\d])\s\d{1,2}일(?:부터|\s?[~∼-]|[^.\d]{0,20}\s막을\s올[려라])\s?(?:[^.]{0,24}\s)?\d{1,2}일까지"
)
"""The days from which to which an event is held, of a month that needs no name."""
_OPEN_CALL = re.compile(r"공모[를가]?\s(?:[^.\d]{0,20}\s)?오는\s\d{1,2}일까지")
_SAME_EVENT = re.compile(r"(?:이|이번)\s(?:행사|대회|박람회|엑스포|총회|전시회)")
_ANNOUNCED_DAYS = (_COMING, _DAYS_HELD, _OPEN_CALL)
_LATELY = re.compile(r"(?<![가-힣])최근\s")
_GLUED_DAY = re.compile(
    rf"(?<!\d)(?P<y>20\d{{2}})(?P<m>[1-9]|1[0-2])(?P<d>\d{{2}})일\s[^.]*{_SAID}"
)
"""A full date that lost its 년 and 월 (`2020528일 … 밝혔다`)."""
_DAY_DONE = re.compile(
    r"(?<![\d월년.])\s(?:지난\s)?(?:\d{1,2}[~∼-])?\d{1,2}일(?!간|째|부터|까지|\s?동안)"
)
_PAST = "".join(chr(0xAC00 + 28 * i + 20) for i in range(399)).replace("있", "").replace("겠", "")
"""Syllables that close with ㅆ, as every past form does."""
_DONE = re.compile(rf"[{_PAST}](?:다|고|으며|으나|습니다)")
_DATED_DAY = re.compile(
    r"(?<!년)(?<!년\s)(?<!\d)(?P<m>\d{1,2})월\s?(?P<d>\d{1,2})일(?!\s?(?:부터|까지|간))"
)
_THIS_YEAR = re.compile(r"(?<![가-힣])올(?:해|\s(?=한\s해|상반기|하반기|봄|여름|가을|겨울|\d))")
_MONTH_PAST = re.compile(r"지난\s\d{1,2}월")
_BACKGROUND = re.compile(r"앞서|지난해|작년|재작년|그동안|이미|당시")
_CHOSEN = re.compile(r"선정|뽑|확정|따냈|수상|받았|통과|열렸|개최")
_WON = re.compile(
    r"선정됐|선정되|선정하였|선정했|최종\s선정(?:했|돼[^.]{4,60}됐다고)|뽑혔|뽑힌|뽑혀|확정됐|합격|수상했|받았다고|낙점|마무리됐|마무리했"
)
"""What became of a call or prize that is the news, on whatever day."""
_ASSESSED = re.compile(r"사업[’'”\"」』]?\s?(?:추진\s)?평가")
"""Of a programme that is assessed: its year is that of its start."""
_SPAN = re.compile(
    r"(?P<begins>올해|금년|내년|지난해|작년)(?:부터|\s?\d{1,2}월부터|[을를]\s시작으로)\s?"
    r"(?P<last>[‘'’]?(?:20)?\d{2})년?\s?(?:말\s?|(?P<month>\d{1,2})월\s?)?까지[^.,\n]{0,12}?(?P<years>\d|1\d)개?년(?:간|\s?동안|에\s?걸쳐|에\s|\s)"
)
"""`올해부터 2022년까지 5년간`: the last year and their number fix the first."""
_AS_GOAL = r"(?:오는\s{0}년|(?<!부터\s){0}년\s?(?:연말|말)?까지)"
"""A year that is still to come."""
_LATER_PAST = re.compile(
    rf"(?P<y>20\d{{2}})년\s?\d{{1,2}}월(?:에|에는)?\s[^.,]{{0,34}}?[{_PAST}](?:다|고|으며)"
)
"""A month of a year in which something was done."""
_WHOLE_YEAR = 11
"""The month in which the last of counted years is over."""
_FROM_NOW = {"올해": 0, "금년": 0, "내년": 1, "지난해": -1, "작년": -1}
"""Years from that of writing to the word's."""
_STOP = re.compile(r"[다요][.]\s*")
_OPENING = 1200
"""Letters of an article in which it says when it was written."""
_LEAD = 2
"""Sentences of a lead."""
_NEAR = timedelta(days=14)
"""Days within which a release follows its event."""


def told_date(title: str, body: str) -> PublicationDate | None:
    """The most exact date that title and body fix, else None; rules announced, resolved, year."""
    sentences = _sentences(body)
    return _announced(body) or _resolved(sentences[:3]) or _year(title, sentences)


def days_said(body: str) -> set[int]:
    """The days of the month on which a lead says that it spoke (`20일 밝혔다`)."""
    return {int(m["d"]) for text in _sentences(body)[:_LEAD] for m in _DAY_SAID.finditer(text)}


@lru_cache(maxsize=4)
def _sentences(body: str) -> list[str]:
    """The sentences of an article's opening; every rung of the ladder asks for them."""
    text = body[:_OPENING]
    ends = [0, *(match.end() for match in _STOP.finditer(text)), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(ends)]


def _announced(body: str) -> PublicationDate | None:
    match = _ANNOUNCED.search(body) or _GLUED_DAY.search(body[:_OPENING])
    if match and (found := day_or_none(match["y"], match["m"], match["d"])):
        return on_day(found, "announced", match.group(0))
    return None


def _resolved(sentences: list[str]) -> PublicationDate | None:
    for sentence in sentences:
        said, full = _DAY_SAID.search(sentence), _FULL.search(sentence)
        if said and full:
            event = day_or_none(full["y"], full["m"], full["d"])
            found = event and day_or_none(event.year, event.month, said["d"])
            if event and found and timedelta(0) <= found - event <= _NEAR:
                return on_day(found, "resolved", f"{full.group(0)} … {said.group(0)}")
    return None


def _year(title: str, sentences: list[str]) -> PublicationDate | None:
    """`2021 ○○대상`을 받았다고 16일 밝혔다: the named edition's year is the announcement's."""
    if spanned := _of_span(sentences):
        year, words = spanned
    elif match := _of_lead(title, sentences) or _of_text(sentences) or _of_coming(sentences):
        year, words = int(_year_in(match)), match.group(0)
        if match["bare"] and _is_another(year, " ".join(sentences)):
            return None
    else:
        return None
    return _day_of_year(year, sentences) or of_year(year, "year", words)


def _is_another(year: int, text: str) -> bool:
    """Whether the text speaks of a year as one to come, or of a later one as past."""
    if re.search(_AS_GOAL.format(year), text):
        return True
    return any(int(match["y"]) > year for match in _LATER_PAST.finditer(text))


def _of_span(sentences: list[str]) -> tuple[int, str] | None:
    """The year from or after which a span of counted years begins, with its words."""
    for match in filter(None, map(_SPAN.search, sentences)):
        last = 2000 + int(match["last"][-2:])
        whole = int(match["month"] or 12) >= _WHOLE_YEAR
        year = last - int(match["years"]) + whole - _FROM_NOW[match["begins"]]
        if year <= date.today().year:
            return year, match.group(0)
    return None


def _of_lead(title: str, sentences: list[str]) -> re.Match[str] | None:
    """The year that title and lead name, where the lead tells of a done thing on a bare day."""
    lead = " ".join(sentences[:_LEAD])
    won = (text for text in sentences[:_LEAD] if _WON.search(text))
    chosen = any(not _BACKGROUND.search(text) and any(_named(text)) for text in won)
    if not (_DAY_DONE.search(f" {lead}") or chosen) or not _DONE.search(lead):
        return None
    named = [
        match
        for text in [title, *sentences[:_LEAD]]
        for match in _named(text)
        if not (match["bare"] and text is title) or _EDITION.match(text, match.end())
    ]
    years = {_year_in(match) for match in named}
    if len(years) != 1:
        return None
    year = int(years.pop())
    others = re.findall(r"(?<!\d)(20\d{2})년\s?\d", lead)
    return None if any(abs(int(other) - year) == 1 for other in others) else named[0]


def _of_text(sentences: list[str]) -> re.Match[str] | None:
    """The one year that an article names, if it says of it that it is this one or just past."""
    opening = " ".join(sentences[: _LEAD + 2])
    named = [
        (i, match)
        for i, text in enumerate(sentences)
        for match in _named(text)
        if not match["bare"] or _EDITION.match(text, match.end())
    ]
    if len({_year_in(match) for _, match in named}) != 1 or not _DONE.search(opening):
        return None
    dated = _DAY_DONE.search(f" {opening}")
    now = any(_THIS_YEAR.search(text) for text in sentences)
    for index, match in named:
        text, after = sentences[index], "".join(sentences[index + 1 : index + 2])
        if _LATELY.search(text) and _WON.search(text):
            return match
        if dated and (_THIS_YEAR.search(text + after) or _just_past(text)):
            return match
        if now and index <= _LEAD and _CHOSEN.search(text) and not _BACKGROUND.search(text):
            return match
    return None


def _of_coming(sentences: list[str]) -> re.Match[str] | None:
    """The year in the name of an event that the lead announces for a day to come, or for its days."""
    for text, after in pairwise((*sentences[: _LEAD + 1], "")):
        named = [match for match in _named(text) if not match["bare"]]
        told = text + after if _SAME_EVENT.search(after) else text
        if len(named) == 1 and any(ahead.search(told) for ahead in _ANNOUNCED_DAYS):
            return named[0]
    return None


def _just_past(sentence: str) -> bool:
    """Whether a sentence tells of a done thing that is no background of years before."""
    if _MONTH_PAST.search(sentence):
        return True
    return bool(_DONE.search(sentence)) and not _BACKGROUND.search(sentence)


def _day_of_year(year: int, sentences: list[str]) -> PublicationDate | None:
    """The day of `5월 27일 … 28일 밝혔다` in a year that is known."""
    for sentence in sentences[:_LEAD]:
        said, event = _DAY_SAID.search(sentence), _DATED_DAY.search(sentence)
        if said and event:
            happened = day_or_none(year, event["m"], event["d"])
            found = day_or_none(year, event["m"], said["d"])
            if happened and found and timedelta(0) <= found - happened <= _NEAR:
                return on_day(found, "resolved", f"{event.group(0)} … {said.group(0)}")
    return None


def _named(text: str) -> Iterator[re.Match[str]]:
    """The years in names of editions and programmes, without those that are still to come."""
    for match in _NAMED_YEAR.finditer(text):
        bare = match["bare"] or match["short"]
        goal = bare and _GOAL.search(text[match.end() : match.end() + 24])
        goal = goal or (match["quoted"] and _REACHED.search(match.group(0)))
        assessed = _ASSESSED.search(text, match.start(), match.end() + 8)
        ahead = _AHEAD.match(text, match.end()) or _COURTED.search(match.group(0))
        since = bare and _SINCE.match(text, match.end())
        other = bool(assessed or ahead or since)
        if int(_year_in(match)) <= date.today().year and not goal and not other:
            yield match


def _year_in(match: re.Match[str]) -> str:
    year: str = match["quoted"] or match["behind"] or match["bare"] or match["edition"]
    return year or f"20{match['short']}"
