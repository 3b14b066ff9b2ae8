"""Days on which something of a project happens, with its stage.

A stage comes from the predicate nearest behind the date, then from the rest of its sentence, then
from what the article as a whole reports.
"""

from __future__ import annotations

import re
from datetime import date

from pipelines.extract.text import Text
from pipelines.extract.when import Day, days
from pipelines.model import EventFinding
from pipelines.reference import Reference

_STAGES = (
    "halted", "agreement", "evaluation", "selected", "pilot", "launch", "opened", "exchange",
    "expansion", "bid", "plan",
)  # fmt: skip


class Events:
    """Finds the dated events of an article."""

    def __init__(self, reference: Reference) -> None:
        terms = reference.lexicon("stage")
        self._stages = {term: stage for term, stage in terms if stage in _STAGES}
        longest = sorted(self._stages, key=len, reverse=True)
        self._term = re.compile("|".join(map(re.escape, longest)))

    def find(self, text: Text) -> list[EventFinding]:
        """One finding a day, in text order."""
        found: dict[date, EventFinding] = {}
        for day in days(text):
            if day.on not in found:
                stage = self._stage_of(text, day)
                found[day.on] = EventFinding(
                    day.on, day.on, day.on, "day", stage, day.rule, 0.85,
                    text.evidence(day.start, day.end), day.start, day.end,
                )  # fmt: skip
        return list(found.values())

    def _stage_of(self, text: Text, day: Day) -> str:
        sentence = text.sentence_at(day.start)
        for words in (
            text.body[day.end : sentence.end],
            text.body[sentence.start : day.start],
            text.title,
            text.body[: text.lead_end],
        ):
            stage = self._stage_in(words)
            if stage is not None:
                return stage
        published = text.article.published.on
        return "plan" if published and day.on > published else "launch"

    def _stage_in(self, words: str) -> str | None:
        """The stage of the first term; of terms that touch, the one that says most."""
        best: tuple[int, str] | None = None
        for match in self._term.finditer(words):
            stage = self._stages[match.group(0)]
            if best is None:
                best = (match.end(), stage)
            elif match.start() - best[0] > 2:
                break
            elif _STAGES.index(stage) < _STAGES.index(best[1]):
                best = (match.end(), stage)
        return best[1] if best else None
