"""Where a name sits in its sentence: the list it stands in, the list's particle, what follows.

Members of one enumeration share its particle and predicate (`A, B와 C 등 3개 기관이 맡는다`), the
posts of people and the units behind a name belong to it (`A 교수와 B 본부장이`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipelines.extract.naming import Organisation
from pipelines.extract.text import Text

_POST = (
    r"(?:교수|교수진|박사|위원|연구위원|연구원|책임연구원|선임연구원|수석연구원|위원장|회장|사장|부사장|대표|대표이사|이사|전무이사|이사장|전무|상무|원장|부원장|"
    r"센터장|본부장|단장|지사장|지점장|팀장|과장|국장|실장|부장|정책관|담당관|심의관|차관|장관|총장|부총장|학장|서장|청장|교육장|소장|지부장|관계자|임원|임직원|직원|담당자|"
    r"전문가|컨설턴트|실무진|연구진|연구팀|학생|강사|컨소시엄|측|팀|본부|사업단|지회|지부|지점|지사|지역본부|특별본부|대표단|방문단|협력단|신문|신문사|방송|TV)"
)
_COUNTED = (
    r"\s등(?:의)?(?:\s[가-힣·]{1,10}){0,2}?"
    r"(?:\s?(?:\d+|[두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?여?\s?(?:개|곳)?\s?[가-힣·]{0,8}?)?"
)
_UNIT = rf"(?:\s?[가-힣A-Za-z0-9·]{{0,14}}{_POST}(?:들)?(?:\s?직무대행)?)"
_PARTICLE = (
    r"(?P<particle>으로부터|로부터|에서는|에서도|에서|에게서|에게|에는|에도|이랑|하고|"
    r"이다|입니다|이며|[이가은는도]|와의|과의|와는|과는|와도|과도|[와과]|의|에|을|를|으로|로)?"
)
_TAIL = re.compile(
    rf"(?:장|측)?\s?(?:\([^)]{{0,60}}\))?{_UNIT}{{0,2}}?(?:\([^)]{{0,40}}\))?(?P<etc>{_COUNTED})?{_PARTICLE}(?=[\s,.]|$)"
)
_UNKNOWN = r"(?:\s?(?:㈜|\(주\))?[가-힣A-Za-z0-9&·]{2,16}(?:㈜|\(주\))?)"
_GAP = re.compile(
    rf"(?:장|측)?\s?(?:\([^)]{{0,60}}\))?{_UNIT}{{0,2}}\s?(?:[,·ㆍ/▲△▷]|와|과|및|그리고)"
    rf"(?:{_UNKNOWN}(?:\([^)]{{0,30}}\))?\s?(?:[,·ㆍ]|와\s|과\s)){{0,3}}\s?(?:㈜|\(주\)|(?!더불어|함께|손잡고)[가-힣]{{1,8}}\s){{0,2}}"
)
_MORE = re.compile(
    rf"(?:\([^)]{{0,40}}\))?(?:\s?[,·ㆍ]{_UNKNOWN}){{1,4}}?(?=\s등|[이가은는도과와]\s)"
)
_BULLET = re.compile(r"[▲△▷]\s?\S{0,2}$|[▲△▷]")
_VERB = re.compile(r"[가-힣](?:하고|했고|하며|며|면서|지만|해|[을를은는이가]|에서|으로)[,\s]")
_ROLES = {
    "topic": ("은", "는", "에서는"),
    "subject": ("이", "가", "에서도"),
    "also": ("도",),
    "with": ("와", "과", "와의", "과의", "와는", "과는", "와도", "과도", "이랑", "하고"),
    "of": ("의",),
    "at": ("에서", "에", "에는", "에도", "에게"),
    "from": ("으로부터", "로부터", "에게서"),
    "object": ("을", "를"),
    "as": ("으로", "로"),
    "is": ("이다", "입니다", "이며"),
}
_ROLE_OF = {particle: role for role, particles in _ROLES.items() for particle in particles}
ROLES = (*_ROLES, "none")
"""What a particle makes of a name; `none` where the name only qualifies the next noun."""
_HELD = re.compile(rf"장(?=[은이과도,]|\s)|\s?[가-힣A-Za-z0-9·]{{0,10}}{_POST}(?:들)?")


def post(body: str, end: int) -> bool:
    """Whether a person's post stands behind a name that ends at `end`."""
    return _HELD.match(body, end, end + 24) is not None


@dataclass(frozen=True, slots=True)
class Seat:
    """The words before a name's list and behind it in the sentence, and the list's role."""

    before: str
    own: str
    role: str
    after: str
    members: int


def seats(text: Text, organisations: Sequence[Organisation]) -> dict[int, Seat]:
    """The seat of every organisation, by its start; organisations come in text order."""
    found: dict[int, Seat] = {}
    for members in lists(text, organisations):
        found.update(_seated(text, members))
    return found


def lists(text: Text, organisations: Sequence[Organisation]) -> Iterator[list[Organisation]]:
    """The enumerations that organisations in text order form, sentence by sentence."""
    for _, group in groupby(organisations, key=lambda o: text.sentence_at(o.start).start):
        yield from _lists(text.body, list(group))


def _lists(body: str, inside: list[Organisation]) -> list[list[Organisation]]:
    """A sentence's organisations, parted into enumerations."""
    found = [inside[:1]]
    for left, right in pairwise(inside):
        gap = body[left.end : right.start]
        if _goes_on(body, left, gap):
            found[-1].append(right)
        else:
            found.append([right])
    return found


def _goes_on(body: str, left: Organisation, gap: str) -> bool:
    """Whether what stands between two names only joins them; bullets part lists, or make one."""
    if len(gap) > 60 or _GAP.fullmatch(gap) is None or _VERB.search(gap):
        return False
    bulleted = _BULLET.search(body, max(0, left.start - 4), left.start)
    return bulleted is not None or _BULLET.search(gap) is None


def _seated(text: Text, members: list[Organisation]) -> dict[int, Seat]:
    first, last = members[0], members[-1]
    sentence = text.sentence_at(first.start)
    before = text.body[sentence.start : first.start]
    end = last.end
    more = _MORE.match(text.body, end, sentence.end)
    end = more.end() if more else end
    tail = _TAIL.match(text.body, end, sentence.end)
    role, after = "none", text.body[end : sentence.end]
    if tail is not None and tail["particle"]:
        role, after = _ROLE_OF[tail["particle"]], text.body[tail.end() : sentence.end]
    return {
        o.start: Seat(before, text.body[o.end : end], role, after, len(members)) for o in members
    }
