"""The file `corrections.csv`: a line a correction, written by hand or in a spreadsheet."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.corrections import reasons
from pipelines.errors import InputError
from pipelines.read.encoding import UnreadableError, table_lines

FILE = "corrections.csv"
COLUMNS = ("article_id", "field", "old", "new", "who", "why")
FIELDS = (
    "primary_region", "mentioned_region", "venue_region", "topic", "partner", "relation",
    "programme", "event", "published", "title", "outlet", "on_topic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """One line: in `field` of an article, `old` becomes `new`; by whom and on what grounds.

    An empty `old` adds, an empty `new` removes.  `line` counts as a spreadsheet does, the header
    being 1.
    """

    line: int
    article_id: str
    field: str
    old: str
    new: str
    who: str
    why: str

    @property
    def rule(self) -> str:
        """The rule that corrected values carry."""
        return f"corrected:{self.who}"

    def problem(self) -> str | None:
        """Say what is wrong with the line itself, whatever its article."""
        if not self.field:
            return reasons.COLUMNS
        if self.field not in FIELDS:
            return reasons.FIELD.format(field=self.field, known=", ".join(FIELDS))
        for value in (self.old, self.new, self.who, self.why):
            if value.startswith("<") and value.endswith(">"):
                return reasons.PLACEHOLDER.format(value=value)
        if not self.who:
            return reasons.NO_AUTHOR
        if not self.why:
            return reasons.NO_GROUNDS
        return None if self.old or self.new else reasons.NO_VALUE


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read all lines, also wrong ones; no file gives none.

    Raises InputError where the file as a whole cannot be understood: to go on without it would
    undo every correction.
    """
    if not path.is_file():
        return ()
    try:
        rows = enumerate(csv.reader(table_lines(path)), start=1)
        return tuple(_corrections(path, ((n, cells) for n, cells in rows if any(cells))))
    except (UnreadableError, OSError, csv.Error) as error:
        detail = getattr(error, "reason", None) or error
        raise InputError(
            f"{path}: cannot be read ({detail}); save it as CSV in UTF-8, nothing was changed"
        ) from error


def _corrections(path: Path, rows: Iterator[tuple[int, list[str]]]) -> Iterator[Correction]:
    header = [cleaned(cell).lower() for cell in next(rows, (1, list(COLUMNS)))[1]]
    if not set(COLUMNS) <= set(header):
        raise InputError(
            f"{path}, row 1: expected the header {','.join(COLUMNS)}, found {','.join(header)}; "
            "put the header into the first row, nothing was changed"
        )
    for number, cells in rows:
        yield _correction(number, header, cells)


def _correction(number: int, header: Sequence[str], cells: Sequence[str]) -> Correction:
    """Take a line apart; one of another width has no field, and its words stand in `why`."""
    given = dict(zip(header, map(cleaned, cells), strict=False))
    if len(cells) < len(header) or any(cells[len(header) :]):
        given = {"article_id": cleaned(cells[0]), "why": cleaned(",".join(cells))}
    return Correction(number, *(given.get(name, "") for name in COLUMNS))


def cleaned(cell: str) -> str:
    """Give a cell's words with single spaces, in NFC."""
    return unicodedata.normalize("NFC", " ".join(cell.split()))
