"""The commands: what they print, and the codes that they exit with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import fakes
import pytest

from pipelines import cli, run


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of inputs, with extraction that costs nothing."""
    fake = run.Options.__init__

    def options(self: run.Options, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("work", fakes.work)
        fake(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(run.Options, "__init__", options)
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "a.txt").write_text("하남시 버스", encoding="utf-8")
    return folder


def call(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


def test_build_and_status(inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warehouse = tmp_path / "warehouse"
    assert call("build", inputs, "--warehouse", warehouse) == 0
    assert "1 articles, 1 stories" in capsys.readouterr().out
    assert call("build", inputs, "--warehouse", warehouse) == 0
    assert "nothing new" in capsys.readouterr().out
    assert call("status", "--warehouse", warehouse, "--json") == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 1


def test_rejects_are_named_on_stderr_and_strict_counts_them(
    inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inputs / "보고서.pdf").write_bytes(b"%PDF-1.7")
    (inputs / "t.csv").write_text("제목,본문\n가,\n", encoding="utf-8")
    warehouse = tmp_path / "warehouse"
    assert call("build", inputs, "--warehouse", warehouse, "--strict", "--json") == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["kept"] == 1
    lines = err.splitlines()
    assert len(lines) == 2
    assert "t.csv, row 2: 본문이 비어" in lines[0]
    assert "보고서.pdf: PDF는" in lines[1]
    assert call("build", inputs, "--warehouse", tmp_path / "other") == 0


def test_log_json_writes_lines_that_parse(
    inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("build", inputs, "--warehouse", tmp_path / "warehouse", "--log-json") == 0
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["started", "reading", "loading", "finished"]
    assert events[1]["files"] == 1
    assert events[-1]["kept"] == 1
    assert call("build", inputs / "nowhere", "--log-json", "--warehouse", tmp_path / "w") == 2
    error = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (error["event"], "no such file" in error["message"]) == ("error", True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("build", "nowhere"), "nowhere: no such file or folder"),
        (("status",), "no build is published"),
        (("rollback",), "no build is published"),
        (("explain", "c0000"), "neither a file nor an article"),
        (("evaluate", "nowhere"), "no such folder"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITYTRENDS_WAREHOUSE", str(tmp_path / "warehouse"))
    assert call(*arguments) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [(), ("no-such-command",), ("build",), ("build", "a", "--workers", "0")]
)
def test_argparse_refuses_with_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        call(*arguments)
    assert stopped.value.code == 2


def test_rollback(inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warehouse = tmp_path / "warehouse"
    call("build", inputs, "--warehouse", warehouse)
    (inputs / "b.txt").write_text("하남시 나", encoding="utf-8")
    call("build", inputs, "--warehouse", warehouse)
    capsys.readouterr()
    assert call("rollback", "--warehouse", warehouse) == 0
    assert capsys.readouterr().out.startswith("published ")
    assert call("rollback", "--warehouse", warehouse) == 2


def test_module_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "--help"], capture_output=True, text=True, check=True
    )
    for name in (
        "build",
        "extract",
        "explain",
        "evaluate",
        "status",
        "export",
        "rollback",
        "serve",
    ):
        assert name in done.stdout
