"""Excel workbooks (.xlsx): BIGKinds exports and general tables."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from pipelines.read import reasons
from pipelines.read.base import Document, reject
from pipelines.read.rows import Cells, documents

MAX_UNPACKED_BYTES = 2_000_000_000
"""An export of a million rows unpacks to less; more is a zip bomb."""

SUFFIXES = (".xlsx", ".xlsm")


def is_workbook(path: Path) -> bool:
    """Say whether a zip file is a workbook, whatever it is called."""
    try:
        with zipfile.ZipFile(path) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
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
            if self._unpacked_size(path) > MAX_UNPACKED_BYTES:
                yield reject(path, reasons.ZIP_BOMB)
                return
            yield from self._sheets(path)
        except PasswordError:
            yield reject(path, reasons.LOCKED_EXCEL)
        except (CalamineError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            yield reject(path, reasons.BROKEN_EXCEL)
        except BaseException as error:
            # A panic of the parser is no Exception; it says no more than "broken" either.
            if type(error).__name__ != "PanicException":
                raise
            yield reject(path, reasons.BROKEN_EXCEL)

    def _unpacked_size(self, path: Path) -> int:
        with zipfile.ZipFile(path) as packed:
            return sum(member.file_size for member in packed.infolist())

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


def _is_whole_file(document: Document) -> bool:
    """Say whether this is a Reject of the sheet as a whole."""
    return getattr(document, "row", 0) is None
