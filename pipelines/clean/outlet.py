"""Weighs what a page's marks claim of its outlet: rights, dateline, byline, masthead, address.

No mark is sure: a portal holds the rights of what others wrote, a section looks like a name, and
an outlet may be called anything.  So each mark is a claim with a weight, the claims of one name add
up, and the name with the greatest sum is the outlet.
"""

from __future__ import annotations

import re
from collections import Counter

from pipelines.clean import appeals, claims, credits
from pipelines.clean.dateline import Dateline
from pipelines.clean.lines import Line
from pipelines.clean.press import LIKE_OUTLET
from pipelines.clean.rights import holder_of_rights
from pipelines.clean.rules import PageRules

_PORTAL = re.compile(r"(?:해당|제공|원)\s?언론사|같은\s언론사|본문을\s수정하지")
"""What a page says that shows what others wrote."""
_PORTAL_LINES = 40
"""Lines below an article in which a portal says so."""
_NEAR = 12
"""Lines above and below an article in which its cutting is signed."""
_RIGHTS, _RIGHTS_ABOVE, _SIGNED, _MARKED = 8, 6, 5, 4
"""Weights of legal lines below and above an article, of a reporter's dateline, of a bare one."""


def outlet_of_page(
    lines: list[Line],
    headline: int | None,
    article: tuple[int, int],
    dateline: Dateline,
    rules: PageRules,
) -> str | None:
    """The outlet of the page whose article runs from its first to its last line, else None."""
    first, last = article
    below, above = lines[last + 1 :], lines[:first]
    rights = _of_rights(below, above, rules)
    owner = [
        *rights,
        *claims.masthead(above, rules),
        *claims.site(lines, headline, rules),
        *claims.titled(lines, headline, first, rules),
        *credits.of_banner(lines[:first], rules),
        *appeals.of_station([*above, *below[:_PORTAL_LINES]], rules),
        *appeals.of_appeals(below, rules),
    ]
    if _PORTAL.search("\n".join(line.text for line in below[:_PORTAL_LINES])):
        owner = [(name, 1) for name, _ in owner]
    if dateline.outlet:
        owner.append((dateline.outlet, _SIGNED if dateline.reporter else _MARKED))
    best = _winner(
        [
            *owner,
            *appeals.of_print(lines),
            *appeals.of_own_words(lines[first : last + 1], below, rules),
            *claims.signed_above(above, rules),
            *claims.bylines(above[-8:], rules),
            *claims.parted(lines, headline, first, rules),
            *claims.named_below(below, rules),
            *claims.of_field(below, rules),
            *claims.of_address(above[-8:] + lines[last:][:5], rules),
            *credits.of_cutting(above[-_NEAR:] + below[:_NEAR], rules),
            *credits.of_pictures(lines, rules),
            *credits.of_widgets(below[:_NEAR], rules),
        ]
    )
    best = dateline.outlet if best and dateline.outlet and _kin(best, dateline.outlet) else best
    return _plain(best, rules) if best else None


def _plain(name: str, rules: PageRules) -> str:
    """An outlet's name without what its company adds to it (`바다일보사`)."""
    paper = name.removesuffix("사")
    return rules.outlet_names.get(name, paper if paper in rules.outlets else name)


def _of_rights(below: list[Line], above: list[Line], rules: PageRules) -> list[claims.Claim]:
    for lines, weight in ((below, _RIGHTS), (above, _RIGHTS_ABOVE)):
        if name := holder_of_rights(lines, rules):
            like = name in rules.outlets or LIKE_OUTLET.match(name)
            return [(name, weight if like and not name.isascii() else _MARKED)]
    return []


def _winner(found: list[claims.Claim]) -> str | None:
    """The name with the greatest sum; names that begin alike speak for each other."""
    sums = Counter[str]()
    for name, weight in found:
        sums[name] += weight
    if not sums:
        return None
    kin = {n: sum(w for o, w in sums.items() if _kin(o, n)) for n in sums}
    return max(sums, key=lambda name: (kin[name], sums[name]))


def _kin(one: str, other: str) -> bool:
    """Whether one name begins with the other: a paper and the company that prints it."""
    return one.startswith(other) or other.startswith(one)
