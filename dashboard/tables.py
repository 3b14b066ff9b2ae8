"""Small tables as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

from dashboard import wording as w
from dashboard import wording_words as ww


def rising_table(frame: pd.DataFrame, *, bars: bool = True) -> str:
    """Words with their share before and now, and a bar for now where there is room."""
    if frame.empty:
        return f"<p class='note'>{w.EMPTY_FIGURE}</p>"
    top = max(frame["current_share"].max(), frame["previous_share"].max(), 0.0001)
    columns = (frame["keyword"], frame["previous_share"], frame["current_share"], frame["score"])
    lines = "".join(
        f"<tr><td>{escape(word)}</td>"
        f"{_bar(now / top) if bars else ''}"
        f"<td class='n'>{w.share(before)}</td><td class='n'>{w.share(now)}</td>"
        f"<td class='n {'rise' if score > 0 else 'fall'}'>{w.points(now - before)}</td></tr>"
        for word, before, now, score in zip(*columns, strict=True)
    )
    head = "".join(
        f"<th{' class=n' if number else ''}>{name}</th>"
        for name, number in w.RISING_COLUMNS
        if name or bars
    )
    return f"<table class='plain'><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def distinct_table(frame: pd.DataFrame) -> str:
    """Words with their share elsewhere and here, from keyword, share_elsewhere and share."""
    columns = (frame["keyword"], frame["share_elsewhere"], frame["share"])
    rows = [
        (word, w.share(elsewhere), w.share(here), w.points(here - elsewhere))
        for word, elsewhere, here in zip(*columns, strict=True)
    ]
    return plain_table(ww.DISTINCT_COLUMNS, rows, numbers=(1, 2, 3))


def _bar(part: float) -> str:
    return f"<td class='bar'><i style='width:{100 * part:.0f}%'></i></td>"


def plain_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()
) -> str:
    """A table of plain texts; the columns named in `numbers` are set flush right."""

    def cell(tag: str, place: int, text: str) -> str:
        return f"<{tag}{' class=n' if place in numbers else ''}>{escape(text)}</{tag}>"

    head = "".join(cell("th", place, name) for place, name in enumerate(columns))
    lines = "".join(
        f"<tr>{''.join(cell('td', place, text) for place, text in enumerate(row))}</tr>"
        for row in rows
    )
    body = f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody>"
    return f"<div class='wide' tabindex='0'><table class='plain'>{body}</table></div>"
