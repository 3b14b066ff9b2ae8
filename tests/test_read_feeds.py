"""Saved answers of services: Naver search, 정책브리핑, RSS and Atom."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipelines.model import RawDocument, Reject
from pipelines.read import read_file, reasons
from pipelines.read.fragments import fragment_text, marked_text
from pipelines.read.korea_kr import iso_day
from pipelines.read.xml import root_name
from pipelines.reference import load_reference

FEEDS = Path(__file__).parent / "fixtures" / "feeds"


def documents(path: Path) -> list[RawDocument]:
    return [found for found in read_file(path) if isinstance(found, RawDocument)]


def rejects(path: Path) -> list[Reject]:
    return [found for found in read_file(path) if isinstance(found, Reject)]


def test_naver_items_lose_their_marks_and_gain_an_outlet() -> None:
    first, second = documents(FEEDS / "naver_page1.json")
    assert first.title == '"교통 빅데이터로" … 하남시, 스마트도시 센터 문 열어'
    assert first.text is not None
    assert first.text.startswith("하남시는 31일 스마트도시 통합운영센터를 열고 교통·방범")
    assert first.outlet == "경기일보"
    assert first.url == "https://www.kyeonggi.com/article/20230531580001"
    assert first.published == "Wed, 31 May 2023 18:20:00 +0900"
    assert (first.source.format, first.source.row, first.complete) == ("naver", 1, False)
    assert second.title == "고성군 스마트도시 계획 공청회 & 설명회"
    assert second.url == "https://n.news.naver.com/mnews/article/001/0000000002?sid=102"
    assert second.outlet is None  # a portal's address names no outlet


def _two_answers() -> list[dict[str, object]]:
    page = json.loads((FEEDS / "naver_page1.json").read_text(encoding="utf-8"))
    del page["start"], page["display"]
    return [page, {**page, "start": 101, "items": page["items"][:1]}]


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("lines.jsonl", "\n".join(json.dumps(answer) for answer in _two_answers())),
        ("lines.txt", "\n".join(json.dumps(answer) for answer in _two_answers()) + "\n"),
        ("list.json", json.dumps(_two_answers(), ensure_ascii=False)),
        ("pretty.json", "\n".join(json.dumps(a, indent=2) for a in _two_answers())),
        ("glued.json", "".join(json.dumps(answer) for answer in _two_answers())),
        ("wrong.csv", json.dumps(_two_answers())),
    ],
)
def test_several_naver_pages_in_one_file(tmp_path: Path, name: str, joined: str) -> None:
    path = tmp_path / name
    path.write_text(joined, encoding="utf-8")
    assert [document.source.row for document in documents(path)] == [1, 2, 3]
    assert rejects(path) == []


def test_naver_pages_before_a_cut_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    whole = "".join(json.dumps(answer) for answer in _two_answers())
    path.write_text(whole[:-40], encoding="utf-8")
    assert len(documents(path)) == 2
    (problem,) = rejects(path)
    assert (problem.reason, problem.row) == (reasons.BROKEN_ANSWER, 3)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"lastBuildDate": "", "items": []}', reasons.NO_ITEMS),
        ('{"lastBuildDate": "", "items": {}}', reasons.BROKEN_ANSWER),
        ('{"errorCode": "012", "errorMessage": "Rate limit exceeded."}', "잠시 뒤"),
        ('{"errorCode": "SE03", "errorMessage": "Invalid start value"}', "1~1000"),
        ('{"lastBuildDate": "", "items": [7]}', reasons.BROKEN_ANSWER),
        ('{"lastBuildDate": "", "items": [{"title": ""}]}', reasons.NO_BODY),
        ('{"lastBuildDate": "", "items": [{"title": "a\\u0000b"}]}', reasons.NUL),
        ('{"lastBuildDate": "", "items": [{"title": "\\ud800"}]}', reasons.BAD_CHARACTERS),
    ],
)
def test_naver_answers_without_articles(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "answer.json"
    path.write_text(text, encoding="utf-8")
    (problem,) = read_file(path)
    assert isinstance(problem, Reject)
    assert said in problem.reason


def test_a_saved_naver_error_says_what_to_check() -> None:
    (problem,) = rejects(FEEDS / "naver_error.json")
    assert "네이버 검색의 오류 응답" in problem.reason
    assert "024" in problem.reason
    assert "Client ID" in problem.reason


def test_press_releases() -> None:
    found = list(read_file(FEEDS / "korea_kr.xml"))
    first, empty, plain = found
    assert isinstance(first, RawDocument)
    assert isinstance(plain, RawDocument)
    assert first.title == "스마트도시 도시 단위 사업 네 곳 <선정>"
    assert first.text == (
        "울산·고양 등, 세 해 동안 지원\n"
        "국토교통부는 31일 울산광역시와 고양시를 사업지로 뽑았다고 밝혔다.\n"
        "두 시는 교통 자료를 모아\n신호를 조정한다."
    )
    assert (first.outlet, first.external_id) == ("국토교통부", "korea_kr:156570001")
    assert first.published == "2023-05-31 11:00:00"
    assert (first.source.format, first.source.row, first.complete) == ("korea_kr", 1, True)
    assert isinstance(empty, Reject)
    assert (empty.reason, empty.row) == (reasons.NO_BODY, 2)
    assert plain.source.row == 3


@pytest.mark.parametrize("name", ["korea_kr.txt", "korea_kr.html", "korea_kr"])
def test_press_releases_under_a_wrong_name(tmp_path: Path, name: str) -> None:
    shutil.copy(FEEDS / "korea_kr.xml", tmp_path / name)
    assert len(documents(tmp_path / name)) == 2


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("UTF-8", "utf-8"), ("EUC-KR", "cp949"), ("EUC-KR", "utf-8"), ("UTF-8", "cp949")],
)
def test_xml_in_another_charset_than_declared(tmp_path: Path, declared: str, encoding: str) -> None:
    for name in ("korea_kr.xml", "paper.rss"):
        text = (FEEDS / name).read_text(encoding="utf-8")
        text = text.replace("UTF-8", declared).replace("utf-8", declared)
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        assert [d.text for d in documents(path)] == [d.text for d in documents(FEEDS / name)]


def test_several_press_answers_in_one_file(tmp_path: Path) -> None:
    answer = (FEEDS / "korea_kr.xml").read_text(encoding="utf-8").split("?>", 1)[1]
    error = (FEEDS / "gateway_error.xml").read_text(encoding="utf-8")
    path = tmp_path / "all.xml"
    path.write_text(f"<responses>{answer}{error}{answer}</responses>", encoding="utf-8")
    assert [document.source.row for document in documents(path)] == [1, 3, 4, 6]
    assert any("SERVICE_KEY_IS_NOT_REGISTERED" in problem.reason for problem in rejects(path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<response><header><resultCode>98</resultCode><resultMsg>조회 기간 초과</resultMsg>"
         "</header></response>", "98: 조회 기간 초과"),
        ("<response><header><resultCode>00</resultCode></header><body/></response>",
         reasons.NO_ITEMS),
        ("<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>LIMITED</errMsg><returnReasonCode>22"
         "</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>", "하루 요청 한도"),
        ("<response><body><NewsItem>", reasons.BROKEN_XML),
        ("<rss><channel></channel></rss>", reasons.NO_ITEMS),
        ("<rss><channel><title>가</title>", reasons.BROKEN_XML),
        ("<sitemapindex><sitemap/></sitemapindex>", "<sitemapindex>"),
    ],
)  # fmt: skip
def test_xml_without_articles(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "answer.xml"
    path.write_text(text, encoding="utf-8")
    (problem,) = read_file(path)
    assert isinstance(problem, Reject)
    assert said in problem.reason


def test_releases_before_a_cut_are_kept(tmp_path: Path) -> None:
    whole = (FEEDS / "korea_kr.xml").read_text(encoding="utf-8")
    path = tmp_path / "cut.xml"
    path.write_text(whole[: whole.index("마을 방송을")], encoding="utf-8")
    assert len(documents(path)) == 1
    assert rejects(path)[-1].reason == reasons.BROKEN_XML


def test_rss() -> None:
    first, second, third = documents(FEEDS / "paper.rss")
    assert first.title == "성남시, 공원에 ‘똑똑한 가로등’"
    assert first.text == (
        "성남시는 31일 율동공원에 사람을 알아보는 가로등 서른 개를 세웠다.\n"
        "밝기는 지나는 이에 맞춘다."
    )
    assert (first.outlet, first.author) == ("경인일보", "김하나")
    assert first.published == "Wed, 31 May 2023 09:00:00 +0900"
    assert (first.source.format, first.source.row, first.complete) == ("rss", 1, True)
    assert second.text == "안양시가 정류장 다섯 곳에 공기 청정기를 놓았다."
    assert (second.published, second.complete) == ("2023-05-31 14:03:00", False)
    assert third.external_id == "https://www.kyeongin.com#77"
    assert (first.external_id, third.url) == (None, None)


def test_atom(tmp_path: Path) -> None:
    shutil.copy(FEEDS / "blog.atom", tmp_path / "saved.txt")
    (entry,) = documents(tmp_path / "saved.txt")
    assert entry.text == "춘천시는 1일 자율주행 버스를 시험한다."
    assert entry.published == "2023-05-31T23:30:00Z"
    assert (entry.url, entry.outlet) == ("https://blog.example/posts/1", None)


def test_a_ministry_before_a_title_is_the_outlet(tmp_path: Path) -> None:
    path = tmp_path / "press.xml"
    path.write_text(
        '<?xml version="1.0" encoding="EUC-KR"?><rss version="2.0"><channel>'
        "<title>보도자료</title><link>https://www.korea.kr</link><item>"
        "<title>[국토교통부] 도시 자료를 나눈다</title>"
        "<link>https://www.korea.kr/briefing/1</link><description>자료를 나눈다.</description>"
        "</item></channel></rss>",
        encoding="utf-8",
    )
    (entry,) = documents(path)
    assert (entry.title, entry.outlet) == ("도시 자료를 나눈다", "국토교통부")


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.kyeongin.com/article/1", "경인일보"),
        ("http://m.kyeongin.com/1", "경인일보"),
        ("https://news.kbs.co.kr/news/view.do?ncd=1", "KBS"),
        ("https://biz.chosun.com/1", "조선비즈"),
        ("https://www.chosun.com/1", "조선일보"),
        ("https://notkyeongin.com/1", None),
        ("https://kyeongin.com.evil.example/1", None),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_outlet_by_domain(url: str | None, outlet: str | None) -> None:
    assert load_reference().outlet_of_url(url) == outlet


def test_coverage_names_current_regions_only() -> None:
    coverage = load_reference().outlet_coverage
    assert coverage["매일신문"] == ("27", "47")
    assert "연합뉴스" not in coverage


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("05/31/2023 09:00:00", "2023-05-31 09:00:00"),
        ("5/1/2023", "2023-05-01"),
        ("2023-05-31", "2023-05-31"),
        (None, None),
    ],
)
def test_month_first_dates(stamp: str | None, expected: str | None) -> None:
    assert iso_day(stamp) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("한 줄", "한 줄"),
        ("1 < 2 이고 3 > 2", "1 < 2 이고 3 > 2"),
        ("&lt;p&gt;두 번 감싼 글&lt;/p&gt;", "두 번 감싼 글"),
        ("<p>가</p>나<style>p{}</style>다", "가\n나다"),
        ("<b>하남</b>시", "하남시"),
        ("<!-- 없는 글 -->있는 글", "있는 글"),
        ("", ""),
    ],
)
def test_fragments(text: str, expected: str) -> None:
    assert fragment_text(text) == expected


def test_marks_inside_a_word_leave_no_blank() -> None:
    assert marked_text("<b>스마트</b>도시 &amp;  교통") == "스마트도시 & 교통"


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"<rss>", "rss"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <feed> --><rdf:RDF>', "RDF"),
        (b'<!DOCTYPE rss [<!ENTITY a "<feed>">]><rss>', "rss"),
        ("<?xml?><feed>".encode("utf-16"), "feed"),
        (b"<?xml", None),
        (b"a<rss>", None),
        (b"", None),
    ],
)
def test_root_names(head: bytes, root: str | None) -> None:
    assert root_name(head) == root
