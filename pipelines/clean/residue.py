"""Takes the markup out of a text that a crawler or a table left in it: tags, entities, Markdown.

A feed's field or a player's description often holds `<br>` and `&quot;` as letters.  Tags that end
a line become one, the others go; only names of HTML's own elements are tags, for `<표 1>` and
`<바다일보>` are words of a page.  Crawlers that write Markdown leave `# `, `**` and `[…](https://…)`;
pictures (`![…](…)`) stay, for they tell of what stands below them.
"""

from __future__ import annotations

import html
import re

_ATTRIBUTES = r"(?:\s[^<>]{0,400})?\s?/?>"
_BREAKS = re.compile(
    rf"<(?:br|hr|/?(?:p|div|li|ul|ol|tr|table|tbody|td|th|h[1-6]|section|article|figure|figcaption|blockquote)){_ATTRIBUTES}",
    re.IGNORECASE,
)
_INLINE = re.compile(
    rf"</?(?:b|strong|i|em|u|s|span|font|a|img|sup|sub|small|big|mark|iframe|video|source|center){_ATTRIBUTES}",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,5}|#x[0-9A-Fa-f]{2,4});")
_TARGET = r"\((?:https?:|/|#|javascript:|mailto:)[^()\s]{0,500}\)"
_LINK = re.compile(rf"(?<!!)\[([^\[\]\n]{{0,200}})\]{_TARGET}")
_LISTED_LINK = re.compile(
    rf"^[ \t]*(?:[*+-]|\d{{1,3}}[.])[ \t]+(?=\[[^\[\]\n]{{1,200}}\]{_TARGET}[ \t]*$)", re.MULTILINE
)
"""The bullet of a list's item that is a link and no more, as all links of a page are."""
_BOLD = re.compile(r"\*\*([^*\n]{1,300}?)\*\*")
_HEADING = re.compile(r"^[ \t]*#{1,6} (?=\S.{0,120}$)", re.MULTILINE)
_MOST = 3
"""Times that a text is unescaped at most: some were escaped twice (`&amp;quot;`)."""


def without_markup(text: str) -> str:
    """A text without tags, entities and Markdown's marks, its lines where the tags ended them."""
    for _ in range(_MOST if "&" in text else 0):
        # Whole entities alone: an address holds `&section=2`, of which the library makes `§ion`.
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if "<" in text:
        text = _INLINE.sub("", _BREAKS.sub("\n", text))
    if "](" in text:
        text = _LINK.sub(r"\1", _LISTED_LINK.sub("", text))
    if "**" in text:
        text = _BOLD.sub(r"\1", text)
    return _HEADING.sub("", text) if "# " in text else text
