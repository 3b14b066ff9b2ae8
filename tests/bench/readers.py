"""Queries of the dashboard while builds publish: each sees the old build or the new, none fails.

    python -m tests.bench.readers [QUERIES] [ARTICLES]

A process adds an article on topic and builds, again and again, as fast as it can.  Here the
measures of the pages are asked meanwhile, through the dashboard's own door and its cache.  The
number of articles that a query gives must be that of a build which was published between the
query's beginning and its end.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from pipelines.query import articles, keywords, overview, partners, periods, quality, regions
from pipelines.query.filters import Filters
from pipelines.run import Options, build
from tests.bench.growth import write_pages
from tests.bench.pages import SHORT, raw_pages
from tests.bench.plain import work

QUERIES, ARTICLES = 1000, 500
PATIENCE = 120
"""Seconds after which no second build is waited for."""

FILTERS = (Filters(), Filters(province=("41",)), Filters(topic=("transport", "data_ai")))
MEASURES: tuple[tuple[Any, dict[str, Any]], ...] = (
    (overview.totals, {}), (overview.change, {}), (overview.by_year, {}),
    (overview.topic_change, {}), (keywords.top_keywords, {"limit": 40}),
    (keywords.rising_words, {}), (partners.top_partners, {"limit": 20}),
    (regions.by_region, {"level": "sido"}), (articles.rows, {"limit": 5}),
    (quality.precision, {}), (periods.by_period, {"period": "year", "split": "none"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What the queries met: how many there were, of how many builds, and what went wrong."""

    queries: int
    builds: int
    slowest: float
    wrong: tuple[str, ...]


def write_on(inputs: str, warehouse: str) -> None:
    """Add a file and build, until the process is ended."""
    for number, text in enumerate(raw_pages(1_000_000, seed=8, size=SHORT)):
        Path(inputs, f"more-{number:06}.txt").write_text(text, encoding="utf-8")
        build([Path(inputs)], Path(warehouse), Options(work=work, quiet=True))


def watch(folder: Path, queries: int, pages: int) -> Seen:
    """Ask so many queries while builds publish; more until a second build is met, for a while."""
    from dashboard import database  # noqa: PLC0415 - Streamlit is slow to import

    inputs, warehouse = folder / "inputs", folder / "warehouse"
    write_pages(raw_pages(pages, size=SHORT), inputs)
    build([inputs], warehouse, Options(work=work, quiet=True))
    os.environ["CITYTRENDS_WAREHOUSE"] = str(warehouse)
    writer = multiprocessing.get_context("spawn").Process(
        target=write_on, args=(str(inputs), str(warehouse)), daemon=True
    )
    writer.start()
    wrong: list[str] = []
    met: set[str] = set()
    slowest = 0.0
    asked = cycle((m, f) for f in FILTERS for m in MEASURES)
    done, begin = 0, time.perf_counter()
    for (measure, options), filters in asked:
        if done >= queries and (len(met) > 1 or time.perf_counter() - begin > PATIENCE):
            break
        done += 1
        before, start = _articles(database.build()), time.perf_counter()
        try:
            database.ask(measure, filters, **options)
            found = int(database.ask(overview.totals, Filters())["articles"].iloc[0])
        except Exception as error:
            wrong.append(f"{measure.__qualname__}: {type(error).__name__}: {error}")
            continue
        slowest = max(slowest, time.perf_counter() - start)
        after = database.build()
        met.add(after.name)
        if not before <= found <= _articles(after):
            wrong.append(f"{measure.__qualname__}: {found} articles, not {before} or more")
    alive = writer.is_alive()
    writer.kill()
    writer.join()
    if not alive:
        wrong.append(f"the builds ended by themselves with {writer.exitcode}")
    return Seen(done, len(met), slowest, tuple(wrong))


def _articles(path: Path) -> int:
    """Count a build's articles on topic, not through the dashboard."""
    import duckdb  # noqa: PLC0415

    with duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute("SELECT count(*) FROM articles WHERE on_topic").fetchone()
    return int(row[0]) if row else 0


def main() -> None:
    """Print what the queries met."""
    given = [int(argument) for argument in sys.argv[1:]]
    queries, pages = (given + [QUERIES, ARTICLES][len(given) :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        seen = watch(Path(folder), queries, pages)
    print("\n".join(seen.wrong))
    print(f"{seen.queries:,} queries over {seen.builds:,} builds: {len(seen.wrong)} wrong, "
          f"slowest {seen.slowest:.2f} s")  # fmt: skip
    sys.exit(bool(seen.wrong))


if __name__ == "__main__":
    main()
