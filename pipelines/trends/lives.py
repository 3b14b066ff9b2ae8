"""The life of a project: its stages in order, each told once, with the article that shows it.

Several articles tell of one event, some to the day and some to the month.  Telling with the
same stage belongs together where its interval meets the event's, or nearly so; the narrowest
interval gives the event its date.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipelines.trends.frames import DAY, Integers, Schema, empty, shaped, taken

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
TELLINGS: Schema = {
    "subject": "str", "region": "str", "stage": "str", "earliest": DAY, "latest": DAY,
    "precision": "str", "n": "int64", "articles": "int64", "again": "object",
}  # fmt: skip
STEPS = {
    "subject": "str", "region": "str", "step": "int64", "stage": "str", "earliest": DAY,
    "latest": DAY, "precision": "str", "n": "int64", "articles": "int64",
    "days_since_before": "Int64", "backwards": "bool",
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


def told_lives(
    tellings: pd.DataFrame,
    order: Sequence[str] = STAGE_ORDER,
    same_event: pd.Timedelta = SAME_EVENT,
) -> pd.DataFrame:
    """The same from articles that were gathered by stage and interval.  Gives STEPS.

    Takes TELLINGS, each interval (null: undated) once: `n` is the number of the article that
    stands for it, `articles` counts those that tell of the stage with this interval alone, and
    `again` lists those that tell of it with others too (or is null).
    """
    told = taken(tellings, TELLINGS, "tellings")
    if told.empty:
        return empty(STEPS)
    told = told.astype(dict.fromkeys(STAGED, "category"))
    told = told.assign(
        place=told["stage"].map({stage: place for place, stage in enumerate(order)}).astype(float),
        width=told["latest"] - told["earliest"],
    ).sort_values([*STAGED, "width", "earliest"], na_position="last", ignore_index=True)
    key = _gathered(told, same_event)
    _, first, event = np.unique(key, return_index=True, return_inverse=True)
    articles = np.bincount(event, weights=told["articles"]).astype(np.int64)
    steps = told.iloc[first].assign(articles=articles + _retold(told["again"], event, len(first)))
    return shaped(_in_order(steps), STEPS)


def _retold(again: pd.Series, event: Integers, events: int) -> Integers:
    """Distinct articles of each event among those that tell of its stage with several intervals."""
    listed = pd.DataFrame({"event": event, "n": again.to_numpy()})[again.notna().to_numpy()]
    pairs = listed.explode("n").dropna().drop_duplicates()
    return np.bincount(pairs["event"].to_numpy(dtype=np.int64), minlength=events)


def _in_order(steps: pd.DataFrame) -> pd.DataFrame:
    """The events as steps of their subject in their region."""
    steps = steps.sort_values(
        [*LIVED, "latest", "earliest", "place", "stage"], na_position="last", ignore_index=True
    )
    lives = steps.groupby(LIVED, observed=True)
    # The furthest stage reached before: a stage without a place leaves it as it was.
    reached = lives["place"].cummax()
    keys = [steps[name] for name in LIVED]
    reached = reached.groupby(keys, observed=True).ffill()
    reached = reached.groupby(keys, observed=True).shift(1)
    exact = steps["earliest"].where(steps["precision"] == "day")
    since = exact.groupby(keys, observed=True).diff()
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
    numbers = _gathered(intervals, same_event)
    told = told.merge(intervals.assign(event=numbers), on=[*STAGED, "earliest", "latest"])
    articles = told.groupby([*STAGED, "event"])["article_id"].nunique().rename("articles")
    return told.drop_duplicates([*STAGED, "event"]).merge(
        articles, left_on=[*STAGED, "event"], right_index=True
    )


def _gathered(intervals: pd.DataFrame, same_event: pd.Timedelta) -> Integers:
    """The event of each interval, in order and numbered over all stages.

    Takes the intervals by stage, the narrowest and then the earliest first, the undated last.
    """
    stage = intervals.groupby(STAGED, sort=False, observed=True).ngroup().to_numpy()
    first, last = (
        intervals[end].to_numpy(dtype="datetime64[D]").astype(np.int64)
        for end in ("earliest", "latest")
    )
    dated = intervals["earliest"].notna().to_numpy()
    ends = np.flatnonzero(np.diff(stage, append=-1)) + 1
    numbers = [
        _numbers(first[start:end], last[start:end], int(dated[start:end].sum()), same_event.days)
        for start, end in zip(np.concatenate([[0], ends[:-1]]), ends, strict=True)
    ]
    return np.asarray(stage * (len(intervals) + 1) + np.concatenate(numbers) + 1, dtype=np.int64)


def _numbers(first: Integers, last: Integers, dated: int, apart: int) -> Integers:
    """The event of each interval of a stage: the nearest core, if near enough, else a new one.

    The undated, which come last, are event -1.
    """
    exact = int((first[:dated] == last[:dated]).sum())
    events = np.full(len(first), -1, dtype=np.int64)
    cores: list[int] = []
    # Days come in order, so that the nearest core of a day is the one before it.
    for place, day in enumerate(first[:exact].tolist()):
        if not cores or day - cores[-1] > apart:
            cores.append(day)
        events[place] = len(cores) - 1
    ends = np.empty((2, len(cores) + dated - exact), dtype=np.int64)
    ends[:, : len(cores)] = cores
    count = len(cores)
    for place in range(exact, dated):
        between = np.maximum(ends[0, :count] - last[place], first[place] - ends[1, :count])
        distance = np.maximum(between, 0)
        events[place] = int(distance.argmin()) if count else 0
        if not count or distance[events[place]] > apart:
            ends[:, count] = first[place], last[place]
            events[place], count = count, count + 1
    return events
