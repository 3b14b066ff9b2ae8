"""One writer, one pointer: readers see the old or the new build, never neither."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import fakes
import pytest
from bench.readers import watch

from pipelines.errors import LockedError, WarehouseError
from pipelines.query.connect import current_build
from pipelines.run import Options, build
from pipelines.warehouse.lock import holder, writing
from pipelines.warehouse.publish import builds, point_to, published, rollback
from pipelines.warehouse.status import status

OPTIONS = Options(work=fakes.work, quiet=True)


def write(folder: Path, number: int) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{number:03}.txt").write_text(f"하남시 {number}", encoding="utf-8")


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    with writing(tmp_path):
        assert f"process {os.getpid()} on " in holder(tmp_path)
        with pytest.raises(LockedError, match=f"another build is writing.*process {os.getpid()}"):
            build([tmp_path], tmp_path, OPTIONS)
    with writing(tmp_path):
        pass


def test_a_lock_ends_with_its_holder(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from pipelines.warehouse.lock import writing\n"
        "with writing(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match=f"process {child.pid}"), writing(tmp_path):
            pass
        child.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    with writing(tmp_path):
        pass


def test_a_folder_that_may_not_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(WarehouseError, match="choose another folder"),
        writing(tmp_path / "file" / "warehouse"),
    ):
        pass


def test_nothing_published(tmp_path: Path) -> None:
    assert published(tmp_path) is None
    with pytest.raises(WarehouseError, match="no build is published"):
        rollback(tmp_path)
    with pytest.raises(WarehouseError, match="no build is published"):
        status(tmp_path)


def test_a_pointer_to_nothing_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "builds").mkdir()
    point_to(tmp_path, tmp_path / "builds" / "gone.duckdb")
    assert published(tmp_path) is None
    assert not (tmp_path / "CURRENT.tmp").exists()


def test_readers_see_a_whole_build_while_builds_are_published(tmp_path: Path) -> None:
    inputs, warehouse = tmp_path / "inputs", tmp_path / "warehouse"
    write(inputs, 0)
    build([inputs], warehouse, OPTIONS)
    seen: list[int] = []
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                with duckdb.connect(str(current_build(warehouse)), read_only=True) as connection:
                    row = connection.execute(
                        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM tidy)"
                    ).fetchone()
            except (duckdb.Error, WarehouseError) as error:
                failures.append(error)
                return
            assert row is not None and row[0] == row[1]
            seen.append(row[0])

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 6):
        write(inputs, number)
        build([inputs], warehouse, OPTIONS)
    done.set()
    reader.join()
    assert failures == []
    assert seen == sorted(seen)
    assert set(seen) <= set(range(1, 7))


def test_queries_of_the_dashboard_see_the_old_build_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`python -m tests.bench.readers` asks a thousand."""
    monkeypatch.setenv("CITYTRENDS_WAREHOUSE", str(tmp_path / "warehouse"))
    seen = watch(tmp_path, 33, 40)
    assert seen.wrong == ()
    assert seen.builds > 1


def _build_slowly(inputs: str, warehouse: str) -> None:
    build([Path(inputs)], Path(warehouse), OPTIONS)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_killed_builds_lose_nothing(tmp_path: Path) -> None:
    inputs, warehouse = tmp_path / "inputs", tmp_path / "warehouse"
    write(inputs, 0)
    build([inputs], warehouse, OPTIONS)
    for number in range(1, 40):
        write(inputs, number)
    spawn = multiprocessing.get_context("spawn")
    for tenths in (8, 11, 14, 17):
        child = spawn.Process(target=_build_slowly, args=(str(inputs), str(warehouse)))
        child.start()
        time.sleep(tenths / 10)
        child.kill()
        child.join()
        assert status(warehouse).articles in (1, 40)
    build([inputs], warehouse, OPTIONS)
    found = status(warehouse)
    assert (found.articles, found.on_topic, found.inputs) == (40, 40, 40)
    assert len(builds(warehouse)) <= 2
    assert not list((warehouse / "builds").glob("*.building*"))


def test_status_tells_figures(tmp_path: Path) -> None:
    inputs, warehouse = tmp_path / "inputs", tmp_path / "warehouse"
    write(inputs, 0)
    (inputs / "feed.jsonl").write_text(
        '{"id": "n1", "body": "하남시", "published": "2021-03-05"}\n'
        '{"id": "n2", "body": "날씨", "published": "2020-01-01"}\n',
        encoding="utf-8",
    )
    (inputs / "e.pdf").write_bytes(b"%PDF-1.7")
    report = build([inputs], warehouse, OPTIONS)
    found = status(warehouse)
    assert found.build_id == report.build_id
    assert (found.articles, found.on_topic, found.undated, found.rejects) == (3, 2, 1, 1)
    assert str(found.first_day) == str(found.last_day) == "2021-03-05"
    assert found.as_json()["first_day"] == "2021-03-05"
    assert found.bytes > 0
    assert any("3 (2 on topic" in line for line in found.lines())
