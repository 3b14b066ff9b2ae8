"""RSS and Atom feeds, by feedparser, which reads what newspapers' servers really send."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped, unused-ignore]

from pipelines.model import RawDocument, Source
from pipelines.read import reasons
from pipelines.read.base import Document, reject
from pipelines.read.encoding import UnreadableError, decode_page
from pipelines.read.fragments import fragment_text
from pipelines.read.xml import declares_entities, root_name
from pipelines.reference import load_reference
from pipelines.settings import MAX_TEXT_CHARACTERS

ROOTS = ("rss", "rdf", "feed", "channel")
MAX_FEED_BYTES = 32_000_000
"""The parser holds a feed whole; a newspaper's feed has 50 to 500 entries, some MB at most."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_KST = re.compile(r"\s*(?:KST|\(KST\))$", re.IGNORECASE)
_MINISTRY = re.compile(r"^\s*\[(?P<name>[가-힣·\s]{2,30})\]\s*(?=\S)")
_MINISTRY_FEED = re.compile(r"^https?://(?:[\w-]+\.)*korea\.kr(?:[:/]|$)", re.IGNORECASE)


class FeedReader:
    """A saved feed."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Take XML with the root of a feed, whatever it is called."""
        name = root_name(head)
        return name is not None and name.lower() in ROOTS

    def read(self, path: Path) -> Iterator[Document]:
        """Yield a document an entry; `row` counts them."""
        try:
            text = _feed_text(path)
        except UnreadableError as error:
            yield reject(path, error.reason)
            return
        # A stream, never a string: the parser would take a string for an address to open.
        parsed: Any = feedparser.parse(
            io.BytesIO(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
        for row, entry in enumerate(parsed.entries, start=1):
            yield _document(path, row, entry, parsed.feed)
        if parsed.bozo and _cut_off(text):
            yield reject(path, reasons.BROKEN_XML, len(parsed.entries) + 1)
        elif not parsed.entries:
            yield reject(path, reasons.NO_ITEMS)


def _feed_text(path: Path) -> str:
    """Decode a feed whatever charset it declares; raises UnreadableError."""
    size = path.stat().st_size
    if size > MAX_FEED_BYTES:
        raise UnreadableError(reasons.TOO_LARGE.format(size=size, limit=MAX_FEED_BYTES))
    text = decode_page(path.read_bytes()).lstrip("\ufeff")
    if "\0" in text:
        raise UnreadableError(reasons.NUL)
    if declares_entities(text):
        raise UnreadableError(reasons.XML_ENTITIES)
    return text


def _cut_off(text: str) -> bool:
    """Say whether a feed ends before its root does."""
    return not re.search(r"</(?:[\w.-]+:)?(?:rss|rdf|feed|channel)\s*>\s*\Z", text, re.IGNORECASE)


def _document(path: Path, row: int, entry: Any, feed: Any) -> Document:
    title = " ".join(fragment_text(entry.get("title") or "").split())
    content = [part.get("value") or "" for part in entry.get("content") or ()]
    body = max((fragment_text(text) for text in (*content, entry.get("summary") or "")), key=len)
    if not body and not title:
        return reject(path, reasons.NO_BODY, row)
    if len(body) > MAX_TEXT_CHARACTERS:
        size = len(body)
        return reject(path, reasons.TOO_LONG.format(size=size, limit=MAX_TEXT_CHARACTERS), row)
    url = _address(entry)
    title, ministry = _without_ministry(title, url or _address(feed))
    return RawDocument(
        source=Source(str(path), row, "rss"),
        text=body or title,
        title=title or None,
        outlet=ministry or _outlet(entry, feed, url),
        author=entry.get("author") or None,
        url=url,
        published=_stamp(entry.get("published") or entry.get("updated")),
        external_id=None if url else _identity(entry, feed),
        complete=bool(content),
    )


def _address(thing: Mapping[str, Any]) -> str | None:
    link = thing.get("link")
    return link.strip() if isinstance(link, str) and link.strip() else None


def _without_ministry(title: str, url: str | None) -> tuple[str, str | None]:
    """Take the ministry off the titles of the government's own feed: `[국토교통부] …`."""
    found = _MINISTRY.match(title) if url and _MINISTRY_FEED.match(url) else None
    return (title[found.end() :], found["name"].strip()) if found else (title, None)


def _outlet(entry: Any, feed: Any, url: str | None) -> str | None:
    """Name the paper by its domain, else as the entry or the feed names its source."""
    reference = load_reference()
    named = reference.outlet_of_url(url) or reference.outlet_of_url(_address(feed))
    source = (entry.get("source") or {}).get("title") or feed.get("publisher")
    return named or source or None


def _stamp(stamp: str | None) -> str | None:
    """Write Korea's time as an offset: mail dates know no `KST`."""
    return _KST.sub(" +0900", stamp.strip()) if stamp else None


def _identity(entry: Any, feed: Any) -> str | None:
    """Tell this feed's ids from those of others that count alike."""
    number = entry.get("id")
    return f"{_address(feed) or feed.get('title') or 'rss'}#{number}" if number else None
