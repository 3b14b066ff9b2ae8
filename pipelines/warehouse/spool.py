"""Lists that a build keeps on disk while it runs: they may have millions of rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

DOCUMENTS = pa.schema(
    [
        ("raw_hash", pa.string()),
        ("source_path", pa.string()),
        ("source_row", pa.int64()),
        ("position", pa.int64()),
    ]
)
"""Documents in the order in which they were met."""

FOUND = pa.schema(
    [
        ("path", pa.binary()),  # as the system has it, which may be no text
        ("name", pa.string()),
        ("size", pa.int64()),
        ("mtime_ns", pa.int64()),
        ("sha256", pa.string()),
    ]
)
"""Files of the inputs."""

READ = pa.schema(
    [
        ("path", pa.string()),
        ("size", pa.int64()),
        ("mtime_ns", pa.int64()),
        ("sha256", pa.string()),
        ("documents", pa.int64()),
    ]
)
"""Files that were read, and how many documents each held."""

REJECTS = pa.schema(
    [
        ("source_path", pa.string()),
        ("source_row", pa.int64()),
        ("stage", pa.string()),
        ("reason", pa.string()),
    ]
)
"""What reading did not take."""

BLOCK = 4096


class Spool:
    """A Parquet file that grows row by row; complete once it is closed."""

    def __init__(self, path: Path, schema: pa.Schema):
        self.path = path
        self.count = 0
        self._schema = schema
        self._rows: list[tuple[Any, ...]] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(path, schema)

    def add(self, *row: Any) -> None:
        """Note one row, its cells in the order of the schema."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) >= BLOCK:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            columns = zip(zip(*self._rows, strict=True), self._schema, strict=True)
            arrays = [pa.array(column, field.type) for column, field in columns]
            self._writer.write_table(pa.table(arrays, schema=self._schema))
            self._rows = []

    def close(self) -> None:
        """Complete the file."""
        self._flush()
        self._writer.close()

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def rows_of(path: Path) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a complete spool."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=BLOCK):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
