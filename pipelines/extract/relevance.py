"""Whether an article is about smart-city or digital-administration policy.

Words of the field count by weight and place; a public actor (a region, its office, a ministry)
must stand behind them; the vocabulary of other beats (sport, crime, property ads, earnings)
counts against.  The logistic curve only maps the balance to 0–1.
"""

from __future__ import annotations

import math
import re

from pipelines.extract.gazetteer import Gazetteer
from pipelines.extract.text import Text
from pipelines.extract.topics import Squeezed
from pipelines.model import PartnerFinding, ProgrammeFinding, RegionFinding, TopicFinding
from pipelines.reference import Reference

THRESHOLD = 0.5
PROGRAMME, TELLING = 3.0, 1.5
"""What a national programme of the field, or a topic that only the field has, adds."""
_ASCII = re.compile(r"[A-Za-z]")
_PUBLIC = ("central_government", "local_government", "public_institution")
_PRIVATE_HOUSING = re.compile(r"견본주택|모델하우스|전용면적|청약|평면|커뮤니티 시설|시세|분양가")
_OFFICE = re.compile(r"(?:시청|군청|구청|도청|시장은|군수는|구청장은|도지사|지자체|국비|시는\s|군은\s|구는\s|도는\s)")


class Relevance:
    """Scores how much an article belongs to the field."""

    def __init__(self, reference: Reference) -> None:
        self._smart: Gazetteer[float] = Gazetteer(
            (term.replace(" ", "").lower(), float(value))
            for term, value in reference.lexicon("smart")
        )
        self._telling = {topic for topic, _ in reference.lexicon("telling_topic")}
        beats = reference.lexicon("beat")
        self._beat: Gazetteer[float] = Gazetteer((term, float(value)) for term, value in beats)

    def score(
        self,
        text: Text,
        regions: list[RegionFinding],
        partners: list[PartnerFinding],
        programmes: list[ProgrammeFinding],
        topics: list[TopicFinding],
    ) -> float:
        """Relevance from 0 to 1."""
        smart = self._field(text)
        smart += min(2, len(programmes)) * PROGRAMME
        smart += min(2, sum(t.topic in self._telling for t in topics)) * TELLING
        against = self._against(text)
        actor = 0.0
        if any(region.role == "primary" for region in regions):
            actor += 2.0
        if any(partner.type in _PUBLIC for partner in partners):
            actor += 1.0
        actor += 1.0 if _OFFICE.search(text.body) else 0.0
        if actor == 0.0:
            smart *= 0.4
        balance = smart + min(actor, 3.0) * (0.8 if smart > 4 else 0.2) - 1.3 * against - 7.6
        return round(1 / (1 + math.exp(-balance / 3.0)), 3)

    def _field(self, text: Text) -> float:
        """Distinct words of the field; the headline doubles them, the lead adds a half."""
        best: dict[str, float] = {}
        counts: dict[str, int] = {}
        for field, source in (("title", text.title), ("body", text.body)):
            squeezed = Squeezed(source)
            end = -1
            hits = sorted(self._smart.scan(squeezed.text), key=lambda h: (h.start, -h.end))
            for hit in hits:
                if hit.start < end or _cut(squeezed.text, hit.start, hit.end):
                    continue
                end = hit.end
                start = squeezed.span(hit.start, hit.end)[0]
                factor = 2.0 if field == "title" else (1.5 if start < text.lead_end else 1.0)
                best[hit.name] = max(best.get(hit.name, 0.0), hit.values[0] * factor)
                counts[hit.name] = counts.get(hit.name, 0) + 1
        return sum(value * (1 + 0.2 * math.log2(counts[name])) for name, value in best.items())

    def _against(self, text: Text) -> float:
        found = {hit.name: hit.values[0] for hit in self._beat.scan(text.title + "\n" + text.body)}
        total = sum(found.values())
        housing = len(set(_PRIVATE_HOUSING.findall(text.body)))
        return (total if len(found) >= 2 else total * 0.4) + (4.0 if housing >= 2 else 0.0)


def _cut(squeezed: str, start: int, end: int) -> bool:
    left = start > 0 and _ASCII.match(squeezed[start]) and _ASCII.match(squeezed[start - 1])
    right = (
        end < len(squeezed) and _ASCII.match(squeezed[end - 1]) and _ASCII.match(squeezed[end])
    )
    return bool(left or right)
