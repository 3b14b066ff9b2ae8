# mypy: disable-error-code="import-untyped"
"""The Bass curve of a diffusion: how much comes from outside (p) and how much by imitation (q).

Sources: Bass 1969, "A New Product Growth for Model Consumer Durables", Management Science 15(5);
fitted by nonlinear least squares on the adopters of each period with asymptotic standard errors
(Srinivasan & Mason 1986, Marketing Science 5(2)).  Least squares takes all periods as equally
uncertain, which counts are not: on drawn curves of 100 and 200 regions, intervals of ±1.96
errors held the true p in about 80 %, q in 87 % and m in 100 % of 200 draws, not in 95 %.  Say
so where they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import curve_fit

from pipelines.trends.frames import Floats, shaped, stacked, taken

LEAST_PERIODS = 8
"""Three numbers out of fewer points fit anything."""

LEAST_ADOPTERS = 15
"""Below it the periods hold one or two adopters each, and the curve follows their chance."""

STARTS = ((0.03, 0.38), (0.003, 0.8), (0.1, 0.1))
"""Where the search begins; the first is the average of many products (Sultan et al. 1990)."""

BOUNDS = ((1e-7, 1e-7), (1.0, 10.0))
"""Of p and q.  An estimate at a bound says that the data do not hold the parameter."""

FEW_PERIODS = "few_periods"
FEW_ADOPTERS = "few_adopters"
NOT_IDENTIFIED = "not_identified"
PEAK_NOT_REACHED = "peak_not_reached"

CURVE = {"item": "str", "new": "int64", "adopters": "int64", "eligible": "int64"}
FITS = {
    "item": "str", "p": "float64", "q": "float64", "m": "float64", "p_se": "float64",
    "q_se": "float64", "m_se": "float64", "r_squared": "float64", "peak": "float64",
    "periods": "int64", "adopters": "int64", "reason": "str",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bass:
    """Parameters p (innovation), q (imitation), m (market) with their standard errors.

    `m_se` is NaN where m was set to the number of regions and not estimated.
    """

    p: float
    q: float
    m: float
    p_se: float
    q_se: float
    m_se: float
    r_squared: float

    @property
    def peak(self) -> float:
        """Periods after the start at which adoption is fastest (Bass 1969); NaN where q <= p."""
        return float(np.log(self.q / self.p) / (self.p + self.q)) if self.q > self.p else np.nan


def bass_share(time: Floats, p: float, q: float) -> Floats:
    """Share of the market that has adopted by each time, in periods from 0 (Bass 1969)."""
    gone = np.exp(-(p + q) * time)
    return np.asarray((1 - gone) / (1 + q / p * gone))


def bass_slopes(time: Floats, p: float, q: float) -> tuple[Floats, Floats]:
    """How fast that share changes with p and with q at each time."""
    gone, ratio = np.exp(-(p + q) * time), q / p
    below = (1 + ratio * gone) ** 2
    by_both = time * gone * (1 + ratio) / below
    by_ratio = -(1 - gone) * gone / below
    return by_both - by_ratio * ratio / p, by_both + by_ratio / p


def bass_fits(cumulative: pd.DataFrame) -> pd.DataFrame:
    """One row an item with its fit, or with the reason why there is none and NaN.

    Takes the rows of `diffusion.cumulative`: item, new, adopters, eligible, one a period in
    order from the first adoption.  Reasons: few_periods, few_adopters, not_identified (no
    convergence, a parameter at its bound, or an error larger than the estimate of q and m),
    peak_not_reached (estimates before the peak of adoption are known to be unstable).  The
    market cannot exceed the eligible regions; where it would, it is set to them.  Gives FITS.
    """
    frame = taken(cumulative, CURVE, "cumulative")
    return stacked([_row(str(item), part) for item, part in frame.groupby("item")], FITS)


def fit(new: Floats, eligible: float) -> Bass | None:
    """The least-squares Bass curve of the adopters of each period; None where not identified."""
    free = _best(new, float(new.sum()) * 0.5, max(eligible, new.sum()) * 20)
    if free is None or free.m <= eligible:
        return free
    return _best(new, eligible, eligible)


def _row(item: str, part: pd.DataFrame) -> pd.DataFrame:
    new = part["new"].to_numpy(dtype=float)
    known = {"item": item, "periods": len(new), "adopters": int(new.sum())}
    found = fit(new, float(part["eligible"].iloc[-1])) if not _too_few(new) else None
    reason = _too_few(new) or _doubt(found, len(new))
    names = ("p", "q", "m", "p_se", "q_se", "m_se", "r_squared", "peak")
    values = {name: np.nan if reason else getattr(found, name) for name in names}
    return shaped(pd.DataFrame([{**known, **values, "reason": reason}]), FITS)


def _too_few(new: Floats) -> str:
    if len(new) < LEAST_PERIODS:
        return FEW_PERIODS
    return FEW_ADOPTERS if new.sum() < LEAST_ADOPTERS else ""


def _doubt(found: Bass | None, periods: int) -> str:
    """Why a fit cannot be shown; '' where it can."""
    if found is None or not np.isfinite([found.p_se, found.q_se]).all():
        return NOT_IDENTIFIED
    if found.peak > periods:
        return PEAK_NOT_REACHED
    # p is often close to 0 with an error of its own size; q and m must be told from nothing.
    if found.q_se > found.q or found.m_se > found.m:
        return NOT_IDENTIFIED
    return ""


def _best(new: Floats, low: float, high: float) -> Bass | None:
    """The best of the fits from all starts with the market in low…high, fixed where equal."""
    fits = [found for start in STARTS if (found := _from(new, start, low, high)) is not None]
    return max(fits, key=lambda found: found.r_squared, default=None)


def _from(new: Floats, start: tuple[float, float], low: float, high: float) -> Bass | None:
    ends = np.arange(len(new) + 1, dtype=float)
    fixed = low == high

    def adopters(_: Floats, p: float, q: float, m: float = high) -> Floats:
        return m * np.diff(bass_share(ends, p, q))

    def slopes(_: Floats, p: float, q: float, m: float = high) -> Floats:
        by_p, by_q = bass_slopes(ends, p, q)
        columns = [m * by_p, m * by_q, bass_share(ends, p, q)]
        return np.diff(np.column_stack(columns[:2] if fixed else columns), axis=0)

    (least_p, least_q), (most_p, most_q) = BOUNDS
    begin = [*start] if fixed else [*start, min(new.sum() * 1.1, high)]
    bounds = ([least_p, least_q], [most_p, most_q])
    if not fixed:
        bounds = ([*bounds[0], low], [*bounds[1], high])
    try:
        found, spread = curve_fit(adopters, ends[1:], new, p0=begin, bounds=bounds, jac=slopes)
    except RuntimeError:  # no convergence from this start
        return None
    if np.any(found <= np.array(bounds[0]) * 1.01) or np.any(found >= np.array(bounds[1]) * 0.99):
        return None
    errors = np.sqrt(np.diag(spread))
    left = float(((new - adopters(ends, *found)) ** 2).sum())
    whole = float(((new - new.mean()) ** 2).sum())
    m, m_se = (high, np.nan) if fixed else (float(found[2]), float(errors[2]))
    return Bass(
        float(found[0]), float(found[1]), m, float(errors[0]), float(errors[1]), m_se,
        1 - left / whole if whole else np.nan,
    )  # fmt: skip
