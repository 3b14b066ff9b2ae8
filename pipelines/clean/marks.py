"""Reads the day of a line that is a mark of an article: a stamp, a byline, a row of a board."""

from __future__ import annotations

import re
from datetime import date

from pipelines.clean.days import parse_day
from pipelines.clean.lines import DATE, Kind, Line
from pipelines.clean.rules import PageRules

_SHORT = re.compile(r"(?<![\d.:-])(?P<date>\d{2}[-./]\s?\d{1,2}[-./]\s?\d{1,2})(?![-/]?\d|[.]\d)")
"""A day with two digits of its year, anywhere in a line that signs an article or has a time."""
TIME = re.compile(r"\d{1,2}\s?[:시]\s?\d{2}")
SIGNS = frozenset({Kind.BYLINE, Kind.STAMP, Kind.UI})
_NO_STAMPS = frozenset({Kind.BLANK, Kind.PROSE, Kind.CAPTION, Kind.LEGAL, Kind.WEATHER, Kind.CLOCK})
_OF_OTHERS = frozenset({Kind.PROSE, Kind.CAPTION, Kind.LEGAL, Kind.ITEM, Kind.CLOCK})
SOURCE = re.compile(r"^[\[(<]?\s?(?:자료\s?)?(?:출처|원문)\s?[:：=]?")
_NEIGHBOUR = re.compile(r"(?:이전|다음)\s?(?:글|기사|뉴스|게시물)|(?:윗|아랫)글")
"""A board's line of the article before or after."""
_DATED = re.compile(r"\d\s?[-./월년]\s?\d|\d{8}|(?:19|20)\d{2}")
_MOMENT = re.compile(
    rf"{DATE}|\d{{1,2}}[월일]|[AaPp][Mm]|오[전후]|[월화수목금토일]요일|[(\[][월화수목금토일][)\]]|조회수?|댓글|추천|작성자|기자명?"
)
_SIGNED = re.compile(
    r"기자|@|^[Bb]y\s|[Pp]osted\s|작성|글쓴이|편집[부국]|관리자|특파원|조회|댓글|추천|홍보|공보"
)
"""Words of a line that signs an article or counts its readers."""
_EVENT = re.compile(
    r"[일\d.]\s?(?:부터|까지|에|의|은|는|이|가|께|쯤|경(?![가-힣])|[~∼])|시행|개[막최통장관소원]|[준착완]공|접수|기[간한]|마감|목표|예정|오픈|출시|시작|일정|행사|공모|출범|첫\s?삽|문\s?[연열]|[사공]업\s?기간"
)
"""Words of a subtitle that names the day of something."""
_NOT_WORDS = re.compile(r"[^가-힣A-Za-z]+")
_MARK, _MARK_WORDS = 12, 3
"""Letters and words that a line of marks has beside its date at most."""
_LOOSE = frozenset({Kind.HEAD, Kind.UI})
_STAMP_LINE = 60
"""Letters that a line with an unlabelled date has at most."""


def own_day(line: Line, rules: PageRules) -> date | None:
    """The day in a short line that is no sentence and no clock of the page.

    A moment before an edit's is the article's own (`2024.05.02 10:11 수정 : 2024.05.03 …`).
    """
    if len(line.text) > _STAMP_LINE:
        return None
    if clock := rules.clock.search(line.text):
        front = line.text[: clock.start()]
        return parse_day(front) if TIME.search(front) else None
    if line.kind in _NO_STAMPS:
        return None
    if line.kind in _LOOSE and not TIME.search(line.text):
        known = is_mark(line) or (_SIGNED.search(line.text) and not _EVENT.search(line.text))
        return _day_in(line.text) if known else None
    return parse_day(line.text) or _short_day(line)


def _day_in(text: str) -> date | None:
    """The first day in a text, with two digits of its year too."""
    short = _SHORT.search(text)
    return parse_day(text) or (parse_day(short["date"]) if short else None)


def _short_day(line: Line) -> date | None:
    """The day of `24.05.02 14:30`, or of a byline, with two digits of its year."""
    short = _SHORT.search(line.text)
    sure = short and (line.kind in SIGNS or TIME.search(line.text, short.end()))
    return parse_day(short["date"]) if short and sure else None


def is_mark(line: Line) -> bool:
    """Whether a line is little else than a date: with a section, an outlet, a count of readers."""
    if line.kind not in _LOOSE or len(line.text) > _STAMP_LINE or not _DATED.search(line.text):
        return False
    if _EVENT.search(line.text):
        return False
    words = _NOT_WORDS.sub(" ", _MOMENT.sub(" ", line.text)).split()
    few = len(words) <= _MARK_WORDS and sum(map(len, words)) <= _MARK
    return few and _day_in(line.text) is not None


def has_words(line: Line) -> bool:
    """Whether something stands beside the date and the time of a line: a section, a name."""
    return bool(_NOT_WORDS.sub("", _MOMENT.sub("", line.text)))


def any_day(line: Line, rules: PageRules) -> date | None:
    """The day in a short line of any kind but those that tell of something else."""
    if len(line.text) > _STAMP_LINE or not _DATED.search(line.text):
        return None
    if rules.clock.search(line.text):
        return None
    if (line.kind in _OF_OTHERS and not SOURCE.match(line.text)) or _NEIGHBOUR.search(line.text):
        return None
    if line.kind is Kind.HEAD and _EVENT.search(line.text):
        return None
    return _day_in(line.text)
