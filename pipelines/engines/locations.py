"""Files on any file system that Arrow or fsspec knows, named by URI: `s3://bucket/folder`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.fs as pafs

from pipelines.errors import InputError, MissingExtraError
from pipelines.read.folders import InputFile, is_hidden, shown_name

_CHUNK = 1 << 20


def is_uri(place: str) -> bool:
    """Say whether a place names its file system."""
    return "://" in place


def filesystem_of(place: str) -> tuple[Any, str]:
    """Give the file system of a folder or URI and the path in it; raises InputError.

    Regions, endpoints and keys are the environment's matter (`AWS_ENDPOINT_URL` …): an address
    holds a path only, in plain letters.
    """
    if not is_uri(place):
        return pafs.LocalFileSystem(), str(Path(place).resolve())
    try:
        return pafs.FileSystem.from_uri(quote(place, safe="/:@"))  # type: ignore[no-any-return, unused-ignore]
    # An address of a kind that Arrow does not speak itself, or was not built to speak.
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return _of_fsspec(place)
    except OSError as error:
        raise InputError(f"{place}: cannot be reached ({error}); check the address") from error


def _of_fsspec(place: str) -> tuple[Any, str]:
    scheme, path = place.split("://", 1)
    try:
        import fsspec  # type: ignore[import-not-found, import-untyped, unused-ignore]  # noqa: PLC0415

        found = fsspec.filesystem(scheme)
    except ImportError as error:
        raise MissingExtraError(
            f"{place}: {error}; pip install fsspec and the scheme's own"
        ) from error
    except ValueError as error:
        raise InputError(f"{place}: no file system is called {scheme}") from error
    return pafs.PyFileSystem(pafs.FSSpecHandler(found)), path


def find_at(place: str) -> Iterator[InputFile]:
    """Yield every visible file under a URI in the order of their names; raises InputError."""
    system, root = filesystem_of(place)
    scheme = place.split("://", 1)[0]
    whole = system.get_file_info(root)
    if whole.type == pafs.FileType.NotFound:
        raise InputError(f"{place}: no such file or folder; check the spelling of the address")
    found = [whole]
    if whole.type == pafs.FileType.Directory:
        found = system.get_file_info(pafs.FileSelector(root, recursive=True))
    for info in sorted(found, key=lambda one: str(one.path)):
        inside = PurePosixPath(info.path).parts[len(PurePosixPath(root).parts) :]
        if info.type == pafs.FileType.File and not any(is_hidden(part) for part in inside):
            uri = f"{scheme}://{info.path}"
            yield InputFile(uri, shown_name(uri), info.size or 0, info.mtime_ns or 0)


@contextmanager
def local_copy(file: InputFile) -> Iterator[Path]:
    """Give a path that readers can open: the file itself, or a copy while it is needed."""
    if not is_uri(file.path):
        yield Path(file.path)
        return
    system, path = filesystem_of(file.path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / PurePosixPath(path).name
        with system.open_input_stream(path) as source, copy.open("wb") as target:
            while block := source.read(_CHUNK):
                target.write(block)
        yield copy
