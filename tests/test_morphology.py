"""Words and compounds of a text: places, sentences, the same reading wherever a word stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.morphology import Analyzer, shared_analyzer


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return shared_analyzer()


NOUNS = [
    ("통합관제센터를 열었다", ["통합관제센터"]),
    ("‘스마트 경로당’에서", ["스마트", "경로당"]),
    ("3월부터 시민에게", ["시민"]),
    ("(빅데이터)·사물인터넷", ["빅데이터", "사물인터넷"]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), NOUNS)
def test_nouns_and_compounds(analyzer: Analyzer, text: str, expected: list[str]) -> None:
    assert analyzer.nouns(text) == expected


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("도로를 고쳤다. 다리를 놓았다.", 2),
        ("도로\n다리", 2),
        ("“도로를 고쳤다.” 다리도.", 2),
        ("도로와 다리", 1),
    ],
)
def test_sentences_part_the_terms(analyzer: Analyzer, text: str, sentences: int) -> None:
    assert len(analyzer.read(text).sentences) == sentences


WORDS = [
    "통합관제센터를",
    "시는",
    "(AI)",
    "‘리빙랩’이",
    "2021년",
    "열었다.",
    "·",
    "도로와",
    "U-City",
    "\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_neighbours_change_nothing(words: list[str]) -> None:
    analyzer = shared_analyzer()
    reading = analyzer.read(" ".join(words))
    alone = [noun for word in words for noun in analyzer.nouns(word)]
    assert list(reading.nouns) == alone
