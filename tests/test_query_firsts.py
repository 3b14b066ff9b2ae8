"""First appearances, kinds of region, shared partners, rates, gaps with their articles: by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from tiny import Tiny, asked, make

from pipelines.check_reference import problems_in
from pipelines.query import adoption, appearances, inhabitants, partner_network, profile
from pipelines.query.filters import parse
from pipelines.reference import load_reference
from pipelines.settings import REFERENCE_DIR

KT = ("KT", "company", "KR", "mou")
LH = ("LH", "public_institution", "KR", "contract")

WORLD = [
    Tiny("a1", "2021-02-01", [("41130", "primary")], ["transport"], [KT, LH], ["도로"], title="첫 도로",
         programmes=["challenge"], stages=["plan"]),
    Tiny("a2", "2021", [("11140", "primary")], ["transport"], [KT], ["도로", "버스"]),
    Tiny("a3", "2021-01-15", [("26110", "primary")], ["data_ai"], [LH], ["버스"],
         programmes=["challenge"], stages=["opened"]),
    Tiny("a4", None, [("41610", "primary")], ["transport"], [KT], ["강", "도로"]),
    Tiny("a5", "2022-06-01", [("11", "primary"), ("26", "mentioned")], ["transport"], [LH], ["강"],
         story="s"),
    Tiny("a6", "2022-05-31", [("11", "primary")], ["transport"], [KT], ["도로"], story="s"),
]  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("firsts") / "w", WORLD)


FIRSTS = [
    # kind, items, query → item: (article, known from, known by)
    ("keyword", ("도로",), "", {"도로": ("a1", "2021-01-01", "2021-02-01")}),
    ("keyword", ("강",), "", {"강": ("a5", "2022-06-01", "2022-06-01")}),
    ("keyword", ("없는말",), "", {}),
    ("keyword", (), "province=11",
     {"도로": ("a2", "2021-01-01", "2021-12-31"), "버스": ("a2", "2021-01-01", "2021-12-31"),
      "강": ("a5", "2022-06-01", "2022-06-01")}),
    ("keyword", ("도로",), "unit=story&year=2022", {"도로": ("a6", "2022-05-31", "2022-05-31")}),
    ("topic", (), "", {"transport": ("a1", "2021-01-01", "2021-02-01"),
                       "data_ai": ("a3", "2021-01-15", "2021-01-15")}),
    ("programme", (), "", {"challenge": ("a3", "2021-01-15", "2021-01-15")}),
    ("partner", ("KT",), "", {"KT": ("a1", "2021-01-01", "2021-02-01")}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "items", "query", "expected"), FIRSTS, ids=str)
def test_first_appearances(
    world: Path, kind: str, items: tuple, query: str, expected: dict
) -> None:
    with asked(world) as (connection, words):
        found = appearances.first_appearances(connection, parse(query, words), words, kind, items)
    assert list(found.columns) == list(appearances.FIRST)
    said = {
        row.item: (row.article_id, str(row.seen_from.date()), str(row.seen_by.date()))
        for row in found.itertuples()
    }
    assert said == expected
    assert found["title"].notna().all()


def test_kinds_of_region_in_order(world: Path) -> None:
    with asked(world) as (connection, words):
        found = adoption.by_kind(connection, parse("", words), words, "keyword", "도로", "sigungu")
    rows = found.set_index("kind")
    # 자치시: 성남 of 성남, 광주, 춘천; 자치구: 서울 중구 of three; 세종 never.
    assert rows.loc["자치시", ["eligible", "adopters"]].tolist() == [3, 1]
    assert rows.loc["자치구", ["eligible", "adopters"]].tolist() == [3, 1]
    assert rows.loc["특별자치시", "adopters"] == 0
    assert rows["half_lag_days"].isna().all()


def test_partners_of_both_of_two_regions(world: Path) -> None:
    with asked(world) as (connection, words):
        ask = (connection, parse("province=41", words), words)
        sido = partner_network.shared_between(*ask, "41", "11")
        one = partner_network.shared_between(*ask, "41130", "26110")
        none = partner_network.shared_between(*ask, "41130", "36")
    # LH is of 41, 26 and 11; KT of 41 and 11, of 41 in two articles.
    assert sido[["partner", "one_counted", "other_counted", "regions"]].to_numpy().tolist() == [
        ["KT", 2, 2, 2], ["LH", 1, 1, 3],
    ]  # fmt: skip
    assert one["partner"].tolist() == ["LH"]
    assert none.empty


def test_stages_of_each_region_apart(world: Path) -> None:
    with asked(world) as (connection, words):
        whole = profile.project_lives(connection, parse("", words), words)
        apart = profile.project_lives(connection, parse("", words), words, "sido")
        firsts = profile.project_lives(connection, parse("", words), words, firsts=True)
    assert sorted(whole["stage"]) == ["opened", "plan"]
    assert firsts["stage"].tolist() == whole["stage"].tolist()
    assert set(whole["region"]) == {""}
    assert set(zip(apart["region"], apart["stage"], strict=True)) == {
        ("41", "plan"),
        ("26", "opened"),
    }


def test_gaps_with_every_article_that_shows_them(tmp_path: Path) -> None:
    cities = ("41130", "41610", "51110")
    both = [Tiny(f"b{code}{i}", "2021-01-01", [(code, "primary")], ["transport", "data_ai"])
            for code in cities for i in range(3)]  # fmt: skip
    own = [Tiny(f"o{i}", "2021-01-01", [("11140", "primary")], ["transport"]) for i in range(3)]
    folder = make(tmp_path / "w", both + own)
    with asked(folder) as (connection, words):
        gaps = profile.gaps(connection, parse("", words), words, "11140")
        shown = profile.gap_articles(connection, parse("", words), words, "11140")
    assert gaps[["topic", "others", "articles"]].to_numpy().tolist() == [["data_ai", 3, 9]]
    assert set(shown["article_id"]) == {article.id for article in both}
    assert set(shown["topic"]) == {"data_ai"}
    assert shown["title"].notna().all()


def test_rates_need_a_population_table(world: Path, tmp_path: Path) -> None:
    with asked(world) as (connection, words):
        assert inhabitants.per_inhabitants(connection, parse("", words), words).empty
    folder = make(tmp_path / "w", WORLD)
    with duckdb.connect(str(folder / "builds" / "tiny.duckdb")) as connection:
        connection.execute(
            "INSERT INTO population VALUES ('41', 2020, 1000000, 's'), ('41', 2022, 2000000, 's'),"
            " ('41130', 2019, 900000, 's'), ('11', 2021, 9000000, 's')"
        )
    with asked(folder) as (connection, words):
        ask = (connection, parse("", words), words)
        sido = inhabitants.per_inhabitants(*ask).set_index(["region", "period"])
        story = inhabitants.per_inhabitants(connection, parse("unit=story", words), words)
        small = inhabitants.per_inhabitants(*ask, "sigungu", "month")
        near = profile.similar(*ask, "41")
    row = sido.loc[("41", "2021-01-01")]
    assert (row["counted"], row["population_year"], row["rate"]) == (1, 2020, pytest.approx(0.1))
    assert sido.loc[("11", "2022-01-01"), "counted"] == 2
    assert story.set_index("region").loc["11", "counted"].tolist() == [1, 1]
    assert set(small["region"]) == {"41130", "26110"}
    assert pd.isna(small.set_index("region").loc["26110", "rate"])
    assert near.set_index("other").loc["11", "by_size"] == pytest.approx(2 / 9)


POPULATIONS = [
    ("41\t2020\t13000000\ts\n", ""), ("99\t2020\t1\ts\n", "code 99"), ("42\t2020\t1\ts\n", "code 42"),
    ("41\t2020\t0\ts\n", "inhabitants 0"), ("41\t2020\t1\t\n", "no source"),
    ("41\t2020\t1\ts\n41\t2020\t2\ts\n", "stands 2 times"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "said"), POPULATIONS)
def test_a_population_table_may_be_added(tmp_path: Path, rows: str, said: str) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE_DIR, folder)
    table = folder / "population.tsv"
    table.write_text("code\tyear\tinhabitants\tsource\n" + rows, encoding="utf-8")
    problems = list(problems_in(folder))
    assert bool(problems) == bool(said)
    assert said in "".join(problems)
    assert len(load_reference(folder).population) == rows.count("\n")
