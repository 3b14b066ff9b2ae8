"""Fits the weights of topic terms and the thresholds of topics to annotated articles.

    python -m scripts.fit_topics data/gold/dev data/sample [FOLDER…] [--write]

For each topic a logistic regression over its terms: the log-odds are SLOPE × (Σ weight × value −
said in passing − threshold), a term's value being its place and count as `topics.py` reckons them.
A ridge penalty pulls weights and thresholds towards those that stand in the tables, so that words
that no annotated article holds keep theirs.  Optional topics count for nothing.  Thresholds are
then lowered by SHARE, since F1 is best below even odds (Lipton, Elkan & Narayanaswamy 2014).
Prints F1 before, after and by five-fold cross-validation; touches the tables only with --write.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipelines.extract import load_toolkit, process
from pipelines.extract.hints import Hint
from pipelines.extract.text import Text
from pipelines.extract.topics import SLOPE, Topics, said_in_passing
from pipelines.gold import read_gold
from pipelines.model import Extracted
from pipelines.reference import Reference
from pipelines.settings import REFERENCE_DIR

RIDGE, SHARE = 0.5, 0.15
PAGE_COUNTS = 2.0  # a page is long as articles are; a record of the sample counts one
STEPS, RATE, FOLDS = 300, 0.05, 5
LEAST = 0.25  # of a weight: 0 would mark a caution
Terms = dict[str, dict[str, tuple[float, float]]]


@dataclass(frozen=True)
class Case:
    """An annotated article: (weight, value) of terms by topic, wanted and free topics."""

    text: Text
    hints: tuple[Hint, ...]
    terms: Terms
    wanted: frozenset[str]
    free: frozenset[str]
    counts: float


def read_cases(folders: Sequence[Path]) -> list[Case]:
    """The scored articles of annotated folders, as extraction cleans them."""
    toolkit, cases = load_toolkit(), []
    for folder in folders:
        for page in read_gold(folder):
            found = process(page.document, toolkit) if page.scored else None
            if isinstance(found, Extracted):
                text, made = Text(found.article), found.findings
                hints = toolkit.hints.of(made.partners, made.programmes)
                scores = toolkit.topics.scores(text, hints=hints)
                terms = {
                    topic: {
                        name: (term.weight, term.score / term.weight) for name, term in of.items()
                    }
                    for topic, of in scores.items()
                }
                wanted = frozenset(page.truth["topics"])
                free = frozenset(page.truth.get("optional_topics", ())) - wanted
                record = page.document.source.format == "table"
                cases.append(Case(text, hints, terms, wanted, free, 1.0 if record else PAGE_COUNTS))
    return cases


def fit_topic(
    cases: Sequence[Case], topic: str, threshold: float
) -> tuple[dict[str, float], float]:
    """New weights of a topic's terms (hints keep theirs) and its threshold, by Adam."""
    names = sorted({n for c in cases for n in c.terms.get(topic, {}) if ":" not in n})
    column = {name: i for i, name in enumerate(names)}
    values, start = np.zeros((len(cases), len(names))), np.zeros(len(names))
    offset = np.array([-said_in_passing(c.text) for c in cases])
    for row, case in enumerate(cases):
        for name, (weight, value) in case.terms.get(topic, {}).items():
            if name in column:
                values[row, column[name]], start[column[name]] = value, weight
            else:
                offset[row] += weight * value
    truth = np.array([topic in c.wanted for c in cases], float)
    counts = np.array([0.0 if topic in c.free else c.counts for c in cases])
    first = np.append(start, threshold)
    now, mean, square = first.copy(), np.zeros(len(first)), np.zeros(len(first))
    for step in range(1, STEPS + 1):
        odds = SLOPE * (values @ now[:-1] + offset - now[-1])
        error = counts * (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - truth) * SLOPE
        slope = np.append(values.T @ error, -error.sum()) + RIDGE * (now - first)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        size = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        now -= RATE * mean / (1 - 0.9**step) / size
        now[:-1] = np.maximum(now[:-1], LEAST)
    rounded = np.maximum(np.round(now * 4) / 4, LEAST)
    return dict(zip(names, rounded[:-1].tolist(), strict=True)), float(
        max(1.0, round(now[-1] * (1 - SHARE) * 4) / 4)
    )


def fit(reference: Reference, cases: Sequence[Case]) -> Reference:
    """The reference tables with fitted weights and thresholds."""
    fitted = {topic: fit_topic(cases, topic, old) for topic, old in reference.topic_thresholds}
    terms = tuple(
        replace(term, weight=fitted[term.topic][0].get(_key(term.term), term.weight))
        for term in reference.terms
    )
    thresholds = tuple((topic, fitted[topic][1]) for topic, _ in reference.topic_thresholds)
    return replace(reference, terms=terms, topic_thresholds=thresholds)


def _key(term: str) -> str:
    return term.replace(" ", "").lower()


def tally(reference: Reference, cases: Sequence[Case]) -> np.ndarray:
    """Right, wrong and missed topics."""
    topics, total = Topics(reference), np.zeros(3, int)
    for case in cases:
        found = {f.topic for f in topics.find(case.text, hints=case.hints)} - case.free
        right = len(found & case.wanted)
        total += (right, len(found) - right, len(case.wanted) - right)
    return total


def f1(counts: np.ndarray) -> float:
    """The harmonic mean of precision and recall."""
    right, wrong, missed = counts
    return float(2 * right / (2 * right + wrong + missed))


def cross_validated(reference: Reference, cases: Sequence[Case]) -> float:
    """F1 over articles that each fold's fit has not seen."""
    order = list(cases)
    random.Random(3).shuffle(order)
    total = np.zeros(3, int)
    for fold in range(FOLDS):
        seen = [case for i, case in enumerate(order) if i % FOLDS != fold]
        total += tally(fit(reference, seen), order[fold::FOLDS])
    return f1(total)


def write(reference: Reference, folder: Path) -> None:
    """Put fitted numbers into the tables, in their order."""
    terms = [f"{t.topic}\t{t.term}\t{t.weight:g}" for t in reference.terms]
    thresholds = [f"{topic}\t{value:g}" for topic, value in reference.topic_thresholds]
    for name, head, rows in (
        ("terms.tsv", "topic\tterm\tweight", terms),
        ("topic_thresholds.tsv", "topic\tthreshold", thresholds),
    ):
        (folder / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print, and write where that is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    reference, cases = load_toolkit().reference, read_cases(wanted.folders)
    fitted = fit(reference, cases)
    print(f"{len(cases)} articles; F1 before {f1(tally(reference, cases)):.3f}")
    print(f"fitted {f1(tally(fitted, cases)):.3f}")
    print(f"cross-validated {cross_validated(reference, cases):.3f}")
    if wanted.write:
        write(fitted, REFERENCE_DIR)


if __name__ == "__main__":
    main()
