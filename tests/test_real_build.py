"""One build with the real rules: every format in, findings with their evidence out."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from inputs import BIGKINDS, bigkinds_row, write_workbook

from pipelines import cli
from pipelines.query.connect import current_build

TITLE = "하남시, 스마트도시 통합운영센터 개소"
BODY = (
    "경기 하남시는 한국토지주택공사(LH)와 스마트도시 통합플랫폼 구축을 위한 업무협약을 맺었다고 "
    "{day}일 밝혔다. 시는 이번 협약에 따라 방범용 CCTV를 한곳에서 살피는 통합운영센터를 "
    "{number}월 문을 연다. 하남시 관계자는 “시민이 안전한 스마트도시를 만들겠다”고 말했다."
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("real")
    inputs, warehouse = folder / "inputs", folder / "warehouse"
    inputs.mkdir()
    page = f"로그인\n회원가입\n{TITLE}\n승인 2021-03-05 09:12\n{BODY.format(day=5, number=6)}\n"
    (inputs / "page.txt").write_bytes(page.encode("cp949"))
    (inputs / "page.html").write_bytes(
        f"<html><head><meta charset='euc-kr'><title>{TITLE}</title></head><body><article>"
        f"<h1>{TITLE}</h1><p>{BODY.format(day=7, number=8)}</p></article></body></html>".encode(
            "cp949"
        )
    )
    record = {"id": "n1", "title": TITLE, "body": BODY.format(day=9, number=10)}
    record |= {"published": "2021-03-09", "outlet": "하남신문", "url": "https://n.example/1"}
    (inputs / "feed.jsonl").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    row = bigkinds_row(제목=TITLE, 본문=BODY.format(day=31, number=12)[:190] + "..")
    write_workbook(inputs / "NewsResult.xlsx", [list(BIGKINDS), row])
    (inputs / "보고서.hwp").write_bytes(b"HWP Document File V3.00")
    arguments = ["build", str(inputs), "--warehouse", str(warehouse), "--workers", "1"]
    assert cli.main(arguments) == 0
    return inputs, warehouse


def rows(warehouse: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(current_build(warehouse)), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_every_format_is_an_article_on_topic_about_hanam(built: tuple[Path, Path]) -> None:
    _, warehouse = built
    found = rows(
        warehouse,
        "SELECT a.source_format, r.sigungu FROM articles a JOIN article_regions r "
        "USING (article_id) WHERE a.on_topic AND r.role = 'primary' ORDER BY 1",
    )
    assert found == [(kind, "하남시") for kind in ("bigkinds", "html", "table", "text")]


def test_evidence_lies_where_its_span_says(built: tuple[Path, Path]) -> None:
    _, warehouse = built
    found = rows(
        warehouse,
        "SELECT r.span_end - r.span_start, substring(CASE r.field WHEN 'title' THEN a.title "
        "ELSE t.body END, r.span_start + 1, r.span_end - r.span_start) "
        "FROM article_regions r JOIN articles a USING (article_id) "
        "JOIN article_texts t USING (article_id) WHERE r.code = '41450'",
    )
    assert found
    assert all("하남" in str(surface) for _, surface in found)


def test_a_reject_stands_beside_them(built: tuple[Path, Path]) -> None:
    _, warehouse = built
    ((reason,),) = rows(warehouse, "SELECT reason FROM rejects")
    assert "한글" in str(reason)


def test_an_article_is_explained_by_file_and_by_id(
    built: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    inputs, warehouse = built
    ((article_id,),) = rows(
        warehouse, "SELECT article_id FROM articles WHERE source_format = 'table'"
    )
    assert cli.main(["explain", str(article_id), "--warehouse", str(warehouse), "--json"]) == 0
    by_id = json.loads(capsys.readouterr().out)
    assert cli.main(["explain", str(inputs / "feed.jsonl"), "--json"]) == 0
    by_file = json.loads(capsys.readouterr().out)
    by_id.pop("source")
    by_file.pop("source")
    assert by_id == by_file
    assert cli.main(["explain", str(inputs / "page.txt")]) == 0
    assert "하남시" in capsys.readouterr().out


def test_extract_writes_the_same_without_a_warehouse(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    inputs, warehouse = built
    out = tmp_path / "out.jsonl"
    assert cli.main(["extract", str(inputs), "--out", str(out), "--workers", "1"]) == 0
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    ids = rows(warehouse, "SELECT article_id FROM articles")
    assert sorted(one["article_id"] for one in found) == sorted(str(row[0]) for row in ids)
    assert cli.main(["extract", str(inputs), "--out", str(out), "--strict", "--workers", "1"]) == 1


def test_export_writes_the_filtered_table(built: tuple[Path, Path], tmp_path: Path) -> None:
    _, warehouse = built
    out = tmp_path / "out.csv"
    arguments = ["export", "--warehouse", str(warehouse), "--query", "province=경기도"]
    assert cli.main([*arguments, "--format", "csv", "--out", str(out)]) == 0
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "하남시" in data.decode("utf-8-sig")
    assert cli.main([*arguments[:-1], "nonsense=1", "--out", str(out)]) == 2
