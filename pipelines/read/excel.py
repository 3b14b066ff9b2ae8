"""Excel workbooks (.xlsx): BIGKinds exports and general tables."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from pipelines.read import reasons
from pipelines.read.base import Document, reject
from pipelines.read.rows import Cells, documents

MAX_UNPACKED_BYTES = 2_000_000_000
"""An export of a million rows unpacks to less; more is a zip bomb."""

MAX_RATIO = 200
"""Sheets of text pack to a tenth, of numbers to a thirtieth; more is a zip bomb."""

SMALL_BYTES = 10_000_000
"""Below this a sheet may repeat itself as much as it likes."""

MAX_CELLS = 40_000_000
"""The parser lays a sheet out from corner to corner: two far cells of a kilobyte would end
the process for lack of memory.  A million rows of 19 columns are half of this."""

SUFFIXES = (".xlsx", ".xlsm")
_BROKEN = (
    CalamineError, zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError,
    NotImplementedError,  # what zipfile raises for a packing that it does not know
)  # fmt: skip
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,8})([0-9]{1,12})["']""")
_SCANNED_BYTES = 1 << 22


def is_workbook(path: Path) -> bool:
    """Say whether a zip file is a workbook, whatever it is called."""
    try:
        with zipfile.ZipFile(path) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):  # as in _BROKEN
        return False


class ExcelReader:
    """The first sheet of a workbook that has a table with a body."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Take a zip that is named or built as a workbook."""
        packed = head.startswith(b"PK")
        return path.suffix.lower() in SUFFIXES or (packed and is_workbook(path))

    def read(self, path: Path) -> Iterator[Document]:
        """Yield a document a row."""
        try:
            problem = _too_large(path)
            if problem:
                yield reject(path, problem)
                return
            yield from self._sheets(path)
        except PasswordError:
            yield reject(path, reasons.LOCKED_EXCEL)
        except _BROKEN:
            yield reject(path, reasons.BROKEN_EXCEL)
        except BaseException as error:
            # A panic of the parser is no Exception; it says no more than "broken" either.
            if type(error).__name__ != "PanicException":
                raise
            yield reject(path, reasons.BROKEN_EXCEL)

    def _sheets(self, path: Path) -> Iterator[Document]:
        """Yield the first sheet that has documents, else why the first one has none."""
        first_problem: Document | None = None
        with CalamineWorkbook.from_path(str(path)) as workbook:
            for name in workbook.sheet_names:
                found = documents(path, self._rows(workbook, name))
                first = next(found, None)
                if first is None:
                    continue
                if isinstance(first, Document) and _is_whole_file(first):
                    first_problem = first_problem or first
                    continue
                yield first
                yield from found
                return
        yield first_problem or reject(path, reasons.EMPTY)

    def _rows(self, workbook: CalamineWorkbook, name: str) -> Iterator[tuple[int, Cells]]:
        sheet = workbook.get_sheet_by_name(name)
        first = (sheet.start or (0, 0))[0] + 1
        yield from enumerate(sheet.iter_rows(), start=first)


def _too_large(path: Path) -> str | None:
    """Give the reason not to let the parser at a workbook that would fill the memory."""
    with zipfile.ZipFile(path) as packed:
        members = packed.infolist()
        size = sum(member.file_size for member in members)
        if size > MAX_UNPACKED_BYTES or size > MAX_RATIO * path.stat().st_size + SMALL_BYTES:
            return reasons.ZIP_BOMB
        for member in members:
            if member.filename.lower().startswith("xl/worksheets/"):
                rows, columns = _extent(packed, member)
                if rows * columns > MAX_CELLS:
                    return reasons.FAR_CELLS.format(rows=rows, columns=columns)
    return None


def _extent(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    """Give the last row and column that a sheet's cells name, from its markup as a stream."""
    rows = columns = 1
    tail = b""
    with packed.open(member) as sheet:
        while block := sheet.read(_SCANNED_BYTES):
            places = set(_CELL.findall(tail + block))
            rows = max(rows, max((int(row) for _, row in places), default=1))
            letters = {letters for letters, _ in places}
            columns = max(columns, max(map(_column, letters), default=1))
            tail = block[-64:]
    return rows, columns


def _column(letters: bytes) -> int:
    """Number a column by its letters: A is 1, XFD is 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _is_whole_file(document: Document) -> bool:
    """Say whether this is a Reject of the sheet as a whole."""
    return getattr(document, "row", 0) is None
