"""The life of a project: its stages in order, each told once, with the article that shows it.

Several articles tell of one event, some to the day and some to the month.  Telling with the
same stage belongs together where its interval meets the event's, or nearly so; the narrowest
interval gives the event its date.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipelines.trends.frames import DAY, Schema, empty, shaped, taken

STAGE_ORDER = (
    "plan", "bid", "selected", "agreement", "launch", "pilot", "opened", "expansion",
    "evaluation",
)  # fmt: skip
"""The usual course.  A stage that is not here (exchange, halted) may come at any time."""

SAME_EVENT = pd.Timedelta(days=31)
"""Tellings this close are one event: an opening is announced, held and reported in a month."""

EVENTS: Schema = {
    "subject": "str", "region": "str", "article_id": "str", "stage": "str", "earliest": DAY,
    "latest": DAY, "precision": "str", "confidence": "float64", "evidence": "str",
}  # fmt: skip
LIFE = {
    "subject": "str", "region": "str", "step": "int64", "stage": "str", "earliest": DAY,
    "latest": DAY, "precision": "str", "article_id": "str", "evidence": "str",
    "articles": "int64", "days_since_before": "Int64", "backwards": "bool",
}  # fmt: skip

LIVED = ["subject", "region"]
STAGED = [*LIVED, "stage"]


def project_lives(
    events: pd.DataFrame,
    order: Sequence[str] = STAGE_ORDER,
    same_event: pd.Timedelta = SAME_EVENT,
) -> pd.DataFrame:
    """Stage events of each subject (programme, project) in each region, in the order of time.

    Takes EVENTS: subject, region, article_id, stage, earliest, latest, precision, confidence,
    evidence; undated events come last, in the usual course.  `days_since_before` is between two
    steps known to the day; `backwards` marks a stage that comes earlier in the usual course
    than one already seen: a second round, or a wrong date.  Gives LIFE.
    """
    told = taken(events, EVENTS, "events")
    if told.empty:
        return empty(LIFE)
    bounded = told["earliest"].notna() & told["latest"].notna() & (told["precision"] != "unknown")
    told = told.assign(
        earliest=told["earliest"].where(bounded), latest=told["latest"].where(bounded),
        place=told["stage"].map({stage: place for place, stage in enumerate(order)}),
    )  # fmt: skip
    return shaped(_in_order(_events(told, same_event)), LIFE)


def _in_order(steps: pd.DataFrame) -> pd.DataFrame:
    """The events as steps of their subject in their region."""
    steps = steps.sort_values(
        [*LIVED, "latest", "earliest", "place", "stage"], na_position="last", ignore_index=True
    )
    lives = steps.groupby(LIVED)
    # The furthest stage reached before: a stage without a place leaves it as it was.
    reached = lives["place"].cummax()
    reached = reached.groupby([steps[name] for name in LIVED]).ffill()
    reached = reached.groupby([steps[name] for name in LIVED]).shift(1)
    exact = steps["earliest"].where(steps["precision"] == "day")
    since = exact.groupby([steps[name] for name in LIVED]).diff()
    return steps.assign(
        step=lives.cumcount() + 1,
        days_since_before=since.dt.days.astype("Int64"),
        backwards=steps["latest"].notna() & (steps["place"] < reached),
    )


def _events(told: pd.DataFrame, same_event: pd.Timedelta) -> pd.DataFrame:
    """The events: tellings of a stage gathered around the narrowest, which stands for them."""
    told = told.assign(width=told["latest"] - told["earliest"]).sort_values(
        [*STAGED, "width", "earliest", "confidence", "article_id"],
        ascending=[True, True, True, True, True, False, True], na_position="last",
    )  # fmt: skip
    # Equal intervals are of one event, so each is looked at once.
    intervals = told.drop_duplicates([*STAGED, "earliest", "latest"])[
        [*STAGED, "earliest", "latest"]
    ]
    numbers = [
        number
        for _, part in intervals.groupby(STAGED, sort=False)
        for number in _numbers(part["earliest"], part["latest"], same_event)
    ]
    told = told.merge(intervals.assign(event=numbers), on=[*STAGED, "earliest", "latest"])
    articles = told.groupby([*STAGED, "event"])["article_id"].nunique().rename("articles")
    return told.drop_duplicates([*STAGED, "event"]).merge(
        articles, left_on=[*STAGED, "event"], right_index=True
    )


def _numbers(earliest: pd.Series, latest: pd.Series, same_event: pd.Timedelta) -> list[int]:
    """The event of each interval: the nearest core, if near enough, else a new one; -1 undated."""
    ends = [days.to_numpy(dtype="datetime64[D]").astype(np.int64) for days in (earliest, latest)]
    dated = earliest.notna().to_numpy()
    cores = np.empty((2, len(earliest)), dtype=np.int64)
    events, count = [], 0
    for first, last, known in zip(*ends, dated, strict=True):
        if not known:
            events.append(-1)
            continue
        apart = np.maximum(np.maximum(cores[0, :count] - last, first - cores[1, :count]), 0)
        nearest = int(apart.argmin()) if count else 0
        if not count or apart[nearest] > same_event.days:
            nearest, count = count, count + 1
            cores[:, nearest] = first, last
        events.append(nearest)
    return events
