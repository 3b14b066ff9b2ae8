"""Picks the page's own article among its stories, or tells that the page is a list of others'."""

from __future__ import annotations

import re
from itertools import pairwise

from pipelines.clean.lines import Kind, Line, ends_sentence
from pipelines.clean.other_story import MIN_ARTICLE, ONE_PARAGRAPH, SIGNED
from pipelines.clean.stories import FINISHED, Story
from pipelines.clean.wording import coverage, pairs

_SIGNING = frozenset({Kind.BYLINE, Kind.STAMP, Kind.CLOCK})
_COUNTED = 50
"""Letters of a line that counts what was found, with the words that were looked for."""
_BEGINNINGS, _LEAD = 3, 150
"""Paragraphs that break off, of which a list of others' articles has at least; letters of each
where nothing parts them."""
_DATED_LEADS = 3
_PAGER = re.compile(
    r"[^\w]*(?:(?:처음|이전|맨앞)\s)*(?:\d{1,4}\s){3,}\d{1,4}(?:\s(?:다음|마지막|맨뒤))*[^\w]*"
)
_COUNT = re.compile(r"총\s?[\d,]+\s?건|^기사\s[\d,]+(?:\s|$)")
"""How many articles a list has, and the numbers of its pages."""
_DAY_THERE = re.compile(r"\d[-./월]\s?\d")
"""Leads below a heading without a bullet, each with a day below, that a list of them has at least."""
_SIGNED_WITHIN = 10
"""Lines above an article in which it is stamped or signed."""
_PASSED = frozenset({Kind.CAPTION, Kind.UI})
_NAMED = re.compile(r"[다요][.]\s?/?\s?[가-힣]{2,4}\s?\S{0,2}기자(?:\s\S+@\S+)?$")
"""A last sentence with its reporter's name behind it."""
_AGAIN = 0.6
"""Share of its wording that news in a sentence has when it stands on its page once more."""
_RIGHT_ABOVE, _STOP = 4, re.compile(r"[다요][.]")
"""Lines in which the stamp of such news stands; the end of a sentence."""
_BRIEF = 50
"""Letters that news in a sentence has at least."""
_HELD, _HEADS, _LONE = 9, 2, 100
"""Lines, and headings among them, of a page that holds one clipped beginning; letters of that."""
_CLOSING = frozenset({Kind.BYLINE, Kind.STAMP, Kind.LEGAL, Kind.END})


def pick(lines: list[Line], stories: list[Story]) -> Story | None:
    """The page's own article, in one story, in pieces, or a brief one; None where it has none."""
    chosen = choose(stories)
    if chosen and len(chosen.prose) == 1:
        return brief(lines, stories[: stories.index(chosen)]) or chosen
    return chosen or gathered(lines, stories) or brief(lines, stories) or lone(lines, stories)


def choose(stories: list[Story]) -> Story | None:
    """The page's own article: the first story of weight that is not a teaser, else None."""
    whole = [story for story in stories if not story.teaser]
    longest = max((story.length for story in whole), default=0)
    for story in whole:
        if story.length >= MIN_ARTICLE and story.length >= min(0.4 * longest, 300):
            return story
    return None


def gathered(lines: list[Line], stories: list[Story]) -> Story | None:
    """The page's article where subheads parted it into pieces too small to be one; else None.

    Nothing that closes an article stands between its pieces, and a stamp or byline above them.
    """
    for first in range(len(stories)):
        last = first
        while last + 1 < len(stories) and _adjoin(lines, stories[last], stories[last + 1]):
            last += 1
        some = stories[first : last + 1]
        prose = tuple(index for story in some for index in story.prose)
        length = sum(story.length for story in some)
        above = lines[max(0, prose[0] - _SIGNED_WITHIN) : prose[0]]
        signed = any(line.kind in _SIGNING for line in above) or SIGNED.match(lines[prose[0]].text)
        if len(some) > 1 and length >= MIN_ARTICLE and len(prose) > 2 and signed:
            return Story(some[0].start, some[-1].end, prose, length, False)
    return None


def _adjoin(lines: list[Line], one: Story, other: Story) -> bool:
    """Whether nothing but subheads and pictures parts two pieces."""
    between = {line.kind for line in lines[one.prose[-1] + 1 : other.prose[0]]}
    apart = between & (_SIGNING | {Kind.LEGAL, Kind.END, Kind.WEATHER, Kind.ITEM, Kind.UI})
    return not apart and not one.teaser and not other.teaser


def brief(lines: list[Line], stories: list[Story]) -> Story | None:
    """The one story of a page that is signed or stamped above, closed right below by its signature,
    a legal notice or the page's end, and short: news in a sentence or two."""
    found = [story for story in stories if _is_brief(lines, story)]
    told = ["".join(lines[i].text for i in story.prose) for story in found]
    again = all(coverage(text, pairs(told[0])) >= _AGAIN for text in told[1:])
    return found[0] if found and again else None


def lone(lines: list[Line], stories: list[Story]) -> Story | None:
    """The story of a page that holds nothing else: a headline and a beginning that was clipped."""
    held = [line for line in lines if line.text]
    heads = sum(line.kind is Kind.HEAD for line in held)
    if len(stories) != 1 or len(held) > _HELD or not 0 < heads <= _HEADS:
        return None
    story = stories[0]
    headed = any(line.kind is Kind.HEAD for line in lines[: story.prose[0]])
    return story if headed and story.length >= _LONE else None


def _is_brief(lines: list[Line], story: Story) -> bool:
    last = lines[story.prose[-1]].text
    named = bool(_NAMED.search(last))
    if story.teaser or story.length < _BRIEF or not (named or ends_sentence(last)):
        return False
    above = lines[max(0, story.prose[0] - _SIGNED_WITHIN) : story.prose[0]]
    rest = (line for line in lines[story.prose[-1] + 1 :] if line.text)
    below = next((line for line in rest if line.kind not in _PASSED), None)
    signs = below is not None and (below.kind in _SIGNING or "@" in below.text)
    signed = signs or any(line.kind in _SIGNING for line in above)
    closed = signs or below is None or below.kind in _CLOSING or _is_alone(lines, story)
    return named or (closed and bool(signed or SIGNED.match(lines[story.prose[0]].text)))


def _is_alone(lines: list[Line], story: Story) -> bool:
    """Whether a page has some sentences right below a headline and a stamp, and no prose else."""
    above = lines[max(0, story.prose[0] - _RIGHT_ABOVE) : story.prose[0]]
    stamped = any(line.kind is Kind.STAMP for line in above)
    more = sum(line.kind is Kind.PROSE for line in lines) > len(story.prose)
    told = "".join(lines[i].text for i in story.prose)
    return stamped and not more and len(_STOP.findall(told)) > 1


def is_front_page(
    lines: list[Line], stories: list[Story], chosen: Story, listing: re.Pattern[str]
) -> bool:
    """Whether a page is a list: it says so, or it has many short stories and no long one, or
    whole articles one a line with nothing above them."""
    short = [story for story in stories if story.length < 260]
    if len(short) >= 4 and chosen.length < 260 and len(chosen.prose) <= 2:
        return True
    above = lines[: chosen.prose[0]]
    counted = any(len(line.text) <= _COUNTED and listing.search(line.text) for line in above)
    counted = counted or (
        _is_numbered(lines[chosen.prose[-1] :]) and any(_is_count(a) for a in above)
    )
    beginnings = _is_list_of_beginnings(lines[chosen.prose[0] :])
    listed = _is_dated_list(lines, stories) or beginnings
    return counted or _is_digest(lines, stories) or listed


def _is_numbered(below: list[Line]) -> bool:
    """Whether the numbers of further pages stand below."""
    return any(_PAGER.fullmatch(line.text) for line in below)


def _is_count(line: Line) -> bool:
    return len(line.text) <= _COUNTED and bool(_COUNT.search(line.text))


def _is_dated_list(lines: list[Line], stories: list[Story]) -> bool:
    """Whether every paragraph of weight is a lead between its headline and its day, in a list."""
    leads = [story.prose[0] for story in stories if len(story.prose) == 1]
    heads = [lines[lead - 1].kind for lead in leads if lead]
    least = _DATED_LEADS if Kind.HEAD in heads else 2
    listed = len(heads) == len(stories) >= least and all(k in (Kind.HEAD, Kind.ITEM) for k in heads)
    return listed and all(_is_dated(lines[lead + 1 : lead + 2]) for lead in leads)


def _is_dated(below: list[Line]) -> bool:
    return any(line.kind in _SIGNING and _DAY_THERE.search(line.text) for line in below)


def _is_list_of_beginnings(lines: list[Line]) -> bool:
    """Whether most paragraphs break off in mid-sentence, and something stands between any two or all
    are long."""
    held = [line for line in lines if line.text]
    prose = [i for i, line in enumerate(held) if line.kind is Kind.PROSE]
    apart = all(b > a + 1 for a, b in pairwise(prose))
    if len(prose) < _BEGINNINGS or not (apart or all(len(held[i].text) >= _LEAD for i in prose)):
        return False
    ended = sum(bool(FINISHED.search(held[i].text)) for i in prose)
    return 3 * ended <= len(prose)


def _is_digest(lines: list[Line], stories: list[Story]) -> bool:
    """Whether every line of weight is an article of its own: a section's list without heads."""
    if len(stories) < 2 or any(len(story.prose) > 1 for story in stories):
        return False
    above = sum(
        line.kind in (Kind.HEAD, Kind.STAMP, Kind.BYLINE) for line in lines[: stories[0].prose[0]]
    )
    return above == 0 and all(story.length >= ONE_PARAGRAPH for story in stories)
