"""Cuts a page's lines into stories; `picking.py` finds the one that the page is about.

A page holds one article and pieces of many others.  Three facts of layout carry the cut: an
article has one lead, so a second headline-and-lead that names a region or a subject of its own
opens another story; legal lines, sign-offs and lists close the one before; and teasers break off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.clean.broadcast import is_speaker
from pipelines.clean.captions import BARE_CREDIT, is_watched
from pipelines.clean.closing import own_paragraphs
from pipelines.clean.lines import BULLETS, DATELINE, Kind, Line, is_teaser
from pipelines.clean.other_story import (
    HEADLINE,
    MIN_ARTICLE,
    is_glued_lead,
    is_new_story,
)
from pipelines.clean.overture import without_overture
from pipelines.clean.wording import coverage, pairs

_TEASED = 320
"""Letters below which a paragraph that breaks off is how another article begins."""

_PRONOUN = re.compile(r"(?:시|군|구|도)(?:는|은|가|이|에서는)\s")
"""A region as one that was named before."""
FINISHED = re.compile(r"[다요죠음함임것”\"’'.)\]]\s*$|[가-힣]{2,4}\s?\S{0,2}기자(?:\s\S+@\S+)?$")
_SKIPPED = (Kind.BLANK, Kind.CAPTION, Kind.UI)
_LISTED = frozenset({Kind.BLANK, Kind.ITEM})
_PRESENTS = re.compile(
    r"^(?:(?P<name>\S.{1,24}?)\s소개|\S.{1,24}?에\s대(?:하여|해)|About\s\S.{1,30})$"
)
_ELSEWHERE = re.compile(r"[◇◆■□▲△●○▶◈]\s?(?P<place>[가-힣]{2,6}),\s")
_UNLIKE_APART = 0.18
"""Share of a lead's letter pairs below which it goes on with nothing above a wide gap."""
_PRESENTED = 30
"""Letters in which a sender that is presented is named."""
_HEAD_LEAST = 12
"""Letters that a headline has at least."""
_SHORT_HEAD = 8
"""Letters below which a line is a speaker's mark or a label, not another story's headline."""
_CAPTION = 60
"""Letters that a caption below an article has at most."""
_OVER, _GOES_ON = 8, 0.15
"""Lines over which an article may be parted by a picture; share of the wording of a paragraph that
shows it to go on."""


@dataclass(frozen=True, slots=True)
class Story:
    """Lines `start` to `end` (exclusive) that hang together; `lines` are those that are prose."""

    start: int
    end: int
    prose: tuple[int, ...]
    length: int
    teaser: bool


def _next_content(lines: list[Line], start: int) -> int | None:
    for index in range(start, min(start + 8, len(lines))):
        if lines[index].kind not in _SKIPPED:
            return index
    return None


def _opens_lead(lines: list[Line], index: int) -> int | None:
    """The prose line that a headline at `index` leads to, over a subtitle, stamp or byline."""
    seen = 0
    for position in range(index + 1, min(index + 9, len(lines))):
        kind = lines[position].kind
        if kind is Kind.PROSE:
            return position
        if kind in (Kind.HEAD, Kind.STAMP, Kind.BYLINE):
            seen += 1
        elif kind not in _SKIPPED:
            return None
        if seen > 2:
            return None
    return None


class _Cutter:
    """Walks the lines once, collecting stories."""

    def __init__(self, lines: list[Line], places: frozenset[str]) -> None:
        self.lines, self.places = lines, places
        self.stories: list[Story] = []
        self.start = 0
        self.prose: list[int] = []
        self.body = ""
        self.noise_run = 0

    def close(self, at: int) -> None:
        if self.prose:
            prose = without_overture(self.lines, self.prose, MIN_ARTICLE)
            prose = prose[: own_paragraphs([self.lines[i].text for i in prose])]
            if len(prose) > 2 and is_watched(self.lines[prose[-1]].text, _CAPTION):
                prose = prose[:-1]
            last = self.lines[prose[-1]].text
            length = sum(len(self.lines[i].text) for i in prose)
            cut_off = len(prose) == 1 and at < len(self.lines) and not FINISHED.search(last)
            teaser = length < _TEASED and (cut_off or is_teaser(last))
            self.stories.append(Story(self.start, at, prose, length, teaser))
        self.start, self.prose, self.body, self.noise_run = at, [], "", 0

    def walk(self) -> list[Story]:
        for index, line in enumerate(self.lines):
            if line.kind is Kind.PROSE:
                self._prose(index, line)
            elif self.prose:
                self._other(index, line)
        self.close(len(self.lines))
        return self.stories

    def _prose(self, index: int, line: Line) -> None:
        if self.prose and not line.joined and not line.held and is_glued_lead(line.text, self.body):
            self.close(index)
        self.prose.append(index)
        self.body += line.text + "\n"
        self.noise_run = 0

    def _other(self, index: int, line: Line) -> None:
        enough = len(self.body) >= MIN_ARTICLE
        if enough and line.kind is Kind.HEAD and (self._presents(index) or self._lists(index)):
            self.close(index + 1)
        elif (
            line.kind is Kind.LEGAL
            and BARE_CREDIT.match(line.text)
            and self._resumes(index + 1, True)
        ):
            return
        elif line.kind in (Kind.LEGAL, Kind.END):
            self.close(index + 1)
        elif line.kind in (Kind.BYLINE, Kind.STAMP, Kind.CLOCK, Kind.WEATHER):
            if enough and not line.held and not self._of_picture(index):
                self.close(index + 1)
        elif line.kind in (Kind.HEAD, Kind.ITEM, Kind.UI) and not line.held:
            self._loose(index, line)

    def _presents(self, index: int) -> bool:
        """Whether a release's sender is presented below it (`바다소프트 소개`)."""
        match = _PRESENTS.match(self.lines[index].text)
        below = next((line for line in self.lines[index + 1 : index + 4] if line.text), None)
        if match is None or below is None or below.kind is not Kind.PROSE:
            return False
        return match["name"] is None or match["name"][:4] in below.text[:_PRESENTED]

    def _lists(self, index: int) -> bool:
        """Whether a word alone heads short news of other regions (`사람들`)."""
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if len(self.lines[index].text) >= _SHORT_HEAD or not below or below.kind is not Kind.PROSE:
            return False
        place = below.text.split(" ", 1)[0]
        return len(below.text) < HEADLINE and place in self.places and place not in self.body

    def _of_picture(self, index: int) -> bool:
        """Whether a line only says when, or by whom, the picture right above it was taken."""
        return index > 0 and self.lines[index - 1].kind is Kind.CAPTION

    def _of_other(self, line: Line) -> bool:
        """Whether a mark heads the news of a region that the story does not name (`◇ 서구, …`)."""
        match = _ELSEWHERE.match(line.text)
        return (
            match is not None and match["place"] in self.places and match["place"] not in self.body
        )

    def _loose(self, index: int, line: Line) -> None:
        if len(self.body) >= MIN_ARTICLE and line.kind is Kind.HEAD and self._of_other(line):
            self.close(index)
            return
        bullet = line.text[0] in BULLETS or line.text.startswith("* (") or is_speaker(line.text)
        bullet = bullet or (line.kind is Kind.ITEM and self._within(index))
        self.noise_run += 0 if bullet else 1
        headline = line.kind is not Kind.UI and not bullet and len(line.text) >= _SHORT_HEAD
        lead = _opens_lead(self.lines, index) if headline else None
        if lead is not None:
            told = self.lines[lead].text
            if self._apart(index, told) or is_new_story(line.text, told, self.body, self.places):
                self.close(index)
        elif self.noise_run >= 2 and len(self.body) >= MIN_ARTICLE and not self._resumes(index):
            self.close(index)

    def _apart(self, index: int, lead: str) -> bool:
        """Whether wide gaps part a headline with its lead, and others below, from a story that they
        do not go on with."""
        if len(self.body) < MIN_ARTICLE or not self._is_wide(index) or _PRONOUN.match(lead):
            return False
        if any(self._is_wide(within) for within in range(self.prose[0] + 1, self.prose[-1] + 1)):
            return False
        below = range(index + 1, len(self.lines))
        if not any(self.lines[i].kind is Kind.HEAD and self._is_wide(i) for i in below):
            return False
        return coverage(lead, pairs(self.body)) < _UNLIKE_APART

    def _is_wide(self, index: int) -> bool:
        """Whether more than one empty line stands right above a line."""
        return bool(self.lines[index].text) and not any(
            o.text for o in self.lines[index - 2 : index]
        )

    def _within(self, index: int) -> bool:
        """Whether a list stands between two of the story's paragraphs and nothing else does."""
        first = last = index
        while first > 0 and self.lines[first].kind in _LISTED and index - first < _OVER:
            first -= 1
        while last + 1 < len(self.lines) and self.lines[last].kind in _LISTED:
            last += 1
        above, below = self.lines[first], self.lines[last]
        if above.kind is not Kind.PROSE or below.kind is not Kind.PROSE or last - first > 2 * _OVER:
            return False
        return not is_teaser(below.text) and not DATELINE.match(below.text)

    def _resumes(self, index: int, headed: bool = False) -> bool:
        """Whether, over what belongs to a picture (and a subhead, if `headed`), a paragraph or the
        next one goes on."""
        so_far, found = pairs(self.body), 0
        for line in self.lines[index : index + _OVER]:
            if line.kind is Kind.PROSE and not is_teaser(line.text):
                if coverage(line.text, so_far) >= _GOES_ON or (headed and found):
                    return True
                found += 1
            loose = (
                line.kind is Kind.HEAD and (headed or len(line.text) < _HEAD_LEAST) and not found
            )
            credit = line.kind is Kind.LEGAL and BARE_CREDIT.match(line.text)
            if line.kind not in (*_SKIPPED, Kind.PROSE) and not loose and not credit:
                return False
        return False


def cut(lines: list[Line], places: frozenset[str] = frozenset()) -> list[Story]:
    """The page's stories in order, `places` naming regions; each has at least one line of prose."""
    return _Cutter(lines, places).walk()
