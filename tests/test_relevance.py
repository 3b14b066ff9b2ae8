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
        "시흥시의회 도시환경위원회가 스마트시티 해외 연수에 나선다. 위원들은 22일부터 프랑스와 스페인에서 스마트시티 현장을 "
        "둘러보고 ICT 기술을 시정에 쓸 길을 찾는다. 위원회는 조례에 담을 내용도 살핀다.",
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
OTHER = {
    "a firm's earnings": (
        "누리랩스, 스마트시티 사업으로 흑자",
        "누리랩스는 스마트시티 솔루션 판매가 늘어 3분기 누적 영업이익이 24억원을 기록했다고 밝혔다. 회사는 임시주주총회에서 "
        "인공지능과 빅데이터, 블록체인 사업을 넓히기로 했다. 전년 동기보다 매출도 두 배 늘었다.",
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
        "더불어민주당 김하늘 예비후보가 12일 온라인 플랫폼으로 출판기념회를 연다. 그는 지방선거 공천을 앞두고 지지율이 올라 "
        "데이터에 밝은 정치를 하겠다고 밝혔다.",
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
