"""Which organisations take part in what the article reports, and in which relation.

An organisation's relation comes from the predicate that governs its name: the words behind it in
its sentence, then the words of the whole sentence, with what its kind usually does as the last
resort.  A name that is only a venue, an example or an employer takes no part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from pipelines.extract.cues import SEATED, SIGNS
from pipelines.extract.naming import CONFIDENCE, Organisation
from pipelines.extract.regions import Mention
from pipelines.extract.relations import Relations
from pipelines.extract.text import Text
from pipelines.model import PartnerFinding, RegionFinding
from pipelines.reference import Reference

_VENUE = re.compile(
    r"^(?:에서\s(?:열|개최|진행|가진|가졌|갖|만나|치러|마련)|\s?(?:사옥|본사|빌딩|인근|옆|맞은편|앞\s|캠퍼스에서|대강당|강당|회의실|회의장|"
    r"전시장|연수원|호텔|체육관|컨벤션|운동장|강의실|대회의실|[정후동서남북]문|입구|입구역|역(?![가-힣])|사거리|삼거리|주차장|"
    r"자리에|부지|같은\s|앞까지|앞에))"
)
_ASIDE = re.compile(
    r"^(?:이|가|의|은|는)?\s?(?:출신|전임|통계|고시|지침|기준에|조사에|자료에|출자한|계열|소유|소속|에\s따르면|"
    r"집계|홈페이지|누리집|앱\s|주가|시장에|시장\s|지역\s|회원국|각국)"
)
_ACTS = re.compile(
    r"협약|양해각서|MOU|주최|주관|후원|시상|수여|선정|개최|위탁|운영|손잡|공동|함께|맡|제작|방송|보도|협력|참여|마련|여는|연\s|열었|주는|꾸린|평가|조사"
)
"""What makes a newspaper or an exhibition hall more than the place where something stood."""
_PLAIN_GROUP = re.compile(
    r"^(?:\s?(?:서비스|시스템|단말|스마트폰|카드|은행\s계좌|밴드|지도|폼|카페|블로그|플레이|채널|톡|페이(?![가-힣]))|\s기업(?:의|을|들))"
)
_LISTED = re.compile(r"^(?:\([^)]{1,20}\))?\s?(?:[,·ㆍ]|와\s|과\s|등\s|및\s)")
_WITH = re.compile(
    r"^\s?(?:\([^)]{1,30}\))?(?:와|과)\s?(?:함께|손|공동|협력|맺|업무협약|협약|체결|의\s협)"
)

_RIVALS = re.compile(
    r"^[^.]{0,60}?(?:뽑|선정|이름을\s올|겨뤄|겨루|경쟁|통과|끝까지|마지막까지|공모에)"
)
_GUESTS = re.compile(
    r"^\s?(?:의회|시의회|군의회)?\s?(?:공무원|방문단|직원|대표단|시찰단|일행|의원|관계자|시의원|군의원|구의원)\S{0,6}\s?\S{0,8}(?:이|가|은|는)\s"
)
_VISITORS = re.compile(
    r"^(?:(?:의회|시|군|구|도)?(?:,\s|·|와\s|과\s|\s및\s)[가-힣·\s,]{2,40}?)?(?:의회)?\s?(?:등\s)?(?:다른\s|타\s|전국\s|[가-힣\d]{1,4}개?\s)?"
    r"(?:지자체|시군|시·군|자치단체|기관|지방의회)?(?:들)?(?:이|가|에서도?|도|은|는)\s[^.]{0,50}?(?:배우러|견학|벤치마킹|방문|다녀갔|다녀가|찾았|찾아왔|찾아와|둘러보|둘러봤|둘러본)"
)
_HOST = re.compile(
    r"^(?:시|군|구|도)?(?:청)?(?:을|를)\s(?:[^\s.]{1,12}\s){0,4}?(?:찾아|찾은|찾았|방문|견학|둘러|벤치마킹)"
)
_PAID_WITH = re.compile(
    r"^(?:,\s|·|와\s|과\s)[^\s.,]{2,10}(?:이|가|은|는)\s[^.]{0,20}?억\s?[^.]{0,6}원을\s(?:들여|투입|대)"
)
_LIST_WITH = re.compile(
    r"^(?:,\s|·|와\s|과\s)[^.]{2,60}?(?:와|과)\s(?:함께|공동|서로|손을?\s?잡|힘을\s)"
)
_HELPED_WITH = re.compile(
    r"^(?:,\s|·|와\s|과\s)[^.]{2,120}?(?:도|이|가)\s(?:힘을\s보|참여|함께\s?(?:한|했|하)|손을\s?잡)"
)


@dataclass(frozen=True, slots=True)
class _Use:
    """One occurrence of an organisation with the relation that its words give it."""

    organisation: Organisation
    relation: str
    strength: float


def _use(text: Text, organisation: Organisation, relation: str, strength: float) -> _Use:
    first = text.sentence_at(organisation.start).index == 0
    return _Use(organisation, relation, strength + (0.15 if first else 0.0))


class Partners:
    """Decides participation and relation."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._relations = Relations(reference)
        self._venues = {term for term, _ in reference.lexicon("venue")}

    def find(
        self,
        text: Text,
        organisations: list[Organisation],
        regions: list[RegionFinding],
        mentions: list[Mention],
    ) -> list[PartnerFinding]:
        """One finding a partner; municipalities that sign or visit are partners too."""
        own = self._own_names(regions)
        scene = self._relations.scene(text, organisations)
        signers = self._relations.signers(text, organisations)
        uses: dict[str, list[_Use]] = defaultdict(list)
        told = self._relations.told(text, organisations, scene)
        for organisation, (relation, strength) in zip(organisations, told, strict=True):
            if self._is_own(organisation, own) or self._no_part(text, organisation):
                continue
            uses[organisation.name].append(_use(text, organisation, relation, strength))
            if organisation.name in signers:
                uses[organisation.name].append(_Use(organisation, "mou", 1.05))
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
        if organisation.type == "media" or organisation.name in self._venues:
            sentence = text.sentence_at(organisation.start)
            if not _ACTS.search(text.body[organisation.end : sentence.end]):
                return True
        if _VENUE.match(after) or _ASIDE.match(after) or _PLAIN_GROUP.match(after):
            return True
        if organisation.type in ("company", "media") and text.in_quote(organisation.start):
            return True
        if organisation.type == "school":
            return False
        return bool(re.match(r"\s?(?:출신|졸업|재학)", after))

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
            r"^(?:의|에서|로부터|가|이)\s[^.]{0,50}(?:공모|교부금|보조금|지원사업|시범\s자치구|뽑|선정)",
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
