"""Which article is which: ids that stay, and hashes that tell whether something changed.

An article's id is a hash of the first that exists: the source's own id, the canonical URL,
else outlet, title and body.  Its first letter says which (`i`, `u`, `c`), so that loading
can tell an id of the source's from one that changes with the words.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from pipelines.model import RawDocument

DIGITS = 24
"""Hexadecimal digits of a hash: 96 bits, no collision among any number of articles met."""

CONTENT_ID = "c"
"""First letter of an id that is made of the article's words."""

# Parameters that say how a reader came to a page, not which page it is.  Only sure ones: two
# addresses kept apart cost a duplicate, two articles taken for one cost an article.
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|gclsrc|dclid|igshid|mc_[ce]id|ref|referer|referrer|sid[12]|spm|_ga",
    re.IGNORECASE,
)
_MOBILE_HOST = re.compile(r"^(?:www|m|mobile)\.(?=[^.]+\.[^.])")
_WORDS = re.compile(r"[^\W_]+")


def article_id(
    external_id: str | None, url: str | None, outlet: str | None, title: str | None, body: str
) -> str:
    """Give the article's id: one letter and 24 hexadecimal digits.

    The source's own id counts as given: two sources that number alike must tell themselves
    apart in it.
    """
    if external_id and external_id.strip():
        return "i" + _digest(external_id.strip())
    address = canonical_url(url) if url else None
    if address:
        return "u" + _digest(address)
    return CONTENT_ID + _digest("\n".join(_words(part or "") for part in (outlet, title, body)))


def canonical_url(url: str) -> str | None:
    """Give one form to the addresses of one page, or None where it is no web address.

    Scheme, `www.`, `m.`, capitals of the host, default ports, fragments, tracking parameters
    and the order of parameters make no difference; the path's and values' capitals do.
    An outlet's bare host is no page of an article.
    """
    try:
        parts = urlsplit(unicodedata.normalize("NFC", url.strip()))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    host = _MOBILE_HOST.sub("", parts.hostname.lower().rstrip("."))
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._").rstrip("/")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = sorted(pair for pair in pairs if not _TRACKING.fullmatch(pair[0]))
    if not path and not kept:
        return None
    return f"//{place}{path}" + (f"?{urlencode(kept)}" if kept else "")


def content_hash(title: str | None, body: str) -> str:
    """Hash what an article says, whatever its spacing, marks and capitals."""
    return _digest(f"{_words(title or '')}\n{_words(body)}")


def raw_hash(document: RawDocument) -> str:
    """Hash everything that a reader gave, except where it was found."""
    given = [
        document.text, document.markup, document.title, document.outlet, document.author,
        document.url, document.published, document.external_id, document.keywords,
        document.complete, document.source.format,
    ]  # fmt: skip
    return _digest(json.dumps(given, ensure_ascii=False))


@lru_cache(maxsize=4)
def _words(text: str) -> str:
    """The letters alone; an article's id and its hash ask for the same ones."""
    letters = "".join(unicodedata.normalize("NFKC", text).split())
    return "".join(_WORDS.findall(letters)).casefold()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
