"""확산: how a topic or programme spreads: its curve, its map of years, its first movers."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import controls as k
from dashboard import filters as state
from dashboard import geography, maps, rows, sentences
from dashboard import wording as w
from dashboard import wording_places as wp
from dashboard.database import ask, build, vocabulary
from dashboard.figures.adoption import s_curve, year_map
from dashboard.sight import in_sight
from dashboard.tables import plain_table
from pipelines.query import adoption, keywords
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary

PAGE = "diffusion"
FIRST_MOVERS, MOST_WORDS = 12, 60
# Kinds of fewer regions than this are listed but lead no sentence.
SEVERAL = 5


def draw(filters: Filters, words: Vocabulary) -> None:
    """The page from top to bottom."""
    base = c.without(filters, "topic", "programme", "years", "year_unknown")
    offered = ask(adoption.items, base)
    if offered.empty:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        c.empty_state(filters, words)
        return
    offered = with_words(offered, base)
    item, level = chosen(filters, offered), st.session_state.get(state.view_key("level"))
    level = level if level in wp.LEVELS else "sigungu"
    kind, name = item.split(":", 1)
    asked = {"kind": kind, "item": name, "level": level}
    spread = ask(adoption.spread, base, **asked)
    found, curve = spread.adopters, spread.curve
    label = names_of(kind, words).get(name, name)
    c.heading(PAGE, lead(label, found, curve, level), filters, words)
    left, right = st.columns([5, 3], vertical_alignment="center")
    with left:
        box(item, offered, words)
    with right, st.container(horizontal_alignment="right"):
        k.choice("level", wp.LEVEL, wp.LEVELS, "sigungu")
    left, right = st.columns([7, 5], gap="medium")
    with left:
        growth(base, spread, asked, years=bool(filters.years))
    with right:
        when(base, words, found, level)
    movers(base, found, asked)


@in_sight(920)
def movers(base: Filters, found: pd.DataFrame, asked: dict[str, str]) -> None:
    """Who was first, and which kinds of region."""
    left, right = st.columns([7, 5], gap="medium")
    with left:
        league(found)
    with right:
        kinds(ask(adoption.by_kind, base, **asked))


def names_of(kind: str, words: Vocabulary) -> Mapping[str, str]:
    """Id → name of a kind of item; words are their own names."""
    return {"topic": words.topics, "programme": words.programmes}.get(kind, {})


def with_words(offered: pd.DataFrame, base: Filters) -> pd.DataFrame:
    """Topics and programmes, and behind them the words that most articles say."""
    top = ask(keywords.top_keywords, base, limit=MOST_WORDS)
    words = pd.DataFrame({"kind": "keyword", "item": top["keyword"], "regions": 0})
    return pd.concat([offered, words], ignore_index=True)


def chosen(filters: Filters, offered: pd.DataFrame) -> str:
    """`topic:transport`: what the link says, else what is filtered, else the most spread."""
    options = [
        f"{kind}:{item}" for kind, item in zip(offered["kind"], offered["item"], strict=True)
    ]
    filtered = [f"programme:{item}" for item in filters.programme]
    filtered += [f"topic:{item}" for item in filters.topic]
    for wish in (st.session_state.get(state.view_key("item")), *filtered):
        if wish in options:
            return str(wish)
    return options[0]


def box(item: str, offered: pd.DataFrame, words: Vocabulary) -> None:
    """The box of topics and programmes, those with most regions first."""
    names = {
        f"{kind}:{one}": f"{wp.KINDS[kind]} · " + names_of(kind, words).get(one, one)
        for kind, one in zip(offered["kind"], offered["item"], strict=True)
    }

    def chose() -> None:
        st.session_state[state.view_key("item")] = st.session_state["box-item"]

    st.session_state["box-item"] = item
    st.selectbox(
        wp.ITEM, list(names), key="box-item", on_change=chose, width=420,
        format_func=lambda one: names[one], label_visibility="collapsed", filter_mode="contains",
    )  # fmt: skip


def lead(label: str, found: pd.DataFrame, curve: pd.DataFrame, level: str) -> str:
    """Who was first and how far it came."""
    item = f"‘{escape(label)}’"
    if found.empty or curve.empty:
        return wp.SPREAD_NONE.format(item=w.particle(item, "이"))
    first, last = found.iloc[0], curve.iloc[-1]
    return wp.SPREAD_LEAD.format(
        item=w.particle(item, "은"), first=f"<b>{escape(first['name'])}</b>", day=day_of(first),
        level=wp.LEVELS[level], of=w.number(last["eligible"]), n=w.number(last["adopters"]),
    )  # fmt: skip


def day_of(row: pd.Series) -> str:
    """The day of adoption as exactly as it is known."""
    return w.partial_day(row["published_on"], row["published_earliest"], row["precision"])


def growth(base: Filters, spread: adoption.Spread, asked: dict[str, str], *, years: bool) -> None:
    """The S-curve."""
    curve, fit = spread.curve, spread.fit
    left = ask(adoption.unplaced, base, **asked)
    notes = [wp.CURVE_NOTE]
    if not fit.empty:
        row = fit.iloc[0]
        notes.append(wp.BASS_REASONS.get(row["reason"]) or wp.BASS_NOTE.format(p=row.p, q=row.q))
    if not left.empty and left[["undated", "split"]].to_numpy().sum():
        row = left.iloc[0]
        notes.append(wp.UNPLACED.format(undated=row["undated"], split=row["split"]))
    if years:
        notes.append(wp.YEARS_IGNORED)
    title = w.EMPTY_FIGURE
    if not curve.empty:
        last = curve.iloc[-1]
        title = wp.CURVE.format(
            year=last["period"].year, level=wp.LEVELS[asked["level"]], share=w.share(last["share"])
        )
    shown = curve.assign(counted=curve["adopters"], year=curve["period"].dt.strftime("%Y년"))
    c.picture(
        "s-curve", title, s_curve(curve, fit, c.tokens()), note=" ".join(notes), data=curve,
        alt=sentences.alt(title, shown, "year"),
    )  # fmt: skip


def when(base: Filters, words: Vocabulary, found: pd.DataFrame, level: str) -> None:
    """The map of the year of adoption."""
    whole = Filters(regions="now")
    shown: geography.Level = "sido" if level == "sido" else "sigungu"
    places = geography.places(whole, words, shown)
    years = dict(zip(found["region"], found["adopted_by"].dt.year, strict=True))
    figure = year_map(years, places, geography.address(whole, shown), c.tokens())
    table = found.assign(year=found["adopted_by"].dt.year, counted=found["adopted_by"].dt.year)
    c.picture(
        "year-map", wp.YEAR_MAP, figure, note=f"{wp.YEAR_NOTE} {w.SOURCE_MAP}",
        data=table[["region", "name", "year", "precision", "article_id"]],
        alt=f"{wp.YEAR_MAP}. " + ", ".join(found["name"].head(5)), config=maps.CONFIG,
    )  # fmt: skip


def league(found: pd.DataFrame) -> None:
    """The first movers, each opening the article that shows it."""
    shown = found.head(FIRST_MOVERS)
    with st.container(border=True, key="card-movers"):
        c.html(f"<h2 class='card'>{wp.LEAGUE.format(n=len(shown))}</h2>")
        for place, (_, row) in enumerate(shown.iterrows()):
            low, high = row["order_low"], row["order_high"]
            order = wp.ORDER.format(n=row["order"])
            if low != high:
                order = wp.ORDER_RANGE.format(low=low, high=high)
            with st.container(key=f"row-mover-{place}"):
                c.html(
                    f"<p class='meta'><span>{order}</span><b>{escape(row['name'])}</b>"
                    f"<span>{day_of(row)}</span>"
                    f"<span>{wp.lag(int(row['lag_days']), int(row['order']))}</span>"
                    f"<span>{escape(rows.source(row['outlet']))}</span></p>"
                )
                rows.opener(row["title"], row["article_id"], f"mover-{place}", PAGE)
        c.footer("movers", wp.LEAGUE_NOTE, found.drop(columns="evidence"))


def kinds(frame: pd.DataFrame) -> None:
    """Kinds of region: how many of each have started, and how late."""
    known = frame[frame["eligible"] > 0]
    started = known.sort_values(["share", "kind"], ascending=[False, True])
    title, many = wp.KIND_NONE, started[started["eligible"] >= SEVERAL]
    if len(many) > 1 and many["share"].iloc[0] > many["share"].iloc[1]:
        title = wp.KIND_TITLE.format(kind=w.particle(escape(many["kind"].iloc[0]), "이"))
    table = [
        (
            row["kind"], wp.KIND_OF_ALL.format(n=row["adopters"], of=row["eligible"]),
            w.share(row["share"]),
            "–" if pd.isna(row["median_lag_days"])
            else wp.MONTHS.format(n=round(row["median_lag_days"] / 30.44)),
        )
        for _, row in started.iterrows()
    ]  # fmt: skip
    with st.container(border=True, key="card-kinds"):
        c.html(f"<h2 class='card'>{title}</h2>")
        c.html(plain_table(wp.KIND_COLUMNS, table, numbers=(1, 2, 3)) if table else "")
        c.footer("kinds", wp.KIND_NOTE, frame)


draw(state.current(), vocabulary(build()))
