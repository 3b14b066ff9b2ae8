"""The only module that imports kiwipiepy: nouns, compounds and content words of a text.

Kiwi (Lee 2024, kiwipiepy) is loaded once a process; loading takes some seconds and half a
gigabyte.  A text is read word by word (어절, what stands between blanks), and what Kiwi says of
a word is remembered: Korean compounds do not cross a blank, the nouns of a word are the same
with and without its neighbours in 95 of 100 words, and a question and a text that hold the same
word are always read alike.  Texts repeat their words so much that few need Kiwi again.
Nouns that touch each other without a blank are one compound (통합관제센터).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kiwipiepy import Kiwi, Token

from pipelines.reference import read_table
from pipelines.settings import REFERENCE_DIR

_NOUN = frozenset({"NNG", "NNP", "SL", "XR"})
_INSIDE = _NOUN | {"XPN", "XSN", "SN", "NNB"}
_CONTENT = _NOUN | {"VV", "VA", "SN"}
_LONGEST = 14
_WORD = re.compile(r"[^\s“”\"'‘’()\[\]{}<>「」『』《》〈〉·ㆍ‧…▲△▶▷◆◇○●■□※]+")
_ENDS = frozenset(".!?")
REMEMBERED = 1 << 17
"""Words kept with their reading, some 60 MB: the words of ten thousand articles."""


def words_of(text: str) -> Iterator[str]:
    """Yield the words that are read one by one."""
    return (match.group() for match in _WORD.finditer(text))


class Reading(NamedTuple):
    """What one pass over a text gives.

    `nouns` are nouns and compounds in order; `sentences` the content words of each sentence, in
    dictionary form and small letters.
    """

    nouns: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]


class Analyzer:
    """Kiwi with the project's own words; `parts` says what each of those is made of."""

    def __init__(self, folder: Path = REFERENCE_DIR) -> None:
        self._kiwi = Kiwi(num_workers=1)
        words = [row["word"] for _, row in read_table(folder / "user_words.tsv")]
        for _, row in read_table(folder / "user_words.tsv"):
            self._kiwi.add_user_word(row["word"], row["tag"])
        self._kiwi.tokenize("준비")  # the first call builds the model's tables
        self.parts = {word.lower(): self._without(word) for word in words}
        self._word = lru_cache(REMEMBERED)(self._analysed)

    def read(self, text: str) -> Reading:
        """Nouns, compounds and content words of a text; a line ends a sentence, too."""
        nouns: list[str] = []
        sentences: list[tuple[str, ...]] = []
        for line in text.split("\n"):
            terms: list[str] = []
            for its_nouns, its_terms, ends in map(self._word, _WORD.findall(line)):
                nouns += its_nouns
                terms += its_terms
                if ends and terms:
                    sentences.append(tuple(terms))
                    terms = []
            if terms:
                sentences.append(tuple(terms))
        return Reading(tuple(nouns), tuple(sentences))

    def _analysed(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """The nouns and the content words of one word, as Kiwi says; whether it ends a sentence."""
        # Endings as in `했어욥` are not printed, and looking for them costs a sixth.
        tokens = self._kiwi.tokenize(word, z_coda=False)
        return tuple(_compounds(tokens)), tuple(self._terms(tokens)), word[-1] in _ENDS

    def nouns(self, text: str) -> list[str]:
        """Nouns and compounds in order."""
        return list(self.read(text).nouns)

    def _without(self, word: str) -> tuple[str, ...]:
        """What one of the project's own words is made of."""
        return tuple(token.form.lower() for token in self._kiwi.tokenize(word, blocklist=[word]))

    def _terms(self, tokens: Iterable[Token]) -> Iterator[str]:
        """Content words in dictionary form; the project's own words come in their parts."""
        for token in tokens:
            if token.tag in _CONTENT:
                form = token.form.lower()
                yield from self.parts.get(form, (form,))


def _compounds(tokens: Iterable[Token]) -> Iterator[str]:
    run: list[Token] = []
    for token in tokens:
        touches = bool(run) and token.start == run[-1].start + run[-1].len
        if token.tag in _INSIDE and (touches or not run):
            run.append(token)
            continue
        yield from _noun(run)
        run = [token] if token.tag in _INSIDE else []
    yield from _noun(run)


def _noun(run: list[Token]) -> Iterator[str]:
    """The compound of a run; digits and bound nouns do not open or close a word."""
    while run and run[-1].tag in ("SN", "XPN", "NNB"):
        run = run[:-1]
    while run and run[0].tag in ("SN", "XSN", "NNB"):
        run = run[1:]
    if not run or not any(token.tag in _NOUN for token in run):
        return
    start, end = run[0].start, run[-1].start + run[-1].len
    if end - start <= _LONGEST:
        yield "".join(t.form for t in run)
        return
    for token in run:
        if token.tag in _NOUN:
            yield token.form


@lru_cache(maxsize=1)
def shared_analyzer() -> Analyzer:
    """The process's one analyzer."""
    return Analyzer()
