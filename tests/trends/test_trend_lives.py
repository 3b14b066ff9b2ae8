"""The stages of a project in order, each told once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipelines.trends import lives
from pipelines.trends.lives import project_lives


def told(
    *rows: tuple[str, str, str], subject: str = "국가시범도시", region: str = "36"
) -> pd.DataFrame:
    """article, stage, days `first~last`."""
    frame = pd.DataFrame(rows, columns=["article_id", "stage", "days"])
    first = pd.Series(pd.to_datetime([days.split("~")[0] or None for days in frame["days"]]))
    last = pd.Series(pd.to_datetime([days.split("~")[-1] or None for days in frame["days"]]))
    width = (last - first).dt.days
    precision = np.select(
        [width.isna(), width == 0, width < 31], ["unknown", "day", "month"], "year"
    )
    return frame.assign(
        subject=subject, region=region, earliest=first, latest=last, precision=precision,
        confidence=0.9, evidence=frame["article_id"],
    )  # fmt: skip


def test_a_life_in_order() -> None:
    found = project_lives(
        told(
            ("4", "opened", "2022-03-05"), ("1", "plan", "2018-01-29"),
            ("3", "agreement", "2020-06-01~2020-06-30"), ("2", "selected", "2019-02-13"),
        )
    )  # fmt: skip
    assert found["stage"].tolist() == ["plan", "selected", "agreement", "opened"]
    assert found["step"].tolist() == [1, 2, 3, 4]
    assert found["days_since_before"].tolist() == [pd.NA, 380, pd.NA, pd.NA]
    assert not found["backwards"].any()


@pytest.mark.parametrize(
    ("days", "events"),
    [
        (["2021-05-14", "2021-05-14"], 1),
        (["2021-05-14", "2021-06-10"], 1),
        (["2021-05-14", "2021-07-14"], 2),
        (["2021-05-01~2021-05-31", "2021-05-14"], 1),
        (["2021-01-01~2021-12-31", "2021-02-01", "2021-11-01"], 2),
        (["2021-01-01~2021-12-31", "2023-02-01"], 2),
        (["2021-02-01", ""], 2),
        (["", ""], 1),
    ],
)
def test_tellings_of_one_event_are_one(days: list[str], events: int) -> None:
    rows = [(str(number), "opened", text) for number, text in enumerate(days)]
    found = project_lives(told(*rows))
    assert len(found) == events
    assert found["articles"].sum() == len(days)


def test_the_narrowest_telling_dates_the_event() -> None:
    found = project_lives(
        told(("1", "opened", "2021-01-01~2021-12-31"), ("2", "opened", "2021-05-14"))
    ).iloc[0]
    assert (found["article_id"], found["precision"]) == ("2", "day")
    assert (found["earliest"], found["latest"]) == (pd.Timestamp("2021-05-14"),) * 2
    assert (found["articles"], found["evidence"]) == (2, "2")


def test_the_surer_of_two_tellings_is_cited() -> None:
    frame = told(("1", "opened", "2021-05-14"), ("2", "opened", "2021-05-14"))
    found = project_lives(frame.assign(confidence=[0.6, 0.9]))
    assert found["article_id"].tolist() == ["2"]


def test_a_step_back_is_marked_and_halting_is_not() -> None:
    found = project_lives(
        told(
            ("1", "opened", "2019-01-01"), ("2", "halted", "2020-01-01"),
            ("3", "plan", "2021-01-01"), ("4", "bid", ""),
        )
    )  # fmt: skip
    assert found["stage"].tolist() == ["opened", "halted", "plan", "bid"]
    assert found["backwards"].tolist() == [False, False, True, False]


def test_undated_stages_come_last_in_the_usual_course() -> None:
    found = project_lives(
        told(("1", "opened", ""), ("2", "plan", ""), ("3", "launch", "2021-01-01"))
    )
    assert found["stage"].tolist() == ["launch", "plan", "opened"]
    assert found["precision"].tolist() == ["day", "unknown", "unknown"]


def test_bounds_of_an_unknown_date_count_for_nothing() -> None:
    frame = told(("1", "plan", "2021-01-01"), ("2", "opened", "2020-01-01"))
    found = project_lives(frame.assign(precision=["day", "unknown"]))
    assert found["stage"].tolist() == ["plan", "opened"]
    assert pd.isna(found["earliest"].iloc[1])


def test_a_planted_life_is_recovered() -> None:
    random = np.random.default_rng(19)
    rows = []
    for place, stage in enumerate(lives.STAGE_ORDER):
        start = pd.Timestamp("2015-01-01") + pd.Timedelta(days=200 * place)
        for number in range(4):
            day = start + pd.Timedelta(days=int(random.integers(0, 20)))
            rows.append((f"{place}-{number}", stage, f"{day:%Y-%m-%d}"))
    shuffled = [rows[i] for i in random.permutation(len(rows))]
    found = project_lives(told(*shuffled))
    assert found["stage"].tolist() == list(lives.STAGE_ORDER)
    assert found["articles"].eq(4).all()


def test_lives_are_apart_by_subject_and_region() -> None:
    one = told(("1", "plan", "2021-01-01"))
    other = told(("2", "plan", "2021-01-01"), region="26440")
    found = project_lives(pd.concat([one, other, one.assign(subject="거점형")]))
    assert found["step"].tolist() == [1, 1, 1]


@pytest.mark.parametrize("seed", range(6))
def test_gathered_intervals_tell_the_same_lives(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = []
    for number in range(60):
        day = pd.Timestamp("2019-01-01") + pd.Timedelta(days=int(random.integers(0, 900)))
        how = ("{:%Y-%m-%d}", "{:%Y-%m}-01~{:%Y-%m}-28", "{:%Y}-01-01~{:%Y}-12-31", "")
        text = how[random.choice(4, p=[0.6, 0.2, 0.1, 0.1])].format(day, day)
        rows.append((str(random.integers(1, 40)), ["plan", "opened", "halted"][number % 3], text))
    events = (
        told(*rows)
        .assign(confidence=1.0)
        .drop_duplicates(["article_id", "stage", "earliest", "latest"])
    )
    whole = project_lives(events)
    said = events.assign(n=events["article_id"].astype(int), subject=events["subject"])
    many = said.groupby(["subject", "n", "stage"])["article_id"].transform("size") > 1
    keys = ["subject", "region", "stage", "earliest", "latest"]
    gathered = pd.DataFrame([
        (*key, part["precision"].iloc[0], part["n"].min(), int((~many[part.index]).sum()),
         part["n"][many[part.index]].tolist() or None)
        for key, part in said.groupby(keys, dropna=False)
    ], columns=[*keys, "precision", "n", "articles", "again"])  # fmt: skip
    found = lives.told_lives(gathered)
    shown = ["step", "stage", "earliest", "latest", "articles", "backwards", "days_since_before"]
    pd.testing.assert_frame_equal(found[shown], whole[shown])


def test_empty() -> None:
    found = project_lives(told(("1", "plan", "2021-01-01")).iloc[:0])
    assert found.empty
    assert dict(found.dtypes.astype(str)) == lives.LIFE
