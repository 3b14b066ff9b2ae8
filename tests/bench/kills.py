"""Builds killed (-9) at random moments: nothing published breaks, nothing is lost or done twice.

    python -m tests.bench.kills [KILLS] [DOCUMENTS]

Extraction is a fake that finds as much as the real one.  Each round starts from a published
build, changes, adds and corrects some inputs, kills the next build at a random moment, looks at
what is published, and lets one more build end; its tables must be those of a build that nobody
disturbed.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.run import Options, build
from pipelines.warehouse.publish import builds, published
from tests.bench.pages import raw_pages
from tests.bench.plain import work

KILLS, DOCUMENTS = 100, 3000
ROWS_A_FILE = 500
TABLES = {
    "articles": "SELECT * EXCLUDE (build_id) FROM articles",
    "documents": "SELECT * EXCLUDE (position) FROM documents",
    "tidy": "FROM tidy",
    "words": "SELECT keyword, articles FROM words WHERE articles > 0",
    "facts_words": "SELECT article_id, keyword FROM facts_words JOIN facts USING (n) "
    "JOIN words USING (word)",
    "postings": "SELECT article_id, p.* EXCLUDE (n) FROM postings p JOIN facts USING (n)",
} | {
    name: f"FROM {name}"
    for name in (
        "article_texts", "article_regions", "article_topics", "article_partners",
        "article_programmes", "article_events", "article_keywords", "stories", "rejects",
        "inputs", "corrections", "regions", "topics",
    )
}  # fmt: skip
"""What two builds of the same inputs have in common, however they came about."""

Tables = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Inputs before and after a change, and a warehouse with the build before it."""

    inputs: Path
    before: Path
    seconds: float
    old: Tables
    new: Tables


def tables(warehouse: Path) -> Tables | None:
    """Rows and a hash of each table of the published build, None where nothing is published."""
    path = published(warehouse)
    if path is None:
        return None
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            name: connection.execute(
                f"SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0) FROM ({query}) t"
            ).fetchone()
            for name, query in TABLES.items()
        }  # type: ignore[misc]


def write(folder: Path, texts: list[str], prefix: str) -> None:
    """Write half of the pages as files of their own, half as rows of JSONL files."""
    folder.mkdir(exist_ok=True)
    half = len(texts) // 2
    for number, text in enumerate(texts[:half]):
        (folder / f"{prefix}-{number:05}.txt").write_text(text, encoding="utf-8")
    for first in range(half, len(texts), ROWS_A_FILE):
        lines = [
            json.dumps({"id": f"{prefix}{n}", "body": text}, ensure_ascii=False)
            for n, text in enumerate(texts[first : min(first + ROWS_A_FILE, len(texts))], first)
        ]
        (folder / f"{prefix}-{first:05}.jsonl").write_text("\n".join(lines), encoding="utf-8")


def make_scene(folder: Path, documents: int, seed: int = 1) -> Scene:
    """Publish a build, change its inputs, and build them undisturbed elsewhere."""
    texts = list(raw_pages(documents, seed))
    inputs, before, after = folder / "inputs", folder / "before", folder / "after"
    write(inputs, texts[: documents // 2], "old")
    (inputs / "bad.pdf").write_bytes(b"%PDF-1.7")
    run(inputs, before, 1)
    old = tables(before)
    shutil.copytree(before, after)
    write(inputs, texts[documents // 2 :], "new")
    for path in sorted(inputs.glob("old-*.txt"))[::7]:
        path.write_text(path.read_text(encoding="utf-8") + "\n고친 기사", encoding="utf-8")
    correct(before)
    correct(after)
    start = time.perf_counter()
    run(inputs, after, 1)
    seconds = time.perf_counter() - start
    new = tables(after)
    if old is None or new is None or old == new:
        raise AssertionError("the scene has no change to look for")
    return Scene(inputs, before, seconds, old, new)


def correct(warehouse: Path) -> None:
    """Correct every hundredth article."""
    path = published(warehouse)
    with duckdb.connect(str(path), read_only=True) as connection:
        ids = connection.execute("SELECT article_id FROM articles ORDER BY 1").fetchall()[::100]
    lines = [f"{number},topic,,data_ai,김,원문" for (number,) in ids]
    text = "\n".join(["article_id,field,old,new,who,why", *lines])
    (warehouse / "corrections.csv").write_text(text, encoding="utf-8")


def run(inputs: Path, warehouse: Path, workers: int) -> None:
    """Build with the fake extraction."""
    build([inputs], warehouse, Options(work=work, workers=workers, quiet=True))


def kill_once(scene: Scene, warehouse: Path, delay: float, workers: int) -> str:
    """Kill one build after `delay` seconds, end the next; gives what was published between."""
    shutil.rmtree(warehouse, ignore_errors=True)
    shutil.copytree(scene.before, warehouse)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipelines.run", "tests.bench.plain"])
    child = context.Process(target=run, args=(scene.inputs, warehouse, workers))
    child.start()
    child.join(delay)
    alive = child.is_alive()
    child.kill()
    child.join()
    between = tables(warehouse)
    if between not in (scene.old, scene.new):
        raise AssertionError(f"after {delay:.2f} s: a build that is neither old nor new")
    run(scene.inputs, warehouse, workers)
    if tables(warehouse) != scene.new:
        raise AssertionError(f"after {delay:.2f} s: {different(tables(warehouse), scene.new)}")
    left = [*(warehouse / "builds").glob("*.building*"), *warehouse.glob("store/*.tmp")]
    if left or len(builds(warehouse)) > 2 or (warehouse / "tmp").exists():
        raise AssertionError(f"after {delay:.2f} s: leftovers {left}")
    if not alive:
        return "ended before"
    return "killed, new published" if between == scene.new else "killed, old published"


def different(found: Tables | None, wanted: Tables) -> str:
    """Name the tables that are not as they should be."""
    return ", ".join(name for name in wanted if not found or found[name] != wanted[name])


def main() -> None:
    """Kill many builds and print what became of them."""
    kills, documents = (*(int(a) for a in sys.argv[1:]), *(KILLS, DOCUMENTS)[len(sys.argv) - 1 :])
    chance = random.Random(4)
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = make_scene(folder, documents)
        while outcomes.total() - outcomes["ended before"] < kills:
            delay = chance.uniform(0.02, 1.1 * scene.seconds)
            outcomes[kill_once(scene, folder / "killed", delay, chance.choice((1, 1, 2)))] += 1
    print(f"{kills} kills of builds of {documents:,} documents: all well; {dict(outcomes)}")


if __name__ == "__main__":
    main()
