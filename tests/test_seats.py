"""Seats: members of one list share its particle and its predicate."""

from __future__ import annotations

import pytest

from pipelines.extract.seats import seats
from tests.partner_pages import organisations_of, text_of

CASES = [
    # body, the role of each name, how the words behind begin
    ("시는 KT와 협약을 맺었다.", ["with"], " 협약"),
    ("시는 KT, 누리온테크와 협약을 맺었다.", ["with", "with"], " 협약"),
    ("KT와 누리온테크가 맡는다.", ["subject", "subject"], " 맡는다"),
    ("KT·누리온테크 등 12개 기업이 맡는다.", ["subject", "subject"], " 맡는다"),
    ("협약 기관은 KT, 누리온테크다.", ["none", "none"], "다."),
    ("협약 기관은 KT, 새빛대학교이다.", ["is", "is"], "."),
    ("새빛대학교 교수와 한국교통연구원 연구위원이 맡는다.", ["subject", "subject"], " 맡는다"),
    ("새빛경찰서장, 새빛소방서장이 왔다.", ["subject", "subject"], " 왔다"),
    ("시는 국토교통부의 공모에 뽑혔다.", ["of"], " 공모"),
    ("시는 국토교통부 공모에 뽑혔다.", ["none"], " 공모"),
    ("시는 KT로부터 로봇을 받았다.", ["from"], " 로봇"),
    ("시는 △KT △누리온테크와 협약을 맺었다.", ["with", "with"], " 협약"),
    # a predicate or another particle between them parts two lists
    ("KT가 망을 깔고 누리온테크가 맡는다.", ["subject", "subject"], None),
    ("국토교통부는 KT와 협약을 맺었다.", ["topic", "with"], None),
    ("△KT·누리온테크가 앱을 △새빛텔레콤이 망을 맡는다.", ["subject"] * 3, None),
]


@pytest.mark.parametrize(("body", "roles", "after"), CASES)
def test_roles_of_a_list(body: str, roles: list[str], after: str | None) -> None:
    text = text_of(body)
    organisations = organisations_of(text)
    found = seats(text, organisations)
    assert [found[o.start].role for o in organisations] == roles
    if after is not None:
        assert all(found[o.start].after.startswith(after) for o in organisations)
        assert {found[o.start].members for o in organisations} == {len(organisations)}
