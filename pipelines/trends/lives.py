"""The life of a project: its stages in order, each told once, with the article that shows it.

Several articles tell of one event, some to the day and some to the month.  Telling with the
same stage belongs together where its interval meets the event's, or nearly so; the narrowest
interval gives the event its date.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipelines.trends.frames import DAY, Schema, empty, shaped, stacked, taken

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
    parts = [_life(part, same_event) for _, part in told.groupby(["subject", "region"])]
    return stacked(parts, LIFE)


def _life(told: pd.DataFrame, same_event: pd.Timedelta) -> pd.DataFrame:
    """The steps of one subject in one region."""
    steps = pd.concat([_events(part, same_event) for _, part in told.groupby("stage")])
    steps = steps.sort_values(["latest", "earliest", "place", "stage"], na_position="last")
    steps = steps.reset_index(drop=True)
    reached = steps["place"].cummax().ffill().shift(1)
    exact = steps["earliest"].where(steps["precision"] == "day")
    return shaped(
        steps.assign(
            step=steps.index + 1,
            days_since_before=exact.diff().dt.days.astype("Int64"),
            backwards=steps["latest"].notna() & (steps["place"] < reached),
        ),
        LIFE,
    )


def _events(told: pd.DataFrame, same_event: pd.Timedelta) -> pd.DataFrame:
    """The events of one stage: tellings gathered around the narrowest, which stands for them."""
    width = told["latest"] - told["earliest"]
    told = told.assign(width=width).sort_values(
        ["width", "earliest", "confidence", "article_id"], ascending=[True, True, False, True],
        na_position="last",
    )  # fmt: skip
    cores: list[tuple[pd.Timestamp, pd.Timestamp]] = []
    event = []
    for earliest, latest in told[["earliest", "latest"]].itertuples(index=False):
        met = _nearest(earliest, latest, cores, same_event)
        if met is None:
            met = len(cores)
            cores.append((earliest, latest))
        event.append(met)
    told = told.assign(event=event)
    articles = told.groupby("event")["article_id"].nunique().rename("articles")
    return told.drop_duplicates("event").merge(articles, left_on="event", right_index=True)


def _nearest(
    earliest: pd.Timestamp,
    latest: pd.Timestamp,
    cores: list[tuple[pd.Timestamp, pd.Timestamp]],
    same_event: pd.Timedelta,
) -> int | None:
    """The event nearest to a telling's interval, if near enough; undated ones are one event."""
    found, least = None, same_event
    for place, (first, last) in enumerate(cores):
        if pd.isna(earliest) or pd.isna(first):
            if pd.isna(earliest) and pd.isna(first):
                return place
            continue
        apart = max(first - latest, earliest - last, pd.Timedelta(0))
        if apart < least or (found is None and apart == least):
            found, least = place, apart
    return found
