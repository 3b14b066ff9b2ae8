"""Which organisations take part in what the article reports, and in which relation.

An organisation's relation comes from the predicate that governs its name: the words behind it in
its sentence, then the words of the whole sentence, with what its kind usually does as the last
resort.  A name that is only a venue, an example or an employer takes no part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.extract.cues import STATE
from pipelines.extract.leanings import Features, Leanings
from pipelines.extract.municipalities import Municipalities
from pipelines.extract.naming import CONFIDENCE, Organisation
from pipelines.extract.regions import Mention
from pipelines.extract.relations import Evidence, Relations
from pipelines.extract.scenes import Scene
from pipelines.extract.seats import Seat
from pipelines.extract.text import Text
from pipelines.model import PartnerFinding, RegionFinding
from pipelines.reference import Reference

_VENUE = re.compile(
    r"^(?:에서\s(?:(?:[^\s.]{1,8}\s){1,4}?(?:열리|열린|열렸|열려)|열|개최|진행|가진|가졌|갖|만나|치러|마련)|\s?(?:사옥|본사|빌딩|인근|옆|맞은편|앞\s|캠퍼스에서|대강당|강당|회의실|회의장|"
    r"전시장|연수원|호텔|체육관|컨벤션|운동장|강의실|대회의실|[정후동서남북]문|입구|입구역|역(?![가-힣])|사거리|삼거리|주차장|"
    r"자리에|부지|같은\s|앞까지|앞에))"
)
_ASIDE = re.compile(
    r"^(?:이|가|의|은|는)?\s?(?:출신|전임|통계|고시|지침|기준에|조사에|자료에|출자한|계열|소유|소속|에\s따르면|"
    r"집계|홈페이지|누리집|앱\s|주가|시장에|시장\s|지역\s|회원국|각국)"
)
_PASSED = re.compile(
    r"^(?:\s?(?:앞|정문|후문|옆|뒤|주변|일대|둘레|사거리|삼거리|네거리|정류장|교차로|골목|담장|터|건물|어린이\s?보호\s?구역|스쿨존|통학로)(?![가-힣]{3})|부터\s|까지다|까지\s(?:가|오가|잇|이어|달리|운행)|"
    r"[을를]\s(?:고쳐|새로\s단장|리모델링|오가|오간|지나|떠나|떠난|돌아\s|거쳐\s|사이)|에서\s(?:출발|탑승)|에서\s[^.]{0,14}(?:까지|으로|로)(?:\s(?:가는|오가|잇는|이어)|다\.))"
)
"""Where something stands or passes by."""
_LIFE = re.compile(
    r"^(?:에서\s(?:일했|일한|일하다|근무|공부|퇴직|은퇴)|[을를]\s(?:졸업|나온\s|나와\s|다녔|다닌|지낸|지냈)|"
    r"\s?[가-힣]{2,8}\s?출신|\s[가-힣]{2,8}[을를]\s(?:지냈|지낸|거쳤|거친|역임))"
)
"""What someone was before: an office held, a school left."""
_THING = re.compile(
    r"^\s(?:앱(?:스토어|으로|에서|이나|도|을)|플레이스토어|스토어|등록증|신분증|전봇대|전신주|갤럭시|아이폰|안드로이드|자료(?:를|에|와|로)|기준(?:보다|에|을|치)|"
    r"약관|공식\s?계정|통장)|^(?:이나|나)\s|^[을를]\s통과"
)
"""What someone made or issued, and a choice among such."""
_ACTS = re.compile(
    r"협약|양해각서|MOU|주최|주관|후원|시상|수여|선정|개최|위탁|운영|손잡|공동|함께|맡|제작|방송|보도|협력|참여|마련|여는|연\s|열었|주는|꾸린|평가|조사"
)
"""What makes a newspaper or an exhibition hall more than the place where something stood."""
_PLAIN_GROUP = re.compile(
    r"^(?:\s?(?:서비스|시스템|단말|스마트폰|카드|은행\s계좌|밴드|지도|폼|카페|블로그|플레이|채널|톡|번역기?|검색|페이(?![가-힣]))|\s기업(?:의|을|들))"
)


_ASIDES = (_VENUE, _ASIDE, _PLAIN_GROUP, _PASSED, _LIFE, _THING)
_PLAIN = 0.95
"""From here on words tell a relation plainly."""
_OPENING = 30
"""Letters of an article in which who comes first is named."""


@dataclass(frozen=True, slots=True)
class _Use:
    """One occurrence of an organisation with the relation that its words give it."""

    organisation: Organisation
    relation: str
    strength: float
    told: Evidence | None = None
    """What its words tell; none where others tell it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A partner: its best use, where its name stands and what is given there, what holds of it."""

    best: _Use
    seats: tuple[tuple[Seat, frozenset[str]], ...]
    standing: tuple[str, ...]


def _use(text: Text, organisation: Organisation, told: Evidence) -> _Use:
    first = text.sentence_at(organisation.start).index == 0
    return _Use(organisation, told.relation, told.strength + (0.15 if first else 0.0), told)


def _settled(text: Text, uses: list[_Use], scene: Scene) -> _Use:
    """The strongest use; of a ministry its call in another sentence, unless a prize is the matter."""
    best = max(uses, key=lambda u: u.strength)
    if best.organisation.type != STATE or best.relation not in ("mou", "award"):
        return best
    signed = text.sentence_at(best.organisation.start).index
    calls = [
        u
        for u in uses
        if u.relation == "funding"
        and u.strength >= _PLAIN
        and (best.relation == "award" or text.sentence_at(u.organisation.start).index != signed)
    ]
    if not calls or (best.relation == "award" and scene.has("prize")):
        return best
    return max(calls, key=lambda u: u.strength)


def _in_full(best: _Use, uses: list[_Use]) -> _Use:
    """A use shown by a place that writes the name out, where its own only abbreviates it.

    `미래부` of an article that also says `미래창조과학부`: today's name holds neither.
    """
    shown = best.organisation
    if len(shown.as_written) > len(shown.name) or _holds(shown.name, shown.as_written):
        return best
    longest = max((use.organisation for use in uses), key=lambda o: len(o.as_written))
    if len(longest.as_written) <= len(shown.as_written):
        return best
    return replace(best, organisation=longest)


def _holds(one: str, other: str) -> bool:
    return one in other or other in one


def _spoken(text: Text, position: int) -> bool:
    """Whether a position lies in quoted words that are more than the name of a consortium."""
    held = (text.body[start:end] for start, end in text.quotes if start <= position < end)
    return any(len(words) > 50 or "컨소시엄" not in words for words in held)


class Partners:
    """Decides participation and relation."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._relations = Relations(reference)
        self._leanings = Leanings(reference)
        self._municipalities = Municipalities(self._relations)
        self._venues = {term for term, _ in reference.lexicon("venue")}

    def find(
        self,
        text: Text,
        organisations: list[Organisation],
        regions: list[RegionFinding],
        mentions: list[Mention],
    ) -> list[PartnerFinding]:
        """One finding a partner; municipalities that sign or visit are partners too."""
        named = self._named(text, organisations, regions, mentions)
        if not named:
            return []
        top = self._leanings.top(text)
        return [_finding(text, part, self._relation(top, part)) for part in named]

    def weighed(
        self,
        text: Text,
        organisations: list[Organisation],
        regions: list[RegionFinding],
        mentions: list[Mention],
    ) -> Iterator[tuple[PartnerFinding, Features]]:
        """Each partner with its relation as its clause tells it and all that could be weighed."""
        top = self._leanings.top(text)
        for part in self._named(text, organisations, regions, mentions):
            features = self._features(top, part) if part.seats else {}
            yield _finding(text, part, part.best.relation), features

    def _named(
        self,
        text: Text,
        organisations: list[Organisation],
        regions: list[RegionFinding],
        mentions: list[Mention],
    ) -> list[_Part]:
        own = self._own_names(regions)
        scene = self._relations.scene(text, organisations)
        signers = self._relations.signers(text, organisations)
        uses: dict[str, list[_Use]] = defaultdict(list)
        told = self._relations.told(text, organisations, scene)
        for organisation, evidence in zip(organisations, told, strict=True):
            if self._is_own(organisation, own) or self._no_part(text, organisation):
                continue
            uses[organisation.name].append(_use(text, organisation, evidence))
            if organisation.name in signers:
                uses[organisation.name].append(_Use(organisation, "mou", 1.05))
        known = dict(zip((o.start for o in organisations), told, strict=True))
        for municipality, relation in self._municipalities.find(
            text, regions, mentions, organisations, known
        ):
            uses[municipality.name].append(_Use(municipality, relation, 0.9))
        governed = any(region.role == "primary" for region in regions)
        return [
            _Part(
                _in_full(_settled(text, found, scene), found),
                tuple((use.told.seat, use.told.given) for use in found if use.told),
                tuple(_standing(text, found, name in signers, governed)),
            )
            for name, found in uses.items()
        ]

    def _relation(self, top: Features, part: _Part) -> str:
        """What a clause says, weighed with what stands around the name."""
        best = part.best
        if not part.seats:
            return best.relation
        return self._leanings.choose(self._features(top, part), best.relation, best.strength)

    def _features(self, top: Features, part: _Part) -> Features:
        best = part.best
        said = (best.relation, best.strength)
        return self._leanings.features(top, best.organisation, part.seats, part.standing, said)

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
        plain = organisation.type == "media" and organisation.rule != "mark"
        if organisation.name in self._venues and after.startswith("에서"):
            return True
        if plain or organisation.name in self._venues:
            sentence = text.sentence_at(organisation.start)
            if not _ACTS.search(text.body[organisation.end : sentence.end]):
                return True
        if any(aside.match(after) for aside in _ASIDES):
            return True
        if organisation.type in ("company", "media") and _spoken(text, organisation.start):
            return True
        if organisation.type == "school":
            return False
        return bool(re.match(r"\s?(?:출신|졸업|재학)", after))


def _standing(text: Text, uses: list[_Use], signs: bool, governed: bool) -> Iterator[str]:
    """What holds of a partner in its article; `governed`: some region's policy is told."""
    first = min(use.organisation.start for use in uses)
    if signs:
        yield "signs"
    if first < text.lead_end:
        yield "in_lead"
    if first < _OPENING:
        yield "opens"
    if not governed:
        yield "ungoverned"


def _finding(text: Text, part: _Part, relation: str) -> PartnerFinding:
    shown, strength = part.best.organisation, part.best.strength
    return PartnerFinding(
        name=shown.name,
        as_written=shown.as_written,
        type=shown.type,
        country=shown.country,
        relation=relation,
        rule=f"{shown.rule}+{relation}",
        confidence=round(CONFIDENCE[shown.rule] * (0.8 + 0.2 * min(1.0, strength)), 3),
        evidence=text.evidence(shown.start, shown.end),
        start=shown.start,
        end=shown.end,
    )
