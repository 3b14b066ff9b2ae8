"""The pipeline from top to bottom: inputs → read → process → store → load → publish."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
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
from pipelines.hashes import HashIndex
from pipelines.identity import raw_hash
from pipelines.inputs import Changes, find, find_changes
from pipelines.model import Extracted, RawDocument, Reject
from pipelines.progress import Progress
from pipelines.read import InputFile, find_inputs, read_file
from pipelines.reference import load_reference, reference_version
from pipelines.report import BuildReport, Stopwatch
from pipelines.store import Store, Stored
from pipelines.warehouse.load import BuildInfo, Loaded, Sources, load
from pipelines.warehouse.lock import writing
from pipelines.warehouse.publish import begin, disk_errors, new_build_id, publish, published
from pipelines.warehouse.spool import DOCUMENTS, READ, REJECTS, Spool
from pipelines.warehouse.staging import Delta
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
    to_read: Changes
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
    progress: Progress
    documents: Spool
    files: Spool
    rejects: Spool

    def met(self, raw_hash: str, path: str, row: int | None) -> None:
        """Note a document in its order."""
        self.documents.add(raw_hash, path, row, self.documents.count)

    def refused(self, reject: Reject) -> None:
        """Note what reading did not take."""
        self.rejects.add(reject.path, reject.row, reject.stage, reject.reason)

    def done(self, file: InputFile, digest: str, documents: int) -> None:
        """Note a file that was read to its end."""
        self.files.add(file.name, file.size, file.mtime_ns, digest, documents)


def build(inputs: Iterable[Path | str], warehouse: Path, options: Options) -> BuildReport:
    """Bring a warehouse up to date with its inputs and publish it, if anything is new.

    Raises InputError for a path that is not there, WarehouseError and LockedError.
    """
    clock = Stopwatch()
    with writing(warehouse), disk_errors(warehouse):
        with clock.stage("find"):
            working = _working_folder(warehouse)
            plan = _plan(inputs, warehouse, working, options)
        if plan.before is not None and plan.nothing_new:
            shutil.rmtree(working)
            return _nothing_new(warehouse, plan.to_read.found, plan.before, clock)
        store = Store(warehouse / STORE, "-".join(plan.rules)).open()
        sources = Sources(store, load_reference(), _build_info(plan.rules))
        run = _process_all(plan, store, warehouse, options, clock)
        delta = Delta(
            run.documents.path, run.files.path, run.rejects.path, plan.everything, plan.corrections
        )
        with clock.stage("load"):
            start_from = None if plan.everything else plan.base
            unfinished = begin(warehouse, sources.info.build_id, start_from)
            loaded = load(unfinished, plan.base, delta, sources)
        with clock.stage("publish"):
            publish(warehouse, unfinished)
        shutil.rmtree(working)
        return _report(warehouse, run, sources.info.build_id, loaded, clock)


def _plan(inputs: Iterable[Path | str], warehouse: Path, working: Path, options: Options) -> _Plan:
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
        to_read=find_changes(
            files, base, working, verify=options.verify, everything=options.rebuild
        ),
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
    working = warehouse / WORKING
    with (
        Spool(working / "documents.parquet", DOCUMENTS) as documents,
        Spool(working / "read.parquet", READ) as files,
        Spool(working / "rejects.parquet", REJECTS) as rejects,
        _progress(options) as progress,
    ):
        run = _Run(plan, store, progress, documents, files, rejects)
        if options.shards is not None:
            with clock.stage("process"):
                _take_shards(run, warehouse, options, options.shards)
        to_process = clock.through("read", _documents(run, here=options.shards is None))
        results = options.engine(_batches(to_process), options.work(), options.workers)
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
                run.refused(Reject(path, row, "read", reason))
            else:
                counts[file] += 1
                run.met(content, path, row)
        for read, count in zip(shard.files, counts, strict=True):
            run.done(read, digests[read], count)
        run.progress.advance(sum(counts))
        run.progress.files(run.files.count, len(digests))
    forget_shards(shards, place)


def _documents(run: _Run, *, here: bool) -> Iterator[tuple[str, RawDocument]]:
    """Yield the documents to process, each content once: of the files, then of the store.

    The files are read `here` unless an engine has read them elsewhere.
    """
    for file, digest in run.plan.to_read if here else ():
        before = run.documents.count
        for found in read_file(Path(file.path)):
            if isinstance(found, Reject):
                run.refused(found)
                continue
            content = raw_hash(found)
            run.met(content, found.source.path, found.source.row)
            if content not in run.store:
                run.store.expect(content)
                yield content, found
        run.done(file, digest, run.documents.count - before)
        run.progress.files(run.files.count, len(run.plan.to_read))
    if run.plan.base is not None and run.plan.everything:
        yield from _stored_documents(run, run.plan.base)


def _stored_documents(run: _Run, base: Path) -> Iterator[tuple[str, RawDocument]]:
    """Yield what earlier builds met and these rules have not seen, as it was read then."""
    wanted = HashIndex()
    for some in document_hashes(base):
        known = run.store.files_of(some)
        wanted.extend([one for one, file in zip(some, known, strict=True) if file is None], 0)
    missing = len(wanted)
    for content, document in run.store.raws(wanted):
        run.store.expect(content)
        missing -= 1
        yield content, document
    if missing:
        raise WarehouseError(
            f"{run.store.folder}: {missing:,} documents of the published build are missing, "
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
    found, met = run.plan.to_read.found, run.documents.count
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
