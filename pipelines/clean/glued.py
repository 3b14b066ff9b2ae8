"""Parts a headline from the subtitle that was printed behind it without a blank.

Where the one ends and the other begins is a choice among all places inside a word; what each
place is judged by is fitted (`scripts/fit_headline.py`) and stands in `choice_weights.tsv`.
The article itself is the best dictionary: its words begin what follows, and do not run across.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.clean.choosing import NONE, log_odds

_LEAST, _HEAD, _TAIL = 34, 8, 8
"""Letters that a glued line has at least, and its two parts."""
_SURE = 0.85
"""Probability from which on a line is parted."""
_WORD = re.compile(r"[가-힣A-Za-z0-9]+")
_NOT_WORD = re.compile(r"[^가-힣A-Za-z0-9]")
_BREAK = re.compile(r"…|[.][.]")
_OPENED = re.compile(r"\s[’”'\"]$|(?:…|[.]{2,3})\S{1,3}$")
"""A mark behind a blank, with which a quotation begins whatever its form; a clause of a syllable
or three, which has but begun (`…운행...윤해`)."""
_AMOUNT = re.compile(r"\d[억만천조]$")
"""A number that its thousands go on (`6억4천만원`)."""
_QUOTATION = re.compile(r"[‘“「『\"'][^‘’“”「」『』\"']{2,20}[’”」』\"']|\([^()]{2,60}\)")
"""A quotation or a bracket and nothing else: no subtitle, but a headline's last words."""
_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "은 는 이 가 을 를 의 에 로 와 과 도 만 서 에서 으로 까지 부터 에게 께 라 이라 라고 이라고 고 며 다 "
        "한 된 할 될 하는 되는 들 들이 식 형 용 적 간 별 권 급",
    )
)
"""Syllables that a word ends with: what begins with one of them and no more is no new word."""
_ENDS = frozenset("다요까라네자지죠어아해")
"""Last syllables of a verb that closes a headline."""
_BOUND = frozenset("은는을를의이가와과에로서한된할될")
_KINDS = (
    ("가", "힣", "H"), ("一", "龥", "H"), ("0", "9", "D"), ("a", "z", "L"), ("A", "Z", "L"),
)  # fmt: skip
_MARKS = {"‘“「『<[(《〈㈜": "O", "’”」』>])》〉": "C", "\"'`": "Q", "…": "E"}


@dataclass(frozen=True, slots=True)
class Words:
    """An article's text, its whole words, and the names of regions."""

    body: str
    whole: frozenset[str]
    places: frozenset[str]

    def begins(self, run: str) -> tuple[bool, bool]:
        """Whether some letters begin a word of the article, and whether they stand inside one."""
        begins = inside = False
        at = self.body.find(run) if len(run) > 1 else -1
        while at >= 0 and not (begins and inside):
            joined = at > 0 and self.body[at - 1].isalnum()
            begins, inside = begins or not joined, inside or joined
            at = self.body.find(run, at + 1)
        return begins, inside


def words_of(body: str, places: frozenset[str]) -> Words:
    """What an article's own words say of a place in its headline."""
    return Words(body, frozenset(_WORD.findall(body)), places)


def unglued(text: str, body: str, places: frozenset[str], weights: Mapping[str, float]) -> str:
    """The headline of a line that a subtitle may be glued to; the line itself where none is."""
    if len(text) < _LEAST:
        return text
    words = words_of(body, places)
    odds = {
        cut: math.exp(log_odds(features(text, cut, words), weights)) for cut in cuts(text, body)
    }
    if not odds:
        return text
    best = max(odds, key=odds.__getitem__)
    none = math.exp(weights.get(NONE, 0.0))
    sure = odds[best] >= _SURE * (sum(odds.values()) + none)
    return unglued(text[:best], body, places, weights) if sure else text


def cuts(text: str, body: str) -> Iterator[int]:
    """The places inside words at which a line may be parted: the article's words do not run on."""
    for cut in range(_HEAD, len(text) - _TAIL + 1):
        before, after = _kind(text[cut - 1]), _kind(text[cut])
        if before in "_OPE" or after in "_CPE" or (before == after and before in "DL"):
            continue
        if _AMOUNT.search(text, 0, cut) and text[cut].isdigit():
            continue
        if _OPENED.search(text, 0, cut) or _QUOTATION.fullmatch(text, cut):
            continue
        if text[cut - 1 : cut + 1] not in body and not _is_quoted(text, cut):
            yield cut


def _is_quoted(text: str, cut: int) -> bool:
    """Whether a place stands between straight quotation marks."""
    return any(text.count(mark, 0, cut) % 2 and mark in text[cut:] for mark in "\"'`")


def features(text: str, cut: int, words: Words) -> dict[str, float]:
    """All that speaks for and against parting a line at a place."""
    return {**_of_words(text, cut, words), **_of_line(text, cut)}


def _of_words(text: str, cut: int, words: Words) -> dict[str, float]:
    """Whether the article's words end before the place and begin behind it."""
    before = _NOT_WORD.split(text[:cut].rsplit(" ", 1)[-1])[-1]
    match = _WORD.match(text, cut)
    after = match.group(0) if match else ""
    left, right = _kind(text[cut - 1]), _kind(text[cut])
    begins, inside = words.begins(after[:2])
    return {
        left + right: 1.0,
        "begins_2": begins,
        "begins_4": len(after) >= 4 and words.begins(after[:4])[0],
        "inside_2": inside,
        "begins_place": any(after[:size] in words.places for size in (2, 3, 4)),
        "word_after": after in words.whole and len(after) >= 2,
        "word_before": before in words.whole and len(before) >= 2,
        "begins_before": words.begins(before[:4])[0],
        "one_before": left == "H" and len(before) <= 1,
        "one_after": right == "H" and len(after) <= 1,
        "particle": after in _PARTICLES,
        "particle_like": after[:1] in _PARTICLES and not begins,
        "bound": len(before) > 1 and text[cut - 1] in _BOUND,
        "closed": text[cut - 1] in _ENDS,
        "word": min(len(before) + len(after), 14) / 10,
        "long_word": len(before) + len(after) >= 8,
    }


def _of_line(text: str, cut: int) -> dict[str, float]:
    """How long the parts are, and which marks they hold."""
    head, tail = text[:cut], text[cut:]
    opened = sum(map(head.count, "“‘「『(["))
    return {
        "head_short": max(0, 16 - cut) / 8,
        "head_long": max(0, cut - 42) / 10,
        "tail_short": max(0, 14 - len(tail)) / 8,
        "line_long": len(text) >= 44,
        "line_very_long": len(text) >= 60,
        "few_words": head.count(" ") < 2,
        "open": opened > sum(map(head.count, "”’」』)]")),
        "break_after": bool(_BREAK.search(tail)),
        "break_before": bool(_BREAK.search(head)),
        "break_soon": "…" in tail[:6],
        "break_just": "…" in head[-6:],
    }


def _kind(letter: str) -> str:
    """The kind of a letter: H(angul), D(igit), L(atin), O(pening), C(losing), Q(uote), P, _."""
    if letter == " ":
        return "_"
    for first, last, kind in _KINDS:
        if first <= letter <= last:
            return kind
    return next((kind for marks, kind in _MARKS.items() if letter in marks), "P")
