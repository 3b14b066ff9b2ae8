"""Squares of the tile maps: none twice, neighbours near, north above south."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from dashboard import geography
from dashboard.figures.choropleth import Place
from dashboard.figures.tiles import Cell, grid

FILES = ("sigungu_now.geojson", "sigungu_2026h1.geojson")


def of_file(name: str) -> list[Place]:
    """The polygons of a boundary file as places."""
    return [
        Place(one.code, one.name, one.name, *one.label) for one in geography.polygons(name)
    ]  # fmt: skip


def distances(places: list[Place], cells: dict[str, Cell]) -> np.ndarray:
    """For each place, how many cells away (king's moves) its nearest neighbour on earth stands."""
    points = np.array([(p.longitude * 0.8, p.latitude) for p in places])
    apart = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    nearest = apart.argmin(axis=1)
    at = np.array([cells[place.code] for place in places])
    return np.abs(at - at[nearest]).max(axis=1)


def check(places: list[Place], cells: dict[str, Cell]) -> None:
    """The rule: a cell for each, none twice, west to east and north to south, neighbours near."""
    assert set(cells) == {place.code for place in places}
    assert len(set(cells.values())) == len(cells)
    at = np.array([cells[place.code] for place in places])
    if len(places) < 8:
        return
    lon = [place.longitude for place in places]
    lat = [-place.latitude for place in places]
    assert spearmanr(at[:, 0], lon).statistic > 0.7
    assert spearmanr(at[:, 1], lat).statistic > 0.7
    assert np.median(distances(places, cells)) <= 1
    assert np.mean(distances(places, cells) <= 3) >= 0.9


@pytest.mark.parametrize("name", FILES)
def test_the_squares_of_the_whole_country(name: str) -> None:
    check(of_file(name), grid(of_file(name)))


@pytest.mark.parametrize("name", FILES)
def test_the_squares_of_each_province(name: str) -> None:
    places = of_file(name)
    for parent in {one.parent for one in geography.polygons(name)}:
        own = [place for place in places if place.code[:2] == parent]
        check(own, grid(own))


@pytest.mark.parametrize("name", ["sido_now.geojson", "sido_2026h1.geojson"])
def test_the_reviewed_squares_of_provinces(name: str) -> None:
    places = of_file(name)
    check(places, geography.cells(places, "sido"))


def test_the_order_of_places_does_not_move_squares() -> None:
    places = of_file(FILES[0])
    assert grid(places) == grid(places[::-1])


def test_one_place_has_one_square() -> None:
    assert grid([Place("36", "세종", "세종", 127.3, 36.5)]) == {"36": (0, 0)}
