"""The lines of a page and what kind of thing each is; what decides it stands in `rules.py`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from pipelines.clean.residue import without_markup


class Kind(Enum):
    """What a line is, as far as the line itself can tell."""

    __hash__ = object.__hash__  # an Enum's own hashes its name, each time that a set is asked

    BLANK = "blank"
    WEATHER = "weather"
    UI = "ui"
    STAMP = "stamp"
    CLOCK = "clock"
    END = "end"
    LEGAL = "legal"
    BYLINE = "byline"
    CAPTION = "caption"
    ITEM = "item"
    HEAD = "head"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page without its outer blanks; `joined`: continues the line before it;
    `held`: stands between the marks of a script, hence belongs to no other story."""

    text: str
    kind: Kind
    joined: bool = False
    held: bool = False


DATE = (
    r"(?:(?:19|20)\d{2}\s?(?:[-./]|년)\s?\d{1,2}\s?(?:[-./]|월)\s?\d{1,2}(?!\d)(?:\s?일)?\.?"
    r"|(?:19|20)\d{6}(?!\d))"
)
SHORT_DATE = r"(?:(?<!\d)\d{2}[-./]\s?(?:0?[1-9]|1[0-2])[-./]\s?(?:[0-2]?\d|3[01])(?!\d))"
"""A date with two digits of the year (`24-06-19`), as boards write it behind a label."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[.]?"
ENGLISH_DATE = (
    rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?[.,]?\s20\d{{2}}"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?\s20\d{{2}})(?!\d)"
)
"""A date as blogs' systems write it beside a label (`Posted on March 26, 2015`)."""
DATELINE = re.compile(
    r"^\s*(?:\[[^\]\"“]{2,30}\]|\([^)]{2,12}=[^)]{2,12}\)|[가-힣]{2,8}=[가-힣]{2,10}|【[^】]{2,30}】)"
)
BULLETS = "▲△▶▷■□◆◇○●☞※①②③④⑤⑥⑦⑧⑨⑩-–❍❏◎◈▣▪▫◦‣★☆"
"""Marks that open an item of the article's own list."""
_SENTENCE_END = re.compile(
    r"(?:[다요죠까음함임됨]|것|예정|계획|방침)\s?(?:[<(\[]사진[^>)\]]{0,8}[>)\]])?[.!?/]+[\"'”’」』)\]]*\s*$|[가-힣]요\s?[~∼]$"
)
_QUOTED_END = re.compile(r"[다요][\"'”’]\s*$")
_TEASER = re.compile(r"(?:(?<![다요])\.\.|\.\.\.+|…)\s*\]?\s*$")
"""How the lead of another story breaks off; `다..` only has a stop too many."""
_INVISIBLE = re.compile("[\u200b\u200c\u200d\ufeff\u00ad\u2060\x00]")
_RARE_BLANK = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BLANKS = re.compile(r"  +")
_SPACED_RIGHTS = re.compile(r"저 작 권 자(?=\s?[(ⓒ©])")
"""How an agency spaces its legal line out, so that copies are found."""
_TABLE_EDGE = re.compile(r"^[| ]+|(?:[| ]+|(?:\\?/){2,})$")


def normalise(text: str) -> str:
    """NFC text with plain blanks and line ends, no markup, invisible characters or NULs."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", without_markup(text)))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("Ⓒ", "ⓒ")
    text = _SPACED_RIGHTS.sub("저작권자", _BLANKS.sub(" ", _RARE_BLANK.sub(" ", text)))
    return "\n".join(line.strip() for line in text.split("\n"))


def without_table_edges(text: str) -> str:
    """A line without the bars that a table's cells, or a broadcaster's script, leave at its ends."""
    return _TABLE_EDGE.sub("", text) if text[:1] == "|" or text[-1:] in ("|", "/") else text


def is_teaser(text: str) -> bool:
    """Whether a paragraph breaks off as the leads of other stories do."""
    return bool(_TEASER.search(text, max(0, len(text) - 6)))


def ends_sentence(text: str) -> bool:
    """Whether a line closes a sentence as Korean news prose does."""
    start = max(0, len(text) - 20)
    if _SENTENCE_END.search(text, start):
        return True
    return len(text) > 80 and bool(_QUOTED_END.search(text, start))
