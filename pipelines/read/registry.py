"""The list of readers, and the choice among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipelines.model import RawDocument
from pipelines.read import reasons
from pipelines.read.archive import ZipReader
from pipelines.read.base import HEAD_BYTES, Document, Reader, reject
from pipelines.read.delimited import DelimitedReader
from pipelines.read.excel import ExcelReader
from pipelines.read.feed import FeedReader
from pipelines.read.folders import shown_name
from pipelines.read.html import HtmlReader
from pipelines.read.jsonl import JsonLinesReader
from pipelines.read.korea_kr import KoreaKrReader
from pipelines.read.naver import NaverReader
from pipelines.read.parquet import ParquetReader
from pipelines.read.text import TextReader
from pipelines.read.unsupported import UnsupportedReader, reason_against

MAX_PROBLEMS = 100_000
"""Rejects of one file that are kept; rows left out by BIGKinds are far fewer."""


def read_file(path: Path) -> Iterator[Document]:
    """Yield the documents of one file, whatever it is; a file never raises, it is rejected."""
    name = shown_name(str(path))
    for document in _bounded(path, map(_sound, _read(path, READERS))):
        if isinstance(document, RawDocument):
            source = document.source
            yield (
                document
                if source.path == name
                else replace(
                    document, source=replace(source, path=_renamed(source.path, path, name))
                )
            )
        else:
            yield replace(document, path=_renamed(document.path, path, name))


def _bounded(path: Path, documents: Iterator[Document]) -> Iterator[Document]:
    """Say so where a file has nothing, and leave one that has almost nothing but problems."""
    problems = taken = 0
    for document in documents:
        yield document
        if isinstance(document, RawDocument):
            taken += 1
            continue
        problems += 1
        if problems >= MAX_PROBLEMS and problems > 10 * taken:
            yield reject(path, reasons.TOO_MANY_PROBLEMS.format(count=problems))
            return
    if not taken and not problems:
        yield reject(path, reasons.NO_ITEMS)


def _sound(document: Document) -> Document:
    """Reject what no file can be written of: JSON may spell half a character (`\\ud800`)."""
    if not isinstance(document, RawDocument):
        return document
    texts = (
        document.text, document.markup, document.title, document.outlet, document.author,
        document.url, document.published, document.external_id,
        *(word for word, _ in document.keywords),
    )  # fmt: skip
    try:
        "".join(filter(None, texts)).encode("utf-8")
    except UnicodeEncodeError:
        source = document.source
        return reject(Path(source.path), reasons.BAD_CHARACTERS, source.row)
    return document


def _renamed(label: str, path: Path, name: str) -> str:
    """Give a label, which may go on after the file's own path, the file's name in NFC."""
    return name + label[len(str(path)) :] if label.startswith(str(path)) else label


def _read(path: Path, readers: tuple[Reader, ...]) -> Iterator[Document]:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        foreign = reason_against(path, head)
        if foreign:
            yield reject(path, foreign)
            return
        reader = next(reader for reader in readers if reader.matches(path, head))
        yield from reader.read(path)
    except OSError as error:
        yield reject(path, reasons.UNREADABLE.format(detail=error.strerror or error))
    except Exception as error:
        # Whatever a hostile file makes a parser do, the rest of the inputs is still read.
        yield reject(path, reasons.FAILED.format(detail=f"{type(error).__name__}: {error}"[:200]))


_PLAIN: tuple[Reader, ...] = (
    ExcelReader(),
    ParquetReader(),
    NaverReader(),
    JsonLinesReader(),
    KoreaKrReader(),
    FeedReader(),
    HtmlReader(),
    DelimitedReader(),
    TextReader(),
    UnsupportedReader(),
)
_INNER = (_PLAIN[0], ZipReader(lambda path: _read(path, _PLAIN), inner=True), *_PLAIN[1:])
READERS: tuple[Reader, ...] = (
    _PLAIN[0],
    ZipReader(lambda path: _read(path, _INNER)),
    *_PLAIN[1:],
)
"""All readers in the order of asking; the first that matches reads."""
