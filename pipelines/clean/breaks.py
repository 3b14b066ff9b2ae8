"""Where a page that came as one long line once had its line ends.

A logit over the words about each blank: their shapes, ends and beginnings, whether a run of words
stands twice, how far the last sentence's end is.  It is fitted to the line ends of annotated pages
(`scripts/fit_breaks.py`); what each feature counts for stands in `data/reference/line_breaks.tsv`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain, repeat

SENTENCE_END = re.compile(r"[다요까음함임됨죠][.!?]+[\"'”’)\]]*$")
THRESHOLD = -0.8
"""Log-odds from which on a line is broken: a break too few glues a headline to its lead, one too
many parts a list."""
MOST = 10_000
"""Words of a page that are looked at: no article is longer, and a broken file may be."""
_HANGUL, _LATIN, _DIGITS = re.compile(r"[가-힣]+"), re.compile(r"[A-Za-z]+"), re.compile(r"\d+")
_SHAPE = 7
_OUTSIDE = "∅"
_BUCKETS = (0, 2, 5, 10, 20, 39)
_OPENS, _CLOSES = "“‘([", "”’)]"
_REPEATS = 8
"""Places of a pair of words that are remembered."""
_TOP, _NEAR = 3, 12
"""Words from a page's beginning that are told apart."""


class Breaks:
    """Breaks long lines where their words are like those at the ends of lines."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def broken(self, line: str) -> str:
        """The line with line ends for some of its blanks."""
        words = line.split()
        page = Page(words[:MOST])
        ends = (self._odds(page, at) > THRESHOLD for at in range(page.blanks))
        gaps = chain(("",), ("\n" if end else " " for end in ends), repeat(" "))
        return "".join(gap + word for gap, word in zip(gaps, words, strict=False))

    def joined(self, lines: Sequence[str], full: Set[int]) -> list[str]:
        """Lines of which the `full` ones go on in the next, unless their words say otherwise."""
        page = Page(" ".join(lines).split()[:MOST])
        found, at, goes_on = list[str](), -1, False
        for index, line in enumerate(lines):
            at += len(line.split())
            if goes_on:
                found[-1] = f"{found[-1]} {line}"
            else:
                found.append(line)
            inner = index in full and 0 <= at < page.blanks
            goes_on = inner and self._odds(page, at) <= THRESHOLD
        return found

    def _odds(self, page: Page, at: int) -> float:
        return sum(self._weights.get(feature, 0.0) for feature in page.features(at))


def _of_words(page: Page, at: int) -> Iterator[str]:
    """The two words on each side of a blank."""
    before, left, right, after = (page.word(at + step) for step in (-1, 0, 1, 2))
    shapes = [shape_of(page.word(at + step)) for step in (-1, 0, 1, 2, 3)]
    yield "always"
    yield f"left shape={shapes[1]}"
    yield f"right shape={shapes[2]}"
    yield f"shapes={shapes[1]} {shapes[2]}"
    yield f"left shapes={shapes[0]} {shapes[1]}"
    yield f"three left shapes={shape_of(page.word(at - 2))} {shapes[0]} {shapes[1]}"
    yield f"right shapes={shapes[2]} {shapes[3]}"
    yield f"later shapes={shapes[3]} {shapes[4]}"
    yield f"before={before}"
    yield f"left={left}"
    yield f"right={right}"
    yield f"after={after}"
    yield f"words={left} {right}"
    yield f"left ends={left[-1]}"
    yield f"left ends={left[-2:]}"
    yield f"right begins={right[0]}"
    yield f"right ends={right[-1]}"
    yield f"right ends={right[-2:]}"
    yield f"after ends={after[-1]}"
    yield f"left and right end={left[-1]} {right[-1]}"
    yield f"left and right end={left[-2:]} {right[-2:]}"
    yield f"left ends, right begins={left[-1]} {right[0]}"
    yield f"before and left end={before[-1]} {left[-1]}"


class Page:
    """The words of a long line, with what is counted over all of them."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._ends = [bool(SENTENCE_END.search(word)) for word in words]
        self._since = _distances(self._ends)
        self._next = _distances(self._ends[::-1])[::-1]
        self._open = list(_depths(words, self._ends))
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place in range(len(words) - 1):
            places = self._pairs[words[place], words[place + 1]]
            if len(places) < _REPEATS:
                places.append(place)

    @property
    def blanks(self) -> int:
        """How many blanks stand between words."""
        return max(0, len(self._words) - 1)

    def features(self, at: int) -> Iterator[str]:
        """What is seen at a blank, by the place of the word before it."""
        yield from _of_words(self, at)
        yield from self._about(at)

    def word(self, at: int) -> str:
        """The word at a place; a sign beyond both ends."""
        return self._words[at] if 0 <= at < len(self._words) else _OUTSIDE

    def _about(self, at: int) -> Iterator[str]:
        """Where a blank stands: between which sentences' ends, in quotes, beside what is repeated."""
        since, ahead = _bucket(self._since[at] + 1), _bucket(self._next[at + 1])
        yield f"since={since}"
        yield f"ahead={ahead}"
        yield f"since, ahead={since} {ahead}"
        yield f"open={self._open[at]}"
        if at < _TOP:
            yield "top"
        if at < _NEAR:
            yield "near"
        yield from self._repeated(at)

    def _repeated(self, at: int) -> Iterator[str]:
        """Whether the words behind a blank, or before it, stand elsewhere with other neighbours."""
        left, right = self.word(at), self.word(at + 1)
        others = [p for p in self._pairs.get((right, self.word(at + 2)), ()) if p != at + 1]
        if others:
            apart = all(self.word(p - 1) != left for p in others)
            yield f"begins again={apart:d} {min(2, len(others))}"
            if any(p < at for p in others):
                yield f"began before={apart:d}"
        others = [p for p in self._pairs.get((self.word(at - 1), left), ()) if p != at - 1]
        if others:
            apart = all(self.word(p + 2) != right for p in others)
            yield f"ends again={apart:d} {min(2, len(others))}"


@lru_cache(maxsize=1 << 15)
def shape_of(word: str) -> str:
    """What kinds of letters a word is made of: `2021.03.18` is 9.9.9, `김하늘=` is h=."""
    shape = _DIGITS.sub("9", _LATIN.sub("L", word))
    return _HANGUL.sub(lambda match: "H" if len(match[0]) > 3 else "h", shape)[:_SHAPE]


def _distances(ends: Sequence[bool]) -> list[int]:
    """For each word how many stand between it and the last sentence's end."""
    found, distance = list[int](), 0
    for end in ends:
        found.append(distance)
        distance = 0 if end else distance + 1
    return found


def _depths(words: Sequence[str], ends: Sequence[bool]) -> Iterator[int]:
    """Behind each word how many quotes and brackets are open, at most two; none behind a sentence."""
    depth = 0
    for word, end in zip(words, ends, strict=True):
        depth += sum((letter in _OPENS) - (letter in _CLOSES) for letter in word)
        depth = max(0, depth)
        yield min(depth, 2)
        depth = 0 if end else depth


def _bucket(count: int) -> int:
    return sum(count > limit for limit in _BUCKETS)
