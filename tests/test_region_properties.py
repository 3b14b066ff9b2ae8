"""What must hold for every region: swapping the name in a page swaps the region that is found."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract import Toolkit, process
from pipelines.model import Extracted, RawDocument, Source
from pipelines.reference import Region, load_reference

REFERENCE = load_reference()
CURRENT = [r for r in REFERENCE.regions if r.current and r.level == "sigungu"]
_COUNT = Counter(r.name for r in CURRENT)
UNIQUE = [r for r in CURRENT if _COUNT[r.name] == 1 and r.name != "광주시"]
SHARED = [r for r in CURRENT if _COUNT[r.name] > 1]

PAGE = """홈 > 지역
{name}, 스마트도시 통합플랫폼 문 열어
승인 2026-09-14 10:20
{name}({office} 한보름)는 14일 스마트도시 통합플랫폼을 열고 112·119와 영상을 나누기 시작했다고 밝혔다.
{name}는 국토교통부 공모에 뽑혀 국비 6억원을 받았고, 관내 CCTV 1200대를 한곳에서 본다.
한보름 {office}은 “사고를 먼저 알아채는 도시를 만들겠다”고 말했다.
저작권자 © 시험신문 무단전재 및 재배포 금지
많이 본 뉴스
• 다른 고장 소식 첫째 줄
"""


def found(toolkit: Toolkit, text: str) -> Extracted:
    extracted = process(RawDocument(Source("쪽.txt", None, "text"), text=text), toolkit)
    assert isinstance(extracted, Extracted)
    return extracted


def page(region: Region, name: str) -> str:
    return PAGE.format(name=name, office=region.name + "장" if region.name[-1] != "군" else "군수")


@settings(max_examples=60, deadline=None)
@given(region=st.sampled_from(UNIQUE))
def test_swapping_the_region_swaps_the_finding(region: Region) -> None:
    extracted = found(TOOLKIT[0], page(region, region.name))
    primary = {f.code for f in extracted.findings.regions if f.role == "primary"}
    assert primary == {region.code}


@settings(max_examples=30, deadline=None)
@given(region=st.sampled_from(SHARED))
def test_a_shared_name_follows_its_province(region: Region) -> None:
    sido = REFERENCE.region_by_code[region.sido_code]
    text = page(region, region.name).replace(region.name, f"{sido.short_name} {region.name}", 2)
    primary = {f.code for f in found(TOOLKIT[0], text).findings.regions if f.role == "primary"}
    assert primary == {region.code}


@settings(max_examples=60, deadline=None)
@given(region=st.sampled_from(CURRENT))
def test_spans_lie_in_the_text_and_equal_their_surface(region: Region) -> None:
    extracted = found(TOOLKIT[0], page(region, region.name))
    article, findings = extracted.article, extracted.findings
    for finding in (*findings.regions, *findings.topics, *findings.partners, *findings.programmes):
        source = article.title if finding.field == "title" else article.body
        assert source is not None
        assert 0 <= finding.start < finding.end <= len(source)
        assert source[finding.start : finding.end].strip()
    for partner in findings.partners:
        assert article.body[partner.start : partner.end] == partner.as_written


TOOLKIT: list[Toolkit] = []


@pytest.fixture(scope="module", autouse=True)
def _shared_toolkit(toolkit: Toolkit) -> None:
    """Hypothesis may not take a fixture an example; the one toolkit of the session is lent."""
    TOOLKIT[:] = [toolkit]
