"""정책브리핑 press releases by days, at most three days a query, page by page.

`apis.data.go.kr/1371000/pressReleaseService/pressReleaseList`: XML only.  Errors of the gateway
come with status 200 as `OpenAPI_ServiceResponse/cmmMsgHeader`, those of the service in
`response/header`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from pipelines.errors import FetchError
from pipelines.fetch.client import Answer, Client, Manners, TryAgainError
from pipelines.fetch.parts import Parts
from pipelines.read.korea_kr import FINE_CODES
from pipelines.read.xml import child_text

ENDPOINT = "https://apis.data.go.kr/1371000/pressReleaseService/pressReleaseList"
KEY = "DATA_GO_KR_KEY"
MANNERS = Manners(interval=0.5)
DAYS, ROWS, MAX_PAGES = 3, 100, 50
_PASSING = frozenset({"1", "2", "4", "5", "99"})
_ADVICE = {
    "20": "ask for the use of this service on the portal, and wait for the approval",
    "22": "the day's quota is used up; run the same command again tomorrow to go on",
    "30": f"check {KEY}: a new key works after about an hour",
    "31": f"the key in {KEY} has expired; extend its use on the portal",
    "32": "the portal knows another address of yours; change it there",
}


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day, both included."""

    first: date
    last: date

    def windows(self) -> Iterator[tuple[date, date]]:
        """Yield the spans of at most three days that the service answers."""
        start = self.first
        while start <= self.last:
            end = min(start + timedelta(days=DAYS - 1), self.last)
            yield start, end
            start = end + timedelta(days=1)


def fetch_korea_kr(
    days: Days, key: str, out: Path, client: Client, endpoint: str = ENDPOINT
) -> int:
    """Write all answers as one XML file; gives the number of releases.

    Raises FetchError and InputError.
    """
    if days.first > days.last:
        raise FetchError(f"korea_kr: {days.first} lies after {days.last}; swap --from and --to")
    query = {"service": "korea_kr", "from": str(days.first), "to": str(days.last)}
    parts = Parts(out, query)
    answers: list[bytes] = []
    releases = 0
    for window in days.windows():
        for body in _pages(window, key, parts, client, endpoint):
            root = _parse(body)
            releases += len(_items(root))
            answers.append(etree.tostring(root, encoding="utf-8"))
    parts.finish([b'<?xml version="1.0" encoding="utf-8"?>\n<responses>\n', *answers,
                  b"\n</responses>\n"])  # fmt: skip
    return releases


def _pages(
    window: tuple[date, date], key: str, parts: Parts, client: Client, endpoint: str
) -> Iterator[bytes]:
    """Yield the answers of one window; a server that knows no pages repeats the first."""
    start, end = (f"{day:%Y%m%d}" for day in window)
    seen: set[str | None] = set()
    for page in range(1, MAX_PAGES + 1):
        # The portal shows keys percent-encoded and plain; the client encodes them once.
        params = {
            "serviceKey": unquote(key), "startDate": start, "endDate": end,
            "numOfRows": str(ROWS), "pageNo": str(page),
        }  # fmt: skip
        body = parts.get(f"{start}-{page:02}.xml", partial(client.get, endpoint, judge, params))
        found = [child_text(item, "NewsItemId") for item in _items(_parse(body))]
        if page > 1 and not set(found) - seen:
            return
        seen.update(found)
        yield body
        if len(found) != ROWS:
            return


def judge(answer: Answer) -> None:
    """Tell errors that pass from those that a person must mend."""
    if answer.status != 200:
        return
    root = _parse(answer.body)
    for header in root.iter("header", "cmmMsgHeader"):
        code = child_text(header, "resultCode") or child_text(header, "returnReasonCode")
        said = child_text(header, "returnAuthMsg") or child_text(header, "resultMsg") or ""
        if code is None or code in FINE_CODES:
            continue
        plain = code.lstrip("0")
        if plain in _PASSING:
            raise TryAgainError(f"error {code}, {said[:80]}")
        advice = _ADVICE.get(plain, "check --from and --to")
        raise FetchError(f"korea_kr: error {code} ({' '.join(said.split())[:120]}); {advice}")
    if etree.QName(root).localname != "response":
        raise TryAgainError("the answer is not the XML of the service")


def _parse(body: bytes) -> Any:
    """Parse an answer, resolving nothing and fetching nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise TryAgainError("the answer is not whole XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise FetchError("korea_kr: the answer declares a document type; check the address")
    return root


def _items(root: Any) -> list[Any]:
    return list(root.iter("NewsItem"))
