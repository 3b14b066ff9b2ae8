"""Pages of many systems, as crawlers turn them into text: `test_clean_layouts.txt` holds them.

Each block there has what must come out (a field that is left out stays open) and, below `---`, the
page; `{title}`, `{body}` and the other names in braces stand for the words below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipelines.clean import clean
from pipelines.extract import Toolkit
from pipelines.model import Article, RawDocument, Source

WORDS = {
    "title": "강진군 마을회관 40곳, 화면으로 반상회 연다",
    "lead": "강진군이 마을회관 40곳에 화면으로 모이는 반상회 장비를 들인다고 17일 밝혔다.",
    "next": "장비는 카메라와 큰 화면, 마이크를 한 몸에 담았으며 어르신도 단추 하나로 켤 수 있다. "
    "군은 행정안전부 공모에서 국비 3억원을 땄다.",
    "last": "군 관계자는 “먼 마을 주민도 군청에 오지 않고 회의를 열 수 있다”고 말했다.",
    "said": "강진군이 마을회관 40곳에 화면으로 모이는 반상회 장비를 들인다고 밝혔습니다.",
    "shown": "장비는 카메라와 큰 화면, 마이크를 한 몸에 담았으며 어르신도 단추 하나로 켤 수 있습니다.",
    "planned": "강진군은 올해 안에 장비를 60곳으로 늘릴 계획입니다.",
}
WORDS["body"] = "\n\n".join((WORDS["lead"], WORDS["next"], WORDS["last"]))
NAMES = re.compile(r"\{(" + "|".join(WORDS) + r")\}")


@dataclass
class Layout:
    """One page and the fields that must come out of it."""

    name: str
    page: str
    fields: dict[str, str] = field(default_factory=dict)

    def starts(self) -> str:
        """The first words of the article."""
        return self.fields.get("starts", WORDS["lead"][:12])

    def ends(self) -> str:
        """The last words of the article."""
        return self.fields.get("ends", WORDS["last"][-12:])


def filled(text: str) -> str:
    return NAMES.sub(lambda match: WORDS[match.group(1)], text)


def layouts() -> Iterator[Layout]:
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        head, page = block.split("\n---\n", 1)
        name, *lines = head.split("\n")
        pairs = (line.partition(":") for line in lines)
        fields = {key: filled(value.strip()) for key, _, value in pairs}
        yield Layout(name, filled(page), fields)


@pytest.mark.parametrize("layout", list(layouts()), ids=lambda layout: layout.name)
def test_layout(toolkit: Toolkit, layout: Layout) -> None:
    found = clean(RawDocument(Source("쪽.txt", None, "text"), text=layout.page), toolkit.rules)
    assert isinstance(found, Article)
    got = {
        "title": found.title or "",
        "outlet": found.outlet or "",
        "day": str(found.published.on or ""),
    }
    assert {key: got[key] for key in got if key in layout.fields} == {
        key: value for key, value in layout.fields.items() if key in got
    }
    assert found.body.startswith(layout.starts())
    assert found.body.rstrip().endswith(layout.ends())
