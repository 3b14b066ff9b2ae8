"""One box on every page that finds a region, partner, programme or topic and leads to its page."""

from __future__ import annotations

import streamlit as st

from dashboard import filters as state
from dashboard import wording as w
from dashboard.database import ask
from pipelines.query import partners
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary

KEY, GO = "find", "find_go"
PAGES = {"region": "region", "partner": "partners", "programme": "diffusion", "topic": "timeline"}
"""Where what is found is told best."""
MOST_PARTNERS = 400


def frequent_partners() -> tuple[str, ...]:
    """The names that most articles hold, most first; a link may name any other."""
    found = ask(partners.top_partners, Filters(), limit=MOST_PARTNERS)
    return tuple(found["partner"])


def options(words: Vocabulary) -> dict[str, str]:
    """`kind:identifier` → what the box shows: regions, programmes, topics, partners."""
    places = [region.code for region in (*words.provinces(), *words.districts())]
    named = {
        "region": {code: words.full_name(code) for code in places},
        "programme": words.programmes,
        "topic": words.topics,
        "partner": {name: name for name in frequent_partners()},
    }
    return {
        f"{kind}:{one}": w.FOUND[kind].format(name=name)
        for kind, names in named.items()
        for one, name in names.items()
    }


def box(words: Vocabulary) -> None:
    """The box; choosing begins a new question on the page of what is chosen."""
    names = options(words)
    st.selectbox(
        w.FIND, list(names), key=KEY, index=None, placeholder=w.FIND, width=280,
        label_visibility="collapsed", filter_mode="contains", on_change=chose,
        format_func=lambda one: names.get(one, one),
    )  # fmt: skip


def chose() -> None:
    """Callback: filter by what is chosen, and remember the page that tells about it."""
    kind, _, one = (st.session_state[KEY] or "").partition(":")
    st.session_state[KEY] = None
    if kind not in PAGES:
        return
    state.seed(asked(state.read(), kind, one))
    for name in ("page", "at", "article", "item"):
        st.session_state[state.view_key(name)] = ""
    if kind == "programme":
        st.session_state[state.view_key("item")] = f"{kind}:{one}"
    st.session_state[GO] = PAGES[kind]


def asked(now: Filters, kind: str, one: str) -> Filters:
    """The filters of a new question: the years and the way of counting stay, the rest goes."""
    kept = Filters(
        years=now.years, year_unknown=now.year_unknown, unit=now.unit, regions=now.regions,
        sure=now.sure,
    )  # fmt: skip
    if kind == "region":
        return state.changed(kept, province=(one[:2],), district=(one,) if len(one) == 5 else ())
    return kept if kind == "programme" else state.changed(kept, **{kind: (one,)})


def go(page: str) -> None:
    """Change to the page that was asked for, if one was and it is another."""
    wanted = st.session_state.pop(GO, "")
    if wanted and wanted != page:
        st.switch_page(f"views/{wanted}.py", query_params=state.address(state.read()))
