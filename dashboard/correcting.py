"""The lines by which a reader corrects an article: one a value, ready to be filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pandas as pd

from pipelines.corrections.file import COLUMNS, FILE, cleaned
from pipelines.corrections.paste import NEW, WHO, WHY

__all__ = ["FILE", "sheet"]


def sheet(head: pd.Series, findings: pd.DataFrame) -> str:
    """`corrections.csv` with the present values in `old`; the rest is for the reader to fill in."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for field, old in dict.fromkeys(_values(head, findings)):
        writer.writerow([head["article_id"], field, old, NEW, WHO, WHY])
    return out.getvalue()


def _values(head: pd.Series, findings: pd.DataFrame) -> Iterator[tuple[str, str]]:
    yield "published", _day(head)
    yield "title", cleaned(_text(head["title"]))
    yield "outlet", cleaned(_text(head["outlet"]))
    yield "on_topic", "true"
    if not ((findings["kind"] == "region") & (findings["detail"] == "primary")).any():
        yield "primary_region", ""
    for kind, label, detail in zip(
        findings["kind"], findings["label"], findings["detail"], strict=True
    ):
        yield from _finding(str(kind), str(label), _text(detail))


def _finding(kind: str, label: str, detail: str) -> Iterator[tuple[str, str]]:
    if kind == "region":
        yield f"{detail}_region", label
    elif kind == "event":
        yield "event", f"{label}:{detail}" if detail[:1].isdigit() else label
    else:
        yield kind, label
    if kind == "partner":
        yield "relation", f"{label}:{[*detail.split('|'), ''][1]}"


def _day(head: pd.Series) -> str:
    """`2023-05-31`, `2023-05`, `2023` as exactly as it is known."""
    first = head["published_earliest"]
    length = {"day": 10, "month": 7, "year": 4}.get(str(head["date_precision"]), 0)
    return "" if pd.isna(first) else f"{first:%Y-%m-%d}"[:length]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
