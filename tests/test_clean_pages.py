"""Layouts of the field, one cause a case: what is headline, day, outlet and body of each."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipelines.clean import clean
from pipelines.extract import Toolkit
from pipelines.model import Article, RawDocument, Reject, Source

LEAD = "통영시가 항구 골목에 사물인터넷 물높이 감지기 90개를 달았다고 14일 밝혔다."
NEXT = "감지기는 바닷물이 길 위로 넘치기 전에 주민 휴대전화로 알림을 보낸다. 시는 국비 4억원을 받아 지난해 사업에 들어갔다."
LAST = "시 관계자는 “만조 때마다 가슴 졸이던 상인들이 미리 대비할 수 있게 됐다”고 말했다."
TITLE = "통영 골목, 물높이 감지기로 바닷물 막는다"
BODY = f"{LEAD}\n{NEXT}\n{LAST}"
OWN = f"{LEAD}\n\n{NEXT}\n\n{LAST}"


@dataclass(frozen=True)
class Case:
    """A page and what must come out of it; `...` leaves a field open."""

    name: str
    page: str
    title: object = TITLE
    day: object = None
    outlet: object = None
    body: str = BODY


CASES = [
    Case("a headline in the form of a sentence above byline and stamp",
         f"기사 메일전송\n{TITLE}고 나섰다!\n  • 김하늘\n  • 등록 2025-03-14 14:53:16\n\n기사수정\n{OWN}",
         f"{TITLE}고 나섰다!", "2025-03-14"),
    Case("bullets of the headline stand above the lead",
         f"{TITLE}\n  • 등록 2025-03-14 14:53:16\n기사수정\n  • 감지기 90개로 만조 대비\n  • 주민에게 알림 문자\n\n{OWN}",
         day="2025-03-14"),
    Case("a sentence above a signed dateline is a headline",
         f"{TITLE}고 시장이 직접 나섰다.\n\n[바다뉴스 김하늘 기자] {OWN}",
         f"{TITLE}고 시장이 직접 나섰다.", None, "바다뉴스"),
    Case("the page tells how often it was shared",
         f"최근기사\n\n이 기사는 0번 공유됐고 0개의 댓글이 있습니다.\n\n{TITLE}\n\n항구 상인들 반겨\n\n"
         f"  • 웹출고시간2024.06.19 13:41:41\n  • 최종수정2024.06.20 13:41:41\n[남해일보] {OWN}",
         day="2024-06-19", outlet="남해일보"),
    Case("another story's lead breaks off above, without a headline of ours",
         "여수시, 돌산 산책로 새 단장\n여수시는 13일 돌산 바닷가 산책로 2km를 새로 "
         "꾸며 시민에게 내놓았다고 밝혔다. 쉼터와 조명이 늘고 ...\n"
         f"{LEAD}\n{NEXT}\n{LAST}", ...),
    Case("caption printed twice and signed by its giver",
         f"{TITLE}\n상태바\n{TITLE}\n  • 김하늘 기자\n  • 승인 2022.10.10 10:39\n  • 댓글 0\n이 기사를 공유합니다\n\n"
         f"지난 7일 통영 강구안에서 열린 '물높이 감지기 시연회'. (사진=통영시)\n"
         f"지난 7일 통영 강구안에서 열린 '물높이 감지기 시연회'. (사진=통영시)\n\n{OWN}", day="2022-10-10"),
    Case("caption of people doing something, printed twice",
         f"{TITLE}\n\n김하늘 통영시장(왼쪽)과 나루리 상인회장이 감지기를 살펴보고 있다.\n"
         f"김하늘 통영시장(왼쪽)과 나루리 상인회장이 감지기를 살펴보고 있다.\n\n{OWN}"),
    Case("caption of a sentence whose giver stands in angle brackets",
         f"{TITLE}\n\n14일 통영 강구안에서 시 관계자들이 기념촬영을 하고 있다. <통영시 제공>\n{OWN}"),
    Case("captions of a release below their label",
         f"{TITLE}\n\n{OWN}\n\n<사진설명>\n통영시가 강구안에 감지기를 달았다. (왼쪽부터) 상인회장, "
         "시장\n# 사진은 시 누리집에 있습니다."),
    Case("the label of captions above an article without a gap",
         f"{TITLE}\n\n<사진설명>\n통영 강구안의 새 감지기\n{BODY}\n목록"),
    Case("a share bar longer than a sentence",
         f"{TITLE}\n이 기사를 공유합니다\n페이스북(으)로 기사보내기 트위터(으)로 기사보내기 카카오톡(으)로 기사보내기 "
         f"URL복사(으)로 기사보내기 이메일(으)로 기사보내기 다른 찾기 기사스크랩하기\n\n{OWN}"),
    Case("the legal line glued to a short last sentence",
         f"{TITLE}\n\n{OWN} <저작권자 ⓒ 남해일보 무단전재 및 재배포 금지>", outlet="남해일보"),
    Case("what a board says of itself is no headline",
         f"보도자료\n통영시의 보도자료 입니다.\n\n제목 [2019-01-17] {TITLE} 등록일 2019-01-17 09:19:23\n\n{TITLE}\n\n{OWN}",
         day="2019-01-17"),
    Case("a board tells headline and fields, then the headline again",
         f"{TITLE}\n길잡이\n추천 0\n조회 19\n24.10.16 18:47\n댓글 0\n\n북마크\n번역하기\n공유하기\n기능 더보기\n\n"
         f"게시글 본문내용\n\n{TITLE}\n\n{OWN.replace('고 14일 밝혔다', '다')}", day="2024-10-16",
         body=BODY.replace("고 14일 밝혔다", "다")),
    Case("a subhead over words that only look like a region's name",
         f"{TITLE}\n\n{OWN}\n\n항구를 지키는 눈, 상인을 돕는 손\n\n"
         "항구 골목의 감지기는 바닷물을 감시한다. 길 위로 넘치기 전에 알림을 보낸다.",
         body=f"{BODY}\n항구를 지키는 눈, 상인을 돕는 손\n"
         "항구 골목의 감지기는 바닷물을 감시한다. 길 위로 넘치기 전에 알림을 보낸다."),
    Case("an agency's picture with its day and its givers",
         f"{TITLE}\n\n{OWN}\n14일 통영 강구안에서 참석자들이 기념 촬영을 하고 있다. 2018.11.14 [통영시 제공=연합뉴스]"),
    Case("a menu of three words above the headline",
         f"뉴스투데이 | 뉴스데스크 | 제보\n{TITLE}\n입력 2024.05.02 10:10\n{OWN}", day="2024-05-02"),
    Case("caption behind a label",
         f"{TITLE}\n\nPhoto Image\n14일 통영 강구안에서 시 관계자들이 새로 "
         f"단 감지기 화면을 상인들에게 보여 주고 있다.\n\n{OWN}"),
    Case("credit glued before the lead", f"{TITLE}\n▲ (사진=통영시청){OWN}"),
    Case("rows of a table under a picture",
         f"{TITLE}\n![]() |\n| 통영시가 항구 골목에 단 물높이 감지기를 주민에게 선보인다. |\n{OWN}"),
    Case("notice glued behind the last sentence",
         f"{TITLE}\n\n[바다뉴스=바다 뉴스] {LEAD} {NEXT} {LAST} <저작권자 ⓒ "
         f"바다뉴스 무단전재 및 재배포 금지>\n댓글\n|\n많이 본 기사\n|",
         outlet="바다뉴스", body=f"{LEAD} {NEXT} {LAST}"),
    Case("sentences broken at a column's width",
         f"{TITLE}\n\n작성일2015/07/31 조회수2956\n\n□ 통영시는 항구 골목에 사물인터넷 물높이 감지기를 달아 만조 때의\n"
         "   물난리를 막는 사업을 마쳤다고 14일 밝혔다.\n ○ 감지기는 바닷물이 길 위로 넘치기 전에 주민에게 알리며,\n"
         "    화면은 통합관제센터와 시청 상황실이 함께\n    지켜보게 된다.\n\n첨부파일",
         day="2015-07-31",
         body="□ 통영시는 항구 골목에 사물인터넷 물높이 감지기를 달아 만조 때의 물난리를 막는 사업을 마쳤다고 14일 밝혔다.\n"
         "○ 감지기는 바닷물이 길 위로 넘치기 전에 주민에게 알리며, 화면은 "
         "통합관제센터와 시청 상황실이 함께 지켜보게 된다."),
    Case("a broadcaster's script, a breath a line",
         "통영시와 행정안전부가\n오늘(14)부터 오는 7월까지\n항구 골목을 지키는\n물높이 "
         "감지기를 시험합니다.\n감지기는 바닷물이 넘치기 전에\n"
         "주민 휴대전화로 알림을 보내며\n화면은 관제센터가 함께 지켜봅니다.\n통영시는 "
         "시험이 끝나면\n감지기를 다른 포구로도\n넓힐 계획입니다.//",
         None,
         body="통영시와 행정안전부가 오늘(14)부터 오는 7월까지 항구 골목을 지키는 물높이 감지기를 시험합니다.\n"
         "감지기는 바닷물이 넘치기 전에 주민 휴대전화로 알림을 보내며 화면은 관제센터가 함께 지켜봅니다.\n"
         "통영시는 시험이 끝나면 감지기를 다른 포구로도 넓힐 계획입니다."),
    Case("a board's headline with its section, two digits of the year",
         f"{TITLE} > 생활/경제\n\n본문 바로가기\n사이트 내 전체검색\n\n생활/경제\n\n페이지 정보\n\n"
         f"작성자 누리골신문 조회 507회 작성일 22-01-11 [제1349호]\n\n본문\n\n{OWN}",
         day="2022-01-11", outlet="누리골신문"),
    Case("words of a share bar between headline and subtitle",
         f"기사상세페이지\n\n{TITLE}\n\n기사입력 2024.06.19 17:37\n\nSNS 공유하기\n\nfa tw gp\n  • ba\n  • ka ks url\n"
         f"    통영시, 항구 골목에 사물인터넷 감지기 90개 달아\n\n{OWN}", day="2024-06-19"),
    Case("기자 inside another word makes no byline",
         f"통영시, 골목 감지기로 ‘장기자랑’하듯 바닷물 막는다\n\n입력 2021-10-21 "
         f"16:35\n  • 가장작게\n  • 기본\n  • 크게\n\n{OWN}",
         "통영시, 골목 감지기로 ‘장기자랑’하듯 바닷물 막는다", "2021-10-21"),
    Case("three lines of headline, the first one a figure of speech",
         f"물이 길을 묻거든… 골목이 먼저 안다\n통영시, 항구 골목에 사물인터넷 감지기 90개 달아\n"
         f"시 관계자 “만조 때마다 대비”\n- 김하늘 기자\n{OWN}", "물이 길을 묻거든… 골목이 먼저 안다"),
    Case("what a picture is called stands twice above its label",
         f"{TITLE}\n\n기사입력:2025-08-05 22:39:55\n통영시가 골목에 단 감지기 90개\n\n통영시가 골목에 단 감지기 90개\n\n"
         f"이미지 확대보기\n[바다뉴스 김하늘 기자] {OWN}", day="2025-08-05", outlet="바다뉴스"),
    Case("a colon and the word 경제 end no headline",
         f"통영의 내일 - 바다에서 찾는 디지털 경제 새 길\n\n{OWN}", "통영의 내일 - 바다에서 찾는 디지털 경제 새 길"),
]  # fmt: skip


def read(toolkit: Toolkit, page: str) -> Article | Reject:
    return clean(RawDocument(Source("쪽.txt", None, "text"), text=page), toolkit.rules)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page(toolkit: Toolkit, case: Case) -> None:
    article = read(toolkit, case.page)
    assert isinstance(article, Article)
    assert article.body == case.body
    if case.title is not ...:
        assert article.title == case.title
    assert (str(article.published.on) if article.published.on else None) == case.day
    assert article.outlet == case.outlet


DATELINES = [
    ("[서울=뉴시스] 이하늘 기자 = ", "뉴시스"),
    ("(대구=김하늘 기자) ", None),
    ("[누리경제 호남취재본부 김하늘 기자] ", "누리경제"),
    ("[더바다 | 내포=김하늘기자]", "더바다"),
    ("【누리뉴스 성주】김하늘 기자=", "누리뉴스"),
    ("서울--(누리와이어)--", "누리와이어"),
    ("[ABC한국타임] ", "ABC한국타임"),
    ("(대구 = 누리통신/김하늘기자) = ", "누리통신"),
    ("아주누리 김하늘 기자 = ", "아주누리"),
    ("누리타임즈 김하늘 기자 | ", "누리타임즈"),
    ("[단독] ", None),
    ("[통영] ", None),
]


@pytest.mark.parametrize(("mark", "outlet"), DATELINES)
def test_dateline_names_the_outlet_not_the_place(
    toolkit: Toolkit, mark: str, outlet: str | None
) -> None:
    article = read(toolkit, f"{TITLE}\n\n{mark}{OWN}")
    assert isinstance(article, Article)
    assert article.outlet == outlet
    assert article.body.endswith(LAST)
    assert LEAD in article.body.split("\n")[0]


LEGAL = [
    ("저작권자 © 누리골신문 무단전재 및 재배포 금지", "누리골신문"),
    ("[저작권자ⓒ 누리(NURI)골. 무단전재-재배포 금지]", "누리골"),
    ("Copyright © 2020 누리골신문. All rights reserved.", "누리골신문"),
    ("누리골신문(www.nuri.example), 무단전재 및 수집, 재배포금지", "누리골신문"),
    ("< Copyright ⓒ 누리방송. 무단전재 및 재배포 금지 >", "누리방송"),
    ("ⓒ 누리통신 DB", None),
    ("▲ 골목에 단 감지기  © 통영시", None),
]


@pytest.mark.parametrize(("line", "outlet"), LEGAL)
def test_legal_line_names_the_outlet_but_a_picture_does_not(
    toolkit: Toolkit, line: str, outlet: str | None
) -> None:
    article = read(toolkit, f"{TITLE}\n\n{OWN}\n\n{line}")
    assert isinstance(article, Article)
    assert article.outlet == outlet
    assert article.body == BODY


def test_the_reporters_address_names_a_known_outlet(toolkit: Toolkit) -> None:
    known = toolkit.reference.outlets[0]
    article = read(toolkit, f"{TITLE}\n\n{OWN}\n\n김하늘 기자 sky@{known.domain}")
    assert isinstance(article, Article)
    assert (article.outlet, article.body) == (known.outlet, BODY)


STAMPS = [
    ("웹출고시간2024.06.19 13:41:41", "2024-06-19"),
    ("글쓴날 : [18-07-12 09:09]", "2018-07-12"),
    ("최종수정 2023.02.06 18:35 기사입력 2023.02.05 18:35", "2023-02-05"),
    ("김하늘 기자 | 2022.09.15 09:13:14", "2022-09-15"),
    ("2025-08-08 27면", "2025-08-08"),
    ("입력 : 2025. 04.08(화) 11:13", "2025-04-08"),
    ("입력 : 2017년 03월 06일(월) 16:47", "2017-03-06"),
    ("최종수정 2023.02.06 18:35", None),
    ("인쇄일시 2023-02-06", None),
]


@pytest.mark.parametrize(("stamp", "day"), STAMPS)
def test_stamp(toolkit: Toolkit, stamp: str, day: str | None) -> None:
    article = read(toolkit, f"{TITLE}\n\n{stamp}\n\n{OWN}")
    assert isinstance(article, Article)
    assert (str(article.published.on) if article.published.on else None) == day


YEARS = [
    ("통영시가 ‘2021 대한민국 도시대상’에서 우수상을 받았다고 16일 밝혔다.", "2021"),
    ("통영시는 지난 2020년 공모에 뽑힌 감지기 사업을 마쳤다고 16일 밝혔다.", None),
    ("통영시는 ‘2025 세계항구총회 통영유치 협력을 위한 업무협약’을 맺었다고 16일 밝혔다.", None),
    ("통영시는 2010년 죽림지구를 시작으로 골목 감지기를 달아 왔다고 16일 밝혔다.", None),
    ("통영시는 2019년 예비사업을 수행한 열 곳 가운데 뽑혔다고 16일 밝혔다.", None),
    ("통영시는 2030년 정보화 기본계획을 세웠다고 16일 밝혔다.", None),
    ("통영시는 2024년 스마트도시계획 수립을 마쳤다고 16일 밝혔다.", None),
]


@pytest.mark.parametrize(("lead", "year"), YEARS)
def test_year_of_the_lead(toolkit: Toolkit, lead: str, year: str | None) -> None:
    article = read(toolkit, f"통영시 소식 하나\n\n{lead}\n\n{NEXT}\n\n{LAST}")
    assert isinstance(article, Article)
    known = article.published.precision == "year"
    assert (str(article.published.earliest)[:4] if known else None) == year


NO_ARTICLE = {
    "whole articles, one a line, nothing above": (
        f"누리뉴스 김하늘 기자 | {LEAD} {NEXT} {LAST}\n"
        "누리뉴스 김하늘 기자 | 거창군은 산길 30km를 새로 고쳤다고 13일 밝혔다. 군은 쉼터 열 곳과 안내판을 함께 달았다. "
        "산림과는 가을까지 나무다리 두 개를 더 놓을 계획이다. 주민들은 이른 "
        "아침에도 걷기 편해졌다며 반겼고 이웃 고을에서도 찾아온다."
    ),
    "a search that counts its results": f"검색결과 776건\n통합검색\n\n{TITLE}\n\n{OWN}",
    "what a word was found in, each with its day": (
        f"물높이 감지기\n\n날짜선택\n• 항구에 눈이 생겼다…{TITLE}\n{LEAD} {NEXT} {LAST}\n2023-11-14\n"
        f"• 거창 산길 새로 고쳐\n거창군은 산길 30km를 새로 고쳤다고 13일 밝혔다. 군은 쉼터 열 곳과 안내판을 달았다. 길을\n"
        "2023-11-13\n1\n"
    ),
    "an error page": "누리골신문\n\n페이지를 찾을 수 없습니다\n\n기사가 삭제되었거나 주소가 바뀌었습니다.\n\n홈으로",
    "only a menu": "로그인\n회원가입\n정치\n경제\n사회\n최종편집 2024-01-02",
}


@pytest.mark.parametrize("name", NO_ARTICLE)
def test_page_without_an_article(toolkit: Toolkit, name: str) -> None:
    assert isinstance(read(toolkit, NO_ARTICLE[name]), Reject)


LONG = (
    "○ 나주시는 금성관 둘레 골목에 움직임을 세는 센서 40개를 달아 걷는 손님이 어느 길로 오가는지 살핀다고 밝혔다. "
    "모인 자료는 가게가 문을 여닫는 때와 주차 안내에 쓰인다. 시는 국비 3억 원을 받아 9월까지 설치를 마치고 "
    "영산포 홍어 거리로 넓힐 계획이다. 상인회는 주말마다 다른 손님 흐름을 보고 장터 자리를 다시 나누기로 했으며 "
    "동신대는 학생들과 함께 자료를 풀어 석 달마다 보고서를 낸다. 접수는 다음 달까지 시청 스마트도시팀에서 받으며 "
    "가게마다 단말기 한 대를 빌려준다. 지난해 목사고을 시장에서 먼저 써 보니 빈 가게 여섯 곳에 새 주인이 들었다. "
    "※ 자세한 내용은 붙임 참고"
)


def test_an_article_of_one_long_paragraph_is_one_whatever_it_ends_with(toolkit: Toolkit) -> None:
    page = f"나주시청\n나주시, 골목 걸음 세는 센서 단다\n작성일 2021-05-03\n\n{LONG}\n\n이전글 나주 배꽃 축제\n목록"
    found = clean(RawDocument(Source("쪽.txt", None, "text"), text=page), toolkit.rules)
    assert isinstance(found, Article)
    assert found.body.startswith("○ 나주시는 금성관")
