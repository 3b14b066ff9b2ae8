"""When a page was published: stamps in every form and place, and what only the text tells."""

from __future__ import annotations

import pytest

from pipelines.clean import clean
from pipelines.clean.told import told_date
from pipelines.clean.years import CHOICE
from pipelines.extract import Toolkit
from pipelines.model import Article, PublicationDate, RawDocument, Source

TITLE = "영광군 굴비 골목, 손님 수 세는 센서 단다"
BODY = (
    "영광군이 법성포 굴비 골목에 오가는 손님을 세는 센서 30개를 단다고 17일 밝혔다.\n\n"
    "센서는 얼굴을 찍지 않고 걸음만 센다. 군은 모인 숫자를 상인에게 아침마다 문자로 보낸다.\n\n"
    "군 관계자는 “언제 가게 문을 열지 숫자를 보고 정할 수 있다”고 말했다."
)
DAY = "2021-07-15"
STAMPS = (
    "2021-07-15 오전 10:11:12", "21.07.15 10:11", "2021/07/15 10:11", "2021년 7월 15일 목요일",
    "Jul 15, 2021", "15 Jul 2021", "by 바다친구 Jul 15. 2021", "2021. 07. 15 (목) 제 1234호",
    "[2021-07-15 10:11]", "기사입력 : 21/07/15 [10:11]", "2021.07.15 10:11 조회 123",
    "김하늘 기자 2021.07.15 10:11 입력", "입력시간 : 2021. 07.15. 00:00", "2021.07.15(목) 10면",
    "작성 : 2021년 07월 15일(목) 18:50", "기사등록 2021/07/15", "[기사입력 2021-07-15]",
    "2021년 07월 15일 18시 50분", "승인 21.07.15", "게재일자 : 2021년 07월 15일",
    "편집부 2021-07-15", "바다신문 | 2021-07-15 10:11", "2021-07-15 10:11:01 게재",
    "김하늘 기자 / 2021-07-15", "등록: 2021.07.15  수정: 2021.07.16",
    "기사입력 2021-07-15 최종수정 2021-07-16", "송고시간 | 2021/07/15 10:11",
    "댓글 0 | 조회 120 | 2021-07-15", "사회 2021-07-15 10:11", "뉴스종합| 2021-07-15 10:11",
    "생활정책입력 :2021/07/15 14:52    수정: 2021/07/16 18:40", "보도일시 2021. 7. 15.(목) 10:00",
    "데스크승인 2021.07.15 목요일 10:11", "Posted : 2021-07-15 10:11", "방송일 : 2021.07.15",
    "작성자 : 관리자 | 작성일 : 2021.07.15 | 조회 : 31", "2021-07-15T10:11:12+09:00",
    "글 김하늘 | 2021.07.15", "바다신문 2021.07.15 10:11", "기자명김하늘 입력2021.07.15 10:11",
    "입력\n2021-07-15 10:11", "등록일\n2021.07.15", "- 작성일자\n- 2021-07-15",
    "읽음 34 2021-07-15", "| 2021.07.15 |", "신문게재 2021-07-16 3면\n승인 2021-07-15 10:11",
    "Posted on July 15, 2021 by editor", "Posted by sky | Jul 15, 2021 | Press | 0 comments",
    "July 15th, 2021", "Write: 2021-07-15 15:02:11Update: 2021-07-16 15:20:47",
    "2021.07.15 19:09   수정 : 2021.07.16 19:09기사원문", "작성자(부서) 홍보과 생산일 2021-07-15",
    "등록일 2021.07.15 21:05\n게재일 2021.07.16", "작성일 2021-07-19\n2021.07.15 발행 [1692호]",
)  # fmt: skip


def published(toolkit: Toolkit, page: str) -> PublicationDate:
    article = clean(RawDocument(Source("쪽.txt", None, "text"), text=page), toolkit.rules)
    assert isinstance(article, Article)
    assert article.body.startswith("영광군이 법성포") or TITLE not in page
    return article.published


def written(date: PublicationDate) -> str | None:
    length = {"day": 10, "month": 7, "year": 4, "unknown": 0}[date.precision]
    return str(date.earliest)[:length] or None


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_stamp_under_the_headline(toolkit: Toolkit, stamp: str) -> None:
    assert written(published(toolkit, f"{TITLE}\n{stamp}\n{BODY}")) == DAY


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_stamp_below_subtitle_and_byline(toolkit: Toolkit, stamp: str) -> None:
    page = (
        f"최종편집 2024-05-05 10:10\n사회\n\n{TITLE}\n\n골목 상인들 반겨\n\n김하늘 기자\n\n{stamp}\n\n"
        f"영광군청 전경\n{BODY}\n저작권자 ⓒ 바다신문"
    )
    assert written(published(toolkit, page)) == DAY


@pytest.mark.parametrize(
    "page",
    [
        f"사회\n2021-07-15 10:11\n{TITLE}\n김하늘 기자\n{BODY}",
        f"{TITLE}\n{BODY}\n김하늘 기자 sky@bada.example\n2021-07-15 27면\n저작권자 ⓒ 바다신문",
        f"{TITLE}\n{BODY}\n- 작성자\n- 김하늘\n- 작성일자\n- 2021-07-15\n- 첨부파일",
        f" date 2021-07-15 {TITLE}\n\n{BODY}",
        f" date 2021-07-15 이미지 확대 굴비 골목 그림. 영광군 제공\n\n{BODY}",
        f"{TITLE} {TITLE} 김하늘 기자 2021-07-15 09:58:16\n{BODY}",
        f"{TITLE} 2021-07-15 09:58\n{BODY}",
    ],
)
def test_a_day_elsewhere_about_the_article(toolkit: Toolkit, page: str) -> None:
    assert written(published(toolkit, page)) == DAY


@pytest.mark.parametrize(
    "page",
    [
        f"2024.05.31 (토)\n\n정치\n\n{TITLE}\n{BODY}",
        f"{TITLE} - 바다신문\n2024.05.31 (금)\n로그인\n정치\n\n{TITLE}\n김하늘 기자\n{BODY}",
        f"{TITLE}\n수정일\n2021-07-15\n{BODY}",
        f"{TITLE}\n기사입력 :\n\n최종수정 :\n\n{BODY}",
        f"{TITLE}\n{BODY}\n관련기사\n나주 배 축제\n2021-07-15 10:10",
        f"{TITLE}\n3 hours ago\n{BODY}",
        f"{TITLE}\n오는 2021년 9월 1일부터 접수\n{BODY}",
        f"{TITLE}\n2021년 9월 1일 개막, 가게 60곳 참가\n{BODY}",
        f"{TITLE}\n사업 기간 2019.03.02~2024.12.31\n{BODY}",
        f"{TITLE}\n2019년 3월 2일 문 연 골목\n{BODY}",
        f"바다신문\n정치\n2024-05-31 10:10\n{TITLE}\n{BODY}",
        f"{TITLE}\n{BODY}\n2024-05-31 10:10\n저작권자 ⓒ 바다신문",
    ],
)
def test_clocks_edits_and_empty_stamps_date_nothing(toolkit: Toolkit, page: str) -> None:
    assert written(published(toolkit, page)) is None


@pytest.mark.parametrize(
    ("page", "date"),
    [
        (f"{TITLE}\n등록일 2021-07-19 조회수 12\n바다신문 2021.07.15\n{BODY}", DAY),
        (f"{TITLE}\n작성일\n2021.07.19\n{BODY}\n출처: 바다신문(2021.07.15)\n원문 보기", DAY),
        (f"알림\n{TITLE}[바다신문 2021-07-15]\n작성일 2021-07-19 조회 3\n{TITLE}\n{BODY}", DAY),
        (f"{TITLE}\n승인 2021-07-15\n{BODY}\n출처: 바다신문(2021.07.19)", DAY),
        (f"{TITLE}\n작성일 2021-07-15\n{BODY}\n출처: 영광군청(2021.07.19)", DAY),
    ],
)
def test_a_board_cites_the_day_of_the_paper(toolkit: Toolkit, page: str, date: str) -> None:
    assert written(published(toolkit, page)) == date


def test_a_crawler_that_knew_the_month_only(toolkit: Toolkit) -> None:
    assert written(published(toolkit, f" date 2021-07 {BODY}")) == "2021-07"


@pytest.mark.parametrize(
    "page",
    [
        f"바다신문\n정치\n김하늘 기자 | 2021-07-15\n{TITLE}\n{BODY}",
        f"바다신문\n정치\n골목 · 2021.07.15\n{TITLE}\n{BODY}",
        f"{TITLE}\n김하늘 기자 | 21.07.15 10:11\n{BODY}",
        f"{TITLE}\n바다신문 21-07-15 10:11\n{BODY}",
        f"{TITLE}\n{BODY}\n바다신문 2021년 7월 15일 오후 2시 30분\n저작권자 ⓒ 바다신문",
        f"{TITLE}\n{BODY}\n2021.07.15 조회 123\n저작권자 ⓒ 바다신문",
        f"{TITLE}\n{BODY}\n[출처 : 바다신문 2021.7.15.]\n이전글 법성포 풍물 한마당",
        f"알림마당\n{TITLE} | 2021.07.15 |\n{BODY}",
        f"{TITLE}\n공개일\n2021-07-15\n{BODY}",
        f"페이지 정보 작성자 보도팀 작성일2021.07.15 댓글0건 본문 {' '.join(BODY.split())} 이전글 다음글",
        f"보도자료\n{TITLE}\n관리자 | 2021-07-15 | 조회 12\n첨부 굴비.hwp\n{TITLE}\n- 골목 상인들 반겨 -\n{BODY}",
        f"보도자료\n{TITLE}\nReg 21.07.15\n{TITLE}\n- 골목 상인들 반겨 -\n{BODY}",
        f"{TITLE}\n{BODY}\n#영광군 #굴비\n등록 : 2021-07-15 | 수정 : 2021-07-16\n목록",
    ],
)
def test_a_day_without_a_known_label(toolkit: Toolkit, page: str) -> None:
    assert written(published(toolkit, page)) == DAY


def test_a_day_above_the_number_of_readers_is_a_boards(toolkit: Toolkit) -> None:
    board = f"{TITLE}\n• 2021-07-24\n• 홍보과\n• 조회수 901\n\n{TITLE}\n{BODY}"
    assert written(published(toolkit, board)) == "2021-07-24"
    assert written(published(toolkit, board.replace("• 조회수 901\n", ""))) is None


AGREED = [
    (f"바다신문 2021.07.17\n{TITLE}\n{BODY}", "2021-07-17"),
    (f"바다신문 2021.07.18\n{TITLE}\n{BODY}", "2021-07-18"),
    (f"바다신문 2021.07.21\n{TITLE}\n{BODY}", None),
    (f"{TITLE}\n작성자 홍보담당관 21.07.17 조회수 12\n{BODY}", "2021-07-17"),
    (f"{TITLE}\n{BODY}\n홍보담당관 골목상권팀 전화 안내 2021. 7. 17.\n", "2021-07-17"),
    (f"{TITLE}\n{BODY}\n다음글 나주 배 축제 열린다 2021.07.18", None),
    (f"{TITLE}\n{BODY}\n최종편집 2021-07-17 10:10", None),
    (
        f"{TITLE}\n{BODY}\n나주 배 축제 막 오른다 2021.07.17\n무안 양파 값 올라 2021.07.17\n"
        "장성 호수 다리 새로 단장 2021.07.16\n",
        None,
    ),
]


@pytest.mark.parametrize(("page", "date"), AGREED)
def test_a_day_counts_where_the_lead_agrees(toolkit: Toolkit, page: str, date: str | None) -> None:
    assert written(published(toolkit, page)) == date


@pytest.mark.parametrize("line", ["굴비소식 2021년 7월호", "영광마당 2021. 7월호 8쪽"])
def test_a_magazine_is_dated_by_its_issue(toolkit: Toolkit, line: str) -> None:
    assert written(published(toolkit, f"{TITLE}\n{BODY}\n{line}")) == "2021-07"


@pytest.mark.parametrize(
    ("line", "date"),
    [("2021. July", "2021-07"), ("2021 Winter vol.140", "2021"), ("2021 가을호", "2021"),
     ("2021 가을 굴비 축제", None), ("2021 Mayday", None)],
)  # fmt: skip
def test_a_magazines_issue_by_name(toolkit: Toolkit, line: str, date: str | None) -> None:
    assert written(published(toolkit, f"{line}\n굴비 마당\n\n{TITLE}\n\n{BODY}")) == date


CREDIT = "[사진=영광군] 2021.07.17 sky@bada.example"
TOLD = [
    ("영광군은 ‘2021 대한민국 굴비대상’에서 으뜸상을 받았다고 17일 밝혔다.", "2021"),
    ("영광군은 17일 ‘굴비 골목 서밋 2021’을 열어 상인들과 협약을 맺었다.", "2021"),
    ("영광군이 17일 골목 체험단 해단식을 가졌다. 체험단은 2021 골목상권 엑스포에 다녀왔다.", "2021"),
    ("영광군은 국토교통부가 올해 벌인 ‘2021년 골목 사업’ 공모에 뽑혔다고 밝혔다.", "2021"),
    ("영광군은 17일 상인들과 모임을 갖는다고 밝혔다. ‘2021년 골목 실증사업’을 소개하는 "
     "자리다. 올해 10월이면 끝난다.", "2021"),
    ("영광군이 골목 협약을 맺었다고 17일 밝혔다. 군은 ‘2021년 골목 조성사업’에 지난 6월 "
     "최종 확정됐다.", "2021"),
    ("영광군은 2021년 7월 15일 협약식을 열었다고 17일 밝혔다.", "2021-07-17"),
    ("영광군은 2021년 7월 17일 밝혔다. 골목에 센서를 단다는 것이다.", "2021-07-17"),
    ("영광군은 지난 7월 15일 ‘2021 굴비대상’에서 으뜸상을 받았다고 17일 밝혔다.", "2021-07-17"),
    (f"영광군은 골목에 센서를 단다고 17일 밝혔다.\n\n센서를 다는 골목. {CREDIT}", "2021-07-17"),
    (f"영광군은 골목에 센서를 단다고 19일 밝혔다.\n\n센서를 다는 골목. {CREDIT}", None),
    ("영광군은 2021717일 골목 사업에 뽑혔다고 밝혔다.", "2021-07-17"),
    ("영광군은 ‘2021 굴비 컨퍼런스’를 오는 9월 7일 법성포에서 연다.", "2021"),
    ("영광군은 ‘2021 굴비 컨퍼런스’를 오는 1월 7일 법성포에서 연다.", None),
    ("영광군은 골목에 센서를 단다고 17일 밝혔다. 군은 2021년 ‘골목 실증사업’ 공모에 뽑혔다.", "2021"),
    ("영광군은 골목 보고회를 지난달 17일 열었다. 군은 “2030년 굴비 도시 완성”을 내걸었다.", None),
    ("영광군은 골목에 센서를 단다고 17일 밝혔다.", None),
    ("영광군은 2026년까지 골목을 바꾼다고 17일 밝혔다.", None),
    ("영광군은 골목에 센서를 달았다고 17일 밝혔다. 지난 2010년 골목이 하나로 합쳐졌다.", None),
    ("영광군은 ‘2026 굴비 총회’를 앞두고 손님을 17일 맞았다.", None),
    ("영광군은 17일 손님을 맞았다. 2011년 문을 연 센터는 카메라 700대를 본다.", None),
    ("영광군은 17일 손님을 맞았다. 2014년 새로 설치된 센터는 카메라 700대를 본다.", None),
    ("영광군은 ‘2021년 골목 사업’ 공모에 뽑혀 국비를 따냈다고 밝혔다.", "2021"),
    ("영광군은 ‘21년 골목 사업 공모에 선정됐다고 밝혔다.", "2021"),
    ("영광군은 21일부터 23일까지 법성포에서 열리는 ‘2021 굴비 엑스포’에 홍보관을 차린다.", "2021"),
    ("영광군은 28일 막을 올려 30일까지 이어지는 ‘2021 굴비 총회’에 참가한다.", "2021"),
    ("영광군은 ‘2021년 굴비 구상’ 공모를 오는 22일까지 진행한다.", "2021"),
    ("영광군은 골목에 센서를 단다. 군은 최근 ‘2021 굴비대상’에서 으뜸상을 수상했다.", "2021"),
    ("영광군은 골목에 센서를 단다. 군은 앞서 ‘2021 굴비대상’에서 으뜸상을 수상했다.", None),
    ("영광군은 ‘2021년 골목 사업’ 공모에 최종 선정돼 국비를 받게 됐다고 밝혔다.", "2021"),
    ("영광군이 골목을 바꾼다. 올해부터 2025년까지 5년간 센서를 달기로 했다.", "2021"),
    ("영광군이 골목을 바꾼다. 내년부터 ’24년까지 3년 동안 센서를 달기로 했다.", "2021"),
    ("영광군이 골목을 바꾼다. 금년부터 2022년 8월까지 1년간 설계를 한다.", "2021"),
    ("영광군이 2022년 ‘굴비 골목’을 앞당긴다. 군은 협약을 맺었다고 1일 밝혔다. 오는 2022년 말까지 일한다.", None),
    ("영광군은 협약을 17일 맺었다. 군은 2020년 ‘굴비 사업’ 공모에 선정됐다. 회사는 2023년 3월 상을 받았다.", None),
    ("영광군은 ‘2021년 굴비 본사업’ 대상지로 최종 선정됐다고 밝혔다. 2020년 예비사업을 벌인 곳 가운데 골랐다.",
     "2021"),
    ("영광군이 ‘2021 굴비 박람회’에 나갔다. 군은 지난달 29일부터 31일까지 열린 이 행사에서 굴비를 알렸다.", "2021"),
    ("영광군이 골목을 바꾼다. 올해부터 2045년까지 5년간 센서를 달기로 했다.", None),
    ("영광군은 지난해 ‘2020년 골목 사업’에 뽑혔다. 골목은 2021년부터 2023년까지 바뀐다.", None),
]  # fmt: skip
REST = (
    "\n\n센서는 얼굴을 찍지 않고 걸음만 세며, 군은 모인 숫자를 상인에게 아침마다 문자로 보낸다.\n\n"
    "군 관계자는 “언제 가게 문을 열지 숫자를 보고 정할 수 있다”고 말했다."
)


@pytest.mark.parametrize(("lead", "date"), TOLD)
def test_what_the_text_itself_fixes(toolkit: Toolkit, lead: str, date: str | None) -> None:
    assert written(published(toolkit, lead + REST)) == date


@pytest.mark.parametrize(
    ("title", "lead", "known"),
    [
        (
            "영광군 골목, 2021년 불 밝힌다",
            "영광군이 골목에 센서를 달기로 했다고 17일 밝혔다.",
            False,
        ),
        (
            "영광군, 2021년 골목 사업 공모 선정",
            "영광군이 ‘2021년 골목 사업’ 공모에 선정됐다고 17일 밝혔다.",
            True,
        ),
    ],
)
def test_a_year_in_a_headline_dates_where_it_names_a_call(
    toolkit: Toolkit, title: str, lead: str, known: bool
) -> None:
    assert (told_date(title, lead, toolkit.rules.weights(CHOICE)) is not None) is known
