"""Partners: who takes part in what an article reports, and how (own sentences, Korean cases)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.naming import trim
from tests.partner_pages import find, relations

NAMES = [
    # unknown names by the list, the consortium, the role or the person's post around them
    ("시는 한국전력공사, SK텔레콤, 누리온과 3년째 안부 서비스를 잇는다.", "누리온"),
    ("시는 아이브스, 새눈씨앤에스와 컨소시엄을 구성했다.", "새눈씨앤에스"),
    ("사업은 핀토 컨소시엄이 시공을 맡는다.", "핀토"),
    ("진온과 현대자동차, 기아, KT 등이 함께한다.", "진온"),
    ("시는 인공지능 스타트업 세븐온과 함께 안부 전화를 시작한다.", "세븐온"),
    ("차는 자율주행 전문 기업인 ‘오토노머스 온’이 만들었다.", "오토노머스 온"),
    ("이어 박가비 다솜소프트온 이사가 도시 데이터를 강연했다.", "다솜소프트온"),
    ("기업 셋이 나선다. 스튜디온이 버스를, 로이온이 택시를 맡는다.", "로이온"),
    ("도는 데일리온을 주관사로 삼았다.", "데일리온"),
    ("시는 삼온FA, KT와 현지를 찾았다.", "삼온FA"),
    # endings of public bodies, a region alone before them
    ("시는 남양상공회의소와 협약을 맺었다.", "남양상공회의소"),
    ("시는 새빛대병원과 협약을 맺었다.", "새빛대병원"),
    ("시는 육군 제17사단과 협약을 맺었다.", "육군 제17사단"),
    # abroad
    ("이라크 정보통신부장관이 센터를 찾았다.", "이라크 정보통신부"),
    ("크로아티아 누비트시 시장과 의향서를 맺었다.", "누비트시"),
    ("바레인 Batelon 관계자들이 센터를 방문했다.", "Batelon"),
    ("주한 싱가포르 대사가 센터를 찾았다.", "주한싱가포르대사관"),
    ("온두라스 시장단이 센터를 둘러봤다.", "온두라스 시장단"),
    # declared by its head, by signing, by a shared ending
    ("시는 누리별(대표 한보름)에 시험할 자리를 내준다.", "누리별"),
    ("군은 새빛대(총장 오누리·사진)와 머리를 맞댔다.", "새빛대"),
    ("시는 24일 노을클랩스와 스마트도시 조성을 위한 업무협약을 체결했다.", "노을클랩스"),
    ("구는 무지개AI와 디지털 행정을 위한 양해각서(MOU)를 맺었다.", "무지개AI"),
    ("천안서북·천안동남경찰서가 영상을 함께 본다.", "천안서북경찰서"),
    # glued sentences
    ("시가 서비스를 내놓는다.현대자동차가 버스를 댄다.", "현대자동차"),
    # abroad: provinces, unknown cities in lists, the office beside
    ("볼리비아 라파스시와 코차밤바시 공무원들이 센터를 찾았다.", "코차밤바시"),
    ("인도 구자라트주 대표단이 시청을 방문했다.", "구자라트주"),
    ("케냐 공공서비스위원회와 콘자개발청 관계자가 다녀갔다.", "콘자개발청"),
    ("일본 총무성에서도 사람이 왔다.", "일본 총무성"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "name"), NAMES)
def test_finds(body: str, name: str) -> None:
    assert name in relations(body)


NOT = [
    "지정된 곳은 숭실대 남문부터 중앙대 후문까지다.",
    "사업을 이끄는 김새봄 단장은 삼성전자 출신이다.",
    "통계청 자료에 따르면 관광객이 늘었다.",
    "시는 시민과 기업, 대학이 참여하는 협의체를 꾸린다.",
    "시는 관할경찰서와 인근초등학교에 알렸다.",
    "시는 버스정보시스템과 마을안내방송을 새로 갖췄다.",
    "공공기관과 기업의 컨소시엄 구성을 돕는다.",
    "시는 산학연 컨소시엄을 꾸려 스타트업 육성과 지원에 나선다.",
    "베트남 북부와 일본 내부 사정을 살폈다.",
    "성장하는 아세안 시장에 나간다.",
    "시는 일자리 창출과 지역 발전을 위한 업무협약을 체결했다.",
    "두 도시는 기술교류와 인재양성을 위해 협약을 맺었다.",
    "버스는 SK누리빌딩 앞에 선다.",
    "시장(한보름)은 주민과 상생 협약을 맺었다.",
    "전시는 킨텍스에서 8일 막을 올린다.",
    "시는 한국경제의 동력을 키운다.",
    "베트남에서 즉시 쓸 수 있다. 다시 찾을 것이라고 했다.",
]


@pytest.mark.parametrize("body", NOT)
def test_finds_none(body: str) -> None:
    assert relations(body) == {}


RELATIONS = [
    # a clause of agreement, its ceremony, its list, its back-reference
    ("시는 14일 KT와 업무협약을 체결했다.", "", "KT", "mou"),
    ("시는 KT와 협약을 맺었다. 협약식에 삼성전자 부사장이 참석했다.", "", "삼성전자", "mou"),
    ("시는 KT와 협약을 맺었다. 협약에는 노루온, 네이버클라우드도 이름을 올렸다.", "", "네이버클라우드", "mou"),
    ("시와 현대자동차, 한국가스공사는 8일 모였다. 세 기관은 이날 협약을 체결했다.", "", "현대자동차", "mou"),
    ("개소식에는 류솔 옥천경찰서장이 참석했다. 군수와 경찰서장은 협약서를 나눴다.", "", "옥천경찰서", "mou"),
    # another time, other hands
    ("시는 KT와 협약을 맺었다. 2019년에는 삼성전자와 함께했다.", "", "삼성전자", "joint_project"),
    ("시는 KT와 협약을 맺었다. 다음 달에는 항공안전기술원이 더해진다.", "", "항공안전기술원", "joint_project"),
    ("시는 SK텔레콤과 손잡고 돌봄 서비스를 운영한다.", "", "SK텔레콤", "joint_project"),
    ("시는 SK텔레콤과 손잡고 돌봄 서비스를 운영한다. 협약식은 어제 열렸다.", "", "SK텔레콤", "mou"),
    # selection, prizes, orders
    ("시는 국토교통부의 솔루션 확산사업 공모에 뽑혔다.", "", "국토교통부", "funding"),
    ("시는 국토교통부와 항공안전기술원의 드론 실증도시 사업에 뽑혔다.", "", "항공안전기술원", "funding"),
    ("시는 행정안전부가 주관한 경진대회에서 대통령상을 받았다.", "", "행정안전부", "award"),
    ("시는 국토교통부의 스마트도시 인증을 받았다.", "", "국토교통부", "award"),
    ("상황판은 ㈜푸른정보가 시공을 맡았다.", "", "푸른정보", "contract"),
    ("시는 우선협상대상자로 삼성SDS 컨소시엄을 골랐다.", "", "삼성SDS", "contract"),
    ("시는 한국지역정보개발원에 연구를 맡겨 전략을 다듬었다.", "", "한국지역정보개발원", "advice"),
    # teaching, visits, events
    ("김학용 순천향대 교수가 스마트시티를 강의했다.", "", "순천향대학교", "education"),
    ("황마루 한국지능정보사회진흥원 연구위원이 강연했다.", "", "한국지능정보사회진흥원", "advice"),
    ("국토교통부 과장은 “잇는 것이 먼저”라고 설명했다. 국토교통부는 12곳을 골랐다.", "", "국토교통부", "funding"),
    ("센터를 찾은 사우디아라비아 통신회사 STC 관계자들이 물었다.", "", "STC", "benchmark_visit"),
    ("공무원들은 한국인터넷진흥원의 초청으로 시청을 방문했다.", "시청 견학", "한국인터넷진흥원", "other"),
    ("엑스포는 국토교통부와 과학기술정보통신부가 주최한다.", "", "국토교통부", "other"),
    ("실증은 국토교통부와 함께 밑그림을 그려 왔다.", "", "국토교통부", "joint_project"),
    ("군의 스마트도시계획이 국토교통부의 최종 승인을 받았다.", "", "국토교통부", "other"),
    ("보고회에는 남해경찰서가 자리했다.", "경로당 보고회", "남해경찰서", "other"),
    ("시는 몽골 교통부와 간담회를 하고 앞일을 의논했다.", "", "몽골 교통부", "other"),
    ("사업은 과기정통부가 이끌고 한국지능정보사회진흥원이 전담한다.", "", "한국지능정보사회진흥원", "funding"),
    ("국토교통부가 올해 통합플랫폼을 깔 지자체 열두 곳을 발표했다.", "", "국토교통부", "funding"),
    ("시는 교수와 한국국토정보공사 등의 전문가들이 머리를 맞댔다.", "데이터 계획 자문회의", "한국국토정보공사", "advice"),
    ("정류장이 OECD의 공공 혁신 사례 목록에 올랐다.", "", "OECD", "award"),
    ("용역을 맡은 누리온이앤씨가 일정을 밝혔다.", "", "누리온이앤씨", "contract"),
    ("부산시는 과학기술정보통신부와 손잡고 실증단지를 만든다.", "", "과학기술정보통신부", "joint_project"),
    ("사업비 가운데 650억 원을 한국토지주택공사가 댄다.", "", "한국토지주택공사", "funding"),
    ("시는 항공안전기술원과 국토교통부의 드론 공모사업에 선정됐다.", "", "항공안전기술원", "funding"),
    ("전남개발공사가 스마트시티 벤치마킹을 진행했다.", "전남, 부산 견학", "전남개발공사", "benchmark_visit"),
    ("운영은 한국재료연구원이 위탁받았다.", "", "한국재료연구원", "joint_project"),
    ("추진단에는 한국도로공사와 법무부가 들어왔다.", "시, KT와 협약", "한국도로공사", "joint_project"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "title", "name", "relation"), RELATIONS)
def test_relation(body: str, title: str, name: str, relation: str) -> None:
    assert relations(body, title).get(name) == relation


def test_unit_of_an_organisation_keeps_the_written_form() -> None:
    [partner] = find("군은 KT 대구경북법인고객본부와 협약을 맺었다.")
    assert (partner.name, partner.as_written) == ("KT", "KT 대구경북법인고객본부")


def test_short_names_of_their_day() -> None:
    body = "시는 토지공사·주택공사와 협약을 맺었다."
    assert set(relations(body, year=2008)) == {"한국토지공사", "대한주택공사"}


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("경북대는", "경북대"),
        ("한전은", "한전"),
        ("로이쿠가", "로이쿠"),
        ("KT의", "KT"),
        ("누리온과의", "누리온"),
    ],
)
def test_trim(token: str, name: str) -> None:
    assert trim(token) == name


WORDS = st.sampled_from(
    ["시는", "KT와", "㈜누리온,", "국토교통부의", "협약을", "맺었다.", "삼성SDS", "(주)새눈", "컨소시엄과", "“좋다”고",
     "베트남", "하노이시", "대표단이", "찾았다.", "등", "3개", "기업과", "\n", "서울대", "교수가", "강연했다."]
)  # fmt: skip


@given(st.lists(WORDS, max_size=24))
def test_spans_equal_their_surface(words: list[str]) -> None:
    body = " ".join(["시청에서", *words])
    for partner in find(body):
        assert body[partner.start : partner.end] == partner.as_written
        assert 0.5 <= partner.confidence <= 1.0
