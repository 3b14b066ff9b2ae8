"""How time and memory grow with the number of articles, extraction left out.

    python -m tests.bench.growth [PAGES …]

Each build runs in a process of its own, so that its peak memory is its own.  A page is a file.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.run import Options, build
from tests.bench.pages import raw_pages
from tests.bench.plain import work

COUNTS = (10_000, 100_000)
MORE = 100
WORKERS = 2
FILES_A_FOLDER = 1000


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
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            inputs, warehouse = Path(folder) / f"{count}", Path(folder) / f"{count}-warehouse"
            write_pages(raw_pages(count), inputs)
            show(f"{count:,} pages", measured(inputs, warehouse))
            show("  nothing new", measured(inputs, warehouse))
            write_pages(raw_pages(MORE, seed=8), inputs, "new")
            show(f"  {MORE} more", measured(inputs, warehouse))
            current = (warehouse / "CURRENT").read_text(encoding="utf-8").strip()
            print(f"  build file {(warehouse / 'builds' / current).stat().st_size / 1e6:,.0f} MB")
        few, warehouse = Path(folder) / "few", Path(folder) / "few-warehouse"
        write_pages(raw_pages(MORE, seed=8), few)
        show(f"{MORE} alone", measured(few, warehouse))


def write_pages(texts: Iterable[str], folder: Path, prefix: str = "page") -> None:
    """Write each page to a file of its own."""
    for number, text in enumerate(texts):
        path = folder / f"{number // FILES_A_FOLDER:03}" / f"{prefix}-{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def measured(inputs: Path, warehouse: Path) -> Measured:
    """Build in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.growth", "--one", str(inputs), str(warehouse)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def one(inputs: Path, warehouse: Path) -> dict[str, Any]:
    """Build here and measure it."""
    start = time.perf_counter()
    report = build([inputs], warehouse, Options(workers=WORKERS, work=work, quiet=True))
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
        print(json.dumps(one(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        main()
