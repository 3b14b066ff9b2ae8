"""What search sees of a text: content words in order, one spelling each.

Articles (when they are extracted) and questions (when they are asked) go through the same
analysis, so that a word is found however it is inflected, spaced or spelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pipelines.model import Terms
from pipelines.morphology import Analyzer, Reading, shared_analyzer
from pipelines.reference import read_table
from pipelines.settings import REFERENCE_DIR

MOST_PARTS = 4
"""Morphemes that one spelling may be made of."""

_BLANKS = re.compile(r"\s+")


class Spelling:
    """The reviewed table of spellings: 스마트 시티 → 스마트시티, 인공지능 → AI."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        pairs = tuple(pairs)
        spaced = {written: word for written, word in pairs if " " in written or "(" in written}
        longest = sorted(spaced, key=len, reverse=True)
        self._spaced = re.compile("|".join(map(re.escape, longest)) or r"(?!)")
        self._spaced_to = spaced
        self._words = {w.lower(): word for w, word in pairs if w not in spaced}
        # With what, in small letters, a word begins that `one` replaces.
        self.begun = {word[:end] for word in self._words for end in range(1, len(word) + 1)}

    def joined(self, text: str) -> str:
        """The text with spellings that hold a blank replaced."""
        return self.respelt(text)[0]

    def respelt(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text joined, and what other words were put for, as it is written."""
        found = self._spaced.findall(text)
        if not found:
            return text, ()
        joined = self._spaced.sub(lambda match: self._spaced_to[match.group(0)], text)
        return joined, tuple(w for w in found if w.replace(" ", "") != self._spaced_to[w])

    def one(self, word: str) -> str:
        """The word's one spelling."""
        return self._words.get(word.lower(), word)


def read_terms(
    analyzer: Analyzer,
    spelling: Spelling,
    title: str,
    body: str,
    given: Sequence[tuple[str, int]] = (),
) -> tuple[tuple[str, ...], Terms]:
    """Analyse an article once: its nouns and compounds, and its terms for search.

    What one spelling replaces (사물 인터넷) stands in a line of its own as well, so that its
    words are found too; so does each word that a source gives of a body that it clips.
    """
    respelt = [spelling.respelt(text) for text in (title, body)]
    above, below = (analyzer.read(text) for text, _ in respelt)
    more = [written.lower() for _, found in respelt for written in found]
    more += [_BLANKS.sub("", spelling.one(word).lower()) for word, _ in given]

    def lines(reading: Reading) -> str:
        return "\n".join(
            " ".join(_spelt(sentence, spelling, analyzer)) for sentence in reading.sentences
        )

    terms = Terms(lines(above), "\n".join([lines(below), *more]).strip())
    return above.nouns + below.nouns, terms


def asked_terms(text: str) -> tuple[str, ...]:
    """The content words of a question, in order; empty where it has none."""
    return _asked(text)


@lru_cache(maxsize=512)
def _asked(text: str) -> tuple[str, ...]:
    spelling = reviewed_spelling()
    analyzer = shared_analyzer()
    reading = analyzer.read(spelling.joined(text))
    forms = [form for sentence in reading.sentences for form in sentence]
    return tuple(_spelt(forms, spelling, analyzer))


@lru_cache(maxsize=1)
def reviewed_spelling() -> Spelling:
    """The spellings of data/reference."""
    rows = read_table(REFERENCE_DIR / "spellings.tsv")
    return Spelling((row["written"], row["keyword"]) for _, row in rows)


def _spelt(forms: Sequence[str], spelling: Spelling, analyzer: Analyzer) -> list[str]:
    """Forms in one spelling; parts of a spelling (인공 지능 → ai) become one."""
    begun, parts = spelling.begun, analyzer.parts
    if begun.isdisjoint(forms):  # so it is in most sentences
        return [part for word in forms for part in _parts(word, parts)]
    found: list[str] = []
    place = 0
    while place < len(forms):
        word, size = forms[place], 1
        if word in begun:  # few are, and this runs for every word
            word, size = _longest(forms, place, spelling)
            word = word.lower()
        found += _parts(word, parts)
        place += size
    return found


def _parts(word: str, parts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What a word without its blanks is made of."""
    word = word if " " not in word else _BLANKS.sub("", word)
    return parts.get(word, (word,))


def _longest(forms: Sequence[str], place: int, spelling: Spelling) -> tuple[str, int]:
    """The longest run of forms from a place that is a spelling, as it is written, and its size."""
    for size in range(min(MOST_PARTS, len(forms) - place), 0, -1):
        written = "".join(forms[place : place + size])
        word = spelling.one(written)
        if word != written:
            return word, size
    return forms[place], 1
