"""A reader's own files: where they go, under which names, and what the build says of them."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard import uploads
from pipelines.settings import SAMPLE_WAREHOUSE


@dataclass
class File:
    """A file as the page hands it over."""

    name: str
    content: bytes = b"x"

    @property
    def size(self) -> int:
        return len(self.content)

    def getbuffer(self) -> memoryview:
        return memoryview(self.content)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("기사.xlsx", "기사.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\기사.csv", "기사.csv"),
        (".hidden.txt", "hidden.txt"),
        ("..", "file"),
        ("", "file"),
        ("줄\n바꿈\x00.txt", "줄바꿈.txt"),
        ("가" * 300 + ".html", "가" * 40 + ".html"),
    ],
)
def test_names_stay_inside_their_folder(given: str, kept: str) -> None:
    assert uploads.safe_name(given, set()) == kept


def test_equal_names_are_kept_apart(tmp_path: Path) -> None:
    folder = uploads.save([File("a.txt", b"1"), File("A.txt", b"2"), File("b/a.txt")], tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["A (2).txt", "a (3).txt", "a.txt"]
    assert folder.parent == tmp_path / "uploads"


def test_the_sample_is_never_written(tmp_path: Path) -> None:
    assert uploads.target(SAMPLE_WAREHOUSE).resolve() != SAMPLE_WAREHOUSE.resolve()
    assert uploads.target(tmp_path) == tmp_path


@pytest.mark.parametrize(
    ("host", "switch", "may"),
    [("127.0.0.1", "", True), ("::1", "", True), ("0.0.0.0", "", False), (None, "", False),
     ("0.0.0.0", "1", True)],
)  # fmt: skip
def test_only_loopback_hosts_take_files(
    monkeypatch: pytest.MonkeyPatch, host: str | None, switch: str, may: bool
) -> None:
    monkeypatch.setenv(uploads.SWITCH, switch)
    assert uploads.allowed(host) is may


SCRIPTS = {
    "running": 'import sys,time; print(\'{"event":"started"}\', file=sys.stderr);'
    'print(\'{"event":"progress","documents":64,"files":1,"of":3}\', file=sys.stderr, flush=True);'
    "time.sleep(30)",
    "done": 'import sys; print(\'{"event":"finished","kept":7}\', file=sys.stderr)',
    "failed": "import sys; print('warehouse is being written', file=sys.stderr); sys.exit(2)",
}


@pytest.mark.parametrize("phase", SCRIPTS)
def test_the_log_says_how_far_a_build_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    spawn = uploads._spawn
    monkeypatch.setattr(
        uploads, "_spawn", lambda _, *files: spawn([sys.executable, "-c", SCRIPTS[phase]], *files)
    )
    job = uploads.start(uploads.save([File("a.txt")], tmp_path), tmp_path)
    try:
        for _ in range(200):
            now = uploads.state(job)
            if now.phase == phase:
                break
            time.sleep(0.05)
        assert now.phase == phase
        assert uploads.running(tmp_path) is (phase == "running")
        assert (now.documents, now.of) == ((64, 3) if phase == "running" else (0, 0))
        assert now.report.get("kept") == (7 if phase == "done" else None)
        assert ("being written" in now.message) is (phase == "failed")
    finally:
        job.process.kill()
        job.process.wait()
