"""A reader's own files: kept in a folder of the warehouse and built by a process of its own.

The sample's warehouse is never written: what a reader brings goes to the user's warehouse, and
the dashboard serves that one as soon as its first build is published.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from pipelines.settings import DATA_DIR, PROJECT_ROOT, SAMPLE_WAREHOUSE

MOST_FILES = 50
MOST_EACH = 64
"""Megabytes of one file."""
MOST_TOTAL = 256
"""Megabytes at once: they pass through the server's memory."""
KINDS = ("xlsx", "csv", "tsv", "zip", "txt", "html", "htm", "json", "jsonl", "xml", "parquet")
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SWITCH = "CITYTRENDS_ALLOW_UPLOAD"
LONGEST_NAME = 120


class Upload(Protocol):
    """A file as the page's box hands it over."""

    name: str
    size: int

    def getbuffer(self) -> memoryview:
        """Give the bytes."""


@dataclass(slots=True)
class Job:
    """A build in the background, with the folder of its files and its logs."""

    folder: Path
    process: subprocess.Popen[bytes]
    log: Path
    out: Path
    started: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class State:
    """What a job says: `phase` is starting, running, done or failed; report only when done."""

    phase: str
    documents: int = 0
    files: int = 0
    of: int = 0
    seconds: int = 0
    report: dict[str, Any] = field(default_factory=dict)
    message: str = ""


def allowed(host: str | None) -> bool:
    """Whether files may be brought: on a loopback address, or where the operator says so."""
    return os.environ.get(SWITCH) == "1" or host in LOOPBACK


def target(served: Path) -> Path:
    """The warehouse that takes the files: the one served, or the user's where that is a sample."""
    sample = served.resolve() == SAMPLE_WAREHOUSE.resolve()
    return DATA_DIR / "warehouse" if sample else served


def safe_name(name: str, taken: set[str]) -> str:
    """A name that stays inside its folder, is not hidden and is not taken yet."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in plain if c.isprintable() and c not in '<>:"|?*').lstrip(". ")
    stem, dot, suffix = (plain or "file").rpartition(".")
    stem, suffix = (stem, dot + suffix) if dot else (suffix, "")
    stem = stem[: LONGEST_NAME // 3]
    found, number = stem + suffix[:12], 2
    while found.casefold() in taken:
        found, number = f"{stem} ({number}){suffix[:12]}", number + 1
    taken.add(found.casefold())
    return found


def save(files: Sequence[Upload], warehouse: Path) -> Path:
    """Write the files into a new folder below `uploads` of the warehouse; gives the folder."""
    uploads = warehouse / "uploads"
    uploads.mkdir(parents=True, exist_ok=True)
    folder = uploads / f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000:06d}"
    folder.mkdir()
    taken: set[str] = set()
    for file in files:
        (folder / safe_name(file.name, taken)).write_bytes(file.getbuffer())
    return folder


_jobs: dict[Path, Job] = {}


def start(folder: Path, warehouse: Path) -> Job:
    """Build a folder into the warehouse as a process of its own."""
    logs = warehouse / "jobs"
    logs.mkdir(exist_ok=True)
    log, out = logs / f"{folder.name}.log", logs / f"{folder.name}.json"
    command = [sys.executable, "-m", "pipelines", "build", str(folder), "--json", "--log-json",
               "--warehouse", str(warehouse), "--workers", str(_workers())]  # fmt: skip
    with log.open("wb") as errors, out.open("wb") as result:
        process = _spawn(command, errors, result)
    job = Job(folder, process, log, out)
    _jobs[warehouse.resolve()] = job
    return job


def _spawn(command: list[str], errors: BinaryIO, result: BinaryIO) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, cwd=PROJECT_ROOT, stdin=subprocess.DEVNULL, stdout=result, stderr=errors
    )


def _workers() -> int:
    """Half the cores: pages must stay quick while a build runs."""
    return max(1, min((os.cpu_count() or 2) // 2, 4))


def job(warehouse: Path) -> Job | None:
    """The last job of a warehouse since the server started."""
    return _jobs.get(warehouse.resolve())


def running(warehouse: Path) -> bool:
    """Whether a job of this warehouse has not ended."""
    last = job(warehouse)
    return last is not None and last.process.poll() is None


def state(job: Job) -> State:
    """How far a job is, from its log."""
    code = job.process.poll()
    lines = job.log.read_text(encoding="utf-8", errors="replace").splitlines()
    events = [event for event in map(_event, lines) if event]
    seconds = round(time.monotonic() - job.started)
    if code is None:
        seen = [event for event in events if event["event"] == "progress"]
        if not seen:
            return State("starting", seconds=seconds)
        last = seen[-1]
        return State("running", last["documents"], last["files"], last["of"], seconds)
    finished = [event for event in events if event["event"] == "finished"]
    if code == 0 and finished:
        return State("done", seconds=seconds, report=finished[-1])
    said = [line for line in lines if line.strip() and not _event(line)]
    return State("failed", seconds=seconds, message=said[-1] if said else f"exit {code}")


def _event(line: str) -> dict[str, Any] | None:
    """A line of the log as its event; None for plain text."""
    if not line.startswith("{"):
        return None
    try:
        found = json.loads(line)
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, dict) and "event" in found else None
