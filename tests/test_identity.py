"""Ids stay when an article is met again, and hashes change when its words do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipelines.identity import article_id, canonical_url, content_hash, raw_hash
from pipelines.model import RawDocument, Source

DOCUMENT = RawDocument(source=Source("a.txt", None, "text"), text="하남시는 밝혔다.", title="개소")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.hanam.example/news/articleView.html?idxno=77",
        "http://m.hanam.example/news/articleView.html?idxno=77",
        "https://HANAM.example:443/news/articleView.html?utm_source=x&idxno=77#comments",
        " https://hanam.example/news/articleView.html?idxno=77&fbclid=abc ",
        "https://hanam.example/news/articleView.html/?idxno=77",
    ],
)
def test_addresses_of_one_page_are_one(url: str) -> None:
    assert canonical_url(url) == "//hanam.example/news/articleView.html?idxno=77"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/v?idxno=77", "https://a.example/v?idxno=78"),
        ("https://a.example/v", "https://b.example/v"),
        ("https://a.example/View", "https://a.example/view"),
        ("https://news.a.example/v", "https://a.example/v"),
        ("https://a.example:8080/v", "https://a.example/v"),
    ],
)
def test_addresses_of_two_pages_are_two(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "-",
        "하남시청",
        "file:///a.txt",
        "http://",
        "http://[1",
        "https://www.hanam.example/",
        "https://a:b/",
    ],
)
def test_what_is_no_address_is_none(url: str) -> None:
    assert canonical_url(url) is None


def test_korean_paths_are_one_escaped_or_not() -> None:
    assert canonical_url("https://a.example/%ED%95%98%EB%82%A8") == canonical_url(
        "https://a.example/하남"
    )


def test_the_first_that_exists_names_the_article() -> None:
    url = "https://a.example/1"
    by_id = article_id("01100801.20230531232402001", url, "가", "개소", "본문")
    by_url = article_id(None, url, "가", "개소", "본문")
    by_words = article_id(None, "-", "가", "개소", "본문")
    assert [by_id[0], by_url[0], by_words[0]] == ["i", "u", "c"]
    assert by_id == article_id("01100801.20230531232402001", None, None, "다른 제목", "다른 본문")
    assert by_url == article_id(" ", "http://www.a.example/1/", None, "다른 제목", "다른 본문")
    assert by_words == article_id(None, None, "가", " 개 소 ", "본문.")
    assert by_words != article_id(None, None, "나", "개소", "본문")


def test_content_hash_ignores_dress_and_sees_words() -> None:
    assert content_hash("‘개소’", "하남시는  밝혔다.") == content_hash("개소", "하남시는 밝혔다")
    assert content_hash("개소", "하남시는 밝혔다.") != content_hash("개소", "하남시가 밝혔다.")
    assert content_hash(None, "본문") == content_hash("", "본문")


def test_raw_hash_is_of_what_was_given_not_of_where() -> None:
    moved = replace(DOCUMENT, source=Source("b.txt", 7, "text"))
    assert raw_hash(moved) == raw_hash(DOCUMENT)
    for change in (
        {"text": "다른 글"}, {"title": None}, {"outlet": "가"}, {"published": "2023"},
        {"keywords": (("가", 1),)}, {"complete": False}, {"external_id": "7"},
    ):  # fmt: skip
        assert raw_hash(replace(DOCUMENT, **change)) != raw_hash(DOCUMENT), change
    assert raw_hash(replace(DOCUMENT, text=None, markup=DOCUMENT.text)) != raw_hash(DOCUMENT)
