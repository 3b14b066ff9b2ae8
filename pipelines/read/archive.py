"""Zip archives of any other format, a member at a time."""

from __future__ import annotations

import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from pipelines.model import RawDocument
from pipelines.read import reasons
from pipelines.read.base import Document, reject
from pipelines.read.folders import is_hidden

MAX_MEMBER_BYTES = 500_000_000
MAX_TOTAL_BYTES = 8_000_000_000
MAX_RATIO = 200
"""Text packs to a tenth at best; a member that grows two-hundredfold is a bomb."""

MEMBER_MARK = "!"
"""Stands between an archive's path and a member's name: `보도자료.zip!2021/a.txt`."""

CHUNK = 1 << 20


class ZipReader:
    """A zip archive; `read_member` reads one unpacked file as any other file is read."""

    def __init__(self, read_member: Callable[[Path], Iterator[Document]]):
        self._read_member = read_member

    def matches(self, path: Path, head: bytes) -> bool:
        """Take what is named or begins as a zip."""
        return head.startswith(b"PK\x03\x04") or path.suffix.lower() == ".zip"

    def read(self, path: Path) -> Iterator[Document]:
        """Yield the documents of all members in the order of their names."""
        try:
            with zipfile.ZipFile(path) as packed:
                members = sorted(packed.infolist(), key=lambda member: member.filename)
                if sum(member.file_size for member in members) > MAX_TOTAL_BYTES:
                    yield reject(path, reasons.ZIP_BOMB)
                    return
                for member in members:
                    yield from self._member(path, packed, member)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
            yield reject(path, reasons.BROKEN_ZIP)

    def _member(
        self, path: Path, packed: zipfile.ZipFile, member: zipfile.ZipInfo
    ) -> Iterator[Document]:
        name = member_name(member)
        if member.is_dir() or any(is_hidden(part) for part in PurePosixPath(name).parts):
            return
        label = f"{path}{MEMBER_MARK}{name}"
        problem = _problem(member, name)
        if problem:
            yield reject(Path(label), problem)
            return
        with tempfile.TemporaryDirectory() as folder:
            # Only the ending of the name is kept: names of archives may try to leave the folder.
            unpacked = Path(folder) / f"member{PurePosixPath(name).suffix}"
            failure = _unpack(packed, member, unpacked)
            if failure:
                yield reject(Path(label), failure)
                return
            for document in self._read_member(unpacked):
                yield _relabelled(document, label)


def member_name(member: zipfile.ZipInfo) -> str:
    """Give a member's name as Korean; zips of older Windows hold it as unmarked CP949."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("cp949")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = member.filename
    return unicodedata.normalize("NFC", name)


def _problem(member: zipfile.ZipInfo, name: str) -> str | None:
    if member.flag_bits & 0x1:
        return reasons.LOCKED_ZIP
    if name.lower().endswith(".zip"):
        return reasons.NESTED_ZIP
    grown = member.file_size > MAX_RATIO * max(member.compress_size, 1)
    if member.file_size > MAX_MEMBER_BYTES or (grown and member.file_size > 10 * CHUNK):
        return reasons.ZIP_BOMB
    return None


def _unpack(packed: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> str | None:
    """Write a member to `target`; gives the reason where it is broken or larger than it says."""
    written = 0
    try:
        with packed.open(member) as source, target.open("wb") as out:
            while chunk := source.read(CHUNK):
                written += len(chunk)
                if written > MAX_MEMBER_BYTES:
                    return reasons.ZIP_BOMB
                out.write(chunk)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError):
        return reasons.BROKEN_ZIP
    except Exception as error:
        if type(error).__module__ not in ("zlib", "lzma", "bz2", "_lzma"):
            raise
        return reasons.BROKEN_ZIP
    return None


def _relabelled(document: Document, label: str) -> Document:
    if isinstance(document, RawDocument):
        return replace(document, source=replace(document.source, path=label))
    return replace(document, path=label)
