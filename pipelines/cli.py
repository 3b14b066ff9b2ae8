"""The command line: `citytrends …` or `python -m pipelines …`.

Exit codes: 0 done; 1 done, but inputs were rejected and --strict was given; 2 wrong use or
unreadable input.  Results go to stdout; progress and errors, one line a problem, to stderr.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines import commands
from pipelines.errors import CitytrendsError
from pipelines.fetch.command import add_fetch
from pipelines.progress import log_event
from pipelines.settings import default_warehouse

DONE, WRONG, STOPPED = 0, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.command(chosen))
    except CitytrendsError as error:
        if getattr(chosen, "log_json", False):
            log_event("error", message=str(error))
        else:
            print(f"error: {error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print("stopped; what was done is kept, run it again to go on", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing may be written at exit any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="citytrends",
        description="Smart-city policy of Korean regions: from articles to a dashboard.",
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in (
        _build, _extract, _explain, _evaluate, _status, _export, _rollback, add_fetch, _serve,
        _check,
    ):  # fmt: skip
        add(subparsers)
    return parser


Subparsers = argparse._SubParsersAction  # the type has no public name


def _command(
    subparsers: Subparsers[argparse.ArgumentParser], name: str, help_text: str
) -> argparse.ArgumentParser:
    return subparsers.add_parser(name, help=help_text, description=help_text)


def _warehouse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--warehouse",
        type=Path,
        default=default_warehouse(),
        metavar="DIR",
        help="warehouse folder (default: $CITYTRENDS_WAREHOUSE, else data/warehouse)",
    )


def _workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers",
        type=_positive,
        default=max(1, min(os.cpu_count() or 1, 8)),
        metavar="N",
        help="processes that extract, about 0.7 GB of memory each (default: one a core, up to 8)",
    )


def _place(text: str) -> Path | str:
    return text if "://" in text else Path(text)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of at least 1")
    return number


def _build(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = _command(subparsers, "build", "read files and folders and publish what is new")
    parser.add_argument(
        "inputs",
        nargs="+",
        type=_place,
        metavar="INPUT",
        help="file or folder; with --engine ray also an address such as s3://bucket/folder",
    )
    _warehouse(parser)
    _workers(parser)
    parser.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="local: processes of this machine; ray: a Ray cluster (needs the extra `ray`)",
    )
    parser.add_argument(
        "--shards",
        metavar="PLACE",
        help="with --engine ray: folder or address that all machines reach (default: in DIR)",
    )
    parser.add_argument("--rebuild", action="store_true", help="extract everything anew")
    parser.add_argument("--verify", action="store_true", help="compare bytes, not size and time")
    parser.add_argument("--strict", action="store_true", help="exit 1 if any input is rejected")
    parser.add_argument("--json", action="store_true", help="print the closing report as JSON")
    parser.add_argument("--log-json", action="store_true", help="log to stderr as JSON lines")
    parser.set_defaults(command=commands.build)


def _extract(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = _command(subparsers, "extract", "write one JSON object an article, no warehouse")
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="file or folder")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="JSONL file")
    parser.add_argument("--strict", action="store_true", help="exit 1 if any input is rejected")
    _workers(parser)
    parser.set_defaults(command=commands.extract)


def _explain(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = _command(subparsers, "explain", "show what was found in an article, and why")
    parser.add_argument("article", metavar="FILE|ARTICLE_ID", help="a file, or an id of the build")
    parser.add_argument("--row", type=_positive, metavar="N", help="row of a file with many")
    parser.add_argument("--json", action="store_true", help="print the JSON object")
    _warehouse(parser)
    parser.set_defaults(command=commands.explain)


def _evaluate(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = _command(subparsers, "evaluate", "score extraction against annotated pages")
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR", help="folder of NN.txt and NN.json")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.set_defaults(command=commands.evaluate)


def _status(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = _command(subparsers, "status", "describe the published build")
    _warehouse(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.set_defaults(command=commands.status)


def _export(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = _command(subparsers, "export", "write the filtered tidy table to a file")
    _warehouse(parser)
    parser.add_argument(
        "--query",
        default="",
        metavar="QUERY",
        help="as in the dashboard's address: topic=transport",
    )
    parser.add_argument("--format", choices=("csv", "xlsx", "parquet"), default="csv")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.set_defaults(command=commands.export)


def _rollback(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = _command(subparsers, "rollback", "publish the build before the published one")
    _warehouse(parser)
    parser.set_defaults(command=commands.rollback)


def _serve(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = _command(subparsers, "serve", "serve the dashboard")
    parser.add_argument("--warehouse", type=Path, metavar="DIR", help="warehouse folder")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_positive, default=8501)
    parser.set_defaults(command=commands.serve)


def _check(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = _command(subparsers, "check-reference", "validate every table of data/reference")
    parser.set_defaults(command=commands.check_reference)
