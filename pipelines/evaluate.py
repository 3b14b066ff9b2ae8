"""`citytrends evaluate`: precision, recall and F1 a field against annotated pages."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from pipelines.errors import InputError
from pipelines.extract import load_toolkit
from pipelines.gold import GoldPage, Score, Scorer, Tally, read_gold

ORDER = (
    "on_topic", "published", "title", "outlet", "body_starts", "body_ends", "primary_regions",
    "all_regions", "leaked_regions", "partners", "partner_relation", "partner_type", "topics",
    "programmes", "event_dates",
)  # fmt: skip
_SETS = {"primary_regions", "all_regions", "partners", "topics", "programmes", "event_dates"}
_Z = 1.959964


def precision(tally: Tally) -> float:
    """Right among found; 1 where nothing was found."""
    found = tally.right + tally.wrong
    return tally.right / found if found else 1.0


def recall(tally: Tally) -> float:
    """Right among wanted; 1 where nothing was wanted."""
    wanted = tally.right + tally.missed
    return tally.right / wanted if wanted else 1.0


def f1(tally: Tally) -> float:
    """The harmonic mean of precision and recall."""
    double = 2 * tally.right + tally.wrong + tally.missed
    return 2 * tally.right / double if double else 1.0


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if total == 0:
        return 0.0, 1.0
    share = right / total
    centre = share + _Z**2 / (2 * total)
    spread = _Z * sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    below = 1 + _Z**2 / total
    return (centre - spread) / below, (centre + spread) / below


def figures(score: Score) -> dict[str, dict[str, Any]]:
    """One record a field: counts, precision, recall, F1 (or the share right), interval."""
    return {name: _figure(name, score.fields[name]) for name in ORDER if name in score.fields}


def _figure(name: str, tally: Tally) -> dict[str, Any]:
    if name == "leaked_regions":
        return {"leaked": tally.wrong}
    total = tally.right + tally.wrong + (tally.missed if name in _SETS else 0)
    low, high = wilson(tally.right, total)
    value = f1(tally) if name in _SETS else precision(tally)
    record: dict[str, Any] = {
        "right": tally.right, "wrong": tally.wrong, "missed": tally.missed,
        "value": round(value, 4), "low": round(low, 3), "high": round(high, 3),
    }  # fmt: skip
    if name in _SETS:
        record |= {"precision": round(precision(tally), 4), "recall": round(recall(tally), 4)}
    return record


def run(folder: Path, as_json: bool = False) -> int:
    """Score a folder of annotated pages and print the report; 0 when done."""
    pages = list(read_gold(folder))
    if not pages:
        raise InputError(f"{folder}: no annotated pages; expected pairs NN.txt and NN.json")
    scorer = Scorer(load_toolkit())
    total = scorer.score(pages)
    if as_json:
        print(json.dumps({"pages": total.pages, "fields": figures(total), "misses": total.misses,
                          "reliability": reliability(total)}, ensure_ascii=False, indent=1))  # fmt: skip
    else:
        print("\n".join(report(total, scorer, pages)))
    return 0


def report(total: Score, scorer: Scorer, pages: Sequence[GoldPage]) -> list[str]:
    """The lines that a person reads: fields, misses, by layout and year, reliability."""
    lines = [f"{total.pages} pages", _table(figures(total)), "", "misses"]
    lines += [f"  {miss}" for miss in total.misses] or ["  none"]
    lines += ["", "by layout (primary regions F1, dates right, pages)"]
    lines += _groups(scorer, pages, lambda page: str(page.truth.get("layout") or "-"))
    lines += ["", "by year of publication"]
    lines += _groups(scorer, pages, lambda page: str(page.truth.get("published") or "unknown")[:4])
    lines += ["", "confidence, and the share that was right"]
    lines += [
        f"  {r['kind']:<9} {r['from']:.1f}–{r['to']:.1f}  {r['right']:>4} of {r['found']:<4} {r['share']:.2f}"
        for r in reliability(total)
    ]
    return lines


def _table(records: dict[str, dict[str, Any]]) -> str:
    rows = [f"{'field':<18}{'right':>6}{'wrong':>6}{'missed':>7}{'P':>7}{'R':>7}{'value':>8}  95 %"]
    for name, r in records.items():
        if "leaked" in r:
            rows.append(f"{name:<18}{'':>6}{r['leaked']:>6}")
            continue
        p, q = r.get("precision"), r.get("recall")
        rows.append(
            f"{name:<18}{r['right']:>6}{r['wrong']:>6}{r['missed']:>7}"
            f"{p if p is not None else '':>7}{q if q is not None else '':>7}"
            f"{r['value']:>8.3f}  {r['low']:.2f}–{r['high']:.2f}"
        )
    return "\n".join(rows)


def _groups(scorer: Scorer, pages: Iterable[GoldPage], key: Any) -> list[str]:
    groups: dict[str, list[GoldPage]] = defaultdict(list)
    for page in pages:
        groups[key(page)].append(page)
    lines = []
    for name, members in sorted(groups.items()):
        score = scorer.score(members)
        dates = score.tally("published")
        lines.append(
            f"  {name:<16} {f1(score.tally('primary_regions')):.2f}  "
            f"{dates.right}/{dates.right + dates.wrong}  {len(members)}"
        )
    return lines


def reliability(score: Score) -> list[dict[str, Any]]:
    """How often values of a confidence were right, in tenths from 0.5 up."""
    table: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for kind, confidence, right in score.confidences:
        table[kind, max(5, min(9, int(confidence * 10)))].append(right)
    return [
        {"kind": kind, "from": tenth / 10, "to": (tenth + 1) / 10, "found": len(found),
         "right": sum(found), "share": round(sum(found) / len(found), 3)}
        for (kind, tenth), found in sorted(table.items())
    ]  # fmt: skip
