"""What speaks for and against each line above an article as its headline.

A feature is a number of about 0 to 1; what each counts for is fitted to annotated pages
(`scripts/fit_headline.py`) and stands in `data/reference/choice_weights.tsv`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from pipelines.clean.above import FEW, SIGNS, WHOLE, Above, Seen, seen_above
from pipelines.clean.lines import Kind, Line, ends_sentence
from pipelines.clean.press import MASTHEAD
from pipelines.clean.rules import PageRules
from pipelines.clean.stories import Story
from pipelines.clean.titles import closes, is_labelled, without_series

_REGION = re.compile(
    r"^[\[‘“'\"]?(?P<name>[가-힣]{2,4}?)(?:특별시|광역시|특례시|시|군|구|도)?(?:[\s,·’”'\"\]]|의회|청\s)"
)
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
_SUBTITLE = ("- ", "– ", "— ")
_BOXED = re.compile(r"[\[【<〈][^\[\]【】<>〈〉]+[\]】>〉]")
"""A line in brackets from end to end."""
_STRANGE = 0.2
"""Share of its wording that a line has at least from an article that it tells of."""
_BLOCK = 3
"""Lines without a gap that a headline and its subtitles are at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line's place on the page, its words as a headline, and its features."""

    index: int
    text: str
    features: dict[str, float]


def candidates(
    lines: list[Line], story: Story, body: str, rules: PageRules, masthead: str = ""
) -> list[Candidate]:
    """The lines above `story` that may be its headline, from the nearest upward.

    `masthead` is the outlet of the dateline: its name with a region behind is no headline.
    """
    above = Above(lines, story, body, rules)
    seen = _undashed(seen_above(above, masthead))
    best = _best(seen)
    return [
        Candidate(
            one.index,
            without_series(one.text, rules.kept_labels),
            _features(one, place, seen, above, best),
        )
        for place, one in enumerate(seen)
    ]


def _undashed(seen: list[Seen]) -> list[Seen]:
    """The lines without those that a dash or brackets mark as subtitles of another beside them."""
    return [
        one
        for one in seen
        if not _is_subtitle(one)
        or all(_is_subtitle(o) or o.share < _STRANGE for o in seen if _is_beside(o, one))
    ]


def _is_subtitle(one: Seen) -> bool:
    return one.text.startswith(_SUBTITLE) or bool(_BOXED.fullmatch(one.text))


def _is_beside(other: Seen, one: Seen) -> bool:
    """Whether another line may be the headline of a subtitle: a dash's is near, a box may stand
    anywhere."""
    return other is not one and (one.text[0] not in "-–—" or _near(other, one))


def _near(other: Seen, one: Seen) -> bool:
    return abs(other.index - one.index) <= _BLOCK


def _best(seen: list[Seen]) -> list[tuple[float, str]]:
    """The greatest shares of two different wordings, with their keys, the greater first."""
    shares: dict[str, float] = {}
    for one in seen:
        shares[one.key] = max(one.share, shares.get(one.key, 0.0))
    return sorted(((share, key) for key, share in shares.items()), reverse=True)[:2]


def _features(
    one: Seen, place: int, seen: list[Seen], above: Above, best: list[tuple[float, str]]
) -> dict[str, float]:
    """All that speaks for and against a line."""
    return {
        **_wording(one, above),
        "outlet": one.outlet,
        "slogan": _is_slogan(one, above.rules),
        **_form(one.text, above.lines[one.index].kind),
        "closes": closes(one.text, above.rules.closing),
        "labelled": is_labelled(above.lines[one.index].text),
        "only": len(seen) == 1,
        **_place(one, above),
        **_company(one, place, seen, best),
    }


def _is_slogan(one: Seen, rules: PageRules) -> bool:
    """Whether a line that has little to do with the article ends in an outlet's name, as a
    masthead with its motto does (`바른 소식, 바다일보`)."""
    name = one.text.rsplit(" ", 1)[-1]
    return one.share < _STRANGE and (name in rules.outlets or bool(MASTHEAD.fullmatch(name)))


def _wording(one: Seen, above: Above) -> dict[str, float]:
    """What a line shares with the article, and whether the page repeats it."""
    key = one.key
    region = _REGION.match(one.text)
    named = region["name"] if region and region["name"] in above.rules.places else ""
    return {
        "share": one.share,
        "share_low": one.share < 0.2,
        "share_fair": one.share >= 0.37,
        "lead": one.lead,
        "verbatim": len(key) >= 10 and one.text in above.body,
        "twice": above.stands_twice(key),
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
        "short": len(text) < WHOLE + 4,
        "long": len(text) > 60,
        "few_words": max(0, FEW - len(words)) / 3,
        "opens": bool(_OPENS.match(text)),
        "break": bool(_BREAK.search(text)),
        "quoted": bool(_QUOTED.search(text)),
        "dashed": bool(_DASHED.search(text)),
        "clause": clause,
        "menu": len(words) >= 4 and short >= 0.8 and not clause and "," not in text,
        "bars": len(_BARS.findall(text)) >= 2,
    }


def _place(one: Seen, above: Above) -> dict[str, float]:
    """Where a line stands: how far above the lead, beside which stamps, in which block."""
    rank, kinds = above.rank[one.index], above.kinds
    below, before = kinds[rank + 1 : rank + 4], kinds[rank - 1] if rank else None
    return {
        "distance": math.log1p(one.distance) / 3,
        "next_to_lead": one.distance == 1,
        "alone": rank == 0 and one.distance == 1,
        "top": rank == 0,
        "near_top": rank <= 2,
        "over_sign": bool(below) and below[0] in SIGNS,
        "near_sign": not SIGNS.isdisjoint(below[1:]),
        "under_sign": before in SIGNS,
        "below_signs": above.signs[0] < rank,
        "above_signs": above.signs[1] > rank,
        "under_list": before in (Kind.ITEM, Kind.END),
    }


def _company(
    one: Seen, place: int, seen: list[Seen], shares: list[tuple[float, str]]
) -> dict[str, float]:
    """The lines like it close by: a subtitle stands below its headline, a list goes on."""
    over = [s for s in seen[place + 1 : place + 4] if s.distance <= one.distance + 3]
    under = [s for s in seen[max(0, place - 3) : place] if s.distance >= one.distance - 3]
    over = [s for s in over if _rivals(s, one)]
    under = [s for s in under if _rivals(s, one)]
    block = _block(one, place, seen)
    best = next((share for share, key in shares if key != one.key), 0.0)
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


def _block(one: Seen, place: int, seen: list[Seen]) -> list[Seen]:
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


def _rivals(other: Seen, one: Seen) -> bool:
    """Whether another line may be the headline that a line is the subtitle of, or the reverse."""
    return len(other.text) >= WHOLE and other.key != one.key and not other.strange
