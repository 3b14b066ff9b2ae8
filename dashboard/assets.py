"""Static files packed once and kept: the framework's scripts and styles, and the boundaries.

The framework sends its scripts as they are (the one that draws is 4.7 MB) and goes through its
whole stack for each of some 140 small ones.  Here a file is compressed when it is first asked
for, kept in memory, and answered before everything else; a page's HTML names in a `Link` header
the script that draws, so that the browser fetches it while the page is still being made.
Whatever is not one of these files (pages, the WebSocket, streamed downloads, ranges, readers who
take no gzip) passes untouched.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from hashlib import blake2b
from mimetypes import guess_type
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from pipelines.settings import BOUNDARIES_DIR

PACKED = (".js", ".css", ".json", ".geojson", ".svg", ".html", ".ttf", ".wasm")
"""Endings of what becomes smaller; pictures and fonts are compressed by their nature."""
LEVEL = 6
HASHED = "public, immutable, max-age=31536000"
"""For names that change with their content."""
NAMED = "public, max-age=600"
DRAWS = "static/js/PlotlyChart.*.js"
WITHOUT_PICTURES = ("/articles", "/upload")


@dataclass(frozen=True, slots=True)
class Packed:
    """A compressed file as it is sent."""

    body: bytes
    headers: dict[str, str]
    changed: int


class Assets:
    """ASGI middleware in front of the framework."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        static = Path(file_util.get_static_dir())
        self.files = _files(static / "static", "/static/") | _files(BOUNDARIES_DIR, "/boundaries/")
        self.packed: dict[str, Packed] = {}
        self.link = ", ".join(
            f"<./{file.relative_to(static).as_posix()}>; rel=modulepreload; fetchpriority=low"
            for file in sorted(static.glob(DRAWS))
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is kept, else let the application answer."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        asked, path = Headers(scope=scope), scope["path"]
        if path in self.files and "range" not in asked and _takes_gzip(asked):
            response = answer(await self.pack(path), asked)
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, self._linked(path, send))

    async def pack(self, path: str) -> Packed:
        """The file of a path, compressed when it is new or has changed."""
        file, kept = self.files[path], self.packed.get(path)
        changed = file.stat().st_mtime_ns
        if kept is None or kept.changed != changed:
            kept = await run_in_threadpool(_packed, file, path, changed)
            self.packed[path] = kept
        return kept

    def _linked(self, path: str, send: Send) -> Send:
        """Adds to a page's HTML which script it will draw with."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", self.link)
            await send(message)

        return send if not self.link or path in WITHOUT_PICTURES else sent


def answer(packed: Packed, asked: Headers) -> Response:
    """The file, or that the reader has it already."""
    if asked.get("if-none-match") == packed.headers["ETag"]:
        return Response(status_code=304, headers=packed.headers)
    headers = packed.headers | {"Content-Encoding": "gzip"}
    return Response(packed.body, headers=headers)


def _files(folder: Path, prefix: str) -> dict[str, Path]:
    """Path of the address → file, for what is worth compressing."""
    return {
        prefix + file.relative_to(folder).as_posix(): file
        for file in folder.rglob("*")
        if file.suffix in PACKED
    }


def _packed(file: Path, path: str, changed: int) -> Packed:
    body = gzip.compress(file.read_bytes(), LEVEL, mtime=0)
    kind = guess_type(file.name)[0] or "application/json"
    headers = {
        "Content-Type": "text/javascript" if file.suffix == ".js" else kind,
        "Cache-Control": HASHED if path.startswith("/static/") else NAMED,
        "ETag": f'"{blake2b(body, digest_size=12).hexdigest()}"',
        "Vary": "Accept-Encoding",
    }
    return Packed(body, headers, changed)


def _takes_gzip(asked: Headers) -> bool:
    """Whether the reader's Accept-Encoding names gzip and does not refuse it."""
    for one in asked.get("accept-encoding", "").split(","):
        name, _, weight = one.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
