"""Tells a page that came as one long line: menus, headline, article and rankings in a row.

What shows it is what no paragraph holds: stamps, bylines with a date, bullets, temperatures, words
of share bars, legal notices.  Where such a line is broken is said in `breaks.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.clean.lines import DATE

if TYPE_CHECKING:
    from pipelines.clean.rules import PageRules

_LONG, _SIGNED, _ALONE = 300, 160, 160
"""Letters that such a line has at least; with a signed date before them; as all of its page."""
_LEGAL = re.compile(
    r"(?<![,(])\s(?=[^\s,]{2,14}\s?,\s?무단\s?전재)|(?<!, )(?=무단\s?전재|저작권자|[Cc]opyright|ⓒ|©)"
)
_WEATHER = re.compile(r"\s?[•∙·]?\s?(?<![가-힣])\S{1,14}\s?-?\d+(?:\.\d+)?\s?(?:℃|°C)")
_BULLET = re.compile(r"\s(?=[•∙]\s)")
_DATED_BYLINE = re.compile(rf"\s{DATE}\s[가-힣]{{2,4}}\s기자(?=\s[가-힣])")
_HEAD_ROOM = 900
"""Letters in which a page has its stamps: what stands above an article on a flat page."""


class FlatPages:
    """The phrases of page furniture, compiled to know flat pages by them."""

    def __init__(self, rules: PageRules, phrases: tuple[str, ...]) -> None:
        self._rules = rules
        some = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
        self._run = re.compile(rf"(?<!\S)((?:(?:{some})(?:\s|$)){{3,}})")

    def is_flat(self, line: str, alone: bool) -> bool:
        """Whether a line is a page, not a paragraph; `alone`: the page has no other."""
        if alone and len(line) > _ALONE:
            return True
        if len(line) > _SIGNED and _DATED_BYLINE.search(line, 0, _SIGNED):
            return True
        return len(line) > _LONG and self._carries_furniture(line)

    def _carries_furniture(self, line: str) -> bool:
        rules = self._rules
        return bool(
            rules.stamp.search(line)
            or _DATED_BYLINE.search(line, 0, _HEAD_ROOM)
            or rules.clock.search(line)
            or _LEGAL.search(line)
            or len(_BULLET.findall(line)) >= 3
            or len(_WEATHER.findall(line)) >= 3
            or self._run.search(line)
        )
