"""The Ray engine: shards over the machines of a Ray cluster, by Ray Data (extra `ray`).

Uses the cluster that RAY_ADDRESS names or that this process has joined, else starts one on this
machine.  All machines must reach the inputs and the place of the shards, and have the project
installed.  A machine that dies costs the shards it was at; they are done again elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipelines.engines.shards import Job, Shard, do_shard
from pipelines.errors import MissingExtraError

WORKER_BYTES = 700_000_000
"""Memory of a worker with its model: Ray puts no more of them on a machine than it holds."""


class _Worker:
    """Holds the toolkit of one process and does shards with it."""

    def __init__(self, shards: Sequence[Shard], job: Job):
        self._shards = shards
        self._job = job
        self._toolkit = job.work.load()

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        number = int(row["number"])
        return {"number": number, "met": do_shard(self._shards[number], self._job, self._toolkit)}


def run_ray(shards: Sequence[Shard], job: Job, workers: int) -> Iterator[Shard]:
    """Yield the shards in their order as the cluster has done them; raises MissingExtraError."""
    if not shards:
        return
    try:
        import ray  # noqa: PLC0415 - an optional extra
        import ray.data  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError(
            f"--engine ray needs Ray ({error}); pip install 'citytrends[ray]', or leave --engine out"
        ) from error
    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    numbers = [{"number": number} for number in range(len(shards))]
    done = ray.data.from_items(numbers, override_num_blocks=len(shards)).map(
        _Worker,
        fn_constructor_args=(list(shards), job),
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=max(1, workers)),
        num_cpus=1,
        memory=WORKER_BYTES,
    )
    for row in done.iter_rows():
        yield shards[int(row["number"])]
