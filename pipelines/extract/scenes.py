"""What an article as a whole is about, as far as it decides how its organisations take part."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extract import cues
from pipelines.extract.naming import Organisation
from pipelines.extract.text import Text
from pipelines.extract.words import RelationWords

_COUNCIL = re.compile(
    r"위촉|자문단|자문위|자문회의|(?:위원회|협의회|위원단)[^.]{0,12}(?:위원|출범|첫\s회의)"
)
_EVENT = re.compile(
    r"포럼|세미나|컨퍼런스|콘퍼런스|토론회|심포지엄|심포지움|워크숍|워크샵|강연|특강|설명회|공유회|박람회|서밋"
)
_TWO = re.compile(r"(?:두|양)\s?(?:기관|측|도시|회사|사|단체)(?:은|는|이|가)\s")
_GIFT = re.compile(r"(?<![가-힣])기부|기탁|기증|후원금|성금")
_TEAMED = re.compile(
    r"(?:기업|기관|컨소시엄|연합체|업체|단체|참여사|대학|곳|개사)(?:들)?(?:과|와)\s?[^.]{0,50}?(?:협약|MOU|양해각서)|(?:협약|MOU)[^.]{0,20}\d+개\s?(?:기업|기관)"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """The article's own matter, as its headline and lead say it."""

    pact: bool
    visit: bool
    calls: frozenset[str]
    funding: bool
    prize: bool
    watch: bool
    council: bool
    event: bool
    teamed: bool
    gift: bool
    sealing: bool
    closed: bool

    @property
    def given(self) -> frozenset[str]:
        """The names of what holds, as frames ask for it."""
        names = (
            "pact",
            "visit",
            "funding",
            "prize",
            "watch",
            "council",
            "event",
            "teamed",
            "gift",
            "sealing",
        )
        return frozenset(name for name in names if getattr(self, name))


def scene_of(text: Text, organisations: list[Organisation], words: RelationWords) -> Scene:
    """The scene of an article, from its headline and first sentences."""
    lead = text.title + " " + text.body[: text.lead_end]
    top = text.title + " " + text.body[: text.sentences[:4][-1].end if text.sentences else 0]
    states = (o for o in organisations if o.type == cues.STATE and o.start < text.lead_end)
    funding = words.has("funding", lead)
    return Scene(
        pact=cues.PACT.search(top) is not None,
        visit=words.has("benchmark_visit", lead),
        calls=frozenset(o.name for o in states) if funding else frozenset(),
        funding=funding,
        prize=cues.PRIZE.search(lead) is not None,
        watch=cues.WATCH.search(lead) is not None,
        council=_COUNCIL.search(lead) is not None,
        event=_EVENT.search(lead) is not None,
        teamed=_TEAMED.search(top) is not None,
        closed=_TWO.search(text.body) is not None and cues.PACT.search(top) is not None,
        sealing=cues.SIGNS.search(text.title) is not None,
        gift=_GIFT.search(lead) is not None,
    )
