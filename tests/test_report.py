"""The closing report and the records of the store."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date

import pytest

from pipelines.arrow import from_row, schema_of, to_array
from pipelines.model import Extracted, RawDocument, Source
from pipelines.report import BuildReport, Stopwatch

REPORT = BuildReport(
    warehouse="w", build_id="b1", files=4, files_unchanged=1, read=1234, unchanged=34, kept=1100,
    replaced=2, duplicate=60, off_topic=7, rejected=(("본문이 비어 있습니다.", 40),),
    examples=("a.csv, row 2: 본문이 비어 있습니다.",), articles=5000, stories=4800, corrected=3,
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


def test_records_go_to_columns_and_back() -> None:
    documents = [
        RawDocument(Source("가.txt", None, "text"), text="글", keywords=(("가", 2), ("나", 1))),
        None,
        RawDocument(Source("나.csv", 7, "table"), markup="<p>", complete=False),
    ]
    rows = to_array(documents, RawDocument).to_pylist()
    assert rows[0]["keywords"] == [{"f0": "가", "f1": 2}, {"f0": "나", "f1": 1}]
    assert rows[1] is None
    assert [row and from_row(RawDocument, row) for row in rows] == documents
    names = [field.name for field in schema_of(Extracted)]
    assert names == ["article", "findings"]


def test_lists_may_be_missing_or_empty() -> None:
    values = [(date(2021, 1, 2),), None, (), (date(2021, 1, 3), date(2021, 1, 4))]
    found = to_array(values, tuple[date, ...]).to_pylist()
    assert found == [list(value) if value is not None else None for value in values]


def test_a_type_that_arrow_does_not_know_is_an_error() -> None:
    with pytest.raises(TypeError, match="complex"):
        schema_of(Unknown)
