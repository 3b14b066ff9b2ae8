"""Downloading from services that page, limit, fail and hang as the real ones do."""

from __future__ import annotations

import logging
import zipfile
from datetime import date
from pathlib import Path

import pytest
from services import GATEWAY_KEY, NAVER_ID, NAVER_SECRET, running

from pipelines.cli import main
from pipelines.errors import FetchError, InputError
from pipelines.fetch import client as client_module
from pipelines.fetch.client import Client, Manners
from pipelines.fetch.korea_kr import Days, fetch_korea_kr
from pipelines.fetch.naver import NaverQuery, fetch_naver
from pipelines.fetch.rss import fetch_rss
from pipelines.model import RawDocument
from pipelines.read import read_file

KEYS = (NAVER_ID, NAVER_SECRET)
QUICK = Manners(interval=0.5, first_wait=2.0, attempts=4, read_timeout=0.5)


class Waits:
    """Takes the place of time: sleeping passes it."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.now = 100.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


def quick(waits: Waits | None = None, manners: Manners = QUICK) -> Client:
    waits = waits or Waits()
    return Client("service", manners, sleep=waits.sleep, clock=waits.clock)


def documents(path: Path) -> list[RawDocument]:
    found = list(read_file(path))
    assert all(isinstance(one, RawDocument) for one in found), found
    return [one for one in found if isinstance(one, RawDocument)]


def naver(url: str, out: Path, words: str = "스마트도시", limit: int = 1000) -> tuple[int, int]:
    with quick() as client:
        found = fetch_naver(NaverQuery(words, limit=limit), KEYS, out, client, f"{url}/news.json")
    return found.articles, found.total


def korea_kr(url: str, out: Path, first: str, last: str, key: str = GATEWAY_KEY) -> int:
    days = Days(date.fromisoformat(first), date.fromisoformat(last))
    with quick() as client:
        return fetch_korea_kr(days, key, out, client, f"{url}/pressReleaseList")


@pytest.mark.parametrize(
    ("articles", "limit", "got", "starts"),
    [
        (0, 1000, 0, ["1"]),
        (99, 1000, 99, ["1"]),
        (100, 1000, 100, ["1"]),
        (250, 1000, 250, ["1", "101", "201"]),
        (250, 120, 200, ["1", "101"]),
        (5000, 1000, 1000, [str(start) for start in range(1, 1000, 100)]),
    ],
)
def test_naver_pages(
    tmp_path: Path, articles: int, limit: int, got: int, starts: list[str]
) -> None:
    out = tmp_path / "news.jsonl"
    with running(articles=articles) as service:
        assert naver(service.url, out, limit=limit) == (got, articles)
    assert [asked["start"] for _, asked in service.asked] == starts
    assert {asked["display"] for _, asked in service.asked} == {"100"}
    if got:
        found = documents(out)
        assert len({document.url for document in found}) == got
        assert found[0].title == "스마트도시 소식 1"
    assert list(tmp_path.iterdir()) == [out]


def test_korea_kr_asks_for_three_days_at_most(tmp_path: Path) -> None:
    out = tmp_path / "press.xml"
    with running(releases_a_day=60) as service:
        assert korea_kr(service.url, out, "2023-05-30", "2023-06-06") == 480
    windows = [(q["startDate"], q["endDate"], q["pageNo"]) for _, q in service.asked]
    assert windows == [
        ("20230530", "20230601", "1"), ("20230530", "20230601", "2"),
        ("20230602", "20230604", "1"), ("20230602", "20230604", "2"),
        ("20230605", "20230606", "1"), ("20230605", "20230606", "2"),
    ]  # fmt: skip
    found = documents(out)
    assert len({document.external_id for document in found}) == 480
    assert found[0].published == "2023-05-30 09:00:00"


def test_korea_kr_that_knows_no_pages(tmp_path: Path) -> None:
    with running(knows_pages=False) as service:
        assert korea_kr(service.url, tmp_path / "press.xml", "2023-05-30", "2023-06-01") == 100
    assert len(service.asked) == 2


def test_an_encoded_key_is_not_encoded_twice(tmp_path: Path) -> None:
    with running(releases_a_day=1) as service:
        key = "abc%2Bdef%2Fghi%3D%3D"
        assert korea_kr(service.url, tmp_path / "press.xml", "2023-05-30", "2023-05-30", key) == 1


@pytest.mark.parametrize("fault", ["500", "503 wait", "reset", "hang", "fast", "html"])
def test_naver_tries_again(tmp_path: Path, fault: str) -> None:
    with running(articles=150, faults=[fault]) as service:
        assert naver(service.url, tmp_path / "news.jsonl") == (150, 150)
    assert len(service.asked) == 3


@pytest.mark.parametrize("fault", ["500", "reset", "hang", "gateway", "html"])
def test_korea_kr_tries_again(tmp_path: Path, fault: str) -> None:
    with running(releases_a_day=1, faults=[fault]) as service:
        assert korea_kr(service.url, tmp_path / "press.xml", "2023-05-30", "2023-05-30") == 1
    assert len(service.asked) == 2


def test_waits_grow_and_heed_the_server() -> None:
    waits = Waits()
    faults = ["500", "500", "503 wait"]
    with running(faults=faults) as service, quick(waits) as client:
        client.get(f"{service.url}/one.xml", lambda answer: None)
    first, second, third = waits.slept
    assert 1.5 <= first <= 2.5
    assert 3.0 <= second <= 5.0
    assert third >= 7.0


def test_requests_keep_their_distance() -> None:
    waits = Waits()
    with running() as service, quick(waits) as client:
        for _ in range(3):
            client.get(f"{service.url}/one.xml", lambda answer: None)
    assert waits.slept == [0.5, 0.5]


def test_a_service_that_stays_away(tmp_path: Path) -> None:
    with running(faults=["500"] * 9) as service, pytest.raises(FetchError, match="4 attempts"):
        naver(service.url, tmp_path / "news.jsonl")
    assert len(service.asked) == 4


def test_too_slow_and_too_large_answers_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "MAX_ANSWER_BYTES", 1000)
    with running() as service, quick() as client:
        with pytest.raises(FetchError, match="larger than"):
            client.get(f"{service.url}/huge.xml", lambda answer: None)
        with pytest.raises(FetchError, match="TooManyRedirects"):
            client.get(f"{service.url}/round.xml", lambda answer: None)
    slow = Manners(interval=0, attempts=2, answer_timeout=-1)
    with (
        running() as service,
        quick(manners=slow) as client,
        pytest.raises(FetchError, match="too slowly"),
    ):
        client.get(f"{service.url}/one.xml", lambda answer: None)


def test_a_stopped_download_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "news.jsonl"
    with running(articles=400, quota=2) as service:
        with pytest.raises(FetchError, match=r"010.*tomorrow"):
            naver(service.url, out)
        assert not out.exists()
        service.quota = 1000
        service.asked.clear()
        assert naver(service.url, out) == (400, 400)
        assert [asked["start"] for _, asked in service.asked] == ["201", "301"]
    assert len(documents(out)) == 400


def test_press_releases_go_on_the_next_day(tmp_path: Path) -> None:
    out = tmp_path / "press.xml"
    with running(releases_a_day=10, quota=2) as service:
        with pytest.raises(FetchError, match=r"22.*tomorrow"):
            korea_kr(service.url, out, "2023-05-01", "2023-05-12")
        service.quota = 1000
        service.asked.clear()
        assert korea_kr(service.url, out, "2023-05-01", "2023-05-12") == 120
        assert [asked["startDate"] for _, asked in service.asked] == ["20230507", "20230510"]


def test_parts_of_another_query_are_not_mixed(tmp_path: Path) -> None:
    out = tmp_path / "news.jsonl"
    with running(quota=1) as service:
        with pytest.raises(FetchError):
            naver(service.url, out)
        with pytest.raises(InputError, match="another query"):
            naver(service.url, out, words="디지털트윈")


@pytest.mark.parametrize(
    ("first", "last", "key", "said"),
    [
        ("2023-05-30", "2023-05-29", GATEWAY_KEY, "swap"),
        ("2023-05-30", "2023-05-30", "wrong", "SERVICE_KEY_IS_NOT_REGISTERED"),
    ],
)
def test_wrong_press_queries(tmp_path: Path, first: str, last: str, key: str, said: str) -> None:
    with running() as service, pytest.raises(FetchError, match=said):
        korea_kr(service.url, tmp_path / "press.xml", first, last, key)
    assert len(service.asked) <= 1


def test_feeds(tmp_path: Path) -> None:
    out = tmp_path / "feeds.zip"
    with running(faults=["500"]) as service:
        urls = [f"{service.url}/{name}.xml" for name in ("one", "moved", "page", "gone", "two")]
        found = fetch_rss(urls, out, lambda url: quick())
    assert found.taken == 3
    assert ["<html>" in found.problems[0], "404" in found.problems[1]] == [True, True]
    assert sorted(document.title or "" for document in documents(out)) == [
        "하남시 /one.xml", "하남시 /one.xml", "하남시 /two.xml",
    ]  # fmt: skip
    with zipfile.ZipFile(out) as packed:
        assert all(name.startswith("127.0.0.1-") for name in packed.namelist())


def test_one_feed_is_written_as_it_came(tmp_path: Path) -> None:
    out = tmp_path / "one.xml"
    with running() as service:
        fetch_rss([f"{service.url}/one.xml"], out, lambda url: quick())
        with pytest.raises(InputError, match=r"end --out in \.zip"):
            fetch_rss([f"{service.url}/one.xml"] * 2, out, lambda url: quick())
    assert documents(out)[0].title == "하남시 /one.xml"


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/x", "nonsense", ""])
def test_only_web_addresses(tmp_path: Path, url: str) -> None:
    with pytest.raises(FetchError, match="https://"):
        fetch_rss([url], tmp_path / "one.xml", lambda url: quick())


def _all_text(tmp_path: Path) -> str:
    return "".join(
        str(path) + path.read_text(encoding="utf-8", errors="replace")
        for path in tmp_path.rglob("*")
        if path.is_file()
    )


def test_keys_are_neither_logged_nor_printed_nor_kept(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("NAVER_CLIENT_ID", NAVER_ID)
    monkeypatch.setenv("NAVER_CLIENT_SECRET", NAVER_SECRET)
    monkeypatch.setenv("DATA_GO_KR_KEY", GATEWAY_KEY)
    days = ["--from", "2023-05-30", "--to", "2023-06-02"]
    with running(articles=150, releases_a_day=1, faults=["fast"]) as service:
        naver_at = ["--endpoint", f"{service.url}/news.json"]
        press_at = ["--endpoint", f"{service.url}/pressReleaseList"]
        assert main(["fetch", "naver", "도시", "--out", str(tmp_path / "n.jsonl"), *naver_at]) == 0
        out = ["--out", str(tmp_path / "p.xml")]
        assert main(["fetch", "korea_kr", *days, *out, *press_at]) == 0
        service.quota = 0
        out = ["--out", str(tmp_path / "q.xml")]
        assert main(["fetch", "korea_kr", *days, *out, *press_at]) == 2
    printed = capsys.readouterr()
    everything = printed.out + printed.err + caplog.text + _all_text(tmp_path)
    for secret in (NAVER_ID, NAVER_SECRET, GATEWAY_KEY, "abc%2Bdef", "serviceKey"):
        assert secret not in everything
    assert "150 of 150 articles written" in printed.out
    assert "4 press releases written" in printed.out
    assert "the day's quota is used up" in printed.err


@pytest.mark.parametrize(
    ("service", "variable"),
    [(["naver", "도시"], "NAVER_CLIENT_ID"),
     (["korea_kr", "--from", "2023-05-30", "--to", "2023-05-30"], "DATA_GO_KR_KEY")],
)  # fmt: skip
def test_a_missing_key_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    service: list[str],
    variable: str,
) -> None:
    monkeypatch.delenv(variable, raising=False)
    assert main(["fetch", *service, "--out", str(tmp_path / "x")]) == 2
    assert f"{variable} is not set" in capsys.readouterr().err
