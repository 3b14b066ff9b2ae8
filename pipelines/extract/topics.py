"""Which topics an article is about: weighted terms, the headline and the lead weigh more.

Terms are matched without blanks and case (스마트 시티 = 스마트시티); phrases of caution hide what
they hold (조직문화 is not culture).  A topic's score adds its distinct terms, each by its weight,
its place and the logarithm of its count; each finding shows the term that weighs most.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass

from pipelines.extract.gazetteer import Gazetteer, Hit
from pipelines.extract.text import Text
from pipelines.model import Field, TopicFinding
from pipelines.reference import Reference

TITLE_FACTOR, LEAD_FACTOR = 2.2, 1.5
_ASCII = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class _Value:
    topic: str
    weight: float  # 0 marks a caution


@dataclass(slots=True)
class _Term:
    """A term's occurrences of one topic in one article."""

    weight: float = 0.0
    count: int = 0
    factor: float = 1.0
    field: Field = "body"
    start: int = 0
    end: int = 0

    @property
    def score(self) -> float:
        return self.weight * self.factor * (1 + 0.35 * math.log2(self.count))


class Squeezed:
    """A text in lower case without blanks, with the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        self.offsets = [i for i, letter in enumerate(text) if not letter.isspace()]
        self.text = "".join(text[i] for i in self.offsets).lower()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the own text for a span of the squeezed one."""
        return self.offsets[start], self.offsets[end - 1] + 1


class Topics:
    """Scores the topics of an article."""

    def __init__(self, reference: Reference) -> None:
        squeeze = re.compile(r"\s+")
        entries = [
            (squeeze.sub("", t.term).lower(), _Value(t.topic, t.weight)) for t in reference.terms
        ]
        entries += [
            (squeeze.sub("", phrase).lower(), _Value(topic, 0.0))
            for topic, phrase in reference.cautions
        ]
        self._gazetteer: Gazetteer[_Value] = Gazetteer(entries)
        self._threshold = {
            topic: float(value) for topic, value in reference.lexicon("topic_threshold")
        }
        self._default = self._threshold.get("default", 8.0)

    def scores(self, text: Text) -> dict[str, dict[str, _Term]]:
        """Terms found, by topic."""
        found: dict[str, dict[str, _Term]] = defaultdict(dict)
        for field, source in (("title", text.title), ("body", text.body)):
            squeezed = Squeezed(source)
            for hit, value in self._hits(squeezed.text):
                start, end = squeezed.span(hit.start, hit.end)
                term = found[value.topic].setdefault(hit.name, _Term(weight=value.weight))
                term.count += 1
                factor = self._factor(text, field, start)
                if term.count == 1 or factor > term.factor:
                    term.factor, term.field = factor, "title" if field == "title" else "body"
                    term.start, term.end = start, end
        return found

    def _hits(self, squeezed: str) -> list[tuple[Hit[_Value], _Value]]:
        """Per topic the longest hits; those inside a caution of that topic are hidden."""
        by_topic: dict[str, list[tuple[Hit[_Value], _Value]]] = defaultdict(list)
        for hit in self._gazetteer.scan(squeezed):
            if _cut_word(squeezed, hit):
                continue
            for value in hit.values:
                by_topic[value.topic].append((hit, value))
        kept: list[tuple[Hit[_Value], _Value]] = []
        for pairs in by_topic.values():
            end = -1
            for hit, value in sorted(pairs, key=lambda p: (p[0].start, -p[0].end)):
                if hit.start >= end:
                    end = hit.end
                    if value.weight:
                        kept.append((hit, value))
        return kept

    @staticmethod
    def _factor(text: Text, field: str, start: int) -> float:
        if field == "title":
            return TITLE_FACTOR
        return LEAD_FACTOR if start < text.lead_end else 1.0

    def find(self, text: Text) -> list[TopicFinding]:
        """The topics above their threshold, strongest first."""
        findings = []
        for topic, terms in self.scores(text).items():
            total = sum(term.score for term in terms.values())
            threshold = self._threshold.get(topic, self._default)
            strong = any(term.weight >= 3 for term in terms.values())
            if total < threshold or not strong:
                continue
            best = max(terms.values(), key=lambda t: t.score)
            source = text.title if best.field == "title" else text.body
            confidence = 1 / (1 + math.exp(-1.6 * (total / threshold - 0.75)))
            evidence = (
                text.title
                if best.field == "title"
                else text.evidence(best.start, best.end)
            )
            findings.append(
                (total / threshold, TopicFinding(
                    topic, round(confidence, 3), f"terms:{source[best.start:best.end]}", evidence,
                    best.start, best.end, best.field,
                ))
            )  # fmt: skip
        return [finding for _, finding in sorted(findings, key=lambda f: -f[0])]


def _cut_word(squeezed: str, hit: Hit[_Value]) -> bool:
    """Whether an abbreviation in Latin letters was cut out of a longer one (AI in AIMS)."""
    if _ASCII.match(hit.name[0]) and hit.start and _ASCII.match(squeezed[hit.start - 1]):
        return True
    last = hit.name[-1]
    return bool(_ASCII.match(last) and hit.end < len(squeezed) and _ASCII.match(squeezed[hit.end]))
