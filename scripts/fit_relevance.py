"""Fits how ordinary words lean to policy of the field or away from it (extract/relevance.py).

    python -m scripts.fit_relevance data/gold/dev data/gold/edges data/sample [--write]

A logistic regression with a ridge penalty: the log-odds that an article is on topic are its
balance, which stays as it is, and Σ lean × value of the words of topic_words.tsv, values being
place and count.  A record of the sample counts half, for all of them are on topic.
Prints errors before, after and over series left out (the first letters of the pages' names), so
that no page vouches for words of its own kind; touches the table only with --write.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from pipelines.clean import clean
from pipelines.extract import Toolkit, joined, load_toolkit, named
from pipelines.extract.relevance import MOST_ODDS, SLOPE
from pipelines.extract.text import Text
from pipelines.extract.topic_words import WordCounter
from pipelines.gold import GoldPage, read_gold
from pipelines.model import Reject
from pipelines.settings import REFERENCE_DIR

RIDGE, RECORD_COUNTS, LEAST = 14.0, 0.5, 0.005
STEPS = 150
TABLE = "relevance_words.tsv"
_SERIES = re.compile(r"[a-z]+-?[0-9]?")


@dataclass(frozen=True)
class Cases:
    """Articles: (articles, words) values, log-odds without words, truth, what each counts for."""

    values: np.ndarray
    odds: np.ndarray
    truth: np.ndarray
    counts: np.ndarray
    series: np.ndarray

    def where(self, mask: np.ndarray) -> Cases:
        """Some of them."""
        return Cases(
            self.values[mask], self.odds[mask], self.truth[mask], self.counts[mask],
            self.series[mask],
        )  # fmt: skip


def read_cases(folders: Sequence[Path], words: Sequence[str]) -> Cases:
    """The annotated articles of folders, as extraction reads them."""
    toolkit, counter = load_toolkit(), WordCounter(tuple(words))
    column = {word: i for i, word in enumerate(words)}
    values, odds, truth, counts, series = [], [], [], [], []
    for page in (page for folder in folders for page in read_gold(folder)):
        made = _read(page, toolkit) if page.has_article and "on_topic" in page.truth else None
        if made is None:
            continue
        text, balance = made
        row = np.zeros(len(words))
        for word, value in counter.values(text).items():
            row[column[word]] = value
        record = page.document.source.format == "table"
        values.append(row)
        odds.append(min(max(balance / SLOPE, -MOST_ODDS), MOST_ODDS))
        truth.append(float(page.truth["on_topic"]))
        counts.append(RECORD_COUNTS if record else 1.0)
        series.append("record" if record else _SERIES.match(page.name.lower() + "0")[0])  # type: ignore[index]
    return Cases(*(np.array(each) for each in (values, odds, truth, counts, series)))


def _read(page: GoldPage, toolkit: Toolkit) -> tuple[Text, float] | None:
    """A page's text and its balance."""
    article = clean(page.document, toolkit.rules)
    if isinstance(article, Reject):
        return None
    (text, _, _, regions, _), partners = joined(named(article, toolkit), toolkit)
    programmes = toolkit.programmes.find(text)
    topics = toolkit.topics.find(text, hints=toolkit.hints.of(partners, programmes))
    return text, toolkit.relevance.balance(text, regions, partners, programmes, topics)


def fit(cases: Cases) -> np.ndarray:
    """The lean of each word."""

    def loss(leans: np.ndarray) -> tuple[float, np.ndarray]:
        odds = cases.values @ leans + cases.odds
        error = cases.counts * (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - cases.truth)
        total = (cases.counts * (np.logaddexp(0, odds) - cases.truth * odds)).sum()
        return float(total + 0.5 * RIDGE * (leans**2).sum()), cases.values.T @ error + RIDGE * leans

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
    for series in sorted(set(cases.series) - {"record"}):
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
    print("taken for policy, missed: before", errors(cases, np.zeros(len(words))))
    print("fitted", errors(cases, leans), "series left out", left_out(cases))
    if wanted.write:
        rows = [f"{w}\t{lean:.2f}" for w, lean in zip(words, leans, strict=True)
                if abs(lean) >= LEAST]  # fmt: skip
        (REFERENCE_DIR / TABLE).write_text("\n".join(["word\tlean", *rows]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
