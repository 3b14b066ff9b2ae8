"""Static files go out compressed and kept; everything else passes as it is."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket
from streamlit import file_util

from dashboard.assets import HASHED, LEVEL, NAMED, Assets
from pipelines.settings import BOUNDARIES_DIR

BEHIND = "the application"


def behind(request: Request) -> PlainTextResponse:
    return PlainTextResponse(BEHIND)


def page(request: Request) -> HTMLResponse:
    return HTMLResponse("<p>page</p>")


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = Starlette(
        routes=[
            Route("/", page), Route("/map", page), Route("/articles", page),
            WebSocketRoute("/stream", stream),
            Route("/{path:path}", behind, methods=["GET", "POST"]),
        ]
    )  # fmt: skip
    with TestClient(Assets(app)) as found:
        yield found


@pytest.fixture(scope="module")
def script() -> Path:
    """The script that draws."""
    return next(Path(file_util.get_static_dir()).glob("static/js/PlotlyChart.*.js"))


def test_a_script_is_sent_compressed_and_for_good(client: TestClient, script: Path) -> None:
    for _ in range(2):
        got = client.get(f"/static/js/{script.name}", headers={"Accept-Encoding": "gzip, br"})
        assert got.content == script.read_bytes()
        assert got.headers["content-encoding"] == "gzip"
        assert got.headers["content-type"].startswith("text/javascript")
        assert got.headers["cache-control"] == HASHED
        assert got.headers["vary"] == "Accept-Encoding"
        assert int(got.headers["content-length"]) < script.stat().st_size / 3


def test_boundaries_are_sent_compressed_and_asked_for_again(client: TestClient) -> None:
    address = "/boundaries/sido_now.geojson"
    got = client.get(address)
    assert got.content == (BOUNDARIES_DIR / "sido_now.geojson").read_bytes()
    assert got.headers["content-type"] == "application/geo+json"
    assert got.headers["cache-control"] == NAMED
    again = client.get(address, headers={"If-None-Match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(address, headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Encoding": "identity"}, {"Accept-Encoding": "gzip;q=0, br"},
        {"Accept-Encoding": ""}, {"Range": "bytes=0-99"},
    ],
)  # fmt: skip
def test_who_takes_no_gzip_gets_the_file_as_it_is(
    client: TestClient, script: Path, headers: dict[str, str]
) -> None:
    assert client.get(f"/static/js/{script.name}", headers=headers).text == BEHIND


@pytest.mark.parametrize(
    "address",
    ["/static/js/no.js", "/static/..%2f..%2findex.html", "/export.csv", "/healthz", "/media/a.js",
     "/static/media/SourceSansVF-Upright.ttf.woff2", "/boundaries/README.md"],
)  # fmt: skip
def test_everything_else_passes(client: TestClient, address: str) -> None:
    got = client.get(address)
    assert got.text == BEHIND
    assert "link" not in got.headers


def test_only_reading_is_answered(client: TestClient, script: Path) -> None:
    assert client.post(f"/static/js/{script.name}").text == BEHIND


def test_the_socket_passes(client: TestClient) -> None:
    with client.websocket_connect("/stream") as socket:
        socket.send_text("안녕")
        assert socket.receive_text() == "안녕"


@pytest.mark.parametrize(("address", "named"), [("/", True), ("/map", True), ("/articles", False)])
def test_a_page_that_draws_names_its_script(
    client: TestClient, script: Path, address: str, named: bool
) -> None:
    link = client.get(address).headers.get("link", "")
    assert (f"<./static/js/{script.name}>; rel=modulepreload" in link) is named


def test_a_file_that_changes_is_packed_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.assets.BOUNDARIES_DIR", tmp_path)
    file = tmp_path / "one.geojson"
    file.write_text("1" * 999)
    with TestClient(Assets(Starlette())) as client:
        assert client.get("/boundaries/one.geojson").text == "1" * 999
        file.write_text("2" * 888)
        assert client.get("/boundaries/one.geojson").text == "2" * 888


def test_packing_is_worth_it(script: Path) -> None:
    assert len(gzip.compress(script.read_bytes(), LEVEL)) < 1_500_000
