"""Feeds by their addresses: one is written as it came, several as a zip archive."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.errors import FetchError, InputError
from pipelines.fetch.client import Answer, Client, Manners, TryAgainError
from pipelines.fetch.parts import Parts
from pipelines.read.feed import ROOTS
from pipelines.read.xml import root_name

MANNERS = Manners(interval=1.0, attempts=4)
_FIRST_YEAR = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Feeds:
    """How many feeds came, and why others did not."""

    taken: int
    problems: tuple[str, ...]


def fetch_rss(urls: Sequence[str], out: Path, open_client: Callable[[str], Client]) -> Feeds:
    """Write the feeds that come; raises FetchError where none does, InputError for a wrong use."""
    if len(urls) > 1 and out.suffix.lower() != ".zip":
        raise InputError(f"{out}: {len(urls)} feeds go into an archive; end --out in .zip")
    parts = Parts(out, {"service": "rss", "urls": list(urls)})
    bodies: dict[str, bytes] = {}
    problems: list[str] = []
    for url in urls:
        try:
            with open_client(url) as client:
                bodies[url] = parts.get(_name(url), partial(client.get, url, judge))
        except FetchError as error:
            problems.append(str(error))
    if not bodies:
        raise FetchError(problems[0])
    parts.finish([_zipped(bodies) if out.suffix.lower() == ".zip" else next(iter(bodies.values()))])
    return Feeds(len(bodies), tuple(problems))


def judge(answer: Answer) -> None:
    """Take nothing but feeds: a paper's page of errors comes with status 200."""
    if answer.status != 200:
        return
    root = root_name(answer.body[:65_536])
    if root is None or root.lower() not in ROOTS:
        raise TryAgainError(f"not a feed but <{root or '?'}>")


def _name(url: str) -> str:
    """Name a feed's file by its host, told from others of the host by its address."""
    host = urlsplit(url).hostname or "feed"
    return f"{host}-{hashlib.sha256(url.encode()).hexdigest()[:8]}.xml"


def _zipped(bodies: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for url, body in bodies.items():
            # One date for all: the same feeds give the same archive.
            archive.writestr(zipfile.ZipInfo(_name(url), _FIRST_YEAR), body)
    return packed.getvalue()
