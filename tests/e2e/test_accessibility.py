"""No page has a serious fault by axe-core, whose script comes with axe-core-python."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from browser import Browser

pytestmark = pytest.mark.e2e

PAGES = (
    "", "map", "timeline", "keywords", "diffusion", "partners", "region", "articles", "quality",
    "upload",
)  # fmt: skip
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations
  .filter(fault => ['serious', 'critical'].includes(fault.impact))
  .map(fault => fault.id + ': ' + fault.nodes.slice(0, 3).map(node => node.html).join(' '))));
"""
FRAMEWORK = ()
"""Faults inside the framework's own elements that the project cannot reach."""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_serious_fault(server: str, browse: Callable[..., Browser], dark: bool) -> None:
    package = find_spec("axe_core_python")
    if package is None or package.origin is None:
        pytest.skip("needs axe-core-python: pip install -r requirements-dev.txt")
    script = (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    browser = browse(1440, dark=dark)
    faults = {}
    for page in PAGES:
        browser.open(server + page)
        browser.driver.execute_script(script)
        found = browser.driver.execute_async_script(RUN)
        faults[page] = [fault for fault in found if not fault.startswith(FRAMEWORK)]
    assert not any(faults.values()), faults
