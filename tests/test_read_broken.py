"""Broken and foreign inputs: a reason each that says what to do, never an exception."""

from __future__ import annotations

import random
import unicodedata
import zipfile
from pathlib import Path

import duckdb
import fakes
import pytest
from inputs import BIGKINDS, BODY, bigkinds_row, write_workbook

from pipelines.model import RawDocument, Reject
from pipelines.read import read_file, reasons
from pipelines.read.base import MAX_LINE_BYTES, MAX_PAGE_BYTES
from pipelines.run import Options, build
from pipelines.settings import MAX_TEXT_CHARACTERS
from pipelines.warehouse.publish import published

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
CASES: tuple[tuple[str, bytes, str], ...] = (
    ("empty.txt", b"", reasons.EMPTY),
    ("blank.txt", "\ufeff \n\t".encode(), reasons.EMPTY),
    ("empty.csv", b"", reasons.EMPTY),
    ("blank.csv", b"\n\n", reasons.EMPTY),
    ("report.pdf", b"%PDF-1.7\n\xe2\xe3\xcf\xd3", reasons.PDF),
    ("report.txt", b"%PDF-1.7\n\xe2\xe3\xcf\xd3", reasons.PDF),
    ("report.hwp", OLE + b"HWP Document File", reasons.HWP),
    ("plain.hwp", "아무 글".encode(), reasons.HWP),
    ("letter.doc", OLE + "WordDocument".encode("utf-16-le"), reasons.WORD),
    ("letter.doc", OLE, reasons.WORD),
    ("list.xls", OLE + "Workbook".encode("utf-16-le"), reasons.OLD_EXCEL),
    ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", reasons.IMAGE),
    ("photo.txt", b"\x89PNG\r\n\x1a\n\0\0", reasons.IMAGE),
    ("data.bin", bytes(range(256)) * 4, reasons.BINARY),
    ("data.txt", bytes(range(256)) * 4, reasons.BINARY),
    ("pages.tar.gz", b"\x1f\x8b\x08\0", reasons.PACKED),
    ("nul.txt", (BODY + "\0" + BODY * 20).encode(), reasons.NUL),
    ("half.xlsx", b"PK\x03\x04" + b"\x14" * 500, reasons.BROKEN_EXCEL),
    ("wrong.xlsx", "그냥 글".encode(), reasons.BROKEN_EXCEL),
    ("half.parquet", b"PAR1" + b"\x15" * 100, reasons.BROKEN_PARQUET),
    ("half.zip", b"PK\x03\x04" + b"\x14" * 500, reasons.BROKEN_ZIP),
    ("pretty.json", b'{\n "title": "a"\n}', reasons.JSON_DOCUMENT),
    ("notes.md", BODY.encode(), reasons.UNKNOWN.format(suffix=".md")),
    ("noise.txt", b"\xff\xfd\xfe\x80" * 300, reasons.UNDECODABLE),
    (
        "mixed.txt",
        (BODY + "\n").encode() * 5 + (BODY + "\n").encode("cp949") * 5,
        reasons.MIXED_ENCODINGS,
    ),
    ("long.txt", b"a" * (MAX_TEXT_CHARACTERS + 1), "너무 깁니다"),
    ("large.html", b"<html>" + b"a" * MAX_PAGE_BYTES, "너무 큽니다"),
    (
        "bodiless.csv",
        "제목,날짜\n개소,2023-05-31\n".encode(),
        "본문 열이 없습니다(있는 열: 제목, 날짜)",
    ),
    ("bodiless.jsonl", b'{"title": "a"}', "본문 열이 없습니다(있는 열: title)"),
    ("line.jsonl", b'{"body": "' + b"a" * MAX_LINE_BYTES + b'"}', "바이트를 넘습니다"),
    ("line.csv", b"title,body\n1," + b"a" * MAX_LINE_BYTES, "바이트를 넘습니다"),
)


@pytest.mark.parametrize(
    ("name", "data", "reason"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)]
)
def test_one_reason_for_a_file_that_cannot_be_read(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = read_file(path)
    assert isinstance(found, Reject)
    assert reason in found.reason
    assert (found.path, found.stage) == (str(path), "read")
    assert "\n" not in found.reason


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ("word/document.xml", reasons.WORD),
        ("ppt/presentation.xml", reasons.SLIDES),
        ("Contents/section0.xml", reasons.HWP),
    ],
)
def test_documents_that_are_zips_inside(tmp_path: Path, member: str, reason: str) -> None:
    path = tmp_path / "document.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(member, "<x/>")
    (found,) = read_file(path)
    assert isinstance(found, Reject)
    assert found.reason == reason


def test_rows_that_break_do_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    good = f"개소,{BODY}\n".encode()
    path.write_bytes(
        "제목,본문\n".encode() + good + f"섞임,{BODY}\n".encode("cp949") + "빈,\n".encode() + good
    )
    found = list(read_file(path))
    assert [isinstance(document, RawDocument) for document in found] == [True, False, False, True]
    reasons_given = [f.reason for f in found if isinstance(f, Reject)]
    assert reasons_given == [reasons.DAMAGED_ROW, reasons.NO_BODY]
    assert [f.row for f in found if isinstance(f, Reject)] == [3, 4]


def test_utf8_rows_in_a_cp949_table_are_named(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(f"제목,본문\n가,{BODY}\n나,{BODY}\n".encode("cp949") + f"다,{BODY}\n".encode())
    found = list(read_file(path))
    assert [isinstance(document, RawDocument) for document in found] == [True, True, False]


def test_json_lines_go_on_after_a_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    lines = ['{"body": "가나다"}', '{"body": ', "[1, 2]", "[" * 100_000, '{"body": "라"}']
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(read_file(path))
    assert [isinstance(document, RawDocument) for document in found] == [
        True, False, False, False, True,
    ]  # fmt: skip


def test_an_open_quote_ends_the_table_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(
        f'제목,본문\n가,{BODY}\n나,"{"열린 따옴표" * 10}\n' + "다,글\n" * 300_000, encoding="utf-8"
    )
    found = list(read_file(path))
    assert isinstance(found[0], RawDocument)
    last = found[-1]
    assert isinstance(last, Reject)
    assert last.reason == reasons.BROKEN_QUOTES
    assert last.row == 3


def test_zip_bombs_are_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb.txt", b"0" * 60_000_000)
        packed.writestr("good.txt", BODY)
        packed.writestr("inner.zip", b"PK\x05\x06" + b"\0" * 18)
    bomb, good, inner = read_file(path)
    assert isinstance(bomb, Reject)
    assert bomb.reason == reasons.ZIP_BOMB
    assert isinstance(good, RawDocument)
    assert isinstance(inner, Reject)
    assert inner.reason == reasons.EMPTY


def test_a_truncated_workbook_has_its_reason(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "NewsResult.xlsx", [list(BIGKINDS), bigkinds_row()])
    path.write_bytes(path.read_bytes()[:-400])
    (found,) = read_file(path)
    assert isinstance(found, Reject)
    assert found.reason == reasons.BROKEN_EXCEL


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (found,) = read_file(tmp_path / "gone.txt")
    assert isinstance(found, Reject)
    assert "열 수 없습니다" in found.reason


def test_mutated_files_never_raise(tmp_path: Path) -> None:
    chance = random.Random(20231)
    zipped = tmp_path / "seed.zip"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", BODY * 20)
    seeds = [
        (
            "a.xlsx",
            write_workbook(tmp_path / "s.xlsx", [list(BIGKINDS), bigkinds_row()]).read_bytes(),
        ),
        ("a.zip", zipped.read_bytes()),
        ("a.csv", f"제목,본문\n개소,{BODY}\n".encode("cp949") * 3),
        ("a.jsonl", f'{{"title": "가", "body": "{BODY}"}}\n'.encode() * 3),
        ("a.html", f"<html><body>{BODY}</body></html>".encode()),
        ("a.txt", BODY.encode()),
    ]
    for number in range(300):
        name, data = seeds[number % len(seeds)]
        changed = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        path = tmp_path / name
        path.write_bytes(changed[: chance.randint(1, len(changed))])
        assert all(isinstance(found, RawDocument | Reject) for found in read_file(path))


def test_broken_files_cost_only_themselves(tmp_path: Path) -> None:
    """All of them in one build, with an article among them."""
    inputs = tmp_path / "inputs"
    for number, (name, data, _) in enumerate(CASES):
        (inputs / f"{number:02}").mkdir(parents=True)
        (inputs / f"{number:02}" / name).write_bytes(data)
    (inputs / unicodedata.normalize("NFD", "하남시.txt")).write_text(BODY, encoding="utf-8")
    report = build([inputs], tmp_path / "w", Options(work=fakes.work, quiet=True))
    assert (report.articles, report.rejects) == (1, len(CASES))
    with duckdb.connect(str(published(tmp_path / "w")), read_only=True) as connection:
        rejects = dict(
            connection.execute("SELECT source_path, reason FROM rejects ORDER BY 1").fetchall()
        )
        (path,) = connection.execute("SELECT source_path FROM articles").fetchone() or ("",)
    assert path.endswith(unicodedata.normalize("NFC", "/하남시.txt"))
    for (name, _, reason), (source, said) in zip(CASES, sorted(rejects.items()), strict=True):
        assert source.endswith(f"/{name}")
        assert reason in said
