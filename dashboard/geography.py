"""Which map is drawn for some filters: its level, its boundary file and its polygons."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dashboard.figures.choropleth import Place
from dashboard.figures.tiles import Cell, grid
from pipelines.query.filters import NO_DISTRICT, Filters
from pipelines.query.regions import THEN_MAP_DAY
from pipelines.query.vocabulary import Vocabulary
from pipelines.settings import BOUNDARIES_DIR


@dataclass(frozen=True, slots=True)
class Polygon:
    """What a boundary file says of a region beside its outline."""

    code: str
    name: str
    parent: str
    label: tuple[float, float]


Level = Literal["sido", "sigungu"]
LAYOUT = BOUNDARIES_DIR / "sido_layout.tsv"
"""Reviewed by eye: for each 시도 its square and the point of its label."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a 시도 stands among squares, and where its label stands on the map."""

    cell: Cell
    label: tuple[float, float]
    outside: bool


def level(filters: Filters, wanted: str = "") -> Level:
    """시군구 once a 시도 or 시군구 is chosen, or where they are wanted; else 시도."""
    return "sigungu" if provinces(filters) or wanted == "sigungu" else "sido"


def provinces(filters: Filters) -> tuple[str, ...]:
    """The 시도 codes that the filters speak of, also through their 시군구."""
    of_districts = {code[:2] for code in filters.district if code != NO_DISTRICT}
    return filters.province or tuple(sorted(of_districts))


def file_name(filters: Filters, shown: Level) -> str:
    """The boundary file: today's division, or the one before 2026-07-01 for names of the day."""
    return f"{shown}_{'now' if filters.regions == 'now' else '2026h1'}.geojson"


def address(filters: Filters, shown: Level) -> str:
    """Where the browser fetches the boundaries (served once, then kept by the browser)."""
    return f"boundaries/{file_name(filters, shown)}"


def places(filters: Filters, vocabulary: Vocabulary, shown: Level) -> list[Place]:
    """The polygons to draw: all 시도, or the 시군구 of the chosen 시도."""
    parents = provinces(filters)
    if filters.regions == "then":
        parents = tuple(vocabulary.on_day(code, THEN_MAP_DAY) for code in parents)
    return [
        _place(p, vocabulary)
        for p in polygons(file_name(filters, shown))
        if shown == "sido" or not parents or p.parent in parents
    ]


def _place(polygon: Polygon, vocabulary: Vocabulary) -> Place:
    known = layout().get(polygon.code) if len(polygon.code) == 2 else None
    longitude, latitude = known.label if known else polygon.label
    return Place(
        polygon.code, vocabulary.full_name(polygon.code), _short(vocabulary, polygon), longitude,
        latitude, outside=known.outside if known else False,
    )  # fmt: skip


def cells(places: Sequence[Place], shown: Level) -> dict[str, Cell]:
    """The square of each place: reviewed for 시도, computed from where they lie for 시군구."""
    if shown == "sido":
        known = layout()
        return {place.code: known[place.code].cell for place in places if place.code in known}
    return dict(_computed(tuple(places)))


@cache
def _computed(places: tuple[Place, ...]) -> dict[str, Cell]:
    return grid(places)


@cache
def layout() -> dict[str, Layout]:
    """The reviewed layout of 시도, read once."""
    with LAYOUT.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Layout(
                (int(row["column"]), int(row["row"])),
                (float(row["longitude"]), float(row["latitude"])),
                row["outside"] == "1",
            )
            for row in csv.DictReader(file, delimiter="\t")
        }


def _short(vocabulary: Vocabulary, polygon: Polygon) -> str:
    region = vocabulary.regions.get(polygon.code)
    return region.short_name if region else polygon.name


@cache
def polygons(name: str) -> list[Polygon]:
    """The polygons of a boundary file, read once."""
    features = json.loads((BOUNDARIES_DIR / name).read_text(encoding="utf-8"))["features"]
    return [
        Polygon(
            str(feature["id"]),
            feature["properties"]["name"],
            feature["properties"]["sido_code"],
            (feature["properties"]["label"][0], feature["properties"]["label"][1]),
        )
        for feature in features
    ]
