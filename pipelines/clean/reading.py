"""Reads a page as classified lines.

A crawled page is mostly furniture: weather lists, share bars, rankings, clocks.  Kinds are
decided from the line alone (`rules.py`) but for what only its neighbours can tell: sentences
that were broken at a column's width, captions printed twice, rows of a table under a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.clean.broadcast import is_speaker, without_mark
from pipelines.clean.captions import is_caption
from pipelines.clean.columns import OPEN_END, unbroken
from pipelines.clean.doubles import once, without_doubles
from pipelines.clean.inserts import without_inserts
from pipelines.clean.lines import (
    DATE,
    Kind,
    Line,
    ends_sentence,
    normalise,
    without_table_edges,
)
from pipelines.clean.rules import PageRules
from pipelines.clean.width import unwrapped
from pipelines.clean.wording import coverage, pairs

_PICTURE = re.compile(r"!\[.*?\]\(\S*\)")
_CELL, _INNER_STOP = 150, re.compile(r"[다요][.]\s")
"""Letters of a picture's caption in a table; the end of a sentence within a text."""
_BESIDE = 40
"""Letters beside a picture from which on they are the page's, not the picture's."""
_CREDIT_BEFORE = re.compile(
    r"(?:[▲△◀▶]\s?[^.()\[\]]{0,60})?[\[(](?:사진|자료|이미지)\s?[=:/][^\])]{1,20}[\])]\s?"
    r"|(?:\d{6,20}[.](?:jpe?g|png|gif))?[▲△◀▶][^.()\[\]]{4,80}\s[ⓒ©]\s?\S{2,14}\s"
)
_CAPTION_BEFORE = re.compile(
    r"[^()\[\]]{8,110}(?:(?:고|[아어여와워해])\s있다|모습|장면|전경|현장|조감도|기념\s?사진)[.]?\s?"
    r"[(\[](?:사진|자료)\s?[=:/|]\s?[^\])]{1,20}[\])][.]?\s*(?=[가-힣\[(])"
    r"|[^.()\[\]]{6,70}(?<![다요])[.]\s[가-힣]{2,10}(?:\s[가-힣]{2,10})?\s제공(?![하한할해되된될받])(?=[가-힣‘“'\"])"
)
_CAPTIONED = 140
"""Letters within which a caption's credit begins that was glued before a paragraph."""
_NOTICE_BEHIND = re.compile(
    r"(?<=[다요][.])\s*(?:[가-힣]{2,4}\s?기자\s\S+?@[\w.]+\s?)?(?:[<\[(]\s?|※\s?)?(?:저작권자|[Cc]opyright|ⓒ|©|무단\s?전재).{2,80}$"
)
_PICTURE_NOTED = re.compile(r"(?<=[다요][.])\s?(?:\(사진은\s[^()]{2,40}\)|[<\[(]사진[>\])])$")
"""What a picture shows, in brackets behind a paragraph."""
_CLOSED = (")", ">", "]")
_NOTED = 30
"""Letters of a paragraph with a notice behind it at least."""
_SIGNED_BEHIND = re.compile(
    r"(?<=[다요][.])(?:[\[(<〈/|\s]{0,3}[^.\[\]()<>/]{0,14}[가-힣]{2,4}\s?(?:선임|수습|인턴|객원)?기자[\])>〉]?(?:\s?\S+@\S+)?"
    r"|\s?/\s?\S+@[\w.-]+|\s?[<〈\[]\s?[가-힣A-Za-z]{1,12}\s?[>〉\]]|\s?[ⓒ©]\s?[가-힣A-Za-z]{2,12}"
    r"|\s?\(\s?문의\s?[:：]?[^()]{4,60}\))$"
)
"""Who signs, glued behind a last sentence (`…이다.[바다일보 김하늘 기자]`, `…이다.<바다일보>`)."""
_CLAUSE = re.compile(r"[가-힣](?:은|는|이|가|을|를)\s.*[“\"‘']|[“\"][^”\"]*$")
_TOPIC = re.compile(r"^.{0,30}[가-힣)](?:은|는|에는|에서는|으로|이|가|을|를|의)\s")
_SUBJECT = re.compile(r"^\S{1,14}(?:은|는|에서는)\s")
_FETCHED = re.compile(
    rf"^\s*(?:(?P<title>[^\n]{{8,150}}?)\s)?(?P<day>date\s+(?:{DATE}|20\d{{2}}-\d{{2}}(?![-\d])))(?=\s)"
)
"""The page's title and the day that a crawler writes before its text."""
_STAMPED_HEAD = re.compile(
    rf"^(?P<head>[^@]{{10,160}}?[^\s\d(:])\s(?P<stamp>(?:[가-힣]{{2,4}}\s?기자\s)?{DATE}(?P<time>(?:\s?\([월화수목금토일]\))?\s\(?\d{{1,2}}:\d{{2}}(?::\d{{2}})?\)?)?(?P<count>\s\d{{1,6}})?)$"
)
_WRITER_BEHIND = re.compile(
    r"(?<=\S{2}\s\S{2})(?<!,)\s[가-힣·]{1,8}(?:과|팀|실|국|담당관|센터|의회|관리자|홍보|공보)$"
)
"""The office that wrote what a board's row of title, writer, day and count of readers tells."""
_STAMP_ENDS = "0123456789).일"
_TWICE = (10, 82)
"""Letters of a headline that stands twice on a line."""
_TITLED = 14
"""Letters that a headline before its stamp on one line has at least."""
_FIELD = re.compile(
    r"기자|@|작성|담당|부서|조회|글쓴|출처|첨부|등록|수정|댓글|추천|구분|분류|전화|번호|이름|파일|\s[>|/]\s|[:：]"
)
"""What a board's row of fields holds, or a byline."""
_PROGRAMME_BEHIND = re.compile(
    r"\s(?:\d{3,4})?뉴스(?:광장|라인|타임|투데이|\d{1,2})?(?:\s?\([가-힣]{2,4}\))?$"
)
"""The broadcast in which a report ran."""
_TOP, _GLUED_HEAD = 40, (20, 200)
"""Lines in which a headline is glued to what follows; letters that such a line has."""
_SUMMARY = re.compile(
    r"^[\W_]*(?:AI\s?)?(?:\d줄\s?|세\s?줄\s?|기사\s?내용\s?|기사\s?|핵심\s?|한눈에\s)?(?:AI[가로]?\s?)?요약(?:보기|봇|한\s\d줄)?[\W_]*$"
)
_CREDITED = frozenset("▲△◀▶[(0123456789")
_HASHES = re.compile(r"^#{2,6}\s?")
_SUMMED = re.compile(r"요약(?:한|된|은|봇)\s?(?:내용|결과|기사|AI|인공지능)?.{0,30}(?:니다|수 있)")
_SIGNED = re.compile(r"[(\[][가-힣]{2,6}=[^)\]]{2,14}[)\]]")
"""A dateline, with which the article begins."""
_ANNOUNCED = re.compile(r"(?:밝혔|말했|전했|알렸)(?:다|습니다)[.]?$")
_SUMMARY_WITHIN, _SUMMARY_LINES = 80, 8
"""Lines within which a page sums its article up; lines that such a summary has with its head."""
_SAMPLE = re.compile(r"^\(예시\)")
_WHOLE_TEXT = re.compile(r"본문 (?:전체 )?(?:보기|읽기)[를을]")
_HEADLINE = 12
"""Letters that a headline has at least."""
_LONG = 40
"""Letters of a line that is no headline if a clause has begun in it."""
_GOING_ON = re.compile(
    r"(?:이어|또한?|이에|특히|한편|이와|이를|아울러|더불어|끝으로|그러면서|이\s?밖에|[^\s,]{2,8}에\s앞서)\s(?!…)\S"
)
"""Words with which a paragraph goes on from the one above."""
_PARTICLES, _TIED = re.compile(r"\w(?:은|는|이|가|을|를|에|의|로|에서|와|과|도|한|할|된)(?=\s)"), 4
"""Particles of a line, and how many no headline has."""
_SAYING = re.compile(r"[가-힣](?:은|는|이|가|도)\s[“\"][^”\"]{0,20}$")
"""A speaker whose words have begun."""
_COLUMN, _RUNS_ON = 4, re.compile(r"[은는을를에와과고며면한할된해아어여서],?$")
"""Lines over which the last words run at most; how one ends that the next goes on with."""
_AKIN = 0.08
"""Share of a line's letter pairs that the paragraphs above it have too, if it goes on with them."""


def read_lines(text: str, rules: PageRules) -> list[Line]:
    """The page as classified lines; those that a whole page ran together into are broken."""
    lines: list[Line] = []
    pictured = False
    head = _FETCHED.match(text)
    if head:
        title = (head["title"] or "").strip()
        lines.extend([Line(title, rules.classify(title))] if title else [])
        lines.append(Line(head["day"], Kind.STAMP))
        text = text[head.end() :]
    for written in _heads_apart(list(_unflattened(normalise(text).split("\n"), rules)), rules):
        raw = _HASHES.sub("", written) if written[:2] == "##" else written
        raw = raw.removesuffix("read full story").rstrip() if raw.endswith("story") else raw
        own, notice = _notice_apart(_uncredited(without_mark(without_table_edges(raw))))
        if raw[:1] in ("!", "|") and _PICTURE.search(raw):
            own, pictured = _PICTURE.sub("", raw).strip(" |"), True
            if len(own) < _BESIDE:
                continue
            pictured = False
        own = once(own)
        own = _PICTURE_NOTED.sub("", own) if own[-1:] in _CLOSED else own
        kind = rules.classify(own)
        if kind is Kind.PROSE and raw[-1] == "|" and raw[0] != "|" and _is_cell_caption(own, lines):
            kind = Kind.CAPTION
        ended = kind in (Kind.HEAD, Kind.BYLINE) and ("다." in own or "요." in own)
        signed = _SIGNED_BEHIND.search(own, 12) if ended else None
        if signed:
            lines.append(Line(own[: signed.start()], Kind.PROSE))
            own, kind = signed.group(0).strip(), Kind.BYLINE
        if pictured and own:
            kind = Kind.CAPTION if raw[0] == raw[-1] == "|" else kind
            pictured = False
        lines.append(Line(own, kind))
        if notice:
            lines.append(Line(notice, Kind.LEGAL))
    lines = without_doubles(list(unbroken(without_inserts(_labels_joined(lines, rules)))))
    return _with_last_words(_without_summary(lines))


def _unflattened(raws: list[str], rules: PageRules) -> Iterator[str]:
    """The page's lines; one into which a whole page ran together is broken into its own."""
    alone = sum(map(bool, raws)) == 1
    for raw in unwrapped(raws, rules.breaks):
        flat = rules.flat.is_flat(raw, alone)
        yield from rules.breaks.broken(raw).split("\n") if flat else (raw,)


def _labels_joined(lines: list[Line], rules: PageRules) -> list[Line]:
    """A stamp's label and the date on the line below it, as the one line that they are."""
    for index, line in enumerate(lines):
        if not 2 <= len(line.text) <= 10 or not rules.label_alone.match(line.text):
            continue
        below = next((i for i in range(index + 1, min(index + 3, len(lines))) if lines[i].text), 0)
        if below and rules.bare_date.match(lines[below].text):
            text = f"{line.text.strip('- •')} {lines[below].text.strip('- •')}"
            lines[index], lines[below] = Line(text, rules.classify(text)), Line("", Kind.BLANK)
    return lines


def _without_summary(lines: list[Line]) -> list[Line]:
    """A portal's summary, from its advice to read the whole text to the sample of letter sizes,
    says in other words what follows below."""
    for index in range(min(len(lines), _SUMMARY_WITHIN)):
        if _SUMMARY.match(lines[index].text):
            return _without_short_summary(lines, index)
    sample = next((i for i, line in enumerate(lines[:60]) if _SAMPLE.match(line.text)), 0)
    advice = next((i for i in range(sample) if _WHOLE_TEXT.search(lines[i].text)), None)
    if advice is None or not any(line.kind is Kind.PROSE for line in lines[sample + 1 :]):
        return lines
    while advice and lines[advice - 1].kind is Kind.PROSE:
        advice -= 1
    hidden = [
        Line(line.text, Kind.UI) if line.text else line for line in lines[advice : sample + 1]
    ]
    return lines[:advice] + hidden + lines[sample + 1 :]


def _heads_apart(raws: list[str], rules: PageRules) -> Iterator[str]:
    """The page's lines; a headline that stands twice on one, or with its byline and time, alone."""
    for index, raw in enumerate(raws):
        if index > _TOP or not _GLUED_HEAD[0] <= len(raw) <= _GLUED_HEAD[1]:
            yield raw
            continue
        row = raw.strip(" |")
        dated = row[-1:] in _STAMP_ENDS
        label = rules.stamp.search(row) if dated else None
        if label and _may_head(row[: label.start()]):
            yield _PROGRAMME_BEHIND.sub("", row[: label.start()].rstrip(" |·-"))
            yield row[label.start() :]
        else:
            yield from _head_apart(raw, row if dated and not label else "")


def _head_apart(raw: str, row: str) -> Iterator[str]:
    """A headline that stands twice on its line, or with its byline and time; `row`: the line if a
    day without a label may end it."""
    stamped = _STAMPED_HEAD.match(row)
    if stamped and not stamped["time"] and len(stamped["head"]) < _GLUED_HEAD[0]:
        stamped = None
    head = stamped["head"].rstrip(" |") if stamped else raw
    if stamped and stamped["count"]:
        head = _WRITER_BEHIND.sub("", head)
    half = len(head) // 2
    once, again = head[:half], head[half + 1 :]
    twice = once == again and head[half] == " " and _TWICE[0] <= half <= _TWICE[1]
    yield from (once, once) if twice else (head,)
    if stamped:
        yield stamped["stamp"]


def _may_head(text: str) -> bool:
    """Whether what stands before a labelled stamp on its line is a headline, no field of a board."""
    return len(text.strip()) >= _TITLED and not _FIELD.search(text) and text.count(" ") > 1


def _uncredited(text: str) -> str:
    """A paragraph without the credit of a picture that was glued before it, or its caption."""
    match = _CREDIT_BEFORE.match(text) if text[:1] in _CREDITED else None
    if match is None and ("사진" in text[:_CAPTIONED] or "제공" in text[:_CAPTIONED]):
        match = _CAPTION_BEFORE.match(text)
    rest = text[match.end() :] if match else ""
    return rest if len(rest) >= 40 and ends_sentence(rest) and not is_caption(rest, True) else text


def told_in_pictures(lines: list[Line]) -> list[Line]:
    """The lines of a page that is a picture with its news: what the picture shows is the article."""
    told = list[Line]()
    for line in lines:
        signed = _SIGNED_BEHIND.search(line.text, 20) if line.kind is Kind.CAPTION else None
        text = line.text[: signed.start()] if signed else line.text
        shown = line.kind is Kind.CAPTION and len(text) >= _BESIDE and ends_sentence(text)
        told.append(Line(text, Kind.PROSE) if shown else line)
        told.extend([Line(signed.group(0).strip(), Kind.BYLINE)] if shown and signed else [])
    return told


def _is_cell_caption(text: str, above: list[Line]) -> bool:
    """Whether a sentence that closes a table's cell stands below a picture: it points at one, or is
    the page's first."""
    if len(text) > _CELL or _INNER_STOP.search(text):
        return False
    return text[0] in _CREDITED or not any(line.kind is Kind.PROSE for line in above)


def _notice_apart(text: str) -> tuple[str, str]:
    """A paragraph and the legal notice that was glued behind it (empty where none was)."""
    match = _NOTICE_BEHIND.search(text, max(0, len(text) - 120)) if len(text) > _NOTED else None
    return (text[: match.start()], text[match.start() :].strip()) if match else (text, "")


def _with_last_words(lines: list[Line]) -> list[Line]:
    """A sentence that the page's end cuts off in mid-word is prose as what stands above it."""
    held = [i for i in range(max(0, len(lines) - 40), len(lines)) if lines[i].text]
    last = list(_last_lines(lines, held))
    before = held[: len(held) - len(last)]
    named = len(before) > 1 and is_speaker(lines[before[-1]].text)
    if before and last and lines[before[-2 if named else -1]].kind is Kind.PROSE:
        above = "\n".join(lines[i].text for i in held if lines[i].kind is Kind.PROSE)
        if _breaks_off(" ".join(lines[i].text for i in reversed(last)), above):
            for index in last:
                lines[index] = Line(lines[index].text, Kind.PROSE, lines[index].joined)
    return lines


def _last_lines(lines: list[Line], held: list[int]) -> Iterator[int]:
    """The page's last line, and above it those of one column without a gap, from the last upward."""
    for place, index in enumerate(reversed(held[-_COLUMN:])):
        below = place and (held[-place] != index + 1 or not _RUNS_ON.search(lines[index].text))
        if lines[index].kind not in (Kind.HEAD, Kind.ITEM) or below:
            return
        yield index


def _without_short_summary(lines: list[Line], head: int) -> list[Line]:
    """The few lines below `AI 요약`, up to a gap or a button, say before what follows."""
    end = head + 1
    while end < len(lines) and lines[end].text and lines[end].kind is not Kind.UI:
        if _ANNOUNCED.search(lines[end].text) or _SIGNED.match(lines[end].text):
            break
        end += 1
        if _SUMMED.search(lines[end - 1].text):
            break
    told = sum(len(line.text) for line in lines[end:] if line.kind is Kind.PROSE)
    summed = sum(len(line.text) for line in lines[head:end] if line.kind is Kind.PROSE)
    stamped = not summed and any(line.kind is Kind.STAMP for line in lines[head:end])
    if end - head > _SUMMARY_LINES or told <= summed or stamped:
        return lines  # a summary is shorter than what it sums up, and has no stamp
    hidden = [Line(line.text, Kind.UI) for line in lines[head:end]]
    return lines[:head] + hidden + lines[end:]


def _breaks_off(text: str, above: str) -> bool:
    """Whether a line is the beginning of a sentence, not a headline, below the text `above`."""
    if len(text) >= _LONG and (_CLAUSE.search(text) or _TOPIC.match(text)):
        return True
    if _GOING_ON.match(text) or len(_PARTICLES.findall(text)) >= _TIED:
        return True
    if _SAYING.search(text):
        return True
    if _SUBJECT.match(text) and (len(text) >= _HEADLINE or OPEN_END.search(text)):
        return True
    begun = len(text) >= _HEADLINE and (OPEN_END.search(text) or _TOPIC.match(text))
    return bool(begun) and coverage(text, pairs(above)) >= _AKIN
