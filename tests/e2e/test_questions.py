"""Ten questions that an officer asks are answered within three clicks from the start page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from browser import Browser
from walks import MOST_CLICKS, QUESTIONS, Question, Reader, build_file

from pipelines.settings import PROJECT_ROOT

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])
def test_a_question_is_answered_within_three_clicks(
    question: Question, sample: Path, sample_server: str, browse: Callable[..., Browser]
) -> None:
    reader = Reader(browse(), sample_server)
    reader.start()
    question.walk(reader)
    said = reader.browser.text(question.where)
    with duckdb.connect(str(build_file(sample)), read_only=True) as build:
        for words in question.answer(build, said):
            assert words in said
    assert reader.clicks <= MOST_CLICKS
    assert reader.browser.all(question.about)
    assert reader.browser.complaints() == []


def test_the_walk_through_tells_every_question() -> None:
    told = (PROJECT_ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
    for question in QUESTIONS:
        assert question.asked in told, question.asked
    for picture in re.findall(r"\(images/([\w-]+\.png)\)", told):
        file = PROJECT_ROOT / "docs" / "images" / picture
        assert 5_000 < file.stat().st_size <= 120_000, picture
