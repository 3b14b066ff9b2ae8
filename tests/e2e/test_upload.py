"""A reader without any data brings a file and sees the pages filled with it."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import Browser
from conftest import serving

pytestmark = pytest.mark.e2e

ARTICLES = (
    (
        "수원시, 스마트도시 통합플랫폼 구축 착수",
        "경기도 수원시는 5일 교통과 방범을 잇는 스마트도시 통합플랫폼 구축에 착수했다고 밝혔다. "
        "수원시는 국토교통부 공모에 선정되어 국비를 받는다.",
    ),
    (
        "부산시, KT와 자율주행 업무협약",
        "부산광역시는 KT와 자율주행 셔틀 실증을 위한 업무협약을 체결했다고 밝혔다. "
        "부산시는 스마트시티 데이터를 함께 쓴다.",
    ),
)


def test_a_file_becomes_the_pages(tmp_path: Path, browse: Callable[..., Browser]) -> None:
    table = tmp_path / "기사.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["제목", "본문", "일자", "언론사"])
        writer.writerows([title, body, "2021-03-05", "연합뉴스"] for title, body in ARTICLES)
    with serving(tmp_path / "warehouse") as address:
        browser = browse()
        browser.open(address)
        assert "아직 만들어 둔 자료가 없습니다" in browser.text("h1.lead")
        browser.open(f"{address}upload")
        browser.all("[data-testid=stFileUploader] input")[0].send_keys(str(table))
        time.sleep(2)
        browser.all(".st-key-upload-start button")[0].click()
        for _ in range(90):
            time.sleep(1)
            if "넣었습니다" in browser.text() or "못했습니다" in browser.text():
                break
        assert "기사 2건을 넣었습니다" in browser.text()
        browser.page("개요")
        assert "기사 2건" in browser.text("h1.lead")
        assert not browser.all(".banner")
        assert browser.complaints() == []
