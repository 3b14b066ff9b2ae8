"""Unique raw pages for measuring: half article, half what stands around it on a real page."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from pipelines.reference import load_reference
from pipelines.settings import SAMPLE_INPUT

OTHER_SENTENCES = 3
"""Of other articles, mixed in so that every page is unique."""

NOISE_SHARE = 0.5
HEADLINES = (
    "{}, 여름 축제 준비 한창", "{} 체육관 새 단장 마치고 주민 맞이", "{} 농산물 직거래 장터 열려",
    "{} 오늘 낮 기온 {}도, 밤부터 비", "{} 도로 공사로 {}일까지 우회 안내", "[포토] {} 들녘의 가을",
    "{} 동호회 연합회장배 대회 {}팀 참가", "{} 장학회, 학생 {}명에게 장학금",
)  # fmt: skip
CHROME = (
    "로그인", "회원가입", "전체메뉴", "정치", "경제", "사회", "문화", "스포츠", "오피니언",
    "구독신청", "기사제보", "많이 본 뉴스", "최신기사", "댓글 0", "글씨키우기", "인쇄",
)  # fmt: skip


def raw_pages(count: int, seed: int = 7) -> Iterator[str]:
    """Yield `count` different pages of plain text; the same seed gives the same pages."""
    chance = random.Random(seed)
    articles = _articles()
    regions = [region.name for region in load_reference().regions if region.level == "sigungu"]
    sentences = [sentence for _, body in articles for sentence in body]
    for number in range(count):
        title, body = chance.choice(articles)
        article = [*body, *chance.sample(sentences, OTHER_SENTENCES)]
        size = sum(map(len, article))
        yield "\n".join(
            [
                *_noise(chance, regions, size * NOISE_SHARE),
                f"{title} ({number})",
                f"승인 {chance.randint(2012, 2026)}-{chance.randint(1, 12):02}-"
                f"{chance.randint(1, 28):02} {chance.randint(7, 22):02}:{chance.randint(0, 59):02}",
                *article,
                *_noise(chance, regions, size * NOISE_SHARE),
            ]
        )


def _articles() -> list[tuple[str, list[str]]]:
    found = []
    for path in sorted(SAMPLE_INPUT.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            body = [part.strip() + "다." for part in record["body"].split("다.") if part.strip()]
            found.append((record["title"], body))
    return found


def _noise(chance: random.Random, regions: list[str], characters: float) -> Iterator[str]:
    while characters > 0:
        pattern = chance.choice(HEADLINES) if chance.random() < 0.7 else chance.choice(CHROME)
        line = pattern.format(chance.choice(regions), chance.randint(2, 60))
        characters -= len(line)
        yield line
