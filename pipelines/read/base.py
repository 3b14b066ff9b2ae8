"""What every reader is, and the bounds that all of them keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from pipelines.model import RawDocument, Reject

Document = RawDocument | Reject

HEAD_BYTES = 65_536
"""What a reader may look at to know its format: room for the directory of an old Office file."""

MAX_PAGE_BYTES = 8_000_000
"""A single page that is larger is a dump or a data file; markup may be ten times its text."""

MAX_LINE_BYTES = 4_000_000
"""A longer line of a table is not a row; reading stops there instead of filling the memory."""


class Reader(Protocol):
    """One input format."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Say whether the file is of this format, by its name and first bytes."""

    def read(self, path: Path) -> Iterator[Document]:
        """Yield the file's documents, and a Reject for whatever cannot be taken."""


def relabelled(document: Document, old: str, new: str) -> Document:
    """Name a document's file anew; what follows the old name (a member of an archive) stays."""
    if isinstance(document, RawDocument):
        path = new + document.source.path.removeprefix(old)
        return replace(document, source=replace(document.source, path=path))
    return replace(document, path=new + document.path.removeprefix(old))


def reject(path: Path, reason: str, row: int | None = None) -> Reject:
    """Make the Reject of the reading stage for a file or one of its rows."""
    return Reject(str(path), row, "read", reason)
