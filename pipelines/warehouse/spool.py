"""The list of documents that a build has met, kept on disk: it may be millions of rows."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = pa.schema(
    [
        ("raw_hash", pa.string()),
        ("source_path", pa.string()),
        ("source_row", pa.int64()),
        ("position", pa.int64()),
    ]
)
BLOCK = 8192


class Spool:
    """Documents in the order in which they were met: hash, place and position."""

    def __init__(self, path: Path):
        self.path = path
        self.count = 0
        self._rows: list[tuple[str, str, int | None, int]] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(path, SCHEMA)

    def add(self, raw_hash: str, source_path: str, source_row: int | None) -> None:
        """Note one document."""
        self._rows.append((raw_hash, source_path, source_row, self.count))
        self.count += 1
        if len(self._rows) >= BLOCK:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            columns = [list(column) for column in zip(*self._rows, strict=True)]
            self._writer.write_table(pa.table(columns, schema=SCHEMA))
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
