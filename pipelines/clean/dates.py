"""The ladder that finds the day of publication; each rung has a name.

    meta        the source's own field (feed, table, JSON-LD)
    stamp       a labelled stamp beside the article: 승인, 입력, 등록, 보도일 …
    dateline    an unlabelled date under the headline or in the byline
    url         a date inside the article's address
    announced   a full date in the text that the text itself calls the announcement
    resolved    a day of announcement whose month and year the same sentence fixes
    year        a year that the lead fixes for the event it announces
    none        not determined

A page's clock, `최종편집` and the time of printing date nothing; they bound `latest`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from pipelines.clean.lines import Kind, Line
from pipelines.clean.rules import PageRules
from pipelines.clean.stories import Story
from pipelines.model import PublicationDate
from pipelines.settings import EARLIEST_YEAR

KST = timezone(timedelta(hours=9))
_PARTS = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s?(?:[-./]|년)\s?(?P<m>\d{1,2})\s?(?:[-./]|월)\s?(?P<d>\d{1,2})(?!\d)"
)
_SOLID = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])")
_SHORT = re.compile(r"(?P<y>\d{2})[-./]\s?(?P<m>\d{1,2})[-./]\s?(?P<d>\d{1,2})")
_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[.]?\s(?P<d>\d{1,2})[.,]{0,2}\s(?P<y>20\d{2})"
)
_ENGLISH_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s(?P<m>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[.,]?\s(?P<y>20\d{2})"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = re.compile(r"(?P<y>(?:19|20)\d{2})\s?(?:[-./]|년)\s?(?P<m>\d{1,2})(?!\d)\s?월?")
_YEAR = re.compile(r"^\s*(?P<y>(?:19|20)\d{2})\s?년?\s*$")
_URL_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<s>[/-]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])"
)
_SAID = r"(?:밝혔|전했|발표했|설명했|알렸|말했|공개했|소개했)"
_ANNOUNCED = re.compile(
    rf"(?P<full>(?P<y>(?:19|20)\d{{2}})년\s?(?P<m>\d{{1,2}})월\s?(?P<d>\d{{1,2}})일)\s?{_SAID}"
)
_DAY_SAID = re.compile(rf"(?<![\d월])\s(?P<d>\d{{1,2}})일(?:\s?(?:오전|오후))?\s?{_SAID}")
_FULL = re.compile(r"(?P<y>(?:19|20)\d{2})년\s?(?P<m>\d{1,2})월\s?(?P<d>\d{1,2})일")
_NAMED_YEAR = re.compile(
    r"(?:[‘'“\"「『]\s?(?:제?\d+회\s)?(?P<q>20\d{2})(?:년도?)?\s[^’'”\"」』]{2,40}[’'”\"」』])"
    r"|[‘'“\"「『][^’'”\"」』\d]{2,30}\s(?P<e>20\d{2})[’'”\"」』]"
    r"|(?<![\d~∼-])(?<!지난\s)(?P<n>20\d{2})년도?\s(?!\d|말|초|까지|부터|이후|이래|이전|대비|보다|들어|당시|목표|완공|준공|개통"
    r"|예산|본예산|국비|국가예산|현재|기준|상반기까지|하반기까지|여름|겨울|봄|가을)(?=[가-힣A-Z])"
)
_GOAL = re.compile(
    r"(?:계획|목표|비전|구상|로드맵|청사진|마스터플랜|종합대책)[^\s]{0,2}(?=\s|$|[’'”\"」』])"
)
_DAY_DONE = re.compile(r"(?<![\d월년.])\s(?:지난\s)?\d{1,2}일(?!간|째|부터|까지|\s?동안)")
_DONE = re.compile(r"(?:했|됐|었|았|였|렸|혔|겼|졌|왔|갔|썼|냈|났)(?:다|고|으며|으나)")
_SHORT_TIME = re.compile(
    r"^[\W_]*(?P<date>\d{2}[-./]\s?\d{1,2}[-./]\s?\d{1,2})[.]?\s*\(?.?\)?\s*\d{1,2}:\d{2}"
)
_TIME = re.compile(r"\d{1,2}\s?[:시]\s?\d{2}")
_SIGNS = frozenset({Kind.BYLINE, Kind.STAMP, Kind.UI})
_NO_STAMPS = frozenset({Kind.BLANK, Kind.PROSE, Kind.CAPTION, Kind.LEGAL, Kind.WEATHER, Kind.CLOCK})
_STAMP_LINE = 60
"""Letters that a line with an unlabelled date has at most."""
_REACH = 8
"""Lines above a headline in which its stamp may stand."""
UNKNOWN = PublicationDate()


def day_or_none(year: str | int, month: str | int, day: str | int) -> date | None:
    """The day, or None where the calendar has none or it lies outside the field's years."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST_YEAR <= found.year <= date.today().year + 1 else None


def parse_day(text: str) -> date | None:
    """The first full date in a text, in any of the written forms of the field."""
    for pattern in (_PARTS, _SOLID):
        for match in pattern.finditer(text):
            found = day_or_none(match["y"], match["m"], match["d"])
            if found:
                return found
    english = _ENGLISH.search(text) or _ENGLISH_DAY_FIRST.search(text)
    if english:
        return day_or_none(english["y"], _MONTHS.index(english["m"]) + 1, english["d"])
    short = _SHORT.fullmatch(text.strip())
    return day_or_none(2000 + int(short["y"]), short["m"], short["d"]) if short else None


def from_source(stamp: str) -> PublicationDate:
    """The source's own stamp: ISO, RFC 822 (offsets become KST), Korean forms, month or year."""
    text = stamp.strip()
    found = _from_offset(text) or parse_day(text)
    if found:
        return _on(found, "meta", text)
    month = _MONTH.match(text)
    if month and 1 <= int(month["m"]) <= 12:
        return of_month(int(month["y"]), int(month["m"]), "meta", text)
    year = _YEAR.match(text)
    if year:
        return of_year(int(year["y"]), "meta", text)
    return UNKNOWN


def _from_offset(text: str) -> date | None:
    moment: datetime | None = None
    if re.search(r"[+-]\d{4}$|GMT$|UTC$", text) and "," in text[:6]:
        try:
            moment = parsedate_to_datetime(text)
        except (TypeError, ValueError):
            return None
    elif re.search(r"T\d{2}:\d{2}", text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
    if moment is None:
        return None
    moment = moment.replace(tzinfo=KST) if moment.tzinfo is None else moment.astimezone(KST)
    return day_or_none(moment.year, moment.month, moment.day)


def _on(day: date, rule: str, evidence: str) -> PublicationDate:
    return PublicationDate(day, day, day, "day", rule, evidence.strip()[:120])


def of_month(year: int, month: int, rule: str, evidence: str) -> PublicationDate:
    """A date of month precision."""
    last = calendar.monthrange(year, month)[1]
    first, final = date(year, month, 1), date(year, month, last)
    return PublicationDate(None, first, final, "month", rule, evidence.strip()[:120])


def of_year(year: int, rule: str, evidence: str) -> PublicationDate:
    """A date of year precision."""
    return PublicationDate(
        None, date(year, 1, 1), date(year, 12, 31), "year", rule, evidence.strip()[:120]
    )


def _zone(lines: list[Line], story: Story, headline: int | None) -> range:
    """The lines in which a stamp speaks of this article: about its headline down to its lead."""
    first = story.prose[0]
    if headline is not None:
        return range(max(0, headline - _REACH), first)
    start, seen = first, 0
    while start > 0 and seen < 8:
        start -= 1
        seen += lines[start].kind is not Kind.BLANK
    return range(start, first)


def _tail(lines: list[Line], story: Story) -> range:
    """Up to four lines below the article, ending where another heading begins."""
    end, seen = story.prose[-1] + 1, 0
    while end < len(lines) and seen < 4:
        kind = lines[end].kind
        if kind in (Kind.HEAD, Kind.PROSE, Kind.END, Kind.ITEM):
            break
        seen += kind is not Kind.BLANK
        end += 1
    return range(story.prose[-1] + 1, end)


def _labelled(lines: list[Line], where: range, rules: PageRules) -> PublicationDate | None:
    for index in where:
        stamp = rules.stamp_day(lines[index].text)
        if stamp and (found := parse_day(stamp[0])):
            return _on(found, "stamp", stamp[1])
    return None


def _unlabelled(
    lines: list[Line], story: Story, headline: int | None, rules: PageRules
) -> PublicationDate | None:
    first = story.prose[0]
    start = headline + 1 if headline is not None else max(0, first - 4)
    below = (index for index in _tail(lines, story) if lines[index].kind in _SIGNS)
    above = () if headline is None else _line_above(lines, headline, rules)
    for index in (*range(start, first), *below, *above):
        if found := _own_day(lines[index], rules):
            return _on(found, "dateline", lines[index].text)
    return None


def _own_day(line: Line, rules: PageRules) -> date | None:
    """The day in a short line that is no sentence and no clock of the page."""
    if len(line.text) > _STAMP_LINE or line.kind in _NO_STAMPS or rules.clock.search(line.text):
        return None
    short = _SHORT_TIME.match(line.text)
    return parse_day(short["date"] if short else line.text)


def _line_above(lines: list[Line], headline: int, rules: PageRules) -> tuple[int, ...]:
    """The line right above a headline, if it is a bare date and not the clock on top of the page."""
    held = [index for index in range(headline) if lines[index].text]
    if not held:
        return ()
    match = rules.bare_date.match(lines[held[-1]].text)
    own = match and (len(held) > 2 or _TIME.search(lines[held[-1]].text))
    return (held[-1],) if own else ()


def from_url(url: str | None) -> PublicationDate | None:
    """A day inside an address (`/2019/08/23/`, `20190823190112`), if it is a possible one."""
    for match in _URL_DATE.finditer(url or ""):
        found = day_or_none(match["y"], match["m"], match["d"])
        if found and found <= date.today():
            return _on(found, "url", match.group(0))
    return None


def _announced(body: str) -> PublicationDate | None:
    match = _ANNOUNCED.search(body)
    if match and (found := day_or_none(match["y"], match["m"], match["d"])):
        return _on(found, "announced", match.group(0))
    return None


def _sentences(body: str, limit: int) -> list[str]:
    return re.split(r"(?<=[다요][.])\s+", body[:1200])[:limit]


def _resolved(body: str) -> PublicationDate | None:
    for sentence in _sentences(body, 3):
        said, full = _DAY_SAID.search(sentence), _FULL.search(sentence)
        if said and full:
            event = day_or_none(full["y"], full["m"], full["d"])
            found = event and day_or_none(event.year, event.month, said["d"])
            if event and found and timedelta(0) <= found - event <= timedelta(days=14):
                return _on(found, "resolved", f"{full.group(0)} … {said.group(0)}")
    return None


def _year_of_lead(title: str, body: str) -> PublicationDate | None:
    """`2021 ○○대상`을 받았다고 16일 밝혔다: the named edition's year is the announcement's.

    Only where the lead tells of a done thing on a day without a month; a year that is a goal,
    a start or a budget's does not date the page.
    """
    sentences = _sentences(body, 2)
    lead = " ".join(sentences)
    if not _DAY_DONE.search(f" {lead}") or not _DONE.search(lead):
        return None
    named = [
        match
        for s in [title, *sentences]
        for match in _NAMED_YEAR.finditer(s)
        if not _is_goal(match, s)
    ]
    years = {_year_in(match) for match in named}
    if len(years) != 1:
        return None
    year = int(years.pop())
    if any(abs(int(other) - year) == 1 for other in re.findall(r"(?<!\d)(20\d{2})년\s?\d", lead)):
        return None
    return of_year(year, "year", named[0].group(0))


def _year_in(match: re.Match[str]) -> str:
    return match["q"] or match["e"] or match["n"]


def _is_goal(match: re.Match[str], sentence: str) -> bool:
    """Whether the year is one to come: of a plan's end, not of what has happened."""
    year = int(_year_in(match))
    return year > date.today().year or bool(
        match["n"] and _GOAL.search(sentence[match.end() : match.end() + 24])
    )


def latest_possible(lines: list[Line], rules: PageRules) -> date | None:
    """The earliest clock, print or edit time on the page: the article is not younger."""
    days = []
    for index, line in enumerate(lines):
        match = rules.clock.search(line.text)
        if match is None and index < 4:
            match = rules.bare_date.match(line.text)
        if match and (found := parse_day(match["date"])):
            days.append(found)
    return min(days, default=None)


def publication_date(
    lines: list[Line],
    story: Story,
    headline: int | None,
    rules: PageRules,
    url: str | None,
    title: str,
    body: str,
) -> PublicationDate:
    """Climbs the ladder from its surest rung; unknown dates keep the bound that is certain."""
    found = (
        _labelled(lines, _zone(lines, story, headline), rules)
        or _labelled(lines, _tail(lines, story), rules)
        or _unlabelled(lines, story, headline, rules)
        or from_url(url)
        or _announced(body)
        or _resolved(body)
        or _year_of_lead(title, body)
    )
    if found is not None:
        return found
    return PublicationDate(latest=latest_possible(lines, rules))
