"""Pages already turned to plain text, one a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.model import RawDocument, Source
from pipelines.read import reasons
from pipelines.read.base import MAX_PAGE_BYTES, Document, reject
from pipelines.read.encoding import UnreadableError, decode_page
from pipelines.settings import MAX_TEXT_CHARACTERS

SUFFIXES = (".txt", ".text", "")


def page_text(path: Path) -> str:
    """Read and decode one page; raises UnreadableError with the reason it cannot be taken."""
    size = path.stat().st_size
    if size > MAX_PAGE_BYTES:
        raise UnreadableError(reasons.TOO_LARGE.format(size=size, limit=MAX_PAGE_BYTES))
    text = decode_page(path.read_bytes())
    if "\0" in text:
        raise UnreadableError(reasons.NUL)
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableError(reasons.EMPTY)
    return text


class TextReader:
    """Plain text: the whole file is one page."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Take what is named as text; what it holds is the encoding's matter."""
        return path.suffix.lower() in SUFFIXES

    def read(self, path: Path) -> Iterator[Document]:
        """Yield the page, or why it cannot be taken."""
        try:
            text = page_text(path)
        except UnreadableError as error:
            yield reject(path, error.reason)
            return
        if len(text) > MAX_TEXT_CHARACTERS:
            size = len(text)
            yield reject(path, reasons.TOO_LONG.format(size=size, limit=MAX_TEXT_CHARACTERS))
            return
        yield RawDocument(source=Source(str(path), None, "text"), text=text)
