"""The boundary files agree with the region table, and a map can draw them."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipelines import settings

NAMES = ("sido_now", "sigungu_now", "sido_2026h1", "sigungu_2026h1")
FIRST_DAY = {"now": "2026-07-01", "2026h1": "2026-06-30"}


def features(name: str) -> list[dict[str, Any]]:
    text = (settings.BOUNDARIES_DIR / f"{name}.geojson").read_text(encoding="utf-8")
    return list(json.loads(text)["features"])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def codes_on(day: str, level: str) -> set[str]:
    wanted = {
        row["code"]
        for row in rows(settings.REFERENCE_DIR / "regions.tsv")
        if row["level"] == level
        and (row["valid_from"] or "0") <= day <= (row["valid_to"] or "9999")
    }
    return wanted | {"36"} if level == "sigungu" else wanted


def rings(feature: dict[str, Any]) -> list[list[list[list[float]]]]:
    geometry = feature["geometry"]
    assert geometry["type"] in ("Polygon", "MultiPolygon")
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


def signed_area(ring: list[list[float]]) -> float:
    """Shoelace formula: negative for a clockwise ring."""
    pairs = pairwise(ring)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


@pytest.mark.parametrize("name", NAMES)
def test_every_region_of_the_division_has_one_polygon(name: str) -> None:
    level, division = name.split("_")
    codes = [feature["id"] for feature in features(name)]
    assert len(codes) == len(set(codes))
    assert set(codes) == codes_on(FIRST_DAY[division], level)


@pytest.mark.parametrize("name", NAMES)
def test_properties_agree_with_the_region_table(name: str) -> None:
    table = {row["code"]: row for row in rows(settings.REFERENCE_DIR / "regions.tsv")}
    for feature in features(name):
        properties = feature["properties"]
        row = table[feature["id"]]
        assert properties["code"] == feature["id"]
        assert (properties["name"], properties["sido_code"]) == (row["name"], row["sido_code"])


@pytest.mark.parametrize("name", NAMES)
def test_rings_are_closed_clockwise_and_in_korea(name: str) -> None:
    for feature in features(name):
        for exterior, *holes in rings(feature):
            assert exterior[0] == exterior[-1] and len(exterior) >= 4, feature["id"]
            assert signed_area(exterior) < 0, f"{feature['id']}: d3-geo would fill the globe"
            assert all(signed_area(hole) > 0 for hole in holes), feature["id"]
            assert all(124 < x < 132 and 33 < y < 39 for x, y in exterior), feature["id"]


@pytest.mark.parametrize("name", NAMES)
def test_neighbours_share_their_lines(name: str) -> None:
    shapely = pytest.importorskip("shapely", reason="the extra `boundaries` is not installed")
    shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in features(name)]
    assert all(shape.is_valid for shape in shapes)
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize("name", NAMES)
def test_file_is_small_enough_to_travel(name: str) -> None:
    assert (settings.BOUNDARIES_DIR / f"{name}.geojson").stat().st_size <= 700_000


def test_every_region_of_today_has_a_coordinate() -> None:
    points = rows(settings.REFERENCE_DIR / "coordinates.tsv")
    today = FIRST_DAY["now"]
    assert {row["code"] for row in points} == codes_on(today, "sido") | codes_on(today, "sigungu")
    for row in points:
        assert 124 < float(row["longitude"]) < 132 and 33 < float(row["latitude"]) < 39
