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
STATES = (
    "map?shape=tile&metric=change", "timeline?split=topic&spread=multiples&at=2021-01-01",
    "articles?q=없는말없는말", "?province=경기", "keywords?knots=topic&period=quarter",
)  # fmt: skip
"""Addresses that show what the bare pages do not."""
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations
  .filter(fault => ['serious', 'critical'].includes(fault.impact))
  .map(fault => fault.id + ': ' + fault.nodes.slice(0, 3).map(node => node.html).join(' '))));
"""
FRAMEWORK = ()
"""Faults inside the framework's own elements that the project cannot reach."""


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_serious_fault(
    server: str, browse: Callable[..., Browser], width: int, dark: bool
) -> None:
    browser = browse(width, dark=dark)
    found = {}
    for page in PAGES:
        browser.open(server + page)
        found[page] = faults(browser)
    assert not any(found.values()), found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_serious_fault_in_what_opens_on_a_phone(
    server: str, browse: Callable[..., Browser], dark: bool
) -> None:
    browser = browse(390, dark=dark)
    found = {}
    for address in STATES:
        browser.open(server + address)
        found[address] = faults(browser)
    browser.open(f"{server}articles?province=41")
    for opener in (
        "[data-testid=stExpandSidebarButton]", "[data-testid=stSidebarCollapseButton] button",
        ".st-key-card-rows [class*='st-key-open-'] button",
    ):  # fmt: skip
        browser.all(opener)[0].click()
        browser.settle()
        found[opener] = faults(browser)
    assert browser.all(".article")
    assert not any(found.values()), found


def faults(browser: Browser) -> list[str]:
    """Serious and critical faults of what is shown."""
    package = find_spec("axe_core_python")
    if package is None or package.origin is None:
        pytest.skip("needs axe-core-python: pip install -r requirements-dev.txt")
    script = (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    browser.driver.execute_script(script)
    found = browser.driver.execute_async_script(RUN)
    return [fault for fault in found if not fault.startswith(FRAMEWORK)]
