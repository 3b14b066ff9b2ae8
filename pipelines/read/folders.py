"""Files behind the inputs that were named: folders recursively, in a stable order."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
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


def shown_name(path: str) -> str:
    """Give a path as people read it: in NFC, and names in bytes of CP949 as Korean.

    Such names come from archives that were unpacked by a program that knew no Korean.
    """
    if path.isascii():
        return path
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        path = "/".join(_part(part) for part in path.split("/"))
    return unicodedata.normalize("NFC", path)


def _part(part: str) -> str:
    raw = os.fsencode(part)
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def is_hidden(name: str) -> bool:
    """Say whether a file is the system's or an editor's own: dot files, Office's lock files."""
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES


def find_inputs(inputs: Iterable[Path]) -> Iterator[InputFile]:
    """Yield every file under the inputs, sorted, each once; raises InputError on a wrong path.

    Works on strings and directory entries: a hundred thousand paths must cost no second.
    """
    for given in _apart(list(inputs)):
        if given.is_dir():
            yield from _walk(str(given))
        else:
            yield _file(str(given), given.stat())


def _apart(inputs: Sequence[Path]) -> Iterator[Path]:
    """Leave out inputs that lie in others, so that no file is met twice."""
    places = [given.absolute() for given in inputs]
    for number, (given, place) in enumerate(zip(inputs, places, strict=True)):
        if not given.exists():
            raise InputError(f"{given}: no such file or folder; check the spelling of the path")
        if place not in places[:number] and not any(p in place.parents for p in places):
            yield given


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
    return InputFile(path, shown_name(path), stamp.st_size, stamp.st_mtime_ns)
