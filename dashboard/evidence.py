"""One article: its text with the found words marked, and why each value was given."""

from __future__ import annotations

from collections.abc import Hashable
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import wording as w
from dashboard.correcting import FILE, sheet
from dashboard.rows import source
from dashboard.rule_names import rule as rule_name
from pipelines.query.articles import ArticleDetail
from pipelines.query.vocabulary import Vocabulary

STRENGTH = ("region", "partner", "topic", "programme", "event")
"""Where two findings share words, the earlier kind names the mark."""


def draw(detail: ArticleDetail, vocabulary: Vocabulary) -> None:
    """The article's page."""
    if detail.head.empty:
        c.html(f"<h1 class='lead'>{w.NO_ARTICLE}</h1>")
        return
    head = detail.head.iloc[0]
    text, why = st.columns([7, 5], gap="large")
    with text, st.container(border=True, key="card-article"):
        c.html(article_html(head, detail.findings))
        if int(head["reprints"]) > 1:
            c.html(f"<p class='note'>{w.REPRINTS.format(n=w.count(head['reprints']))}</p>")
        if isinstance(head["url"], str) and head["url"].startswith(("http://", "https://")):
            st.link_button(w.SOURCE, head["url"])
    with why, st.container(border=True, key="card-why"):
        c.html(f"<h2 class='card'>{w.WHY}</h2>{why_html(head, detail.findings, vocabulary)}")
        correct(head, detail.findings)


def correct(head: pd.Series, findings: pd.DataFrame) -> None:
    """How a wrong value is put right: the lines to fill in, as a file and to be copied."""
    with st.expander(w.CORRECT):
        text = sheet(head, findings)
        c.html(f"<p class='note'>{w.CORRECT_HOW}</p>")
        st.download_button(
            w.CORRECT_FILE, data=("\ufeff" + text).encode(), file_name=FILE, mime="text/csv",
            key="correct", on_click="ignore",
        )  # fmt: skip
        lines = escape(text.strip()).replace("\n", "<br>")
        c.html(f"<div class='lines' tabindex='0' role='group' aria-label='{FILE}'>{lines}</div>")


def article_html(head: pd.Series, findings: pd.DataFrame) -> str:
    """Title, source line and text as HTML, the evidence marked."""
    day = w.partial_day(head["published_on"], head["published_earliest"], head["date_precision"])
    title = _text(head["title"]) or w.UNTITLED
    body = _text(head["body"])
    meta = f"<p class='meta'><span>{day}</span><span>{escape(source(head['outlet']))}</span></p>"
    return (
        f"<div class='article'>{meta}<h1>{escape(title)}</h1>{key(findings)}"
        f"<div class='text'>{marked(body, findings)}</div></div>"
    )


def key(findings: pd.DataFrame) -> str:
    """What the colours of the marks mean: those that are in the text."""
    held = set(findings.loc[findings["field"] == "body", "kind"])
    names = "".join(
        f"<span><mark class='{kind}'>{w.KINDS[kind]}</mark></span>"
        for kind in STRENGTH
        if kind in held
    )
    return f"<p class='marks'>{names}</p>" if names else ""


def marked(body: str, findings: pd.DataFrame) -> str:
    """The text as HTML with each found span in a mark of its kind (spans never overlap)."""
    spans = []
    for row in findings.to_dict("records"):
        if row["field"] != "body" or pd.isna(row["span_start"]) or pd.isna(row["span_end"]):
            continue
        start, end = int(row["span_start"]), int(row["span_end"])
        if 0 <= start < end <= len(body):
            spans.append((start, STRENGTH.index(row["kind"]), end, str(row["label"])))
    parts, at = [], 0
    for start, strength, end, label in sorted(spans):
        if start < at:
            continue
        kind = STRENGTH[strength]
        tip = escape(f"{w.KINDS[kind]} · {label}", quote=True)
        parts.append(escape(body[at:start]))
        parts.append(f"<mark class='{kind}' title='{tip}'>{escape(body[start:end])}</mark>")
        at = end
    parts.append(escape(body[at:]))
    return "".join(parts).replace("\n", "<br>")


def why_html(head: pd.Series, findings: pd.DataFrame, vocabulary: Vocabulary) -> str:
    """Every value by kind; values that the same words prove stand together above them."""
    day = w.partial_day(head["published_on"], head["published_earliest"], head["date_precision"])
    rule = rule_name(str(head["date_rule"]))
    parts = [
        f"<h3>{w.KINDS['date']}</h3>",
        _block([f"<b>{day}</b> {_small(rule)}"], _text(head["date_evidence"]), []),
    ]
    body, title = _text(head["body"]), _text(head["title"])
    for kind, rows in findings.groupby("kind", sort=False):
        parts.append(f"<h3 class='{kind}'>{w.KINDS[str(kind)]}</h3>")
        for evidence, group in rows.groupby("evidence", sort=False, dropna=False):
            values = [_value(str(kind), row, vocabulary) for row in group.to_dict("records")]
            found = [_surface(row, body, title) for row in group.to_dict("records")]
            parts.append(_block(values, _text(evidence), found))
    return f"<div class='why'>{''.join(parts)}</div>"


def _block(values: list[str], evidence: str, found: list[str]) -> str:
    quote = escape(evidence)
    for surface in sorted({text for text in found if text}, key=len, reverse=True):
        quote = quote.replace(escape(surface), f"<b>{escape(surface)}</b>", 1)
    lines = "".join(f"<p>{value}</p>" for value in values)
    return f"<div class='proof'>{lines}{f'<q>{quote}</q>' if quote else ''}</div>"


def _value(kind: str, row: dict[Hashable, Any], vocabulary: Vocabulary) -> str:
    """The value, what it is, and by which rule and how surely it was found."""
    detail = _detail(kind, row["detail"])
    sure = w.SURE.format(value=row["confidence"])
    notes = [note for note in (detail, rule_name(str(row["rule"])), sure) if note]
    return (
        f"<b>{escape(_name(kind, str(row['label']), vocabulary))}</b> {_small(' · '.join(notes))}"
    )


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>"


def _surface(row: dict[Hashable, Any], body: str, title: str) -> str:
    """The found words themselves."""
    if pd.isna(row["span_start"]) or pd.isna(row["span_end"]):
        return ""
    text = title if row["field"] == "title" else body
    return text[int(row["span_start"]) : int(row["span_end"])]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _name(kind: str, label: str, vocabulary: Vocabulary) -> str:
    names = {
        "topic": vocabulary.topics, "programme": vocabulary.programmes, "event": w.STAGES,
    }.get(kind, {})  # fmt: skip
    return names.get(label, label)


def _detail(kind: str, detail: object) -> str:
    if not isinstance(detail, str):
        return ""
    if kind == "region":
        return w.ROLES.get(detail, detail)
    if kind == "partner":
        type_, relation, country = [*detail.split("|"), "", ""][:3]
        parts = [w.PARTNER_TYPES.get(type_, type_), w.RELATIONS.get(relation, relation)]
        if country != "KR":
            parts.append(w.COUNTRIES.get(country, country))
        return " · ".join(part for part in parts if part)
    return w.day(pd.Timestamp(detail)) if detail[:1].isdigit() else w.PRECISIONS.get(detail, detail)
