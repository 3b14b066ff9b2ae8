"""The filter language: what parses to what, what is refused, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import REGIONS

from pipelines.query.filters import (
    AmbiguousValueError,
    Filters,
    UnknownParameterError,
    UnknownValueError,
    YearSpan,
    parse,
    to_query,
)
from pipelines.query.vocabulary import (
    PARTNER_TYPES,
    RELATIONS,
    ROLES,
    STAGES,
    Region,
    Vocabulary,
)


def vocabulary() -> Vocabulary:
    """The hand-made regions and a handful of names."""
    regions = {}
    for line in REGIONS.strip().splitlines():
        code, sido, level, name, short, first, last, successor = line.split()
        regions[code] = Region(
            code, sido, level, name, short,
            None if first == "-" else date.fromisoformat(first),
            None if last == "-" else date.fromisoformat(last),
            None if successor == "-" else successor,
        )  # fmt: skip
    return Vocabulary(
        build_id="b", regions=regions, topics={"transport": "교통", "data_ai": "데이터·AI"},
        programmes={"challenge": "스마트챌린지"}, partners=("A, B 컨소시엄", "KT"),
        partner_aliases={"케이티": "KT"}, outlets=("한빛일보", "가&나=다"), countries=("KR", "UZ"),
        years=(2019, 2021),
    )  # fmt: skip


WORDS = vocabulary()

PARSED = [
    ("", Filters()),
    ("?province=경기도", Filters(province=("41",))),
    ("province=41&province=서울특별시", Filters(province=("11", "41"))),
    ("province=41,11", Filters(province=("11", "41"))),
    ("province=경기도&district=광주시", Filters(province=("41",), district=("41610",))),
    ("district=성남시", Filters(district=("41130",))),
    ("province=11&province=26&district=중구",
     Filters(province=("11", "26"), district=("11140", "26110"))),
    ("province=41&district=none", Filters(province=("41",), district=("none",))),
    ("year=2021", Filters(years=(YearSpan(2021, 2021),))),
    ("year=2019-2023&year=unknown", Filters(years=(YearSpan(2019, 2023),), year_unknown=True)),
    ("year=2021,2019", Filters(years=(YearSpan(2019, 2019), YearSpan(2021, 2021)))),
    ("topic=교통,data_ai", Filters(topic=("data_ai", "transport"))),
    ("partner=케이티", Filters(partner=("KT",))),
    ("partner=A, B 컨소시엄", Filters(partner=("A, B 컨소시엄",))),
    ("country=UZ&relation=mou,award", Filters(country=("UZ",), relation=("award", "mou"))),
    ("q=스마트  도시&q=\"업무 협약\"", Filters(q=('"업무 협약"', "스마트 도시"))),
    ("unit=story&regions=then&sure=1", Filters(unit="story", regions="then", sure=True)),
    ("regions=then&province=강원도", Filters(province=("42",), regions="then")),
    ("role=primary", Filters()),
    ("role=mentioned", Filters(role=("mentioned",))),
    ("province=&topic=", Filters()),
]  # fmt: skip

REFUSED: list[tuple[str, type[Exception], str, str]] = [
    ("provinse=41", UnknownParameterError, "provinse", "province"),
    ("province=경기", UnknownValueError, "province", "경기도"),
    ("province=강원도", UnknownValueError, "province", "강원특별자치도"),
    ("district=중구", AmbiguousValueError, "district", "서울특별시 중구(11140)"),
    ("province=41&district=강남구", UnknownValueError, "district", "서울특별시 강남구"),
    ("province=41&district=11680", UnknownValueError, "district", "서울특별시 강남구"),
    ("year=21", UnknownValueError, "year", "2021"),
    ("year=2023-2019", UnknownValueError, "year", "2019-2023"),
    ("topic=transprot", UnknownValueError, "topic", "transport"),
    ("partner=없는회사", UnknownValueError, "partner", "KT"),
    ("country=ZW", UnknownValueError, "country", "UZ"),
    ("unit=page", UnknownValueError, "unit", "article"),
    ("sure=1&sure=0", UnknownValueError, "sure", "0"),
]


@pytest.mark.parametrize(("query", "expected"), PARSED)
def test_parse(query: str, expected: Filters) -> None:
    assert parse(query, WORDS) == expected


@pytest.mark.parametrize(("query", "error", "parameter", "candidate"), REFUSED)
def test_unknown_is_refused_with_candidates(
    query: str, error: type[Exception], parameter: str, candidate: str
) -> None:
    with pytest.raises(error) as raised:
        parse(query, WORDS)
    assert raised.value.parameter == parameter  # type: ignore[attr-defined]
    assert candidate in raised.value.candidates  # type: ignore[attr-defined]
    assert "\n" not in str(raised.value)


def test_canonical_query_leaves_defaults_out_and_sorts() -> None:
    filters = parse("sure=0&year=2021,2019&province=경기도&province=11&unit=article", WORDS)
    assert to_query(filters) == "province=11,41&year=2019,2021"
    assert to_query(Filters()) == ""


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Any sorted choice of the values."""
    return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(sorted(chosen)))


def regions_of(basis: str) -> Callable[..., bool]:
    """Keeps regions that exist for the basis."""
    return lambda region: basis == "then" or region.current


@st.composite
def any_filters(draw: st.DrawFn) -> Filters:
    """Any filters that the language can say."""
    basis = draw(st.sampled_from(("now", "then")))
    known = [region for region in WORDS.regions.values() if regions_of(basis)(region)]
    provinces = draw(some(tuple(r.code for r in known if r.level == "sido")))
    districts = tuple(
        region.code
        for region in known
        if region.level == "sigungu" and (not provinces or region.sido_code in provinces)
    )
    year = st.integers(1995, 2030)
    spans = draw(st.sets(st.tuples(year, year).map(sorted).map(lambda y: YearSpan(*y)), max_size=3))
    text = st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=8
    )
    phrases = st.lists(text, min_size=1, max_size=3).map(" ".join)
    return Filters(
        province=provinces, district=draw(some((*districts, "none"))),
        role=draw(some(ROLES)) or ("primary",),
        years=tuple(sorted(spans)), year_unknown=draw(st.booleans()),
        topic=draw(some(tuple(WORDS.topics))), programme=draw(some(("challenge",))),
        stage=draw(some(STAGES)), partner=draw(some(WORDS.partners)),
        partner_type=draw(some(PARTNER_TYPES)), country=draw(some(WORDS.countries)),
        relation=draw(some(RELATIONS)), outlet=draw(some(WORDS.outlets)),
        q=tuple(sorted(draw(st.sets(phrases, max_size=2)))),
        unit=draw(st.sampled_from(("article", "story"))), regions=basis,  # type: ignore[arg-type]
        sure=draw(st.booleans()),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(any_filters())
def test_what_is_written_is_read_again(filters: Filters) -> None:
    written = to_query(filters)
    assert parse(written, WORDS) == filters
    assert to_query(parse(written, WORDS)) == written
