"""Every page is drawn, follows the address, and says what is wrong or missing."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import pytest
import synthetic
from starlette.routing import Router
from streamlit.testing.v1 import AppTest

from dashboard import database, finding, server, sidebar, sight
from dashboard import wording as w
from dashboard import wording_partners as wt
from dashboard import wording_places as wp
from dashboard import wording_time as wi
from pipelines.query.connect import opened
from pipelines.settings import PROJECT_ROOT

APP = str(PROJECT_ROOT / "dashboard" / "app.py")
PAGES = (
    "overview", "map", "timeline", "keywords", "partners", "articles", "quality", "region",
    "diffusion",
)  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.make(tmp_path_factory.mktemp("pages"), 400, seed=3).warehouse


@pytest.fixture(autouse=True)
def served(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYTRENDS_WAREHOUSE", str(warehouse))
    monkeypatch.setattr(sight, "AT_ONCE", True)


def page(name: str = "overview", **query: list[str]) -> AppTest:
    """The page with these parameters."""
    test = AppTest.from_file(APP, default_timeout=60)
    for parameter, values in query.items():
        test.query_params[parameter] = values
    test.run()
    return test if name == "overview" else test.switch_page(f"views/{name}.py").run()


def text(test: AppTest) -> str:
    """All HTML of the page."""
    return "\n".join(element.value for element in test.markdown)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query",
    [{}, {"province": ["41"], "year": ["2021"]}, {"unit": ["story"], "sure": ["1"]},
     {"regions": ["then"]}, {"year": ["unknown"]}, {"q": ["없는말없는말"]}],
    ids=["all", "some", "story", "then", "undated", "none"],
)  # fmt: skip
def test_page_is_drawn(name: str, query: dict[str, list[str]]) -> None:
    test = page(name, **query)
    assert not test.exception
    assert "class='lead'" in text(test)
    if "q" in query:
        assert w.EMPTY_TITLE in text(test)
        assert any("지우기" in button.label for button in test.button)


@pytest.mark.parametrize("name", ["overview", "map", "timeline", "keywords", "partners"])
def test_what_is_counted_has_its_name(name: str) -> None:
    told = text(page(name, unit=["story"]))
    for words in (w.COUNTED_WHAT["article"], w.SHARE_NOTE, w.HEAT_NOTE, w.TREND_NOTE, wt.WAYS_NOTE):
        assert words not in told
    assert w.UNITS["story"] in told


def test_the_address_fills_the_widgets() -> None:
    test = page(province=["경기도"], year=["2019-2021"], topic=["transport"], q=["자율주행"])
    assert test.multiselect(key="f_province").value == ["41"]
    assert test.selectbox(key="f_year_from").value == "2019"
    assert test.selectbox(key="f_year_to").value == "2021"
    assert test.multiselect(key="f_topic").value == ["transport"]
    assert test.text_input(key="f_q").value == "자율주행"
    assert "2019–2021년 경기도에서" in text(test)


def test_widgets_change_the_page_and_districts_follow_their_province() -> None:
    test = page(province=["41"], district=["41130"])
    test.multiselect(key="f_province").set_value(["26"]).run()
    assert test.multiselect(key="f_district").value == []
    assert "부산광역시에서" in text(test)
    test.button(key="reset").click().run()
    assert test.multiselect(key="f_province").value == []
    assert "전국에서" in text(test)


def test_filters_stay_when_the_page_changes() -> None:
    test = page(province=["41"])
    test.switch_page("views/map.py").run()
    assert test.multiselect(key="f_province").value == ["41"]
    assert "경기도" in text(test)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"provinse": ["41"]}, w.UNKNOWN_PARAMETER.format(name="provinse")),
        ({"province": ["경기"]}, "경기"),
        ({"district": ["중구"]}, w.AMBIGUOUS_VALUE.format(value="중구")),
    ],
)
def test_unknown_filters_are_explained_and_can_be_left(
    query: dict[str, list[str]], says: str
) -> None:
    test = page(**query)
    assert not test.exception
    assert says in text(test)
    assert w.CANDIDATES in text(test)
    test.button(key="show-all").click().run()
    assert "전국에서" in text(test)


def test_without_a_build_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITYTRENDS_WAREHOUSE", str(tmp_path))
    test = page()
    assert not test.exception
    assert w.NO_BUILD_TITLE in text(test)


def test_a_build_of_another_version_says_so(
    tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(warehouse, tmp_path / "old")
    (build,) = (tmp_path / "old" / "builds").glob("*.duckdb")
    with duckdb.connect(str(build)) as connection:
        connection.execute("ALTER TABLE facts DROP COLUMN home")
    monkeypatch.setenv("CITYTRENDS_WAREHOUSE", str(tmp_path / "old"))
    test = page()
    assert not test.exception
    assert w.OLD_BUILD_TITLE in text(test)


def test_an_article_shows_its_evidence() -> None:
    test = page("articles", province=["41"])
    button = next(b for b in test.button if str(b.key).startswith("open-articles-"))
    button.click().run()
    assert "<mark class='region'" in text(test)
    assert w.WHY in text(test)
    # The lines that correct it: what is there in `old`, what the file refuses until it is filled.
    lines = text(test).split("<div class='lines'")[1].split("</div>")[0]
    assert "article_id,field,old,new,who,why" in lines
    assert re.search(r",primary_region,경기도[^,]*,&lt;바른 값&gt;,", lines)
    test.button(key="back").click().run()
    assert "class='lead'" in text(test)


def test_a_word_of_the_network_filters_and_sets_the_words_apart() -> None:
    test = page("keywords")
    assert "card-distinct" not in str(test.main)
    box = test.selectbox(key="box-knot-keyword")
    word = box.options[0]
    box.set_value(word).run()
    assert not test.exception
    assert test.text_input(key="f_q").value == word
    assert any(
        word in button.label for button in test.button if str(button.key).startswith("chip-")
    )
    box = test.selectbox(key="box-knot-keyword")
    box.set_value(None).run()
    assert test.text_input(key="f_q").value == ""


def test_words_and_grain_of_a_link_are_drawn() -> None:
    first = page("keywords").multiselect(key="box-words").options
    test = page("keywords", words=[f"{first[5]},{first[7]}"], period=["quarter"])
    assert test.multiselect(key="box-words").value == [first[5], first[7]]
    assert "분기" in text(test)


def test_one_partner_has_a_profile() -> None:
    everybody = page("partners")
    name = everybody.selectbox(key="box-partner").options[0]
    everybody.selectbox(key="box-partner").set_value(name).run()
    assert not everybody.exception
    assert wt.BESIDE in text(everybody)
    assert wt.NEW_TIES not in text(everybody)
    alone = page("partners", partner=[name], year=["unknown"])
    assert not alone.exception


@pytest.mark.parametrize("split", ["topic", "region", "programme"])
def test_a_timeline_as_small_pictures_with_the_articles_of_a_period(split: str) -> None:
    test = page("timeline", split=[split], spread=["multiples"], at=["2021-01-01"])
    assert not test.exception
    assert "2021년 기사" in text(test)
    box = test.selectbox(key="box-period")
    assert box.value == "2021"
    box.set_value(None).run()
    assert "2021년 기사" not in text(test)


@pytest.mark.parametrize(
    ("at", "name", "chosen"),
    [
        ("2021", "2021년", "2021"),
        ("2021-Q2", "2021년 2분기", None),
        ("2021-05", "2021년 5월", None),
    ],
)
def test_a_period_of_the_link_says_its_own_grain(at: str, name: str, chosen: str | None) -> None:
    test = page("timeline", at=[at])
    assert not test.exception
    assert f"{name} 기사" in text(test)
    assert test.selectbox(key="box-period").value == chosen
    assert test.button(key="chip-at").label.startswith(name)
    test.button(key="chip-at").click().run()
    assert f"{name} 기사" not in text(test)
    assert wi.HOW_TO_OPEN in text(test)


def test_a_month_holds_what_the_build_holds(warehouse: Path) -> None:
    query = """SELECT strftime(published_on, '%Y-%m'), count(*) FROM articles
        WHERE on_topic AND published_precision = 'day' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"""
    build = warehouse / "builds" / (warehouse / "CURRENT").read_text().strip()
    with duckdb.connect(str(build), read_only=True) as connection:
        month, least = connection.execute(query).fetchall()[0]
    test = page("timeline", at=[month], period=["month"])
    title = re.search(r"월 기사 (\d+)건", text(test))
    assert title and int(title[1]) >= least
    assert test.selectbox(key="box-period").value == month


@pytest.mark.parametrize("at", ["2021-13", "99999", "heute", "2021-Q5"])
def test_a_period_that_is_none_opens_nothing(at: str) -> None:
    test = page("timeline", at=[at])
    assert not test.exception
    assert wi.HOW_TO_OPEN in text(test)


@pytest.mark.parametrize("level", ["sigungu", "sido"])
def test_the_spread_of_a_word_with_lags_and_kinds(level: str) -> None:
    test = page("diffusion")
    word = next(one for one in test.selectbox(key="box-item").options if one.startswith("말 · "))
    shown = page("diffusion", item=[f"keyword:{word.removeprefix('말 · ')}"], level=[level])
    assert not shown.exception
    assert word.removeprefix("말 · ") in text(shown)
    assert wp.LAG_FIRST in text(shown)
    assert wp.KIND_COLUMNS[0] in text(shown)


def get(path: str) -> tuple[int, bytes]:
    """Status and body of a route, called as the server calls it."""
    address, _, query = path.partition("?")
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http", "method": "GET", "path": address, "root_path": "", "headers": [],
        "query_string": quote(query, safe="=&").encode(), "app": None,
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(Router(routes=server.ROUTES)(scope, receive, send))
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def test_download_routes() -> None:
    status, data = get("/export.csv?province=41&table=articles")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert status == 200
    assert rows and all("경기도" in row["primary_regions"] for row in rows)
    assert get("/export.xlsx?province=41")[1].startswith(b"PK")
    assert get("/export.parquet?province=41")[1].startswith(b"PAR1")


def test_a_manifest_goes_with_the_download() -> None:
    status, data = get("/manifest.txt?province=41&year=2021")
    said = data.decode("utf-8-sig")
    count = len(list(csv.reader(io.StringIO(
        get("/export.csv?province=41&year=2021&table=articles")[1].decode("utf-8-sig")
    )))) - 1  # fmt: skip
    assert status == 200
    assert "경기도" in said and "2021년" in said and "province=41&year=2021" in said
    assert f"{w.DOWNLOAD_ROWS}: {count:,}행" in said
    assert get("/manifest.txt?province=경기")[0] == 400


def test_routes_refuse_what_they_do_not_know() -> None:
    status, data = get("/export.csv?province=경기")
    assert status == 400
    assert "경기도" in data.decode()
    assert get("/export.csv?table=texts")[0] == 400


def test_health(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(get("/healthz")[1])["status"] == "ok"
    monkeypatch.setenv("CITYTRENDS_WAREHOUSE", str(tmp_path))
    assert get("/healthz")[0] == 503


def test_boundaries_are_served() -> None:
    status, data = get("/boundaries/sido_now.geojson")
    assert status == 200
    assert len(json.loads(data)["features"]) == 16


@pytest.mark.parametrize("name", ["overview", "keywords", "region", "partners"])
def test_what_nobody_has_seen_is_not_drawn(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = page(name)
    monkeypatch.setattr(sight, "AT_ONCE", False)
    first = page(name)
    assert not first.exception
    titles = [set(re.findall("<h2 class='card'>(.*?)</h2>", text(test))) for test in (whole, first)]
    assert titles[1] < titles[0]


@pytest.mark.parametrize(
    ("typed", "leads", "holds"),
    [
        ("지역 · 부산광역시", "region", "f_province"),
        ("주제 · 교통", "timeline", "f_topic"),
        ("사업 · ", "diffusion", ""),
        ("파트너 · ", "partners", "f_partner"),
    ],
)
def test_what_is_found_leads_to_its_page(typed: str, leads: str, holds: str) -> None:
    test = page(year=["2019-2021"], outlet=[], province=["41"])
    option = next(one for one in test.selectbox(key="find").options if one.startswith(typed))
    test.selectbox(key="find").set_value(found_by(option)).run()
    assert not test.exception
    assert f"<p class='eyebrow'>{w.PAGES[leads]}</p>" in text(test)
    assert test.selectbox(key="f_year_from").value == "2019"
    assert ("41" in test.multiselect(key="f_province").value) is False
    if holds:
        assert len(test.multiselect(key=holds).value) == 1
    else:
        assert test.session_state["v_item"].startswith("programme:")
    assert test.selectbox(key="find").value is None


def found_by(option: str) -> str:
    """The value of the box that shows this option."""
    build = database.build()
    with opened(build) as connection:
        words = database.read_vocabulary(build, connection)
    return next(value for value, label in finding.options(words).items() if label == option)


def test_a_period_of_one_click_does_what_the_boxes_do() -> None:
    test = page()
    years = [int(year) for year in test.selectbox(key="f_year_from").options if year.isdigit()]
    pressed(test).set_value(w.LAST_YEARS.format(n=3)).run()
    assert test.selectbox(key="f_year_from").value == str(max(years) - 2)
    assert test.selectbox(key="f_year_to").value == str(max(years))
    test.selectbox(key="f_year_from").set_value("").run()
    assert not pressed(test).value


def pressed(test: AppTest) -> Any:
    """The buttons of the periods."""
    return next(one for one in test.get("button_group") if one.key == "quick-years")


@pytest.mark.parametrize(
    ("years", "labels"),
    [
        ((), []),
        ((2021,), ["2021"]),
        ((2020, 2021), ["2021", "2020"]),
        ((2012, 2015, 2021), ["2021", "2020", "최근 3년", "최근 5년"]),
    ],
)
def test_periods_of_one_click_lie_within_the_data(
    years: tuple[int, ...], labels: list[str]
) -> None:
    found = sidebar.quick_periods(years)
    assert list(found) == labels
    assert all(span.last <= years[-1] for span in found.values())
