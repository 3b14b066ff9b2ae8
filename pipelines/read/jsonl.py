"""JSON Lines: one article an object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.read import reasons
from pipelines.read.base import Document, reject
from pipelines.read.columns import find_columns, is_bigkinds
from pipelines.read.encoding import UnreadableError, table_lines
from pipelines.read.rows import bigkinds_document, table_document

SUFFIXES = (".jsonl", ".ndjson")
_OBJECT = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{\s*"')


class JsonLinesReader:
    """One JSON object a line, each with its own keys."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Take what is named JSONL, or a .json or .txt whose first line is a whole article."""
        suffix = path.suffix.lower()
        if suffix in SUFFIXES:
            return True
        if suffix not in (".json", ".txt", "") or not _OBJECT.match(head):
            return False
        try:
            first = json.loads(head.lstrip(b"\xef\xbb\xbf \r\n\t").split(b"\n", 1)[0])
        except ValueError:
            return False
        return isinstance(first, dict) and "body" in find_columns(list(first))

    def read(self, path: Path) -> Iterator[Document]:
        """Yield a document a line; `row` is the line's number."""
        number = 0
        try:
            for number, line in enumerate(table_lines(path), start=1):
                if line.strip():
                    yield self._document(path, number, line)
        except UnreadableError as error:
            yield reject(path, error.reason, number + 1 if number else None)

    def _document(self, path: Path, number: int, line: str) -> Document:
        try:
            record: Any = json.loads(line)
        except (ValueError, RecursionError) as error:
            detail = getattr(error, "msg", type(error).__name__)
            return reject(path, reasons.BROKEN_JSON.format(detail=detail), number)
        if not isinstance(record, dict):
            return reject(path, reasons.NOT_AN_OBJECT.format(), number)
        names = list(record)
        columns = find_columns(names)
        if "body" not in columns:
            return reject(path, reasons.no_body_column(names), number)
        fields = {field: record[names[place]] for field, place in columns.items()}
        make = bigkinds_document if is_bigkinds(columns, names) else table_document
        return make(path, number, fields)
