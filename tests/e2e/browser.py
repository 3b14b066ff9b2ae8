"""Driving the dashboard as a reader does: by labels, links and clicks."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE = 60
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars",
)  # fmt: skip
QUIET = """
const main = document.querySelector('[data-testid=stApp]');
const busy = document.querySelector('[data-stale=true], .stSkeleton, [data-testid=stSkeleton]');
return main && main.dataset.testScriptState !== 'running'
  && main.getAttribute('data-test-script-state') !== 'running' && !busy;
"""
# Parts of a page are drawn once they are seen: go to the first that waits, and say whether one does.
LOOK = """
const frame = document.querySelector('[class*="st-key-sight-"]');
if (frame) frame.scrollIntoView({block: 'center'});
return Boolean(frame);
"""
TOP = "document.querySelector('[data-testid=stMain]').scrollTo(0, 0)"
# Streamlit asks for its own address below the page's before it asks at the root.
PROBES = ("_stcore/health", "_stcore/host-config")


@dataclass(frozen=True, slots=True)
class Browser:
    """A Chromium with a profile folder of its own."""

    driver: webdriver.Chrome
    profile: Path
    width: int

    def open(self, address: str) -> None:
        """Go to an address and wait until the page is drawn."""
        self.driver.get(address)
        self.settle()

    def settle(self) -> None:
        """Wait until the page rests and all its pictures are drawn, those further down as well."""
        self.rest()
        if self.driver.execute_script(LOOK):
            WebDriverWait(self.driver, PATIENCE).until(
                lambda driver: not driver.execute_script(LOOK)
            )
            self.driver.execute_script(TOP)
            self.rest()

    def rest(self) -> None:
        """Wait until what is on the screen is drawn."""
        time.sleep(0.6)
        wait = WebDriverWait(self.driver, PATIENCE)
        wait.until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "h1.lead, .article h1"))
        wait.until(lambda driver: driver.execute_script(QUIET))
        time.sleep(0.5)

    def settle_text(self, selector: str, text: str) -> None:
        """Wait until an element holds a text."""
        WebDriverWait(self.driver, PATIENCE).until(
            lambda driver: any(text in e.text for e in self.all(selector))
        )

    def text(self, selector: str = "[data-testid=stMain]") -> str:
        """The visible text of the first match."""
        return self.driver.find_element(By.CSS_SELECTOR, selector).text

    def all(self, selector: str) -> list[WebElement]:
        """Every match."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def titles(self) -> list[str]:
        """The titles of the article rows on the screen."""
        return [e.text for e in self.all(".st-key-card-rows [class*='st-key-open-'] button")]

    def box(self, kind: str, label: str) -> WebElement:
        """A widget by its label; kind is stMultiSelect or stSelectbox."""
        for element in self.all(f"[data-testid={kind}]"):
            if element.text.split("\n")[0].strip() == label:
                return element
        raise AssertionError(f"no {kind} called {label}")

    def choose(self, label: str, value: str) -> None:
        """Choose a value of a box for several values."""
        self.box("stMultiSelect", label).find_element(By.CSS_SELECTOR, "input").click()
        self.pick(value)
        ActionChains(self.driver).send_keys(Keys.ESCAPE).perform()
        self.settle()

    def select(self, label: str, value: str) -> None:
        """Choose a value of a box for one value."""
        box = self.box("stSelectbox", label)
        (box.find_elements(By.CSS_SELECTOR, "input") or [box])[0].click()
        self.pick(value)
        self.settle()

    def pick(self, value: str) -> None:
        """Click an option of the open list."""
        find = f"//*[@role='option'][normalize-space()='{value}']"
        WebDriverWait(self.driver, PATIENCE).until(
            lambda driver: driver.find_elements(By.XPATH, find)
        )[0].click()

    def page(self, name: str) -> None:
        """Go to a page by the navigation."""
        self.driver.find_element(
            By.XPATH, f"//a[@data-testid='stTopNavLink'][normalize-space()='{name}']"
        ).click()
        self.settle()

    def click_map(self, selector: str, place: int) -> None:
        """Click in the middle of a polygon of a map, by its place in the drawing order."""
        path = self.all(f"{selector} .choroplethlayer path")[place]
        ActionChains(self.driver).move_to_element(path).pause(0.3).click().perform()
        self.settle()

    def complaints(self) -> list[str]:
        """Console errors, without the framework's own search for its address."""
        return [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] == "SEVERE" and not any(probe in entry["message"] for probe in PROBES)
        ]

    def shoot(self, path: Path) -> None:
        """A screenshot of the whole page."""
        script = "return document.querySelector('[data-testid=stMain]').scrollHeight"
        self._size(max(int(self.driver.execute_script(script)), 900))
        time.sleep(1.5)
        self.driver.save_screenshot(str(path))
        self._size(900)

    def _size(self, height: int) -> None:
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": self.width, "height": height, "deviceScaleFactor": 1,
            "mobile": self.width < 500,
        })  # fmt: skip


def start(profile: Path, width: int, *, dark: bool) -> Browser:
    """A new headless Chromium."""
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--window-size={width},900", f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    # The installed driver, so that nothing looks for one on the network.
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser = Browser(driver, profile, width)
    browser._size(900)
    return browser
