"""National programmes that a region takes part in, by name and by year.

A programme counts where the headline or the lead names it, or where its sentence speaks of a call,
a choice or a grant; a word in passing (the wish to be chosen, another's project) does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.gazetteer import Gazetteer, longest
from pipelines.extract.text import Text
from pipelines.extract.topics import squeezed
from pipelines.model import ProgrammeFinding
from pipelines.reference import Programme, Reference

_YEAR = re.compile(r"(?:19|20)\d{2}")
_PART = re.compile(
    r"공모|선정|뽑|골랐|고른|낙점|지구[’'”\"]?로\s묶|지정|국비|사업|인증|협약|챌린지|따냈|확보|들었다|이름을\s올"
)
_WISH = re.compile(
    r"유치|끌어오|도전|(?:로|으로)\s제안|노리|노린|두드|제안을\s받|더\s고를|되도록|지정받|요청|(?<!\d)건의|지정(?:할|될|받을)\s(?:계획|예정|방침)|(?:따내|따\s?오|따오)(?:겠|려)"
    r"|(?:뽑히|선정되|지정되|들어가|오르)(?:기\s위|려|고자)|(?:선정|지정)을\s(?:목표|위해)"
)
_WISH_OF_TITLE = re.compile(r"유치|끌어오|도전|건의")
_VENUE = re.compile(r"의\s?[가-힣A-Za-z0-9]{2,12}에서\s")
_COMPONENTS = frozenset({"data_hub"})
"""Programmes that share their name with a thing that others build too: in a list it is the thing,
and so it is in a name of its own (`연세데이터허브`) or where nobody calls, chooses or pays."""
_OF_PROGRAMME = re.compile(r"보급|국토|공모|선정|뽑|구축\s?사업|국비")
_APPLIES = re.compile(
    r"응모(?:한다|할|하기로|했|하고)|신청(?:한다|할\s|하기로|했다|하고)|공모에\s(?:나선|뛰어)"
)
_CHOSEN = re.compile(r"선정|뽑|따냈|확보|지정됐|이름을\s올렸")
_VISIT = re.compile(r"벤치마킹|견학|시찰|둘러보|둘러봤|둘러본|돌아보|돌아봤|돌아본")
_STATE_DOES = re.compile(r"(?<![가-힣])(?:중앙\s?)?정부(?:는|가)\s$")
"""Below the lead, what the state does in general is not yet this region's."""
_ROOM = re.compile(
    r"\s?(?:도시)?(?:통합)?(?:상황실|정보센터|홍보관|체험관|홍보체험관|전시관|실증단지|전망대)(?:을|를|과|와|에서|에|,|\s)"
)
"""A room named after a programme: whoever sees it takes no part."""
_OTHERS = re.compile(
    r"[’'”\"」]?\s?(?:사업|과정)?[’'”\"」]?(?:을|를)\s(?:맡은|수행하는|운영하는|하는)\s[가-힣]{2,10}(?:대|대학교|대학원|연구원|협회)(?:가|이|와|과|는|은)\s"
)
"""Whoever runs the programme is somebody else."""
_OCCASIONS = frozenset({"wsce"})
"""Programmes that are fairs themselves: contests there are theirs."""
_SHOWN = frozenset({"u_city", "national_pilot_city"})
"""Programmes that are whole towns, with rooms in which they are shown."""
_CONTEST = re.compile(r"\s?(?:행사|대회|해커톤|경진)")
_AMONG = re.compile(r"등\s?(?:모두\s)?\d+개\s?(?:세부\s?)?(?:사업|과제)")
_CALLED = re.compile(r"[’'”\"」]?\s?(?:조성|구축|지원|보급|시범|본|예비)?\s?(?:사업|공모|과제)")
_LISTED = re.compile(r"\s?(?:와|과|,|·|및)\s|(?:를|을)\s(?:묶|아우|더한|비롯)")
_LISTED_BEFORE = re.compile(r"(?:,|·|와|과|및)\s(?:[가-힣A-Za-z]{1,6}\s)?$")
_YIELDS = {
    "cctv_control_centre": {"integrated_platform"},
    "smart_village": {"national_pilot_city"},
    "smart_town": {"challenge", "smart_regeneration"},
}
"""What says nothing beside the programmes that are built upon it or that hold it."""
_EARLY, _LATE = 2, 4
"""Years before and after a programme's own in which it is spoken of."""
_NEAR = 25
"""Letters before a name within which a country is whose town it is."""
_CAMERA_ROOM = 250
"""Letters below the lead within which a centre's cameras are looked for."""
_CENTRE = re.compile(
    r"(?:통합\s?(?:관제|안전|관리)\s?(?:센터|상황실)|(?:시티|City\)?)\s?통합센터)(?![가-힣]{0,8}\s?(?:요원|직원|영상))",
    re.IGNORECASE,
)
_CAMERAS = re.compile(r"CCTV|카메라|폐쇄회로|영상", re.IGNORECASE)
_BUILT = re.compile(
    r"개소|개관|준공|착공|구축(?!된|돼)|가동|짓는|짓기|지어|건립|설치|(?:열었|여는|연다|열고|열어)|문을?\s(?:열|연)|한데\s모|한곳에\s모"
)
_TO_COME = re.compile(r"(?:짓는|짓고\s있는|여는|세우는|구축하는|들어서는|지을|세울|들어설)\s")
_BUILT_AS = "cctv_control_centre"
"""A programme that gave its name to whatever it built: any such centre that opens is one."""


class Programmes:
    """Finds programmes; the longest name wins (스마트도시 서비스 인증 over 스마트도시 인증)."""

    def __init__(self, reference: Reference) -> None:
        self._programmes = {p.programme: p for p in reference.programmes}
        self._gazetteer: Gazetteer[str] = Gazetteer(
            (trigger.replace(" ", "").lower(), p.programme)
            for p in reference.programmes
            for trigger in p.triggers
        )
        names = sorted((name for name, code in reference.countries if code != "KR"), key=len)
        self._abroad = re.compile(
            rf"(?<![가-힣])(?:{'|'.join(map(re.escape, reversed(names)))})(?![가-힣]*(?:와|과)\s)"
        )

    def find(self, text: Text) -> list[ProgrammeFinding]:
        """One finding a programme, shown at its first place that counts."""
        named = [] if _WISH_OF_TITLE.search(text.title) else list(self._named(text.title))
        titled = {programme for programme, _, _ in named}
        found: dict[str, ProgrammeFinding] = {}
        for programme, start, end in self._named(text.body):
            if programme in found or not self._was_on(programme, text, start):
                continue
            lead = start < text.lead_end
            if programme in titled or (
                self._takes_part(programme, text, start, end, lead)
                and (lead or not self._is_abroad(text, start))
                and not _is_listed(programme, text, start, end)
            ):
                found[programme] = ProgrammeFinding(
                    programme, f"name:{text.body[start:end]}", 0.95 if lead else 0.85,
                    text.evidence(start, end), start, end,
                )  # fmt: skip
        self._of_title(text, named, found)
        self._of_opening(text, found)
        return self._without_general(found)

    def _named(self, words: str) -> Iterator[tuple[str, int, int]]:
        dense = squeezed(words)
        for hit in longest(self._gazetteer.scan(dense.text)):
            start, end = dense.span(hit.start, hit.end)
            for programme in hit.values:
                yield programme, start, end

    @staticmethod
    def _takes_part(programme: str, text: Text, start: int, end: int, lead: bool) -> bool:
        sentence = text.sentence_at(start)
        words = text.body[sentence.start : sentence.end]
        if _VENUE.match(text.body, end) or _OTHERS.match(text.body, end):
            return False
        if programme not in _OCCASIONS and _CONTEST.match(text.body, end):
            return False
        room = _ROOM.match(text.body, end) if programme in _SHOWN else None
        seen = room and (
            _VISIT.search(words) or ("에서" in room.group(0) and not _BUILT.search(words))
        )
        others = not lead and _STATE_DOES.search(text.body, sentence.start, start)
        applied = _APPLIES.search(words) is not None and not _CHOSEN.search(words)
        if seen or others or applied or _WISH.search(words):
            return False
        listed = _AMONG.search(words) is not None and not _CHOSEN.search(words)
        among = listed and not _CALLED.match(text.body, end)
        built = bool(programme == _BUILT_AS and _BUILT.search(words) and _YEAR.search(words))
        return lead or ((built or _PART.search(words) is not None) and not among)

    def _is_abroad(self, text: Text, start: int) -> bool:
        """Whether a town abroad is what the words just before a name speak of."""
        sentence = text.sentence_at(start)
        return bool(self._abroad.search(text.body, max(sentence.start, start - _NEAR), start))

    def _of_title(
        self, text: Text, named: list[tuple[str, int, int]], found: dict[str, ProgrammeFinding]
    ) -> None:
        """What only the headline names."""
        for programme, start, end in named:
            if programme not in found and self._in_time(self._programmes[programme], text):
                found[programme] = ProgrammeFinding(
                    programme, f"name:{text.title[start:end]}", 0.9, text.title, start, end, "title"
                )

    def _of_opening(self, text: Text, found: dict[str, ProgrammeFinding]) -> None:
        """A control centre of cameras whose building or opening the lead reports."""
        programme = self._programmes.get(_BUILT_AS)
        if programme is None or _BUILT_AS in found or not self._in_time(programme, text):
            return
        for match in _CENTRE.finditer(text.body, 0, text.lead_end):
            sentence = text.sentence_at(match.start())
            words = text.body[match.end() : sentence.end]
            coming = _TO_COME.search(text.body, sentence.start, match.start())
            cameras = _CAMERAS.search(text.body, 0, text.lead_end + _CAMERA_ROOM)
            if cameras and (coming or _BUILT.search(words)) and not _WISH.search(words):
                found[_BUILT_AS] = ProgrammeFinding(
                    _BUILT_AS, f"name:{match.group(0)}", 0.8,
                    text.evidence(*match.span()), *match.span(),
                )  # fmt: skip
                return

    @staticmethod
    def _without_general(found: dict[str, ProgrammeFinding]) -> list[ProgrammeFinding]:
        """U-City in general says nothing beside the U-City pilot that is meant."""
        if any(p.startswith("u_") and p != "u_city" for p in found):
            found.pop("u_city", None)
        return [f for p, f in found.items() if not _YIELDS.get(p, set()) & found.keys()]

    def _was_on(self, programme: str, text: Text, start: int) -> bool:
        """Whether a programme existed on the article's day, or in the year that its sentence tells."""
        row = self._programmes[programme]
        if self._in_time(row, text):
            return True
        sentence = text.sentence_at(start)
        words = text.body[sentence.start : sentence.end]
        told = _BUILT.search(words) or _CHOSEN.search(words)
        return bool(told) and any(_lasts(row, int(year)) for year in _YEAR.findall(words))

    @staticmethod
    def _in_time(programme: Programme, text: Text) -> bool:
        """Whether the programme existed on the article's day (years of grace on both sides)."""
        day = text.article.published.earliest
        return day is None or _lasts(programme, day.year, _EARLY, _LATE)


def _lasts(programme: Programme, year: int, early: int = 0, late: int = 0) -> bool:
    start, end = _YEAR.search(programme.valid_from), _YEAR.search(programme.valid_to)
    return not (
        (start and year < int(start.group(0)) - early) or (end and year > int(end.group(0)) + late)
    )


def _is_listed(programme: str, text: Text, start: int, end: int) -> bool:
    """Whether a component's name stands in a list of what a project builds."""
    if programme not in _COMPONENTS:
        return False
    before = _LISTED_BEFORE.search(text.body, max(0, start - 10), start)
    sentence = text.sentence_at(start)
    named = re.match(r"[가-힣]", text.body[start - 1 : start]) or text.body[:start].endswith("빅")
    other = not _OF_PROGRAMME.search(text.body, sentence.start, sentence.end)
    return bool(before or named or other or _LISTED.match(text.body, end))
