"""What an article's partners and programmes say of its topics, where its words may not.

Whoever signs with a foreign city writes of cooperation abroad, whatever words it chooses; who gets
a prize from someone writes of an award.  How much each of these weighs is vocabulary (lexicon
`implied_topic`: `abroad:mou` → `international_cooperation=8`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.errors import ReferenceDataError
from pipelines.model import Field, PartnerFinding, ProgrammeFinding
from pipelines.reference import Reference


@dataclass(frozen=True, slots=True)
class Hint:
    """A weight for a topic, with the words that it comes from."""

    name: str
    topic: str
    weight: float
    field: Field
    start: int
    end: int


class Hints:
    """Turns partners and programmes into hints."""

    def __init__(self, reference: Reference) -> None:
        self._implied = {
            name: tuple(_weight(name, part) for part in value.split())
            for name, value in reference.lexicon("implied_topic")
        }

    def of(
        self, partners: Sequence[PartnerFinding], programmes: Sequence[ProgrammeFinding]
    ) -> tuple[Hint, ...]:
        """The weightiest hint of each topic, at the first place that gives it."""
        found: dict[str, Hint] = {}
        for hint in self._all(partners, programmes):
            if hint.topic not in found or hint.weight > found[hint.topic].weight:
                found[hint.topic] = hint
        return tuple(found.values())

    def _all(
        self, partners: Sequence[PartnerFinding], programmes: Sequence[ProgrammeFinding]
    ) -> Iterator[Hint]:
        for partner in partners:
            for name in _kinds(partner):
                yield from self._named(name, partner)
        for programme in programmes:
            yield from self._named(f"programme:{programme.programme}", programme)

    def _named(self, name: str, finding: PartnerFinding | ProgrammeFinding) -> Iterator[Hint]:
        for topic, weight in self._implied.get(name, ()):
            yield Hint(name, topic, weight, finding.field, finding.start, finding.end)


def _kinds(partner: PartnerFinding) -> Iterator[str]:
    """What the partner does here; of a body abroad (a global firm is at home everywhere) both."""
    yield f"partner:{partner.relation}"
    if partner.country != "KR" and partner.type != "company":
        yield f"abroad:{partner.relation}"


def _weight(name: str, part: str) -> tuple[str, float]:
    topic, _, weight = part.partition("=")
    try:
        return topic, float(weight)
    except ValueError:
        raise ReferenceDataError(
            f"lexicons.tsv, implied_topic {name}: {part!r} is not topic=weight"
        ) from None
