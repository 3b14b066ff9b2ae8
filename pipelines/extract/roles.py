"""Decides whose policy it is: gives every region of an article its role.

The primary region is the grammatical subject of the lead, its mayor or its office.  Evidence is
added up a region: being the subject of the first sentence weighs most, then of the second, then
the headline, office-holders who speak for it, and how the rest speaks of 시/군/구/도 in general.
Where a ministry is the subject of the lead, a region must be a subject itself to be primary.
"""

from __future__ import annotations

import re
from collections import defaultdict

from pipelines.extract.eras import Eras
from pipelines.extract.regions import OWN_BODY, Mention
from pipelines.extract.rows import (
    beside_in_headline,
    chosen_row,
    fronted,
    headed,
    of_member,
    pair,
    passive_row,
    signers,
    signing_with,
)
from pipelines.extract.subjects import GOVERNOR, WHERE, Score, Weigher
from pipelines.extract.text import Text
from pipelines.model import RegionFinding, Role
from pipelines.reference import Reference

_CHOSEN = re.compile(
    r"선정|인증|뽑혔|뽑혀|뽑힌|뽑았|따냈|따내|확보|이름을 올|정해졌|정했|확정|지정|대상지|대상이 됐|후보"
)
_STATE_LEAD = re.compile(
    r"^[^.]{0,30}?(?P<body>정부|[가-힣]{1,12}(?:부|처|청|위원회))(?<!시청)(?<!군청)(?<!구청)(?<!도청)(?:\([^)]{1,30}\))?"
    r"(?:[와과·]\s?[가-힣]{2,12}(?:\([^)]{1,30}\))?)?(?:는|은|가|이)\s"
)
_SEVERAL = re.compile(
    r"등\s(?:[가-힣]{1,8}\s)?\d+|\d+\s?(?:개\s?)?(?:곳|지자체|시[·ㆍ]?[도군]|도시)|우수\s?사례"
)
_AGENCY = re.compile(
    r"[^가-힣A-Za-z]*[가-힣]{0,12}(?:[A-Z]{2,}|[사부처청원단대소회팀]|조합|그룹|센터|㈜|텔레콤|기술)"
    r"(?:\([^)]{1,40}\))?(?:는|은|가|이)\s"
)
"""Some body as the subject that opens an article."""
_EACH = re.compile(r"(?:지자체|지방자치단체|자치구|기초단체|지방정부)(?:들)?(?:이|가|의)\s")
_IN_TURN = re.compile(r"잇따|잇달|앞다퉈|앞다투|속속|늘고|늘리고|늘어나|잦아|바빠|경쟁|붐")
"""Many of one rank who do the same, as a round of news begins."""
_CALLED = {letter: re.compile(rf"(?<![가-힣]){letter}(?:은|는|이|가)\s") for letter in "시군구도"}
"""A region that the article calls only by its rank (`군은 …`)."""
_MINISTRY = re.compile(
    r"(?:[가-힣]{2,9}부|[가-힣]{2,6}처)(?:\([^)]{1,30}\))?(?:는|은|가|이)\s(?:[^.]{0,60}?공모|[^.]{0,90}?(?:최종\s)?선정(?:했|하였))"
)
"""The second sentence of a report on a call: the first only says that places were chosen."""
ALONE_AT = 1.9
"""The same where no other region comes near."""
PRIMARY_AT = 4.0
"""Evidence from which on a region can be primary: a headline and a speaking mayor, say."""


class Roles:
    """Turns mentions into findings with a role each."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._eras = Eras(reference)

    def assign(self, text: Text, mentions: list[Mention], state_leads: bool) -> list[RegionFinding]:
        """One finding a region; `state_leads`: a ministry or the like is the lead's subject."""
        groups = self._groups(text, mentions)
        weigher = Weigher(self.reference, text)
        scores = weigher.scores(mentions, groups)
        state = state_leads and not self._region_first(text, weigher.opening.get(0))
        primary = self._primary(scores, state)
        primary = self._teller(text, primary, scores)
        primary = self._drop_container(primary, groups, scores)
        primary = self._worked_for(primary, groups, scores)
        primary = self._without_selection(text, primary, groups, state)
        primary |= self._unchosen(text, primary, beside_in_headline(text, groups, primary), scores)
        primary |= passive_row(text, groups, primary, scores) | headed(text, groups)
        if primary and not weigher.opening.get(0):
            primary |= signing_with(text, groups, primary)
        if not state and len(together := self._round(text, weigher, mentions)) > 1:
            primary = together
        if not primary:
            primary = self._of_headline(text, groups, scores) if state else self._home(text, groups)
            primary = primary or of_member(text, groups)
        if not primary and state:
            primary = self._only_place(text, self._but_venues(text, groups))
        if not primary:
            primary = signers(text, groups) or (set() if state else pair(text, groups))
        if not primary and not state:
            primary = fronted(text, groups)
        return [
            self._finding(text, code, own, self._role(text, code, own, primary), scores[code])
            for code, own in groups.items()
        ]

    @staticmethod
    def _groups(text: Text, mentions: list[Mention]) -> dict[str, list[Mention]]:
        """Mentions by today's region; an address's 시도 counts only where it stands alone too,
        or where its governor is said to act (`김하늘 도지사는`)."""
        groups: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            if not mention.qualifies:
                groups[mention.code].append(mention)
        governed = [m for m in mentions if m.qualifies and m.region.name.endswith("도")]
        alone = len({m.code for m in governed}) == 1 and governed[0].code not in groups
        if alone and GOVERNOR.search(text.body, 0, text.lead_end):
            groups[governed[0].code] = governed
        return dict(groups)

    @staticmethod
    def _region_first(text: Text, opening: set[int] | None) -> bool:
        """Whether a region is the lead's subject before any ministry is."""
        if not opening:
            return False
        match = _STATE_LEAD.match(text.body)
        return match is None or min(opening) < match.start("body")

    @staticmethod
    def _of_headline(
        text: Text, groups: dict[str, list[Mention]], scores: dict[str, Score]
    ) -> set[str]:
        """Of those that a ministry chose, the one whom the headline names and the text goes on with."""
        chosen = _CHOSEN.search(text.body, 0, text.lead_end)
        named = [code for code, score in scores.items() if score.title]
        if chosen and len(named) == 1 and scores[named[0]].heads and scores[named[0]].acts:
            return set(named)
        told = chosen or _CHOSEN.search(text.title)
        return chosen_row(text, groups, scores) if told else set()

    @staticmethod
    def _primary(scores: dict[str, Score], state_leads: bool) -> set[str]:
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
    def _teller(text: Text, primary: set[str], scores: dict[str, Score]) -> set[str]:
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
    def _unchosen(
        text: Text, primary: set[str], beside: set[str], scores: dict[str, Score]
    ) -> set[str]:
        """Those beside a primary region but for the 시군구 of whose selection their 시도 tells."""
        chosen = _CHOSEN.search(text.title + " " + text.body[: text.lead_end])
        telling = {code for code in primary if chosen and scores[code].tells}
        return {code for code in beside if code[:2] not in telling or code in telling}

    def _home(self, text: Text, groups: dict[str, list[Mention]]) -> set[str]:
        """The only region of an article, unless an agency acts that only mentions it in passing."""
        home = self._only_home(groups)
        own = [m for code in home for m in groups[code]]
        passing = len(own) == 1 and own[0].field == "body" and own[0].start >= text.lead_end
        called = any(_CALLED[m.region.name[-1]].search(text.body) for m in own)
        return set() if passing and not called and _AGENCY.match(text.body) else home

    @staticmethod
    def _only_home(groups: dict[str, list[Mention]]) -> set[str]:
        """Where no region is a subject and all belong together, the project is at home there."""
        sidos = {code[:2] for code in groups}
        inner = {code for code in groups if len(code) == 5}
        if len(sidos) != 1:
            return set()
        return (sidos & groups.keys()) or (inner if len(inner) == 1 else set())

    @staticmethod
    def _but_venues(text: Text, groups: dict[str, list[Mention]]) -> dict[str, list[Mention]]:
        """Regions that are more than the place of an event (`서울 코엑스에서 … 열고`)."""
        return {
            code: own
            for code, own in groups.items()
            if any(m.field != "body" for m in own) or not _is_venue(text, own)
        }

    def _only_place(self, text: Text, groups: dict[str, list[Mention]]) -> set[str]:
        """The only region of a report by the state is at home in it where headline or first
        sentence name it: `정부가 ○○ 국가시범도시를 …`."""
        first = text.sentences[0]
        if len({code[:2] for code in groups}) > 1 or _SEVERAL.search(text.title):
            return set()
        home = self._only_home(groups)
        heads = {c for c in home if any(m.field == "title" and not m.start for m in groups[c])}
        if heads or _SEVERAL.search(text.body, 0, first.end):
            return heads
        return {
            code
            for code in home
            if any(m.field == "title" or m.end <= first.end for m in groups[code])
        }

    def _drop_container(
        self, primary: set[str], groups: dict[str, list[Mention]], scores: dict[str, Score]
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
    def _worked_for(
        primary: set[str], groups: dict[str, list[Mention]], scores: dict[str, Score]
    ) -> set[str]:
        """The one 시군구 of the headline that acts, where of its 시도 no more is told than that a
        foundation of its own works there (`○○콘텐츠진흥원, ○○군 스마트시티 …`)."""
        for code in primary:
            inner = {c for c, score in scores.items() if c[:2] == code != c and score.title}
            own = all(mention.rule == OWN_BODY for mention in groups[code])
            if own and len(inner) == 1 and all(scores[c].acts for c in inner):
                return (primary - {code}) | inner
        return primary

    @staticmethod
    def _round(text: Text, weigher: Weigher, mentions: list[Mention]) -> set[str]:
        """Those who open sentences of a report on what many of them do one after the other
        (`자치구들이 …를 앞다퉈 도입하고 있다`), but for a 시도 whose own are among them."""
        first = text.sentences[0] if text.sentences else None
        if first is None or not _EACH.search(text.body, first.start, first.end):
            return set()
        if not _IN_TURN.search(f"{text.title} {text.body[first.start : first.end]}"):
            return set()
        opening = set().union(*weigher.opening.values())
        found = {m.code for m in mentions if m.field == "body" and m.start in opening}
        return {c for c in found if not any(k[:2] == c != k for k in found)}

    @staticmethod
    def _without_selection(
        text: Text, primary: set[str], groups: dict[str, list[Mention]], state: bool
    ) -> set[str]:
        """Districts of several 시도, or whomever a ministry names in its first sentence, that were
        chosen together: it is the state that acts."""
        first = text.sentences[0].end
        listed = (
            c for c, own in groups.items() if any(m.field == "body" and m.end <= first for m in own)
        )
        several = state or all(len(code) == 5 for code in primary)
        spread = len({code[:2] for code in (*primary, *(listed if state else ()))}) >= 2
        chosen = _CHOSEN.search(text.title + " " + text.body[: text.lead_end])
        return set() if several and spread and chosen else primary

    def _role(self, text: Text, code: str, own: list[Mention], primary: set[str]) -> Role:
        if code in primary:
            return "primary"
        return "venue" if _is_venue(text, own) else "mentioned"

    def _finding(
        self, text: Text, code: str, own: list[Mention], role: Role, score: Score
    ) -> RegionFinding:
        current = self.reference.region_by_code[code]
        shown = next((m for m in own if m.field == "body"), own[0])
        written = max(own, key=lambda m: m.confidence)
        sido, sigungu = self._eras.names(current)
        sido_then, sigungu_then = self._eras.names_then(current, written.region, text)
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


def _is_venue(text: Text, own: list[Mention]) -> bool:
    """Whether a region is in the body and everywhere there the place of an event."""
    in_body = [mention for mention in own if mention.field == "body"]
    return bool(in_body) and all(WHERE.match(text.body[m.end : m.end + 110]) for m in in_body)


_POLITE = ("니다.", "데요.", "니까?")
_GOVERNMENT = re.compile(r"정부[가는]\s")
"""The state as the subject of a broadcast's second sentence: the first only sets the scene."""


def state_leads(text: Text, first_subject_is_organisation: bool) -> bool:
    """Whether the lead's first subject is a ministry or another body that is no region."""
    if not text.sentences:
        return False
    first = text.sentences[0]
    lead = text.body[first.start : first.end]
    if first_subject_is_organisation or _STATE_LEAD.match(lead):
        return True
    second = text.sentences[1] if len(text.sentences) > 1 else first
    told = text.body[second.start : second.end]
    scene = lead.endswith(_POLITE) and _GOVERNMENT.match(told) is not None
    return scene or (bool(_CHOSEN.search(told)) and _MINISTRY.match(told) is not None)
