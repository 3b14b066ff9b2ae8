"""Progress for whoever watches: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from tqdm import tqdm

LINE_SECONDS = 10.0
"""Between two lines where there is no terminal: a log of an hour has 360."""


class Progress:
    """Counts documents and files; how many documents there are is known only at the end.

    On a terminal a bar; else a line every LINE_SECONDS, as JSON where `log_json` asks for it.
    """

    def __init__(self, *, quiet: bool = False, log_json: bool = False):
        self._quiet = quiet
        self._log_json = log_json
        self._bar: Any = None
        self._done = 0
        self._start = self._last = time.monotonic()
        self._files = (0, 0)

    def __enter__(self) -> Progress:
        if sys.stderr.isatty() and not self._quiet and not self._log_json:
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
            self._line(self._done / (self._last - self._start))

    def _line(self, rate: float) -> None:
        done, total = self._files
        if self._log_json:
            log_event("progress", documents=self._done, rate=round(rate, 1), files=done, of=total)
            return
        text = f"{self._done:,} documents ({rate:.0f} a second), file {done:,} of {total:,}"
        print(text, file=sys.stderr, flush=True)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()


def log_event(event: str, **fields: Any) -> None:
    """Write one structured log line to stderr: the moment, the event and its fields."""
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"time": moment, "event": event} | fields, ensure_ascii=False, default=str)
    print(line, file=sys.stderr, flush=True)
