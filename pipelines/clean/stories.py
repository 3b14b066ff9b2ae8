"""Cuts a page's lines into stories and picks the one that the page is about.

A page holds one article and pieces of many others.  Three facts of layout carry the cut: an
article has one lead, so a second headline-and-lead that names a region or a subject of its own
opens another story; legal lines, sign-offs and lists close the one before; and teasers break off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.clean.lines import Kind, Line, is_teaser

MIN_ARTICLE = 110
"""Characters of prose below which a story is a brief or a teaser, not the page's article."""

_DATELINE = re.compile(
    r"^\s*(?:\[[^\]]{2,30}\]|\([^)]{2,12}=[^)]{2,12}\)|[가-힣]{2,8}=[가-힣]{2,10}|【[^】]{2,30}】)"
)
_REGION_LIKE = re.compile(
    r"(?<![가-힣])([가-힣]{1,4}(?:특별시|광역시|특례시|시|군|구|도))(?![가-힣]{3})"
)
_LEAD_SUBJECT = re.compile(
    r"^[\"'“‘]?(?:[가-힣]{2,4}\s)?[가-힣]{2,7}(?:시|군|구|도|청|공사|대학교?|의회|교육청|경찰서|소방서)"
    r"(?:[(（][^)）]{2,20}[)）])?(?:는|은|가|이|와|과|에|의|,|와의)\s"
)
_HANGUL_PAIR = re.compile(r"(?=([가-힣A-Za-z0-9]{2}))")
_SKIPPED = (Kind.BLANK, Kind.CAPTION, Kind.UI)


@dataclass(frozen=True, slots=True)
class Story:
    """Lines `start` to `end` (exclusive) that hang together; `lines` are those that are prose."""

    start: int
    end: int
    prose: tuple[int, ...]
    length: int
    teaser: bool


def pairs(text: str) -> frozenset[str]:
    """The letter pairs of a text: a measure of shared wording that needs no morphology."""
    return frozenset(_HANGUL_PAIR.findall(re.sub(r"[^가-힣A-Za-z0-9]", "", text)))


def coverage(part: str, whole: frozenset[str]) -> float:
    """The share of a short text's letter pairs that a longer text has too, 0 to 1."""
    own = pairs(part)
    return len(own & whole) / len(own) if own else 0.0


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


def _regions_like(text: str) -> set[str]:
    return {match.group(1) for match in _REGION_LIKE.finditer(text)}


def _is_new_story(head: str, lead: str, body: str) -> bool:
    """Whether a headline and its lead belong to another story than the text so far."""
    if is_teaser(lead) or _DATELINE.match(lead):
        return True
    so_far = pairs(body)
    if coverage(head, so_far) >= 0.6:
        return False
    opening = lead[:60]
    fresh = {r for r in _regions_like(head) | _regions_like(opening) if r not in body}
    if fresh:
        return True
    restates = coverage(head, pairs(lead)) >= 0.5
    return restates and coverage(head, so_far) < 0.35 and bool(_LEAD_SUBJECT.match(lead))


def _is_glued_lead(text: str, body: str) -> bool:
    """Whether a paragraph without a headline starts another story (dateline, foreign subject)."""
    if _DATELINE.match(text) and len(body) > MIN_ARTICLE:
        return True
    if is_teaser(text):
        opening = _regions_like(text[:40])
        return bool(opening) and all(region not in body for region in opening)
    return False


class _Cutter:
    """Walks the lines once, collecting stories."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.stories: list[Story] = []
        self.start = 0
        self.prose: list[int] = []
        self.body = ""
        self.noise_run = 0

    def close(self, at: int) -> None:
        if self.prose:
            last = self.lines[self.prose[-1]].text
            length = sum(len(self.lines[i].text) for i in self.prose)
            teaser = is_teaser(last) and length < 320
            self.stories.append(Story(self.start, at, tuple(self.prose), length, teaser))
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
        if self.prose and not line.joined and _is_glued_lead(line.text, self.body):
            self.close(index)
        self.prose.append(index)
        self.body += line.text + "\n"
        self.noise_run = 0

    def _other(self, index: int, line: Line) -> None:
        enough = len(self.body) >= MIN_ARTICLE
        if line.kind in (Kind.LEGAL, Kind.END):
            self.close(index + 1)
        elif line.kind in (Kind.BYLINE, Kind.STAMP, Kind.CLOCK, Kind.WEATHER):
            if enough:
                self.close(index + 1)
        elif line.kind in (Kind.HEAD, Kind.ITEM, Kind.UI):
            self._loose(index, line)

    def _loose(self, index: int, line: Line) -> None:
        bullet = line.text[0] in "▲△▶▷■□◆◇○●☞※①②③④⑤⑥⑦⑧⑨-"
        self.noise_run += 0 if bullet else 1
        lead = _opens_lead(self.lines, index) if line.kind is not Kind.UI else None
        if lead is not None and not bullet:
            if _is_new_story(line.text, self.lines[lead].text, self.body):
                self.close(index)
        elif self.noise_run >= 2 and len(self.body) >= MIN_ARTICLE:
            self.close(index)


def cut(lines: list[Line]) -> list[Story]:
    """The page's stories in order; each has at least one line of prose."""
    return _Cutter(lines).walk()


def choose(stories: list[Story]) -> Story | None:
    """The page's own article: the first story of weight that is not a teaser, else None."""
    whole = [story for story in stories if not story.teaser]
    longest = max((story.length for story in whole), default=0)
    for story in whole:
        if story.length >= MIN_ARTICLE and story.length >= min(0.4 * longest, 300):
            return story
    return None


def is_front_page(stories: list[Story], chosen: Story) -> bool:
    """Whether a page is a list of leads: many short stories and no long one."""
    short = [story for story in stories if story.length < 260]
    return len(short) >= 4 and chosen.length < 260 and len(chosen.prose) <= 2
