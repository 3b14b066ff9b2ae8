"""Files that are not read, told apart by their first bytes so that the reason can help."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from pipelines.read import reasons
from pipelines.read.base import HEAD_BYTES, Document, reject
from pipelines.read.encoding import bom_encoding
from pipelines.read.xml import root_name

_SIGNATURES = (
    (b"%PDF", reasons.PDF),
    (b"HWP Document File", reasons.HWP),
    (b"\x89PNG", reasons.IMAGE),
    (b"\xff\xd8\xff", reasons.IMAGE),
    (b"GIF8", reasons.IMAGE),
    (b"BM", reasons.IMAGE),
    (b"II*\0", reasons.IMAGE),
    (b"MM\0*", reasons.IMAGE),
    (b"\x1f\x8b", reasons.PACKED),
    (b"7z\xbc\xaf\x27\x1c", reasons.PACKED),
    (b"Rar!", reasons.PACKED),
    (b"BZh", reasons.PACKED),
    (b"\xfd7zXZ", reasons.PACKED),
)
_NAMES = {
    ".pdf": reasons.PDF, ".hwp": reasons.HWP, ".hwpx": reasons.HWP, ".hml": reasons.HWP,
    ".doc": reasons.WORD, ".docx": reasons.WORD, ".rtf": reasons.WORD, ".odt": reasons.WORD,
    ".ppt": reasons.SLIDES, ".pptx": reasons.SLIDES, ".xls": reasons.OLD_EXCEL,
    ".jpg": reasons.IMAGE, ".jpeg": reasons.IMAGE, ".png": reasons.IMAGE, ".gif": reasons.IMAGE,
    ".bmp": reasons.IMAGE, ".webp": reasons.IMAGE, ".tif": reasons.IMAGE, ".tiff": reasons.IMAGE,
    ".7z": reasons.PACKED, ".rar": reasons.PACKED, ".gz": reasons.PACKED, ".alz": reasons.PACKED,
    ".egg": reasons.PACKED, ".json": reasons.JSON_DOCUMENT,
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def reason_against(path: Path, head: bytes) -> str | None:
    """Give the reason not to take a file of a known foreign format, else None."""
    if not head:
        return reasons.EMPTY
    if head.startswith(_OLE):
        return _office_reason(path, head)
    if head.startswith(b"PK"):
        return _zip_reason(path)
    for signature, reason in _SIGNATURES:
        if head.startswith(signature) and (signature != b"BM" or b"\0" in head[:32]):
            return reason
    if b"\0" in head and bom_encoding(head) != "utf-16" and not head.startswith(b"PAR1"):
        return _NAMES.get(path.suffix.lower()) or _nul_reason(head)
    return None


def _nul_reason(head: bytes) -> str:
    """Tell text with a stray NUL from a binary file, which has many unprintable bytes."""
    odd = sum(byte < 32 and byte not in (9, 10, 13) for byte in head)
    return reasons.NUL if odd <= max(1, len(head) // 100) else reasons.BINARY


def _office_reason(path: Path, head: bytes) -> str:
    if b"HWP Document File" in head or "HwpSummary".encode("utf-16-le") in head:
        return reasons.HWP
    for name, reason in (("Workbook", reasons.OLD_EXCEL), ("WordDocument", reasons.WORD)):
        if name.encode("utf-16-le") in head:
            return reason
    return _NAMES.get(path.suffix.lower(), reasons.BINARY)


def _zip_reason(path: Path) -> str | None:
    """Tell documents that are zips inside from archives; broken ones are the readers' matter."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
    # NotImplementedError: what zipfile raises for a packing that it does not know.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return _NAMES.get(path.suffix.lower())
    if "word/document.xml" in names:
        return reasons.WORD
    if "ppt/presentation.xml" in names:
        return reasons.SLIDES
    if any(name.startswith("Contents/section") for name in names):
        return reasons.HWP
    return None


class UnsupportedReader:
    """The last reader: it takes whatever is left and says what to do with it."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Take everything."""
        return True

    def read(self, path: Path) -> Iterator[Document]:
        """Yield the one reason."""
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        suffix = path.suffix.lower()
        known = reason_against(path, head) or _NAMES.get(suffix) or _xml_reason(head)
        yield reject(path, known or reasons.UNKNOWN.format(suffix=suffix or "확장자 없음"))


def _xml_reason(head: bytes) -> str | None:
    """Name the root of XML that is neither a feed nor of a known service."""
    root = root_name(head)
    return reasons.UNKNOWN_XML.format(root=root[:40]) if root else None
