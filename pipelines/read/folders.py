"""Files behind the inputs that were named: folders recursively, in a stable order."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import InputError

_SYSTEM_FILES = ("thumbs.db", "desktop.ini", "__macosx")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: where it is, its name in NFC, and the stamp that tells a change."""

    path: Path
    name: str
    size: int
    mtime_ns: int


def is_hidden(name: str) -> bool:
    """Say whether a file is the system's or an editor's own: dot files, Office's lock files."""
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES


def find_inputs(inputs: Iterable[Path]) -> Iterator[InputFile]:
    """Yield every file under the inputs, sorted, each once; raises InputError on a wrong path."""
    seen: set[str] = set()
    for given in inputs:
        if not given.exists():
            raise InputError(f"{given}: no such file or folder; check the spelling of the path")
        for path in _walk(given) if given.is_dir() else (given,):
            if str(path) not in seen:
                seen.add(str(path))
                stamp = path.stat()
                name = unicodedata.normalize("NFC", str(path))
                yield InputFile(path, name, stamp.st_size, stamp.st_mtime_ns)


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(files):
            path = Path(root) / name
            if not is_hidden(name) and path.is_file():
                yield path
