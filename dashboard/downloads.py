"""The bytes of a whole filtered table, for the routes and for pages behind a sign-in."""

from __future__ import annotations

import os
from collections.abc import Iterator

from dashboard import database
from pipelines.query.connect import opened
from pipelines.query.download import Format, Table, file_chunks, table_query
from pipelines.query.filters import Filters

SIGN_IN = "CITYTRENDS_SIGN_IN"
"""The operator's switch: with 1 readers sign in, and no file leaves by an open address."""

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def sign_in_wanted() -> bool:
    """Whether the operator asks readers to sign in."""
    return os.environ.get(SIGN_IN, "") == "1"


def stream(filters: Filters, table: Table, form: Format) -> Iterator[bytes]:
    """The bytes of a table, with a connection that lives as long as the download."""
    build = database.build()
    with opened(build) as connection:
        vocabulary = database.read_vocabulary(build, connection)
        yield from file_chunks(connection, table_query(table, filters, vocabulary), form)
