"""Programmes: taking part, not a word in passing."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extract.programmes import Programmes
from pipelines.extract.text import Text
from pipelines.model import Article, PublicationDate, Source
from pipelines.reference import load_reference

PROGRAMMES = Programmes(load_reference())
LEAD = "시는 새 계획을 내놓았다. 내용은 이렇다. "


def found(body: str, title: str = "", year: int = 2021) -> set[str]:
    """The programmes of an article of that year."""
    on = date(year, 5, 4)
    stamp = PublicationDate(on, on, on, "day", "stamp")
    text = Text(
        Article("a", "c", "r", Source("p", None, "text"), title, None, None, None, stamp, body)
    )
    return {p.programme for p in PROGRAMMES.find(text)}


@pytest.mark.parametrize(
    ("body", "title", "year", "wanted"),
    [
        ("시가 스마트빌리지 공모에 뽑혔다.", "", 2021, {"smart_village"}),
        (LEAD + "시는 스마트빌리지 공모에 뽑혔다.", "", 2021, {"smart_village"}),
        (LEAD + "일행은 스마트타운으로 걸음을 옮겼다.", "", 2021, set()),
        (LEAD + "낡은 시설을 스마트시티 통합플랫폼 하나로 묶어 돌린다.", "", 2021, set()),
        ("시는 국가시범도시를 끌어오겠다고 밝혔다.", "", 2021, set()),
        ("스마트타운 챌린지 본사업에 선정됐다.", "", 2020, {"challenge"}),
        (
            "시가 CCTV 통합관제센터에 스마트시티 통합플랫폼을 얹는다.",
            "",
            2018,
            {"integrated_platform"},
        ),
        ("카메라를 모은다.", "CCTV 통합관제센터 문 열어", 2014, {"cctv_control_centre"}),
        (
            "에코델타 스마트시티의 스마트빌리지에 주민이 들어왔다.",
            "",
            2021,
            {"national_pilot_city"},
        ),
        ("유비쿼터스도시(U-City) 시범도시로 뽑혔다.", "", 2011, {"u_city_pilot"}),
        ("거점형에 전주시, 강소형에 안산시가 뽑혔다.", "", 2025, {"hub_city", "compact_city"}),
        ("시가 스마트빌리지 공모에 뽑혔다.", "", 2012, set()),
        # counts are no wishes; a town abroad is not the region's; what is only to be designated
        (
            LEAD + "위원회는 규제샌드박스 지원사업 4건의 승인을 의결했다.",
            "",
            2024,
            {"regulatory_sandbox"},
        ),
        (LEAD + "몽골 신도시 스마트타운 계획 등 3건이 선정됐다.", "", 2021, set()),
        (LEAD + "구는 올해 말 시범운행지구를 지정할 계획이다.", "", 2023, set()),
        (LEAD + "국토부가 시범운행지구로 묶은 도로를 셔틀이 달린다.", "", 2023, {"av_pilot_zone"}),
        # a control centre by its other names, and one that is being built
        ("구청에서 CCTV 통합안전센터 개소식이 열렸다.", "", 2013, {"cctv_control_centre"}),
        ("군이 CCTV 관제상황실을 새로 꾸몄다.", "", 2013, {"cctv_control_centre"}),
        (
            "신도시에 짓는 통합관제센터가 관심을 모은다. 카메라 900대를 본다.",
            "",
            2012,
            {"cctv_control_centre"},
        ),
        (
            "시가 무주와 순창이 뽑힌 스마트 도시안전망 사업을 알렸다.",
            "",
            2025,
            {"integrated_platform"},
        ),
        ("두 기관이 도시를 AI시티로 바꾸기로 했다.", "", 2025, set()),
        # what a year in its sentence tells of, rooms that are shown, wishes, lists of projects
        (
            LEAD + "2014년 CCTV통합관제센터로 문을 연 곳이 카메라를 지켜본다.",
            "",
            2022,
            {"cctv_control_centre"},
        ),
        ("시는 유비쿼터스 도시를 만들 협약을 맺었다.", "", 2006, {"u_city"}),
        ("일행은 U-City 홍보관과 통신실을 돌아봤다.", "", 2011, set()),
        ("일행은 U-City 통합정보센터에서 설명을 들었다.", "", 2011, set()),
        (
            "시가 U-통합관제센터 개소식을 열었다. CCTV를 모은다.",
            "",
            2011,
            {"u_city", "cctv_control_centre"},
        ),
        (LEAD + "시는 테마형 특화단지 공모에도 응모한다.", "", 2019, set()),
        (LEAD + "시는 테마형 특화단지 공모에 응모해 선정됐다.", "", 2019, {"themed_district"}),
        (LEAD + "산업 분야는 스마트그린산단 통합관제와 물류 등 8개 사업이다.", "", 2022, set()),
        (LEAD + "세 기관은 ‘바다데이터허브’에 쌓인 자료를 함께 쓴다.", "", 2023, set()),
        ("시는 터 전체를 국가시범도시로 제안하기로 했다.", "", 2018, set()),
        ("군의 연구에 ‘스마트시티 혁신인재육성사업’을 맡은 바다대가 함께한다.", "", 2021, set()),
        (LEAD + "시는 리비우와 스마트시티 챌린지 행사를 연다.", "", 2019, set()),
        (
            "국토부가 스마트시티 혁신기술 실증사업 협약식을 열었다.",
            "",
            2021,
            {"innovative_technology"},
        ),
        # a wish, a venue, a part of something else, a contest of another kind
        ("시는 혁신성장동력 프로젝트 공모를 반드시 따내겠다고 했다.", "", 2018, set()),
        ("시는 규제샌드박스 사업을 따 오겠다고 했다.", "", 2021, set()),
        ("카메라를 모은다.", "시, 국가시범도시 유치 나서", 2018, set()),
        ("시는 에코델타시티의 스마트시티랩에서 사업 회의를 열었다.", "", 2025, set()),
        (LEAD + "사업은 측정망과 드론, 데이터 허브를 묶은 것이다.", "", 2022, set()),
        (LEAD + "여덟 곳이 데이터허브와 디지털트윈 사업을 나눠 맡는다.", "", 2023, set()),
        ("도가 데이터허브 보급사업에 선정됐다.", "", 2023, {"data_hub"}),
        ("네 시가 전자지도 구축 챌린지 사업 공모에 뽑혔다.", "", 2023, set()),
        ("시가 스마트시티 챌린지 사업 공모에 뽑혔다.", "", 2021, {"challenge"}),
        # the trial of the certificate came two years before it
        ("시가 스마트도시 시범인증을 받았다.", "", 2019, {"certification"}),
        (LEAD + "디지털 트윈국토에는 경주시가 들었다.", "", 2023, {"digital_twin_land"}),
        ("도가 디지털 복제(디지털 트윈) 국토 사업에 뽑혔다.", "", 2023, {"digital_twin_land"}),
        # the name of a platform holds the name of what it once was for
        ("군이 U-City 통합플랫폼 공모에 선정됐다.", "", 2016, {"integrated_platform"}),
        ("군이 스마트시티(U-City) 통합플랫폼 공모에 뽑혔다.", "", 2018, {"integrated_platform"}),
        # whoever builds or opens a centre of cameras takes part; whose centre helped does not
        ("군이 카메라를 한데 모은 통합관제센터를 20일 열었다.", "", 2012, {"cctv_control_centre"}),
        ("CCTV 통합 관제 센터가 이달 준공된다.", "", 2013, {"cctv_control_centre"}),
        (
            "CCTV를 모은 유시티(U-City)통합센터가 19일 개소식을 가졌다.",
            "",
            2014,
            {"u_city", "cctv_control_centre"},
        ),
        ("통합관제센터 요원이 카메라로 도둑을 찾아냈다.", "", 2014, set()),
        ("군이 카메라를 모은 통합관제센터를 열었다.", "", 2024, set()),
        (LEAD + "카메라를 모은 통합관제센터를 열었다.", "", 2014, set()),
        (LEAD + "중앙정부는 국가시범도시를 뽑고 지자체에 변화를 주문한다.", "", 2018, set()),
        (LEAD + "정부가 우리 시를 국가시범도시로 뽑았다.", "", 2018, {"national_pilot_city"}),
        ("시가 스마트도시 확산 사업으로 주차장을 고쳤다.", "", 2023, {"solution_diffusion"}),
        # what one hopes to be chosen for; what is built within another programme
        ("여덟 기관은 국가시범도시 2단계에 뽑히기 위해 뜻을 모았다.", "", 2018, set()),
        ("군은 강소형 스마트시티에 선정되려 손잡았다.", "", 2024, set()),
        (
            LEAD + "스마트타운 챌린지에 뽑혀 마을을 스마트타운으로 꾸미는 사업이다.",
            "",
            2021,
            {"challenge"},
        ),
    ],
)
def test_programmes(body: str, title: str, year: int, wanted: set[str]) -> None:
    assert found(body, title, year) == wanted
