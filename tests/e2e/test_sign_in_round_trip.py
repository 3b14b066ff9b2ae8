"""Signing in at a provider of the test's own, reading, downloading, and signing out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from browser import PATIENCE, Browser
from conftest import serving
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

pytest.importorskip("authlib", reason="needs Authlib: pip install -e '.[sign-in]'")
from provider import CLIENT, SECRET, Provider, free_port, running

from dashboard import wording_sign_in as ws

pytestmark = pytest.mark.e2e
Browse = Callable[..., Browser]
GUARDED = ("export.csv", "export.xlsx", "export.parquet", "manifest.txt")
SECRETS = """[auth]
redirect_uri = "{address}oauth2callback"
cookie_secret = "long, and known to this test alone: 7c1f0a"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def guarded(
    warehouse: Path, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A dashboard that asks to sign in there."""
    folder, port = tmp_path_factory.mktemp("guarded"), free_port()
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(
        SECRETS.format(
            address=f"http://127.0.0.1:{port}/", client=CLIENT, secret=SECRET,
            provider=provider.address,
        )
    )  # fmt: skip
    switch = {"CITYTRENDS_SIGN_IN": "1"}
    with serving(warehouse, built=True, port=port, folder=folder, switches=switch) as address:
        yield address


def go_to_the_provider(browser: Browser, answer: str) -> None:
    """Press the button of the sign-in screen, and give the provider an answer."""
    browser.driver.find_element(By.CSS_SELECTOR, ".st-key-sign-in button").click()
    wait = WebDriverWait(browser.driver, PATIENCE)
    wait.until(lambda driver: driver.find_elements(By.ID, answer))[0].click()
    browser.settle()


def waits(browser: Browser) -> bool:
    """Whether nothing is shown but the request to sign in."""
    shown = browser.text("h1.lead") == ws.TITLE
    more = "[data-testid=stSidebar], [class*=st-key-card-], [data-testid=stTopNavLink], .chips"
    buttons = [one.text for one in browser.all("[data-testid=stMain] button")]
    return shown and not browser.all(more) and buttons == [ws.BUTTON]


@pytest.mark.parametrize("page", ["", "map?province=41", "articles", "upload"])
def test_before_signing_in_there_is_a_button_alone(guarded: str, browse: Browse, page: str) -> None:
    browser = browse()
    browser.open(guarded + page)
    assert waits(browser)
    assert browser.complaints() == []


@pytest.mark.parametrize("route", GUARDED)
def test_before_signing_in_no_file_leaves(guarded: str, route: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(guarded + route)
    assert refused.value.code == 403


def test_signing_in_shows_the_pages_and_signing_out_closes_them(
    guarded: str, browse: Browse, provider: Provider
) -> None:
    browser = browse()
    browser.open(guarded)
    go_to_the_provider(browser, "yes")
    assert browser.driver.current_url == guarded
    assert "전국에서" in browser.text("h1.lead")
    browser.open(f"{guarded}articles?province=41&year=2021")
    assert "2021년 경기도" in browser.text("h1.lead")
    assert browser.titles()
    statuses = browser.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "Promise.all(arguments[0].map(route => fetch(route).then(got => got.status))).then(done)",
        list(GUARDED),
    )
    assert statuses == [403] * len(GUARDED)
    browser.all(".st-key-downloads button")[0].click()
    browser.settle()
    assert len(browser.all("[data-testid=stDownloadButton] button")) >= 6
    browser.open(guarded)
    ended = provider.ended
    out = browser.driver.find_element(By.CSS_SELECTOR, ".st-key-sign-out button")
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", out)
    out.click()
    WebDriverWait(browser.driver, PATIENCE).until(
        lambda driver: driver.find_elements(By.CSS_SELECTOR, ".st-key-sign-in button")
    )
    browser.settle()
    assert waits(browser)
    assert provider.ended == ended + 1
    browser.open(f"{guarded}articles")
    assert waits(browser)


def test_who_is_refused_or_comes_with_a_forged_token_stays_outside(
    guarded: str, browse: Browse, provider: Provider
) -> None:
    browser = browse()
    browser.open(guarded)
    go_to_the_provider(browser, "no")
    assert waits(browser)
    provider.forged = True
    try:
        go_to_the_provider(browser, "yes")
    finally:
        provider.forged = False
    assert waits(browser)
    browser.open(f"{guarded}map")
    assert waits(browser)
