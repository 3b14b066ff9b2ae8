"""Press releases in the project's own words, as outlets print them, and what looks like them.

Each case belongs to a story.  Reprints: with another title, cut to the first paragraphs, clipped
at 200 characters, lightly rewritten, with paragraphs in another order, and in a reporter's frame.
Hard negatives: one template for two districts, for two neighbourhoods of a city, for two rounds of
one call and for this year's edition and the next, follow-ups of a release the next day and a week
later, two programmes of one city on one day, and a page that strings a city's notices together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from story_releases import RELEASES, Release

DAY = date(2023, 5, 31)
CLIP = 200


@dataclass(frozen=True)
class Case:
    """An article with its story; `primary` and `places` are the codes that it is labelled with."""

    story: str
    kind: str
    title: str
    body: str
    day: date
    primary: tuple[str, ...]
    places: tuple[str, ...] = ()
    complete: bool = True


SWAPS = (
    ("밝혔다", "전했다"), ("사업", "과제"), ("설치", "마련"), ("운영", "가동"), ("새로 ", ""),
    ("늘린다", "확대한다"), ("시민", "주민"), ("계획이다", "방침이다"), ("모두 ", "총 "),
    ("말했다", "설명했다"), ("내다봤다", "예상했다"), ("미리", "앞서"), ("모집한다", "찾는다"),
)  # fmt: skip


def _reprints(release: Release) -> Iterator[Case]:
    """A release as seven outlets print it, on its day and the two after."""
    first, second, third = release.titles
    text = release.sentences
    rewritten = [text[0], *text[3:5], text[1], text[2]]
    whole = " ".join(text)
    before, after = release.frame
    framed = " ".join((before, *text[:2], *text[3:5], after))

    def case(kind: str, title: str, body: str, later: int, complete: bool = True) -> Case:
        day = DAY + timedelta(days=later)
        return Case(release.name, kind, title, body, day, release.primary, (), complete)

    yield case("release", first, whole, 0)
    yield case("verbatim", second, "\n".join(text) + "\n담당자는 정보통신과로 문의하면 된다.", 1)
    yield case("short", third, " ".join(text[:3]), 0)
    yield case("clipped", first, whole[: CLIP - 2] + "..", 0, complete=False)
    yield case("light", second, _swapped(" ".join(rewritten)), 2)
    yield case("reordered", third, "\n".join((*text[3:], text[0], *text[1:3])), 1)
    yield case("framed", f"[현장] {second}", _swapped(framed), 1)


def _swapped(text: str) -> str:
    for old, new in SWAPS:
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class Template:
    """A text that differs by what fills it in; each filling is a story of its own."""

    kind: str
    title: str
    body: str
    fillings: tuple[tuple[tuple[str, ...], int, str], ...]  # region codes, days later, words by |
    mentioned: bool = False  # the codes are of places chosen by a 시도, not whose policy it is


TEMPLATES = (
    Template(
        "two districts", "{0}, 공공 와이파이 {1}곳 더 놓는다",
        "{0}는 올해 말까지 공원과 시장, 버스정류장 {1}곳에 무료 공공 와이파이를 더 놓는다고 31일 밝혔다. "
        "이번 사업은 가계의 통신비를 덜고 정보격차를 줄이려는 것으로 사업비 {2}원이 들어간다. "
        "이용자는 휴대전화에서 와이파이 이름을 고르기만 하면 되고 따로 가입하지 않아도 된다. "
        "속도는 지금보다 네 배 빨라지고 보안 접속도 고를 수 있다. "
        "{0} 관계자는 “누구나 통신비 걱정 없이 인터넷을 쓰는 도시를 만들겠다”고 말했다.",
        (
            (("11380",), 0, "은평구|42|3억 1000만"), (("11410",), 0, "서대문구|57|4억 2000만"),
            (("41570",), 1, "김포시|42|3억 1000만"), ((), 0, "과기부|1500|128억"),
        ),
    ),
    Template(
        "two neighbourhoods", "안양시 {0}에 스마트 도서관 개관",
        "안양시가 {0} 행정복지센터 1층에 스마트 도서관을 마련하고 31일 개관식을 열었다. "
        "스마트 도서관은 회원증만 있으면 사서 없이도 책을 빌리고 돌려줄 수 있는 무인 기계다. "
        "{0} 도서관에는 베스트셀러와 아동 도서 등을 갖추었으며 한 사람이 두 권까지 빌릴 수 있다. "
        "연중무휴로 새벽부터 자정까지 문을 열어 직장인도 편하게 쓸 수 있다. "
        "시는 이용 추이를 살펴 {0} 주민이 원하는 책을 다달이 바꾸어 넣을 계획이다.",
        ((("41170",), 0, "비산동"), (("41170",), 0, "호계동"), (("41170",), 1, "석수동")),
    ),
    Template(
        "two rounds", "수원시 디지털 배움터 {0} 수강생 모집",
        "수원시는 디지털 기기가 낯선 시민을 위해 디지털 배움터 {0} 수강생을 모집한다고 밝혔다. "
        "강좌는 무인 주문기 쓰기와 모바일 뱅킹, 사진 편집 등이며 정원은 모두 {1}명이다. "
        "수업은 {2}개 교육장에서 이틀에 한 번씩 열리고 수강료는 없다. "
        "신청은 배움터 누리집이나 전화로 하면 되고 먼저 신청한 사람부터 받는다. "
        "시 관계자는 “배우고 싶은 사람은 누구나 오면 된다”고 말했다.",
        ((("41110",), 0, "1차|120|14"), (("41110",), 2, "2차|95|11"), (("41110",), 9, "3차|88|10")),
    ),
    Template(
        "chosen by a province", "충남도, {0}에 스마트빌리지 조성",
        "충청남도는 {0}이 과학기술정보통신부의 스마트빌리지 보급 공모에 선정됐다고 31일 밝혔다. "
        "이에 따라 마을회관에 원격 건강 상담실을 두고 논밭의 물길을 휴대전화로 여닫게 한다. "
        "도는 {0}과 함께 주민 설명회를 열어 필요한 서비스를 고르고 연말까지 설치를 마친다. "
        "혼자 사는 노인의 집에는 움직임을 살피는 감지기를 달아 이상이 있으면 이웃에 알린다. "
        "도 관계자는 “농촌에 사는 불편을 기술로 덜겠다”고 말했다.",
        ((("44790",), 0, "청양군"), (("44770",), 0, "서천군"), (("44825",), 0, "태안군")),
        mentioned=True,
    ),
    Template(
        "editions", "성남시, {0} 스마트도시 아이디어 경진대회 개최",
        "성남시는 {1}까지 {0} 스마트도시 아이디어 경진대회에 나설 시민을 찾는다고 밝혔다. "
        "교통과 안전, 돌봄 등에서 생활의 불편을 기술로 푸는 생각이면 무엇이든 낼 수 있다. "
        "혼자서도, 네 사람까지 모둠을 지어서도 참가할 수 있으며 누리집에서 서식을 받아 쓴다. "
        "으뜸상 한 편에는 {2}만원을 주고 뽑힌 생각은 담당 부서가 함께 다듬어 사업으로 만든다. "
        "시 관계자는 “시민의 눈으로 본 불편이 도시를 바꾼다”고 말했다.",
        (
            (("41130",), 0, "제3회|6월 20일|300"), (("41130",), 364, "제4회|6월 18일|300"),
            (("41130",), 730, "제5회|6월 19일|400"),
        ),
    ),
    Template(
        "follow-up", "양산시, 스마트 가로등 {0}",
        "양산시가 물금읍 일대에 놓는 스마트 가로등 {0} 소식을 전했다. {1} "
        "스마트 가로등은 사람이 없으면 어두워지고 비명을 들으면 관제센터에 알린다. {2}",
        (
            (("48330",), 0,
             "설치 업체 선정|시는 네 곳이 낸 제안을 견주어 한 곳과 9억 8000만원에 계약했다."
             "|공사는 다음 달 5일에 시작해 석 달이 걸리고 밤 10시 뒤에는 하지 않는다."),
            (("48330",), 3,
             "주민 설명회|마을회관에 모인 70여 명은 불빛이 창으로 드는지를 가장 많이 물었다."
             "|시는 갓을 달아 빛이 새지 않게 하고 높이도 5m로 낮추겠다고 답했다."),
            (("48330",), 120,
             "점등식|첫날 저녁 410개의 등이 한꺼번에 켜졌고 전기는 지금보다 절반만 든다."
             "|시는 내년에 원동면과 상북면으로 넓히려고 국비를 신청했다."),
        ),
    ),
    Template(
        "clipped", "{0}, 스마트 횡단보도 {1}곳 확충",
        "{0}는 어린이보호구역의 교통사고를 줄이기 위해 스마트 횡단보도 {1}곳을 확충한다고 31일 밝혔다. "
        "보행자가 다가서면 바닥 신호등과 음성으로 알리고 차가 정지선을 넘으면 전광판에 번호를 띄운다. "
        "이번 사업에는 {2}원이 들어가며 초등학교 앞부터 차례로..",
        (
            (("48170",), 0, "진주시|21|6억"), (("48310",), 0, "거제시|16|5억"),
            (("48310",), 1, "거제시 옥포|9|2억"),
        ),
    ),
)  # fmt: skip

FOLLOW_UPS = (
    Case(
        "centre, a week later", "follow-up", "하남시 통합운영센터, 일주일 만에 실종자 찾아",
        "하남시는 지난달 31일 문을 연 스마트도시 통합운영센터가 일주일 만에 실종 신고가 들어온 80대를 찾아냈다고 밝혔다. "
        "센터는 방범과 교통, 재난으로 나뉘어 있던 폐쇄회로텔레비전 3120대를 한 화면으로 모아 24시간 살핀다. "
        "관제요원은 인상착의를 받은 지 12분 만에 덕풍천을 걷던 노인을 알아보고 경찰에 알렸다. "
        "시는 지능형 선별 관제를 넓혀 이런 일을 더 빨리 찾아내겠다고 했다.",
        DAY + timedelta(days=7), ("41450",),
    ),
    Case(
        "centre, next day", "follow-up", "하남시의회, 통합운영센터 예산 집행 따진다",
        "하남시의회가 전날 문을 연 스마트도시 통합운영센터의 예산 집행을 따지기로 했다. "
        "시의회는 1일 도시건설위원회를 열어 설계가 세 번 바뀌며 공사비가 14억원 늘어난 까닭을 물었다. "
        "의원들은 카메라 유지 보수를 한 업체에 맡긴 계약도 다시 살펴야 한다고 지적했다. "
        "시는 물가가 올라 자재비가 뛰었다며 정산 자료를 이달 안에 내겠다고 답했다. "
        "위원회는 자료를 받은 뒤 현장을 둘러볼 예정이다.",
        DAY + timedelta(days=1), ("41450",),
    ),
)  # fmt: skip

SAME_DAY = (
    Case(
        "bus", "two programmes", "하남시, 수요응답형 버스 6월부터 시범 운행",
        "하남시는 31일 부르면 오는 수요응답형 버스를 6월부터 감일과 위례에서 시범 운행한다고 밝혔다. "
        "이용자는 휴대전화로 차를 부르고 가까운 정류장에서 타면 되며 요금은 마을버스와 같다. "
        "차량은 15인승 7대로 오전 6시부터 자정까지 다니고 노선은 인공지능이 그때그때 정한다. "
        "사업에는 도비 9억원을 포함해 모두 17억원이 들어간다. "
        "시 관계자는 “대중교통이 닿지 않는 곳의 시민에게 먼저 쓰겠다”고 말했다.",
        DAY, ("41450",),
    ),
    Case(
        "parking", "two programmes", "하남시, 빈 주차면 알려 주는 공유주차 시작",
        "하남시는 31일 신장동과 덕풍동의 거주자우선주차구역 430면에 바닥 감지기를 달고 공유주차를 시작했다고 밝혔다. "
        "비어 있는 면은 휴대전화에 나타나고 이용료는 30분에 600원이다. "
        "면을 내준 주민에게는 요금의 절반이 지역화폐로 돌아간다. "
        "사업에는 국비 4억원을 포함해 모두 8억원이 들어갔다. "
        "시 관계자는 “주차난을 덜고 이웃과 나누는 도시를 만들겠다”고 말했다.",
        DAY, ("41450",),
    ),
)  # fmt: skip


def _filled(template: Template) -> Iterator[Case]:
    for codes, later, words in template.fillings:
        fills = words.split("|")
        title, body = template.title.format(*fills), template.body.format(*fills)
        primary = (codes[0][:2],) if template.mentioned else codes
        story = f"{template.kind}: {fills[0]}"
        day = DAY + timedelta(days=later)
        complete = not body.endswith("..")
        yield Case(story, template.kind, title, body, day, primary, codes, complete)


def _round_up(cases: list[Case]) -> Case:
    """A page that strings a city's notices together, which it is told of by none of them."""
    found = [case for case in cases if case.kind in ("release", "two programmes")]
    body = " ".join(". ".join(c.body.split(". ")[:2]) for c in found if "41450" in c.primary)
    return Case("round-up", "round-up", "[하남 단신] 센터·버스·주차", body, DAY, ("41450",))


def cases() -> list[Case]:
    """Every case, reprints of a release together."""
    found = [case for release in RELEASES for case in _reprints(release)]
    found += [case for template in TEMPLATES for case in _filled(template)]
    found += [*FOLLOW_UPS, *SAME_DAY]
    return [*found, _round_up(found)]
