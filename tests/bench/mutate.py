"""Mutated files of every format through the readers: no crash, no hang, a reason each.

    python -m tests.bench.mutate [FILES] [SEED]

Each file is read in a process of its own pool, so that a crash of a parser or a hang is
counted and named instead of ending the run.
"""

from __future__ import annotations

import io
import multiprocessing
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent.parent))
from inputs import BIGKINDS, BODY, bigkinds_row, write_workbook

from pipelines.model import RawDocument, Reject
from pipelines.read import read_file
from pipelines.read.reasons import FAILED

FILES, SEED, LONGEST = 10_000, 2023, 10.0
FEEDS = Path(__file__).parent.parent / "fixtures" / "feeds"
TOKENS = (
    b"<![CDATA[", b"]]>", b"<!--", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>", b"&#x0;", b"&a;", b"</",
    b'"', b'""', b"'", b"\\u0000", b"\\ud800", b"[[[[", b"{{", b"}", b",", b"\t", b"\r", b"\n\n",
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xb0\xa1", b"\xed\xa0\x80", b"PK\x03\x04", b"PAR1",
    b"99999999999999999999", b"-1", b"1e999", b"r=\"XFD1048576\"",
)  # fmt: skip


def seeds(folder: Path) -> list[tuple[str, bytes]]:
    """One valid small file of every format and common variation, with its name."""
    book = write_workbook(folder / "seed.xlsx", [list(BIGKINDS), bigkinds_row(), bigkinds_row()])
    table = folder / "seed.parquet"
    pq.write_table(pa.table({"제목": ["가", "나"] * 20, "본문": [BODY, BODY] * 20}), table)
    feeds = [(path.name, path.read_bytes()) for path in sorted(FEEDS.iterdir())]
    page = f'<html><head><meta charset="euc-kr"></head><body><p>{BODY}</p></body></html>'
    rows = f"제목,본문,날짜\n개소,{BODY},2023-05-31\n" + f'둘,"{BODY}",2023\n' * 5
    plain: list[tuple[str, bytes]] = [
        ("page.txt", BODY.encode() * 3),
        ("page.html", page.encode("cp949")),
        ("table.csv", rows.encode("cp949")),
        ("wide.csv", rows.encode("utf-16")),
        ("table.tsv", rows.replace(",", "\t").encode()),
        ("table.jsonl", f'{{"title": "가", "body": "{BODY}"}}\n'.encode() * 3),
        ("naver.jsonl", (FEEDS / "naver_page1.json").read_bytes().replace(b"\n", b" ") + b"\n"),
        ("book.xlsx", book.read_bytes()),
        ("table.parquet", table.read_bytes()),
        *feeds,
    ]
    inner = _zip(plain[:3])
    return [*plain, ("all.zip", _zip([*plain, ("inner.zip", inner)]))]


def _zip(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return out.getvalue()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes, put tokens in, drop, repeat or move pieces, or cut the end off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(changed) + 1)
        length = chance.randint(1, 64)
        piece = changed[place : place + length]
        match chance.randrange(7):
            case 0 | 1:
                for at in range(place, min(place + chance.randint(1, 8), len(changed))):
                    changed[at] = chance.randrange(256)
            case 2:
                changed[place:place] = chance.choice(TOKENS)
            case 3:
                del changed[place : place + length]
            case 4:
                changed[place:place] = piece * chance.choice((2, 50, 2000))
            case 5:
                changed[chance.randrange(len(changed) + 1) :][:0] = piece
            case _:
                if chance.random() < 0.3:
                    del changed[place:]
    return bytes(changed)


def mutants(files: list[tuple[str, bytes]], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield `count` mutated files; one in eight gets another's name."""
    chance = random.Random(seed)
    for number in range(count):
        name, data = files[number % len(files)]
        if chance.random() < 0.125:
            name = chance.choice(files)[0]
        yield name, mutated(data, chance)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """Mutate what is inside an archive, so that the mutation gets past its check sums."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        spoiled = chance.choice(names)
        for name in names:
            inside = old.read(name)
            new.writestr(name, mutated(inside, chance) if name == spoiled else inside)
    return out.getvalue()


def read_one(name: str, data: bytes) -> tuple[int, list[str], float]:
    """Read one file; gives its documents, its reasons and the seconds that it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        start = time.perf_counter()
        found = list(read_file(path))
        seconds = time.perf_counter() - start
    assert all(isinstance(one, RawDocument | Reject) for one in found)
    assert found, f"{name}: neither a document nor a reason"
    return (
        sum(isinstance(one, RawDocument) for one in found),
        [_short(one.reason) for one in found if isinstance(one, Reject)],
        seconds,
    )


def _short(reason: str) -> str:
    """Drop the numbers of a reason, except where it is an error that nobody foresaw."""
    return reason[:150] if reason.startswith(FAILED[:8]) else reason.split("(", maxsplit=1)[0][:60]


def main() -> None:
    """Read mutated files in two processes and print what came of them."""
    given = [int(argument) for argument in sys.argv[1:]]
    count, seed = (given + [FILES, SEED][len(given) :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        files = seeds(Path(folder))
    chance = random.Random(seed + 1)
    packed = [(name, data) for name, data in files if data.startswith(b"PK")]
    reasons: Counter[str] = Counter()
    bad: list[str] = []
    slowest = documents = done = 0.0
    pool = _pool()
    for number, (plain_name, plain) in enumerate(mutants(files, count, seed)):
        name, data = plain_name, plain
        if number % 4 == 3:
            name, data = chance.choice(packed)
            data = repacked(data, chance)
        try:
            taken, said, seconds = pool.submit(read_one, name, data).result(timeout=2 * LONGEST)
        except Exception as error:
            bad.append(f"{number} {name}: {type(error).__name__}: {error}")
            Path(tempfile.gettempdir(), f"mutant-{number}-{name}").write_bytes(data)
            if isinstance(error, BrokenProcessPool | TimeoutError):
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool()
            continue
        if seconds > LONGEST:
            bad.append(f"{number} {name}: {seconds:.1f} s")
        slowest, documents, done = max(slowest, seconds), documents + taken, done + 1
        reasons.update(said)
    pool.shutdown()
    print(f"{done:,.0f} of {count:,} files read: {documents:,.0f} documents, "
          f"{reasons.total():,} reasons, slowest {slowest:.2f} s")  # fmt: skip
    for reason, times in reasons.most_common():
        print(f"  {times:6,} {reason}")
    print("\n".join(bad) or "no crash, no hang, nothing without a reason")
    sys.exit(bool(bad))


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


if __name__ == "__main__":
    main()
