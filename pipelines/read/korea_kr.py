"""정책브리핑 press releases: XML of the public data gateway, with its error bodies.

Format: `response/header/{resultCode,resultMsg}`, `response/body/NewsItem*`; an error of the
gateway comes as `OpenAPI_ServiceResponse/cmmMsgHeader`.  `responses` holds several of them,
as `citytrends fetch korea_kr` writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.model import RawDocument, Source
from pipelines.read import reasons
from pipelines.read.base import Document, reject
from pipelines.read.encoding import UnreadableError
from pipelines.read.fragments import fragment_text
from pipelines.read.xml import child_text, elements, root_name
from pipelines.settings import MAX_TEXT_CHARACTERS

ROOTS = ("response", "responses", "OpenAPI_ServiceResponse")
FINE_CODES = ("0", "00")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", re.DOTALL)


class KoreaKrReader:
    """Saved answers of the press release list."""

    def matches(self, path: Path, head: bytes) -> bool:
        """Take XML with the roots of this service, whatever it is called."""
        return root_name(head) in ROOTS

    def read(self, path: Path) -> Iterator[Document]:
        """Yield a document a NewsItem; `row` counts them."""
        row = 0
        found_any = False
        try:
            for name, element in elements(path, ("NewsItem", "header", "cmmMsgHeader")):
                if name == "NewsItem":
                    row += 1
                    found_any = True
                    yield _release(path, row, element)
                elif problem := service_problem(element):
                    found_any = True
                    yield reject(path, problem)
        except UnreadableError as error:
            yield reject(path, error.reason, row + 1 if row else None)
            return
        if not found_any:
            yield reject(path, reasons.NO_ITEMS)


def service_problem(header: Any) -> str | None:
    """Give the reason that an answer's header states, None where all went well."""
    code = child_text(header, "resultCode") or child_text(header, "returnReasonCode")
    if code is None and child_text(header, "errMsg") is None:
        return None
    said = child_text(header, "returnAuthMsg") or child_text(header, "resultMsg")
    said = said or child_text(header, "errMsg") or ""
    if (code or "").strip() in FINE_CODES:
        return None
    return reasons.gateway_error((code or "?").strip(), said)


def _release(path: Path, row: int, item: Any) -> Document:
    content = fragment_text(child_text(item, "DataContents") or "")
    # Subtitles are part of the release and often name the region that the title leaves out.
    subtitles = (child_text(item, f"SubTitle{number}") for number in (1, 2, 3))
    above = [fragment_text(subtitle) for subtitle in subtitles if subtitle]
    text = "\n".join([*above, content] if content else above)
    if not text:
        return reject(path, reasons.NO_BODY, row)
    if len(text) > MAX_TEXT_CHARACTERS:
        size = len(text)
        return reject(path, reasons.TOO_LONG.format(size=size, limit=MAX_TEXT_CHARACTERS), row)
    return RawDocument(
        source=Source(str(path), row, "korea_kr"),
        text=text,
        title=fragment_text(child_text(item, "Title") or "") or None,
        outlet=child_text(item, "MinisterCode"),
        url=child_text(item, "OriginalUrl"),
        published=iso_day(child_text(item, "ApproveDate")),
        external_id=_identity(child_text(item, "NewsItemId")),
    )


def iso_day(stamp: str | None) -> str | None:
    """Put the service's month first dates in order: `05/31/2023 09:00:00` → `2023-05-31 …`."""
    found = _AMERICAN.fullmatch(stamp.strip()) if stamp else None
    if not found:
        return stamp
    month, day, year, rest = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}{rest}"


def _identity(number: str | None) -> str | None:
    """Tell this source's numbers from those of others that count alike."""
    return f"korea_kr:{number}" if number else None
