"""Search: which articles a question chooses, in which order, and where they show it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from tiny import Tiny, asked, make

from pipelines.query import overview, ranking
from pipelines.query.filters import parse
from pipelines.query.highlight import snippet
from pipelines.query.search import postings_of

CITY = [("41130", "primary")]
WORLD = [
    Tiny("a1", "2021-01-01", CITY, title="원격 의료 시작", body="주민이 집에서 진료를 받는다."),
    Tiny("a2", "2021-01-02", CITY, title="새 소식", body="시는 원격의료를 넓힌다고 밝혔다."),
    Tiny("a3", "2021-01-03", CITY, title="새 소식", body="원격 수업을 돕고 의료 봉사를 한다."),
    Tiny("a4", "2021-01-04", CITY, title="스마트 도시 계획", body="도로를 고친다."),
    Tiny("a5", "2021-01-05", CITY, title="AI 행정", body="민원을 빨리 푼다.", story="s"),
    Tiny("a6", "2021-01-06", CITY, title="행정 소식", body="인공지능이 민원을 푼다.", story="s"),
    Tiny("a7", "2021-01-07", CITY, title="짧은 글", body="줄임..", words=["수요응답버스"]),
    Tiny("a8", "2021-01-08", CITY, title="사업 소식", body="주민의 참여를 이끈다."),
]  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("search") / "w", WORLD)


CHOSEN = [
    ("q=원격의료", "a1 a2"),  # a compound, with or without a blank
    ("q=원격의료를", "a1 a2"),  # with a particle
    ("q=원격 의료", "a1 a2 a3"),  # two words, anywhere
    ('q="원격 의료"', "a1 a2"),
    ('q="의료 원격"', ""),
    ("q=스마트도시", "a4"),
    ("q=스마트 도시", "a4"),
    ("q=스마트", "a4"),
    ("q=인공지능", "a5 a6"),  # one spelling
    ("q=ai", "a5 a6"),
    ("q=수요응답버스", "a7"),  # given by the source of a clipped body
    ('q="주민 참여"', "a8"),  # a particle between
    ("q=주민&q=도로", "a1 a4 a8"),  # one or the other
    ("q=없는말", ""),
    ('q="주민', "a1 a8"),  # a quote that is not closed
]  # fmt: skip


@pytest.mark.parametrize(("query", "expected"), CHOSEN)
def test_a_question_chooses_by_morphemes(world: Path, query: str, expected: str) -> None:
    with asked(world) as (connection, words):
        filters = parse(query, words)
        found = ranking.results(connection, filters, words)
        total = overview.totals(connection, filters, words)
    assert sorted(found["article_id"]) == expected.split()
    assert total["counted"].iloc[0] == len(expected.split())


def test_a_phrase_asks_for_its_neighbours() -> None:
    assert postings_of("원격의료") == ("원격 의료",)
    assert postings_of("통합관제센터") == ("통합 관제", "관제 센터")
    assert postings_of("도로") == ("도로",)
    assert postings_of("%%") == ("%%",)


def test_the_title_weighs_more_and_a_pair_more_than_its_words(world: Path) -> None:
    with asked(world) as (connection, words):
        found = ranking.results(connection, parse("q=원격 의료", words), words)
    assert found["article_id"].tolist() == ["a1", "a2", "a3"]
    assert found["score"].is_monotonic_decreasing


def test_the_score_by_hand(tmp_path: Path) -> None:
    folder = make(tmp_path / "w", [
        Tiny("x", "2021-01-01", CITY, title="도로 도로", body="다리"),
        Tiny("y", "2021-01-02", CITY, title="다리", body="도로 다리 강"),
        Tiny("z", "2021-01-03", CITY, title="강", body="강"),
    ])  # fmt: skip
    with asked(folder) as (connection, words):
        found = ranking.results(connection, parse("q=도로", words), words)
    rarity = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    title, body = 4 / 3, 5 / 3  # mean lengths
    often = 3 * 2 / (0.25 + 0.75 * 2 / title)
    x = rarity * often / (1.2 + often)
    seldom = 1 / (0.25 + 0.75 * 3 / body)
    y = rarity * seldom / (1.2 + seldom)
    assert found["article_id"].tolist() == ["x", "y"]
    assert found["score"].tolist() == pytest.approx([x, y])


def test_of_a_story_the_best_member_stands(world: Path) -> None:
    with asked(world) as (connection, words):
        found = ranking.results(connection, parse("q=AI&unit=story", words), words)
    assert found["article_id"].tolist() == ["a5"]
    assert found["title_marks"].tolist() == ["0-2"]


def test_pages_follow_each_other(world: Path) -> None:
    with asked(world) as (connection, words):
        filters = parse("q=소식", words)
        whole = ranking.results(connection, filters, words)["article_id"].tolist()
        parts = [
            ranking.results(connection, filters, words, limit=2, offset=first)["article_id"]
            for first in (0, 2, 4, 6)
        ]
    assert [one for part in parts for one in part] == whole
    assert len(whole) == 4


@pytest.mark.parametrize("query", ["", "province=41", "q=없는말"])
def test_without_a_question_or_an_answer_the_frame_is_empty(world: Path, query: str) -> None:
    with asked(world) as (connection, words):
        found = ranking.results(connection, parse(query, words), words)
    assert found.empty
    assert {name: str(kind) for name, kind in found.dtypes.items()} == ranking.RESULTS


MARKED = [
    ("시는 원격의료를 넓힌다", ["원격의료"], ["원격의료"]),
    ("원격 의료와 원격의료", ["원격의료"], ["원격 의료", "원격의료"]),
    ("주민의 참여를 이끈다", ["주민 참여"], ["주민의 참여"]),
    ("KT와 kt가 맡는다", ["KT"], ["KT", "kt"]),
    ("a(b)c", ["(b"], ["(b"]),
    ("도로", ["강"], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), MARKED)
def test_marks_show_what_was_asked(text: str, words: list[str], expected: list[str]) -> None:
    found = snippet(text, words)
    assert [found.text[start:end] for start, end in found.marks] == expected


def test_a_snippet_is_the_stretch_that_shows_most() -> None:
    text = "도로를 고친다. " * 20 + "주민이 다리와 도로를 잇는 길을 냈다. " + "하늘이 맑다. " * 20
    found = snippet(text, ["도로", "다리", "주민"], width=80)
    shown = {found.text[start:end] for start, end in found.marks}
    assert shown == {"도로", "다리", "주민"}
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert len(found.text) <= 82
