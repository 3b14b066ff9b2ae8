"""The fit of what speaks for a year: what it learns from, and what it pays for."""

from __future__ import annotations

from pipelines.clean.years import year_features, year_of_news
from scripts.fit_years import Case, chosen, fit, left_out, right

GOOD, PLAIN = {"named": 1.0, "always": 1.0}, {"always": 1.0}
CASES = [
    Case("aa", {2020: PLAIN, 2021: GOOD}, "2021", True),
    Case("bb", {2019: PLAIN, 2022: GOOD}, "2022", True),
    Case("bb", {2018: PLAIN}, None, True),
]


def test_a_fit_tells_the_year_of_the_news() -> None:
    weights = fit(CASES * 20)
    assert weights["named"] > 0
    assert [chosen(case, weights) for case in CASES] == ["2021", "2022", None]
    assert right(CASES, weights) == 3


def test_series_are_judged_by_the_others() -> None:
    assert left_out(CASES * 20) == 60
    alone = [case for case in CASES if case.series == "aa"]
    assert left_out(alone) == 0


def test_features_leave_out_years_of_others() -> None:
    text = ["군은 지난해 ‘2020년 골목 사업’에 뽑혔다.", "군은 ‘2021 굴비대상’을 받았다."]
    assert set(year_features("", text)) == {2021}
    assert set(year_features("", ["‘2026 굴비 총회’를 앞두고 손님을 맞았다."])) == set()


def test_the_likeliest_year_is_told_with_its_words() -> None:
    text = ["군은 ‘2021 굴비대상’을 받았다."]
    assert year_of_news("", text, {"quoted": 3.0}) == (2021, "2021 굴비대상’을 받았다.")
    assert year_of_news("", text, {"quoted": -3.0}) is None
