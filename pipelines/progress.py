"""Progress for whoever watches: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

from tqdm import tqdm

LINE_SECONDS = 10.0
"""Between two lines where there is no terminal: a log of an hour has 360."""


class Progress:
    """Counts documents; `total` is unknown while files are still being read."""

    def __init__(self, *, quiet: bool = False):
        self._quiet = quiet
        self._bar: Any = None
        self._done = 0
        self._start = self._last = time.monotonic()
        self._files = (0, 0)

    def __enter__(self) -> Progress:
        if not self._quiet and sys.stderr.isatty():
            self._bar = tqdm(unit="article", file=sys.stderr, dynamic_ncols=True, leave=False)
        return self

    def files(self, done: int, total: int) -> None:
        """Note how many of the files to read have been read."""
        self._files = (done, total)
        if self._bar is not None:
            self._bar.set_postfix_str(f"file {done:,} of {total:,}", refresh=False)

    def advance(self, documents: int) -> None:
        """Note documents that were processed."""
        self._done += documents
        if self._bar is not None:
            self._bar.update(documents)
        elif not self._quiet and time.monotonic() - self._last >= LINE_SECONDS:
            self._last = time.monotonic()
            rate = self._done / (self._last - self._start)
            done, total = self._files
            print(
                f"{self._done:,} documents processed ({rate:.0f} a second), "
                f"file {done:,} of {total:,}",
                file=sys.stderr,
                flush=True,
            )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()
