"""The ladder that finds the day of publication; each rung has a name.

    meta        the source's own field (feed, table, JSON-LD)
    stamp       a labelled stamp beside the article: 승인, 입력, 등록, 보도일 …
    dateline    an unlabelled date under the headline or in the byline
    caption     the day in an agency's picture credit, unless the lead spoke on another
    agreed      any other day about the article that the lead names as its own
    url         a date inside the article's address
    announced   a full date in the text that the text itself calls the announcement
    resolved    a day of announcement whose month and year the same sentence fixes
    year        a year that the lead fixes for the event it announces
    none        not determined

A page's clock, `최종편집` and the time of printing date nothing; they bound `latest`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from pipelines.clean.dateline import day_of_wire
from pipelines.clean.days import (
    MONTH,
    YEAR,
    day_or_none,
    of_month,
    of_year,
    on_day,
    parse_day,
)
from pipelines.clean.lines import DATE, Kind, Line
from pipelines.clean.magazines import issue_of
from pipelines.clean.marks import SIGNS, SOURCE, TIME, any_day, has_words, is_mark, own_day
from pipelines.clean.rules import PageRules
from pipelines.clean.stamps import is_of_board, labelled, of_cutting, timed_below
from pipelines.clean.stories import Story
from pipelines.clean.told import days_said, opening, told_date
from pipelines.clean.years import CHOICE as OF_YEAR
from pipelines.model import PublicationDate

__all__ = ["UNKNOWN", "day_or_none", "from_source", "from_url", "publication_date"]

KST = timezone(timedelta(hours=9))
_URL_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<s>[/-]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])"
)
_FETCHED_MONTH = re.compile(r"date\s+(?P<y>20\d{2})[-.](?P<m>\d{1,2})$")
_CREDITED_DAY = re.compile(
    rf"(?:[\])]|[다요][.])\s?(?P<date>{DATE})(?:\s+[\w.+-]+@[\w.-]+|\s?/\s?(?:[ⓒ©]\s?)?\S{{2,8}}$|[.]?\s?\|?$)"
    rf"|[가-힣][.]\s(?P<given>{DATE})[.]?\s\S{{2,10}}\s제공$"
)
_SENT = re.compile(r"@|^\]\s?\d")
"""With the photographer's address or right behind the credit (`[사진=○○시] 2022.09.19`)."""
_LEAD = 2
"""Sentences of a lead."""
_LISTED = 4
"""Lines within which two more days show a list of dated lines."""
_OTHERS = frozenset({Kind.HEAD, Kind.PROSE, Kind.END, Kind.ITEM})
"""Kinds of lines with which something else begins below an article."""
_READERS = re.compile(r"조회\s?수?")
_IN_HEADLINE = re.compile(
    r"\s(?P<day>20\d{2}[.-]\d{1,2}[.-]\d{1,2})[.]?\s?\|\s?(?:작성자|등록자|조회|담당|부서)"
)
"""A board's day behind a headline, before who put it there."""
_FIELDS, _FIELD_VALUE = 8, 30
"""Lines below an article in which a board lists its fields; letters that such a line has."""
_LAG = range(-2, 5)
"""Days between the day that a release names and the one on which it is printed."""
_ABOVE = 8
"""Lines above an article without a headline in which its day may stand."""
_WHOLE = 12
"""Letters that a headline has at least."""
_REACH = 8
"""Lines above a headline in which its stamp may stand."""
UNKNOWN = PublicationDate()


def from_source(stamp: str) -> PublicationDate:
    """The source's own stamp: ISO, RFC 822 (offsets become KST), Korean forms, month or year."""
    text = stamp.strip()
    found = _from_offset(text) or parse_day(text)
    if found:
        return on_day(found, "meta", text)
    month = MONTH.match(text)
    if month and 1 <= int(month["m"]) <= 12:
        return of_month(int(month["y"]), int(month["m"]), "meta", text)
    year = YEAR.match(text)
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


def _zone(lines: list[Line], story: Story, headline: int | None) -> Sequence[int]:
    """The lines in which a stamp speaks of this article: from its headline down to its lead, then
    those above, from the nearest on; at last the lead, where a page stands on one line."""
    first = story.prose[0]
    start, seen = first if headline is None else headline, 0
    below = range(start, first)
    while start > 0 and seen < _REACH:
        start -= 1
        seen += lines[start].kind is not Kind.BLANK
    return (*below, *reversed(range(start, below.start)), first)


def _tail(lines: list[Line], story: Story) -> range:
    """Up to four lines below the article, ending where another heading begins."""
    end, seen = story.prose[-1] + 1, 0
    while end < len(lines) and seen < 4:
        kind, tagged = lines[end].kind, lines[end].text[:1] == "#"
        if kind in _OTHERS and not (tagged or is_mark(lines[end])):
            break
        seen += kind is not Kind.BLANK
        end += 1
    return range(story.prose[-1] + 1, end)


def _fields(lines: list[Line], story: Story) -> range:
    """The lines below the article in which a board lists its fields, up to the next heading."""
    end, seen = story.prose[-1] + 1, 0
    while end < len(lines) and seen < _FIELDS:
        text, kind = lines[end].text, lines[end].kind
        if text[:1] != "#" and (kind in (Kind.PROSE, Kind.END) or len(text) > _FIELD_VALUE):
            break
        seen += lines[end].kind is not Kind.BLANK
        end += 1
    return range(story.prose[-1] + 1, end)


def _stamped(
    lines: list[Line], story: Story, headline: int | None, rules: PageRules
) -> PublicationDate | None:
    """The labelled stamp of an article; a board's gives way to the paper's day that it cites."""
    zone = _zone(lines, story, headline)
    found = (
        labelled(lines, zone, rules)
        or _in_headline(lines, headline)
        or labelled(lines, _tail(lines, story), rules)
        or labelled(lines, _fields(lines, story), rules)
    )
    if found is None or not is_of_board(found):
        return found
    return of_cutting(lines, (*zone, *_below(lines, story.prose[-1])), rules) or found


def _in_headline(lines: list[Line], headline: int | None) -> PublicationDate | None:
    """The day that a board writes behind a headline, on its line."""
    match = _IN_HEADLINE.search(lines[headline].text) if headline is not None else None
    found = parse_day(match["day"]) if match else None
    return on_day(found, "stamp", match["day"]) if match and found else None


def _of_wire(lines: list[Line], story: Story) -> PublicationDate | None:
    """The day that a wire writes before an article's first words."""
    text = lines[story.prose[0]].text
    found = day_of_wire(text)
    return on_day(found, "dateline", text[:60]) if found else None


def _fetched(lines: list[Line]) -> PublicationDate | None:
    """The month that a crawler wrote before a page's text where it knew no day."""
    match = next(filter(None, (_FETCHED_MONTH.match(line.text) for line in lines[:2])), None)
    if match and 1 <= int(match["m"]) <= 12 and day_or_none(match["y"], match["m"], 1):
        return of_month(int(match["y"]), int(match["m"]), "stamp", match.group(0))
    return None


def _pictured(lines: list[Line], story: Story, body: str) -> PublicationDate | None:
    """The day in an agency's picture credit, unless the article's lead says that it spoke on
    another: agencies sign pictures with the day on which they send them."""
    said, lead = days_said(body), " ".join(opening(body)[:_LEAD])
    for line in lines[max(0, story.prose[0] - 8) : story.prose[-1] + 1]:
        may = (
            "@" in line.text
            or "/" in line.text
            or "사진" in line.text
            or line.text.endswith("제공")
        )
        match = _CREDITED_DAY.search(line.text) if may else None
        found = parse_day(match["date"] or match["given"]) if match else None
        own = match and match.end() == len(line.text) and match.group(0)[0] in "다요"
        named = found and (found.day in said or re.search(rf"(?<!\d){found.day}일", lead))
        sent = match and not said and _SENT.search(match.group(0))
        if found and (own or named or sent):
            return on_day(found, "caption", line.text[-60:])
    return None


def _unlabelled(
    lines: list[Line], story: Story, headline: int | None, rules: PageRules, body: str
) -> PublicationDate | None:
    """The likeliest of the days without a label about an article; the first of equals."""
    first = story.prose[0]
    start = headline + 1 if headline is not None else max(0, first - _ABOVE)
    tail = _tail(lines, story)
    below = (i for i in tail if lines[i].kind in SIGNS or is_mark(lines[i]))
    above = () if headline is None else _line_above(lines, headline, rules)
    inner, said, again = range(start, first), days_said(body), _printed_again(lines, start, first)
    days = [
        (day, lines[index])
        for index in (*inner, *below, *above)
        if (day := own_day(lines[index], rules))
        and (index in inner or has_words(lines[index]) or _fits(day, said))
        and not (start <= index < again and _is_clock(lines, index, rules))
    ]
    if not days:
        return None
    day, line = max(days, key=lambda pair: _likeliness(pair[1], pair[0], said))
    return on_day(day, "dateline", line.text)


def _printed_again(lines: list[Line], start: int, first: int) -> int:
    """Where a headline above line `start`, as the page's title is, stands once more; else 0."""
    head = lines[start - 1].text if start else ""
    below = (i for i in range(start, first) if len(lines[i].text) >= _WHOLE)
    return next((i for i in below if head.startswith(lines[i].text)), 0)


def _is_clock(lines: list[Line], index: int, rules: PageRules) -> bool:
    """Whether a line is a bare day, as a paper's front shows it: the day of the visit.

    A board counts its readers right below the day on which something was put there."""
    bare = rules.bare_date.match(lines[index].text) and not TIME.search(lines[index].text)
    counted = any(_READERS.search(line.text) for line in lines[index + 1 : index + _LISTED])
    return bool(bare) and not counted


def _fits(day: date, said: set[int]) -> bool:
    """Whether a day may be that of an article whose lead spoke on some day: about the same."""
    return not said or any((day - timedelta(days=n)).day in said for n in _LAG)


def _likeliness(line: Line, day: date, said: set[int]) -> int:
    """How much speaks for an unlabelled day: its line's time or reporter, a day that the lead
    names as its own (or the one before)."""
    spoken = day.day in said or (day - timedelta(days=1)).day in said
    return 2 * spoken + (line.kind is Kind.BYLINE) + bool(TIME.search(line.text))


def _line_above(lines: list[Line], headline: int, rules: PageRules) -> tuple[int, ...]:
    """The line right above a headline, if it is a bare date and not the clock on top of the page."""
    held = [index for index in range(headline) if lines[index].text]
    if not held:
        return ()
    text = lines[held[-1]].text
    timed = TIME.search(text)
    dated = rules.bare_date.match(text) or is_mark(lines[held[-1]]) or timed
    signed = lines[held[-1]].kind is Kind.BYLINE
    printed = re.search(r"\d면", text)  # of a sheet of paper, no clock
    own = signed or (dated and (len(held) > 2 or timed or printed))
    return (held[-1],) if own and own_day(lines[held[-1]], rules) else ()


def _agreed(
    lines: list[Line], story: Story, headline: int | None, rules: PageRules, body: str
) -> PublicationDate | None:
    """A day in a short line about an article, be its label unknown, that the lead calls its own.

    Or one between a board's headline and the headline above the text.  No list of
    dated lines, for these are other articles', and no clock.
    """
    said = days_said(body)
    first, last = story.prose[0], story.prose[-1]
    head = first if headline is None else headline
    board = range(_first_told(lines, head), head)
    near = [*range(max(0, board.start - _REACH), first), *_below(lines, last)]
    days = {i: day for i in near if (day := any_day(lines[i], rules)) is not None}
    for index, day in days.items():
        alone = sum(0 < abs(other - index) <= _LISTED for other in days) < 2
        spoken = day.day in said or (day - timedelta(days=1)).day in said
        field = index in board and _fits(day, said)
        if alone and (spoken or field or SOURCE.match(lines[index].text)):
            return on_day(day, "agreed", lines[index].text)
    return None


def _first_told(lines: list[Line], headline: int) -> int:
    """Where a board tells a headline first, above the fields that it lists before the text."""
    above = range(max(0, headline - 3 * _REACH), headline)
    return next((i for i in above if lines[i].text == lines[headline].text), headline)


def _below(lines: list[Line], last: int) -> list[int]:
    """The first lines with text below an article, up to the next prose."""
    held = [i for i in range(last + 1, min(len(lines), last + 2 * _FIELDS)) if lines[i].text]
    prose = next((n for n, i in enumerate(held) if lines[i].kind is Kind.PROSE), len(held))
    return held[: min(prose, _FIELDS)]


def from_url(url: str | None) -> PublicationDate | None:
    """A day inside an address (`/2019/08/23/`, `20190823190112`), if it is a possible one."""
    for match in _URL_DATE.finditer(url or ""):
        found = day_or_none(match["y"], match["m"], match["d"])
        if found and found <= date.today():
            return on_day(found, "url", match.group(0))
    return None


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
        _stamped(lines, story, headline, rules)
        or _unlabelled(lines, story, headline, rules, body)
        or timed_below(lines, story.prose[-1], _FIELDS, rules)
        or _of_wire(lines, story)
        or _fetched(lines)
        or _pictured(lines, story, body)
        or _agreed(lines, story, headline, rules, body)
        or from_url(url)
        or issue_of(lines, story)
        or told_date(title, body, rules.weights(OF_YEAR))
    )
    if found is not None:
        return found
    return PublicationDate(latest=latest_possible(lines, rules))
