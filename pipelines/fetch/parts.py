"""The answers that have come so far, a file each, until the output is written from them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pipelines.errors import InputError

_QUERY = "query.json"


class Parts:
    """A folder beside the output: `FILE.part`; `query` says what was asked, without keys."""

    def __init__(self, out: Path, query: Mapping[str, object]):
        self.out = out
        self.folder = out.with_name(out.name + ".part")
        self._query = json.dumps(query, ensure_ascii=False, sort_keys=True)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._own()
        except OSError as error:
            raise InputError(
                f"{self.folder}: cannot be written ({error.strerror}); choose another --out"
            ) from error

    def _own(self) -> None:
        """Go on only where the same was asked: other answers do not belong together."""
        mark = self.folder / _QUERY
        if not mark.exists():
            _write(mark, self._query.encode())
        elif mark.read_text(encoding="utf-8") != self._query:
            raise InputError(
                f"{self.folder}: holds answers to another query; finish that one, delete the "
                "folder, or choose another --out"
            )

    def get(self, name: str, ask: Callable[[], bytes]) -> bytes:
        """Give the answer of that name, asking for it if it is not there."""
        path = self.folder / name
        if path.exists():
            return path.read_bytes()
        body = ask()
        _write(path, body)
        return body

    def finish(self, pieces: Iterable[bytes]) -> None:
        """Write the output whole and remove the parts."""
        unfinished = self.folder / "output.tmp"
        try:
            with unfinished.open("wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.out)
        except OSError as error:
            raise InputError(
                f"{self.out}: cannot be written ({error.strerror}); choose another --out"
            ) from error
        shutil.rmtree(self.folder)


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(data)
    temporary.replace(path)
