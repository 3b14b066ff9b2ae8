"""What each command does with its parsed arguments; each gives an exit code.

Heavy modules are imported by the command that needs them, so that `status` starts at once.
"""

# ruff: noqa: PLC0415 - the docstring says why imports are inside the functions

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.errors import InputError, WarehouseError
from pipelines.model import Extracted, Reject
from pipelines.progress import log_event

if TYPE_CHECKING:
    from pipelines.engines.shards import ShardEngine

DONE, REJECTED = 0, 1


def build(arguments: Namespace) -> int:
    """Bring the warehouse up to date and print the closing report."""
    from pipelines import run

    options = run.Options(
        workers=arguments.workers,
        rebuild=arguments.rebuild,
        verify=arguments.verify,
        log_json=arguments.log_json,
        shards=_shard_engine(arguments.engine),
        place=arguments.shards,
    )
    if arguments.log_json:
        log_event("started", inputs=[str(path) for path in arguments.inputs])
    report = run.build(arguments.inputs, arguments.warehouse, options)
    if arguments.log_json:
        for example in report.examples:
            log_event("rejected", where=example)
        log_event("finished", **report.as_json())
    else:
        _say_rejects(report.examples, report.rejects)
    if arguments.json:
        _print_json(report.as_json())
    else:
        print("\n".join(report.lines()))
    return REJECTED if arguments.strict and report.rejects else DONE


def _shard_engine(name: str) -> ShardEngine | None:
    """Give the engine that does shards on other machines; the local one needs none."""
    if name == "local":
        return None
    from pipelines.engines.ray_engine import run_ray

    return run_ray


def _say_rejects(examples: tuple[str, ...], count: int) -> None:
    for example in examples:
        print(f"rejected: {example}", file=sys.stderr)
    if count > len(examples):
        print(f"rejected: {count - len(examples):,} more, see `status`", file=sys.stderr)


def extract(arguments: Namespace) -> int:
    """Write one JSON object an article; the file appears when it is complete."""
    from pipelines import run
    from pipelines.extract import as_json

    articles = rejects = 0
    temporary = arguments.out.with_name(arguments.out.name + ".tmp")
    try:
        with temporary.open("w", encoding="utf-8") as out:
            options = run.Options(workers=arguments.workers)
            for found in run.extract(arguments.inputs, options):
                if isinstance(found, Reject):
                    rejects += 1
                    print(f"rejected: {_place(found)}: {found.reason}", file=sys.stderr)
                else:
                    articles += 1
                    out.write(json.dumps(as_json(found), ensure_ascii=False) + "\n")
        temporary.replace(arguments.out)
    except OSError as error:
        raise InputError(
            f"{arguments.out}: cannot be written ({error.strerror}); choose another --out"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
    print(f"{articles:,} articles written to {arguments.out}, {rejects:,} inputs rejected")
    return REJECTED if arguments.strict and rejects else DONE


def _place(found: Reject) -> str:
    return found.path if found.row is None else f"{found.path}, row {found.row}"


def explain(arguments: Namespace) -> int:
    """Print everything found in one article, each value with its rule and words."""
    path = Path(arguments.article)
    found = (
        _of_file(path, arguments.row)
        if path.is_file()
        else _of_build(arguments.warehouse, arguments.article)
    )
    if isinstance(found, Reject):
        raise InputError(f"{_place(found)}: {found.reason}")
    from pipelines.explain import render
    from pipelines.extract import as_json

    if arguments.json:
        _print_json(as_json(found))
    else:
        print(render(found))
    return DONE


def _of_file(path: Path, row: int | None) -> Extracted | Reject:
    """Extract the first document of a file, or the one of `row`."""
    from pipelines.extract import load_toolkit, process
    from pipelines.read import read_file

    for found in read_file(path):
        its_row = found.row if isinstance(found, Reject) else found.source.row
        if row is None or its_row in (None, row):
            return found if isinstance(found, Reject) else process(found, load_toolkit())
    raise InputError(f"{path}: has no row {row}; rows are counted as the file shows them")


def _of_build(warehouse: Path, article_id: str) -> Extracted | Reject:
    """Take an article of the published build from the store, as corrected by people."""
    from pipelines.corrections import FILE, correct, read_corrections
    from pipelines.reference import load_reference
    from pipelines.run import STORE
    from pipelines.store import Store
    from pipelines.warehouse.publish import published
    from pipelines.warehouse.status import raw_hash_of

    current = published(warehouse)
    digest = raw_hash_of(current, article_id) if current else None
    stored = Store(warehouse / STORE, "").find(digest) if digest else None
    if stored is None:
        raise InputError(
            f"{article_id}: neither a file nor an article of {warehouse}; "
            "ids are in the column article_id of an export"
        )
    if isinstance(stored.result, Reject):
        return stored.result
    lines = [line for line in read_corrections(warehouse / FILE) if line.article_id == article_id]
    corrected, problems = correct(stored.result, lines, load_reference())
    for line, reason in problems:
        print(f"not applied: {FILE}, row {line.line}: {reason}", file=sys.stderr)
    return corrected


def evaluate(arguments: Namespace) -> int:
    """Score extraction against annotated pages."""
    if not arguments.gold.is_dir():
        raise InputError(f"{arguments.gold}: no such folder; it should hold NN.txt and NN.json")
    from pipelines.evaluate import run

    return run(arguments.gold, arguments.json) or DONE


def status(arguments: Namespace) -> int:
    """Describe the published build."""
    from pipelines.warehouse.status import status as status_of

    found = status_of(arguments.warehouse)
    if arguments.json:
        _print_json(found.as_json())
    else:
        print("\n".join(found.lines()))
    return DONE


def export(arguments: Namespace) -> int:
    """Write the filtered tidy table."""
    from pipelines.query import export as write

    try:
        write(arguments.warehouse, arguments.query, arguments.format, arguments.out)
    except OSError as error:
        raise WarehouseError(
            f"{arguments.out}: cannot be written ({error.strerror}); choose another --out"
        ) from error
    print(f"written to {arguments.out}")
    return DONE


def rollback(arguments: Namespace) -> int:
    """Publish the build before the published one."""
    from pipelines.warehouse.lock import writing
    from pipelines.warehouse.publish import rollback as roll_back

    with writing(arguments.warehouse):
        build_now = roll_back(arguments.warehouse)
    print(f"published {build_now.stem} in {arguments.warehouse}")
    return DONE


def serve(arguments: Namespace) -> int:
    """Serve the dashboard as a process of its own: pipelines never imports it."""
    command = [sys.executable, "-m", "dashboard", "--host", arguments.host]
    command += ["--port", str(arguments.port)]
    if arguments.warehouse is not None:
        command += ["--warehouse", str(arguments.warehouse)]
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return DONE


def check_reference(arguments: Namespace) -> int:
    """Validate every reference table."""
    from pipelines.check_reference import check_reference as check

    return check() or DONE


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
