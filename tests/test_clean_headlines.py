"""Which line is the headline, where a glued subtitle begins, and what the fitted weights weigh."""

from __future__ import annotations

import numpy as np
import pytest

from pipelines.clean import clean
from pipelines.clean.candidates import candidates
from pipelines.clean.choosing import NONE, TIMES, Crossed, crossed, log_odds
from pipelines.clean.glued import cuts, features, unglued, words_of
from pipelines.clean.lines import Kind, Line
from pipelines.clean.picking import choose
from pipelines.clean.reading import read_lines
from pipelines.clean.stories import cut
from pipelines.clean.years import CHOICE as YEAR
from pipelines.extract import Toolkit
from pipelines.model import Article, RawDocument, Source
from pipelines.settings import REFERENCE_DIR
from scripts.fit_headline import RIDGE, SOURCE, Case, fit, left_out, right
from scripts.fit_years import SOURCE as YEAR_SOURCE

TITLE = "영광군, 굴비 골목에 손님 수 세는 센서 단다"
SUBTITLE = "법성포 상인 60명에게 아침마다 문자로"
BODY = (
    "영광군이 법성포 굴비 골목에 오가는 손님을 세는 센서 30개를 단다고 17일 밝혔다.\n\n"
    "센서는 얼굴을 찍지 않고 걸음만 센다. 군은 모인 숫자를 상인 60명에게 아침마다 문자로 보낸다.\n\n"
    "군 관계자는 “언제 가게 문을 열지 숫자를 보고 정할 수 있다”고 말했다."
)
STAMP = "입력 2024.05.02 10:10"
OTHERS = "무안 양파 첫 배 타이완으로\n장성 호수 다리 야간 조명 새로 단장\n곡성 기차 마을 장미 이레 먼저 핀다"


def title(toolkit: Toolkit, page: str) -> str | None:
    article = clean(RawDocument(Source("쪽.txt", None, "text"), text=page), toolkit.rules)
    assert isinstance(article, Article)
    return article.title


PLACES = {
    "alone above the lead": f"{TITLE}\n\n{BODY}",
    "over a stamp and a subtitle": f"바다신문\n{TITLE}\n김하늘 기자\n{STAMP}\n{SUBTITLE}\n\n{BODY}",
    "subtitle first by wording": f"사회\n{TITLE}\n{SUBTITLE}\n{STAMP}\n\n{BODY}",
    "under other headlines": f"{OTHERS}\n\n{TITLE}\n{SUBTITLE}\n{STAMP}\n\n{BODY}",
    "between a ranking and a share bar": f"많이 본 뉴스\n{OTHERS}\n\n{TITLE}\n{STAMP}\n공유하기\n{BODY}",
    "as the page's title alone": f"{TITLE} - 바다신문\n정치 경제 사회 문화\n로그인\n\n{BODY}",
    "as the page's title of an unknown site": f"{TITLE} - 누리마당\n정치 경제 사회\n\n{BODY}",
    "at the end of its path": f"홈 > 행정 > 영광 > {TITLE}\n글자 크게 작게 인쇄\n\n{BODY}",
    "before its sections": f"{TITLE} < 영광 < 지역 < 바다신문\n{STAMP}\n{BODY}",
    "in a row with its day": f"알림마당\n{TITLE} | 2024.05.02 |\n{BODY}",
    "behind arrows": f"↑↑ {TITLE}\n{BODY}",
    "in a section": f"[기획] {TITLE}\n{STAMP}\n{BODY}",
    "below a menu of bars": f"모임소개 | 회원사 | 자료실 | 문의 | 오시는 길\n{TITLE}\n{BODY}",
    "before the outlet in brackets": f"{TITLE} (바다신문)\n{STAMP}\n{BODY}",
    "before the outlet without a blank": f"{TITLE}-바다신문\n{STAMP}\n{BODY}",
    "behind a broadcast": f"KBS뉴스광장 - {TITLE}\n\n{BODY}",
    "before its stamps on one line": f"{TITLE} {STAMP} 수정 2024.05.02 11:30\n\n{BODY}",
    "before a broadcast and stamps": f"{TITLE} 뉴스9(광주) {STAMP}\n키보드 컨트롤 안내\n{BODY}",
    "repeated by a caption": f"{TITLE}\n{STAMP}\n{TITLE}\n{BODY}",
    "before the number of answers": f"{TITLE} [3]\n{STAMP}\n{BODY}",
    "before buttons": f"{TITLE} 페이스북 트위터 카카오스토리\n{STAMP}\n{BODY}",
    "behind a board's day": f"2024.05.02 {TITLE}\n조회 12\n{BODY}",
    "before a board's day": f"{TITLE} (2024.05.02)\n조회 12\n{BODY}",
    "behind edition and page": f"10판/27면/호남/{TITLE}\n{STAMP}\n{BODY}",
    "behind a paper with its region": f"바다투데이 영광 | {TITLE}\n{STAMP}\n{BODY}",
    "before its day and writer": f"{TITLE} 2024-05-02| 작성자 : 홍보팀|\n조회 12\n{BODY}",
    "before a station in two scripts": f"{TITLE} / 바다방송TV (BadaTV)\n{STAMP}\n{BODY}",
    "behind a section and a bar": f"지역경제 | {TITLE}\n{STAMP}\n{BODY}",
    "before the sections of a public site": f"{TITLE} | 보도자료 | 새소식 | 영광군청\n{STAMP}\n{BODY}",
    "a part of a series": f"{TITLE} <상>\n{STAMP}\n{BODY}",
    "with a picture": f"🛰 {TITLE} (사진)\n{STAMP}\n{BODY}",
    "in a series of a long name": f"[스마트한 바닷가를 찾아서 함께 걷다] {TITLE}\n{STAMP}\n{BODY}",
    "again behind one word more": f"바다마당: {TITLE}\n로그인\n{TITLE}\n{STAMP}\n{BODY}",
    "above readers' number": f"{TITLE}\n{STAMP}\nViews 312\n{BODY}",
}


@pytest.mark.parametrize("page", PLACES.values(), ids=PLACES)
def test_the_headline_is_found_where_it_stands(toolkit: Toolkit, page: str) -> None:
    assert title(toolkit, page) == TITLE


@pytest.mark.parametrize(
    "head", ["영광군, 굴비 골목을 센서 시범 골목으로", "영광군 굴비 골목 걸음 세는 센서 골목에"]
)
@pytest.mark.parametrize("dateline", ["", "[바다신문=김하늘 기자] "])
def test_a_headline_that_seems_to_go_on_ends_before_its_lead(
    toolkit: Toolkit, head: str, dateline: str
) -> None:
    assert title(toolkit, f"{head}\n{dateline}{BODY}") == head


@pytest.mark.parametrize(
    "head", [f"[뉴스해설]{TITLE}", "[인터뷰]굴비상인회장 “손님 수를 알아야 문을 열지요”"]
)
def test_a_kind_of_piece_is_part_of_the_headline(toolkit: Toolkit, head: str) -> None:
    assert title(toolkit, f"{head}\n{STAMP}\n{BODY}") == head


TWO_LINES = {
    "a noun phrase and what is done": ("영광 굴비 골목 손님 수", "이제 센서가 세어 알린다"),
    "two halves of a length that close with no verb": (
        "영광 법성포 굴비 골목",
        "손님 수 재는 센서",
    ),
    "broken off": ("굴비 골목 걸음 세는 센서…", "상인 60명 아침마다 문자 받는다"),
}


@pytest.mark.parametrize("halves", TWO_LINES.values(), ids=TWO_LINES)
def test_a_headline_on_two_lines_is_one(toolkit: Toolkit, halves: tuple[str, str]) -> None:
    page = "\n".join(("바다신문", "", *halves, "", STAMP, "", BODY))
    assert title(toolkit, page) == " ".join(halves)


def test_a_subtitle_below_a_whole_headline_is_none_of_it(toolkit: Toolkit) -> None:
    page = f"바다신문\n\n{TITLE}\n{SUBTITLE} 알린다\n\n{STAMP}\n\n{BODY}"
    assert title(toolkit, page) == TITLE


NONE_AT_ALL = [
    BODY,
    f"바다신문 모바일\n정치 경제 사회 문화\n\n{BODY}",
    f"많이 본 뉴스\n1 무안 양파 첫 배 타이완으로\n2 곡성 기차 마을 장미 핀다\n\n{STAMP}\n{BODY}",
]


@pytest.mark.parametrize("page", NONE_AT_ALL)
def test_a_page_may_show_no_headline(toolkit: Toolkit, page: str) -> None:
    assert title(toolkit, page) is None


GLUED = [
    (TITLE, SUBTITLE),
    ("영광 굴비 골목 손님, 이제 센서가 센다", "17일부터 법성포 30곳서…상인 60명에 문자"),
    ("굴비 골목에 ‘걸음 세는 눈’", "법성포 상인들 아침마다 손님 수 문자로 받는다"),
    ("영광군, 법성포 굴비 골목에 손님 센서 30개", "‘얼굴 찍지 않고 걸음만’ 상인에게 문자"),
]


@pytest.mark.parametrize(("head", "subtitle"), GLUED)
def test_a_glued_subtitle_is_cut_off(toolkit: Toolkit, head: str, subtitle: str) -> None:
    assert title(toolkit, f"{head}{subtitle}\n{STAMP}\n\n{BODY}") == head


WHOLE = [
    "영광군 법성포 굴비 골목 상인 60명, 손님 수 문자로 받는다…센서 30개 설치",
    "영광군수 “법성포 골목상권 살릴 숫자행정 펼치겠다”…센서 30개 설치 약속",
    "영광군, 법성포굴비골목상인회와 손님수측정센서 30개 설치 업무협약 체결",
    "전남 영광군·무안군·함평군, 스마트골목길안전망 함께 짠다…손님 수 센서부터",
]


WHOLE += [
    "영광군, 법성포 굴비 골목에 6억4천만원...연말까지 센서 단다",
    "영광군, `법성포 굴비 골목 센서사업` 상인·주민 손잡고 속도",
    "굴비 골목 17일 새 단장... 손님 수 센서로 상인에게 정보 제공",
]


@pytest.mark.parametrize("whole", WHOLE)
def test_a_long_headline_stays_whole(toolkit: Toolkit, whole: str) -> None:
    assert title(toolkit, f"{whole}\n{STAMP}\n\n{BODY}") == whole


def test_an_exclamation_before_a_dateline_is_the_headline(toolkit: Toolkit) -> None:
    page = f"기상청 제공\n\n굴비 골목 손님, 센서가 센다!\n\n[바다일보=김하늘 기자] {BODY}"
    assert title(toolkit, page) == "굴비 골목 손님, 센서가 센다!"


def test_lines_are_parted_inside_words_only_where_the_article_does_not_run_on() -> None:
    line = f"{TITLE}{SUBTITLE}"
    places = set(cuts(line, BODY))
    assert len(TITLE) in places
    assert all(line[place] != " " != line[place - 1] for place in places)
    assert all(line[place - 1 : place + 1] not in BODY for place in places)
    assert not set(cuts(line, line))


def test_a_short_line_is_never_parted(toolkit: Toolkit) -> None:
    line = "굴비 골목 센서법성포 서른 곳에"
    assert unglued(line, BODY, frozenset(), {"line_long": 99.0, "none": -99.0}) == line


def test_every_weight_weighs_a_feature(toolkit: Toolkit) -> None:
    lines = read_lines(f"{TITLE}\n{SUBTITLE}\n{STAMP}\n{BODY}", toolkit.rules)
    story = choose(cut(lines))
    assert story is not None
    known = {name for one in candidates(lines, story, BODY, toolkit.rules) for name in one.features}
    weighed = {part for name in toolkit.rules.weights("headline") for part in name.split(TIMES)}
    assert weighed <= known | {NONE}
    words = words_of(BODY, toolkit.rules.places)
    known = set(features(f"{TITLE}{SUBTITLE}", len(TITLE), words))
    kinds = {name for name in toolkit.rules.weights("glue") if len(name) == 2 and name.isupper()}
    assert set(toolkit.rules.weights("glue")) <= known | kinds | {NONE}


def test_odds_add_up() -> None:
    assert log_odds({"a": 2.0, "b": 1.0, "c": 5.0}, {"a": 0.5, "b": -1.5}) == -0.5
    assert log_odds({}, {"a": 1.0}) == 0.0


def test_products_of_two_features_count_as_well() -> None:
    features = {"b": 2.0, "a": 3.0, "c": 0.0}
    assert dict(crossed(features)) == {"a*b": 6.0}
    weights = Crossed({"a": 0.5, "a*b": -0.25, "a*c": 9.0, "b*c": 9.0})
    assert weights.log_odds(features) == 3.0 * 0.5 - 6.0 * 0.25
    assert weights.log_odds({"b": 1.0}) == 0.0


def test_features_stay_between_nothing_and_about_one(toolkit: Toolkit) -> None:
    lines = [Line(TITLE, Kind.HEAD), Line(f"{TITLE} 모두", Kind.HEAD), Line(BODY, Kind.PROSE)]
    story = choose(cut(lines))
    assert story is not None
    for one in candidates(lines, story, BODY, toolkit.rules):
        assert all(0 <= value <= 1.5 for value in one.features.values())


def test_weights_are_fitted_to_what_is_chosen() -> None:
    options = ({"good": 1.0, "noise": 1.0}, {"noise": 1.0}, {NONE: 1.0})
    chosen = Case("a", options, np.array([True, False, False]))
    empty = Case("b", ({"noise": 1.0}, {NONE: 1.0}), np.array([False, True]))
    weights = fit([chosen, empty] * 5, 1.0)
    assert weights["good"] > 0 > weights["noise"]
    assert right([chosen, empty], weights) == (2, 2)
    assert left_out([chosen, empty], 1.0)[1] == 2


def test_the_fit_pays_for_large_weights() -> None:
    case = Case("a", ({"good": 1.0}, {NONE: 1.0}), np.array([True, False]))
    assert fit([case], 10.0)["good"] < fit([case], 0.1)["good"]


def test_the_table_is_what_the_script_writes(toolkit: Toolkit) -> None:
    table = REFERENCE_DIR / "choice_weights.tsv"
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    assert {row[0] for row in rows} == {*RIDGE, YEAR}
    assert {row[3] for row in rows if row[0] in RIDGE} == {SOURCE}
    assert {row[3] for row in rows if row[0] == YEAR} == {YEAR_SOURCE}
    assert all(toolkit.rules.weights(row[0])[row[1]] == float(row[2]) for row in rows)
