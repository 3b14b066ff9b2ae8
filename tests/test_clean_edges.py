"""Where an article begins and ends, and how little an article may be: one class of layout a case."""

from __future__ import annotations

import pytest

from pipelines.clean import clean
from pipelines.clean.titles import without_subtitle
from pipelines.extract import Toolkit
from pipelines.model import Article, RawDocument, Reject, Source

TITLE = "봉화 산골 버스, 부르면 온다"
LEAD = "봉화군이 산골 마을 30곳에 부르면 오는 버스를 놓는다고 14일 밝혔다."
NEXT = "버스는 전화나 앱으로 부르면 20분 안에 마을회관 앞에 닿는다. 군은 도비 4억원을 받아 지난해 준비에 들어갔다."
LAST = "군 관계자는 “장날마다 십 리를 걷던 어르신들이 한결 편해질 것”이라고 말했다."
BODY = f"{LEAD}\n{NEXT}\n{LAST}"
OWN = f"{LEAD}\n\n{NEXT}\n\n{LAST}"
STAMP = "입력 2023-11-05 13:29"
PLAIN = f"{TITLE}\n{STAMP}\n\n{OWN}"


def read(toolkit: Toolkit, page: str) -> Article | Reject:
    """What cleaning makes of a page."""
    return clean(RawDocument(Source("쪽.txt", None, "text"), text=page), toolkit.rules)


def article(toolkit: Toolkit, page: str) -> Article:
    """The article of a page that has one."""
    found = read(toolkit, page)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    "above",
    [
        # what a page says to its reader
        "이 누리집은 대한민국 공식 전자정부 누리집입니다.\n공식 누리집 주소 확인하기\ngo.kr 주소를 사용하는 "
        "누리집은 정부기관이 관리하는 누리집입니다.\n운영중인 공식 누리집보기\n",
        "로그인하시면,\n\n많은 것을 보실 수 있습니다.\n\n오늘의 말씀\n\n",
        "검색 창이 열립니다. 열려면 엔터키를 누르세요.\n금융\n날씨\n2.1K 팔로워\n",
        "교통 관련 보도자료 입니다.\n언론을 통해서도 보실 수 있습니다.\n작성자 관리자\n",
        "Warning: include_once(/home/bada/cache.php): failed to open stream: No such file in /home/bada/x.php on line 82\n",
    ],
)
def test_greetings_above_a_headline_are_no_lead(toolkit: Toolkit, above: str) -> None:
    found = article(toolkit, f"{above}{PLAIN}")
    assert (found.title, found.body) == (TITLE, BODY)


@pytest.mark.parametrize(
    "below_the_stamp",
    [
        # captions that are sentences
        "봉화 주민들이 산골 마을 회관 앞에서 부르면 오는 버스를 타고 있다. <사진·김하늘 기자>\n\n",
        "▎한가람 군수는 버스를 부르는 앱을 주민과 함께 고쳐 왔다고 말했다.\n",
        "봉화 장터 들머리가 부르면 오는 버스를 기다리는 주민으로 가득 차 있다.\n\nⓒ 봉화군\n",
        "[봉화=바다뉴스] 김하늘 기자 = 봉화군이 산골 버스를 시험한다. 2023.11.05 sky@bada.example\n\n",
        "▲ 지난 2일 봉화군과 버스 조합이 산골 버스 협약을 맺었다. |\n",
        # subtitles and the headline once more
        "봉화 산골 버스,\n부르면 온다\n",
        "마을 30곳에 버스 놓아,\n전화 한 통이면 20분 안에 닿아,\n",
        # a board's row
        f"제목 {TITLE}!\n작성자 교통과\n내용\n\n",
    ],
)
def test_captions_subtitles_and_rows_above_a_lead_are_no_part(
    toolkit: Toolkit, below_the_stamp: str
) -> None:
    found = article(toolkit, f"{TITLE}\n{STAMP}\n\n{below_the_stamp}{OWN}")
    assert found.body == BODY


@pytest.mark.parametrize(
    "glued",
    [
        "봉화군 주민들이 마을회관 앞에서 버스를 타고 있다. (사진=봉화군 제공)",
        "봉화 산골에 놓일 작은 버스. 봉화군 제공",
    ],
)
def test_a_caption_glued_before_the_lead_is_cut_off(toolkit: Toolkit, glued: str) -> None:
    assert article(toolkit, f"{TITLE}\n{STAMP}\n\n{glued}{OWN}").body == BODY


def test_a_first_sentence_with_a_picture_s_credit_behind_stays(toolkit: Toolkit) -> None:
    page = f"{TITLE}\n{STAMP}\n\n{LEAD}(사진=봉화군 제공) {NEXT}\n\n{LAST}"
    assert article(toolkit, page).body.startswith(LEAD)


@pytest.mark.parametrize(
    "tail",
    [
        " 자료제공 : 교통과 산골교통담당 (670-0000)",
        "[바다일보 김하늘 기자]",
        "/김하늘 기자",
        # blurbs of who sent the release
        "\n\n봉화버스 소개\n봉화버스는 2016년 문을 연 회사로 산골 길을 다니는 작은 버스를 만든다.\n웹사이트: http://bus.example",
        "\n\n봉화버스에 대하여\n1989년 세워진 버스 회사로 다섯 고을에서 버스를 굴린다.",
        # licences and rules for comments
        "\n바다뉴스 자료는 「공공누리 제1유형:출처표시」의 조건에 따라 자유롭게 쓸 수 있습니다. 다만, 사진은 제3자에게 "
        "저작권이 있어 쓸 수 없습니다. 어기면 저작권법 제37조에 따라 처벌될 수 있습니다. <자료출처=바다뉴스>",
        "\n※ 아래 경우에는 고지 없이 삭제하겠습니다.\n·음란한 댓글 ·개인정보 ·헐뜯는 댓글 ·같은 글을 두 번 넘게 쓴 댓글 "
        "·법에 어긋나는 댓글과 그 밖에 다른 사람을 괴롭히는 내용으로 여러 사람이 신고한 글\nBEST 댓글",
        "\n\n봉화 주민들이 새 버스를 살펴보고 있다.\n저작권자 © 바다일보 무단전재 및 재배포 금지",
    ],
)
def test_tails_are_no_part(toolkit: Toolkit, tail: str) -> None:
    assert article(toolkit, f"{PLAIN}{tail}").body == BODY


@pytest.mark.parametrize(
    "within",
    [
        "버스는 세 길로 다닌다.\n· 산골 1번 춘양장 가는 길\n· 산골 2번 보건소 가는 길\n· 산골 3번 군청 가는 길",
        "버스는 차례로 늘린다.\n1. 3월 : 춘양면과 소천면\n2. 5월 : 재산면\n3. 9월 : 나머지 마을",
    ],
)
def test_lists_between_paragraphs_stay(toolkit: Toolkit, within: str) -> None:
    page = f"{TITLE}\n{STAMP}\n\n{LEAD}\n\n{NEXT}\n\n{within}\n\n{LAST}\n목록"
    assert article(toolkit, page).body == f"{LEAD}\n{NEXT}\n{within}\n{LAST}"


def test_pictures_within_an_article_cut_nothing_off(toolkit: Toolkit) -> None:
    shown = "▲ 봉화군청 ©\n\n"
    credited = "ⓒ바다뉴스 김하늘\n\nⓒ바다뉴스 김하늘\n\n어르신이 먼저 탄다\n\n"
    assert article(toolkit, f"{TITLE}\n{STAMP}\n\n{LEAD}\n\n{shown}{NEXT}\n\n{LAST}").body == BODY
    long = f"{TITLE}\n{STAMP}\n\n{LEAD}\n\n{NEXT}\n\n{credited}{LAST}\n\n마을마다 돌아가며 타 본다. 탈이 나면 고친다."
    assert article(toolkit, long).body.endswith("탈이 나면 고친다.")


def test_short_paragraphs_below_subheads_go_on(toolkit: Toolkit) -> None:
    parts = [
        LEAD,
        "전화 한 통이면 되나요",
        "앱이 낯선 어르신은 전화로 부른다. 상담원이 자리와 때를 묻고 버스를 보낸다.",
        "택시보다 싸요",
        "한 번 타는 데 백 원이다. 택시로 오가던 길을 버스로 갈 수 있다.",
    ]
    found = article(toolkit, f"{TITLE}\n{STAMP}\n\n" + "\n\n".join(parts))
    assert found.body == "\n".join(parts)


def test_a_polite_paragraph_is_no_notice(toolkit: Toolkit) -> None:
    last = "빠진 마을을 알려 주시면 담당자가 찾아갑니다. 노선은 누리집에서 볼 수 있습니다. 많은 참여 부탁드립니다."
    page = f"{TITLE}\n{STAMP}\n\n" + OWN.replace("다.", "습니다.") + f"\n\n{last}\n목록"
    assert article(toolkit, page).body.endswith(last)


def test_an_article_in_english_is_whole(toolkit: Toolkit) -> None:
    paragraphs = [
        "Bonghwa County in North Gyeongsang Province said on Nov. 5 that buses will come on call to thirty villages.",
        "The county has received 400 million won and will run ten small buses from next March on three mountain roads.",
        "It was the first service of its kind in the province.",
    ]
    page = "\n\n".join(
        ["Bonghwa Puts Buses on Call", STAMP, *paragraphs, "Editor's Pick", "Seoul Shares Close Up"]
    )
    assert article(toolkit, page).body == "\n".join(paragraphs)


def test_words_at_which_a_page_breaks_off_stay_if_few(toolkit: Toolkit) -> None:
    assert article(toolkit, f"{PLAIN}\n\n군은 도로부터").body == f"{BODY}\n군은 도로부터"


SENTENCE = "23일 봉화 장터에서 군청 교통과 직원들이 산골 버스 타는 법을 주민들에게 알려 주고 있다."


@pytest.mark.parametrize(
    "page",
    [
        f"{SENTENCE}\n\n김하늘 기자\n저작권자 © 바다일보 무단전재 및 재배포 금지",
        f"버스 타는 법\n{SENTENCE} /김하늘 기자 sky@bada.example\n“제보를 기다립니다” 기사제보\n저작권자 © 바다일보",
        f"버스 타는 법\n{STAMP}\n{SENTENCE} /김하늘 기자\n[바다일보ㅣ김하늘 기자] {SENTENCE}\n\nsky@bada.example",
        f"버스 타는 법\n\nby김하늘 기자\n2023.11.05 09:39:40\n\n[바다데일리 김하늘 기자] {SENTENCE}",
    ],
)
def test_news_in_a_sentence_is_an_article(toolkit: Toolkit, page: str) -> None:
    assert article(toolkit, page).body == SENTENCE


def test_news_in_a_sentence_stands_before_another_story_s_lead(toolkit: Toolkit) -> None:
    other = (
        "영양군은 고추 값이 지난해보다 두 배 올랐다고 밝혔다. 군은 비가 많이 온 탓으로 보고 농가를 도울 길을 찾는다. "
        "군은 농가에 건조기 값을 대고 빚 이자를 깎아 주기로 했다. 농민들은 내년이 더 걱정이라고 말한다."
    )
    page = f"{TITLE}\n{STAMP}\n{SENTENCE}\n김하늘 기자\n저작권자 © 바다일보 무단전재\n영양 고추 값 올라\n{other}"
    assert article(toolkit, page).body == SENTENCE


def test_sentences_right_below_a_stamp_are_an_article(toolkit: Toolkit) -> None:
    told = "봉화군이 산골 버스를 놓는다고 5일 밝혔다. 올해는 길이 좁은 마을 30곳에 버스를 보낸다. 낡은 길도 함께 고친다."
    page = f"World News\nSearch\n{TITLE}\n2023-11-05,\nBada\n{told} read full story\nRelated News by Date\nMore related news"
    assert article(toolkit, page).body == told


@pytest.mark.parametrize(
    "page",
    [
        # leads, each with its day below
        "지방\n" + "\n".join(
            f"{name}군, 새 버스 {count}대 들여\n{name}군이 새 버스 {count}대를 들였다. 군은 길이 좁은 마을부터 버스를 "
            f"보낸다고 23일 밝혔다. 주민은 전화로 버스를 부른다.\n김하늘기자2023.11.05 13:5{count}:41"
            for count, name in enumerate(("봉화", "영양", "청송", "울진"), 1)
        ),
        # leads that break off in mid-word below their days
        "\n".join(
            f"11.0{count}\n2023\n{name}군이 새 버스 {count}대를 들였다. 군은 길이 좁은 마을부터 버스를 보낸다고 "
            "23일 밝혔다. 주민은 전화로 버스를 부르고 버스는 마을회관 앞에 닿는다. 군 관계자는 “어르신이 편해"
            for count, name in enumerate(("봉화", "영양", "청송", "울진"), 1)
        ),
        # what a reporter wrote, the list's pages below
        "바다신문 기자 구독\n김하늘 기자\n기사 1,204 구독자 57\n"
        + "\n".join(
            f"{name}군 산골 버스 {count}대 더\n{name}군이 새 버스 {count}대를 들였다고 23일 밝혔다. 군은 길이 좁은 마을부터 "
            "버스를 보낸다. 주민은 전화로 버스를 부른다."
            for count, name in enumerate(("봉화", "영양", "청송"), 1)
        )
        + "\n≪ 21 22 23 24 25 26 ≫",
        "바다신문\n페이지를 찾을 수 없습니다\n기사가 지워졌거나 주소가 바뀌었습니다. 주소를 다시 살펴 주시기 바랍니다.",
    ],
)  # fmt: skip
def test_lists_of_beginnings_and_errors_hold_no_article(toolkit: Toolkit, page: str) -> None:
    assert isinstance(read(toolkit, page), Reject)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        # a board's rows
        ("34817 | 1508 | ||\n교통과 | 2023-11-05 10:12:00 | ||\n" + TITLE + " | |||", TITLE),
        (f"시정소식\n작성일 2023.11.05\n제목 {TITLE}!\n작성자 교통과\n내용\n", f"{TITLE}!"),
        (f"{TITLE} 교통행정과 2023-11-05 219 | |||||\n첨부파일 | |||||", TITLE),
        # a page's title with its path
        (f"{TITLE} : 사회일반 : 사회 : 뉴스 : 바다일보\n", TITLE),
        # points below a headline
        (
            f"{TITLE}\n등록일 : 2023.11.05 11:05\n○…버스 열 대 산골 마을로\n○…전화로 불러 20분 안에\n",
            TITLE,
        ),
    ],
)
def test_headlines_of_boards_and_paths(toolkit: Toolkit, head: str, title: str) -> None:
    assert article(toolkit, f"{head}\n{OWN}").title == title


def test_a_headline_may_stand_below_its_article(toolkit: Toolkit) -> None:
    page = f"{LEAD} {NEXT} {LAST}\n[뉴스한입] {TITLE}\n입력 2023-11-05 02:51\n바다일보 (bada.example)\n영양 고추 값 올라"
    assert article(toolkit, page).title == TITLE


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("봉화군, 산골 마을에 부르면 오는 버스 놓는다 한가람 군수 버스조합과 협약서 나눠 갖고 시범 운행 다짐",
         "봉화군, 산골 마을에 부르면 오는 버스 놓는다"),
        ("봉화군, ‘2023년 산골 교통 도움’ 공모 최종 선정 도비 4억원 따내…버스 열 대 놓고 마을회관 잇는다",
         "봉화군, ‘2023년 산골 교통 도움’ 공모 최종 선정"),
        ("봉화군, '산골 버스 운영 협약 30곳' 마을과 맺고 내년 봄부터 길마다 다닌다",
         "봉화군, '산골 버스 운영 협약 30곳' 마을과 맺고 내년 봄부터 길마다 다닌다"),
        ("봉화군, 산골 버스 공모 선정 도비 4억 확보", "봉화군, 산골 버스 공모 선정 도비 4억 확보"),
    ],
)  # fmt: skip
def test_a_subtitle_behind_a_headline_is_cut_off(toolkit: Toolkit, line: str, title: str) -> None:
    assert without_subtitle(line, toolkit.rules.closing) == title
