"""A quick look that spares lines and texts a slow pattern passes none by that the pattern finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from pipelines.clean import captions, titles
from pipelines.extract import contexts, organisations
from pipelines.read import find_inputs, read_file
from pipelines.settings import SAMPLE_INPUT

ROOT = Path(__file__).parent
FOLDERS = (SAMPLE_INPUT, ROOT.parent / "data/gold/dev", ROOT / "fixtures")
WRITTEN = (
    "사진=바다시", "[사진 제공=바다시]", "바다 DB", "PHOTO | 홍길동", "전경.PNG", "photo: 홍길동",
    "바다시 제공", "(그림 바다시)", "[출처: 바다시]", "ⓒ 바다시 제공", "<홍보물> 캡처", "[기획] 도시",
    "도시를 잇다 【르포】", "홍길동 바다기술 대표는", "바다기술 홍길동 이사와", "㈜바다", "바다(주)",
    "사단법인 바다", "(재)바다", "바다대 교수는", "바다를 주관기관로",
)  # fmt: skip
QUICK = (
    (captions._MAY_CREDIT, captions._CREDIT),
    (titles._SERIES_MARK, titles._SERIES),
    (contexts._TITLED, contexts._EMPLOYER),
    (contexts._LEADS, contexts._AS_LEAD),
    (organisations._OF_UNIVERSITY, organisations._KOREAN_UNIVERSITY),
    *((organisations._INCORPORATION, pattern) for pattern in organisations._INCORPORATED),
)


def _texts() -> Iterator[str]:
    for file in find_inputs(FOLDERS):
        for document in read_file(Path(file.path)):
            if text := getattr(document, "text", None):
                yield from text.split("\n")
    yield from (ROOT / "test_clean_layouts.txt").read_text(encoding="utf-8").split("\n")
    yield from WRITTEN


@lru_cache(maxsize=1)
def texts() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_texts()))


@pytest.mark.parametrize(("quick", "slow"), QUICK)
def test_a_quick_look_passes_nothing_by(quick: re.Pattern[str], slow: re.Pattern[str]) -> None:
    """Among the lines of all pages at hand, some of which the slow pattern finds."""
    found = [text for text in texts() if slow.search(text)]
    assert found
    assert [text for text in found if not quick.search(text)] == []
