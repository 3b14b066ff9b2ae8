"""Frames: which predicate, with which particle, tells which relation (relation_frames.tsv).

A frame fits an occurrence of a name where all its cells do: the kind of body, what the article is
about, the words before the name's list, the list's particle, the words behind it.  The weightiest
fitting frame tells the relation; the weights stand on the scale of `relations.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

from pipelines.extract.seats import Seat
from pipelines.reference import RelationFrame


@dataclass(frozen=True, slots=True)
class _Frame:
    relation: str
    weight: float
    kinds: frozenset[str]
    given: frozenset[str]
    lacking: frozenset[str]
    roles: frozenset[str]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def fits(self, seat: Seat, sentence: str) -> bool:
        """Whether the words of a seat and of its sentence are the frame's."""
        return (
            (self.after is None or self.after.search(seat.after) is not None)
            and (self.before is None or self.before.search(seat.before) is not None)
            and (self.sentence is None or self.sentence.search(sentence) is not None)
            and (self.unless is None or self.unless.search(sentence) is None)
        )


class Frames:
    """The table of frames, weightiest first."""

    def __init__(self, rows: Iterable[RelationFrame]) -> None:
        frames = [_frame(row) for row in rows]
        self._frames = tuple(sorted(frames, key=lambda f: -f.weight))
        self._of: dict[tuple[str, str], tuple[_Frame, ...]] = {}

    def tell(
        self, kind: str, given: Set[str], seat: Seat, sentence: str, above: float = 0.0
    ) -> tuple[str, float] | None:
        """The relation that the weightiest fitting frame `above` a weight tells, with its own."""
        for frame in self._possible(kind, seat.role):
            if frame.weight <= above:
                return None
            held = frame.given <= given and frame.lacking.isdisjoint(given)
            if held and frame.fits(seat, sentence):
                return frame.relation, frame.weight
        return None

    def _possible(self, kind: str, role: str) -> tuple[_Frame, ...]:
        """The frames for a kind of body in a role, weightiest first."""
        found = self._of.get((kind, role))
        if found is None:
            found = self._of[kind, role] = tuple(
                f
                for f in self._frames
                if (not f.kinds or kind in f.kinds) and (not f.roles or role in f.roles)
            )
        return found


def _frame(row: RelationFrame) -> _Frame:
    return _Frame(
        row.relation,
        row.weight,
        frozenset(row.kinds),
        frozenset(g for g in row.given if g[0] != "!"),
        frozenset(g[1:] for g in row.given if g[0] == "!"),
        frozenset(row.roles) | ({"topic", "also"} if "subject" in row.roles else set()),
        *(
            re.compile(words) if words else None
            for words in (row.before, row.after, row.sentence, row.unless)
        ),
    )
