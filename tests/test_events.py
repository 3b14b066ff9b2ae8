"""Days and stages: what a date in the text means from the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.events import Events
from pipelines.extract.text import Text
from pipelines.extract.when import days
from pipelines.model import Article, PublicationDate, Source
from pipelines.reference import load_reference

EVENTS = Events(load_reference())


def article(body: str, published: str | None, title: str = "") -> Text:
    """An article of the given day; a year alone gives year precision."""
    if published is None:
        stamp = PublicationDate()
    elif len(published) == 4:
        year = int(published)
        stamp = PublicationDate(None, date(year, 1, 1), date(year, 12, 31), "year")
    else:
        on = date.fromisoformat(published)
        stamp = PublicationDate(on, on, on, "day", "stamp")
    return Text(
        Article("a", "c", "r", Source("p", None, "text"), title, None, None, None, stamp, body)
    )


NEAR = "2023-10-20"
CASES = [
    # days with dots as press releases write them; other numbers with dots are measures
    (NEAR, "공모는 봄에 시작했다(4.29일 공고, 9.18일 접수).", ["2023-04-29", "2023-09-18"]),
    (NEAR, "공모(3.24.~5.31)를 마쳤다.", ["2023-03-24", "2023-05-31"]),
    (NEAR, "위원들이 이틀간(10.7~8) 심사했다.", ["2023-10-07", "2023-10-08"]),
    (NEAR, "접수 기간: 9.4 ~ 9.22까지 받는다.", ["2023-09-04", "2023-09-22"]),
    (NEAR, "산도(pH6.5~8.5)와 길이 3.5~4.2㎞, 증가율(2.1~3.4%)을 쟀다.", []),
    (NEAR, "구는 19일 시청에서 보고회를 열었다.", ["2023-10-19"]),
    (NEAR, "구는 지난 28일 협약을 맺었다.", ["2023-09-28"]),
    (NEAR, "구는 오는 3일 포럼을 연다.", ["2023-11-03"]),
    (NEAR, "구는 28일 포럼을 개최한다고 20일 밝혔다.", ["2023-10-28"]),
    # who tells on the day itself what is to be: only an hour makes it that day's
    (NEAR, "구는 20일 오후 2시 구청에서 두 대학과 협약을 체결한다고 밝혔다.", ["2023-10-20"]),
    (NEAR, "구는 20일(금) 오전 10시 착공식을 연다고 밝혔다.", ["2023-10-20"]),
    (NEAR, "구는 20일 버스 안내기를 늘린다고 밝혔다.", []),
    (NEAR, "구는 20일 오후 버스 안내기를 늘린다고 밝혔다.", []),
    (NEAR, "구는 28일 포럼을 개최했다.", ["2023-09-28"]),
    (NEAR, "구는 20일(금) 오후 2시 개소식을 열었다.", ["2023-10-20"]),
    (NEAR, "구는 2023.10.19.(목) 보고회를 열었다.", ["2023-10-19"]),
    ("2023-01-03", "군은 지난해 12월 27일 센터를 열었다.", ["2022-12-27"]),
    ("2023-01-03", "군은 지난 12월 27일 센터를 열었다.", ["2022-12-27"]),
    ("2023-12-20", "군은 오는 1월 2일부터 서비스를 시작한다.", ["2024-01-02"]),
    ("2023-12-20", "군은 다음 달 2일 센터를 연다.", ["2024-01-02"]),
    # both ends of a range are days of their own, the second takes the month of the first
    (NEAR, "구는 24~26일 박람회에 참가한다.", ["2023-10-24", "2023-10-26"]),
    (NEAR, "구는 10월30일∼11월1일 박람회에 참가한다.", ["2023-10-30", "2023-11-01"]),
    (NEAR, "구는 30일부터 내달 1일까지 박람회에 참가한다.", ["2023-10-30", "2023-11-01"]),
    (NEAR, "구는 이달 3일부터 17일까지 보름 동안 공모를 벌였다.", ["2023-10-03", "2023-10-17"]),
    (NEAR, "구는 지난달 30일부터 이틀 동안 연찬회를 열었다.", ["2023-09-30", "2023-10-01"]),
    (NEAR, "구는 지난 17일부터 3일간 박람회에 참가했다.", ["2023-10-17", "2023-10-19"]),
    (NEAR, "축제는 19일부터 이틀에 걸쳐 열렸다.", ["2023-10-19", "2023-10-20"]),
    (NEAR, "접수 기간은 11월 1일부터 17일까지다.", ["2023-11-01", "2023-11-17"]),
    (NEAR, "신청은 오는 23일부터 다음 달 3일까지 받는다.", ["2023-10-23", "2023-11-03"]),
    (NEAR, "행사는 11월 2·3일 시청에서 열린다.", ["2023-11-02", "2023-11-03"]),
    (NEAR, "전시는 다음 달 2일까지 이어진다.", ["2023-11-02"]),
    # an act of one day that is told of on that day
    (NEAR, "구는 20일 대학과 업무협약(MOU)을 체결한다고 밝혔다.", ["2023-10-20"]),
    (NEAR, "구는 20일 착공식을 연다고 밝혔다.", ["2023-10-20"]),
    (NEAR, "구는 20일 협약을 넓혀 간다고 밝혔다.", []),
    (NEAR, "구가 상을 줬다고 20일 밝혔다. 이날 시상식에서는 세 팀이 상을 받았다.", ["2023-10-20"]),
    # terms, what comes every month, a reporter's visit, counts
    (NEAR, "위원 임기는 2023년 10월 1일부터 2025년 9월 30일까지다.", []),
    (NEAR, "협약 기간은 2023. 10. 1.부터 2026. 9. 30.까지다.", []),
    (NEAR, "구는 매월 15일 안전 점검의 날을 운영한다.", []),
    (NEAR, "지난 18일 찾은 센터는 조용했다.", []),
    (NEAR, "구는 20일 이상 시험하고 15일 이내에 답한다.", []),
    (NEAR, "2~3일 걸리던 일을 7일 가량 앞당겼다.", []),
    (NEAR, "대표단은 24일 출국에 앞서 서울도 들른다.", []),
    # the year goes on from the date before
    (NEAR, "구는 지난해 7월 11일 설명회를 열었고 같은 해 12월 19일 협약을 맺었다.",
     ["2022-07-11", "2022-12-19"]),
    (NEAR, "구는 2020년 7월 11일 뽑혀 이듬해 3월 2일 착공했다.", ["2020-07-11", "2021-03-02"]),
    # letters between digits are lost
    (NEAR, "구는 1018일 보고회를 열었다.", ["2023-10-18"]),
    (NEAR, "1018일 보고회가 열렸다.", ["2023-10-18"]),
    (NEAR, "센터는 오는 1026()부터 돌아간다.", ["2023-10-26"]),
    (NEAR, "구는 111~1130일까지 시험운영을 한다.", ["2023-11-01", "2023-11-30"]),
    (NEAR, "구는 20231018일 공모에 뽑혔다.", ["2023-10-18"]),
    (NEAR, "공사는 120일 걸렸고 센터가 365일 돌아간다.", []),
    # the year of what is held
    (None, "구는 ‘2023 스마트시티 박람회’를 오는 10월 25일 연다.", ["2023-10-25"]),
    (None, "2023년 공모에서 뽑힌 구는 10월 25일 협약을 맺었다.", []),
    # a course of dates ahead goes on in its own month
    (
        NEAR,
        "구는 내달 1일 첫 강의를 연다. 이어 15일에는 실습을 한다.",
        ["2023-11-01", "2023-11-15"],
    ),
    # announcements, counts, deadlines
    (NEAR, "구는 20일 스마트도시 계획을 세우겠다고 밝혔다.", []),
    (NEAR, "구는 20일 업체와 협약을 체결했다고 밝혔다.", ["2023-10-20"]),
    (NEAR, "20일 구에 따르면 센터는 18일 문을 열었다.", ["2023-10-18"]),
    (NEAR, "구는 20일 “센터를 새로 지었다”며 이같이 밝혔다.", []),
    (NEAR, "구는 11월 30일까지 공사를 마친다.", []),
    (NEAR, "센터는 365일 문을 열고 영상을 30일 동안 보관한다.", []),
    (NEAR, "9월 30일 현재 카메라는 500대다.", []),
    (NEAR, "시장은 5박7일 출장을 다녀왔다.", []),
    # a deadline of a call is a day of the call
    (NEAR, "구는 11월 30일까지 참가자를 모집한다.", ["2023-11-30"]),
    (NEAR, "구는 시민참여단을 27일까지 모집한다고 20일 밝혔다.", ["2023-10-27"]),
    (NEAR, "신청은 오는 27일까지 누리집에서 받는다.", ["2023-10-27"]),
    # who chooses and tells it, chose that day
    (NEAR, "국토교통부는 대상지 세 곳을 골라 20일 알렸다.", ["2023-10-20"]),
    (NEAR, "국토교통부는 대상지 세 곳을 확정해 20일 밝혔다.", ["2023-10-20"]),
    (NEAR, "국토교통부는 대상지를 넓힐 계획이라고 20일 알렸다.", []),
    (NEAR, "구는 목록에 올랐다. 구는 20일 이 사실을 알리며 하나뿐이라고 했다.", []),
    # two days with one 일
    (NEAR, "구는 26·27일 박람회를 연다.", ["2023-10-26", "2023-10-27"]),
    (NEAR, "구는 26, 27일 이틀간 박람회를 연다고 20일 밝혔다.", ["2023-10-26", "2023-10-27"]),
    (NEAR, "구는 9월 13, 14일 박람회를 열었다.", ["2023-09-13", "2023-09-14"]),
    (NEAR, "구는 13일, 14일에 박람회를 열었다.", ["2023-10-13", "2023-10-14"]),
    (NEAR, "시장은 4·9일장이 서는 곳이다.", []),
    # as press releases write it: the weekday tells the year
    (NEAR, "행사는 10. 26.(목) 구청에서 열린다.", ["2023-10-26"]),
    (NEAR, "행사는 10/26(목) 구청에서 열린다.", ["2023-10-26"]),
    ("2023", "행사는 1. 4.(목) 구청에서 열린다.", ["2024-01-04"]),
    (NEAR, "점수는 9.95(상)이다. 26.(목)은 아니다.", []),
    # as broadcasts say it
    (NEAR, "서울시가 오늘 자율주행 버스 운행을 시작했습니다.", ["2023-10-20"]),
    (NEAR, "시가 어제 개소식을 열었습니다. 버스는 내일부터 다닙니다.", ["2023-10-19", "2023-10-21"]),
    (NEAR, "시장은 “오늘 시작했다”고 했다. 오늘날 도시는 다르다.", []),
    (NEAR, "시는 오늘 계획을 세우겠다고 밝혔습니다.", []),
    # 이날 is the day by which it is told, where the text says no other
    (NEAR, "20일 시에 따르면 대표단이 줄을 잇는다. 이날은 세 나라에서 왔다.", ["2023-10-20"]),
    (NEAR, "20일 시에 따르면 손님이 많다. 이날 시장은 고맙다고 말했다.", []),
    (NEAR, "구는 협의회를 꾸렸다고 20일 밝혔다. 이날 회의에서는 과제를 골랐다.", []),
    # what someone says of days to come is to come
    (NEAR, "관계자는 20일 “27일부터 시행한다”고 말했다.", ["2023-10-27"]),
    # the eve of the announcement
    (NEAR, "구는 협약을 맺었다고 20일 밝혔다. 전날 열린 협약식에는 모두 나왔다.", ["2023-10-19"]),
    # without a publication day only what is written out
    (None, "센터는 2014년 2월 3일 문을 열었다. 지난 9일에는 협약을 맺었다.", ["2014-02-03"]),
    (None, "센터는 2022년 3월 2일 협약을 맺고 같은 달 15일 착공했다.", ["2022-03-02", "2022-03-15"]),
    ("2020", "제주는 5월 27일 공모에 뽑혔다. 24일에는 보고회를 열었다.", ["2020-05-27"]),
    # a lost 월: 527일 is 5월 27일
    ("2010-06-02", "시는 지난 527일 협약을 맺고 120일 동안 공사한다.", ["2010-05-27"]),
]  # fmt: skip


CASES += [
    # what goes on from the day of telling begins on it, and so does what has an hour of that day
    ("2022-02-24", "국토부는 기업을 24일부터 다음 달 25일까지 공모한다고 밝혔다.", ["2022-02-24", "2022-03-25"]),
    ("2024-11-26", "시는 오늘(26일) 새벽 3시 첫차를 시작으로 버스가 오간다고 밝혔습니다.", ["2024-11-26"]),
    ("2024-11-26", "시는 26일 버스 노선을 늘린다고 밝혔다.", []),
    # a day whose weekday was lost, next to publication; not other digits before brackets
    ("2024-05-19", "두 기관은 17() 오후 2시 협약서에 서명했다.", ["2024-05-17"]),
    ("2022-10-27", "시와 회사는 지난 27() 시청에서 협약을 맺었다.", ["2022-10-27"]),
    ("2022-11-02", "시와 회사는 지난 27() 시청에서 협약을 맺었다.", ["2022-10-27"]),
    ("2024-04-20", "센터를 오는 51()부터 가동한다.", ["2024-05-01"]),
    ("2024-04-20", "센터는 면적이 1.20()이다.", []),
    # where to read more
    ("2026-01-27", "자세한 내용은 이달 28일부터 누리집에 실린다.", []),
]  # fmt: skip


@pytest.mark.parametrize(("published", "body", "wanted"), CASES)
def test_days(published: str | None, body: str, wanted: list[str]) -> None:
    found = EVENTS.find(article(body, published))
    assert sorted(e.on.isoformat() for e in found if e.on) == wanted


@pytest.mark.parametrize(
    ("body", "stage"),
    [
        ("시는 19일 시청에서 업체와 업무협약을 맺었다.", "agreement"),
        # rooms and names say nothing of what is done, meetings less than what they are held for
        ("시는 19일 시청 대회의실에서 두 대학과 업무협약을 맺었다.", "agreement"),
        ("시는 19일 엑스포 행사장에서 런던과 공동성명을 채택했다.", "agreement"),
        ("시는 19일 국가시범도시 착공식을 가졌다.", "launch"),
        ("시는 19일 실증도시 공모에 뽑혔다.", "selected"),
        ("시는 19일 시범도시 세 곳을 골라 알렸다.", "selected"),
        ("시는 19일 관제센터 7개소를 둘러보는 간담회를 가졌다.", "exchange"),
        ("센터는 19일 요원을 뽑지 않고 가동에 들어갔다.", "opened"),
        ("조례안이 19일 임시회 본회의 문턱을 넘었다.", "plan"),
        ("시는 19일 시민대회에서 국무총리상을 받았다.", "evaluation"),
        ("시는 오는 26일까지 참가자를 모집한다.", "bid"),
        ("시는 19일 관제센터 개소식을 열었다.", "opened"),
        ("시는 19일 공모에 최종 선정됐다.", "selected"),
        ("시는 19일 자율주행 버스 시범 운행에 나섰다.", "pilot"),
        ("외국 공무원들이 19일 센터를 견학했다.", "exchange"),
        ("시는 19일 경진대회에서 대상을 받았다.", "evaluation"),
        ("공사는 19일 첫 삽을 떴다.", "launch"),
    ],
)
def test_stage(body: str, stage: str) -> None:
    assert [e.stage for e in EVENTS.find(article(body, NEAR))] == [stage]


def test_stage_of_the_headline_where_the_sentence_says_nothing() -> None:
    text = article("요원들은 25일에 온다.", NEAR, "관제센터 개소")
    assert [e.stage for e in EVENTS.find(text)] == ["opened"]


@given(st.text(alphabet="일월년0123456789 지난오는이달부터까지~.", max_size=60))
def test_spans_lie_in_the_text(body: str) -> None:
    text = article("시는 " + body, NEAR)
    for day in days(text):
        assert 0 <= day.start < day.end <= len(text.body)
        assert text.body[day.start : day.end].strip()
