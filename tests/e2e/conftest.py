"""A served synthetic warehouse and a headless Chromium.

These tests need Chromium and chromedriver (Debian: chromium, chromium-driver, fonts-noto-cjk), so
they run when asked for: `pytest tests/e2e -m e2e`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from browser import Browser, start

from pipelines.settings import PROJECT_ROOT

sys.path.insert(0, str(Path(__file__).parent.parent))
import synthetic

ARTICLES = 3_000
SAMPLE = "data/sample/articles"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip browser tests unless they are asked for, and say why."""
    if "e2e" in (config.option.markexpr or ""):
        return
    reason = pytest.mark.skip(reason="needs Chromium: run with `pytest tests/e2e -m e2e`")
    for item in items:
        if "e2e" in item.keywords:
            item.add_marker(reason)


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Where screenshots are kept."""
    folder = PROJECT_ROOT / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of invented articles."""
    return synthetic.make(tmp_path_factory.mktemp("e2e"), ARTICLES, seed=1).warehouse


@pytest.fixture(scope="session")
def server(warehouse: Path) -> Iterator[str]:
    """The address of a dashboard that serves that warehouse."""
    with serving(warehouse, built=True) as address:
        yield address


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's warehouse, built here."""
    folder = tmp_path_factory.mktemp("sample")
    command = [sys.executable, "-m", "pipelines", "build", str(PROJECT_ROOT / SAMPLE)]
    subprocess.run([*command, "--warehouse", str(folder)], cwd=PROJECT_ROOT, check=True)
    return folder


@pytest.fixture(scope="session")
def sample_server(sample: Path) -> Iterator[str]:
    """The address of a dashboard that serves the sample."""
    with serving(sample, built=True) as address:
        yield address


@contextmanager
def serving(
    warehouse: Path,
    *,
    built: bool = False,
    port: int = 0,
    folder: Path = PROJECT_ROOT,
    switches: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """A dashboard on a port of its own; without a build its health says 503, which is an answer.

    `folder` is where it is started (its secrets lie there), `switches` more environment.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "dashboard",
        "--warehouse",
        str(warehouse),
        "--port",
        str(port),
    ]
    paths = [str(PROJECT_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **(switches or {})}
    process = subprocess.Popen(command, cwd=folder, env=env)
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait(address + ("healthz" if built else ""), process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        assert process.poll() is None, "the server stopped"
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server did not answer")


@pytest.fixture
def browse(tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """Opens a new browser (own profile) of some width, light or dark."""
    opened: list[Browser] = []

    def new(width: int = 1440, *, dark: bool = False) -> Browser:
        browser = start(tmp_path / f"profile{len(opened)}", width, dark=dark)
        opened.append(browser)
        return browser

    yield new
    for browser in opened:
        browser.driver.quit()
        shutil.rmtree(browser.profile, ignore_errors=True)
