"""Saved web pages: decoding only; what is the article on the page is decided by cleaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.model import RawDocument, Source
from pipelines.read.base import Document, reject
from pipelines.read.encoding import UnreadableError
from pipelines.read.text import page_text

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html\b|head\b)",
    re.I | re.S,
)


class HtmlReader:
    """HTML of any Korean encoding."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Take what is named or begins as HTML."""
        return path.suffix.lower() in SUFFIXES or bool(_START.match(head[:4096]))

    def read(self, path: Path) -> Iterator[Document]:
        """Yield the page's markup, or why it cannot be taken."""
        try:
            markup = page_text(path)
        except UnreadableError as error:
            yield reject(path, error.reason)
            return
        yield RawDocument(source=Source(str(path), None, "html"), markup=markup)
