"""Text of the marked-up fields of feeds: highlights, entities, paragraphs of a press release."""

from __future__ import annotations

import html
import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

_MARKS = re.compile(r"</?b>", re.IGNORECASE)
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|!--)")
_BLOCKS = frozenset(
    (
        "address", "article", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "h1", "h2",
        "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr",
        "ul",
    )
)  # fmt: skip
_UNSEEN = frozenset(("head", "iframe", "noscript", "script", "style", "template"))
_SPACES = re.compile(r"[^\S\n]+")


def marked_text(text: str) -> str:
    """Take off search highlights and resolve entities: `<b>하남</b>시 &quot;개소&quot;`."""
    return " ".join(html.unescape(_MARKS.sub("", text)).split())


def has_tags(text: str) -> bool:
    """Say whether a field holds markup."""
    return bool(_TAG.search(text))


def fragment_text(text: str) -> str:
    """Give a field's visible text, a line a block; text without markup keeps its lines.

    The field is the article already, so nothing is left out as a page's surroundings are.
    """
    if not has_tags(text):
        # What stood as `&amp;lt;` in XML is still escaped once here.
        text = html.unescape(text)
        if not has_tags(text):
            return _tidy(text)
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return ""
    return _tidy("".join(_pieces(tree)))


def _pieces(tree: Any) -> list[str]:
    """Walk without recursion: hostile markup nests as deep as it likes."""
    pieces: list[str] = []
    unseen = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            unseen += node.tag in _UNSEEN
            pieces.append("\n" if node.tag in _BLOCKS else "")
            pieces.append("" if unseen else node.text or "")
            continue
        if event == "end":
            unseen -= node.tag in _UNSEEN
            pieces.append("\n" if node.tag in _BLOCKS else "")
        pieces.append("" if unseen else node.tail or "")
    return pieces


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
