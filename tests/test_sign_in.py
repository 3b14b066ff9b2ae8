"""Signing in: off by default; asked for, pages wait and no file leaves by an open address."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import synthetic
from test_dashboard_pages import get, page, text

from dashboard import __main__ as command
from dashboard import sign_in
from dashboard import wording_sign_in as ws


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.make(tmp_path_factory.mktemp("signin"), 60, seed=4).warehouse


@pytest.fixture(autouse=True)
def served(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYTRENDS_WAREHOUSE", str(warehouse))
    monkeypatch.delenv("CITYTRENDS_SIGN_IN", raising=False)


GUARDED = ("/export.csv", "/export.xlsx", "/export.parquet", "/manifest.txt")


@pytest.mark.parametrize("address", GUARDED)
def test_it_is_off_by_default(address: str) -> None:
    assert get(address)[0] == 200


def test_pages_are_open_by_default() -> None:
    shown = page()
    assert ws.TITLE not in text(shown)
    assert not [button for button in shown.button if button.key in ("sign-in", "sign-out")]


@pytest.mark.parametrize("address", GUARDED)
def test_asked_for_no_file_leaves_by_an_address(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITYTRENDS_SIGN_IN", "1")
    status, data = get(address)
    assert status == 403
    assert data.decode().strip() == ws.REFUSED


def test_health_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYTRENDS_SIGN_IN", "1")
    assert get("/healthz")[0] == 200


@pytest.mark.parametrize("name", ["overview", "articles", "upload"])
def test_asked_for_pages_wait_for_the_sign_in(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYTRENDS_SIGN_IN", "1")
    shown = page(name)
    assert not shown.exception
    assert ws.TITLE in text(shown)
    assert [button.key for button in shown.button] == ["sign-in"]
    assert shown.button(key="sign-in").disabled  # no [auth] here
    assert ws.NOT_CONFIGURED in text(shown)


def test_who_signed_in_reads_and_downloads_through_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CITYTRENDS_SIGN_IN", "1")
    monkeypatch.setattr(sign_in, "signed_in", lambda: True)
    shown = page()
    assert not shown.exception
    assert ws.TITLE not in text(shown)
    assert "class='lead'" in text(shown)
    assert any(button.key == "sign-out" for button in shown.button)
    assert "export.csv" not in text(shown)


def test_assistants_cannot_read_what_needs_a_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITYTRENDS_SIGN_IN", "1")
    monkeypatch.setattr(sys, "argv", ["dashboard", "--agent-api"])
    with pytest.raises(SystemExit, match="--agent-api"):
        command.main()
