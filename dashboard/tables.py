"""Small tables as HTML."""

from __future__ import annotations

from html import escape

import pandas as pd

from dashboard import wording as w


def rising_table(frame: pd.DataFrame) -> str:
    """Words with their share before and now; a bar for now."""
    if frame.empty:
        return f"<p class='note'>{w.EMPTY_FIGURE}</p>"
    top = max(frame["current_share"].max(), frame["previous_share"].max(), 0.0001)
    lines = "".join(
        f"<tr><td>{escape(row.keyword)}</td>"
        f"<td class='bar'><i style='width:{100 * row.current_share / top:.0f}%'></i></td>"
        f"<td class='n'>{w.share(row.previous_share)}</td><td class='n'>{w.share(row.current_share)}</td>"
        f"<td class='n {'rise' if row.score > 0 else 'fall'}'>"
        f"{w.points(row.current_share - row.previous_share)}</td></tr>"
        for row in frame.itertuples()
    )
    head = "".join(
        f"<th{' class=n' if number else ''}>{name}</th>" for name, number in w.RISING_COLUMNS
    )
    return f"<table class='plain'><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
