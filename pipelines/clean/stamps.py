"""Reads labelled stamps: a paper's own, a board's, and the day that a board cites with a paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.clean.claims import is_masthead
from pipelines.clean.days import on_day, parse_day
from pipelines.clean.lines import DATE, Kind, Line
from pipelines.clean.marks import TIME
from pipelines.clean.rules import PageRules
from pipelines.model import PublicationDate

_OF_BOARD = re.compile(r"작성|등록|게시|글쓴|올린|업로드|[Dd][Aa][Tt][Ee]|[Pp]osted|[Ww]rit")
"""Labels with which a board tells when it took a text in, be it a paper's from days before."""
_OF_PAPER = re.compile(r"발행|보도|입력|승인|송고")
"""Labels of a paper's own day; `게재일` is the one of the printed sheet."""
_CITED = re.compile(
    r"(?:^|[\[(<「]|[:：]\s?)\s?(?P<name>[가-힣A-Za-z0-9]{2,14})(?:\s(?:뉴스|NEWS|News))?[\s,(]{1,2}"
    rf"(?P<date>{DATE})[\])>」\s]*$"
)
_TITLED, _NEAR, _OPENING = 120, 24, 160
"""Letters of a line that cites a paper; lines below an article in which a time is labelled;
letters of a page on one line in which a board's fields stand before the text."""


def labelled(lines: list[Line], where: Iterable[int], rules: PageRules) -> PublicationDate | None:
    """The first labelled stamp; a paper's before that of the board that keeps its copy."""
    kept: PublicationDate | None = None
    for index in where:
        told = lines[index].kind is Kind.PROSE
        stamp = rules.stamp_day(lines[index].text[: _OPENING if told else None])
        if told and stamp and not _OF_BOARD.match(stamp[1]):
            continue
        if stamp and (found := parse_day(stamp[0])):
            dated = on_day(found, "stamp", stamp[1])
            if _OF_PAPER.search(stamp[1]) or (not is_of_board(dated) and kept is None):
                return dated
            kept = kept or dated
    return kept


def is_of_board(dated: PublicationDate) -> bool:
    """Whether a stamp's label may be that of a board, which says nothing of the paper it copies."""
    return dated.rule == "stamp" and _OF_BOARD.search(dated.evidence) is not None


def of_cutting(lines: list[Line], where: Sequence[int], rules: PageRules) -> PublicationDate | None:
    """The day beside a paper's name, as a board cites it: `[출처: 바다신문 2024.05.02]`."""
    for index in where:
        text = lines[index].text
        if len(text) > _TITLED or not text or text[-1] not in "0123456789.)]>」":
            continue
        match = _CITED.search(text)
        if match and is_masthead(match["name"], rules) and (found := parse_day(match["date"])):
            return on_day(found, "dateline", match.group(0))
    return None


def timed_below(
    lines: list[Line], last: int, fields: int, rules: PageRules
) -> PublicationDate | None:
    """A labelled stamp with its time further below an article, before any other text."""
    below = [line for line in lines[last + 1 : last + 1 + _NEAR] if line.text][:fields]
    for line in below:
        if line.kind is Kind.PROSE:
            return None
        stamp = rules.stamp_day(line.text) if TIME.search(line.text) else None
        if stamp and (found := parse_day(stamp[0])):
            return on_day(found, "stamp", stamp[1])
    return None
