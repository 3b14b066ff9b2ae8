"""The dashboard in a browser: filters, links, downloads, clicks, looks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from browser import Browser
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.e2e
Browse = Callable[..., Browser]

PAGES = {
    "": "개요",
    "map": "지도",
    "timeline": "타임라인",
    "keywords": "키워드",
    "partners": "파트너",
    "articles": "기사",
}
ALL_PAGES = PAGES | {
    "diffusion": "확산",
    "region": "지역",
    "quality": "자료 품질",
    "upload": "내 자료 넣기",
}
"""Also those whose sentence is not about the years that are filtered."""


def parameters(browser: Browser) -> dict[str, list[str]]:
    """The parameters of the address now."""
    return parse_qs(urlsplit(browser.driver.current_url).query)


def test_filters_change_every_page_and_the_link_reproduces_the_view(
    server: str, browse: Browse
) -> None:
    browser = browse()
    browser.open(server)
    before = {name: read(browser, name) for name in PAGES.values()}
    browser.choose("시도", "경기도")
    browser.select("시작 연도", "2021")
    after = {name: read(browser, name) for name in PAGES.values()}
    for name in PAGES.values():
        assert after[name] != before[name], name
        assert "2021년 경기도" in after[name]
    browser.page("개요")
    assert parameters(browser)["province"] == ["41"]
    assert parameters(browser)["year"] == ["2021"]
    address, sentence = browser.driver.current_url, browser.text("h1.lead")
    other = browse()
    other.open(address)
    assert other.text("h1.lead") == sentence
    assert other.text(".st-key-chips") == browser.text(".st-key-chips")
    assert browser.complaints() == []
    assert other.complaints() == []


def read(browser: Browser, name: str) -> str:
    """The text of a page reached by the navigation."""
    browser.page(name)
    return browser.text()


def test_back_button_goes_back(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(server)
    whole = browser.text("h1.lead")
    browser.choose("시도", "경기도")
    assert browser.text("h1.lead") != whole
    browser.driver.back()
    browser.settle()
    assert browser.text("h1.lead") == whole
    assert browser.all(".st-key-chips") == []


def test_downloaded_csv_holds_the_rows_on_the_screen(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}articles?province=41&year=2021")
    shown = browser.titles()
    browser.driver.find_element(By.CSS_SELECTOR, ".st-key-downloads button").click()
    browser.settle()
    link = browser.all(".downloads a")[0].get_attribute("href")
    with urlopen(link) as answer:
        data = answer.read()
        assert "attachment" in answer.headers["Content-Disposition"]
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["title"] for row in rows] == shown
    assert len(rows) > 5
    assert all("경기도" in row["primary_regions"] for row in rows)
    assert {row["published_on"][:4] for row in rows} <= {"2021", ""}


def test_a_click_on_the_map_opens_a_province_and_then_a_district(
    server: str, browse: Browse
) -> None:
    browser = browse()
    browser.open(f"{server}map")
    browser.click_map("[class*=st-key-card-map]", place_of(browser, "51"))
    assert parameters(browser)["province"] == ["51"]
    assert "강원특별자치도" in browser.text("h1.lead")
    browser.click_map("[class*=st-key-card-map]", 0)
    assert len(parameters(browser)["district"]) == 1
    assert browser.complaints() == []


def place_of(browser: Browser, code: str) -> int:
    """Where a polygon stands in the drawing order."""
    script = (
        "return [...document.querySelectorAll('[class*=st-key-card-map] .choroplethlayer path')]"
        ".map(path => path.__data__ && (path.__data__.ct, path.__data__.loc))"
    )
    return list(browser.driver.execute_script(script)).index(code)


def test_the_box_does_what_the_map_does(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}map")
    box = browser.all("[data-testid=stMain] [class*='st-key-box-map'] input")[0]
    box.click()
    browser.pick("경기도")
    browser.settle()
    assert parameters(browser)["province"] == ["41"]
    browser.driver.find_element(By.CSS_SELECTOR, ".st-key-crumb-all button").click()
    browser.settle()
    assert "province" not in parameters(browser)


def test_an_article_opens_with_its_evidence(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}articles?province=41&year=2021")
    title = browser.titles()[0]
    browser.all(".st-key-card-rows [class*='st-key-open-'] button")[0].click()
    browser.settle_text(".article", title)
    marks = [mark.text for mark in browser.all(".article mark")]
    assert marks and all(marks)
    assert "article" in parameters(browser)
    browser.driver.find_element(By.CSS_SELECTOR, ".st-key-back button").click()
    browser.settle()
    assert browser.titles()[0] == title


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("province=경기", "찾지 못했습니다"),
        ("district=중구", "여러 곳"),
        ("colour=blue", "쓰지 않는 조건"),
        ("year=2021&q=없는말없는말", "조건에 맞는 기사가 없습니다"),
    ],
)
def test_wrong_or_empty_filters_say_so(server: str, browse: Browse, query: str, says: str) -> None:
    browser = browse()
    browser.open(f"{server}?{query}")
    assert says in browser.text()


def test_removing_a_chip_removes_the_filter(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}?province=41&year=2021")
    browser.all(".st-key-chips button")[0].click()
    browser.settle()
    assert parameters(browser) == {"year": ["2021"]}


def test_the_spread_of_an_item_has_its_link_and_opens_the_first_article(
    server: str, browse: Browse
) -> None:
    browser = browse()
    browser.open(f"{server}diffusion?item=topic:transport&level=sido")
    sentence = browser.text("h1.lead")
    assert "‘교통’" in sentence and "시도" in sentence
    title = browser.all("[class*=st-key-row-mover-] a")[0].text
    browser.all("[class*=st-key-row-mover-] a")[0].click()
    browser.settle_text(".article", title)
    assert "article" in parameters(browser)
    browser.page("확산")
    assert browser.text("h1.lead") == sentence
    assert browser.complaints() == []


def test_a_region_is_chosen_by_its_box(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}region")
    box = browser.all(".st-key-box-region input")[0]
    box.click()
    box.send_keys("부산광역시")
    browser.pick("부산광역시")
    browser.settle()
    assert parameters(browser)["province"] == ["26"]
    assert browser.text("h1.lead").startswith("부산광역시에서")
    assert browser.complaints() == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_look_right(
    server: str, browse: Browse, artefacts: Path, width: int, dark: bool
) -> None:
    browser = browse(width, dark=dark)
    for page, name in ALL_PAGES.items():
        browser.open(server + page)
        assert name in browser.text(".eyebrow")
        script = "const m = document.querySelector('[data-testid=stMain]');"
        assert browser.driver.execute_script(f"{script} return m.scrollWidth <= m.clientWidth")
        browser.shoot(artefacts / f"{page or 'overview'}_{width}_{'dark' if dark else 'light'}.png")
    assert browser.complaints() == []


def test_what_draws_comes_compressed_and_stays_with_the_browser(
    server: str, browse: Browse
) -> None:
    browser = browse()
    browser.open(f"{server}map")
    script = """
    return performance.getEntriesByType('resource')
      .filter(entry => /PlotlyChart|sido_now/.test(entry.name))
      .map(entry => [entry.encodedBodySize, entry.decodedBodySize]);
    """
    sizes = browser.driver.execute_script(script)
    assert len(sizes) >= 2
    assert all(0 < sent < whole / 3 for sent, whole in sizes)
    browser.open(f"{server}timeline")
    taken = "return performance.getEntriesByType('resource').map(e => [e.name, e.transferSize])"
    again = [size for name, size in browser.driver.execute_script(taken) if "PlotlyChart" in name]
    assert again == [0] * len(again)
    assert browser.complaints() == []
