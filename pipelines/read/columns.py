"""Which column of a table means what, by the header names met in the field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

ALIASES: Mapping[str, tuple[str, ...]] = {
    "body": (
        "body", "text", "content", "contents", "maintext", "articletext", "articlebody", "본문",
        "내용", "기사본문", "기사내용", "뉴스본문", "본문내용", "전문",
    ),
    "title": ("title", "headline", "subject", "제목", "기사제목", "뉴스제목", "표제"),
    "published": (
        "published", "publishedat", "publishedon", "publisheddate", "publicationdate", "pubdate",
        "date", "datetime", "일자", "날짜", "일시", "보도일", "보도일자", "게재일", "게재일자",
        "발행일", "발행일자", "등록일", "등록일자", "작성일", "작성일자", "입력일", "기사일자",
    ),
    "outlet": (
        "outlet", "publisher", "press", "media", "newspaper", "source", "언론사", "언론사명",
        "매체", "매체명", "신문사", "출처",
    ),
    "url": (
        "url", "link", "originallink", "originalurl", "href", "링크", "주소", "원문", "원문링크",
        "원문url", "기사url", "기사주소", "기사링크",
    ),
    "author": ("author", "byline", "writer", "reporter", "기자", "기자명", "기고자", "작성자"),
    "external_id": (
        "articleid", "newsid", "뉴스식별자", "뉴스id", "기사id", "기사식별자", "식별자", "id",
    ),
    "keywords": ("키워드",),
    "features": ("특성추출", "특성추출가중치순상위50개"),
    "excluded": ("분석제외여부", "분석제외"),
    "classified": ("통합분류1", "통합분류", "사건사고분류1", "사건사고분류"),
}  # fmt: skip
"""Field → header names in order of preference, without spaces, marks and capitals."""

_NOT_NAME = re.compile(r"[\s_\-./()\[\]\ufeff\u200b]+")


def plain_name(header: object) -> str:
    """Reduce a header to its letters: ` 뉴스 식별자` → `뉴스식별자`, `News_ID` → `newsid`."""
    return _NOT_NAME.sub("", cell_text(header) or "").lower()


def find_columns(header: Sequence[object]) -> dict[str, int]:
    """Map each known field to the position of its column; absent fields are left out."""
    places: dict[str, int] = {}
    for position, name in enumerate(header):
        places.setdefault(plain_name(name), position)
    found = {
        field: next((places[name] for name in names if name in places), -1)
        for field, names in ALIASES.items()
    }
    return {field: position for field, position in found.items() if position >= 0}


def is_bigkinds(columns: Mapping[str, int], header: Sequence[object]) -> bool:
    """Say whether a header is of BIGKinds: by its own columns, or three that go together."""
    names = {plain_name(name) for name in header}
    own = {"뉴스식별자", "특성추출", "특성추출가중치순상위50개", "분석제외여부", "통합분류1"}
    return bool(own & names) or {"body", "keywords", "outlet"} <= set(columns)


def cell_text(value: Any) -> str | None:
    """Turn any cell to text: whole floats lose `.0`, dates become ISO, blanks become None."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is not itself
        return None
    if isinstance(value, datetime):
        return (
            value.isoformat(sep=" ")
            if value.time() != value.time().min
            else value.date().isoformat()
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() or None
