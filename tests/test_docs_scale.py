"""The SQL of docs/scale.md does what the page says, over a real build."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import duckdb
import fakes
import pytest
from test_shards import write_inputs

from pipelines.run import Options, build
from pipelines.warehouse.publish import published

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"
BLOCKS = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_lake_holds_what_the_build_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = write_inputs(tmp_path / "inputs")
    build([inputs], tmp_path / "w", replace(Options(), work=fakes.work, quiet=True))
    monkeypatch.chdir(tmp_path)
    os.mkdir("lake")  # noqa: PTH102 - where the page's statements run
    connection = duckdb.connect()
    for block in BLOCKS:
        connection.execute(block.replace("BUILD", str(published(tmp_path / "w"))))
    assert len(BLOCKS) == 2

    def one(query: str) -> int:
        (found,) = connection.execute(query).fetchall()
        return int(found[0])

    for table in ("articles", "article_regions", "article_keywords"):
        there = f"SELECT count(*) FROM read_parquet('lake/{table}/*/*.parquet')"
        assert one(there) == one(f"SELECT count(*) FROM build.{table}") > 0
    said = "SELECT sum(said) FROM keyword_years"
    assert one(said) == one("SELECT sum(count) FROM build.article_keywords")
    assert (tmp_path / "lake" / "articles" / "year=0").is_dir()
