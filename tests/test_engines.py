"""The local engine keeps the order, survives a document and dies with its build."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import fakes
import pytest

from pipelines.engines import Batch, Work, run_local
from pipelines.engines.local import process_all
from pipelines.errors import CitytrendsError
from pipelines.model import Extracted, RawDocument, Reject, Source


def batches(count: int, text: str = "하남시 {}") -> Iterator[Batch]:
    for number in range(count):
        source = Source(f"{number}.txt", None, "text")
        yield [(str(number), RawDocument(source=source, text=text.format(number)))]


def load_never() -> object:
    raise AssertionError("nothing is loaded for nothing")


def die(document: RawDocument, toolkit: object) -> Extracted | Reject:
    os._exit(3)


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_documents(workers: int) -> None:
    found = list(run_local(batches(20), fakes.work(), workers))
    assert [batch[0][0] for batch, _ in found] == [str(number) for number in range(20)]
    titles = [
        one.article.title for _, results in found for one in results if not isinstance(one, Reject)
    ]
    assert titles == [f"하남시 {number}" for number in range(20)]


def test_nothing_is_loaded_for_nothing() -> None:
    assert list(run_local(batches(0), Work(load_never, (fakes.process,)), 2)) == []


def test_documents_are_read_no_further_ahead_than_needed() -> None:
    taken: list[int] = []

    def counted() -> Iterator[Batch]:
        for number, batch in enumerate(batches(200)):
            taken.append(number)
            yield batch

    results = run_local(counted(), fakes.work(), 2)
    next(results)
    assert len(taken) <= 10
    results.close()  # type: ignore[attr-defined]


def test_a_document_that_breaks_the_rules_costs_only_itself() -> None:
    ((_, (found,)),) = run_local(batches(1, "폭발 {}"), fakes.work(), 1)
    assert isinstance(found, Reject)
    assert (found.stage, found.path) == ("extract", "0.txt")
    assert "RuntimeError: 폭발한 규칙" in found.reason


def test_what_a_step_refuses_or_breaks_on_goes_no_further() -> None:
    def refuse_second(document: RawDocument, toolkit: object) -> RawDocument | Reject:
        if document.text.endswith("1"):
            return Reject(document.source.path, None, "clean", "둘째는 아니다")
        return document

    documents = [batch[0][1] for batch in batches(3)]
    documents.append(RawDocument(source=Source("3.txt", None, "text"), text="폭발 3"))
    work = Work(fakes.load_nothing, (refuse_second, fakes.process))
    found = process_all(documents, work, work.load())
    refused = [one.stage if isinstance(one, Reject) else one.article.title for one in found]
    assert refused == ["하남시 0", "clean", "하남시 2", "extract"]


def test_a_worker_that_dies_is_said_with_what_to_do() -> None:
    with pytest.raises(CitytrendsError, match=r"worker process died near \d+\.txt.*--workers 1"):
        list(run_local(batches(10), Work(fakes.load_nothing, (die,)), 2))


def test_workers_end_without_a_word() -> None:
    """What a library complains of at the end of a process would stand in the user's terminal."""
    code = (
        "import fakes, test_engines as t\n"
        "from dataclasses import replace\n"
        "from pipelines.engines import run_local\n"
        "from pipelines.gather import Pack\n"
        "work = replace(fakes.work(), pack=Pack('rules'))\n"
        "print(sum(table.num_rows for _, table in run_local(t.batches(8), work, 2)))"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert (done.stdout, done.stderr) == ("8\n", "")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="counts processes through /proc")
def test_workers_end_when_the_build_is_killed() -> None:
    code = (
        "import fakes, itertools, test_engines as t\n"
        "from pipelines.engines import run_local\n"
        "for n, _ in enumerate(run_local(t.batches(10**9), fakes.work(), 2)):\n"
        "    if n == 3: print('working', flush=True)"
    )
    folder = str(Path(__file__).parent)
    environment = os.environ | {"PYTHONPATH": folder, "CITYTRENDS_MARK": str(os.getpid())}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "working\n"
        assert len(_marked()) >= 3
        child.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while _marked() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _marked() == []


def _marked() -> list[str]:
    """The processes of this test, by a variable of their environment."""
    mark = f"CITYTRENDS_MARK={os.getpid()}".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in path.read_bytes().split(b"\0"):
                found.append(path.parent.name)
        except OSError:
            continue
    return found
