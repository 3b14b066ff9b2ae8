"""Lines that may be an article's headline, each with what a reader would judge it by.

A feature is a number of about 0 to 1; what each counts for is fitted to annotated pages
(`scripts/fit_headline.py`) and stands in `data/reference/choice_weights.tsv`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from pipelines.clean.captions import is_credited
from pipelines.clean.lines import Kind, Line, ends_sentence, is_teaser
from pipelines.clean.press import MASTHEAD, PRESS
from pipelines.clean.rules import PageRules
from pipelines.clean.stories import Story, pairs
from pipelines.clean.titles import CRUMBS, bare, is_signed, without_series

_SIGNED = re.compile(r"@[\w-]+[.]\w|\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}[.]?\s\d{1,2}:\d{2}")
"""An address or a moment: a line that signs or stamps, whatever else it says."""
_SITE_WORD, _SITE_LINE = re.compile(r"홈페이지|누리집|모바일\s?(?:웹|사이트|페이지)?$|바로가기"), 24
"""What a site calls itself, and the letters that such a line has at most."""
_NAMED = re.compile(rf"^(?:\S+\s){{0,2}}?\S*(?:{PRESS}|News|NEWS|net)(?:\s\S+){{0,2}}$")
"""A site's name: few words, one of which is named like an outlet."""
_WORDS = re.compile(r"[가-힣A-Za-z0-9]{2,}")
_REGION = re.compile(
    r"^[\[‘“'\"]?(?P<name>[가-힣]{2,4}?)(?:특별시|광역시|특례시|시|군|구|도)?(?:[\s,·’”'\"\]]|의회|청\s)"
)
_NAME = re.compile(r"(?<![가-힣])[가-힣]{2,5}(?=[\s,·’”'\"…]|$)")
_OPENS = re.compile(r"^[‘“'\"]?[^\s,]{2,12}(?:[·-][^\s,]{2,12})*,\s")
"""A headline's usual first words: who acts, and a comma."""
_BREAK = re.compile(r"…|\.\.|⋯")
_QUOTED = re.compile(r"[‘“\"'][^’”\"']{2,}[’”\"']")
_CLAUSE = re.compile(
    r"[가-힣](?:은|는|이|가|을|를|에|의|로|에서|와|과|도|한|할|된|될)[\s,…·]|[다나까요라자][\s.…,!?’”]|[다나까요라자]$"
)
"""Words that form a clause: a particle or a verb, as no menu has."""
_BARS = re.compile(r"\s[|ㅣ/·>]\s")
_DASHED = re.compile(r"^[-–—▲△▶◆■□●◇△*※#ㆍ·]|[-–—]$")
_OPENING = "‘“'\""
_QUOTES = re.compile(r"[\s\"'“”‘’「」『』…·,.ㆍ]+")
_STOP = re.compile(r"[다요][.]")
_LEAD = 400
"""Letters that the first two sentences of an article have at most."""
_PASSED = frozenset({Kind.BLANK, Kind.UI, Kind.STAMP, Kind.CLOCK, Kind.BYLINE})
_SIGNS = frozenset({Kind.STAMP, Kind.BYLINE})
_LIKE = frozenset({Kind.HEAD, Kind.PROSE, Kind.CAPTION, Kind.ITEM})
_FEW = 4
"""Words that a headline has as a rule: with fewer, it is rather the name of a site or section."""
_LEAST, _MOST = 8, 130
"""Letters that a headline has, be a subtitle glued to it."""
_MENU = 3
"""Bars from which on a line is a menu."""
_SITE_NAME = 30
"""Letters that a site's name with the words of its menu has at most."""
_PARAGRAPH = 80
"""Letters from which on prose above a lead is another article's, not a headline."""
_BLOCK = 3
"""Lines without a gap that a headline and its subtitles are at most."""
_WITHIN = 120
"""Lines above an article in which its headline is looked for."""
_WHOLE = 14
"""Letters that a headline has at least, as a rule."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line's place on the page, its words as a headline, and its features."""

    index: int
    text: str
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A line that may be a headline: its distance in lines of content, and its share of wording."""

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


class _Above:
    """The part of a page above an article's first sentence, counted once for all candidates."""

    def __init__(self, lines: list[Line], story: Story, body: str, rules: PageRules) -> None:
        self.lines, self.rules, self.body = lines, rules, body
        self.first = story.prose[0]
        ends = [match.end() for match in islice(_STOP.finditer(body, 0, _LEAD), 2)]
        self.lead = body[: ends[-1] if ends else _LEAD]
        self.pairs, self.lead_pairs = pairs(body), pairs(self.lead)
        self.counts = Counter(_key(line.text) for line in lines[: self.first] if line.text)
        held = [i for i in range(self.first) if lines[i].kind is not Kind.BLANK]
        self.rank = {index: place for place, index in enumerate(held)}
        self.kinds = [lines[index].kind for index in held]
        signs = [place for place, kind in enumerate(self.kinds) if kind in _SIGNS]
        self.signs = (signs[0], signs[-1]) if signs else (len(held), -1)


def candidates(
    lines: list[Line], story: Story, body: str, rules: PageRules, masthead: str = ""
) -> list[Candidate]:
    """The lines above `story` that may be its headline, from the nearest upward.

    `masthead` is the outlet of the dateline: its name with a region behind is no headline.
    """
    above = _Above(lines, story, body, rules)
    seen = [one for one in _seen(above) if not _is_masthead(one.text, masthead)]
    return [
        Candidate(
            one.index,
            without_series(one.text, rules.kept_labels),
            _features(one, place, seen, above),
        )
        for place, one in enumerate(seen)
    ]


def _seen(above: _Above) -> list[_Seen]:
    """Lines that may be headlines, from the nearest upward; `told`: other prose follows below."""
    distance, told, found = 0, False, list[_Seen]()
    for index in range(above.first - 1, max(-1, above.first - _WITHIN), -1):
        line = above.lines[index]
        if line.kind in _PASSED:
            continue
        distance += 1
        told = told or (line.kind is Kind.PROSE and len(line.text) >= _PARAGRAPH)
        if not _may_be_headline(line) or above.rules.is_section(line.text):
            continue
        text = bare(line.text)
        if len(text) >= _LEAST and not CRUMBS.search(text) and not _is_site(text, above.rules):
            own = pairs(text)
            size = len(own) or 1
            share = (len(own & above.pairs) / size + _words_shared(text, above.body)) / 2
            lead = len(own & above.lead_pairs) / size
            foreign, outlet = _is_foreign(text, above), _is_outlet(text)
            seen = _Seen(index, distance, text, _key(text), share, lead, foreign, outlet, told)
            found.append(seen)
    return found


def _is_foreign(text: str, above: _Above) -> bool:
    """Whether a line names a region that the article does not."""
    return any(
        name in above.rules.places and name[:2] not in above.body for name in _NAME.findall(text)
    )


def _is_site(text: str, rules: PageRules) -> bool:
    """Whether a line is a site's name with the words of its menu and nothing else."""
    name, *words = text.split()
    if len(words) > _FEW or not MASTHEAD.match(name):
        return False
    return all(word.isascii() or rules.classify(word) in (Kind.UI, Kind.END) for word in words)


def _is_outlet(text: str) -> bool:
    """Whether a line is rather a site's name."""
    return len(text) <= _SITE_NAME and bool(_NAMED.search(text))


def _may_be_headline(line: Line) -> bool:
    text = line.text
    if line.kind not in _LIKE or not _LEAST <= len(text) <= _MOST or " " not in text:
        return False
    if line.kind is Kind.CAPTION and (ends_sentence(text) or is_credited(text)):
        return False
    if line.kind is Kind.PROSE and is_teaser(text):
        return False
    if line.kind is Kind.ITEM and text[0] not in _OPENING:
        return False
    if text.endswith(".") and not (text.endswith("..") or ends_sentence(text)):
        return False
    if text.count(" | ") >= _MENU:
        return False
    site = len(text) <= _SITE_LINE and _SITE_WORD.search(text)
    return not (site or _SIGNED.search(text) or is_signed(text))


def _is_masthead(text: str, masthead: str) -> bool:
    """`세계타임즈 대구`: an outlet's name with a region heads no article."""
    return bool(masthead) and text.startswith(masthead) and len(text) <= len(masthead) + 5


def _features(one: _Seen, place: int, seen: list[_Seen], above: _Above) -> dict[str, float]:
    """All that speaks for and against a line."""
    return {
        **_wording(one, above),
        "outlet": one.outlet,
        **_form(one.text, above.lines[one.index].kind),
        **_place(one, above),
        **_company(one, place, seen),
    }


def _wording(one: _Seen, above: _Above) -> dict[str, float]:
    """What a line shares with the article, and whether the page repeats it."""
    key = one.key
    region = _REGION.match(one.text)
    named = region["name"] if region and region["name"] in above.rules.places else ""
    twice = sum(count for other, count in above.counts.items() if key and key in other) > 1
    return {
        "share": one.share,
        "share_low": one.share < 0.2,
        "share_fair": one.share >= 0.37,
        "lead": one.lead,
        "verbatim": len(key) >= 10 and one.text in above.body,
        "twice": twice,
        "foreign": one.foreign,
        "foreign_low": one.foreign and one.share < 0.2,
        "told": one.told,
        "sentence": ends_sentence(one.text),
        "region": named in above.lead if named else False,
        "region_later": named in above.body and named not in above.lead if named else False,
    }


def _form(text: str, kind: Kind) -> dict[str, float]:
    """What a line looks like by itself."""
    words = text.split()
    short = sum(len(word) <= 4 for word in words) / len(words)
    clause = bool(_CLAUSE.search(text))
    return {
        "item": kind is Kind.ITEM,
        "very_short": len(text) < 12,
        "short": len(text) < _WHOLE + 4,
        "long": len(text) > 60,
        "few_words": max(0, _FEW - len(words)) / 3,
        "opens": bool(_OPENS.match(text)),
        "break": bool(_BREAK.search(text)),
        "quoted": bool(_QUOTED.search(text)),
        "dashed": bool(_DASHED.search(text)),
        "clause": clause,
        "menu": len(words) >= 4 and short >= 0.8 and not clause and "," not in text,
        "bars": len(_BARS.findall(text)) >= 2,
    }


def _place(one: _Seen, above: _Above) -> dict[str, float]:
    """Where a line stands: how far above the lead, beside which stamps, in which block."""
    rank, kinds = above.rank[one.index], above.kinds
    below, before = kinds[rank + 1 : rank + 4], kinds[rank - 1] if rank else None
    return {
        "distance": math.log1p(one.distance) / 3,
        "next_to_lead": one.distance == 1,
        "alone": rank == 0 and one.distance == 1,
        "top": rank == 0,
        "near_top": rank <= 2,
        "over_sign": bool(below) and below[0] in _SIGNS,
        "near_sign": not _SIGNS.isdisjoint(below[1:]),
        "under_sign": before in _SIGNS,
        "below_signs": above.signs[0] < rank,
        "above_signs": above.signs[1] > rank,
        "under_list": before in (Kind.ITEM, Kind.END),
    }


def _company(one: _Seen, place: int, seen: list[_Seen]) -> dict[str, float]:
    """The lines like it close by: a subtitle stands below its headline, a list goes on."""
    over = [s for s in seen[place + 1 : place + 4] if s.distance <= one.distance + 3]
    under = [s for s in seen[max(0, place - 3) : place] if s.distance >= one.distance - 3]
    over = [s for s in over if _rivals(s, one)]
    under = [s for s in under if _rivals(s, one)]
    block = _block(one, place, seen)
    best = max((s.share for s in seen if s.key != one.key), default=0.0)
    return {
        "over_share": max((s.share for s in over), default=0.0),
        "under_share": max((s.share for s in under), default=0.0),
        "alike_over": any(s.share >= 0.3 for s in over),
        "like_over": len(over) / 3,
        "crowns": block[0] is one and 1 < len(block) <= _BLOCK,
        "crowned": block[0] is not one and len(block) <= _BLOCK,
        "alike_under": any(s.share >= 0.3 for s in under),
        "behind_best": max(0.0, best - one.share),
        "best": one.share > best,
        "first_seen": place == len(seen) - 1,
    }


def _block(one: _Seen, place: int, seen: list[_Seen]) -> list[_Seen]:
    """The lines that stand without a gap about one, from the topmost down, no strangers' among them."""
    block = [one]
    for other in seen[place + 1 :]:
        if other.index != block[0].index - 1:
            break
        block.insert(0, other)
    for other in reversed(seen[:place]):
        if other.index != block[-1].index + 1:
            break
        block.append(other)
    return block if not any(other.strange for other in block) else [one]


def _rivals(other: _Seen, one: _Seen) -> bool:
    """Whether another line may be the headline that a line is the subtitle of, or the reverse."""
    return len(other.text) >= _WHOLE and other.key != one.key and not other.strange


def _words_shared(text: str, body: str) -> float:
    """The share of a line's words whose beginnings stand in the body, 0 to 1."""
    words = [word[:2] if word[0] >= "가" else word for word in _WORDS.findall(text)]
    return sum(word in body for word in words) / max(_FEW, len(words))


def _key(text: str) -> str:
    return _QUOTES.sub("", text)
