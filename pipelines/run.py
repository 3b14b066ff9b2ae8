"""The pipeline from top to bottom: inputs → read → process → store → load → publish."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path

from pipelines import settings
from pipelines.corrections import FILE as CORRECTIONS
from pipelines.corrections import Correction, read_corrections
from pipelines.engines import Batch, Result, Work, real_work, run_local
from pipelines.engines.shards import Job, ShardEngine, forget_shards, make_shards, read_shard
from pipelines.errors import WarehouseError
from pipelines.identity import raw_hash
from pipelines.inputs import changed, find
from pipelines.model import Extracted, RawDocument, Reject
from pipelines.progress import Progress
from pipelines.read import InputFile, find_inputs, read_file
from pipelines.reference import load_reference, reference_version
from pipelines.report import BuildReport, Stopwatch
from pipelines.store import Store, Stored
from pipelines.warehouse.load import BuildInfo, Loaded, Sources, load
from pipelines.warehouse.lock import writing
from pipelines.warehouse.publish import begin, disk_errors, new_build_id, publish, published
from pipelines.warehouse.spool import Spool
from pipelines.warehouse.staging import Delta, ReadFile
from pipelines.warehouse.status import Known, document_hashes, known

KST = timezone(timedelta(hours=9), "KST")
STORE = "store"
SHARDS = "shards"
WORKING = "tmp"

Engine = Callable[[Iterator[Batch], Work, int], Iterator[tuple[Batch, Result]]]


@dataclass(frozen=True, slots=True)
class Options:
    """How a build goes about it; `rebuild` extracts everything anew, `verify` trusts no stamp.

    With `shards`, that engine reads and processes the files, and they meet the build as Parquet
    at `place`: a folder or URI that all machines reach (default: a folder of the warehouse).
    """

    workers: int = 1
    rebuild: bool = False
    verify: bool = False
    quiet: bool = False
    log_json: bool = False
    engine: Engine = run_local
    work: Callable[[], Work] = real_work
    shards: ShardEngine | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What there is to do: `everything` where rules or reference data are not those of `base`."""

    base: Path | None
    before: Known | None
    rules: tuple[str, str]
    everything: bool
    found: int
    to_read: list[tuple[InputFile, str]]
    corrections: tuple[Correction, ...]

    @property
    def nothing_new(self) -> bool:
        """Whether the published build is what this one would be."""
        return (
            self.before is not None
            and not self.to_read
            and not self.everything
            and self.corrections == self.before.corrections
        )


@dataclass(slots=True)
class _Run:
    """What one build gathers on its way."""

    plan: _Plan
    store: Store
    spool: Spool
    progress: Progress
    files: list[ReadFile] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def build(inputs: Iterable[Path | str], warehouse: Path, options: Options) -> BuildReport:
    """Bring a warehouse up to date with its inputs and publish it, if anything is new.

    Raises InputError for a path that is not there, WarehouseError and LockedError.
    """
    clock = Stopwatch()
    with writing(warehouse), disk_errors(warehouse):
        with clock.stage("find"):
            plan = _plan(inputs, warehouse, options)
        if plan.before is not None and plan.nothing_new:
            return _nothing_new(warehouse, plan.found, plan.before, clock)
        store = Store(warehouse / STORE, "-".join(plan.rules)).open()
        sources = Sources(store, load_reference(), _build_info(plan.rules))
        run = _process_all(plan, store, warehouse, options, clock)
        delta = Delta(run.spool.path, run.files, run.rejects, plan.everything, plan.corrections)
        with clock.stage("load"):
            start_from = None if plan.everything else plan.base
            unfinished = begin(warehouse, sources.info.build_id, start_from)
            loaded = load(unfinished, plan.base, delta, sources)
        with clock.stage("publish"):
            publish(warehouse, unfinished)
        shutil.rmtree(warehouse / WORKING)
        return _report(warehouse, run, sources.info.build_id, loaded, clock)


def _plan(inputs: Iterable[Path | str], warehouse: Path, options: Options) -> _Plan:
    """Compare the inputs, the rules and the reference data with the published build."""
    base = published(warehouse)
    before = known(base) if base else None
    rules = (settings.RULES_VERSION, reference_version())
    files = find(inputs, anywhere=options.shards is not None)
    return _Plan(
        base=base,
        before=before,
        rules=rules,
        everything=options.rebuild
        or (before is not None and rules != (before.rules_version, before.reference_version)),
        found=len(files),
        to_read=list(changed(files, before, verify=options.verify, everything=options.rebuild)),
        corrections=read_corrections(warehouse / CORRECTIONS),
    )


def extract(inputs: Iterable[Path], options: Options) -> Iterator[Extracted | Reject]:
    """Read and extract without a warehouse: the articles in order, rejects of reading last."""
    rejects: list[Reject] = []

    def documents() -> Iterator[tuple[str, RawDocument]]:
        for file in find_inputs(inputs):
            for found in read_file(Path(file.path)):
                if isinstance(found, Reject):
                    rejects.append(found)
                else:
                    yield "", found

    with _progress(options) as progress:
        batches = _batches(documents())
        for batch, results in options.engine(batches, options.work(), options.workers):
            yield from results
            progress.advance(len(batch))
    yield from rejects


def _progress(options: Options) -> Progress:
    return Progress(quiet=options.quiet, log_json=options.log_json)


def _process_all(
    plan: _Plan, store: Store, warehouse: Path, options: Options, clock: Stopwatch
) -> _Run:
    """Read, process and store, in one stream; what was done is stored even if it breaks off."""
    if options.rebuild:
        store.forget()
    spool = _working_folder(warehouse) / "documents.parquet"
    with Spool(spool) as met, _progress(options) as progress:
        run = _Run(plan, store, met, progress)
        if options.shards is not None:
            with clock.stage("process"):
                _take_shards(run, warehouse, options, options.shards)
        here = [] if options.shards is not None else plan.to_read
        documents = clock.through("read", _documents(run, here))
        results = options.engine(_batches(documents), options.work(), options.workers)
        try:
            for batch, found in clock.through("process", results):
                with clock.stage("store"):
                    for (digest, document), result in zip(batch, found, strict=True):
                        store.add(Stored(digest, document, result))
                progress.advance(len(batch))
        finally:
            with clock.stage("store"):
                store.flush()
    return run


def _take_shards(run: _Run, warehouse: Path, options: Options, engine: ShardEngine) -> None:
    """Let an engine read and process the files, and take over what it leaves, in order."""
    place = options.place or str(warehouse / SHARDS)
    digests = dict(run.plan.to_read)
    shards = make_shards(list(digests), run.store.version)
    if options.rebuild:
        forget_shards(shards, place)
    for shard in engine(shards, Job(place, run.store.version, options.work()), options.workers):
        done = read_shard(shard, place)
        run.store.adopt(done.stored)
        counts = [0] * len(shard.files)
        for file, content, path, row, reason in zip(*done.met.to_pydict().values(), strict=True):
            if reason is not None:
                run.rejects.append(Reject(path, row, "read", reason))
            else:
                counts[file] += 1
                run.spool.add(content, path, row)
        run.files.extend(map(ReadFile, shard.files, map(digests.__getitem__, shard.files), counts))
        run.progress.advance(sum(counts))
        run.progress.files(len(run.files), len(digests))
    forget_shards(shards, place)


def _documents(
    run: _Run, to_read: list[tuple[InputFile, str]]
) -> Iterator[tuple[str, RawDocument]]:
    """Yield the documents to process, each content once: of the files, then of the store."""
    queued: set[str] = set()
    for number, (file, digest) in enumerate(to_read, start=1):
        count = 0
        for found in read_file(Path(file.path)):
            if isinstance(found, Reject):
                run.rejects.append(found)
                continue
            count += 1
            content = raw_hash(found)
            run.spool.add(content, found.source.path, found.source.row)
            if content not in run.store and content not in queued:
                queued.add(content)
                yield content, found
        run.files.append(ReadFile(file, digest, count))
        run.progress.files(number, len(to_read))
    if run.plan.base is not None and run.plan.everything:
        yield from _stored_documents(run, document_hashes(run.plan.base) - queued)


def _stored_documents(run: _Run, wanted: set[str]) -> Iterator[tuple[str, RawDocument]]:
    """Yield what earlier builds met and these rules have not seen, as it was read then."""
    missing = {content for content in wanted if content not in run.store}
    for content, document in run.store.raws(missing):
        missing.discard(content)
        yield content, document
    if missing:
        raise WarehouseError(
            f"{run.store.folder}: {len(missing):,} documents of the published build are missing, "
            "so they cannot be extracted anew; build all inputs into a new folder with --warehouse"
        )


def _batches(documents: Iterator[tuple[str, RawDocument]]) -> Iterator[Batch]:
    while batch := list(islice(documents, settings.BATCH_DOCUMENTS)):
        yield batch


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
    warehouse: Path, run: _Run, build_id: str, loaded: Loaded, clock: Stopwatch
) -> BuildReport:
    empty = _nothing_new(warehouse, run.plan.found, Known("", "", 0, 0, {}), clock)
    return replace(
        empty,
        build_id=build_id,
        files_unchanged=run.plan.found - len(run.files),
        read=run.spool.count,
        unchanged=run.spool.count - loaded.fresh,
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
