"""HTML pages: main content by trafilatura, facts about it from JSON-LD, og: and meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import trafilatura
from lxml import html as lxml_html

from pipelines.model import RawDocument

_DATE_META = (
    ("property", "article:published_time"),
    ("name", "article:published_time"),
    ("property", "og:article:published_time"),
    ("property", "dable:published_time"),
    ("itemprop", "datePublished"),
    ("name", "pubdate"),
    ("name", "date"),
    ("name", "DC.date.issued"),
)
_OUTLET_META = (
    ("property", "og:site_name"),
    ("name", "Copyright"),
    ("property", "og:article:author"),
)
_TITLE_META = (("property", "og:title"), ("name", "title"), ("name", "twitter:title"))
_URL_META = (("property", "og:url"),)
_BREAKS = re.compile(r"\n{2,}")


def read_markup(document: RawDocument) -> RawDocument:
    """The same document with its text and the facts that its markup states.

    Where the extractor finds nothing the whole visible text is taken: the line rules of
    `stories.py` then look for the article as on any plain page.
    """
    markup = document.markup or ""
    tree = _parse(markup)
    text = trafilatura.extract(
        markup, include_comments=False, include_tables=False, favor_precision=True
    )
    if not text or len(text) < 120:
        text = _visible_text(tree)
    facts = _facts(tree)
    return replace(
        document,
        text=_BREAKS.sub("\n", text),
        markup=None,
        title=document.title or facts.get("title"),
        outlet=document.outlet or facts.get("outlet"),
        url=document.url or facts.get("url"),
        published=document.published or facts.get("published"),
    )


def _parse(markup: str) -> Any:
    try:
        return lxml_html.document_fromstring(
            markup.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (ValueError, lxml_html.etree.ParserError):
        return None


def _visible_text(tree: Any) -> str:
    if tree is None:
        return ""
    for node in tree.xpath("//script|//style|//noscript|//template"):
        node.drop_tree()
    return "\n".join(part.strip() for part in tree.itertext() if part.strip())


def _meta(tree: Any, names: tuple[tuple[str, str], ...]) -> str | None:
    for attribute, name in names:
        for content in tree.xpath(f'//meta[@{attribute}="{name}"]/@content'):
            if str(content).strip():
                return str(content).strip()
    return None


def _facts(tree: Any) -> dict[str, str | None]:
    if tree is None:
        return {}
    linked = next(_news_objects(tree), {})
    publisher = linked.get("publisher")
    named = publisher.get("name") if isinstance(publisher, dict) else None
    canonical = tree.xpath('//link[@rel="canonical"]/@href')
    return {
        "title": _meta(tree, _TITLE_META) or _text(linked.get("headline")),
        "outlet": _meta(tree, _OUTLET_META) or _text(named),
        "url": (str(canonical[0]) if canonical else None) or _meta(tree, _URL_META),
        "published": _text(linked.get("datePublished")) or _meta(tree, _DATE_META),
    }


def _text(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _news_objects(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        try:
            data = json.loads(str(script), strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            for candidate in _graph(item):
                if "Article" in str(candidate.get("@type", "")):
                    yield candidate


def _graph(item: object) -> Iterator[dict[str, Any]]:
    if isinstance(item, dict):
        yield item
        for inner in item.get("@graph") or ():
            if isinstance(inner, dict):
                yield inner
