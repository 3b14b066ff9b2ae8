"""The only module that imports kiwipiepy: nouns, compounds and content words of a text.

Kiwi (Lee 2024, kiwipiepy) is loaded once a process; loading takes some seconds and half a
gigabyte.  Nouns that touch each other without a blank are one compound (통합관제센터).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kiwipiepy import Kiwi, Token

from pipelines.reference import read_table
from pipelines.settings import REFERENCE_DIR

_NOUN = frozenset({"NNG", "NNP", "SL", "XR"})
_INSIDE = _NOUN | {"XPN", "XSN", "SN", "NNB"}
_CONTENT = _NOUN | {"VV", "VA", "SN"}
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun or compound at text[start:end]; `parts` counts its morphemes."""

    form: str
    start: int
    end: int
    parts: int


@dataclass(frozen=True, slots=True)
class Term:
    """A content word in dictionary form, small letters, and the sentence in which it stands."""

    form: str
    start: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pass over a text gives: nouns and compounds, and content words for search."""

    nouns: tuple[Noun, ...]
    terms: tuple[Term, ...]


class Analyzer:
    """Kiwi with the project's own words; `parts` says what each of those is made of."""

    def __init__(self, folder: Path = REFERENCE_DIR) -> None:
        self._kiwi = Kiwi(num_workers=1)
        words = [row["word"] for _, row in read_table(folder / "user_words.tsv")]
        for _, row in read_table(folder / "user_words.tsv"):
            self._kiwi.add_user_word(row["word"], row["tag"])
        self._kiwi.tokenize("준비")  # the first call builds the model's tables
        self.parts = {word.lower(): self._without(word) for word in words}

    def read(self, text: str) -> Reading:
        """Nouns, compounds and content words of a text, analysed once."""
        tokens = self._kiwi.tokenize(text)
        return Reading(tuple(_compounds(tokens)), tuple(self._terms(tokens)))

    def nouns(self, text: str) -> list[Noun]:
        """Nouns and compounds in order."""
        return list(self.read(text).nouns)

    def _without(self, word: str) -> tuple[str, ...]:
        """What one of the project's own words is made of."""
        return tuple(token.form.lower() for token in self._kiwi.tokenize(word, blocklist=[word]))

    def _terms(self, tokens: Iterable[Token]) -> Iterator[Term]:
        """Content words in dictionary form with the sentence that Kiwi puts them in.

        The project's own words come in their parts: whether Kiwi sees one in a text hangs on
        the words around it, and a question has none.
        """
        for token in tokens:
            if token.tag in _CONTENT:
                form = token.form.lower()
                for part in self.parts.get(form, (form,)):
                    yield Term(part, token.start, token.sent_position)


def _compounds(tokens: Iterable[Token]) -> Iterator[Noun]:
    run: list[Token] = []
    for token in tokens:
        touches = bool(run) and token.start == run[-1].start + run[-1].len
        if token.tag in _INSIDE and (touches or not run):
            run.append(token)
            continue
        yield from _noun(run)
        run = [token] if token.tag in _INSIDE else []
    yield from _noun(run)


def _noun(run: list[Token]) -> Iterator[Noun]:
    """The compound of a run; digits and bound nouns do not open or close a word."""
    while run and run[-1].tag in ("SN", "XPN", "NNB"):
        run = run[:-1]
    while run and run[0].tag in ("SN", "XSN", "NNB"):
        run = run[1:]
    if not run or not any(token.tag in _NOUN for token in run):
        return
    start, end = run[0].start, run[-1].start + run[-1].len
    if end - start <= _LONGEST:
        yield Noun("".join(t.form for t in run), start, end, len(run))
        return
    for token in run:
        if token.tag in _NOUN:
            yield Noun(token.form, token.start, token.start + token.len, 1)


@lru_cache(maxsize=1)
def shared_analyzer() -> Analyzer:
    """The process's one analyzer."""
    return Analyzer()
