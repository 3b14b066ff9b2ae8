"""What is policy of the field and what only uses its words."""

from __future__ import annotations

import pytest

from pipelines.extract import Toolkit, process
from pipelines.model import Extracted, RawDocument, Source

POLICY = {
    "a control centre": (
        "영월군 CCTV 통합관제센터 문 열어",
        "영월군은 군청 별관에 CCTV 통합관제센터를 열고 24시간 관제에 들어갔다고 12일 밝혔다. 카메라 420대를 한곳에서 본다. "
        "군은 국비 7억원을 들였고 영월경찰서가 경찰관을 보냈다.",
    ),
    "no headline": (
        None,
        "성주군은 스마트 경로당 91개소에 이어 100개소를 더 마련하고 9일 개통식을 열었다고 밝혔다. 경로당은 화상회의로 "
        "여러 마을 어르신이 함께 체조를 배우는 곳이다. 군은 내년에 남은 마을에도 스마트 경로당을 놓을 계획이다.",
    ),
    "a council goes to see": (
        None,
        "시흥시의회 도시환경위원회가 스마트시티 해외 연수에 나선다. 위원들은 22일부터 프랑스와 스페인에서 스마트시티 "
        "현장을 둘러보고 ICT 기술을 시정에 쓸 길을 찾는다. 위원회는 조례에 담을 내용도 살핀다.",
    ),
    "a firm signs with a city": (
        "KT·강릉시, 스마트도시 손잡는다",
        "KT는 강릉시와 스마트도시 조성을 위한 업무협약을 맺었다고 5일 밝혔다. 강릉시와 KT는 관광객이 많은 곳에 사물인터넷 "
        "장치를 놓고 교통 데이터를 함께 쓴다. 강릉시장은 시민이 느끼는 도시를 만들겠다고 말했다.",
    ),
    "weather is what the shelter is for": (
        "사상구, 폭염·한파 막는 스마트 쉼터 열 곳 세운다",
        "부산 사상구는 버스 정류장 열 곳에 스마트 쉼터를 세운다고 3일 밝혔다. 쉼터는 폭염과 한파, 먼지를 막고 버스정보를 "
        "알려 준다. 구는 공모사업으로 국비 5억원을 받았다.",
    ),
}
POLICY |= {
    "meters read from afar": (
        "상주시, 수도 계량기 값 단말기가 읽는다",
        "상주시 상하수도사업소는 수도 계량기에 통신 단말기를 붙여 멀리서 검침하는 사업을 늘린다고 3일 밝혔다. 검침원이 "
        "찾아가지 않아도 사용량을 알 수 있어 누수를 빨리 찾는다. 올해 2천 대를 더 단다.",
    ),
    "leaks heard from afar": (
        "노후 상수관망에 원격 누수 감시",
        "태안군은 상수관망 현대화 사업으로 블록마다 유량계를 달아 새는 물을 멀리서 살핀다. 유수율은 85%로 오른다. 군은 "
        "환경부 공모에 선정돼 국비를 받는다.",
    ),
    "one page for all bookings": (
        "청주시 통합예약 누리집 새로 열어",
        "청주시는 체육시설과 강좌, 캠핑장을 한 곳에서 예약하는 통합예약 누리집을 새로 열었다고 밝혔다. 회원 가입 없이 "
        "간편인증으로 쓴다. 시는 결제도 간편하게 바꿨다.",
    ),
    "calls to those who live alone": (
        "어르신 안부 묻는 전화, 군이 놓는다",
        "부여군은 혼자 사는 어르신 300명에게 인공지능이 전화를 걸어 안부를 묻는 서비스를 시작했다. 대답이 없으면 읍면 "
        "담당자가 찾아간다. 군은 내년에 500명으로 늘린다.",
    ),
    "a state call": (
        "국토부, 내년 스마트도시 공모 방식 바꾼다",
        "국토교통부는 내년부터 스마트도시 조성사업을 지자체가 편성하는 방식으로 바꾼다고 밝혔다. 지원 기준을 지자체에 "
        "알리고 설명회를 연다.",
    ),
}
OTHER = {
    "a firm's earnings": (
        "누리랩스, 스마트시티 사업으로 흑자",
        "누리랩스는 스마트시티 솔루션 판매가 늘어 3분기 누적 영업이익이 24억원을 기록했다고 밝혔다. 회사는 "
        "임시주주총회에서 인공지능과 빅데이터, 블록체인 사업을 넓히기로 했다. 전년 동기보다 매출도 두 배 늘었다.",
    ),
    "students and robots": (
        None,
        "한국공학대학교는 31일 지능형로봇 아이디어 경진대회를 열었다고 밝혔다. 재학생 24개 팀이 자율주행 분리수거 로봇과 "
        "인공지능 쇼핑카트를 내놓았다. 대상을 받은 팀은 수상소감에서 디지털 기술을 더 배우고 싶다고 말했다.",
    ),
    "a thief before the cameras": (
        "관제요원 눈썰미에 덜미 잡힌 차량털이범",
        "주차된 차에서 금품을 훔친 50대가 CCTV 관제센터 요원의 신고로 검거됐다. 경찰은 절도 혐의로 구속 영장을 신청했다. "
        "피의자는 석 달 동안 차량 스무 대를 턴 것으로 드러났다.",
    ),
    "a festival with drones": (
        "기장군, 바닷가 드론쇼와 프리마켓",
        "부산 기장군은 지난 28일 대변항에서 나눔 프리마켓과 드론쇼를 열었다고 29일 밝혔다. 드론 600대가 멸치와 등대를 "
        "그렸다. 마술공연과 아카펠라 공연에 관광객 3천 명이 모였다.",
    ),
    "flats with a smart name": (
        "‘누리 스마트시티’ 견본주택에 2만 명",
        "누리건설은 ‘누리 스마트시티’ 견본주택에 사흘 동안 2만 명이 다녀갔다고 밝혔다. 전용면적 84㎡ 분양가는 4억원, 1순위 "
        "청약은 12일이다. 단지에는 커뮤니티 시설과 스마트홈이 들어선다.",
    ),
    "a party and its candidate": (
        "온라인으로 만나는 예비후보 출판기념회",
        "더불어민주당 김하늘 예비후보가 12일 온라인 플랫폼으로 출판기념회를 연다. 그는 지방선거 공천을 앞두고 지지율이 "
        "올라 데이터에 밝은 정치를 하겠다고 밝혔다.",
    ),
}
OTHER |= {
    "a festival that is online too": (
        "커피 축제, 메타버스에서도 즐긴다",
        "강릉시는 커피축제를 연다고 밝혔다. 올해는 메타버스 공간에서도 커피 거리를 걷는다. 공연과 체험 행사, 먹거리 장터가 "
        "열리고 관광객 10만 명이 찾을 전망이다. 시장은 개막식에서 축제의 시작을 알렸다.",
    ),
    "a fraud that an app stopped": (
        "보이스피싱 막은 은행원에 감사장",
        "순천경찰서는 전화금융사기를 막은 은행 직원에게 감사장을 주었다. 직원은 고객의 스마트폰에서 악성 앱을 발견하고 "
        "경찰에 신고했다. 피해금 3천만원을 지켰다.",
    ),
    "orders of a firm": (
        "솔빛정보, 지자체 관제 사업 잇단 수주",
        "솔빛정보는 올해 수원시와 여수시의 스마트시티 통합플랫폼 구축 사업을 잇달아 따냈다고 밝혔다. 수주 금액은 "
        "120억원으로 지난해 매출의 30%다. 회사는 하반기 실적이 좋아질 것으로 본다.",
    ),
    "flats in a pilot city": (
        "세종 5-1생활권 첫 분양에 청약 몰려",
        "세종시 스마트시티 국가시범도시 5-1생활권의 첫 아파트가 1순위 청약에서 평균 31 대 1을 기록했다. 분양가상한제가 "
        "적용돼 시세보다 싸다. 단지에는 로봇배송이 도입된다. 당첨자 발표는 20일이다.",
    ),
    "land that rises": (
        "스마트시티 개발 호재에 땅값 들썩",
        "하남 교산 신도시와 스마트시티 개발 소식에 인근 땅값이 올랐다. 중개업소에 문의가 이어진다. 전문가는 투자에 "
        "신중하라고 조언했다. 전세가도 상승했다.",
    ),
    "who promises in an election": (
        "구청장 후보, 스마트시티 공약 발표",
        "지방선거에 나선 구청장 후보가 스마트시티 공약을 발표했다. 인공지능 행정과 자율주행 버스를 약속했다. 상대 후보는 "
        "실현 가능성이 없다고 비판했다. 여론조사 지지율은 오차 범위다.",
    ),
    "diplomacy": (
        "대통령, 스마트시티 수출 외교",
        "대통령은 사우디를 국빈 방문해 정상회담을 갖고 스마트시티와 원전 수출을 논의했다. 두 나라는 300억 달러 투자에 "
        "합의했다. 대통령실은 경제 외교의 성과라고 설명했다.",
    ),
    "an exhibition": (
        "강릉시립미술관 미디어아트 전시",
        "강릉시는 시립미술관에서 디지털 미디어아트 전시를 연다. 작가 12명이 인공지능과 홀로그램으로 만든 작품 30점을 "
        "선보인다. 관람료는 무료다. 시는 주말에 작가와의 대화도 마련한다.",
    ),
    "a fire that a camera saw": (
        "화성시 아파트 화재… CCTV로 원인 조사",
        "화성시 동탄 아파트에서 불이 나 주민 40명이 대피했다. 소방당국은 CCTV와 열화상 카메라로 원인을 조사한다. 인명 "
        "피해는 없다. 시는 임시 거처를 마련했다.",
    ),
}


def found(toolkit: Toolkit, title: str | None, body: str) -> Extracted:
    document = RawDocument(Source("표.jsonl", 1, "table"), text=body, title=title)
    extracted = process(document, toolkit)
    assert isinstance(extracted, Extracted)
    return extracted


@pytest.mark.parametrize("name", POLICY)
def test_policy(toolkit: Toolkit, name: str) -> None:
    assert found(toolkit, *POLICY[name]).findings.on_topic


@pytest.mark.parametrize("name", OTHER)
def test_other_beats(toolkit: Toolkit, name: str) -> None:
    assert not found(toolkit, *OTHER[name]).findings.on_topic


@pytest.mark.parametrize(
    "hidden",
    ["연구단지", "단골을", "더불어민주당", "후보지", "관리감독관", "스마트폰"],
)
def test_a_beats_word_inside_another_weighs_nothing(toolkit: Toolkit, hidden: str) -> None:
    title, body = POLICY["a control centre"]
    plain = found(toolkit, title, body).findings.relevance
    assert (
        found(toolkit, title, f"{body} 끝으로 {hidden} 이야기도 나왔다.").findings.relevance
        == plain
    )
