"""A name with the words of its clause and sentence: what readings look at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extract import cues
from pipelines.extract.naming import Organisation
from pipelines.extract.text import Text


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation with the words of its clause and sentence."""

    organisation: Organisation
    before: str
    after: str
    clause: str
    sentence: str

    @property
    def kind(self) -> str:
        """The organisation's type."""
        return self.organisation.type


def pays(place: Place) -> bool:
    """Whether a public body selects or pays: its call, its grant, its programme."""
    match = cues.PAYS.match(place.after)
    developer = place.organisation.name.endswith("공사")
    if (
        match is None
        or (developer and "공모" not in match.group(0))
        or re.search(r"(?:와|과)\s(?:[^\s.]{1,8}\s)?(?:컨소시엄|함께)", match["way"])
    ):
        return False
    return not place.after[match.end() :].startswith("에 참여")


def place_of(text: Text, organisation: Organisation) -> Place:
    """An organisation's place; a clause ends where one verb leads on to the next (하고, 하며)."""
    sentence = text.sentence_at(organisation.start)
    before = text.body[sentence.start : organisation.start]
    after = text.body[organisation.end : sentence.end]
    left = max((m.end() for m in cues.CLAUSE.finditer(before)), default=0)
    right = cues.CLAUSE.search(after)
    end = right.start() + 1 if right else len(after)
    middle = text.body[organisation.start : organisation.end]
    clause = before[left:] + middle + after[:end]
    return Place(organisation, before, after, clause, before + middle + after)
