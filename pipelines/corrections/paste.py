"""The lines of `corrections.csv` that name each value of an article, ready to be filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from pipelines.corrections.file import cleaned
from pipelines.corrections.values import day_text
from pipelines.model import Extracted

NEW, WHO, WHY = "<바른 값>", "<이름>", "<근거>"


def lines_to_paste(extracted: Extracted) -> Iterator[str]:
    """Yield a line a value: the present one stands in `old`, the rest is to be filled in."""
    article_id = extracted.article.article_id
    for field, old in _values(extracted):
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow([article_id, field, old, NEW, WHO, WHY])
        yield out.getvalue()


def _values(extracted: Extracted) -> Iterator[tuple[str, str]]:
    article, findings = extracted.article, extracted.findings
    published = article.published
    yield "published", day_text(published.earliest, published.precision)
    yield "title", cleaned(article.title or "")
    yield "outlet", cleaned(article.outlet or "")
    yield "on_topic", str(findings.on_topic).lower()
    if not any(region.role == "primary" for region in findings.regions):
        yield "primary_region", ""
    for region in findings.regions:
        yield f"{region.role}_region", " ".join(filter(None, (region.sido, region.sigungu)))
    for topic in findings.topics:
        yield "topic", topic.topic
    for partner in findings.partners:
        yield "partner", partner.name
        yield "relation", f"{partner.name}:{partner.relation}"
    for programme in findings.programmes:
        yield "programme", programme.programme
    for event in findings.events:
        when = day_text(event.earliest, event.precision)
        yield "event", f"{event.stage}:{when}" if when else event.stage
