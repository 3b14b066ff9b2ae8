"""Progress for whoever watches: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import json
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

from pipelines.model import RawDocument

LINE_SECONDS = 10.0
"""Between two lines where there is no terminal: a log of an hour has 360."""

ALMOST = 0.99
"""A file is never taken as read before it is."""


class Estimate:
    """How many documents there will be, by the share of the bytes that has been read.

    A file counts by its size; inside a file the words that came of it are compared with what it
    holds unpacked.
    """

    def __init__(self, files: int, size: int) -> None:
        self.files, self.size = files, size
        self.files_read = self.documents = 0
        self._before = self._inside = 0.0
        self._file, self._holds = 0, 1

    def begin(self, path: str, size: int) -> None:
        """A file is being read."""
        self._file, self._inside = size, 0.0
        self._holds = max(1, unpacked_size(path, size))

    def met(self, document: RawDocument) -> None:
        """A document came of it."""
        self.documents += 1
        self._inside += len((document.text or document.markup or "").encode("utf-8", "replace"))

    def end(self) -> None:
        """The file has been read."""
        self.files_read += 1
        self._before += self._file
        self._file, self._inside = 0, 0.0

    @property
    def total(self) -> float | None:
        """Documents in all, None as long as nothing tells."""
        share = min(ALMOST, self._inside / self._holds)
        read = (self._before + self._file * share) / self.size if self.size else 0.0
        return self.documents / read if read and self.documents else None


def unpacked_size(path: str, size: int) -> int:
    """Give the bytes that a file holds unpacked, as far as it says so itself."""
    suffix = Path(path).suffix.lower()
    try:
        if suffix in (".xlsx", ".xlsm", ".zip"):
            with zipfile.ZipFile(path) as packed:
                return sum(member.file_size for member in packed.infolist())
        if suffix == ".parquet":
            read = pq.read_metadata(path)
            return sum(read.row_group(n).total_byte_size for n in range(read.num_row_groups))
    # NotImplementedError: what zipfile raises for a packing that it does not know.
    except (OSError, zipfile.BadZipFile, pa.ArrowException, NotImplementedError, ValueError):
        return size  # the reader will say what is wrong with it
    return size


class Progress:
    """Tells how many documents are done, how fast, and how long the rest takes.

    On a terminal a bar; else a line every LINE_SECONDS, as JSON where `log_json` asks for it.
    """

    def __init__(self, *, quiet: bool = False, log_json: bool = False) -> None:
        self._quiet = quiet
        self._log_json = log_json
        self._bar: Any = None
        self._done = 0
        self._start = self._last = time.monotonic()
        self.estimate = Estimate(0, 0)

    def __enter__(self) -> Progress:
        if sys.stderr.isatty() and not self._quiet and not self._log_json:
            self._bar = tqdm(unit="article", file=sys.stderr, dynamic_ncols=True, leave=False)
        return self

    def expect(self, files: int, size: int) -> None:
        """Say how many files there are to read, and how many bytes they have together."""
        self.estimate = Estimate(files, size)
        self.event("reading", files=files, bytes=size)

    def advance(self, documents: int) -> None:
        """Note documents that were processed."""
        self._done += documents
        now, total = time.monotonic(), self.estimate.total
        if self._bar is not None:
            self._bar.total = None if total is None else max(self._done, round(total))
            self._bar.set_postfix_str(self._files(), refresh=False)
            self._bar.update(documents)
        elif not self._quiet and now - self._last >= LINE_SECONDS:
            self._last = now
            rate = self._done / (now - self._start)
            self._line(rate, None if total is None else max(0.0, total - self._done) / rate)

    def _files(self) -> str:
        return f"file {self.estimate.files_read:,} of {self.estimate.files:,}"

    def _line(self, rate: float, left: float | None) -> None:
        if self._log_json:
            log_event(
                "progress",
                documents=self._done,
                rate=round(rate, 1),
                files=self.estimate.files_read,
                of=self.estimate.files,
                seconds_left=None if left is None else round(left),
            )
            return
        rest = "" if left is None else f", about {_span(left)} left"
        text = f"{self._done:,} documents ({rate:.0f} a second), {self._files()}{rest}"
        print(text, file=sys.stderr, flush=True)

    def event(self, name: str, **fields: Any) -> None:
        """Log what the build turns to, where a log is asked for."""
        if self._log_json and not self._quiet:
            log_event(name, **fields)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()
        if kind is None:
            self.event("loading", documents=self._done)
            if self._bar is not None or (not self._log_json and self._last > self._start):
                text = f"{self._done:,} documents processed; loading them into the build"
                print(text, file=sys.stderr, flush=True)


def _span(seconds: float) -> str:
    """Write a time as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def log_event(event: str, **fields: Any) -> None:
    """Write one structured log line to stderr: the moment, the event and its fields."""
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"time": moment, "event": event} | fields, ensure_ascii=False, default=str)
    print(line, file=sys.stderr, flush=True)
