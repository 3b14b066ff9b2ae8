"""One extracted article as the JSON object of the contract."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from pipelines.model import Article, Extracted, PublicationDate

_PUBLISHED = ("on", "earliest", "latest", "precision", "rule", "evidence")


def as_json(extracted: Extracted) -> dict[str, Any]:
    """The contract's object; dates become ISO days, a finding in the headline names its field."""
    article, findings = extracted.article, extracted.findings
    return {
        **_head(article),
        "on_topic": findings.on_topic,
        "relevance": findings.relevance,
        "published": _published(article.published),
        "body": article.body,
        "regions": [_finding(f) for f in findings.regions],
        "topics": [_finding(f) for f in findings.topics],
        "partners": [_finding(f) for f in findings.partners],
        "programmes": [_finding(f) for f in findings.programmes],
        "events": [_finding(f) for f in findings.events],
        "keywords": [asdict(f) for f in findings.keywords],
    }


def _head(article: Article) -> dict[str, Any]:
    return {
        "article_id": article.article_id,
        "source": asdict(article.source),
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "url": article.url,
    }


def _published(published: PublicationDate) -> dict[str, Any]:
    return {name: _plain(getattr(published, name)) for name in _PUBLISHED}


def _finding(finding: Any) -> dict[str, Any]:
    values = {name: _plain(value) for name, value in asdict(finding).items()}
    if values.get("field") == "body":
        del values["field"]
    if values.get("succession") is None:
        values.pop("succession", None)
    return values


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
