"""The five real pages of the project's origin, where the folder that holds them is present."""

from __future__ import annotations

import pytest

from pipelines.extract import Toolkit
from pipelines.gold import GoldPage, Score, Scorer, read_gold
from tests.conftest import ACCEPTANCE

PAGES = list(read_gold(ACCEPTANCE)) if ACCEPTANCE.is_dir() else []


def test_the_pages_are_here_or_it_is_said() -> None:
    if not PAGES:
        pytest.skip(f"no acceptance pages beside the project ({ACCEPTANCE.name}): not compared")
    assert len(PAGES) == 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_field_is_right(page: GoldPage, toolkit: Toolkit) -> None:
    score = Score()
    Scorer(toolkit).add(score, page)
    assert score.misses == []
