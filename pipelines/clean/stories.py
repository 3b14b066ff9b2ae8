"""Cuts a page's lines into stories; `picking.py` finds the one that the page is about.

A page holds one article and pieces of many others.  Three facts of layout carry the cut: an
article has one lead, so a second headline-and-lead that names a region or a subject of its own
opens another story; legal lines, sign-offs and lists close the one before; and teasers break off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.clean.broadcast import is_speaker
from pipelines.clean.captions import BARE_CREDIT, is_watched
from pipelines.clean.closing import own_paragraphs
from pipelines.clean.lines import BULLETS, Kind, Line, is_teaser
from pipelines.clean.overture import OUTLINE, without_overture
from pipelines.clean.wording import coverage, pairs

_TEASED = 320
"""Letters below which a paragraph that breaks off is how another article begins."""
MIN_ARTICLE = 110
"""Characters of prose below which a story is a brief or a teaser, not the page's article."""

_DATELINE = re.compile(
    r"^\s*(?:\[[^\]\"“]{2,30}\]|\([^)]{2,12}=[^)]{2,12}\)|[가-힣]{2,8}=[가-힣]{2,10}|【[^】]{2,30}】)"
)
SIGNED = re.compile(
    r"^\s*(?:[\[【<(][^\]】>)\n]{2,30}(?:기자|특파원)\s?[\]】>)]|\([^)\n]{2,20}[=/][^)\n]{2,20}\)\s?=?"
    r"|【[^】\n]{2,20}】\s?[가-힣]{2,4}\s?기자\s?=|[^\n.]{2,20}\s[가-힣]{2,4}\s?기자\s?[|=]\s)"
)
"""A dateline with its reporter or agency: the article's own first words, wherever it stands."""
_ANNOUNCES = re.compile(r"\s\d{1,2}일\s?(?:밝혔|전했|알렸)다[.]")
_SAID = re.compile(r"(?:밝혔|말했|전했|강조했)다[.]")
_SUBJECT = re.compile(
    r"^[\"'“‘]?(?:[가-힣]{2,4}\s)?([가-힣A-Za-z]{2,12}?)(?:[(（][^)）]{2,40}[)）])?(?:는|은|이|가)\s"
)
_HELD = re.compile(
    r"^[‘'“\"《「<]?[^.\n]{4,50}?[’'”\"》」>]?\s?(?:행사|축제|대회|포럼|박람회|공연|[가-힣]{2,6}식|전시회|설명회|간담회|교육|강좌)?"
    r"(?:이|가)\s[^.\n]{0,80}(?:열렸|열립|열린|개최됐|개최되|개최됩|마련됐|마련됩|펼쳐졌|진행됐|진행됩)(?:습니다|니다|다)[.]"
)
"""A sentence that tells of an occasion as the first of its story does."""
_POLITELY_SAID = re.compile(r"(?:밝혔|말했|전했|강조했|덧붙였|당부했)습니다[.]\s*$")
_REFERS_BACK = re.compile(
    r"^[^.\n]{0,14}?(?:같은\s날|이날|이와\s함께|이와\s별도로|이에\s앞서|이어|앞서|아울러|또한|한편|이\s밖에)[\s,]"
)
"""A paragraph that goes on from the one above, under a subhead of its own."""
FINISHED = re.compile(r"[다요죠음함임것”\"’'.)\]]\s*$|[가-힣]{2,4}\s?\S{0,2}기자(?:\s\S+@\S+)?$")
_REGION_LIKE = re.compile(
    r"(?<![가-힣])(?!(?:조감|투시|구상|위치|배치|노선|구성|개념|평면|체계|조직|안내|계획)도)([가-힣]{1,4}(?:특별시|광역시|특례시|시|군|구|도))"
    r"(?=[^가-힣]|$|장|수|청|의회|민|립|(?:은|는|이|가|을|를|의|에|와|과|도|로|에서|에는|에서는|까지|보다)(?![가-힣]))"
)
_LEAD_SUBJECT = re.compile(
    r"^[\"'“‘]?(?:[가-힣]{2,4}\s)?[가-힣]{2,7}(?:시|군|구|도|청|공사|대학교?|의회|교육청|경찰서|소방서)"
    r"(?:[(（][^)）]{2,20}[)）])?(?:는|은|가|이|와|과|에|의|,|와의)\s"
)
_SKIPPED = (Kind.BLANK, Kind.CAPTION, Kind.UI)
_LISTED = frozenset({Kind.BLANK, Kind.ITEM})
_PRESENTS = re.compile(
    r"^(?:(?P<name>\S.{1,24}?)\s소개|\S.{1,24}?에\s대(?:하여|해)|About\s\S.{1,30})$"
)
_ELSEWHERE = re.compile(r"[◇◆■□▲△●○▶◈]\s?(?P<place>[가-힣]{2,6}),\s")
_PRESENTED = 30
"""Letters in which a sender that is presented is named."""
_HEAD_LEAST = 12
"""Letters that a headline has at least."""
_HEADLINE = 60
"""Letters that a headline in the form of a sentence has at most."""
_SHORT_HEAD = 8
"""Letters below which a line is a speaker's mark or a label, not another story's headline."""
_CAPTION = 60
"""Letters that a caption below an article has at most."""
ONE_PARAGRAPH = 120
"""Letters from which on a paragraph can be a whole article on one line."""
_OVER, _GOES_ON = 8, 0.15
"""Lines over which an article may be parted by a picture; share of the wording of a paragraph that
shows it to go on."""
_FOREIGN, _UNLIKE, _TOLD_ENOUGH = 0.25, 0.1, 240
"""Shares of a paragraph's letter pairs below which it has nothing to do with the one above, or
with all above it where what looks like a region's name is none that is known; letters from which
on what stands above has words enough for that."""


@dataclass(frozen=True, slots=True)
class Story:
    """Lines `start` to `end` (exclusive) that hang together; `lines` are those that are prose."""

    start: int
    end: int
    prose: tuple[int, ...]
    length: int
    teaser: bool


def _next_content(lines: list[Line], start: int) -> int | None:
    for index in range(start, min(start + 8, len(lines))):
        if lines[index].kind not in _SKIPPED:
            return index
    return None


def _opens_lead(lines: list[Line], index: int) -> int | None:
    """The prose line that a headline at `index` leads to, over a subtitle, stamp or byline."""
    seen = 0
    for position in range(index + 1, min(index + 9, len(lines))):
        kind = lines[position].kind
        if kind is Kind.PROSE:
            return position
        if kind in (Kind.HEAD, Kind.STAMP, Kind.BYLINE):
            seen += 1
        elif kind not in _SKIPPED:
            return None
        if seen > 2:
            return None
    return None


def _regions_like(text: str) -> set[str]:
    return {match.group(1) for match in _REGION_LIKE.finditer(text)}


def _is_new_story(head: str, lead: str, body: str, places: frozenset[str]) -> bool:
    """Whether a headline and its lead belong to another story than the text so far.

    A name that only looks like a region's (`감시`) tells nothing where the wording goes on.
    """
    if is_teaser(lead) or _DATELINE.match(lead):
        return True
    if lead[:1] in OUTLINE and _outlined(body):
        return False
    so_far = pairs(body)
    if coverage(head, so_far) >= 0.6 or _REFERS_BACK.match(lead):
        return False
    opening = lead[:60]
    fresh = {r for r in _regions_like(head) | _regions_like(opening) if r not in body}
    if fresh & places:
        return True
    if fresh and len(body) >= _TOLD_ENOUGH and coverage(lead, so_far) < _UNLIKE:
        return True
    restates = coverage(head, pairs(lead)) >= 0.5
    return restates and coverage(head, so_far) < 0.35 and bool(_LEAD_SUBJECT.match(lead))


def _is_glued_lead(text: str, body: str) -> bool:
    """Whether a paragraph without a headline starts another story (dateline, foreign subject)."""
    if _DATELINE.match(text) and len(body) > MIN_ARTICLE:
        return True
    if SIGNED.match(text):
        return True
    if is_teaser(text):
        opening = _regions_like(text[:40])
        return bool(opening) and all(region not in body for region in opening)
    if is_teaser(body.rstrip()) and body.count("\n") == 1:
        return coverage(text[:160], pairs(body)) < _FOREIGN
    if _POLITELY_SAID.search(body, max(0, len(body) - 14)) and _HELD.match(text):
        return coverage(text, pairs(body)) < _FOREIGN
    long = len(text) >= ONE_PARAGRAPH or (len(text) >= _HEADLINE and _LEAD_SUBJECT.match(text))
    return bool(long) and _announces_other(text, body)


def _announces_other(text: str, body: str) -> bool:
    """Whether a paragraph reports, as an article's first sentence does, of somebody new."""
    announced, subject = _ANNOUNCES.search(text, 0, 260), _SUBJECT.match(text)
    return bool(announced and subject and subject.group(1) not in body and _SAID.search(body))


def _outlined(body: str) -> bool:
    return any(paragraph[:1] in OUTLINE for paragraph in body.split("\n"))


class _Cutter:
    """Walks the lines once, collecting stories."""

    def __init__(self, lines: list[Line], places: frozenset[str]) -> None:
        self.lines, self.places = lines, places
        self.stories: list[Story] = []
        self.start = 0
        self.prose: list[int] = []
        self.body = ""
        self.noise_run = 0

    def close(self, at: int) -> None:
        if self.prose:
            prose = without_overture(self.lines, self.prose, MIN_ARTICLE)
            prose = prose[: own_paragraphs([self.lines[i].text for i in prose])]
            if len(prose) > 2 and is_watched(self.lines[prose[-1]].text, _CAPTION):
                prose = prose[:-1]
            last = self.lines[prose[-1]].text
            length = sum(len(self.lines[i].text) for i in prose)
            cut_off = len(prose) == 1 and at < len(self.lines) and not FINISHED.search(last)
            teaser = length < _TEASED and (cut_off or is_teaser(last))
            self.stories.append(Story(self.start, at, prose, length, teaser))
        self.start, self.prose, self.body, self.noise_run = at, [], "", 0

    def walk(self) -> list[Story]:
        for index, line in enumerate(self.lines):
            if line.kind is Kind.PROSE:
                self._prose(index, line)
            elif self.prose:
                self._other(index, line)
        self.close(len(self.lines))
        return self.stories

    def _prose(self, index: int, line: Line) -> None:
        if (
            self.prose
            and not line.joined
            and not line.held
            and _is_glued_lead(line.text, self.body)
        ):
            self.close(index)
        self.prose.append(index)
        self.body += line.text + "\n"
        self.noise_run = 0

    def _other(self, index: int, line: Line) -> None:
        enough = len(self.body) >= MIN_ARTICLE
        if enough and line.kind is Kind.HEAD and (self._presents(index) or self._lists(index)):
            self.close(index + 1)
        elif (
            line.kind is Kind.LEGAL
            and BARE_CREDIT.match(line.text)
            and self._resumes(index + 1, True)
        ):
            return
        elif line.kind in (Kind.LEGAL, Kind.END):
            self.close(index + 1)
        elif line.kind in (Kind.BYLINE, Kind.STAMP, Kind.CLOCK, Kind.WEATHER):
            if enough and not line.held and not self._of_picture(index):
                self.close(index + 1)
        elif line.kind in (Kind.HEAD, Kind.ITEM, Kind.UI) and not line.held:
            self._loose(index, line)

    def _presents(self, index: int) -> bool:
        """Whether a release's sender is presented below it (`바다소프트 소개`)."""
        match = _PRESENTS.match(self.lines[index].text)
        below = next((line for line in self.lines[index + 1 : index + 4] if line.text), None)
        if match is None or below is None or below.kind is not Kind.PROSE:
            return False
        return match["name"] is None or match["name"][:4] in below.text[:_PRESENTED]

    def _lists(self, index: int) -> bool:
        """Whether a word alone heads short news of other regions (`사람들`)."""
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if len(self.lines[index].text) >= _SHORT_HEAD or not below or below.kind is not Kind.PROSE:
            return False
        place = below.text.split(" ", 1)[0]
        return len(below.text) < _HEADLINE and place in self.places and place not in self.body

    def _of_picture(self, index: int) -> bool:
        """Whether a line only says when, or by whom, the picture right above it was taken."""
        return index > 0 and self.lines[index - 1].kind is Kind.CAPTION

    def _of_other(self, line: Line) -> bool:
        """Whether a mark heads the news of a region that the story does not name (`◇ 서구, …`)."""
        match = _ELSEWHERE.match(line.text)
        return (
            match is not None and match["place"] in self.places and match["place"] not in self.body
        )

    def _loose(self, index: int, line: Line) -> None:
        if len(self.body) >= MIN_ARTICLE and line.kind is Kind.HEAD and self._of_other(line):
            self.close(index)
            return
        bullet = line.text[0] in BULLETS or line.text.startswith("* (") or is_speaker(line.text)
        bullet = bullet or (line.kind is Kind.ITEM and self._within(index))
        self.noise_run += 0 if bullet else 1
        headline = line.kind is not Kind.UI and not bullet and len(line.text) >= _SHORT_HEAD
        lead = _opens_lead(self.lines, index) if headline else None
        if lead is not None:
            if _is_new_story(line.text, self.lines[lead].text, self.body, self.places):
                self.close(index)
        elif self.noise_run >= 2 and len(self.body) >= MIN_ARTICLE and not self._resumes(index):
            self.close(index)

    def _within(self, index: int) -> bool:
        """Whether a list stands between two of the story's paragraphs and nothing else does."""
        first = last = index
        while first > 0 and self.lines[first].kind in _LISTED and index - first < _OVER:
            first -= 1
        while last + 1 < len(self.lines) and self.lines[last].kind in _LISTED:
            last += 1
        above, below = self.lines[first], self.lines[last]
        if above.kind is not Kind.PROSE or below.kind is not Kind.PROSE or last - first > 2 * _OVER:
            return False
        return not is_teaser(below.text) and not _DATELINE.match(below.text)

    def _resumes(self, index: int, headed: bool = False) -> bool:
        """Whether, over what belongs to a picture (and a subhead, if `headed`), a paragraph or the
        next one goes on."""
        so_far, found = pairs(self.body), 0
        for line in self.lines[index : index + _OVER]:
            if line.kind is Kind.PROSE and not is_teaser(line.text):
                if coverage(line.text, so_far) >= _GOES_ON or (headed and found):
                    return True
                found += 1
            loose = (
                line.kind is Kind.HEAD and (headed or len(line.text) < _HEAD_LEAST) and not found
            )
            credit = line.kind is Kind.LEGAL and BARE_CREDIT.match(line.text)
            if line.kind not in (*_SKIPPED, Kind.PROSE) and not loose and not credit:
                return False
        return False


def cut(lines: list[Line], places: frozenset[str] = frozenset()) -> list[Story]:
    """The page's stories in order, `places` naming regions; each has at least one line of prose."""
    return _Cutter(lines, places).walk()
