"""Relations by sentence and by article: many ways to say each; the gold guide says which is which."""

from __future__ import annotations

import pytest

from tests.partner_pages import relations
from tests.relation_cases import CASES, MIXED, PAGES


@pytest.mark.parametrize(
    ("relation", "body", "title"), [(r, *case) for r, cases in CASES.items() for case in cases]
)
def test_all_of_a_sentence_stand_in_one_relation(relation: str, body: str, title: str) -> None:
    found = relations(body, title)
    assert found
    assert set(found.values()) == {relation}, found


@pytest.mark.parametrize(("body", "title", "wanted"), MIXED)
def test_each_of_a_sentence_in_its_own(body: str, title: str, wanted: dict[str, str]) -> None:
    found = relations(body, title)
    assert {name: found.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(("title", "body", "year", "wanted"), PAGES)
def test_all_of_a_small_article(title: str, body: str, year: int, wanted: dict[str, str]) -> None:
    found = relations(body, title, year)
    assert {name: found.get(name) for name in wanted} == wanted
