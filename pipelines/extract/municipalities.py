"""Municipalities that take part: those that sign with, visit or help the primary region.

A municipality in one list with organisations shares what the list's predicate says of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipelines.extract.cues import SEATED, SIGNS
from pipelines.extract.naming import Organisation
from pipelines.extract.regions import Mention
from pipelines.extract.relations import Evidence, Relations
from pipelines.extract.seats import lists
from pipelines.extract.text import Text
from pipelines.model import RegionFinding

_LISTED = re.compile(r"^(?:\([^)]{1,20}\))?\s?(?:[,·ㆍ]|와\s|과\s|등[\s)]|및\s)")
_WITH = re.compile(
    r"^\s?(?:\([^)]{1,30}\))?(?:\s?등과|와|과)\s?(?:함께|손|공동|협력|컨소시엄|맺|업무\s?협약|양해각서|MOU|협약|체결|의\s협)"
)

_RIVALS = re.compile(
    r"^[^.]{0,60}?(?:뽑|선정|이름을\s올|겨뤄|겨루|경쟁|통과|끝까지|마지막까지|공모에)"
)
_GUESTS = re.compile(
    r"^\s?(?:의회|시의회|군의회)?\s?(?:공무원|방문단|직원|대표단|시찰단|일행|의원|관계자|시의원|군의원|구의원)\S{0,6}\s?\S{0,8}(?:이|가|은|는)\s"
)
_VISITORS = re.compile(
    r"^(?:(?:의회|시|군|구|도)?(?:,\s|·|와\s|과\s|\s및\s)[가-힣·\s,]{2,40}?)?(?:의회)?\s?(?:등\s)?(?:다른\s|타\s|전국\s|국내\s|[가-힣\d]{1,4}개?\s)?"
    r"(?:지자체|시군|시·군|자치단체|기관|지방의회)?(?:의?\s(?:공무원|관계자|직원))?(?:들)?(?:이|가|에서도?|도|은|는)\s[^.]{0,50}?(?:배우러|견학|벤치마킹|방문|다녀갔|다녀가|다녀간|찾았|찾아왔|찾아와|둘러보|둘러봤|둘러본)"
)
_HOST = re.compile(
    r"^(?:(?:시|군|구|도)?(?:청)?(?:을|를)\s(?:[^\s.]{1,12}\s){0,4}?|의\s[^.]{2,40}?(?:센터|시설|관|단지|현장|하우스|시스템)[을를]\s(?:[^\s.]{1,8}\s)?)(?:찾아|찾은|찾았|방문|견학|둘러|벤치마킹)"
)
_PAID_WITH = re.compile(
    r"^(?:,\s|·|와\s|과\s)[^\s.,]{2,10}(?:이|가|은|는)\s[^.]{0,20}?억\s?[^.]{0,6}원을\s(?:들여|투입|대)"
)
_LIST_WITH = re.compile(
    r"^(?:,\s|·|와\s|과\s)[^.]{2,60}?(?:와|과)\s(?:(?:[가-힣]{2,6}[을를]\s)?함께|공동|서로|손을?\s?잡|힘을\s|컨소시엄)"
)
_HELPED_WITH = re.compile(
    r"^(?:,\s|·|와\s|과\s)[^.]{2,120}?(?:도|이|가)\s(?:힘을\s보|참여|함께\s?(?:한|했|하)|손을\s?잡)"
)
_SHARED = {"mou": 0.9, "joint_project": 0.85}
"""How plainly a list must tell its relation for a municipality in it to share it."""


class Municipalities:
    """Finds the municipalities that are partners."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations

    def find(
        self,
        text: Text,
        regions: list[RegionFinding],
        mentions: list[Mention],
        organisations: Sequence[Organisation],
        told: Mapping[int, Evidence],
    ) -> Iterator[tuple[Organisation, str]]:
        """Other local governments with their relation; `told`: an organisation's, by its start."""
        primary = {f.code for f in regions if f.role == "primary"}
        others = [
            m
            for m in mentions
            if m.field == "body"
            and m.code not in primary
            and m.rule != "place"
            and not m.qualifies
            and not text.in_quote(m.start)
            and all(m.end <= o.start or o.end <= m.start for o in organisations)
        ]
        named = {m.start: _as_organisation(text, m) for m in others}
        shared = _shared(text, [*organisations, *named.values()], told)
        for mention in others:
            relation = shared.get(mention.start)
            if primary and relation is None:
                relation = self._relation(text, mention, regions)
            if relation is not None:
                yield named[mention.start], relation

    def _relation(self, text: Text, mention: Mention, regions: list[RegionFinding]) -> str | None:
        sentence = text.sentence_at(mention.start)
        after = text.body[mention.end : sentence.end]
        if SEATED.search(text.body[sentence.start : mention.start]):
            return "mou"
        parents = {f.code[:2] for f in regions if f.role == "primary" and len(f.code) > 2}
        listed = sentence.index <= 4 and _LISTED.match(after) is not None
        if mention.code in parents:
            signed = listed and SIGNS.search(after) is not None
            return self._of_parent(after) or ("mou" if signed else None)
        if _HOST.match(after):
            return "benchmark_visit"
        venue = any(f.code == mention.code and f.role == "venue" for f in regions)
        if listed and not venue and SIGNS.search(after):
            return "mou"
        rivals = _RIVALS.search(after) is not None
        if not venue and not rivals and (_LIST_WITH.match(after) or _HELPED_WITH.match(after)):
            return "joint_project"
        if _WITH.match(after):
            whole = text.body[sentence.start : sentence.end]
            if _RIVALS.search(after):
                return None
            return "mou" if self._relations.has("mou", whole) else "joint_project"
        if _GUESTS.match(after) and self._relations.has("benchmark_visit", after[:80]):
            return "benchmark_visit"
        if _VISITORS.match(after) and not venue:
            return "benchmark_visit"
        return None

    @staticmethod
    def _of_parent(after: str) -> str | None:
        """What a 시도 does for its district: it selects, rewards, pays or lends a hand."""
        if _PAID_WITH.match(after):
            return "funding"
        if re.match(r"^(?:의|에서|로부터|가|이)\s[^.]{0,50}(?:표창|평가에서|유공|시상)", after):
            return "award"
        if re.match(
            r"^(?:의|에서|로부터|가|이|[와과]\s[^\s,.]{4,14}[의이가])\s[^.]{0,50}(?:공모|교부금|보조금|지원사업|시범\s자치구|뽑|선정)",
            after,
        ):
            return "funding"
        if (
            re.match(
                r"^(?:도|의|가|이|와|과)\s(?:[^\s.]{1,8}\s){0,2}?(?:힘을|도움|지원|함께|손잡|뒷받침)",
                after,
            )
            or _HELPED_WITH.match(after)
            or _LIST_WITH.match(after)
        ):
            return "joint_project"
        return None


def _as_organisation(text: Text, mention: Mention) -> Organisation:
    written = text.body[mention.start : mention.end]
    return Organisation(
        mention.region.name, written, "local_government", "KR", mention.start, mention.end,
        "municipality",
    )  # fmt: skip


def _shared(text: Text, bodies: list[Organisation], told: Mapping[int, Evidence]) -> dict[int, str]:
    """The relation of every municipality whose list holds an organisation that tells one."""
    found: dict[int, str] = {}
    for members in lists(text, sorted(bodies, key=lambda o: o.start)):
        best = max(
            (told[o.start] for o in members if o.start in told),
            key=lambda e: e.strength,
            default=None,
        )
        if best is not None and best.strength >= _SHARED.get(best.relation, 9.0):
            found.update({o.start: best.relation for o in members if o.start not in told})
    return found
