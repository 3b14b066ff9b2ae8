"""The pointer to the published build: swapped whole, so that readers see the old or the new.

Builds are immutable files under new names.  `CURRENT` names one of them and is replaced by an
atomic rename after both file and folder are on disk.  The build before stays for `rollback`.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines.errors import WarehouseError

POINTER = "CURRENT"
BUILDS = "builds"
UNFINISHED = ".building"
_DISK_ERRORS = (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EFBIG, errno.EACCES)


@contextmanager
def disk_errors(warehouse: Path) -> Iterator[None]:
    """Turn a full disk or a folder that may not be written into a WarehouseError."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        if isinstance(error, duckdb.Error) and not _of_disk(error):
            raise
        detail = " ".join(str(error).split())[:300]
        raise WarehouseError(
            f"{warehouse}: the build could not be written ({detail}); nothing was published and "
            "nothing is lost: free some space or mend the permissions and run the build again"
        ) from error


def _of_disk(error: duckdb.Error) -> bool:
    """Whether it is the disk that failed: a commit that finds it full fails as a transaction."""
    if isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException):
        return True
    return any(os.strerror(number) in str(error) for number in _DISK_ERRORS)


def new_build_id() -> str:
    """Name a build so that names sort by time."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"


def published(warehouse: Path) -> Path | None:
    """Give the file of the published build, or None where nothing is published."""
    try:
        name = (warehouse / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    path = warehouse / BUILDS / Path(name).name
    return path if path.is_file() else None


def begin(warehouse: Path, build_id: str, base: Path | None) -> Path:
    """Make the file that a build is written into: a copy of `base`, or nothing yet."""
    folder = warehouse / BUILDS
    folder.mkdir(parents=True, exist_ok=True)
    clear_unfinished(warehouse)
    target = folder / f"{build_id}.duckdb{UNFINISHED}"
    if base is not None:
        shutil.copyfile(base, target)
    return target


def clear_unfinished(warehouse: Path) -> None:
    """Remove what a killed build left; only the holder of the lock may."""
    for leftover in (warehouse / BUILDS).glob(f"*{UNFINISHED}*"):
        leftover.unlink(missing_ok=True)


def publish(warehouse: Path, unfinished: Path) -> Path:
    """Give a finished build its name and point to it; older builds but the last one go."""
    before = published(warehouse)
    build = unfinished.with_name(unfinished.name.removesuffix(UNFINISHED))
    _sync(unfinished)
    unfinished.replace(build)
    _sync(build.parent)
    point_to(warehouse, build)
    _prune(warehouse, keep={build, before or build})
    return build


def point_to(warehouse: Path, build: Path) -> None:
    """Swap the pointer; a crash before the rename leaves the old one, after it the new one."""
    temporary = warehouse / f"{POINTER}.tmp"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(build.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(warehouse / POINTER)
    _sync(warehouse)


def rollback(warehouse: Path) -> Path:
    """Publish the build before the published one; raises WarehouseError where there is none."""
    current = published(warehouse)
    if current is None:
        raise WarehouseError(f"{warehouse}: no build is published there; run 'build INPUT' first")
    older = [path for path in builds(warehouse) if path.name < current.name]
    if not older:
        raise WarehouseError(
            f"{warehouse}: there is no build before {current.stem}; nothing was changed"
        )
    point_to(warehouse, older[-1])
    return older[-1]


def builds(warehouse: Path) -> list[Path]:
    """All finished builds, oldest first."""
    return sorted((warehouse / BUILDS).glob("*.duckdb"))


def _prune(warehouse: Path, keep: set[Path]) -> None:
    """Remove all other builds; one that Windows holds open goes at the next build."""
    for path in builds(warehouse):
        if path not in keep:
            with suppress(OSError):
                path.unlink()


def _sync(path: Path) -> None:
    """Force a file or folder to disk; Windows cannot open folders and needs no such thing."""
    with suppress(PermissionError, IsADirectoryError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
