"""Every page is drawn, follows the address, and says what is wrong or missing."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import synthetic
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard import server
from dashboard import wording as w
from pipelines.settings import PROJECT_ROOT

APP = str(PROJECT_ROOT / "dashboard" / "app.py")
PAGES = ("overview", "map", "timeline", "keywords", "articles")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.make(tmp_path_factory.mktemp("pages"), 400, seed=3).warehouse


@pytest.fixture(autouse=True)
def served(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYTRENDS_WAREHOUSE", str(warehouse))


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


def test_an_article_shows_its_evidence() -> None:
    test = page("articles", province=["41"])
    button = next(b for b in test.button if str(b.key).startswith("open-articles-"))
    button.click().run()
    assert "<mark class='region'" in text(test)
    assert w.WHY in text(test)
    test.button(key="back").click().run()
    assert "class='lead'" in text(test)


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=server.ROUTES))


def test_download_routes(client: TestClient) -> None:
    answer = client.get("/export.csv?province=41&table=articles")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert rows and all("경기도" in row["primary_regions"] for row in rows)
    assert client.get("/export.xlsx?province=41").content.startswith(b"PK")
    assert client.get("/export.parquet?province=41").content.startswith(b"PAR1")


def test_routes_refuse_what_they_do_not_know(client: TestClient) -> None:
    wrong = client.get("/export.csv?province=경기")
    assert wrong.status_code == 400
    assert "경기도" in wrong.text
    assert client.get("/export.csv?table=texts").status_code == 400


def test_health(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    monkeypatch.setenv("CITYTRENDS_WAREHOUSE", str(tmp_path))
    assert client.get("/healthz").status_code == 503


def test_boundaries_are_served(client: TestClient) -> None:
    answer = client.get("/boundaries/sido_now.geojson")
    assert answer.status_code == 200
    assert len(answer.json()["features"]) == 16
