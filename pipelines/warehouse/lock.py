"""One writer at a time: a lock that the system lets go of when its holder dies."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from pipelines.errors import LockedError, WarehouseError

LOCK = "LOCK"


@contextmanager
def writing(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse's lock; raises LockedError saying who holds it.

    The lock is on the open file, not the file's existence, so a killed build leaves no lock.
    """
    try:
        warehouse.mkdir(parents=True, exist_ok=True)
        file = (warehouse / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise WarehouseError(
            f"{warehouse}: cannot be written ({error.strerror}); choose another folder with "
            "--warehouse or change its permissions"
        ) from error
    with file:
        if not _take(file):
            raise LockedError(
                f"{warehouse}: another build is writing ({holder(warehouse)}); "
                "wait until it ends and run this again"
            )
        file.truncate(0)
        file.write(json.dumps(_me()))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
            _give_back(file)


def holder(warehouse: Path) -> str:
    """Say who wrote the lock: process, machine and since when."""
    try:
        who = json.loads((warehouse / LOCK).read_text(encoding="utf-8"))
        return f"process {who['pid']} on {who['host']}, since {who['since']}"
    except (OSError, ValueError, KeyError):
        return "an unknown process"


def _me() -> dict[str, str | int]:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": since}


if sys.platform == "win32":
    import msvcrt

    # Far behind what is written: Windows lets nobody read a locked region.
    _REGION = 1 << 30

    def _take(file: IO[str]) -> bool:
        os.lseek(file.fileno(), _REGION, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _give_back(file: IO[str]) -> None:
        os.lseek(file.fileno(), _REGION, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _give_back(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
