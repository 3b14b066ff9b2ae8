"""Hostile inputs: bombs, endless lines, odd names; each has its reason and the rest is read."""

from __future__ import annotations

import io
import os
import tracemalloc
import unicodedata
import zipfile
from pathlib import Path

import pytest
from inputs import BIGKINDS, BODY, bigkinds_row, write_workbook

from pipelines.model import RawDocument, Reject
from pipelines.read import find_inputs, read_file, reasons
from pipelines.read.archive import MAX_MEMBERS
from pipelines.read.base import MAX_LINE_BYTES
from pipelines.read.excel import MAX_CELLS

LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "하하">' for n in range(10)
)
OUTSIDE = '<!ENTITY file SYSTEM "file:///etc/hostname">'
PARAMETER = '<!ENTITY % more SYSTEM "http://127.0.0.1:9/x.dtd"> %more;'
ROOTS = {
    "rss": "<rss><channel><item><title>{}</title></item></channel></rss>",
    "response": "<response><body><NewsItem><Title>{0}</Title><DataContents>{0}</DataContents>"
    "</NewsItem></body></response>",
}


def one_reject(path: Path) -> Reject:
    (found,) = read_file(path)
    assert isinstance(found, Reject), found
    return found


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize(
    ("declared", "used"), [(LAUGHS, "&l9;"), (OUTSIDE, "&file;"), (PARAMETER, "가")]
)
@pytest.mark.parametrize("before", ["", "<!-- a [ > -->", "<?xml version='1.0'?>\n"])
def test_entities_are_refused(
    tmp_path: Path, root: str, declared: str, used: str, before: str
) -> None:
    path = tmp_path / "bomb.xml"
    text = f"{before}<!DOCTYPE {root} [{declared}]>" + ROOTS[root].format(used)
    path.write_text(text, encoding="utf-8")
    assert one_reject(path).reason == reasons.XML_ENTITIES


@pytest.mark.parametrize("root", ROOTS)
def test_entities_of_utf16_are_refused(tmp_path: Path, root: str) -> None:
    path = tmp_path / "bomb.xml"
    text = f"<!DOCTYPE {root} [{LAUGHS}]>" + ROOTS[root].format("&l9;")
    path.write_text(text, encoding="utf-16")
    assert one_reject(path).reason == reasons.XML_ENTITIES


def test_a_document_type_without_entities_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "old.rss"
    kind = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">'
    path.write_text(kind + ROOTS["rss"].format("소식"), encoding="utf-8")
    (found,) = read_file(path)
    assert isinstance(found, RawDocument)


@pytest.mark.parametrize(
    ("name", "start", "unit"),
    [
        ("line.csv", "제목,본문\n가,", "가"),
        ("line.tsv", "제목\t본문\n가\t", "가"),
        ("line.jsonl", '{"body": "', "가"),
        ("line.txt", "", "가"),
        ("line.html", "<html><body>", "가"),
        ("line.json", '{"lastBuildDate": "", "items": [{"title": "', "가"),
        ("line.rss", "<rss><channel><title>", "가"),
        ("line.xml", "<response><body><NewsItem><Title>", "가"),
        ("wide.csv", "\ufeff제목,본문\n가,", "가"),
    ],
)
def test_endless_lines_are_not_held(tmp_path: Path, name: str, start: str, unit: str) -> None:
    """200 MB without a line's end: a reason, and never more than some lines' worth of memory."""
    path = tmp_path / name
    encoding = "utf-16-le" if name.startswith("wide") else "utf-8"
    block = (unit * (1 << 20)).encode(encoding)
    with path.open("wb") as file:
        file.write(start.encode(encoding))
        for _ in range(200_000_000 // len(block)):
            file.write(block)
    tracemalloc.start()
    try:
        problem = one_reject(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        path.unlink()
    assert any(
        word in problem.reason for word in ("너무 큽니다", "바이트를 넘습니다", "XML이 깨졌")
    )
    assert peak < 16 * MAX_LINE_BYTES


def _sheet(path: Path, cells: str) -> Path:
    """Write the smallest workbook whose sheet has these cells."""
    write_workbook(path, [["제목", "본문"], ["개소", BODY]])
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"].decode()
    members["xl/worksheets/sheet1.xml"] = sheet.replace(
        "</sheetData>", f"{cells}</sheetData>"
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members.items():
            new.writestr(name, data)
    return path


@pytest.mark.parametrize("cell", ["XFD1048576", "xfd1048576", "A999999999", "ZZZZZZ9"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_far_cells_do_not_end_the_process(tmp_path: Path, cell: str, quote: str) -> None:
    markup = f"<row><c r={quote}{cell}{quote} t='str'><v>x</v></c></row>"
    assert "지나치게 넓습니다" in one_reject(_sheet(tmp_path / "far.xlsx", markup)).reason


def test_a_long_sheet_of_few_columns_is_no_bomb(tmp_path: Path) -> None:
    assert 1_048_576 * len(BIGKINDS) < MAX_CELLS
    last = "<row><c r='S20000' t='str'><v>x</v></c></row>"
    found = list(read_file(_sheet(tmp_path / "long.xlsx", last)))
    assert isinstance(found[0], RawDocument)


def test_a_sheet_that_unfolds_is_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    assert one_reject(path).reason == reasons.ZIP_BOMB


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def test_an_archive_in_an_archive_is_read_and_no_deeper(tmp_path: Path) -> None:
    deepest = _zip({"깊은.txt": BODY.encode()})
    inner = _zip({"안.txt": BODY.encode(), "더.zip": deepest})
    path = tmp_path / "밖.zip"
    path.write_bytes(_zip({"밖.txt": BODY.encode(), "속.zip": inner}))
    outer, deeper, inside = read_file(path)
    assert isinstance(outer, RawDocument)
    assert isinstance(inside, RawDocument)
    assert inside.source.path == f"{path}!속.zip!안.txt"
    assert isinstance(deeper, Reject)
    assert deeper.reason == reasons.NESTED_ZIP
    assert deeper.path == f"{path}!속.zip!더.zip"


def test_every_format_is_read_from_an_archive(tmp_path: Path) -> None:
    feeds = Path(__file__).parent / "fixtures" / "feeds"
    book = write_workbook(tmp_path / "b.xlsx", [list(BIGKINDS), bigkinds_row()])
    members = {path.name: path.read_bytes() for path in [*feeds.iterdir(), book]}
    path = tmp_path / "모음.zip"
    path.write_bytes(_zip(members))
    formats = [found.source.format for found in read_file(path) if isinstance(found, RawDocument)]
    assert sorted(set(formats)) == ["bigkinds", "korea_kr", "naver", "rss"]


def test_bombs_in_an_inner_archive_are_found(tmp_path: Path) -> None:
    inner = _zip({"bomb.txt": b"0" * 60_000_000})
    path = tmp_path / "밖.zip"
    path.write_bytes(_zip({"가.txt": BODY.encode(), "속.zip": inner}))
    found = list(read_file(path))
    assert [getattr(one, "reason", None) for one in found] == [None, reasons.ZIP_BOMB]


def test_members_that_share_their_bytes_are_a_bomb(tmp_path: Path) -> None:
    """Many entries of the directory may point at the same packed bytes."""
    data = _zip({"a.txt": b"0123456789" * 900_000})
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        start = packed.start_dir
    entry = data[start : data.index(b"PK\x05\x06")]
    end = bytearray(data[data.index(b"PK\x05\x06") :])
    count = 60_000
    end[8:10] = end[10:12] = count.to_bytes(2, "little")
    end[12:16] = (len(entry) * count).to_bytes(4, "little")
    path = tmp_path / "shared.zip"
    path.write_bytes(data[:start] + entry * count + bytes(end))
    assert one_reject(path).reason == reasons.ZIP_BOMB


def test_an_archive_of_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_MEMBERS >= 100_000
    monkeypatch.setattr("pipelines.read.archive.MAX_MEMBERS", 2)
    path = tmp_path / "many.zip"
    path.write_bytes(_zip({f"{n}.txt": b"a" for n in range(3)}))
    assert "3개로 너무 많습니다" in one_reject(path).reason


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_archive_has_its_reason(tmp_path: Path, share: float) -> None:
    data = _zip({f"{n}.txt": os.urandom(2000) for n in range(5)})
    path = tmp_path / "half.zip"
    path.write_bytes(data[: int(len(data) * share)])
    assert one_reject(path).reason == reasons.BROKEN_ZIP


def test_member_names_leave_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "slip.zip"
    path.write_bytes(_zip({"../../나감.txt": BODY.encode(), "/etc/절대.txt": BODY.encode()}))
    before = sorted(tmp_path.parent.rglob("*.txt"))
    assert all(isinstance(found, RawDocument) for found in read_file(path))
    assert sorted(tmp_path.parent.rglob("*.txt")) == before


def test_member_names_in_nfd(tmp_path: Path) -> None:
    path = tmp_path / "mac.zip"
    path.write_bytes(_zip({unicodedata.normalize("NFD", "하남시/기사.txt"): BODY.encode()}))
    (found,) = read_file(path)
    assert isinstance(found, RawDocument)
    assert found.source.path == f"{path}!하남시/기사.txt"


def test_file_names_in_bytes_of_cp949(tmp_path: Path) -> None:
    """Names that an unpacking program left undecoded are shown in Korean."""
    folder = os.fsencode(tmp_path) + b"/" + "보도".encode("cp949")
    try:
        os.mkdir(folder)  # noqa: PTH102 - a name in bytes
    except OSError:
        pytest.skip("the file system takes no such name")
    for name in ("기사.txt".encode("cp949"), "둘.txt".encode()):
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123 - a name in bytes
            file.write(BODY.encode())
    files = list(find_inputs([tmp_path]))
    assert sorted(file.name for file in files) == [
        f"{tmp_path}/보도/기사.txt", f"{tmp_path}/보도/둘.txt",
    ]  # fmt: skip
    for file in files:
        (found,) = read_file(Path(file.path))
        assert isinstance(found, RawDocument)
        assert found.source.path == file.name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("half.jsonl", '{"title": "\\ud83d", "body": "글"}\n{"title": "온전", "body": "글"}\n'),
        ("half.jsonl", '{"title": "가", "body": "\\udc00글"}\n{"title": "온전", "body": "글"}\n'),
    ],
)
def test_half_characters_cost_their_row_only(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    first, second = read_file(path)
    assert isinstance(first, Reject)
    assert (first.reason, first.row) == (reasons.BAD_CHARACTERS, 1)
    assert isinstance(second, RawDocument)
    assert second.title == "온전"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "nul.rss",
            b"<rss><channel><title>a\0b</title></channel></rss>" + b" " * 3000,
            reasons.NUL,
        ),
        ("nul.json", b'{"lastBuildDate": "", "items": [{"title": "a\0b"}]}' + b" " * 900, None),
        ("header.csv", "제목,본문,날짜".encode("cp949"), reasons.NO_ITEMS),
        ("deep.html", b"<html>" + b"<div>" * 200_000, None),
        ("deep.rss", b"<rss><channel><item><description>" + b"&lt;div&gt;" * 50_000, None),
        ("deep.xml", b"<response>" + b"<a>" * 300_000, reasons.BROKEN_XML),
        ("deep.json", b'{"lastBuildDate": "", "items": ' + b"[" * 200_000, reasons.BROKEN_ANSWER),
    ],
)
def test_odd_bytes_and_depths(tmp_path: Path, name: str, data: bytes, said: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read_file(path))
    assert found
    assert said is None or any(getattr(one, "reason", "") == said for one in found)
