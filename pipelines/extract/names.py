"""All proper names of a text in one pass: regions, places, organisations, countries, cities.

The longest name wins, so that a school, bank or outlet with a place in its name hides the place
(대구은행, 광주향교, 서울주택도시공사).  Korean glues particles to names; a name counts where what
follows it can follow a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pipelines.extract.gazetteer import Gazetteer, Hit, longest
from pipelines.reference import Reference, Region


class Sort(Enum):
    """What a vocabulary entry names."""

    __hash__ = object.__hash__  # an Enum's own hashes its name, each time that a set is asked

    FULL = "full"  # 은평구, 서울특별시, 서울시
    STEM = "stem"  # 은평, 서울
    PLACE = "place"  # 판교
    MASK = "mask"  # 광주향교
    PARTNER = "partner"
    COUNTRY = "country"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a name: region and place entries carry codes, the rest a key."""

    sort: Sort
    codes: tuple[str, ...] = ()
    key: str = ""


_HANGUL = re.compile(r"[가-힣]")
_GLUED = re.compile(r"[가-힣0-9]")
PARTICLES = (
    r"(?:은|는|이|가|을|를|의|에|와|과|도|만|로|으로|에서|에서는|에서도|에는|에도|에서의|까지|부터|에게|에게서|께서|"
    r"이나|나|이며|며|이고|고|인|이라|이라고|이라는|라는|라고|처럼|보다|마다|조차|밖에|및|등|등이|등은|등의|등을|등과|"
    r"로서|으로서|로써|로부터|으로부터|으로는|로는|과의|와의|과는|와는|과도|와도|에까지|이다|다|였다|이었다|임|"
    r"뿐|이란|란|측|측은|측이|측과|간|간의|내|내의|산|발|형|표|권|지역|전역|일대|일원|시내|관내|출신|소재|주민|시민)"
)
_FOLLOWS = re.compile(rf"{PARTICLES}(?![가-힣])")
_OFFICE = re.compile(
    r"(?:청|장|지사|부지사|교육감|수(?=[는가은이의와도\s(,·])|민|의회|의원|립|도립|시립|군립|구립|내|형|측|관내|산하|당국|공무원|보건소|"
    r"지역|전역|일대|일원|소재|출신|표|발|산|권|별|차원|주민|농업기술센터|체육회|상공회의소|새마을|자원봉사|복지|문화|"
    r"교육|소방|경찰|도시|시설|관광|청소년|노인|장애인|여성|가족|평생|스마트|디지털|인재|정보|미래|테크노|산업|공공|종합)"
)
_NOT_AFTER_LETTERS = re.compile(
    r"[A-Za-z0-9&]|[가-힣]{0,6}(?:빌딩|타워|사옥|아파트|스퀘어|파크|플라자)"
)
_FACILITY = re.compile(
    r"[가-힣]{0,10}(?:컨벤션센터|컨벤션|회관|운동장|체육관|전당|박물관|미술관|도서관|터미널|캠퍼스|산업단지|국가산단|산단|혁신도시|신도시)"
)
_TRAPS = re.compile(r"(?:설공단|설관리|외버스|절|대의|대를|대에|간대|장경제|장가|장점유|장조사)")


def follows_name(text: str, end: int) -> bool:
    """Whether the text at `end` lets a name end there: a blank, a mark or a particle."""
    if end >= len(text) or not _HANGUL.match(text[end]):
        return True
    return bool(_FOLLOWS.match(text, end))


def _ends_division(text: str, end: int, name: str) -> bool:
    """The looser rule for names that say what they are (…시, …군, …구, …도)."""
    if follows_name(text, end):
        return True
    if _TRAPS.match(text, end):
        return False
    return bool(_OFFICE.match(text, end)) or (len(name) >= 4 and name[-1] in "시군구")


_CITY_GOES_ON = re.compile(r"시|정부|주|[부현성](?:\s|[은는이가을를와과의]\s|지사)")
_PARTED = re.compile(
    r"([가-힣]{2,})(연구원|진흥원|개발원|관리원|정보원|건설청|개발청|공사|공단|재단)"
)
_SHORTEST = 5
"""Letters of a body's name that some write in two words; shorter ones could be plain words."""


def _spaced(name: str) -> str:
    """The name of a body in two words (`국토 연구원`)."""
    match = _PARTED.fullmatch(name) if len(name) >= _SHORTEST else None
    return " ".join(match.groups()) if match else name


class Names:
    """The vocabulary's names, compiled; `find` gives the longest valid ones in order."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._common = {term for term, _ in reference.lexicon("common_word")}
        self._gazetteer: Gazetteer[Entry] = Gazetteer(self._entries())
        self._sorts = {
            name: frozenset(entry.sort for entry in entries)
            for name, entries in self._gazetteer.table.items()
        }
        self._sido_names = tuple(
            {n for r in reference.regions if r.level == "sido" for n in _written(r)}
        )

    def _entries(self) -> Iterator[tuple[str, Entry]]:
        reference = self.reference
        for region in reference.regions:
            for name in (region.name, *region.aliases):
                yield name, Entry(Sort.FULL, (region.code,))
            yield region.short_name, Entry(Sort.STEM, (region.code,))
        named = {name for place in reference.places for name in (place.name, *place.aliases)}
        towns = (town for town in reference.townships if town.name not in named)
        for place in (*reference.places, *towns):
            for name in (place.name, *place.aliases):
                yield name, Entry(Sort.PLACE, place.codes, place.name)
        for phrase in reference.not_places:
            yield phrase.phrase, Entry(Sort.MASK, phrase.codes)
        for partner in reference.partner_names:
            for name in {partner.alias, _spaced(partner.alias)}:
                yield name, Entry(Sort.PARTNER, key=partner.name)
        for name, code in reference.countries:
            yield name, Entry(Sort.COUNTRY, key=code)
        for name, code in reference.foreign_cities:
            yield name, Entry(Sort.CITY, key=code)

    def meanings(self, name: str) -> tuple[Entry, ...]:
        """What a name may mean, whatever stands around it."""
        return self._gazetteer.table.get(name, ())

    def find(self, text: str) -> list[Hit[Entry]]:
        """Names in text order, none overlapping another."""
        return longest(hit for hit in self._gazetteer.scan(text) if self._valid(text, hit))

    def _valid(self, text: str, hit: Hit[Entry]) -> bool:
        sorts = self._sorts[hit.name]
        if text.startswith("大", hit.end):  # 서울大: a university in newspapers' short hand
            return False
        if Sort.MASK in sorts:
            return not self._glued_left(text, hit.start) or len(hit.name) >= 4
        if Sort.PARTNER in sorts and sorts <= {Sort.PARTNER, Sort.MASK}:
            return self._partner_bounds(text, hit)
        if self._glued_left(text, hit.start) and not self._after_sido(text, hit.start):
            return False
        if Sort.FULL in sorts and hit.name[-1] in "시군구도":
            return _ends_division(text, hit.end, hit.name)
        if Sort.PLACE in sorts and len(hit.name) >= 3:
            return True
        if sorts <= {Sort.COUNTRY, Sort.CITY}:
            return follows_name(text, hit.end) or bool(_CITY_GOES_ON.match(text, hit.end))
        return (
            follows_name(text, hit.end)
            or self._list_goes_on(text, hit.end)
            or self._in_facility(text, hit)
        )

    def _in_facility(self, text: str, hit: Hit[Entry]) -> bool:
        """`전북특별자치도 군산새만금컨벤션센터`: behind its 시도 a name opens that of a building."""
        behind = text[hit.start - 1 : hit.start] == " " and self._after_sido(text, hit.start - 1)
        return behind and _FACILITY.match(text, hit.end) is not None

    def _partner_bounds(self, text: str, hit: Hit[Entry]) -> bool:
        if hit.name[0].isascii() and hit.start and re.match(r"[A-Za-z0-9]", text[hit.start - 1]):
            return False
        if hit.name[-1].isascii():
            return _NOT_AFTER_LETTERS.match(text, hit.end) is None
        if self._glued_left(text, hit.start) and len(hit.name) <= 3:
            return False
        if len(hit.name) <= 3:
            return follows_name(text, hit.end) or bool(
                re.match(
                    r"장관|차관|위원장|사장|회장|원장|장|본부|지사|지역|산하|공모|와|과",
                    text[hit.end :],
                )
            )
        return True

    @staticmethod
    def _glued_left(text: str, start: int) -> bool:
        return start > 0 and bool(_GLUED.match(text[start - 1]))

    def _after_sido(self, text: str, start: int) -> bool:
        return text.endswith(self._sido_names, 0, start)

    @staticmethod
    def _list_goes_on(text: str, end: int) -> bool:
        return bool(re.match(r"(?:시|군|구)(?![가-힣])", text[end:]))

    def is_common(self, stem: str) -> bool:
        """Whether a short name is also an everyday word (예산, 음성, 고령 …)."""
        return stem in self._common


def _written(region: Region) -> tuple[str, ...]:
    return (region.name, region.short_name, *region.aliases)
