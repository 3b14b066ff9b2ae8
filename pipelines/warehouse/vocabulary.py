"""The vocabulary tables of a build: a copy of the reference data that it was made with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from pipelines.reference import Reference
from pipelines.warehouse.bulk import insert_rows


def fill_vocabulary(connection: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    """Replace the build's vocabulary by today's reference data."""
    _fill(connection, "regions", _regions(reference))
    _fill(
        connection,
        "topics",
        [(t.topic, t.axis, t.name, t.name_en, t.position) for t in reference.topics],
    )
    _fill(connection, "partners", _partners(reference))
    _fill(
        connection,
        "programmes",
        [
            (p.programme, p.name, p.name_en, p.owner, p.valid_from, p.valid_to)
            for p in reference.programmes
        ],
    )
    _fill(
        connection,
        "milestones",
        [(m.on, m.precision, m.kind, m.name, m.short_name, m.source) for m in reference.milestones],
    )
    _fill(
        connection,
        "population",
        [(p.code, p.year, p.inhabitants, p.source) for p in reference.population],
    )


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    connection.execute(f"DELETE FROM {table}")
    insert_rows(connection, table, rows)


def _regions(reference: Reference) -> Iterable[Sequence[Any]]:
    places = {code: (longitude, latitude) for code, longitude, latitude in reference.coordinates}
    for region in reference.regions:
        longitude, latitude = places.get(region.code, (None, None))
        yield (
            region.code, region.sido_code, region.level, region.name, region.short_name,
            region.kind, region.valid_from, region.valid_to, region.successor or None,
            region.succession or None, region.name_en or None, longitude, latitude,
        )  # fmt: skip


def _partners(reference: Reference) -> Iterable[Sequence[Any]]:
    aliases: dict[str, list[str]] = {}
    for known in reference.partner_names:
        aliases.setdefault(known.name, []).append(known.alias)
    for partner in reference.partners:
        names = "|".join(dict.fromkeys(aliases.get(partner.name, [])))
        yield (partner.name, partner.type, partner.country, names, partner.verified)
