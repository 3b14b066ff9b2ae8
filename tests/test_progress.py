"""Progress tells rate and time left, for people and for machines."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import progress as progress_module
from pipelines.model import RawDocument, Source
from pipelines.progress import Estimate, Progress, unpacked_size


def document(size: int) -> RawDocument:
    return RawDocument(Source("a", None, "text"), text="a" * size)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: now[0])
    return now


def test_documents_in_all_follow_the_bytes_read() -> None:
    estimate = Estimate(4, 1000)
    assert estimate.total is None
    estimate.begin("a.jsonl", 200)
    for _ in range(5):
        estimate.met(document(20))
    assert estimate.total == pytest.approx(50)  # half of a fifth
    for _ in range(10):
        estimate.met(document(20))
    assert estimate.total == pytest.approx(15 / 0.198)  # the file is not at its end yet
    estimate.end()
    assert estimate.total == pytest.approx(75)


def test_a_packed_file_counts_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", "가" * 10_000)
    assert unpacked_size(str(path), path.stat().st_size) == 30_000
    path.write_bytes(path.read_bytes()[:40])
    assert unpacked_size(str(path), 40) == 40
    assert unpacked_size("a.txt", 7) == 7


def run(told: Progress, clock: list[float]) -> Iterator[None]:
    with told:
        told.expect(2, 400)
        told.estimate.begin("a.txt", 100)
        for _ in range(50):
            told.estimate.met(document(1))
        told.estimate.end()
        clock[0] += 11
        told.advance(44)
        yield


def test_a_line_now_and_then(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    list(run(Progress(), clock))
    first, last = capsys.readouterr().err.splitlines()
    assert first == "44 documents (4 a second), file 1 of 2, about 39 s left"
    assert last == "44 documents processed; loading them into the build"


def test_json_lines(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    list(run(Progress(log_json=True), clock))
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event.pop("event") for event in events] == ["reading", "progress", "loading"]
    assert events[1] | {"time": ""} == {
        "time": "", "documents": 44, "rate": 4.0, "files": 1, "of": 2, "seconds_left": 39,
    }  # fmt: skip


def test_quiet_says_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    list(run(Progress(quiet=True), clock))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("seconds", "words"), [(5, "5 s"), (89, "89 s"), (240, "4 min"), (9000, "2.5 h")]
)
def test_time_as_people_say_it(seconds: float, words: str) -> None:
    assert progress_module._span(seconds) == words
