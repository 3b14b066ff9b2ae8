"""A polite HTTP client: a pause between requests, retries with back-off, bounded answers."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

from pipelines.errors import FetchError

AGENT = "citytrends (research; asks slowly)"
MAX_ANSWER_BYTES = 32_000_000
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


class TryAgainError(FetchError):
    """An answer that may be better next time; its text says what was wrong with it."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service is asked; all times in seconds."""

    interval: float
    attempts: int = 6
    first_wait: float = 1.0
    longest_wait: float = 60.0
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    answer_timeout: float = 120.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, whatever its status."""

    status: int
    body: bytes
    retry_after: float | None = None


Judge = Callable[[Answer], None]
"""Looks at an answer: raises TryAgainError, or FetchError where asking again is no use."""


class Client:
    """Asks one service; `name` stands in messages instead of the address, which may hold a key."""

    def __init__(
        self,
        name: str,
        manners: Manners,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ):
        # Their messages hold whole addresses and headers, and with them keys.
        for library in ("httpx", "httpcore"):
            logging.getLogger(library).setLevel(logging.WARNING)
        self._name = name
        self._manners = manners
        self._sleep = sleep
        self._clock = clock
        self._last: float | None = None
        timeout = httpx.Timeout(manners.read_timeout, connect=manners.connect_timeout)
        self._http = httpx.Client(
            timeout=timeout, follow_redirects=True, max_redirects=5, headers={"User-Agent": AGENT}
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(
        self,
        url: str,
        judge: Judge,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        """Give a body that `judge` is content with; raises FetchError."""
        problem = ""
        for attempt in range(self._manners.attempts):
            self._pause()
            asked_to_wait = None
            try:
                answer = self._ask(url, params, headers)
                asked_to_wait = answer.retry_after
                judge(answer)
                _refuse_status(self._name, answer)
                return answer.body
            except TryAgainError as error:
                problem = str(error)
            if attempt + 1 < self._manners.attempts:
                self._sleep(self._wait(attempt, asked_to_wait))
        raise FetchError(
            f"{self._name}: no usable answer after {self._manners.attempts} attempts ({problem}); "
            "what came so far is kept, run the same command again later to go on"
        )

    def _pause(self) -> None:
        """Keep the interval between the starts of two requests."""
        now = self._clock()
        if self._last is not None and now - self._last < self._manners.interval:
            self._sleep(self._manners.interval - (now - self._last))
        self._last = self._clock()

    def _wait(self, attempt: int, asked: float | None) -> float:
        """Double the wait each time, with some chance, and never less than the server asks."""
        wait: float = self._manners.first_wait * 2**attempt * random.uniform(0.75, 1.25)
        return min(max(wait, asked or 0.0), self._manners.longest_wait)

    def _ask(
        self, url: str, params: Mapping[str, str] | None, headers: Mapping[str, str] | None
    ) -> Answer:
        try:
            with self._http.stream("GET", url, params=params, headers=headers) as response:
                body = self._body(response)
                return Answer(response.status_code, body, _seconds(response.headers))
        except httpx.TimeoutException:
            raise TryAgainError("it did not answer in time") from None
        except (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.TooManyRedirects) as error:
            raise FetchError(
                f"{self._name}: {type(error).__name__}; give an address that begins with https://"
            ) from None
        except httpx.HTTPError as error:
            raise TryAgainError(f"the connection failed, {type(error).__name__}") from None

    def _body(self, response: httpx.Response) -> bytes:
        """Read a body piece by piece, within its bounds of size and time."""
        until = self._clock() + self._manners.answer_timeout
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > MAX_ANSWER_BYTES:
                raise FetchError(
                    f"{self._name}: the answer is larger than {MAX_ANSWER_BYTES:,} bytes; "
                    "check the address"
                )
            if self._clock() > until:
                raise TryAgainError("the answer came too slowly")
        return bytes(body)


def _refuse_status(name: str, answer: Answer) -> None:
    if answer.status in _BUSY:
        raise TryAgainError(f"HTTP status {answer.status}")
    if answer.status != httpx.codes.OK:
        raise FetchError(f"{name}: HTTP status {answer.status}; check the address and the key")


def _seconds(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After, which is a number of seconds or a moment."""
    value = headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
