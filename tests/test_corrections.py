"""Corrections by people: every field, wrong lines, and builds that keep them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import fakes
import pytest

from pipelines import cli, settings
from pipelines.corrections import FILE, Correction, correct, lines_to_paste, read_corrections
from pipelines.errors import InputError
from pipelines.explain import render
from pipelines.model import Extracted, RawDocument, Source
from pipelines.reference import load_reference
from pipelines.report import BuildReport
from pipelines.run import Options, build
from pipelines.warehouse.publish import published

OPTIONS = Options(work=fakes.work, quiet=True)
HEADER = "article_id,field,old,new,who,why\n"


def article(**changes: Any) -> Extracted:
    """경기도 하남시, transport, 한국토지주택공사 (mou), ai_city, opened 2023-05-31."""
    document = RawDocument(
        Source("a.txt", None, "text"), text="하남시 버스\nLH와 협약", outlet="경기일보", **changes
    )
    found = fakes.process(document, "toolkit")
    assert isinstance(found, Extracted)
    return found


def corrected(found: Extracted, field: str, old: str, new: str) -> tuple[Extracted, str | None]:
    line = Correction(2, found.article.article_id, field, old, new, "김주무관", "보도자료 원문")
    after, problems = correct(found, [line], load_reference())
    return after, problems[0][1] if problems else None


def values(found: Extracted) -> dict[str, list[Any]]:
    findings, published = found.findings, found.article.published
    return {
        "region": [(f.role, f.code, f.sido_then, f.sigungu_then) for f in findings.regions],
        "topic": [f.topic for f in findings.topics],
        "partner": [(f.name, f.type, f.country, f.relation) for f in findings.partners],
        "programme": [f.programme for f in findings.programmes],
        "event": [(f.stage, f.precision, f.on, f.earliest) for f in findings.events],
        "published": [(published.precision, published.on, published.earliest, published.latest)],
        "title": [found.article.title],
        "outlet": [found.article.outlet],
        "on_topic": [found.findings.on_topic],
    }


HANAM = ("primary", "41450", "경기도", "하남시")
GWANGJU = "전남광주통합특별시"
LH = ("한국토지주택공사", "public_institution", "KR", "mou")
DAY = date(2024, 3, 5)
OPENED = ("opened", "day", date(2023, 5, 31), date(2023, 5, 31))
CHANGES: list[tuple[str, str, str, str, list[Any]]] = [
    ("primary_region", "경기도 하남시", "41610", "region",
     [("primary", "41610", "경기도", "광주시")]),
    ("primary_region", "하남시", "경기도 광주시", "region",
     [("primary", "41610", "경기도", "광주시")]),
    ("primary_region", "41450", "", "region", []),
    ("primary_region", "", "서울 중구", "region",
     [HANAM, ("primary", "11140", "서울특별시", "중구")]),
    ("mentioned_region", "", "하남시", "region", [("mentioned", *HANAM[1:])]),
    ("venue_region", "", "세종", "region", [HANAM, ("venue", "36", "세종특별자치시", None)]),
    ("topic", "transport", "환경·에너지·수자원", "topic", ["environment_energy_water"]),
    ("topic", "교통", "data_ai", "topic", ["data_ai"]),
    ("topic", "", "data_ai", "topic", ["transport", "data_ai"]),
    ("topic", "transport", "", "topic", []),
    ("topic", "", "transport", "topic", ["transport"]),
    ("partner", "LH", "KT", "partner", [("KT", "company", "KR", "mou")]),
    ("partner", "한국토지주택공사", "", "partner", []),
    ("partner", "", "다나와시스템:company", "partner",
     [LH, ("다나와시스템", "company", "KR", "other")]),
    ("partner", "LH", "헬싱키:foreign_city:FI", "partner",
     [("헬싱키", "foreign_city", "FI", "mou")]),
    ("relation", "LH:mou", "contract", "partner", [(*LH[:3], "contract")]),
    ("relation", "한국토지주택공사:mou", "LH:award", "partner", [(*LH[:3], "award")]),
    ("relation", "LH:mou", "", "partner", []),
    ("relation", "", "KT:funding", "partner", [LH, ("KT", "company", "KR", "funding")]),
    ("programme", "ai_city", "certification", "programme", ["certification"]),
    ("programme", "ai_city", "", "programme", []),
    ("event", "opened:2023-05-31", "opened:2023-06", "event",
     [("opened", "month", None, date(2023, 6, 1))]),
    ("event", "", "plan", "event", [OPENED, ("plan", "unknown", None, None)]),
    ("event", "", "plan:2024", "event", [OPENED, ("plan", "year", None, date(2024, 1, 1))]),
    ("event", "opened:2023-05-31", "", "event", []),
    ("published", "", "2024-03-05", "published", [("day", DAY, DAY, DAY)]),
    ("published", "", "2024. 2", "published",
     [("month", None, date(2024, 2, 1), date(2024, 2, 29))]),
    ("title", "하남시 버스", "하남시 자율주행 버스", "title", ["하남시 자율주행 버스"]),
    ("title", "하남시 버스", "", "title", [None]),
    ("outlet", "경기일보", "경인일보", "outlet", ["경인일보"]),
    ("on_topic", "true", "false", "on_topic", [False]),
    ("on_topic", "예", "아니오", "on_topic", [False]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "old", "new", "kind", "expected"), CHANGES)
def test_a_field_is_corrected(
    field: str, old: str, new: str, kind: str, expected: list[Any]
) -> None:
    before = article()
    after, problem = corrected(before, field, old, new)
    assert problem is None
    assert values(after)[kind] == expected
    others = {k: v for k, v in values(after).items() if k != kind}
    assert others == {k: v for k, v in values(before).items() if k != kind}


WRONG = [
    ("primary_region", "", "강남시", "모르는 지역 ‘강남시’"),
    ("primary_region", "", "중구", "여럿입니다.*서울특별시 중구"),
    ("primary_region", "서울 중구", "하남", "모르는 지역 ‘하남’"),
    ("primary_region", "서울 중구", "세종", "없습니다. 지금 값: 경기도 하남시.primary"),
    ("venue_region", "하남시", "세종", "없습니다. 지금 값"),
    ("topic", "data_ai", "", "지금 값: transport"),
    ("topic", "", "버스", "주제 목록에 없습니다.*transport"),
    ("partner", "", "다나와시스템", "‘이름:유형’"),
    ("partner", "", "다나와시스템:기업", "company"),
    ("partner", "KT", "LG유플러스", "지금 값: 한국토지주택공사"),
    ("relation", "LH:mou", "KT:mou", "partner 줄에서"),
    ("relation", "LH", "mou", "기관:관계"),
    ("relation", "LH:award", "advice", "지금 값: 한국토지주택공사:mou"),
    ("programme", "", "스마트", "사업 목록에 없습니다"),
    ("event", "", "준공:2023", "단계:날짜"),
    ("event", "", "opened:언젠가", "날짜 ‘언젠가’"),
    ("published", "", "2024-02-30", "날짜 ‘2024-02-30’"),
    ("published", "2020-01-01", "2021-01-01", "지금 값: 없음"),
    ("title", "", "새 제목", "지금 값 ‘하남시 버스’"),
    ("outlet", "조선일보", "경인일보", "지금 값: 경기일보"),
    ("on_topic", "true", "글쎄", "true나 false"),
    ("제목", "가", "나", "모르는 항목 ‘제목’"),
    ("topic", "transport", "<바른 값>", "채우지 않았습니다"),
    ("topic", "", "", "모두 비어"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "old", "new", "reason"), WRONG)
def test_a_wrong_line_changes_nothing_and_says_why(
    field: str, old: str, new: str, reason: str
) -> None:
    before = article()
    after, problem = corrected(before, field, old, new)
    assert after == before
    assert problem is not None
    assert re.search(reason, problem), problem


def test_corrected_values_say_who_and_why() -> None:
    after, _ = corrected(article(), "topic", "transport", "data_ai")
    (topic,) = after.findings.topics
    assert (topic.rule, topic.evidence, topic.confidence) == (
        "corrected:김주무관", "보도자료 원문", 1.0,
    )  # fmt: skip
    assert (topic.start, topic.end, topic.field) == (0, 0, "body")


def test_what_the_rules_have_learned_is_confirmed() -> None:
    after, problem = corrected(article(), "topic", "data_ai", "transport")
    assert problem is None
    assert [(f.topic, f.rule) for f in after.findings.topics] == [
        ("transport", "corrected:김주무관")
    ]


def test_lines_follow_each_other() -> None:
    found = article()
    lines = [
        Correction(n, found.article.article_id, "topic", old, new, "김", "원문")
        for n, (old, new) in enumerate([("transport", "data_ai"), ("data_ai", "education")], 2)
    ]
    after, problems = correct(found, lines, load_reference())
    assert problems == ()
    assert values(after)["topic"] == ["education"]


def test_names_of_that_day_follow_the_corrected_day() -> None:
    found = article()
    (region,) = found.findings.regions
    incheon = replace(
        region, code="28177", sido="인천광역시", sigungu="미추홀구",
        sido_then="인천광역시", sigungu_then="미추홀구",
    )  # fmt: skip
    found = replace(found, findings=replace(found.findings, regions=(incheon,)))
    after, problem = corrected(found, "published", "", "2015-05-01")
    assert problem is None
    assert values(after)["region"] == [("primary", "28177", "인천광역시", "남구")]


def test_what_stands_in_the_title_moves_with_it() -> None:
    found = article()
    (topic,) = found.findings.topics
    assert found.article.title == "하남시 버스"
    assert (topic.start, topic.end, topic.field) == (4, 6, "title")
    moved, _ = corrected(found, "title", "하남시 버스", "하남시 자율주행 버스")
    assert [(f.start, f.end) for f in moved.findings.topics] == [(9, 11)]
    gone, _ = corrected(found, "title", "하남시 버스", "하남시 소식")
    assert [(f.start, f.end, f.field) for f in gone.findings.topics] == [(0, 0, "body")]


def test_every_line_that_explain_prints_can_be_filled_in(tmp_path: Path) -> None:
    found = article(title='하남시, "버스"\n개통', published="2023-06-01")
    path = tmp_path / FILE
    lines = list(lines_to_paste(found))
    assert render(found).splitlines()[-len(lines) :] == lines
    text = "\n".join(lines).replace("<이름>", "김").replace("<근거>", "원문")
    path.write_text(HEADER + text.replace("<바른 값>", ""), encoding="utf-8")
    given = read_corrections(path)
    assert {line.field for line in given} == {
        "primary_region", "topic", "partner", "relation", "programme", "event", "published",
        "title", "outlet", "on_topic",
    }  # fmt: skip
    for line in given:
        if line.field != "on_topic":  # which has no empty value
            assert correct(found, [line], load_reference())[1] == (), line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_the_file_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / FILE
    text = HEADER + '\r\nc1,title,"가, 나",다,김,"보고, 고침"\r\nc1,topic,가\r\n'
    path.write_bytes(text.encode(encoding))
    first, broken = read_corrections(path)
    assert (first.line, first.old, first.why) == (3, "가, 나", "보고, 고침")
    assert (broken.line, broken.field) == (4, "")
    assert "여섯" in str(broken.problem())


def test_a_file_that_cannot_be_understood_stops_the_build(case: Case) -> None:
    case.write("a.txt", "하남시 가")
    case.build()
    before = published(case.warehouse)
    (case.warehouse / FILE).write_text("기사,고침\nc1,가\n", encoding="utf-8")
    with pytest.raises(InputError, match="expected the header article_id,field"):
        case.build()
    assert published(case.warehouse) == before


class Case:
    """Inputs, a warehouse and its corrections."""

    def __init__(self, folder: Path):
        self.inputs, self.warehouse = folder / "inputs", folder / "warehouse"
        self.inputs.mkdir()
        self.processed = 0

    def write(self, name: str, text: str) -> None:
        (self.inputs / name).write_text(text, encoding="utf-8")

    def correct(self, *lines: str) -> None:
        text = HEADER + "".join(f"{line},김,원문\n" for line in lines)
        (self.warehouse / FILE).write_text(text, encoding="utf-8")

    def build(self, **options: Any) -> BuildReport:
        return build([self.inputs], self.warehouse, replace(OPTIONS, **options))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        path = published(self.warehouse)
        assert path is not None
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def id_of(self, title: str) -> str:
        return str(self.rows(f"SELECT article_id FROM articles WHERE title = '{title}'")[0][0])

    def topics(self) -> list[tuple[Any, ...]]:
        return self.rows(
            "SELECT title, topic, t.rule FROM articles LEFT JOIN article_topics t "
            "USING (article_id) ORDER BY ALL"
        )


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


FOUND, MADE = ("transport", "terms"), ("data_ai", "corrected:김")


def test_a_correction_is_applied_changed_and_taken_back_without_extraction(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.write("a.txt", "하남시 가")
    case.write("b.txt", "하남시 나")
    case.build()
    tables = case.topics()
    number = case.id_of("하남시 가")
    monkeypatch.setattr(fakes, "process", None)
    case.correct(f"{number},topic,transport,data_ai")
    report = case.build()
    assert (report.kept, report.replaced, report.corrected, report.rejects) == (0, 0, 1, 0)
    assert case.topics() == [("하남시 가", *MADE), ("하남시 나", *FOUND)]
    assert case.rows("SELECT topic FROM tidy ORDER BY title") == [("data_ai",), ("transport",)]
    assert case.build().build_id is None
    case.correct(f"{number},topic,transport,education")
    case.build()
    assert case.topics()[0][1] == "education"
    (case.warehouse / FILE).unlink()
    case.build()
    assert case.topics() == tables
    assert case.rows("SELECT count(*) FROM corrections") == [(0,)]


def test_corrections_survive_rebuilds_and_new_rules(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.write("a.txt", "하남시 가")
    case.build()
    case.correct(f"{case.id_of('하남시 가')},topic,transport,data_ai")
    case.build()
    assert case.build(rebuild=True).kept == 1
    assert case.topics() == [("하남시 가", *MADE)]
    monkeypatch.setattr(settings, "RULES_VERSION", "new")
    case.build()
    assert case.topics() == [("하남시 가", *MADE)]


def test_a_line_may_wait_for_its_article(case: Case) -> None:
    case.write("a.jsonl", '{"id": "n1", "body": "하남시 가"}')
    case.build()
    number = case.id_of("하남시 가")
    folder = case.inputs.parent / "other"
    folder.mkdir()
    other = Case(folder)
    other.write("b.txt", "하남시 나")
    other.warehouse.mkdir()
    other.correct(f"{number},topic,transport,data_ai")
    report = other.build()
    assert report.rejected[0][0].startswith("이 article_id의 기사가 없습니다")
    other.write("a.jsonl", '{"id": "n1", "body": "하남시 가"}')
    report = other.build()
    assert report.rejects == 0
    assert other.topics() == [("하남시 가", *MADE), ("하남시 나", *FOUND)]
    other.write("a.jsonl", '{"id": "n1", "body": "하남시 가 고침"}')
    other.build()
    assert other.topics()[0] == ("하남시 가 고침", *MADE)


def test_a_wrong_line_is_a_reject_and_the_rest_is_applied(case: Case) -> None:
    case.write("a.txt", "하남시 가")
    case.write("b.txt", "하남시 나")
    case.build()
    first, second = case.id_of("하남시 가"), case.id_of("하남시 나")
    case.correct(
        f"{first},topic,transport,data_ai",
        f"{first},topic,education,data_ai,",
        f"{second},topic,,버스",
        "c0,topic,,data_ai",
    )
    report = case.build()
    assert (report.corrected, report.rejects) == (1, 3)
    rejects = "SELECT source_path, source_row, stage FROM rejects ORDER BY source_row"
    assert case.rows(rejects) == [(FILE, row, "load") for row in (3, 4, 5)]
    assert case.topics() == [("하남시 가", *MADE), ("하남시 나", *FOUND)]
    case.write("c.txt", "하남시 다")
    assert case.build().rejects == 3
    assert case.rows(rejects) == [(FILE, row, "load") for row in (3, 4, 5)]
    case.correct(f"{first},topic,transport,data_ai")
    case.build()
    assert case.rows(rejects) == []


def test_a_corrected_article_that_is_overwritten_goes(case: Case) -> None:
    case.write("a.txt", "하남시 가")
    case.build()
    case.correct(f"{case.id_of('하남시 가')},topic,transport,data_ai")
    case.write("a.txt", "하남시 나")
    report = case.build()
    assert case.topics() == [("하남시 나", *FOUND)]
    assert (report.kept, report.replaced, report.rejects) == (1, 1, 1)


def test_explain_shows_the_article_as_corrected(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    case.write("a.txt", "하남시 가")
    case.build()
    number = case.id_of("하남시 가")
    case.correct(f"{number},topic,transport,data_ai", f"{number},topic,,버스")
    case.build()
    assert cli.main(["explain", number, "--warehouse", str(case.warehouse)]) == 0
    out, err = capsys.readouterr()
    assert "data_ai  [corrected:김, 1.0, 사람이 고침]" in out
    assert out.splitlines()[-1].startswith(f"{number},event,opened:2023-05-31,<바른 값>")
    assert "row 3: ‘버스’은(는) 주제 목록에" in err
