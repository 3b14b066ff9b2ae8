"""Fits what each feature of a partner counts for its relation (extract/leanings.py).

    python -m scripts.fit_relations data/gold/dev data/sample data/sample [--write]

A multinomial logit with a ridge penalty over the partners that are found and annotated; a folder
named twice counts twice, as the short records of the sample do.  Prints
how many it would tell right by itself, each series of pages (the first letter or digits of their
names) judged by a fit to the others, so that no page vouches for words of its own kind; touches
the table only with --write.
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

from pipelines.clean import clean
from pipelines.extract import Toolkit, load_toolkit, named
from pipelines.extract.leanings import Features
from pipelines.gold import GoldPage, match_partner, read_gold
from pipelines.model import Reject
from pipelines.reference import RELATIONS
from pipelines.settings import REFERENCE_DIR

RIDGE, PAGES, LEAST = 2.0, 5, 0.1  # penalty; pages that must show a feature; weights to keep
STEPS = 100
TABLE = "relation_weights.tsv"


@dataclass(frozen=True)
class Case:
    """A partner: its page, the features of its places, its relation."""

    page: str
    features: Features
    relation: str

    @property
    def series(self) -> str:
        """The pages that came about like its own."""
        head = self.page.split("-")[0]
        return head if head != self.page else self.page[: 2 if self.page[0] == "r" else 1]


def cases_of(page: GoldPage, toolkit: Toolkit) -> Iterator[Case]:
    """The annotated partners that are found in a page."""
    article = clean(page.document, toolkit.rules)
    if isinstance(article, Reject) or not page.scored:
        return
    text, _, mentions, regions, organisations = named(article, toolkit)
    wanted = page.truth["partners"]
    for found, features in toolkit.partners.weighed(text, organisations, regions, mentions):
        index = match_partner(found, wanted)
        if index is not None and features:
            yield Case(page.name, features, wanted[index]["relation"])


def columns_of(cases: Sequence[Case]) -> dict[str, int]:
    """The features that enough pages show, numbered."""
    shown = Counter(name for _, name in {(c.page, n) for c in cases for n in c.features})
    names = sorted(name for name, pages in shown.items() if pages >= PAGES)
    return {name: column for column, name in enumerate(names)}


def table_of(cases: Sequence[Case], columns: dict[str, int]) -> csr_matrix:
    """A row a case, a column a feature."""
    cells = [
        (row, columns[name], value)
        for row, case in enumerate(cases)
        for name, value in case.features.items()
        if name in columns
    ]
    rows, places, values = zip(*cells, strict=True)
    return csr_matrix((values, (rows, places)), shape=(len(cases), len(columns)))


def fit(table: csr_matrix, relations: np.ndarray, ridge: float = RIDGE) -> np.ndarray:
    """The weights (features × relations) under which the annotated relations are likeliest."""
    wanted = np.eye(len(RELATIONS))[relations]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(table.shape[1], len(RELATIONS))
        odds = table @ weights
        odds -= odds.max(axis=1, keepdims=True)
        total = np.exp(odds).sum(axis=1, keepdims=True)
        value = (np.log(total[:, 0]) - (odds * wanted).sum(axis=1)).sum()
        slope = table.T @ (np.exp(odds) / total - wanted) + ridge * weights
        return value + ridge * (weights**2).sum() / 2, slope.ravel()

    start = np.zeros(table.shape[1] * len(RELATIONS))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    weights: np.ndarray = best.x.reshape(table.shape[1], len(RELATIONS))
    return np.where(np.abs(weights).max(axis=1, keepdims=True) < LEAST, 0.0, weights).round(2)


def _numbers(cases: Sequence[Case]) -> np.ndarray:
    return np.array([RELATIONS.index(case.relation) for case in cases])


def left_out(cases: Sequence[Case]) -> dict[str, tuple[int, int]]:
    """How many of each series, and of how many, a fit to the other series tells right."""
    found = {}
    for series in sorted({case.series for case in cases}):
        others = [case for case in cases if case.series != series]
        own = [case for case in cases if case.series == series]
        columns = columns_of(others)
        weights = fit(table_of(others, columns), _numbers(others))
        said = (table_of(own, columns) @ weights).argmax(axis=1)
        found[series] = (int((said == _numbers(own)).sum()), len(own))
    return found


def rows_of(columns: dict[str, int], weights: np.ndarray) -> Iterator[str]:
    """The table's lines: a feature that counts for something, its weight for each relation."""
    yield "\t".join(("feature", *RELATIONS))
    for name, column in columns.items():
        if weights[column].any():
            yield "\t".join((name, *(f"{w:g}" for w in weights[column] + 0.0)))


def main() -> None:
    """Fit, print, and write where that is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    toolkit = load_toolkit()
    pages = chain.from_iterable(map(read_gold, wanted.folders))
    cases = [case for page in pages for case in cases_of(page, toolkit)]
    columns = columns_of(cases)
    table, relations = table_of(cases, columns), _numbers(cases)
    weights = fit(table, relations)
    print("fitted", int(((table @ weights).argmax(axis=1) == relations).sum()), "of", len(cases))
    for series, (good, count) in left_out(cases).items():
        print(f"left out {series}: {good} of {count}, {good / count:.3f}")
    if wanted.write:
        text = "\n".join(rows_of(columns, weights)) + "\n"
        (REFERENCE_DIR / TABLE).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
