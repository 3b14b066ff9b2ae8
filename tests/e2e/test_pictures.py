"""Clicks in pictures and the widgets that do the same; parts of pages that are drawn alone."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from browser import Browser
from selenium.webdriver.common.action_chains import ActionChains

pytestmark = pytest.mark.e2e
Browse = Callable[..., Browser]


def parameters(browser: Browser) -> dict[str, list[str]]:
    """The parameters of the address now."""
    return parse_qs(urlsplit(browser.driver.current_url).query)


def click(browser: Browser, selector: str, place: int = 0) -> None:
    """Click in the middle of a drawn mark."""
    mark = browser.all(selector)[place]
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", mark)
    ActionChains(browser.driver).move_to_element(mark).pause(0.3).click().perform()
    browser.settle()


def test_a_word_of_the_network_filters_by_click_and_by_box(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}keywords")
    card = "[class*=st-key-card-network]"
    click(browser, f"{card} .scatterlayer .trace:last-child .point", 3)
    word = parameters(browser)["q"][0]
    assert f"“{word}”" in browser.text(".st-key-chips")
    assert browser.all(".st-key-card-distinct")
    browser.open(f"{server}keywords")
    box = browser.all(f"{card} [data-testid=stSelectbox] input")[0]
    box.click()
    box.send_keys(word)
    browser.pick(word)
    browser.settle()
    assert parameters(browser)["q"] == [word]
    assert browser.complaints() == []


def test_the_grain_of_a_picture_stands_in_the_link_and_goes_back(
    server: str, browse: Browse
) -> None:
    browser = browse()
    browser.open(f"{server}keywords?province=41")
    button = "//*[contains(@class,'st-key-card-keyword-trend')]//button[normalize-space()='분기']"
    browser.driver.find_element("xpath", button).click()
    browser.settle()
    assert parameters(browser) == {"province": ["41"], "period": ["quarter"]}
    assert "분기" in browser.text(".st-key-card-bursts")
    browser.driver.back()
    browser.settle()
    assert parameters(browser) == {"province": ["41"]}
    assert "분기" not in browser.text(".st-key-card-bursts")
    assert browser.complaints() == []


@pytest.mark.parametrize("page", ["", "map", "diffusion"])
def test_one_step_back_from_an_article_is_the_page_that_opened_it(
    server: str, browse: Browse, page: str
) -> None:
    browser = browse()
    browser.open(f"{server}{page}?province=41")
    address, sentence = browser.driver.current_url, browser.text("h1.lead")
    opener = browser.all("[class*=st-key-open-] a")[0]
    title = opener.text
    opener.click()
    browser.settle_text(".article", title)
    browser.settle()
    assert "article" in parameters(browser)
    opened = browser.driver.current_url
    browser.driver.back()
    browser.settle()
    assert browser.driver.current_url == address
    assert browser.text("h1.lead") == sentence
    browser.driver.forward()
    browser.settle_text(".article", title)
    assert browser.driver.current_url == opened


def test_the_way_back_from_an_article_is_named_and_the_list_opens_nothing(
    server: str, browse: Browse
) -> None:
    browser = browse()
    browser.open(f"{server}map?province=41")
    browser.all("[class*=st-key-open-] a")[0].click()
    browser.settle_text(".st-key-back", "지도")
    browser.all(".st-key-back a")[0].click()
    browser.settle_text(".eyebrow", "지도")
    assert parameters(browser) == {"province": ["41"]}
    browser.all("[class*=st-key-open-] a")[0].click()
    browser.settle_text(".st-key-back", "지도")
    browser.page("개요")
    browser.page("기사")
    assert len(browser.titles()) > 3
    assert browser.complaints() == []


def test_a_tile_opens_a_province_and_then_a_district(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}map?shape=tile")
    tiles = "[class*=st-key-card-map] .barlayer .point path"
    click(browser, tiles, 0)
    province = parameters(browser)["province"][0]
    assert parameters(browser) == {"shape": ["tile"], "province": [province]}
    click(browser, tiles, 2)
    assert parameters(browser)["district"][0].startswith(province)
    assert browser.complaints() == []


def test_a_bar_of_the_partners_opens_its_profile(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}partners")
    click(browser, ".st-key-card-partner-league .barlayer .point path", 1)
    name = parameters(browser)["partner"][0]
    assert name in browser.text("h1.lead")
    assert browser.all(".st-key-card-partner-beside")
    click(browser, ".st-key-card-partner-where .barlayer .point path")
    assert parameters(browser)["partner"] == [name]
    assert len(parameters(browser)["province"]) == 1
    assert browser.complaints() == []


def test_a_bar_of_the_timeline_shows_that_periods_articles(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}timeline?province=41")
    click(browser, ".st-key-card-timeline .barlayer .point path", 2)
    day = parameters(browser)["at"][0]
    assert f"{day[:4]}년 기사" in browser.text(".st-key-card-period")
    assert browser.all(".st-key-card-period [class*=st-key-open-] a")
    browser.open(f"{server}timeline?province=41&split=topic&spread=multiples")
    click(browser, ".st-key-card-multiples .barlayer .point path", 2)
    assert "at" in parameters(browser)
    assert browser.complaints() == []


def test_what_lies_below_the_screen_is_drawn_when_it_is_seen(server: str, browse: Browse) -> None:
    browser = browse()
    browser.driver.get(server)
    browser.rest()
    waiting = "[class*='st-key-sight-']"
    assert browser.all(waiting)
    assert not browser.all(".st-key-card-newest")
    browser.settle()
    assert not browser.all(waiting)
    assert browser.all(".st-key-card-newest")
    # Another choice: what was seen of the first one is old and waits again.
    browser.driver.get(server + "?province=41")
    browser.rest()
    assert browser.all(waiting)


def test_a_month_of_the_timeline_is_a_link_with_a_chip(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}timeline?province=41&period=month")
    bars = ".st-key-card-timeline .barlayer .point path"
    heights = [bar.size["height"] for bar in browser.all(bars)]
    click(browser, bars, heights.index(max(heights)))
    month = parameters(browser)["at"][0]
    name = f"{int(month[:4])}년 {int(month[5:])}월"
    assert browser.text(".st-key-card-period h2").startswith(f"{name} 기사")
    assert name in browser.text(".st-key-chip-at")
    held = browser.text(".st-key-card-period")
    other = browse()
    other.open(browser.driver.current_url.replace("period=month&", "").replace("&period=month", ""))
    assert other.text(".st-key-card-period") == held
    other.all(".st-key-chip-at button")[0].click()
    other.settle()
    assert parameters(other) == {"province": ["41"]}
    assert not other.all(".st-key-card-period")
    other.driver.back()
    other.settle()
    assert other.text(".st-key-card-period") == held
    assert browser.complaints() == other.complaints() == []


def test_more_of_a_periods_articles(server: str, browse: Browse) -> None:
    browser = browse()
    browser.open(f"{server}timeline?at=2021")
    before = len(browser.all(".st-key-card-period [class*='st-key-row-']"))
    browser.all(".st-key-more-period button")[0].click()
    browser.settle()
    assert len(browser.all(".st-key-card-period [class*='st-key-row-']")) == 2 * before
