"""Builds: what is new is added, what is corrected is replaced, nothing is done twice."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import duckdb
import fakes
import pytest

from pipelines import settings
from pipelines.engines import Batch, Result, Work, run_local
from pipelines.errors import InputError, WarehouseError
from pipelines.report import BuildReport
from pipelines.run import Options, build, extract
from pipelines.warehouse.publish import builds, published, rollback

OPTIONS = Options(work=fakes.work, quiet=True)
FINDINGS = (
    "article_regions", "article_topics", "article_partners", "article_programmes",
    "article_events", "article_keywords",
)  # fmt: skip


class Case:
    """A folder of inputs and a warehouse."""

    def __init__(self, folder: Path):
        self.inputs = folder / "inputs"
        self.warehouse = folder / "warehouse"
        self.inputs.mkdir()

    def write(self, name: str, text: str) -> Path:
        path = self.inputs / name
        path.write_text(text, encoding="utf-8")
        return path

    def jsonl(self, name: str, *records: dict[str, Any]) -> Path:
        return self.write(name, "\n".join(json.dumps(r, ensure_ascii=False) for r in records))

    def build(self, options: Options = OPTIONS) -> BuildReport:
        return build([self.inputs], self.warehouse, options)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        path = published(self.warehouse)
        assert path is not None
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def titles(self) -> list[str]:
        return [row[0] for row in self.rows("SELECT title FROM articles ORDER BY title")]

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything but what names the build and the moment."""
        names = ("article_texts", *FINDINGS, "stories", "rejects", "regions", "topics")
        found = {name: sorted(self.rows(f"SELECT * FROM {name}"), key=repr) for name in names}
        columns = "* EXCLUDE (build_id)"
        found["articles"] = sorted(self.rows(f"SELECT {columns} FROM articles"), key=repr)
        found["tidy"] = sorted(self.rows("SELECT * FROM tidy"), key=repr)
        return found


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_a_first_build_holds_articles_findings_and_rejects(case: Case) -> None:
    case.write("a.txt", "하남시 버스\nLH와 협약")
    case.write("b.txt", "날씨 맑음")
    case.write("c.txt", "거절할 글")
    case.write("d.txt", "폭발할 글")
    case.write("e.pdf", "%PDF-1.7")
    report = case.build()
    assert (report.files, report.read, report.kept, report.off_topic) == (5, 4, 2, 1)
    assert report.rejects == 3
    assert case.titles() == ["날씨 맑음", "하남시 버스"]
    for table in FINDINGS:
        assert case.rows(f"SELECT count(DISTINCT article_id) FROM {table}") == [(1,)], table
    assert case.rows("SELECT stage, count(*) FROM rejects GROUP BY ALL ORDER BY 1") == [
        ("clean", 1), ("extract", 1), ("read", 1),
    ]  # fmt: skip
    (row,) = case.rows(
        "SELECT sido, sigungu, topic, topic_name, partner, programme, stage FROM tidy"
    )
    assert row == (
        "경기도", "하남시", "transport", "교통", "한국토지주택공사", "ai_city", "opened",
    )  # fmt: skip
    assert case.rows("SELECT sido_code, span_start, span_end, field FROM article_regions") == [
        ("41", 0, 3, "body")
    ]
    assert case.rows("SELECT field FROM article_topics") == [("title",)]


def test_vocabulary_is_that_of_the_reference_data(case: Case) -> None:
    case.write("a.txt", "하남시 버스")
    case.build()
    (seoul,) = case.rows("SELECT name, longitude, latitude FROM regions WHERE code = '11'")
    assert seoul[0] == "서울특별시"
    assert 126 < seoul[1] < 128
    for table in ("topics", "partners", "programmes", "milestones"):
        assert case.rows(f"SELECT count(*) > 5 FROM {table}") == [(True,)], table


def test_the_second_build_adds_nothing(case: Case) -> None:
    case.write("a.txt", "하남시 버스")
    first = case.build()
    second = case.build()
    assert first.build_id is not None
    assert second.build_id is None
    assert (second.files_unchanged, second.read, second.articles) == (1, 0, 1)
    assert len(builds(case.warehouse)) == 1


def test_touched_files_are_not_new(case: Case) -> None:
    path = case.write("a.txt", "하남시 버스")
    case.build()
    os.utime(path, (1, 1))
    assert case.build().build_id is None


def test_verify_sees_a_change_behind_the_same_stamp(case: Case) -> None:
    path = case.write("a.txt", "하남시 버스")
    stamp = path.stat().st_mtime_ns
    case.build()
    path.write_text("구리시 버스", encoding="utf-8")
    os.utime(path, ns=(stamp, stamp))
    assert case.build().build_id is None
    report = case.build(Options(work=fakes.work, quiet=True, verify=True))
    assert report.kept == 1
    assert case.titles() == ["구리시 버스"]


def test_what_is_new_is_added_and_nothing_else_is_processed(case: Case) -> None:
    seen: list[str] = []

    def engine(batches: Any, work: Work, workers: int) -> Any:
        for batch, results in run_local(batches, work, workers):
            seen.extend(document.text or "" for _, document in batch)
            yield batch, results

    options = Options(work=fakes.work, quiet=True, engine=engine)
    case.jsonl("feed.jsonl", {"id": "n1", "body": "하남시 하나"}, {"id": "n2", "body": "하남시 둘"})
    case.build(options)
    case.jsonl(
        "feed.jsonl",
        {"id": "n1", "body": "하남시 하나"},
        {"id": "n2", "body": "하남시 둘"},
        {"id": "n3", "body": "하남시 셋"},
    )
    report = case.build(options)
    assert seen == ["하남시 하나", "하남시 둘", "하남시 셋"]
    assert (report.read, report.unchanged, report.kept) == (3, 2, 1)
    assert case.titles() == ["하남시 둘", "하남시 셋", "하남시 하나"]


def test_the_same_id_with_new_content_replaces(case: Case) -> None:
    case.jsonl("a.jsonl", {"id": "n1", "body": "하남시 옛 글"})
    case.build()
    case.jsonl("b.jsonl", {"id": "n1", "body": "하남시 고친 글"})
    report = case.build()
    assert (report.kept, report.replaced) == (1, 1)
    assert case.titles() == ["하남시 고친 글"]
    assert case.rows("SELECT count(*) FROM article_regions") == [(1,)]
    assert case.rows("SELECT count(*) FROM stories") == [(1,)]


def test_the_same_place_with_new_content_replaces(case: Case) -> None:
    case.write("a.txt", "하남시 옛 글")
    case.write("t.csv", "제목,본문\n가,하남시 가\n나,하남시 나\n")
    case.build()
    case.write("a.txt", "하남시 고친 글")
    case.write("t.csv", "제목,본문\n가,하남시 가\n나,하남시 고침\n")
    case.build()
    assert case.titles() == ["가", "나", "하남시 고친 글"]
    assert case.rows("SELECT body FROM article_texts ORDER BY 1") == [
        ("하남시 가",), ("하남시 고친 글",), ("하남시 고침",),
    ]  # fmt: skip


def test_rows_that_move_are_not_lost(case: Case) -> None:
    case.write("t.csv", "제목,본문\n가,하남시 가\n나,하남시 나\n다,하남시 다\n")
    case.build()
    case.write("t.csv", "제목,본문\n새,하남시 새\n가,하남시 가\n나,하남시 나\n다,하남시 다\n")
    case.build()
    assert case.titles() == ["가", "나", "다", "새"]
    case.write("t.csv", "제목,본문\n나,하남시 나\n다,하남시 다\n")
    case.build()
    assert case.titles() == ["가", "나", "다", "새"]


def test_a_feed_overwritten_with_other_articles_keeps_the_older(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.jsonl("feed.jsonl", {"id": "n1", "body": "하남시 어제"})
    case.build()
    case.jsonl("feed.jsonl", {"id": "n2", "body": "하남시 오늘"})
    case.build()
    assert case.titles() == ["하남시 어제", "하남시 오늘"]
    monkeypatch.setattr(settings, "RULES_VERSION", "new rules")
    case.build()
    assert case.titles() == ["하남시 어제", "하남시 오늘"]


def test_a_file_that_is_gone_removes_nothing(case: Case) -> None:
    case.write("a.txt", "하남시 가")
    case.build()
    (case.inputs / "a.txt").unlink()
    case.write("b.txt", "하남시 나")
    case.build()
    assert case.titles() == ["하남시 가", "하남시 나"]


def test_the_same_article_twice_is_one(case: Case) -> None:
    case.write("a.txt", "하남시 가")
    case.write("b.txt", "하남시 가")
    report = case.build()
    assert (report.read, report.kept, report.duplicate) == (2, 1, 1)
    assert case.titles() == ["하남시 가"]


def test_identical_words_under_different_ids_are_one_story(case: Case) -> None:
    case.jsonl(
        "a.jsonl",
        {"id": "n1", "body": "하남시 가", "outlet": "갑", "published": "2023-05-31"},
        {"id": "n2", "body": "하남시 가", "outlet": "을", "published": "2023-05-30"},
        {"id": "n3", "body": "하남시 나", "outlet": "을"},
    )
    case.build()
    stories = case.rows("SELECT articles, outlets, first_published_on::VARCHAR FROM stories")
    assert sorted(stories) == [(1, 1, None), (2, 2, "2023-05-30")]
    case.jsonl("b.jsonl", {"id": "n4", "body": "하남시 가", "outlet": "병"})
    case.jsonl("c.jsonl", {"id": "n1", "body": "하남시 다른 글", "outlet": "갑"})
    case.build()
    assert case.rows("SELECT articles FROM stories ORDER BY 1") == [(1,), (1,), (2,)]


def test_rejects_are_those_of_the_last_reading(case: Case) -> None:
    case.write("t.csv", "제목,본문\n가,하남시 가\n나,\n다,거절할 글\n")
    case.write("e.pdf", "%PDF-1.7")
    case.build()
    assert case.rows("SELECT source_row FROM rejects ORDER BY 1 NULLS FIRST") == [
        (None,),
        (3,),
        (4,),
    ]
    case.write("t.csv", "제목,본문\n가,하남시 가\n나,하남시 나\n다,거절할 글\n")
    report = case.build()
    assert report.rejects == 1
    assert case.rows("SELECT source_row FROM rejects ORDER BY 1 NULLS FIRST") == [(None,), (4,)]


def test_new_rules_extract_again_without_the_files(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.write("a.txt", "하남시 가")
    case.write("b.txt", "거절할 글")
    case.write("e.pdf", "%PDF-1.7")
    case.build()
    before = case.tables()
    for path in case.inputs.iterdir():
        path.unlink()
    monkeypatch.setattr(settings, "RULES_VERSION", "new rules")
    report = case.build()
    assert report.build_id is not None
    assert (report.read, report.unchanged) == (2, 0)
    assert case.tables() == before
    assert case.rows("SELECT rules_version FROM builds ORDER BY build_id")[-1] == ("new rules",)
    assert case.build().build_id is None


def test_a_build_of_an_older_layout_is_laid_out_anew(case: Case) -> None:
    case.write("a.txt", "하남시 가")
    case.build()
    before = case.tables()
    path = published(case.warehouse)
    assert path is not None
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE region_cells; ALTER TABLE facts DROP COLUMN settled")
    assert case.build().build_id is not None
    assert case.tables() == before
    assert case.rows("SELECT count(*) FROM region_cells")[0][0] > 0
    assert case.rows("SELECT settled FROM facts") == case.rows("SELECT home FROM facts")
    assert case.build().build_id is None


def test_new_rules_and_a_corrected_file_at_once(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.write("a.txt", "하남시 옛 글")
    case.write("b.txt", "하남시 나")
    case.build()
    case.write("a.txt", "하남시 고친 글")
    monkeypatch.setattr(settings, "RULES_VERSION", "new rules")
    case.build()
    assert case.titles() == ["하남시 고친 글", "하남시 나"]


def test_a_store_that_was_lost_is_said_before_anything_is_published(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.write("a.txt", "하남시 가")
    case.build()
    build_before = published(case.warehouse)
    for part in (case.warehouse / "store").iterdir():
        part.unlink()
    monkeypatch.setattr(settings, "RULES_VERSION", "new rules")
    (case.inputs / "a.txt").unlink()
    with pytest.raises(WarehouseError, match="1 documents of the published build are missing"):
        case.build()
    assert published(case.warehouse) == build_before


def test_rebuild_extracts_everything_and_ends_the_same(case: Case) -> None:
    case.write("a.txt", "하남시 가")
    gone = case.write("b.txt", "하남시 나")
    case.build()
    before = case.tables()
    gone.unlink()
    report = case.build(Options(work=fakes.work, quiet=True, rebuild=True))
    assert report.kept == 2
    assert case.tables() == before


def test_a_build_that_was_killed_goes_on_where_it_was(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.store.FLUSH_ARTICLES", 4)
    monkeypatch.setattr(settings, "BATCH_DOCUMENTS", 2)
    for number in range(20):
        case.write(f"{number:02}.txt", f"하남시 {number}")
    processed: list[int] = []

    def dying(batches: Any, work: Work, workers: int) -> Any:
        for number, pair in enumerate(run_local(batches, work, workers)):
            if number == 5:
                raise KeyboardInterrupt
            yield pair

    def counting(batches: Any, work: Work, workers: int) -> Any:
        pair: tuple[Batch, Result]
        for pair in run_local(batches, work, workers):
            processed.append(len(pair[0]))
            yield pair

    with pytest.raises(KeyboardInterrupt):
        case.build(Options(work=fakes.work, quiet=True, engine=dying))
    assert published(case.warehouse) is None
    report = case.build(Options(work=fakes.work, quiet=True, engine=counting))
    assert sum(processed) == 10
    assert (report.kept, report.articles) == (20, 20)


def test_leftovers_of_a_killed_build_are_cleared(case: Case) -> None:
    case.write("a.txt", "하남시 가")
    folder = case.warehouse / "builds"
    folder.mkdir(parents=True)
    (folder / "20200101T000000-aa.duckdb.building").write_bytes(b"half")
    case.build()
    assert [path.name for path in folder.iterdir()] == [
        path.name for path in builds(case.warehouse)
    ]


def test_two_workers_end_as_one(case: Case, tmp_path: Path) -> None:
    for number in range(400):
        case.write(f"{number:03}.txt", f"하남시 {number}" + (" 날씨" if number % 7 == 0 else ""))
    case.build()
    (tmp_path / "other").mkdir()
    other = Case(tmp_path / "other")
    report = build([case.inputs], other.warehouse, Options(work=fakes.work, quiet=True, workers=2))
    assert report.kept == 400
    assert other.tables() == case.tables()


def test_only_the_last_two_builds_are_kept(case: Case) -> None:
    for number in range(4):
        case.write(f"{number}.txt", f"하남시 {number}")
        case.build()
    assert len(builds(case.warehouse)) == 2
    assert len(case.titles()) == 4


def test_rollback_publishes_the_build_before(case: Case) -> None:
    for number in range(3):
        case.write(f"{number}.txt", f"하남시 {number}")
        case.build()
    rollback(case.warehouse)
    assert len(case.titles()) == 2
    with pytest.raises(WarehouseError, match="no build before"):
        rollback(case.warehouse)
    report = case.build()
    assert report.build_id is not None
    assert len(case.titles()) == 3


def test_a_wrong_path_changes_nothing(case: Case) -> None:
    with pytest.raises(InputError):
        build([case.inputs / "nowhere"], case.warehouse, OPTIONS)
    assert published(case.warehouse) is None


def test_a_disk_that_is_full_publishes_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.write("a.txt", "하남시 가")
    case.build()
    before = published(case.warehouse)
    case.write("b.txt", "하남시 나")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("pipelines.warehouse.publish.shutil.copyfile", full)
        with pytest.raises(WarehouseError, match="No space left"):
            case.build()
    assert published(case.warehouse) == before
    assert case.build().kept == 1


def test_what_cannot_be_spilled_is_given_more_memory(
    case: Case, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case.write("a.txt", "하남시 가\nLH와 협약")
    case.build()
    case.write("b.txt", "하남시 나\nLH와 협약")
    monkeypatch.setattr("pipelines.run.MEMORY_LIMITS", ("1MB", "1GB"))
    assert case.build().kept == 1
    assert case.titles() == ["하남시 가", "하남시 나"]
    monkeypatch.setattr("pipelines.run.MEMORY_LIMITS", ("1MB", "2MB"))
    case.write("c.txt", "하남시 다")
    with pytest.raises(WarehouseError, match="nothing is lost"):
        case.build()
    assert case.titles() == ["하남시 가", "하남시 나"]


def test_everything_rejected_is_a_build_too(case: Case) -> None:
    case.write("e.pdf", "%PDF-1.7")
    report = case.build()
    assert (report.articles, report.rejects) == (0, 1)
    assert case.rows("SELECT count(*) FROM tidy") == [(0,)]


def test_extract_needs_no_warehouse(case: Case) -> None:
    case.write("a.txt", "하남시 가")
    case.write("e.pdf", "%PDF-1.7")
    found = list(extract([case.inputs], OPTIONS))
    assert [type(one).__name__ for one in found] == ["Extracted", "Reject"]
    assert not case.warehouse.exists()
