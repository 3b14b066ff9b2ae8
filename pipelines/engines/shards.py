"""Shards: what one machine of many does alone, from some input files to Parquet.

A shard leaves two files under its name, which is a hash of its files' names and stamps and of
the rules: `NAME.store.parquet` (rows as the store has them, each content once) and
`NAME.met.parquet` (every document met and every input not taken, in order).  The second is
written last: where it is, the shard is done, also after a run that was killed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from pipelines.engines.local import Work, process_all
from pipelines.engines.locations import filesystem_of, is_uri, local_copy
from pipelines.identity import raw_hash
from pipelines.model import RawDocument, Reject
from pipelines.read import InputFile, read_file, reasons
from pipelines.read.base import Document, relabelled
from pipelines.settings import BATCH_DOCUMENTS, FLUSH_ARTICLES
from pipelines.store import SCHEMA, Stored, to_table

SHARD_FILES, SHARD_BYTES = 256, 32_000_000
"""Enough work to hide a shard's start, little enough that a lost machine costs a minute."""

MET = pa.schema(
    [
        ("file", pa.int32()), ("raw_hash", pa.string()), ("source_path", pa.string()),
        ("source_row", pa.int64()), ("reason", pa.string()),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shard:
    """Consecutive input files under one name."""

    name: str
    files: tuple[InputFile, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all shards: where they write, under which rules, and what they do."""

    place: str
    version: str
    work: Work


ShardEngine = Callable[[Sequence[Shard], Job, int], Iterator[Shard]]
"""Does shards with so many workers and yields each as it is done, in their order."""


def make_shards(files: Sequence[InputFile], version: str) -> list[Shard]:
    """Cut the files into shards, keeping their order."""
    shards: list[Shard] = []
    waiting: list[InputFile] = []
    size = 0
    for file in files:
        if waiting and (len(waiting) == SHARD_FILES or size + file.size > SHARD_BYTES):
            shards.append(_shard(waiting, version))
            waiting, size = [], 0
        waiting.append(file)
        size += file.size
    return [*shards, _shard(waiting, version)] if waiting else shards


def _shard(files: list[InputFile], version: str) -> Shard:
    digest = hashlib.sha256(version.encode())
    for file in files:
        digest.update(f"\0{file.name}\0{file.size}\0{file.mtime_ns}".encode())
    return Shard(digest.hexdigest()[:24], tuple(files))


def do_shard(shard: Shard, job: Job, toolkit: Any) -> int:
    """Read and process a shard's files and write what came of them; gives the documents met.

    The same functions as in the local engine; a shard that is done already is left as it is.
    """
    system, folder = filesystem_of(job.place)
    system.create_dir(folder, recursive=True)
    met_path = f"{folder}/{shard.name}.met.parquet"
    if system.get_file_info(met_path).type == pafs.FileType.File:
        return int(pq.read_metadata(met_path, filesystem=system).num_rows)
    met = _Met()
    temporary = f"{folder}/{shard.name}.tmp"
    with pq.ParquetWriter(temporary, SCHEMA, filesystem=system, compression="zstd") as writer:
        for rows in _batched(_stored(shard, job, toolkit, met)):
            writer.write_table(to_table(rows, job.version))
    system.move(temporary, f"{folder}/{shard.name}.store.parquet")
    pq.write_table(met.table(), temporary, filesystem=system)
    system.move(temporary, met_path)
    return len(met.rows)


class _Met:
    """What a shard has met so far."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, str | None, str, int | None, str | None]] = []

    def add(self, file: int, digest: str | None, found: Document) -> None:
        if isinstance(found, Reject):
            self.rows.append((file, None, found.path, found.row, found.reason))
        else:
            self.rows.append((file, digest, found.source.path, found.source.row, None))

    def table(self) -> pa.Table:
        columns = list(zip(*self.rows, strict=True)) or [()] * len(MET)
        return pa.table([pa.array(c, f.type) for c, f in zip(columns, MET, strict=True)], MET)


def _stored(shard: Shard, job: Job, toolkit: Any, met: _Met) -> Iterator[Stored]:
    documents = _documents(shard, met)
    while batch := list(islice(documents, BATCH_DOCUMENTS)):
        results = process_all([document for _, document in batch], job.work, toolkit)
        for (digest, document), found in zip(batch, results, strict=True):
            yield Stored(digest, document, found)


def _documents(shard: Shard, met: _Met) -> Iterator[tuple[str, RawDocument]]:
    """The documents of the shard's files, each content once, noting all that is met."""
    seen: set[str] = set()
    for number, file in enumerate(shard.files):
        for found in _read(file):
            digest = raw_hash(found) if isinstance(found, RawDocument) else None
            met.add(number, digest, found)
            if isinstance(found, RawDocument) and digest and digest not in seen:
                seen.add(digest)
                yield digest, found


def _read(file: InputFile) -> Iterator[Document]:
    try:
        with local_copy(file) as path:
            for found in read_file(path):
                yield relabelled(found, str(path), file.name) if is_uri(file.path) else found
    except OSError as error:
        reason = reasons.UNREADABLE.format(detail=error.strerror or error)
        yield Reject(file.name, None, "read", reason)


def _batched(stored: Iterator[Stored]) -> Iterator[list[Stored]]:
    waiting: list[Stored] = []
    for one in stored:
        waiting.append(one)
        if len(waiting) == FLUSH_ARTICLES:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


@dataclass(frozen=True, slots=True)
class Done:
    """What a shard left: its rows for the store, and what it met as rows of MET."""

    stored: pa.Table
    met: pa.Table


def read_shard(shard: Shard, place: str) -> Done:
    """Read back what a shard left."""
    system, folder = filesystem_of(place)
    stored = pq.read_table(f"{folder}/{shard.name}.store.parquet", filesystem=system)
    return Done(
        stored.cast(SCHEMA), pq.read_table(f"{folder}/{shard.name}.met.parquet", filesystem=system)
    )


def forget_shards(shards: Sequence[Shard], place: str) -> None:
    """Remove what shards left, once it is in the store."""
    system, folder = filesystem_of(place)
    for shard in shards:
        for kind in ("store", "met"):
            path = f"{folder}/{shard.name}.{kind}.parquet"
            if system.get_file_info(path).type == pafs.FileType.File:
                system.delete_file(path)


def run_here(shards: Sequence[Shard], job: Job, workers: int) -> Iterator[Shard]:
    """Do shards one after the other in this process."""
    toolkit = job.work.load() if shards else None
    for shard in shards:
        do_shard(shard, job, toolkit)
        yield shard
