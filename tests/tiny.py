"""Hand-made warehouses of a few articles, so that every answer can be computed by hand."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from pipelines.morphology import shared_analyzer
from pipelines.query.connect import opened
from pipelines.query.vocabulary import Vocabulary, load_vocabulary
from pipelines.settings import PROJECT_ROOT
from pipelines.terms import read_terms, reviewed_spelling
from pipelines.warehouse.derive import create_derived, derive

SCHEMA = PROJECT_ROOT / "pipelines" / "warehouse" / "schema.sql"

REGIONS = """
11 11 sido 서울특별시 서울 - - -
11140 11 sigungu 중구 중구 - - -
11680 11 sigungu 강남구 강남 - - -
26 26 sido 부산광역시 부산 - - -
26110 26 sigungu 중구 중구 - - -
36 36 sido 세종특별자치시 세종 - - -
41 41 sido 경기도 경기 - - -
41130 41 sigungu 성남시 성남 - - -
41610 41 sigungu 광주시 광주 - - -
42 42 sido 강원도 강원 - 2023-06-10 51
42110 42 sigungu 춘천시 춘천 - 2023-06-10 51110
51 51 sido 강원특별자치도 강원 2023-06-11 - -
51110 51 sigungu 춘천시 춘천 2023-06-11 - -
12 12 sido 전남광주통합특별시 전남광주 2026-07-01 - -
29 29 sido 광주광역시 광주 - 2026-06-30 12
"""
TOPICS = (("transport", "domain", "교통"), ("data_ai", "theme", "데이터·AI"),
          ("logistics", "domain", "물류"))  # fmt: skip


Label = str | tuple[str, float]
"""A topic, programme or stage, alone or with its confidence."""


def kind_of(level: str, name: str) -> str:
    """What kind of region a name ends in: 특별시, 도; 자치시, 자치구."""
    return name[2:] if level == "sido" else f"자치{name[-1]}"


def sure_of(label: Label) -> tuple[str, float]:
    """The label and its confidence, 1 where none is given."""
    return (label, 1.0) if isinstance(label, str) else label


@dataclass(frozen=True, slots=True)
class Tiny:
    """One article; `on` is `2021-03-05`, `2021-03`, `2021` or None (date unknown).

    `regions` are (code, role[, confidence]); `then` are the names of the day where they differ;
    `partners` are (name, type, country, relation[, confidence]); other labels may be pairs with
    their confidence; of a story the member of most `size` is the
    fullest.
    """

    id: str
    on: str | None = None
    regions: Sequence[tuple[object, ...]] = ()
    topics: Sequence[Label] = ()
    partners: Sequence[tuple[object, ...]] = ()
    words: Sequence[str] = ()
    title: str = "제목"
    body: str = "본문"
    story: str | None = None
    outlet: str = "한빛일보"
    programmes: Sequence[Label] = ()
    stages: Sequence[Label] = ()
    then: tuple[str, str | None] | None = None
    on_topic: bool = True
    size: int = 0


def interval(on: str | None) -> tuple[date | None, date | None, date | None, str]:
    """(on, earliest, latest, precision) of a written date."""
    if on is None:
        return None, None, None, "unknown"
    parts = [int(part) for part in on.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day, day, "day"
    if len(parts) == 2:
        last = calendar.monthrange(*parts)[1]
        return None, date(*parts, 1), date(*parts, last), "month"
    return None, date(parts[0], 1, 1), date(parts[0], 12, 31), "year"


def make(folder: Path, articles: Sequence[Tiny]) -> Path:
    """Publish a warehouse of these articles; gives its folder."""
    (folder / "builds").mkdir(parents=True)
    with duckdb.connect(str(folder / "builds" / "tiny.duckdb")) as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        create_derived(connection)
        _vocabulary(connection)
        fill(connection, articles)
        connection.execute(
            "INSERT INTO stories SELECT story_id, min(published_on), count(*),"
            " count(DISTINCT outlet), arg_min(article_id, (-size, article_id))"
            " FROM articles JOIN story_members USING (article_id) GROUP BY 1"
        )
        _numbered(connection, articles)
    (folder / "CURRENT").write_text("tiny.duckdb", encoding="utf-8")
    return folder


def fill(
    connection: duckdb.DuckDBPyConnection, articles: Sequence[Tiny], build_id: str = "tiny"
) -> None:
    """Write articles into the public tables."""
    for article in articles:
        _article(connection, article)
        connection.execute(
            "UPDATE articles SET build_id = ? WHERE article_id = ?", [build_id, article.id]
        )


def _numbered(connection: duckdb.DuckDBPyConnection, articles: Sequence[Tiny]) -> None:
    """The numbered tables, with search over title, body and words as a load makes them."""
    connection.execute("CREATE TEMP TABLE said (article_id VARCHAR, title VARCHAR, body VARCHAR)")
    for a in articles:
        given = [(word, 1) for word in a.words]
        _, terms = read_terms(shared_analyzer(), reviewed_spelling(), a.title, a.body, given)
        connection.execute("INSERT INTO said VALUES (?, ?, ?)", [a.id, terms.title, terms.body])
    derive(connection, "SELECT * FROM said")


@contextmanager
def asked(folder: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Vocabulary]]:
    """An open tiny warehouse with its vocabulary."""
    with opened(folder / "builds" / "tiny.duckdb") as connection:
        yield connection, load_vocabulary(connection)


def _vocabulary(connection: duckdb.DuckDBPyConnection) -> None:
    for line in REGIONS.strip().splitlines():
        values = [None if value == "-" else value for value in line.split()]
        code, sido, level, name, short, first, last, successor = values
        connection.execute(
            "INSERT INTO regions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)",
            [
                code,
                sido,
                level,
                name,
                short,
                kind_of(str(level), str(name)),
                first,
                last,
                successor,
            ],
        )
    for position, (topic, axis, name) in enumerate(TOPICS):
        connection.execute("INSERT INTO topics VALUES (?, ?, ?, NULL, ?)",
                           [topic, axis, name, position])  # fmt: skip
    connection.execute("INSERT INTO programmes (programme, name) VALUES ('challenge', '챌린지')")
    connection.execute("INSERT INTO partners VALUES ('KT', 'company', 'KR', '케이티|kt', TRUE)")
    connection.execute(
        "INSERT INTO builds VALUES ('tiny', '2026-11-01', '2026-11-01', 0, 0, 0, 0, '0', '0', '0')"
    )


def _article(connection: duckdb.DuckDBPyConnection, a: Tiny) -> None:
    on, earliest, latest, precision = interval(a.on)
    connection.execute(
        "INSERT INTO articles (article_id, story_id, title, outlet, url, published_on,"
        " published_earliest, published_latest, published_precision, on_topic, relevance)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        [a.id, a.story or a.id, a.title, a.outlet, f"https://news.example/{a.id}", on, earliest,
         latest, precision, a.on_topic],
    )  # fmt: skip
    connection.execute("INSERT INTO article_texts VALUES (?, ?)", [a.id, a.body])
    connection.execute("INSERT INTO story_members VALUES (?, 0, NULL, ?)", [a.id, a.size])
    for code, role, *confidence in a.regions:
        _region(connection, a, str(code), str(role), float(str((confidence or [1.0])[0])))
    for topic in a.topics:
        connection.execute(
            "INSERT INTO article_topics VALUES (?, ?, ?, 'terms', '교통', 0, 2, 'body')",
            [a.id, *sure_of(topic)],
        )
    for name, kind, country, relation, *confidence in a.partners:
        connection.execute(
            "INSERT INTO article_partners VALUES (?, ?, ?, ?, ?, ?, 'gazetteer', ?, ?, NULL,"
            " NULL, 'body')",
            [a.id, name, name, kind, country, relation, *(confidence or [1.0]), name],
        )
    for word in a.words:
        connection.execute("INSERT INTO article_keywords VALUES (?, ?, 1)", [a.id, word])
    for programme in a.programmes:
        connection.execute(
            "INSERT INTO article_programmes VALUES (?, ?, 'trigger', ?, '챌린지', NULL, NULL,"
            " 'body')",
            [a.id, *sure_of(programme)],
        )
    for stage in a.stages:
        connection.execute(
            "INSERT INTO article_events VALUES (?, NULL, NULL, NULL, 'unknown', ?, 'predicate',"
            " ?, '밝혔다', NULL, NULL, 'body')",
            [a.id, *sure_of(stage)],
        )


def _region(
    connection: duckdb.DuckDBPyConnection, a: Tiny, code: str, role: str, confidence: float
) -> None:
    lines = (line.split() for line in REGIONS.strip().splitlines())
    names = {code: (sido, level, name) for code, sido, level, name, *_ in lines}
    sido, level, name = names[code]
    sigungu = name if level == "sigungu" else None
    then = a.then or (names[sido][2], sigungu)
    if a.on is None:
        then = (None, None)
    connection.execute(
        "INSERT INTO article_regions VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'lead', ?, ?, 0, 2, 'body',"
        " NULL)",
        [a.id, code, sido, names[sido][2], sigungu, *then, role, confidence, name],
    )
