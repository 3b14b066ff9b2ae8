"""National programmes that an article names, by name and by year."""

from __future__ import annotations

import re

from pipelines.extract.text import Text
from pipelines.extract.topics import Squeezed
from pipelines.extract.gazetteer import Gazetteer, longest
from pipelines.model import ProgrammeFinding
from pipelines.reference import Programme, Reference

_YEAR = re.compile(r"(?:19|20)\d{2}")


class Programmes:
    """Finds programmes; the longest name wins (스마트도시 서비스 인증 over 스마트도시 인증)."""

    def __init__(self, reference: Reference) -> None:
        self._programmes = {p.programme: p for p in reference.programmes}
        self._gazetteer: Gazetteer[str] = Gazetteer(
            (trigger.replace(" ", "").lower(), p.programme)
            for p in reference.programmes
            for trigger in p.triggers
        )

    def find(self, text: Text) -> list[ProgrammeFinding]:
        """One finding a programme, shown at its first place in the body."""
        squeezed = Squeezed(text.body)
        found: dict[str, ProgrammeFinding] = {}
        for hit in longest(self._gazetteer.scan(squeezed.text)):
            start, end = squeezed.span(hit.start, hit.end)
            for programme in hit.values:
                if programme not in found and self._in_time(self._programmes[programme], text):
                    lead = start < text.lead_end
                    found[programme] = ProgrammeFinding(
                        programme, f"name:{text.body[start:end]}", 0.95 if lead else 0.85,
                        text.evidence(start, end), start, end,
                    )  # fmt: skip
        return self._without_general(found)

    def _without_general(self, found: dict[str, ProgrammeFinding]) -> list[ProgrammeFinding]:
        """U-City in general says nothing beside the U-City pilot that is meant."""
        if any(p.startswith("u_") and p != "u_city" for p in found):
            found.pop("u_city", None)
        return list(found.values())

    @staticmethod
    def _in_time(programme: Programme, text: Text) -> bool:
        """Whether the programme existed on the article's day (a year of grace on both sides)."""
        day = text.article.published.earliest
        if day is None:
            return True
        start, end = _YEAR.search(programme.valid_from), _YEAR.search(programme.valid_to)
        return not (
            (start and day.year < int(start.group(0)) - 1)
            or (end and day.year > int(end.group(0)) + 4)
        )
