"""Fits what speaks for a year that an undated article names (clean/years.py).

    python -m scripts.fit_years data/gold/dev data/gold/frames data/gold/edges data/sample [--write]

A logistic regression with a ridge penalty over every year that headline and opening name: is it the
year of the article?  Pages whose text alone tells their day count whole, those with a stamp less:
there the year is true, but a reader might not know it from the text.
Prints how many undated articles are read right (a year, or rightly none) by themselves, fitted and
over series left out; touches the table only with --write.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from pipelines.clean import PageRules, clean
from pipelines.clean.told import opening
from pipelines.clean.years import CHOICE, LIKELIER_THAN_NOT, Features, year_features
from pipelines.gold import read_gold
from pipelines.model import Reject
from pipelines.reference import load_reference
from pipelines.settings import REFERENCE_DIR
from scripts.choices import write_choices

RIDGE, STAMPED, SERIES = 2.0, 0.1, 2
SHOWN = 6
"""Years that must show a feature."""
SOURCE = "fitted by scripts/fit_years.py to annotated pages"


@dataclass(frozen=True)
class Case:
    """An article: its series, its years with their features, its own year, whether it is undated."""

    series: str
    years: dict[int, Features]
    own: str | None
    undated: bool


def read_cases(folders: Sequence[Path]) -> Iterator[Case]:
    """The annotated articles of folders."""
    rules = PageRules(load_reference(REFERENCE_DIR))
    for page in (page for folder in folders for page in read_gold(folder)):
        if not page.has_article or "published" not in page.truth:
            continue
        article = clean(page.document, rules)
        day = page.truth["published"]
        record = page.document.source.format == "table"
        undated = not (day and len(day) == len("2021-03-04"))
        if isinstance(article, Reject) or (record and undated):
            continue
        years = year_features(article.title or "", opening(article.body))
        yield Case(page.name[:SERIES], years, day[:4] if day else None, undated)


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights under which the years of the articles are likeliest."""
    rows = [(own, case.own == str(year), 1.0 if case.undated else STAMPED)
            for case in cases for year, own in case.years.items()]  # fmt: skip
    shown = Counter(name for own, _, _ in rows for name in own)
    names = sorted(name for name, count in shown.items() if count >= SHOWN)
    column = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for row, (own, _, _) in enumerate(rows):
        for name, value in own.items():
            if name in column:
                table[row, column[name]] = value
    truth = np.array([float(right) for _, right, _ in rows])
    counts = np.array([count for _, _, count in rows])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ weights
        error = counts * (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - truth)
        total = (counts * (np.logaddexp(0, odds) - truth * odds)).sum()
        return float(total + RIDGE * weights @ weights / 2), table.T @ error + RIDGE * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(w), 3) for name, w in zip(names, best, strict=True)}


def chosen(case: Case, weights: dict[str, float]) -> str | None:
    """The year that is likelier than not."""
    best, found = LIKELIER_THAN_NOT, None
    for year, own in case.years.items():
        odds = sum(weights.get(name, 0.0) * value for name, value in own.items())
        if (share := 1 / (1 + np.exp(-odds))) > best:
            best, found = share, str(year)
    return found


def right(cases: Sequence[Case], weights: dict[str, float]) -> int:
    """How many undated articles are read right."""
    return sum(case.undated and chosen(case, weights) == case.own for case in cases)


def left_out(cases: Sequence[Case]) -> int:
    """The same where each series is read by a fit to the others."""
    total = 0
    for series in sorted({case.series for case in cases if case.undated}):
        weights = fit([case for case in cases if case.series != series])
        total += right([case for case in cases if case.series == series], weights)
    return total


def main() -> None:
    """Fit, print, and write where that is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    cases = list(read_cases(wanted.folders))
    weights = fit(cases)
    print(f"{len(cases)} articles, {sum(case.undated for case in cases)} of them undated")
    print("right: fitted", right(cases, weights), "series left out", left_out(cases))
    if wanted.write:
        write_choices({CHOICE: weights}, SOURCE)


if __name__ == "__main__":
    main()
