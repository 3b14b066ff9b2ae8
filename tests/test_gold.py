"""The gate: every field keeps its floor on the gold pages and on the sample; nothing leaks."""

from __future__ import annotations

import json

import pytest

from pipelines.evaluate import figures
from pipelines.extract import Toolkit
from pipelines.gold import Scorer, read_gold
from tests.conftest import ROOT

GOLD = ROOT / "data" / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))
SETS = {
    **{name: GOLD / name for name in ("dev", "held", "frames", "edges")},
    "sample": ROOT / "data" / "sample",
}


@pytest.mark.parametrize("name", sorted(SETS))
def test_no_field_falls_below_its_floor(name: str, toolkit: Toolkit) -> None:
    score = Scorer(toolkit).score(read_gold(SETS[name]))
    found = figures(score)
    assert found.get("leaked_regions", {"leaked": 0})["leaked"] == 0
    below = {
        field: (found[field]["value"], floor)
        for field, floor in FLOORS[name].items()
        if found[field]["value"] < floor
    }
    assert below == {}


def test_the_gold_is_as_large_as_its_guide_says() -> None:
    dev, held = list(read_gold(SETS["dev"])), list(read_gold(SETS["held"]))
    assert len(dev) >= 390
    assert len(held) >= 90
    assert sum(not page.truth["on_topic"] for page in (*dev, *held)) >= 25
    assert sum(not page.has_article for page in (*dev, *held)) >= 10


def test_every_province_old_and_new_has_a_page() -> None:
    pages = [*read_gold(SETS["dev"]), *read_gold(SETS["held"])]
    primary = {region[0] for page in pages for region in page.truth["primary_regions"]}
    assert len(primary) >= 16
