"""The Bass curve: recovered where planted, refused with a reason where the data do not hold it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import approx_fprime, least_squares

from pipelines.trends import bass
from pipelines.trends.bass import bass_fits, bass_share, bass_slopes, fit


def curve(new: np.ndarray, eligible: int) -> pd.DataFrame:
    return pd.DataFrame(
        {"item": "드론", "new": new, "adopters": np.cumsum(new), "eligible": eligible}
    )


def increments(p: float, q: float, m: float, periods: int) -> np.ndarray:
    return m * np.diff(bass_share(np.arange(periods + 1.0), p, q))


def drawn(seed: int, p: float, q: float, m: int, periods: int) -> np.ndarray:
    """Adopters of each period where m regions adopt at random times of the curve."""
    random = np.random.default_rng(seed)
    shares = increments(p, q, 1, periods)
    return random.multinomial(m, [*shares, 1 - shares.sum()])[:-1]


def test_the_curve_by_hand() -> None:
    # p = q = 0.5: F(t) = (1 - e^-t) / (1 + e^-t) = tanh(t / 2).
    time = np.array([0.0, 1.0, 3.0])
    np.testing.assert_allclose(bass_share(time, 0.5, 0.5), np.tanh(time / 2))


@pytest.mark.parametrize(("p", "q"), [(0.03, 0.38), (0.2, 0.1), (0.004, 0.9)])
def test_the_slopes_are_those_of_the_curve(p: float, q: float) -> None:
    time, step = np.linspace(0, 20, 21), 1e-7
    by_p = (bass_share(time, p + step, q) - bass_share(time, p - step, q)) / (2 * step)
    by_q = (bass_share(time, p, q + step) - bass_share(time, p, q - step)) / (2 * step)
    found = bass_slopes(time, p, q)
    np.testing.assert_allclose(found, (by_p, by_q), rtol=1e-5, atol=1e-7)


def test_the_curve_solves_the_equation_of_bass() -> None:
    time, step, p, q = np.linspace(0.1, 20, 40), 1e-5, 0.03, 0.38
    share = bass_share(time, p, q)
    slope = (bass_share(time + step, p, q) - bass_share(time - step, p, q)) / (2 * step)
    np.testing.assert_allclose(slope, (p + q * share) * (1 - share), rtol=1e-6)


@pytest.mark.parametrize(("p", "q", "m"), [(0.03, 0.38, 200), (0.01, 0.6, 150), (0.002, 0.9, 80)])
def test_an_exact_curve_is_recovered(p: float, q: float, m: float) -> None:
    found = fit(increments(p, q, m, 20), 1000)
    assert found is not None
    assert (found.p, found.q, found.m) == pytest.approx((p, q, m), rel=1e-3)
    assert found.peak == pytest.approx(np.log(q / p) / (p + q), rel=1e-3)
    assert found.r_squared == pytest.approx(1)


def test_a_planted_curve_is_recovered_within_its_errors() -> None:
    new = drawn(11, 0.02, 0.45, 180, 24)
    row = bass_fits(curve(new, 250)).iloc[0]
    assert row["reason"] == ""
    for name, planted in (("p", 0.02), ("q", 0.45), ("m", 180)):
        assert abs(row[name] - planted) < 3 * row[f"{name}_se"]
    assert abs(row["peak"] - np.log(0.45 / 0.02) / 0.47) < 1


def test_errors_are_those_of_least_squares() -> None:
    new = drawn(12, 0.02, 0.45, 180, 24).astype(float)
    found = fit(new, 250)
    assert found is not None

    def left(x: np.ndarray) -> np.ndarray:
        return increments(*x, 24) - new

    best = least_squares(left, [0.05, 0.3, 150], x_scale=[0.01, 0.1, 100], xtol=1e-14)
    assert (found.p, found.q, found.m) == pytest.approx(tuple(best.x), rel=1e-4)
    slopes = approx_fprime(best.x, left, [1e-7, 1e-7, 1e-4])
    spread = np.linalg.inv(slopes.T @ slopes) * (best.fun**2).sum() / (24 - 3)
    assert (found.p_se, found.q_se, found.m_se) == pytest.approx(
        tuple(np.sqrt(np.diag(spread))), rel=1e-2
    )


def test_errors_cover_the_planted_value() -> None:
    fits = [fit(drawn(seed, 0.02, 0.45, 200, 24).astype(float), 1000) for seed in range(60)]
    within = [abs(found.q - 0.45) < 1.96 * found.q_se for found in fits if found is not None]
    assert len(within) == 60
    assert np.mean(within) > 0.75  # narrower than 0.95: see the module


def test_the_market_is_not_larger_than_the_regions() -> None:
    new = drawn(13, 0.02, 0.5, 100, 20)
    row = bass_fits(curve(new, 98)).iloc[0]
    assert row["reason"] == ""
    assert row["m"] == 98
    assert np.isnan(row["m_se"])
    assert abs(row["q"] - 0.5) < 3 * row["q_se"]


@pytest.mark.parametrize(
    ("new", "eligible", "reason"),
    [
        ([5, 9, 12, 9, 5], 60, "few_periods"),
        ([1, 0, 2, 1, 0, 1, 2, 1, 0, 1], 60, "few_adopters"),
        (increments(0.002, 0.5, 240, 10).round(), 240, "peak_not_reached"),
        ([3] * 12, 240, "not_identified"),
        ([60, 0, 0, 0, 0, 0, 0, 0, 0, 0], 240, "not_identified"),
    ],
)
def test_no_fit_says_why(new: list[int], eligible: int, reason: str) -> None:
    row = bass_fits(curve(np.asarray(new), eligible)).iloc[0]
    assert row["reason"] == reason
    assert row[["p", "q", "m", "p_se", "q_se", "m_se", "peak"]].isna().all()
    assert row["adopters"] == sum(new)


def test_items_are_fitted_apart_and_empty_gives_empty() -> None:
    one = curve(increments(0.03, 0.4, 200, 20).round(), 240)
    two = curve(np.array([1, 2]), 240).assign(item="AI")
    found = bass_fits(pd.concat([one, two])).set_index("item")
    assert found["reason"].to_dict() == {"드론": "", "AI": "few_periods"}
    none = bass_fits(one.iloc[:0])
    assert none.empty
    assert dict(none.dtypes.astype(str)) == bass.FITS
