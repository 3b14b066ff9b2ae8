"""Which files a build is about: those of its inputs, less what the published build has read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.engines.locations import find_at, is_uri
from pipelines.errors import InputError
from pipelines.read import InputFile, find_inputs
from pipelines.warehouse.spool import FOUND, Spool, rows_of
from pipelines.warehouse.status import stamped_anew


@dataclass(frozen=True, slots=True)
class Changes:
    """The files to read with their SHA-256, a list on disk; `bytes` is their size together.

    `found` counts all files of the inputs.
    """

    path: Path
    found: int
    count: int
    bytes: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[tuple[InputFile, str]]:
        for path, name, size, mtime_ns, digest in rows_of(self.path):
            yield InputFile(os.fsdecode(path), name, size, mtime_ns), digest


def find(inputs: Iterable[Path | str], *, anywhere: bool) -> Iterator[InputFile]:
    """Yield the files of folders and, where the engine reaches `anywhere`, of URIs."""
    places = list(inputs)
    remote = [str(place) for place in places if is_uri(str(place))]
    if remote and not anywhere:
        raise InputError(f"{remote[0]}: an address; use --engine ray, or copy it to a folder")
    yield from find_inputs(Path(place).resolve() for place in places if str(place) not in remote)
    for place in remote:
        yield from find_at(place)


def find_changes(
    files: Iterable[InputFile], base: Path | None, working: Path, *, verify: bool, everything: bool
) -> Changes:
    """Write down the files to read: those of other stamp and other bytes than in `base`.

    Neither the files nor what the build knows of them is held in memory.
    """
    with Spool(working / "found.parquet", FOUND) as found:
        for file in files:
            found.add(os.fsencode(file.path), file.name, file.size, file.mtime_ns, None)
    size = 0
    with Spool(working / "to_read.parquet", FOUND) as changed:
        for file, last in _candidates(found.path, base, trusting=not (verify or everything)):
            digest = _sha256(file)
            if everything or last != digest:
                changed.add(os.fsencode(file.path), file.name, file.size, file.mtime_ns, digest)
                size += file.size
    return Changes(changed.path, found.count, changed.count, size)


def _candidates(
    found: Path, base: Path | None, *, trusting: bool
) -> Iterator[tuple[InputFile, str | None]]:
    """Yield files with the SHA-256 that `base` knows; `trusting` leaves out equal stamps."""
    rows = rows_of(found) if base is None else stamped_anew(base, found, trusting=trusting)
    for path, name, size, mtime_ns, last in rows:
        yield InputFile(os.fsdecode(path), name, size, mtime_ns), last


def _sha256(file: InputFile) -> str:
    """Hash a file; one that cannot be opened has no hash, and reading will say why.

    A file that is elsewhere is known by its stamp: hashing would mean to bring it here.
    """
    if is_uri(file.path):
        return hashlib.sha256(f"{file.size} {file.mtime_ns}".encode()).hexdigest()
    try:
        with Path(file.path).open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
