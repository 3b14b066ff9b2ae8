"""What a day is told with: saying, stating, doing; shared by all ways of writing a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

UNIT = (
    r"(?!간|째|동안|분|차|\s?동안|\s?만에|\s?안에|\s?이내|\s?내내|\d|반|장|꼴|대|\s?평균|\s?생활권|\s?치[를\s]"
    r"|짜리|\s?이상|\s?(?:전|앞|뒤|후)(?:[에부까,\s])|\s?연속|\s?남|\s?걸[리렸려]|\s?(?:정도|가량|안팎))"
)
DAY = r"(?<!박)(?<!박\s)(?P<day>3[01]|[12]\d|0?[1-9])"
SAID = re.compile(
    r"^\s?(?:\([^)]{1,4}\))?\s?(?:오전|오후)?\s?(?:\d+시\s?)?(?:이같이\s|이렇게\s|이\s사실을\s|보도자료를\s통해\s|열린\s브리핑에서\s)?"
    r"(?:밝혔|밝힌|전했|말했|설명했|알렸|알리[며고]|덧붙|강조했|공개했|보도했|내놓은\s(?:자료|통계|보고서))"
    r"|^\s?[가-힣A-Za-z0-9·()\s]{1,24}?에\s(?:따르면|의하면)"
    r"|^\s?[“\"][^”\"]{4,200}[”\"](?:이?라고|고|이?라며|며|면서)\s"
)
_NOW = "".join(chr(0xAC00 + 28 * index + 4) for index in range(399))
"""Syllables that end in ㄴ: a verb of now is one of them and 다 (간다, 늘린다)."""
STATED = re.compile(
    rf"^(?!\s?(?:\([^)]{{1,4}}\)\s?)?(?:오전|오후|새벽|아침|낮|저녁|밤)\s?\d{{1,2}}시)[^.]*?"
    rf"(?:겠다|계획이라|예정이라|방침이라|전망이라|[{_NOW}]다|이라)고\s(?:밝|전했|말했|설명했|발표|알렸)"
)
_REPORT = re.compile(
    r"(?<=[다라])[”\"’']?고\s(?:지난\s)?(?:\d+일\s)?(?:밝|전했|말했|설명했|알렸|발표했|덧붙)"
)
_DONE = re.compile(
    r"(?:[했됐었았였렸혔겼졌왔갔썼냈났겪뤘췄웠꿨봤켰폈섰뽑맺받]|쳤|폈|봤)(?:다|고|으며|으나|지만|다고|는데)|(?:열린|연|가진|맺은|받은)\s"
)
ACCORDING = re.compile(r"^\s?[가-힣A-Za-z0-9·()\s]{1,24}?에\s(?:따르면|의하면)")


@dataclass(frozen=True, slots=True)
class Day:
    """A day at body[start:end] and the rule that resolved it."""

    on: date
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known when a date is read: publication and the dates before it."""

    published: date | None
    year: int | None
    month: date | None = None  # the first day of the only month known
    last: Day | None = None
    named: bool = False


def is_done(words: str) -> bool:
    """Whether a sentence's own predicate is past; `…고 밝혔다` around it is not its own."""
    return _DONE.search(_REPORT.split(words, maxsplit=1)[0]) is not None
