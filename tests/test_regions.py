"""Which regions a text names, as tables of Korean cases."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extract import Toolkit, extract
from pipelines.extract.text import Text
from pipelines.model import Article, PublicationDate, RegionFinding, Source

DAY = date(2021, 5, 5)


def article(body: str, title: str = "", day: date | None = DAY, outlet: str = "") -> Article:
    published = PublicationDate(day, day, day, "day", "meta", "") if day else PublicationDate()
    source = Source("시험.txt", None, "text")
    return Article("id", "", "", source, title or None, outlet or None, None, None, published, body)


def regions(toolkit: Toolkit, item: Article) -> dict[str, RegionFinding]:
    return {f.code: f for f in extract(item, toolkit).regions}


def names(toolkit: Toolkit, body: str, **more: object) -> set[str]:
    found = regions(toolkit, article(body, **more)).values()  # type: ignore[arg-type]
    return {" ".join(p for p in (f.sido, f.sigungu) if p) for f in found}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("대구 달서·동구, 인천 동·중구, 경남 고성이 뽑혔다.",
         {"대구광역시 달서구", "대구광역시 동구", "인천광역시 제물포구", "경상남도 고성군"}),
        ("경기도 광주시는 3일 협약을 맺었다.", {"경기도 광주시"}),
        ("광주시는 북구, 광산구와 함께 3일 협약을 맺었다.",
         {"전남광주통합특별시", "전남광주통합특별시 북구", "전남광주통합특별시 광산구"}),
        ("포항시 남구 오천읍부터 북구 흥해읍까지 통신망이 깔린다.", {"경상북도 포항시"}),
        ("공주·부여·청양군과 협약을 맺었다.", {"충청남도 공주시", "충청남도 부여군", "충청남도 청양군"}),
        ("예산 10억원을 들여 음성인식 기기를 고령자에게 준다.", set()),
        ("행사는 이틀 동안 열리고 역량 강화 교육도 있다.", set()),
        ("시찰단은 서울주택도시공사와 대구은행, 경북대, 광주향교, 세종문화회관을 둘러봤다.", set()),
        ("수원특례시가 수원화성 앞에서 행사를 연다.", {"경기도 수원시"}),
        ("남양주시와 양주시가 만났다.", {"경기도 남양주시", "경기도 양주시"}),
        ("경남 창원시가 마산합포구에 센터를 짓는다.", {"경상남도 창원시"}),
        ("전남 나주·여수시가 명단에 올랐다.", {"전남광주통합특별시 나주시", "전남광주통합특별시 여수시"}),
        ("강원 고성군과 경남 고성군이 만났다.", {"강원특별자치도 고성군", "경상남도 고성군"}),
        ("판교테크노밸리에 자율주행차가 다닌다.", {"경기도 성남시"}),
        ("시흥시는 인천에서 가까운 배곧신도시를 골랐다.", {"경기도 시흥시", "인천광역시"}),
        ("면적은 여의도의 두 배와 맞먹는다.", set()),
        ("하반기에 용인, 화성, 광주 세 시를 잇는 버스가 다닌다.",
         {"경기도 용인시", "경기도 화성시", "경기도 광주시"}),
        ("부산과 대구, 광주를 잇는 버스가 다닌다.", {"부산광역시", "대구광역시", "전남광주통합특별시"}),
    ],
)  # fmt: skip
def test_regions_of_a_text(toolkit: Toolkit, body: str, wanted: set[str]) -> None:
    assert names(toolkit, body) == wanted


@pytest.mark.parametrize(
    ("body", "day", "now", "then"),
    [
        ("마산시는 3일 착수했다.", date(2009, 3, 4), "창원시", ("경상남도", "마산시")),
        ("인천 남구는 3일 착수했다.", date(2016, 3, 4), "미추홀구", ("인천광역시", "남구")),
        ("춘천시는 3일 착수했다.", date(2016, 3, 4), "춘천시", ("강원도", "춘천시")),
        ("춘천시는 3일 착수했다.", date(2024, 3, 4), "춘천시", ("강원특별자치도", "춘천시")),
        ("경북 군위군은 3일 착수했다.", date(2021, 3, 4), "군위군", ("경상북도", "군위군")),
        ("충남 연기군은 3일 착수했다.", date(2011, 3, 4), None, ("충청남도", "연기군")),
        ("목포시는 3일 착수했다.", date(2026, 8, 4), "목포시", ("전남광주통합특별시", "목포시")),
        ("인천 서구는 검단신도시에 3일 착수했다.", date(2020, 3, 4), "검단구", ("인천광역시", "서구")),
        ("인천 서구는 3일 착수했다.", date(2020, 3, 4), "서해구", ("인천광역시", "서구")),
    ],
)  # fmt: skip
def test_a_region_has_todays_names_and_those_of_its_day(
    toolkit: Toolkit, body: str, day: date, now: str | None, then: tuple[str, str]
) -> None:
    found = list(regions(toolkit, article(body, day=day)).values())
    primary = [f for f in found if f.role == "primary"]
    assert [(f.sigungu, (f.sido_then, f.sigungu_then)) for f in primary] == [(now, then)]


def test_a_split_region_is_marked(toolkit: Toolkit) -> None:
    found = regions(toolkit, article("인천 중구는 3일 착수했다.", day=date(2020, 3, 4)))
    assert found["28125"].succession == "split"


@pytest.mark.parametrize(
    ("body", "primary", "others"),
    [
        ("충남도는 17일 아산시 온양제일호텔에서 발표대회를 열었다. 도는 공주시를 비롯한 시군의 과제를 들었다.",
         {"44"}, {"44200": "venue", "44150": "mentioned"}),
        ("울산 북구와 울주군이 공모에 함께 뽑혔다. 두 지역은 국비를 받는다.", {"31200", "31710"}, {}),
        ("국토교통부는 경기 안산시와 경북 김천시, 경남 김해시를 뽑았다고 19일 밝혔다.",
         set(), {"41270": "mentioned", "47150": "mentioned", "48250": "mentioned"}),
        ("동네 냄새를 주민이 기록한다. 올해 강서구 마곡지구에서 벌어질 일이다. "
         "서울시는 마곡에서 리빙랩을 시작한다고 3일 밝혔다. 시는 주민을 모은다.", {"11"}, {}),
        ("전남도와 나주시가 실증에 나선다. 도와 시는 협약을 맺었다.", {"12", "12170"}, {}),
        ("김천시와 포항시, 그리고 경북도가 나란히 뽑혔다. 경북도는 12일 국비를 땄다고 밝혔다.",
         {"47150", "47110", "47"}, {}),
        ("버스가 달린다. 5일 충북도에 따르면 충북·세종·대전 세 시·도가 함께 마련한 버스다.",
         {"43", "36", "30"}, {}),
        ("행정안전부는 11일 사례를 뽑았다. 충북 제천시는 침수 감지를 내놓았다. 울산시는 관제를 내놓았다.",
         set(), {"43150": "mentioned", "31": "mentioned"}),
        ("인천시 상수도사업본부는 검침기를 늘린다고 2일 밝혔다.", {"28"}, {}),
        ("다른 곳이 먼저 했다. 해남군도 관제센터를 마련하기로 했다. 해남군은 내년에 연다.", {"12790"}, {}),
        # the only place of a report by the state; those with whom a ministry signs
        ("정부가 세종 국가시범도시를 서두른다. 국토교통부는 사업자를 골랐다고 5일 밝혔다.", {"36"}, {}),
        ("과학기술정보통신부가 한국전력공사, 충청북도, 강원도와 드론 배송 사업 업무협약을 맺었다. "
         "한국전력공사는 기지를 짓는다.", {"43", "51"}, {}),
        ("작은 기업이 도시의 문제를 푼다. 국토교통부는 공모 결과 대전시와 인천시, 경기 수원시를 선정했다고 2일 밝혔다. "
         "대전시는 주차를, 인천시는 버스를 다룬다.", set(), {"30": "mentioned", "28": "mentioned"}),
        ("세종시의회 행정복지위원회(위원장 한보름)가 20일 일본으로 떠났다. 위원들은 스마트시티를 둘러본다.",
         {"36"}, {}),
        ("김보람 성남시장은 25일 시청에서 대표단을 만났다. 시는 사례를 소개했다.", {"41130"}, {}),
    ],
)  # fmt: skip
def test_whose_policy_it_is(
    toolkit: Toolkit, body: str, primary: set[str], others: dict[str, str]
) -> None:
    found = regions(toolkit, article(body))
    assert {c for c, f in found.items() if f.role == "primary"} == primary
    assert {c: f.role for c, f in found.items() if c in others} == others


@pytest.mark.parametrize(
    ("body", "primary"),
    [
        # whom a ministry certifies together is no subject
        ("행정안전부는 디지털도시 인증에서 강릉시, 여수시, 대전광역시 3개 도시가 인증을 받았다고 밝혔다.", set()),
        # an agency signs with a closed list, the state with an open one
        ("통행 정보가 넓어진다.\n도로공단은 8일 본사에서 강릉시, 여수시와 자료를 나누는 업무협약을 체결했다.",
         {"51150", "12130"}),
        ("산림청이 강원 강릉시, 전남 여수시를 비롯한 7개 시군과 업무협약을 맺었다.", set()),
        # two that open an article side by side, and one that an agency only passes by
        ("부산과 대구의 관제 기술이 나라 밖에 선을 보인다.\n행사는 사흘 동안 열린다.", {"26", "27"}),
        ("도로공단은 새 기술을 시험했다.\n두 해가 걸렸다.\n시험장이 있는 강릉시에서도 해 볼 생각이다.", set()),
        # an address before its town, and a ministry in the same sentence
        ("경기도 과천시는 국토교통부가 공모한 통합플랫폼 사업에 선정됐다고 12일 밝혔다.", {"41290"}),
        # a province with its rank stands beside what follows, as no address does
        ("강원도·강릉시는 3일 센터를 함께 열었다고 밝혔다.", {"51", "51150"}),
        ("충북 음성군과 충북도, 청주시는 3일 협약을 맺었다.", {"43770", "43", "43110"}),
        # two that announce something together below the lead
        ("두 도시의 버스 정보가 하나로 묶인다.\n운행 정보를 손안에서 본다.\n3일 강릉·동해시는 센터를 함께 짓는다고 밝혔다.",
         {"51150", "51170"}),
        # a ministry that chose those whom the first sentences list
        ("강릉과 김해, 여수에 특화단지가 들어선다. 국토교통부는 8일 이들 3곳을 지원 대상으로 선정했다고 밝혔다. "
         "강릉은 바닷가를 꾸민다.", set()),
        ("국토교통부가 강릉시와 전남 여수시를 시범도시로 뽑았다. 강릉시는 방재 사업을 내놓아 지정됐다.", set()),
        # a member's constituency acts for nobody; a body with its province's whole name does
        ("도하늘(동해·태백·삼척·정선) 국회의원은 태백시가 공모에 선정됐다고 23일 밝혔다.", {"51190"}),
        ("전라남도자치경찰위원회는 19일 여수 하화도를 찾아 간담회를 가졌다.", {"12"}),
        # a round of news, each paragraph with its region
        ("◆강릉시=바닷가에 센서를 단다. 시는 다음 달 시작한다.\n\n◆여수시=섬에 드론을 띄운다. 시는 내년에 늘린다.",
         {"51150", "12130"}),
        # a company that signs with a province and its county; the state that acts with provinces
        ("나루통신은 3일 강원도청에서 강원도, 평창군과 섬 마을을 잇는 양해각서(MOU)에 서명했다고 밝혔다.", {"51", "51760"}),
        ("국토해양부가 서울과 인천, 경기도와 공동으로 버스 안내 사업을 발주한다고 8일 밝혔다.", {"11", "28", "41"}),
        # offices with names of their own, and a broadcast whose second sentence tells who acts
        ("경기도 서해경제자유구역청(이하 서해청)이 평택 포승지구에 관제망을 놓는다.", {"41"}),
        ("전북도의회 연구단체인 새길연구회(대표의원 한보름)가 14일 세종특별자치시의 관제센터를 방문했다.", {"52"}),
        ("도시를 잇는 기술에 관심이 높습니다. 정부가 대전과 김해, 부천 세 곳을 특화단지로 선정했습니다.", set()),
        ("부산광역시, 울산광역시, 경상남도 세 기관이 18일 경남도청에서 첫 회의를 가졌다.", {"26", "31", "48"}),
        # heads in brackets between those who act together; an office of schools is no region
        ("도로공단(사장 한보름)과 경상북도(도지사 노진서), 김천시(시장 채윤호)는 3일 협약을 맺었다.", {"47", "47150"}),
        ("서울 강서구(구청장 한보름)와 서울시교육청(교육감 민서윤)이 협약서에 서명했다.", {"11500"}),
        # a council stands for those who make it up
        ("과천시와 안양·의왕시 등 중부권 3개 지방자치단체로 이뤄진 중부권행정협의회가 12일 회의를 열었다.",
         {"41290", "41170", "41430"}),
        # a metropolitan city that a place is named after; a member of a council who speaks first
        ("울산혁신도시가 유비쿼터스 도시로 선다. 혁신도시에는 관제센터가 들어온다.", {"31"}),
        ("“서울시는 통화량을 살폈다”고 했다. 한보름 시의원(비례)이 양산시가 자료를 쓰고 있는지 따져 물었다. 경기도는 쓴다.",
         {"48330"}),
        # those who sign among many
        ("나루통신이 용산 상가를 바꾼다. 나루통신은 3일 서울시(시장 한보름)와 용산구(구청장 노진서) 등 15개 기관과 "
         "힘을 모으기로 했다.", {"11", "11170"}),
        # many of one rank, one after the other
        ("대구 자치구들이 가상공간을 앞다퉈 도입하고 있다.\n수성구는 회의를 연다.\n달서구는 축제를 연다.",
         {"27260", "27290"}),
        # officials who come along
        ("강릉시는 3일 센터를 열었다.\n부산과 여수시 공무원들이 다녀갔다.", {"51150"}),
    ],
)  # fmt: skip
def test_who_is_primary_among_several(toolkit: Toolkit, body: str, primary: set[str]) -> None:
    found = regions(toolkit, article(body))
    assert {c for c, f in found.items() if f.role == "primary"} == primary


@pytest.mark.parametrize(
    ("title", "body", "primary"),
    [
        # a ministry chose several: it is the one whom the headline speaks of, if the text goes on so
        ("무안군, 통합플랫폼 공모 선정", "국토교통부는 지자체 15곳 가운데 무안군도 뽑았다고 5일 밝혔다. "
         "소프트웨어로 정보를 묶는 사업이다. 무안군은 국비 6억원으로 다섯 가지를 만든다.", {"12810"}),
        ("무안군 등 15곳, 통합플랫폼 공모 선정", "국토교통부는 무안군과 진천군 등 15곳을 뽑았다고 5일 밝혔다. "
         "사업은 내년에 시작한다.", set()),
        ("공주·부여 ‘백제길’ 본사업에 선정", "국토교통부는 16일 ‘백제길(부여·공주)’ 사업을 뽑고 20억을 지원하기로 했다. "
         "부여군·공주시는 리빙랩을 열어 왔다.", {"44150", "44760"}),
        ("김해시·부산 강서구, 경진대회 대상", "김해시가 6일 대회에서 대상을 받았다. 김해시는 부산 강서구와 나섰다.",
         {"48250", "26440"}),
        ("무안·목포 등 15곳, 통합플랫폼 공모 선정", "국토교통부는 무안군과 목포시 등 15곳을 뽑았다고 5일 밝혔다. "
         "무안군은 국비 6억원으로 다섯 가지를 만든다.", set()),
        ("무안 양파밭 등 우수사례 5곳", "농림축산식품부가 우수사례를 뽑았다고 5일 밝혔다. 전남 무안군이 첫손에 꼽혔다.",
         set()),
        # regions side by side at the head of the headline
        ("공주·부여, 챌린지 본사업 선정", "공주시가 공모에서 선정됐다. 5일 공주시에 따르면 공주시·부여군과 서울 성동구가 "
         "뽑혔다. 두 지자체는 국비 20억원을 쓴다.", {"44150", "44760"}),
        ("개발원, 강릉·여수에 정보화 도움", "개발원은 강릉시와 전남 여수시에서 주민을 돕는다고 5일 밝혔다.",
         {"51150", "12130"}),
        # a foundation of the province at work in one county; whom alone a headline opens with
        ("충남콘진원, 태안군 표창 받아", "충남콘텐츠진흥원이 태안군에서 표창을 받았다고 5일 밝혔다. 진흥원은 사업을 맡았다. "
         "태안군은 2023년 선정됐다.", {"44825"}),
        ("무안·목포도 내년 버스 안내", "내년부터 도내 일부 시군에서 버스 안내가 시작된다. 도내에서는 여수시가 먼저 했고, "
         "내년에는 무안군과 목포시에도 갖춰진다.", {"12810", "12110"}),
        # a ministry told of places; only one is there, and it heads the headline
        ("부천 상살미, 챌린지 실증", "국토교통부가 벌인 공모에서 지자체 48곳이 겨뤄 부천 상살미가 실증 지역 6곳에 뽑혔다. "
         "주민이 주차를 푼다.", {"41190"}),
        # a province and its city in the third sentence
        ("강원 물류 특구", "특구가 선다.\n세 번째 특구다.\n강원도와 강릉시는 5일 도청에서 선포식을 열고 방안을 협의했다.",
         {"51", "51150"}),
        # a governor acts for his province, whose name stands in an address alone
        ("총리, 김제 혁신밸리 찾아", "구름산 국무총리와 김하늘 도지사가 전북 김제시의 혁신밸리를 방문했습니다. "
         "청년농을 만나는 자리였습니다. 김하늘 도지사는 도의 지원을 약속했습니다.", {"52"}),
        ("김제 혁신밸리에 청년 몰린다", "전북 김제시의 혁신밸리가 청년을 맞았습니다. 김하늘 시장은 지원을 약속했습니다.",
         {"52210"}),
    ],
)  # fmt: skip
def test_whose_policy_a_headline_or_a_governor_tells(
    toolkit: Toolkit, title: str, body: str, primary: set[str]
) -> None:
    found = regions(toolkit, article(body, title))
    assert {c for c, f in found.items() if f.role == "primary"} == primary


def test_a_shared_name_without_evidence_is_left_out(toolkit: Toolkit) -> None:
    assert names(toolkit, "중구는 3일 협약을 맺었다.") == set()


def test_the_outlet_is_the_weakest_evidence_for_a_shared_name(toolkit: Toolkit) -> None:
    assert names(toolkit, "중구는 3일 협약을 맺었다.", outlet="부산일보") == {"부산광역시 중구"}


def test_spans_hold_the_surface(toolkit: Toolkit) -> None:
    body = "경북 영양군은 3일 문경·청송·성주와 함께 뽑혔다고 밝혔다. 영양군은 국비를 받는다."
    for finding in regions(toolkit, article(body)).values():
        assert body[finding.start : finding.end][:2] in (finding.sigungu or finding.sido)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("부산시는 금정·부산진·동·남·영도구에 설치했다.",
         {"부산광역시", "부산광역시 금정구", "부산광역시 부산진구", "부산광역시 동구", "부산광역시 남구",
          "부산광역시 영도구"}),
        ("전북도는 완주 완창마을과 장수 동동마을을 골랐다.",
         {"전북특별자치도", "전북특별자치도 완주군", "전북특별자치도 장수군"}),
        ("제주 구좌읍과 경남 김해 진영읍이 뽑혔다.", {"제주특별자치도 제주시", "경상남도 김해시"}),
        ("서울시는 상암동에 셔틀을 띄운다.", {"서울특별시", "서울특별시 마포구"}),
        ("강원 인제군은 상남면에서 시작한다. 군은 12억원을 들인다.", {"강원특별자치도 인제군"}),
        ("전북특별자치도 군산새만금컨벤션센터에서 열렸다.", {"전북특별자치도 군산시"}),
    ],
)  # fmt: skip
def test_short_names_in_lists_villages_and_halls(
    toolkit: Toolkit, body: str, expected: set[str]
) -> None:
    sidos = {"전북특별자치도", "서울특별시", "경상남도", "제주특별자치도", "강원특별자치도"}
    assert names(toolkit, body) - sidos == expected - sidos


def test_sentences_end_where_the_next_is_glued_and_go_on_behind_a_particle() -> None:
    text = Text(article("시가 문을 열었다.이번에는 구가\n시작한다. “좋다.”며 웃었다.”그는 갔다."))
    assert [text.body[s.start : s.end] for s in text.sentences][:1] == ["시가 문을 열었다."]
    text = Text(article("시는 국비를\n들여 짓는다.\n다음 줄이다."))
    assert len(text.sentences) == 2


def test_sentences_end_at_quotes_and_lines() -> None:
    text = Text(article("시는 3일 밝혔다. “잘 됐다.”고 했다.\n다음 줄이다."))
    assert [text.body[s.start : s.end] for s in text.sentences] == [
        "시는 3일 밝혔다.", "“잘 됐다.”고 했다.", "다음 줄이다.",
    ]  # fmt: skip
