"""Whether an article is about smart-city or digital-administration policy.

Words of the field count by weight and place; a public actor (a region, its office, a ministry)
must stand behind them; the vocabulary of other beats (sport, crime, property ads, earnings)
counts against.  Ordinary words lean a little to either side (relevance_words.tsv): `조례` towards
policy, `회사는` away from it; so does it that no region is told to do anything, or that a public
corporation speaks first (its own works are no policy of a region).  They are fitted to annotated
pages by scripts/fit_relevance.py beside this balance, which is the log-odds times SLOPE.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

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
BEARING = "="
"""Marks what bears on the odds and is no word of the article."""
_FIRST, _OPENING = 60, 140
"""Letters in which who speaks first is named, and of the opening that is read for it."""
_SIDO = 2
"""Digits of a 시도's code."""
_ASCII = re.compile(r"[A-Za-z]")
_MARK = re.compile(r"\s*[\[<【〈《(]([^\]>】〉》)]{2,16})[\]>】〉》)]")
_HANGUL = re.compile(r"[가-힣]")
_STATE = ("central_government", "local_government")
_PUBLIC = (*_STATE, "public_institution")
_CORPORATION = "public_institution"
_PRIVATE = ("company", "university", "school", "media")
_SUBJECT = re.compile(r"(?:\s?[(（][^)）]{1,40}[)）])?(?:는|은|이|가|,)\s")
_TOPIC_MARK = r"(?:\s?[(（][^)）]{1,40}[)）])?(?:는|은|이|가)\s"
_OFFICE_FIRST = re.compile(
    r"[가-힣](?:시|군|구|도|청)(?:[(（][^)）]*[)）])?(?:와|과|는|은|가|이|에|,)"
)
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
        values = self._words.values(text) | self.bearings(text, regions, partners)
        leaning = sum(self._leans.get(name, 0.0) * value for name, value in values.items())
        balance = self.balance(text, regions, partners, programmes, topics)
        odds = min(max(balance / SLOPE, -MOST_ODDS), MOST_ODDS) + leaning
        return round(1 / (1 + math.exp(-odds)), 3)

    def bearings(
        self, text: Text, regions: list[RegionFinding], partners: list[PartnerFinding]
    ) -> dict[str, float]:
        """Who acts, each 0 or 1: no region is told to, a public corporation is there as well, it
        speaks first, 시도 alone are primary, shares are what it begins with; and the logarithm of
        what other beats say."""
        ungoverned = not (_PRONOUN.search(text.body) or self._governs(text, regions))
        corporate = any(partner.type == _CORPORATION for partner in partners)
        levels = {len(region.code) for region in regions if region.role == "primary"}
        return {
            f"{BEARING}ungoverned": float(ungoverned),
            f"{BEARING}ungoverned_corporation": float(ungoverned and corporate),
            f"{BEARING}corporation_first": float(_leads_corporation(text, partners)),
            f"{BEARING}provinces": float(levels == {_SIDO}),
            f"{BEARING}shares_first": float(self._opens_with_shares(text)),
            f"{BEARING}against": math.log1p(self._against(text)),
        }

    def balance(
        self,
        text: Text,
        regions: list[RegionFinding],
        partners: list[PartnerFinding],
        programmes: list[ProgrammeFinding],
        topics: list[TopicFinding],
    ) -> float:
        """What speaks for the field less what speaks against it; nought is even."""
        smart, against = self._field(text), self._against(text)
        smart += min(2, len(programmes)) * PROGRAMME
        smart += min(2, sum(t.topic in self._telling for t in topics)) * TELLING
        if self._is_opinion(text.title):
            smart = 0.3 * min(smart, MOST)
        smart, actor = self._with_actor(text, smart, regions, partners)
        return smart + min(actor, 3.0) * (0.8 if smart > 4 else 0.2) - 1.3 * against - 7.6

    def _with_actor(
        self,
        text: Text,
        smart: float,
        regions: list[RegionFinding],
        partners: list[PartnerFinding],
    ) -> tuple[float, float]:
        """What the words of the field count for beside who acts, and what the actor counts for."""
        primary = any(region.role == "primary" for region in regions)
        public = any(partner.type in _PUBLIC for partner in partners)
        office = bool(_OFFICE.search(text.body))
        governs = self._governs(text, regions)
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
        return bool(self._shares.search(f"{text.title} {text.body[:_OPENING]}"))

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
    named = sorted(
        ((opening.find(p.as_written), p) for p in partners if p.as_written in opening),
        key=lambda one: one[0],
    )
    for start, partner in named:
        if start >= 40 or partner.type in _PUBLIC:
            return False
        subject = _is_subject(opening, start, partner)
        if partner.type in _PRIVATE and subject and not _OFFICE_FIRST.search(opening, 0, start):
            return True
    return False


def _leads_corporation(text: Text, partners: list[PartnerFinding]) -> bool:
    """Whether a public corporation is the first that an article speaks of, no region's office
    before it."""
    opening = text.body[:_OPENING]
    named = ((opening.find(p.as_written), p) for p in partners if p.as_written in opening)
    for start, partner in sorted(named, key=lambda one: one[0]):
        if start < _FIRST and _is_subject(opening, start, partner):
            office = _OFFICE_FIRST.search(opening[:_FIRST])
            return partner.type == _CORPORATION and not (office and office.start() <= start)
    return False


def _is_subject(opening: str, start: int, partner: PartnerFinding) -> bool:
    """Whether a name that stands in an opening begins it or is the subject of its clause."""
    return start <= 5 or bool(_SUBJECT.match(opening, start + len(partner.as_written)))


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a term of two letters is but the tail of another word (연구단지, 단골을)."""
    return end - start <= 2 and start > 0 and bool(_HANGUL.match(text[start - 1]))


def _cut(squeezed: str, start: int, end: int) -> bool:
    left = start > 0 and _ASCII.match(squeezed[start]) and _ASCII.match(squeezed[start - 1])
    right = end < len(squeezed) and _ASCII.match(squeezed[end - 1]) and _ASCII.match(squeezed[end])
    return bool(left or right)
