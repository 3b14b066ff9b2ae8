"""Relations that no clause says plainly: what the words around a name lean to, and the fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipelines.extract import Toolkit
from pipelines.extract.leanings import Leanings
from pipelines.gold import read_gold
from pipelines.reference import RELATIONS, load_reference
from pipelines.settings import REFERENCE_DIR
from scripts.fit_relations import (
    TABLE,
    Case,
    cases_of,
    columns_of,
    fit,
    left_out,
    rows_of,
    table_of,
)
from tests.partner_pages import relations

GOLD = Path(__file__).parents[1] / "data" / "gold" / "dev"


@pytest.mark.parametrize(
    ("title", "body", "name", "relation"),
    [
        (
            "새빛시, 스마트도시 전문가 자문회의",
            "새빛시가 12일 시청에서 전문가 자문회의를 열었다.\n"
            "회의에서 누리대학교 교수는 데이터를 나눠 쓰자고 했다.",
            "누리대학교",
            "advice",
        ),
        (
            "새빛시, 스마트도시 업무협약",
            "새빛시가 12일 스마트도시 업무협약을 맺었다.\n누리온테크는 힘을 보탠다.",
            "누리온테크",
            "mou",
        ),
    ],
)
def test_what_an_article_leans_to(title: str, body: str, name: str, relation: str) -> None:
    """By the clause alone both would be joint projects."""
    assert relations(body, title).get(name) == relation


def test_without_known_features_what_was_said_stands() -> None:
    leanings = Leanings(load_reference())
    assert leanings.choose({"behind:뷁뷁": 1.0}, "award", 0.3) == "award"


def test_a_strong_word_wins_over_a_weak_one() -> None:
    leanings = Leanings(load_reference())
    features = {"near=mou": 1.0, "behind=mou": 1.0, "first=mou": 1.0, "given=pact": 1.0}
    assert leanings.choose(features, "other", 0.0) == "mou"
    assert leanings.choose(features, "other", 9.0) == "other"


def _cases(count: int = 8) -> Iterator[Case]:
    for number in range(count):
        yield Case(f"{'ab'[number % 2]}{number}", {"always": 1.0, "signed": 1.0}, "mou")
        yield Case(f"{'ab'[number % 2]}{number}", {"always": 1.0, "came": 1.0}, "benchmark_visit")


def test_the_fit_tells_words_apart_and_series_vouch_for_each_other() -> None:
    cases = [*_cases(12)]
    columns = columns_of(cases)
    weights = fit(table_of(cases, columns), np.array([RELATIONS.index(c.relation) for c in cases]))
    mou, visit = RELATIONS.index("mou"), RELATIONS.index("benchmark_visit")
    assert weights[columns["signed"], mou] > 0 > weights[columns["signed"], visit]
    assert left_out(cases) == {"a": (12, 12), "b": (12, 12)}


def test_a_feature_of_few_pages_has_no_column() -> None:
    rare = Case("a1", {"always": 1.0, "once": 1.0}, "mou")
    assert "once" not in columns_of([*_cases(), rare])


def test_the_table_is_one_that_the_script_writes() -> None:
    lines = (REFERENCE_DIR / TABLE).read_text(encoding="utf-8").splitlines()
    known = load_reference().relation_weights
    columns = {name: number for number, (name, _) in enumerate(known)}
    assert list(rows_of(columns, np.array([weights for _, weights in known]))) == lines


def test_cases_come_from_annotated_partners(toolkit: Toolkit) -> None:
    pages = [page for page in read_gold(GOLD) if page.name.startswith("b")]
    cases = [case for page in pages for case in cases_of(page, toolkit)]
    assert len(cases) > len(pages)
    assert {case.series for case in cases} == {"b"}
    assert {case.relation for case in cases} <= set(RELATIONS)
