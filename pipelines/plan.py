"""What a build is asked to do, and what there is to do for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines import settings
from pipelines.corrections import FILE as CORRECTIONS
from pipelines.corrections import Correction, read_corrections
from pipelines.engines import Batch, Work, real_work, run_local
from pipelines.engines.shards import ShardEngine
from pipelines.inputs import Changes, find, find_changes
from pipelines.reference import reference_version
from pipelines.warehouse.publish import published
from pipelines.warehouse.status import Known, known

Engine = Callable[[Iterator[Batch], Work, int], Iterator[tuple[Batch, Any]]]


@dataclass(frozen=True, slots=True)
class Options:
    """How a build goes about it; `rebuild` extracts everything anew, `verify` trusts no stamp.

    With `shards`, that engine reads and processes the files, and they meet the build as Parquet
    at `place`: a folder or URI that all machines reach (default: a folder of the warehouse).
    """

    workers: int = 1
    rebuild: bool = False
    verify: bool = False
    quiet: bool = False
    log_json: bool = False
    engine: Engine = run_local
    work: Callable[[], Work] = real_work
    shards: ShardEngine | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do: `everything` where rules, reference data or layout are not those of `base`."""

    base: Path | None
    before: Known | None
    rules: tuple[str, str]
    everything: bool
    to_read: Changes
    corrections: tuple[Correction, ...]

    @property
    def nothing_new(self) -> bool:
        """Whether the published build is what this one would be."""
        return (
            self.before is not None
            and not self.to_read
            and not self.everything
            and self.corrections == self.before.corrections
        )


def make_plan(
    inputs: Iterable[Path | str], warehouse: Path, working: Path, options: Options
) -> Plan:
    """Compare the inputs, the rules and the reference data with the published build."""
    base = published(warehouse)
    before = known(base) if base else None
    rules = (settings.RULES_VERSION, reference_version())
    files = find(inputs, anywhere=options.shards is not None)
    return Plan(
        base=base,
        before=before,
        rules=rules,
        everything=options.rebuild
        or (before is not None and rules != (before.rules_version, before.reference_version))
        or (before is not None and not before.laid_out),
        to_read=find_changes(
            files, base, working, verify=options.verify, everything=options.rebuild
        ),
        corrections=read_corrections(warehouse / CORRECTIONS),
    )
