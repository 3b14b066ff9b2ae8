"""The numbered tables follow the public ones, however the articles came and went."""

from __future__ import annotations

import random

import duckdb
import pytest
from tiny import SCHEMA, Tiny, fill

from pipelines.errors import WarehouseError
from pipelines.warehouse import derive as module
from pipelines.warehouse.derive import create_derived, derive

TERMS = "SELECT article_id, title, article_id || ' 도로' AS body FROM articles"
WORDS = ["도로", "다리", "버스", "센터", "강"]

# What the tables say, without the numbers that they give.
SAID = {
    "facts": "SELECT * EXCLUDE (n, told, sidos, sure_sidos, topics, sure_topics, build_id), build_id,"
    " (SELECT list(label ORDER BY label) FROM label_bits b WHERE kind = 'topic'"
    "  AND (topics >> bit) & 1 = 1) AS t, (SELECT list(label ORDER BY label) FROM label_bits b"
    "  WHERE kind = 'sido' AND (sidos >> bit) & 1 = 1) AS s,"
    " (SELECT article_id FROM facts t WHERE t.n = facts.told) AS told FROM facts",
    "regions": "SELECT f.article_id, r.* EXCLUDE (n) FROM facts_regions r JOIN facts f USING (n)",
    "partners": "SELECT article_id, p.* EXCLUDE (n) FROM facts_partners p JOIN facts USING (n)",
    "words": "SELECT keyword, articles, stories FROM words WHERE articles > 0",
    "by article": "SELECT article_id, keyword FROM facts_words JOIN facts USING (n)"
    " JOIN words USING (word)",
    "by word": "SELECT article_id, keyword FROM word_facts JOIN facts USING (n)"
    " JOIN words USING (word)",
    "cells": "SELECT part, label, first_month, last_month, keyword, sum(c.articles) AS counted"
    " FROM word_cells c JOIN words USING (word) GROUP BY ALL HAVING counted <> 0",
    "programmes": "SELECT article_id, p.* EXCLUDE (n) FROM facts_programmes p JOIN facts USING (n)",
    "stages": "SELECT article_id, s.* EXCLUDE (n) FROM facts_stages s JOIN facts USING (n)",
    "places": "SELECT part, region, first_year, last_year, topic, sum(articles) AS counted"
    " FROM region_cells GROUP BY ALL HAVING counted <> 0",
    "postings": "SELECT article_id, p.* EXCLUDE (n) FROM postings p JOIN facts USING (n)",
}


def build() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    create_derived(connection)
    return connection


def drawn(chance: random.Random, number: int) -> Tiny:
    """An article with the given number, all else by chance."""
    return Tiny(
        f"a{number}",
        chance.choice(["2021-03-05", "2021-03", "2020", None]),
        [(code, "primary") for code in chance.sample(["41130", "41", "11140"], 2)],
        chance.sample(["transport", "data_ai"], chance.randint(0, 2)),
        [("KT", "company", "KR", "mou")] * chance.randint(0, 1),
        chance.sample(WORDS, chance.randint(0, 4)),
        title=chance.choice(["도로 다리", "버스", "강 강"]),
        programmes=chance.sample([("challenge", 0.8), ("hub", 0.95)], chance.randint(0, 2)),
        stages=chance.sample([("plan", 0.6), ("opened", 0.9)], chance.randint(0, 2)),
        story=chance.choice([None, "s1", "s2"]),
        on_topic=chance.random() < 0.9,
        size=chance.randint(1, 3),
    )


def take_out(connection: duckdb.DuckDBPyConnection, article_id: str) -> None:
    tables = connection.execute(
        "SELECT table_name FROM duckdb_columns() WHERE column_name = 'article_id'"
        " AND (table_name LIKE 'article%' OR table_name = 'story_members')"
    ).fetchall()
    for (table,) in tables:
        connection.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])


def told(connection: duckdb.DuckDBPyConnection) -> dict[str, list]:
    return {
        name: sorted(connection.execute(query).fetchall(), key=repr) for name, query in SAID.items()
    }


@pytest.mark.parametrize("seed", range(4))
def test_step_by_step_gives_what_all_at_once_gives(seed: int) -> None:
    chance = random.Random(seed)
    growing, held = build(), {}
    for step in range(5):
        for number in chance.sample(range(30), 8):
            take_out(growing, f"a{number}")
            if chance.random() < 0.8:
                held[number] = (drawn(chance, number), f"build {step}")
                fill(growing, [held[number][0]], build_id=held[number][1])
            else:
                held.pop(number, None)
        derive(growing, TERMS)
    whole = build()
    for article, build_id in held.values():
        fill(whole, [article], build_id=build_id)
    derive(whole, TERMS)
    assert told(growing) == told(whole)
    numbers = growing.execute("SELECT count(*), count(DISTINCT n) FROM facts").fetchone()
    assert numbers is not None
    assert numbers[0] == numbers[1] > 10


def test_a_story_that_grows_is_told_of_its_members() -> None:
    connection = build()
    fill(connection, [Tiny("a"), Tiny("b")])
    derive(connection, TERMS)
    connection.execute("UPDATE articles SET story_id = 'a'")
    derive(connection, TERMS)
    stories = connection.execute("SELECT story_id, story, told FROM facts").fetchall()
    assert {story_id for story_id, *_ in stories} == {"a"}
    assert len(set(stories)) == 1


STORIES = [
    # members (id, day, size, on topic) → the fullest, the story's earliest and latest day
    ([("a", "2021-03-05", 9), ("b", "2021-03-04", 5)], "a", "2021-03-04", "2021-03-04"),
    ([("a", "2021-03-05", 5), ("b", "2021-03-06", 5)], "a", "2021-03-05", "2021-03-05"),
    ([("a", "2021", 5), ("b", "2021-03-05", 6)], "b", "2021-03-05", "2021-03-05"),
    ([("a", "2021-03", 5), ("b", "2021-04-05", 6)], "b", "2021-03-01", "2021-03-31"),
    ([("a", "2021", 5), ("b", "2021-12-31", 6)], "b", "2021-12-31", "2021-12-31"),
    ([("a", None, 5), ("b", "2021-12-31", 4)], "a", "2021-12-31", "2021-12-31"),
    ([("a", None, 5), ("b", None, 4)], "a", None, None),
    ([("a", "2020-01-01", 9, False), ("b", "2021-12-31", 4)], "b", "2021-12-31", "2021-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("members", "fullest", "first", "last"), STORIES, ids=str)
def test_a_story_has_the_day_of_its_earliest_and_is_told_by_its_fullest(
    members: list, fullest: str, first: str | None, last: str | None
) -> None:
    connection = build()
    fill(connection, [Tiny(name, on, story="s", size=size, on_topic=not off)
                      for name, on, size, *off in members])  # fmt: skip
    derive(connection, TERMS)
    rows = connection.execute(
        "SELECT DISTINCT (SELECT article_id FROM facts t WHERE t.n = f.told),"
        " story_earliest::VARCHAR, story_latest::VARCHAR FROM facts f"
    ).fetchall()
    assert rows == [(fullest, first, last)]


def test_what_leaves_a_story_changes_its_day_and_its_fullest_member() -> None:
    connection = build()
    fill(
        connection, [Tiny("a", "2020-01-01", story="s", size=9), Tiny("b", "2021-01-01", story="s")]
    )
    derive(connection, TERMS)
    take_out(connection, "a")
    derive(connection, TERMS)
    rows = connection.execute("SELECT article_id, told = n, story_latest::VARCHAR FROM facts")
    assert rows.fetchall() == [("b", True, "2021-01-01")]


def test_postings_count_words_and_neighbours_of_a_sentence() -> None:
    connection = build()
    fill(connection, [Tiny("a")])
    derive(connection, "SELECT 'a' AS article_id, '도로 강' AS title,"
                       " '강 다리 강' || chr(10) || '다리' AS body")  # fmt: skip
    rows = connection.execute("SELECT term, title_count, body_count FROM postings").fetchall()
    assert set(rows) == {
        ("도로", 1, 0), ("강", 1, 2), ("다리", 0, 2), ("도로 강", 1, 0), ("강 다리", 0, 1),
        ("다리 강", 0, 1),
    }  # fmt: skip
    assert connection.execute("SELECT title_terms, body_terms FROM facts").fetchall() == [(2, 4)]


def test_more_topics_than_a_mask_holds_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LABELS", 1)
    connection = build()
    fill(connection, [Tiny("a", topics=["transport", "data_ai"])])
    with pytest.raises(WarehouseError, match="more than 1 topics"):
        derive(connection, TERMS)
