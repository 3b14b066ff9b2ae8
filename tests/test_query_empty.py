"""Every public query and trend function over nothing, one article and an undated one: frames, not errors.

The functions are found, not listed: a new one is tested as soon as it is there.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields
from types import ModuleType
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
from tiny import Tiny, asked, make

from pipelines import query, trends
from pipelines.query.filters import parse
from pipelines.query.vocabulary import Vocabulary
from pipelines.trends import (
    bass,
    bursts,
    cooccurrence,
    diffusion,
    frames,
    inhabitants,
    lineage,
    lives,
    logodds,
    network,
    periods,
    shares,
    similarity,
    specialisation,
)
from pipelines.trends import communities as groups

ONE = Tiny("a", "2021-02-01", [("41130", "primary")], ["transport"], [("KT", "company", "KR", "mou")],
           ["도로", "버스"], programmes=["challenge"], stages=["plan"])  # fmt: skip
WORLDS = {
    "nothing": [], "one": [ONE], "undated": [Tiny("b")],
    "off topic": [Tiny("c", "2021-01-01", on_topic=False)],
}  # fmt: skip
QUERIES = (
    "", "province=41&topic=transport", "year=unknown", "q=없는말", "q=도로&sure=1",
    "unit=story&year=2021", "regions=then&district=41130",
)  # fmt: skip
NEEDED: dict[str, Any] = {
    "kind": "topic", "item": "transport", "code": "41130", "one": "41130", "other": "11140",
    "words": ("도로", "없는말"),
}  # fmt: skip
"""What functions ask for beside the filters."""

MORE: dict[str, list[dict[str, Any]]] = {
    "attention": [{"kind": kind, "period": period, "share": share, "level": level}
                  for kind, period, share, level in (
                      ("keyword", "half", "region_in_nation", "nation"),
                      ("partner", "month", "item_in_region", "sigungu"),
                      ("programme", "quarter", "region_in_nation", "sido"))],
    "by_period": [{"split": "topic", "period": "half"}, {"split": "region", "period": "month"}],
    "by_region": [{"level": "sigungu"}], "network": [{"kind": "topic", "least": 1}, {"least": 1}],
    "first_appearances": [{"kind": kind} for kind in ("topic", "programme", "partner")],
    "project_lives": [{"level": "sido"}, {"level": "sigungu"}, {"firsts": True}],
    "word_bursts.bursts": [{"words": ("도로",), "period": "half"}],
    "periods.bursts": [{"split": "programme", "period": "half"}, {"split": "region"}],
    "adopters": [{"kind": "keyword", "item": "도로"}, {"kind": "programme", "item": "challenge"}],
}  # fmt: skip


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


def public(package: ModuleType) -> Iterator[Callable[..., Any]]:
    """The functions that a package's modules make themselves."""
    for module in modules(package):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield function


MEASURES = [
    function for function in public(query)
    if list(inspect.signature(function).parameters)[:3] == ["connection", "filters", "vocabulary"]
]  # fmt: skip


Open = tuple[duckdb.DuckDBPyConnection, Vocabulary]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Open]]:
    with ExitStack() as stack:
        made = {name: make(tmp_path_factory.mktemp("few") / "w", articles)
                for name, articles in WORLDS.items()}  # fmt: skip
        yield {name: stack.enter_context(asked(folder)) for name, folder in made.items()}


def test_measures_are_found() -> None:
    assert len(MEASURES) >= 40


def asks_of(measure: Callable[..., Any]) -> list[dict[str, Any]]:
    """The options to call it with; what it needs, and some more ways to ask it."""
    needed = {
        name: NEEDED[name]
        for name, parameter in inspect.signature(measure).parameters.items()
        if parameter.default is parameter.empty
        and name not in ("connection", "filters", "vocabulary")
    }
    full = f"{measure.__module__.rpartition('.')[2]}.{measure.__name__}"
    return [needed | more for more in [{}, *MORE.get(full, MORE.get(measure.__name__, []))]]


def parts_of(found: Any) -> list[pd.DataFrame]:
    """The frames of an answer."""
    if isinstance(found, pd.DataFrame):
        return [found]
    return [getattr(found, field.name) for field in fields(found)]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: f"{m.__module__[16:]}.{m.__name__}")
def test_few_articles_give_frames_of_the_same_columns(
    worlds: dict[str, Open], measure: Callable[..., Any]
) -> None:
    for options in asks_of(measure):
        kinds = set()
        for name, (connection, words) in worlds.items():
            connection.execute("SET threads = 1")
            for text in QUERIES:
                found = parts_of(measure(connection, parse(text, words), words, **options))
                kinds.add(tuple(tuple(frame.dtypes.astype(str).items()) for frame in found))
                if name in ("nothing", "off topic") and measure.__name__ not in CONSTANT:
                    assert all(_says_nothing(frame) for frame in found), (name, text)
        assert len(kinds) == 1, options


CONSTANT = ("milestones", "builds", "rejects")
"""What filters do not touch."""


def _says_nothing(frame: pd.DataFrame) -> bool:
    """No row, or counts of 0 alone."""
    return frame.empty or not frame.select_dtypes("number").fillna(0).to_numpy().any()


def of(schema: frames.Schema, *rows: tuple[object, ...]) -> pd.DataFrame:
    return frames.shaped(pd.DataFrame(rows, columns=list(schema)), schema)


DAY = pd.Timestamp("2021-01-01")
NODES = {"item": "str", "x": "float64", "y": "float64", "community": "int64"}
CHECKED: dict[Callable[..., Any], tuple[tuple[frames.Schema, tuple[object, ...]], ...]] = {
    bass.bass_fits: ((bass.CURVE, ("i", 1, 1, 2)),),
    bursts.bursts: ((bursts.COUNTS, ("i", DAY, 1)), (bursts.TOTALS, (DAY, 1))),
    groups.communities: ((groups.WEIGHTS, ("a", "b", 0.5)), (groups.NUMBERED, ("a", 0))),
    cooccurrence.item_counts: ((cooccurrence.SAID, ("a", "i")),),
    cooccurrence.pair_counts: ((cooccurrence.SAID, ("a", "i")),),
    diffusion.first_appearances: ((diffusion.SEEN, ("i", "a", DAY, DAY, "day", "e")),),
    diffusion.first_adoptions: (
        (diffusion.SIGHTINGS, ("i", "r", "a", DAY, DAY, "day", "e", "")),
        (lineage.LIVING, ("r", "k", DAY)),
    ),
    diffusion.in_order: (
        (diffusion.ADOPTED, ("i", "r", DAY, DAY, "day", "a", "e")),
        (lineage.LIVING, ("r", "k", DAY)),
    ),
    diffusion.unplaced: ((diffusion.SIGHTINGS, ("i", "r", "a", DAY, DAY, "day", "e", "")),),
    inhabitants.per_inhabitants: (
        (inhabitants.COUNTS, ("r", DAY, 1)), (inhabitants.POPULATION, ("r", 2021, 9)),
    ),
    lineage.living: ((lineage.REGIONS, ("r", "sido", "k", DAY, pd.NaT, "", "")),),
    lives.project_lives: ((lives.EVENTS, ("p", "r", "a", "plan", DAY, DAY, "day", 1.0, "e")),),
    lives.told_lives: ((lives.TELLINGS, ("p", "r", "plan", DAY, DAY, "day", 1, 1, None)),),
    logodds.distinctive: ((logodds.GROUP_COUNTS, ("g", "i", 1)),),
    network.concentration_of: ((network.PAIRS, ("r", "p", 1)),),
    **dict.fromkeys(
        (network.ties_by_year, network.partnerships, network.turnover, network.concentration,
         network.shared_partners, network.foreign),
        ((network.TIES, ("a", "r", "p", "company", "KR", "mou", 2021)),),
    ),
    shares.item_in_region: ((shares.CELLS, ("r", "i", DAY, 1)), (shares.REGION_TOTALS, ("r", DAY, 2))),
    shares.region_in_nation: (
        (shares.CELLS, ("r", "i", DAY, 1)), (shares.NATION_TOTALS, ("i", DAY, 2)),
    ),
    similarity.similar_regions: (
        (similarity.PROFILES, ("r", "t", 1)), (similarity.TOTALS, ("r", 1)),
        (similarity.ATTRIBUTES, ("r", "k", np.nan)),
    ),
    similarity.gaps: ((similarity.CITED, ("r", "t", "a")), (similarity.NEIGHBOURS, ("r", "s", 1.0))),
    similarity.gap_articles: (
        (similarity.CITED, ("r", "t", "a")), (similarity.NEIGHBOURS, ("r", "s", 1.0)),
    ),
    specialisation.location_quotients: (
        (specialisation.CELLS, ("r", "t", 1)), (specialisation.TOTALS, ("r", 1)),
    ),
}  # fmt: skip
"""Functions of frames alone, each with its inputs' schemas and one row of them."""


@pytest.mark.parametrize("measure", CHECKED, ids=lambda m: f"{m.__module__[17:]}.{m.__name__}")
def test_empty_and_single_rows_give_frames_of_the_same_columns(measure: Callable[..., Any]) -> None:
    nothing = measure(*(frames.empty(schema) for schema, _ in CHECKED[measure]))
    one = measure(*(of(schema, row) for schema, row in CHECKED[measure]))
    assert nothing.empty
    assert nothing.dtypes.astype(str).to_dict() == one.dtypes.astype(str).to_dict()


def with_options() -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Functions that ask for more than frames: over nothing, over one row."""
    cells = of(shares.CELLS, ("r", "i", DAY, 1))
    share = shares.item_in_region(cells, of(shares.REGION_TOTALS, ("r", DAY, 2)))
    there = of(lineage.LIVING, ("r", "k", DAY))
    seen = of(diffusion.SIGHTINGS, ("i", "r", "a", DAY, DAY, "day", "e", ""))
    first = diffusion.first_adoptions(seen, there)
    nobody = frames.empty(diffusion.ADOPTIONS)
    pairs, counts = (
        of(cooccurrence.PAIRS, ("a", "b", 3)),
        of(cooccurrence.COUNTS, ("a", 3), ("b", 3)),
    )
    word = of(logodds.COUNTS, ("i", 5))
    tie = of(network.TIES, ("a", "r", "p", "company", "KR", "mou", 2021))
    day = of(periods.DATES, ("a", DAY, DAY, "day"))
    yield "compared", shares.compared(share.head(0), "year"), shares.compared(share, "year")
    yield (
        "cumulative", diffusion.cumulative(nobody, there, "year"),
        diffusion.cumulative(first, there, "year"),
    )  # fmt: skip
    yield "by_kind", diffusion.by_kind(nobody, there), diffusion.by_kind(first, there)
    yield (
        "npmi", cooccurrence.npmi(pairs.head(0), counts.head(0), 0),
        cooccurrence.npmi(pairs, counts, 9),
    )  # fmt: skip
    yield (
        "rising",
        logodds.rising(word.head(0), word.head(0), 0, 0),
        logodds.rising(word, word, 9, 9),
    )
    yield (
        "shared_between", network.shared_between(tie.head(0), "r", "s"),
        network.shared_between(tie, "r", "r"),
    )  # fmt: skip
    yield "placed", periods.placed(day.head(0), "year"), periods.placed(day, "year")
    edges = of(groups.WEIGHTS, ("a", "b", 0.5))
    place = importlib.import_module("pipelines.trends.layout").layout
    yield "layout", place(edges.head(0)), place(edges)


@pytest.mark.parametrize("case", list(with_options()), ids=lambda case: case[0])
def test_options_change_nothing_about_that(case: tuple[str, pd.DataFrame, pd.DataFrame]) -> None:
    _, nothing, one = case
    assert nothing.empty
    assert not one.empty
    assert nothing.dtypes.astype(str).to_dict() == one.dtypes.astype(str).to_dict()


def test_no_function_of_frames_is_forgotten() -> None:
    told = {measure.__name__ for measure in CHECKED} | {name for name, *_ in with_options()}
    told.add("left_out")  # gives one row also of nothing: test_trend_periods
    of_frames = {
        function.__name__ for function in public(trends)
        if "DataFrame" in str(inspect.signature(function).return_annotation)
        and not function.__module__.endswith("frames")
    }  # fmt: skip
    assert of_frames <= told
