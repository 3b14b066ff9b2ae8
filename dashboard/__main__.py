"""`python -m dashboard`: serve the dashboard with its download routes."""

from __future__ import annotations

import argparse
import atexit
import ctypes
import gc
import os
import platform
import tomllib
from pathlib import Path

from dashboard.downloads import sign_in_wanted
from dashboard.uploads import SWITCH
from dashboard.wording_sign_in import NO_AGENTS
from pipelines.settings import PROJECT_ROOT

MALLOC = {
    "M_ARENA_MAX": (-8, 2), "M_MMAP_THRESHOLD": (-3, 128 * 1024), "M_TRIM_THRESHOLD": (-1, 128 * 1024),
}  # fmt: skip
"""Settings of glibc's allocator (mallopt(3), malloc.h): name → number and value."""


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    parser.add_argument("--warehouse", type=Path, help="warehouse folder (default: as built)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument(
        "--allow-upload",
        action="store_true",
        help="let readers bring files on any host (default: on a loopback address alone)",
    )
    parser.add_argument(
        "--agent-api",
        action="store_true",
        help="let a reader's assistant read the pages through Streamlit's agent API",
    )
    return parser.parse_args()


def settings(host: str, port: int) -> dict[str, object]:
    """The project's Streamlit settings, also where it is started from another folder."""
    path = PROJECT_ROOT / ".streamlit" / "config.toml"
    flat: dict[str, object] = {}

    def walk(prefix: str, table: dict[str, object]) -> None:
        for name, value in table.items():
            if isinstance(value, dict):
                walk(f"{prefix}{name}.", value)
            else:
                flat[prefix + name] = value

    if path.is_file():
        walk("", tomllib.loads(path.read_text(encoding="utf-8")))
    return flat | {"server.address": host, "server.port": port}


def give_memory_back() -> None:
    """Let glibc return what is freed: each reader's thread would keep some to itself for good.

    Two arenas instead of eight a core, and blocks from 128 kB on are mapped and unmapped one by
    one; a threshold that is set no longer grows by itself.  Other C libraries stay as they are.
    """
    if platform.libc_ver()[0] != "glibc":
        return
    mallopt = ctypes.CDLL(None).mallopt
    for parameter, value in MALLOC.values():
        mallopt(parameter, value)


def main() -> None:
    """Serve until stopped."""
    # Before there is a second thread: arenas that are there already stay.
    give_memory_back()
    given = arguments()
    if given.warehouse is not None:
        os.environ["CITYTRENDS_WAREHOUSE"] = str(given.warehouse.resolve())
    if given.agent_api and sign_in_wanted():
        raise SystemExit(NO_AGENTS)
    if given.allow_upload:
        os.environ[SWITCH] = "1"
    # Imported late: the warehouse must be named before the application looks for it.
    from dashboard.app import app  # noqa: PLC0415

    # What is loaded by now stays for good: collecting garbage need not look at it each time.
    gc.freeze()
    atexit.register(gc.unfreeze)

    options = settings(given.host, given.port) | {"server.enableAgentApi": given.agent_api}
    app.run(config=options)


if __name__ == "__main__":
    main()
