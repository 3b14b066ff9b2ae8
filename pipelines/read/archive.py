"""Zip archives of any other format, a member at a time."""

from __future__ import annotations

import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from pipelines.read import reasons
from pipelines.read.base import Document, reject, relabelled
from pipelines.read.folders import is_hidden

MAX_MEMBER_BYTES = 500_000_000
MAX_TOTAL_BYTES = 8_000_000_000
MAX_INNER_BYTES = 1_000_000_000
"""An archive in an archive may not make a small file large twice."""
MAX_RATIO = 200
"""Text packs to a tenth at best; a member that grows two-hundredfold is a bomb."""

MAX_MEMBERS = 200_000
"""As many pages as a crawl of one archive has; more only keep the reader busy."""

MEMBER_MARK = "!"
"""Stands between an archive's path and a member's name: `보도자료.zip!2021/a.txt`."""

CHUNK = 1 << 20


class ZipReader:
    """A zip archive; `read_member` reads one unpacked file as any other file is read.

    An `inner` archive is one that was found in another: what it holds is read, archives in it
    are not.
    """

    def __init__(self, read_member: Callable[[Path], Iterator[Document]], *, inner: bool = False):
        self._read_member = read_member
        self._inner = inner

    def matches(self, path: Path, head: bytes) -> bool:
        """Take what is named or begins as a zip."""
        return head.startswith(b"PK\x03\x04") or path.suffix.lower() == ".zip"

    def read(self, path: Path) -> Iterator[Document]:
        """Yield the documents of all members in the order of their names."""
        try:
            with zipfile.ZipFile(path) as packed:
                members = sorted(packed.infolist(), key=lambda member: member.filename)
                limit = MAX_INNER_BYTES if self._inner else MAX_TOTAL_BYTES
                problem = _whole_problem(members, path.stat().st_size, limit)
                if problem:
                    yield reject(path, problem)
                    return
                for member in members:
                    yield from self._member(path, packed, member)
        # NotImplementedError: what zipfile raises for a packing that it does not know.
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
            yield reject(path, reasons.BROKEN_ZIP)

    def _member(
        self, path: Path, packed: zipfile.ZipFile, member: zipfile.ZipInfo
    ) -> Iterator[Document]:
        name = member_name(member)
        if member.is_dir() or any(is_hidden(part) for part in PurePosixPath(name).parts):
            return
        label = f"{path}{MEMBER_MARK}{name}"
        problem = _problem(member, name, self._inner)
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
                yield relabelled(document, str(unpacked), label)


def member_name(member: zipfile.ZipInfo) -> str:
    """Give a member's name as Korean; zips of older Windows hold it as unmarked CP949."""
    name = member.filename
    if not member.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("cp949")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = member.filename
    return unicodedata.normalize("NFC", name)


def _whole_problem(members: list[zipfile.ZipInfo], packed_bytes: int, limit: int) -> str | None:
    """Give the reason not to open an archive at all.

    The sum of its members counts too: members may share the same packed bytes.
    """
    if not members:
        return reasons.EMPTY
    if len(members) > MAX_MEMBERS:
        return reasons.CROWDED_ZIP.format(count=len(members), limit=MAX_MEMBERS)
    total = sum(member.file_size for member in members)
    if total > limit or total > MAX_RATIO * packed_bytes + MAX_MEMBER_BYTES:
        return reasons.ZIP_BOMB
    return None


def _problem(member: zipfile.ZipInfo, name: str, inner: bool) -> str | None:
    if member.flag_bits & 0x1:
        return reasons.LOCKED_ZIP
    if inner and name.lower().endswith(".zip"):
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
    # RuntimeError: a member with a password; NotImplementedError as above.
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError):
        return reasons.BROKEN_ZIP
    except Exception as error:
        if type(error).__module__ not in ("zlib", "lzma", "bz2", "_lzma"):
            raise
        return reasons.BROKEN_ZIP
    return None
