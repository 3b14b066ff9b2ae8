"""자료 품질: what the data covers, how exact it is, what was not taken, how it was built."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import filters as state
from dashboard import sentences
from dashboard import wording as w
from dashboard import wording_data as wd
from dashboard.database import ask, build, vocabulary
from dashboard.figures.bars import ranking, stacked
from dashboard.figures.heatmap import heatmap
from dashboard.scope import phrase
from dashboard.sight import in_sight
from dashboard.tables import plain_table
from pipelines.query import overview, periods, quality
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary

PAGE = "quality"
MOST_OUTLETS, MOST_REGIONS, ALL_OUTLETS = 16, 17, 5_000


def draw(filters: Filters, words: Vocabulary) -> None:
    """The page from top to bottom."""
    totals = ask(overview.totals, filters)
    if totals["articles"].iloc[0] == 0:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        c.empty_state(filters, words)
        not_taken(filters)
        history(filters)
        return
    c.heading(PAGE, lead(filters, words), filters, words)
    c.key_figures(figures(filters))
    left, right = st.columns(2, gap="medium")
    with left:
        by_outlet(filters)
    with right:
        by_region(filters, words)
    how_sure(filters)
    not_taken(filters)
    history(filters)


@in_sight(380)
def how_sure(filters: Filters) -> None:
    """How exact dates are and how sure findings."""
    left, right = st.columns([5, 7], gap="medium")
    with left:
        exactness(filters)
    with right:
        confidence(filters)


def exact_share(filters: Filters) -> float:
    """The share of chosen articles dated to the day."""
    frame = ask(quality.precision, filters)
    known = frame.loc[frame["precision"] == "day", "articles"].sum()
    return float(known / max(frame["articles"].sum(), 1))


def lead(filters: Filters, words: Vocabulary) -> str:
    """How many articles of how many outlets, and how many are exact."""
    outlets = ask(quality.outlets, filters, limit=ALL_OUTLETS)
    return wd.LEAD.format(
        where=escape(phrase(filters, words)), outlets=w.places(len(outlets)),
        articles=w.count(outlets["articles"].sum()), exact=w.share(exact_share(filters)),
    )  # fmt: skip


def figures(filters: Filters) -> list[c.Figure]:
    """Outlets, exact dates, sure findings, rejects."""
    outlets = ask(quality.outlets, filters, limit=ALL_OUTLETS)
    sure = ask(quality.confidence, filters)
    rejects = ask(quality.rejects, Filters())
    found = int(sure["findings"].sum())
    articles = wd.OF_ARTICLES.format(n=w.number(outlets["articles"].sum()))
    return [
        c.Figure(wd.OUTLET_COUNT, w.places(len(outlets)), articles),
        c.Figure(wd.EXACT, w.share(exact_share(filters)), articles),
        c.Figure(
            wd.SURE_FINDINGS, w.share(sure["sure"].sum() / max(found, 1)),
            wd.OF_FINDINGS.format(n=w.number(found)),
        ),
        c.Figure(wd.REJECTED, f"{w.number(rejects['inputs'].sum())}개", wd.WHOLE_BUILD),
    ]  # fmt: skip


def by_outlet(filters: Filters) -> None:
    """Outlets × years."""
    frame = ask(quality.outlet_years, filters)
    frame = frame.assign(outlet=frame["outlet"].replace("", wd.NO_OUTLET))
    largest = frame.groupby("outlet")["articles"].sum().nlargest(MOST_OUTLETS).index
    wide = frame.pivot_table(index="outlet", columns="year", values="articles", aggfunc="sum")
    c.picture(
        "coverage", wd.COVERAGE, heatmap(years_wide(wide.reindex(largest)), c.tokens()),
        note=wd.COVERAGE_NOTE.format(n=len(largest)), data=frame,
        alt=sentences.alt(wd.COVERAGE, frame.rename(columns={"articles": "counted"}), "outlet"),
    )  # fmt: skip


def by_region(filters: Filters, words: Vocabulary) -> None:
    """시도 (or 시군구 of the chosen 시도) × years."""
    frame = ask(periods.by_period, filters, period="year", split="region")
    frame = frame.assign(
        name=[words.regions[p].short_name if p in words.regions else p for p in frame["part"]],
        year=frame["period"].dt.year,
    )
    largest = frame.groupby("name")["counted"].sum().nlargest(MOST_REGIONS).index
    wide = frame.pivot_table(index="name", columns="year", values="counted", aggfunc="sum")
    c.picture(
        "region-coverage", wd.REGION_COVERAGE,
        heatmap(years_wide(wide.reindex(largest)), c.tokens()),
        note=wd.REGION_NOTE, data=frame, alt=sentences.alt(wd.REGION_COVERAGE, frame, "name"),
    )  # fmt: skip


def years_wide(wide: pd.DataFrame) -> pd.DataFrame:
    """Every year from first to last as a column `’21`, also those without an article."""
    if wide.empty:
        return wide
    wide = wide.reindex(columns=range(int(wide.columns.min()), int(wide.columns.max()) + 1))
    wide.columns = pd.Index([f"’{year % 100:02d}" for year in wide.columns])
    return wide


def exactness(filters: Filters) -> None:
    """Dates by how exactly they are known."""
    frame = ask(quality.precision, filters)
    title = wd.EXACTNESS.format(share=w.share(exact_share(filters)))
    names = [w.PRECISIONS.get(value, value) for value in frame["precision"]]
    shown = frame.assign(name=names, counted=frame["articles"])
    c.picture(
        "precision", title, ranking(names, frame["articles"].tolist(), c.tokens(), row=42),
        note=wd.EXACTNESS_NOTE, data=frame, alt=sentences.alt(title, shown, "name"),
    )  # fmt: skip


def confidence(filters: Filters) -> None:
    """Findings by kind and class of confidence."""
    frame = ask(quality.confidence, filters)
    least = frame.iloc[int((frame["sure"] / frame["findings"]).to_numpy().argmin())]["kind"]
    title = wd.CONFIDENCE.format(kind=w.KINDS[least])
    names = [w.KINDS[kind] for kind in frame["kind"]]
    parts = {wd.CLASSES[name]: frame[name].tolist() for name in wd.CLASSES}
    shown = frame.assign(name=names, counted=frame["sure"])
    c.picture(
        "confidence", title, stacked(names, parts, c.tokens()), note=wd.CONFIDENCE_NOTE,
        data=frame, alt=sentences.alt(title, shown, "name"),
    )  # fmt: skip


def not_taken(filters: Filters) -> None:
    """Inputs that were not taken, with the reason and what to do."""
    frame = ask(quality.rejects, Filters())
    with st.container(border=True, key="card-rejects"):
        if frame.empty:
            c.html(f"<h2 class='card'>{wd.NO_REJECTS}</h2>")
            return
        c.html(f"<h2 class='card'>{wd.REJECTS.format(n=w.number(frame['inputs'].sum()))}</h2>")
        rows = [
            (reason, example, w.number(count))
            for reason, example, count in zip(
                frame["reason"], frame["example"], frame["inputs"], strict=True
            )
        ]
        c.html(plain_table(wd.REJECT_COLUMNS, rows[:12], numbers=(2,)))
        c.footer("rejects", wd.WHOLE_BUILD, frame)


def moment(value: object) -> str:
    """`2026. 3. 5. 14:20`; a dash where a build has no end."""
    if not isinstance(value, pd.Timestamp) or pd.isna(value):
        return "–"
    return f"{w.day(value)} {value:%H:%M}"


def history(filters: Filters) -> None:
    """The builds that led to this one."""
    frame = ask(quality.builds, Filters())
    rows = [
        (
            moment(row["finished_at"]),
            *(w.number(row[name]) for name in ("articles", "on_topic", "stories", "rejects")),
            row["rules_version"],
            row["reference_version"],
        )
        for _, row in frame.head(10).iterrows()
    ]
    with st.container(border=True, key="card-builds"):
        c.html(f"<h2 class='card'>{wd.BUILDS}</h2>")
        c.html(plain_table(wd.BUILD_COLUMNS, rows, numbers=(1, 2, 3, 4)))
        c.footer("builds", wd.BUILDS_NOTE, frame)


draw(state.current(), vocabulary(build()))
