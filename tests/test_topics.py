"""Which topics a text is about, as tables of Korean cases."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import ReferenceDataError
from pipelines.extract.hints import Hints
from pipelines.extract.text import Text
from pipelines.extract.topic_words import WordCounter
from pipelines.extract.topics import Squeezed, Topics
from pipelines.model import Article, PartnerFinding, ProgrammeFinding, PublicationDate, Source
from pipelines.reference import load_reference
from pipelines.settings import REFERENCE_DIR

TOPICS = Topics(load_reference())
HINTS = Hints(load_reference())
CAMERAS = "CCTV 통합관제센터 문을 열어 방범 카메라를 지켜본다"
LETTERS = st.sampled_from([*"가나 시도군\n.AIİ", "스마트 시티", "자율주행", "CCTV ", "인공 지능"])


def text(body: str, title: str = "") -> Text:
    source = Source("시험.txt", None, "text")
    published = PublicationDate()
    return Text(Article("id", "", "", source, title, None, None, None, published, body))


def found(body: str, title: str = "") -> set[str]:
    return {finding.topic for finding in TOPICS.find(text(body, title))}


@pytest.mark.parametrize(
    ("title", "body", "wanted"),
    [
        ("인공지능 챗봇이 밤에도 민원 상담", "구청은 AI 챗봇으로 민원을 처리한다.",
         {"administration", "data_ai"}),
        ("막히는 교차로 신호, 교통량 따라 바뀐다", "시는 지능형교통체계로 교통 혼잡을 줄인다.",
         {"transport"}),
        ("혼자 사는 어르신 안부, 스피커가 묻는다", "군은 독거노인에게 돌봄 로봇을 나눠 준다.",
         {"health_welfare"}),
        ("수도 계량기 원격검침으로 누수 잡는다", "시는 상수도 계량기를 바꿔 수돗물 누수를 줄인다.",
         {"environment_energy_water"}),
        ("비만 오면 잠기는 지하차도, 침수 미리 알린다", "재난 상황이 되면 대피 방송을 한다.",
         {"safety_disaster"}),
        ("도로 밑 싱크홀 찾고 교량 시설물 관리", "시는 노후 시설물을 점검하고 맨홀을 살핀다.",
         {"facilities"}),
        ("디지털 배움터 수강생 모집", "키오스크 교육과 스마트폰 교육 강좌를 연다.", {"education"}),
        ("박물관에 증강현실 입혀 관광객 맞는다", "시는 관광지 문화유산을 홀로그램으로 보여 준다.",
         {"culture_tourism_sports"}),
        ("섬마을 택배, 드론배송으로", "물류가 어려운 섬에 드론으로 물품을 배송한다.",
         {"logistics", "autonomous_mobility_uam"}),
        ("청년 일자리 만들 스마트워크센터", "원격근무 공간을 열어 고용과 취업을 돕는다.",
         {"work_employment"}),
        ("임대주택에 스마트홈, 입주민 생활 바꾼다", "공동주택 아파트 세대에 월패드를 단다.",
         {"housing"}),
        ("흩어진 CCTV 한곳에, 통합관제센터 개소", "관제요원이 방범 카메라를 지켜본다.",
         {"platform_control_centre", "safety_disaster"}),
        ("공공와이파이 늘리고 자가통신망 깐다", "사물인터넷 센서를 잇는 통신망이다.",
         {"network_iot"}),
        ("도시를 그대로 옮긴 디지털트윈", "3차원 가상도시에서 모의실험을 한다.", {"digital_twin"}),
        ("운전자 없는 자율주행 셔틀 달린다", "시범운행지구에서 자율주행차를 실증한다.",
         {"autonomous_mobility_uam"}),
        ("에코델타시티 국가시범도시 착공", "국가시범도시 세물머리에 스마트빌리지가 선다.",
         {"national_pilot_city"}),
        ("쇠퇴한 원도심에 스마트 도시재생", "도시재생 뉴딜 사업지에서 구도심을 고친다.",
         {"urban_regeneration"}),
        ("시민이 문제 찾는 리빙랩, 시민참여단 모집", "주민참여로 아이디어를 모은다.",
         {"living_lab_participation"}),
        ("우즈베키스탄 대표단 방문", "해외 공무원 방문단이 벤치마킹을 위해 방한했다.",
         {"international_cooperation"}),
        ("스마트도시계획 수립 용역 착수보고회", "5년 기본계획과 조례를 마련한다.",
         {"planning_governance"}),
        ("스타트업 실증 돕는 테스트베드", "중소기업 판로와 투자유치를 지원한다.",
         {"industry_startup"}),
        ("스마트도시 인증 획득, 장관 표창", "평가에서 최우수상을 수상했다.",
         {"award_certification"}),
        ("스마트팜 온실에서 딸기 재배", "농업인과 청년농에게 스마트농업을 가르친다.",
         {"smart_farm_rural"}),
    ],
)  # fmt: skip
def test_every_topic_has_words_that_find_it(title: str, body: str, wanted: set[str]) -> None:
    assert wanted <= found(body, title)


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        ("culture_tourism_sports", "조직문화와 안전문화, 교통문화를 바꾸는 문화정착 운동이다."),
        ("environment_energy_water", "창업 생태계와 정주환경, 근무환경, 기업환경이 좋아졌다."),
        ("transport", "국토교통부와 한국교통대, 한국교통안전공단이 왔다."),
        ("transport", "평택시가 메타버스를 연다. 평택시는 메타버스로 알린다."),
        ("safety_disaster", "문화재를 3차원으로 남긴다. 문화재마다 기록한다. 문화재다."),
        ("housing", "특화단지와 산업단지, 실증단지에 차세대 통신과 5세대 망을 놓는다."),
        ("industry_startup", "시장은 산업통상자원부 장관, 중소벤처기업부 장관을 만났다."),
        ("industry_startup", "방문단은 정무부시장을 만나고 시장을 예방했다."),
        (
            "planning_governance",
            "시는 기업과 방범 카메라 구축 업무협약을 맺고 협약식을 열었다. CCTV를 한곳에서 본다.",
        ),
        ("health_welfare", "보건복지부와 행안부가 참석했다. 데이터로 의사결정을 한다."),
        ("award_certification", "주민을 대상으로 사업 대상지를 골라 서면평가를 거쳐 정한다."),
        ("administration", "행정중심복합도시와 행정안전부, 행정복지센터가 나온다."),
        ("data_ai", "조류인플루엔자를 막는다. 조류인플루엔자 방역이다."),
        ("smart_farm_rural", "기반구축사업과 시스템 구축사업을 맡은 건축사가 말했다."),
        ("network_iot", "과학기술정보통신부와 방송통신위원회가 함께한다."),
        ("autonomous_mobility_uam", "무인민원발급기와 채팅 로봇, 돌봄 로봇을 놓는다."),
        ("planning_governance", "대회의실에서 열렸다. 올해 안에 마칠 계획이다. 늘릴 계획이다."),
        ("education", "교육부와 대학병원이 함께했다."),
        ("international_cooperation", "세계 최초로 보행자 인도에 깔았다. 인도를 넓힌다."),
        ("safety_disaster", "시는 골목상권과 골목경제를 살리는 스마트골목 사업을 편다."),
        ("administration", "행정도시 건설 현장에서 행정도시 협의회가 열린다."),
    ],
)
def test_cautions_hide_what_only_looks_like_a_topic(topic: str, body: str) -> None:
    assert topic not in found(body)


@pytest.mark.parametrize(
    ("topic", "body", "wanted"),
    [
        ("data_ai", "AIMS와 KAIST, FAIR가 모였다.", False),
        ("data_ai", "KT AI 기술을 쓴다. AI가 돕는다.", True),
        ("transport", "도시 교통을 살핀다. 교통 혼잡과 교통 사고가 준다.", True),
        ("health_welfare", "시행안 부처와 행안부가 왔다. 행안부다.", False),
        ("platform_control_centre", "스마트 도시 통합 운영 센터를 연다.", True),
    ],
)
def test_terms_are_matched_at_words(topic: str, body: str, wanted: bool) -> None:
    assert (topic in found(body)) is wanted


def test_blanks_and_case_do_not_matter() -> None:
    for body in (
        "스마트시티 리빙랩을 연다.",
        "스마트 시티 리빙 랩을 연다.",
        "스마트시티 리 빙랩을 연다.",
    ):
        assert "living_lab_participation" in found(body)
    assert found("Iot 센서와 5g 통신망을 놓는다.") == found("IoT 센서와 5G 통신망을 놓는다.")


def test_the_headline_weighs_more_than_the_end_of_the_body() -> None:
    filler = "시는 이 일을 오래 준비했다고 밝혔다. " * 12
    late = filler + "드론도 언급됐다."
    assert "autonomous_mobility_uam" not in found(late)
    assert "autonomous_mobility_uam" in found(late, "자율주행 드론 시범운행지구 지정")


def test_a_weak_word_does_not_carry_a_topic_alone() -> None:
    assert "planning_governance" not in found("회의를 열었다.", "회의 회의 회의")


def test_a_mere_mention_does_not_stand_beside_the_topic() -> None:
    body = f"{CAMERAS}. 112 상황실과 119 상황실에 영상을 보낸다. " * 6 + "버스 정류장도 있다."
    assert found(body, CAMERAS) == {"platform_control_centre", "safety_disaster"}


def test_titles_of_departments_say_nothing_of_topics() -> None:
    item = text("회의에는 데이터정보과장과 교통정책국장, 관광팀장이 나왔다.")
    assert TOPICS.scores(item) == TOPICS.scores(text("회의에는 셋이 나왔다."))
    assert "transport" in TOPICS.scores(text("시는 교통 정책을 손본다."))


@pytest.mark.parametrize(
    ("title", "body", "wanted", "other"),
    [
        ("쓰레기 관리 스마트하게", "군은 쓰레기통에 감지기를 달고 무단투기를 막는다.",
         "environment_energy_water", "smart_farm_rural"),
        ("상수관망 손금 보듯", "도는 상수관망의 제수변을 전산화해 누수를 줄인다.",
         "environment_energy_water", "platform_control_centre"),
        ("스마트 우편함 늘린다", "우정사업본부는 소포를 받는 무인 우편함을 아파트에 놓는다.",
         "logistics", "autonomous_mobility_uam"),
        ("섬 건강관리", "보건지소가 어르신의 건강검진 결과를 휴대전화로 알려 준다.",
         "health_welfare", "culture_tourism_sports"),
        ("두 도시, 교차 실증 약속", "서로의 도시에서 해법을 시험하는 교차 실증을 한다.",
         "living_lab_participation", "education"),
        ("스마트도시 조성을 위한 업무협약", "네 기관은 스마트도시 조성을 위한 업무협약을 맺고 실무협의회를 꾸린다.",
         "planning_governance", "housing"),
    ],
)  # fmt: skip
def test_words_of_the_subject(title: str, body: str, wanted: str, other: str) -> None:
    topics = found(body, title)
    assert wanted in topics and other not in topics


def test_masked_names_say_nothing_of_topics_in_body_and_headline() -> None:
    body = "데일리블록체인과 블록체인 데이터 회사가 만났다."
    item = text(body, "데일리블록체인 방문")
    end = body.index("과 ")
    plain = TOPICS.scores(item)["network_iot"]["블록체인"].count
    masked = TOPICS.scores(item, [(0, end)])["network_iot"]["블록체인"].count
    assert (plain, masked) == (3, 1)


def test_each_topic_shows_its_words() -> None:
    item = text(f"{CAMERAS}. 스마트  시티 통합 플랫폼도 쓴다.", "고창 관제센터 견학")
    findings = TOPICS.find(item)
    assert findings
    for finding in findings:
        source = item.title if finding.field == "title" else item.body
        surface = source[finding.start : finding.end]
        assert finding.rule == f"terms:{surface}"
        assert surface in finding.evidence
        assert 0.5 <= finding.confidence <= 1.0


def test_findings_come_strongest_first_and_are_stable() -> None:
    item = text(f"{CAMERAS}. 인공지능이 화면을 분석한다.", "인공지능 관제")
    assert TOPICS.find(item) == TOPICS.find(item)
    assert TOPICS.find(item)[0].topic in {"data_ai", "platform_control_centre"}


@given(title=st.lists(LETTERS, max_size=6), body=st.lists(LETTERS, max_size=40))
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_the_text_and_equal_their_words(title: list[str], body: list[str]) -> None:
    item = text("".join(body), "".join(title))
    for finding in TOPICS.find(item):
        source = item.title if finding.field == "title" else item.body
        assert finding.rule == f"terms:{source[finding.start : finding.end]}"
        assert finding.start < finding.end <= len(source)


@pytest.mark.parametrize("source", ["스마트  시티", "İstanbul 시티", "\u00a0가 나\t다", ""])
def test_a_squeezed_text_knows_the_way_back(source: str) -> None:
    squeezed = Squeezed(source)
    spans = [squeezed.span(i, i + 1) for i in range(len(squeezed.text))]
    letters = [i for i, letter in enumerate(source) if not letter.isspace()]
    assert spans == [(i, i + 1) for i in letters]


@pytest.mark.parametrize(
    ("title", "body", "wanted"),
    [
        ("", "신청은 군청에서 받는다.", {"신청": 1.5}),  # in the lead
        ("", "재신청은 받지 않는다.", {}),  # two letters begin their word
        ("", "U-City와 smart city를 잇는다.", {"city": 1.5 * 1.35}),
        ("어르신 신청", "어르신이 온다.", {"신청": 2.2, "어르신": 2.2 * 1.35}),
    ],
)
def test_words_count_by_place_and_number(title: str, body: str, wanted: dict[str, float]) -> None:
    values = WordCounter(("신청", "어르신", "city")).values(text(body, title))
    assert values == pytest.approx(wanted)


def test_other_words_decide_where_terms_do_not() -> None:
    """A topic that its terms alone just miss is found where the words around lean to it."""
    reference = load_reference()
    scene = text("군은 화재 위험을 살피려고 회의를 열었다. 주민들도 의견을 냈다.")
    plain = Topics(replace(reference, topic_words=()))
    leaning = Topics(replace(reference, topic_words=(("주민", (("safety_disaster", 9.0),)),)))
    against = Topics(replace(reference, topic_words=(("주민", (("safety_disaster", -30.0),)),)))
    before = {f.topic: f.confidence for f in plain.find(scene)}
    after = {f.topic: f.confidence for f in leaning.find(scene)}
    assert before["safety_disaster"] < after["safety_disaster"]
    assert "safety_disaster" not in {f.topic for f in against.find(scene)}


def test_every_topic_has_a_threshold_and_no_term_is_its_own_caution() -> None:
    reference = load_reference()
    assert {topic for topic, _ in reference.topic_thresholds} == {
        topic.topic for topic in reference.topics
    }
    terms = {(term.topic, term.term.replace(" ", "").lower()) for term in reference.terms}
    assert len(terms) == len(reference.terms)
    assert not terms & {(t, phrase.replace(" ", "").lower()) for t, phrase in reference.cautions}


def test_a_missing_threshold_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE_DIR, folder)
    path = folder / "topic_thresholds.tsv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "housing" not in line), encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="no threshold for topic housing"):
        Topics(load_reference(folder))


@pytest.mark.parametrize(
    ("topic", "title", "body"),
    [
        ("planning_governance", "두 도시, 탄소 줄이기 공동선언", "양쪽은 실무협의체를 두기로 했다."),
        ("planning_governance", "", "구의원은 본회의 5분 자유발언에서 조례 제정을 요구했다."),
        ("planning_governance", "스마트도시위원회 위촉식", "위원들은 시행계획과 예산을 살핀다."),
        ("award_certification", "세계 도시 순위에서 10위", "도시 지수 평가에서 점수가 올랐다."),
        ("award_certification", "재인증 따낸 군", "심사에서 높은 점수를 받아 인증서와 현판을 받았다."),
        ("living_lab_participation", "주민이 직접 설계하는 골목", "시민단과 주민토론회를 연다."),
        ("industry_startup", "시민 공간을 실증공간으로", "스타트업 제품을 시험하고 투자를 잇는다."),
        ("international_cooperation", "", "미주개발은행과 중남미 공무원이 도시를 둘러봤다."),
        ("network_iot", "계량기 값을 무선으로", "통신단말기를 붙여 원격검침을 한다."),
        ("digital_twin", "전자지도 새로 그린다", "수치지형도와 3차원 모형을 만든다."),
        ("facilities", "도로조명 원격으로 살핀다", "가로등과 도로조명의 고장을 찾는다."),
        ("autonomous_mobility_uam", "항만 자율운송 시험장 문 열어", "짐차가 사람 없이 다닌다."),
        ("safety_disaster", "배수펌프장 멀리서 돌린다", "장마 전에 침수를 막는 시험을 한다."),
        ("administration", "민방위 통지서 손전화로", "담당 공무원은 종이 통지서를 없앤다."),
        ("safety_disaster", "마을방송 새로 갖춰", "산불과 태풍 소식을 마을방송으로 들려준다."),
        ("platform_control_centre", "유시티통합센터 문 열어", "유시티통합센터에서 여러 화면을 본다."),
        ("platform_control_centre", "112와 119에 화면을 보낸다", "재난상황실에서도 함께 본다."),
    ],
)  # fmt: skip
def test_other_ways_to_say_it(topic: str, title: str, body: str) -> None:
    assert topic in found(body, title)


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        ("environment_energy_water", "홍천=맑은에너지신문 소다경 기자. 군은 경로당을 잇는다."),
        ("environment_energy_water", "[환경일보 고은비 기자] 군은 경로당을 화면으로 잇는다."),
        ("environment_energy_water", "두 기관은 도시의 앞날을 같이 그린다. 함께 그린다."),
        ("education", "연수구와 연수경찰서가 만났다. 연수구는 카메라를 늘린다."),
    ],
)
def test_names_and_bylines_say_nothing_of_topics(topic: str, body: str) -> None:
    assert topic not in found(body)


def test_where_nothing_reaches_its_threshold_the_nearest_topic_stands() -> None:
    filler = "시는 이 일을 오래 준비했다. " * 30
    assert found(f"{filler}어르신이 치매를 말했다.") == {"health_welfare"}
    assert found(filler) == set()


PARTNER = PartnerFinding(
    "다낭", "다낭", "foreign_city", "VN", "mou", "gazetteer", 0.9, "다낭과", 0, 2
)
PROGRAMME = ProgrammeFinding("smart_regeneration", "name:뉴딜", 0.9, "뉴딜", 6, 8)


@pytest.mark.parametrize(
    ("partners", "programmes", "topic"),
    [
        ((PARTNER,), (), "international_cooperation"),
        ((replace(PARTNER, country="KR", relation="award"),), (), "award_certification"),
        ((), (PROGRAMME,), "urban_regeneration"),
    ],
)
def test_partners_and_programmes_hint_at_topics(
    partners: tuple[PartnerFinding, ...], programmes: tuple[ProgrammeFinding, ...], topic: str
) -> None:
    hints = HINTS.of(partners, programmes)
    assert [hint.topic for hint in hints] == [topic]
    item = text("다낭과 함께 뉴딜을 한다. 대상과 낙후, 국제를 말한다.")
    without = TOPICS.scores(item).get(topic, {})
    assert set(TOPICS.scores(item, hints=hints)[topic]) == {*without, hints[0].name}


@pytest.mark.parametrize(
    "partner",
    [replace(PARTNER, type="company"), replace(PARTNER, country="KR")],
    ids=["a global firm", "a body at home"],
)
def test_no_hint_from_a_firm_or_from_home(partner: PartnerFinding) -> None:
    assert HINTS.of((partner,), ()) == ()


def test_only_the_weightiest_hint_of_a_topic_counts() -> None:
    visit = replace(PARTNER, relation="other", start=9, end=11)
    hints = HINTS.of((visit, PARTNER), ())
    assert [(hint.name, hint.start) for hint in hints] == [("abroad:mou", 0)]


def test_a_weight_that_is_none_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE_DIR, folder)
    with (folder / "lexicons.tsv").open("a", encoding="utf-8") as table:
        table.write("implied_topic\tprogramme:wsce\teducation=viel\n")
    with pytest.raises(ReferenceDataError, match="programme:wsce"):
        Hints(load_reference(folder))
