"""Reprints and light rewrites of one release are one story; what only looks alike is not."""

from __future__ import annotations

import itertools
import json
import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from datasketch import MinHash
from sample_rules import entries, region_of
from story_cases import cases
from story_releases import RELEASES, Release

from pipelines.engines import Work
from pipelines.identity import article_id, content_hash, raw_hash
from pipelines.model import (
    Article,
    Extracted,
    Findings,
    PublicationDate,
    RawDocument,
    RegionFinding,
    Reject,
    Role,
)
from pipelines.reference import load_reference
from pipelines.run import Options, build
from pipelines.sketch import _values, sketch
from pipelines.stories import (
    Telling,
    Wording,
    cannot_meet,
    containment,
    kin_of,
    shared_wording,
)
from pipelines.warehouse import candidates
from pipelines.warehouse.publish import published
from pipelines.warehouse.tellings import Tellings

KEPT_RUN = 8
KEPT_SHARE = 0.25
"""A pair of the sample is a light rewrite where a quarter of the shorter body's letters stand in
runs of eight or more that the other has too; else the release was told anew."""


@dataclass(frozen=True)
class Labelled:
    """An article whose story is known, with the region codes that it is labelled with."""

    id: str
    story: str
    kind: str
    title: str
    body: str
    outlet: str
    published: str | None
    primary: tuple[str, ...]
    places: tuple[str, ...]


@lru_cache(maxsize=1)
def labelled() -> tuple[Labelled, ...]:
    """The sample and the cases."""
    reference = load_reference()
    found = []
    for entry in entries():
        codes = [
            (region.code, role)
            for sido, sigungu, role in entry.regions
            if (region := region_of((sido, sigungu), entry.published, reference))
        ]
        primary = tuple(code for code, role in codes if role == "primary")
        places = tuple(code for code, _ in codes)
        found.append(
            Labelled(
                entry.id, entry.story, "sample", entry.title, entry.body, entry.outlet,
                entry.published, primary, places,
            )
        )  # fmt: skip
    for number, case in enumerate(cases()):
        found.append(
            Labelled(
                f"case-{number}", case.story, case.kind, case.title, case.body, f"신문 {number}",
                case.day.isoformat(), case.primary, case.primary + case.places,
            )
        )  # fmt: skip
    return tuple(found)


def load_labels() -> dict[str, Labelled]:
    return {one.body: one for one in labelled()}


def process(document: RawDocument, labels: dict[str, Labelled]) -> Extracted | Reject:
    """Extract nothing but the regions that an article is labelled with."""
    body = document.text or ""
    article = Article(
        article_id=article_id(document.external_id, None, document.outlet, document.title, body),
        content_hash=content_hash(document.title, body),
        raw_hash=raw_hash(document),
        source=document.source,
        title=document.title,
        outlet=document.outlet,
        author=None,
        url=None,
        published=_date(document.published),
        body=body,
        complete=not body.endswith(".."),
    )
    label = labels.get(body)
    regions = (
        [] if label is None else [_region(code, label) for code in dict.fromkeys(label.places)]
    )
    return Extracted(article, Findings(on_topic=True, relevance=0.9, regions=tuple(regions)))


def _region(code: str, label: Labelled) -> RegionFinding:
    role: Role = "primary" if code in label.primary else "mentioned"
    return RegionFinding(code, "", None, None, None, role, "label", 0.9, "", 0, 0)


def _date(given: str | None) -> PublicationDate:
    if given is None:
        return PublicationDate()
    year, *rest = (int(part) for part in given.split("-"))
    if len(rest) == 2:
        day = date(year, *rest)
        return PublicationDate(day, day, day, "day", "source", given)
    first = date(year, *(rest or [1]), 1)
    last = date(year, first.month, monthrange(year, first.month)[1]) if rest else date(year, 12, 31)
    return PublicationDate(None, first, last, "month" if rest else "year", "source", given)


def work() -> Work:
    return Work(load_labels, (process,))


OPTIONS = Options(work=work, quiet=True)


class Desk:
    """A folder of inputs and a warehouse that grows."""

    def __init__(self, folder: Path):
        self.inputs = folder / "inputs"
        self.warehouse = folder / "warehouse"
        self.inputs.mkdir()
        self.files = 0

    def add(self, *articles: dict[str, Any], name: str | None = None) -> None:
        """Build with these articles beside what is there."""
        self.files += 1
        lines = [json.dumps(article, ensure_ascii=False) for article in articles]
        path = self.inputs / f"{name or f'{self.files:03}'}.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        build([self.inputs], self.warehouse, OPTIONS)

    def path(self) -> Path:
        path = published(self.warehouse)
        assert path is not None
        return path

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.path()), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def stories(self) -> dict[str, str]:
        """Title → story id."""
        return dict(self.rows("SELECT title, story_id FROM articles"))

    def together(self) -> set[frozenset[str]]:
        """The stories as sets of titles."""
        return {frozenset(row[0]) for row in self.rows(
            "SELECT list(title) FROM articles GROUP BY story_id"
        )}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def given(one: Labelled) -> dict[str, Any]:
    return {
        "id": one.id, "title": one.title, "body": one.body, "outlet": one.outlet,
        "published": one.published,
    }  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every labelled article's story in one build of them all, by its body."""
    desk = Desk(tmp_path_factory.mktemp("stories"))
    desk.add(*(given(one) for one in labelled()))
    return dict(
        desk.rows("SELECT body, story_id FROM articles JOIN article_texts USING (article_id)")
    )


def pairs(kinds: Iterable[str]) -> Iterable[tuple[Labelled, Labelled]]:
    chosen = [one for one in labelled() if one.kind in kinds]
    return itertools.combinations(chosen, 2)


def is_light(one: Labelled, other: Labelled) -> bool:
    a, b = (re.sub(r"[\W_]+", "", text.body) for text in (one, other))
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    kept = sum(block.size for block in blocks if block.size >= KEPT_RUN)
    return kept >= KEPT_SHARE * min(len(a), len(b))


ALL_KINDS = frozenset(one.kind for one in labelled())
REPRINTS = frozenset({"release", "verbatim", "short", "clipped", "light", "reordered", "framed"})


def score(found: dict[str, str], asked: Iterable[tuple[Labelled, Labelled]]) -> tuple[int, int]:
    """How many pairs of one story were found, and how many there are."""
    same = [found[a.body] == found[b.body] for a, b in asked if a.story == b.story]
    return sum(same), len(same)


def test_pairs_that_were_joined_are_of_one_story(found: dict[str, str]) -> None:
    joined = [(a, b) for a, b in pairs(ALL_KINDS) if found[a.body] == found[b.body]]
    wrong = [f"{a.title} + {b.title}" for a, b in joined if a.story != b.story]
    assert len(joined) > 100
    assert 1 - len(wrong) / len(joined) >= 0.98, wrong


def test_reprints_and_light_rewrites_are_found(found: dict[str, str]) -> None:
    """Releases told anew in other words are no rewrites; how few of them are found is below."""
    light = [(a, b) for a, b in pairs({"sample"}) if a.story == b.story and is_light(a, b)]
    of_sample, all_of_sample = score(found, light)
    of_cases, all_of_cases = score(found, pairs(REPRINTS))
    assert all_of_sample > 55
    assert all_of_cases > 120
    assert of_sample / all_of_sample >= 0.95
    assert of_cases / all_of_cases >= 0.95
    assert (of_sample + of_cases) / (all_of_sample + all_of_cases) >= 0.95


def test_what_is_told_anew_is_mostly_left_apart(found: dict[str, str]) -> None:
    """A limit that is known: without common wording, stories of one event are not joined."""
    anew = [(a, b) for a, b in pairs({"sample"}) if a.story == b.story and not is_light(a, b)]
    hits, total = score(found, anew)
    assert total == len(anew) > 15
    assert hits < total / 2


@pytest.mark.parametrize("kind", sorted(ALL_KINDS - REPRINTS - {"sample", "round-up"}))
def test_what_only_looks_alike_stays_apart(found: dict[str, str], kind: str) -> None:
    others = [one for one in labelled() if one.kind not in (kind, "round-up")]
    alike = [one for one in labelled() if one.kind == kind]
    for one, other in itertools.chain(
        itertools.combinations(alike, 2), itertools.product(alike, others)
    ):
        assert found[one.body] != found[other.body], f"{one.title} + {other.title}"


def test_a_page_that_strings_notices_together_ties_no_stories(found: dict[str, str]) -> None:
    names = {found[one.body] for one in labelled() if one.story in ("centre", "bus", "parking")}
    assert len(names) == 3


B = "".join(RELEASES[1].sentences)


def telling(body: str, **changes: Any) -> Telling:
    day = date(2023, 5, 31)
    plain = Telling(1, "제목", body, True, (day, day), frozenset({"41210"}), frozenset({"41210"}))
    return replace(plain, **changes)


LIGHT = " ".join(
    (
        "광명시가 버스정류장 12곳에 냉난방기와 공기청정기를 갖춘 쉼터를 마련했다.",
        *RELEASES[1].sentences[1:2],
        "문은 사람이 다가서면 열리고, 온도는 날씨에 맞추어 바뀐다.",
        *RELEASES[1].sentences[3:5],
    )
)


@pytest.mark.parametrize(
    ("first", "second", "days", "one_story"),
    [
        (B, B[:90] + B[200:], ("2023-05-31", "2023-06-03"), True),
        (B, LIGHT, ("2023-05-31", "2023-06-04"), False),
        (B, LIGHT, ("2023-05-31", "2023-05"), True),
        (B, LIGHT, ("2023-06-05", "2023-05"), False),
        (B, LIGHT, ("2023-05-31", None), False),
        (B, B + " 문의는 교통과.", ("2023-05-31", None), True),
        (B, B + " 문의는 교통과.", (None, None), True),
        (B, LIGHT, ("2023-05-31", "2023"), False),
        (B, B + " 문의는 교통과.", ("2023-05-31", "2023"), True),
        (B, B + " 문의는 교통과.", ("2023-05-31", "2022"), False),
        (B, "".join(RELEASES[0].sentences), ("2023-05-31", "2023-05-31"), False),
        ("짧은 글", "짧은 글", ("2023-05-31", "2023-05-31"), False),
        ("", B, ("2023-05-31", "2023-05-31"), False),
    ],
)
def test_days_and_words_decide(
    first: str, second: str, days: Sequence[str | None], one_story: bool
) -> None:
    dates = [_date(day) for day in days]
    spans = [(d.earliest, d.latest) if d.earliest and d.latest else None for d in dates]
    one, other = telling(first, days=spans[0]), telling(second, days=spans[1])
    shared = shared_wording(one, other, Wording(one), Wording(other))
    assert (shared > 0) is one_story
    assert shared == shared_wording(other, one, Wording(other), Wording(one))


HALVES = (" ".join(RELEASES[1].sentences[:4]), " ".join(RELEASES[1].sentences[2:]))


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        (HALVES[0], HALVES[1], True),
        (B, HALVES[0], True),
        (B, B.replace("12곳", "21곳").replace("640명", "780명").replace("35곳", "51곳"), False),
        (B, B.replace("640명", "641명"), True),
        (HALVES[0], "".join(RELEASES[0].sentences), False),
    ],
)
def test_figures_in_one_place_keep_members_of_a_story_apart(
    first: str, second: str, meet: bool
) -> None:
    """What each outlet left out does not; what each says in the other's place does."""
    one, other = telling(first), telling(second)
    x, y = Wording(one), Wording(other)
    assert cannot_meet(one, other, x, y, containment(x, y)) is not meet
    assert cannot_meet(other, one, y, x, containment(y, x)) is not meet


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ({"41450"}, {"41450"}, "same"),
        ({"41", "41450"}, {"41450"}, "same"),
        ({"44", "44200", "44825"}, {"44200"}, "same"),
        ({"41"}, {"41450"}, "level"),
        ({"41", "41450"}, {"41", "41210"}, "apart"),
        ({"41450"}, {"41210"}, "apart"),
        ({"41450"}, set(), "open"),
        (set(), set(), "open"),
    ],
)
def test_regions_stand_to_each_other(one: set[str], other: set[str], kin: str) -> None:
    assert kin_of(frozenset(one), frozenset(other)) == kin
    assert kin_of(frozenset(other), frozenset(one)) == kin


@pytest.mark.parametrize(
    ("places", "one_story"),
    [
        (({"44", "44790"}, {"44", "44790"}), True),
        (({"44", "44790"}, {"44"}), True),
        (({"44", "44790", "44770"}, {"44", "44770"}), True),
        (({"44", "44790"}, {"44", "44770"}), False),
    ],
)
def test_other_places_tell_releases_of_one_province_apart(
    places: tuple[set[str], set[str]], one_story: bool
) -> None:
    province = frozenset({"44"})
    one, other = (telling(B, primary=province, places=frozenset(codes)) for codes in places)
    assert (shared_wording(one, other, Wording(one), Wording(other)) > 0) is one_story


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
def test_a_clipped_body_looks_up_its_whole_one(release: Release) -> None:
    """By its words alone: off topic, nothing else leads there."""
    body = " ".join(release.sentences * 2 + RELEASES[0].sentences)
    whole, clipped = telling(body, on_topic=False), telling(f"{body[:198]}..", on_topic=False)
    assert set(sketch(clipped).asked) & set(sketch(whole).held)
    assert set(sketch(whole).asked) & set(sketch(clipped).held)


def reprint(number: int, body: str = B, **changes: Any) -> dict[str, Any]:
    plain = {
        "id": f"n{number}",
        "title": f"제목 {number}",
        "body": body,
        "outlet": f"신문 {number}",
    }
    return plain | {"published": "2023-05-31"} | changes


def test_a_new_reprint_joins_its_story_and_renames_nothing(desk: Desk) -> None:
    desk.add(reprint(1, published="2023-05-31"), reprint(2, "".join(RELEASES[0].sentences)))
    before = desk.stories()
    desk.add(reprint(3, LIGHT, published="2023-05-30"), reprint(4, B[:197] + ".."))
    after = desk.stories()
    assert {title: after[title] for title in before} == before
    assert after["제목 3"] == after["제목 4"] == before["제목 1"]
    assert before["제목 1"] in {row[0] for row in desk.rows("SELECT article_id FROM articles")}
    fullest = desk.rows("SELECT article_id FROM articles WHERE title = '제목 1'")[0][0]
    assert desk.rows(
        "SELECT first_published_on::VARCHAR, articles, outlets, representative FROM stories "
        "WHERE articles > 1"
    ) == [("2023-05-30", 3, 3, fullest)]
    assert desk.rows("SELECT count(*), sum(articles) FROM stories") == [(2, 4)]


def test_a_fuller_reprint_stands_for_its_story(desk: Desk) -> None:
    desk.add(reprint(1, B[:197] + ".."))
    desk.add(reprint(2))
    ((story, representative),) = desk.rows("SELECT story_id, representative FROM stories")
    ids = dict(desk.rows("SELECT title, article_id FROM articles"))
    assert (story, representative) == (ids["제목 1"], ids["제목 2"])


def test_an_article_between_two_stories_ties_them_under_the_older_name(desk: Desk) -> None:
    desk.add(reprint(1, B[:200]), reprint(2, B[165:]))
    before = desk.stories()
    assert before["제목 1"] != before["제목 2"]
    desk.add(reprint(3))
    assert set(desk.stories().values()) == {before["제목 1"]}
    assert desk.rows("SELECT story_id, articles FROM stories") == [(before["제목 1"], 3)]


def test_an_article_between_strangers_joins_one_of_them(desk: Desk) -> None:
    desk.add(reprint(1, B[:140]), reprint(2, B[150:]))
    before = desk.stories()
    desk.add(reprint(3))
    assert desk.stories()["제목 3"] in before.values()
    assert len(set(desk.stories().values())) == 2


def test_growing_ends_as_building_at_once(desk: Desk, tmp_path: Path) -> None:
    chosen = [one for one in labelled() if one.kind != "sample"]
    desk.add(*(given(one) for one in chosen))
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other")
    for start in range(0, len(chosen), 12):
        other.add(*(given(one) for one in chosen[start : start + 12]))
    query = "SELECT article_id, story_id FROM articles ORDER BY 1"
    assert other.rows(query) == desk.rows(query)
    query = "SELECT * FROM stories ORDER BY ALL"
    assert other.rows(query) == desk.rows(query)


def test_batches_make_no_difference(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [given(one) for one in labelled() if one.kind != "sample"]
    desk.add(*chosen)
    (tmp_path / "other").mkdir()
    monkeypatch.setattr("pipelines.warehouse.stories.CHUNK", 7)
    other = Desk(tmp_path / "other")
    other.add(*chosen)
    assert other.together() == desk.together()


def test_the_same_words_are_one_story_whenever_they_appear(desk: Desk) -> None:
    desk.add(reprint(1), reprint(2, title="제목 1", published="2024-01-01"))
    desk.add(reprint(3, title="제목 1", published=None))
    assert len(desk.together()) == 1
    assert desk.rows("SELECT articles FROM stories") == [(3,)]


def test_a_corrected_article_leaves_its_story(desk: Desk) -> None:
    desk.add(reprint(1), reprint(2, LIGHT), reprint(3, B[:197] + ".."))
    assert len(desk.together()) == 1
    desk.add(reprint(1, "".join(RELEASES[0].sentences)))
    stories = desk.stories()
    ids = dict(desk.rows("SELECT title, article_id FROM articles"))
    assert stories["제목 1"] == ids["제목 1"]
    assert stories["제목 2"] == stories["제목 3"] == ids["제목 2"]
    assert sorted(desk.rows("SELECT story_id, articles FROM stories")) == sorted(
        [(ids["제목 1"], 1), (ids["제목 2"], 2)]
    )


def test_a_small_correction_keeps_the_name(desk: Desk) -> None:
    desk.add(reprint(1), reprint(2, LIGHT))
    before = desk.stories()
    desk.add(reprint(1, B.replace("35곳", "36곳")))
    assert desk.stories() == before
    assert len(set(before.values())) == 1


def test_building_anew_keeps_the_names(desk: Desk) -> None:
    desk.add(reprint(2, LIGHT), name="b")
    desk.add(reprint(1), name="a")
    before = desk.stories()
    build([desk.inputs], desk.warehouse, replace(OPTIONS, rebuild=True))
    assert desk.stories() == before


def test_a_build_without_the_tables_of_stories_gets_them(desk: Desk) -> None:
    desk.add(reprint(1), reprint(2, LIGHT))
    with duckdb.connect(str(desk.path())) as connection:
        connection.execute("DROP TABLE story_members; DROP TABLE story_keys")
        connection.execute("ALTER TABLE stories DROP COLUMN representative")
        connection.execute("UPDATE articles SET story_id = 's' || article_id")
        connection.execute("DELETE FROM stories; INSERT INTO stories SELECT story_id, NULL, 1, 1 "
                           "FROM articles")  # fmt: skip
    desk.add(reprint(3, B[:197] + ".."))
    assert len(desk.together()) == 1
    assert desk.rows("SELECT articles, representative IS NOT NULL FROM stories") == [(3, True)]


def test_only_what_a_new_article_resembles_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(*(given(one) for one in labelled()))
    read: list[int] = []
    original = Tellings.read

    def counting(self: Tellings, numbers: str) -> list[Telling]:
        found = original(self, numbers)
        read.extend(telling.number for telling in found)
        return found

    monkeypatch.setattr(Tellings, "read", counting)
    desk.add(reprint(9001, LIGHT))
    assert 2 <= len(read) <= 12


def test_a_key_that_too_many_share_is_not_filled_further(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "MOST_HELD", 3)
    for start in (0, 6):
        desk.add(*(reprint(n, f"{B} 끝 {n}") for n in range(start, start + 6)))
    assert desk.rows("SELECT max(n) FROM (SELECT count(*) AS n FROM story_keys GROUP BY key)") == [
        (3,)
    ]
    assert len(desk.together()) == 1


def test_a_sketch_hashes_as_datasketch_does() -> None:
    """The values are those of a MinHash that is given the triples one by one."""
    triples = np.array([0, 1, 2**40, 2**62 + 12345, 2**63], np.uint64)
    for some in (triples[:0], triples[:1], triples):
        one_by_one = MinHash(30, hashfunc=int)
        multiplier, half = 0x9E3779B97F4A7C15, 2**32
        one_by_one.update_batch([int(one) * multiplier % 2**64 // half for one in some])
        assert _values(some, 30).tolist() == one_by_one.hashvalues.tolist()
