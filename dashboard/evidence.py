"""One article: its text with the found words marked, and why each value was given."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from dashboard import components as c
from dashboard import rows
from dashboard import wording as w
from dashboard.rule_names import rule as rule_name
from pipelines.query.articles import ArticleDetail
from pipelines.query.vocabulary import Vocabulary

STRENGTH = ("region", "partner", "topic", "programme", "event")
"""Where two findings share words, the earlier kind names the mark."""


def draw(detail: ArticleDetail, vocabulary: Vocabulary, back: Callable[[], None]) -> None:
    """The article's page."""
    st.button(w.BACK, key="back", type="tertiary", on_click=back)
    if detail.head.empty:
        c.html(f"<h1 class='lead'>{w.NO_ARTICLE}</h1>")
        return
    head = detail.head.iloc[0]
    text, why = st.columns([7, 5], gap="large")
    with text, st.container(border=True, key="card-article"):
        c.html(article_html(head, detail.findings))
        if isinstance(head["url"], str) and head["url"].startswith(("http://", "https://")):
            st.link_button(w.SOURCE, head["url"])
    with why, st.container(border=True, key="card-why"):
        c.html(f"<h2 class='card'>{w.WHY}</h2>{why_html(head, detail.findings, vocabulary)}")


def article_html(head: pd.Series, findings: pd.DataFrame) -> str:
    """Title, source line and text as HTML, the evidence marked."""
    day = w.partial_day(head["published_on"], head["published_earliest"], head["date_precision"])
    title = head["title"] if isinstance(head["title"], str) else w.UNTITLED
    body = head["body"] if isinstance(head["body"], str) else ""
    meta = (
        f"<p class='meta'><span>{day}</span><span>{escape(rows.source(head['outlet']))}</span></p>"
    )
    return (
        f"<div class='article'>{meta}<h2>{escape(title)}</h2>"
        f"<div class='text'>{marked(body, findings)}</div></div>"
    )


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
    """Every value with the words that prove it and the rule that found it."""
    day = w.partial_day(head["published_on"], head["published_earliest"], head["date_precision"])
    lines = [_line("date", day, "", _proof(head["date_evidence"], head["date_rule"], None))]
    for row in findings.to_dict("records"):
        kind = str(row["kind"])
        lines.append(
            _line(
                kind,
                _name(kind, str(row["label"]), vocabulary),
                _detail(kind, row["detail"]),
                _proof(row["evidence"], row["rule"], row["confidence"]),
            )
        )
    head_row = "".join(f"<th>{name}</th>" for name in w.WHY_COLUMNS)
    return (
        f"<table class='plain'><thead><tr>{head_row}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _line(kind: str, label: str, detail: str, proof: str) -> str:
    small = f"<br><span class='note'>{escape(detail)}</span>" if detail else ""
    return (
        f"<tr><td class='note'>{w.KINDS[kind]}</td><td><b>{escape(label)}</b>{small}</td>"
        f"<td>{proof}</td></tr>"
    )


def _proof(evidence: object, rule: object, confidence: object) -> str:
    """The words, and below them the rule and how sure it is."""
    words = f"“{escape(str(evidence))}”" if isinstance(evidence, str) and evidence else "–"
    sure = f" · {w.SURE.format(value=confidence)}" if isinstance(confidence, float) else ""
    return f"{words}<br><span class='note'>{escape(rule_name(str(rule)))}{sure}</span>"


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
    return w.PRECISIONS.get(detail, detail)
