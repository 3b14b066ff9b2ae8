"""The list of readers, and the choice among them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipelines.model import RawDocument
from pipelines.read import reasons
from pipelines.read.archive import ZipReader
from pipelines.read.base import HEAD_BYTES, Document, Reader, reject
from pipelines.read.delimited import DelimitedReader
from pipelines.read.excel import ExcelReader
from pipelines.read.html import HtmlReader
from pipelines.read.jsonl import JsonLinesReader
from pipelines.read.parquet import ParquetReader
from pipelines.read.text import TextReader
from pipelines.read.unsupported import UnsupportedReader, reason_against


def read_file(path: Path) -> Iterator[Document]:
    """Yield the documents of one file, whatever it is; a file never raises, it is rejected."""
    name = unicodedata.normalize("NFC", str(path))
    for document in _read(path, READERS):
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
    JsonLinesReader(),
    HtmlReader(),
    DelimitedReader(),
    TextReader(),
    UnsupportedReader(),
)
READERS: tuple[Reader, ...] = (
    _PLAIN[0],
    ZipReader(lambda path: _read(path, _PLAIN)),
    *_PLAIN[1:],
)
"""All readers in the order of asking; the first that matches reads."""
