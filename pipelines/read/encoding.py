"""Korean bytes to text: UTF-8 with or without BOM, UTF-16 with BOM, CP949 (holds EUC-KR)."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.read import reasons
from pipelines.read.base import HEAD_BYTES, MAX_LINE_BYTES

DAMAGED = "\ufffd"
"""Stands where bytes could not be decoded."""

TOLERATED_DAMAGE = 0.002
"""Share of damaged characters that a crawled page may have: a cut-off letter or two."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)


class UnreadableError(Exception):
    """A file, or the rest of it from `row` on, that cannot be read; `reason` is Korean."""

    def __init__(self, reason: str, row: int | None = None):
        super().__init__(reason)
        self.reason = reason
        self.row = row


def bom_encoding(head: bytes) -> str | None:
    """Name the encoding that a byte order mark declares."""
    return next((name for mark, name in BOMS if head.startswith(mark)), None)


def declared_encoding(head: bytes) -> str | None:
    """Name the encoding that an HTML page declares, CP949 for all Korean legacy names."""
    found = _DECLARED.search(head[:4096])
    if not found:
        return None
    name = found.group(1).decode("ascii", "ignore").lower()
    if name in (
        "euc-kr",
        "euckr",
        "ks_c_5601-1987",
        "ksc5601",
        "ks_c_5601",
        "korean",
        "x-windows-949",
    ):
        return "cp949"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def decode_page(data: bytes) -> str:
    """Decode one whole page; raises UnreadableError.

    UTF-8 is tried before the declared encoding: Korean text in another encoding is
    practically never valid UTF-8, while declarations are often wrong.
    """
    for name in _likely(data):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    text = min((data.decode(name, "replace") for name in ("utf-8", "cp949")), key=_damage)
    if _damage(text) > TOLERATED_DAMAGE * len(text) + 1:
        raise UnreadableError(_why(data.splitlines()))
    return text


def _likely(data: bytes) -> Iterator[str]:
    """Yield the encodings to try; what a page declares is looked for only where it is needed."""
    yield bom_encoding(data) or "utf-8"
    yield declared_encoding(data) or "cp949"
    yield "cp949"


def _damage(text: str) -> int:
    return text.count(DAMAGED)


@dataclass(frozen=True, slots=True)
class _Lines:
    """How many lines with other than ASCII letters are valid in which encoding."""

    utf8: int
    cp949: int
    neither: int


def _count(lines: Iterable[bytes]) -> _Lines:
    utf8 = cp949 = neither = 0
    for line in lines:
        if line.isascii():
            continue
        if _valid(line, "utf-8"):
            utf8 += 1
        elif _valid(line, "cp949"):
            cp949 += 1
        else:
            neither += 1
    return _Lines(utf8, cp949, neither)


def _valid(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _why(lines: Iterable[bytes]) -> str:
    counted = _count(lines)
    return reasons.MIXED_ENCODINGS if counted.utf8 and counted.cp949 else reasons.UNDECODABLE


def bounded_lines(path: Path) -> Iterator[bytes]:
    """Yield a file's lines, never holding more than MAX_LINE_BYTES; raises UnreadableError."""
    with path.open("rb") as file:
        while line := file.readline(MAX_LINE_BYTES):
            if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
                raise UnreadableError(reasons.LONG_LINE.format(limit=MAX_LINE_BYTES))
            yield line


def _readable_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines before one that is too long."""
    with contextlib.suppress(UnreadableError):
        yield from bounded_lines(path)


def table_lines(path: Path) -> Iterator[str]:
    """Yield the decoded lines of a table; lines in another encoding come out with DAMAGED.

    A first pass over the file settles its encoding by the majority of its lines, so that
    one stray row does not cost the rest.  Raises UnreadableError.
    """
    with path.open("rb") as file:
        bom = bom_encoding(file.read(4))
    if bom == "utf-16":
        yield from _wide_lines(path)
        return
    counted = _count(_readable_lines(path))
    if counted.neither > counted.utf8 + counted.cp949:
        raise UnreadableError(reasons.UNDECODABLE)
    utf8 = counted.utf8 >= counted.cp949
    for number, line in enumerate(bounded_lines(path)):
        start = len(codecs.BOM_UTF8) if number == 0 and bom else 0
        yield _line(line[start:], utf8=utf8)


def _wide_lines(path: Path) -> Iterator[str]:
    """Yield the lines of UTF-16 text, as bounded as all others."""
    with path.open(encoding="utf-16", errors="replace", newline="") as text:
        while line := text.readline(MAX_LINE_BYTES):
            if len(line) == MAX_LINE_BYTES and not line.endswith("\n"):
                raise UnreadableError(reasons.LONG_LINE.format(limit=MAX_LINE_BYTES))
            yield line


def _line(line: bytes, *, utf8: bool) -> str:
    if utf8:
        return line.decode("utf-8", "replace")
    mixed = not line.isascii() and _valid(line, "utf-8")
    return line.decode("ascii" if mixed else "cp949", "replace")


def first_line(head: bytes) -> str:
    """Decode the first line that is not blank, for a look at a table's header."""
    text = head[:HEAD_BYTES].lstrip(codecs.BOM_UTF8 + b"\r\n\t ")
    line = text.split(b"\n", 1)[0]
    return line.decode("utf-8" if _valid(line, "utf-8") else "cp949", "replace").strip("\r")
