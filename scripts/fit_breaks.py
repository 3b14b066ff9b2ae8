"""Fits where a page that came as one long line had its line ends (clean/breaks.py).

    python -m scripts.fit_breaks data/gold/dev data/gold/frames [FOLDER…] [--write]

A logit with a ridge penalty over the blanks and line ends of annotated pages that kept theirs.
Prints precision and recall at the threshold over pages that a fit to every other page has not
seen, with and without ends of sentences; touches the table only with --write.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipelines.clean import PageRules, clean
from pipelines.clean.breaks import SENTENCE_END, THRESHOLD, Page
from pipelines.clean.lines import normalise
from pipelines.gold import GoldPage, read_gold
from pipelines.model import Article
from pipelines.reference import load_reference
from pipelines.settings import REFERENCE_DIR

RIDGE, OFTEN, PAGES, LEAST = 4.0, 4, 3, 0.2
"""Penalty; times and pages that must show a feature; weights to keep."""
STEPS, LINES = 150, 4
LONG = 300
"""Letters of a line that may have been several."""
TABLE = "line_breaks.tsv"


@dataclass(frozen=True)
class Case:
    """A page: the features of its blanks, whether a line ended there, and whether a sentence did."""

    features: tuple[tuple[str, ...], ...]
    ends: tuple[bool, ...]
    told: tuple[bool, ...]


def cases_of(page: GoldPage, rules: PageRules) -> Iterator[Case]:
    """A page that kept its line ends, and its article by itself, headline above lead."""
    if page.truth.get("layout") != "one_line" and not page.document.title:
        yield from filter(None, [case_of(page.document.text or "", LINES)])
    article = clean(page.document, rules)
    title = page.document.title or page.truth["title"]
    if title and isinstance(article, Article):
        yield from filter(None, [case_of(f"{title}\n{article.body}", 2)])


def case_of(text: str, least: int) -> Case | None:
    """What a text of some lines teaches; blanks in its long ones, which may have lost some line
    ends, are left out."""
    lines = [line.split() for line in normalise(text).split("\n") if line]
    if len(lines) < least:
        return None
    words = [word for line in lines for word in line]
    ends = [end for line in lines for end in (*[False] * (len(line) - 1), True)]
    flat = [len(" ".join(line)) > LONG for line in lines for _ in line]
    seen = Page(words)
    rows = [
        (tuple(seen.features(at)), ends[at], bool(SENTENCE_END.search(words[at])))
        for at in range(seen.blanks)
        if ends[at] or not flat[at]
    ]
    return Case(*map(tuple, zip(*rows, strict=True))) if rows else None


def columns_of(cases: Sequence[Case]) -> dict[str, int]:
    """The features that are seen often enough, numbered."""
    seen = Counter(name for case in cases for some in case.features for name in some)
    pages = Counter(chain.from_iterable({n for some in c.features for n in some} for c in cases))
    names = sorted(n for n in seen if seen[n] >= OFTEN and pages[n] >= PAGES)
    return {name: column for column, name in enumerate(names)}


def table_of(cases: Sequence[Case], columns: dict[str, int]) -> csr_matrix:
    """A row a blank, a column a feature."""
    rows = [some for case in cases for some in case.features]
    places = [[columns[name] for name in some if name in columns] for some in rows]
    starts = np.cumsum([0, *map(len, places)])
    flat = list(chain.from_iterable(places))
    return csr_matrix((np.ones(len(flat)), flat, starts), shape=(len(rows), len(columns)))


def fit(cases: Sequence[Case], columns: dict[str, int]) -> np.ndarray:
    """The weights under which the line ends are likeliest, small ones taken for nothing."""
    table = table_of(cases, columns)
    ends = np.array([end for case in cases for end in case.ends], float)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ weights
        value = (np.logaddexp(0, odds) - ends * odds).sum() + RIDGE * (weights**2).sum() / 2
        slope = table.T @ (1 / (1 + np.exp(-odds)) - ends) + RIDGE * weights
        return value, slope

    start = np.zeros(len(columns))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.where(np.abs(best.x) < LEAST, 0.0, best.x).round(2)


def told(cases: Sequence[Case], columns: dict[str, int], weights: np.ndarray) -> str:
    """Precision and recall over pages."""
    said = table_of(cases, columns) @ weights > THRESHOLD
    ends = np.array([end for case in cases for end in case.ends])
    within = ~np.array([sentence for case in cases for sentence in case.told])
    figures = []
    for some in (within | True, within):
        both = (said & ends & some).sum()
        figures += [both / (said & some).sum(), both / (ends & some).sum()]
    return "precision {:.3f}, recall {:.3f}; within sentences {:.3f}, {:.3f}".format(*figures)


def rows_of(columns: dict[str, int], weights: np.ndarray) -> Iterator[str]:
    """The table's lines."""
    yield "feature\tweight"
    for name, column in columns.items():
        if weights[column]:
            yield f"{name}\t{weights[column]:g}"


def main() -> None:
    """Fit, print, and write where that is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    pages = chain.from_iterable(map(read_gold, wanted.folders))
    rules = PageRules(load_reference())
    cases = [case for page in pages for case in cases_of(page, rules)]
    known, others = cases[::2], cases[1::2]
    columns = columns_of(known)
    print("not seen:", told(others, columns, fit(known, columns)))
    columns = columns_of(cases)
    weights = fit(cases, columns)
    print(f"fitted: {told(cases, columns, weights)}; {np.count_nonzero(weights):,} features")
    if wanted.write:
        text = "\n".join(rows_of(columns, weights)) + "\n"
        (REFERENCE_DIR / TABLE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
