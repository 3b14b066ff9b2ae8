"""What goes with a download: which rows they are, of which build, what the columns mean."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import duckdb

from dashboard import wording as w
from dashboard import wording_manifest as wm
from dashboard.scope import chips
from pipelines.query.download import Table, table_query
from pipelines.query.filters import Filters, to_query
from pipelines.query.frames import Sql, number
from pipelines.query.vocabulary import Vocabulary

KST = timezone(timedelta(hours=9))


def manifest(
    connection: duckdb.DuckDBPyConnection,
    filters: Filters,
    vocabulary: Vocabulary,
    address: str,
    build: str,
) -> str:
    """The manifest as plain text: filters, link, build, date, row counts, dictionary, citation."""
    query = to_query(filters)
    link = f"{address}?{query}" if query else address
    today = datetime.now(KST)
    named = [f"  {w.FILTERS.get(c.name, c.name)}: {c.label}" for c in chips(filters, vocabulary)]
    lines = [
        w.APP, "", f"{wm.FILTERS}:", *(named or [f"  {w.ALL}"]), f"{wm.LINK}: {link}",
        f"{wm.BUILD}: {build}", f"{wm.DATE}: {today:%Y-%m-%d %H:%M} (KST)", "", f"{wm.ROWS}:",
    ]  # fmt: skip
    tables: tuple[tuple[Table, str], ...] = (
        ("articles", w.DOWNLOAD_ROWS), ("tidy", w.DOWNLOAD_TIDY),
    )  # fmt: skip
    for table, label in tables:
        asked = table_query(table, filters, vocabulary)
        count = number(connection, Sql(f"SELECT count(*) FROM ({asked.text})", asked.values))
        lines.append(f"  {label}: {wm.LINES.format(n=w.number(count))}")
    lines += ["", f"{wm.DICTIONARY}:"]
    lines += [f"  {column}: {meaning}" for column, meaning in wm.COLUMNS.items()]
    cite = wm.CITE.format(app=w.APP, build=build, day=w.day(today), link=link)
    return "\n".join([*lines, "", f"{wm.HOW}:", f"  {cite}", f"  {wm.RIGHTS}", ""])
