"""Readers of the dashboard without a browser: server time, bytes and memory of interactions.

    python -m tests.bench.sessions [FOLDER] [ARTICLES] [PART OF A TITLE]

Each reader speaks Streamlit's own protocol over a WebSocket to `python -m dashboard` in a process
of its own, sets the boxes 시도, 시작 연도 and 주제 as a person would, and waits for the word that
the script has finished; then for each part of the page that is drawn once it is seen.  Every
condition is new to the page, so no answer comes from a cache that the same page filled; bytes are
those of the messages, as the server sends them.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.request import urlopen

from dashboard import wording as w
from pipelines.query.connect import opened
from pipelines.query.vocabulary import Vocabulary, load_vocabulary
from pipelines.settings import PROJECT_ROOT
from tests import synthetic
from tests.bench.reader import Answer, Reader

ARTICLES = 1_000_000
PORT = 8620
PAGES = (
    "", "map", "timeline", "keywords", "diffusion", "partners", "region", "articles", "quality",
)  # fmt: skip
STEPS, MANY, MANY_STEPS, LONG = 24, 30, 5, 1_000
IN_SIGHT = {"keywords": 2, "diffusion": 1}
"""Parts below the first picture that a screen of 1,440 × 900 shows at once; other pages show none."""
THINKING = (2.0, 8.0)
"""Seconds for which one of many readers looks at a page before the next choice."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the boxes offer, as they write it."""

    provinces: tuple[str, ...]
    years: tuple[str, ...]
    topics: tuple[str, ...]

    def step(self, random: Random, set_: dict[str, str]) -> tuple[str, str]:
        """The next box and its value; empty takes a condition away, now and then."""
        label = random.choice([name for name in (PROVINCE, YEAR, TOPIC) if name not in set_]
                              or [PROVINCE, YEAR, TOPIC])  # fmt: skip
        offered = {PROVINCE: self.provinces, YEAR: self.years, TOPIC: self.topics}[label]
        value = "" if set_ and random.random() < 0.2 else random.choice(offered)
        if not value:
            label = random.choice(list(set_))
        return label, value


PROVINCE, YEAR, TOPIC = w.FILTERS["province"], w.FROM_YEAR, w.FILTERS["topic"]


def choices(words: Vocabulary) -> Choices:
    """The offers of the served build."""
    return Choices(
        tuple(words.full_name(region.code) for region in words.provinces(historic=False)),
        tuple(str(year) for year in words.years),
        tuple(words.topics.values()),
    )


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "trends"
    size = int(sys.argv[2]) if len(sys.argv) > 2 else ARTICLES
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    with opened(_build(folder, size)) as connection:
        offered = choices(load_vocabulary(connection))
    print(f"{size:,} articles; {os.cpu_count()} cores")
    for title, part in (("one reader", alone), ("many readers", together), ("memory", memory)):
        if only in title:
            with serving(folder) as process:
                print(f"\n{title}; load average {os.getloadavg()[0]:.1f}", flush=True)
                part(offered, process)


def alone(offered: Choices, process: subprocess.Popen[bytes]) -> None:
    """Each page by one reader, one choice after the other, who looks at all of the page each time."""
    every, parts = list[Answer](), list[Answer]()
    for place, page in enumerate(PAGES):
        with Reader(PORT) as reader:
            first = reader.open(page)
            worked, busy = 0.0, _worked(process)
            answers, below = [], list[Answer]()
            for answer in _walk(reader, offered, Random(place), STEPS):
                answers.append(answer)
                worked += _worked(process) - busy
                below += reader.look_down()
                busy = _worked(process)
        more = f"processors {1000 * worked / STEPS:4.0f} ms each, first load {first.size / 1000:.0f} kB"
        _say(w.PAGES[page or "overview"], answers, more)
        if below:
            _say("  parts below, each", below)
        every += answers
        parts += below
    _say("all pages", every)
    _say("all parts below, each", parts)


def together(offered: Choices, process: subprocess.Popen[bytes]) -> None:
    """Thirty readers, each with a page, first with time to look, then without.

    They see what their screen shows without scrolling.
    """
    for title, pause in (("with time to look", THINKING), ("without a pause", (0.0, 0.0))):
        readers = [_Reading(offered, number, title, pause) for number in range(MANY)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        errors = [reader.error for reader in readers if reader.error is not None]
        answers = [answer for reader in readers for answer in reader.answers]
        _say(f"{MANY} {title}", answers, f"errors {len(errors)} {errors[:1] or ''}")
        below = [one for reader in readers for one in reader.below]
        if below:
            _say("  parts below, each", below)


class _Reading(threading.Thread):
    """One of many readers: what it was answered, and the error that stopped it."""

    def __init__(
        self, offered: Choices, number: int, title: str, pause: tuple[float, float]
    ) -> None:
        super().__init__()
        self._offered, self._page, self._pause = offered, PAGES[number % len(PAGES)], pause
        self._random = Random(f"{title}{number}")
        self.answers: list[Answer] = []
        self.below: list[Answer] = []
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            with Reader(PORT) as reader:
                time.sleep(self._random.uniform(*self._pause))
                self.answers.append(reader.open(self._page))
                for answer in _walk(reader, self._offered, self._random, MANY_STEPS, self._pause):
                    self.answers.append(answer)
                    self.below += reader.look_down(IN_SIGHT.get(self._page, 0))
        except Exception as error:
            self.error = error


def memory(offered: Choices, process: subprocess.Popen[bytes]) -> None:
    """Resident memory of the server over many choices on every page by readers who come and go."""
    done, random = 0, Random("memory")
    print(f"  at the start {_resident(process):,.0f} MB")
    while done < LONG:
        with Reader(PORT) as reader:
            reader.open(PAGES[(done // 20) % len(PAGES)])
            for _ in _walk(reader, offered, random, 20):
                reader.look_down()
                done += 1
        if done % 100 == 0:
            print(f"  after {done:5} interactions {_resident(process):,.0f} MB", flush=True)


def _walk(
    reader: Reader,
    offered: Choices,
    random: Random,
    steps: int,
    pause: tuple[float, float] = (0.0, 0.0),
) -> Iterator[Answer]:
    held: dict[str, str] = {}
    for _ in range(steps):
        time.sleep(random.uniform(*pause))
        label, value = offered.step(random, held)
        held = {name: one for name, one in held.items() if name != label}
        held |= {label: value} if value else {}
        yield reader.choose(label, value)


def _resident(process: subprocess.Popen[bytes]) -> float:
    """Megabytes in memory of the server."""
    text = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    line = next(line for line in text.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _worked(process: subprocess.Popen[bytes]) -> float:
    """Seconds for which processors have worked for the server, whoever else used them."""
    numbers = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
    return sum(map(int, numbers.split()[11:13])) / os.sysconf("SC_CLK_TCK")


def _say(name: str, answers: Sequence[Answer], more: str = "") -> None:
    def middle_and_high(values: list[float]) -> tuple[float, float]:
        return statistics.median(values), sorted(values)[round(0.95 * (len(values) - 1))]

    middle, high = middle_and_high([one.seconds * 1000 for one in answers])
    usual, most = middle_and_high([one.size / 1000 for one in answers])
    print(
        f"  {name:22} ms: median {middle:6.0f}  p95 {high:6.0f}  worst "
        f"{1000 * max(one.seconds for one in answers):6.0f} | kB: median {usual:4.0f}  "
        f"p95 {most:4.0f} | {len(answers)} times {more}",
        flush=True,
    )


@contextmanager
def serving(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A dashboard that has served one reader, so that everything is loaded."""
    command = [sys.executable, "-m", "dashboard", "--warehouse", str(folder), "--port", str(PORT)]
    process = subprocess.Popen(command, cwd=PROJECT_ROOT)
    try:
        _wait(process)
        for page in PAGES:
            with Reader(PORT) as reader:
                reader.open(page)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        if process.poll() is not None:
            raise SystemExit("the server stopped")
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the server did not answer")


def _build(folder: Path, size: int) -> Path:
    build = folder / "builds" / f"synthetic-{size}-1.duckdb"
    if not (folder / "CURRENT").exists() or not build.exists():
        synthetic.make(folder, size)
    return build


if __name__ == "__main__":
    main()
