"""Keywords of an article: what stays, what is a name, what is boilerplate."""

from __future__ import annotations

import pytest

from pipelines.extract import Toolkit
from pipelines.extract.text import Text
from pipelines.model import Article, PublicationDate, Source


def found(toolkit: Toolkit, body: str, title: str = "") -> dict[str, int]:
    source = Source("시험.txt", None, "text")
    article = Article("id", "", "", source, title, None, None, None, PublicationDate(), body)
    keywords, _ = toolkit.keywords.find(Text(article), toolkit.names.find(body))
    return {keyword.keyword: keyword.count for keyword in keywords}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("시는 사물인터넷 센서로 주차를 살핀다.", {"IoT", "센서", "주차"}),
        ("군은 통합관제센터에 지능형 CCTV를 들인다.", {"통합관제센터", "지능형CCTV"}),
        ("구는 U-City 사업을 끝내고 스마트 시티로 간다.", {"U-City", "스마트시티"}),
        ("시는 공항과 항만, 주차면을 잇는다.", {"공항", "항만", "주차면"}),
        ("시민 활동과 체험활동, 도로 노면 화면을 본다.", {"체험활동"}),
    ],
)
def test_words_that_tell_of_a_trend_stay(toolkit: Toolkit, body: str, wanted: set[str]) -> None:
    assert wanted <= set(found(toolkit, body))


@pytest.mark.parametrize(
    "body",
    [
        "국토교통부와 국토부, LH가 왔다.",
        "서산시 가로림만과 삼길포항, 성안동에서 열린다.",
        "천수만과 무창포항과 궁리항에서 열린다.",
        "송도와 마산해양신도시, 솔라시도를 잇는다.",
        "부여경찰서와 달성경찰서가 함께한다.",
        "국비와 시비로 공모 사업을 시작해 시험과 시범 상황을 본다.",
        "프로그램과 센터, 지자체, 화상 회의를 연다.",
        "한국u-City협회와 u-City계획을 말한다.",
    ],
)
def test_names_and_boilerplate_are_no_keywords(toolkit: Toolkit, body: str) -> None:
    assert set(found(toolkit, body)) <= {"U-City"}


@pytest.mark.parametrize(
    ("body", "wanted", "unwanted"),
    [
        ("관제요원들이 밤새 살핀다. 관제요원은 12명이다.", {"관제요원": 2}, {"관제요원들"}),
        ("학생들이 코딩을 배운다.", {"학생": 1}, {"학생들"}),
        ("자동차 핸들에 센서를 단다.", {"핸들": 1}, set()),
        ("새들 곳들 집들을 본다.", {}, {"곳들", "집들", "곳", "집"}),
    ],
)
def test_plurals_count_as_their_singular(
    toolkit: Toolkit, body: str, wanted: dict[str, int], unwanted: set[str]
) -> None:
    words = found(toolkit, body)
    assert wanted.items() <= words.items()
    assert not unwanted & words.keys()


def test_names_of_the_headline_are_left_out_too(toolkit: Toolkit) -> None:
    assert set(found(toolkit, "자율주행 버스가 달린다.", "울산·대전, KT와 자율주행")) == {
        "자율주행", "버스",
    }  # fmt: skip


def test_an_everyday_word_is_a_name_only_where_the_text_means_the_place(toolkit: Toolkit) -> None:
    assert "음성" in found(toolkit, "로봇이 음성으로 안내한다.")
    assert "음성" not in found(toolkit, "음성군은 음성에 로봇을 들인다.")


def test_a_hyphened_word_is_counted_whole(toolkit: Toolkit) -> None:
    counts = found(toolkit, "시는 u-City를 짓는다. U-City 센터와 U-CITY 망이다.")
    assert counts["U-City"] == 3
    assert not [word for word in counts if word.lower().startswith("city")]
