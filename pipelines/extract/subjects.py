"""Adds up what speaks for each region of an article: subjects, office-holders, the headline.

Being the subject of the first sentence weighs most, then of the second, then the headline,
office-holders who speak for a region, and how the rest speaks of 시/군/구/도 in general.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extract.regions import Mention
from pipelines.extract.text import Text
from pipelines.reference import Reference, Region

_TITLE_HOLDER = (
    r"(?:특별|광역|특별자치)?(?:시장|군수|구청장|도지사|지사|부시장|부군수|부구청장|부지사)"
)
_BRACKET = r"(?:\s?[(（\[][^)）\]]{1,30}[)）\]])?"
_OFFICE = (
    r"(?:청|청장|의회(?:\([^()]{2,20}\))?(?:\s연구단체인)?(?:\s[가-힣]{2,14}(?:위원회|연구회|연구모임|의원단))?"
    r"(?:\s[가-힣]{2,4}\s(?:부?의장|의원|위원장))?|\s?[가-힣]{0,8}(?:경제자유구역청|경제청)|보건소|소방본부|교육청|도시공사|시설공단|관광재단|문화재단|경제진흥원|스마트도시과|"
    r"\s?[가-힣]{2,10}(?:사업본부|사업소|센터|추진단|담당관|농업기술센터|도시관리공단|시설관리공단)|"
    r"\s?(?:스마트|정보|도시|미래|안전|교통|기획|행정|경제|디지털|데이터|AI|자치|건설|환경|복지)\S{0,10}(?:과|국|실|단|담당관|센터))"
)
_TOGETHER = (
    r"(?:\s(?:등\s(?:[가-힣]{2,6}\s){0,3})?(?:[두세네]|다섯|여섯|\d+개?)\s?"
    r"(?:시[·ㆍ]?[도군구]{0,2}|[군구도]|도시|기관|지자체|자치구|시군|시도|기초단체|광역단체|지방정부))"
)
_COUNCIL = (
    r"\s등\s(?:\S{2,8}\s)?\d+개?\s?(?:시|시군|시[·ㆍ]군|지방자치단체|지자체|도시)\S{0,2}\s(?:이뤄진|이루어진|구성된|참여하는|참여한)"
    r"\s\S{2,16}(?:협의회|협의체)(?:는|은|가|이)(?=\s)"
)
"""Those who make up a council, whom it stands for."""
_SUBJECT = re.compile(
    rf"^{_OFFICE}?{_BRACKET}{_TOGETHER}?(?:는|은|가|이|에서는|에선)(?=[\s,])"
    rf"|^{_OFFICE}?{_BRACKET}(?:에\s(?:따르면|의하면))"
    rf"|^{_COUNCIL}"
)
_JOINED = re.compile(
    rf"^{_OFFICE}?{_BRACKET}\s?(?:와|과|·|ㆍ|,|및|-)\s?(?!함께|더불어|[^\s.,]{{1,12}}에(?:서)?\s)"
    r"(?!\S{1,14}\s(?:공무원|관계자|직원|방문단|대표단|견학단|의원)\S{0,3}\s)"
    r"[^\s.,]{1,14}(?:\s[^\s.,]{1,12})?(?:\([^)]{1,30}\))?(?:는|은|가|이)(?=\s)"
)
_AS_ONE = re.compile(rf"^{_OFFICE}?{_TOGETHER}(?:가|이|는|은)\s(?:함께|공동|손잡|힘을)|^{_COUNCIL}")
_ELECTED = re.compile(r"[^()（）]{0,30}[)）]\s?(?:국회|시|도|군|구)?의원")
"""Behind a constituency in brackets: where a member was elected, not who acts."""
_SOURCE = re.compile(r"^(?:청)?에\s(?:따르면|의하면)")
_CHAIN = re.compile(
    r"^(?:시|군|구|도)?(?:\([^()]{2,24}\))?\s?(?:[·,ㆍ・∙/、-]|와|과|및|그리고)\s?(?:그리고\s|또\s)?$"
)
_SCHOOLS = "교육청"
"""An office of its own beside the region that it is named after."""
_ALSO = re.compile(r"^도\s")
_SAYS = re.compile(r"(?:밝혔|전했|발표했|알렸|설명했|공개했|내놨|내놓|나섰|소개했)")
_HOLDER = re.compile(
    rf"^(?:{_TITLE_HOLDER}|장(?=[은이과\s])|수(?=[는가와\s]))"
    rf"{_BRACKET}(?:\s[가-힣]{{2,4}})?(?:은|는|이|가|과|와|도|에게|,)?(?=[\s(“\"])"
)
_HOLDER_BODY = re.compile(rf"^(?:{_TITLE_HOLDER}|청장|장|수)")
WHERE = re.compile(
    r"^(?!(?:는|은|이|가|와|과)\s)[^.,]{0,40}?(?:에서|에\s(?:있는|위치한|소재한|자리한|마련된|들어선)|소재)(?=\s|$)[^.]{0,60}?"
    r"(?:열|연다|여는|개최|진행|가졌|갖|체결|참석|마련|실시|맺|치러|모였|모여|발표|만나)"
)
GOVERNOR = re.compile(r"(?<![가-힣])[가-힣]{2,4}\s(?:도지사|지사)(?:는|은|이|가|와|과)(?=\s)")
"""A governor without the name of a province, told as who acts."""
_HEADS = re.compile(r"^(?:시|군|구|도)?(?:[,·]|\s?(?:이|가|은|는|의)\s|\s‘|\s')")
_GENERIC = {
    "시": re.compile(r"시(?<![가-힣·ㆍ]시)(?:는|가|의|도|에서는|측은|에\s따르면|관계자)(?=\s)"),
    "군": re.compile(r"군(?<![가-힣·ㆍ]군)(?:은|이|의|도|에서는|측은|에\s따르면|관계자)(?=\s)"),
    "구": re.compile(r"구(?<![가-힣·ㆍ]구)(?:는|가|의|도|에서는|측은|에\s따르면|관계자)(?=\s)"),
    "도": re.compile(r"도(?<![가-힣·ㆍ]도)(?:는|가|의|에서는|측은|에\s따르면|관계자)(?=\s)"),
}


_ROW = 3
"""Regions that announce something together below the lead; more are those of a list."""


@dataclass(slots=True)
class Score:
    """What speaks for a region, and in which ways."""

    value: float = 0.0
    lead_subject: bool = False
    announces: bool = False
    tells: bool = False
    opens: bool = False
    title: bool = False
    joined: bool = False
    heads: bool = False  # it is whom the headline speaks of: `○○시, …`
    acts: bool = False  # it is a subject somewhere
    mentions: int = 0


def _letter(region: Region) -> str:
    return region.name[-1]


class Weigher:
    """Scores the regions of one article."""

    def __init__(self, reference: Reference, text: Text) -> None:
        self.reference, self.text = reference, text
        self.subjects: set[int] = set()
        """Where mentions that are subjects start."""
        self.opening: dict[int, set[int]] = {}
        """Those of them that open their sentence, by the sentence's number."""

    def scores(self, mentions: list[Mention], groups: dict[str, list[Mention]]) -> dict[str, Score]:
        """The score of each region of `groups`, by code."""
        scores = {code: Score() for code in groups}
        self._find_subjects(self.text, mentions)
        for code, own in groups.items():
            for mention in own:
                self._weigh(self.text, mention, scores[code])
        self._generic(self.text, groups, scores)
        return scores

    def _find_subjects(self, text: Text, mentions: list[Mention]) -> None:
        """Which mentions are subjects, and which of them open their sentence (a list counts whole).

        Sets `subjects` and `opening`.
        """
        chain: list[Mention] = []
        for mention in (m for m in mentions if m.field == "body" and m.rule != "place"):
            gap = text.body[chain[-1].end : mention.start] if chain else "\n"
            linked = chain and (_CHAIN.match(gap) or (chain[-1].qualifies and len(gap) <= 1))
            after = text.body[mention.end : mention.end + 90]
            linked = linked and not after.startswith(_SCHOOLS)
            chain = [*chain, mention] if linked else [mention]
            if text.in_quote(mention.start) or _ELECTED.match(after):
                continue
            also = mention.rule == "full" and _ALSO.match(after)
            if also or _SUBJECT.match(after) or _HOLDER.match(after) or _JOINED.match(after):
                starts = {m.start for m in chain if not m.qualifies}
                self.subjects |= starts
                opening = self.opening.setdefault(text.sentence_at(mention.start).index, starts)
                if opening & starts or (len(chain) > 1 and _AS_ONE.match(after)):
                    opening |= starts

    def _weigh(self, text: Text, mention: Mention, score: Score) -> None:
        source = text.title if mention.field == "title" else text.body
        after = source[mention.end : mention.end + 90]
        if mention.field == "title":
            if not score.title:
                score.title = True
                score.value += 2.5 if mention.start <= 12 else 1.2
            score.heads |= mention.start <= 4 and bool(_HEADS.match(after))
            return
        score.mentions += 1
        if text.in_quote(mention.start):
            score.value += 0.2
            return
        sentence = text.sentence_at(mention.start)
        if mention.rule == "place":
            score.value += 0.4
        elif mention.start in self.subjects:
            score.acts = True
            self._weigh_subject(text, mention, score)
        elif _HOLDER_BODY.match(after):
            score.value += {0: 3.5, 1: 2.0}.get(sentence.index, 0.8)
        elif not WHERE.match(after):
            score.value += {0: 1.6, 1: 0.9}.get(sentence.index, 0.35)

    def _weigh_subject(self, text: Text, mention: Mention, score: Score) -> None:
        """A subject counts by its sentence; the sentence that announces counts as the first."""
        sentence = text.sentence_at(mention.start)
        weight = {0: 6.0, 1: 3.0, 2: 2.0}.get(sentence.index, 1.0)
        after = text.body[mention.end : sentence.end]
        announces = sentence.index <= 3 and bool(_SAYS.search(after) or _SOURCE.match(after))
        first = mention.start in self.opening.get(sentence.index, ())
        if first and (announces or sentence.index == 0):
            weight = max(weight, 6.0)
            score.announces = True
            score.tells |= announces and sentence.index <= 1
            score.opens |= sentence.index == 0
        if not first:
            weight *= 0.4
        score.value += weight
        row = len(self.opening.get(sentence.index, ()))
        leads = sentence.index <= 1 or ((sentence.index == 2 or announces) and row <= _ROW)
        score.joined |= first and leads and row > 1
        early = mention.start - sentence.start <= 60
        score.lead_subject |= weight >= 3.0 and (sentence.index <= 1 or announces) and early

    def _generic(
        self, text: Text, groups: dict[str, list[Mention]], scores: dict[str, Score]
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
                if letter == "도" and GOVERNOR.search(text.body, 0, text.lead_end):
                    scores[best].value += 3.5

    def _is_city_state(self, code: str, letter: str) -> bool:
        return letter == "시" and len(code) == 2 and self.reference.region_by_code[code].kind in (
            "특별시", "광역시", "특별자치시", "통합특별시",
        )  # fmt: skip
