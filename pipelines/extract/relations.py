"""The relation of an organisation to what an article reports: the strongest evidence wins.

Two witnesses are heard at every place of a name: the reading of its clause (readings.py) and the
frames of predicates with their particles (frames.py, over the list that the name stands in).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.extract import cues
from pipelines.extract.frames import Frames
from pipelines.extract.naming import Organisation
from pipelines.extract.readings import Readings
from pipelines.extract.scenes import Scene, scene_of
from pipelines.extract.seats import Seat, post, seats
from pipelines.extract.text import Text
from pipelines.extract.words import RelationWords
from pipelines.reference import Reference

_HELPS = re.compile(
    r"^\s?(?:[^\s.]{1,8}\s)?(?:공모|지원|주관|국비|도움|후원|주최|사업비|보조금|기금|초청)(?!\S{0,4}\s?협약)"
)
_MADE = re.compile(
    r"^\s(?:[^\s.,]{1,12}\s){0,3}?(?:(?:구축|개발|제작|설치|운영|공급|제공|조성|시행|추진|지원|주관)(?:한|하는)|만든|지은|짓는|벌이는|내놓은)\s"
)
_AFTER_PACT = re.compile(
    rf"(?:{cues.PACT.pattern})[^.]{{0,6}}(?:맺은|체결한)\s[^.]*?[은는이가]\s[^.]*$"
)


class Evidence(NamedTuple):
    """What one place of a name tells: a relation with its strength, and what stands around it."""

    relation: str
    strength: float
    seat: Seat
    given: frozenset[str]


_BESIDE = re.compile(
    r"(?:\([^)]{1,12}\))?(?:[와과]\s|,\s|·)[가-힣]{2,8}[시도군구](?:\([^)]{1,12}\))?(?:[와과,·]|[은는이가]\s)"
)
"""A municipality right behind a name in its list."""
_OFFICER = re.compile(r"\s[가-힣]{0,8}(?:정책관|과장|국장|실장|담당관|심의관|관계자)")
"""Posts below a minister's: their bearers attend for their office, heads sign for it."""


class Relations:
    """Weighs what the places of a name tell."""

    def __init__(self, reference: Reference) -> None:
        self._words = RelationWords(reference)
        self._readings = Readings(self._words)
        self._frames = Frames(reference.relation_frames)

    def has(self, relation: str, words: str) -> bool:
        """Whether words speak of a relation."""
        return self._words.has(relation, words)

    def scene(self, text: Text, organisations: list[Organisation]) -> Scene:
        """The article's own matter, from its headline and lead."""
        return scene_of(text, organisations, self._words)

    def told(
        self, text: Text, organisations: Sequence[Organisation], scene: Scene
    ) -> list[Evidence]:
        """For each organisation, in order, what its place tells."""
        seat_at = seats(text, organisations)
        return [self._of(text, o, seat_at[o.start], scene) for o in organisations]

    def _of(self, text: Text, organisation: Organisation, seat: Seat, scene: Scene) -> Evidence:
        read = self._readings.of(text, organisation, scene, signs=could_sign(seat))
        sentence = text.sentence_at(organisation.start)
        given = given_at(text, organisation, scene)
        words = text.body[sentence.start : sentence.end]
        framed = self._frames.tell(organisation.type, given, seat, words, above=read[1])
        return Evidence(*(framed or read), seat, given)

    def signers(self, text: Text, organisations: list[Organisation]) -> set[str]:
        """Who is meant by `두 기관은 …협약` or `경찰서장과 협약`: the names told before."""
        found: set[str] = set()
        for sentence in text.sentences:
            words = text.body[sentence.start : sentence.end]
            if not cues.PACT.search(words):
                continue
            places = cues.PLACES.search(words)
            end = sentence.start + (places.start() if places else 0)
            earlier = [o for o in organisations if o.start < end]
            if earlier and (places or cues.MEANT.search(words)):
                last = text.sentence_at(earlier[-1].start)
                if sentence.index - last.index <= 2 and not cues.OTHER_TIME.search(words):
                    found |= {o.name for o in earlier if o.start >= last.start}
            for match in cues.BARE.finditer(words):
                told = (o for o in organisations if o.start < sentence.start)
                meant = {o.name for o in told if o.name.endswith(match["head"])}
                found |= meant if len(meant) == 1 else set()
        return found


def given_at(text: Text, organisation: Organisation, scene: Scene) -> frozenset[str]:
    """What frames may ask for at one place of a name: of the article and of the name."""
    return scene.given.union(_of_name(text, organisation, scene.has("pact")))


def _of_name(text: Text, organisation: Organisation, pact: bool) -> Iterator[str]:
    """What holds of one place of a name: a person's post behind it, a pact told just before."""
    if post(text.body, organisation.end):
        yield "person"
    if _OFFICER.match(text.body, organisation.end, organisation.end + 20):
        yield "officer"
    if organisation.name in text.title or organisation.as_written in text.title:
        yield "titled"
    if _BESIDE.match(text.body, organisation.end, organisation.end + 40):
        yield "beside"
    if organisation.name.endswith("공사"):
        yield "developer"
    if not pact:
        return
    index = text.sentence_at(organisation.start).index
    told = text.sentences[max(0, index - 3) : index]
    if any(_sealed(text.body[s.start : s.end]) for s in told):
        yield "sealed"


def could_sign(seat: Seat) -> bool:
    """Whether the name of a seat can be a party to an agreement in its clause.

    Not who only helps (`국토교통부의 지원을 받아 KT와 협약`), whose thing it is about (`KT가 구축한
    플랫폼을 …`), or who comes after another's agreement (`KT와 협약을 맺은 시는 경찰서와 …`).
    """
    if _HELPS.match(seat.after) and seat.role in ("of", "none", "from"):
        return False
    if seat.role == "subject" and _MADE.match(seat.after):
        return False
    return not (_AFTER_PACT.search(seat.before) and cues.PACT.search(seat.after) is None)


def _sealed(words: str) -> bool:
    return cues.PACT.search(words) is not None and not cues.OTHER_TIME.search(words)
