"""The outlet of a page, from every place that names it."""

from __future__ import annotations

import pytest

from pipelines.clean import clean
from pipelines.extract import Toolkit
from pipelines.model import Article, RawDocument, Source

TITLE = "강진군 마을회관 40곳, 화면으로 반상회 연다"
BODY = (
    "강진군이 마을회관 40곳에 화면으로 모이는 반상회 장비를 들인다고 17일 밝혔다.\n\n"
    "장비는 카메라와 큰 화면, 마이크를 한 몸에 담았으며 어르신도 단추 하나로 켤 수 있다.\n\n"
    "군 관계자는 “먼 마을 주민도 군청에 오지 않고 회의를 열 수 있다”고 말했다."
)
MARKS = [
    ("[바다뉴스24=김하늘 기자] ", "바다뉴스24"),
    ("[강진=바다인터넷신문] 김하늘 기자 = ", "바다인터넷신문"),
    ("(강진=국제뉴스) 김하늘 기자 = ", "국제뉴스"),
    ("[더리브스 김하늘 기자] ", "더리브스"),
    ("[스포츠바다 김하늘 기자] ", "스포츠바다"),
    ("[위클리바다=김하늘 기자] ", "위클리바다"),
    ("[CNB바다=김하늘 기자] ", "CNB바다"),
    ("[바다투데이=강진 김하늘 기자] ", "바다투데이"),
    ("바다연합(월간, 남해뉴스신문) 김하늘 기자 | ", "바다연합"),
    ("바다투데이 김하늘 기자 | ", "바다투데이"),
    ("[로컬바다] ", "로컬바다"),
    ("[바다세계 | 김하늘 기자] ", "바다세계"),
    ("[바다in=김하늘 기자] ", "바다in"),
    ("[바다타임뉴스=강진] 김하늘 기자 = ", "바다타임뉴스"),
    ("[바다신문 = 김하늘 객원기자] ", "바다신문"),
    ("[바다신문 김하늘 선임기자] ", "바다신문"),
    ("바다신문=김하늘기자 ", "바다신문"),
    ("[바다매일=강진]김하늘기자 ", "바다매일"),
    ("<바다매일> 김하늘 기자 ", "바다매일"),
    ("[바다도민일보 김하늘기자]", "바다도민일보"),
    ("[전남인터넷신문/김하늘 기자]", "전남인터넷신문"),
    ("(뉴스바다=강진) ", "뉴스바다"),
    ("[팩트바다] ", "팩트바다"),
    ("뉴스바다 / 김하늘 기자 = ", "뉴스바다"),
    ("[바다뉴스=강진]", "바다뉴스"),
    ("[강진 바다뉴스] ", "바다뉴스"),
    ("[강진]바다신문 김하늘 기자 = ", "바다신문"),
    ("[바다신문] [강진] ", "바다신문"),
    ("바다신문 (강진) 김하늘 기자 = ", "바다신문"),
    ("(강진)바다신문 김하늘 기자= ", "바다신문"),
    ("[강진=아시아뉴스통신] 김하늘 기자 = ", "아시아뉴스통신"),
    ("[경기=바다뉴스] 김하늘 기자 - ", "바다뉴스"),
    ("[경기도 강진=바다뉴스] ", "바다뉴스"),
    ("[강진(전남)=바다데일리 김하늘 기자] ", "바다데일리"),
    ("강진=바다경제신문 김하늘 기자. ", "바다경제신문"),
    ("바다일보 | ", "바다일보"),
    ("바다행정신문 기자 | ", "바다행정신문"),
    ("바다연합 (BADATV. 소식M) 김하늘 기자 | ", "바다연합"),
    ("◆바다일보 김하늘 기자 = ", "바다일보"),
    ("[바다일보│김하늘 기자] ", "바다일보"),
    ("▲ 마을회관의 새 화면 | [바다뉴스통신=김하늘 기자] ", "바다뉴스통신"),
    ("강진 마을 | ", None),
    ("[ 바다투데이보도국 ] === ", "바다투데이"),
    ("[바다일보 편집국] ", "바다일보"),
    ("[바다일보(강진)=김하늘 기자] ", "바다일보"),
    ("바다타임즈김하늘 기자 = ", "바다타임즈"),
    ("[바다온] = 김하늘 기자 = ", "바다온"),
]
LEGAL = [
    ("저작권자 © 바다일보", "바다일보"),
    ("ⓒ 바다일보", "바다일보"),
    ("Copyright ⓒ bada.example All rights reserved.", None),
    ("ⓒ 강진군청 All Rights Reserved", None),
    ("COPYRIGHT(C) 강진군. ALL RIGHTS RESERVED.", None),
    ("Copyright by 바다일보 Co.,Ltd.", "바다일보"),
    ("제호 : 바다일보 | 등록번호 : 전남 아00000", "바다일보"),
    ("바다일보 | 등록번호 전남 아00000 | 발행인 나루리", "바다일보"),
    ("상호 : 바다미디어 | 제호 : 바다일보", "바다일보"),
    ("(주)바다일보 | 전남 강진군", "바다일보"),
    ("매체명 : 바다일보", "바다일보"),
    ("회사명: (주)바다미디어 제호: 바다일보", "바다일보"),
    ("[ⓒ 바다경제TV & bada.example, 무단전재 및 재배포 금지]", "바다경제TV"),
    ("<ⓒ '내일을 보는 눈' 바다포스트, 무단 전재 금지>", "바다포스트"),
    ("※ 저작권자 ⓒ 바다IN신문 (www.bada.example) 무단전재", "바다IN신문"),
    ("이 기사의 저작권은 바다일보에 있습니다.", "바다일보"),
    ("출처 : 바다일보(http://www.bada.example)", "바다일보"),
    ("[출처] 바다일보", "바다일보"),
    ("원문 : 바다일보", "바다일보"),
    ("Copyright ⓒ (주)바다일보 무단전재 금지", "바다일보"),
    ("저작권자 ⓒ (주)바다일보, 무단 전재 및 재배포 금지", "바다일보"),
    ("저작권자 © ㈜바다일보 무단전재", "바다일보"),
    ("Copyrights © 2024 By 바다일보. All right reserved", "바다일보"),
    ("저작권자 © 바다일보(bada) 무단전재", "바다일보"),
    ("© 2024 바다일보, Inc.", "바다일보"),
    ("ⓒ바다일보 & bada.example", "바다일보"),
    ("저작권자 ⓒ 인터넷 바다일보, 무단 전재", "바다일보"),
    ("저작권자 ⓒ 바다N, 무단전재 및 재배포 금지", "바다N"),
    ("[바다방송]의 사진과 기사를 무단 전재 및 재배포시 저작권료를 청구할 수 있습니다.", "바다방송"),
    ("바다일보의 사전 동의 없이 무단 전재, 재배포를 금합니다.", "바다일보"),
    ("Copyrights ⓒ 강진 이슈 & www.bada.example, 무단 전재 및 재배포 금지", "강진 이슈"),
    ("저작권자 © 월간 바다자치 무단전재 및 재배포 금지", "월간 바다자치"),
    ("- Copyrights ⓒ바다뉴스 - 강진. 무단 전재 및 재배포 금지 -", "바다뉴스 - 강진"),
    ("ⓒ 바다뉴스 전남동부. 무단전재 및 재배포 금지", "바다뉴스 전남동부"),
    ("저작권자 © 바다일보 인터넷신문 무단전재 및 재배포 금지", "바다일보"),
    ("저작권자 © 세상보는눈 바다일보 무단전재 및 재배포 금지", "바다일보"),
    ("ⓒ 바다인터넷뉴스 badanews", "바다인터넷뉴스"),
    ("한국바다뉴스(주)의 모든 콘텐츠(기사 등)는 무단 복사, 배포를 금합니다.", "한국바다뉴스"),
    ("Copyright ⓒ inews24.com. All rights reserved", "아이뉴스24"),
    ("Copyright © Daegu Munhwa Broadcasting Corporation. All rights reserved.", "대구MBC"),
    ("Copyright © Mokpo Munhwa Broadcasting Corp.All rights reserved.", "목포MBC"),
    ("바다마루 | 전남 강진군 강진읍 1 | 등록번호 : 전남 아00000 | 발행인 : 김가람", "바다마루"),
    ("인터넷신문 바다마루 등록번호 : 전남 아00000", "바다마루"),
    ("ⓒ 국토교통부 All rights reserved.", None),
    ("회사소개 | 광고문의 | 등록번호 : 전남 아00000", None),
    ("이 기사는 바다골 홈페이지(http://bada.example)에서 프린트 되었습니다.", "바다골"),
    (
        "| 이 기사는 바다골 홈페이지(bada.example)에서 프린트 되었습니다. 2026년 02월 03일 09:11 |",
        "바다골",
    ),
    ("프레시안에 제보하기", "프레시안"),
    ("바다뉴스 좋은 기사 후원하기", "바다뉴스"),
    ("▶대전MBC 시청자 제보 042-000-0000", "대전MBC"),
    ("카카오톡에 제보하기", None),
    ("[카카오톡] YTN 검색해 채널 추가", "YTN"),
    ("▷ 카카오톡 : '한라일보' 검색, 채널 추가", "한라일보"),
    ("MBC 뉴스는 24시간 여러분의 제보를 기다립니다.", "MBC"),
    ("항상 시민과 함께하겠습니다. 한겨레 구독신청 하기", "한겨레"),
    ("경향신문 & 경향닷컴(www.khan.co.kr), 무단전재 및 재배포 금지", "경향신문"),
    ("Copyright by 매일신문사. All rights reserved.", "매일신문"),
    ("글줄이의 기술로 “바다경제” 기사 내용을 3줄로 요약한 결과입니다.", "바다경제"),
    ("/연합뉴스", "연합뉴스"),
    ("김하늘 기자 / 바다일보", "바다일보"),
    ("<바다일보 김하늘 기자>", "바다일보"),
    ("출처 : SBS 뉴스", "SBS"),
    ("☞ Source: TJB NEWS (2022.04.22)", "TJB"),
]
TOPS = [
    ("바다일보", "바다일보"),
    ("바다일보 로고", "바다일보"),
    ("바다일보 모바일", "바다일보"),
    ("인터넷신문 바다일보", "바다일보"),
    ("바다일보 > 뉴스 > 사회", "바다일보"),
    ("바다일보 - 강진의 아침을 여는 신문", "바다일보"),
    ("::: 바다일보 :::", "바다일보"),
    ("바다일보 홈페이지", "바다일보"),
    ("[바다일보]", "바다일보"),
    ("바다일보 지면보기", "바다일보"),
    ("강진군청", None),
    ("강진군 홈페이지", None),
    ("강진군 대표 누리집", None),
    ("네이버 뉴스", None),
    ("다음뉴스", None),
    ("Daum 뉴스", None),
    ("ZUM 뉴스", None),
    ("지역정보", None),
    ("언론 기사", None),
    ("보도자료 상세보기", None),
    ("행정안전부", None),
    ("인공지능", None),
    ("강진경찰서", None),
    ("연합뉴스 보도자료", "연합뉴스"),
    ("바다골 홈페이지(http://bada.example)", "바다골"),
]
BYLINES = [
    ("바다일보 김하늘 기자", "바다일보"),
    ("김하늘 기자 | 바다일보", "바다일보"),
    ("바다일보 | 김하늘 기자", "바다일보"),
    ("강진 = 바다일보 김하늘 기자", "바다일보"),
    ("글·사진 김하늘 기자", None),
    ("김하늘 기자 sky@bada.example", None),
    ("[바다일보=김하늘 기자]", "바다일보"),
    ("(강진=바다일보) 김하늘 기자", "바다일보"),
    ("바다일보", "바다일보"),
    ("언론사 : 바다일보", "바다일보"),
    ("바다일보·2시간 전", "바다일보"),
    ("바다일보 원문", "바다일보"),
    ("By 바다일보", "바다일보"),
    ("바다일보, 2024.05.02", "바다일보"),
    ("바다일보  A12면", "바다일보"),
    ("사회부 김하늘 기자", None),
    ("두레정보 김하늘 기자 sky@dure.example", "두레정보"),
    ("바다마루 | 김하늘 기자", "바다마루"),
    ("[놀이마루 김하늘 기자]", "놀이마루"),
    ("나루온 | 김하늘 기자", None),
    ("담당부서 홍보실 | 2024-05-02", None),
    ("전남취재본부 김하늘 기자", None),
]


def outlet(toolkit: Toolkit, page: str) -> str | None:
    article = clean(RawDocument(Source("쪽.txt", None, "text"), text=page), toolkit.rules)
    assert isinstance(article, Article)
    assert article.body.endswith("회의를 열 수 있다”고 말했다.")
    assert TITLE not in page or article.title == TITLE
    return article.outlet


@pytest.mark.parametrize(("mark", "name"), MARKS)
def test_marks_before_the_first_sentence(toolkit: Toolkit, mark: str, name: str) -> None:
    assert outlet(toolkit, mark + BODY) == name


@pytest.mark.parametrize(("line", "name"), LEGAL)
def test_lines_below_the_article(toolkit: Toolkit, line: str, name: str | None) -> None:
    assert outlet(toolkit, f"{TITLE}\n{BODY}\n\n{line}") == name


@pytest.mark.parametrize(("line", "name"), TOPS)
def test_lines_on_top_of_the_page(toolkit: Toolkit, line: str, name: str | None) -> None:
    page = f"{line}\n로그인\n회원가입\n정치\n사회\n{TITLE}\n입력 2024.05.02 10:10\n{BODY}"
    assert outlet(toolkit, page) == name


@pytest.mark.parametrize(("line", "name"), BYLINES)
def test_lines_under_the_headline(toolkit: Toolkit, line: str, name: str | None) -> None:
    page = f"{TITLE}\n{line}\n입력 2024.05.02 10:10\n{BODY}"
    assert outlet(toolkit, page) == name


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        (f"[오늘 마을회관] {TITLE}", TITLE),
        (f"{TITLE} [강진 한눈에]", TITLE),
        (f"[단독] {TITLE}", f"[단독] {TITLE}"),
        (f"[르포] {TITLE}", f"[르포] {TITLE}"),
        (f"{TITLE} - 바다신문", TITLE),
        (f"바다신문 : {TITLE}", TITLE),
        (f"제목 | {TITLE}", TITLE),
        (f"{TITLE} / KBS 2024.05.02.", TITLE),
        (f"{TITLE} / 바다TV 뉴스", TITLE),
        (f"[여기는 강진] {TITLE}", TITLE),
        (f"[포토] {TITLE}", TITLE),
        (f"[사설] {TITLE}", f"[사설] {TITLE}"),
    ],
)
def test_columns_and_outlets_are_no_part_of_a_headline(
    toolkit: Toolkit, title: str, headline: str
) -> None:
    text = f"{title}\n입력 2024.05.02 10:10\n{BODY}"
    article = clean(RawDocument(Source("쪽.txt", None, "text"), text=text), toolkit.rules)
    assert isinstance(article, Article)
    assert article.title == headline


PAGES = [
    (
        f"{TITLE} - 놀이마루\n놀이마루\n축구 야구 배구\n{TITLE}\n입력 2024.05.02 10:10\n{BODY}",
        "놀이마루",
    ),
    (
        f"누리뉴스\n{TITLE}\n바다타임스\n입력 2024.05.02 10:10\n{BODY}\n바다타임스 김하늘 기자\n"
        "이 기사의 저작권은 해당 언론사에 있습니다.\nⓒ 누리뉴스",
        "바다타임스",
    ),
    (
        f"{TITLE}\n[바다일보 김하늘 기자] {BODY}\n이 기사의 저작권은 바다네트워크에 있습니다.",
        "바다일보",
    ),
    (f"마을 소식지기\n{TITLE}\n입력 2024.05.02 10:10\n{BODY}", "마을 소식지기"),
    (
        f"{TITLE}\n2024.05.02 10:10\n{BODY}\nCopyright 2024 Bada City Korea. All Rights Reserved.",
        None,
    ),
    (f"{TITLE}\n2024.05.02 10:10\n{BODY}\n출처 : 전라남도", None),
    (f"{TITLE}\n▲ 마을회관의 새 화면 ⓒ 바다일보\n2024.05.02 10:10\n{BODY}", "바다일보"),
    (f"{TITLE}\n{BODY}\n바다매일 2024.05.02", "바다매일"),
    (f"{TITLE}\n{BODY}\n놀이마루 2024년 5월호", "놀이마루"),
    (f"{TITLE}\n2024.05.02 10:10\n{BODY}\n기사제공 : 바다신문", "바다신문"),
    (f"{TITLE}\n• 바다매일 webmaster@bada.example\n• 승인 2024.05.02 10:10\n{BODY}", "바다매일"),
    (f"강원일보 모바일 구독자 24만\n{TITLE}\n2024.05.02 10:10\n{BODY}", "강원일보"),
    (f"{TITLE}\n2024.05.02 10:10\n{BODY}\n댓글 0\n댓글쓰기\n바다일보\n주요기사", "바다일보"),
    (f"{TITLE}\n2024.05.02 10:10\n{BODY}\n저작권자 © 한국경제신문", "한국경제"),
    (f"{TITLE}\n2024.05.02 10:10\n[바다방송] {BODY}\n© 김하늘 기자", "바다방송"),
    (
        f"{TITLE}\n한국경제 한국경제 팔로우\n(강진=연합뉴스) {BODY}\n한국경제에서 더 보기\n© 2024 Microsoft",
        "한국경제",
    ),
    (
        f"{TITLE}\n2024.05.02 10:10\n{BODY}\n<©나라를잇는신문–바다로, 무단 전재 & 재배포 금지>",
        "바다로",
    ),
    (f"Bada City\n{TITLE}\n{BODY}\n출처: 연합뉴스 (2024.05.02)\nⓒ 2024 University", "연합뉴스"),
    (f"{TITLE}\n도정신문님의 다른 기사 보기\n2024.05.02 10:10\n{BODY}", "도정신문"),
    (f"{TITLE} / KBS 2024.05.02.\n{BODY}", "KBS"),
    (f"{TITLE} < 사회 < 바다마루\n{TITLE}\n입력 2024.05.02 10:10\n{BODY}", "바다마루"),
    (f"{TITLE}|동아일보\n사회\n{TITLE}\n입력 2024.05.02 10:10\n{BODY}", "동아일보"),
    (
        f"{TITLE}\n입력 2024.05.02\n신청서는 강진군 홈페이지(http://gj.example)에서 출력해 낸다.\n{BODY}",
        None,
    ),
    (f"{TITLE}\n입력 2024.05.02\n{BODY}\n투데이포커스\n더보기\n나주 배 축제", None),
    (f"{TITLE} | 포토뉴스\n{TITLE}\n입력 2024.05.02 10:10\n{BODY}", None),
    (f"{TITLE} | 공지사항\n{TITLE}\n입력 2024.05.02 10:10\n{BODY}", None),
    (f"{TITLE} - 강진군청\n{TITLE}\n입력 2024.05.02 10:10\n{BODY}", None),
    (f"울산MBC NEWS\n뉴스데스크\n뉴스투데이\n{TITLE}\n2022-07-08 20:26\n{BODY}", "울산MBC"),
    (f"뉴스투데이\n{TITLE}\n2022-07-08 20:26\n{BODY}\n▶대전MBC 제보", "대전MBC"),
    (
        f"{TITLE} | 한국경제\n{TITLE}\n입력 2024.05.02 10:10\n{BODY}\n/연합뉴스\nⓒ 한국경제",
        "한국경제",
    ),
    (f"바다로고.jpg\n{TITLE}\n2024.05.02 10:10\n{BODY}", None),
]


@pytest.mark.parametrize(("page", "name"), PAGES)
def test_claims_of_one_name_add_up(toolkit: Toolkit, page: str, name: str | None) -> None:
    assert outlet(toolkit, page) == name
