"""A disk that is full or read-only: a clear error, nothing published, nothing lost.

Builds into a small disk in memory, mounted in a namespace of its own; where the system allows no
such thing the tests say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import subprocess, sys
from pathlib import Path

import fakes
from pipelines.errors import WarehouseError
from pipelines.run import Options, build
from pipelines.warehouse.publish import builds, published
from pipelines.warehouse.status import status

inputs, disk, megabytes = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
warehouse, options = disk / "warehouse", Options(work=fakes.work, quiet=True)


def mount(*options):
    subprocess.run(["mount", *options, str(disk)], check=True)


mount("-t", "tmpfs", "-o", "size=400m", "tmpfs")
build([inputs / "few"], warehouse, options)
before = published(warehouse)
used = sum(path.stat().st_size for path in warehouse.rglob("*") if path.is_file())
if megabytes == "ro":
    mount("-o", "remount,ro")
else:
    mount("-o", f"remount,size={used + int(megabytes) * 1_000_000}")
try:
    build([inputs], warehouse, options)
    print("built")
except WarehouseError as error:
    print(error)
print(published(warehouse) == before, status(warehouse).articles, len(builds(warehouse)))
mount("-o", "remount,rw,size=400m")
build([inputs], warehouse, options)
print(status(warehouse).articles, [p.name for p in (warehouse / "builds").glob("*.building*")])
"""
UNSHARE = ["unshare", "--map-root-user", "--mount"]


def can_mount(folder: Path) -> bool:
    if not shutil.which("unshare"):
        return False
    command = [*UNSHARE, "mount", "-t", "tmpfs", "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("megabytes", "said"),
    [
        ("1", "nothing is lost: free some space"),
        ("9", "nothing is lost: free some space"),
        ("12", "nothing is lost: free some space"),
        ("ro", "choose another folder"),
    ],
)
def test_nothing_is_published_and_nothing_lost(tmp_path: Path, megabytes: str, said: str) -> None:
    disk, inputs = tmp_path / "disk", tmp_path / "inputs"
    disk.mkdir()
    if not can_mount(disk):
        pytest.skip("this system lets nobody mount a small disk")
    for folder, count in (("few", 20), ("many", 1500)):
        (inputs / folder).mkdir(parents=True)
        lines = [f'{{"id": "{folder}{n}", "body": "하남시 {n}"}}' for n in range(count)]
        (inputs / folder / "feed.jsonl").write_text("\n".join(lines), encoding="utf-8")
    here = Path(__file__).parent
    done = subprocess.run(
        [*UNSHARE, sys.executable, "-c", SCRIPT, str(inputs), str(disk), megabytes],
        capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": f"{here}{os.pathsep}{here.parent}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    error, after, finally_ = done.stdout.splitlines()
    assert said in error
    assert after == "True 20 1"
    assert finally_ == "1520 []"
