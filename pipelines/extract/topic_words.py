"""How ordinary words of an article lean to topics, beside the terms that name them.

`신청` and `접수` lean to calls, `어르신` to welfare, `손님` away from plans: none makes a topic alone,
together they tell a topic that is meant from one that is touched.  Words and what each counts for
(topic_words.tsv) are fitted by scripts/fit_topics.py; names of places and bodies are left out.
"""

from __future__ import annotations

import math
import re

import numpy as np

from pipelines.extract.gazetteer import Gazetteer
from pipelines.extract.text import Text
from pipelines.reference import Reference

TITLE_FACTOR, LEAD_FACTOR = 2.2, 1.5
COUNT_GROWTH, COUNT_CAP = 0.35, 5  # a word said five times says no more at the sixth
_GROWTH = [0.0, *(1 + COUNT_GROWTH * math.log2(count) for count in range(1, COUNT_CAP + 1))]
_LETTER = re.compile(r"[가-힣A-Za-z0-9]")


class WordCounter:
    """Weighs words by place and count, as topics.py weighs its terms."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._gazetteer: Gazetteer[str] = Gazetteer((word.lower(), word) for word in words)

    def values(self, text: Text) -> dict[str, float]:
        """The value of each word found; one of two letters must begin its word."""
        body = self._starts(text.body.lower())
        title = self._starts(text.title.lower())
        found: dict[str, float] = {}
        for word in {**body, **title}:
            starts, above = body.get(word, []), title.get(word, [])
            lead = LEAD_FACTOR if starts and starts[0] < text.lead_end else 1.0
            growth = _GROWTH[min(len(starts) + len(above), COUNT_CAP)]
            found[word] = (TITLE_FACTOR if above else lead) * growth
        return found

    def _starts(self, source: str) -> dict[str, list[int]]:
        """Where each word stands, in order."""
        found: dict[str, list[int]] = {}
        for last, (name, words) in self._gazetteer.ends(source):
            start = last - len(name) + 1
            if len(name) > 2 or not start or not _LETTER.match(source, start - 1):
                found.setdefault(words[0], []).append(start)
        return found


class TopicWords:
    """Sums what the words of an article say for or against each topic."""

    def __init__(self, reference: Reference) -> None:
        self._topics = [topic for topic, _ in reference.topic_thresholds]
        rows = [dict(leans) for _, leans in reference.topic_words]
        self._row = {word: row for row, (word, _) in enumerate(reference.topic_words)}
        self._leans = np.array([[of.get(topic, 0.0) for topic in self._topics] for of in rows])
        self._counter = WordCounter(tuple(self._row))

    def of(self, text: Text) -> dict[str, float]:
        """The sum for each topic; nothing where no word is found."""
        found = self._counter.values(text)
        if not found:
            return {}
        rows = self._leans[[self._row[word] for word in found]]
        total = np.fromiter(found.values(), float, len(found)) @ rows
        return dict(zip(self._topics, total.tolist(), strict=True))
