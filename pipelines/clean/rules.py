"""Decides of one line what kind of thing it is; the phrases stand in data/reference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipelines.clean.breaks import Breaks
from pipelines.clean.broadcast import is_handover, is_mark, is_sign_off, is_speaker
from pipelines.clean.captions import is_caption, is_credited
from pipelines.clean.choosing import Crossed
from pipelines.clean.flat import FlatPages
from pipelines.clean.lines import DATE, ENGLISH_DATE, SHORT_DATE, Kind, ends_sentence, is_teaser
from pipelines.clean.press import NETWORKS
from pipelines.reference import Reference

_WEATHER_LIST = re.compile(r"-?\d+(?:\.\d+)?\s?(?:℃|°C|도씨)\s*$")
_PICTURE_THERE = frozenset({"<사진>", "[사진]", "(사진)", "【사진】"})
"""What stands where a picture was."""
_INNER_STOP = re.compile(r"[다요까][.][\"'”’)]*\s")
"""The end of a sentence within a line; headlines have an exclamation or a question there."""
_INNER_END = re.compile(r"[다요까][.!?][\"'”’)]*\s")
LEGAL = re.compile(  # each way to write it begins with a letter of its own, to be found quickly
    r"무단\s?전재|재배포|저작권자|저작권법|ⓒ\s?\S|Ⓒ\s?\S|©\s?\S"
    r"|c(?i:opyright)|C(?i:opyright)|a(?i:ll rights reserved)|A(?i:ll rights reserved)"
)
_BYLINE = re.compile(
    r"^[\[(<]?[^\n]{0,24}(?:기자|특파원|리포터|논설위원|통신원|객원기자|선임기자|인턴기자)(?![가-힣])"
    r"(?:[\s\])>|=·,]*[\w.+-]+@[\w.-]+)?[\])>]?(?:[^다]{0,24})$"
    r"|^(?:작성자|글쓴이|등록자|게시자|담당자|담당부서|등록부서)\s?[:：]\s?\S{2,14}$"
)
_EMAIL_ONLY = re.compile(r"^[\w가-힣 =/·\[\]()]{0,20}\s*[\w.+-]+@[\w-]+\.[\w.-]+\s*$")
_LIST_ITEM = re.compile(r"^\s*(?:[•∙◦·*]\s|\d{1,2}\s*[.)]\s|\d{1,2}\s*$|\d{1,2}\s+(?=\S))")
_MAYBE_DATE = re.compile(  # begins with a set of letters, which is looked for fast
    r"[\da-z](?:(?<=\d)(?:\s?[-./년]\s?\d|\d{7})|,?\s20\d{2})"
)
_SHEET = r"자?\s?(?:제?\d{1,6}호)?\s?\d{1,2}면(?:\s?\[[가-힣·]{2,8}\])?"
"""The sheet of a printed paper (`2024년 5월 2일자 11면 [전국]`)."""
_TOKENS = re.compile(r"^[\W_]*(?:[a-z]{1,12}[\W_]+){1,6}$")
_HASHTAGS = re.compile(r"^(?:[-•]\s)?#\s?[^\s#][^#]{0,24}(?:#\s?[^#]{1,24})*$")
_GLUED_STAMP = r"(?<=[가-힣])(?<!최종)(?:기사)?(?:입력|승인|송고)"
"""A label behind a section's or a reporter's name without a blank (`생활정책입력 :`)."""
_UNPOINTED = re.compile(
    r"(?:밝혔|말했|전했|강조했|설명했|덧붙였|예정이|계획이|방침이)다$|^.{45,}(?:했|됐|였|있|이|렸)다$"
    r"|(?:있|했|됐|였|는|은|인)[는은]?데요,$"
)
"""The end of a sentence whose full stop is missing, or that a speaker leaves open."""
_NOTED = "".join(chr(0xAC00 + 28 * i + 16) for i in range(399))
_BOXED = re.compile(
    rf"^[□○ㅇ◦❍]\s?.*[가-힣](?:은|는|을|를)\s.*(?:[{_NOTED}]|예정|계획|추진|개최|실시|운영|방침|완료|선정|체결)[.]?$"
)
"""A paragraph of a release that is written in notes: its verb is a noun in -ㅁ, or one is left out."""
_QUOTE = re.compile(r"\[(?:[^\]\"“]{2,40}[:：]\s?)?[\"“].{6,}[\"”]\]$")
"""What somebody says in a broadcast, with the name or without (`[김하늘/시장 : "…"]`)."""
_LATIN_SENTENCE = re.compile(r"[\"“]?[A-Z](?=[^가-힣]{38,}$)(?:\S+\s){4,}\S*[a-z\d)%][.][\"”]?$")
"""A sentence of an article in English; its headlines have no full stop."""
_PROGRAM = re.compile(r"(?:Warning|Notice|Fatal error|Deprecated):\s.*(?:\.php|\bline\s\d)")
"""What a site's program complains of above its page."""
_POSTED = re.compile(rf"[Bb]y\s\S{{2,16}}\s{DATE}[.]?")
"""Who posted it and when, below a blog's headline."""
_ADVERT = re.compile(r"[\[(<]\s?(?:광고|AD|Ad|Sponsored)\s?[\])>]")
"""How a line of an advertiser is marked."""
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_PLAIN = re.compile(r"(?<!니)다[.]?[\"”’]?\s*$")
"""How an article's sentence ends; the page itself speaks politely or in fragments."""
_QUOTING = re.compile(r"\S\s[“\"‘'][^“”\"‘’]{6,}[”\"’']$")
"""A headline that ends with what someone says to its readers (`○○군 “모니터로 확인하세요”`)."""
_SECTION_GAPS = re.compile(r"[\s·/,>|]+")
_SECTION_LINE = 24
"""Letters that a line of sections has at most."""
_MENU_LINE, _MENU_WORD, _MENU_WORDS, _MENU_KNOWN = 70, 5, 5, 0.6
"""Letters that a menu's line has at most, and each of its words; how many those are at least, and
the share of them that are known for sections."""
_SCRIPT = 70
"""Letters that a mark, a speaker's name or a farewell in a script has at most."""
_CLOSING, _NOTICED = 160, 2
"""Letters up to which a sentence may be the page speaking to its reader; sentences at which a
paragraph is an article's own."""


def _script(text: str) -> Kind | None:
    """The kind of a line that a broadcaster's script has and a newspaper's article has not."""
    if is_mark(text) or is_handover(text):
        return Kind.UI
    if is_sign_off(text):
        return Kind.BYLINE
    return Kind.ITEM if is_speaker(text) else None


def no_outlets(reference: Reference) -> frozenset[str]:
    """The names of ministries, corporations, firms, which publish too; the words of topics."""
    media = {partner.name for partner in reference.partners if partner.type == "media"}
    bodies = (row.alias for row in reference.partner_names if row.name not in media)
    return frozenset((*bodies, *(row.term for row in reference.terms)))


def _any(phrases: tuple[str, ...]) -> str:
    return "|".join(re.escape(phrase) for phrase in phrases)


class PageRules:
    """Compiled page phrases of data/reference; `classify` is its one use."""

    def __init__(self, reference: Reference) -> None:
        ui, end = _any(reference.phrases("ui")), _any(reference.phrases("end"))
        clock, stamp = _any(reference.phrases("clock")), _any(reference.phrases("stamp"))
        self._ui = re.compile(rf"(?:{ui})")
        self._end = re.compile(rf"^[\W_]*(?:\S{{2,8}}\s)?(?:{end})", re.IGNORECASE)
        self._notice = re.compile(_any(reference.phrases("notice")))
        self.listing = re.compile(
            rf"(?:{_any(reference.phrases('list'))})[^\d\n]{{0,6}}\d[\d,]*\s?[건개]"
        )
        self.clock = re.compile(rf"(?:{clock})\s?[:：]?\s?(?P<date>{DATE})")
        self.stamp = re.compile(
            rf"(?:(?<![가-힣A-Za-z])(?:{stamp})|{_GLUED_STAMP})\s?(?:일시|일자|시간|날짜)?\s?[:：|]?\s?[\[(]?(?P<date>{DATE}|{SHORT_DATE}|{ENGLISH_DATE})"
            rf"|(?P<before>{DATE})\s?(?:[월화수목금토일]요일)?\s?(?:오[전후])?\s?(?:\d{{1,2}}[:시]\s?\d{{2}}(?::\d{{2}}|분)?)?"
            rf"\s?(?:{stamp})(?![가-힣:]|\s?[:\d])",
            re.IGNORECASE,
        )
        self.bare_date = re.compile(
            rf"^[\W_]*(?:[가-힣A-Za-z/·]{{2,10}}(?:\s?[|ㅣ]\s?|\s(?={DATE}(?:{_SHEET}|\s\d{{1,2}}:\d{{2}}))))?(?P<date>{DATE})\s?(?:\(?[월화수목금토일](?:요일)?\)?)?"
            r"[\s,|]*(?:오[전후]\s?)?(?:\d{1,2}\s?[:시]\s?\d{2}(?:\s?[:분]\s?(?:\d{2})?초?)?)?"
            rf"(?:{_SHEET}|\s?(?:\d{{1,2}}면)?)(?:\s신고)?[\W_]*$"
        )
        self.label_alone = re.compile(
            rf"^[\W_]*(?:{stamp}|{clock})\s?(?:일시|일자|시간|날짜)?\s?[:：|]?$"
        )
        self.outlet_of_url = reference.outlet_of_url
        self.outlets = frozenset(outlet.outlet for outlet in reference.outlets)
        self.no_outlets = no_outlets(reference) - self.outlets
        local = [n for n in self.outlets if n not in NETWORKS and any(s in n for s in NETWORKS)]
        self.stations = re.compile(_any(tuple(sorted(local, key=len, reverse=True))))
        self.portals = frozenset(name.lower() for name in reference.phrases("portal"))
        self.outlet_names = dict(reference.outlet_names)
        self.sections = frozenset(reference.phrases("section") + reference.phrases("ui"))
        self.labels = frozenset(reference.phrases("label"))
        self.kept_labels = self.labels - self.sections
        self.places = frozenset(
            name
            for region in reference.regions
            for name in (region.name, region.short_name, *region.aliases)
        )
        self.closing = frozenset(reference.phrases("closing"))
        """Words with which headlines close and that seldom stand within one."""
        self._weights = reference.choice_weights
        self.headline = Crossed(self.weights("headline"))
        self.breaks = Breaks(dict(reference.line_breaks))
        self.flat = FlatPages(self, reference.phrases("ui"))
        self.classify = lru_cache(maxsize=16384)(self._classify)
        """The kind of one stripped line; the furniture of a site comes back on all its pages."""

    def stamp_day(self, text: str) -> tuple[str, str] | None:
        """The date and the surface of a labelled stamp in a line, else None."""
        match = self.stamp.search(text) if _MAYBE_DATE.search(text) else None
        if match is None:
            return None
        return match["date"] or match["before"], match.group(0)

    def weights(self, choice: str) -> Mapping[str, float]:
        """What each feature of one choice (headline, glue) counts for."""
        return self._weights.get(choice, {})

    def is_section(self, text: str) -> bool:
        """Whether a line only names sections of a paper and regions (`전국 광주·전남`), or so many
        of them that the rest must be sections too."""
        if len(text) > _MENU_LINE:
            return False
        words = [word for word in _SECTION_GAPS.split(text) if word]
        known = sum(word in self.sections or word in self.places for word in words)
        if len(text) <= _SECTION_LINE and known == len(words):
            return True
        short = max(map(len, words), default=0) <= _MENU_WORD and text.count(", ") < 2
        return short and len(words) >= _MENU_WORDS and known >= _MENU_KNOWN * len(words)

    def _classify(self, text: str) -> Kind:
        if not text:
            return Kind.BLANK
        if len(text) <= 40 and _WEATHER_LIST.search(text):
            return Kind.WEATHER
        first = text[0]
        if (first in "WNFD" and _PROGRAM.match(text)) or (first in "[(<" and _ADVERT.match(text)):
            return Kind.UI
        if text in _PICTURE_THERE:
            return Kind.CAPTION
        ends = ends_sentence(text)
        if len(text) <= _SCRIPT and (kind := _script(text)) is not None:
            return kind
        if len(text) <= _CLOSING and self._is_notice(text):
            return Kind.UI
        if len(text) <= 120:
            kind = self._furniture(text, ends)
            if kind is not None:
                return kind
        elif len(text) <= 160 and not ends and LEGAL.search(text):
            return Kind.LEGAL
        elif not ends and self._is_furniture(text):
            return Kind.UI
        return self._content(text, ends)

    def _is_notice(self, text: str) -> bool:
        told = self._notice.search(text) and not (_PLAIN.search(text) or _QUOTING.search(text))
        return bool(told) and len(_INNER_END.findall(text)) < _NOTICED

    def _furniture(self, text: str, ends: bool) -> Kind | None:
        if not ends and text[0] not in "ⓒ©" and is_credited(text):
            return Kind.CAPTION
        if LEGAL.search(text):
            return Kind.LEGAL
        if _MAYBE_DATE.search(text):
            if len(text) <= 110 and self.stamp.search(text):
                return Kind.STAMP
            if self.clock.search(text):
                return Kind.CLOCK
            if _POSTED.fullmatch(text):
                return Kind.STAMP
            if self.bare_date.match(text):
                return Kind.STAMP
        if ends:
            return None
        if len(text) <= 40 and self._end.match(text):
            return Kind.END
        if text[0] in "#-•" and _HASHTAGS.match(text):
            return Kind.END
        if len(text) <= 12 and text[-1] in ":：" and self.label_alone.match(text):
            return Kind.STAMP
        return Kind.UI if self._is_furniture(text) or _TOKENS.match(text + " ") else None

    def _is_furniture(self, text: str) -> bool:
        """Whether nothing is left of a line when words of share bars and menus are taken out."""
        rest = _NOT_LETTERS.sub("", text)
        if rest and self._ui.search(text, 0, 24):
            rest = _NOT_LETTERS.sub("", self._ui.sub("", text))
        return len(rest) <= min(2, len(text) // 4)

    @staticmethod
    def _content(text: str, ends: bool) -> Kind:
        if not ends and len(text) <= 70 and (_BYLINE.match(text) or _EMAIL_ONLY.match(text)):
            return Kind.BYLINE
        if len(text) <= 300 and is_caption(text, ends):
            return Kind.CAPTION
        if len(text) >= 30 and (ends or is_teaser(text)):
            return Kind.PROSE
        if len(text) >= 90 or (len(text) >= 40 and _INNER_STOP.search(text)):
            return Kind.PROSE
        if ends and len(text) >= 12:
            return Kind.PROSE
        if text[0] == "[" and _QUOTE.match(text):
            return Kind.PROSE
        if text[-1] in '."”' and text[0] < "가" and _LATIN_SENTENCE.match(text):
            return Kind.PROSE
        if len(text) >= 20 and (_UNPOINTED.search(text) or _BOXED.match(text)):
            return Kind.PROSE
        return Kind.ITEM if _LIST_ITEM.match(text) else Kind.HEAD
