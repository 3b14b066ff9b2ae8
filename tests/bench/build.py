"""A whole build against bare Kiwi over the same pages, with the same workers.

    python -m tests.bench [PAGES] [WORKERS] [CHARACTERS]

Without CHARACTERS once for pages of the size that is met and once for short ones.  Loading the
model is left out on both sides: its time is measured alone and taken off.  Kiwi does half of the
pages before the build and half after it, so that a machine whose load changes tells no other
ratio; each is measured in a process of its own, so that the memory is the build's.  The seconds
that the cores worked are told as well: what else the machine does changes them little.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipelines.report import BuildReport
from pipelines.run import Options, build
from tests.bench.growth import write_pages
from tests.bench.pages import SHORT, SIZE, raw_pages

PAGES, WORKERS = 10_000, 2
T = TypeVar("T")


def main() -> None:
    """Print the figures of one run, or of one for each size."""
    given = [int(argument) for argument in sys.argv[1:]]
    pages, workers = (given + [PAGES, WORKERS][len(given) :])[:2]
    if len(given) > 2:
        run(pages, workers, given[2])
        return
    for size in (SIZE, SHORT):
        command = [sys.executable, "-m", "tests.bench", str(pages), str(workers), str(size)]
        subprocess.run(command, check=True)


def run(pages: int, workers: int, size: int) -> None:
    """Build, and let Kiwi read the same pages."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, warehouse = Path(folder) / "inputs", Path(folder) / "warehouse"
        texts = list(raw_pages(pages, size=size))
        write_pages(texts, inputs)
        mean = sum(map(len, texts)) / pages
        print(f"{pages:,} pages of {mean:,.0f} characters, {workers} workers; {_busy()}")
        loading = _apart(_loading)
        raw = _apart(_kiwi, texts[: pages // 2], workers)
        whole, report, memory = _apart(_build, inputs, warehouse, workers)
        whole -= Spent(loading.seconds, loading.cores * workers)
        raw += _apart(_kiwi, texts[pages // 2 :], workers)
        bodies = _bodies(warehouse)
        cleaned = _apart(_kiwi, bodies, workers)
        print(f"loading the model: {loading.seconds:.1f} s, left out on both sides; {_busy()}")
        _print_rate("bare Kiwi over the raw pages", pages, raw)
        _print_rate("bare Kiwi over the cleaned bodies", report.kept, cleaned)
        _print_rate("whole build", pages, whole)
        print("\n".join([*report.lines(), memory, _new_words(bodies, workers)]))
        print(
            f"the whole build is {raw.seconds / whole.seconds:.2f} × as fast as bare Kiwi over the "
            f"raw pages ({raw.cores / whole.cores:.2f} × by the work of the cores)"
        )
        again, _, _ = _apart(_build, inputs, warehouse, workers)
        print(f"nothing new: {again.seconds:.2f} s", flush=True)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and seconds that cores worked for this process and its children."""

    seconds: float
    cores: float

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.seconds + other.seconds, self.cores + other.cores)

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.seconds - other.seconds, self.cores - other.cores)


def _spent() -> Spent:
    return Spent(time.perf_counter(), sum(os.times()[:4]))


def _apart(work: Callable[..., T], *given: object) -> T:
    """Let a process of its own measure."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def _build(inputs: Path, warehouse: Path, workers: int) -> tuple[Spent, BuildReport, str]:
    start = _spent()
    report = build([inputs], warehouse, Options(workers=workers, quiet=True))
    return _spent() - start, report, _memory()


def _loading() -> Spent:
    from pipelines.extract import load_toolkit  # noqa: PLC0415

    start = _spent()
    load_toolkit()
    return _spent() - start


def _kiwi(texts: list[str], workers: int) -> Spent:
    from kiwipiepy import Kiwi  # noqa: PLC0415

    kiwi = Kiwi(num_workers=workers)
    kiwi.tokenize("준비")
    start = _spent()
    for tokens in kiwi.tokenize(texts):
        len(tokens)
    return _spent() - start


def _bodies(warehouse: Path) -> list[str]:
    import duckdb  # noqa: PLC0415 - after the build, so that its memory is the build's own

    from pipelines.query.connect import current_build  # noqa: PLC0415

    with duckdb.connect(str(current_build(warehouse)), read_only=True) as connection:
        return [row[0] for row in connection.execute("SELECT body FROM article_texts").fetchall()]


def _new_words(bodies: Sequence[str], workers: int) -> str:
    """Say how many words a worker that reads its share of the articles meets for the first time."""
    from pipelines.morphology import REMEMBERED, words_of  # noqa: PLC0415

    words = [word for body in bodies[::workers] for word in words_of(body)]
    new = len(set(words))
    return (
        f"words: {len(words):,} a worker, {new:,} of them new ({new / len(words):.1%}; "
        f"it remembers {REMEMBERED:,})"
    )


def _memory() -> str:
    own, largest = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"peak memory: {own:,.0f} MB here, largest worker {largest:,.0f} MB"


def _busy() -> str:
    """Say how busy the machine is by itself: figures are worth as much as it is quiet."""
    return f"load average {os.getloadavg()[0]:.1f} of {os.cpu_count()}"


def _print_rate(name: str, count: int, spent: Spent) -> None:
    rate = count / spent.seconds
    print(f"{name}: {spent.seconds:.1f} s ({spent.cores:.1f} of cores), {rate:.1f} pages a second")


if __name__ == "__main__":
    main()
