"""The relation of an organisation to what an article reports, from the predicate that governs it.

A sentence is cut into clauses; the clause of the name decides, then its sentence.  What a sentence
leaves open the article says: who sits at a signing has signed, who is named in an article about a
visit has come.  A sentence of another time (2019년 … 때, 다음 달부터) takes nothing from the lead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extract.naming import Organisation
from pipelines.extract.text import Text
from pipelines.reference import Reference

_STATE = "central_government"
_PACT = re.compile(
    r"협약|양해각서|MOU|MOA|협정|의향서|합의서|협력각서|공동선언|기로\s(?:약속|합의)|(?:자매|우호)\S{0,8}\s?\S{0,6}\s?(?:맺|체결)"
)
_HANDS = re.compile(r"손잡|손을\s(?:맞)?잡|맞손|맞잡|뜻을\s모|힘을\s(?:모|합)|동맹")
SIGNS = re.compile(rf"(?:{_PACT.pattern})|(?:{_HANDS.pattern})")
"""Words of agreement, on paper or by hand."""
_CEREMONY = re.compile(
    r"(?:협약식|체결식|서명식|조인식|발대식|협약)(?:에는|에|에서는|에서|장에는|\s?현장에는)\s|협약\s?기관|협약에\s따라|협약으로"
)
_BOARD = re.compile(
    r"이름을\s올|참여(?:했|한다|하고|하는|해)|참석|함께(?:했|한다)|자리(?:했|에)|나왔|나와|모였|힘을\s보|기술을\s댄|들어왔"
)
_GROUP = re.compile(
    r"(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열|\d+개?)\s?(?:기관|단체|기업|부처|회사|학교|대학)(?:은|는|이|가)\s|양\s?(?:측|기관|사|교)(?:은|는|이|가)\s"
)
_BARE = re.compile(
    r"(?<![가-힣])(?P<head>경찰서|소방서|교육지원청|교육청|공사|공단|재단|대학|은행|연구원|진흥원|협회)장?(?=[과와은는이가도,]|\s)"
)
_OTHER_TIME = re.compile(
    r"앞서|당시|때\s|다음\s?달|내년|향후|앞으로|지난해|작년|이전에|(?:19|20)\d{2}년|^(?:지난\s)?\d{1,2}월에?는?\s"
)
_CLAUSE = re.compile(r"(?<=[가-힣])(?:고|며|면서|지만|으나|는데|했고|한\s뒤|으며|자)[,\s]\s?")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]|[‘'][^’']*[’']")
_PERSON = re.compile(
    r"^(?:\s?\([^)]*\))?(?:\s?[가-힣A-Za-z0-9·]{1,12}){0,2}?\s?[가-힣A-Za-z0-9]{0,10}?"
    r"(?:교수|박사|위원|연구원|수석|과장|국장|센터장|본부장|대표|이사|팀장|부장|소장|단장|실장|원장|총장)(?=[은는이가과와의,\s])"
)
_TEACH = re.compile(
    r"강의|특강|강연|수업|가르|발표(?!대회)|발제|토론|주제로|풀어냈|소개(?:했|한다)|설명(?:했|한|하)"
)
_SAYS = re.compile(r"[”\"]\s?(?:이?라며|이?라고|고|며|면서)\s")
_PRIZE = re.compile(
    r"장관상|총리상|대통령상|회장상|표창|시상|경진대회|어워드|최우수상|우수상|대상을|대상’|대상'|수상|정책대회|"
    r"스마트\S{0,6}\s상(?![가-힣])|도시\s?인증|인증을|인증서|재인증"
)
_GIVES = re.compile(
    r"^\s?(?:\([^)]*\))?(?:·\S{2,8})?(?:이|가|과|와|에서|로부터|으로부터)?\s?(?:[^\s.]{1,12}\s){0,3}?"
    r"(?:주최|주관|후원|수여|시상|인증|평가|선정|개최|부여|발급|주는|준|꾸린|뽑)"
)
_HOSTS = re.compile(
    r"^\s?(?:\([^)]*\))?(?:[·,]\s?[^\s.]{2,12})?(?:이|가|은|는|과|와)?\s?[^.]{0,90}?(?:주최|주관|개최|연|여는|열었|열고|마련한)"
)
_MEET = re.compile(r"엑스포|박람회|포럼|콘퍼런스|컨퍼런스|세미나|총회|페스티벌|전시회|위크")
_CALL = re.compile(r"공모|사업|국비|선정|뽑|골라|골랐|고른|지정|교부")
_WITH = re.compile(
    r"^\s?(?:\([^)]{1,30}\))?(?:와|과)\s?(?:함께|공동으로|더불어|힘을\s합|협력|협업)"
)
_BUILDS = re.compile(
    r"^\s?(?:\([^)]{1,20}\))?(?:이|가|은|는)\s(?:[^\s.,]{1,14}\s){0,3}?"
    r"(?:구축했|시공했|공급(?:했|한다)|납품|설계했|제작했|설치했|(?:시공|설계|공사)[을를]\s맡)"
)
_VENDOR = re.compile(
    r"우선협상\s?대상자|시공사로|용역’?'?을?\s?수주|업체로\s[^.]{0,20}(?:골라|골랐|정)|수주했|낙찰|"
    r"용역\s계약|구매\s계약|공급\s계약"
)
_ORDERS = re.compile(r"^\s?(?:\([^)]*\))?\s?(?:와|과|에|에게|로|으로|이|가)\s")
_COMES = re.compile(r"(?:찾은|방문한|둘러본|견학한|다녀간|들른)\s(?:[^\s.,]{1,14}\s){0,3}$")
_ASKS_IN = re.compile(r"^의?\s초청(?:으로|을)")
_INVITES = re.compile(r"^(?:이|가|의|에서)?\s[^.]{0,20}?(?:초청|연수)")
_BODY = re.compile(
    r"(?:추진단|협의체|협의회|위원회|특별팀|실무단|지원단|자문단|조사단)\S{0,3}(?:에는|에|으로|은|는)\s"
)
_PARTIES = re.compile(
    r"^(?:상대|참여\s?기관|협약\s?기관|협약\s?상대|서명\s?기관|함께하는\s\S{1,3}|나머지)(?:은|는|에는)\s"
)
_SPEAKS = re.compile(
    r"(?:강연|토론|발제|자문|강의|심사|좌장|자문위원회|자문단|포럼|세미나)\S{0,3}(?:에는|에|은|는|에서는)\s"
)
_SPEAKER = re.compile(
    r"강사로|자문위원|자문단|자문위|발제(?:를|했|한|에)|토론(?:한|했|을|자|에)|사례를[^.]{0,12}발표|강연|특강"
)
_LOOKS_ON = re.compile(r"참석|지켜봤|지켜본|자리했|자리해|자리를\s함께|둘러앉|모였")
_DRILLS = re.compile(r"(?:경찰|소방)\S{0,5}$")
_SELECTS = re.compile(
    r"뽑[힌힐혔혀은는았아고기힘혔]|고르|골[라랐]|고른다|선정|지정|공모|따[냈내]|국비|교부|대상(?:이|에|으로|지|을)|사업비|돕는|"
    r"보급|확정|정하|정해|정했|공고|이끌|지원(?:한다|하는|했)|추진하는|벌이는|대며|댄다"
)
_RATES = re.compile(r"인증|심사|평가|점수|등급|유공|우수기관|경진")
_CERTIFIES = re.compile(r"인증했|인증\s신청|인증한|매긴|등급을|감사패|공로로|평가에서")
_BESIDE_STATE = re.compile(r"[가-힣](?:부|처|위원회)(?:\([^)]*\))?(?:와\s|과\s|·|,\s)$")
_LINKS = re.compile(r"연계|연결|잇|이어|공유|넘겨받|실시간|모으는|모아|추적|쓰인|전달")
_HOME = re.compile(
    r"(?:시청|군청|구청|도청|접견실)[^.]{0,10}에서\s|(?:시청|군청|구청|도청)을\s(?:방문|찾)"
)
_TALKS = re.compile(r"면담|논의|상의|협의|만나")
_STUDIES = re.compile(r"^(?:에|에게)\s(?:연구|용역|진단)[^.]{0,12}(?:맡|의뢰)")
_LEARNS = re.compile(r"교육|강의|강좌|연수|수업|아카데미|학습")
_ADVISES = re.compile(r"특강|강연|자문|심의|승인|컨설팅을")
_OWN_CALL = re.compile(r"^\s?(?:\([^)]*\))?(?:의|가|이)\s?[^.]{0,36}?(?:사업|공모)")
_ACTS = re.compile(r"^\s?(?:\([^)]*\))?\s?(?:이|가|은|는|에|에게|의|과|와)\s")
_PAYS = re.compile(
    r"^\s?(?:\([^)]*\))?(?:이|가|의|에서|은|는)?\s(?P<way>[^.]{0,46}?)"
    r"(?:공모|지원사업|지원금|국비|주관하는\s[^.]{0,20}사업|골랐|선정했|뽑았)"
)
_TAKES = re.compile(r"^\s?(?:\([^)]*\))?에\s(?:[^\s.]{1,10}\s){0,2}?(?:제출|접수|신청|내면)")


@dataclass(frozen=True, slots=True)
class Scene:
    """What an article as a whole is about, as far as it decides relations."""

    lead: str
    pact: bool
    visit: bool
    calls: frozenset[str]
    funding: bool
    prize: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """An organisation with the words of its clause and sentence."""

    organisation: Organisation
    before: str
    after: str
    clause: str
    sentence: str

    @property
    def kind(self) -> str:
        return self.organisation.type


class Relations:
    """Reads relations off sentences; the strength says how plainly they tell."""

    def __init__(self, reference: Reference) -> None:
        self._terms = {
            kind: re.compile(
                "|".join("(?<!추)" + re.escape(t) for t, value in reference.lexicon("relation") if value == kind)
            )
            for kind in (
                "mou", "benchmark_visit", "award", "funding", "contract", "education", "advice",
                "joint_project",
            )
        }  # fmt: skip

    def has(self, relation: str, words: str) -> bool:
        """Whether words speak of a relation."""
        return self._terms[relation].search(words) is not None

    def scene(self, text: Text, organisations: list[Organisation]) -> Scene:
        """The article's own matter, from its headline and lead."""
        lead = text.title + " " + text.body[: text.lead_end]
        top = text.title + " " + text.body[: text.sentences[:4][-1].end if text.sentences else 0]
        states = (o for o in organisations if o.type == _STATE and o.start < text.lead_end)
        funding = self.has("funding", lead)
        return Scene(
            lead,
            _PACT.search(top) is not None,
            self.has("benchmark_visit", lead),
            frozenset(o.name for o in states) if funding else frozenset(),
            funding,
            _PRIZE.search(lead) is not None,
        )

    def of(self, text: Text, organisation: Organisation, scene: Scene) -> tuple[str, float]:
        """The relation that one occurrence of a name tells, with its strength."""
        place = _place(text, organisation)
        for read in (self._prize, self._teaching, self._trade, self._signing, self._hosting):
            found = read(place, scene)
            if found is not None:
                return found
        guest = place.organisation.country != "KR" and self.has("benchmark_visit", place.clause)
        if place.kind.startswith("foreign") or guest or _COMES.search(place.before):
            return self._abroad(place, scene)
        if place.kind == _STATE or (
            place.kind == "public_institution" and _BESIDE_STATE.search(place.before)
        ):
            return self._state(place, scene)
        return self._rest(place, scene)

    def signers(self, text: Text, organisations: list[Organisation]) -> set[str]:
        """Who is meant by `두 기관은 …협약` or `경찰서장과 협약`: the names told before."""
        found: set[str] = set()
        for sentence in text.sentences:
            words = text.body[sentence.start : sentence.end]
            if not _PACT.search(words):
                continue
            earlier = [o for o in organisations if o.start < sentence.start]
            if _GROUP.search(words) and earlier:
                last = text.sentence_at(earlier[-1].start)
                if sentence.index - last.index <= 2 and not _OTHER_TIME.search(words):
                    found |= {o.name for o in earlier if o.start >= last.start}
            for match in _BARE.finditer(words):
                meant = {o.name for o in earlier if o.name.endswith(match["head"])}
                found |= meant if len(meant) == 1 else set()
        return found

    def _prize(self, place: _Place, scene: Scene) -> tuple[str, float] | None:
        if not _PRIZE.search(place.sentence):
            return None
        own = place.kind == _STATE and not re.search(r"공모(?!전)|국비", place.sentence)
        return ("award", 1.2) if own or _GIVES.match(place.after) else None

    def _trade(self, place: _Place, scene: Scene) -> tuple[str, float] | None:
        """Paid work: builders, suppliers and winners of tenders, and who gave the order."""
        if _STUDIES.match(place.after):
            return ("contract" if place.kind == "company" else "advice"), 1.1
        firm = place.kind == "company"
        if (firm or place.kind == "public_institution") and _VENDOR.search(place.sentence):
            return "contract", 1.15
        ordered = re.search(r"(?:설계|시공|공사)[은는]\s$", place.before) and "맡" in place.after
        if firm and not _PACT.search(place.clause) and (ordered or _BUILDS.match(place.after)):
            return "contract", 1.15
        if _ORDERS.match(place.after) and self.has("contract", place.after[:45]):
            return "contract", 1.0
        return None

    def _teaching(self, place: _Place, scene: Scene) -> tuple[str, float] | None:
        if _SAYS.search(place.sentence):
            return None
        school = place.kind in ("university", "school")
        if _PERSON.match(place.after) and _TEACH.search(_QUOTED.sub("", place.after)):
            return ("education" if school else "advice"), 1.1
        if place.kind != "company" and not _PACT.search(place.clause):
            near = _SPEAKS.search(place.before[-60:]) or _SPEAKER.search(place.after[:50])
            if near and not (school and _LEARNS.search(place.after[:50])):
                return "advice", 1.0
            if school and re.match(r"^에서\s[^.]{0,40}(?:배웠|배우|교육을\s받)", place.after):
                return "education", 1.0
        words = place.before[-40:] + place.after[:60]
        if place.kind == "university" and not SIGNS.search(place.clause) and _LEARNS.search(words):
            return ("education", 0.9) if not _BOARD.search(place.after) else None
        return None

    def _signing(self, place: _Place, scene: Scene) -> tuple[str, float] | None:
        """Who stands in a clause of agreement signs; so does who sits at the ceremony."""
        if place.kind == _STATE and _CALL.search(place.after[:40]):
            return None
        if place.kind.startswith("foreign") and _ASKS_IN.match(place.after):
            return "benchmark_visit", 1.1
        if _BODY.search(place.before[-60:]):
            return None
        if _PACT.search(place.clause):
            return "mou", 1.1
        if scene.pact and _PARTIES.match(place.before):
            return "mou", 1.0
        if _HANDS.search(place.clause) and scene.pact:
            return "mou", 1.0
        if _CEREMONY.search(place.before) and _BOARD.search(place.after):
            return "mou", 1.1
        if place.kind == "public_institution" and _pays(place):
            return "funding", 0.95
        if _PACT.search(place.after) and not _OTHER_TIME.search(place.clause):
            return "mou", 0.9
        return None

    def _hosting(self, place: _Place, scene: Scene) -> tuple[str, float] | None:
        public = place.kind in (_STATE, "public_institution", "media", "association")
        if public and _MEET.search(place.sentence) and _HOSTS.match(place.after):
            return ("award" if scene.prize else "other"), 0.95
        if (
            place.kind == _STATE
            and re.search(r"행사|대회|설명회", place.sentence)
            and _HOSTS.match(place.after)
        ):
            return ("award" if scene.prize or "대회" in place.sentence else "other"), 0.9
        return None

    def _abroad(self, place: _Place, scene: Scene) -> tuple[str, float]:
        if _HOME.search(place.sentence) or re.match(r"^[을를]\s[^.]{0,20}초청", place.after):
            return "benchmark_visit", 0.9
        if _TALKS.search(place.after) and not self.has("benchmark_visit", place.after):
            return "other", 0.8
        if _COMES.search(place.before) or self.has("benchmark_visit", place.sentence):
            return "benchmark_visit", 1.0
        for relation in ("education", "contract"):
            if self.has(relation, place.sentence):
                return relation, 0.9
        if scene.visit:
            return "benchmark_visit", 0.5
        return (
            ("joint_project", 0.45) if self.has("joint_project", place.sentence) else ("other", 0.4)
        )

    def _state(self, place: _Place, scene: Scene) -> tuple[str, float]:
        now = scene.pact and not _OTHER_TIME.search(place.sentence)
        if now and _GROUP.search(place.sentence):
            return "mou", 0.95
        if _WITH.match(place.after) or re.search(r"(?:와|과)\s함께\s", place.after[:40]):
            return "joint_project", 0.9
        if _CERTIFIES.search(place.sentence) and not re.search(r"공모|국비", place.sentence):
            return "award", 0.95
        if scene.prize and _RATES.search(place.sentence) and not scene.funding:
            return "award", 0.95
        if _SELECTS.search(place.sentence) or _OWN_CALL.match(place.after):
            return "funding", 1.0
        if self.has("funding", place.sentence):
            return "funding", 0.95
        if _ADVISES.search(place.after[:60]):
            return "advice", 0.9
        if _LOOKS_ON.search(place.after):
            return "other", 0.6
        if place.organisation.name in scene.calls or (
            scene.funding and not _LINKS.search(place.sentence)
        ):
            return "funding", 0.7
        return "joint_project", 0.6 if self.has("joint_project", place.sentence) else 0.3

    def _rest(self, place: _Place, scene: Scene) -> tuple[str, float]:
        near = place.after[:60]
        if _WITH.match(near):
            return "joint_project", 0.85
        if place.kind == "public_institution" and _TAKES.match(near):
            return "funding", 0.9
        if _ACTS.match(near) and self.has("advice", near[:45]):
            return "advice", 0.8
        if scene.visit and (place.kind == "school" or _INVITES.match(near)):
            return "benchmark_visit", 0.8
        if self.has("benchmark_visit", near[:40]):
            return "benchmark_visit", 0.8
        learned = place.kind in ("research_institute", "association", "university")
        if learned and self.has("advice", place.clause):
            return "advice", 0.7
        now = scene.pact and not (
            _OTHER_TIME.search(place.sentence) or _BODY.search(place.before[-60:])
        )
        if now and (_BOARD.search(place.after) or _GROUP.search(place.sentence)):
            return "mou", 0.75
        onlooker = _LOOKS_ON.search(place.after) and not _DRILLS.search(place.organisation.name)
        if onlooker and place.kind in ("public_institution", "association", "local_government"):
            return "other", 0.4
        return "joint_project", 0.6 if self.has("joint_project", place.sentence) else 0.3


def _pays(place: _Place) -> bool:
    """Whether a public body selects or pays: its call, its grant, its programme."""
    match = _PAYS.match(place.after)
    if match is None or re.search(r"(?:와|과)\s(?:[^\s.]{1,8}\s)?(?:컨소시엄|함께)", match["way"]):
        return False
    return not place.after[match.end() :].startswith("에 참여")


def _place(text: Text, organisation: Organisation) -> _Place:
    sentence = text.sentence_at(organisation.start)
    before = text.body[sentence.start : organisation.start]
    after = text.body[organisation.end : sentence.end]
    left = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    right = _CLAUSE.search(after)
    end = right.start() + 1 if right else len(after)
    middle = text.body[organisation.start : organisation.end]
    clause = before[left:] + middle + after[:end]
    return _Place(organisation, before, after, clause, before + middle + after)
