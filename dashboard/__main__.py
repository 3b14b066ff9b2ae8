"""`python -m dashboard`: serve the dashboard with its download routes."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import tomllib
from pathlib import Path

from dashboard.downloads import sign_in_wanted
from dashboard.uploads import SWITCH
from dashboard.wording_sign_in import NO_AGENTS
from pipelines.settings import PROJECT_ROOT


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


def main() -> None:
    """Serve until stopped."""
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
