"""`citytrends check-reference`: validates every table of data/reference.

Each rule is a function from the loaded tables to problems; a problem says file, column, value
and what was expected.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from pipelines.errors import ReferenceDataError
from pipelines.extract.seats import ROLES
from pipelines.reference import POPULATION, RELATIONS, Reference, load_reference, read_table
from pipelines.settings import REFERENCE_DIR

PARTNER_TYPES = frozenset(
    {
        "company",
        "central_government",
        "local_government",
        "public_institution",
        "university",
        "research_institute",
        "foreign_government",
        "foreign_city",
        "international_org",
        "association",
        "media",
        "school",
        "other",
    }
)
STAGES = frozenset(
    {
        "plan",
        "bid",
        "selected",
        "agreement",
        "launch",
        "pilot",
        "opened",
        "expansion",
        "evaluation",
        "exchange",
        "halted",
    }
)
LEVELS = frozenset({"sido", "sigungu", "gu"})
SUCCESSIONS = frozenset({"", "rename", "merge", "split", "move"})
AXES = frozenset({"domain", "theme"})
_SOURCED = (
    "regions.tsv",
    "places.tsv",
    "townships.tsv",
    "partners.tsv",
    "programmes.tsv",
    "milestones.tsv",
    "outlets.tsv",
    "outlet_names.tsv",
    "relation_frames.tsv",
)
_DOMAIN = re.compile(r"(?!www\.|m\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+")
Problems = Iterator[str]


def check_reference(folder: Path = REFERENCE_DIR) -> int:
    """Print what is wrong, one line a problem; 0 where nothing is, 2 otherwise."""
    try:
        problems = list(problems_in(folder))
    except ReferenceDataError as error:
        problems = [str(error)]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        tables = sorted(folder.glob("*.tsv"))
        rows = sum(sum(1 for _ in read_table(table)) for table in tables)
        print(f"{len(tables)} tables, {rows} rows: no problem")
    return 2 if problems else 0


def problems_in(folder: Path = REFERENCE_DIR) -> Problems:
    """All problems of all tables."""
    load_reference.cache_clear()
    reference = load_reference(folder)
    for rule in RULES:
        yield from rule(reference)
    yield from _sources(folder)
    yield from _plain_cells(folder)


def _regions(reference: Reference) -> Problems:
    for code, count in Counter(r.code for r in reference.regions).items():
        if count > 1:
            yield f"regions.tsv, code {code}: stands {count} times; a code is one era"
    known = set(reference.region_by_code)
    for region in reference.regions:
        where = f"regions.tsv, code {region.code}"
        if region.level not in LEVELS:
            yield f"{where}, level {region.level!r}: expected one of {sorted(LEVELS)}"
        if region.succession not in SUCCESSIONS:
            yield f"{where}, succession {region.succession!r}: expected {sorted(SUCCESSIONS)}"
        if region.sido_code not in known:
            yield f"{where}, sido_code {region.sido_code!r}: no such region"
        if region.level == "gu" and region.parent not in known:
            yield f"{where}, parent {region.parent!r}: a 일반구 needs its city's code"
        for successor in region.successors:
            if successor not in known:
                yield f"{where}, successor {successor!r}: no such region"
        if region.valid_to and not region.successors and region.level != "gu":
            yield f"{where}: abolished, but names no successor"
        if region.valid_from and region.valid_to and region.valid_from > region.valid_to:
            yield f"{where}: valid_from lies after valid_to"


def _current_regions(reference: Reference) -> Problems:
    sido = [r for r in reference.regions if r.level == "sido" and r.current]
    if len(sido) != 16:
        yield f"regions.tsv: {len(sido)} 시도 in force, expected 16 (since 2026-07-01)"
    located = {code for code, _, _ in reference.coordinates}
    for region in reference.regions:
        if region.current and region.level != "gu" and region.code not in located:
            yield f"coordinates.tsv: no point for {region.code} {region.name}"


def _places(reference: Reference) -> Problems:
    tables = {"places.tsv": reference.places, "townships.tsv": reference.townships}
    for table, places in tables.items():
        for place in places:
            for code in place.codes:
                if code not in reference.region_by_code:
                    yield f"{table}, {place.name}: no region {code}"
    for phrase in reference.not_places:
        for code in phrase.codes:
            if code not in reference.region_by_code:
                yield f"not_places.tsv, {phrase.phrase}: no region {code}"


def _topics(reference: Reference) -> Problems:
    topics = {topic.topic for topic in reference.topics}
    for topic in reference.topics:
        if topic.axis not in AXES:
            yield f"topics.tsv, {topic.topic}, axis {topic.axis!r}: expected {sorted(AXES)}"
    for term in reference.terms:
        if term.topic not in topics:
            yield f"terms.tsv, {term.term}: no topic {term.topic!r}"
    for name, phrase in reference.cautions:
        if name not in topics:
            yield f"cautions.tsv, {phrase}: no topic {name!r}"
    for name in sorted({t for _, leans in reference.topic_words for t, _ in leans} - topics):
        yield f"topic_words.tsv: no topic {name!r}"
    for name in sorted(topics - {term.topic for term in reference.terms}):
        yield f"terms.tsv: no term for topic {name}"


def _partners(reference: Reference) -> Problems:
    for name, count in Counter(p.name for p in reference.partners).items():
        if count > 1:
            yield f"partners.tsv, {name}: stands {count} times"
    for partner in reference.partners:
        if partner.type not in PARTNER_TYPES:
            yield f"partners.tsv, {partner.name}, type {partner.type!r}: not of the contract"
        if len(partner.country) != 2 or not partner.country.isupper():
            yield f"partners.tsv, {partner.name}, country {partner.country!r}: ISO 3166 alpha-2"
    known = reference.partner_by_name
    for alias in reference.partner_names:
        if alias.name not in known:
            yield f"partner_names.tsv, {alias.alias}: no partner {alias.name!r}"
        if alias.valid_from and alias.valid_to and alias.valid_from > alias.valid_to:
            yield f"partner_names.tsv, {alias.alias}: valid_from lies after valid_to"
    for name in sorted(set(known) - {alias.name for alias in reference.partner_names}):
        yield f"partner_names.tsv: no written form for {name}"


def _programmes(reference: Reference) -> Problems:
    for programme in reference.programmes:
        if not programme.triggers:
            yield f"programmes.tsv, {programme.programme}: no trigger names it"


def _lexicons(reference: Reference) -> Problems:
    allowed = {"relation": RELATIONS, "stage": STAGES, "org_suffix": PARTNER_TYPES}
    for lexicon, term, value in reference.lexicons:
        if lexicon in allowed and value not in allowed[lexicon]:
            yield f"lexicons.tsv, {lexicon} {term}: value {value!r} is not of the contract"
    for (lexicon, term), count in Counter((x, t) for x, t, _ in reference.lexicons).items():
        if count > 1:
            yield f"lexicons.tsv, {lexicon} {term}: stands {count} times"


def _relation_frames(reference: Reference) -> Problems:
    """A frame is of the contract, its words are patterns, its example shows the name in brackets."""
    for frame in reference.relation_frames:
        where = f"relation_frames.tsv, {frame.example}"
        if frame.relation not in RELATIONS:
            yield f"{where}, relation {frame.relation!r}: not of the contract"
        for kind in sorted(set(frame.kinds) - PARTNER_TYPES):
            yield f"{where}, kinds {kind!r}: not of the contract"
        for role in sorted(set(frame.roles) - set(ROLES)):
            yield f"{where}, roles {role!r}: expected some of {', '.join(ROLES)}"
        if not re.search(r"\[[^\]]+\]", frame.example):
            yield f"{where}: an example marks the name as [name]"
        for words in (frame.before, frame.after, frame.sentence, frame.unless):
            try:
                re.compile(words)
            except re.error as error:
                yield f"{where}: {words!r} is no pattern ({error})"


def _line_breaks(reference: Reference) -> Problems:
    """A feature stands once and counts for something."""
    for feature, count in Counter(name for name, _ in reference.line_breaks).items():
        if count > 1:
            yield f"line_breaks.tsv, {feature}: stands {count} times"
    for feature, weight in reference.line_breaks:
        if not weight:
            yield f"line_breaks.tsv, {feature}: counts for nothing"


def _relation_weights(reference: Reference) -> Problems:
    """A feature stands once and counts for something, else it only takes time."""
    for feature, count in Counter(name for name, _ in reference.relation_weights).items():
        if count > 1:
            yield f"relation_weights.tsv, {feature}: stands {count} times"
    for feature, weights in reference.relation_weights:
        if not any(weights):
            yield f"relation_weights.tsv, {feature}: counts for no relation"


def _outlet_names(reference: Reference) -> Problems:
    """A name leads to an outlet, and that outlet to none: a lookup is one step."""
    written = Counter(name for name, _ in reference.outlet_names)
    for name, outlet in reference.outlet_names:
        where = f"outlet_names.tsv, {name}"
        if written[name] > 1:
            yield f"{where}: stands {written[name]} times"
        if not outlet or outlet in written:
            yield f"{where}, outlet {outlet!r}: the name that all others lead to"


def _outlets(reference: Reference) -> Problems:
    for domain, count in Counter(outlet.domain for outlet in reference.outlets).items():
        if count > 1:
            yield f"outlets.tsv, {domain}: stands {count} times"
    in_force = {r.code for r in reference.regions if r.level == "sido" and r.current}
    covered: dict[str, tuple[str, ...]] = {}
    for outlet in reference.outlets:
        where = f"outlets.tsv, {outlet.domain}"
        if not _DOMAIN.fullmatch(outlet.domain):
            yield f"{where}: a bare domain in small letters, without www. and m."
        if not outlet.outlet:
            yield f"{where}, outlet: an outlet has a name"
        for code in outlet.sido:
            if code not in in_force:
                yield f"{where}, sido {code!r}: no code of a 시도 in force"
        if covered.setdefault(outlet.outlet, outlet.sido) != outlet.sido:
            yield f"{where}, sido: {outlet.outlet} stands with another coverage elsewhere"


def _population(reference: Reference) -> Problems:
    """The table may be missing; what it says is of regions of today, once a year, with a source."""
    rows = reference.population
    for (code, year), count in Counter((row.code, row.year) for row in rows).items():
        if count > 1:
            yield f"{POPULATION}, code {code}, year {year}: stands {count} times"
    for row in rows:
        region = reference.region_by_code.get(row.code)
        if region is None or not region.current or region.level == "gu":
            yield f"{POPULATION}, code {row.code}: no 시도 or 시군구 of today"
        if row.inhabitants <= 0:
            yield f"{POPULATION}, code {row.code}, inhabitants {row.inhabitants}: above 0"
        if not row.source.strip():
            yield f"{POPULATION}, code {row.code}: no source; a fact says where it is from"


RULES: tuple[Callable[[Reference], Problems], ...] = (
    _regions, _current_regions, _places, _topics, _partners, _programmes, _lexicons,
    _line_breaks, _relation_frames, _relation_weights, _outlets, _outlet_names, _population,
)  # fmt: skip


def _sources(folder: Path) -> Problems:
    """Facts carry a source, and say whether it was checked."""
    for name in _SOURCED:
        for number, row in read_table(folder / name):
            if not row.get("source", "").strip():
                yield f"{name}, line {number}: no source; a fact says where it is from"
            if "verified" in row and row["verified"] not in ("true", "false"):
                yield f"{name}, line {number}, verified {row['verified']!r}: true or false"


def _plain_cells(folder: Path) -> Problems:
    """No stray blanks: a name with a blank behind it is never found."""
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as handle:
            rows = csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
            for number, cells in enumerate(rows, start=1):
                if any(cell != cell.strip() for cell in cells):
                    yield f"{path.name}, line {number}: a cell begins or ends with a blank"
