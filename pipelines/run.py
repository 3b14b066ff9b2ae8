"""The pipeline from top to bottom: inputs → read → process → store → load → publish."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from pipelines.gather import Gathering, batches, gather, progress_of
from pipelines.model import Extracted, RawDocument, Reject
from pipelines.plan import Options, Plan, make_plan
from pipelines.read import find_inputs, read_file
from pipelines.reference import load_reference
from pipelines.report import BuildReport, Stopwatch
from pipelines.store import Store
from pipelines.warehouse.load import MEMORY_LIMITS, BuildInfo, Loaded, Sources, load
from pipelines.warehouse.lock import writing
from pipelines.warehouse.publish import begin, disk_errors, new_build_id, publish
from pipelines.warehouse.staging import Delta
from pipelines.warehouse.status import Known

__all__ = ["Options", "build", "extract"]

KST = timezone(timedelta(hours=9), "KST")
STORE = "store"
WORKING = "tmp"


def build(inputs: Iterable[Path | str], warehouse: Path, options: Options) -> BuildReport:
    """Bring a warehouse up to date with its inputs and publish it, if anything is new.

    Raises InputError for a path that is not there, WarehouseError and LockedError.
    """
    clock = Stopwatch()
    with writing(warehouse), disk_errors(warehouse):
        with clock.stage("find"):
            working = _working_folder(warehouse)
            plan = make_plan(inputs, warehouse, working, options)
        if plan.before is not None and plan.nothing_new:
            shutil.rmtree(working)
            return _nothing_new(warehouse, plan.to_read.found, plan.before, clock)
        store = Store(warehouse / STORE, "-".join(plan.rules)).open()
        sources = Sources(store, load_reference(), _build_info(plan.rules))
        run = gather(plan, store, warehouse, working, options, clock)
        delta = Delta(
            run.documents.path, run.files.path, run.rejects.path, plan.everything, plan.corrections
        )
        with clock.stage("load"):
            unfinished, loaded = _load(warehouse, plan, delta, sources)
        with clock.stage("publish"):
            publish(warehouse, unfinished)
        shutil.rmtree(working)
        return _report(warehouse, run, sources.info.build_id, loaded, clock)


def extract(inputs: Iterable[Path], options: Options) -> Iterator[Extracted | Reject]:
    """Read and extract without a warehouse: the articles in order, what reading refused after."""
    rejects: list[Reject] = []

    def documents() -> Iterator[tuple[str, RawDocument]]:
        for file in find_inputs(inputs):
            for found in read_file(Path(file.path)):
                if isinstance(found, Reject):
                    rejects.append(found)
                else:
                    yield "", found

    with progress_of(options) as progress:
        work = batches(documents())
        for batch, results in options.engine(work, options.work(), options.workers):
            yield from results
            yield from rejects
            rejects.clear()
            progress.advance(len(batch))
    yield from rejects


def _load(warehouse: Path, plan: Plan, delta: Delta, sources: Sources) -> tuple[Path, Loaded]:
    """Write the build within the least memory that does."""
    start_from = None if plan.everything else plan.base
    for limit in MEMORY_LIMITS[:-1]:
        unfinished = begin(warehouse, sources.info.build_id, start_from)
        with suppress(duckdb.OutOfMemoryException):
            return unfinished, load(unfinished, plan.base, delta, sources, limit)
    unfinished = begin(warehouse, sources.info.build_id, start_from)
    return unfinished, load(unfinished, plan.base, delta, sources, MEMORY_LIMITS[-1])


def _working_folder(warehouse: Path) -> Path:
    """Make an empty folder for what only this build needs."""
    folder = warehouse / WORKING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _build_info(rules: tuple[str, str]) -> BuildInfo:
    try:
        own_version = version("citytrends")
    except PackageNotFoundError:
        own_version = "0"
    return BuildInfo(new_build_id(), datetime.now(KST), own_version, *rules)


def _nothing_new(warehouse: Path, files: int, before: Known, clock: Stopwatch) -> BuildReport:
    return BuildReport(
        warehouse=str(warehouse), build_id=None, files=files, files_unchanged=files,
        read=0, unchanged=0, kept=0, replaced=0, duplicate=0, off_topic=0, rejected=(), examples=(),
        articles=before.articles, stories=before.stories, corrected=0, seconds=tuple(clock.seconds.items()),
    )  # fmt: skip


def _report(
    warehouse: Path, run: Gathering, build_id: str, loaded: Loaded, clock: Stopwatch
) -> BuildReport:
    found = run.plan.to_read.found
    # Under new rules all that the store holds is worked on again, whether it was met or not.
    met = max(run.documents.count, loaded.fresh)
    empty = _nothing_new(warehouse, found, Known("", "", 0, 0), clock)
    return replace(
        empty,
        build_id=build_id,
        files_unchanged=found - run.files.count,
        read=met,
        unchanged=met - loaded.fresh,
        kept=loaded.written,
        replaced=loaded.replaced,
        duplicate=loaded.duplicates,
        off_topic=loaded.off_topic_written,
        rejected=loaded.rejected,
        examples=loaded.examples,
        articles=loaded.articles,
        stories=loaded.stories,
        corrected=loaded.corrected,
    )
