"""Mutated files of every format: documents or reasons, never an exception, never nothing.

`python -m tests.bench.mutate` does the same with ten thousand files, and times them.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from bench.mutate import mutants, read_one, repacked, seeds

from pipelines.model import RawDocument, Reject
from pipelines.read import read_file, reasons


def test_seeds_are_sound(tmp_path: Path) -> None:
    """What is mutated is of every format, so that mutations reach past the first check."""
    formats = set()
    for name, data in seeds(tmp_path):
        path = tmp_path / name
        path.write_bytes(data)
        for found in read_file(path):
            formats.add(found.source.format if isinstance(found, RawDocument) else "reject")
    assert formats >= {"text", "html", "table", "bigkinds", "naver", "korea_kr", "rss"}


@pytest.mark.parametrize("seed", range(4))
def test_mutated_files(tmp_path: Path, seed: int) -> None:
    for name, data in mutants(seeds(tmp_path), 100, seed):
        read_one(name, data)


def test_archives_and_workbooks_with_mutated_members(tmp_path: Path) -> None:
    chance = random.Random(7)
    packed = [(name, data) for name, data in seeds(tmp_path) if data.startswith(b"PK")]
    for number in range(60):
        name, data = packed[number % len(packed)]
        read_one(name, repacked(data, chance))


def test_a_file_of_nothing_but_problems_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.read.registry.MAX_PROBLEMS", 50)
    path = tmp_path / "dump.jsonl"
    path.write_text("x\n" * 1000, encoding="utf-8")
    found = list(read_file(path))
    assert len(found) == 51
    assert isinstance(found[-1], Reject)
    assert found[-1].reason == reasons.TOO_MANY_PROBLEMS.format(count=50)
