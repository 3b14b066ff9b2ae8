"""Every format is read, whatever it is called and however it is encoded."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from inputs import BIGKINDS, BODY, NEWS_ID, bigkinds_row, write_workbook

from pipelines.errors import InputError
from pipelines.model import RawDocument, Reject
from pipelines.read import find_inputs, read_file
from pipelines.read.encoding import decode_page
from pipelines.read.rows import keyword_counts, news_id


def one(path: Path) -> RawDocument:
    (document,) = read_file(path)
    assert isinstance(document, RawDocument), document
    return document


def many(path: Path) -> list[RawDocument]:
    documents = list(read_file(path))
    assert all(isinstance(document, RawDocument) for document in documents), documents
    return [document for document in documents if isinstance(document, RawDocument)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_text_page_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(BODY.encode(encoding))
    document = one(path)
    assert document.text == BODY
    assert document.source.format == "text"
    assert document.source.row is None


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("euc-kr", "euc-kr"),
        ("ks_c_5601-1987", "cp949"),
        ("utf-8", "cp949"),  # mis-declared, as old local papers do
        ("euc-kr", "utf-8"),
        ("no-such-charset", "cp949"),
    ],
)
def test_html_page_whatever_it_declares(tmp_path: Path, declared: str, encoding: str) -> None:
    markup = f'<!DOCTYPE html><html><head><meta charset="{declared}"></head><body>{BODY}</body>'
    path = tmp_path / "page.html"
    path.write_bytes(markup.encode(encoding))
    document = one(path)
    assert document.markup == markup
    assert document.text is None
    assert document.source.format == "html"


def test_html_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"\n<!-- saved -->\n<html><body>{BODY}</body></html>", encoding="utf-8")
    assert one(path).source.format == "html"


def test_a_cut_off_letter_does_not_cost_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes((BODY * 30).encode()[:-2])
    assert one(path).text is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimited_table(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "table.csv"
    header = delimiter.join(("제목", "본문", "날짜", "언론사", "URL", "기자"))
    row = delimiter.join(
        ("개소", f'"{BODY}\n둘째 줄"', "2023-05-31", "경기일보", "https://n.example/1", "홍")
    )
    path.write_bytes(f"{header}\n{row}\n\n".encode(encoding))
    document = one(path)
    assert document.text == f"{BODY}\n둘째 줄"
    assert (document.title, document.published) == ("개소", "2023-05-31")
    assert (document.outlet, document.author) == ("경기일보", "홍")
    assert document.url == "https://n.example/1"
    assert (document.source.format, document.source.row) == ("table", 2)


@pytest.mark.parametrize(
    "header",
    ["title,body,published", "Title,Text,Date", "제목,내용,보도일자", "headline,content,pub_date"],
)
def test_header_names_in_both_languages(tmp_path: Path, header: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{header}\n개소,{BODY},2023-05-31\n", encoding="utf-8")
    document = one(path)
    assert (document.title, document.text, document.published) == ("개소", BODY, "2023-05-31")


def test_table_named_txt_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text(f"제목\t본문\n개소\t{BODY}\n", encoding="cp949")
    assert one(path).source.format == "table"


def test_an_id_that_counts_rows_is_no_identity(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"id,title,body\n1,가,{BODY}\nnews-77,나,{BODY}\n", encoding="utf-8")
    assert [document.external_id for document in many(path)] == [None, "news-77"]


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    records = [
        {"id": "smp-0001", "title": "개소", "body": BODY, "published": "2023-05", "outlet": "가"},
        {"article_id": 7, "제목": "둘째", "본문": BODY, "링크": "https://n.example/2"},
    ]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join([lines[0], "", lines[1]]), encoding="utf-8")
    first, second = many(path)
    assert (first.external_id, first.published, first.source.row) == ("smp-0001", "2023-05", 1)
    assert (second.external_id, second.url, second.source.row) == ("7", "https://n.example/2", 3)


def test_markup_in_a_table_is_kept_as_markup(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text(json.dumps({"title": "가", "body": f"<p>{BODY}</p>"}), encoding="utf-8")
    document = one(path)
    assert (document.markup, document.text) == (f"<p>{BODY}</p>", None)


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    table = pa.table({"제목": ["가", "나"], "본문": [BODY, BODY], "잡동사니": [1, 2]})
    pq.write_table(table, path)
    documents = many(path)
    assert [document.title for document in documents] == ["가", "나"]
    assert [document.source.row for document in documents] == [1, 2]


def test_bigkinds_workbook(tmp_path: Path) -> None:
    rows = [
        list(BIGKINDS),
        bigkinds_row(),
        bigkinds_row(일자=20230601, **{"뉴스 식별자": 1100801.2}),
    ]
    first, second = many(write_workbook(tmp_path / "NewsResult.xlsx", rows))
    assert first.source.format == "bigkinds"
    assert first.source.row == 2
    assert first.external_id == NEWS_ID
    assert first.keywords == (("하남시", 2), ("스마트도시", 1), ("센터", 1))
    assert first.complete is False
    assert first.author == "홍길동 기자"
    assert (first.published, second.published) == ("20230531", "20230601")
    assert second.external_id is None


def test_bigkinds_flags(tmp_path: Path) -> None:
    flags = ["", "중복", "예외", "중복, 예외", "유효 URL 없음", "본문 확보", None]
    rows = [list(BIGKINDS), *(bigkinds_row(**{"분석제외 여부": flag}) for flag in flags)]
    documents = list(read_file(write_workbook(tmp_path / "NewsResult.xlsx", rows)))
    kept = [isinstance(document, RawDocument) for document in documents]
    assert kept == [True, False, False, False, False, True, True]
    left_out = documents[3]
    assert isinstance(left_out, Reject)
    assert "중복, 예외" in left_out.reason
    assert left_out.row == 5


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp949"])
@pytest.mark.parametrize(
    "header",
    [
        "뉴스식별자,날짜,언론사,제목,키워드,본문,URL,분석제외여부",
        '"뉴스\n식별자", 일자 ,언론사,제목,키워드,본문,URL,분석제외 여부',
        "뉴스 ID,일자,언론사,제목,키워드,본문,URL,분석제외 여부",
    ],
)
def test_bigkinds_csv_with_other_headers(tmp_path: Path, header: str, encoding: str) -> None:
    path = tmp_path / "news.csv"
    row = f'{NEWS_ID},20230531,경기일보,개소,"가,나,가",{BODY},https://n.example/1,'
    path.write_bytes(f"{header}\r\n{row}\r\n".encode(encoding))
    document = one(path)
    assert document.source.format == "bigkinds"
    assert document.external_id == NEWS_ID
    assert document.published == "20230531"
    assert document.keywords == (("가", 2), ("나", 1))


def test_general_workbook_with_a_caption_above_its_header(tmp_path: Path) -> None:
    rows: list[list[object]] = [["2023년 기사 목록"], [], ["제목", "본문"], ["개소", BODY]]
    document = one(write_workbook(tmp_path / "list.xlsx", rows))
    assert (document.source.format, document.source.row, document.title) == ("table", 4, "개소")


def test_workbook_under_a_wrong_name(tmp_path: Path) -> None:
    book = write_workbook(tmp_path / "list.xlsx", [["제목", "본문"], ["개소", BODY]])
    renamed = book.rename(tmp_path / "list.csv")
    assert one(renamed).title == "개소"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (NEWS_ID, NEWS_ID),
        (1100801.2023, None),
        ("1100801.202", None),
        ("1.1008E+06", None),
        ("", None),
        ("news-7", "news-7"),
    ],
)
def test_news_id_is_text(value: object, expected: str | None) -> None:
    assert news_id(value) == expected


def test_keyword_counts_keep_repeats() -> None:
    assert keyword_counts(" 가, 나,가,, 가") == (("가", 3), ("나", 1))
    assert keyword_counts("") == ()


def test_zip_of_a_mixture(tmp_path: Path) -> None:
    path = tmp_path / "묶음.zip"
    table = io.StringIO(f"제목,본문\n개소,{BODY}\n")
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("나/표.csv", table.getvalue().encode("cp949"))
        packed.writestr("가.txt", BODY)
        packed.writestr("__MACOSX/._가.txt", b"\0\0")
        packed.writestr("빈.txt", "")
    documents = list(read_file(path))
    assert [type(document).__name__ for document in documents] == [
        "RawDocument", "RawDocument", "Reject",
    ]  # fmt: skip
    first = documents[0]
    assert isinstance(first, RawDocument)
    assert first.source.path == f"{path}!가.txt"
    assert isinstance(documents[2], Reject)
    assert documents[2].path == f"{path}!빈.txt"


def test_zip_members_named_by_an_old_windows(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    plain = zipfile.ZipInfo("aaaa.txt")
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(plain, BODY)
    path.write_bytes(path.read_bytes().replace(b"aaaa", "하남".encode("cp949")))
    assert one(path).source.path.endswith("!하남.txt")


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/3.txt", "b/.DS_Store", "~$list.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(BODY, encoding="utf-8")
    found = [Path(file.path).relative_to(tmp_path).as_posix() for file in find_inputs([tmp_path])]
    assert found == ["a.txt", "b/1.txt", "b/2.txt"]
    assert len(list(find_inputs([tmp_path, tmp_path / "a.txt"]))) == 3


def test_a_path_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(find_inputs([tmp_path / "nowhere"]))


def test_names_are_given_in_nfc(tmp_path: Path) -> None:
    path = tmp_path / unicodedata.normalize("NFD", "하남시.txt")
    path.write_text(BODY, encoding="utf-8")
    assert Path(one(path).source.path).name == "하남시.txt"
    (found,) = find_inputs([tmp_path])
    assert Path(found.name).name == "하남시.txt"


def test_decoding_prefers_utf8_to_a_wrong_declaration() -> None:
    markup = '<meta charset="euc-kr">하남시'
    assert decode_page(markup.encode()) == markup
