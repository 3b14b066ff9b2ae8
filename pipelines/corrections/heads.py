"""Corrections of what there is one of: publication date, title, outlet, on topic or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipelines.corrections import reasons, values
from pipelines.corrections.change import Case
from pipelines.corrections.eras import names_then
from pipelines.corrections.file import cleaned
from pipelines.corrections.values import WrongValueError
from pipelines.model import Extracted, PublicationDate, RegionFinding
from pipelines.reference import Reference


def _single(case: Case, now: str, old: str, new: str) -> None:
    """See to it that a value of which there is one is as the line expects it."""
    if now in (old, new):
        return
    if not old:
        raise WrongValueError(reasons.HAS_VALUE.format(now=now))
    shown = now or reasons.NOTHING
    raise WrongValueError(reasons.OLD_NOT_FOUND.format(old=case.line.old, now=shown))


def published(case: Case) -> Extracted:
    """Change the publication date, and with it the names that regions had then."""
    old, new = values.interval(case.line.old), values.interval(case.line.new)
    known = case.article.published
    texts = [values.day_text(one.earliest, one.precision) for one in (known, old, new)]
    _single(case, texts[0], texts[1], texts[2])
    date = PublicationDate(
        new.on, new.earliest, new.latest, new.precision, case.line.rule, case.line.why
    )
    regions = tuple(_on_day(finding, new, case.reference) for finding in case.findings.regions)
    return replace(case.headed(published=date), findings=replace(case.findings, regions=regions))


def _on_day(finding: RegionFinding, when: values.Interval, reference: Reference) -> RegionFinding:
    """A region's names of that day follow the day."""
    written = (finding.sido_then, finding.sigungu_then)
    sido, sigungu = names_then(finding.code, when.earliest, written, reference)
    return replace(finding, sido_then=sido, sigungu_then=sigungu)


def title(case: Case) -> Extracted:
    """Change the title; what was found in it moves with its words."""
    before = case.article.title or ""
    _single(case, cleaned(before), case.line.old, case.line.new)
    after = case.line.new
    moved = {
        name: tuple(_moved(finding, before, after) for finding in getattr(case.findings, name))
        for name in ("regions", "topics", "partners", "programmes", "events")
    }
    return replace(case.headed(title=after or None), findings=case.found(**moved).findings)


def _moved(finding: Any, before: str, after: str) -> Any:
    """A finding in the title is where its words are now, or nowhere."""
    if finding.field != "title":
        return finding
    words = before[finding.start : finding.end]
    at = after.find(words) if words else -1
    if at < 0:
        return replace(finding, start=0, end=0, field="body")
    return replace(finding, start=at, end=at + len(words))


def outlet(case: Case) -> Extracted:
    """Change the outlet."""
    _single(case, cleaned(case.article.outlet or ""), case.line.old, case.line.new)
    return case.headed(outlet=case.line.new or None)


def on_topic(case: Case) -> Extracted:
    """Say whether the article is on topic."""
    texts = (case.line.old, case.line.new)
    old, new = (str(values.yes_or_no(text)).lower() for text in texts)
    _single(case, str(case.findings.on_topic).lower(), old, new)
    return case.found(on_topic=new == "true", relevance=float(new == "true"))
