"""Takes a page apart that came as one long line: menus, headline, article and rankings in a row.

What a line break would have shown is found again by what stands there: stamps, bylines, bullets,
temperatures, phrases of share bars, a headline that is printed twice, ends of sentences, legal
notices.  A headline glued to the first sentence ends where that sentence's subject begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.clean.lines import DATE, Kind, Line, ends_sentence
from pipelines.clean.press import MASTHEAD

if TYPE_CHECKING:
    from pipelines.clean.rules import PageRules

_SENTENCE = re.compile(r"(?<=[다요까음함][.!?])(?=[\"'”’]?\s+\S)|(?<=[다요][.][\"”])(?=\s+\S)")
_AFTER_LEGAL = re.compile(r"(재배포\s?금지|[Rr]eserved\.?)")
_BEFORE_LEGAL = re.compile(
    r"(?<![,(])\s(?=[^\s,]{2,14}\s?,\s?무단\s?전재)|(?<!, )(?=무단\s?전재|저작권자|[Cc]opyright|ⓒ|©)"
)
_ADDRESS = re.compile(r"(\S+@[\w-]+(?:\.[\w-]+)+)")
_WEATHER = re.compile(r"\s?[•∙·]?\s?(?<![가-힣])\S{1,14}\s?-?\d+(?:\.\d+)?\s?(?:℃|°C)")
_BULLET = re.compile(r"\s(?=[•∙]\s)")
_BYLINE = re.compile(
    r"(?<![가-힣])([가-힣]{2,4}\s(?:선임|인턴|객원|수습)?기자)(?=\s(?!\s*[|=])|$)(?!\s[|=])"
)
DATED_BYLINE = re.compile(rf"\s{DATE}\s[가-힣]{{2,4}}\s기자(?=\s[가-힣])")
_CRUMBS = re.compile(r"((?:[^\s<>]{1,10}\s[>›»]\s)+[^\s<>]{1,10})(?=\s)")
_CLOCK_TIME = re.compile(r"^\s*(?:오[전후]\s?)?\d{1,2}:\d{2}(?::\d{2})?\s*")
_SUBJECT = re.compile(
    r"(?<=\s)(?=(?:[가-힣]{2,3}\s)?[가-힣]{2,9}(?:시|군|구|도|부|청|공사|교육청|경찰서|의회)(?:\([^)]{2,20}\))?"
    r"(?:는|은|이|가|와|과|에서|의)\s)"
)
_MOMENT = re.compile(
    rf"(?:[가-힣]{{2,4}}\s?기자\s?\|\s?)?(?<![:：]\s)(?<![:：]){DATE}\s\(?\d{{1,2}}:\d{{2}}(?::\d{{2}})?\)?(?!\S)"
)
"""A date with its time, which no sentence has: an unlabelled stamp, with its reporter or without."""
_OPEN = re.compile(
    r"(?:은|는|이|가|을|를|의|에|로|과|와|,|에서|한|할|된|될|하는|및|등|위해|통해|오는|지난|[가-힣]도)\s*$"
)
_RUN_LEAST = 18
"""Letters that a headline has at least to be known by standing twice: shorter runs are phrases."""
_HEAD_ROOM = 900
"""Letters in which a headline is looked for: what stands above an article on a flat page."""


class Flattened:
    """The phrases of page furniture, compiled to break a flat page at them."""

    def __init__(
        self, rules: PageRules, phrases: tuple[str, ...], sections: tuple[str, ...]
    ) -> None:
        self._rules = rules
        long = sorted((p for p in phrases if len(p) >= 4), key=len, reverse=True)
        short = sorted((p for p in phrases if len(p) < 4), key=len, reverse=True)
        some = "|".join(map(re.escape, [*long, *short]))
        self._long = re.compile(rf"(?<!\S)({'|'.join(map(re.escape, long))})(?!\S)")
        all_words = f"{some}|{'|'.join(map(re.escape, sections))}"
        self._menu = re.compile(
            rf"^[\s|]*(?:(?:(?:{all_words})[\s|]+){{3,}}(?:(?:{some})[\s|]+)*|(?:(?:{some})[\s|]+)+)"
        )
        self._logo = re.compile(r"^\S{2,10}\s로고\s+")
        self._run = re.compile(rf"(?<!\S)((?:(?:{some})(?:\s|$)){{3,}})")

    def is_flat(self, raw: str) -> bool:
        """Whether a long line carries furniture: a page, not a paragraph."""
        rules = self._rules
        return bool(
            rules.stamp.search(raw)
            or DATED_BYLINE.search(raw, 0, _HEAD_ROOM)
            or rules.clock.search(raw)
            or _BEFORE_LEGAL.search(raw)
            or len(_BULLET.findall(raw)) >= 3
            or len(_WEATHER.findall(raw)) >= 3
            or self._run.search(raw)
        )

    def lines(self, raw: str) -> Iterator[Line]:
        """The pieces of one long line; behind its legal notice only furniture follows."""
        closed = False
        for index, piece in enumerate(self._pieces(raw)):
            kind = Kind.ITEM if closed else self._rules.classify(piece)
            closed = closed or (kind is Kind.LEGAL and index > 0)
            yield Line(piece, kind, joined=index > 0)

    def _pieces(self, raw: str) -> list[str]:
        marked = _repeated_headline(raw)
        marked = self._rules.stamp.sub(lambda m: f"\n{m.group(0)}\n", marked)
        marked = _MOMENT.sub(lambda m: f"\n{m.group(0)}\n", marked)
        marked = DATED_BYLINE.sub(lambda m: f"\n{m.group(0).strip()}\n", marked, count=1)
        marked = self._rules.clock.sub(lambda m: f"\n{m.group(0)}\n", marked)
        marked = _WEATHER.sub(lambda m: f"\n{m.group(0).strip()}\n", marked)
        marked = _BYLINE.sub("\n\\1\n", _BULLET.sub("\n", marked))
        marked = self._run.sub("\n\\1\n", self._long.sub("\n\\1\n", marked))
        marked = _CRUMBS.sub("\n\\1\n", _AFTER_LEGAL.sub("\\1\n", marked))
        marked = _ADDRESS.sub("\\1\n", _BEFORE_LEGAL.sub("\n", marked))
        marked = _SENTENCE.sub("\n", marked)
        marked = "\n".join(self._sections(piece) for piece in marked.split("\n"))
        pieces = [self._bare(piece) for piece in marked.split("\n")]
        return list(self._heads_apart([piece for piece in pieces if piece]))

    def _heads_apart(self, pieces: list[str]) -> Iterator[str]:
        """The first sentence without the headline that was glued before it.

        Behind a stamp, a byline or a share bar nothing is glued: the sentence begins there.
        """
        seen = False
        marks = (Kind.STAMP, Kind.BYLINE, Kind.UI, Kind.CLOCK)
        for index, piece in enumerate(pieces):
            if not seen and len(piece) >= 40 and ends_sentence(piece):
                seen = True
                marked = index > 0 and self._rules.classify(pieces[index - 1]) in marks
                cut = 0 if marked else _lead_start(piece)
                if cut:
                    yield from (piece[:cut].strip(), piece[cut:].strip())
                    continue
            yield piece

    def _bare(self, piece: str) -> str:
        """A piece without the menu words and the outlet's name that were glued about it."""
        piece = _CLOCK_TIME.sub("", piece).strip().removesuffix("/")
        if ends_sentence(piece) and len(piece) > 120:
            return piece
        piece = self._menu.sub("", self._logo.sub("", piece)).strip(" |")
        words = piece.split(" ")
        while len(words) > 3 and MASTHEAD.match(words[0]):
            words = words[1:]
        while len(words) > 3 and MASTHEAD.match(words[-1]):
            words = words[:-1]
        return " ".join(words)

    def _sections(self, piece: str) -> str:
        if ends_sentence(piece) and len(piece) < 200:
            return piece
        return self._rules.split_sections(piece)


def _repeated_headline(raw: str) -> str:
    """Breaks about the longest headline that stands twice above the article."""
    tokens = [(m.group(0), m.start(), m.end()) for m in re.finditer(r"\S+", raw[:_HEAD_ROOM])]
    seen: dict[tuple[str, ...], int] = {}
    best: tuple[int, int, int, int] | None = None
    for index in range(len(tokens) - 2):
        key = tuple(token[0] for token in tokens[index : index + 3])
        first = seen.setdefault(key, index)
        length = _shared_run(tokens, first, index)
        start, end = tokens[first][1], tokens[first + length - 1][2]
        again, after = tokens[index][1], tokens[index + length - 1][2]
        fits = first + length <= index and _RUN_LEAST <= end - start <= 110
        longer = best is None or end - start > best[1] - best[0]
        if fits and longer and not _SENTENCE.search(raw[start:again]):
            best = (start, end, again, after)
    if best is None:
        return raw
    start, end, again, after = best
    return f"{raw[:start]}\n{raw[start:end]}\n{raw[end:again]}\n{raw[again:after]}\n{raw[after:]}"


def _shared_run(tokens: list[tuple[str, int, int]], first: int, second: int) -> int:
    """How many words stand the same from two places on."""
    length = 0
    while (
        first + length < second
        and second + length < len(tokens)
        and tokens[first + length][0] == tokens[second + length][0]
    ):
        length += 1
    return length


def _lead_start(piece: str) -> int:
    """Where the lead begins in `headline lead`; 0 where nothing is glued before it."""
    best = 0
    for match in _SUBJECT.finditer(piece[:150]):
        left = piece[: match.start()].rstrip()
        if best and re.fullmatch(r"[가-힣]{2,3}\s", piece[best : match.start()]):
            continue
        if 10 <= len(left) <= 120 and not _OPEN.search(left) and not _CLAUSE.search(left):
            best = match.start()
    return best


_CLAUSE = re.compile(r"(?:하고|하며|했고|으며|지만|면서|따라|위한|대한|있는)$")
