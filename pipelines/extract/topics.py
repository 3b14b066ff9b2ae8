"""Which topics an article is about: weighted terms, the headline and the lead weigh more.

Terms are matched without blanks and case (스마트 시티 = 스마트시티); phrases of caution hide what
they hold (조직문화 is not culture).  A topic's score is a plain sum over its distinct terms: weight
× place × logarithm of the count.  It is found where the sum reaches the topic's threshold, which
grows with the article's length, and is not a mere mention beside the strongest topic.  Where no
topic reaches its own, the nearest stands.  What partners and programmes imply is added (hints.py),
and so is how the other words of the article lean (topic_words.py).
Weights and thresholds are fitted to annotated articles by ridge logistic regression
(scripts/fit_topics.py): the penalty pulls towards what the tables held before, so that words not
seen there keep the weight of their like.  On 396 pages that were scored before anybody had
read them F1 is 0.87.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from string import ascii_letters, digits

from pipelines.errors import ReferenceDataError
from pipelines.extract.gazetteer import Gazetteer
from pipelines.extract.hints import Hint
from pipelines.extract.text import Text, found_in
from pipelines.extract.topic_words import (
    COUNT_CAP,
    COUNT_GROWTH,
    LEAD_FACTOR,
    TITLE_FACTOR,
    TopicWords,
)
from pipelines.model import Field, TopicFinding
from pipelines.reference import Reference

Bounds = tuple[int, int]

LENGTH_GROWTH, LENGTH_USUAL = 1.0, 500  # a longer article touches more in passing
MENTION_SHARE = 0.14  # of the strongest topic's strength: below it a topic is a mere mention
WEAK = 3.0  # a term below this weight does not carry a topic alone
ALONE = 0.5  # of its threshold: enough where nothing else is found, for every article has a topic
SLOPE = 0.45  # of the logistic function that the weights were fitted with
_LATIN = frozenset(ascii_letters + digits)
_BLANK = re.compile(r"\s")
_PLACE = itemgetter(0, 1)
_HEADS = re.compile(r"(?:과장|국장|실장|팀장|단장|본부장|담당관)[은는이가을를과와의에,)\s(]")
_OFFICE = re.compile(
    r"[가-힣A-Za-z·]{2,14}(?:과장|국장|실장|팀장|단장|본부장|담당관)(?=[은는이가을를과와의에,)\s(])"
)
"""A head of a department: its name says nothing of topics (`데이터정보과장`)."""
_BYLINE = re.compile(r"[^.?!\n]{0,40}?기자\s?(?:[\])=.]|$)", re.M)


@dataclass(frozen=True, slots=True)
class _Value:
    topic: str
    weight: float  # 0 marks a caution


@dataclass(slots=True)
class _Term:
    """A term's occurrences for one topic in one article; the place is the weightiest one."""

    weight: float
    count: int = 0
    factor: float = 0.0
    field: Field = "body"
    start: int = 0
    end: int = 0

    def add(self, factor: float, field: Field, start: int, end: int) -> None:
        """Count one more occurrence."""
        self.count += 1
        if factor > self.factor:
            self.factor, self.field, self.start, self.end = factor, field, start, end

    @property
    def score(self) -> float:
        growth = COUNT_GROWTH * math.log2(min(self.count, COUNT_CAP))
        return self.weight * self.factor * (1 + growth)


class Squeezed:
    """A text in lower case without blanks, with the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        low = text.lower()
        if len(low) != len(text):  # a letter whose small form is two letters (İ)
            low = "".join(small if len(small := c.lower()) == 1 else c for c in text)
        words = low.split()
        self.text = "".join(words)
        # For each blank the letters that stand before it, so that they lead back to its place.
        if len(self.text) + len(words) - 1 == len(low):  # one blank between two words
            self._before = list(accumulate(map(len, words[:-1])))
        else:
            blanks = (match.start() for match in _BLANK.finditer(low))
            self._before = [place - count for count, place in enumerate(blanks)]

    def span(self, start: int, end: int) -> Bounds:
        """The span of the own text for a span of the squeezed one."""
        first, last = bisect_right(self._before, start), bisect_right(self._before, end - 1)
        return start + first, end + last


@lru_cache(maxsize=4)
def squeezed(text: str) -> Squeezed:
    """The text without blanks; headline and body are looked through for several vocabularies."""
    return Squeezed(text)


class Topics:
    """Scores the topics of an article."""

    def __init__(self, reference: Reference) -> None:
        entries = [(_key(t.term), _Value(t.topic, t.weight)) for t in reference.terms]
        entries += [(_key(phrase), _Value(topic, 0.0)) for topic, phrase in reference.cautions]
        self._gazetteer: Gazetteer[_Value] = Gazetteer(entries)
        self._words = TopicWords(reference)
        self._threshold = dict(reference.topic_thresholds)
        for topic in {term.topic for term in reference.terms} - set(self._threshold):
            raise ReferenceDataError(
                f"topic_thresholds.tsv: no threshold for topic {topic}; add a row for it"
            )

    def find(
        self, text: Text, masked: Sequence[Bounds] = (), hints: Sequence[Hint] = ()
    ) -> list[TopicFinding]:
        """The topics of an article, strongest first.

        `masked` are spans of the body that say nothing of its topics (names of companies); what
        stands there is masked in the headline too.  `hints` are what other findings say.
        """
        passing, leaning = said_in_passing(text), self._words.of(text)
        strength: dict[str, float] = {}
        scores = self.scores(text, masked, hints)
        for topic, terms in scores.items():
            total = sum(term.score for term in terms.values()) + leaning.get(topic, 0.0)
            strength[topic] = (total - passing) / self._threshold[topic]
        least = max(1.0, MENTION_SHARE * max(strength.values(), default=0.0))
        carried = [topic for topic in strength if _carries(scores[topic])]
        found = [topic for topic in carried if strength[topic] >= least]
        if not found and carried:
            best = max(carried, key=lambda topic: strength[topic])
            found = [best] if strength[best] >= ALONE else []
        return [
            self._finding(text, topic, scores[topic], strength[topic])
            for topic in sorted(found, key=lambda t: -strength[t])
        ]

    def scores(
        self, text: Text, masked: Sequence[Bounds] = (), hints: Sequence[Hint] = ()
    ) -> dict[str, dict[str, _Term]]:
        """Terms found and hints, by topic."""
        found: dict[str, dict[str, _Term]] = defaultdict(dict)
        hidden_body = [*masked, *_byline(text.body)]
        hidden_body += [match.span() for match in found_in(_HEADS, _OFFICE, text.body)]
        fields: tuple[tuple[Field, str, Sequence[Bounds]], ...] = (
            ("title", text.title, _same_words(text, masked)), ("body", text.body, hidden_body),
        )  # fmt: skip
        for field, source, hidden in fields:
            for name, value, (start, end) in self._hits(source):
                if hidden and any(start < right and left < end for left, right in hidden):
                    continue
                term = found[value.topic].setdefault(name, _Term(value.weight))
                term.add(_factor(text, field, start), field, start, end)
        for hint in hints:
            term = found[hint.topic].setdefault(hint.name, _Term(hint.weight))
            term.add(1.0, hint.field, hint.start, hint.end)
        return found

    def _hits(self, source: str) -> list[tuple[str, _Value, Bounds]]:
        """Per topic the longest terms; those inside a caution of that topic are hidden."""
        dense = squeezed(source)
        by_topic: dict[str, list[tuple[int, int, str, _Value]]] = defaultdict(list)
        for last, (name, values) in self._gazetteer.ends(dense.text):
            start, end = dense.span(last - len(name) + 1, last + 1)
            stands = _stands(source, name, start, end)
            for value in values:
                if stands or (stands is None and not value.weight):
                    by_topic[value.topic].append((start, -end, name, value))
        kept: list[tuple[str, _Value, Bounds]] = []
        for found in by_topic.values():
            reached = -1
            for start, minus_end, name, value in sorted(found, key=_PLACE):
                if start >= reached:
                    reached = -minus_end
                    if value.weight:
                        kept.append((name, value, (start, reached)))
        return kept

    def _finding(
        self, text: Text, topic: str, terms: dict[str, _Term], strength: float
    ) -> TopicFinding:
        best = max(terms.values(), key=lambda term: term.score)
        in_title = best.field == "title"
        surface = (text.title if in_title else text.body)[best.start : best.end]
        margin = (strength - 1) * self._threshold[topic]
        return TopicFinding(
            topic=topic,
            confidence=round(1 / (1 + math.exp(-SLOPE * margin)), 3),
            rule=f"terms:{surface}",
            evidence=text.title if in_title else text.evidence(best.start, best.end),
            start=best.start,
            end=best.end,
            field=best.field,
        )


def said_in_passing(text: Text) -> float:
    """What a text of such a length says of any topic in passing; taken off every sum."""
    return LENGTH_GROWTH * max(-1.0, math.log2(max(len(text.body), 1) / LENGTH_USUAL))


def _key(phrase: str) -> str:
    return "".join(phrase.split()).lower()


def _byline(body: str) -> list[Bounds]:
    """The reporter's line that opens a body: an outlet's name says nothing of topics."""
    match = _BYLINE.match(body)
    return [match.span()] if match else []


def _factor(text: Text, field: Field, start: int) -> float:
    if field == "title":
        return TITLE_FACTOR
    return LEAD_FACTOR if start < text.lead_end else 1.0


def _carries(terms: dict[str, _Term]) -> bool:
    """Whether terms can make a topic: several, or one that is not weak."""
    return len(terms) > 1 or any(term.weight >= WEAK for term in terms.values())


def _same_words(text: Text, masked: Sequence[Bounds]) -> list[Bounds]:
    """Where the title repeats the words of masked spans."""
    words = {text.body[start:end] for start, end in masked if end - start > 2}
    return [match.span() for word in words for match in re.finditer(re.escape(word), text.title)]


def _stands(source: str, name: str, start: int, end: int) -> bool | None:
    """Whether what was found between blanks and letters is the term, not a part of other words;
    None where it is none but cautions all the same.

    A Latin abbreviation is not cut out of a longer one (AI in AIMS).  A term of two letters
    begins its word (화재, but not 문화재) and holds no blank; a longer one that holds a blank
    begins a word too (도시 정보, but not 신도시 정보).
    """
    before = source[start - 1 : start]
    if before in _LATIN and name[0] in _LATIN:
        return False
    if name[-1] in _LATIN and source[end : end + 1] in _LATIN:
        return False
    inside = "가" <= before <= "힣" or before in _LATIN
    short = len(name) <= 2
    if end - start > len(name) and (inside or short):
        return False
    return None if inside and short and "가" <= name[0] <= "힣" else True
