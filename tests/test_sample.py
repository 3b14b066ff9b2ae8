"""The sample keeps its schema, covers the country and its years, and repeats nobody's words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

import pytest
from sample_rules import (
    ARTICLE_FIELDS,
    FACT_FIELDS,
    ROLES,
    Entry,
    canonical_names,
    days,
    entries,
    grams,
    lexicon_ids,
    partner_types,
    region_of,
    rows,
    sentences,
)

from pipelines.identity import canonical_url
from pipelines.reference import load_reference

REFERENCE = load_reference()
ENTRIES = entries()
TOPICS = {topic.topic for topic in REFERENCE.topics}
SHARED_RUN = 40
LEAST = {"stories": 400, "a 시도": 15, "시군구": 130, "a topic": 10, "partners": 120, "foreign": 30}
NATIONAL_PROGRAMMES = {
    "u_city", "national_pilot_city", "challenge", "solution_diffusion", "hub_city",
    "compact_city", "special_district", "integrated_platform", "data_hub", "certification",
}  # fmt: skip


def wrong(found: Mapping[str, object]) -> None:
    """Fail with the entries that break a rule, the first ten of them."""
    assert not found, f"{len(found)} entries: " + "; ".join(
        f"{name}: {what}" for name, what in list(found.items())[:10]
    )


def test_both_folders_hold_the_same_entries_in_the_same_order() -> None:
    articles, facts = rows("articles"), rows("facts")
    assert articles.keys() == facts.keys()
    for name, lines in articles.items():
        assert [row["id"] for row in lines] == [row["id"] for row in facts[name]], name


@pytest.mark.parametrize(
    ("folder", "fields"), [("articles", ARTICLE_FIELDS), ("facts", FACT_FIELDS)]
)
def test_every_row_has_exactly_its_fields(folder: str, fields: set[str]) -> None:
    found = {
        str(row["id"]): set(row) ^ fields
        for lines in rows(folder).values()
        for row in lines
        if set(row) != fields
    }
    wrong(found)


def test_ids_are_unique_and_well_formed() -> None:
    counts = Counter(entry.id for entry in ENTRIES)
    wrong({name: n for name, n in counts.items() if n > 1})
    wrong({name: "" for name in counts if not re.fullmatch(r"smp-\d{4}", name)})


def test_a_story_is_named_after_one_of_its_entries() -> None:
    by_id = {entry.id: entry for entry in ENTRIES}
    wrong(
        {
            entry.id: entry.story
            for entry in ENTRIES
            if entry.story not in by_id or by_id[entry.story].story != entry.story
        }
    )


def test_text_fields_are_filled_and_addresses_are_public() -> None:
    wrong(
        {
            entry.id: entry.url
            for entry in ENTRIES
            if not (entry.title and entry.outlet and re.match(r"https?://[\w.-]+/", entry.url))
        }
    )


def test_dates_are_real_and_only_a_handful_are_partial() -> None:
    for entry in ENTRIES:
        assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", entry.published), entry.id
        first, last = days(entry.published)
        assert first <= last, entry.id
    partial = [entry.id for entry in ENTRIES if len(entry.published) < len("2020-01-01")]
    assert len(partial) <= len(ENTRIES) // 15, partial


def test_regions_bear_the_names_in_force_on_the_day() -> None:
    wrong(
        {
            entry.id: pair
            for entry in ENTRIES
            for pair in entry.pairs
            if region_of(pair, entry.published, REFERENCE) is None
        }
    )
    wrong({e.id: e.regions for e in ENTRIES if len(set(e.pairs)) < len(e.pairs)})
    wrong({e.id: role for e in ENTRIES for *_, role in e.regions if role not in ROLES})


def test_topics_programmes_and_stages_are_known() -> None:
    programmes = {row.programme for row in REFERENCE.programmes}
    stages = lexicon_ids("stage")
    for entry in ENTRIES:
        named = [*entry.topics, *entry.optional_topics]
        assert set(named) <= TOPICS, entry.id
        assert len(named) == len(set(named)), f"{entry.id}: a topic twice"
        assert 2 <= len(entry.topics) <= 5, f"{entry.id}: {len(entry.topics)} topics"
        assert set(entry.programmes) <= programmes, entry.id
        assert entry.stage is None or entry.stage in stages, f"{entry.id}: {entry.stage}"


def test_partners_have_known_types_countries_and_relations() -> None:
    relations = lexicon_ids("relation") | {"other"}
    for entry in ENTRIES:
        everyone = [*entry.partners, *entry.optional_partners]
        names = [partner.name for partner in everyone]
        assert len(names) == len(set(names)), f"{entry.id}: a partner twice"
        for partner in everyone:
            assert partner.type in partner_types(), f"{entry.id}: {partner}"
            assert re.fullmatch("[A-Z]{2}", partner.country), f"{entry.id}: {partner}"
        assert {p.relation for p in entry.partners} <= relations, entry.id
        assert {p.relation for p in entry.optional_partners} <= {None}, entry.id


def test_an_organisation_has_one_type_and_country_throughout() -> None:
    seen: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for entry in ENTRIES:
        for partner in [*entry.partners, *entry.optional_partners]:
            name = canonical_names().get(partner.name, partner.name)
            seen[name][partner.type, partner.country] = entry.id
    wrong({name: kinds for name, kinds in seen.items() if len(kinds) > 1})


def test_every_partner_is_named_in_its_article() -> None:
    aliases = defaultdict(set)
    for alias, name in canonical_names().items():
        aliases[name].add(alias)

    def named(entry: Entry, name: str) -> bool:
        forms = {name} | aliases[canonical_names().get(name, name)]
        return any(form in f"{entry.title} {entry.body}" for form in forms)

    wrong(
        {
            entry.id: partner.name
            for entry in ENTRIES
            for partner in [*entry.partners, *entry.optional_partners]
            if not named(entry, partner.name)
        }
    )


def test_a_municipality_that_is_a_partner_is_a_region_too() -> None:
    names = defaultdict(set)
    for region in REFERENCE.regions:
        for form in {region.name, *region.aliases}:
            names[form].add(region.name)
    wrong(
        {
            entry.id: partner.name
            for entry in ENTRIES
            for partner in entry.partners
            if partner.name in names
            and not names[partner.name] & {sigungu or sido for sido, sigungu in entry.pairs}
        }
    )


def test_a_selecting_ministry_has_no_primary_region_beside_several_winners() -> None:
    """Where the state's release is the article, the selected places are mentioned."""
    wrong(
        {
            entry.id: entry.title
            for entry in ENTRIES
            if entry.stage == "selected"
            and len(entry.regions) > 2
            and any(
                entry.body.startswith(partner.name)
                for partner in entry.partners
                if partner.type == "central_government"
            )
            and any(role == "primary" for *_, role in entry.regions)
        }
    )


def test_bodies_have_four_to_eight_sentences() -> None:
    lengths = {entry.id: len(sentences(entry.body)) for entry in ENTRIES}
    wrong({name: n for name, n in lengths.items() if not 4 <= n <= 8})


def test_bodies_of_different_stories_share_no_long_run() -> None:
    owner: dict[str, Entry] = {}
    shared: dict[str, object] = {}
    for entry in ENTRIES:
        for gram in grams(entry.body, SHARED_RUN + 1):
            other = owner.setdefault(gram, entry)
            if other.story != entry.story:
                shared[f"{other.id} and {entry.id}"] = gram
    wrong(shared)


def test_no_address_is_used_twice() -> None:
    seen = Counter(canonical_url(entry.url) for entry in ENTRIES)
    wrong({str(url): n for url, n in seen.items() if n > 1})


def test_no_body_and_no_outlet_is_repeated_within_a_story() -> None:
    assert len({entry.body for entry in ENTRIES}) == len(ENTRIES)
    seen = Counter((entry.story, entry.outlet) for entry in ENTRIES)
    wrong({f"{story} {outlet}": n for (story, outlet), n in seen.items() if n > 1})


def test_there_are_enough_stories_and_reprints() -> None:
    sizes = Counter(Counter(entry.story for entry in ENTRIES).values())
    assert sum(sizes.values()) >= LEAST["stories"]
    assert max(sizes) <= 5
    assert 35 <= sum(n for size, n in sizes.items() if size > 1) <= 80


def test_every_sido_of_today_and_many_sigungu_are_covered() -> None:
    sidos: Counter[str] = Counter()
    sigungus = set()
    for entry in ENTRIES:
        found = [region_of(pair, entry.published, REFERENCE) for pair in entry.pairs]
        today = [REFERENCE.current(region.code) for region in found if region]
        sidos.update({region.sido_code for region in today})
        sigungus |= {region.code for region in today if region.level == "sigungu"}
    current = {r.code: r.name for r in REFERENCE.regions if r.level == "sido" and r.current}
    wrong({name: sidos[code] for code, name in current.items() if sidos[code] < LEAST["a 시도"]})
    assert len(sigungus) >= LEAST["시군구"]


def test_every_year_and_topic_is_covered_and_interest_grows() -> None:
    years = Counter(entry.published[:4] for entry in ENTRIES)
    assert set(years) == {str(year) for year in range(2008, 2027)}
    early = sum(years[str(year)] for year in range(2008, 2013))
    assert sum(years[str(year)] for year in range(2018, 2023)) > 2 * early
    topics = Counter(topic for entry in ENTRIES for topic in entry.topics)
    wrong({topic: topics[topic] for topic in TOPICS if topics[topic] < LEAST["a topic"]})


def test_partners_of_every_type_and_from_abroad_are_covered() -> None:
    partners = {
        canonical_names().get(partner.name, partner.name): partner
        for entry in ENTRIES
        for partner in entry.partners
    }
    assert len(partners) >= LEAST["partners"]
    foreign = [name for name, partner in partners.items() if partner.country != "KR"]
    assert len(foreign) >= LEAST["foreign"]
    assert {partner.type for partner in partners.values()} == partner_types()


def test_the_national_programmes_are_covered() -> None:
    found = {programme for entry in ENTRIES for programme in entry.programmes}
    assert found >= NATIONAL_PROGRAMMES
