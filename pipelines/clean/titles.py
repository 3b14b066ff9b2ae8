"""What a headline's line holds beside the headline: outlet, section, column, label, subtitle."""

from __future__ import annotations

import re

_OUTLET_NAMES = r"(?:일보|신문|뉴스|통신|경제|타임스|타임즈|저널|투데이|방송|닷컴|미디어|매일|포커스|TV|News|net)"
_PAPERS = r"(?:일보|신문|뉴스|타임스|타임즈|저널|투데이|방송|닷컴|미디어)"
_OUTLET_TAIL = re.compile(
    rf"\s*(?:[|<>«»]|::)\s*[^|<>]{{0,24}}{_OUTLET_NAMES}[^|<>]{{0,12}}$"
    rf"|\s[-–—:]\s(?:[A-Z]{{2,4}}\s)?\S{{0,14}}{_OUTLET_NAMES}\S{{0,8}}$"
    rf"|\s\([가-힣A-Za-z0-9]{{1,10}}{_PAPERS}\)$|(?<=[가-힣’”\"'…])[-–|:]\s?[가-힣A-Za-z]{{1,10}}{_PAPERS}$"
    r"|\s\|\|?\s(?-i:[A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+){1,3})$|\s(?:::?|\|)\s(?:네이버|다음|Daum)\s(?:뉴스|블로그|카페)$"
    rf"|\s?\[[^\[\]]{{0,10}}{_PAPERS}[^\[\]]{{0,14}}\]$"
    r"|\s/\s[가-힣]{0,6}(?-i:[A-Z]{2,4}|TV|뉴스|방송)(?:\s?\([A-Za-z]{2,16}\))?(?:\s?\S{0,6}뉴스)?"
    r"(?:\s[\d.년월일 ]{8,13})?$",
    re.IGNORECASE,
)
_OUTLET_HEAD = re.compile(
    rf"^\S{{2,8}}{_OUTLET_NAMES}(?:광장|데스크|룸)?\s?(?:\s(?:[|<>«»:-]|::)\s|\s?모바일\s?사이트,\s)(?=\S.{{10,}})"
)
_SECTION_HEAD = re.compile(
    r"^(?:[가-힣]{2,6}(?:[·/][가-힣]{2,6})?\s?[|ㅣ>]|[가-힣A-Za-z]{3,8}\s[가-힣]{2,6}\s[|ㅣ])\s(?=\S.{12,})"
)
_SECTION_TAIL = re.compile(
    r"(?:\s[<>‹›«»|]\s[^<>‹›«»|\s]{2,8}(?:[/·][^<>‹›«»|\s]{2,8})?)+$|\s[-–—|]\s[가-힣A-Za-z]{2,10}$|\s::\s[^:]{2,20}$"
)
_PATH_TAIL = re.compile(r"(?:\s:\s[가-힣A-Za-z·/]{2,10}){2,}$")
"""A page title's path from its section up to its outlet (`… : 사회 : 뉴스 : 바다일보`)."""
_TAIL_MARK = re.compile(r"\s(?:[-–—<>‹›«»|]|::)\s|\s[◈◇◆■□]")
_SUBTITLE_TAIL = re.compile(r"\s(?:[-–—]\s|[◈◇◆■□]\s?)(?=[^\s]+\s\S).{8,60}$")
"""A subtitle on the headline's own line (`… 착수 - 과제 10여 개 공모`)."""
_SERIES = re.compile(
    r"^\s*[\[【〈<](?P<front>[^\]】〉>]{2,16}|(?<=\[)[^\[\]]{17,40})[\]】〉>]\s*(?=\S)|\s*[\[【〈](?P<back>[^\]】〉]{2,16})[\]】〉]\s*$"
)
_PART = re.compile(r"^[\[【〈<][^\[\]【】〈〉<>]{2,30}[\]】〉>]\s?\(\s?\d{1,3}\s?\)\s?(?=\S{2})")
"""A series of any length of name with the number of its part."""
_NUMBERED = re.compile(r"(?:[<〈(]\s?\d{1,3}\s?[>〉)]|[①-⑳])\s?(?=\S{2})")
"""Which part of a series it is, behind the series' name."""
_PRINTED = re.compile(
    r"\s?/\s?(?:리포트|데스크|투데이|이브닝|R)$|/[가-힣]{1,6}(?:방송|뉴스|비전|브로드|TV)$"
    r"|\s?\[R\]$|\s지면기사$|\s\[?지면\]?$|\sR$|\s?\((?:사진|포토|영상|동영상)\)$"
    r"|\s?[<〈(]\s?(?:상|중|하|완|끝)\s?[>〉)]$"
)
"""What a site adds to a headline: that it was printed, that it is a broadcaster's report, has
pictures, or is a part of a series."""
_COUNTED = re.compile(
    r"\s(?:[\[(]\d{1,3}[\])]|(?:댓글|조회수?|추천)\s?[:：]?\s?\d{1,6}|NEW|New|새\s?글)$"
    r"|(?:\s(?:구독하기|스크랩(?:하기)?|글자\s?크기|기사\s?공유하기|URL\s?복사))+$"
    r"|(?:\s(?:페이스북|트위터|카카오스토리|카카오톡|네이버\s?밴드|밴드|인쇄|프린트|스크랩|목록)){2,}$"
)
"""What a board adds to a headline: how many answered or read, that it is new, its buttons."""
_DATED = re.compile(
    r"\s20\d{2}[.-]\d{1,2}[.-]\d{1,2}[.]?\s?\|\s?(?:작성자|등록자|조회|담당|부서).*$|\s?[(\[](?:20)?\d{2}[.-]\s?\d{1,2}[.-]\s?\d{1,2}[.]?[)\]]$"
    r"|^(?:20)\d{2}[.-]\s?\d{1,2}[.-]\s?\d{1,2}[.]?\s(?=\S.{12,})"
)
"""A board's day before or behind a headline."""
_LABELLED = re.compile(r"^(?:제\s?목|Subject|Title)\s?[:：|]?\s")
_FIELD = re.compile(
    r"^(?:제\s?목|Subject|Title)\s*[:：|]?\s+|^기사\s?원문\s?[:：]\s|^\(?리포트\)\s?|^[(\[]R[)\]]\s?|^[가-힣/]{0,6}R\]\s?|^\[사진\]\s?"
    r"|^\(?보도\s?자료(?:\)|\s?[-–:])\s?|^(?:사회|정치|경제)\s(?=(?:[가-힣]{2,4})?[도시군구], )"
)
CRUMBS = re.compile(r"^(?:홈|HOME|Home)\b|\s[>›»]\s")
_PATH = re.compile(r"^(?:\S{1,12}(?:\s\S{1,8})?\s[>›»]\s)+(?=[^>›»]{14,}$)")
"""Sections before a headline that is the last part of its own path (`홈 > 행정 > …`)."""
_ARROWS = re.compile(
    r"^[\u2600-\u26ff\u2700-\u27bf\U0001f300-\U0001faff\ufe0f]+\s?|^(?:↑↑|▲▲|[ㆍ·■◆◇●▣◈☞➢➤▶▷※])\s?|^[가-힣]{2,6}\](?=\S)|^\d{1,2}판/\d{1,2}면/(?:[가-힣]{2,8}/)?(?=\S)"
    r"|^\((?:20)?\d{2}\.\s?\d{1,2}\.\s?\d{1,2}\.?\)\s?(?=\S)"
)
"""What points at a headline: arrows, the end of a region's bracket that was clipped, the edition and
page of a printed paper, a board's day."""
_BOX = re.compile(r"^[<〈]\s?([^<>〈〉]+?)\s?[>〉]$")
_BYLINE_TAIL = re.compile(r"\s[가-힣]{2,4}\s?(?:기자|특파원)\s*$")
_WITH_SUBTITLE, _SUBTITLE, _SOME_WORDS = 44, 12, 3
"""Letters of a line that may hold a subtitle, of the subtitle at least, and words of each part."""
_HALF, _LEAST_HALF, _HALVES = 28, 8, 40
"""Letters that each half of a headline on two lines has at most and at least, and both together."""
_SHORT, _ALIKE = 16, 5
"""Letters of a line too short to be a headline, and by how many its other half may differ."""
_INNER_BREAK = re.compile(r"(?:…|[.]{2,3})(?=[^\s.…])|[.?!]\s")
_QUOTED = re.compile(r"[“‘\"'][^“”‘’\"']*[”’\"']")
_MARKED = "-–—○·▲■△※*"
_LOGO = " 로고"
"""What stands for a picture of an outlet's name."""
_VERBAL = frozenset("다까요라자네아어여워와해려")
"""Last syllables of a verb, as headlines end with or break at."""
_BLANK = re.compile(" ")
_SERIES_MARK = re.compile(r"[\[【〈<]")
_LEAST = 8
"""Letters that any headline has."""
WHOLE = 14
"""Letters that must be left of a headline when a section's name is taken off it."""


def strip_outlet(title: str) -> str:
    """A page title without the outlet's name and the section behind it."""
    title = _PATH_TAIL.sub("", title) if title.count(" : ") > 1 else title
    title = _SECTION_HEAD.sub("", title)
    bared = _OUTLET_TAIL.sub("", title)
    title = _OUTLET_HEAD.sub("", bared if len(bared) >= _LEAST else title)
    title = _DATED.sub("", _COUNTED.sub("", title.rstrip(" |")))
    title = _PRINTED.sub("", _FIELD.sub("", title).strip())
    for tail in (_SECTION_TAIL, _SUBTITLE_TAIL) if _TAIL_MARK.search(title) else ():
        bared = tail.sub("", title)
        title = bared if len(bared) >= WHOLE else title
    return title


def is_labelled(line: str) -> bool:
    """Whether a board's row says itself that it holds the headline (`제목 …`)."""
    return bool(_LABELLED.match(line))


def bare(line: str) -> str:
    """A line's words as a headline: without outlet, section, arrows and its reporter's name."""
    path = _PATH.match(line) if CRUMBS.search(line) else None
    line = line[path.end() :] if path else line
    return _unsigned(strip_outlet(_ARROWS.sub("", line)))


def unboxed(title: str) -> str:
    """A headline without the angle brackets about all of it."""
    return _BOX.sub(r"\1", title)


def _unsigned(line: str) -> str:
    """A line without its reporter's name behind it."""
    return _BYLINE_TAIL.sub("", line) if "기자" in line or "특파원" in line else line


def is_signed(line: str) -> bool:
    """Whether a line is a sentence with its reporter's name behind it."""
    text = _unsigned(line)
    return text != line and text.rstrip().endswith("다.")


def without_subtitle(title: str, closing: frozenset[str]) -> str:
    """A long headline without the subtitle that stands behind it on its line.

    It ends at the first word, outside of quotation marks, that closes a headline: a verb, or one of
    `closing`; both parts have some words.
    """
    if len(title) < _WITH_SUBTITLE:
        return title
    for match in _BLANK.finditer(title, WHOLE, len(title) - _SUBTITLE):
        head, tail = title[: match.start()], title[match.end() :]
        words = head.split()
        last = words[-1].rstrip("!?")
        if last[-1:] != "다" and last not in closing:
            continue
        if min(len(words), tail.count(" ") + 1) >= _SOME_WORDS and not _is_quoting(head):
            return head
    return title


def is_half(first: str, second: str, closing: frozenset[str]) -> bool:
    """Whether two short lines of about a length are one headline: the first is no clause of its
    own and does not close, the second does."""
    shorter, longer = sorted((len(first), len(second)))
    if longer > _HALF or shorter < _LEAST_HALF:
        return False
    if shorter + longer > _HALVES or 2 * shorter < longer:
        return False
    apart = first.endswith(_LOGO) or CRUMBS.search(first)
    if first.endswith(",") and "," not in first[:-1] and not apart and second[0] not in _MARKED:
        return True
    parts = (
        apart or "," in _QUOTED.sub("", first) or _INNER_BREAK.search(first) or second[0] in _MARKED
    )
    if parts or closes(first, closing) or first == second:
        return False
    return closes(second, closing) or (longer <= _SHORT and longer - shorter <= _ALIKE)


def closes(text: str, closing: frozenset[str]) -> bool:
    """Whether a line ends as headlines do: with a verb or one of the words that close them."""
    last = text.rstrip("!?….’”'\" ").split(" ")[-1]
    return last[-1:] in _VERBAL or any(last.endswith(word) for word in closing)


def _is_quoting(text: str) -> bool:
    """Whether a quotation or a bracket is open at a text's end."""
    opened = sum(map(text.count, "“‘「『([")) > sum(map(text.count, "”’」』)]"))
    return opened or any(text.count(mark) % 2 for mark in "\"'")


def without_series(title: str, labels: frozenset[str]) -> str:
    """A headline without the name of the column that it runs in (`[오늘 자치구]`).

    What tells the kind of piece (`[르포]`, `[단독]`; `labels`) is part of the headline, what names a
    section as well (`[기획]`) is not.
    """
    title = _PART.sub("", title)
    match = _SERIES.search(title) if _SERIES_MARK.search(title) else None
    if match and match["front"] and (numbered := _NUMBERED.match(title, match.end())):
        return title[numbered.end() :]
    while match and (match["front"] or match["back"]).strip() not in labels:
        rest = title[: match.start()] + title[match.end() :]
        if len(rest.strip()) < _LEAST:
            break
        title, match = rest.strip(), _SERIES.search(rest.strip())
    return title
