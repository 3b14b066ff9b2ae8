"""Days on which something of a project happens, with its stage.

A stage comes from what is told as done (`협약을 맺었다`, lexicon `stage_act`) behind the date, else
from the first noun that speaks of a stage (`보고회`, lexicon `stage`), then from the words before
it, then from what the article as a whole reports.  Rooms and names that hold such a noun
(`대회의실`, `시범도시`) say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pipelines.extract.text import Text
from pipelines.extract.when import days
from pipelines.extract.when_cues import Day
from pipelines.model import EventFinding
from pipelines.reference import Reference

_STAGES = (
    "halted", "agreement", "evaluation", "selected", "pilot", "launch", "opened", "exchange",
    "expansion", "bid", "plan",
)  # fmt: skip


class Events:
    """Finds the dated events of an article."""

    def __init__(self, reference: Reference) -> None:
        self._stages = {t: s for t, s in reference.lexicon("stage") if s in _STAGES}
        self._acts = {t: s for t, s in reference.lexicon("stage_act") if s in _STAGES}
        self._term, self._act = _any(self._stages), _any(self._acts)
        self._mask = _any(term for term, _ in reference.lexicon("stage_mask"))

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
            own = self._mask.sub(_blank, words)
            act = self._act.search(own)
            stage = self._acts[act.group(0)] if act else self._stage_in(own)
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


def _any(terms: Iterable[str]) -> re.Pattern[str]:
    """A pattern of any of the terms, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group(0))
