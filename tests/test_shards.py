"""Shards end as the local engine does: the same rows, whoever did them and wherever they met."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import fakes
import pyarrow.parquet as pq
import pytest

from pipelines.cli import main
from pipelines.engines import shards as shards_module
from pipelines.engines.locations import find_at, local_copy
from pipelines.engines.shards import Job, Shard, do_shard, make_shards, run_here
from pipelines.errors import InputError
from pipelines.read import InputFile, find_inputs
from pipelines.run import Options, build
from pipelines.store import Store
from pipelines.warehouse.publish import published

LOCAL = Options(work=fakes.work, quiet=True)
SHARDED = replace(LOCAL, shards=run_here)


def write_inputs(folder: Path, files: int = 30) -> Path:
    """Articles, reprints of the same content, rejects of reading and of processing."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        text = f"하남시 소식 {number % 20}\n본문 {number % 20}"
        (folder / f"page-{number:03}.txt").write_text(text, encoding="utf-8")
    records = [
        {"id": f"news-{number}", "title": f"행 {number}", "body": f"고성군 센터 {number}"}
        for number in range(40)
    ]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (folder / "feed.jsonl").write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    (folder / "refused.txt").write_text("거절", encoding="utf-8")
    (folder / "bursts.txt").write_text("폭발", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def rows(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    path = published(warehouse)
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def result(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a build holds, without its own name."""
    queries = {
        "tidy": "SELECT * FROM tidy",
        "articles": "SELECT * EXCLUDE (build_id) FROM articles",
        "texts": "SELECT * FROM article_texts",
        "keywords": "SELECT * FROM article_keywords",
        "stories": "SELECT * FROM stories",
        "rejects": "SELECT * FROM rejects",
        "documents": "SELECT * FROM documents",
        "inputs": "SELECT path, size, mtime_ns, documents FROM inputs",
    }
    return {name: sorted(rows(warehouse, query), key=repr) for name, query in queries.items()}


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards_module, "SHARD_FILES", 4)


def test_shards_end_as_the_local_engine(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "inputs")
    first = build([inputs], tmp_path / "local", LOCAL)
    second = build([inputs], tmp_path / "sharded", SHARDED)
    assert result(tmp_path / "sharded") == result(tmp_path / "local")
    assert rows(tmp_path / "sharded", "SELECT count(*) FROM tidy") != [(0,)]
    names = ("files", "read", "kept", "duplicate", "off_topic", "rejected", "articles")
    assert [getattr(first, name) for name in names] == [getattr(second, name) for name in names]
    assert list((tmp_path / "sharded" / "shards").iterdir()) == []


def test_increments_and_corrections_end_alike(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "inputs")
    for options, name in ((LOCAL, "local"), (SHARDED, "sharded")):
        build([inputs], tmp_path / name, options)
    (inputs / "page-003.txt").write_text("하남시 고친 소식\n새 본문", encoding="utf-8")
    (inputs / "more.txt").write_text("하남시 새 소식\n본문 3", encoding="utf-8")
    for options, name in ((LOCAL, "local"), (SHARDED, "sharded")):
        assert build([inputs], tmp_path / name, options).files_unchanged == 33
        assert build([inputs], tmp_path / name, options).build_id is None
    assert result(tmp_path / "sharded") == result(tmp_path / "local")


def test_rebuild_does_shards_again(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "inputs", 3)
    build([inputs], tmp_path / "sharded", SHARDED)
    before = result(tmp_path / "sharded")
    build([inputs], tmp_path / "sharded", replace(SHARDED, rebuild=True))
    assert result(tmp_path / "sharded") == before


def test_a_run_that_was_killed_keeps_its_shards(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "inputs")

    def dying(shards: Sequence[Shard], job: Job, workers: int) -> Iterator[Shard]:
        for number, shard in enumerate(run_here(shards, job, workers)):
            if number == 4:
                raise KeyboardInterrupt
            yield shard

    with pytest.raises(KeyboardInterrupt):
        build([inputs], tmp_path / "sharded", replace(SHARDED, shards=dying))
    done = {path: path.stat().st_mtime_ns for path in (tmp_path / "sharded/shards").iterdir()}
    assert len(done) == 10
    left: dict[Path, int] = {}

    def looking(shards: Sequence[Shard], job: Job, workers: int) -> Iterator[Shard]:
        yield from run_here(shards, job, workers)
        left.update({path: path.stat().st_mtime_ns for path in done})

    build([inputs], tmp_path / "sharded", replace(SHARDED, shards=looking))
    assert left == done
    build([inputs], tmp_path / "local", LOCAL)
    assert result(tmp_path / "sharded") == result(tmp_path / "local")


@pytest.mark.parametrize("scheme", ["file", "local"])
def test_inputs_and_shards_elsewhere(tmp_path: Path, scheme: str) -> None:
    """`file` is Arrow's own, `local` one of fsspec's: the same as s3, gs or hdfs to the engine."""
    if scheme == "local":
        pytest.importorskip("fsspec")
    inputs = write_inputs(tmp_path / "inputs")
    (inputs / ".hidden").mkdir()
    (inputs / ".hidden" / "no.txt").write_text("하남시", encoding="utf-8")
    options = replace(SHARDED, place=f"{scheme}://{tmp_path}/meeting")
    build([f"{scheme}://{inputs}"], tmp_path / "away", options)
    build([inputs], tmp_path / "here", LOCAL)
    tidy = "SELECT * FROM tidy ORDER BY ALL"
    assert rows(tmp_path / "away", tidy) == rows(tmp_path / "here", tidy)
    paths = rows(tmp_path / "away", "SELECT DISTINCT source_path FROM rejects ORDER BY 1")
    assert (f"{scheme}://{inputs}/empty.txt",) in paths
    assert build([f"{scheme}://{inputs}"], tmp_path / "away", options).build_id is None


def test_addresses_need_an_engine_that_reaches_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse = ["--warehouse", str(tmp_path / "w")]
    assert main(["build", f"file://{tmp_path}", *warehouse]) == 2
    assert "use --engine ray" in capsys.readouterr().err
    with pytest.raises(InputError, match="no such file"):
        list(find_at(f"file://{tmp_path}/nowhere"))
    with pytest.raises(InputError, match="no file system is called"):
        pytest.importorskip("fsspec")
        list(find_at("nonsense://bucket/x"))


def test_a_file_that_goes_away_is_rejected(tmp_path: Path) -> None:
    gone = InputFile(f"file://{tmp_path}/gone.txt", f"file://{tmp_path}/gone.txt", 1, 1)
    (shard,) = make_shards([gone], "1")
    job = Job(str(tmp_path / "place"), "1", fakes.work())
    assert do_shard(shard, job, "toolkit") == 1


def test_a_copy_lasts_as_long_as_it_is_needed(tmp_path: Path) -> None:
    (tmp_path / "글.txt").write_text("글", encoding="utf-8")
    (file,) = find_at(f"file://{tmp_path}")
    with local_copy(file) as path:
        assert path.read_text(encoding="utf-8") == "글"
        assert path.name == "글.txt"
    assert not path.exists()


@pytest.mark.parametrize(
    ("sizes", "shards"),
    [([], []), ([1] * 9, [4, 4, 1]), ([40_000_000, 1, 1], [1, 2]), ([20_000_000] * 3, [1, 1, 1])],
)
def test_shards_are_cut_by_number_and_size(sizes: list[int], shards: list[int]) -> None:
    files = [InputFile(f"{n}.txt", f"{n}.txt", size, 0) for n, size in enumerate(sizes)]
    cut = make_shards(files, "1")
    assert [len(shard.files) for shard in cut] == shards
    assert [file for shard in cut for file in shard.files] == files
    assert {s.name for s in cut}.isdisjoint(s.name for s in make_shards(files, "2"))


def test_a_store_adopts_each_document_once(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "inputs")
    build([inputs], tmp_path / "local", LOCAL)
    (part,) = Store(tmp_path / "local" / "store", "").open().parts()
    table = pq.read_table(part)
    store = Store(tmp_path / "adopted", table["version"][0].as_py()).open()
    assert store.adopt(table.slice(0, 5)) == 5
    assert store.adopt(table) == table.num_rows - 5
    assert store.adopt(table) == 0
    assert len(store.open()) == table.num_rows


# Ray is an optional extra: where it is not installed these tests say so.


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """Two nodes on this machine: one that leads and works, one that may be killed."""
    ray = pytest.importorskip("ray", reason="the extra `ray` is not installed")
    pytest.importorskip("ray.data", reason="the extra `ray` is not installed")
    from ray.cluster_utils import Cluster  # noqa: PLC0415

    here = Path(__file__).parent
    monkeypatch.setenv("PYTHONPATH", f"{here}{os.pathsep}{here.parent}")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    marks = tmp_path / "marks"
    marks.mkdir()
    monkeypatch.setenv("CITYTRENDS_MARKS", str(marks))
    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "memory": 4 * 10**9})
    doomed = nodes.add_node(num_cpus=1, memory=4 * 10**9)
    ray.init(address=nodes.address, log_to_driver=False)
    nodes.wait_for_nodes()
    yield nodes, doomed, marks
    ray.shutdown()
    nodes.shutdown()


def test_a_cluster_ends_as_the_local_engine_though_a_node_dies(
    tmp_path: Path, cluster: Any
) -> None:
    from pipelines.engines.ray_engine import run_ray  # noqa: PLC0415

    nodes, doomed, marks = cluster
    inputs = write_inputs(tmp_path / "inputs", 80)
    killed: list[int] = []

    def losing(shards: Sequence[Shard], job: Job, workers: int) -> Iterator[Shard]:
        for number, shard in enumerate(run_ray(shards, job, workers), start=1):
            working = (marks / doomed.node_id).exists()
            if number >= len(shards) // 2 and working and not killed:
                nodes.remove_node(doomed, allow_graceful=False)
                killed.append(number)
            yield shard

    options = replace(LOCAL, work=fakes.slow_work, shards=losing, workers=2)
    build([inputs], tmp_path / "ray", options)
    build([inputs], tmp_path / "local", LOCAL)
    assert killed
    assert killed[0] < len(make_shards(list(find_inputs([inputs])), "1"))
    assert len(list(marks.iterdir())) == 2
    assert result(tmp_path / "ray") == result(tmp_path / "local")


def test_without_ray_the_command_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    inputs = write_inputs(tmp_path / "inputs", 1)
    warehouse = ["--warehouse", str(tmp_path / "w")]
    assert main(["build", str(inputs), "--engine", "ray", *warehouse]) == 2
    assert "pip install 'citytrends[ray]'" in capsys.readouterr().err
