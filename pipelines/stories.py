"""Which two articles are one story: reprints and light rewrites of one release.

Two articles are one story when they appeared in the same days, may speak of the same regions,
share enough of their wording, and nothing tells them apart.  Wording is measured exactly, by the
share of the shorter text's letter triples that the longer one has (a containment, so that a
clipped body finds its whole one).  What tells apart: other primary regions, other places beside
them, figures or names that each has for itself; so two districts' releases made from one
template, and two notices of one city, stay two stories.  An event told anew in other words has
no wording in common and is not found: that would need its facts, and cities do several things
a day.  Raise `settings.RULES_VERSION` when a threshold changes, so that stories are found anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

DAYS = 3
"""Outlets print a release on its day or within three days."""

LEAST_LETTERS = 40
"""A shorter text says too little to be known again, unless it is the same to the letter."""

SAME_REGION, OTHER_LEVEL, NO_REGION = 0.33, 0.40, 0.40
"""Shared wording from which two articles are one story: of one primary region (different
releases of one region share up to 0.27 in the sample), of a 시도 and its 시군구, and where one
of them has no primary region."""

HELPED = 0.25
"""Enough of one region where titles or figures agree as well."""

RELATED = 0.1
"""Wording that members of one story share at least, each with each: half of the unrelated pairs
of one region share less than 0.03, nineteen of twenty less than 0.12."""

CLIPPED_EXTRA = 0.07
"""Asked beyond these where a body is clipped (BIGKinds: 200 characters): leads are alike."""

NEAR_IDENTICAL = 0.9
"""Asked of articles without a date, or with one that is no better than a quarter."""

VAGUE_DAYS = 45
"""An interval longer than this says too little of when an article appeared."""

TEMPLATE = 0.75
"""From here on two texts share nearly all of their sentences, and a name tells them apart."""

SLOT = 6
"""Letters before a figure by which its place in a sentence is known again."""

_SHORT, _LAST_COMMON = 64, 0xFFFF
"""Characters below which a text is not worth an array; the last of the plane of nearly all scripts."""
_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?(조|억|%|[가-힣])?")
_OF_CALENDAR = frozenset("년월일시분")
_WORD = re.compile(r"[가-힣]{2,}|[A-Za-z][A-Za-z0-9]+")
_STEM = 3

Kin = Literal["same", "level", "open", "apart"]


@dataclass(frozen=True, slots=True)
class Telling:
    """An article as far as stories ask; `number` is its place in the order of all articles.

    `days` is the interval of its publication or None; `primary` and `places` are region codes,
    the latter of any role; `on_topic` articles are few enough to be looked up by place.
    """

    number: int
    title: str
    body: str
    complete: bool
    days: tuple[date, date] | None
    primary: frozenset[str]
    places: frozenset[str]
    on_topic: bool = True

    @property
    def dated(self) -> bool:
        """Whether the article's date places it well enough to compare days."""
        return self.days is not None and (self.days[1] - self.days[0]).days <= VAGUE_DAYS


@dataclass(frozen=True)
class Wording:
    """The measures of a telling's words, each taken once it is asked for: of most pairs that are
    compared the triples alone say that they share too little.
    """

    telling: Telling

    @cached_property
    def letters(self) -> str:
        """The body's letters."""
        return letters_of(self.telling.body)

    @cached_property
    def triples(self) -> npt.NDArray[np.uint64]:
        """The body's distinct letter triples, sorted."""
        return triples_of(self.letters)

    @cached_property
    def title(self) -> frozenset[str]:
        """The headline's letter pairs."""
        title = letters_of(self.telling.title)
        return frozenset(title[at : at + 2] for at in range(len(title) - 1))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Figures of headline and body."""
        figures = _figures(f"{self.telling.title} {self._whole}")
        return frozenset(figure for _, figure in figures)

    @cached_property
    def slots(self) -> frozenset[tuple[str, str]]:
        """The letters before a figure of the body, with the figure."""
        return frozenset(_figures(self._whole))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems said more than once."""
        words = _WORD.findall(f"{self.telling.title} {self._whole}")
        stems = Counter(word[:_STEM] for word in words)
        return frozenset(stem for stem, count in stems.items() if count > 1)

    @property
    def _whole(self) -> str:
        """The body without what a clip cut in two."""
        body = self.telling.body
        return body if self.telling.complete else body.rstrip(". \n").rstrip("0123456789,")


def letters_of(text: str) -> str:
    """Give a text's letters and digits alone, in one case and form."""
    normal = unicodedata.normalize("NFKC", text)
    if len(normal) >= _SHORT:
        codes = np.frombuffer(normal.encode("utf-32-le", "replace"), np.uint32)
        if codes.max() <= _LAST_COMMON:
            return codes[_letters()[codes]].tobytes().decode("utf-32-le").casefold()
    return "".join(filter(str.isalnum, normal)).casefold()


@lru_cache(maxsize=1)
def _letters() -> npt.NDArray[np.bool_]:
    """Whether each character up to the last common one is a letter or a digit."""
    return np.array([chr(code).isalnum() for code in range(_LAST_COMMON + 1)])


def triples_of(letters: str) -> npt.NDArray[np.uint64]:
    """Give the distinct runs of three letters, each packed into one number, sorted."""
    codes = np.frombuffer(letters.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    if codes.size < 3:
        return np.empty(0, np.uint64)
    packed = (codes[:-2] << np.uint64(42)) | (codes[1:-1] << np.uint64(21)) | codes[2:]
    packed.sort()
    distinct: npt.NDArray[np.uint64] = packed[np.append(True, packed[1:] != packed[:-1])]
    return distinct


def _figures(text: str) -> Iterator[tuple[str, str]]:
    """Yield amounts and counts that name something, each after the letters before it.

    The calendar and single digits name nothing.
    """
    for match in _FIGURE.finditer(text):
        number, unit = match.groups()
        weighty = unit in ("조", "억", "%")
        plain = number.replace(",", "")
        if unit not in _OF_CALENDAR and (weighty or len(plain) > 1):
            before = letters_of(text[max(0, match.start() - 2 * SLOT) : match.start()])[-SLOT:]
            yield before, plain + unit if weighty else plain


def in_one_window(a: Telling, b: Telling) -> bool | None:
    """Whether two articles may have appeared within DAYS of each other; None: one is undated."""
    if a.days is None or b.days is None:
        return None
    return max((b.days[0] - a.days[1]).days, (a.days[0] - b.days[1]).days) <= DAYS


def kin_of(a: frozenset[str], b: frozenset[str]) -> Kin:
    """Say how two sets of primary regions stand to each other.

    A 시도 beside its own 시군구 only says where that is; `level`: one article names the 시도
    where the other names its 시군구; `open`: one has none.
    """
    if not a or not b:
        return "open"
    if _finest(a) & _finest(b):
        return "same"
    above = any(x.startswith(y) or y.startswith(x) for x in _finest(a) for y in _finest(b))
    return "level" if above else "apart"


def _finest(codes: frozenset[str]) -> set[str]:
    return {code for code in codes if not any(o != code and o.startswith(code) for o in codes)}


def containment(a: Wording, b: Wording) -> float:
    """The share of the smaller set of triples that the other has too, 0 to 1, exactly."""
    least = min(a.triples.size, b.triples.size)
    if least < LEAST_LETTERS:
        return 0.0
    common = np.intersect1d(a.triples, b.triples, assume_unique=True).size
    return float(common / least)


def told_apart(a: Telling, b: Telling, x: Wording, y: Wording, shared: float) -> bool:
    """Whether regions, places, figures or names say that two texts are of two releases.

    Places, figures and names do so where the wording is shared: only then do they stand in
    each other's place, else one text may just tell more.
    """
    if _of_other_places(a, b, shared):
        return True
    if shared < HELPED:
        return False
    own = min(len(x.figures - y.figures), len(y.figures - x.figures))
    if own > len(x.figures & y.figures):
        return True
    return shared >= TEMPLATE and _names_differ(x, y)


def _of_other_places(a: Telling, b: Telling, shared: float) -> bool:
    """Whether the regions of two texts, or other places that they name, are not the same."""
    if kin_of(a.primary, b.primary) == "apart":
        return True
    others, theirs = a.places - a.primary - b.primary, b.places - a.primary - b.primary
    return shared >= HELPED and bool(others and theirs and not others & theirs)


def cannot_meet(a: Telling, b: Telling, x: Wording, y: Wording, shared: float) -> bool:
    """Whether two articles that both resemble a third cannot be of one story with it.

    A page that strings a city's notices together resembles each of them, and they share nothing.
    Two outlets that each cut another half of a release tell other figures of it: here only
    figures in the same place of a sentence tell them apart.
    """
    if in_one_window(a, b) is False or shared < RELATED or _of_other_places(a, b, shared):
        return True
    if shared < HELPED:
        return False
    return _slots_differ(x, y) or (shared >= TEMPLATE and _names_differ(x, y))


def _slots_differ(x: Wording, y: Wording) -> bool:
    """Whether most figures that stand in the same place of both texts are others."""
    places = {before for before, _ in x.slots} & {before for before, _ in y.slots}
    same = {before for before, _ in x.slots & y.slots}
    return len(places - same) > len(same)


def _names_differ(x: Wording, y: Wording) -> bool:
    """Whether two texts of the same sentences keep saying names of one kind: 비산동, 호계동.

    Names of one kind end alike (-동, -군, -센터); words that an outlet puts for others do not.
    """
    return bool(_endings_of_own(x, y) & _endings_of_own(y, x))


def _endings_of_own(x: Wording, y: Wording) -> set[str]:
    return {stem[-1] for stem in x.stems if stem.casefold() not in y.letters}


def shared_wording(a: Telling, b: Telling, x: Wording, y: Wording) -> float:
    """Give the shared wording of two tellings of one release, 0.0 where they are not."""
    shared = 0.0 if in_one_window(a, b) is False else containment(x, y)
    if shared < HELPED or shared < _asked(a, b, x, y):
        return 0.0
    return 0.0 if told_apart(a, b, x, y, shared) else shared


def _asked(a: Telling, b: Telling, x: Wording, y: Wording) -> float:
    if not (a.dated and b.dated):
        return NEAR_IDENTICAL
    kin = kin_of(a.primary, b.primary)
    extra = 0.0 if a.complete and b.complete else CLIPPED_EXTRA
    if kin == "same":
        return HELPED if not extra and _helped(x, y) else SAME_REGION + extra
    return (OTHER_LEVEL if kin == "level" else NO_REGION) + extra


def _helped(x: Wording, y: Wording) -> bool:
    """Whether figures or titles of two articles agree."""
    if x.figures & y.figures:
        return True
    least = min(len(x.title), len(y.title))
    return least > 0 and len(x.title & y.title) / least >= 0.35
