"""Where an article ends and a script goes on: what pages say below it, and what breaths make of it."""

from __future__ import annotations

import pytest

from pipelines.clean import clean
from pipelines.clean.closing import own_paragraphs
from pipelines.extract import Toolkit
from pipelines.model import Article, RawDocument, Source

TOP = "강진군 마을회관 40곳, 화면으로 반상회 연다\n입력 2023-11-05 13:29\n\n"
LEAD = "강진군이 마을회관 40곳에 화면으로 모이는 반상회 장비를 들인다고 17일 밝혔다."
NEXT = (
    "장비는 카메라와 큰 화면, 마이크를 한 몸에 담았으며 어르신도 단추 하나로 켤 수 있다. "
    "군은 행정안전부 공모에서 국비 3억원을 땄다."
)
LAST = "군 관계자는 “먼 마을 주민도 군청에 오지 않고 회의를 열 수 있다”고 말했다."
PLAIN = f"{TOP}{LEAD}\n\n{NEXT}\n\n{LAST}"


def body(toolkit: Toolkit, page: str) -> str:
    """The body of a page."""
    found = clean(RawDocument(Source("쪽.txt", None, "text"), text=page), toolkit.rules)
    assert isinstance(found, Article)
    return found.body


@pytest.mark.parametrize(
    "tail",
    [
        # the page speaks to its reader, or of itself
        "\n\n기사가 마음에 드셨나요?\n바다뉴스 좋은 기사 후원하기\n※ 보내 주신 후원금은 더 나은 기사를 쓰는 데 쓰겠습니다.",
        "\n\n바다TV 기사문의 및 제보 : 카톡/라인 bada77\n김하늘(sky@bada.example)\n당신의 하루가 뉴스입니다!",
        "\n\n이 기사는 생성형 AI의 도움을 받아 작성됐으며 편집자가 확인했습니다.",
        "\n\n※ 이 기사는 지역신문발전기금의 지원을 받았습니다.",
        "\n\n이 기사는 강진군이 낸 보도자료를 바탕으로 썼습니다.\n김하늘 기자",
        "\n\n☞ 더 많은 기사는 바다뉴스 누리집에서 볼 수 있습니다.",
        "\n\n▶ 카카오톡에서 바다뉴스 채널을 추가하면 뉴스를 빨리 받아 볼 수 있습니다.",
        "\n\n구독과 좋아요는 큰 힘이 됩니다.",
        # the same once more in another language
        "\n\n*아래는 위 기사를 ‘바다 번역’으로 옮긴 영문 기사의 전문입니다.\n"
        "Gangjin Gathers Forty Village Halls on Screen\n"
        "Gangjin County said on the 17th that it will equip forty village halls with screens.",
        "\n\n바다뉴스는 독자의 후원으로 만듭니다.",
        "\n\n본 기사의 내용은 바다뉴스의 편집 방향과 다를 수 있습니다.",
        "\n\n뉴스 이용 시 바다뉴스로 출처를 밝혀 주십시오.",
        "\n\n김하늘 기자\n사회부에서 순천시와 여수시를 맡고 있습니다.",
        # readers speak
        "\n\n댓글 2\n김바다 2023-11-06 09:12:11\n우리 마을에도 들어오면 좋겠습니다. 순천시는 언제 하나요?",
        "\n\n김바다\n우리 마을에도 들어오면 좋겠네요. 순천시는 언제 하나요?\n답글 0 추천 3",
        # who wrote it, whom to ask
        " 김하늘·박바다 기자",
        " 강진=김하늘 기자",
        " [바다뉴스=김하늘 기자]",
        " (김하늘 기자 sky@bada.example)",
        " (061) 430-3114",
        "/sky@bada.example",
        "<바다뉴스>",
        " ⓒ바다뉴스",
        " (문의 : 총무과 061-430-3114)",
        "\n문의 : 강진군 총무과 061-430-3114",
        "\n\n<문의> 강진군 총무과(☎061-430-3114)",
        "\n\n김하늘기자 sky@bada.example 박바다기자 sea@bada.example",
        "\n\n기사제공 : 바다뉴스\n  • 프린트\n  • 메일",
        # captions, tags, lists of others
        "\n\n▲ 마을회관에서 주민들이 화면을 보고 있다. ⓒ 강진군",
        "\n\n17일 강진군 마을회관에서 주민들이 화면을 살피고 있다. (제공: 강진군) ⓒ바다뉴스 2023.11.5",
        "\n\n주민들이 화면을 보며 설명을 듣고 있다. /제공=강진군",
        "\n\n#강진군 #반상회 #마을회관 #화상회의",
        "\n\n#강진군\n#반상회\n#마을회관",
        "\n순천시 정원 입장객 300만 명 넘어\n목포시, 근대역사관 새 단장\n담양군 대나무 박람회 개막",
        "\n여수시, 돌산 공원에 야간 조명 단다\n여수시가 돌산 공원에 조명 200개를 단다고 17일 밝혔다. 시는 설문을 거쳐...",
        "\n\n[속보] 순천시 정원 화재 진화\n[단독] 여수시 청사 이전 검토",
    ],
)  # fmt: skip
def test_nothing_below_an_article_is_its_own(toolkit: Toolkit, tail: str) -> None:
    assert body(toolkit, PLAIN + tail) == f"{LEAD}\n{NEXT}\n{LAST}"


def test_captions_with_a_holder_of_rights_and_subheads_with_a_hash_cut_nothing_off(
    toolkit: Toolkit,
) -> None:
    caption = "▲ 화면으로 모이는 순서  ⓒ 강진소식"
    assert body(toolkit, f"{TOP}{LEAD}\n\n{caption}\n\n{NEXT}\n\n{LAST}") == (
        f"{LEAD}\n{NEXT}\n{LAST}"
    )
    credit = "[바다뉴스] 마을회관에 모인 주민들 ⓒ 김하늘 기자"
    assert body(toolkit, f"{TOP}{LEAD}\n\n{credit}\n\n{NEXT}\n\n{LAST}").endswith(LAST)
    assert body(toolkit, f"{PLAIN}\n[바다뉴스] 저작권자 ⓒ 바다뉴스\n{NEXT}").endswith(LAST)
    later = "강진군은 내년까지 장비를 마을회관 60곳으로 늘린다."
    drawn = "강진군 마을회관 조감도 AD 원본보기 아이콘\n\n◆먼 마을 주민이 모이는 ‘화면 반상회’"
    assert body(toolkit, f"{TOP}{LEAD}\n\n{NEXT}\n\n{drawn}\n\n{later}").endswith(later)
    heading = "#강진군-강진소방서 마을회관 화재 예방 협약"
    more = "강진군은 같은 날 강진소방서와 마을회관의 불을 막는 협약도 체결했다."
    assert body(toolkit, f"{PLAIN}\n\n{heading}\n\n{more}\n\nsky@bada.example").endswith(more)
    assert body(toolkit, f"{PLAIN}\n\n#강진군 #반상회\n{more}") == f"{LEAD}\n{NEXT}\n{LAST}"


def test_a_second_item_of_a_town_s_own_news_is_another_story(toolkit: Toolkit) -> None:
    first = "강진군이 마을회관 40곳에 화면으로 모이는 반상회 장비를 들였습니다."
    shown = (
        "장비는 카메라와 큰 화면, 마이크를 한 몸에 담았으며 어르신도 단추 하나로 켤 수 있습니다."
    )
    said = "군수는 “먼 마을 주민도 군청에 오지 않고 회의를 열 수 있다”고 말했습니다."
    other = "‘제20회 청자축제’ 행사가 대구면 도요지에서 열렸습니다."
    more = "해남과 장흥에서 온 손님 3천 명이 가마터를 둘러봤습니다."
    page = f"{TOP}{first}\n{shown}\n{said}\n{other}\n{more}\n목록"
    assert body(toolkit, page) == f"{first}\n{shown}\n{said}"
    assert body(toolkit, f"{TOP}{first}\n{shown}\n{said}\n{more}\n목록").endswith(more)


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["시가 센터를 열었다.", "시는 기기를 늘린다.", "제보를 기다립니다."], 2),
        (["시가 센터를 열었습니다.", "시는 기기를 늘릴 계획입니다."], 2),
        (["시가 센터를 열었다.", "– 어떻게 쓰나. ▲ 단추를 누르면 됩니다. 화면이 켜집니다."], 2),
        (["좋은 하루입니다."], 1),
    ],
)
def test_who_speaks_politely(texts: list[str], kept: int) -> None:
    assert own_paragraphs(texts) == kept


SCRIPT = """바다TV
마을회관 40곳에 화면 반상회

입력 2023-11-05 13:29

◀ 앵 커 ▶
강진군 마을회관에 화면이
들어왔습니다.
먼 마을 주민도 군청에 오지 않고
반상회를 열 수 있습니다.
김하늘 기자가 보도합니다.
◀ 리포트 ▶
(강진군 칠량면)
어르신들이 모인
칠량면 마을회관입니다.
단추 하나를 누르자
군청 회의실이 나타납니다.
◀ INT ▶박바다 이장/강진군 칠량면
버스를 두 번 갈아타지 않아도 되니까 참 편합니다
장비를 켜고 끄는 일은
마을마다 한 사람씩 맡습니다.
영상취재 : 최구름
군은 내년까지 장비를
60곳으로 늘릴 계획입니다.
바다TV 뉴스 김하늘입니다.
◀ END ▶
순천시 정원 입장객 300만 명 넘어
"""


def test_a_script_is_read_to_its_end(toolkit: Toolkit) -> None:
    found = body(toolkit, SCRIPT)
    assert found.startswith("강진군 마을회관에 화면이 들어왔습니다.\n먼 마을 주민도 군청에")
    assert "어르신들이 모인 칠량면 마을회관입니다." in found
    assert "참 편합니다" in found
    assert found.endswith("군은 내년까지 장비를 60곳으로 늘릴 계획입니다.")
    assert "최구름" not in found and "순천" not in found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("[바다뉴스=김하늘 기자] 전남에서 가장 먼저 화면 반상회를 연 강진군.", NEXT),
        ("[강진=바다뉴스] 김하늘 기자 = 전남 강진군(군수 박바다)이", f"행정안전부는 {NEXT}"),
        ("마을회관과 군청 회의실을 화면으로 잇는 강진군의 ‘화면 반상회’.", NEXT),
    ],
)
def test_a_first_sentence_may_end_in_a_noun(toolkit: Toolkit, first: str, second: str) -> None:
    gap = "\n" if first[0] != "[" else "\n\n"
    found = body(toolkit, f"{TOP}{first}{gap}{second}\n\n{LAST}")
    assert found.startswith(first.rsplit("] ", maxsplit=1)[-1].rsplit(" = ", maxsplit=1)[-1])


def test_words_at_which_a_page_breaks_off_stay(toolkit: Toolkit) -> None:
    assert body(toolkit, f"{PLAIN}\n\n또 칠량면").endswith("또 칠량면")
    assert body(toolkit, f"{PLAIN}\n\n회의에는▲칠량면 이장 열 명").endswith(
        "회의에는▲칠량면 이장 열 명"
    )
    assert body(toolkit, f"{PLAIN}\n\n순천시, 정원 새 단장").endswith(LAST)


def test_date_of_a_picture_ends_no_article(toolkit: Toolkit) -> None:
    picture = "지난달 열린 시범 반상회 모습. (사진=강진군)\n2023.11.05"
    page = f"{TOP}{LEAD}\n\n{NEXT}\n\n{picture}\n\n{LAST}"
    assert body(toolkit, page).startswith(LEAD)
    assert body(toolkit, page).endswith(LAST)


def test_release_goes_on_over_its_footnotes(toolkit: Toolkit) -> None:
    page = (
        "마을회관 화면 반상회, 전국 6개 군에서 연다\n작성일 2023-11-05 조회수 17\n"
        "- 강진군, 완도군, 정선군, 하동군 등 첫 대상 6곳 발표\n"
        "□ 행정안전부는 11월 5일 마을회관 화면 반상회* 사업에 참여할 여섯 군을 뽑았다고 밝혔다.\n"
        "* 화면 반상회 : 마을회관과 군청을 화면으로 잇는 회의\n"
        "지원규모 : 군마다 국비 3억원\n"
        "선정 지자체 : 전남 강진군, 전남 완도군, 강원 정선군, 경남 하동군\n"
        "□ 화면 반상회는 2021년에 시작됐으며 그동안 열두 군이 장비 400대를 들였다.\n"
        "ㅇ 올해는 어르신이 단추 하나로 켤 수 있는 장비를 고르게 했다.\n"
        "□ 김하늘 주민자치과장은 “먼 마을의 목소리를 더 자주 듣겠다”고 말했다.\n목록\n이전글\n"
    )
    found = body(toolkit, page)
    assert "행정안전부는 11월 5일" in found.split("\n")[0]
    assert found.endswith("듣겠다”고 말했다.")


def test_script_keeps_what_is_said_without_a_verb_or_with_a_pause(toolkit: Toolkit) -> None:
    page = (
        "화면으로 여는 반상회\n◀앵커▶\n마을회관에 모이기 어려운 주민이 늘고 있습니다.\n\n"
        "강진군이 화면으로 반상회를 여는 장비를 마을회관마다 들이기로 했는데요,\n\n"
        "김하늘 기자가 다녀왔습니다.\n\n◀기자▶\n"
        "강진군에서 장비를 갖춘 마을회관은 마흔 곳.\n\n"
        "단추 하나만 누르면 군청 회의실이 화면에 나타납니다.\n\n"
        "군은 내년까지 모든 마을로 넓힐 계획입니다.\n\n바다TV 뉴스 김하늘입니다.\n"
    )
    found = body(toolkit, page)
    assert found.startswith("마을회관에 모이기 어려운")
    assert "들이기로 했는데요," in found
    assert "마을회관은 마흔 곳." in found


SCRIPTS = {
    "towns and quotes in it begin no other story": (
        "[앵커]\n\n바다TV 스튜디오에서 전하는 남쪽 소식입니다.\n\n나루리 아나운서, 어떤 소식입니까?\n\n[답변]\n\n"
        "마을회관에 모이기 어려운 주민이 늘고 있습니다.\n\n김하늘 기자입니다.\n\n[기사내용]\n\n"
        '"노래와 인사"\n\n전남 완도군에서 시작한 화면 반상회가 강진군 칠량면까지 왔습니다.\n\n'
        '나루리 / 마을 주민\n"먼 길을\n가지 않아도 됩니다."\n\n드론과 함께\n스마트 화면을 감시하는 일까지 맡습니다.\n\n'
        "군은 내년까지 모든 마을로 넓힐 계획입니다.\n\nB tv뉴스 김하늘입니다.\n\n(영상취재 최구름 기자)\n목록"
    ),
    "what is seen and heard stands between dots": (
        "< 앵커 >\n마을회관에 모이기 어려운\n주민이 늘고 있습니다.\n\n... <안내 화면> ....\n\n< 기자 >\n"
        "화면 반상회가 마을 마흔 곳에서 열립니다.\n\n.... < 화면 소리 > ...\n\n단추 하나면\n군청 회의실이 나타납니다.\n\n"
        "어르신도 금세 익숙해질 것으로\n보입니다.\n\n군은 내년까지 모든 마을로 넓힐 계획입니다.\n\n바다TV 뉴스 김하늘입니다."
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_one_story(toolkit: Toolkit, name: str) -> None:
    page = f"화면으로 여는 강진군 반상회\n입력 2024.05.02 10:10\n{SCRIPTS[name]}\n"
    found = body(toolkit, page)
    assert "마을회관에 모이기 어려운" in found
    assert found.endswith("군은 내년까지 모든 마을로 넓힐 계획입니다.")
    assert "<" not in found and "[" not in found
