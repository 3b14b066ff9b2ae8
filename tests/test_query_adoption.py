"""First movers, curves, topics against the nation and gaps, against answers made by hand."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
import synthetic

from pipelines.query import adoption, profile, quality
from pipelines.query.connect import current_build, opened
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary, load_vocabulary

EVERYTHING = Filters()
NOTHING = Filters(q=("없는말없는말",))
Open = tuple[duckdb.DuckDBPyConnection, Vocabulary]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    made = synthetic.make(tmp_path_factory.mktemp("adoption"), 600, seed=5).warehouse
    with opened(current_build(made)) as connection:
        yield connection, load_vocabulary(connection)


def test_adoptions_are_the_first_certain_articles_of_each_region(build: Open) -> None:
    connection, words = build
    found = adoption.adopters(connection, EVERYTHING, words, "topic", "transport", "sido")
    rows = connection.execute(
        "SELECT r.sido_code, min(a.published_latest) FROM articles a"
        " JOIN article_topics t USING (article_id) JOIN article_regions r USING (article_id)"
        " WHERE a.on_topic AND t.topic = 'transport' AND r.role = 'primary'"
        " AND a.published_precision <> 'unknown' AND r.succession IS DISTINCT FROM 'split'"
        " GROUP BY 1"
    ).fetchall()
    assert {row.region: row.adopted_by.date() for row in found.itertuples()} == dict(rows)
    assert found["order"].is_monotonic_increasing
    assert found["title"].notna().all()


def test_the_curve_ends_with_all_adopters(build: Open) -> None:
    connection, words = build
    asked = ("topic", "transport", "sido")
    found = adoption.adopters(connection, EVERYTHING, words, *asked)
    curve = adoption.curve(connection, EVERYTHING, words, *asked)
    assert curve["adopters"].iloc[-1] == len(found)
    assert curve["new"].sum() == len(found)
    assert curve["eligible"].iloc[-1] == len(words.provinces())
    assert len(adoption.bass_fit(connection, EVERYTHING, words, *asked)) == 1


def test_topics_stand_against_the_nation(build: Open) -> None:
    connection, words = build
    own = Filters(province=("41",))
    found = profile.against_nation(connection, own, words)
    nation = profile.against_nation(connection, EVERYTHING, words)
    assert (found["low"] <= found["share"]).all()
    assert (found["share"] <= found["high"]).all()
    expected = nation.set_index("topic")["share"]
    assert found.set_index("topic")["nation"].to_dict() == pytest.approx(expected.to_dict())


def test_gaps_are_topics_that_the_region_has_not(build: Open) -> None:
    connection, words = build
    for region in words.districts()[:60]:
        own = Filters(province=(region.sido_code,), district=(region.code,))
        gaps = profile.gaps(connection, own, words, region.code)
        has = profile.against_nation(connection, own, words)
        held = set(has.loc[has["counted"] > 0, "topic"])
        assert not held & set(gaps["topic"])
        assert (gaps["others"] >= 2).all()


def test_quality_counts_add_up(build: Open) -> None:
    connection, words = build
    total = connection.execute("SELECT count(*) FROM articles WHERE on_topic").fetchall()[0][0]
    assert quality.outlets(connection, EVERYTHING, words, 9_999)["articles"].sum() == total
    assert quality.precision(connection, EVERYTHING, words)["articles"].sum() == total
    sure = quality.confidence(connection, EVERYTHING, words)
    assert (sure[["sure", "likely", "weak"]].sum(axis=1) == sure["findings"]).all()


def test_nothing_gives_empty_frames(build: Open) -> None:
    connection, words = build
    asked = ("programme", "u_city", "sigungu")
    for frame, columns in (
        (adoption.adopters(connection, NOTHING, words, *asked), adoption.ADOPTERS),
        (profile.against_nation(connection, NOTHING, words), profile.AGAINST),
        (profile.project_lives(connection, NOTHING, words), profile.LIVES),
        (profile.gaps(connection, NOTHING, words, "41"), profile.GAPS),
        (quality.outlets(connection, NOTHING, words), quality.OUTLETS),
        (quality.outlet_years(connection, NOTHING, words), quality.OUTLET_YEARS),
        (quality.confidence(connection, NOTHING, words), quality.CONFIDENCE),
    ):
        assert frame.empty
        assert list(frame.columns) == list(columns)
