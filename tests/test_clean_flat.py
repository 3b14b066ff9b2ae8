"""Pages that came as one long line: the same article as with line breaks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_clean_layouts import layouts

from pipelines.clean import clean
from pipelines.clean.breaks import Breaks
from pipelines.extract import Toolkit
from pipelines.model import Article, RawDocument, Source

TITLE = "강릉시, 지능형 관제로 골목 밝힌다…카메라 400대 연결"
BODY = (
    "강릉시는 골목 카메라 400대를 통합관제센터에 잇는 공사를 마쳤다고 12일 밝혔다. "
    "시는 국토교통부 공모로 받은 국비 6억원에 시비를 보태 지난 3월 공사를 시작했다. "
    "지능형 관제가 들어오면서 요원이 보아야 할 화면은 절반으로 줄었다. "
    "센터는 112와 119 상황실에도 화면을 곧바로 건넨다. "
    "시는 내년에 카메라 200대를 더 잇기로 하고 예산을 짜고 있다. "
    "시 관계자는 “어두운 골목부터 차례로 바꾸겠다”고 말했다."
)
TAIL = (
    "저작권자 © 바다신문 무단전재 및 재배포 금지 [많이 본 뉴스] 1 원주시 도서관 새 단장 "
    "2 목포시 야간 관광 열차 3 서산시 항만 도로 발주 울진군, 산길 정비 마쳐 "
    "울진군이 산길 12km를 손봤다. 공사는 석 달이 걸렸다."
)


def flat(*parts: str) -> str:
    return " ".join((*parts, TAIL))


def cleaned(toolkit: Toolkit, text: str) -> Article:
    article = clean(RawDocument(Source("쪽.txt", None, "text"), text=text), toolkit.rules)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    "head",
    [
        f"홈 > 강원 > 강릉 {TITLE} 승인 2024-06-12 09:10 한보름 기자",
        f"정치 경제 사회 문화 스포츠 오피니언 포토 {TITLE} 입력 2024.06.12 10:20 한보름 기자 이 기사를 공유합니다",
        f"{TITLE} 페이스북 트위터 카카오스토리 URL복사 {TITLE} 기사승인 2024.06.12 08:00",
        f"{TITLE} 한보름 기자 2024.06.12 18:40 입력 이 기사를 공유합니다",
        f"• 맑음속초19.0℃ • 흐림강릉21.2℃ • 맑음서울23.9℃ 바다신문 {TITLE} 등록 2024-06-12 11:00",
    ],
)
def test_a_flat_page_gives_its_article(toolkit: Toolkit, head: str) -> None:
    article = cleaned(toolkit, flat(head, BODY))
    assert article.title == TITLE
    assert article.published.on == date(2024, 6, 12)
    assert article.body.replace("\n", " ") == BODY


def test_most_layouts_are_read_on_one_line_too(toolkit: Toolkit) -> None:
    """The pages of `test_clean_layouts.txt`, none of which the breaks were fitted to."""
    right = {"title": 0, "day": 0, "starts": 0}
    for layout in layouts():
        page = RawDocument(Source("쪽.txt", None, "text"), text=" ".join(layout.page.split()))
        found = clean(page, toolkit.rules)
        if isinstance(found, Article):
            right["title"] += found.title == layout.fields.get("title")
            right["day"] += str(found.published.on) == layout.fields.get("day")
            right["starts"] += " ".join(found.body.split()).startswith(layout.starts())
    # Of 112 titles, 69 days and 141 first words; without breaks it was 7, 17 and 34.
    assert right["title"] >= 100
    assert right["day"] >= 63
    assert right["starts"] >= 126


@given(st.text(alphabet='가나다시는 "‘’()[].,…19:-|ⓒA▲', max_size=120))
def test_breaks_change_blanks_alone(text: str) -> None:
    line = " ".join(text.split())
    breaks = Breaks({"left ends=.": 2.0, "right begins=[": 2.0, "always": -1.0})
    broken = breaks.broken(line)
    assert broken.replace("\n", " ") == line
    assert ". " not in broken


def test_a_long_paragraph_is_no_flat_page(toolkit: Toolkit) -> None:
    article = cleaned(toolkit, f"{TITLE}\n\n{BODY * 2}")
    assert article.body.startswith("강릉시는 골목")
    assert article.title == TITLE
