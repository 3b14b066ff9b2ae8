"""Unique raw pages for measuring: half article, half what stands around it on a real page.

A page has about 2,400 characters, as the five of the acceptance set (2,088 to 2,790).  Its
article is one of the sample with sentences of others on the same topic, and one word in
nine is a word of its own: a name, a number or a compound that nobody used before, with particles.
What Kiwi said of a word is remembered, so words must not repeat more than they do in the field.
In 328 pages of local news (53,080 words by `pipelines.morphology`) 17,803 words were distinct and
their number grew with the power 0.65 of all; by that (Heaps' law) 11 in 100 are new in the
1.3 million words which one of two workers reads of 10,000 articles.  The bench prints the same
share of its own pages.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.reference import load_reference
from pipelines.settings import SAMPLE_INPUT

SIZE, SHORT = 2_400, 840
"""Characters of a page as they are met, and of a short notice."""

NOISE_SHARE = 0.5
FRAME = 100
"""Characters of the headline, the stamp, the copyright line and of what goes over the size."""

COINED = 0.11
"""Words of an article that are its own."""

TEASER = 150
"""Characters of another story's beginning, as lists of related stories show it."""

HEADLINES = (
    "{}, 여름 축제 준비 한창", "{} 체육관 새 단장 마치고 주민 맞이", "{} 농산물 직거래 장터 열려",
    "{} 도로 공사로 {}일까지 우회 안내", "[포토] {} 들녘의 가을", "{} 노인회 임원 {}명 위촉",
    "{} 동호회 연합회장배 대회 {}팀 참가", "{} 장학회, 학생 {}명에게 장학금",
)  # fmt: skip
CHROME = (
    "로그인", "회원가입", "전체메뉴", "정치", "경제", "사회", "문화", "스포츠", "오피니언",
    "구독신청", "기사제보", "많이 본 뉴스", "최신기사", "댓글 0", "글씨키우기", "인쇄",
)  # fmt: skip
SKIES = ("맑음", "구름많음", "흐림", "비", "박무")
TEASED = (
    "{}은 지난 {}일 관내 경로당 {}곳을 돌며 어르신들의 안부를 살피고 겨울 이불을 전달했다.",
    "{} 청소년수련관이 방학을 맞아 {}월 {}일부터 요리와 목공 교실을 연다.",
    "{}에서 자란 배가 첫 수출길에 올라 {}톤이 배에 실렸다고 {}일 전했다.",
    "{} 자율방범대원 {}명이 {}일 밤 골목을 돌며 가로등과 빈집을 살폈다.",
)
SYLLABLES = (
    "가강건경고광구규금기김나남다단대덕도동두란로류마만명모목무문미민박배백범병보봉부비빈사산상서석선설"
    "성세소솔송수순승시신아안애양여연영예오온완용우운원유윤은의이인일자장재전정제조종주준중지진찬창채천"
    "철청초춘충태평필하학한해향현형혜호홍화환회훈휘희"
)
PARTICLES = (
    "이", "가", "은", "는", "을", "를", "의", "에", "에서", "으로", "로", "와", "과", "도", "까지",
    "부터", "에게", "에는", "에서는", "으로는", "만", "보다", "처럼", "이라는", "씨는", "대표는", "",
)  # fmt: skip
COUNTED = ("명", "곳", "대", "건", "가구", "㎡", "m", "만원", "억원", "%", "회", "개", "톤", "km")


@dataclass(frozen=True, slots=True)
class Source:
    """An article of the sample: its headline, its sentences and its first topic."""

    title: str
    sentences: tuple[str, ...]
    topic: str


def raw_pages(count: int, seed: int = 7, size: int = SIZE) -> Iterator[str]:
    """Yield `count` different pages of plain text; the same seed gives the same pages."""
    chance = random.Random(seed)
    regions = [region.name for region in load_reference().regions if region.level == "sigungu"]
    sources = _sources()
    for number in range(count):
        source = chance.choice(sources)
        half = (size - FRAME) * NOISE_SHARE / 2
        stamp = (
            f"승인 {chance.randint(2012, 2026)}-{chance.randint(1, 12):02}-"
            f"{chance.randint(1, 28):02} {chance.randint(7, 22):02}:{chance.randint(0, 59):02}"
        )
        yield "\n".join(
            [
                *_above(chance, regions, half),
                f"{source.title} ({number})",
                stamp,
                *_article(chance, source, (size - FRAME) * (1 - NOISE_SHARE)),
                "저작권자 © 누리골신문 무단전재 및 재배포 금지",
                *_below(chance, regions, half),
            ]
        )


@cache
def _sources() -> tuple[Source, ...]:
    facts = {row["id"]: row for row in _rows("facts")}
    return tuple(
        Source(
            row["title"],
            tuple(part.strip() + "다." for part in row["body"].split("다.") if part.strip()),
            next(iter(facts[row["id"]]["topics"]), ""),
        )
        for row in _rows("articles")
    )


def _rows(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((SAMPLE_INPUT.parent / folder).glob("*.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


@cache
def _of_topic(topic: str) -> tuple[str, ...]:
    return tuple(s for source in _sources() if source.topic == topic for s in source.sentences)


def _article(chance: random.Random, source: Source, characters: float) -> Iterator[str]:
    """Sentences of the source, then of its topic, in paragraphs of two, until it is long enough."""
    others = _of_topic(source.topic)
    waiting = list(source.sentences)
    paragraph: list[str] = []
    while characters > 0:
        sentence = _varied(chance, waiting.pop(0) if waiting else chance.choice(others))
        characters -= len(sentence) + 1
        paragraph.append(sentence)
        if len(paragraph) == 2 or characters <= 0:
            yield " ".join(paragraph)
            paragraph = []


def _varied(chance: random.Random, sentence: str) -> str:
    """Put words that nobody used before in the place of some, but not of the predicate."""
    *words, last = sentence.split()
    return " ".join(
        [*(_coined(chance) if chance.random() < COINED else word for word in words), last]
    )


def _coined(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.25:
        stem = f"{chance.randint(11, 99_999):,}{chance.choice(COUNTED)}"
    elif kind < 0.6:
        stem = "".join(chance.choices(SYLLABLES, k=3))
    else:
        stem = "".join(chance.sample(_nouns(), 2))
    return stem + chance.choice(PARTICLES)


@cache
def _nouns() -> tuple[str, ...]:
    """Short words of the vocabulary, to be joined to compounds."""
    found = {term.term for term in load_reference().terms if len(term.term) <= 3}
    return tuple(sorted(word for word in found if not set(word) & set(" ()-·")))


def _above(chance: random.Random, regions: list[str], characters: float) -> Iterator[str]:
    """Menus, the weather of some towns and headlines."""
    while characters > 0:
        draw, place = chance.random(), chance.choice(regions)
        if draw < 0.2:
            line = chance.choice(CHROME)
        elif draw < 0.5:
            line = f"  • {chance.choice(SKIES)}{place} {chance.randint(-9, 33)}.{draw * 9:.0f}℃"
        else:
            line = chance.choice(HEADLINES).format(place, chance.randint(2, 60))
        characters -= len(line) + 1
        yield line


def _below(chance: random.Random, regions: list[str], characters: float) -> Iterator[str]:
    """Related stories: a headline, and for every other one how it begins."""
    while characters > 0:
        place = chance.choice(regions)
        yield (line := chance.choice(HEADLINES).format(place, chance.randint(2, 60)))
        characters -= len(line) + 1
        if chance.random() < 0.5 and characters > TEASER:
            told = (
                pattern.format(place, chance.randint(1, 28), chance.randint(2, 60))
                for pattern in chance.sample(TEASED, 3)
            )
            yield (line := _varied(chance, " ".join(told))[:TEASER] + "..")
            characters -= len(line) + 1
