"""Frames of portals, wires, print pages and boards: `test_clean_frames.txt` holds them.

Each block there has title, outlet and day, then below `---` the page, and below `+++` its article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.clean import clean
from pipelines.extract import Toolkit
from pipelines.model import Article, RawDocument, Source


@dataclass(frozen=True)
class Frame:
    """A page, and the fields and paragraphs that must come out of it."""

    name: str
    page: str
    fields: dict[str, str]
    body: str


def frames() -> Iterator[Frame]:
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        head, rest = block.split("\n---\n", 1)
        page, body = rest.split("\n+++\n")
        name, *lines = head.split("\n")
        pairs = (line.partition(":") for line in lines)
        yield Frame(name, page, {k: v.strip() for k, _, v in pairs}, body.strip())


@pytest.mark.parametrize("frame", list(frames()), ids=lambda frame: frame.name)
def test_frame(toolkit: Toolkit, frame: Frame) -> None:
    found = clean(RawDocument(Source("쪽.txt", None, "text"), text=frame.page), toolkit.rules)
    assert isinstance(found, Article)
    got = (found.title or "", found.outlet or "", str(found.published.on or ""))
    assert dict(zip(("title", "outlet", "day"), got, strict=True)) == frame.fields
    got_body = found.body if "\n" in frame.page else found.body.replace("\n", " ")
    assert got_body == frame.body  # on one line nothing tells paragraphs for sure
