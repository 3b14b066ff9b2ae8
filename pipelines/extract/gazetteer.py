"""One pass over a text for all names of the vocabulary (Aho & Corasick 1975, pyahocorasick)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """A name found at text[start:end], with what the vocabulary knows of it."""

    start: int
    end: int
    name: str
    values: tuple[T, ...]


class Gazetteer(Generic[T]):
    """Names to values; several values may share a name."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        table: dict[str, list[T]] = {}
        for name, value in entries:
            if name:
                table.setdefault(name, []).append(value)
        self.table = {name: tuple(values) for name, values in table.items()}
        self._automaton = ahocorasick.Automaton()
        for name, its_values in self.table.items():
            self._automaton.add_word(name, (name, its_values))
        if table:
            self._automaton.make_automaton()
        self._empty = not table

    def scan(self, text: str) -> Iterator[Hit[T]]:
        """Every occurrence of every name, overlapping ones too, by their end."""
        for last, (name, values) in self.ends(text):
            yield Hit(last - len(name) + 1, last + 1, name, values)

    def ends(self, text: str) -> Iterator[tuple[int, tuple[str, tuple[T, ...]]]]:
        """The same as bare pairs, of the last letter's place and the name with its values: for
        vocabularies of which an article holds hundreds."""
        return self._automaton.iter(text) if text and not self._empty else iter(())


def longest(hits: Iterable[Hit[T]]) -> list[Hit[T]]:
    """Of overlapping hits the leftmost-longest ones, in text order."""
    kept: list[Hit[T]] = []
    end = -1
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return kept
