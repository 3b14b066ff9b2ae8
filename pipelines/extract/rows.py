"""Finds the regions that an article names side by side: in its headline, as those who sign, as heads.

What is whose policy follows from it where no single region is the subject (roles.py).
"""

from __future__ import annotations

import re

from pipelines.extract.regions import Mention
from pipelines.extract.subjects import Score
from pipelines.extract.text import Text

Place = tuple[int, int, str]
"""Where a region's name starts and ends, and its code."""
_SIGNS = re.compile(r"(?:협약|양해각서|MOU)\S{0,8}\s(?:맺|체결|교환|서명)")
_JOINTLY = re.compile(
    r"(?<=[와과])\s(?:공동으로|공동|손잡고|손을\s잡고|힘을\s모아)\s|(?:힘을\s모으|협력하|손을\s잡|함께하)기로"
)
_LISTED = re.compile(r"(?:청|시|군|구|도)?(?:\([^)]{1,30}\))?\s?(?:,|·|와|과|및|등)\s?")
_OPEN = re.compile(r"(?:등|비롯한|비롯해)\s(?:전국\s)?(?:[가-힣]{1,8}\s)?\d+")
_BESIDE = re.compile(r"(?:시|군|구|도)?(?:[와과]\s|,\s?|\s?·\s?)")
_MEMBER = re.compile(r"[가-힣]{2,4}\s(?P<rank>[시군구도])의원(?:\([^()]{1,20}\))?(?:이|은|는|가)\s")
_OPENING = 5
"""Sentences in which a member begins to speak, a quotation before."""
_WITH = re.compile(
    r"(?:시|군|구|도)?(?:\([^)]{1,30}\))?(?:와|과|,|\s등과|\s등\s\d{1,3}개?\s?[가-힣]{2,4}과)\s"
)
_FRONT = 3
"""Letters before the region with which a headline opens."""
_BESIDE_TITLE = re.compile(r"(?:(?:시|군|구|도)?\s?[·ㆍ・‧]\s?(?:[가-힣]{2,4}\s)?)?")
_HEADS_ON = re.compile(r"(?:시|군|구|도)?(?:,|…|\s[‘“'\"]|[가이]\s)")
_HEAD_MARK = re.compile(r"(?:^|\n)[◆◇■□▲△●○▶◈]\s?$")
_HEAD_END = re.compile(r"(?:시|군|구|도)?\s?[=:]")
"""About a region's name that heads its own paragraph."""


def beside_in_headline(text: Text, groups: dict[str, list[Mention]], primary: set[str]) -> set[str]:
    """Whom the headline opens with side by side with a primary region (`공주·부여, …`), where
    the text names them too."""
    own = _of_headline(groups)
    row = _row(text.title, own) if own and own[0][0] <= _FRONT else []
    if len(row) < 2 or not primary & {code for _, _, code in row}:
        return set()
    if not _HEADS_ON.match(text.title, row[-1][1]):
        return set()
    return {code for _, _, code in row if any(m.field == "body" for m in groups[code])}


def chosen_row(text: Text, groups: dict[str, list[Mention]], scores: dict[str, Score]) -> set[str]:
    """The two or three of one 시도 that open a headline side by side and act, where the article
    names none besides: of a state's choice it tells of theirs (`공주·부여 ‘백제길’ 선정`)."""
    own = _of_headline(groups)
    row = _row(text.title, own) if own and own[0][0] <= _FRONT else []
    found = {code for _, _, code in row}
    outer = {code[:2] for code in found}
    if (
        not 2 <= len(found) <= 3
        or len(outer) > 1
        or len(row) < len(own)
        or not groups.keys() <= found | outer
    ):
        return set()
    return found if all(scores[code].acts for code in found) else set()


def fronted(text: Text, groups: dict[str, list[Mention]]) -> set[str]:
    """Whom a headline opens with, alone or side by side, where it names none besides."""
    own = _of_headline(groups)
    row = _row(text.title, own) if own and own[0][0] <= _FRONT else []
    found = {code for _, _, code in row}
    return found if found == {code for _, _, code in own} else set()


def passive_row(
    text: Text, groups: dict[str, list[Mention]], primary: set[str], scores: dict[str, Score]
) -> set[str]:
    """Those beside the primary region in a headline where none of them does anything: somebody
    does it in all of them (`개발원, 청도·완도에 …`)."""
    own = _of_headline(groups)
    row = _row(text.title, own)
    found = {code for _, _, code in row}
    if len(row) < len(own) or not primary & found or any(scores[code].acts for code in groups):
        return set()
    first = text.sentences[0].end
    led = all(any(m.field == "body" and m.end <= first for m in groups[c]) for c in found)
    return found if led else set()


def _of_headline(groups: dict[str, list[Mention]]) -> list[Place]:
    return sorted((m.start, m.end, code) for code, found in groups.items() for m in found
                  if m.field == "title")  # fmt: skip


def _row(title: str, own: list[Place]) -> list[Place]:
    """The regions of a headline that stand side by side with its first."""
    row: list[Place] = []
    for start, stop, code in own:
        if row and not _BESIDE_TITLE.fullmatch(title, row[-1][1], start):
            break
        row.append((start, stop, code))
    return row


def headed(text: Text, groups: dict[str, list[Mention]]) -> set[str]:
    """Regions that head a paragraph each in a round of news (`◆강서구=걷는 사람을 …`)."""
    found = {
        code
        for code, own in groups.items()
        if any(
            m.field == "body"
            and _HEAD_MARK.search(text.body, max(0, m.start - 3), m.start)
            and _HEAD_END.match(text.body, m.end)
            for m in own
        )
    }
    return found if len(found) > 1 else set()


def signers(text: Text, groups: dict[str, list[Mention]]) -> set[str]:
    """Regions that a ministry or agency lists in the lead as those with whom it signs.

    A list that stays open (`○○시를 비롯한 9개 시군과`) is of places that the state chose.
    """
    for sentence in text.sentences[:2]:
        signs = _SIGNS.search(text.body, sentence.start, sentence.end)
        signs = signs or _JOINTLY.search(text.body, sentence.start, sentence.end)
        if signs is None or _OPEN.search(text.body, sentence.start, sentence.end):
            continue
        found = {
            code
            for code, own in groups.items()
            if any(
                sentence.start <= m.start < signs.start() and _LISTED.match(text.body, m.end)
                for m in own
            )
        }
        if found:
            return found
    return set()


def signing_with(text: Text, groups: dict[str, list[Mention]], primary: set[str]) -> set[str]:
    """Regions that somebody else signs with right beside a primary one (`A사는 ○○도, ○○군과 …`)."""
    for sentence in text.sentences[:2]:
        signs = _SIGNS.search(text.body, sentence.start, sentence.end)
        signs = signs or _JOINTLY.search(text.body, sentence.start, sentence.end)
        own = sorted((m.start, m.end, code) for code, found in groups.items() for m in found
                     if signs and m.field == "body" and sentence.start <= m.start < signs.start()
                     and m.rule != "place")  # fmt: skip
        rows: list[list[Place]] = []
        for one in own:
            beside = rows and _LISTED.fullmatch(text.body, rows[-1][-1][1], one[0])
            rows[-1].append(one) if beside else rows.append([one])
        for row in rows:
            codes = {code for _, _, code in row}
            if len(codes) > 1 and codes & primary and _WITH.match(text.body, row[-1][1]):
                return codes
    return set()


def of_member(text: Text, groups: dict[str, list[Mention]]) -> set[str]:
    """The one region of the sentences in which a member of its council speaks first
    (`한보름 시의원이 … ○○시가 …`)."""
    end = text.sentences[:_OPENING][-1].end
    member = _MEMBER.search(text.body, 0, end)
    if member is None:
        return set()
    found = {
        code
        for code, own in groups.items()
        for m in own
        if m.field == "body" and m.end <= end and not text.in_quote(m.start)
        if m.region.name[-1] == member["rank"]
    }
    return found if len(found) == 1 else set()


def pair(text: Text, groups: dict[str, list[Mention]]) -> set[str]:
    """Two or three regions that open the article side by side: `대전과 세종의 …가 선보인다`."""
    first = text.sentences[0]
    own = [(m.start, m.end, code) for code, found in groups.items() for m in found
           if m.field == "body" and m.end <= first.end]  # fmt: skip
    row: list[str] = []
    end = first.start
    for start, stop, code in sorted(own):
        if start == end or (row and _BESIDE.fullmatch(text.body, end, start)):
            row.append(code)
            end = stop
    return set(row) if 2 <= len(row) <= 3 else set()
