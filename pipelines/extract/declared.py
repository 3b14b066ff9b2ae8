"""Organisations that their sentence declares: by their head in brackets, by signing, by a shared ending.

`마크애니(대표 한보름)` names a firm whatever its name is made of, and so does `마크애니와 …
업무협약을 체결했다`; `천안서북·천안동남경찰서` are two police stations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipelines.extract.naming import Organisation, trim
from pipelines.extract.text import found_in
from pipelines.reference import Reference

_NAME = r"[가-힣A-Za-z0-9&\-]{2,18}"
_PACT = (
    r"(?:업무\s?협약|협약|MOU|MOA|양해각서|협정|의향서)(?:\([^)]{1,12}\))?(?:식|서)?(?:을|를|에|도)?\s?"
    r"(?:체결|맺|진행|가졌|갖|개최|열|서명|교환|주고받)"
)
_SIGNS = re.compile(
    rf"(?<![가-힣A-Za-z0-9&])(?P<name>{_NAME}?)(?:\([^)]{{1,30}}\))?(?:와|과)(?:의)?\s[^.\n]{{0,70}}?{_PACT}"
)
_LAST_SHARED = re.compile(r"[·ㆍ・]\s?[가-힣]{2,6}(?:경찰서|소방서|교육지원청|세무서|보건소)")
_SHARED = re.compile(
    r"(?P<stems>(?:[가-힣]{2,6}\s?[·ㆍ・]\s?){1,6})(?P<last>[가-힣]{2,6})(?P<end>경찰서|소방서|교육지원청|세무서|보건소)"
)
_DOTS = re.compile(r"[·ㆍ・]")
_MIXED = re.compile(r"[가-힣]*[A-Za-z&]{2,}[가-힣]*")
_REGION_ENDS = ("시", "군", "구", "도", "시청", "군청", "구청", "도청")
_LEAST = 4
"""Letters of a Korean name that only its signing declares: shorter ones are mostly plain nouns."""


class Declared:
    """Finds the organisations that a sentence declares to be one."""

    def __init__(self, reference: Reference, type_of: Callable[[str], str | None]) -> None:
        self._type_of = type_of
        self._titles = dict(reference.lexicon("head_title"))
        longest = sorted(self._titles, key=len, reverse=True)
        self._headed = re.compile(
            rf"(?<![가-힣A-Za-z0-9&.])(?P<name>{_NAME})\s?\((?:[A-Za-z0-9&\- ]{{2,14}}[·,ㆍ]\s?)?"
            rf"(?P<title>{'|'.join(longest)})\s[가-힣]{{2,4}}(?=[)·,ㆍ])"
        )
        self._plain = tuple(term for term, _ in reference.lexicon("plain_noun"))
        self._stop = {term for term, _ in reference.lexicon("org_stop")}
        self._stop |= {
            name for r in reference.regions for name in (r.name, r.short_name, *r.aliases)
        }

    def find(self, body: str) -> Iterator[Organisation]:
        """Organisations of a body, in no order."""
        if "(" in body:
            yield from self._by_head(body)
        if "협약" in body or "MO" in body or "각서" in body:
            yield from self._by_signing(body)
        if _DOTS.search(body):
            yield from self._by_shared_ending(body)

    def _by_head(self, body: str) -> Iterator[Organisation]:
        for match in self._headed.finditer(body):
            name = match["name"]
            council = body.endswith("의회 ", 0, match.start("name"))
            if not council and name not in self._stop and not name.endswith(_REGION_ENDS):
                kind = self._type_of(name) or self._titles[match["title"]]
                yield _organisation(name, match.start("name"), kind, "headed")

    def _by_signing(self, body: str) -> Iterator[Organisation]:
        for match in _SIGNS.finditer(body):
            name = match["name"]
            if self._could_sign(name):
                yield _organisation(
                    name, match.start("name"), self._type_of(name) or "company", "pact"
                )

    def _could_sign(self, name: str) -> bool:
        mixed = _MIXED.fullmatch(name) is not None
        return (
            (len(name) >= _LEAST or (mixed and len(name) >= 3))
            and name not in self._stop
            and trim(name) == name
            and not name.endswith(self._plain)
            and not re.search(r"\d|^[A-Z]{2,4}$", name)
        )

    @staticmethod
    def _by_shared_ending(body: str) -> Iterator[Organisation]:
        for match in found_in(_LAST_SHARED, _SHARED, body):
            start = match.start("stems")
            for stem in re.finditer(r"[가-힣]{2,6}", match["stems"]):
                begin = start + stem.start()
                yield Organisation(
                    stem.group() + match["end"], stem.group(), "public_institution", "KR",
                    begin, begin + len(stem.group()), "suffix",
                )  # fmt: skip


def _organisation(name: str, start: int, kind: str, rule: str) -> Organisation:
    return Organisation(name, name, kind, "KR", start, start + len(name), rule)
