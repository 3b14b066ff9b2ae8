"""The closing report and the records of the store."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date

import pytest

from pipelines.arrow import from_row, schema_of, to_row
from pipelines.model import Extracted, Findings, RawDocument, Source
from pipelines.report import BuildReport, Stopwatch

REPORT = BuildReport(
    warehouse="w", build_id="b1", files=4, files_unchanged=1, read=1234, unchanged=34, kept=1100,
    replaced=2, duplicate=60, off_topic=7, rejected=(("본문이 비어 있습니다.", 40),),
    examples=("a.csv, row 2: 본문이 비어 있습니다.",), articles=5000, stories=4800,
    seconds=(("read", 1.25), ("process", 60.0)),
)  # fmt: skip


def test_the_report_reads_as_lines() -> None:
    text = "\n".join(REPORT.lines())
    for words in (
        "1,234",
        "(34 unchanged)",
        "40 × 본문이 비어 있습니다.",
        "read 1.2",
        "5,000 articles",
    ):
        assert words in text
    nothing = "\n".join(replace(REPORT, build_id=None).lines())
    assert "nothing new: 5,000 articles stay published" in nothing


def test_the_report_is_json() -> None:
    found = REPORT.as_json()
    assert found["rejected"] == {"본문이 비어 있습니다.": 40}
    assert found["seconds"] == {"read": 1.25, "process": 60.0}
    assert REPORT.rejects == 40


def test_an_inner_stage_pauses_the_outer_one() -> None:
    clock = Stopwatch()

    def slow() -> list[int]:
        with clock.stage("inner"):
            time.sleep(0.05)
        return [1]

    with clock.stage("outer"):
        for _ in clock.through("items", slow()):
            pass
    assert clock.seconds["inner"] >= 0.05
    assert clock.seconds["outer"] < clock.seconds["inner"]
    assert set(clock.seconds) == {"inner", "outer", "items"}


@dataclass(frozen=True)
class Unknown:
    value: complex


def test_records_go_to_rows_and_back() -> None:
    document = RawDocument(Source("가.txt", None, "text"), text="글", keywords=(("가", 2),))
    assert to_row(document)["keywords"] == [{"f0": "가", "f1": 2}]
    assert from_row(RawDocument, to_row(document)) == document
    findings = Findings(on_topic=True, relevance=0.5, notes=("하나",))
    assert from_row(Findings, to_row(findings)) == findings
    names = [field.name for field in schema_of(Extracted)]
    assert names == ["article", "findings"]
    assert date(2021, 1, 2) == to_row(_Dated(date(2021, 1, 2)))["day"]


@dataclass(frozen=True)
class _Dated:
    day: date | None


def test_a_type_that_arrow_does_not_know_is_an_error() -> None:
    with pytest.raises(TypeError, match="complex"):
        schema_of(Unknown)
