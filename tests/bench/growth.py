"""How time and memory grow with the number of articles, extraction left out.

    python -m tests.bench.growth [PAGES …]

Each build runs in a process of its own, so that its peak memory is its own.  A page is a file.
What a hundred more cost is compared with a hundred alone and with the copy of the build file,
copied in the same run: with the fake extraction, and with the real one, whose model both load.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.engines import real_work
from pipelines.run import Options, build
from tests.bench.pages import SHORT, SIZE, raw_pages
from tests.bench.plain import work

COUNTS = (10_000, 100_000)
MORE = 100
WORKERS = 2
FILES_A_FOLDER = 1000
KINDS = {"fake": (work, SHORT), "real": (real_work, SIZE)}
"""Extraction and the characters of the hundred pages that it is given."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds and peak megabytes of one build: of the build itself and of its largest worker."""

    seconds: float
    own: float
    worker: float
    stages: dict[str, float]
    articles: int


def main() -> None:
    """Print a line a build."""
    counts = [int(argument) for argument in sys.argv[1:]] or list(COUNTS)
    print(f"load average {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        alone = {kind: _alone(folder, kind) for kind in KINDS}
        for count in counts:
            inputs, warehouse = folder / f"{count}", folder / f"{count}-warehouse"
            write_pages(raw_pages(count, size=SHORT), inputs)
            show(f"{count:,} pages", measured(inputs, warehouse))
            show("  nothing new", measured(inputs, warehouse))
            for kind in KINDS:
                _more(inputs, warehouse, kind, alone[kind])
    print(f"load average {os.getloadavg()[0]:.1f} of {os.cpu_count()}")


def _alone(folder: Path, kind: str) -> Measured:
    inputs = folder / f"alone-{kind}"
    write_pages(raw_pages(MORE, seed=8, size=KINDS[kind][1]), inputs)
    found = measured(inputs, folder / f"alone-{kind}-warehouse", kind)
    show(f"{MORE} alone, {kind} extraction", found)
    return found


def _more(inputs: Path, warehouse: Path, kind: str, alone: Measured) -> None:
    """Add a hundred, and say how they compare with a hundred alone."""
    write_pages(raw_pages(MORE, seed=8, size=KINDS[kind][1]), inputs, kind)
    found = measured(inputs, warehouse, kind)
    show(f"  {MORE} more, {kind} extraction", found)
    build_file = warehouse / "builds" / (warehouse / "CURRENT").read_text("utf-8").strip()
    start = time.perf_counter()
    shutil.copyfile(build_file, warehouse / "copy")
    copy = time.perf_counter() - start
    (warehouse / "copy").unlink()
    print(
        f"  without the copy of {build_file.stat().st_size / 1e6:,.0f} MB ({copy:.2f} s): "
        f"{(found.seconds - copy) / alone.seconds:.2f} × {MORE} alone"
    )


def write_pages(texts: Iterable[str], folder: Path, prefix: str = "page") -> None:
    """Write each page to a file of its own."""
    for number, text in enumerate(texts):
        path = folder / f"{number // FILES_A_FOLDER:03}" / f"{prefix}-{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def measured(inputs: Path, warehouse: Path, kind: str = "fake") -> Measured:
    """Build in a process of its own."""
    places = [str(inputs), str(warehouse), kind]
    command = [sys.executable, "-m", "tests.bench.growth", "--one", *places]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def one(inputs: Path, warehouse: Path, kind: str) -> dict[str, Any]:
    """Build here and measure it."""
    start = time.perf_counter()
    report = build([inputs], warehouse, Options(workers=WORKERS, work=KINDS[kind][0], quiet=True))
    seconds = time.perf_counter() - start
    own, worker = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    stages = {name: round(value, 1) for name, value in report.seconds}
    return {
        "seconds": seconds, "own": own, "worker": worker, "stages": stages,
        "articles": report.articles,
    }  # fmt: skip


def show(name: str, found: Measured) -> None:
    """Print one build."""
    print(
        f"{name}: {found.seconds:.2f} s, peak {found.own:,.0f} MB + largest worker "
        f"{found.worker:,.0f} MB, {found.articles:,} articles, {found.stages}",
        flush=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])))
    else:
        main()
