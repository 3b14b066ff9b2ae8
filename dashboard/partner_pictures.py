"""What the page of partners says of ties: who with whom, what is new or gone, from abroad."""

from __future__ import annotations

from html import escape

import pandas as pd

from dashboard import components as c
from dashboard import controls as k
from dashboard import filters as state
from dashboard import sentences
from dashboard import wording as w
from dashboard import wording_partners as wt
from dashboard.database import ask
from dashboard.figures.bars import ranking
from dashboard.figures.sankey import largest, sankey
from dashboard.figures.turnover import turnover as turnover_bars
from dashboard.tables import plain_table
from pipelines.query import partner_network
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary
from pipelines.trends.network import LASTING

MOST_SIDE, MOST_TIES, MOST_COUNTRIES = 12, 6, 12
SILENT = 3
"""Years without an article after which a tie counts as gone."""


def flows(filters: Filters, words: Vocabulary) -> None:
    """Regions ↔ partners as flows, and how much one region leans on one partner."""
    ties = ask(partner_network.partnerships, filters)
    shown = largest(ties, MOST_SIDE)
    names = {code: words.full_name(code) for code in ties["region"]}
    hover = [
        wt.TIE.format(region=names[tie["region"]], partner=escape(tie["partner"]),
                      n=w.count(tie["counted"]), years=tie_years(tie))
        for _, tie in shown.iterrows()
    ]  # fmt: skip
    title = w.EMPTY_FIGURE
    if len(shown):
        best = shown.iloc[int(shown["counted"].to_numpy().argmax())]
        title = wt.SANKEY.format(
            region=w.particle(escape(names[best["region"]]), "과"),
            partner=w.particle(escape(best["partner"]), "이"),
        )
    note = w.by_unit(wt.SANKEY_NOTE, filters.unit).format(
        regions=shown["region"].nunique(), partners=shown["partner"].nunique()
    )
    short = {code: words.regions[code].short_name for code in names if code in words.regions}
    told = shown.assign(name=[f"{names[r]}–{p}" for r, p in zip(
        shown["region"], shown["partner"], strict=True)])  # fmt: skip
    c.picture(
        "sankey", title, sankey(shown.assign(hover=hover), short, c.tokens()),
        note=f"{note} {lean(filters, words)}", data=ties, alt=sentences.alt(title, told, "name"),
    )  # fmt: skip


def lean(filters: Filters, words: Vocabulary) -> str:
    """The region that leans most on one partner; nothing where data are thin."""
    found = ask(partner_network.concentration, filters)
    sure = found[~found["thin"]]
    if sure.empty or len(filters.partner) == 1:
        return ""
    top = sure.iloc[0]
    return w.by_unit(wt.LEAN, filters.unit).format(
        region=escape(words.full_name(top["region"])), share=w.share(top["top_share"]),
        partner=escape(top["top_partner"]),
    )  # fmt: skip


def tie_years(tie: pd.Series) -> str:
    """From when to when a tie was told of."""
    if pd.isna(tie["first_year"]):
        return w.UNKNOWN_DATE
    return w.years(int(tie["first_year"]), int(tie["last_year"]))


def turnover(filters: Filters) -> None:
    """New, kept, returned and ended ties by year."""
    frame = ask(partner_network.turnover, filters)
    sums = frame.groupby("year")[["new", "kept", "returned", "ended"]].sum().reset_index()
    title = w.EMPTY_FIGURE
    if len(sums):
        last = sums.iloc[-1]
        title = wt.TURNOVER.format(
            year=last["year"], new=w.number(last["new"]), kept=w.number(last["kept"])
        )
    told = sums.assign(counted=sums["new"], name=sums["year"].astype(str) + "년")
    c.picture(
        "turnover", title, turnover_bars(sums, c.tokens()), note=wt.TURNOVER_NOTE, data=sums,
        alt=sentences.alt(title, told, "name"),
    )  # fmt: skip


def lasting(filters: Filters, words: Vocabulary) -> None:
    """Ties that are new, that last and that are gone, the largest of each."""
    ties = ask(partner_network.partnerships, filters).dropna(subset="first_year")
    now = int(ties["last_year"].max()) if len(ties) else 0
    parts = (
        (wt.NEW_TIES, ties[ties["first_year"] == now]),
        (wt.LASTING_TIES, ties[(ties["years"] >= LASTING) & (ties["last_year"] > now - SILENT)]),
        (wt.GONE_TIES, ties[(ties["years"] >= 2) & (ties["last_year"] <= now - SILENT)]),
    )
    for column, (title, part) in zip(c.columns(3), parts, strict=True):
        shown = part.sort_values(["counted", "partner"], ascending=[False, True]).head(MOST_TIES)
        rows = [
            (words.regions[tie["region"]].short_name, tie["partner"], tie_years(tie))
            for _, tie in shown.iterrows()
        ]
        with column:
            table = plain_table(wt.TIE_COLUMNS, rows, numbers=(2,)) if rows else ""
            none = f"<p class='note'>{w.NONE}</p>" if not rows else ""
            c.html(f"<h2 class='card'>{title}</h2>{table}{none}")
    c.footer("ties", wt.TIES_NOTE, ties)


def abroad(filters: Filters) -> None:
    """Cooperation by country, each with the partner that is named most; a click filters by it."""
    frame = ask(partner_network.foreign, filters)
    if frame.empty:
        return
    shown = frame.head(MOST_COUNTRIES)
    names = [w.COUNTRIES.get(code, code) for code in shown["country"]]
    hover = [
        wt.ABROAD_HOVER.format(country=name, n=w.count(row["counted"]), partners=row["partners"],
                               regions=row["regions"], years=tie_years(row),
                               names=escape(row["top_partner"]))
        for name, (_, row) in zip(names, shown.iterrows(), strict=True)
    ]  # fmt: skip
    figure = ranking(
        names, shown["counted"].tolist(), c.tokens(), hover=hover, row=31,
        identifiers=shown["country"].tolist(),
        texts=[f"{w.count(n)} · {partner}" for n, partner in zip(
            shown["counted"], shown["top_partner"], strict=True)],
        marked=[code in filters.country for code in shown["country"]], room=2.1,
    )  # fmt: skip
    title = wt.ABROAD_TITLE.format(country=w.particle(names[0], "이"))
    key = f"abroad-{'-'.join(filters.country)}"
    c.picture(
        key, title, figure, note=w.by_unit(wt.ABROAD_NOTE, filters.unit).format(
            counted=w.COUNTED_WHAT[filters.unit]
        ),
        data=frame, alt=sentences.alt(title, shown.assign(name=names), "name"),
        on_select=lambda: k.clicked_bar(key, lambda code: state.choose(country=(code,))),
        controls=lambda: k.pick_one(
            "box-country", wt.ONE_COUNTRY, dict(zip(shown["country"], names, strict=True)),
            filters.country, lambda code: state.choose(country=(code,) if code else ()),
        ),
    )  # fmt: skip
