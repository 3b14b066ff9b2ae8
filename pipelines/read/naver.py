"""Naver news search: saved answers of `news.json`, one or many in a file.

A file may hold one answer, a list of them, or one after the other (a line each, as
`citytrends fetch naver` writes).  An item has a clipped description, no outlet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.model import RawDocument, Source
from pipelines.read import reasons
from pipelines.read.base import MAX_LINE_BYTES, Document, reject
from pipelines.read.encoding import DAMAGED, UnreadableError, bounded_lines, decode_page
from pipelines.read.fragments import marked_text
from pipelines.reference import load_reference

MAX_ANSWER_BYTES = 64_000_000
"""A file that is not a line an answer is held whole; a hundred items have 100 kB."""

_START = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{")
_KEYS = re.compile(rb'"(?:lastBuildDate|originallink|errorCode)"\s*:')
_ITEMS = re.compile(rb'"(?:items|errorMessage)"\s*:')
_BLANK = re.compile(r"[\s,]*")
_BROKEN: Mapping[str, Any] = {}


class NaverReader:
    """Saved answers of the news search."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Take JSON with the keys of this service, whatever it is called."""
        return bool(_START.match(head) and _KEYS.search(head) and _ITEMS.search(head))

    def read(self, path: Path) -> Iterator[Document]:
        """Yield a document an item; `row` counts the items of the file."""
        row = 0
        try:
            for answer in _answers(path):
                problem = answer_problem(answer)
                if problem:
                    yield reject(path, problem, row + 1 if row else None)
                    continue
                for item in answer["items"]:
                    row += 1
                    yield _document(path, row, item)
        except UnreadableError as error:
            yield reject(path, error.reason, row + 1 if row else None)


def answer_problem(answer: Any) -> str | None:
    """Give the reason not to take an answer: an error body, no list of items, none found."""
    if not isinstance(answer, dict) or not answer:
        return reasons.BROKEN_ANSWER
    if "errorCode" in answer:
        return reasons.naver_error(str(answer["errorCode"]), str(answer.get("errorMessage", "")))
    if not isinstance(answer.get("items"), list):
        return reasons.BROKEN_ANSWER
    return None if answer["items"] else reasons.NO_ITEMS


def _answers(path: Path) -> Iterator[Any]:
    """Yield the answers of a file, line by line where its first line is whole."""
    with path.open("rb") as file:
        first = file.readline(MAX_LINE_BYTES)
        more = bool(file.read(1))
    if more and _parsed(first):
        for line in bounded_lines(path):
            if line.strip():
                yield from _listed(_parsed(line))
        return
    size = path.stat().st_size
    if size > MAX_ANSWER_BYTES:
        raise UnreadableError(reasons.TOO_LARGE.format(size=size, limit=MAX_ANSWER_BYTES))
    yield from _one_after_the_other(decode_page(path.read_bytes()).lstrip("\ufeff"))


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(decode_page(line).lstrip("\ufeff"))
    except (ValueError, RecursionError, UnreadableError):
        return _BROKEN


def _listed(answer: Any) -> list[Any]:
    return answer if isinstance(answer, list) else [answer]


def _one_after_the_other(text: str) -> Iterator[Any]:
    """Yield the values of a text until it ends or breaks."""
    decoder = json.JSONDecoder()
    place = _end_of_blank(text, 0)
    while place < len(text):
        try:
            answer, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            yield _BROKEN
            return
        yield from _listed(answer)
        place = _end_of_blank(text, place)


def _end_of_blank(text: str, place: int) -> int:
    found = _BLANK.match(text, place)
    return found.end() if found else place


def _document(path: Path, row: int, item: Any) -> Document:
    if not isinstance(item, dict):
        return reject(path, reasons.BROKEN_ANSWER, row)
    body = marked_text(_field(item, "description"))
    title = marked_text(_field(item, "title"))
    if not body and not title:
        return reject(path, reasons.NO_BODY, row)
    if "\0" in body + title:
        return reject(path, reasons.NUL, row)
    if DAMAGED in body + title:
        return reject(path, reasons.MIXED_ENCODINGS, row)
    url = _field(item, "originallink") or _field(item, "link")
    return RawDocument(
        source=Source(str(path), row, "naver"),
        text=body or title,
        title=title or None,
        outlet=load_reference().outlet_of_url(url),
        url=url or None,
        published=_field(item, "pubDate") or None,
        complete=False,
    )


def _field(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value.strip() if isinstance(value, str) else ""
