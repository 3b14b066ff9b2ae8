"""Trend queries: answers computed by hand, and kept counts against counting article by article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import synthetic
from tiny import Tiny, asked, make

from pipelines.query import (
    adoption,
    articles,
    attention,
    keywords,
    partner_network,
    partners,
    periods,
    specialisation,
    word_bursts,
    word_counts,
    word_network,
)
from pipelines.query.conditions import chosen
from pipelines.query.connect import current_build, opened
from pipelines.query.filters import parse
from pipelines.query.frames import Sql
from pipelines.query.vocabulary import Vocabulary, load_vocabulary
from pipelines.query.windows import Window
from pipelines.trends import network as trend
from pipelines.trends.cooccurrence import EDGES, item_counts, npmi, pair_counts

KT = ("KT", "company", "KR", "mou")
KT_AGAIN = ("KT", "company", "KR", "contract")
TASHKENT = ("타슈켄트시", "foreign_city", "UZ", "benchmark_visit")

WORLD = [
    Tiny("a1", "2021-02-01", [("41130", "primary")], ["transport"], [KT], ["버스", "도로"]),
    Tiny("a2", "2021-08-01", [("41130", "primary")], ["transport", "data_ai"], [KT, KT_AGAIN],
         ["버스", "도로"]),
    Tiny("a3", "2022-08", [("41", "primary")], ["data_ai"], [TASHKENT], ["버스"]),
    Tiny("a4", "2021-03-01", [("11140", "primary")], ["transport"], words=["버스", "도로"]),
    Tiny("a5", "2022", [("11140", "primary")], ["data_ai"], [KT], ["센터"]),
    Tiny("a6", None, [("26110", "primary")], ["data_ai"], words=["도로", "센터"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("trends") / "w", WORLD)


@pytest.fixture(scope="module")
def random_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return current_build(synthetic.make(tmp_path_factory.mktemp("r"), 1_500, seed=8).warehouse)


def test_shares_of_topics_in_regions_by_hand(world: Path) -> None:
    with asked(world) as (connection, words):
        frame = attention.attention(connection, parse("", words), words)
    row = frame.set_index(["region", "item", "period"]).loc[("41", "transport", "2021-01-01")]
    assert (row["counted"], row["total"], row["share"], row["thin"]) == (2, 2, 1.0, True)
    later = frame.set_index(["region", "item", "period"]).loc[("41", "data_ai", "2022-01-01")]
    assert (later["share"], later["previous_share"], later["previous_change"]) == (1.0, 0.5, 0.5)
    assert not frame["complete"].iloc[-1]  # the newest day is in 2021: 2022 runs on


SHARES = [
    # kind, items, level, period, share, region, item, first day → counted, total
    ("topic", (), "nation", "year", "item_in_region", "nation", "data_ai", "2021-01-01", 1, 3),
    ("topic", (), "nation", "year", "item_in_region", "nation", "data_ai", "2022-01-01", 2, 2),
    ("topic", (), "sido", "year", "region_in_nation", "41", "transport", "2021-01-01", 2, 3),
    ("topic", (), "sido", "half", "region_in_nation", "11", "transport", "2021-01-01", 1, 2),
    ("topic", (), "sigungu", "year", "item_in_region", "41", "data_ai", "2022-01-01", 1, 1),
    ("keyword", ("도로",), "sido", "year", "item_in_region", "41", "도로", "2021-01-01", 2, 2),
    ("keyword", ("버스",), "sido", "month", "item_in_region", "41", "버스", "2022-08-01", 1, 1),
    ("partner", ("KT",), "sido", "year", "region_in_nation", "11", "KT", "2022-01-01", 1, 1),
]  # fmt: skip


@pytest.mark.parametrize("case", SHARES, ids=str)
def test_shares_by_hand(world: Path, case: tuple) -> None:
    kind, items, level, period, share, region, item, first, counted, total = case
    with asked(world) as (connection, words):
        frame = attention.attention(
            connection, parse("", words), words, kind, items, level, period, share
        )
    row = frame.set_index(["region", "item", "period"]).loc[(region, item, first)]
    assert (row["counted"], row["total"]) == (counted, total)


def test_a_share_leaves_aside_what_the_filters_ask_of_its_own_kind(world: Path) -> None:
    with asked(world) as (connection, words):
        all_ = attention.attention(connection, parse("", words), words)
        some = attention.attention(connection, parse("topic=transport", words), words)
        story = attention.attention(connection, parse("unit=story", words), words)
    pd.testing.assert_frame_equal(all_, some)
    pd.testing.assert_frame_equal(all_, story)  # every article is a story of its own here


def test_location_quotients_by_hand(world: Path) -> None:
    with asked(world) as (connection, words):
        frame = specialisation.quotients(connection, parse("", words), words)
    row = frame.set_index(["region", "topic"]).loc[("41", "transport")]
    # 2 of 3 articles of 41, 3 of 6 of the nation
    assert row["lq"] == pytest.approx((2 / 3) / (3 / 6))
    assert (row["counted"], row["total"]) == (2, 3)


def test_words_that_meet_by_hand(world: Path) -> None:
    with asked(world) as (connection, words):
        found = word_network.network(connection, parse("", words), words, least=1)
        topics = word_network.network(connection, parse("", words), words, "topic", least=1)
    edges = found.edges.set_index(["one", "other"])
    # 도로 and 버스: together in a1, a2, a4; 도로 in 4, 버스 in 4 of 6 articles
    expected = np.log((3 / 6) / (4 / 6 * 4 / 6)) / -np.log(3 / 6)
    assert edges.loc[("도로", "버스"), "npmi"] == pytest.approx(expected)
    assert edges.loc[("도로", "센터"), "together"] == 1
    assert found.nodes.set_index("item")["counted"].to_dict() == {"도로": 4, "버스": 4}
    assert topics.edges[["one", "other", "together"]].to_numpy().tolist() == [
        ["data_ai", "transport", 1]
    ]


def test_a_network_keeps_its_places_when_the_filters_change(random_build: Path) -> None:
    with opened(random_build) as connection:
        words = load_vocabulary(connection)
        all_ = word_network.network(connection, parse("", words), words)
        some = word_network.network(
            connection, parse("year=2020-2026", words), words, before=all_.nodes
        )
    both = some.nodes.merge(all_.nodes, on="item")
    assert len(both) > 20
    np.testing.assert_array_equal(both[["x_x", "y_x"]], both[["x_y", "y_y"]])


@pytest.mark.parametrize("query", ["", "province=41", "unit=story"])
def test_pairs_agree_with_counting_article_by_article(random_build: Path, query: str) -> None:
    with opened(random_build) as connection:
        words = load_vocabulary(connection)
        filters = parse(query, words)
        found = word_network.network(connection, filters, words, top=40).edges
        names = sorted(set(found["one"]) | set(found["other"]))
        picked = chosen(filters, words)
        said = connection.execute(
            f"SELECT article_id, keyword AS item FROM article_keywords"
            f" SEMI JOIN ({picked.text}) USING (article_id) WHERE keyword IN"
            " (SELECT unnest(?::VARCHAR[]))", [*picked.values, names],
        ).df()  # fmt: skip
        (total,) = connection.execute(
            f"SELECT count(*) FROM ({picked.text})", list(picked.values)
        ).fetchone()
    expected = npmi(pair_counts(said), item_counts(said), total)
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected)
    assert list(found.columns) == list(EDGES)


def test_a_planted_burst_is_found_with_its_start_and_end(tmp_path: Path) -> None:
    months = [(year, month) for year in (2019, 2020, 2021) for month in range(1, 13)]
    planted = {(2020, 5), (2020, 6), (2020, 7)}
    articles = [
        Tiny(f"{year}-{month}-{i}", f"{year}-{month:02}-10", [("41130", "primary")],
             words=["재난지원금"] if (year, month) in planted and i < 5 else ["도로"])
        for year, month in months for i in range(8)
    ]  # fmt: skip
    folder = make(tmp_path / "w", articles)
    with asked(folder) as (connection, words):
        kept = word_bursts.bursts(connection, parse("", words), words)
        counted = word_bursts.bursts(connection, parse("province=41", words), words)
        quarters = word_bursts.bursts(
            connection, parse("", words), words, ["재난지원금", "없는말"], "quarter"
        )
    found = kept[kept["item"] == "재난지원금"].iloc[0]
    assert found["start"] == pd.Timestamp("2020-05-01")
    assert found["end"] == pd.Timestamp("2020-07-01")
    assert (found["counted"], found["total"]) == (15, 24)
    pd.testing.assert_frame_equal(kept, counted)
    assert quarters["start"].tolist() == [pd.Timestamp("2020-04-01")]


def test_first_adopters_of_a_keyword(world: Path) -> None:
    with asked(world) as (connection, words):
        found = adoption.adopters(connection, parse("", words), words, "keyword", "도로", "sido")
        left = adoption.unplaced(connection, parse("", words), words, "keyword", "도로", "sido")
    assert found[["region", "article_id", "order"]].to_numpy().tolist() == [
        ["41", "a1", 1], ["11", "a4", 2],
    ]  # fmt: skip
    assert left[["item", "undated"]].to_numpy().tolist() == [["도로", 1]]


def test_words_that_set_a_region_apart(tmp_path: Path) -> None:
    here = [Tiny(f"h{i}", "2021-05-01", [("41130", "primary")], words=["판교", "공통"])
            for i in range(6)]  # fmt: skip
    there = [Tiny(f"t{i}", "2021-05-01", [("11140", "primary")], words=["공통"]) for i in range(6)]
    folder = make(tmp_path / "w", here + there)
    with asked(folder) as (connection, words):
        frame = keywords.distinctive_words(connection, parse("province=41", words), words)
        whole = keywords.distinctive_words(connection, parse("", words), words)
    assert frame["keyword"].tolist() == ["판교"]
    assert frame[["counted", "elsewhere", "share"]].to_numpy().tolist() == [[6, 0, 1.0]]
    assert whole.empty
    assert list(whole.columns) == list(keywords.DISTINCTIVE)


def test_a_release_and_its_reprints_do_not_rise(tmp_path: Path) -> None:
    reprints = [Tiny(f"r{i}", "2021-05-01", words=["축제"], story="s") for i in range(9)]
    own = [Tiny(f"o{i}", "2021-05-02", words=["돌봄"]) for i in range(4)]
    before = [Tiny(f"b{i}", "2020-05-01", words=["도로"]) for i in range(9)]
    folder = make(tmp_path / "w", [*reprints, *own, *before])
    with asked(folder) as (connection, words):
        frame = keywords.rising_words(connection, parse("year=2021", words), words)
    assert frame["keyword"].tolist() == ["돌봄", "도로"]


PLAIN = [
    "", "year=2021", "year=2015-2021", "province=41", "topic=transport", "province=41&year=2021",
    "topic=transport,data_ai", "province=41&topic=transport", "year=unknown", "year=2015,2021",
]  # fmt: skip


STORIES = [f"unit=story&{query}" for query in PLAIN]


@pytest.mark.parametrize("query", [*PLAIN, "sure=1&topic=transport", *STORIES])
def test_kept_counts_of_words_are_exact(random_build: Path, query: str) -> None:
    with opened(random_build) as connection:
        words = load_vocabulary(connection)
        filters = parse(query, words)
        picked = chosen(filters, words)
        unit = "story_id" if filters.unit == "story" else "article_id"
        rows = connection.execute(
            f"SELECT keyword, count(DISTINCT c.{unit}) FROM article_keywords"
            f" JOIN ({picked.text}) c USING (article_id) GROUP BY 1",
            list(picked.values),
        ).fetchall()
        assert _told(connection, word_counts.word_counts(filters, words)) == dict(rows)


WINDOWS = [
    (date(2020, 1, 1), date(2020, 12, 31)), (date(2019, 11, 14), date(2020, 11, 13)),
    (date(2021, 3, 10), date(2021, 3, 20)), (date(2021, 3, 10), date(2021, 4, 20)),
    (date(2020, 6, 1), date(2021, 5, 31)), (date(2020, 6, 30), date(2021, 2, 1)),
]  # fmt: skip


@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("query", ["", "province=41", "year=2017"])
def test_counts_of_a_window_are_exact(
    random_build: Path, window: tuple[date, date], query: str
) -> None:
    with opened(random_build) as connection:
        words = load_vocabulary(connection)
        rows = connection.execute(
            "SELECT keyword, count(*) FROM article_keywords JOIN articles USING (article_id)"
            " WHERE on_topic AND published_precision <> 'unknown' AND published_earliest >= ?"
            " AND published_latest <= ? AND (? = '' OR article_id IN (SELECT article_id"
            " FROM article_regions WHERE role = 'primary' AND sido_code = '41')) GROUP BY 1",
            [*window, query if "province" in query else ""],
        ).fetchall()
        counts = word_counts.word_counts_in(parse(query, words), words, Window(*window))
        assert _told(connection, counts) == dict(rows)


@pytest.mark.parametrize("level", ["sido", "sigungu"])
@pytest.mark.parametrize("query", ["", "province=41", "year=2015-2021&relation=mou"])
def test_partner_measures_agree_with_the_pure_ones(
    random_build: Path, query: str, level: str
) -> None:
    with opened(random_build) as connection:
        words = load_vocabulary(connection)
        filters = parse(query, words)
        ties = _ties(connection, words, query, level)
        pairs = [
            (partner_network.turnover, trend.turnover), (partner_network.foreign, trend.foreign),
            (partner_network.concentration, trend.concentration),
            (partner_network.shared_partners, trend.shared_partners),
            (partner_network.ties_by_year, trend.ties_by_year),
        ]  # fmt: skip
        for asked_of_build, pure in pairs:
            found = asked_of_build(connection, filters, words, level)
            pd.testing.assert_frame_equal(found, pure(ties), obj=pure.__name__)
        found = partner_network.partnerships(connection, filters, words, level, limit=10**6)
        pd.testing.assert_frame_equal(found, trend.partnerships(ties))


def _ties(
    connection: duckdb.DuckDBPyConnection, words: Vocabulary, query: str, level: str
) -> pd.DataFrame:
    """The ties of the chosen articles from the public tables."""
    picked = chosen(parse(query, words), words)
    code = "sido_code" if level == "sido" else "code"
    frame = connection.execute(
        f"SELECT DISTINCT article_id, r.{code} AS region, p.name AS partner, p.type AS"
        " partner_type, p.country, p.relation, CASE WHEN a.published_precision <> 'unknown' AND"
        " year(a.published_earliest) = year(a.published_latest) THEN year(a.published_earliest)"
        f" END AS year FROM articles a SEMI JOIN ({picked.text}) c USING (article_id)"
        " JOIN article_regions r USING (article_id) JOIN article_partners p USING (article_id)"
        " WHERE r.role = 'primary' AND (? = '' OR p.relation = 'mou')"
        " AND (? = '' OR r.sido_code = '41')",
        [*picked.values, "mou" if "mou" in query else "", "41" if "province" in query else ""],
    ).df()
    return frame.astype({"year": "Int64"}).sort_values(["region", "partner"])


def _told(connection: duckdb.DuckDBPyConnection, counts: Sql) -> dict[str, int]:
    return dict(
        connection.execute(
            f"SELECT keyword, counted FROM ({counts.text}) JOIN words USING (word)",
            list(counts.values),
        ).fetchall()
    )


FRAMES = [
    (attention.attention, attention.ATTENTION), (word_bursts.bursts, word_bursts.BURSTS),
    (keywords.distinctive_words, keywords.DISTINCTIVE),
    (specialisation.quotients, specialisation.QUOTIENTS),
    (partner_network.ties_by_year, trend.TIES_BY_YEAR),
    (partner_network.partnerships, trend.PARTNERSHIPS),
    (partner_network.turnover, trend.TURNOVER),
    (partner_network.concentration, trend.CONCENTRATION),
    (partner_network.shared_partners, trend.SHARED), (partner_network.foreign, trend.FOREIGN),
]  # fmt: skip


@pytest.mark.parametrize(("measure", "schema"), FRAMES, ids=lambda v: getattr(v, "__name__", ""))
def test_nothing_and_one_article_give_frames_of_the_same_columns(
    tmp_path_factory: pytest.TempPathFactory, measure: object, schema: dict[str, str]
) -> None:
    for few in ([], WORLD[:1]):
        folder = make(tmp_path_factory.mktemp("few") / "w", few)
        with asked(folder) as (connection, words):
            for query in ("", "province=41", "q=없는말", "unit=story&sure=1"):
                frame = measure(connection, parse(query, words), words)  # type: ignore[operator]
                assert {name: str(kind) for name, kind in frame.dtypes.items()} == schema
            alone = word_network.network(connection, parse("", words), words)
            assert list(alone.nodes.columns) == list(word_network.NODES)
            assert list(alone.edges.columns) == list(EDGES)


def test_partners_beside_the_asked_one_by_hand(tmp_path: Path) -> None:
    lh = ("한국토지주택공사", "public_institution", "KR", "mou")
    build = make(tmp_path / "w", [
        Tiny("a1", "2021-02-01", [("41130", "primary")], ["transport"], [KT, KT_AGAIN, lh]),
        Tiny("a2", "2021-03-01", [("26110", "primary")], ["transport"], [KT, lh]),
        Tiny("a3", "2021-04-01", [("26110", "primary")], ["transport"], [KT, TASHKENT]),
        Tiny("a4", "2021-05-01", [("11140", "primary")], ["transport"], [lh, TASHKENT]),
    ])  # fmt: skip
    with asked(build) as (connection, words):
        found = partners.co_partners(connection, parse("partner=KT", words), words)
        alone = partners.co_partners(connection, parse("", words), words)
    rows = found[["partner", "counted", "regions"]].values.tolist()
    assert rows == [["한국토지주택공사", 2, 2], ["타슈켄트시", 1, 1]]
    assert alone.empty


def test_articles_of_a_span_lie_in_it_for_certain(world: Path) -> None:
    with asked(world) as (connection, words):
        span = (date(2021, 2, 1), date(2021, 3, 31))
        found = articles.rows(connection, parse("", words), words, span=span)
        year = articles.rows(
            connection, parse("", words), words, span=(date(2022, 1, 1), date(2022, 12, 31))
        )
    assert found["article_id"].tolist() == ["a4", "a1"]
    assert sorted(year["article_id"]) == ["a3", "a5"]


def test_bursts_of_topics_are_those_of_their_counts(random_build: Path) -> None:
    with opened(random_build) as connection:
        words = load_vocabulary(connection)
        filters = parse("topic=transport", words)
        found = periods.bursts(connection, filters, words, "month", "topic")
        counts = periods.by_period(connection, parse("", words), words, "month", "topic")
    assert found["item"].nunique() > 1  # the topic asked for is no reason to look at it alone
    burst = found.iloc[0]
    inside = counts[(counts["part"] == burst["item"])
                    & counts["period"].between(burst["start"], burst["end"])]  # fmt: skip
    assert inside["counted"].sum() == burst["counted"]


def test_programmes_by_year_are_counted_one_by_one(random_build: Path) -> None:
    with opened(random_build) as connection:
        words = load_vocabulary(connection)
        frame = periods.by_period(connection, parse("", words), words, "year", "programme")
        rows = connection.execute(
            "SELECT programme, year(earliest), count(DISTINCT f.article_id) FROM facts f"
            " JOIN article_programmes USING (article_id)"
            " WHERE year(earliest) = year(latest) GROUP BY ALL"
        ).fetchall()
    told = {(part, day.year): n for part, day, n in
            zip(frame["part"], frame["period"], frame["counted"], strict=True)}  # fmt: skip
    assert told == {(programme, year): n for programme, year, n in rows}
    assert told


def test_kinds_of_region_are_those_of_the_adopters(random_build: Path) -> None:
    with opened(random_build) as connection:
        words = load_vocabulary(connection)
        asked_for = {"kind": "topic", "item": "transport"}
        found = adoption.by_kind(connection, parse("", words), words, **asked_for)
        adopters = adoption.adopters(connection, parse("", words), words, **asked_for)
    counts = adopters.groupby("kind").size()
    told = found.set_index("kind")
    assert {"자치시", "자치군", "자치구"} <= set(told.index)
    assert told["adopters"][counts.index].tolist() == counts.tolist()
    lags = adopters[adopters["kind"] == "자치군"]["lag_days"]
    assert told.loc["자치군", "median_lag_days"] == lags.median()
    assert (told["adopters"] <= told["eligible"]).all()
