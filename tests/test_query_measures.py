"""Measures against warehouses of a few articles whose answers are computed by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tiny import Tiny, asked, make

from pipelines.query import articles, keywords, overview, partners, periods, regions
from pipelines.query.filters import parse
from pipelines.query.milestones import MILESTONES, milestones

KT = ("KT", "company", "KR", "mou")
LH = ("LH", "public_institution", "KR", "contract")
TASHKENT = ("타슈켄트시", "foreign_city", "UZ", "benchmark_visit")

WORLD = [
    Tiny("a1", "2021-03-05", [("41130", "primary")], ["transport"], [KT], ["자율주행"],
         title="성남시 자율주행"),
    Tiny("a2", "2021-03", [("41130", "primary"), ("11680", "mentioned")],
         ["transport", "data_ai"], [KT, LH], ["자율주행", "데이터"], story="s1"),
    Tiny("a3", "2021", [("41", "primary")], ["data_ai"], [TASHKENT], ["데이터"], story="s1",
         outlet="새벽신문"),
    Tiny("a4", None, [("11140", "primary")], body="스마트 도시를 만든다"),
    Tiny("a5", "2020-12-31", [("26110", "primary"), ("41130", "mentioned")], ["data_ai"], [LH],
         ["데이터", "관제"], stages=["opened"]),
    Tiny("a6", "2020-06-01", [("36", "primary")], ["transport"], words=["관제"],
         programmes=["challenge"]),
    Tiny("a7", "2020-07-01", [("51110", "primary", 0.6)], ["transport"],
         then=("강원도", "춘천시")),
    Tiny("off", "2021-03-05", [("41130", "primary")], ["transport"], [KT], ["자율주행"],
         on_topic=False),
]  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("world") / "w", WORLD)


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("nothing") / "w", [])


CHOSEN = [
    ("", "a1 a2 a3 a4 a5 a6 a7"),
    ("year=2021", "a1 a2 a3"),
    ("year=2020-2021", "a1 a2 a3 a5 a6 a7"),
    ("year=unknown", "a4"),
    ("year=2020,unknown", "a4 a5 a6 a7"),
    # 시도, 시군구 and role on one region finding
    ("province=경기도", "a1 a2 a3"),
    ("province=경기도&district=성남시", "a1 a2"),
    ("province=경기도&district=none", "a3"),
    ("province=경기도&role=mentioned", "a5"),
    ("district=성남시&role=primary,mentioned", "a1 a2 a5"),
    ("province=서울특별시&role=mentioned", "a2"),
    ("province=11,26&district=중구", "a4 a5"),
    ("province=세종특별자치시", "a6"),
    ("province=세종특별자치시&district=none", "a6"),
    # the names of the day
    ("province=강원특별자치도", "a7"),
    ("province=강원도&regions=then", "a7"),
    ("province=강원도&district=춘천시&regions=then", "a7"),
    ("province=강원특별자치도&regions=then", ""),
    # type, country and relation on one partner finding
    ("partner=KT&relation=mou", "a1 a2"),
    ("partner=KT&relation=contract", ""),
    ("partner_type=company&relation=contract", ""),
    ("partner_type=company,public_institution&relation=contract", "a2 a5"),
    ("country=UZ", "a3"),
    # OR within, AND across
    ("topic=transport,data_ai&year=2021", "a1 a2 a3"),
    ("topic=transport&partner_type=public_institution", "a2"),
    ("programme=challenge", "a6"),
    ("stage=opened", "a5"),
    ("outlet=새벽신문", "a3"),
    # words: keyword, title or body; all of them; a phrase as it stands
    ("q=자율주행", "a1 a2"),
    ("q=자율주행 성남시", "a1"),
    ("q=관제&q=자율주행", "a1 a2 a5 a6"),
    ('q="스마트 도시"', "a4"),
    ('q="도시 스마트"', ""),
    ("q=도시 스마트", "a4"),
    ("province=강원특별자치도&sure=1", ""),
]  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), CHOSEN)
def test_filters_choose(world: Path, query: str, expected: str) -> None:
    with asked(world) as (connection, words):
        rows = articles.rows(connection, parse(query, words), words)
        total = overview.totals(connection, parse(query, words), words)
    assert sorted(rows["article_id"]) == expected.split()
    assert total["articles"].iloc[0] == len(expected.split())


def test_totals_count_distinct_things(world: Path) -> None:
    with asked(world) as (connection, words):
        row = overview.totals(connection, parse("", words), words).iloc[0]
        story = overview.totals(connection, parse("unit=story", words), words).iloc[0]
    # primary regions: 41130, 41, 11140, 26110, 36, 51110; partners KT, LH, 타슈켄트시
    assert row.to_dict() == {
        "articles": 7, "stories": 6, "counted": 7, "regions": 6, "partners": 3, "unknown_dates": 1,
    }  # fmt: skip
    assert story["counted"] == 6


def test_change_compares_with_the_year_before(world: Path) -> None:
    with asked(world) as (connection, words):
        frame = overview.change(connection, parse("year=2021", words), words)
        topics = overview.topic_change(connection, parse("year=2021", words), words)
    # The newest day is 2021-03-05: only what lies before that day of the year is compared.
    assert frame[["window", "counted"]].to_numpy().tolist() == [["current", 1], ["previous", 0]]
    assert frame["last_day"].dt.strftime("%m-%d").tolist() == ["03-05", "03-05"]
    assert topics.to_numpy().tolist() == [["transport", 1, 0]]


def test_periods_keep_partial_dates_where_they_belong(world: Path) -> None:
    with asked(world) as (connection, words):
        counts = {
            period: periods.by_period(connection, parse("", words), words, period)
            for period in ("year", "quarter", "month")
        }
        left = {
            period: periods.left_out(connection, parse("", words), words, period).iloc[0].tolist()
            for period in ("year", "quarter", "month")
        }
    assert told(counts["year"], "%Y") == {"2020": 3, "2021": 3}
    assert told(counts["quarter"], "%Y-%m") == {
        "2020-04": 1, "2020-07": 1, "2020-10": 1, "2021-01": 2,
    }  # fmt: skip
    assert told(counts["month"], "%Y-%m") == {
        "2020-06": 1, "2020-07": 1, "2020-12": 1, "2021-03": 2,
    }  # fmt: skip
    assert left == {"year": [1, 0], "quarter": [1, 1], "month": [1, 1]}


def test_a_story_is_counted_once_in_the_period_of_its_earliest_member(tmp_path: Path) -> None:
    folder = make(tmp_path / "w", [
        Tiny("p", "2020-12-31", story="s"), Tiny("q", "2021-01-02", story="s"),
        Tiny("r", "2021-01-03"),
    ])  # fmt: skip
    with asked(folder) as (connection, words):
        whole = periods.by_period(connection, parse("unit=story", words), words)
        later = periods.by_period(connection, parse("unit=story&year=2021", words), words)
        rows = articles.rows(connection, parse("unit=story", words), words)
    assert told(whole, "%Y") == {"2020": 1, "2021": 1}
    # A year chooses articles; the story that one of them belongs to is of the year before.
    assert told(later, "%Y") == {"2020": 1, "2021": 1}
    assert rows["article_id"].tolist() == ["r", "p"]


def test_periods_by_topic_and_region(world: Path) -> None:
    with asked(world) as (connection, words):
        topics = periods.by_period(connection, parse("year=2021", words), words, "year", "topic")
        sido = periods.by_period(connection, parse("", words), words, "year", "region")
        inside = periods.by_period(connection, parse("province=41", words), words, "year", "region")
    assert dict(zip(topics["part"], topics["counted"], strict=True)) == {
        "transport": 2, "data_ai": 2,
    }  # fmt: skip
    assert set(zip(sido["period"].dt.year, sido["part"], sido["counted"], strict=True)) == {
        (2020, "26", 1), (2020, "36", 1), (2020, "51", 1), (2021, "41", 3),
    }  # fmt: skip
    assert set(zip(inside["part"], inside["counted"], strict=True)) == {("41130", 2), ("41", 1)}


def test_regions_count_all_levels_below_and_draw_sejong_on_both_maps(world: Path) -> None:
    with asked(world) as (connection, words):
        sido = regions.by_region(connection, parse("", words), words, "sido")
        sigungu = regions.by_region(connection, parse("", words), words, "sigungu")
        mentioned = regions.by_region(connection, parse("role=mentioned", words), words, "sido")
    assert sido.set_index("code")["counted"].to_dict() == {
        "41": 3, "11": 1, "26": 1, "36": 1, "51": 1,
    }  # fmt: skip
    assert sigungu.set_index("code")["counted"].to_dict() == {
        "41130": 2, "11140": 1, "26110": 1, "36": 1, "51110": 1,
    }  # fmt: skip
    assert sido["share"].iloc[0] == pytest.approx(3 / 7)
    assert sido["name"].iloc[0] == "경기도"
    assert mentioned.set_index("code")["counted"].to_dict() == {"11": 1, "41": 1}


def test_names_of_the_day_are_drawn_on_the_map_of_their_time(world: Path) -> None:
    with asked(world) as (connection, words):
        sido = regions.by_region(connection, parse("regions=then", words), words, "sido")
        sigungu = regions.by_region(connection, parse("regions=then", words), words, "sigungu")
    assert sido.set_index("code")["counted"].to_dict() == {"41": 3, "26": 1, "36": 1, "51": 1}
    assert sigungu.set_index("code")["counted"].to_dict() == {
        "41130": 2, "26110": 1, "36": 1, "51110": 1,
    }  # fmt: skip


def test_keywords(world: Path) -> None:
    with asked(world) as (connection, words):
        top = keywords.top_keywords(connection, parse("", words), words)
        trend = keywords.keyword_trend(connection, parse("", words), words, ("데이터", "없는말"))
    assert top.head(1).to_numpy().tolist() == [["데이터", 3, pytest.approx(3 / 7)]]
    assert trend[["keyword", "counted", "total"]].to_numpy().tolist() == [
        ["데이터", 1, 3], ["데이터", 2, 3], ["없는말", 0, 3], ["없는말", 0, 3],
    ]  # fmt: skip


def test_a_planted_rising_word_is_first_and_a_planted_falling_word_last(tmp_path: Path) -> None:
    now = [Tiny(f"n{i}", "2021-05-01", words=["늘", "공통"] + ["준"] * (i < 1)) for i in range(8)]
    before = [
        Tiny(f"b{i}", "2020-05-01", words=["준", "공통"] + ["늘"] * (i < 1)) for i in range(8)
    ]
    folder = make(tmp_path / "w", [*now, *before])
    with asked(folder) as (connection, words):
        frame = keywords.rising_words(connection, parse("year=2021", words), words)
    assert frame["keyword"].tolist() == ["늘", "공통", "준"]
    assert frame[["current", "previous"]].to_numpy().tolist() == [[8, 1], [8, 8], [1, 8]]
    assert frame["score"].iloc[0] == pytest.approx(-frame["score"].iloc[2])
    assert frame["score"].iloc[1] == pytest.approx(0)


def test_one_release_and_its_reprints_make_no_rising_word(tmp_path: Path) -> None:
    reprints = [Tiny(f"r{i}", "2021-05-01", words=["한번"], story="r0") for i in range(9)]
    others = [Tiny(f"o{i}", "2021-05-02", words=["여럿"]) for i in range(3)]
    folder = make(tmp_path / "w", [*reprints, *others, Tiny("b", "2020-05-01", words=["옛말"])])
    with asked(folder) as (connection, words):
        frame = keywords.rising_words(connection, parse("year=2021", words), words)
    assert frame["keyword"].tolist() == ["여럿"]


def test_partners(world: Path) -> None:
    with asked(world) as (connection, words):
        top = partners.top_partners(connection, parse("", words), words)
        foreign = partners.top_partners(connection, parse("country=UZ", words), words)
    assert top[["partner", "counted", "regions"]].to_numpy().tolist() == [
        ["KT", 2, 1], ["LH", 2, 2], ["타슈켄트시", 1, 1],
    ]  # fmt: skip
    assert foreign["partner"].tolist() == ["타슈켄트시"]


def test_article_with_evidence(world: Path) -> None:
    with asked(world) as (connection, _):
        detail = articles.article(connection, "a2")
        missing = articles.article(connection, "no-such-article")
    assert detail.head["title"].tolist() == ["제목"]
    assert detail.findings["kind"].tolist() == [
        "region", "region", "topic", "topic", "partner", "partner",
    ]  # fmt: skip
    assert missing.head.empty
    assert list(missing.findings.columns) == list(articles.FINDINGS)


def test_newest_first_and_paged(world: Path) -> None:
    with asked(world) as (connection, words):
        first = articles.rows(connection, parse("", words), words, limit=3)
        rest = articles.rows(connection, parse("", words), words, limit=9, offset=3)
    assert [*first["article_id"], *rest["article_id"]] == ["a1", "a2", "a3", "a5", "a7", "a6", "a4"]


EVERY = [
    (overview.totals, overview.TOTALS), (overview.change, overview.CHANGE),
    (overview.topic_change, overview.TOPIC_CHANGE), (overview.by_year, overview.BY_YEAR),
    (periods.by_period, periods.BY_PERIOD), (periods.left_out, periods.LEFT_OUT),
    (regions.by_region, regions.BY_REGION), (regions.topics_of_regions, regions.TOPICS_OF),
    (keywords.top_keywords, keywords.TOP), (keywords.rising_words, keywords.RISING),
    (partners.top_partners, partners.TOP_PARTNERS),
    (partners.by_type_and_relation, partners.BY_TYPE), (articles.rows, articles.ROWS),
    (milestones, MILESTONES),
]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "schema"), EVERY, ids=lambda value: getattr(value, "__name__", "")
)
@pytest.mark.parametrize(
    "query", ["", "q=없는말", "year=2021", "regions=then", "unit=story&sure=1"]
)
def test_columns_are_the_same_with_and_without_rows(
    world: Path, nothing: Path, measure: object, schema: dict[str, str], query: str
) -> None:
    for folder in (world, nothing):
        with asked(folder) as (connection, words):
            frame = measure(connection, parse(query, words), words)  # type: ignore[operator]
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == schema


def told(frame: pd.DataFrame, form: str) -> dict[str, int]:
    """Period → count."""
    return dict(zip(frame["period"].dt.strftime(form), frame["counted"], strict=True))
