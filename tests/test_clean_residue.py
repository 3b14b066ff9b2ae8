"""What markup leaves in a text is taken out; what only looks like it stays."""

from __future__ import annotations

import pytest

from pipelines.clean.lines import normalise
from pipelines.clean.residue import without_markup

CASES = (
    ("한 줄<br>두 줄<br />세 줄", "한 줄\n두 줄\n세 줄"),
    ("<p>첫 문단</p><p class=\"lead\">둘째 문단</p>", "\n첫 문단\n\n둘째 문단\n"),
    ("<b>하남시</b>가 &quot;개소&quot;했다", "하남시가 \"개소\"했다"),
    ("&amp;quot;두 번&amp;quot; 감쌌다", "\"두 번\" 감쌌다"),
    ("# 하남시, 통합관제센터 열었다", "하남시, 통합관제센터 열었다"),
    ("**하남시, 통합관제센터 열었다**", "하남시, 통합관제센터 열었다"),
    ("* [사회](https://example.com/a)\n* [경제](/list?b=1)", "사회\n경제"),
    ("시는 [누리집](https://example.com)에서 받는다", "시는 누리집에서 받는다"),
)  # fmt: skip
KEPT = (
    "&nbsp없이 http://example.com/?a=1&section=2&copy=3",
    "<표 1> 예산", "<바다일보>가 전했다", "A < B이고 B > C", "AT&T와 R&D;", "[시=기자] (사진)",
    "#스마트시티 #하남", "1*2**3", "![사진](https://example.com/a.jpg)",
)  # fmt: skip


@pytest.mark.parametrize(("text", "plain"), CASES)
def test_tags_entities_and_markdown_are_taken_out(text: str, plain: str) -> None:
    assert without_markup(text) == plain


@pytest.mark.parametrize("text", KEPT)
def test_words_that_look_like_markup_stay(text: str) -> None:
    assert without_markup(text) == text


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_a_text_without_markup_has_none_left_to_take_out(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_a_scene_of_a_feature_keeps_its_mark() -> None:
    scene = "# " + "밤 열 시, 관제센터의 화면이 한꺼번에 바뀌었다. " * 8
    assert without_markup(scene) == scene


def test_an_address_beside_an_entity_stays_as_it_is() -> None:
    address = "http://example.com/?a=1&section=2&copy=3"
    assert without_markup(f"&quot;개소&quot; {address}") == f'"개소" {address}'
