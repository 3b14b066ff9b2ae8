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
_ENOUGH = 120
"""Letters of main content below which the extractor is taken to have found nothing."""
_WORD = re.compile(r"\w+")
_INLINE = frozenset(
    _WORD.findall(
        "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark q s samp small "
        "span strike strong sub sup td th time tt u var"
    )
)
_UNSEEN = frozenset(_WORD.findall("script style noscript template select option textarea button"))
_BREAKS = re.compile(r"\s*\n\s*")
_BLANKS = re.compile(r"[^\S\n]+")


def read_markup(document: RawDocument) -> tuple[RawDocument, RawDocument]:
    """The document with its main content as text, and with all that a reader of it sees.

    Both carry the facts that the markup states.  Headline and stamps often stand outside the main
    content: the line rules find them on the whole page, as on any plain one.
    """
    markup = document.markup or ""
    tree = _parse(markup)
    main = trafilatura.extract(
        markup, include_comments=False, include_tables=False, favor_precision=True
    )
    facts = _facts(tree)
    seen = replace(
        document,
        text=_visible_text(tree),
        markup=None,
        title=document.title or facts.get("title"),
        outlet=document.outlet or facts.get("outlet"),
        url=document.url or facts.get("url"),
        published=document.published or facts.get("published"),
    )
    if not main or len(main) < _ENOUGH:
        return seen, seen
    return replace(seen, text=_BREAKS.sub("\n", main)), seen


def _parse(markup: str) -> Any:
    try:
        return lxml_html.document_fromstring(
            markup.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (ValueError, lxml_html.etree.ParserError):
        return None


def _visible_text(tree: Any) -> str:
    """What a reader sees, a line a block; the cells of a table's row share one."""
    if tree is None:
        return ""
    text = _BLANKS.sub(" ", "".join(_pieces(tree)))
    return _BREAKS.sub("\n", text).strip()


def _pieces(node: Any) -> Iterator[str]:
    """A node's text in order; iterative, for pages nest as deep as they like."""
    events = lxml_html.etree.iterwalk(node, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event in ("comment", "pi"):
            yield element.tail or ""
            continue
        edge = (" " if element.tag in ("td", "th") else "") if element.tag in _INLINE else "\n"
        if event == "end":
            yield edge + _BLANKS.sub(" ", (element.tail or "").replace("\n", " "))
        elif element.tag in _UNSEEN:
            events.skip_subtree()
        else:
            yield edge + (element.text or "").replace("\n", " ")


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
