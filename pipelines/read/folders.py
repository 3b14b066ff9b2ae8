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

    path: str
    name: str
    size: int
    mtime_ns: int


def is_hidden(name: str) -> bool:
    """Say whether a file is the system's or an editor's own: dot files, Office's lock files."""
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES


def find_inputs(inputs: Iterable[Path]) -> Iterator[InputFile]:
    """Yield every file under the inputs, sorted, each once; raises InputError on a wrong path.

    Works on strings and directory entries: a hundred thousand paths must cost no second.
    """
    seen: set[str] = set()
    for given in inputs:
        if not given.exists():
            raise InputError(f"{given}: no such file or folder; check the spelling of the path")
        for file in _walk(str(given)) if given.is_dir() else (_file(str(given), given.stat()),):
            if file.path not in seen:
                seen.add(file.path)
                yield file


def _walk(folder: str) -> Iterator[InputFile]:
    """Yield the files of a folder before those of the folders in it, by name."""
    with os.scandir(folder) as entries:
        visible = sorted(
            (entry for entry in entries if not is_hidden(entry.name)), key=lambda e: e.name
        )
    for entry in visible:
        if entry.is_file():
            yield _file(entry.path, entry.stat())
    for entry in visible:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)


def _file(path: str, stamp: os.stat_result) -> InputFile:
    name = path if path.isascii() else unicodedata.normalize("NFC", path)
    return InputFile(path, name, stamp.st_size, stamp.st_mtime_ns)
