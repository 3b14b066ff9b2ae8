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
_TAIL_MARK = re.compile(r"\s[-–—>›»|]\s")
_SUBTITLE_TAIL = re.compile(r"\s[-–—]\s(?=[^\s]+\s\S).{8,60}$")
"""A subtitle on the headline's own line (`… 착수 - 과제 10여 개 공모`)."""
_CRUMBS = re.compile(r"^(?:홈|HOME|Home)\b|\s[>›»]\s")
_SERIES = re.compile(
    r"^\s*[\[【〈<](?P<front>[^\]】〉>]{2,16})[\]】〉>]\s*(?=\S)|\s*[\[【〈](?P<back>[^\]】〉]{2,16})[\]】〉]\s*$"
)
_SIGNED = re.compile(r"@[\w-]+[.]\w|\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}[.]?\s\d{1,2}:\d{2}")
"""An address or a moment: a line that signs or stamps, whatever else it says."""
_SITE_WORD, _SITE_LINE = re.compile(r"홈페이지|누리집|모바일\s?(?:웹|사이트|페이지)?$|바로가기"), 24
"""What a site calls itself, and the letters that such a line has at most."""
_FIELD = re.compile(r"^제\s?목\s*[:：|]?\s+")
_BYLINE_TAIL = re.compile(r"\s[가-힣]{2,4}\s?(?:기자|특파원)\s*$")
_QUOTES = re.compile(r"[\s\"'“”‘’「」『』…·,.ㆍ]+")


_SHARED, _REPEATED, _LITTLE = 0.37, 0.18, 0.1
"""Least shares of a headline's wording that stand in the body: once, repeated, last resort."""
_FAIR = 0.25
"""Least share of a line above all others to be a headline over a subtitle that tells it plainly."""
_WORDS = re.compile(r"[가-힣A-Za-z0-9]{2,}")
_REGION = re.compile(
    r"^[\[‘“'\"]?(?P<name>[가-힣]{2,4}?)(?:특별시|광역시|특례시|시|군|구|도)?(?:[\s,·’”'\"\]]|의회|청\s)"
)
_PASSED = frozenset({Kind.BLANK, Kind.UI, Kind.STAMP, Kind.CLOCK, Kind.BYLINE})
_WHOLE = 14
"""Letters that must be left of a headline when a section's name is taken off it."""
_FEW = 4
"""Words that a headline has as a rule: with fewer, it is rather the name of a site or section."""
_FAR = 1000
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
    foreign: bool

    @property
    def score(self) -> float:
        """How much speaks for it: its wording, its place above a stamp, its being repeated."""
        place = 0.45 * self.repeated + 0.25 * self.stamped
        return self.share + place - 0.006 * min(self.distance, 40)


def strip_outlet(title: str) -> str:
    """A page title without the outlet's name and the section behind it."""
    title = _OUTLET_HEAD.sub("", _OUTLET_TAIL.sub("", title))
    title = _FIELD.sub("", title).strip()
    for tail in (_SECTION_TAIL, _SUBTITLE_TAIL) if _TAIL_MARK.search(title) else ():
        bare = tail.sub("", title)
        title = bare if len(bare) >= _WHOLE else title
    return title


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
        and not (len(text) <= _SITE_LINE and _SITE_WORD.search(text))
        and not _SIGNED.search(text)
        and " " in text
        and not _CRUMBS.search(strip_outlet(text))
        and not text.startswith(("•", "▲", "- ", "-", "–", "―"))
        and (line.kind in (Kind.HEAD, Kind.ITEM) or not is_credited(text))
    )


def find_headline(
    lines: list[Line], story: Story, body: str, rules: PageRules, masthead: str = ""
) -> tuple[str | None, int | None]:
    """The headline above `story` and its line; (None, None) where the page has none.

    A headline shares its wording with the article and is often printed two or three times.
    A subtitle shares even more, so the first line of the block that holds the best one wins.
    `masthead` is the outlet of the dateline: its name with a region behind is no headline.
    """
    scored = [
        candidate
        for candidate in _scored(lines, story, body, rules)
        if not _is_masthead(lines[candidate.index].text.strip(), masthead)
    ]
    strong = [c for c in scored if c.share >= (_REPEATED if c.repeated else _SHARED)]
    strong = [c for c in strong if not c.foreign] or strong
    chosen = (
        _topmost(_first_of_best_block(strong, scored), scored, lines)
        if strong
        else _nearest(scored)
    )
    if chosen is None:
        return None, None
    whole = strip_outlet(lines[chosen.index].text)
    text = _BYLINE_TAIL.sub("", whole)
    if text != whole and text.rstrip().endswith("다."):  # a sentence signed by its reporter
        return None, None
    return without_series(text, rules.labels), chosen.index


def _is_masthead(text: str, masthead: str) -> bool:
    """`세계타임즈 대구`: an outlet's name with a region heads no article."""
    return bool(masthead) and text.startswith(masthead) and len(text) <= len(masthead) + 5


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
            share = (coverage(title, whole) + _words_shared(title, body)) / 2
            foreign = _is_foreign(title, body, rules)
            found.append(_Candidate(index, distance, share, repeated, stamped, len(title), foreign))
    return found


def _first_of_best_block(strong: list[_Candidate], scored: list[_Candidate]) -> _Candidate:
    best = max(strong, key=lambda c: c.score)
    if best.repeated:
        return _top_of_block([c for c in strong if c.repeated], best)
    weak = (c.distance for c in scored if c.distance > best.distance and c not in strong)
    edge = min(weak, default=_FAR)
    return _top_of_block([c for c in strong if c.distance < edge], best)


def _top_of_block(strong: list[_Candidate], best: _Candidate) -> _Candidate:
    """The topmost candidate that a chain of near ones links to the best."""
    top = best
    for candidate in sorted(strong, key=lambda c: c.distance):
        if top.distance < candidate.distance <= top.distance + _BLOCK:
            top = candidate
    return top


def _topmost(chosen: _Candidate, scored: list[_Candidate], lines: list[Line]) -> _Candidate:
    """The first of the lines that stand without a gap above the chosen one: subtitles follow.

    A line that shares little with the article is its headline if it stands alone; several are
    the headlines of others.
    """
    near = {c.index: c for c in scored}
    above = near.get(chosen.index - 1)
    while not chosen.repeated and above and above.length >= _WHOLE and not above.foreign:
        beyond = near.get(above.index - 1)
        listed = above.index > 0 and lines[above.index - 1].kind in (Kind.END, Kind.ITEM)
        alone = not listed and beyond is None
        if above.share < _SHARED and not (above.share >= _LITTLE and alone):
            break
        chosen, above = above, beyond
    last = scored[-1]
    top = last.distance == chosen.distance + 1 and last.length >= _WHOLE and not last.foreign
    return last if top and not chosen.repeated and last.share >= _FAIR else chosen


def _words_shared(title: str, body: str) -> float:
    """The share of a title's words whose beginnings stand in the body, 0 to 1."""
    words = [word[:2] if word[0] >= "가" else word for word in _WORDS.findall(title)]
    return sum(word in body for word in words) / max(_FEW, len(words))


def _is_foreign(title: str, body: str, rules: PageRules) -> bool:
    """Whether a headline begins with a region that the article does not name."""
    match = _REGION.match(title)
    if match is None:
        return False
    return match["name"] in rules.places and match["name"] not in body


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
