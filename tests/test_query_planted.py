"""Truths planted in a build, and found again by the queries."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import synthetic
from tiny import Tiny, asked, make

from pipelines.query import adoption, appearances, keywords, specialisation
from pipelines.query.connect import opened
from pipelines.query.filters import Filters, parse
from pipelines.query.vocabulary import Vocabulary, load_vocabulary
from pipelines.trends.bass import bass_share
from pipelines.warehouse.derive import derive

P, Q, REGIONS, YEARS = 0.02, 0.5, 120, 16
START = date(2008, 1, 1)
Open = tuple[duckdb.DuckDBPyConnection, Vocabulary]


def bass_days(chance: np.random.Generator) -> list[date]:
    """The days on which regions adopt, drawn from a Bass curve by its inverse."""
    grid = np.linspace(0, YEARS, 20_001)
    share = bass_share(grid, P, Q)
    drawn = np.interp(np.sort(chance.random(REGIONS)) * share[-1], share, grid)
    return [START + timedelta(days=int(time * 365.25)) for time in drawn]


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Open, dict[str, date]]]:
    """A build in which REGIONS 시군구 take one topic up along a Bass curve."""
    build = synthetic.make(tmp_path_factory.mktemp("spread"), 300, seed=3).build
    with duckdb.connect(str(build)) as connection:
        codes = connection.execute(
            "SELECT code, sido_code FROM regions WHERE level = 'sigungu' AND valid_to IS NULL"
            " AND valid_from IS NULL ORDER BY md5(code) LIMIT ?", [REGIONS],
        ).fetchall()  # fmt: skip
        days = dict(zip(codes, bass_days(np.random.default_rng(11)), strict=True))
        for table in ("articles", "article_regions", "article_topics", "article_partners",
                      "article_programmes", "article_events", "article_keywords"):  # fmt: skip
            connection.execute(f"DELETE FROM {table}")
        for number, ((code, sido), first) in enumerate(days.items()):
            for again in range(3):  # the first article and two later ones
                _write(connection, f"p{number}-{again}", code, sido, first + timedelta(90 * again))
        derive(connection, "SELECT '' AS article_id, '' AS title, '' AS body WHERE FALSE")
    with opened(build) as connection:
        yield (
            (connection, load_vocabulary(connection)),
            {code: first for (code, _), first in days.items()},
        )


def _write(
    connection: duckdb.DuckDBPyConnection, name: str, code: str, sido: str, day: date
) -> None:
    connection.execute(
        "INSERT INTO articles (article_id, story_id, title, published_on, published_earliest,"
        " published_latest, published_precision, on_topic, relevance)"
        " VALUES (?, ?, '제목', ?, ?, ?, 'day', TRUE, 1)",
        [name, name, day, day, day],
    )
    connection.execute(
        "INSERT INTO article_regions SELECT ?, code, sido_code, ?, name, ?, name, 'primary',"
        " 'lead', 1, name, 0, 2, 'body', NULL FROM regions WHERE code = ?",
        [name, sido, sido, code],
    )
    connection.execute(
        "INSERT INTO article_topics VALUES (?, 'digital_twin', 1, 'terms', '트윈', 0, 2, 'body')",
        [name],
    )


ASKED = ("topic", "digital_twin", "sigungu")


def test_a_planted_order_of_adoption_is_found(spread: tuple[Open, dict[str, date]]) -> None:
    (connection, words), days = spread
    found = adoption.adopters(connection, Filters(), words, *ASKED)
    assert {row.region: row.adopted_by.date() for row in found.itertuples()} == days
    order = pd.Series(days).rank(method="min").astype(int).to_dict()
    assert dict(zip(found["region"], found["order"], strict=True)) == order
    lags = {code: (day - min(days.values())).days for code, day in days.items()}
    assert dict(zip(found["region"], found["lag_days"], strict=True)) == lags


def test_a_planted_bass_curve_is_found(spread: tuple[Open, dict[str, date]]) -> None:
    (connection, words), _ = spread
    fit = adoption.bass_fit(connection, Filters(), words, *ASKED).iloc[0]
    assert fit["reason"] == ""
    assert abs(fit["p"] - P) < 3 * fit["p_se"]
    assert abs(fit["q"] - Q) < 3 * fit["q_se"]
    assert fit["m"] == pytest.approx(REGIONS, rel=0.1)
    assert fit["adopters"] == REGIONS


def test_a_planted_first_appearance_is_found(spread: tuple[Open, dict[str, date]]) -> None:
    (connection, words), days = spread
    found = appearances.first_appearances(connection, Filters(), words, "topic", ("digital_twin",))
    assert found["seen_by"].dt.date.tolist() == [min(days.values())]


def planted_speciality(folder: Path) -> Path:
    """성남 tells of transport three times as often as the nation, and says 판교 there alone."""
    chance = random.Random(5)
    shares = {"41130": 0.6, "11140": 0.2, "26110": 0.2, "51110": 0.2}
    return make(folder, [
        Tiny(f"{code}-{i}", "2021-05-01", [(code, "primary")],
             ["transport"] if chance.random() < share else ["data_ai"],
             words=["공통", *(["판교"] if code == "41130" and i % 3 else [])])
        for code, share in shares.items() for i in range(150)
    ])  # fmt: skip


def test_a_planted_speciality_is_found(tmp_path: Path) -> None:
    with asked(planted_speciality(tmp_path / "w")) as (connection, words):
        found = specialisation.quotients(connection, parse("", words), words, "sigungu")
        told = keywords.distinctive_words(connection, parse("district=41130", words), words)
    above = found[(found["low"] > 1)]
    cells = set(zip(above["region"], above["topic"], strict=True))
    assert ("41130", "transport") in cells
    assert {region for region, topic in cells if topic == "transport"} == {"41130"}
    row = found.set_index(["region", "topic"]).loc[("41130", "transport")]
    assert row["low"] < 0.6 / 0.3 < row["high"]
    assert told["keyword"].iloc[0] == "판교"
