"""The vocabulary holds together, and the checker says where it would not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.check_reference import check_reference, problems_in
from pipelines.errors import ReferenceDataError
from pipelines.reference import load_reference, reference_version
from pipelines.settings import REFERENCE_DIR


def test_nothing_is_wrong_with_the_tables() -> None:
    assert list(problems_in()) == []


def test_every_code_leads_to_todays_division() -> None:
    reference = load_reference()
    for region in reference.regions:
        assert reference.current(region.code).current, region.code


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("regions.tsv", "28110\t28", "28110\t99", "sido_code '99'"),
        ("partners.tsv", "\tcompany\tKR", "\tfirm\tKR", "type 'firm'"),
        ("terms.tsv", "topic\tterm", "topic\tterm", ""),
        ("topic_words.tsv", "word\tadministration", "word\toffice", "no topic 'office'"),
        ("places.tsv", "\t41590\t", "\t49999\t", "no region 49999"),
        ("outlets.tsv", "\t27|47\t", "\t27|46\t", "sido '46'"),
        ("outlets.tsv", "\nkyeongin.com", "\nwww.kyeongin.com", "a bare domain"),
        ("outlets.tsv", "\nkyeonggi.com", "\nkyeongin.com", "stands 2 times"),
        ("outlet_names.tsv", "한경닷컴\t한국경제", "한경닷컴\t한국경제신문", "all others lead to"),
        ("relation_frames.tsv", "\nadvice\t", "\nhelp\t", "relation 'help'"),
        ("relation_frames.tsv", "\tsubject|with\t", "\tsubject|by\t", "roles 'by'"),
        ("relation_frames.tsv", "[ICF]", "ICF", "marks the name"),
        ("line_breaks.tsv", "\nalways\t", "\nafter=기자\t", "stands 2 times"),
        ("relation_weights.tsv", "\nalways\t", "\nlead=mou\t", "stands 2 times"),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, table: str, old: str, new: str, said: str) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE_DIR, folder)
    path = folder / table
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = [p for p in problems_in(folder) if table.removesuffix(".tsv") in p]
    assert (said == "") == (problems == [])
    assert not said or any(said in problem for problem in problems)


def test_a_short_row_says_line_and_cells(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE_DIR, folder)
    with (folder / "topics.tsv").open("a", encoding="utf-8") as handle:
        handle.write("half\trow\n")
    with pytest.raises(ReferenceDataError, match=r"topics.tsv, line 26: 2 cells, expected 6"):
        list(problems_in(folder))
    assert check_reference(folder) == 2


def test_the_version_changes_with_any_table(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE_DIR, folder)
    before = reference_version(folder)
    (folder / "spellings.tsv").open("a", encoding="utf-8").write("가\t나\n")
    assert reference_version(folder) != before
