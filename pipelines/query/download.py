"""The two tables to take away, as CSV, Excel or Parquet, streamed.

`tidy`: article × region × topic × partner (docs/contract).  `articles`: what is on the screen,
a row an article.  Texts of articles are never exported.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import duckdb
import xlsxwriter

from pipelines.errors import FilterError
from pipelines.query.articles import rows_query
from pipelines.query.conditions import chosen_articles
from pipelines.query.connect import current_build, opened
from pipelines.query.filters import Filters, parse
from pipelines.query.frames import Sql, number
from pipelines.query.vocabulary import Vocabulary, load_vocabulary

Table = Literal["tidy", "articles"]
Format = Literal["csv", "xlsx", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "parquet")

ROWS_AT_ONCE = 5_000
SHEET_ROWS = 1_000_000
"""A sheet of Excel holds 1,048,576 rows; more go to a next sheet."""

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run by a spreadsheet; an apostrophe makes it text."""


def table_query(table: Table, filters: Filters, vocabulary: Vocabulary) -> Sql:
    """SQL of the whole filtered table."""
    if table == "articles":
        return rows_query(filters, vocabulary)
    picked = chosen_articles(filters, vocabulary)
    return Sql(
        f"SELECT t.* FROM tidy t SEMI JOIN ({picked.text}) c USING (article_id)"
        " ORDER BY published_on DESC NULLS LAST, article_id, region_code, topic, partner",
        picked.values,
    )


def harmless(value: object) -> object:
    """The value as a spreadsheet will show it and not run it."""
    if isinstance(value, str) and value.startswith(RUNS_AS_FORMULA):
        return "'" + value
    return value


def csv_chunks(connection: duckdb.DuckDBPyConnection, query: Sql) -> Iterator[bytes]:
    """The table as UTF-8 CSV with BOM and header, some thousand rows at a time."""
    names, batches = _read(connection, query)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(names)
    yield b"\xef\xbb\xbf" + buffer.getvalue().encode()
    for batch in batches:
        buffer.seek(0)
        buffer.truncate()
        writer.writerows([harmless(value) for value in row] for row in batch)
        yield buffer.getvalue().encode()


def export(warehouse: Path, query: str, format: Format, out: Path, table: Table = "tidy") -> int:
    """Write the filtered table of the published build to a file; gives the number of rows.

    Raises FilterError for an unknown filter or format, WarehouseError where nothing is built.
    """
    if format not in FORMATS:
        raise FilterError(
            f"unknown format '{format}'; use {', '.join(FORMATS)}",
            parameter="format", candidates=FORMATS,
        )  # fmt: skip
    with opened(current_build(Path(warehouse))) as connection:
        vocabulary = load_vocabulary(connection)
        sql = table_query(table, parse(query, vocabulary), vocabulary)
        WRITERS[format](connection, sql, Path(out))
        return number(connection, Sql(f"SELECT count(*) FROM ({sql.text})", sql.values))


def file_chunks(
    connection: duckdb.DuckDBPyConnection, query: Sql, format: Format
) -> Iterator[bytes]:
    """Any format as a stream of bytes; Excel and Parquet need a file of their own first."""
    if format == "csv":
        yield from csv_chunks(connection, query)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{format}"
        WRITERS[format](connection, query, path)
        with path.open("rb") as file:
            while chunk := file.read(1 << 18):
                yield chunk


def _write_csv(connection: duckdb.DuckDBPyConnection, query: Sql, out: Path) -> None:
    with out.open("wb") as file:
        for chunk in csv_chunks(connection, query):
            file.write(chunk)


def _write_parquet(connection: duckdb.DuckDBPyConnection, query: Sql, out: Path) -> None:
    path = str(out).replace("'", "''")
    connection.execute(f"COPY ({query.text}) TO '{path}' (FORMAT parquet)", list(query.values))


def _write_xlsx(connection: duckdb.DuckDBPyConnection, query: Sql, out: Path) -> None:
    """Cells are written as text or numbers, never as formulas or links; memory stays flat."""
    names, batches = _read(connection, query)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(out), options) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet, line = _new_sheet(book, names, bold), 0
        for row in chain.from_iterable(batches):
            if line == SHEET_ROWS:
                sheet, line = _new_sheet(book, names, bold), 0
            line += 1
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(line, column, value, day if isinstance(value, date) else None)


def _new_sheet(book: Any, names: list[str], bold: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, names, bold)
    sheet.freeze_panes(1, 0)
    return sheet


WRITERS: dict[str, Callable[[duckdb.DuckDBPyConnection, Sql, Path], None]] = {
    "csv": _write_csv, "xlsx": _write_xlsx, "parquet": _write_parquet,
}  # fmt: skip


def _read(
    connection: duckdb.DuckDBPyConnection, query: Sql
) -> tuple[list[str], Iterator[list[tuple[object, ...]]]]:
    """Column names and the rows in batches, fetched as they are asked for."""
    result = connection.execute(query.text, list(query.values))
    names = [column[0] for column in result.description or []]
    return names, iter(lambda: result.fetchmany(ROWS_AT_ONCE), [])
