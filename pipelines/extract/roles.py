"""Decides whose policy it is: gives every region of an article its role.

The primary region is the grammatical subject of the lead, its mayor or its office.  Evidence is
added up a region: being the subject of the first sentence weighs most, then of the second, then
the headline, office-holders who speak for it, and how the rest speaks of 시/군/구/도 in general.
Where a ministry is the subject of the lead, a region must be a subject itself to be primary.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from pipelines.extract.regions import Mention
from pipelines.extract.text import Text
from pipelines.model import RegionFinding, Role
from pipelines.reference import Reference, Region

_TITLE_HOLDER = (
    r"(?:특별|광역|특별자치)?(?:시장|군수|구청장|도지사|지사|부시장|부군수|부구청장|부지사)"
)
_BRACKET = r"(?:\s?[(（\[][^)）\]]{1,30}[)）\]])?"
_OFFICE = (
    r"(?:청|청장|의회|보건소|소방본부|교육청|도시공사|시설공단|관광재단|문화재단|경제진흥원|스마트도시과|"
    r"\s?[가-힣]{2,10}(?:사업본부|사업소|센터|추진단|담당관|농업기술센터|도시관리공단|시설관리공단)|"
    r"\s?(?:스마트|정보|도시|미래|안전|교통|기획|행정|경제|디지털|데이터|AI|자치|건설|환경|복지)\S{0,10}(?:과|국|실|단|담당관|센터))"
)
_TOGETHER = (
    r"(?:\s(?:등\s(?:[가-힣]{2,6}\s){0,3})?(?:[두세네]|다섯|여섯|\d+개?)\s?"
    r"(?:시[·ㆍ]?[도군구]{0,2}|[군구도]|도시|지자체|자치구|시군|시도|기초단체|광역단체|지방정부))"
)
_SUBJECT = re.compile(
    rf"^{_OFFICE}?{_BRACKET}{_TOGETHER}?(?:는|은|가|이|에서는|에선)(?=[\s,])"
    rf"|^{_OFFICE}?{_BRACKET}(?:에\s(?:따르면|의하면))"
)
_JOINED = re.compile(
    rf"^{_OFFICE}?{_BRACKET}\s?(?:와|과|·|ㆍ|,|및|-)\s?(?!함께|더불어)"
    r"[^\s.,]{1,14}(?:\s[^\s.,]{1,12})?(?:\([^)]{1,30}\))?(?:는|은|가|이)(?=\s)"
)
_AS_ONE = re.compile(rf"^{_OFFICE}?{_TOGETHER}(?:가|이|는|은)\s(?:함께|공동|손잡|힘을)")
_SOURCE = re.compile(r"^(?:청)?에\s(?:따르면|의하면)")
_CHAIN = re.compile(r"^(?:시|군|구|도)?\s?(?:[·,ㆍ・∙/、-]|와|과|및|그리고)\s?(?:그리고\s|또\s)?$")
_ALSO = re.compile(r"^도\s")
_CHOSEN = re.compile(
    r"선정|뽑혔|뽑혀|뽑힌|뽑았|따냈|따내|확보|이름을 올|정해졌|정했|확정|지정|대상지|대상이 됐|후보"
)
_SAYS = re.compile(r"(?:밝혔|전했|발표했|알렸|설명했|공개했|내놨|내놓|나섰|소개했)")
_HOLDER = re.compile(
    rf"^(?:{_TITLE_HOLDER}|장(?=[은이과\s])|수(?=[는가와\s]))"
    rf"{_BRACKET}(?:\s[가-힣]{{2,4}})?(?:은|는|이|가|과|와|도|에게|,)?(?=[\s(“\"])"
)
_HOLDER_BODY = re.compile(rf"^(?:{_TITLE_HOLDER}|청장|장|수)")
_WHERE = re.compile(
    r"^(?!(?:는|은|이|가|와|과)\s)[^.,]{0,40}?(?:에서|에\s(?:있는|위치한|소재한|자리한|마련된|들어선)|소재)(?=\s|$)[^.]{0,60}?"
    r"(?:열|개최|진행|가졌|갖|체결|참석|마련|실시|맺|치러|모였|모여|발표|만나)"
)
_GENERIC = {
    "시": re.compile(r"(?<![가-힣·ㆍ])시(?:는|가|의|도|에서는|측은|에\s따르면|관계자)(?=\s)"),
    "군": re.compile(r"(?<![가-힣·ㆍ])군(?:은|이|의|도|에서는|측은|에\s따르면|관계자)(?=\s)"),
    "구": re.compile(r"(?<![가-힣·ㆍ])구(?:는|가|의|도|에서는|측은|에\s따르면|관계자)(?=\s)"),
    "도": re.compile(r"(?<![가-힣·ㆍ])도(?:는|가|의|에서는|측은|에\s따르면|관계자)(?=\s)"),
}
_STATE_LEAD = re.compile(
    r"^[^.]{0,30}?(?P<body>정부|[가-힣]{1,12}(?:부|처|청|위원회))(?<!시청)(?<!군청)(?<!구청)(?<!도청)(?:\([^)]{1,30}\))?"
    r"(?:[와과·]\s?[가-힣]{2,12}(?:\([^)]{1,30}\))?)?(?:는|은|가|이)\s"
)
ALONE_AT = 1.9
"""The same where no other region comes near."""
PRIMARY_AT = 4.0
"""Evidence from which on a region can be primary: a headline and a speaking mayor, say."""


@dataclass(slots=True)
class _Score:
    value: float = 0.0
    lead_subject: bool = False
    announces: bool = False
    tells: bool = False
    opens: bool = False
    title: bool = False
    joined: bool = False
    mentions: int = 0


def _letter(region: Region) -> str:
    return region.name[-1]


class Roles:
    """Turns mentions into findings with a role each."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference

    def assign(self, text: Text, mentions: list[Mention], state_leads: bool) -> list[RegionFinding]:
        """One finding a region; `state_leads`: a ministry or the like is the lead's subject."""
        groups = self._groups(mentions)
        scores = {code: _Score() for code in groups}
        self._find_subjects(text, mentions)
        for code, own in groups.items():
            for mention in own:
                self._weigh(text, mention, scores[code])
        self._generic(text, groups, scores)
        state = state_leads and not self._region_first(text)
        primary = self._primary(scores, state)
        primary = self._teller(text, primary, scores)
        primary = self._drop_container(primary, groups, scores)
        primary = self._without_selection(text, primary)
        if not primary and not state:
            primary = self._only_home(groups)
        return [
            self._finding(text, code, own, self._role(text, code, own, primary), scores[code])
            for code, own in groups.items()
        ]

    def _groups(self, mentions: list[Mention]) -> dict[str, list[Mention]]:
        """Mentions by today's region; an address's 시도 counts only where it stands alone too."""
        groups: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            if not mention.qualifies:
                groups[mention.code].append(mention)
        return dict(groups)

    def _find_subjects(self, text: Text, mentions: list[Mention]) -> None:
        """Which mentions are subjects, and which of them open their sentence (a list counts whole).

        Sets `_subjects` (their starts) and `_opening` (starts by sentence).
        """
        self._subjects: set[int] = set()
        self._opening: dict[int, set[int]] = {}
        chain: list[Mention] = []
        for mention in (m for m in mentions if m.field == "body" and m.rule != "place"):
            gap = text.body[chain[-1].end : mention.start] if chain else "\n"
            linked = chain and (_CHAIN.match(gap) or (chain[-1].qualifies and len(gap) <= 1))
            chain = [*chain, mention] if linked else [mention]
            after = text.body[mention.end : mention.end + 90]
            if text.in_quote(mention.start):
                continue
            also = mention.rule == "full" and _ALSO.match(after)
            if also or _SUBJECT.match(after) or _HOLDER.match(after) or _JOINED.match(after):
                starts = {m.start for m in chain if not m.qualifies}
                self._subjects |= starts
                opening = self._opening.setdefault(text.sentence_at(mention.start).index, starts)
                if opening & starts or (len(chain) > 1 and _AS_ONE.match(after)):
                    opening |= starts

    def _weigh(self, text: Text, mention: Mention, score: _Score) -> None:
        source = text.title if mention.field == "title" else text.body
        after = source[mention.end : mention.end + 90]
        if mention.field == "title":
            if not score.title:
                score.title = True
                score.value += 2.5 if mention.start <= 12 else 1.2
            return
        score.mentions += 1
        if text.in_quote(mention.start):
            score.value += 0.2
            return
        sentence = text.sentence_at(mention.start)
        if mention.rule == "place":
            score.value += 0.4
        elif mention.start in self._subjects:
            self._weigh_subject(text, mention, score)
        elif _HOLDER_BODY.match(after):
            score.value += {0: 3.5, 1: 2.0}.get(sentence.index, 0.8)
        elif not _WHERE.match(after):
            score.value += {0: 1.6, 1: 0.9}.get(sentence.index, 0.35)

    def _weigh_subject(self, text: Text, mention: Mention, score: _Score) -> None:
        """A subject counts by its sentence; the sentence that announces counts as the first."""
        sentence = text.sentence_at(mention.start)
        weight = {0: 6.0, 1: 3.0, 2: 2.0}.get(sentence.index, 1.0)
        after = text.body[mention.end : sentence.end]
        announces = sentence.index <= 3 and bool(_SAYS.search(after) or _SOURCE.match(after))
        first = mention.start in self._opening.get(sentence.index, ())
        if first and (announces or sentence.index == 0):
            weight = max(weight, 6.0)
            score.announces = True
            score.tells |= announces and sentence.index <= 1
            score.opens |= sentence.index == 0
        if not first:
            weight *= 0.4
        score.value += weight
        score.joined |= first and sentence.index <= 1 and len(self._opening[sentence.index]) > 1
        early = mention.start - sentence.start <= 60
        score.lead_subject |= weight >= 3.0 and (sentence.index <= 1 or announces) and early

    def _generic(
        self, text: Text, groups: dict[str, list[Mention]], scores: dict[str, _Score]
    ) -> None:
        """`시는 …`, `군은 …`: the body speaks of the region of that kind that leads."""
        for letter, pattern in _GENERIC.items():
            count = len(pattern.findall(text.body))
            if not count:
                continue
            of_kind = [c for c in groups if any(_letter(m.region) == letter for m in groups[c])
                       or self._is_city_state(c, letter)]  # fmt: skip
            if of_kind:
                best = max(of_kind, key=lambda c: scores[c].value)
                scores[best].value += min(4.0, 1.6 * count)

    def _is_city_state(self, code: str, letter: str) -> bool:
        return letter == "시" and len(code) == 2 and self.reference.region_by_code[code].kind in (
            "특별시", "광역시", "특별자치시", "통합특별시",
        )  # fmt: skip

    def _region_first(self, text: Text) -> bool:
        """Whether a region is the lead's subject before any ministry is."""
        opening = self._opening.get(0)
        match = _STATE_LEAD.match(text.body)
        return opening is not None and (match is None or min(opening) < match.start("body"))

    @staticmethod
    def _primary(scores: dict[str, _Score], state_leads: bool) -> set[str]:
        if not scores:
            return set()
        ranked = sorted(scores.values(), key=lambda s: -s.value)
        best = ranked[0]
        if state_leads and not (best.announces and (best.title or best.opens or best.tells)):
            return set()
        alike = [s for s in ranked if s.announces and not s.joined and not s.opens]
        if state_leads and len(alike) > 1 and not best.opens:
            return set()
        alone = len(ranked) == 1 or best.value >= 1.8 * ranked[1].value
        known = best.mentions >= 2 or best.value >= 3.0
        if best.value < (ALONE_AT if alone and known else PRIMARY_AT):
            return set()
        return {
            code
            for code, score in scores.items()
            if score is best
            or (score.lead_subject and score.value >= 0.55 * best.value and score.value >= 4.4)
            or (score.joined and best.joined and score.value >= 0.3 * best.value)
        }

    @staticmethod
    def _teller(text: Text, primary: set[str], scores: dict[str, _Score]) -> set[str]:
        """A 시도 that opens the lead, or tells of its own 시군구's selection, is whose policy it is."""
        chosen = bool(_CHOSEN.search(text.title + " " + text.body[: text.lead_end]))
        for code, score in scores.items():
            inner = {c for c in primary if len(c) == 5 and c[:2] == code}
            if len(code) != 2 or not inner or score.joined:
                continue
            later = not any(scores[c].opens for c in inner)
            if (score.opens and later) or (score.tells and chosen):
                return (primary - inner) | {code}
        return primary

    @staticmethod
    def _only_home(groups: dict[str, list[Mention]]) -> set[str]:
        """Where no region is a subject and all belong together, the project is at home there."""
        sidos = {code[:2] for code in groups}
        inner = {code for code in groups if len(code) == 5}
        if len(sidos) != 1:
            return set()
        return (sidos & groups.keys()) or (inner if len(inner) == 1 else set())

    def _drop_container(
        self, primary: set[str], groups: dict[str, list[Mention]], scores: dict[str, _Score]
    ) -> set[str]:
        """A 시도 beside one of its own 시군구: the stronger alone is primary."""
        kept = set(primary)
        for code in primary:
            inner = [c for c in primary if len(c) == 5 and c[:2] == code and c != code]
            if len(code) == 2 and inner and not scores[code].joined:
                rival = max(scores[c].value for c in inner)
                if scores[code].value >= 1.15 * rival:
                    kept -= set(inner)
                else:
                    kept.discard(code)
        return kept

    @staticmethod
    def _without_selection(text: Text, primary: set[str]) -> set[str]:
        """Districts of several 시도 that were chosen together: it is the state that acts."""
        districts = all(len(code) == 5 for code in primary)
        spread = len({code[:2] for code in primary}) >= 2
        chosen = _CHOSEN.search(text.title + " " + text.body[: text.lead_end])
        return set() if districts and spread and chosen else primary

    def _role(self, text: Text, code: str, own: list[Mention], primary: set[str]) -> Role:
        if code in primary:
            return "primary"
        in_body = [m for m in own if m.field == "body"]
        venue = [m for m in in_body if _WHERE.match(text.body[m.end : m.end + 110])]
        return "venue" if in_body and len(venue) == len(in_body) else "mentioned"

    def _finding(
        self, text: Text, code: str, own: list[Mention], role: Role, score: _Score
    ) -> RegionFinding:
        current = self.reference.region_by_code[code]
        shown = next((m for m in own if m.field == "body"), own[0])
        written = max(own, key=lambda m: m.confidence)
        sido, sigungu = self._names(current)
        sido_then, sigungu_then = self._names_then(current, written.region, text)
        confidence = written.confidence
        if role == "primary":
            confidence *= 0.99 if score.lead_subject else 0.9
        evidence = text.evidence(shown.start, shown.end) if shown.field == "body" else text.title
        split = written.region.succession == "split"
        return RegionFinding(
            code, sido, sigungu, sido_then, sigungu_then, role, f"{shown.rule}+{role}",
            round(confidence, 3), evidence, shown.start, shown.end, shown.field,
            "split" if split else None,
        )  # fmt: skip

    def _names(self, region: Region) -> tuple[str, str | None]:
        sido = self.reference.region_by_code[region.sido_code]
        return sido.name, None if region.level == "sido" else region.name

    def _names_then(
        self, current: Region, written: Region, text: Text
    ) -> tuple[str | None, str | None]:
        """The names in force on the article's day; undated, those that the writing implies."""
        day = _day(text)
        base = written if written.level != "gu" else self._city(written)
        if day is None:
            eras = self._eras(current)
            sidos = {self.reference.region_by_code[e.sido_code].name for e in eras}
            sido = self._names(base)[0]
            known = len(sidos) == 1 or sido in text.body or not base.current
            return (sido if known else None), self._names(base)[1]
        era = base if base.in_force(day) else self._era_on(current, day, base)
        return self._names(era)

    def _city(self, gu: Region) -> Region:
        return self.reference.region_by_code[gu.parent]

    def _eras(self, current: Region) -> list[Region]:
        return [
            r
            for r in self.reference.regions
            if r.level != "gu"
            and (
                self.reference.current(r.code).code == current.code or current.code in r.successors
            )
        ]

    def _era_on(self, current: Region, day: date, base: Region) -> Region:
        """The era in force on `day`; of several parts the one that was written."""
        of_day = [r for r in self._eras(current) if r.in_force(day) and r.level == base.level]
        same = [r for r in of_day if r.name == base.name]
        return (same or of_day or [current])[0]


def _day(text: Text) -> date | None:
    published = text.article.published
    return published.earliest if published.precision != "unknown" else None


def state_leads(text: Text, first_subject_is_organisation: bool) -> bool:
    """Whether the lead's first subject is a ministry or another body that is no region."""
    if not text.sentences:
        return False
    first = text.sentences[0]
    lead = text.body[first.start : first.end]
    return first_subject_is_organisation or bool(_STATE_LEAD.match(lead))
