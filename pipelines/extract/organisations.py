"""Finds organisations: known ones by name and era, others by how Korean names organisations.

Surest first: the gazetteer; marks of incorporation (㈜, 주식회사) and endings that say what a body
is (…경찰서, …진흥원, …대학교); a country or foreign city with an office behind it; and the words
around a name (contexts.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipelines.extract.abroad import organisations_abroad
from pipelines.extract.contexts import Contexts
from pipelines.extract.declared import Declared
from pipelines.extract.gazetteer import Gazetteer, Hit
from pipelines.extract.names import Entry, Sort
from pipelines.extract.naming import (
    CONFIDENCE,
    Organisation,
    apart,
    same_abroad,
    stems,
    trim,
    with_abbreviations,
    without_bracketed,
    without_overlap,
)
from pipelines.extract.text import Text
from pipelines.reference import PartnerName, Reference

__all__ = ["CONFIDENCE", "Organisation", "Organisations"]

_INCORPORATION = re.compile(r"㈜|\(주\)|（주）|주식회사|\(사\)|\(재\)|사단법인|재단법인")
_INCORPORATED = (
    re.compile(
        r"(?:㈜|\(주\)|（주）|주식회사\s|\(사\)|\(재\)|사단법인\s|재단법인\s)\s?(?P<name>(?:한국\s)?[가-힣A-Za-z0-9&\-]{2,18})"
    ),
    re.compile(r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z0-9&\-]{2,18})(?:㈜|\(주\)|（주）)"),
)
_OF_UNIVERSITY = re.compile(r"대\s(?:교수|총장|산학협력단|연구팀)")
_KOREAN_UNIVERSITY = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{2,7}대)(?=\s(?:교수|총장|산학협력단|연구팀))"
)
_TOKEN = re.compile(r"[가-힣A-Za-z0-9&\-]{3,28}")
_NOT_TOKEN = re.compile(r"[^가-힣A-Za-z0-9&\-]")
_MEETING = re.compile(
    r"^\s?(?:특별)?(?:정상회의|회의|엑스포|박람회|콘퍼런스|컨퍼런스|월드\s?콩그레스)"
)
_NOT_UNIVERSITY = re.compile(
    r"^(?:시대|세대|최대|확대|기대|무대|일대|절대|군대|토대|부대|현대|상대|초대|우대|증대|거대|중대|차세대|미래세대|"
    r"젊은세대|청년세대|반대|침대|지대|연대|판매대|.*(?:시대|세대|일대|지대|무대|순찰대|방범대|부대|봉사대|기동대|구조대|소방대|선발대|"
    r"확대|증대|기대|극대|교대|임대|군대|계산대|진열대|안내대|작업대|가판대|전망대|등대|청와대|해운대|초대|만대|천대|백대|여대|몇대))$"
)
_PLAIN = ("관할", "해당", "지역", "국책", "공공", "민간", "각급", "관련", "사업", "도시", "주한")
_NATIONAL = ("한국", "대한", "국제", "세계", "전국", "아시아")
_EMBASSY = re.compile(
    r"(?<!전\s)주한\s?(?P<country>[가-힣]{2,9})\s?대사(?:관)?(?=[은는이가와과의,\s])"
)
_ENVOYS = re.compile(r"주한\s?외교(?:사절단|사절|단)")
_MILITARY = re.compile(
    r"(?:육군|해군|공군|해병대)\s?(?:제?\d+)?[가-힣]{0,6}(?:사단|여단|부대|함대|군단|사령부)"
)
_OF_A_REGION = ("협회", "협의회", "조합", "연합회", "학회", "연맹", "얼라이언스")
_SCHOOL = ("교대", "공대", "과기대")
"""Endings of colleges that are also shifts (4조 3교대) and units."""
_WORD_BEFORE = re.compile(r"(?<![가-힣])(?P<word>[가-힣]{2,6})\s$")
_BRANCH = re.compile(r"[중동서남북][부]?(?:경찰서|소방서|교육)|(?:남부|북부|동부|서부|중부)")
_UNIT = {
    "university": re.compile(
        r"(?:\s?산학협력단)?\s?(?:산학협력단|[가-힣]{0,6}대학원|[가-힣]{2,8}(?:연구소|연구센터|학과))|\s?산학협력단"
    ),
    "company": re.compile(
        r"\s?[가-힣A-Za-z0-9]{0,12}(?:본부|지사|사업단|컨소시엄|그룹코리아)(?=[은는이가와과의,(\s]|$)"
    ),
    "public_institution": re.compile(
        r"\s?[가-힣]{0,12}(?:본부|지사|사업단)(?=[은는이가와과의,(\s]|$)"
    ),
}


class Organisations:
    """Finds the organisations of an article's body."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._contexts = Contexts(reference)
        self._declared = Declared(reference, self._contexts.type_by_ending)
        self._suffix = dict(reference.lexicon("org_suffix"))
        self._stop = {term for term, _ in reference.lexicon("org_stop")}
        self._eras: dict[str, list[PartnerName]] = {}
        for partner in reference.partner_names:
            self._eras.setdefault(partner.alias, []).append(partner)
        self._endings = tuple(sorted(self._suffix, key=len, reverse=True))
        self._local = {e for e, kind in self._suffix.items() if kind == "company"} | set(
            _OF_A_REGION
        )
        self._countries = dict(reference.countries)
        self._endings_in: Gazetteer[str] = Gazetteer(self._suffix.items())
        sido = "|".join(r.short_name for r in reference.regions if r.level == "sido")
        self._in_sido = re.compile(rf"(?:{sido})(?:시|도)?\s$")
        self._regions = {n for r in reference.regions for n in (r.name, r.short_name, *r.aliases)}

    def find(self, text: Text, hits: list[Hit[Entry]]) -> list[Organisation]:
        """Organisations in text order, none overlapping; `hits` are the body's names."""
        body = text.body
        found = [
            *self._known(body, hits, text.article.published.latest),
            *organisations_abroad(body, hits),
            *self._marked(body),
            *self._posted(body),
            *self._suffixed(body),
            *self._universities(body),
            *self._contexts.labelled(body),
            *self._contexts.employers(body),
            *self._contexts.roles(text),
        ]
        kept = without_overlap(found)
        kept = without_overlap([*kept, *apart(self._declared.find(body), kept)])
        kept.extend(self._contexts.listed(text, kept))
        kept = without_bracketed(without_overlap(kept), body)
        return with_abbreviations(same_abroad(kept), body)

    def _known(self, body: str, hits: list[Hit[Entry]], day: date | None) -> Iterator[Organisation]:
        before: Hit[Entry] | None = None
        for hit in hits:
            key = next((e.key for e in hit.values if e.sort is Sort.PARTNER), None)
            abroad = before is not None and any(
                e.sort in (Sort.COUNTRY, Sort.CITY) for e in before.values
            ) and body[before.end : hit.start] in (" ", "")  # fmt: skip
            before = hit
            if key is None or self._out_of_era(hit.name, day) or _MEETING.match(body[hit.end :]):
                continue
            partner = self.reference.partner_by_name[key]
            if abroad and partner.country == "KR" and partner.type == "central_government":
                continue
            end = self._with_unit(body, hit.end, partner.type)
            yield Organisation(
                key,
                body[hit.start : end],
                partner.type,
                partner.country,
                hit.start,
                end,
                "gazetteer",
            )

    @staticmethod
    def _with_unit(body: str, end: int, kind: str) -> int:
        """Where a name with its unit ends (경북대 산학협력단, KT 대구경북법인고객본부)."""
        pattern = _UNIT.get(kind)
        match = pattern.match(body, end, end + 20) if pattern else None
        return match.end() if match else end

    def _out_of_era(self, alias: str, day: date | None) -> bool:
        eras = self._eras.get(alias, [])
        return (
            day is not None
            and bool(eras)
            and not any(
                (era.valid_from is None or era.valid_from <= day)
                and (era.valid_to is None or (day - era.valid_to).days <= 366)
                for era in eras
            )
        )

    def _marked(self, body: str) -> Iterator[Organisation]:
        if not _INCORPORATION.search(body):
            return
        for pattern in _INCORPORATED:
            for match in pattern.finditer(body):
                name = match["name"]
                start = match.start()
                trimmed = trim(name) if pattern is _INCORPORATED[0] else name
                end = match.start("name") + len(trimmed) if trimmed != name else match.end()
                association = match.group(0).startswith(("(사)", "사단", "(재)", "재단"))
                kind = "association" if association else "company"
                told = self._contexts.type_by_ending(trimmed)
                if told and (association or told == "media"):
                    kind = told
                if len(trimmed) >= 2 and trimmed not in self._stop:
                    yield Organisation(trimmed, body[start:end], kind, "KR", start, end, "mark")

    def _posted(self, body: str) -> Iterator[Organisation]:
        """Embassies and envoys in Korea, units of the forces."""
        for match in _EMBASSY.finditer(body):
            code = self._countries.get(match["country"].removesuffix("대사").strip())
            if code:
                name = f"주한{match['country'].strip()}대사관"
                yield Organisation(
                    name, match.group(0), "foreign_government", code, *match.span(), "mark"
                )
        for match in _ENVOYS.finditer(body):
            words = match.group(0)
            yield Organisation(words, words, "foreign_government", "ZZ", *match.span(), "mark")
        for match in _MILITARY.finditer(body):
            words = match.group(0)
            yield Organisation(words, words, "public_institution", "KR", *match.span(), "mark")

    def _suffixed(self, body: str) -> Iterator[Organisation]:
        done = -1
        for hit in sorted(self._endings_in.scan(body), key=lambda h: h.start):
            match = None if hit.start < done else _TOKEN.match(body, _token_start(body, hit.start))
            if match is None:
                continue
            done = match.end()
            token = match.group(0).rstrip(".-")
            name = next((n for n in stems(token) if n.endswith(self._endings)), None)
            if name is None:
                continue
            ending = next(name[at:] for at in range(len(name)) if name[at:] in self._suffix)
            start = self._with_its_region(body, match.start(), name, ending)
            if start < match.start() or not self._plain_word(name, ending):
                yield self._by_ending(
                    body, start, body[start : match.start()] + name, self._suffix[ending]
                )

    def _by_ending(self, body: str, start: int, name: str, kind: str) -> Organisation:
        end = start + len(name)
        start = self._with_region(body, start)
        known = self._known_inside(name) if kind == "company" else None
        found = Organisation(body[start:end], body[start:end], kind, "KR", start, end, "suffix")
        if known is None:
            return found
        return replace(found, name=known, rule="gazetteer")

    def _known_inside(self, name: str) -> str | None:
        """The member that a consortium is named after (삼성SDS컨소시엄)."""
        head = name.removesuffix("컨소시엄")
        eras = self._eras.get(head) if head != name else None
        return eras[0].name if eras else None

    def _plain_word(self, name: str, ending: str) -> bool:
        """Whether the word before the ending names nothing (관할경찰서, 국책연구원)."""
        rest = name[: -len(ending)]
        return (
            name in self._stop
            or name.endswith("참여단")
            or len(rest) < 2
            or rest[-1] in "·.-"
            or (rest in self._regions and ending in self._local)
            or name.startswith(("수석", "책임", "선임", "전임", "위촉", "각 ", "동네"))
            or (rest.endswith(_PLAIN) and not rest.startswith(_NATIONAL))
            or (ending in _SCHOOL and any(c.isdigit() for c in rest))
        )

    def _with_region(self, body: str, start: int) -> int:
        """`부산 남부경찰서`: the 시도 in front belongs to the name of a state office."""
        match = self._in_sido.search(body, max(0, start - 6), start)
        return match.start() if match and _BRANCH.match(body, start) else start

    def _with_its_region(self, body: str, start: int, name: str, ending: str) -> int:
        """`남해군 소방서`: a bare office of the state is the one of the region in front."""
        if name != ending or self._suffix[ending] != "public_institution":
            return start
        match = _WORD_BEFORE.search(body, max(0, start - 8), start)
        return match.start() if match and match["word"] in self._regions else start

    def _universities(self, body: str) -> Iterator[Organisation]:
        if not _OF_UNIVERSITY.search(body):
            return
        for match in _KOREAN_UNIVERSITY.finditer(body):
            name = match["name"]
            if _NOT_UNIVERSITY.match(name) or name in self._stop:
                continue
            yield Organisation(name, name, "university", "KR", match.start(), match.end(), "suffix")


def _token_start(body: str, position: int) -> int:
    """Where the word begins that holds a position (28 characters back at most)."""
    left = max(0, position - 28)
    start = max((m.end() for m in _NOT_TOKEN.finditer(body, left, position)), default=left)
    while start < position and body[start] in "&.-":
        start += 1
    return start
