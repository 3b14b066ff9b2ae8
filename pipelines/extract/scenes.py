"""What an article as a whole is about, as far as it decides how its organisations take part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.extract import cues
from pipelines.extract.naming import Organisation
from pipelines.extract.text import Text
from pipelines.extract.words import RelationWords

_COUNCIL = re.compile(
    r"위촉|자문단|자문위|자문회의|(?:위원회|협의회|위원단|전문가\s?그룹)[^.]{0,24}(?:위원|출범|발족|구성|꾸[려렸린]|첫\s회의)"
)
_EVENT = re.compile(
    r"포럼|세미나|컨퍼런스|콘퍼런스|토론회|심포지엄|심포지움|워크숍|워크샵|강연|특강|공청회"
)
_PARTIES = 2
_TWO = re.compile(r"(?:두|양)\s?(?:기관|측|도시|회사|사|단체)(?:은|는|이|가)\s")
_GIFT = re.compile(r"(?<![가-힣])기부|기탁|기증|후원금|성금")
_TEAMED = re.compile(
    r"(?:기업|기관|컨소시엄|연합체|업체|단체|참여사|대학|곳|개사)(?:들)?(?:과|와)\s?[^.]{0,50}?(?:협약|MOU|양해각서)|(?:협약|MOU)[^.]{0,20}\d+개\s?(?:기업|기관)"
)
_LEAD = {
    "prize": cues.PRIZE, "watch": cues.WATCH, "council": _COUNCIL, "event": _EVENT, "gift": _GIFT
}  # fmt: skip
"""What headline and lead say by their words."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What holds of an article (`given`) and the ministries of the lead where it tells of a call."""

    given: frozenset[str]
    calls: frozenset[str]

    def has(self, matter: str) -> bool:
        """Whether the article is about a matter: pact, visit, funding, prize, watch, closed …"""
        return matter in self.given


def scene_of(text: Text, organisations: list[Organisation], words: RelationWords) -> Scene:
    """The scene of an article, from its headline and first sentences."""
    lead = text.title + " " + text.body[: text.lead_end]
    given = {matter for matter, pattern in _LEAD.items() if pattern.search(lead)}
    given.update(_pact(text, organisations))
    if words.has("benchmark_visit", lead):
        given.add("visit")
    states = (o for o in organisations if o.type == cues.STATE and o.start < text.lead_end)
    calls: frozenset[str] = frozenset()
    if words.has("funding", lead):
        given.add("funding")
        calls = frozenset(o.name for o in states)
    return Scene(frozenset(given), calls)


def _pact(text: Text, organisations: list[Organisation]) -> Iterator[str]:
    """Whether an agreement is told at the top: with a group, between two, in the headline.

    `두 기관은 …` behind one or two names closes the list of parties: who else is there, looks on.
    """
    top = text.title + " " + text.body[: text.sentences[:4][-1].end if text.sentences else 0]
    if cues.HANDS.search(text.title) or cues.PACT.search(text.title):
        yield "sealing"
    if cues.PACT.search(top) is None:
        return
    yield "pact"
    if _TEAMED.search(top):
        yield "teamed"
    two = _TWO.search(text.body)
    if two and 1 <= len({o.name for o in organisations if o.start < two.start()}) <= _PARTIES:
        yield "closed"
