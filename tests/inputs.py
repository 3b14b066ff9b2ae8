"""Small input files for tests, in the formats met in the field."""

from __future__ import annotations

from pathlib import Path

import openpyxl

BODY = "하남시는 12일 스마트도시 통합운영센터를 열었다고 밝혔다."
BIGKINDS = (
    "뉴스 식별자", "일자", "언론사", "기고자", "제목", "통합 분류1", "통합 분류2", "통합 분류3",
    "사건/사고 분류1", "사건/사고 분류2", "사건/사고 분류3", "인물", "위치", "기관", "키워드",
    "특성추출(가중치순 상위 50개)", "본문", "URL", "분석제외 여부",
)  # fmt: skip
NEWS_ID = "01100801.20230531232402001"


def bigkinds_row(**changes: object) -> list[object]:
    row: dict[str, object] = dict.fromkeys(BIGKINDS, "")
    row |= {
        "뉴스 식별자": NEWS_ID, "일자": "20230531", "언론사": "경기일보", "기고자": "홍길동\n기자",
        "제목": "하남시, 통합운영센터 개소", "키워드": "하남시,스마트도시,하남시,센터",
        "본문": BODY + "..", "URL": "https://news.example/1",
    }  # fmt: skip
    return list((row | changes).values())


def write_workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path
