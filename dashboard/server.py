"""Routes beside the pages: streamed downloads, boundaries, health."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard import database
from dashboard.manifest import manifest
from pipelines.errors import FilterError, WarehouseError
from pipelines.query.connect import opened
from pipelines.query.download import FORMATS, Format, Table, file_chunks, table_query
from pipelines.query.filters import Filters, parse
from pipelines.settings import BOUNDARIES_DIR

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def export(request: Request) -> Response:
    """Stream the filtered table; `table` is `tidy` (default) or `articles`, the rest filters."""
    form: Format = next(name for name in FORMATS if request.url.path.endswith(name))
    given = parse_qs(request.url.query, keep_blank_values=True)
    wanted = given.pop("table", ["tidy"])[-1]
    try:
        build = database.build()
        with opened(build) as connection:
            filters = parse(given, database.read_vocabulary(build, connection))
        if wanted not in ("tidy", "articles"):
            raise FilterError(f"unknown table '{wanted}'; use tidy or articles", parameter="table")
    except FilterError as error:
        return PlainTextResponse(f"{error}\n", status_code=400)
    except WarehouseError as error:
        return PlainTextResponse(f"{error}\n", status_code=503)
    table: Table = "articles" if wanted == "articles" else "tidy"
    name = f"citytrends_{table}_{build.stem}.{form}"
    return StreamingResponse(
        stream(filters, table, form),
        media_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def stream(filters: Filters, table: Table, form: Format) -> Iterator[bytes]:
    """The bytes of a table, with a connection that lives as long as the download."""
    build = database.build()
    with opened(build) as connection:
        vocabulary = database.read_vocabulary(build, connection)
        yield from file_chunks(connection, table_query(table, filters, vocabulary), form)


def about(request: Request) -> Response:
    """The manifest of a download with the same filters, as plain text."""
    given = parse_qs(request.url.query, keep_blank_values=True)
    given.pop("table", None)
    try:
        build = database.build()
        with opened(build) as connection:
            words = database.read_vocabulary(build, connection)
            address = str(request.base_url)
            text = manifest(connection, parse(given, words), words, address, build.stem)
    except FilterError as error:
        return PlainTextResponse(f"{error}\n", status_code=400)
    except WarehouseError as error:
        return PlainTextResponse(f"{error}\n", status_code=503)
    name = f"citytrends_{build.stem}.txt"
    # The mark at the beginning lets old editors know that it is UTF-8.
    return PlainTextResponse(
        "\ufeff" + text, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def health(request: Request) -> Response:
    """200 with the build's name where pages can be drawn, else 503 with what to do."""
    try:
        return JSONResponse({"status": "ok", "build": database.build().stem})
    except WarehouseError as error:
        return JSONResponse({"status": "no build", "hint": str(error)}, status_code=503)


ROUTES = [
    *(Route(f"/export.{form}", export) for form in FORMATS),
    Route("/manifest.txt", about),
    Route("/healthz", health),
    Mount("/boundaries", StaticFiles(directory=BOUNDARIES_DIR, check_dir=False)),
]
