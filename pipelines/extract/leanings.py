"""Which relation the words around a partner lean to, whatever its clause says outright.

Readings and frames ask for a predicate; where an article tells it in another way, a reader still
judges by what the article is about, where the name stands and what kind of body it is.  All of
that, what the clause says and how plainly among it, is weighed by a multinomial logit (McFadden
1974, "Conditional logit analysis of qualitative choice behavior").  Its weights are data
(`data/reference/relation_weights.tsv`), fitted by `scripts/fit_relations.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from pipelines.extract.gazetteer import Gazetteer, Hit, longest
from pipelines.extract.naming import Organisation
from pipelines.extract.seats import Seat
from pipelines.extract.text import Text
from pipelines.reference import RELATIONS, Reference

Features = dict[str, float]
PULL = 3.0
"""How much more a clause that says it plainly pulls, times its strength: the fit reckons with whole
articles, and a plain sentence must be believed in a page of few words as well.

With weights fitted to other series 5,052 of 5,923 partners are right with it, 5,058 without.
"""
_PLAIN, _FAIR = 0.95, 0.7
"""Strengths (readings.py) from which on a clause says a relation plainly, and fairly so."""
_WORD = re.compile(r"[가-힣]{2,}|[A-Z]{2,}")
_NEAR, _AHEAD, _FAR = 60, 50, 200
_STEM = 2
"""Letters of a Korean word that its endings leave alone."""
_BESIDE, _ABOVE = 0.5, 0.3
"""What a word counts beside a name and at an article's top, where a cue counts 1."""
_OCCASION = "occasion"
_PARTS = ("attend", "speak", "host", _OCCASION)
"""What the cues of `part_cue` say of who is named: a part in an occasion, or the occasion itself."""
_OF_OCCASION = ("prize", "pact", "event", "council", "visit", "funding")
"""What an article may be about at its top (scenes.py) for a part in it to count otherwise."""
PERSON = "person"
"""Given where a person's post stands behind a name (relations.py)."""
_ABROAD = ("foreign_city", "foreign_government")


class Leanings:
    """Weighs what stands around a name."""

    def __init__(self, reference: Reference) -> None:
        self._cues: Gazetteer[str] = Gazetteer(
            (term, value) for name, term, value in reference.lexicons if name == "relation"
        )
        self._parts: Gazetteer[str] = Gazetteer(reference.lexicon("part_cue"))
        self._row = {feature: row for row, (feature, _) in enumerate(reference.relation_weights)}
        self._weights = np.array([weights for _, weights in reference.relation_weights])

    def top(self, text: Text) -> Features:
        """What headline and lead say, the same for all partners of an article."""
        lead = text.body[: text.lead_end]
        found = dict.fromkeys((f"headline:{stem}" for stem in _stems(text.title)), _ABOVE)
        found.update(dict.fromkeys((f"lead:{stem}" for stem in _stems(lead)), _ABOVE))
        for name, words in (("headline", text.title), ("lead", lead)):
            found.update((f"{name}={hit.values[0]}", 1.0) for hit in self._told(words))
        if _OCCASION in self._parts_in(text.title):
            found[f"headline={_OCCASION}"] = 1.0
        return found

    def features(
        self,
        top: Features,
        organisation: Organisation,
        seats: Sequence[tuple[Seat, Collection[str]]],
        standing: Iterable[str],
        said: tuple[str, float],
    ) -> Features:
        """What is weighed of a partner: who it is, the article's top, each place of its name.

        `seats`: the places with what is given there (relations.py); `standing`: what holds of it
        in the article (it is meant by a later `두 기관은 …협약`, stands in the lead, comes first);
        `said`: the relation that its clause says, with a strength.
        """
        kind = "abroad" if organisation.type in _ABROAD else organisation.type
        found = dict.fromkeys(("always", f"kind={kind}"), 1.0)
        found[f"home={organisation.country == 'KR'}"] = 1.0
        found[f"places={min(3, len(seats))}"] = 1.0
        found[f"who={organisation.name}"] = 1.0
        found[f"said={said[0]}@{_plainness(said[1])}"] = 1.0
        for each in standing:
            found |= {each: 1.0, f"{each}|{kind}": 1.0}
        for seat, given in seats:
            words = [f"given={g}" for g in given]
            cued = self._cued(seat)
            words += [f"role={seat.role}", f"members={min(3, seat.members)}", *cued]
            words += self._taking_part(seat, given)
            if PERSON in given:
                found.update((f"person|{cue}", 1.0) for cue in cued)
                found.update((f"person|{word}", _BESIDE) for word in _closing(seat))
            found.update((word, 1.0) for word in words)
            found.update((f"{word}|{kind}", 1.0) for word in words)
            found.update(dict.fromkeys(_beside(seat), _BESIDE))
        found.update((f"{word}|{kind}", 1.0) for word in top if "=" in word)
        return found | top

    def choose(self, features: Mapping[str, float], said: str, strength: float) -> str:
        """The likeliest relation, where a clause said one with a strength."""
        rows, values = [], []
        for name, value in features.items():
            row = self._row.get(name)
            if row is not None:
                rows.append(row)
                values.append(value)
        if not rows:
            return said
        odds = np.dot(values, self._weights.take(rows, axis=0))
        if strength >= _PLAIN:
            odds[RELATIONS.index(said)] += PULL * strength
        return RELATIONS[int(odds.argmax())]

    def _cued(self, seat: Seat) -> list[str]:
        """The relations that words before and behind a name speak of, the nearest apart."""
        behind, before = self._told(seat.after), self._told(seat.before)
        start = len(seat.before) - _NEAR
        found = [f"behind={hit.values[0]}" for hit in behind]
        found += [f"near={hit.values[0]}" for hit in behind if hit.start < _NEAR]
        found += [f"before={hit.values[0]}" for hit in before if hit.start > start]
        found.append(f"first={behind[0].values[0] if behind else '-'}")
        found.append(f"last={behind[-1].values[0] if behind else '-'}")
        found.append(f"ahead={before[-1].values[0] if before else '-'}")
        return found

    def _taking_part(self, seat: Seat, given: Collection[str]) -> list[str]:
        """How who is named takes part in an occasion: it attends, speaks, hosts; and of which."""
        cues = [cue for cue in _PARTS if cue in self._parts_in(seat.after)]
        marks = (
            "",
            f"|{PERSON in given}",
            *(f"&{matter}" for matter in _OF_OCCASION if matter in given),
        )
        return [f"part={cue}{mark}" for cue in cues for mark in marks]

    def _parts_in(self, words: str) -> set[str]:
        return {hit.values[0] for hit in longest(self._parts.scan(words))}

    def _told(self, words: str) -> list[Hit[str]]:
        return longest(self._cues.scan(words))


def _plainness(strength: float) -> str:
    return "plain" if strength >= _PLAIN else "fair" if strength >= _FAIR else "weak"


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(words)}


def _closing(seat: Seat) -> list[str]:
    """The stem of the word with which the sentence of a name closes."""
    return [f"end:{word[:_STEM]}" for word in _WORD.findall(seat.after[:_FAR])[-1:]]


def _beside(seat: Seat) -> set[str]:
    """Stems before and behind a name, of its list, and of the words at once behind and at the end."""
    found = {f"behind:{stem}" for stem in _stems(seat.after[:_NEAR])}
    found |= {f"before:{stem}" for stem in _stems(seat.before[-_AHEAD:])}
    found |= {f"own:{stem}" for stem in _stems(seat.own)}
    words = _WORD.findall(seat.after[:_FAR])
    if words:
        found |= {f"next:{words[0][:_STEM]}", f"end:{words[-1][:_STEM]}"}
    return found
