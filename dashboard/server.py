"""Routes beside the pages: streamed downloads, boundaries, health."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard import database
from dashboard.downloads import MEDIA_TYPES, sign_in_wanted, stream
from dashboard.manifest import manifest
from dashboard.wording_sign_in import REFUSED
from pipelines.errors import FilterError, WarehouseError
from pipelines.query.connect import opened
from pipelines.query.download import FORMATS, Format, Table
from pipelines.query.filters import parse
from pipelines.settings import BOUNDARIES_DIR


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


def guarded(route: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """The route, refused while readers have to sign in: it cannot know who asks."""

    @wraps(route)
    def answer(request: Request) -> Response:
        if sign_in_wanted():
            return PlainTextResponse(f"{REFUSED}\n", status_code=403)
        return route(request)

    return answer


def health(request: Request) -> Response:
    """200 with the build's name where pages can be drawn, else 503 with what to do."""
    try:
        return JSONResponse({"status": "ok", "build": database.build().stem})
    except WarehouseError as error:
        return JSONResponse({"status": "no build", "hint": str(error)}, status_code=503)


ROUTES = [
    *(Route(f"/export.{form}", guarded(export)) for form in FORMATS),
    Route("/manifest.txt", guarded(about)),
    Route("/healthz", health),
    Mount("/boundaries", StaticFiles(directory=BOUNDARIES_DIR, check_dir=False)),
]
