"""Whether an article is about smart-city or digital-administration policy.

Words of the field count by weight and place; a public actor (a region, its office, a ministry)
must stand behind them; the vocabulary of other beats (sport, crime, property ads, earnings)
counts against.  Ordinary words lean a little to either side (relevance_words.tsv): `조례` towards
policy, `회사는` away from it; so do who acts and how densely (bearings.py).  They are fitted to
annotated pages by scripts/fit_relevance.py beside this balance, which is the log-odds times SLOPE.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from pipelines.extract.bearings import (
    BEARING,
    OFFICE_FIRST,
    OPENING,
    Weighed,
    bearings,
    by_place,
    is_subject,
)
from pipelines.extract.gazetteer import Gazetteer, longest
from pipelines.extract.text import Text
from pipelines.extract.topic_words import WordCounter
from pipelines.extract.topics import squeezed
from pipelines.model import PartnerFinding, ProgrammeFinding, RegionFinding, TopicFinding
from pipelines.reference import Reference

THRESHOLD = 0.5
SLOPE = 3.0
"""What the balance counts for one step of the log-odds."""
MOST_ODDS = 6.5
"""Words of the field count for no more, so that ordinary ones can speak against many of them."""
PROGRAMME, TELLING = 3.0, 1.5
"""What a national programme of the field, or a topic that only the field has, adds."""
MOST = 15.0
"""What words of the field count for at most where no government acts."""
PRIVATE_LEAD = -3.0
"""What it counts as actor that a firm, a school or a force of the state (police, fire brigade, army:
its own work is no policy of a region) is who the first words speak of."""
_ASCII = re.compile(r"[A-Za-z]")
_MARK = re.compile(r"\s*[\[<【〈《(]([^\]>】〉》)]{2,16})[\]>】〉》)]")
_HANGUL = re.compile(r"[가-힣]")
_STATE = ("central_government", "local_government")
_PUBLIC = (*_STATE, "public_institution")
_PRIVATE = ("company", "university", "school", "media")
_TOPIC_MARK = r"(?:\s?[(（][^)）]{1,40}[)）])?(?:는|은|이|가)\s"
_PRONOUN = re.compile(r"(?<![가-힣])(?:시|군|구|도)(?:는|가|와|의|에\s따르면)\s")
"""A region that was named before, as who acts (`시는 …`)."""
_PRIVATE_HOUSING = re.compile(
    r"견본주택|모델하우스|전용면적|청약|평면|커뮤니티 시설|시세|분양|1순위|역세권|당첨자|땅값|전세가|중개업소"
)
_OFFICE = re.compile(
    r"(?:시청|군청|구청|도청|시장은|군수는|구청장은|도지사|지자체|지방자치단체|국비|시는\s|군은\s|구는\s|도는\s"
    r"|(?:시|군|구|도)의회|조례|공모사업|정부는|정부의)"
)


class Relevance:
    """Scores how much an article belongs to the field."""

    def __init__(self, reference: Reference) -> None:
        self._smart: Gazetteer[float] = Gazetteer(
            (term.replace(" ", "").lower(), float(value))
            for term, value in reference.lexicon("smart")
        )
        self._opinion = tuple(term for term, _ in reference.lexicon("opinion_mark"))
        self._short = {region.code: region.short_name for region in reference.regions}
        self._telling = {topic for topic, _ in reference.lexicon("telling_topic")}
        beats = reference.lexicon("beat")
        self._beat: Gazetteer[float] = Gazetteer((term, float(value)) for term, value in beats)
        forces = "|".join(term for term, _ in reference.lexicon("force_ending"))
        self._force_first = re.compile(rf"[^.\n]{{0,40}}?(?:{forces}){_TOPIC_MARK}")
        shares = "|".join(term for term, _ in reference.lexicon("share_price"))
        self._shares = re.compile(rf"(?<![가-힣])(?:{shares})")
        self._leans = dict(reference.relevance_words)
        self._words = WordCounter(tuple(w for w in self._leans if not w.startswith(BEARING)))

    def score(
        self,
        text: Text,
        regions: list[RegionFinding],
        partners: list[PartnerFinding],
        programmes: list[ProgrammeFinding],
        topics: list[TopicFinding],
    ) -> float:
        """Relevance from 0 to 1."""
        values, odds = self.weigh(text, regions, partners, programmes, topics)
        odds += sum(self._leans.get(name, 0.0) * value for name, value in values.items())
        return round(1 / (1 + math.exp(-odds)), 3)

    def weigh(
        self,
        text: Text,
        regions: list[RegionFinding],
        partners: list[PartnerFinding],
        programmes: list[ProgrammeFinding],
        topics: list[TopicFinding],
    ) -> tuple[dict[str, float], float]:
        """What leans, by name (words and bearings), and the log-odds without it."""
        field, against = self._field(text), self._against(text)
        smart = field + min(2, len(programmes)) * PROGRAMME
        smart += min(2, sum(t.topic in self._telling for t in topics)) * TELLING
        if self._is_opinion(text.title):
            field, smart = (0.25 * min(value, MOST) for value in (field, smart))
        governs = self._governs(text, regions)
        smart, actor = self._with_actor(text, smart, regions, partners, governs)
        actor = min(actor, 3.0) * (0.8 if smart > 4 else 0.2)
        odds = min(max((smart + actor - 1.3 * against - 7.6) / SLOPE, -MOST_ODDS), MOST_ODDS)
        governed = governs or bool(_PRONOUN.search(text.body))
        weighed = Weighed(odds, field, against, governed, self._opens_with_shares(text))
        return self._words.values(text) | bearings(text, regions, partners, weighed), odds

    def _with_actor(
        self,
        text: Text,
        smart: float,
        regions: list[RegionFinding],
        partners: list[PartnerFinding],
        governs: bool,
    ) -> tuple[float, float]:
        """What the words of the field count for beside who acts, and what the actor counts for."""
        primary = any(region.role == "primary" for region in regions)
        public = any(partner.type in _PUBLIC for partner in partners)
        office = bool(_OFFICE.search(text.body))
        acts = public or office or governs
        force = not governs and self._force_first.match(text.body)
        if force or (not (primary and acts) and _leads_private(text, partners)):
            return 0.4 * min(smart, MOST), PRIVATE_LEAD
        if not acts and any(partner.type in _PRIVATE for partner in partners):
            return 0.4 * min(smart, MOST), 0.0  # a firm at home in the region
        if not (governs or office or any(partner.type in _STATE for partner in partners)):
            smart = min(smart, MOST)  # a corporation alone is no government
        actor = 2.0 * primary + public + office
        nobody = actor == 0 or not (regions or public)  # a word like 정부는 is no actor alone
        return (0.4 if nobody else 1.0) * smart, actor

    def _is_opinion(self, title: str) -> bool:
        """Whether the headline's bracket marks an editorial or a column (`[사설]`, `<○○칼럼>`)."""
        mark = _MARK.match(title)
        return mark is not None and mark[1].rstrip().endswith(self._opinion)

    def _opens_with_shares(self, text: Text) -> bool:
        """Whether headline or first words speak of the price of shares."""
        return bool(self._shares.search(f"{text.title} {text.body[:OPENING]}"))

    def _governs(self, text: Text, regions: list[RegionFinding]) -> bool:
        """Whether the text names a primary region as who does something, not only as a place."""
        words = f"{text.title}\n{text.body}"
        codes = {region.code for region in regions if region.role == "primary"}
        return any(_doer(self._short[code]).search(words) for code in codes)

    def _field(self, text: Text) -> float:
        """Distinct words of the field; the headline doubles them, the lead adds a half.

        Where there is no headline the first sentence stands for it.
        """
        best: dict[str, float] = {}
        counts: dict[str, int] = {}
        head = text.sentences[0].end if text.sentences and not text.title else 0
        for field, source in (("title", text.title), ("body", text.body)):
            dense = squeezed(source)
            for hit in longest(self._smart.scan(dense.text)):
                if _cut(dense.text, hit.start, hit.end):
                    continue
                start = dense.span(hit.start, hit.end)[0]
                double = field == "title" or start < head
                factor = 2.0 if double else (1.5 if start < text.lead_end else 1.0)
                best[hit.name] = max(best.get(hit.name, 0.0), hit.values[0] * factor)
                counts[hit.name] = counts.get(hit.name, 0) + 1
        return sum(value * (1 + 0.2 * math.log2(counts[name])) for name, value in best.items())

    def _against(self, text: Text) -> float:
        whole = text.title + "\n" + text.body
        found = {
            hit.name: hit.values[0]
            for hit in longest(self._beat.scan(whole))
            if hit.values[0] > 0 and not _inside_word(whole, hit.start, hit.end)
        }
        total = sum(found.values())
        housing = len(set(_PRIVATE_HOUSING.findall(text.body)))
        return (total if len(found) >= 2 else total * 0.4) + (2.0 * housing if housing >= 2 else 0)


@lru_cache(maxsize=512)
def _doer(name: str) -> re.Pattern[str]:
    """A region's name with its office or rank where a subject, a partner or an owner stands."""
    rank = "" if name[-1] in "시군구도" else r"(?:특별자치|특별|광역)?(?:시|도|군|구)"
    return re.compile(
        rf"{name}(?:{rank}\s?[가-힣A-Za-z]{{0,12}}(?:센터|본부|사업소|재단|공사|공단|진흥원|국장|과장|팀장)"
        rf"|{rank}(?:청|경제청|경제자유구역청)?의|(?:{rank})?(?:청|경제청|경제자유구역청)?"
        r"(?:\s?[(（][^)）]{1,40}[)）])?(?:(?:는|은|이|가|와|과|도|에\s따르면)(?![가-힣])|,|·|-|…|[을를]\s(?:찾|방문)))"
    )


def _leads_private(text: Text, partners: list[PartnerFinding]) -> bool:
    """Whether a company, a school or an association is who the first words speak of: no public
    body stands before it (`한국지역정보개발원과 ○○대가 …`)."""
    opening = text.body[:120]
    for start, partner in by_place(opening, partners):
        if start >= 40 or partner.type in _PUBLIC:
            return False
        subject = is_subject(opening, start, partner)
        if partner.type in _PRIVATE and subject and not OFFICE_FIRST.search(opening, 0, start):
            return True
    return False


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a term of two letters is but the tail of another word (연구단지, 단골을)."""
    return end - start <= 2 and start > 0 and bool(_HANGUL.match(text[start - 1]))


def _cut(squeezed: str, start: int, end: int) -> bool:
    left = start > 0 and _ASCII.match(squeezed[start]) and _ASCII.match(squeezed[start - 1])
    right = end < len(squeezed) and _ASCII.match(squeezed[end - 1]) and _ASCII.match(squeezed[end])
    return bool(left or right)
