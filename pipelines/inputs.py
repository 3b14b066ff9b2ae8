"""Which files a build is about: those of its inputs, less what the published build has read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.engines.locations import find_at, is_uri
from pipelines.errors import InputError
from pipelines.read import InputFile, find_inputs
from pipelines.warehouse.status import Known


def find(inputs: Iterable[Path | str], *, anywhere: bool) -> list[InputFile]:
    """List the files of folders and, where the engine reaches `anywhere`, of URIs."""
    places = list(inputs)
    remote = [str(place) for place in places if is_uri(str(place))]
    if remote and not anywhere:
        raise InputError(f"{remote[0]}: an address; use --engine ray, or copy it to a folder")
    found = list(find_inputs(Path(place).resolve() for place in places if str(place) not in remote))
    for place in remote:
        found.extend(find_at(place))
    return found


def changed(
    files: Iterable[InputFile], before: Known | None, *, verify: bool, everything: bool
) -> Iterator[tuple[InputFile, str]]:
    """Yield the files to read with their SHA-256; the same stamp or the same bytes are not."""
    for file in files:
        last = before.inputs.get(file.name) if before else None
        same_stamp = last is not None and (last.size, last.mtime_ns) == (file.size, file.mtime_ns)
        if same_stamp and not (verify or everything):
            continue
        digest = _sha256(file)
        if last is None or last.sha256 != digest or everything:
            yield file, digest


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
