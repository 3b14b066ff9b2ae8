"""Pages whose lines a width broke are read as those that kept theirs."""

from __future__ import annotations

import pytest

from pipelines.clean import clean
from pipelines.clean.width import unwrapped
from pipelines.extract import Toolkit
from pipelines.model import Article, RawDocument, Source

PAGE = """한밭마루신문
전체메뉴 정치 경제 사회 문화
서산시, 골목 가로등에 센서 달아 밤길 살핀다
승인 2022-03-14 10:20

충남 서산시가 원도심 골목 가로등 120개에 사람의 움직임을 알아채는 센서를 달아 밤길을 밝히는 사업을 시작한다고 \
14일 밝혔다. 시는 국토교통부의 공모에 뽑혀 국비 6억 원을 받았다.

사업은 석림동과 동문동의 낡은 주택가부터 이뤄진다. 센서가 모은 자료는 도시안전통합센터로 보내져 \
순찰차가 다닐 길을 정하는 데 쓰인다. 시는 10월까지 설치를 마치고 내년에는 읍면으로 넓힐 계획이다.

시 관계자는 “어두운 골목을 걱정하던 주민의 목소리에서 나온 사업”이라며 “밤에도 마음 놓고 걷는 도시를 만들겠다”고 말했다.

저작권자 © 한밭마루신문 무단전재 및 재배포 금지"""


def wrapped(text: str, width: int) -> str:
    """The text with its lines broken at a width."""
    lines: list[str] = []
    for line in text.split("\n"):
        rest = line
        while len(rest) > width and (cut := rest.rfind(" ", 0, width + 1)) > 0:
            lines.append(rest[:cut])
            rest = rest[cut + 1 :]
        lines.append(rest)
    return "\n".join(lines)


def article_of(text: str, toolkit: Toolkit) -> Article:
    found = clean(RawDocument(Source("page.txt", None, "text"), text=text), toolkit.rules)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("width", [32, 40, 56, 72])
def test_a_page_broken_at_a_width_is_read_as_the_whole_one(toolkit: Toolkit, width: int) -> None:
    whole, broken = article_of(PAGE, toolkit), article_of(wrapped(PAGE, width), toolkit)
    assert broken.title == whole.title == "서산시, 골목 가로등에 센서 달아 밤길 살핀다"
    assert broken.published == whole.published
    assert broken.body.split() == whole.body.split()


def test_lines_of_a_page_that_no_width_broke_stay(toolkit: Toolkit) -> None:
    lines = PAGE.split("\n")
    assert unwrapped(lines, toolkit.rules.breaks) is lines


def test_lists_of_short_lines_stay(toolkit: Toolkit) -> None:
    lines = [
        f"{place} 소식 {number}건 새로 올라옴" for number, place in enumerate("가나다라마바사")
    ]
    assert unwrapped(lines, toolkit.rules.breaks) is lines


def test_a_full_line_that_closes_a_paragraph_is_not_joined(toolkit: Toolkit) -> None:
    article = article_of(wrapped(PAGE, 40), toolkit)
    assert len(article.body.split("\n")) == len(article_of(PAGE, toolkit).body.split("\n"))
