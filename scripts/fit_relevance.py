"""Fits how ordinary words lean to policy of the field or away from it (extract/relevance.py).

    python -m scripts.fit_relevance data/gold/dev data/gold/edges data/sample [--write]

A logistic regression with a ridge penalty: the log-odds that an article is on topic are its
balance, which stays as it is, and Σ lean × value of the words of topic_words.tsv, values being
place and count, and of who acts (extract/bearings.py), which a ridge of its own holds less.
Prints errors before, after and over series left out (the first letters of the pages' names), so
that no page vouches for words of its own kind; touches the table only with --write.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from pipelines.clean import clean
from pipelines.extract import Toolkit, joined, load_toolkit, named
from pipelines.extract.bearings import BEARING
from pipelines.extract.relevance import Relevance
from pipelines.gold import GoldPage, read_gold
from pipelines.model import Reject
from pipelines.settings import REFERENCE_DIR

RIDGE, BEARING_RIDGE, LEAST = 10.0, 1.0, 0.005
STEPS = 150
TABLE = "relevance_words.tsv"
RECORD, TWICE = "record", 2.0
"""The series of the sample, and what each of its articles counts: there are few of them, and short."""
_SERIES = re.compile(r"[a-z]+-?[0-9]?")


@dataclass(frozen=True)
class Cases:
    """Articles: (articles, names) values, log-odds without them and truth; names: words, then who acts."""

    names: list[str]
    values: np.ndarray
    odds: np.ndarray
    truth: np.ndarray
    series: np.ndarray

    def where(self, mask: np.ndarray) -> Cases:
        """Some of them."""
        return Cases(
            self.names, self.values[mask], self.odds[mask], self.truth[mask], self.series[mask]
        )


def read_cases(folders: Sequence[Path], words: Sequence[str]) -> Cases:
    """The annotated articles of folders, as extraction reads them."""
    toolkit = _toolkit(words)
    found, odds, truth, series = [], [], [], []
    for page in (page for folder in folders for page in read_gold(folder)):
        made = _read(page, toolkit) if page.has_article and "on_topic" in page.truth else None
        if made is None:
            continue
        found.append(made[0])
        odds.append(made[1])
        truth.append(float(page.truth["on_topic"]))
        series.append(_series(page))
    bearings = sorted({name for row in found for name in row if name.startswith(BEARING)})
    names = [*words, *bearings]
    values = np.array([[row.get(name, 0.0) for name in names] for row in found])
    return Cases(names, values, *(np.array(each) for each in (odds, truth, series)))


def _toolkit(words: Sequence[str]) -> Toolkit:
    """The toolkit with a relevance that counts all words, not only those that lean."""
    toolkit = load_toolkit()
    reference = replace(toolkit.reference, relevance_words=tuple((word, 0.0) for word in words))
    return replace(toolkit, relevance=Relevance(reference))


def _series(page: GoldPage) -> str:
    match = _SERIES.match(page.name.lower() + "0")
    return RECORD if match is None or page.document.source.format == "table" else match[0]


def _read(page: GoldPage, toolkit: Toolkit) -> tuple[dict[str, float], float] | None:
    """What leans in a page, and its log-odds without that."""
    article = clean(page.document, toolkit.rules)
    if isinstance(article, Reject):
        return None
    (text, _, _, regions, _), partners = joined(named(article, toolkit), toolkit)
    programmes = toolkit.programmes.find(text)
    topics = toolkit.topics.find(text, hints=toolkit.hints.of(partners, programmes))
    return toolkit.relevance.weigh(text, regions, partners, programmes, topics)


def fit(cases: Cases) -> np.ndarray:
    """The lean of each name."""
    counts = np.where(cases.series == RECORD, TWICE, 1.0)
    ridge = np.array([BEARING_RIDGE if n.startswith(BEARING) else RIDGE for n in cases.names])

    def loss(leans: np.ndarray) -> tuple[float, np.ndarray]:
        odds = cases.values @ leans + cases.odds
        error = counts * (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - cases.truth)
        total = (counts * (np.logaddexp(0, odds) - cases.truth * odds)).sum()
        slope = cases.values.T @ error + ridge * leans
        return float(total + 0.5 * (ridge * leans**2).sum()), slope

    start = np.zeros(cases.values.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x)


def errors(cases: Cases, leans: np.ndarray) -> np.ndarray:
    """How many articles off topic are taken for policy, and how many of policy are not."""
    found = cases.values @ leans + cases.odds >= 0
    truth = cases.truth > 0
    return np.array([(found & ~truth).sum(), (~found & truth).sum()])


def left_out(cases: Cases) -> np.ndarray:
    """The same over series that the fit has not seen (the records' own is left out)."""
    total = np.zeros(2, int)
    for series in sorted(set(cases.series) - {RECORD}):
        own = cases.series == series
        total += errors(cases.where(own), fit(cases.where(~own)))
    return total


def main() -> None:
    """Fit, print, and write where that is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    words = [word for word, _ in load_toolkit().reference.topic_words]
    cases = read_cases(wanted.folders, words)
    leans = fit(cases)
    print(f"{len(cases.truth)} articles, {int((1 - cases.truth).sum())} of them off topic")
    print("taken for policy, missed: before", errors(cases, np.zeros(len(leans))))
    print("fitted", errors(cases, leans), "series left out", left_out(cases))
    if wanted.write:
        rows = [f"{w}\t{lean:.2f}" for w, lean in zip(cases.names, leans, strict=True)
                if abs(lean) >= LEAST]  # fmt: skip
        (REFERENCE_DIR / TABLE).write_text("\n".join(["word\tlean", *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
