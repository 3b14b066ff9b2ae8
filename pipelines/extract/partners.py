"""Which organisations take part in what the article reports, and in which relation.

An organisation's relation comes from the predicate that governs its name: the words behind it in
its sentence, then the words of the whole sentence, with what its kind usually does as the last
resort.  A name that is only a venue, an example or an employer takes no part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from pipelines.extract.organisations import CONFIDENCE, Organisation
from pipelines.extract.regions import Mention
from pipelines.extract.text import Text
from pipelines.model import PartnerFinding, RegionFinding
from pipelines.reference import Reference

_VENUE = re.compile(
    r"^(?:에서\s(?:열|개최|진행|가진|가졌|갖|만나|치러|마련)|\s?(?:사옥|본사|빌딩|인근|옆|맞은편|앞\s|캠퍼스에서|대강당|강당|회의실|회의장|"
    r"전시장|연수원|호텔|체육관|컨벤션|운동장|강의실|정문|입구))"
)
_ASIDE = re.compile(
    r"^(?:이|가|의|은|는)?\s?(?:출신|전임|통계|고시|지침|기준에|조사에|자료에|출자한|계열|소유|소속|에\s따르면|"
    r"집계|홈페이지|누리집|앱\s|주가)"
)
_PERSON = re.compile(r"^\s?[가-힣]{0,14}(?:교수|박사|연구위원|선임연구원|연구원|수석|과장|국장|센터장|본부장|위원|대표)")
_TEACH = re.compile(r"강의|특강|강연|수업|교육과정|가르|설명|발표|발제")
_STATE = ("central_government",)
_WEAK = 0.75
"""Strength below which an article's own matter decides the relation."""
_SIGNS = re.compile(r"업무협약|업무 협약|양해각서|MOU|협약식|협약을|맞손|손잡|손을 맞잡|뜻을 모")
_PRIZE = re.compile(
    r"장관상|총리상|대통령상|회장상|표창|인증|시상|경진대회|어워드|최우수상|우수상|대상을|대상’|대상'|수상|정책대회"
)
_GIVES = re.compile(
    r"^\s?(?:\([^)]*\))?(?:·\S{2,8})?(?:이|가|과|와|에서|로부터|으로부터)?\s?(?:\S{1,10}\s){0,2}?"
    r"(?:주최|주관|후원|수여|시상|인증|평가|선정|개최|부여|발급|주는|준)"
)
_ACTS = re.compile(r"^\s?(?:\([^)]*\))?\s?(?:이|가|은|는|에|에게|의|과|와)\s")
_PAYS = re.compile(
    r"(?:공모|지원사업)에|(?:으로부터|로부터|에서)\s?(?:\S+\s){0,2}(?:지원|국비|기금)|(?:지원하는|지원을 받|기부|후원금)"
)
_PLAIN_GROUP = re.compile(r"^(?:서비스|시스템|단말|스마트폰|카드|은행\s계좌)")
_JOIN = re.compile(r"^\s?(?:\([^)]{1,30}\))?\s?(?:와|과|및|,|·|ㆍ|등|/|-)")
_LISTED = re.compile(r"^(?:\([^)]{1,20}\))?\s?(?:[,·ㆍ]|와\s|과\s|등\s|및\s)")
_WITH = re.compile(r"^\s?(?:\([^)]{1,30}\))?(?:와|과)\s?(?:함께|손|공동|협력|맺|업무협약|협약|체결|의\s협)")


@dataclass(frozen=True, slots=True)
class _Use:
    """One occurrence of an organisation with the relation that its words give it."""

    organisation: Organisation
    relation: str
    strength: float


class Partners:
    """Decides participation and relation."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._relations = {
            kind: re.compile(
                "|".join(re.escape(t) for t, value in reference.lexicon("relation") if value == kind)
            )
            for kind in (
                "mou", "benchmark_visit", "award", "funding", "contract", "education", "advice",
                "joint_project",
            )
        }  # fmt: skip

    def find(
        self,
        text: Text,
        organisations: list[Organisation],
        regions: list[RegionFinding],
        mentions: list[Mention],
    ) -> list[PartnerFinding]:
        """One finding a partner; municipalities that sign or visit are partners too."""
        own = self._own_names(regions)
        uses: dict[str, list[_Use]] = defaultdict(list)
        for organisation in organisations:
            if self._is_own(organisation, own) or self._no_part(text, organisation):
                continue
            uses[organisation.name].append(self._use(text, organisation))
        for municipality in self._municipalities(text, regions, mentions):
            uses[municipality.organisation.name].append(municipality)
        return [self._finding(text, found) for found in uses.values() if found]

    def _own_names(self, regions: list[RegionFinding]) -> set[str]:
        names: set[str] = set()
        for finding in regions:
            if finding.role == "primary":
                names |= {n for n in (finding.sigungu or finding.sido, finding.sigungu_then) if n}
                if finding.sigungu is None:
                    names |= {n for n in (finding.sido, finding.sido_then) if n}
        return names

    @staticmethod
    def _is_own(organisation: Organisation, own: set[str]) -> bool:
        return organisation.type == "local_government" and any(
            organisation.name.startswith(name[:2]) for name in own
        )

    def _no_part(self, text: Text, organisation: Organisation) -> bool:
        after = text.body[organisation.end : organisation.end + 30]
        if _VENUE.match(after) or _ASIDE.match(after) or _PLAIN_GROUP.match(after):
            return True
        if organisation.type in ("company", "media") and text.in_quote(organisation.start):
            return True
        if organisation.type == "school":
            return False
        return bool(re.match(r"\s?(?:출신|졸업|재학)", after))

    # -- relation -----------------------------------------------------------------------------

    def _use(self, text: Text, organisation: Organisation) -> _Use:
        sentence = text.sentence_at(organisation.start)
        before = text.body[sentence.start : organisation.start]
        after = text.body[organisation.end : sentence.end]
        relation, strength = self._by_kind(organisation, before, after)
        if strength < _WEAK:
            relation, strength = self._by_article(text, organisation, relation, strength)
        return _Use(organisation, relation, strength + (0.15 if sentence.index == 0 else 0.0))

    def _by_article(
        self, text: Text, organisation: Organisation, relation: str, strength: float
    ) -> tuple[str, float]:
        """Where a name's own words say little, what the article is about says the rest."""
        lead = text.title + " " + text.body[: text.lead_end]
        if organisation.type in _STATE:
            if self._relations["funding"].search(lead):
                return "funding", strength + 0.1
            return relation, strength
        if organisation.type.startswith("foreign"):
            visit = self._relations["benchmark_visit"].search(lead)
            return ("benchmark_visit", strength + 0.1) if visit else (relation, strength)
        if _SIGNS.search(lead):
            return "mou", strength + 0.1
        return relation, strength

    def _by_kind(self, organisation: Organisation, before: str, after: str) -> tuple[str, float]:
        kind = organisation.type
        near, whole = after[:60], before + " " + after
        if _PERSON.match(after) and _TEACH.search(after):
            return ("education" if kind == "university" else "advice"), 1.2
        if kind.startswith("foreign"):
            return self._abroad(whole)
        if kind in _STATE:
            return self._state(near, whole)
        return self._other(kind, near, whole)

    def _abroad(self, whole: str) -> tuple[str, float]:
        for relation in ("mou", "benchmark_visit", "education", "contract"):
            if self._relations[relation].search(whole):
                return relation, 1.0
        if self._relations["joint_project"].search(whole):
            return "joint_project", 0.6
        return "other", 0.4

    def _state(self, near: str, whole: str) -> tuple[str, float]:
        if self._relations["mou"].search(whole) and not self._relations["funding"].search(near):
            return "mou", 1.0
        if _PRIZE.search(whole) and not re.search(r"공모|국비", whole):
            return "award", 1.1
        if self._relations["funding"].search(whole):
            return "funding", 1.0
        if re.search(r"특강|설명|강연|자문|심의|승인|컨설팅을", near):
            return "advice", 0.9
        if self._relations["joint_project"].search(whole):
            return "joint_project", 0.6
        return "other", 0.3

    def _other(self, kind: str, near: str, whole: str) -> tuple[str, float]:
        if _PRIZE.search(whole) and _GIVES.match(near):
            return "award", 1.2
        if self._relations["mou"].search(whole):
            return "mou", 1.0
        if kind == "university" and self._relations["education"].search(near):
            return "education", 0.9
        if _ACTS.match(near):
            for relation in ("contract", "advice"):
                if self._relations[relation].search(near[:45]):
                    return relation, 0.8
        if _PAYS.search(near):
            return "funding", 0.8
        if self._relations["benchmark_visit"].search(near[:30]):
            return "benchmark_visit", 0.8
        if self._relations["joint_project"].search(whole):
            return "joint_project", 0.6
        return "joint_project", 0.3

    # -- municipalities -----------------------------------------------------------------------

    def _municipalities(
        self, text: Text, regions: list[RegionFinding], mentions: list[Mention]
    ) -> list[_Use]:
        """Other local governments that sign with or visit the primary region."""
        primary = {f.code for f in regions if f.role == "primary"}
        if not primary:
            return []
        found = []
        for mention in mentions:
            if mention.field != "body" or mention.code in primary or mention.rule == "place":
                continue
            if mention.qualifies or text.in_quote(mention.start):
                continue
            relation = self._municipal_relation(text, mention, regions)
            if relation is not None:
                found.append(self._municipal_use(text, mention, relation))
        return found

    def _municipal_relation(
        self, text: Text, mention: Mention, regions: list[RegionFinding]
    ) -> str | None:
        sentence = text.sentence_at(mention.start)
        after = text.body[mention.end : sentence.end]
        venue = any(f.code == mention.code and f.role == "venue" for f in regions)
        if sentence.index <= 4 and not venue and _LISTED.match(after) and _SIGNS.search(after):
            return "mou"
        if _WITH.match(after):
            whole = text.body[sentence.start : sentence.end]
            return "mou" if self._relations["mou"].search(whole) else "joint_project"
        visits = re.match(
            r"^\s?(?:의회|시의회|군의회)?\s?(?:공무원|관계자|방문단|직원|대표단|시찰단|일행)\S{0,6}\s?\S{0,8}(?:이|가|은|는)\s",
            after,
        )
        if visits and self._relations["benchmark_visit"].search(after[:80]):
            return "benchmark_visit"
        return None

    def _municipal_use(self, text: Text, mention: Mention, relation: str) -> _Use:
        written = text.body[mention.start : mention.end]
        region = mention.region
        organisation = Organisation(
            region.name, written, "local_government", "KR", mention.start, mention.end,
            "municipality",
        )  # fmt: skip
        return _Use(organisation, relation, 0.9)

    # -- finding ------------------------------------------------------------------------------

    def _finding(self, text: Text, uses: list[_Use]) -> PartnerFinding:
        best = max(uses, key=lambda u: u.strength)
        shown = best.organisation
        return PartnerFinding(
            name=shown.name,
            as_written=shown.as_written,
            type=shown.type,
            country=shown.country,
            relation=best.relation,
            rule=f"{shown.rule}+{best.relation}",
            confidence=round(CONFIDENCE[shown.rule] * (0.8 + 0.2 * min(1.0, best.strength)), 3),
            evidence=text.evidence(shown.start, shown.end),
            start=shown.start,
            end=shown.end,
        )
