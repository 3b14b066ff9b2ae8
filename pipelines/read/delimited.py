"""CSV and TSV, line by line: general tables and BIGKinds exports saved as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from pipelines.read import reasons
from pipelines.read.base import HEAD_BYTES, Document, reject
from pipelines.read.columns import find_columns
from pipelines.read.encoding import UnreadableError, first_line, table_lines
from pipelines.read.rows import Cells, documents
from pipelines.settings import MAX_TEXT_CHARACTERS

SUFFIXES = (".csv", ".tsv", ".tab")
DELIMITERS = ",\t;|"


def delimiter_of(line: str) -> str:
    """Choose the delimiter that a header line holds most often, a comma if none."""
    return max(DELIMITERS, key=line.count)


class DelimitedReader:
    """Delimited text with a header row."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Take what is named a table, or a .txt whose first line names a title and a body."""
        suffix = path.suffix.lower()
        if suffix in SUFFIXES or suffix != ".txt":
            return suffix in SUFFIXES
        line = first_line(head)
        delimiter = delimiter_of(line)
        if delimiter not in line:
            return False
        columns = find_columns(line.split(delimiter))
        return "body" in columns and "title" in columns

    def read(self, path: Path) -> Iterator[Document]:
        """Yield a document a record; a record that breaks the table ends the file."""
        try:
            yield from documents(path, _records(path))
        except UnreadableError as error:
            yield reject(path, error.reason, error.row)


def _records(path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield (number as a spreadsheet counts, cells); a record may span lines."""
    csv.field_size_limit(2 * MAX_TEXT_CHARACTERS)
    with path.open("rb") as file:
        delimiter = delimiter_of(first_line(file.read(HEAD_BYTES)))
    number = 0
    try:
        for number, cells in enumerate(csv.reader(table_lines(path), delimiter=delimiter), start=1):
            yield number, cells
    except csv.Error as error:
        raise UnreadableError(reasons.BROKEN_QUOTES, number + 1) from error
    except UnreadableError as error:
        raise UnreadableError(error.reason, number + 1 if number else None) from error
