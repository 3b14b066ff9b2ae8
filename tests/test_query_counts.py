"""Every count against counting one by one: random worlds, random filters, articles and stories."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import counting as by_hand
import duckdb
import pandas as pd
import pytest
from counting import Counted
from tiny import Tiny, asked, interval, make

from pipelines.query import (
    adoption,
    articles,
    attention,
    keywords,
    overview,
    partner_network,
    partners,
    periods,
    profile,
    quality,
    regions,
    specialisation,
    word_bursts,
    word_network,
)
from pipelines.query.download import table_query
from pipelines.query.filters import Filters, parse
from pipelines.query.items import KINDS, Kind, without
from pipelines.query.vocabulary import Vocabulary
from pipelines.query.windows import undated, windows

WORLDS, QUESTIONS = 2, 7
PERIODS = ("year", "half", "quarter", "month")


@dataclass(frozen=True, slots=True)
class Case:
    """An open world and one question to it."""

    connection: duckdb.DuckDBPyConnection
    words: Vocabulary
    world: list[Tiny]
    filters: Filters

    def rows(self, filters: Filters | None = None) -> list[Counted]:
        """What is counted."""
        return by_hand.counted(self.world, filters or self.filters)


def questions(seed: int) -> list[str]:
    chance = random.Random(seed)
    drawn = ["", *(by_hand.question(chance) for _ in range(QUESTIONS))]
    return list(dict.fromkeys(drawn))


@pytest.fixture(scope="module", params=range(WORLDS))
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, list[Tiny], duckdb.DuckDBPyConnection, Vocabulary]]:
    seed = int(request.param)
    drawn = by_hand.world(seed)
    with asked(make(tmp_path_factory.mktemp("counts") / "w", drawn)) as (connection, words):
        connection.execute("SET threads = 1")
        yield seed, drawn, connection, words


@pytest.fixture(params=("article", "story"))
def cases(
    request: pytest.FixtureRequest,
    world: tuple[int, list[Tiny], duckdb.DuckDBPyConnection, Vocabulary],
) -> list[Case]:
    """Every question of a world, in articles or in stories."""
    seed, drawn, connection, words = world
    found = [parse(f"{text}&unit={request.param}", words) for text in questions(seed)]
    return [Case(connection, words, drawn, filters) for filters in found]


def same(
    frame: pd.DataFrame, keys: str | list[str], value: str, expected: Counter, on: object
) -> None:
    """The frame says what was counted, and nothing else above 0."""
    columns = [keys] if isinstance(keys, str) else keys
    said = {
        tuple(row[:-1]) if len(columns) > 1 else row[0]: row[-1]
        for row in frame[[*columns, value]].itertuples(index=False, name=None)
        if row[-1]
    }
    assert len(frame) == len(frame.drop_duplicates(columns)), on
    assert said == {key: number for key, number in expected.items() if number}, on


def day(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(period=[stamp.date() for stamp in frame["period"]])


def sido(code: str) -> str:
    return code[:2]


def own_map(code: str) -> bool:
    """A 시군구, or the 시도 that has none."""
    return len(code) == 5 or code == "36"


def topics_of(case: Case, row: Counted) -> set[str]:
    return by_hand.labels(row.findings.topics, case.filters)


def places_of(case: Case, row: Counted) -> set[str]:
    return set(by_hand.regions(case.filters, row.findings))


def test_totals(cases: list[Case]) -> None:
    for case in cases:
        found = overview.totals(case.connection, case.filters, case.words).iloc[0]
        rows = case.rows()
        single = replace(case.filters, unit="article")
        members = case.rows(single)
        stories = {row.findings.story or row.findings.id for row in members}
        undated_ = [row for row in rows if row.within(by_hand.starts("year")) is None]
        assert found["articles"] == len(members), case.filters
        assert found["stories"] == len(stories), case.filters
        assert found["counted"] == len(rows), case.filters
        assert found["unknown_dates"] == len(undated_), case.filters
        who = {p[0] for row in rows for p in by_hand.partners(case.filters, row.findings)}
        assert found["partners"] == len(who), case.filters
        if case.filters.regions == "now":
            where = {code for row in rows for code in places_of(case, row)}
            assert found["regions"] == len(where), case.filters


def test_periods(cases: list[Case]) -> None:
    for case in cases:
        rows = case.rows()
        for period in PERIODS:
            start = by_hand.starts(period)
            placed = [(row, row.within(start)) for row in rows]
            whole = periods.by_period(case.connection, case.filters, case.words, period)
            expected = Counter(first for _, first in placed if first)
            same(day(whole), "period", "counted", expected, (case.filters, period))
            left = periods.left_out(case.connection, case.filters, case.words, period).iloc[0]
            unknown = sum(row.earliest is None for row in rows)
            assert left["unknown"] == unknown, case.filters
            assert left["unknown"] + left["coarser"] + sum(expected.values()) == len(rows)
            topics = periods.by_period(case.connection, case.filters, case.words, period, "topic")
            by_topic = by_hand.tally(
                (row, [(first, topic) for topic in topics_of(case, row)])
                for row, first in placed if first
            )  # fmt: skip
            same(day(topics), ["period", "part"], "counted", by_topic, (case.filters, period))


def test_regions(cases: list[Case]) -> None:
    for case in cases:
        if case.filters.regions == "then":
            continue
        rows = case.rows()
        ask = (case.connection, case.filters, case.words)
        by_sido = by_hand.tally((row, map(sido, places_of(case, row))) for row in rows)
        same(regions.by_region(*ask), "code", "counted", by_sido, case.filters)
        small = by_hand.tally((row, filter(own_map, places_of(case, row))) for row in rows)
        same(regions.by_region(*ask, "sigungu"), "code", "counted", small, case.filters)
        crossed = by_hand.tally(
            (row, [(sido(code), topic) for code in places_of(case, row)
                   for topic in topics_of(case, row)]) for row in rows
        )  # fmt: skip
        same(regions.topics_of_regions(*ask), ["code", "topic"], "counted", crossed, case.filters)


def test_names_of_the_day(cases: list[Case]) -> None:
    for case in cases:
        filters = replace(case.filters, regions="then", province=(), district=())
        rows = case.rows(filters)
        found = regions.by_region(case.connection, filters, case.words)
        expected = by_hand.tally(
            (row, [sido(code) for code in by_hand.regions(filters, row.findings)
                   if row.findings.on is not None]) for row in rows
        )  # fmt: skip
        same(found, "code", "counted", expected, filters)


def test_years(cases: list[Case]) -> None:
    for case in cases:
        if case.filters.regions == "then":
            continue
        found = overview.by_year(case.connection, case.filters, case.words)
        start = by_hand.starts("year")
        rows = [(row, first.year) for row in case.rows() if (first := row.within(start))]
        same(found, "year", "counted", Counter(year for _, year in rows), case.filters)
        where = {(year, code) for row, year in rows for code in places_of(case, row)}
        same(found, "year", "regions", Counter(year for year, _ in where), case.filters)
        who = {(year, p[0]) for row, year in rows
               for p in by_hand.partners(case.filters, row.findings)}  # fmt: skip
        same(found, "year", "partners", Counter(year for year, _ in who), case.filters)


def test_windows(cases: list[Case]) -> None:
    for case in cases:
        change = overview.change(case.connection, case.filters, case.words)
        compared = windows(case.connection, case.filters)
        if compared is None:
            assert change.empty
            continue
        topics = overview.topic_change(case.connection, case.filters, case.words)
        for name in ("current", "previous"):
            window = getattr(compared, name)
            inside = [a for a in case.world if _lies_in(a, window.first, window.last)]
            asked_ = undated(case.filters)
            # Articles are chosen by the window; what is counted then are their stories.
            picked = {a.story or a.id for a in inside if a.on_topic and by_hand.chooses(asked_, a)}
            rows = case.rows(asked_)
            rows = [row for row in rows if (row.findings in inside if asked_.unit == "article"
                    else (row.findings.story or row.findings.id) in picked)]  # fmt: skip
            row = change[change["window"] == name].iloc[0]
            assert row["counted"] == len(rows), (case.filters, name)
            by_topic = by_hand.tally((one, topics_of(case, one)) for one in rows)
            same(topics, "topic", name, by_topic, (case.filters, name))


def _lies_in(a: Tiny, first: object, last: object) -> bool:
    _, earliest, latest, _ = interval(a.on)
    return bool(earliest and latest and earliest >= first and latest <= last)


def test_partners(cases: list[Case]) -> None:
    for case in cases:
        rows = case.rows()
        found = {row.findings.id: list(by_hand.partners(case.filters, row.findings))
                 for row in rows}  # fmt: skip
        top = partners.top_partners(case.connection, case.filters, case.words, 99)
        names = by_hand.tally((row, [p[0] for p in found[row.findings.id]]) for row in rows)
        same(top, "partner", "counted", names, case.filters)
        kinds = partners.by_type_and_relation(case.connection, case.filters, case.words)
        expected = by_hand.tally(
            (row, [(p[1], p[3]) for p in found[row.findings.id]]) for row in rows
        )
        same(kinds, ["partner_type", "relation"], "counted", expected, case.filters)


def test_partner_networks(cases: list[Case]) -> None:
    start = by_hand.starts("year")
    for case in cases:
        if case.filters.regions == "then":
            continue
        ask = (case.connection, case.filters, case.words)
        ties = [
            (row, code, p, first.year if (first := row.within(start)) else None)
            for row in case.rows() for code in _tied(case, row)
            for p in by_hand.partners(case.filters, row.findings)
        ]  # fmt: skip
        expected = Counter(
            (code, p, relation, year)
            for _, code, p, relation, year in {
                (row.findings.id, sido(code), p[0], p[3], year)
                for row, code, p, year in ties
                if year
            }
        )
        found = partner_network.ties_by_year(*ask)
        same(found, ["region", "partner", "relation", "year"], "counted", expected, case.filters)
        pairs = Counter(
            (code, name) for _, code, name in {(r.findings.id, c, p[0]) for r, c, p, _ in ties}
        )
        small = partner_network.partnerships(*ask, "sigungu", 999)
        same(small, ["region", "partner"], "counted", pairs, case.filters)
        abroad = Counter(
            country for _, country in {(r.findings.id, p[2]) for r, _, p, _ in ties if p[2] != "KR"}
        )
        same(partner_network.foreign(*ask), "country", "counted", abroad, case.filters)


def _tied(case: Case, row: Counted) -> set[str]:
    """Partners belong to primary regions, unless the filters ask for other ones."""
    return places_of(case, row)


def test_words(cases: list[Case]) -> None:
    start = by_hand.starts("year")
    for case in cases:
        rows = case.rows()
        ask = (case.connection, case.filters, case.words)
        top = keywords.top_keywords(*ask, 99)
        expected = by_hand.tally((row, row.findings.words) for row in rows)
        same(top, "keyword", "counted", expected, case.filters)
        if rows:
            assert (top["share"] * len(rows)).round(9).tolist() == top["counted"].tolist()
        trend = keywords.keyword_trend(*ask, ("도로", "강"))
        by_year = by_hand.tally(
            (row, [(first, word) for word in row.findings.words if word in ("도로", "강")])
            for row in rows if (first := row.within(start))
        )  # fmt: skip
        same(day(trend), ["period", "keyword"], "counted", by_year, case.filters)


def test_words_that_meet(cases: list[Case]) -> None:
    for case in cases:
        rows = case.rows()
        ask = (case.connection, case.filters, case.words)
        edges = word_network.network(*ask, least=1).edges
        said = [sorted(set(row.findings.words)) for row in rows]
        pairs = Counter(pair for words in said for pair in combinations(words, 2))
        same(edges, ["one", "other"], "together", pairs, case.filters)
        topics = word_network.network(*ask, "topic", least=1).edges
        crossed = Counter(
            pair for row in rows for pair in combinations(sorted(topics_of(case, row)), 2)
        )
        same(topics, ["one", "other"], "together", crossed, case.filters)


def test_bursts_count_what_is_counted(cases: list[Case]) -> None:
    start = by_hand.starts("month")
    for case in cases:
        found = word_bursts.bursts(case.connection, case.filters, case.words)
        rows = [(row, first) for row in case.rows() if (first := row.within(start))]
        for burst in found.itertuples():
            inside = [row for row, first in rows if burst.start.date() <= first <= burst.end.date()]
            assert burst.total == len(inside), case.filters
            assert burst.counted == sum(burst.item in row.findings.words for row in inside)


def items_of(case: Case, kind: Kind, row: Counted) -> Iterable[str]:
    if kind == "topic":
        return topics_of(case, row)
    if kind == "programme":
        return by_hand.labels(row.findings.programmes, case.filters)
    if kind == "partner":
        return {p[0] for p in by_hand.partners(case.filters, row.findings)}
    return set(row.findings.words)


LEVELS: tuple[attention.Level, ...] = ("nation", "sido", "sigungu")


@pytest.mark.parametrize("kind", KINDS)
def test_attention(cases: list[Case], kind: Kind) -> None:
    for number, case in enumerate(cases):
        if case.filters.regions == "then":
            continue
        period, level = PERIODS[number % 4], LEVELS[number % 3]
        start = by_hand.starts(period)
        rows = [(row, first) for row in case.rows(without(kind, case.filters))
                if (first := row.within(start))]  # fmt: skip
        cells: Counter = Counter()
        regional: Counter = Counter()
        national: Counter = Counter()
        for row, first in rows:
            where = _at(case, level, row)
            regional.update((code, first) for code in where)
            national.update((item, first) for item in items_of(case, kind, row))
            cells.update(
                (code, item, first) for code in where for item in items_of(case, kind, row)
            )
        own, nation = (
            day(attention.attention(
                case.connection, case.filters, case.words, kind, (), level, period, share
            ))
            for share in ("item_in_region", "region_in_nation")
        )  # fmt: skip
        for frame, totals in ((own, regional), (nation, national)):
            same(frame, ["region", "item", "period"], "counted", cells, (case.filters, level))
            for one in frame.itertuples():
                key = one.region if frame is own else one.item
                assert one.total == totals[key, one.period], (case.filters, one)


def _at(case: Case, level: str, row: Counted) -> set[str]:
    if level == "nation":
        return {"nation"}
    codes = places_of(case, row)
    return set(map(sido, codes)) if level == "sido" else codes


def test_quotients(cases: list[Case]) -> None:
    for case in cases:
        wide = replace(case.filters, province=(), district=(), topic=(), regions="now")
        found = specialisation.quotients(case.connection, wide, case.words)
        rows = case.rows(wide)
        cells = by_hand.tally(
            (row, [(sido(c), t) for c in by_hand.regions(wide, row.findings)
                   for t in by_hand.labels(row.findings.topics, wide)]) for row in rows
        )  # fmt: skip
        if not cells:
            assert found.empty
            continue
        same(found, ["region", "topic"], "counted", cells, wide)
        national = by_hand.tally((row, by_hand.labels(row.findings.topics, wide)) for row in rows)
        for one in found.itertuples():
            assert one.national_share == pytest.approx(national[one.topic] / len(rows))


def test_topics_against_the_nation(cases: list[Case]) -> None:
    for case in cases:
        found = profile.against_nation(case.connection, case.filters, case.words)
        rows = case.rows()
        if not rows:
            assert found.empty
            continue
        expected = by_hand.tally((row, topics_of(case, row)) for row in rows)
        same(found, "topic", "counted", expected, case.filters)
        assert set(found["total"]) <= {len(rows)}


def test_lists_have_a_row_for_each_thing_counted(cases: list[Case]) -> None:
    for case in cases:
        found = articles.rows(case.connection, case.filters, case.words, 999)
        rows = case.rows()
        assert len(found) == len(rows), case.filters
        picked = {a.id for a in case.world if a.on_topic and by_hand.chooses(case.filters, a)}
        assert set(found["article_id"]) <= picked
        fullest = {row.findings.id for row in rows} & picked
        assert fullest <= set(found["article_id"])
        stories = {row.findings.story or row.findings.id for row in rows}
        assert set(found["story_id"]) == stories


def test_what_the_data_can_bear(cases: list[Case]) -> None:
    for case in cases:
        ask = (case.connection, case.filters, case.words)
        members = [row.findings for row in case.rows(replace(case.filters, unit="article"))]
        dated = Counter(interval(a.on)[3] for a in members)
        same(quality.precision(*ask), "precision", "articles", dated, case.filters)
        outlets = quality.outlets(*ask)
        of = Counter(a.outlet for a in members)
        same(outlets, "outlet", "articles", of, case.filters)
        told = Counter(outlet for outlet, _ in {(a.outlet, a.story or a.id) for a in members})
        same(outlets, "outlet", "stories", told, case.filters)
        years = Counter(
            (a.outlet, first.year) for a in members for _, first, last, _ in [interval(a.on)]
            if first and last and first.year == last.year
        )  # fmt: skip
        same(quality.outlet_years(*ask), ["outlet", "year"], "articles", years, case.filters)
        degrees: Counter[tuple[str, str]] = Counter()
        for a in members:
            for kind, values in by_hand.confidences(a).items():
                degrees.update((kind, by_hand.degree(value)) for value in values)
        found = quality.confidence(*ask)
        said = found.melt("kind", ["sure", "likely", "weak"], "degree", "findings_")
        same(said, ["kind", "degree"], "findings_", degrees, case.filters)


def test_first_adopters(cases: list[Case]) -> None:
    for case in cases:
        wide = replace(case.filters, regions="now", province=(), district=(), role=("primary",))
        single = case.rows(replace(wide, unit="article"))
        kinds: tuple[tuple[adoption.Kind, str], ...] = (
            ("topic", "transport"), ("programme", "challenge"), ("keyword", "도로"),
        )  # fmt: skip
        for kind, item in kinds:
            found = adoption.adopters(case.connection, wide, case.words, kind, item)
            first: dict[str, object] = {}
            for row in single:
                if row.latest is None or item not in items_of(case, kind, row):
                    continue
                for code, role, *_ in row.findings.regions:
                    if role == "primary" and own_map(str(code)):
                        first[str(code)] = min(first.get(str(code), row.latest), row.latest)
            said = {one.region: one.adopted_by.date() for one in found.itertuples()}
            assert said == first, (wide, kind)


def test_tidy_rows_are_those_of_the_contract(cases: list[Case]) -> None:
    for case in cases:
        query = table_query("tidy", case.filters, case.words)
        frame = case.connection.execute(query.text, list(query.values)).df()
        columns = [
            "article_id", "story_id", "region_code", "region_role", "sido", "sigungu", "sido_then",
            "sigungu_then", "topic", "programme", "stage", "partner", "relation", "year", "month",
        ]  # fmt: skip
        said = Counter(
            tuple(None if pd.isna(value) else value for value in row)
            for row in frame[columns].itertuples(index=False, name=None)
        )
        picked = [a for a in case.world if a.on_topic and by_hand.chooses(case.filters, a)]
        assert said == Counter(row for a in picked for row in tidy_rows(a)), case.filters


def tidy_rows(a: Tiny) -> Iterator[tuple[object, ...]]:
    """article × region × topic × partner; null where there is none."""
    _, first, last, precision = interval(a.on)
    year = first.year if first and last and first.year == last.year else None
    month = first.month if first and precision in ("day", "month") else None
    programme = "|".join(sorted(by_hand.labels(a.programmes, Filters()))) or None
    stage = "|".join(sorted(by_hand.labels(a.stages, Filters()))) or None
    for code, role, *_ in a.regions or [(None, None)]:
        own = role in ("primary", None)
        place: tuple[object, ...] = (None,) * 4
        if code is not None:
            parent, level, name = by_hand.NAMES[str(code)][1:4]
            now = by_hand.NAMES[parent][3], name if level == "sigungu" else None
            place = (*now, *by_hand.names_then(a, str(code)))
        for topic in [t for t, _ in a.topics] or [None]:  # type: ignore[misc]
            for partner in (a.partners if own else ()) or [(None,) * 4]:
                yield (a.id, a.story or a.id, code, role, *place, topic,
                       programme if own else None, stage if own else None, partner[0], partner[3],
                       year, month)  # fmt: skip
