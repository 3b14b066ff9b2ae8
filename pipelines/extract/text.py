"""An article's text with its sentences: what every extractor reads, computed once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pipelines.model import Article

_END = re.compile(
    r"[.!?\n](?:(?<=[다요죠까음함임됨][.!?])[.!?]*[\"'”’」』)\]]*(?=\s|$)"
    r"|(?<=[다요죠]\.)(?=[가-힣“‘△▲○◇])"
    r"|(?<=[다요죠]\.)[”’](?=[가-힣])(?!고|며|면서|라|는\s|이라|란\s|로\s)"
    r"|(?<=\n)(?<![가-힣][을를은는의고며와과]\n)|(?<=\n)(?=[\s•▲△▶■□○◦※\-\[(]))"
)
"""A line break that no particle waits at, a full stop, or one to which the next sentence is glued (`밝혔다.이번`)."""
_QUOTE = re.compile(r"“[^”]{0,600}”|\"[^\"]{0,600}\"")


def matches_at(
    first: re.Pattern[str], pattern: re.Pattern[str], text: str
) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` gives, tried only where `first` finds its first letter."""
    end = 0
    for place in first.finditer(text):
        found = pattern.match(text, place.start()) if place.start() >= end else None
        if found:
            end = found.end()
            yield found


def found_in(part: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """What `pattern.finditer` gives, not tried where the text lacks the `part` it always has."""
    return pattern.finditer(text) if part.search(text) else ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body: its place, and its number from the top."""

    start: int
    end: int
    index: int


@dataclass(frozen=True)
class Text:
    """The article's title and body with sentence bounds; offsets are into `body`."""

    article: Article

    @property
    def body(self) -> str:
        """The article's own text."""
        return self.article.body

    @property
    def title(self) -> str:
        """The headline, or an empty string."""
        return self.article.title or ""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences in order; a line break always ends one."""
        found: list[Sentence] = []
        start = 0
        for match in _END.finditer(self.body):
            self._add(found, start, match.end())
            start = match.end()
        self._add(found, start, len(self.body))
        return tuple(found)

    def _add(self, found: list[Sentence], start: int, end: int) -> None:
        while start < end and self.body[start].isspace():
            start += 1
        while end > start and self.body[end - 1].isspace():
            end -= 1
        if end > start:
            found.append(Sentence(start, end, len(found)))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds a position of the body."""
        index = max(0, bisect_right(self._starts, position) - 1)
        return self.sentences[index]

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Bounds of the passages in double quotation marks."""
        return tuple(match.span() for match in _QUOTE.finditer(self.body))

    def in_quote(self, position: int) -> bool:
        """Whether a position lies in someone's quoted words."""
        return any(start <= position < end for start, end in self.quotes)

    @cached_property
    def lead_end(self) -> int:
        """Where the lead ends: after the second sentence, or the first if that is long."""
        if not self.sentences:
            return 0
        first = self.sentences[0]
        if len(self.sentences) == 1 or first.end - first.start > 180:
            return first.end
        return self.sentences[1].end

    def evidence(self, start: int, end: int, around: int = 60) -> str:
        """The sentence about a span, cut to the words around it where it is long."""
        sentence = self.sentence_at(start)
        left = max(sentence.start, start - around)
        right = min(max(sentence.end, end), end + around)
        text = self.body[left:right].replace("\n", " ").strip()
        return ("…" if left > sentence.start else "") + text + ("…" if right < sentence.end else "")
