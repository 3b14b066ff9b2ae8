"""Extraction that costs nothing, for tests of what stands around it."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

from pipelines.engines import Work
from pipelines.identity import article_id, content_hash, raw_hash
from pipelines.model import (
    Article,
    EventFinding,
    Extracted,
    Findings,
    KeywordFinding,
    PartnerFinding,
    ProgrammeFinding,
    PublicationDate,
    RawDocument,
    RegionFinding,
    Reject,
    TopicFinding,
)


def load_nothing() -> str:
    return "toolkit"


def process(document: RawDocument, toolkit: object) -> Extracted | Reject:
    """Take the first line as title; `거절` is rejected, `폭발` raises, `날씨` is off topic."""
    assert toolkit == "toolkit"
    body = (document.text or document.markup or "").strip()
    if "폭발" in body:
        raise RuntimeError("폭발한 규칙")
    if "거절" in body:
        return Reject(document.source.path, document.source.row, "clean", "기사가 아닙니다.")
    title = document.title or body.splitlines()[0]
    article = Article(
        article_id=article_id(document.external_id, document.url, document.outlet, title, body),
        content_hash=content_hash(title, body),
        raw_hash=raw_hash(document),
        source=document.source,
        title=title,
        outlet=document.outlet,
        author=document.author,
        url=document.url,
        published=_published(document.published),
        body=body,
        given_keywords=document.keywords,
        complete=document.complete,
    )
    return Extracted(article, _findings(body))


def _published(stamp: str | None) -> PublicationDate:
    if stamp is None:
        return PublicationDate()
    day = date.fromisoformat(stamp)
    return PublicationDate(day, day, day, "day", "source", stamp)


def _findings(body: str) -> Findings:
    if "날씨" in body:
        return Findings(on_topic=False, relevance=0.1)
    return Findings(
        on_topic=True,
        relevance=0.9,
        regions=(
            RegionFinding(
                "41450", "경기도", "하남시", "경기도", "하남시", "primary", "subject", 0.95,
                "하남시", 0, 3,
            ),
        ),
        topics=(TopicFinding("transport", 0.8, "terms", "버스", 4, 6, "title"),),
        partners=(
            PartnerFinding(
                "한국토지주택공사", "LH", "public_institution", "KR", "mou", "gazetteer", 0.9,
                "LH", 8, 10,
            ),
        ),
        programmes=(ProgrammeFinding("ai_city", "trigger", 0.9, "AI 시티", 0, 5),),
        events=(
            EventFinding(
                date(2023, 5, 31), date(2023, 5, 31), date(2023, 5, 31), "day", "opened",
                "predicate", 0.8, "개소", 0, 2,
            ),
        ),
        keywords=tuple(KeywordFinding(word, 1) for word in dict.fromkeys(body.split())),
        notes=("fake",),
    )  # fmt: skip


def work() -> Work:
    return Work(load_nothing, (process,))


def process_slowly(document: RawDocument, toolkit: object) -> Extracted | Reject:
    """Take long enough that a machine can be lost meanwhile, and leave the machine's mark."""
    import ray  # noqa: PLC0415 - an optional extra

    mark = Path(os.environ["CITYTRENDS_MARKS"], ray.get_runtime_context().get_node_id())
    with mark.open("a", encoding="utf-8") as file:
        file.write(".")
    time.sleep(0.15)
    return process(document, toolkit)


def slow_work() -> Work:
    return Work(load_nothing, (process_slowly,))
