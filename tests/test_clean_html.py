"""Saved web pages in the manner of several systems: the same article comes out of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.clean import clean
from pipelines.clean.markup import read_markup
from pipelines.extract import Toolkit
from pipelines.identity import raw_hash
from pipelines.model import Article, RawDocument, Reject, Source
from pipelines.read.html import HtmlReader

TITLE = "속초시, 설악 길목에 말하는 CCTV 세운다"
PARAGRAPHS = (
    "강원 속초시는 설악산 들머리 스무 곳에 말하는 CCTV를 세워 이달부터 등산객을 지킨다고 7일 밝혔다.",
    "새 장치는 길을 벗어난 사람을 알아보고 소리로 일러 준다. 시는 국비 6억원을 들여 지난해 9월부터 사업을 벌여 왔다.",
    "속초시 관계자는 “사람이 놓친 장면을 기계가 먼저 알아채게 하겠다”고 말했다.",
)
BODY = "\n".join(PARAGRAPHS)
P = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
BR = "<br><br>".join(PARAGRAPHS)
RANKING = "<ol>" + "".join(
    f"<li><a>{text}</a></li>"
    for text in ("진안군 고추시장 북적", "태백시 눈꽃마당 채비", "무안군 낙지 값 껑충", "문경시 옛길 걷기")
) + "</ol>"  # fmt: skip
RELATED = (
    "<div><h3>관련기사</h3><dl><dt>단양군, 강변 자전거길 넓힌다</dt>"
    "<dd>단양군이 강변 자전거길 4km를 넓히는 공사를 다음 달 시작한다고 9일 밝혔다. 쉼터와...</dd></dl></div>"
)
LINKED = json.dumps(
    {"@graph": [
        {"@type": "Organization", "name": "누리일보"},
        {"@type": ["NewsArticle"], "headline": TITLE, "datePublished": "2023-03-06T20:02:11Z",
         "dateModified": "2024-03-09T00:00:00Z", "publisher": {"name": "누리일보"}},
    ]},
    ensure_ascii=False,
)  # fmt: skip

PAGES = {
    "og and meta": f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} - 누리신문</title>
<meta property="og:title" content="{TITLE} - 누리신문"><meta property="og:site_name" content="누리신문">
<meta property="article:published_time" content="2023-03-07T14:02:11+09:00"></head><body>
<header><ul><li>정치</li><li>경제</li></ul><div>최종편집 2026-01-02 10:11 (금)</div></header>
<h3>{TITLE}</h3><ul><li>임하늘 기자</li><li>승인 2023.03.07 14:02</li><li>댓글 0</li></ul>
<article itemprop="articleBody"><figure><img src="a.jpg"><figcaption>설악산 들머리 모습. [사진=속초시]</figcaption>
</figure>{P}</article><p>저작권자 © 누리신문 무단전재 및 재배포 금지</p>{RELATED}<h4>많이 본 뉴스</h4>{RANKING}
<footer>제호 : 누리신문 | 등록번호 : 강원 아00000</footer></body></html>""",
    "board": f"""<html><head><title>{TITLE} > 뉴스 | 누리투데이</title></head><body><h1>{TITLE}</h1>
<section><h2>페이지 정보</h2>작성자 <strong>최고관리자</strong> 작성일 <strong>23-03-07 14:02</strong>
조회 <strong>120회</strong></section><section><h2>본문</h2><div>{BR}</div></section>
<div><h3>최신글</h3>{RANKING}</div><div>Copyright © 누리투데이. All rights reserved.</div></body></html>""",
    "linked data": f"""<html><head><title>{TITLE} | 누리일보</title>
<script type="application/ld+json">{LINKED}</script></head><body><nav>홈 > 사회</nav>
<main><h1>{TITLE}</h1><div>{P}</div></main>{RELATED}</body></html>""",
    "tables of 2009": f"""<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=euc-kr">
<TITLE>::: 누리저널 :::</TITLE></HEAD><BODY><TABLE><TR><TD><A>정치</A><BR><A>사회</A></TD><TD><TABLE>
<TR><TD><B>{TITLE}</B></TD></TR><TR><TD align=right>기사입력 2023-03-07 오후 2:02:11 | 임하늘 기자</TD></TR>
<TR><TD><FONT size=3>{BR}</FONT></TD></TR><TR><TD>ⓒ 누리저널 (www.nuri.example) 무단전재 및 재배포금지</TD></TR>
</TABLE></TD><TD>많이 본 기사<BR>{RANKING}</TD></TR></TABLE></BODY></HTML>""",
    "an office's board": f"""<html><head><title>보도자료 - 속초시청</title></head><body><ul><li>본문 바로가기</li></ul>
<h2>보도자료</h2><table><tr><th>제목</th><td>{TITLE}</td></tr><tr><th>담당부서</th><td>스마트도시과</td></tr>
<tr><th>등록일</th><td>2023-03-07</td></tr><tr><th>조회수</th><td>88</td></tr><tr><td colspan=2><div>{P}</div></td></tr>
<tr><th>첨부파일</th><td>보도자료.hwp</td></tr></table></body></html>""",
    "nothing but div": f"""<html><head><title>{TITLE} :: 누리뉴스</title><meta property="og:title" content="{TITLE}"></head>
<body><div><div>로그인</div><div>회원가입</div></div><div>{TITLE}</div><div>입력 : 2023년 03월 07일 14:02</div>
<div>{"".join(f"<div>{text}</div><div><br></div>" for text in PARAGRAPHS)}</div>
<div>&lt;저작권자 ⓒ 누리뉴스, 무단 전재 및 재배포 금지&gt;</div><div>{RANKING}</div></body></html>""",
}
OUTLETS = {
    "og and meta": "누리신문", "board": "누리투데이", "linked data": "누리일보",
    "tables of 2009": "누리저널", "an office's board": None, "nothing but div": "누리뉴스",
}  # fmt: skip


def document(markup: str) -> RawDocument:
    return RawDocument(Source("쪽.html", None, "html"), markup=markup)


@pytest.mark.parametrize("name", PAGES)
def test_the_same_article_comes_out_of_every_system(toolkit: Toolkit, name: str) -> None:
    article = clean(document(PAGES[name]), toolkit.rules)
    assert isinstance(article, Article)
    assert (article.title, article.body) == (TITLE, BODY)
    assert str(article.published.on) == "2023-03-07"
    assert article.outlet == OUTLETS[name]


@pytest.mark.parametrize("encoding", ["euc-kr", "utf-8"])
def test_the_encoding_changes_nothing(toolkit: Toolkit, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "쪽.html"
    page = (
        PAGES["tables of 2009"]
        .replace("euc-kr", encoding)
        .replace("ⓒ", "&copy;")
        .replace("“", '"')
        .replace("”", '"')
    )
    path.write_bytes(page.encode(encoding))
    (found,) = HtmlReader().read(path)
    assert isinstance(found, RawDocument)
    article = clean(found, toolkit.rules)
    assert isinstance(article, Article)
    assert article.title == TITLE
    assert article.body == BODY.replace("“", '"').replace("”", '"')


def test_the_article_keeps_the_hash_of_what_was_given(toolkit: Toolkit) -> None:
    given = document(PAGES["board"])
    article = clean(given, toolkit.rules)
    assert isinstance(article, Article)
    assert article.raw_hash == raw_hash(given)


def test_cells_of_a_row_share_a_line() -> None:
    _, seen = read_markup(document(PAGES["an office's board"]))
    assert "등록일 2023-03-07" in (seen.text or "").split("\n")


EMPTY = {
    "a list of leads": "<html><body><h2>사회</h2><div>전체기사 (총 1,204건)</div>" + "".join(
        f"<div><h4>{head}</h4><p>{lead}</p></div>"
        for head, lead in (
            ("진안군 고추시장", "진안군은 6일 읍내에서 고추시장을 열었다. 시장은 사흘 동안 이어지며..."),
            ("태백시 눈꽃마당", "태백시가 눈꽃마당을 새로 꾸며 시민에게 내놓았다. 미끄럼틀은 두 배로 넓어졌고..."),
            ("무안군 낙지", "무안군은 갯벌 낙지 값이 껑충 뛰었다고 밝혔다. 잡히는 양이 줄면서 시장은..."),
            ("문경시 옛길", "문경시가 옛길 걷기를 이틀 동안 연다. 쉼터를 바꾸고 안전요원을 두 명 더..."),
        )
    ) + "</body></html>",
    "an error": "<html><head><title>누리신문</title></head><body><h1>페이지를 찾을 수 없습니다</h1>"
    "<p>요청하신 기사가 삭제되었거나 주소가 바뀌었습니다. 주소를 다시 한번 확인해 주시기 바랍니다.</p></body></html>",
    "no markup at all": "",
    "only scripts": "<html><body><script>var a = 1;</script><style>p{}</style></body></html>",
}  # fmt: skip


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_without_an_article_is_rejected(toolkit: Toolkit, name: str) -> None:
    assert isinstance(clean(document(EMPTY[name]), toolkit.rules), Reject)


def test_deep_nesting_is_read(toolkit: Toolkit) -> None:
    page = "<html><body>" + "<div>" * 5000 + PAGES["board"] + "</div>" * 5000
    assert clean(document(page), toolkit.rules) is not None
