"""Periods as the address writes them."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard import moment


@pytest.mark.parametrize(
    ("text", "grain", "first", "last", "written"),
    [
        ("2021", "month", "2021-01-01", "2021-12-31", "2021"),
        ("2021-Q4", "year", "2021-10-01", "2021-12-31", "2021-Q4"),
        ("2024-02", "year", "2024-02-01", "2024-02-29", "2024-02"),
        ("2021-05-01", "month", "2021-05-01", "2021-05-31", "2021-05"),
        ("2021-05-01", "quarter", "2021-04-01", "2021-06-30", "2021-Q2"),
        ("2021-01-01", "year", "2021-01-01", "2021-12-31", "2021"),
    ],
)
def test_a_period_is_read(text: str, grain: str, first: str, last: str, written: str) -> None:
    found = moment.read(text, grain)
    assert found is not None
    assert (found.first, found.last) == (pd.Timestamp(first), pd.Timestamp(last))
    assert str(found) == written
    assert moment.read(written, "year") == found


@pytest.mark.parametrize(
    "text", ["", "21", "2021-13", "2021-00", "2021-Q0", "2021-Q2-01", "9999", "2021년", "2021-5"]
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert moment.read(text, "year") is None
