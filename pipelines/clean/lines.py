"""Reads a page as lines and says of each what kind of thing it is.

A crawled page is mostly furniture: weather lists, share bars, rankings, clocks.  Kinds are
decided from the line alone; what belongs together is decided in `stories.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pipelines.reference import Reference


class Kind(Enum):
    """What a line is, as far as the line itself can tell."""

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
    """A line of the page without its outer blanks; `joined`: continues the line before it."""

    text: str
    kind: Kind
    joined: bool = False


DATE = (
    r"(?:(?:19|20)\d{2}\s?(?:[-./]|년)\s?\d{1,2}\s?(?:[-./]|월)\s?\d{1,2}(?!\d)(?:\s?일)?\.?"
    r"|(?:19|20)\d{6}(?!\d))"
)
_WEATHER_LIST = re.compile(r"-?\d+(?:\.\d+)?\s?(?:℃|°C|도씨)\s*$")
_SENTENCE_END = re.compile(
    r"(?:[다요죠까음함임됨]|것|예정|계획|방침)\s?[.!?]+[\"'”’」』)\]]*\s*$|^.{80,}[다요][\"'”’]\s*$"
)
_INNER_END = re.compile(r"[다요까][.!?][\"'”’)]*\s")
_TEASER = re.compile(r"(?:\.\.+|…)\s*$")
_LEGAL = re.compile(
    r"무단\s?전재|재배포|저작권자|저작권법|copyright|all rights reserved|[ⓒ©]\s?\S", re.IGNORECASE
)
_BYLINE = re.compile(
    r"^[\[(<]?[^\n]{0,24}(?:기자|특파원|리포터|논설위원|통신원|객원기자|선임기자|인턴기자)"
    r"(?:[\s\])>|=·,]*[\w.+-]+@[\w.-]+)?[\])>]?(?:[^다]{0,24})$"
)
_EMAIL_ONLY = re.compile(r"^[\w가-힣 =/·\[\]()]{0,20}\s*[\w.+-]+@[\w-]+\.[\w.-]+\s*$")
_CAPTION = re.compile(
    r"\.(?:jpe?g|png|gif|bmp)\s*$|^\s*\[?\(?(?:사진|그래픽|자료사진|이미지|포토|캡션|photo)[\s=:/(.·|]"
    r"|[(\[/]\s?(?:사진|자료|이미지)?\s?[=:/]?[^()\[\]]{0,20}(?:제공|DB|캡처|갈무리)\s?[)\]]?\s*\.?$"
    r"|(?:사진|자료)\s?[=:/]\s?\S{1,20}$|(?:사진|자료)\s?제공\s?[=:/]?\s?\S{0,15}$"
    r"|(?:조감도|전경|모습|장면|위치도|포스터|홍보물|안내문|기념촬영|단체사진|현판|이미지|개념도|구성도)"
    r"(?:이다)?\s?[.]?(?:[(\[/<]|사진|$)",
    re.IGNORECASE,
)
_CAPTION_LEAD = re.compile(
    r"^[^.\n]{2,40}(?:전경|모습|장면|조감도|기념촬영|단체사진|현장|청사|포스터)\s?\.\s"
)
_CAPTION_LABEL = re.compile(
    r"^[\[<(【](?:사진|자료|그래픽|포토|이미지|표|캡션)[^\]>)】]{0,12}[\]>)】]"
)
_CAPTION_PROSE = re.compile(
    r"(?:하고|을|를|고)\s?있다\.?\s*(?:[(\[/<]?\s?(?:사진|자료|제공)?\s?[=:/]?[^다]{0,25})?$"
)
_LIST_ITEM = re.compile(r"^\s*(?:[•∙◦·*]\s|\d{1,2}\s*[.)]\s|\d{1,2}\s*$|\d{1,2}\s+(?=\S))")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"), None)
_BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def normalise(text: str) -> str:
    """NFC text with plain blanks and line ends and no invisible characters or NULs."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n"))


def is_teaser(text: str) -> bool:
    """Whether a paragraph breaks off as the leads of other stories do."""
    return bool(_TEASER.search(text))


def ends_sentence(text: str) -> bool:
    """Whether a line closes a sentence as Korean news prose does."""
    return bool(_SENTENCE_END.search(text))


class PageRules:
    """Compiled page phrases of data/reference; `classify` is its one use."""

    def __init__(self, reference: Reference) -> None:
        ui = "|".join(re.escape(phrase) for phrase in reference.phrases("ui"))
        end = "|".join(re.escape(phrase) for phrase in reference.phrases("end"))
        clock = "|".join(re.escape(phrase) for phrase in reference.phrases("clock"))
        stamp = "|".join(re.escape(phrase) for phrase in reference.phrases("stamp"))
        weather = "|".join(term for term, _ in reference.lexicon("weather"))
        self._ui = re.compile(rf"(?:{ui})")
        self._end = re.compile(rf"^[\W_]*(?:\S{{2,8}}\s)?(?:{end})", re.IGNORECASE)
        self._weather = re.compile(rf"^\W*(?:{weather})?\S{{0,8}}\s?-?\d+(?:\.\d+)?\s?(?:℃|°C)\s*$")
        self.clock = re.compile(rf"(?:{clock})\s?[:：]?\s?(?P<date>{DATE})")
        self.stamp = re.compile(
            rf"(?<![가-힣])(?:{stamp})\s?(?:일시|일자|시간|날짜)?\s?[:：|]?\s?(?P<date>{DATE})"
            rf"|(?P<before>{DATE})\s?(?:[월화수목금토일]요일)?\s?(?:오[전후])?\s?(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
            rf"\s?(?:{stamp})(?![가-힣:]|\s?[:\d])",
            re.IGNORECASE,
        )
        self._ui_run = re.compile(rf"^(?:(?:{ui})(?=\s)\s*)+")
        self._section = re.compile(rf"(?=[\[【]?\s?(?:{end})\s?[\]】]?\s)")
        self.bare_date = re.compile(
            rf"^[\W_]*(?P<date>{DATE})\s?(?:\(?[월화수목금토일](?:요일)?\)?)?"
            r"[\s,]*(?:오[전후]\s?)?(?:\d{1,2}\s?[:시]\s?\d{2}(?:\s?[:분]\s?(?:\d{2})?초?)?)?[\W_]*$"
        )

    def stamp_day(self, text: str) -> tuple[str, str] | None:
        """The date and the surface of a labelled stamp in a line, else None."""
        match = self.stamp.search(text)
        if match is None:
            return None
        return match["date"] or match["before"], match.group(0)

    def strip_menu(self, text: str) -> str:
        """A line without the breadcrumbs and menu words that were glued before it."""
        text = re.sub(r"^(?:[^<>\n]{1,14}\s[>›»]\s)+\S+\s", "", text)
        return self._ui_run.sub("", text).strip()

    def split_sections(self, text: str) -> str:
        """A long line broken before the headings of the lists that follow an article."""
        return self._section.sub("\n", text)

    def classify(self, text: str) -> Kind:
        """The kind of one stripped line."""
        if not text:
            return Kind.BLANK
        if len(text) <= 40 and (self._weather.match(text) or _WEATHER_LIST.search(text)):
            return Kind.WEATHER
        if len(text) <= 120:
            kind = self._furniture(text)
            if kind is not None:
                return kind
        if _LEGAL.search(text) and len(text) <= 160 and not ends_sentence(text):
            return Kind.LEGAL
        return self._content(text)

    def _furniture(self, text: str) -> Kind | None:
        if _LEGAL.search(text):
            return Kind.LEGAL
        if self.stamp.search(text) and len(text) <= 110:
            return Kind.STAMP
        if self.clock.search(text):
            return Kind.CLOCK
        if self.bare_date.match(text):
            return Kind.STAMP
        ends = ends_sentence(text)
        if not ends and len(text) <= 40 and self._end.match(text):
            return Kind.END
        rest = re.sub(r"[\W\d_]+", "", self._ui.sub("", text))
        if not ends and len(rest) <= min(2, len(text) // 4):
            return Kind.UI
        return None

    def _content(self, text: str) -> Kind:
        ends = ends_sentence(text)
        if not ends and len(text) <= 70 and (_BYLINE.match(text) or _EMAIL_ONLY.match(text)):
            return Kind.BYLINE
        if len(text) <= 200 and self._is_caption(text, ends):
            return Kind.CAPTION
        if (ends or is_teaser(text)) and len(text) >= 30:
            return Kind.PROSE
        if len(text) >= 90 or (len(text) >= 40 and _INNER_END.search(text)):
            return Kind.PROSE
        if ends and len(text) >= 12:
            return Kind.PROSE
        return Kind.ITEM if _LIST_ITEM.match(text) else Kind.HEAD

    @staticmethod
    def _is_caption(text: str, ends: bool) -> bool:
        if _CAPTION_LEAD.match(text) or _CAPTION_LABEL.match(text):
            return True
        if text[0] in "▲△▼▽◀▶◆◇■□" and not ends and _CAPTION.search(text):
            return True
        if text[0] in "▲△◀▶▼" and len(text) <= 120 and _CAPTION_PROSE.search(text):
            return True
        if _CAPTION.search(text) and len(text) <= 120 and not _INNER_END.search(text):
            return True
        return bool(re.search(r"(?:사진|자료)\s?[=:/]|[/(]\s?\S{1,10}\s?제공\s?\)?$", text)) and (
            len(text) <= 120 and bool(_CAPTION_PROSE.search(text))
        )


_LONG_LINE = 700
_SPLIT_SENTENCE = re.compile(
    r"(?<=[다요까음함][.!?])(?=[\"'”’]?\s+\S)|(?<=[다요][.][\"”])(?=\s+\S)"
)


def _pieces(text: str, rules: PageRules) -> list[str]:
    marked = rules.stamp.sub(lambda m: f"\n{m.group(0)}\n", text)
    head, *rest = marked.split("\n", 1)
    marked = "\n".join([rules.strip_menu(head), *rest])
    marked = re.sub(r"(재배포\s?금지|[Rr]eserved\.?)", "\\1\n", marked)
    marked = re.sub(
        r"(?m)^\s*((?:[가-힣]{2,4}\s기자)?\s*(?:\d{1,2}:\d{2})?\s*(?:[가-힣]{2,4}\s기자)?"
        r"\s*(?:가\s나)?\s*(?:글자\s?크기)?\s*(?:이 기사를 공유합니다)?)\s(?=\S)",
        "\\1\n",
        marked,
    )
    marked = re.sub(r"(?=무단\s?전재|저작권자|[Cc]opyright|ⓒ|©)", "\n", marked)
    marked = re.sub(r"(\S+@[\w-]+(?:\.[\w-]+)+)", "\\1\n", marked)
    marked = _SPLIT_SENTENCE.sub("\n", marked)
    marked = "\n".join(
        piece if ends_sentence(piece) and len(piece) < 200 else rules.split_sections(piece)
        for piece in marked.split("\n")
    )
    return [piece.strip() for piece in marked.split("\n") if piece.strip()]


def _taken_apart(raw: str, rules: PageRules) -> Iterator[Line]:
    """The pieces of one long line; behind its legal notice only furniture follows."""
    closed = False
    for index, piece in enumerate(_pieces(raw, rules)):
        kind = Kind.ITEM if closed else rules.classify(piece)
        closed = closed or kind is Kind.LEGAL
        yield Line(piece, kind, joined=index > 0)


def read_lines(text: str, rules: PageRules) -> list[Line]:
    """The page as classified lines; over-long lines that carry furniture are taken apart."""
    lines: list[Line] = []
    for raw in normalise(text).split("\n"):
        if len(raw) > _LONG_LINE and (rules.stamp.search(raw) or _LEGAL.search(raw)):
            lines.extend(_taken_apart(raw, rules))
        else:
            lines.append(Line(raw, rules.classify(raw)))
    return lines
