"""Rows of any table to documents: a general table, or a BIGKinds export."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.model import RawDocument, Reject, Source
from pipelines.read import reasons
from pipelines.read.base import Document, reject
from pipelines.read.columns import cell_text, find_columns, is_bigkinds, plain_name
from pipelines.read.encoding import DAMAGED
from pipelines.settings import MAX_TEXT_CHARACTERS

Cells = Sequence[Any]
HEADER_ROWS = 10
"""A header stands within the first rows; exports put titles and blank lines above it."""

_MARKUP = re.compile(r"<(?:p|br|div|span|html|body)\b[^<>]*>", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"\d{1,5}")
_SPOILED_ID = re.compile(r"\d+(?:\.\d{1,16})?(?:e\+?\d+)?", re.IGNORECASE)
_KEPT_FLAGS = ("", "본문확보")


def documents(path: Path, rows: Iterable[tuple[int, Cells]]) -> Iterator[Document]:
    """Find the header among numbered rows and make a document of each row below it."""
    numbered = iter(rows)
    seen: list[Cells] = []
    for _, header in numbered:
        columns = find_columns(header)
        if "body" in columns:
            make = bigkinds_document if is_bigkinds(columns, header) else table_document
            trusted = _has_named_id(header)
            for number, cells in numbered:
                if any(cell_text(cell) for cell in cells):
                    fields = {name: _cell(cells, place) for name, place in columns.items()}
                    yield make(path, number, fields if trusted else _without_row_number(fields))
            return
        seen.append(header)
        if len(seen) == HEADER_ROWS:
            break
    widest = max(seen, key=lambda cells: sum(bool(cell_text(c)) for c in cells), default=())
    names = [cell_text(cell) or "" for cell in widest]
    yield reject(path, reasons.no_body_column(names) if any(names) else reasons.EMPTY)


def _cell(cells: Cells, position: int) -> Any:
    return cells[position] if position < len(cells) else None


def _has_named_id(header: Cells) -> bool:
    """Say whether the id column is more than a bare `id`, which often only counts rows."""
    names = {plain_name(name) for name in header}
    return bool(names & {"articleid", "newsid", "뉴스식별자", "뉴스id", "기사id", "기사식별자"})


def _without_row_number(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Drop an id that only counts rows: two files' row 1 are not one article."""
    number = cell_text(fields.get("external_id")) or ""
    dropped = "external_id" if _ROW_NUMBER.fullmatch(number) else ""
    return {name: value for name, value in fields.items() if name != dropped}


def table_document(path: Path, row: int, fields: Mapping[str, Any]) -> Document:
    """Make a document of one row of a general table; `fields` are raw cells by field name."""
    body = cell_text(fields.get("body"))
    problem = _problem(path, row, body, fields)
    if problem:
        return problem
    markup = body if body and _MARKUP.search(body) else None
    return RawDocument(
        source=Source(str(path), row, "table"),
        text=None if markup else body,
        markup=markup,
        title=cell_text(fields.get("title")),
        outlet=cell_text(fields.get("outlet")),
        author=cell_text(fields.get("author")),
        url=cell_text(fields.get("url")),
        published=cell_text(fields.get("published")),
        external_id=cell_text(fields.get("external_id")),
    )


def bigkinds_document(path: Path, row: int, fields: Mapping[str, Any]) -> Document:
    """Make a document of one BIGKinds row: a clipped body, and the whole article's nouns."""
    flag = "".join((cell_text(fields.get("excluded")) or "").split())
    if flag not in _KEPT_FLAGS:
        shown = cell_text(fields.get("excluded"))
        return reject(path, reasons.EXCLUDED.format(flag=shown), row)
    body = cell_text(fields.get("body"))
    problem = _problem(path, row, body, fields)
    if problem:
        return problem
    return RawDocument(
        source=Source(str(path), row, "bigkinds"),
        text=body,
        title=cell_text(fields.get("title")),
        outlet=cell_text(fields.get("outlet")),
        author=_one_line(cell_text(fields.get("author"))),
        url=cell_text(fields.get("url")),
        published=cell_text(fields.get("published")),
        external_id=news_id(fields.get("external_id")),
        keywords=keyword_counts(cell_text(fields.get("keywords")) or ""),
        complete=False,
    )


def news_id(value: Any) -> str | None:
    """Take a 뉴스 식별자 as text; a number has lost digits and identifies nothing."""
    text = None if isinstance(value, float) else cell_text(value)
    return None if text is None or _SPOILED_ID.fullmatch(text) else text


def keyword_counts(joined: str) -> tuple[tuple[str, int], ...]:
    """Count comma-joined keywords, in the order of their first appearance."""
    words = (word.strip() for word in joined.split(","))
    return tuple(Counter(word for word in words if word).items())


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _problem(path: Path, row: int, body: str | None, fields: Mapping[str, Any]) -> Reject | None:
    if body is None:
        return reject(path, reasons.NO_BODY, row)
    if len(body) > MAX_TEXT_CHARACTERS:
        reason = reasons.TOO_LONG.format(size=len(body), limit=MAX_TEXT_CHARACTERS)
        return reject(path, reason, row)
    texts = [body, *(value for value in fields.values() if isinstance(value, str))]
    if any("\0" in text for text in texts):
        return reject(path, reasons.NUL, row)
    if any(DAMAGED in text for text in texts):
        return reject(path, reasons.DAMAGED_ROW, row)
    return None
