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
    columns = (frame["keyword"], frame["previous_share"], frame["current_share"], frame["score"])
    lines = "".join(
        f"<tr><td>{escape(word)}</td>"
        f"<td class='bar'><i style='width:{100 * now / top:.0f}%'></i></td>"
        f"<td class='n'>{w.share(before)}</td><td class='n'>{w.share(now)}</td>"
        f"<td class='n {'rise' if score > 0 else 'fall'}'>{w.points(now - before)}</td></tr>"
        for word, before, now, score in zip(*columns, strict=True)
    )
    head = "".join(
        f"<th{' class=n' if number else ''}>{name}</th>" for name, number in w.RISING_COLUMNS
    )
    return f"<table class='plain'><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
