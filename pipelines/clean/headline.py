"""Finds the article's own headline among the lines above its first sentence."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipelines.clean.captions import is_credited
from pipelines.clean.lines import Kind, Line, ends_sentence, is_teaser
from pipelines.clean.rules import PageRules
from pipelines.clean.stories import Story, coverage, pairs

_OUTLET_NAMES = r"(?:일보|신문|뉴스|통신|경제|타임스|타임즈|저널|투데이|방송|닷컴|미디어|매일|포커스|TV|News|net)"
_OUTLET_TAIL = re.compile(
    rf"\s*(?:[|<>«»]|::)\s*[^|<>]{{0,24}}{_OUTLET_NAMES}[^|<>]{{0,12}}$"
    rf"|\s[-–—:]\s(?:[A-Z]{{2,4}}\s)?\S{{0,14}}{_OUTLET_NAMES}\S{{0,8}}$",
    re.IGNORECASE,
)
_OUTLET_HEAD = re.compile(
    rf"^\S{{2,8}}{_OUTLET_NAMES}\s?(?:\s(?:[|<>«»:-]|::)\s|\s?모바일\s?사이트,\s)(?=\S.{{10,}})"
)
_SECTION_TAIL = re.compile(r"\s[>›»|]\s[^>›»|\s]{2,8}(?:/[^>›»|\s]{2,8})?$")
_CRUMBS = re.compile(r"^(?:홈|HOME|Home)\b|\s[>›»]\s")
_SERIES = re.compile(
    r"^\s*[\[【〈<](?P<front>[^\]】〉>]{2,16})[\]】〉>]\s*(?=\S)|\s*[\[【〈](?P<back>[^\]】〉]{2,16})[\]】〉]\s*$"
)
_FIELD = re.compile(r"^제\s?목\s*[:：|]?\s+")
_BYLINE_TAIL = re.compile(r"\s[가-힣]{2,4}\s?(?:기자|특파원)\s*$")
_QUOTES = re.compile(r"[\s\"'“”‘’「」『』…·,.ㆍ]+")


_SHARED, _REPEATED, _LITTLE = 0.34, 0.18, 0.1
"""Least shares of a headline's letter pairs that stand in the body: once, repeated, last resort."""
_PASSED = frozenset({Kind.BLANK, Kind.UI, Kind.STAMP, Kind.CLOCK, Kind.BYLINE})
_WHOLE = 14
"""Letters that must be left of a headline when a section's name is taken off it."""
_BLOCK = 3
"""Lines of content within which a headline and its subtitle stand together."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    distance: int
    share: float
    repeated: bool
    stamped: bool
    length: int

    @property
    def score(self) -> float:
        """How much speaks for it: its wording, its place above a stamp, its being repeated."""
        place = 0.45 * self.repeated + 0.25 * self.stamped
        return self.share + place - 0.006 * min(self.distance, 40)


def strip_outlet(title: str) -> str:
    """A page title without the outlet's name and the section behind it."""
    title = _OUTLET_HEAD.sub("", _OUTLET_TAIL.sub("", title))
    title = _FIELD.sub("", title).strip()
    bare = _SECTION_TAIL.sub("", title)
    return bare if len(bare) >= _WHOLE else title


def without_series(title: str, labels: frozenset[str]) -> str:
    """A headline without the name of the column that it runs in (`[오늘 자치구]`).

    What tells the kind of piece (`[르포]`, `[단독]`; `labels`) is part of the headline.
    """
    match = _SERIES.search(title)
    while match and (match["front"] or match["back"]).strip() not in labels:
        rest = title[: match.start()] + title[match.end() :]
        if len(rest) < _WHOLE:
            break
        title, match = rest.strip(), _SERIES.search(rest.strip())
    return title


def _key(text: str) -> str:
    return _QUOTES.sub("", text)


def _is_candidate(line: Line) -> bool:
    if line.kind not in (Kind.HEAD, Kind.PROSE, Kind.CAPTION, Kind.ITEM):
        return False
    text = line.text
    if line.kind is Kind.CAPTION and ends_sentence(text):
        return False
    if line.kind is Kind.PROSE and is_teaser(text):
        return False
    if text.endswith(".") and not text.endswith("..") and not ends_sentence(text):
        return False
    if line.kind is Kind.ITEM and not text.startswith(("‘", "“", "'", '"')):
        return False
    return (
        8 <= len(text) <= 110
        and " " in text
        and not _CRUMBS.search(strip_outlet(text))
        and not text.startswith(("•", "▲"))
        and (line.kind in (Kind.HEAD, Kind.ITEM) or not is_credited(text))
    )


def find_headline(
    lines: list[Line], story: Story, body: str, rules: PageRules
) -> tuple[str | None, int | None]:
    """The headline above `story` and its line; (None, None) where the page has none.

    A headline shares its wording with the article and is often printed two or three times.
    A subtitle shares even more, so the first line of the block that holds the best one wins.
    """
    scored = _scored(lines, story, body, rules)
    strong = [c for c in scored if c.share >= (_REPEATED if c.repeated else _SHARED)]
    chosen = _topmost(_first_of_best_block(strong), scored) if strong else _nearest(scored)
    if chosen is None:
        return None, None
    text = _BYLINE_TAIL.sub("", strip_outlet(lines[chosen.index].text))
    return without_series(text, rules.labels), chosen.index


def _scored(lines: list[Line], story: Story, body: str, rules: PageRules) -> list[_Candidate]:
    """Candidates from the nearest upward, each with its distance in printed lines."""
    first = story.prose[0]
    counts = Counter(_key(line.text) for line in lines[:first] if line.text)
    whole = pairs(body)
    distance, below, found = 0, Kind.PROSE, list[_Candidate]()
    for index in range(first - 1, max(-1, first - 120), -1):
        line = lines[index]
        if line.kind in _PASSED:
            below = below if line.kind is Kind.BLANK else line.kind
            continue
        distance += 1
        stamped, below = below in (Kind.STAMP, Kind.BYLINE), line.kind
        if _is_candidate(line) and not rules.is_section(line.text):
            title = strip_outlet(line.text)
            repeated = counts[_key(line.text)] > 1 or _repeats(title, counts)
            share = coverage(title, whole)
            found.append(_Candidate(index, distance, share, repeated, stamped, len(title)))
    return found


def _first_of_best_block(strong: list[_Candidate]) -> _Candidate:
    best = max(strong, key=lambda c: c.score)
    if best.repeated:
        return _top_of_block([c for c in strong if c.repeated], best)
    return _top_of_block(strong, best)


def _top_of_block(strong: list[_Candidate], best: _Candidate) -> _Candidate:
    """The topmost candidate that a chain of near ones links to the best."""
    top = best
    for candidate in sorted(strong, key=lambda c: c.distance):
        if top.distance < candidate.distance <= top.distance + _BLOCK:
            top = candidate
    return top


def _topmost(chosen: _Candidate, scored: list[_Candidate]) -> _Candidate:
    """The first of the lines that stand without a gap above the chosen one: subtitles follow."""
    lines = {c.index: c for c in scored}
    above = lines.get(chosen.index - 1)
    while not chosen.repeated and above and above.share >= _LITTLE and above.length >= _WHOLE:
        chosen, above = above, lines.get(above.index - 1)
    return chosen


def _nearest(scored: list[_Candidate]) -> _Candidate | None:
    """A figurative headline shares few words: the first line of the block above the lead."""
    chosen, edge = None, 0
    for candidate in scored:
        if candidate.distance > edge + _BLOCK + 2:
            break
        edge = candidate.distance
        own = candidate.distance == 1 and candidate.length >= _WHOLE
        if candidate.share >= _LITTLE or own:
            chosen = candidate
    return chosen


def _repeats(title: str, counts: Counter[str]) -> bool:
    key = _key(title)
    return sum(count for other, count in counts.items() if key and key in other) > 1
