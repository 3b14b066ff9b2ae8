"""One region on one printable page, and the words that page and profile share."""

from __future__ import annotations

from html import escape

import pandas as pd

from dashboard import rows, sentences, theme
from dashboard import wording as w
from dashboard import wording_places as wp
from dashboard.database import ask, build
from pipelines.query import articles, overview, partners, profile
from pipelines.query.filters import Filters
from pipelines.query.vocabulary import Vocabulary

CSS = """@page{size:A4;margin:14mm 15mm}*{box-sizing:border-box}
body{font:14px/1.55 %(font)s;color:#1B2430;max-width:760px;margin:24px auto;padding:0 16px;
word-break:keep-all;font-variant-numeric:tabular-nums}
h1{font-size:24px;line-height:1.4;margin:0 0 4px}h2{font-size:15px;border-bottom:1px solid #1B2430;
margin:20px 0 6px;padding-bottom:3px}p{margin:2px 0}.muted{color:#5B6675;font-size:12.5px}
table{width:100%%;border-collapse:collapse}td{padding:3px 8px 3px 0;border-bottom:1px solid #E1E7ED;
vertical-align:top}td.n{text-align:right;white-space:nowrap}.two{display:grid;gap:26px;
grid-template-columns:1fr 1fr}a{color:#0B6E8F}@media print{body{margin:0;max-width:none;padding:0}
h2{break-after:avoid}tr{break-inside:avoid}}@media(max-width:600px){.two{display:block}}"""


def lead(
    own: Filters, words: Vocabulary, code: str, totals: pd.DataFrame, against: pd.DataFrame
) -> str:
    """How much, and what this region does more than the nation."""
    place = f"<b>{escape(words.full_name(code))}</b>"
    first = wp.LEAD.format(place=place, counted=sentences.counted(own, totals))
    more = distinct(against, words)
    if not more:
        return f"{first} {wp.LIKE_NATION}"
    return f"{first} {wp.MORE_THAN.format(topic=more)}"


def distinct(against: pd.DataFrame, words: Vocabulary) -> str:
    """`‘교통’을`: the topic whose interval lies above the nation's share, most apart first."""
    above = against[(against["low"] > against["nation"]) & ~against["thin"]]
    if above.empty:
        return ""
    best = above.iloc[int((above["share"] - above["nation"]).to_numpy().argmax())]
    return w.particle(f"‘{escape(words.topics.get(best['topic'], best['topic']))}’", "을")


def against_title(against: pd.DataFrame, words: Vocabulary) -> str:
    """What the picture of topics shows."""
    if against.empty:
        return w.EMPTY_FIGURE
    more = distinct(against, words)
    return wp.AGAINST_MORE.format(topic=more) if more else wp.AGAINST_SAME


def facts(words: Vocabulary, code: str) -> str:
    """Parent and the names that the region had before."""
    region = words.regions[code]
    parent = [words.full_name(region.sido_code)] if region.level == "sigungu" else []
    former = {code}
    for _ in range(4):
        former |= {old.code for old in words.regions.values() if old.successor in former}
    names = sorted({words.full_name(old) for old in former - {code}})
    parts = [*parent, *([wp.THEN_NAMES.format(names=", ".join(names))] if names else [])]
    return " · ".join(parts)


def page(own: Filters, words: Vocabulary, code: str) -> str:
    """The briefing as one HTML file that needs nothing else."""
    totals, against = ask(overview.totals, own), ask(profile.against_nation, own)
    head = sentences.plain(lead(own, words, code, totals, against))
    friends = ask(partners.top_partners, own, limit=8)
    style = CSS % {"font": theme.FONT}
    return (
        f"<!doctype html><html lang='ko'><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width'><title>"
        f"{escape(words.full_name(code))}</title><style>{style}</style>"
        f"<p class='muted'>{escape(w.APP)} · {escape(facts(words, code))}</p><h1>{head}</h1>"
        f"<div class='two'><div><h2>{w.FILTERS['topic']}</h2>{_topics(against, words)}</div>"
        f"<div><h2>{wp.PARTNERS}</h2>{_pairs(friends)}</div></div>"
        f"<h2>{wp.LIVES}</h2>{_lives(ask(profile.project_lives, own, firsts=True), words)}"
        f"<h2>{wp.GAPS}</h2>{_gaps(ask(profile.gaps, own, code=code), words)}"
        f"<h2>{wp.NEWEST}</h2>{_articles(ask(articles.rows, own, limit=8))}"
        f"<p class='muted'>{_made()} {wp.GAPS_NOTE}</p></html>"
    )


def _made() -> str:
    stem = build().stem
    day = f"{stem[:4]}. {int(stem[4:6])}. {int(stem[6:8])}." if stem[:8].isdigit() else stem
    return wp.BRIEFING_NOTE.format(day=day, build=escape(stem))


def _table(lines: list[str]) -> str:
    return f"<table>{''.join(lines)}</table>" if lines else f"<p class='muted'>{w.NONE}</p>"


def _topics(against: pd.DataFrame, words: Vocabulary) -> str:
    rows_ = zip(against["topic"], against["share"], against["nation"], strict=True)
    return _table([
        f"<tr><td>{escape(words.topics.get(topic, topic))}</td><td class=n>{w.share(share)}</td>"
        f"<td class='n muted'>{w.NATION} {w.share(nation)}</td></tr>"
        for topic, share, nation in list(rows_)[:8]
    ])  # fmt: skip


def _pairs(friends: pd.DataFrame) -> str:
    return _table([
        f"<tr><td>{escape(name)}</td><td class=n>{w.count(count)}</td></tr>"
        for name, count in zip(friends["partner"], friends["counted"], strict=True)
    ])  # fmt: skip


def _lives(frame: pd.DataFrame, words: Vocabulary) -> str:
    lines = []
    for subject, steps in frame.dropna(subset=["earliest"]).groupby("subject", sort=False):
        told = " → ".join(
            f"{w.STAGES.get(stage, stage)}({day.year})"
            for stage, day in zip(steps["stage"], steps["earliest"], strict=True)
        )
        name = escape(words.programmes.get(str(subject), str(subject)))
        lines.append(f"<tr><td>{name}</td><td>{told}</td></tr>")
    return _table(lines[:8])


def _gaps(frame: pd.DataFrame, words: Vocabulary) -> str:
    return _table([
        f"<tr><td>{escape(words.topics.get(gap['topic'], gap['topic']))}</td>"
        f"<td>{escape(words.full_name(gap['other']))}: {escape(str(gap['title']))}</td></tr>"
        for _, gap in frame.head(5).iterrows()
    ])  # fmt: skip


def _articles(frame: pd.DataFrame) -> str:
    return _table([
        "<tr><td class=n>"
        + w.partial_day(row["published_on"], row["published_earliest"], row["date_precision"])
        + f"</td><td>{escape(str(row['title']))}</td>"
        f"<td class='muted'>{escape(rows.source(row['outlet']))}</td></tr>"
        for _, row in frame.iterrows()
    ])  # fmt: skip
