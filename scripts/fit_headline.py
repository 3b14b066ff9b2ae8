"""Fits what each feature counts for when a headline is chosen, and when a subtitle is cut off it.

    python -m scripts.fit_headline data/gold/dev [FOLDER…] [--records data/sample] [--write]

Two conditional logits with a ridge penalty: which of the lines above an article is its headline
(or none of them; features count, and so do products of two), and at which place inside a word a
subtitle was glued behind it (or none).
Glued lines are made of the headlines and subtitles that pages print one under the other; the
headlines of a sample's records, and subtitles alone, show what is not glued.
Prints how many are right, fitted and by leaving out each kind of pages (the first letter or
digits of their names); touches the table only with --write.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipelines.clean import PageRules
from pipelines.clean.body import assemble
from pipelines.clean.candidates import candidates
from pipelines.clean.choosing import NONE, TIMES, crossed
from pipelines.clean.dateline import read_dateline
from pipelines.clean.glued import cuts, features, words_of
from pipelines.clean.lines import Kind, Line
from pipelines.clean.picking import pick
from pipelines.clean.reading import read_lines
from pipelines.clean.stories import Story, cut
from pipelines.clean.wording import coverage, pairs
from pipelines.gold import GoldPage, read_gold
from pipelines.reference import load_reference
from pipelines.settings import REFERENCE_DIR
from scripts.choices import write_choices

RIDGE = {"headline": 1.0, "glue": 0.3}
PRODUCT, COMMON = 20.0, 150  # what a product pays more than a feature; options that must hold it
UNTITLED, UNGLUED = 0.3, 0.5  # what a page without a headline counts, and a line that is not glued
VARIANT, FIGURE, STRANGER = 0.2, 0.1, 37  # what remade pages count; how far away strangers are
SUBTITLE, SHARED = 12, 0.3  # letters of a subtitle, and its share of the article's letter pairs
SOURCE = "fitted by scripts/fit_headline.py to annotated pages"
MOTTOS = (
    "바른 언론 빠른 소식, 바다일보", "들녘을 깨우는 힘! 새들신문", "지역과 함께 걷는 누리매일",
    "정직한 눈 한빛뉴스", "시민의 목소리를 담는 인터넷신문 나루저널", "내일을 여는 창 온들타임즈",
)  # fmt: skip
_QUOTES = re.compile(r"[\s\"'“”‘’「」]+")
_DASHES = re.compile(r"^[-–—▲△▶○●■□◆<\s]+|[-–—>\s]+$")


@dataclass(frozen=True)
class Case:
    """A choice: the features of each option, which are right, what it counts for."""

    group: str
    options: tuple[dict[str, float], ...]
    right: np.ndarray
    counts: float = 1.0


@dataclass(frozen=True)
class Page:
    """An annotated page, read."""

    gold: GoldPage
    lines: list[Line]
    story: Story
    body: str
    title: str
    counts: float = 1.0


def read_pages(folders: Sequence[Path], rules: PageRules) -> list[Page]:
    """The pages of annotated folders that hold an article that is found."""
    found = []
    for gold in chain.from_iterable(map(read_gold, folders)):
        lines = read_lines(gold.document.text or "", rules)
        story = pick(lines, cut(lines, rules.places))
        if gold.has_article and story is not None:
            body = "\n".join(assemble(lines, story))
            found.append(Page(gold, lines, story, body, gold.truth.get("title") or ""))
    return found


def _group(name: str) -> str:
    return name[:2] if name[0] == "r" or name[0].isdigit() else name[0]


def _key(text: str) -> str:
    return _QUOTES.sub("", text)


def headline_cases(pages: Sequence[Page], rules: PageRules) -> list[Case]:
    """A page's lines, of which those with its headline are right; else that there is none.

    A line is right, too, whose headline has a subtitle glued to it: that is cut off later.
    """
    cases = []
    for page in pages:
        outlet = read_dateline(page.body, rules).outlet or ""
        found = candidates(page.lines, page.story, page.body, rules, outlet)
        wanted = _key(page.title)
        right = [bool(wanted) and _key(one.text).startswith(wanted) for one in found]
        if wanted and not any(right):
            continue
        options = (*(one.features for one in found), {NONE: 1.0})
        counts = page.counts if wanted else UNTITLED
        cases.append(Case(_group(page.gold.name), options, np.array([*right, not wanted]), counts))
    return cases


def variants(pages: Sequence[Page], rules: PageRules) -> Iterator[Page]:
    """Pages with less help: headline and article alone, no stamps, strangers' headlines above."""
    titled = [page for page in pages if page.title]
    for place, page in enumerate(titled):
        strangers = [titled[(place + n * STRANGER) % len(titled)] for n in (1, 2, 3)]
        others = [other.title for other in strangers]
        told = [text for other in strangers for text in (other.title, _first(other.body))]
        above = [line for line in page.lines[: page.story.prose[0]] if line.text]
        texts = [line.text for line in above]
        own = [i for i, text in enumerate(texts) if _key(page.title) in _key(text)]
        if not own:
            continue
        unsigned = [line.text for line in above if line.kind not in (Kind.STAMP, Kind.BYLINE)]
        listed, leads = ([*texts[: own[0]], *some, *texts[own[0] :]] for some in (others, told))
        motto = MOTTOS[place % len(MOTTOS)]
        for head in ([page.title], unsigned, listed, leads, [motto, page.title]):
            yield from _remade(page, head, page.title, VARIANT, rules)
        signs = [line.text for line in above if line.kind in (Kind.STAMP, Kind.BYLINE)][:2]
        if not any(place in others[0] for place in rules.places if len(place) > 1):
            head = [others[0], page.title, *signs]
            yield from _remade(page, head, others[0], FIGURE, rules)


def _first(body: str) -> str:
    """An article's first sentence."""
    return re.split(r"(?<=[다요][.])\s*", body, maxsplit=1)[0]


def _remade(
    page: Page, head: list[str], title: str, counts: float, rules: PageRules
) -> Iterator[Page]:
    lines = read_lines("\n".join([*head, "", page.body]), rules)
    story = pick(lines, cut(lines))
    if story is not None:
        yield Page(page.gold, lines, story, "\n".join(assemble(lines, story)), title, counts)


def glue_cases(pages: Sequence[Page], records: Sequence[GoldPage], rules: PageRules) -> list[Case]:
    """Headlines with and without the subtitle below them glued behind."""
    made = [case for page in pages if page.title for case in _glued(page, rules)]
    for record in records:
        title, body = record.document.title or "", record.document.text or ""
        made.append(_place(_group(record.name), title, None, body, rules))
    return made


def _glued(page: Page, rules: PageRules) -> Iterator[Case]:
    group = _group(page.gold.name)
    yield _place(group, page.title, None, page.body, rules)
    for subtitle in _subtitles(page):
        yield _place(group, page.title + subtitle, len(page.title), page.body, rules)
        yield _place(group, subtitle, None, page.body, rules)


def _subtitles(page: Page) -> Iterator[str]:
    """The first line between headline and lead that tells of the article, without its dashes."""
    above = page.lines[: page.story.prose[0]]
    places = [i for i, line in enumerate(above) if _key(line.text) == _key(page.title)]
    whole = pairs(page.body)
    for line in above[places[-1] + 1 :] if places else ():
        text = _DASHES.sub("", line.text)
        if line.kind is Kind.HEAD and len(text) >= SUBTITLE and coverage(text, whole) >= SHARED:
            yield text
            return


def _place(group: str, text: str, at: int | None, body: str, rules: PageRules) -> Case:
    words, places = words_of(body, rules.places), list(cuts(text, body))
    options = (*(features(text, place, words) for place in places), {NONE: 1.0})
    right = np.array([*(place == at for place in places), at is None])
    return Case(group, options, right, UNGLUED if at is None else 1.0)


def with_products(cases: Sequence[Case]) -> list[Case]:
    """The cases with the products of their features, where at least COMMON options hold one."""
    made = [[{**option, **dict(crossed(option))} for option in case.options] for case in cases]
    held = Counter(name for options in made for option in options for name in option)
    return [
        replace(case, options=tuple(
            {n: v for n, v in option.items() if TIMES not in n or held[n] >= COMMON}
            for option in options))
        for case, options in zip(cases, made, strict=True)
    ]  # fmt: skip


def fit(cases: Sequence[Case], ridge: float) -> dict[str, float]:
    """The weights under which the right options are likeliest; a product pays PRODUCT times."""
    chosen = [case for case in cases if case.right.any()]
    options = [option for case in chosen for option in case.options]
    names = sorted({name for option in options for name in option})
    table = _matrix(options, names)
    starts = np.cumsum([0, *(len(case.options) for case in chosen[:-1])])
    of = np.repeat(np.arange(len(chosen)), [len(case.options) for case in chosen])
    right, counts = (np.concatenate([case.right for case in chosen]),
                     np.array([case.counts for case in chosen]))  # fmt: skip
    pays = ridge * np.where([TIMES in name for name in names], PRODUCT, 1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ weights
        odds = np.exp(odds - np.maximum.reduceat(odds, starts)[of])
        every, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        total = pays * weights @ weights / 2 - counts @ np.log(good / every)
        gap = (odds * right / good[of] - odds / every[of]) * counts[of]
        return total, pays * weights - table.T @ gap

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(w), 3) for name, w in zip(names, best, strict=True)}


def _matrix(options: Sequence[dict[str, float]], names: Sequence[str]) -> csr_matrix:
    column = {name: i for i, name in enumerate(names)}
    held = [(row, column[name], value) for row, option in enumerate(options)
            for name, value in option.items()]  # fmt: skip
    rows, columns, values = zip(*held, strict=True)
    return csr_matrix((values, (rows, columns)), shape=(len(options), len(names)))


def right(cases: Sequence[Case], weights: dict[str, float]) -> tuple[int, int]:
    """Of how many cases the likeliest option is right, and of how many in all."""
    good = 0
    for case in cases:
        odds = [sum(weights.get(n, 0.0) * v for n, v in o.items()) for o in case.options]
        good += bool(case.right[int(np.argmax(odds))])
    return good, len(cases)


def left_out(cases: Sequence[Case], ridge: float) -> tuple[int, int]:
    """The same where each group of pages is judged by a fit to the others."""
    total = np.zeros(2, int)
    for group in sorted({case.group for case in cases}):
        weights = fit([case for case in cases if case.group != group], ridge)
        total += right([case for case in cases if case.group == group], weights)
    return int(total[0]), int(total[1])


def main() -> None:
    """Fit, print, and write where that is asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--records", type=Path, help="a folder of records with their headlines")
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    rules = PageRules(load_reference(REFERENCE_DIR))
    pages = read_pages(wanted.folders, rules)
    records = list(read_gold(wanted.records)) if wanted.records else []
    made: dict[str, Callable[[], list[Case]]] = {
        "headline": lambda: with_products(headline_cases([*pages, *variants(pages, rules)], rules)),
        "glue": lambda: glue_cases(pages, records, rules),
    }
    fitted = {}
    for choice, cases_of in made.items():
        cases, ridge = cases_of(), RIDGE[choice]
        weights = fit(cases, ridge)
        print(choice, "fitted", right(cases, weights), "left out", left_out(cases, ridge))
        fitted[choice] = weights
    if wanted.write:
        write_choices(fitted, SOURCE)


if __name__ == "__main__":
    main()
