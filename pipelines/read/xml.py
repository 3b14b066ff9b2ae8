"""What all XML formats share: which root a file has, in which encoding, and nothing dangerous.

Entities that a file declares itself are never resolved and nothing is fetched: a file that
declares any is refused, since news needs none and a kilobyte of them can unfold to gigabytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from pipelines.read import reasons
from pipelines.read.encoding import UnreadableError, bom_encoding, declared_encoding

_BLOCK = 1 << 20
_NAME = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_BEFORE_ROOT = codecs.BOM_UTF8 + b" \t\r\n"
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def root_name(head: bytes) -> str | None:
    """Give the local name of a file's root element, None where it does not begin as XML."""
    encoding = bom_encoding(head) or "utf-8"
    if encoding != "utf-16" and not head.lstrip(_BEFORE_ROOT).startswith(b"<"):
        return None  # nearly every file: to decode it would cost more than to read it
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    place = _root_place(text)
    found = _NAME.match(text, place) if place is not None else None
    return found.group(1) if found else None


def _root_place(text: str) -> int | None:
    """Step over declarations, comments and a document type."""
    place = 0
    while text.startswith(("<?", "<!"), place):
        if text.startswith("<?", place):
            end = text.find("?>", place)
        elif text.startswith("<!--", place):
            end = text.find("-->", place)
        else:
            end = _end_of_type(text, place)
        if end < 0:
            return None
        place = text.find("<", end + 1)
    return place if place >= 0 else None


def _end_of_type(text: str, place: int) -> int:
    """Find the end of a `<!DOCTYPE … [ … ]>`; its inner declarations have ends of their own."""
    inner, end = text.find("[", place), text.find(">", place)
    if 0 <= inner < end:
        end = text.find(">", text.find("]", inner)) if "]" in text[inner:] else -1
    return end


def declares_entities(text: str) -> bool:
    """Say whether entities are declared anywhere before the root element."""
    place = _root_place(text.lstrip("\ufeff \t\r\n"))
    return bool(_ENTITY.search(text, 0, len(text) if place is None else place + 100))


def encoding_of(path: Path) -> str:
    """Settle a file's encoding by its first block: UTF-8 where it is valid, whatever it says."""
    with path.open("rb") as file:
        block = file.read(_BLOCK)
    bom = bom_encoding(block)
    if bom:
        return "utf-8" if bom == "utf-8-sig" else bom
    try:
        codecs.getincrementaldecoder("utf-8")().decode(block)
    except UnicodeDecodeError:
        declared = declared_encoding(block)
        return "cp949" if declared in (None, "utf-8") else str(declared)
    return "utf-8"


def elements(path: Path, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Yield (local name, element) of the named elements as they end; raises UnreadableError.

    Only one element is held at a time, however large the file.  An element that holds another
    named one is yielded after it and without it.
    """
    wanted = frozenset(names)
    walk = etree.iterparse(
        str(path), events=("start", "end"), encoding=encoding_of(path), resolve_entities=False,
        no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        depth = 0
        for event, element in walk:
            if event == "start":
                depth += 1
                if depth == 1:
                    _refuse_entities(element)
                continue
            depth -= 1
            name = etree.QName(element).localname
            if name in wanted:
                yield name, element
                _forget(element)
    except (etree.XMLSyntaxError, UnicodeError, LookupError) as error:
        raise UnreadableError(reasons.BROKEN_XML) from error


def _refuse_entities(root: Any) -> None:
    """Refuse a document type with entities before anything of the document is used."""
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise UnreadableError(reasons.XML_ENTITIES)


def _forget(element: Any) -> None:
    """Free an element and what stands before it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def child_text(element: Any, name: str) -> str | None:
    """Give the text of the first child of that local name, None where it is empty."""
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname == name:
            return "".join(child.itertext()).strip() or None
    return None
