"""Shared by all tests: one toolkit (Kiwi loads once), and what browser tests need."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dashboard.figures import base
from pipelines.extract import Toolkit, load_toolkit

ROOT = Path(__file__).resolve().parent.parent
ACCEPTANCE = ROOT.parent / "shared" / "acceptance"


# Pictures are drawn unchecked for readers; plotly checks those that tests draw.
base.CHECKED = True


@pytest.fixture(scope="session")
def toolkit() -> Toolkit:
    """The real vocabulary and analyzer."""
    return load_toolkit()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests run where they are asked for (`-m e2e`) and a browser is there."""
    asked = "e2e" in (config.getoption("-m") or "")
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium")
    reason = "asked for by `make e2e`" if not asked else "needs Chromium (Debian: chromium)"
    for item in items:
        if "e2e" in item.keywords and not (asked and browser):
            item.add_marker(pytest.mark.skip(reason=reason))
