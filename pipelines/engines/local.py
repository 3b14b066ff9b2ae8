"""The local engine: batches through a pool of processes that load the toolkit once each."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from pipelines.errors import CitytrendsError
from pipelines.model import Extracted, RawDocument, Reject
from pipelines.read import reasons

Batch = list[tuple[str, RawDocument]]  # (raw_hash, document)
Result = list[Extracted | Reject]  # in the order of the batch

IN_PROCESS_BATCHES = 2
"""So few batches are done before a second process has loaded its model."""

WAITING_PER_WORKER = 3
"""Batches handed over ahead: enough that no worker waits, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is done to documents; all of it importable by name.

    Each of `steps` makes the next thing of a document, `step(found, load())`: the last one an
    Extracted, any of them a Reject instead.  `pack` turns the results of a batch into what is
    handed over instead of them: between processes a table costs next to nothing, while thousands
    of small records cost as much as cleaning does.
    """

    load: Callable[[], Any]
    steps: tuple[Callable[[Any, Any], Any], ...]
    pack: Callable[[Batch, Result], Any] | None = None


def real_work() -> Work:
    """Clean and extract; imported here so that commands without it start at once."""
    from pipelines.extract import STEPS, load_toolkit  # noqa: PLC0415

    return Work(load_toolkit, STEPS)


def run_local(batches: Iterator[Batch], work: Work, workers: int) -> Iterator[tuple[Batch, Any]]:
    """Yield each batch with its results, packed or as a Result, in order.

    Raises CitytrendsError if a process dies.
    """
    first = list(islice(batches, IN_PROCESS_BATCHES + 1))
    rest = chain(first, batches)
    if workers <= 1 or len(first) <= IN_PROCESS_BATCHES:
        yield from _here(rest, work)
    else:
        yield from _in_pool(rest, work, workers)


def _here(batches: Iterator[Batch], work: Work) -> Iterator[tuple[Batch, Any]]:
    toolkit = None
    for batch in batches:
        toolkit = toolkit or work.load()
        yield batch, _process(batch, work, toolkit)


def _process(batch: Batch, work: Work, toolkit: Any) -> Any:
    results = process_all([document for _, document in batch], work, toolkit)
    return results if work.pack is None else work.pack(batch, results)


def process_all(documents: Sequence[RawDocument], work: Work, toolkit: Any) -> Result:
    """Take documents through the steps, all of them through one before the next.

    What a step needs then stays in the core's caches, which saves a tenth of the time.
    """
    found: list[Any] = list(documents)
    for step in work.steps:
        found = [
            one if isinstance(one, Reject) else _through(step, one, document, toolkit)
            for one, document in zip(found, documents, strict=True)
        ]
    return found


def _through(
    step: Callable[[Any, Any], Any], found: Any, document: RawDocument, toolkit: Any
) -> Any:
    """Take one document through a step; one that breaks the rules' code costs itself alone."""
    try:
        return step(found, toolkit)
    except Exception as error:
        detail = f"{type(error).__name__}: {error}"[:200]
        reason = reasons.PROCESSING_FAILED.format(detail=" ".join(detail.split()))
        return Reject(document.source.path, document.source.row, "extract", reason)


def _in_pool(batches: Iterator[Batch], work: Work, workers: int) -> Iterator[tuple[Batch, Any]]:
    waiting: deque[tuple[Batch, Future[Any]]] = deque()
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=(work,)
    )
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(_work, batch)))
            if len(waiting) >= workers * WAITING_PER_WORKER:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque[tuple[Batch, Future[Any]]]) -> tuple[Batch, Any]:
    batch, future = waiting.popleft()
    try:
        return batch, future.result()
    except BrokenProcessPool as error:
        first = batch[0][1].source.path
        raise CitytrendsError(
            f"a worker process died near {first}, perhaps for lack of memory; what was done is "
            "kept, run the build again, with --workers 1 if it happens again"
        ) from error


_work_of_process: Work | None = None
_toolkit_of_process: Any = None


def _start(work: Work) -> None:
    """Load the toolkit in a worker, and see to it that the worker ends with the build."""
    global _work_of_process, _toolkit_of_process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work_of_process, _toolkit_of_process = work, work.load()
    # The toolkit and the remembered words stay: looking through them again and again would cost a
    # sixth of the time.  What a batch leaves behind is collected after it.
    gc.freeze()
    gc.disable()
    atexit.register(gc.unfreeze)


def _end_with_parent() -> None:
    """End at once when the build was killed: nobody would take the results."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: Batch) -> Any:
    if _work_of_process is None:
        raise CitytrendsError("the worker was not started by the engine")
    done = _process(batch, _work_of_process, _toolkit_of_process)
    gc.collect(0)
    return done
