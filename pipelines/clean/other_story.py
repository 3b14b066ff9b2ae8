"""Tells whether a headline with its lead, or a paragraph, begins another story than the one above.

It is one that names a region or a subject of its own, begins as a dispatch does, or breaks off.
"""

from __future__ import annotations

import re

from pipelines.clean.lines import DATELINE, is_teaser
from pipelines.clean.overture import OUTLINE
from pipelines.clean.wording import coverage, pairs

SIGNED = re.compile(
    r"^\s*(?:\[[^\]\n]{2,30}(?:기자|특파원)\s?\]|[【<(][^】>)\n]{2,30}(?:기자|특파원)\s?[】>)]|\([^)\n]{2,20}[=/][^)\n]{2,20}\)\s?=?"
    r"|【[^】\n]{2,20}】\s?[가-힣]{2,4}\s?기자\s?=|[^\n.]{2,20}\s[가-힣]{2,4}\s?기자\s?[|=]\s)"
)
"""A dateline with its reporter or agency: the article's own first words, wherever it stands."""
_ANNOUNCES = re.compile(r"\s\d{1,2}일\s?(?:밝혔|전했|알렸)다[.]")
_SAID = re.compile(r"(?:밝혔|말했|전했|강조했)다[.]")
_SUBJECT = re.compile(
    r"^[\"'“‘]?(?:[가-힣]{2,4}\s)?([가-힣A-Za-z]{2,12}?)(?:[(（][^)）]{2,40}[)）])?(?:는|은|이|가)\s"
)
_HELD = re.compile(
    r"^[‘'“\"《「<]?[^.\n]{4,50}?[’'”\"》」>]?\s?(?:행사|축제|대회|포럼|박람회|공연|[가-힣]{2,6}식|전시회|설명회|간담회|교육|강좌)?"
    r"(?:이|가)\s[^.\n]{0,80}(?:열렸|열립|열린|개최됐|개최되|개최됩|마련됐|마련됩|펼쳐졌|진행됐|진행됩)(?:습니다|니다|다)[.]"
)
"""A sentence that tells of an occasion as the first of its story does."""
_POLITELY_SAID = re.compile(r"(?:밝혔|말했|전했|강조했|덧붙였|당부했)습니다[.]\s*$")
_REFERS_BACK = re.compile(
    r"^[^.\n]{0,14}?(?:같은\s날|이날|이와\s함께|이와\s별도로|이에\s앞서|이어|앞서|아울러|또한|한편|이\s밖에)[\s,]"
)
"""A paragraph that goes on from the one above, under a subhead of its own."""
_REGION_LIKE = re.compile(
    r"(?<![가-힣])(?!(?:조감|투시|구상|위치|배치|노선|구성|개념|평면|체계|조직|안내|계획)도)([가-힣]{1,4}(?:특별시|광역시|특례시|시|군|구|도))"
    r"(?=[^가-힣]|$|장|수|청|의회|민|립|(?:은|는|이|가|을|를|의|에|와|과|도|로|에서|에는|에서는|까지|보다)(?![가-힣]))"
)
_LEAD_SUBJECT = re.compile(
    r"^[\"'“‘]?(?:[가-힣]{2,4}\s)?[가-힣]{2,7}(?:시|군|구|도|청|공사|대학교?|의회|교육청|경찰서|소방서)"
    r"(?:[(（][^)）]{2,20}[)）])?(?:는|은|가|이|와|과|에|의|,|와의)\s"
)
MIN_ARTICLE = 110
"""Characters of prose below which a story is a brief or a teaser, not the page's article."""
ONE_PARAGRAPH = 120
"""Letters from which on a paragraph can be a whole article on one line."""
HEADLINE = 60
"""Letters that a headline in the form of a sentence has at most."""
_FOREIGN, _UNLIKE, _TOLD_ENOUGH = 0.25, 0.1, 240
"""Shares of a paragraph's letter pairs below which it has nothing to do with the one above, or
with all above it where what looks like a region's name is none that is known; letters from which
on what stands above has words enough for that."""


def _regions_like(text: str) -> set[str]:
    return {match.group(1) for match in _REGION_LIKE.finditer(text)}


def is_new_story(head: str, lead: str, body: str, places: frozenset[str]) -> bool:
    """Whether a headline and its lead belong to another story than the text so far.

    A name that only looks like a region's (`감시`) tells nothing where the wording goes on.
    """
    if is_teaser(lead) or DATELINE.match(lead):
        return True
    if lead[:1] in OUTLINE and _outlined(body):
        return False
    if head[:1] == "(" and head[-1:] == ")":
        return False  # a subhead
    so_far = pairs(body)
    if coverage(head, so_far) >= 0.6 or _REFERS_BACK.match(lead):
        return False
    opening = lead[:60]
    fresh = {r for r in _regions_like(head) | _regions_like(opening) if r not in body}
    if fresh & places:
        return True
    if fresh and len(body) >= _TOLD_ENOUGH and coverage(lead, so_far) < _UNLIKE:
        return True
    restates = coverage(head, pairs(lead)) >= 0.5
    return restates and coverage(head, so_far) < 0.35 and bool(_LEAD_SUBJECT.match(lead))


def is_glued_lead(text: str, body: str) -> bool:
    """Whether a paragraph without a headline starts another story (dateline, foreign subject)."""
    if DATELINE.match(text) and len(body) > MIN_ARTICLE:
        return True
    if SIGNED.match(text):
        return True
    if is_teaser(text):
        opening = _regions_like(text[:40])
        return bool(opening) and all(region not in body for region in opening)
    if is_teaser(body.rstrip()) and body.count("\n") == 1:
        return coverage(text[:160], pairs(body)) < _FOREIGN
    if _POLITELY_SAID.search(body, max(0, len(body) - 14)) and _HELD.match(text):
        return coverage(text, pairs(body)) < _FOREIGN
    long = len(text) >= ONE_PARAGRAPH or (len(text) >= HEADLINE and _LEAD_SUBJECT.match(text))
    return bool(long) and _announces_other(text, body)


def _announces_other(text: str, body: str) -> bool:
    """Whether a paragraph reports, as an article's first sentence does, of somebody new."""
    announced, subject = _ANNOUNCES.search(text, 0, 260), _SUBJECT.match(text)
    return bool(announced and subject and subject.group(1) not in body and _SAID.search(body))


def _outlined(body: str) -> bool:
    return any(paragraph[:1] in OUTLINE for paragraph in body.split("\n"))
