"""Extraction that costs almost nothing but finds as much as the real one: for measuring the rest."""

from __future__ import annotations

import re
from datetime import date, timedelta
from zlib import crc32

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
    Terms,
    TopicFinding,
)
from pipelines.reference import Reference, load_reference

WORD = re.compile(r"[가-힣]{2,6}")
MOST_KEYWORDS, MOST_TERMS = 40, 120
FIRST_DAY = date(2012, 1, 1)


def work() -> Work:
    """Give the work for an engine."""
    return Work(load_reference, (process,))


def process(document: RawDocument, reference: Reference) -> Extracted | Reject:
    """Take the second half of a page as its article, and find things by its hash."""
    text = document.text or ""
    body = text[len(text) // 3 : 2 * len(text) // 3]
    title = text.split("\n", 1)[0]
    number = crc32(text.encode())
    day = FIRST_DAY + timedelta(days=number % 5000)
    article = Article(
        article_id=article_id(None, None, None, title, body),
        content_hash=content_hash(title, body),
        raw_hash=raw_hash(document),
        source=document.source,
        title=title,
        outlet=f"신문 {number % 97}",
        author=None,
        url=None,
        published=PublicationDate(day, day, day, "day", "stamp", "승인"),
        body=body,
    )
    return Extracted(article, _findings(body, number, day, reference))


def _findings(body: str, number: int, day: date, reference: Reference) -> Findings:
    words = list(dict.fromkeys(WORD.findall(body)))
    place = body[:40], 0, 3
    regions = [r for r in reference.regions if r.current and r.level == "sigungu"]
    topics, partners, programmes = reference.topics, reference.partners, reference.programmes
    region, other = regions[number % len(regions)], regions[number % 101]
    sido = reference.region_by_code
    return Findings(
        on_topic=number % 10 > 0,
        relevance=0.9,
        regions=tuple(
            RegionFinding(
                r.code, sido[r.sido_code].name, r.name, sido[r.sido_code].name, r.name,
                role, "full", 0.95, *place,
            )
            for r, role in ((region, "primary"), (other, "mentioned"))
        ),
        topics=tuple(TopicFinding(topics[(number + n) % 24].topic, 0.8, "terms", *place)
                     for n in range(2)),
        partners=tuple(
            PartnerFinding(p.name, p.name, p.type, p.country, "mou", "gazetteer", 0.9, *place)
            for p in (partners[number % len(partners)], partners[number % 31])
        ),
        programmes=(
            ProgrammeFinding(programmes[number % len(programmes)].programme, "name", 0.9, *place),
        ),
        events=(EventFinding(day, day, day, "day", "opened", "day", 0.8, *place),),
        keywords=tuple(KeywordFinding(word, 1 + number % 3) for word in words[:MOST_KEYWORDS]),
        terms=Terms(words[0] if words else "", " ".join(words[:MOST_TERMS])),
    )  # fmt: skip
