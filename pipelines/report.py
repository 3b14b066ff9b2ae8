"""What a build says at its end, for people and for machines."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

T = TypeVar("T")


class Stopwatch:
    """Seconds a stage; a stage inside another one pauses the outer one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time inside the block to a stage."""
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    def _turn(self) -> None:
        """Count what passed to the stage that was running."""
        now = time.perf_counter()
        if self._running:
            name = self._running[-1]
            self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now

    def through(self, name: str, items: Iterable[T]) -> Iterator[T]:
        """Count the time that an iterator takes to give its items to a stage."""
        iterator = iter(items)
        while True:
            with self.stage(name):
                try:
                    item = next(iterator)
                except StopIteration:
                    return
            yield item


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The closing report of a build.

    Documents: `read` = `unchanged` + `kept` + `duplicate` + those rejected in processing;
    rows and files that could not be read at all are in `rejected` alone.  `build_id` is None
    where nothing was new and the published build stays.  `examples` are the first rejects with
    file, row and reason.  `corrected` articles of the build have corrections by people.
    """

    warehouse: str
    build_id: str | None
    files: int
    files_unchanged: int
    read: int
    unchanged: int
    kept: int
    replaced: int
    duplicate: int
    off_topic: int
    rejected: tuple[tuple[str, int], ...]
    examples: tuple[str, ...]
    articles: int
    stories: int
    corrected: int
    seconds: tuple[tuple[str, float], ...]

    @property
    def rejects(self) -> int:
        """Inputs of this run that were not taken."""
        return sum(count for _, count in self.rejected)

    def as_json(self) -> dict[str, Any]:
        """Give the report as one JSON object; reasons and stages become its keys."""
        return asdict(self) | {
            "rejected": dict(self.rejected),
            "seconds": {name: round(value, 3) for name, value in self.seconds},
        }

    def lines(self) -> Iterator[str]:
        """Give the report as plain lines."""
        yield f"files       {self.files:>9,}   ({self.files_unchanged:,} unchanged)"
        yield f"documents   {self.read:>9,}   ({self.unchanged:,} unchanged)"
        changes = f"{self.replaced:,} replaced, {self.off_topic:,} off topic"
        yield f"kept        {self.kept:>9,}   ({changes})"
        yield f"duplicate   {self.duplicate:>9,}"
        yield f"rejected    {self.rejects:>9,}"
        for reason, count in self.rejected:
            yield f"  {count:>7,} × {reason}"
        if self.corrected:
            yield f"corrected   {self.corrected:>9,}   (articles of the build, by corrections.csv)"
        spent = ", ".join(f"{name} {seconds:.1f}" for name, seconds in self.seconds)
        yield f"seconds     {sum(value for _, value in self.seconds):>9.1f}   ({spent})"
        if self.build_id is None:
            yield f"nothing new: {self.articles:,} articles stay published in {self.warehouse}"
        else:
            counts = f"{self.articles:,} articles, {self.stories:,} stories"
            yield f"published   {self.build_id}: {counts} in {self.warehouse}"
