"""Inputs → read → process → store, in one stream; what loading needs to know is kept on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pyarrow as pa

from pipelines import settings
from pipelines.engines import Batch, Result
from pipelines.engines.shards import Job, ShardEngine, forget_shards, make_shards, read_shard
from pipelines.errors import WarehouseError
from pipelines.hashes import HashIndex
from pipelines.identity import raw_hash
from pipelines.model import RawDocument, Reject
from pipelines.plan import Options, Plan
from pipelines.progress import Progress
from pipelines.read import InputFile, read_file
from pipelines.report import Stopwatch
from pipelines.store import Store, Stored, to_table
from pipelines.warehouse.spool import DOCUMENTS, READ, REJECTS, Spool
from pipelines.warehouse.status import document_hashes

SHARDS = "shards"


@dataclass(slots=True)
class Gathering:
    """What one build gathers on its way."""

    plan: Plan
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

    def begun(self, file: InputFile) -> None:
        """Note a file that is being read."""
        self.progress.estimate.begin(file.path, file.size)

    def done(self, file: InputFile, digest: str, documents: int) -> None:
        """Note a file that was read to its end."""
        self.files.add(file.name, file.size, file.mtime_ns, digest, documents)
        self.progress.estimate.end()


def gather(
    plan: Plan, store: Store, warehouse: Path, working: Path, options: Options, clock: Stopwatch
) -> Gathering:
    """Read, process and store, in one stream; what was done is stored even if it breaks off."""
    if options.rebuild:
        store.forget()
    with (
        Spool(working / "documents.parquet", DOCUMENTS) as documents,
        Spool(working / "read.parquet", READ) as files,
        Spool(working / "rejects.parquet", REJECTS) as rejects,
        progress_of(options) as progress,
    ):
        run = Gathering(plan, store, progress, documents, files, rejects)
        progress.expect(plan.to_read.count, plan.to_read.bytes)
        if options.shards is not None:
            with clock.stage("process"):
                _take_shards(run, warehouse, options, options.shards)
        to_process = clock.through("read", _documents(run, here=options.shards is None))
        work = replace(options.work(), pack=Pack(store.version))
        results = options.engine(batches(to_process), work, options.workers)
        try:
            for batch, table in clock.through("process", results):
                with clock.stage("store"):
                    store.keep(table)
                progress.advance(len(batch))
        finally:
            with clock.stage("store"):
                store.flush()
        with clock.stage("store"):
            store.save_index()
    return run


def _take_shards(run: Gathering, warehouse: Path, options: Options, engine: ShardEngine) -> None:
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
            run.begun(read)
            run.progress.estimate.documents += count
            run.done(read, digests[read], count)
        run.progress.advance(sum(counts))
    forget_shards(shards, place)


@dataclass(frozen=True, slots=True)
class Pack:
    """Lays the results of a batch out as rows of the store, where they were found."""

    version: str

    def __call__(self, batch: Batch, results: Result) -> pa.Table:
        """Give the rows."""
        found = zip(batch, results, strict=True)
        return to_table([Stored(*document, result) for document, result in found], self.version)


def _documents(run: Gathering, *, here: bool) -> Iterator[tuple[str, RawDocument]]:
    """Yield the documents to process, each content once: of the files, then of the store.

    The files are read `here` unless an engine has read them elsewhere.
    """
    for file, digest in run.plan.to_read if here else ():
        run.begun(file)
        before = run.documents.count
        for found in read_file(Path(file.path)):
            if isinstance(found, Reject):
                run.refused(found)
                continue
            content = raw_hash(found)
            run.met(content, found.source.path, found.source.row)
            run.progress.estimate.met(found)
            if content not in run.store:
                run.store.expect(content)
                yield content, found
        run.done(file, digest, run.documents.count - before)
    if run.plan.base is not None and run.plan.everything:
        yield from _stored_documents(run, run.plan.base)


def _stored_documents(run: Gathering, base: Path) -> Iterator[tuple[str, RawDocument]]:
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


def progress_of(options: Options) -> Progress:
    """Start telling how far a build is, as its options ask."""
    return Progress(quiet=options.quiet, log_json=options.log_json)


def batches(documents: Iterator[tuple[str, RawDocument]]) -> Iterator[Batch]:
    """Cut a stream of documents into what a worker takes at once."""
    while batch := list(islice(documents, settings.BATCH_DOCUMENTS)):
        yield batch
