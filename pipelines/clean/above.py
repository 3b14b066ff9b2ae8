"""Gathers the lines above an article that may be its headline, with what is known of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from pipelines.clean.captions import is_credited, is_watched
from pipelines.clean.lines import Kind, Line, ends_sentence, is_teaser
from pipelines.clean.marks import is_mark
from pipelines.clean.press import MASTHEAD, PRESS
from pipelines.clean.rules import PageRules
from pipelines.clean.stories import Story
from pipelines.clean.titles import CRUMBS, bare, is_signed
from pipelines.clean.wording import pairs

_SIGNED = re.compile(r"@[\w-]+[.]\w|\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}[.]?\s\d{1,2}:\d{2}")
"""An address or a moment: a line that signs or stamps, whatever else it says."""
_SITE_WORD, _SITE_LINE = (
    re.compile(
        r"(?:홈페이지|누리집)(?:입니다|에\s오신\s.*)?$|블로그$|모바일\s?(?:웹|사이트|페이지)?$|바로가기"
    ),
    24,
)
"""What a site calls itself, and the letters that such a line has at most."""
_NAMED = re.compile(rf"^(?:\S+\s){{0,2}}?\S*(?:{PRESS}|News|NEWS|net)(?:\s\S+){{0,2}}$")
"""A site's name: few words, one of which is named like an outlet."""
_WORDS = re.compile(r"[가-힣A-Za-z0-9]{2,}")
_NAME = re.compile(r"(?<![가-힣])[가-힣]{2,5}(?=[\s,·’”'\"…]|$)")
_SEAT = re.compile(r"(?<=[시군구도])(?:장|수|청|의회|민|지사)$")
"""What makes an office or its holder of a region's name."""
_OPENING = "‘“'\""
_QUOTES = re.compile(r"[\s\"'“”‘’「」『』…·,.ㆍ]+")
_PARTED = "\0"
"""What no line holds (`lines.normalise`)."""
_STOP = re.compile(r"[다요][.]")
_LEAD = 400
"""Letters that the first two sentences of an article have at most."""
_PASSED = frozenset({Kind.BLANK, Kind.UI, Kind.STAMP, Kind.CLOCK, Kind.BYLINE})
SIGNS = frozenset({Kind.STAMP, Kind.BYLINE})
_IN_SERIES = re.compile(r"[\[<【]\S{2,8}[\]>】]\s?(?:\S+\s){2,}\S")
"""A headline with the name of its series, be it one of those that begin lists elsewhere."""
_LIKE = frozenset({Kind.HEAD, Kind.PROSE, Kind.CAPTION, Kind.ITEM})
FEW = 4
"""Words that a headline has as a rule: with fewer, it is rather the name of a site or section."""
_LEAST, _MOST = 8, 130
"""Letters that a headline has, be a subtitle glued to it."""
_LABEL_ALONE = re.compile(r"\[[^\[\]]{2,16}\]")
"""A section's or station's name in brackets and nothing else."""
_POINTS = re.compile(r"(?!▲▲)[▲△▼▽◀▶•]")
"""What points at a picture, or opens an item of a list."""
_OF_MENU = re.compile(
    r"(?:[가-힣A-Za-z·/>]{0,12}(?:소개|안내|마당|소식|자료|정보|민원|광장|참여|현황|알림|공지|게시판|자료실|홍보|봉사|서비스|상세보기|목록)[\s>·/]*){2,}"
)
_MENU, _PART = 3, 12
"""Bars from which on a line is a menu; letters of a section's or site's name behind a headline."""
_SITE_NAME = 30
"""Letters that a site's name with the words of its menu has at most."""
_PARAGRAPH = 80
"""Letters from which on prose above a lead is another article's, not a headline."""
_WITHIN = 120
"""Lines above an article in which its headline is looked for."""
WHOLE = 14
"""Letters that a headline has at least, as a rule."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A line that may be a headline: its distance in lines of content, the shares of its wording
    that article and lead have; `foreign`: names a region that the article does not; `outlet`: is
    named like a site; `told`: other prose stands between it and the lead."""

    index: int
    distance: int
    text: str
    key: str
    share: float
    lead: float
    foreign: bool
    outlet: bool
    told: bool

    @property
    def strange(self) -> bool:
        """Whether it is no headline that a subtitle could stand below."""
        return self.foreign or self.outlet


class Above:
    """The part of a page above an article's first sentence, counted once for all candidates."""

    def __init__(self, lines: list[Line], story: Story, body: str, rules: PageRules) -> None:
        self.lines, self.rules, self.body = lines, rules, body
        self.first = story.prose[0]
        ends = [match.end() for match in islice(_STOP.finditer(body, 0, _LEAD), 2)]
        self.lead = body[: ends[-1] if ends else _LEAD]
        self.pairs, self.lead_pairs = pairs(body), pairs(self.lead)
        self._keys = _key(_PARTED.join(line.text for line in lines[: self.first]))
        held = [i for i in range(self.first) if lines[i].kind is not Kind.BLANK]
        self.rank = {index: place for place, index in enumerate(held)}
        self.kinds = [lines[index].kind for index in held]
        signs = [place for place, kind in enumerate(self.kinds) if kind in SIGNS]
        self.signs = (signs[0], signs[-1]) if signs else (len(held), -1)

    def stands_twice(self, key: str) -> bool:
        """Whether two lines above the lead hold a key."""
        found = self._keys.find(key) if key else -1
        below = self._keys.find(_PARTED, found) if found >= 0 else -1
        return below >= 0 and key in self._keys[below:]


def seen_above(above: Above, masthead: str) -> list[Seen]:
    """Lines that may be headlines, from the nearest upward.

    `masthead` is the outlet of the dateline: its name with a region behind is no headline.
    """
    distance, told, found = 0, False, list[Seen]()
    for index in range(above.first - 1, max(-1, above.first - _WITHIN), -1):
        line = above.lines[index]
        if line.kind in _PASSED:
            continue
        distance += 1
        told = told or (line.kind is Kind.PROSE and len(line.text) >= _PARAGRAPH)
        if not _may_be_headline(line) or above.rules.is_section(line.text):
            continue
        text = bare(line.text)
        if len(text) < _LEAST or _is_masthead(text, masthead) or _is_site(text, above.rules):
            continue
        if not CRUMBS.search(text):
            own = pairs(text)
            size = len(own) or 1
            share = (len(own & above.pairs) / size + _words_shared(text, above.body)) / 2
            lead = len(own & above.lead_pairs) / size
            foreign, outlet = _is_foreign(text, above), is_outlet(text)
            if told and foreign:
                continue  # the headline of the story whose lead stands in between
            seen = Seen(index, distance, text, _key(text), share, lead, foreign, outlet, told)
            found.append(seen)
    return found


def _is_foreign(text: str, above: Above) -> bool:
    """Whether a line names a region that the article does not."""
    names = (_SEAT.sub("", name) for name in _NAME.findall(text))
    return any(name in above.rules.places and name[:2] not in above.body for name in names)


def _is_site(text: str, rules: PageRules) -> bool:
    """Whether a line is a site's name with the words of its menu and nothing else."""
    name, *words = text.split()
    if len(words) > FEW or not MASTHEAD.match(name):
        return False
    return all(word.isascii() or rules.classify(word) in (Kind.UI, Kind.END) for word in words)


def is_outlet(text: str) -> bool:
    """Whether a line is rather a site's name."""
    return len(text) <= _SITE_NAME and bool(_NAMED.search(text))


def _may_be_headline(line: Line) -> bool:
    text = line.text
    labelled = line.kind is Kind.END and _IN_SERIES.match(text)
    if not (line.kind in _LIKE or labelled) or not _LEAST <= len(text) <= _MOST or " " not in text:
        return False
    if line.kind is Kind.CAPTION and (ends_sentence(text) or is_credited(text)):
        return False
    if line.kind is Kind.PROSE and (is_teaser(text) or is_watched(text)):
        return False
    if line.kind is Kind.ITEM and text[0] not in _OPENING:
        return False
    if text[:2] == "○…" or (text.endswith("니다.") and text[0] not in _OPENING):
        return False
    if text.startswith("http") or _LABEL_ALONE.fullmatch(text) or _is_category(text):
        return False
    if _is_menu(text) or is_mark(line) or _POINTS.match(text):
        return False
    site = len(text) <= _SITE_LINE and _SITE_WORD.search(text)
    return not (site or _SIGNED.search(text) or is_signed(text))


def _is_category(text: str) -> bool:
    """Whether a blog's category stands there with the one above it (`기자단/제9기 기자단`)."""
    outer, slash, inner = (part.strip() for part in text.partition("/"))
    return bool(slash) and len(outer) > 1 and (outer in inner or inner in outer) and "," not in text


def _is_menu(text: str) -> bool:
    """Whether bars part a line into many pieces, or into words alone; or all its words name parts
    of a public site (`구정소식 알림마당 열린광장`)."""
    if _OF_MENU.fullmatch(text):
        return True
    parts = text.split(" | ")
    if (
        len(parts[0]) >= WHOLE
        and parts[0].count(" ") > 1
        and max(map(len, parts[1:]), default=0) <= _PART
    ):
        return False  # a headline with the sections and the site that it stands in
    return len(parts) > _MENU or (len(parts) == _MENU and not any(" " in part for part in parts))


def _is_masthead(text: str, masthead: str) -> bool:
    """`세계타임즈 대구`: an outlet's name with a region heads no article."""
    return bool(masthead) and text.startswith(masthead) and len(text) <= len(masthead) + 5


def _words_shared(text: str, body: str) -> float:
    """The share of a line's words whose beginnings stand in the body, 0 to 1."""
    words = [word[:2] if word[0] >= "가" else word for word in _WORDS.findall(text)]
    return sum(word in body for word in words) / max(FEW, len(words))


def _key(text: str) -> str:
    return _QUOTES.sub("", text)
