"""The append-only Parquet store: what was read and what was found in it, a row a document.

A row's key is (raw_hash, version): the same document under the same rules is never processed
twice, and new rules find its raw text here without the source file.  Parts are written whole
under a temporary name and renamed, so a killed build leaves complete parts only.  Columns:
`raw` (what the reader gave; read only when the rules change), `article`, the lists of findings
as in `pipelines.model.Findings`, and `rejected` with its reason instead of both.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.arrow import from_row, schema_of, to_array
from pipelines.hashes import NONE, HashIndex
from pipelines.model import Article, Extracted, Findings, RawDocument, Reject
from pipelines.settings import FLUSH_ARTICLES

EXPECTED = 0
"""The part of a document that has none yet."""

INDEX = "index.npz"
"""What the parts hold, gathered in one file: to open two thousand parts takes seconds."""

_PART = re.compile(r"part-\d{7}\.parquet")
_LISTS = tuple(field.name for field in fields(Findings))


@dataclass(frozen=True, slots=True)
class Stored:
    """One processed document: what came in, its hash, and what came of it."""

    raw_hash: str
    raw: RawDocument
    result: Extracted | Reject


SCHEMA = pa.schema(
    [
        pa.field("raw_hash", pa.string(), nullable=False),
        pa.field("version", pa.string(), nullable=False),
        pa.field("stored_on", pa.date32()),
        pa.field("rejected", pa.struct(schema_of(Reject))),
        pa.field("raw", pa.struct(schema_of(RawDocument))),
        pa.field("article", pa.struct(schema_of(Article))),
        *schema_of(Findings),
    ]
)


class Store:
    """A folder of Parquet parts with an index of what they hold.

    `version` names the rules and reference data in force.
    """

    def __init__(self, folder: Path, version: str):
        self.folder = folder
        self.version = version
        self._waiting: list[pa.Table] = []
        self._known = HashIndex()
        self._next = 0
        self._forgetful = False

    def open(self) -> Store:
        """Read the index and remove what a killed build left half written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for leftover in self.folder.glob("*.tmp"):
            leftover.unlink()
        parts = self.parts()
        self._next = 1 + max((_number(part) for part in parts), default=0)
        self._known = HashIndex()
        gathered = self._load_index([_number(part) for part in parts])
        for part in parts[gathered:]:
            table = pq.read_table(part, columns=["raw_hash", "version"])
            own = table.filter(pc.equal(table["version"], self.version))
            self._known.extend(own["raw_hash"].to_pylist(), _number(part))
        return self

    def _load_index(self, numbers: list[int]) -> int:
        """Take the gathered index over; gives how many of the parts it covers, from the first on."""
        try:
            with np.load(self.folder / INDEX) as found:
                covered = found["covered"].tolist()
                if str(found["version"]) != self.version or covered != numbers[: len(covered)]:
                    return 0
                self._known.take(found["keys"], found["parts"])
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return 0  # there is none, or a damaged one: the parts say the same
        return len(covered)

    def save_index(self) -> None:
        """Gather what the parts hold, unless some of them are to be seen as not there."""
        self.flush()
        keys, parts = self._known.arrays()
        if self._forgetful or not parts.all():
            return
        temporary = self.folder / "index.tmp"
        with temporary.open("wb") as file:
            covered = np.array([_number(part) for part in self.parts()], np.int64)
            np.savez(file, keys=keys, parts=parts, covered=covered, version=self.version)
        temporary.replace(self.folder / INDEX)

    def parts(self) -> list[Path]:
        """All complete parts, oldest first."""
        return sorted(path for path in self.folder.glob("*.parquet") if _PART.fullmatch(path.name))

    def __contains__(self, raw_hash: str) -> bool:
        return raw_hash in self._known

    def __len__(self) -> int:
        return len(self._known)

    def part_of(self, raw_hash: str) -> int | None:
        """Number the part that holds a document under these rules."""
        return self._known.get(raw_hash)

    def files_of(self, raw_hashes: Sequence[str]) -> list[str | None]:
        """Name the parts that hold documents under these rules, None where none does."""
        numbers = self._known.parts(raw_hashes).tolist()
        return [None if number == NONE else str(self.part(number)) for number in numbers]

    def expect(self, raw_hash: str) -> None:
        """Take a document as known that is about to be processed."""
        self._known.add(raw_hash, EXPECTED)

    def part(self, number: int) -> Path:
        """Give the path of a part by its number."""
        return self.folder / f"part-{number:07}.parquet"

    def forget(self) -> None:
        """Take nothing as known, so that everything is processed again."""
        self._known.clear()
        self._forgetful = True
        (self.folder / INDEX).unlink(missing_ok=True)

    def keep(self, table: pa.Table) -> None:
        """Keep processed documents, rows of SCHEMA; every FLUSH_ARTICLES of them become a part."""
        for raw_hash in table["raw_hash"].to_pylist():
            self._known.add(raw_hash, self._next)
        self._waiting.append(table)
        if sum(waiting.num_rows for waiting in self._waiting) >= FLUSH_ARTICLES:
            self.flush()

    def flush(self) -> None:
        """Write what waits as one part."""
        if not self._waiting:
            return
        self._write(pa.concat_tables(self._waiting))
        self._waiting = []

    def adopt(self, table: pa.Table) -> int:
        """Keep the rows of a table of SCHEMA whose documents are not known yet; gives how many."""
        self.flush()
        fresh = []
        for raw_hash in table["raw_hash"].to_pylist():
            fresh.append(raw_hash not in self._known)
            if fresh[-1]:
                self._known.add(raw_hash, self._next)
        if any(fresh):
            self._write(table if all(fresh) else table.filter(pa.array(fresh)))
        return sum(fresh)

    def _write(self, table: pa.Table) -> None:
        target = self.part(self._next)
        temporary = target.with_suffix(".tmp")
        with temporary.open("wb") as file:
            pq.write_table(table, file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        self._next += 1

    def raws(self, wanted: HashIndex) -> Iterator[tuple[str, RawDocument]]:
        """Yield (raw_hash, document) as read of the wanted documents that are not known.

        Each comes once if the caller expects it.
        """
        for part in reversed(self.parts()):
            with pq.ParquetFile(part) as file:
                for batch in file.iter_batches(batch_size=64, columns=["raw_hash", "raw"]):
                    for row in batch.to_pylist():
                        if row["raw_hash"] in wanted and row["raw_hash"] not in self._known:
                            yield row["raw_hash"], from_row(RawDocument, row["raw"])

    def find(self, raw_hash: str) -> Stored | None:
        """Give one stored document under the latest rules that it was processed by."""
        for part in reversed(self.parts()):
            found = list(read_part(part, [raw_hash]))
            if found:
                return found[-1]
        return None


def read_part(part: Path, wanted: Sequence[str]) -> Iterator[Stored]:
    """Yield the documents of one part that are wanted, by raw hash."""
    for row in pq.read_table(part, filters=[("raw_hash", "in", wanted)]).to_pylist():
        yield _stored(row)


def _number(part: Path) -> int:
    return int(part.stem.removeprefix("part-"))


def to_table(waiting: Sequence[Stored], version: str) -> pa.Table:
    """Lay processed documents out in columns; what a rejected one lacks is null."""
    rejected = [one.result if isinstance(one.result, Reject) else None for one in waiting]
    taken = [one.result if isinstance(one.result, Extracted) else None for one in waiting]
    findings = [result and result.findings for result in taken]
    hints = get_type_hints(Findings)
    columns = {
        "raw_hash": pa.array([one.raw_hash for one in waiting]),
        "version": pa.array([version] * len(waiting)),
        "stored_on": pa.array([date.today()] * len(waiting)),
        "rejected": to_array(rejected, Reject),
        "raw": to_array([one.raw for one in waiting], RawDocument),
        "article": to_array([result and result.article for result in taken], Article),
    }
    for name in _LISTS:
        columns[name] = to_array([getattr(found, name, None) for found in findings], hints[name])
    return pa.table(columns, schema=SCHEMA)


def _stored(row: dict[str, Any]) -> Stored:
    raw = from_row(RawDocument, row["raw"])
    if row["rejected"]:
        result: Extracted | Reject = from_row(Reject, row["rejected"])
    else:
        findings = from_row(Findings, {name: row[name] for name in _LISTS})
        result = Extracted(from_row(Article, row["article"]), findings)
    return Stored(row["raw_hash"], raw, result)
