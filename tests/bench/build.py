"""A whole build against bare Kiwi over the same pages, with the same workers.

    python -m tests.bench [PAGES] [WORKERS]

Loading the model is left out on both sides: its time is measured alone and taken off.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from kiwipiepy import Kiwi

from pipelines.extract import load_toolkit
from pipelines.report import BuildReport
from pipelines.run import Options, build
from tests.bench.pages import raw_pages

PAGES, WORKERS = 10_000, 2


def main() -> None:
    """Print the figures of one run."""
    given = [int(argument) for argument in sys.argv[1:]] + [PAGES, WORKERS]
    pages, workers = (given[0], given[1]) if len(sys.argv) > 2 else (given[0], WORKERS)
    with tempfile.TemporaryDirectory() as folder:
        inputs, warehouse = Path(folder) / "inputs", Path(folder) / "warehouse"
        texts = list(raw_pages(pages))
        _write(texts, inputs)
        options = Options(workers=workers, quiet=True)
        loading = _seconds(load_toolkit)
        start = time.perf_counter()
        report = build([inputs], warehouse, options)
        whole = time.perf_counter() - start - loading
        _print_build(report, pages, whole, loading)
        raw = _kiwi(texts, workers)
        _print_rate("bare Kiwi over the raw pages", pages, raw)
        cleaned = _kiwi(_bodies(warehouse), workers)
        _print_rate("bare Kiwi over the cleaned bodies", report.kept, cleaned)
        print(f"the whole build is {raw / whole:.2f} × as fast as bare Kiwi over the raw pages")
        again = _seconds(lambda: build([inputs], warehouse, options))
        print(f"nothing new: {again:.2f} s")
        _write(raw_pages(100, seed=8), inputs, "new")
        more = _seconds(lambda: build([inputs], warehouse, options))
        print(f"100 more: {more:.2f} s with the model loaded")


def _write(texts: Iterable[str], folder: Path, prefix: str = "page") -> None:
    for number, text in enumerate(texts):
        path = folder / f"{number // 1000:03}" / f"{prefix}-{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _kiwi(texts: list[str], workers: int) -> float:
    kiwi = Kiwi(num_workers=workers)
    kiwi.tokenize("준비")
    return _seconds(lambda: [len(tokens) for tokens in kiwi.tokenize(texts)])


def _bodies(warehouse: Path) -> list[str]:
    import duckdb  # noqa: PLC0415 - after the build, so that its memory is the build's own

    from pipelines.query.connect import current_build  # noqa: PLC0415

    with duckdb.connect(str(current_build(warehouse)), read_only=True) as connection:
        return [row[0] for row in connection.execute("SELECT body FROM article_texts").fetchall()]


def _print_build(report: BuildReport, pages: int, seconds: float, loading: float) -> None:
    print(f"loading the model: {loading:.1f} s, left out on both sides")
    _print_rate("whole build", pages, seconds)
    print("\n".join(report.lines()))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory: {own:,.0f} MB here (with one model), largest worker {largest:,.0f} MB")


def _print_rate(name: str, count: int, seconds: float) -> None:
    print(f"{name}: {seconds:.1f} s, {count / seconds:.1f} pages a second")


if __name__ == "__main__":
    main()
