"""Fits the weights of topic terms, the thresholds of topics and how other words lean to them.

    python -m scripts.fit_topics data/gold/dev data/sample [FOLDER…] [--words] [--keep TOPIC…] [--write]

For each topic a logistic regression: the log-odds are SLOPE × (Σ weight × value of its terms +
Σ lean × value of all words - said in passing - threshold), values being place and count as
`topics.py` and `topic_words.py` reckon them.  A ridge penalty pulls weights and thresholds towards
those that stand in the tables, so that terms that no annotated article holds keep theirs, and leans
towards nothing.  Optional topics count for nothing.  Thresholds are then lowered by SHARE, since F1
is best below even odds (Lipton, Elkan & Narayanaswamy 2014).  --words chooses the words anew: nouns
of at least OFTEN articles that name no place, body or outlet.  --keep leaves topics as the tables
have them: a fit to all pages that loses what pages of another kind were right about is no gain.
Prints F1 before, after and over articles of series left out; touches the tables only with --write.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from pipelines.extract import load_toolkit, process
from pipelines.extract.hints import Hint
from pipelines.extract.keywords import names_of
from pipelines.extract.text import Text
from pipelines.extract.topic_words import WordCounter
from pipelines.extract.topics import SLOPE, Topics, said_in_passing
from pipelines.gold import read_gold
from pipelines.model import Extracted
from pipelines.morphology import shared_analyzer
from pipelines.reference import Reference
from pipelines.settings import REFERENCE_DIR

RIDGE, WORD_RIDGE, SHARE = 0.2, 5.0, 0.15
PAGE_COUNTS = 1.0  # there are six pages to each record of the sample
STEPS = 60
LEAST = 0.25  # of a weight: 0 would mark a caution
OFTEN = 10
_SERIES = re.compile(r"[a-z]+-?[0-9]?")
Terms = dict[str, dict[str, tuple[float, float]]]


@dataclass(frozen=True)
class Case:
    """An annotated article: (weight, value) of terms by topic, wanted and free topics."""

    series: str
    text: Text
    hints: tuple[Hint, ...]
    terms: Terms
    wanted: frozenset[str]
    free: frozenset[str]
    counts: float


@dataclass(frozen=True)
class Fitted:
    """What a topic's fit gives."""

    weights: dict[str, float]
    leans: np.ndarray
    threshold: float


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
                series = "record" if record else _SERIES.match(page.name.lower())
                cases.append(
                    Case(
                        series if isinstance(series, str) else series.group(0) if series else "",
                        text, hints, terms, wanted, free, 1.0 if record else PAGE_COUNTS,
                    )
                )  # fmt: skip
    return cases


def words_of(reference: Reference, cases: Sequence[Case]) -> tuple[str, ...]:
    """Nouns that many articles hold and that name nothing: no place, body, country or outlet."""
    analyzer, counts = shared_analyzer(), Counter[str]()
    for case in cases:
        nouns = analyzer.nouns(f"{case.text.title}\n{case.text.body}")
        counts.update({noun.lower() for noun in nouns})
    names = {name.lower() for name in _names(reference)}
    return tuple(
        sorted(
            word
            for word, count in counts.items()
            if count >= OFTEN and len(word) > 1 and word not in names and not word.isdigit()
        )
    )


def _names(reference: Reference) -> Iterator[str]:
    yield from names_of(reference)
    yield from (partner.name for partner in reference.partners)
    yield from (name for name, _ in (*reference.foreign_cities, *reference.countries))
    yield from (outlet.outlet for outlet in reference.outlets)


def values_of(words: Sequence[str], cases: Sequence[Case]) -> np.ndarray:
    """(articles, words) values of the words."""
    counter, column = WordCounter(tuple(words)), {word: i for i, word in enumerate(words)}
    values = np.zeros((len(cases), len(words)))
    for row, case in enumerate(cases):
        for word, value in counter.values(case.text).items():
            values[row, column[word]] = value
    return values


def fit_topic(cases: Sequence[Case], words: np.ndarray, topic: str, threshold: float) -> Fitted:
    """New weights of a topic's terms (hints keep theirs), leans of the words, its threshold."""
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
    first = np.concatenate([start, np.zeros(words.shape[1]), [threshold]])
    ridge = np.concatenate(
        [np.full(len(names), RIDGE), np.full(words.shape[1], WORD_RIDGE), [RIDGE]]
    )
    now = _minimum(np.hstack([values, words]), offset, truth, counts, first, ridge, len(names))
    rounded = np.maximum(np.round(now[: len(names)] * 4) / 4, LEAST)
    return Fitted(
        dict(zip(names, rounded.tolist(), strict=True)),
        np.round(now[len(names) : -1], 2),
        float(max(1.0, round(now[-1] * (1 - SHARE) * 4) / 4)),
    )


def _minimum(
    values: np.ndarray, offset: np.ndarray, truth: np.ndarray, counts: np.ndarray,
    first: np.ndarray, ridge: np.ndarray, bounded: int,
) -> np.ndarray:  # fmt: skip
    """Where the penalised loss is least; the first `bounded` numbers stay positive."""

    def loss(now: np.ndarray) -> tuple[float, np.ndarray]:
        odds = SLOPE * (values @ now[:-1] + offset - now[-1])
        error = counts * (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - truth) * SLOPE
        away = now - first
        total = (counts * (np.logaddexp(0, odds) - truth * odds)).sum()
        slope = np.append(error @ values, -error.sum()) + ridge * away
        return float(total + 0.5 * (ridge * away * away).sum()), slope

    bounds = [(LEAST, None)] * bounded + [(None, None)] * (len(first) - bounded)
    start = first.copy()
    start[:bounded] = np.maximum(start[:bounded], LEAST)
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": STEPS}
    )
    return np.asarray(found.x)


def fit(
    reference: Reference, cases: Sequence[Case], words: Sequence[str], values: np.ndarray
) -> Reference:
    """The reference tables with fitted weights, leans and thresholds."""
    fitted = {
        topic: fit_topic(cases, values, topic, old) for topic, old in reference.topic_thresholds
    }
    terms = tuple(
        replace(term, weight=fitted[term.topic].weights.get(_key(term.term), term.weight))
        for term in reference.terms
    )
    thresholds = tuple((topic, fitted[topic].threshold) for topic, _ in reference.topic_thresholds)
    leans = tuple(
        (word, tuple((topic, float(of.leans[i])) for topic, of in fitted.items() if of.leans[i]))
        for i, word in enumerate(words)
    )
    return replace(reference, terms=terms, topic_thresholds=thresholds, topic_words=leans)


def with_kept(fitted: Reference, before: Reference, topics: frozenset[str]) -> Reference:
    """Fitted tables in which some topics stay as they were."""
    pairs = zip(fitted.terms, before.terms, strict=True)
    terms = tuple(old if old.topic in topics else new for new, old in pairs)
    old_thresholds = dict(before.topic_thresholds)
    thresholds = tuple(
        (topic, old_thresholds[topic] if topic in topics else value)
        for topic, value in fitted.topic_thresholds
    )
    leans: dict[str, dict[str, float]] = {}
    for reference, kept in ((fitted, False), (before, True)):
        for word, of in reference.topic_words:
            own = {topic: lean for topic, lean in of if (topic in topics) == kept}
            leans.setdefault(word, {}).update(own)
    words = tuple((word, tuple(leans[word].items())) for word in sorted(leans) if leans[word])
    return replace(fitted, terms=terms, topic_thresholds=thresholds, topic_words=words)


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


def cross_validated(
    reference: Reference, cases: Sequence[Case], words: Sequence[str], values: np.ndarray
) -> float:
    """F1 over pages whose whole series the fit has not seen (the records' own is left out)."""
    total = np.zeros(3, int)
    for series in sorted({case.series for case in cases} - {"record"}):
        seen = [i for i, case in enumerate(cases) if case.series != series]
        made = fit(reference, [cases[i] for i in seen], words, values[seen])
        total += tally(made, [case for case in cases if case.series == series])
    return f1(total)


def write(reference: Reference, folder: Path) -> None:
    """Put fitted numbers into the tables, in their order."""
    topics = [topic for topic, _ in reference.topic_thresholds]
    terms = [f"{t.topic}\t{t.term}\t{t.weight:g}" for t in reference.terms]
    thresholds = [f"{topic}\t{value:g}" for topic, value in reference.topic_thresholds]
    words = []
    for word, leans in reference.topic_words:
        of = dict(leans)
        cells = (f"{of[topic]:g}" if topic in of else "" for topic in topics)
        words.append("\t".join([word, *cells]))
    for name, head, rows in (
        ("terms.tsv", "topic\tterm\tweight", terms),
        ("topic_thresholds.tsv", "topic\tthreshold", thresholds),
        ("topic_words.tsv", "\t".join(["word", *topics]), words),
    ):
        (folder / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print, and write where that is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--keep", nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    reference, cases = load_toolkit().reference, read_cases(wanted.folders)
    known = tuple(word for word, _ in reference.topic_words)
    words = words_of(reference, cases) if wanted.words or not known else known
    values = values_of(words, cases)
    fitted = fit(reference, cases, words, values)
    fitted = with_kept(fitted, reference, frozenset(wanted.keep))
    print(f"{len(cases)} articles, {len(words)} words; F1 before {f1(tally(reference, cases)):.3f}")
    print(f"fitted {f1(tally(fitted, cases)):.3f}")
    print(f"series left out {cross_validated(reference, cases, words, values):.3f}")
    if wanted.write:
        write(fitted, REFERENCE_DIR)


if __name__ == "__main__":
    main()
