"""Parquet tables, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.read import reasons
from pipelines.read.base import Document, reject
from pipelines.read.columns import find_columns
from pipelines.read.rows import Cells, documents

BATCH_ROWS = 256
"""Rows held at once: their texts may be long."""


class ParquetReader:
    """A Parquet file with columns as a table has them."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Take what is named or begins as Parquet."""
        return head.startswith(b"PAR1") or path.suffix.lower() in (".parquet", ".pq")

    def read(self, path: Path) -> Iterator[Document]:
        """Yield a document a row."""
        try:
            yield from documents(path, self._rows(path))
        except (pa.ArrowException, OSError, ValueError):
            yield reject(path, reasons.BROKEN_PARQUET)

    def _rows(self, path: Path) -> Iterator[tuple[int, Cells]]:
        """Yield the header as row 0, then the rows of the columns that mean something."""
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            wanted = [names[place] for place in find_columns(names).values()]
            yield 0, wanted or names
            number = 0
            for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=wanted):
                for cells in zip(*(batch[name].to_pylist() for name in wanted), strict=True):
                    number += 1
                    yield number, cells
