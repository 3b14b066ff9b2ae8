"""Queries over a million invented articles: median and 95th percentile of each measure and page.

    python -m tests.bench.trends [FOLDER] [ARTICLES] [PART OF A TITLE]

The warehouse is made once (some minutes) and kept in the folder; nothing is cached between
queries but what the machine caches of the file.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from pipelines.query import (
    adoption,
    appearances,
    articles,
    attention,
    keywords,
    overview,
    partner_network,
    partners,
    periods,
    profile,
    quality,
    ranking,
    regions,
    specialisation,
    word_bursts,
    word_network,
)
from pipelines.query.connect import forget, opened
from pipelines.query.filters import Filters, parse
from pipelines.query.milestones import milestones
from pipelines.query.vocabulary import Vocabulary, load_vocabulary
from tests import synthetic

ARTICLES = 1_000_000
TIMES = 3
THREADS = 2

PLAIN = (
    "", "year=2021", "year=2019-2023", "province=41", "province=26", "topic=transport",
    "topic=data_ai", "province=41&year=2021", "province=50&year=2023", "topic=transport&year=2021",
    "topic=safety_disaster&year=2018-2022", "province=41&topic=transport",
    "province=26&topic=data_ai&year=2020-2024", "province=41&topic=transport&year=2021",
)  # fmt: skip
"""Filters on year, 시도 and topic, as pages are used."""

DEEP = (
    "district=41130", "partner=국토교통부", "partner=㈜도시기술001&year=2021", "q=자율주행",
    "q=원격의료", 'q="스마트 주차" 리빙랩', "partner_type=company&relation=mou",
)  # fmt: skip
"""Filters that no kept count answers."""

TOLD = tuple(f"unit=story&{query}".rstrip("&") for query in PLAIN[:8])
"""The same, counted in stories."""

Query = Callable[[duckdb.DuckDBPyConnection, Filters, Vocabulary], Any]


def _with(measure: Callable[..., Any], **options: Any) -> Query:
    def ask(connection: duckdb.DuckDBPyConnection, filters: Filters, words: Vocabulary) -> Any:
        return measure(connection, filters, words, **options)

    return ask


MOST_TOLD = 2_000
"""Of more articles the page of a region shows the first of each stage alone."""


def _of_region(measure: Query) -> Query:
    """The measure for one region, as its page asks: 경기 where no 시도 is filtered."""

    def ask(connection: duckdb.DuckDBPyConnection, filters: Filters, words: Vocabulary) -> Any:
        own = replace(filters, province=filters.province[:1] or ("41",))
        return measure(connection, own, words)

    return ask


def _lives(connection: duckdb.DuckDBPyConnection, filters: Filters, words: Vocabulary) -> Any:
    many = int(overview.totals(connection, filters, words)["articles"].iloc[0]) > MOST_TOLD
    return profile.project_lives(connection, filters, words, firsts=many)


WORDS = ("자율주행", "리빙랩", "데이터허브", "원격의료")
COUNTS: dict[str, Query] = {
    "totals": overview.totals, "change": overview.change, "by_year": overview.by_year,
    "topic_change": overview.topic_change, "by_region": regions.by_region,
    "by_region 시군구": _with(regions.by_region, level="sigungu"),
    "by_period month": _with(periods.by_period, period="month"),
    "by_period month topic": _with(periods.by_period, period="month", split="topic"),
    "by_period year region": _with(periods.by_period, period="year", split="region"),
    "left_out": periods.left_out, "rows": _with(articles.rows, limit=25),
    "top_partners": partners.top_partners, "by_type_and_relation": partners.by_type_and_relation,
    "attention 시도 year": attention.attention, "quotients": specialisation.quotients,
}  # fmt: skip
KEYWORDS: dict[str, Query] = {
    "top_keywords 200": _with(keywords.top_keywords, limit=200),
    "keyword_trend": _with(keywords.keyword_trend, words=WORDS, period="year"),
    "rising_words": keywords.rising_words, "distinctive_words": keywords.distinctive_words,
}  # fmt: skip
PARTNERS: dict[str, Query] = {
    "ties_by_year": partner_network.ties_by_year, "partnerships": partner_network.partnerships,
    "turnover": partner_network.turnover, "concentration": partner_network.concentration,
    "shared_partners": partner_network.shared_partners, "foreign": partner_network.foreign,
}  # fmt: skip
HEAVY: dict[str, Query] = {
    "bursts top 200": word_bursts.bursts,
    "bursts of 4 words": _with(word_bursts.bursts, words=WORDS),
    "network top 60": _with(word_network.network, top=60),
    "network top 200": _with(word_network.network, top=200),
    "network topics": _with(word_network.network, kind="topic"),
    "first_appearances": _with(appearances.first_appearances, items=WORDS),
    "first_appearances top 200": appearances.first_appearances,
    "similar": _with(profile.similar, code="41130"), "gaps": _with(profile.gaps, code="41130"),
    "project_lives": profile.project_lives,
}  # fmt: skip
SPREAD: dict[str, Query] = {
    name: _with(measure, kind="topic", item="transport")
    for name, measure in (("adopters", adoption.adopters), ("curve", adoption.curve),
                          ("bass_fit", adoption.bass_fit), ("unplaced", adoption.unplaced),
                          ("by_kind", adoption.by_kind))
} | {"items": adoption.items}  # fmt: skip
PAGES: dict[str, Sequence[Query]] = {
    "개요": [overview.totals, overview.change, overview.topic_change, overview.by_year,
             regions.by_region, COUNTS["by_period month"], periods.left_out, milestones,
             keywords.rising_words, _with(articles.rows, limit=5)],
    "지도": [overview.totals, regions.by_region, COUNTS["by_region 시군구"],
             _with(articles.rows, limit=5)],
    "타임라인": [_with(periods.by_period, period="year"), overview.change, periods.left_out,
                 COUNTS["by_period month topic"], milestones,
                 _with(periods.by_period, period="year", split="topic")],
    "키워드": [KEYWORDS["top_keywords 200"], keywords.rising_words, KEYWORDS["keyword_trend"],
               HEAVY["bursts of 4 words"], periods.left_out, milestones],
    "키워드, 아래": [HEAVY["network top 60"], keywords.distinctive_words, word_bursts.bursts],
    "확산": [*SPREAD.values()],
    "파트너": [partners.top_partners, partners.by_type_and_relation, _with(articles.rows, limit=5)],
    "파트너, 아래": [*PARTNERS.values()],
    "지역": [*map(_of_region, [overview.totals, profile.against_nation, regions.by_region,
                              partners.top_partners, _lives, HEAVY["similar"], HEAVY["gaps"],
                              _with(articles.rows, limit=5)])],
    "기사": [overview.totals, COUNTS["rows"]],
    "자료 품질": [overview.totals, quality.precision, quality.outlets, quality.outlet_years,
                  quality.confidence, COUNTS["by_period year region"]],
    "행렬": [COUNTS["attention 시도 year"], specialisation.quotients, regions.topics_of_regions],
}  # fmt: skip
"""What each page asks for; `아래` is what a page draws after its first picture."""


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "trends"
    size = int(sys.argv[2]) if len(sys.argv) > 2 else ARTICLES
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    build = _build(folder, size)
    with opened(build) as connection:
        connection.execute(f"SET threads = {THREADS}")
        words = load_vocabulary(connection)
        parse('q="준비"', words)
        ask = _Asking(connection, words)
        print(f"{size:,} articles; load average {os.getloadavg()[0]:.1f}; milliseconds")
        for title, measures, queries in (
            ("year, 시도, topic", COUNTS | KEYWORDS, PLAIN),
            ("partners by year, 시도, topic", PARTNERS, PLAIN),
            ("in stories", COUNTS | KEYWORDS, TOLD),
            ("q, district, partner", KEYWORDS | PARTNERS | {"results": ranking.results}, DEEP),
            (
                "the top 200 and diffusion",
                HEAVY | SPREAD,
                ("", "year=2021", "province=41", "topic=transport", "province=41&topic=transport"),
            ),
        ):
            if only not in title:
                continue
            print(f"\n{title}")
            for name, measure in measures.items():
                _say(name, [ask.timed(query, [measure]) for query in queries])
        print("\npages, all queries together, year, 시도, topic")
        every = {name: [ask.timed(q, page) for q in PLAIN] for name, page in PAGES.items()}
        for name, times in every.items():
            _say(name, times)
        _say("all pages", [one for times in every.values() for one in times])


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds on the clock, and of all processors together (whoever else uses them)."""

    waited: float
    worked: float


class _Asking:
    """Times of measures over an open build."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, words: Vocabulary) -> None:
        self._connection, self._words = connection, words

    def timed(self, query: str, measures: Sequence[Query]) -> Timing:
        """Milliseconds of all the measures together, the median of some times."""
        filters = parse(query, self._words)
        waited, worked = [], []
        for _ in range(TIMES):
            forget()  # what measures of one page share is made anew each time
            start, busy = time.perf_counter(), time.process_time()
            for measure in measures:
                measure(self._connection, filters, self._words)
            waited.append((time.perf_counter() - start) * 1000)
            worked.append((time.process_time() - busy) * 1000)
        return Timing(statistics.median(waited), statistics.median(worked))


def _build(folder: Path, size: int) -> Path:
    build = folder / "builds" / f"synthetic-{size}-1.duckdb"
    if not (folder / "CURRENT").exists() or not build.exists():
        start = time.perf_counter()
        synthetic.make(folder, size)
        print(f"made in {time.perf_counter() - start:.0f} s, {build.stat().st_size / 1e6:,.0f} MB")
    return build


def _say(name: str, times: Sequence[Timing]) -> None:
    def middle_and_high(values: list[float]) -> str:
        high = sorted(values)[round(0.95 * (len(values) - 1))]
        return f"median {statistics.median(values):6.0f}   p95 {high:6.0f}"

    waited = middle_and_high([one.waited for one in times])
    worked = middle_and_high([one.worked for one in times])
    print(f"  {name:26} {waited}   | of processors: {worked}", flush=True)


if __name__ == "__main__":
    main()
