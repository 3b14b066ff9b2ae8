"""The tables to take away: the same rows in every format, and no formula that runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from tiny import Tiny, asked, make

from pipelines.errors import FilterError, WarehouseError
from pipelines.query import download, export
from pipelines.query.filters import parse

KT = ("KT", "company", "KR", "mou")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("download") / "w", [
        Tiny("a1", "2021-03-05", [("41130", "primary"), ("11680", "mentioned")],
             ["transport", "data_ai"], [KT], title="=HYPERLINK(\"x\")", stages=["opened", "plan"]),
        Tiny("a2", "2021", [("41", "primary")], title="쉼표, \"따옴표\"\n줄바꿈"),
        Tiny("a3", "2019-01-01", [("26110", "primary")], title="+1"),
    ])  # fmt: skip


def read_csv(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_formats_hold_the_same_rows(folder: Path, tmp_path: Path) -> None:
    for form in download.FORMATS:
        assert export(folder, "province=경기도", form, tmp_path / f"t.{form}") == 5
    rows = read_csv(tmp_path / "t.csv")
    table = pq.read_table(tmp_path / "t.parquet").to_pylist()
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    cells = list(sheet.iter_rows(values_only=True))
    assert [row["article_id"] for row in rows] == [row["article_id"] for row in table]
    assert list(cells[0]) == list(rows[0])
    assert [row[0] for row in cells[1:]] == [row["article_id"] for row in rows]


def test_tidy_gives_partners_and_stages_to_primary_regions_alone(
    folder: Path, tmp_path: Path
) -> None:
    export(folder, "year=2021&topic=transport", "csv", tmp_path / "t.csv")
    rows = read_csv(tmp_path / "t.csv")
    assert {(r["region_role"], r["partner"], r["stage"]) for r in rows} == {
        ("primary", "KT", "opened|plan"), ("mentioned", "", ""),
    }  # fmt: skip


def test_articles_table_has_a_row_an_article(folder: Path, tmp_path: Path) -> None:
    assert export(folder, "", "csv", tmp_path / "a.csv", "articles") == 3
    rows = read_csv(tmp_path / "a.csv")
    assert [row["article_id"] for row in rows] == ["a1", "a2", "a3"]
    assert rows[0]["primary_regions"] == "경기도 성남시"
    assert rows[1]["title"] == '쉼표, "따옴표"\n줄바꿈'
    assert "body" not in rows[0]


def test_formulas_are_made_harmless(folder: Path, tmp_path: Path) -> None:
    export(folder, "", "csv", tmp_path / "a.csv", "articles")
    export(folder, "", "xlsx", tmp_path / "a.xlsx", "articles")
    titles = [row["title"] for row in read_csv(tmp_path / "a.csv")]
    assert titles[0] == '\'=HYPERLINK("x")'
    assert titles[2] == "'+1"
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n", "d"}


def test_no_rows_still_have_a_header(folder: Path, tmp_path: Path) -> None:
    for form in download.FORMATS:
        assert export(folder, "q=없는말", form, tmp_path / f"n.{form}") == 0
    assert (tmp_path / "n.csv").read_text(encoding="utf-8-sig").startswith("article_id,story_id")


def test_csv_comes_in_pieces(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "ROWS_AT_ONCE", 2)
    with asked(folder) as (connection, words):
        query = download.table_query("tidy", parse("", words), words)
        pieces = list(download.csv_chunks(connection, query))
    assert len(pieces) == 4
    assert b"".join(pieces).count(b"\r\n") == 7


def test_errors_say_what_to_do(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FilterError, match="csv, xlsx, parquet"):
        export(folder, "", "pdf", tmp_path / "x")  # type: ignore[arg-type]
    with pytest.raises(FilterError, match="경기도"):
        export(folder, "province=경기", "csv", tmp_path / "x")
    with pytest.raises(WarehouseError, match="citytrends build"):
        export(tmp_path / "nowhere", "", "csv", tmp_path / "x")
