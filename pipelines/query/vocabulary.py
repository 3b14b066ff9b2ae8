"""What the filters may say, read from a build's own tables.

The fixed ids of the contract (roles, stages, partner types, relations) stand here; names of
regions, topics, programmes, partners and outlets come from the build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import duckdb

ROLES = ("primary", "mentioned", "venue")
STAGES = (
    "plan", "bid", "selected", "agreement", "launch", "pilot", "opened", "expansion",
    "evaluation", "exchange", "halted",
)  # fmt: skip
PARTNER_TYPES = (
    "company", "central_government", "local_government", "public_institution", "university",
    "research_institute", "foreign_government", "foreign_city", "international_org",
    "association", "media", "school", "other",
)  # fmt: skip
RELATIONS = (
    "mou", "joint_project", "benchmark_visit", "award", "contract", "funding", "education",
    "advice", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """A 시도 or 시군구 with the days between which its name and code were in force."""

    code: str
    sido_code: str
    level: str
    name: str
    short_name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    succession: str | None = None
    longitude: float | None = None
    latitude: float | None = None

    @property
    def current(self) -> bool:
        """Whether the region exists at the reference data's date."""
        return self.valid_to is None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All values that a filter may take in one build; regions by code, topics by id."""

    build_id: str = ""
    regions: Mapping[str, Region] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    topic_axes: Mapping[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)
    partners: tuple[str, ...] = ()
    partner_aliases: Mapping[str, str] = field(default_factory=dict)
    outlets: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    topic_bits: Mapping[str, int] = field(default_factory=dict)
    sido_bits: Mapping[str, int] = field(default_factory=dict)

    def full_name(self, code: str) -> str:
        """`경기도 성남시` for a 시군구, `경기도` for a 시도; the code where it is unknown."""
        region = self.regions.get(code)
        if region is None:
            return code
        if region.level == "sido":
            return region.name
        return f"{self.regions[region.sido_code].name} {region.name}"

    def provinces(self, *, historic: bool = False) -> tuple[Region, ...]:
        """The 시도 in force today, or all that ever were, in code order."""
        return self._level("sido", historic)

    def districts(self, *, historic: bool = False) -> tuple[Region, ...]:
        """The 시군구 in force today, or all that ever were, in code order."""
        return self._level("sigungu", historic)

    def _level(self, level: str, historic: bool) -> tuple[Region, ...]:
        return tuple(
            region
            for region in sorted(self.regions.values(), key=lambda region: region.code)
            if region.level == level and (historic or region.current)
        )

    def on_day(self, code: str, day: date) -> str:
        """The code that stands for this region on a map of that day (follows successors)."""
        region = self.regions.get(code)
        while region is not None and region.valid_to is not None and region.valid_to < day:
            region = self.regions.get(region.successor or "")
        return region.code if region is not None else code


def load_vocabulary(connection: duckdb.DuckDBPyConnection) -> Vocabulary:
    """Read the vocabulary of the open build (a few short queries; cache it by build id)."""
    aliases = connection.execute("SELECT name, coalesce(aliases, '') FROM partners").fetchall()
    topics = connection.execute("SELECT topic, name, axis FROM topics ORDER BY position").fetchall()
    return Vocabulary(
        build_id=_build_id(connection),
        regions={region.code: region for region in _regions(connection)},
        topics={topic: name for topic, name, _ in topics},
        topic_axes={topic: axis for topic, _, axis in topics},
        programmes=dict(
            connection.execute("SELECT programme, name FROM programmes ORDER BY name").fetchall()
        ),
        partners=_values(connection, "SELECT name FROM facts_partners GROUP BY 1 ORDER BY 1"),
        partner_aliases={
            alias: name for name, joined in aliases for alias in (name, *joined.split("|")) if alias
        },
        outlets=_values(
            connection, "SELECT outlet FROM articles WHERE outlet <> '' GROUP BY 1 ORDER BY 1"
        ),
        countries=_values(connection, "SELECT country FROM facts_partners GROUP BY 1 ORDER BY 1"),
        years=_years(connection),
        topic_bits=_bits(connection, "topic"),
        sido_bits=_bits(connection, "sido"),
    )


def _build_id(connection: duckdb.DuckDBPyConnection) -> str:
    rows = connection.execute("SELECT build_id FROM builds ORDER BY started_at DESC").fetchall()
    return str(rows[0][0]) if rows else ""


def _values(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute(query).fetchall() if row[0] is not None)


def _bits(connection: duckdb.DuckDBPyConnection, kind: str) -> dict[str, int]:
    """Label → its bit in the masks of facts."""
    rows = connection.execute("SELECT label, bit FROM label_bits WHERE kind = ?", [kind])
    return dict(rows.fetchall())


def _years(connection: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    rows = connection.execute(
        "SELECT DISTINCT year(earliest) FROM facts WHERE year(earliest) = year(latest) ORDER BY 1"
    ).fetchall()
    return tuple(row[0] for row in rows if row[0] is not None)


def _regions(connection: duckdb.DuckDBPyConnection) -> list[Region]:
    rows = connection.execute(
        "SELECT code, sido_code, level, name, short_name, valid_from, valid_to, successor,"
        " succession, longitude, latitude FROM regions WHERE level IN ('sido', 'sigungu')"
    ).fetchall()
    return [
        Region(
            code=row[0], sido_code=row[1], level=row[2], name=row[3], short_name=row[4] or row[3],
            valid_from=row[5], valid_to=row[6], successor=row[7] or None,
            succession=row[8] or None, longitude=row[9], latitude=row[10],
        )
        for row in rows
    ]  # fmt: skip
