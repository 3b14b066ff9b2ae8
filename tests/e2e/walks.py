"""Ten questions of an officer, each walked from the start page by counted clicks.

The rule: a link, a button or a bar that is clicked is one click; a value chosen in a box (open,
type a part of it, choose) is one; a fold that is opened is one.  What stands in the sidebar is
there on every page, and what is chosen stays chosen on the next page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from browser import Browser

MOST_CLICKS = 3


@dataclass(slots=True)
class Reader:
    """A reader at a browser, whose clicks are counted."""

    browser: Browser
    address: str
    clicks: int = 0

    def start(self) -> None:
        """Open the start page, with nothing chosen."""
        self.browser.open(self.address)
        self.clicks = 0

    def find(self, typed: str, option: str) -> None:
        """Choose in the box that finds everything."""
        box = self.browser.all(".st-key-find input")[0]
        box.click()
        box.send_keys(typed)
        self.browser.pick(option)
        self._clicked()

    def page(self, name: str) -> None:
        """Go to a page by the navigation."""
        self.browser.page(name)
        self._clicked()

    def choose(self, label: str, value: str) -> None:
        """Choose a value of a box for several values."""
        self.browser.choose(label, value)
        self._clicked()

    def select(self, label: str, value: str) -> None:
        """Choose a value of a box for one value."""
        self.browser.select(label, value)
        self._clicked()

    def press(self, selector: str, text: str = "") -> None:
        """Click the first element of these that says the text."""
        for element in self.browser.all(selector):
            if text in element.text:
                self.browser.driver.execute_script(
                    "arguments[0].scrollIntoView({block: 'center'})", element
                )
                element.click()
                self._clicked()
                return
        raise AssertionError(f"nothing to click: {selector} {text}")

    def period(self, name: str) -> None:
        """One of the periods that stand ready in the sidebar."""
        self.press(".st-key-quick-years button", name)

    def more(self) -> None:
        """Open the fold with the other filters."""
        self.press("[data-testid=stSidebar] summary", "조건 더 보기")

    def _clicked(self) -> None:
        self.browser.settle()
        self.clicks += 1


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, how it is walked, where the answer stands, and the answer by SQL alone.

    `answer` reads the build and the text on the screen, and gives the words that must stand in
    that text; `about` names the card that a picture shows.
    """

    name: str
    asked: str
    walk: Callable[[Reader], None]
    where: str
    answer: Callable[[duckdb.DuckDBPyConnection, str], list[str]]
    about: str = "h1.lead"


def rows(build: duckdb.DuckDBPyConnection, query: str, *given: Any) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    return build.execute(query, list(given)).fetchall()


def build_file(warehouse: Path) -> Path:
    """The published build."""
    return warehouse / "builds" / f"{(warehouse / 'CURRENT').read_text().strip()}"


PLACE = "SELECT {name}, count(DISTINCT article_id) FROM tidy WHERE region_role = 'primary' AND {so}"
FIRST = " GROUP BY ALL ORDER BY 2 DESC, 1"


def partner_region(build: duckdb.DuckDBPyConnection, said: str) -> list[str]:
    query = PLACE.format(
        name="sido", so="sido IS NOT NULL AND partner = 'KT' AND year BETWEEN 2019 AND 2023"
    )
    found = rows(build, query + FIRST)
    most = [name for name, count in found if count == found[0][1]]
    assert any(name in said for name in most)
    return [f"{found[0][1]}건", *([f"{len(most)}곳"] if len(most) > 1 else [])]


def first_opened(build: duckdb.DuckDBPyConnection, said: str) -> list[str]:
    query = """
        SELECT sido, sigungu, published_on FROM tidy
        WHERE region_role = 'primary' AND published_on IS NOT NULL AND sigungu IS NOT NULL
          AND list_contains(string_split(programme, '|'), 'cctv_control_centre')
          AND list_contains(string_split(stage, '|'), 'opened')
        ORDER BY published_on LIMIT 1"""
    sido, sigungu, day = rows(build, query)[0]
    return [f"{sido} {sigungu}", f"{day.year}. {day.month}. {day.day}."]


def risen_word(build: duckdb.DuckDBPyConnection, said: str) -> list[str]:
    word = said.split("\n", maxsplit=1)[0].rsplit(" ", 3)[0]
    query = """
        WITH here AS (SELECT DISTINCT article_id, year FROM tidy
            WHERE region_role = 'primary' AND sido = '부산광역시' AND year IN (2024, 2025))
        SELECT year, avg((article_id IN (SELECT article_id FROM article_keywords
            WHERE keyword = ?))::INT) FROM here GROUP BY year ORDER BY year"""
    (_, before), (_, now) = rows(build, query, word)
    assert now > before
    return [word, f"{before:.1%}", f"{now:.1%}"]


def unlike_nation(build: duckdb.DuckDBPyConnection, said: str) -> list[str]:
    query = """
        WITH own AS (SELECT DISTINCT article_id FROM tidy
            WHERE region_role = 'primary' AND sido = '부산광역시'),
        told AS (SELECT article_id, topic_name, article_id IN (SELECT * FROM own) AS here
            FROM tidy WHERE topic IS NOT NULL GROUP BY ALL)
        SELECT topic_name, count(*) FILTER (here) / (SELECT count(*) FROM own) AS share,
            count(*) / (SELECT count(DISTINCT article_id) FROM tidy) AS nation
        FROM told GROUP BY 1"""
    topic = said.split("‘")[1].split("’", maxsplit=1)[0]
    share, nation = {name: (own, all_) for name, own, all_ in rows(build, query)}[topic]
    assert share > nation
    count = rows(build, PLACE.format(name="sido", so="sido = '부산광역시'") + FIRST)[0][1]
    return ["부산광역시", f"기사 {count}건"]


def lacking(build: duckdb.DuckDBPyConnection, said: str) -> list[str]:
    topic, _, other = said.split("\n")[1:4]
    query = """SELECT count(DISTINCT article_id) FROM tidy
        WHERE region_role = 'primary' AND topic_name = ? AND concat_ws(' ', sido, sigungu) = ?"""
    assert rows(build, query, topic, "경상남도 창원시") == [(0,)]
    assert rows(build, query, topic, other)[0][0] > 0
    return [topic, other]


def five_years(build: duckdb.DuckDBPyConnection, said: str) -> list[str]:
    query = PLACE.format(
        name="sido",
        so="sido IS NOT NULL AND topic = 'autonomous_mobility_uam' AND year BETWEEN"
        " (SELECT max(year) FROM tidy) - 4 AND (SELECT max(year) FROM tidy)",
    )
    found = rows(build, query + FIRST)
    assert any(name in said for name, count in found if count == found[0][1])
    return [f"{found[0][1]}건"]


def peak(build: duckdb.DuckDBPyConnection, said: str) -> list[str]:
    query = """SELECT year, count(DISTINCT article_id) FROM tidy
        WHERE topic = 'data_ai' AND year IS NOT NULL"""
    year, count = rows(build, query + FIRST)[0]
    return [f"{year}년", f"{count}건"]


def foreign_city(build: duckdb.DuckDBPyConnection, said: str) -> list[str]:
    query = """SELECT partner, count(DISTINCT article_id) FROM tidy
        WHERE partner_type = 'foreign_city'"""
    found = rows(build, query + FIRST)
    assert any(name in said for name, count in found if count == found[0][1])
    return [f"{found[0][1]}건"]


def evidence(build: duckdb.DuckDBPyConnection, said: str) -> list[str]:
    query = """SELECT title, list(DISTINCT topic_name) FROM tidy
        WHERE topic_name IS NOT NULL AND published_on = (SELECT max(published_on) FROM tidy)
        GROUP BY 1"""
    return next([title, *topics] for title, topics in rows(build, query) if title in said)


def exact_days(build: duckdb.DuckDBPyConnection, said: str) -> list[str]:
    query = """SELECT avg((published_precision = 'day')::INT), count(*) FROM articles
        WHERE on_topic"""
    share, count = rows(build, query)[0]
    return [f"{share:.1%}", f"{count}건"]


def walk_partner(reader: Reader) -> None:
    reader.find("KT", "파트너 · KT")
    reader.select("시작 연도", "2019")
    reader.select("끝 연도", "2023")


def walk_opened(reader: Reader) -> None:
    reader.find("CCTV", "사업 · CCTV 통합관제센터 구축")
    reader.more()
    reader.choose("단계", "개통·개소")


def walk_risen(reader: Reader) -> None:
    reader.find("부산", "지역 · 부산광역시")
    reader.page("키워드")
    reader.period("2025")


def walk_five_years(reader: Reader) -> None:
    reader.find("자율주행", "주제 · 자율주행·도심항공")
    reader.page("지도")
    reader.period("최근 5년")


def walk_foreign(reader: Reader) -> None:
    reader.page("파트너")
    reader.choose("파트너 유형", "외국 도시")


QUESTIONS = (
    Question(
        "partner", "KT와 2019–2023년에 가장 많이 함께한 지역은?", walk_partner,
        ".st-key-card-partner-where h2", partner_region, ".st-key-card-partner-where",
    ),
    Question(
        "opened", "CCTV 통합관제센터를 가장 먼저 연 곳은?", walk_opened, "h1.lead", first_opened,
        ".st-key-card-movers",
    ),
    Question(
        "risen", "부산에서 2025년에 무엇이 늘었나?", walk_risen, ".st-key-card-rising tbody",
        risen_word, ".st-key-card-rising",
    ),
    Question(
        "unlike", "부산은 전국과 무엇이 다른가?",
        lambda reader: reader.find("부산", "지역 · 부산광역시"), "h1.lead", unlike_nation,
        ".st-key-card-against",
    ),
    Question(
        "lacking", "비슷한 도시는 하는데 창원은 안 하는 것은?",
        lambda reader: reader.find("창원", "지역 · 경상남도 창원시"), ".st-key-card-gaps", lacking,
        ".st-key-card-gaps",
    ),
    Question(
        "five", "최근 5년 동안 자율주행을 가장 많이 다룬 지역은?", walk_five_years, "h1.lead",
        five_years, "[class*=st-key-card-map-]",
    ),
    Question(
        "peak", "데이터·AI는 언제 가장 많았나?",
        lambda reader: reader.find("데이터", "주제 · 데이터·AI"), "h1.lead", peak,
        ".st-key-card-timeline",
    ),
    Question(
        "foreign", "어느 외국 도시와 가장 자주 함께하나?", walk_foreign, "h1.lead", foreign_city,
        ".st-key-card-partner-league",
    ),
    Question(
        "evidence", "가장 최근 기사는 왜 그렇게 분류했나?",
        lambda reader: reader.press(".st-key-card-newest [class*='st-key-open-'] a"),
        "[data-testid=stMain]", evidence, ".st-key-card-why",
    ),
    Question(
        "exact", "날짜를 하루까지 믿을 수 있는 기사는 얼마나 되나?",
        lambda reader: reader.page("자료 품질"), "h1.lead", exact_days, ".st-key-card-precision",
    ),
)  # fmt: skip
