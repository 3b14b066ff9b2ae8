"""Loads data/reference: the vocabulary as reviewed tables, read into frozen records.

Every table is a TSV with a header row.  Dates are ISO days, an empty cell is "unknown" or
"open"; several values in a cell are joined by `|`.  `check_reference.py` holds the rules.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from pipelines.errors import ReferenceDataError
from pipelines.settings import REFERENCE_DIR

Row = dict[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Region:
    """One era of an administrative division: a code with its names and days of validity."""

    code: str
    sido_code: str
    level: str  # sido | sigungu | gu (일반구)
    name: str
    short_name: str
    kind: str
    parent: str
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]  # of a division that was split, the legal remainder first
    succession: str
    aliases: tuple[str, ...]
    name_en: str

    @property
    def successor(self) -> str:
        """The code that follows this one; of a split division the legal remainder."""
        return self.successors[0] if self.successors else ""

    @property
    def current(self) -> bool:
        """Whether the division is in force at the reference data's date."""
        return self.valid_to is None

    def in_force(self, day: date | None) -> bool:
        """Whether the division was in force on `day`; None asks for today."""
        if day is None:
            return self.current
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A new town, campus or district whose name stands for the 시군구 it lies in."""

    name: str
    aliases: tuple[str, ...]
    codes: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class NotPlace:
    """A phrase that holds a place's name without meaning that place; `codes`: where it is."""

    phrase: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the fixed vocabulary."""

    topic: str
    axis: str
    name: str
    name_en: str
    position: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word that speaks for a topic; 4 and more name it, 1 only supports others."""

    topic: str
    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation under its canonical name."""

    name: str
    type: str
    country: str
    verified: bool


@dataclass(frozen=True, slots=True)
class PartnerName:
    """A written form of a partner with the days on which it was in use."""

    name: str
    alias: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Programme:
    """A national programme and the phrases that name it."""

    programme: str
    name: str
    name_en: str
    owner: str
    valid_from: str
    valid_to: str
    triggers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A law, plan, call or reform that timelines can show; `on` is the first day it may mean."""

    on: date
    precision: str
    kind: str
    name: str
    short_name: str
    source: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, agency or broadcaster by the domain of its pages; `sido`: where it is of."""

    domain: str
    outlet: str
    sido: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """The inhabitants of a region of today in one year's census."""

    code: str
    year: int
    inhabitants: int
    source: str


@dataclass(frozen=True, slots=True)
class RelationFrame:
    """A predicate with its particle and the relation that it tells; words are patterns."""

    relation: str
    kinds: tuple[str, ...]  # partner types, any where empty
    given: tuple[str, ...]  # what must hold of the article or the name; with ! what must not
    before: str
    roles: tuple[str, ...]
    after: str
    sentence: str
    unless: str
    weight: float
    example: str


RELATIONS = (
    "mou", "joint_project", "benchmark_visit", "award", "contract", "funding", "education",
    "advice", "other",
)  # fmt: skip
"""The relations of the contract, in the order of the columns of relation_weights.tsv."""
POPULATION = "population.tsv"
"""A table that may be missing: code, year, inhabitants, source."""


@dataclass(frozen=True, eq=False)
class Reference:
    """All tables, with the indexes that the stages look things up in."""

    regions: tuple[Region, ...]
    places: tuple[Place, ...]
    townships: tuple[Place, ...]
    not_places: tuple[NotPlace, ...]
    topics: tuple[Topic, ...]
    terms: tuple[Term, ...]
    cautions: tuple[tuple[str, str], ...]
    topic_thresholds: tuple[tuple[str, float], ...]
    topic_words: tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
    relevance_words: tuple[tuple[str, float], ...]
    partners: tuple[Partner, ...]
    partner_names: tuple[PartnerName, ...]
    programmes: tuple[Programme, ...]
    milestones: tuple[Milestone, ...]
    countries: tuple[tuple[str, str], ...]
    foreign_cities: tuple[tuple[str, str], ...]
    page_phrases: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str, float], ...]
    line_breaks: tuple[tuple[str, float], ...]
    lexicons: tuple[tuple[str, str, str], ...]
    relation_frames: tuple[RelationFrame, ...]
    relation_weights: tuple[tuple[str, tuple[float, ...]], ...]  # in the order of RELATIONS
    spellings: tuple[tuple[str, str], ...]
    coordinates: tuple[tuple[str, float, float], ...]
    outlets: tuple[Outlet, ...]
    outlet_names: tuple[tuple[str, str], ...]
    population: tuple[Population, ...]
    version: str

    @cached_property
    def region_by_code(self) -> dict[str, Region]:
        """Every era by its code."""
        return {region.code: region for region in self.regions}

    @cached_property
    def partner_by_name(self) -> dict[str, Partner]:
        """Partners by canonical name."""
        return {partner.name: partner for partner in self.partners}

    @cached_property
    def choice_weights(self) -> dict[str, dict[str, float]]:
        """What each feature counts for, by the choice that it helps to make."""
        table: dict[str, dict[str, float]] = {}
        for choice, feature, weight in self.choices:
            table.setdefault(choice, {})[feature] = weight
        return table

    @cached_property
    def outlet_coverage(self) -> dict[str, tuple[str, ...]]:
        """Outlets of some 시도 only, by name, with the codes in force: the weakest evidence.

        Compare with `current(code).sido_code`; an outlet that is not here may write of all.
        """
        return {outlet.outlet: outlet.sido for outlet in self.outlets if outlet.sido}

    @cached_property
    def _outlet_by_domain(self) -> dict[str, str]:
        return {outlet.domain: outlet.outlet for outlet in self.outlets}

    def outlet_of_url(self, url: str | None) -> str | None:
        """Name the outlet of an address by the longest known end of its host, else None."""
        try:
            host = urlsplit(url or "").hostname or ""
        except ValueError:
            return None
        labels = host.rstrip(".").split(".")
        ends = (".".join(labels[start:]) for start in range(len(labels)))
        return next((self._outlet_by_domain[e] for e in ends if e in self._outlet_by_domain), None)

    @lru_cache(maxsize=4096)  # noqa: B019 - one Reference lives as long as the process
    def current(self, code: str) -> Region:
        """Today's division for any code, along its successors; a 일반구 gives its city."""
        region = self.region_by_code[code]
        while region.successor or region.level == "gu":
            region = self.region_by_code[
                region.parent if region.level == "gu" else region.successor
            ]
        return region

    def phrases(self, kind: str) -> tuple[str, ...]:
        """Page phrases of one kind (ui, end, clock, stamp), longest first."""
        found = (phrase for phrase, its_kind in self.page_phrases if its_kind == kind)
        return tuple(sorted(found, key=len, reverse=True))

    def lexicon(self, name: str) -> tuple[tuple[str, str], ...]:
        """(term, value) pairs of one small word list."""
        return tuple((term, value) for lexicon, term, value in self.lexicons if lexicon == name)


def read_table(path: Path) -> Iterator[tuple[int, Row]]:
    """Rows of a reference table with their line numbers; a short or long row is an error."""
    if not path.is_file():
        raise ReferenceDataError(f"{path}: the table is missing; restore it from the repository")
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(reader)
        for number, cells in enumerate(reader, start=2):
            if len(cells) != len(header):
                raise ReferenceDataError(
                    f"{path.name}, line {number}: {len(cells)} cells, expected {len(header)} "
                    f"({', '.join(header)}); separate cells by one tab"
                )
            yield number, dict(zip(header, cells, strict=True))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _topic_word(row: Row) -> tuple[str, tuple[tuple[str, float], ...]]:
    """A word and what it says for or against each topic; an empty cell says nothing."""
    leans = ((topic, float(cell)) for topic, cell in row.items() if topic != "word" and cell)
    return row["word"], tuple(leans)


def _region(row: Row) -> Region:
    return Region(
        row["code"], row["sido_code"], row["level"], row["name"], row["short_name"], row["kind"],
        row["parent"], _day(row["valid_from"]), _day(row["valid_to"]), _list(row["successor"]),
        row["succession"], _list(row["aliases"]), row["name_en"],
    )  # fmt: skip


def _programme(row: Row) -> Programme:
    return Programme(
        row["programme"], row["name"], row["name_en"], row["owner"], row["valid_from"],
        row["valid_to"], _list(row["triggers"]),
    )  # fmt: skip


def _milestone(row: Row) -> Milestone:
    text = row["milestone_on"]
    first = text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text
    return Milestone(
        date.fromisoformat(first), row["precision"], row["kind"], row["name"], row["short_name"],
        row["source"],
    )  # fmt: skip


def _relation_frame(row: Row) -> RelationFrame:
    return RelationFrame(
        row["relation"], _list(row["kinds"]), tuple(row["given"].split()), row["before"],
        _list(row["roles"]), row["after"], row["sentence"], row["unless"], float(row["weight"]),
        row["example"],
    )  # fmt: skip


def _records(folder: Path, name: str, make: Callable[[Row], T]) -> tuple[T, ...]:
    records = []
    for number, row in read_table(folder / name):
        try:
            records.append(make(row))
        except (ValueError, KeyError) as error:
            raise ReferenceDataError(f"{name}, line {number}: {error}") from error
    return tuple(records)


def reference_version(folder: Path = REFERENCE_DIR) -> str:
    """Twelve hexadecimal digits over all tables: it changes when any of them does."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.tsv")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _load(folder: Path) -> Reference:
    return Reference(
        regions=_records(folder, "regions.tsv", _region),
        places=_records(
            folder, "places.tsv",
            lambda r: Place(r["place"], _list(r["aliases"]), _list(r["codes"]), r["kind"]),
        ),
        townships=_records(
            folder, "townships.tsv", lambda r: Place(r["name"], (), _list(r["codes"]), r["name"][-1])
        ),
        not_places=_records(
            folder, "not_places.tsv", lambda r: NotPlace(r["phrase"], _list(r["codes"]))
        ),
        topics=_records(
            folder, "topics.tsv",
            lambda r: Topic(r["topic"], r["axis"], r["name"], r["name_en"], int(r["position"])),
        ),
        terms=_records(
            folder, "terms.tsv", lambda r: Term(r["topic"], r["term"], float(r["weight"]))
        ),
        cautions=_records(folder, "cautions.tsv", lambda r: (r["topic"], r["phrase"])),
        topic_thresholds=_records(
            folder, "topic_thresholds.tsv", lambda r: (r["topic"], float(r["threshold"]))
        ),
        topic_words=_records(folder, "topic_words.tsv", _topic_word),
        relevance_words=_records(
            folder, "relevance_words.tsv", lambda r: (r["word"], float(r["lean"]))
        ),
        partners=_records(
            folder, "partners.tsv",
            lambda r: Partner(r["name"], r["type"], r["country"], r["verified"] == "true"),
        ),
        partner_names=_records(
            folder, "partner_names.tsv",
            lambda r: PartnerName(
                r["name"], r["alias"], _day(r["valid_from"]), _day(r["valid_to"])
            ),
        ),
        programmes=_records(folder, "programmes.tsv", _programme),
        milestones=_records(folder, "milestones.tsv", _milestone),
        countries=_records(folder, "countries.tsv", lambda r: (r["name"], r["code"])),
        foreign_cities=_records(folder, "foreign_cities.tsv", lambda r: (r["name"], r["country"])),
        page_phrases=_records(folder, "page_phrases.tsv", lambda r: (r["phrase"], r["kind"])),
        choices=_records(
            folder, "choice_weights.tsv",
            lambda r: (r["choice"], r["feature"], float(r["weight"])),
        ),
        line_breaks=_records(
            folder, "line_breaks.tsv", lambda r: (r["feature"], float(r["weight"]))
        ),
        lexicons=_records(
            folder, "lexicons.tsv", lambda r: (r["lexicon"], r["term"], r["value"])
        ),
        relation_frames=_records(folder, "relation_frames.tsv", _relation_frame),
        relation_weights=_records(
            folder, "relation_weights.tsv",
            lambda r: (r["feature"], tuple(float(r[relation] or 0) for relation in RELATIONS)),
        ),
        spellings=_records(folder, "spellings.tsv", lambda r: (r["written"], r["keyword"])),
        coordinates=_records(
            folder, "coordinates.tsv",
            lambda r: (r["code"], float(r["longitude"]), float(r["latitude"])),
        ),
        outlets=_records(
            folder, "outlets.tsv", lambda r: Outlet(r["domain"], r["outlet"], _list(r["sido"]))
        ),
        outlet_names=_records(
            folder, "outlet_names.tsv", lambda r: (r["written"], r["outlet"])
        ),
        population=_records(
            folder, POPULATION,
            lambda r: Population(r["code"], int(r["year"]), int(r["inhabitants"]), r["source"]),
        ) if (folder / POPULATION).is_file() else (),
        version=reference_version(folder),
    )  # fmt: skip


@lru_cache(maxsize=4)
def load_reference(folder: Path = REFERENCE_DIR) -> Reference:
    """The reference tables of `folder`, read once a process; raises ReferenceDataError."""
    return _load(folder)
