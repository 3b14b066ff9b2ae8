"""`citytrends explain`: everything found in one article, each value with the words that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipelines.corrections import COLUMNS, FILE, lines_to_paste
from pipelines.model import Extracted

_PLACE = "제목"
_BY_HAND = "사람이 고침"


def render(extracted: Extracted) -> str:
    """The article's facts as lines for a terminal."""
    return "\n".join(_lines(extracted))


def _lines(extracted: Extracted) -> Iterator[str]:
    article, findings = extracted.article, extracted.findings
    published = article.published
    yield f"기사      {article.article_id}  {article.source.path}" + _row(article.source.row)
    yield f"제목      {article.title or '(없음)'}"
    yield f"언론사    {article.outlet or '(없음)'}"
    span = published.on or (
        f"{published.earliest or '?'} ~ {published.latest or '?'}"
        if published.earliest or published.latest
        else "알 수 없음"
    )
    yield f"발행      {span}  [{published.precision}, {published.rule}]  “{published.evidence}”"
    yield f"정책 기사 {'예' if findings.on_topic else '아니오'}  (관련도 {findings.relevance})"
    yield from _section("지역", findings.regions, _region)
    yield from _section("주제", findings.topics, lambda f: str(f.topic))
    yield from _section("파트너", findings.partners, _partner)
    yield from _section("사업", findings.programmes, lambda f: str(f.programme))
    yield from _section("일정", findings.events, lambda f: f"{f.on} {f.stage}")
    words = ", ".join(f"{k.keyword} {k.count}" for k in findings.keywords[:15])
    yield f"\n핵심어    {words}"
    yield f"\n고치려면 {FILE}의 머리줄({','.join(COLUMNS)}) 아래에 한 줄을 옮겨 적어 채우세요."
    yield "더하려면 old를, 지우려면 new를 비웁니다:"
    yield from lines_to_paste(extracted)


def _row(row: int | None) -> str:
    return "" if row is None else f" ({row}행)"


def _section(name: str, findings: Any, value: Any) -> Iterator[str]:
    yield f"\n{name}"
    if not findings:
        yield "  (없음)"
    for finding in findings:
        where = _PLACE if finding.field == "title" else f"{finding.start}–{finding.end}"
        where = where if finding.end else _BY_HAND
        yield f"  {value(finding)}  [{finding.rule}, {finding.confidence}, {where}]"
        yield f"      “{finding.evidence}”"


def _region(finding: Any) -> str:
    name = " ".join(part for part in (finding.sido, finding.sigungu) if part)
    then = " ".join(part for part in (finding.sido_then, finding.sigungu_then) if part)
    return f"{name} ({finding.role}" + (f", 당시 {then})" if then and then != name else ")")


def _partner(finding: Any) -> str:
    written = f" ({finding.as_written})" if finding.as_written != finding.name else ""
    return f"{finding.name}{written}  {finding.type} {finding.country} {finding.relation}"
