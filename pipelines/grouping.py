"""From pairs to stories: an article joins a story only if nobody in it tells them apart.

Joining any article that resembles one member would let a clipped body, which has neither
figures nor a region, tie two districts' releases together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

WITNESSES = 12
"""Oldest members that a newcomer is compared with: enough to know a release."""


class Edge(NamedTuple):
    """Two articles by number, of which `shared` of the wording is one.

    `twin`: their words are the same to the letter, so that nothing can tell them apart.
    """

    new: int
    other: int
    shared: float
    twin: bool = False


@dataclass(slots=True)
class Group:
    """A story: its id and the numbers of its oldest members of different words, oldest first."""

    story_id: str
    witnesses: list[int] = field(default_factory=list)
    into: Group | None = None

    def root(self) -> Group:
        """Give the story that this one has become part of."""
        group = self
        while group.into is not None:
            group = group.into
        return group


class Groups:
    """The stories that a batch of new articles touches, joined edge by edge.

    `opposed(a, b)` says whether two articles cannot be of one release.
    """

    def __init__(self, opposed: Callable[[int, int], bool]):
        self._opposed = opposed
        self._of: dict[int, Group] = {}
        self._groups: list[Group] = []

    def add(self, group: Group, members: Iterable[int]) -> None:
        """Bring in a story with all its members, witnesses or not."""
        self._groups.append(group)
        self._of.update(dict.fromkeys(members, group))

    def join(self, edges: Iterable[Edge]) -> None:
        """Join stories along edges: article by article, those that share most first."""
        for edge in sorted(edges, key=lambda e: (e.new, -e.shared, e.other)):
            one, other = self._of[edge.new].root(), self._of[edge.other].root()
            if one is not other and (edge.twin or not self._any_opposed(one, other)):
                self._merge(one, other, edge.twin)

    def _any_opposed(self, one: Group, other: Group) -> bool:
        return any(self._opposed(a, b) for a in one.witnesses for b in other.witnesses)

    def _merge(self, one: Group, other: Group, twin: bool) -> None:
        """Keep the name of the story whose first member came first."""
        old, young = sorted((one, other), key=lambda group: group.witnesses[0])
        young.into = old
        if not twin:
            old.witnesses = sorted({*old.witnesses, *young.witnesses})[:WITNESSES]

    def renamed(self) -> dict[str, str]:
        """Give old id → new id of every story that became part of another."""
        return {g.story_id: g.root().story_id for g in self._groups if g.into is not None}
