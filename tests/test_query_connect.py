"""The open build: kept between questions, let go for the next, never closed under a reader."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import duckdb
import pytest
from tiny import Tiny, make

from pipelines.errors import WarehouseError
from pipelines.query.connect import current_build, opened


def count(connection: duckdb.DuckDBPyConnection) -> int:
    rows = connection.execute("SELECT count(*) FROM facts").fetchall()
    return int(rows[0][0])


def test_a_reader_keeps_its_build_while_another_is_opened(tmp_path: Path) -> None:
    one, two = (current_build(make(tmp_path / name, [Tiny(f"{i}") for i in range(size)]))
                for name, size in (("one", 1), ("two", 2)))  # fmt: skip
    with opened(one) as old, opened(two) as new:
        assert (count(old), count(new), count(old)) == (1, 2, 1)
        one.unlink()
        assert count(old) == 1
    with opened(two) as again:
        assert count(again) == 2


def test_a_build_made_anew_is_read_anew(tmp_path: Path) -> None:
    for size in (1, 3):
        build = current_build(make(tmp_path / str(size), [Tiny(f"{i}") for i in range(size)]))
        build = build.replace(tmp_path / "same.duckdb")
        with opened(build) as connection:
            assert count(connection) == size


def test_nothing_is_written_and_threads_do_not_meet(tmp_path: Path) -> None:
    build = current_build(make(tmp_path / "w", [Tiny("a")]))
    with opened(build) as connection, pytest.raises(duckdb.InvalidInputException):
        connection.execute("DELETE FROM facts")
    found: list[int] = []

    def ask() -> None:
        for _ in range(20):
            with opened(build) as mine:
                found.append(count(mine))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 80


def test_a_warehouse_without_a_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="citytrends build"):
        current_build(tmp_path)
    (tmp_path / "CURRENT").write_text("gone.duckdb", encoding="utf-8")
    with pytest.raises(WarehouseError, match="rollback"):
        current_build(tmp_path)
