"""지역: one region at a glance, regions like it, what they have and it has not."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboard import briefing, rows, sentences
from dashboard import components as c
from dashboard import controls as k
from dashboard import filters as state
from dashboard import wording as w
from dashboard import wording_partners as wt
from dashboard import wording_places as wp
from dashboard.database import ask, build, vocabulary
from dashboard.figures.bars import ranking
from dashboard.figures.dots import dots
from dashboard.figures.gantt import gantt
from dashboard.scope import link
from dashboard.sight import in_sight
from pipelines.query import articles, overview, partners, profile, regions
from pipelines.query.filters import NO_DISTRICT, Filters
from pipelines.query.vocabulary import Vocabulary

PAGE = "region"
MOST_TOPICS, MOST_PARTNERS, MOST_TOLD = 12, 12, 2_000


def draw(filters: Filters, words: Vocabulary) -> None:
    """The page from top to bottom."""
    code = chosen(filters, words)
    own = of_region(filters, code)
    totals = ask(overview.totals, own) if code else None
    if totals is None or totals["articles"].iloc[0] == 0:
        c.heading(PAGE, w.EMPTY_TITLE, filters, words)
        box(code, words)
        c.empty_state(filters, words)
        return
    against = ask(profile.against_nation, own)
    c.heading(PAGE, briefing.lead(own, words, code, totals, against), filters, words)
    left, right = st.columns([8, 4], vertical_alignment="center")
    with left:
        box(code, words)
        c.html(f"<p class='note'>{escape(briefing.facts(words, code))}</p>")
    with right, st.container(horizontal_alignment="right"):
        st.download_button(
            wp.BRIEFING, data=lambda: briefing.page(own, words, code).encode(),
            file_name=f"{words.full_name(code).replace(' ', '_')}.html", mime="text/html",
            key="briefing", on_click="ignore",
        )  # fmt: skip
    left, right = st.columns([7, 5], gap="medium")
    with left:
        topics(own, words, code, against)
    with right:
        friends(own)
    lives(own, words, many=int(totals["articles"].iloc[0]) > MOST_TOLD)
    others(own, words, code)
    newest(own)


@in_sight(420)
def others(own: Filters, words: Vocabulary, code: str) -> None:
    """Regions like this one, and what they have and it has not."""
    near = ask(profile.similar, own, code=code)
    left, right = st.columns([5, 7], gap="medium")
    with left:
        alike(own, words, near)
    with right:
        lacking(own, words, code, near)


def chosen(filters: Filters, words: Vocabulary) -> str:
    """The one region that is filtered, else the 시도 with most articles; '' where there is none."""
    districts = [code for code in filters.district if code != NO_DISTRICT]
    for codes in (districts, filters.province):
        if codes:
            return codes[0]
    found = ask(regions.by_region, filters, level="sido")
    return "" if found.empty else str(found["code"].iloc[0])


def of_region(filters: Filters, code: str) -> Filters:
    """The filters for this one region."""
    districts = (code,) if len(code) == 5 else ()
    return c.replaced(filters, province=(code[:2],) if code else (), district=districts)


def box(code: str, words: Vocabulary) -> None:
    """All regions of today; choosing one filters by it."""
    options = [region.code for region in (*words.provinces(), *words.districts())]
    options.sort(key=lambda one: (one[:2], len(one), one))

    def chose() -> None:
        picked = st.session_state["box-region"] or ""
        if not picked:
            state.choose(province=(), district=())
            return
        state.choose(province=(picked[:2],), district=(picked,) if len(picked) == 5 else ())

    st.session_state["box-region"] = code if code in options else None
    st.selectbox(
        wp.CHOOSE_REGION, options, key="box-region", on_change=chose, width=420, index=None,
        format_func=words.full_name, label_visibility="collapsed", filter_mode="contains",
        placeholder=wp.CHOOSE_REGION,
    )  # fmt: skip


def topics(own: Filters, words: Vocabulary, code: str, against: pd.DataFrame) -> None:
    """Shares of topics against the nation."""
    shown = against.head(MOST_TOPICS)
    names = [words.topics.get(topic, topic) for topic in shown["topic"]]
    title = briefing.against_title(against, words)
    place = words.regions[code].short_name
    c.picture(
        "against", title, dots(shown, names, place, c.tokens()), note=wp.AGAINST_NOTE,
        data=against, alt=sentences.alt(title, shown.assign(name=names), "name"),
    )  # fmt: skip


def friends(own: Filters) -> None:
    """The partners of the region."""
    frame = ask(partners.top_partners, own, limit=MOST_PARTNERS)
    title = wp.PARTNERS
    if len(frame):
        first = w.particle(escape(frame["partner"].iloc[0]), "이")
        title = wt.PARTNER_LEAGUE.format(partner=first)
    c.picture(
        "region-partners", title,
        ranking(frame["partner"].tolist(), frame["counted"].tolist(), c.tokens(), row=34),
        note=w.COUNTED_WHAT[own.unit], data=frame,
        alt=sentences.alt(title, frame, "partner"),
        on_select=lambda: k.clicked_bar(
            "region-partners", lambda name: state.choose(partner=(name,))
        ),
    )  # fmt: skip


@in_sight(460)
def lives(own: Filters, words: Vocabulary, *, many: bool) -> None:
    """The stages of its programmes over time; of many articles the first of each stage."""
    frame = ask(profile.project_lives, own, firsts=many)
    if frame.empty:
        return
    names = dict(words.programmes)
    told = [names.get(subject, subject) for subject in dict.fromkeys(frame["subject"])]
    title = wp.LIVES_TITLE.format(n=len(told))
    c.picture(
        "lives", title, gantt(frame, names, c.tokens()), note=wp.LIVES_FIRST if many else wp.LIVES_NOTE, data=frame,
        alt=f"{title}. " + ", ".join(told[:6]),
    )  # fmt: skip


def alike(own: Filters, words: Vocabulary, frame: pd.DataFrame) -> None:
    """Regions like this one; their names lead to their profiles."""
    with st.container(border=True, key="card-similar"):
        c.html(f"<h2 class='card'>{wp.SIMILAR if len(frame) else wp.SIMILAR_NONE}</h2>")
        lines = "".join(
            f"<tr><td>{link(PAGE, of_region(own, other), escape(words.full_name(other)))}</td>"
            f"<td class='bar'><i style='width:{100 * near:.0f}%'></i></td>"
            f"<td class='n'>{w.share(near)}</td></tr>"
            for other, near in zip(frame["other"], frame["similarity"], strict=True)
        )
        c.html(f"<table class='plain'><tbody>{lines}</tbody></table>" if lines else "")
        c.footer("similar", wp.SIMILAR_NOTE, frame)


def lacking(own: Filters, words: Vocabulary, code: str, near: pd.DataFrame) -> None:
    """Topics that similar regions have, each with an article that shows it."""
    frame = ask(profile.gaps, own, code=code, near=near)
    with st.container(border=True, key="card-gaps"):
        c.html(f"<h2 class='card'>{wp.GAPS if len(frame) else wp.GAPS_NONE}</h2>")
        for place, (_, gap) in enumerate(frame.head(6).iterrows()):
            topic = words.topics.get(gap["topic"], gap["topic"])
            how = wp.GAP_LINE.format(of=gap["of"], others=gap["others"])
            with st.container(key=f"row-gap-{place}"):
                c.html(
                    f"<p class='meta'><b>{escape(topic)}</b><span>{how}</span>"
                    f"<span>{escape(words.full_name(gap['other']))}</span></p>"
                )
                rows.opener(gap["title"], gap["article_id"], f"gap-{place}", PAGE)
        c.footer("gaps", wp.GAPS_NOTE, frame)


@in_sight(420)
def newest(own: Filters) -> None:
    """The newest articles of the region."""
    frame = ask(articles.rows, own, limit=5)
    with st.container(border=True, key="card-newest"):
        c.html(f"<h2 class='card'>{w.NEWEST}</h2>")
        for _, article in frame.iterrows():
            rows.row(article, PAGE)


draw(state.current(), vocabulary(build()))
