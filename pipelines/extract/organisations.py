"""Finds organisations: known ones by name and era, others by how Korean names organisations.

Four ways, surest first: the gazetteer; marks of incorporation (㈜, 주식회사) and endings that
say what a body is (…경찰서, …진흥원, …대학교); a country or foreign city with an office behind
it; and membership of a list whose other members are organisations (KT, 탑솔라, ○○ 등 8개 기관).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipelines.extract.gazetteer import Hit
from pipelines.extract.names import PARTICLES, Entry, Sort, follows_name
from pipelines.extract.text import Text
from pipelines.reference import PartnerName, Reference

CONFIDENCE = {"gazetteer": 0.95, "mark": 0.93, "suffix": 0.88, "foreign": 0.88, "label": 0.85,
              "list": 0.75, "municipality": 0.85}  # fmt: skip
_WORD = r"[가-힣A-Za-z0-9&·.\-]"
_INCORPORATED = (
    re.compile(rf"(?:㈜|\(주\)|（주）|주식회사\s|\(사\)|\(재\)|사단법인\s|재단법인\s)\s?(?P<name>[가-힣A-Za-z0-9&.\-]{{2,18}})"),
    re.compile(r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z0-9&.\-]{2,18})(?:㈜|\(주\)|（주）)"),
)
_LABEL = re.compile(
    r"(?:주관사|참여사|운영사|개발사|시행사|시공사|협력사|전문업체|전문기업|업체|스타트업|벤처기업|중소기업|대기업|"
    r"주관기업|참여기업|수행기관|주관기관|제조사|통신사|통신회사|통신사업자|회사|지원기관|건설사|기업|플랫폼 기업|사회적기업|운용사|공급사)"
    r"(?:인|으로는|로는)?\s(?P<name>[가-힣A-Za-z0-9&.\-]{2,14}?)(?=(?:와|과|는|은|이|가|를|을|의|에|로|으로)(?:\s|$)|[,·(])"
)
_BRACKET = re.compile(r"^\s?[(（](?P<short>[A-Za-z가-힣&\- .]{2,24})[)）]")
_TAIL = re.compile(rf"{PARTICLES}$")
_LONG_PARTICLE = re.compile(
    r"(?:에서는|에서의|에서도|에서|으로부터|로부터|으로서|으로는|으로|에게서|에게|까지|부터|과의|와의|과는|와는|과도|와도|"
    r"이라는|라는|이나|이며|이고|이라고|처럼|측은|측이|측과|측|에는|에도|들이|들은|들과)$"
)
_AFTER_CONSONANT = ("은", "을", "과", "이")
_AFTER_VOWEL = ("는", "를", "와", "가")
_OFFICE = re.compile(
    r"(?P<office>[가-힣]{0,8}(?:부|청|처|위원회|정부|의회|대사관|총영사관|대통령실|국회|상원|하원|공사|공단|공사관|"
    r"시청|시장단|대표단|방문단|사절단|연수단|시찰단|공무원단|대사))"
)
_SPLIT = re.compile(r"\s?(?:[,·ㆍ・∙/、]|와\s|과\s|및\s|그리고\s)\s?")
_NOT_ITEM = re.compile(
    r"(?:하는|하고|했|된|되는|있는|있|위한|통해|대한|따라|등이|등은|관계자|대표|시장|군수|구청장|도지사|교수|전문가|"
    r"주민|시민|공무원|학생|기업들|기관들|지역|분야|서비스|시스템|사업|구축|개발|운영|기술|센터는|이며|하며|으로|에서)"
)
_KOREAN_UNIVERSITY = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2,7}대)(?=\s(?:교수|총장|산학협력단|연구팀))")
_TOKEN = re.compile(r"(?<![가-힣A-Za-z0-9])[가-힣A-Za-z0-9&.\-]{2,28}")
_MEETING = re.compile(r"^\s?(?:특별)?(?:정상회의|회의|엑스포|박람회|콘퍼런스|컨퍼런스|월드\s?콩그레스)")
_NOT_UNIVERSITY = re.compile(
    r"^(?:시대|세대|최대|확대|기대|무대|일대|절대|군대|토대|부대|현대|상대|초대|우대|증대|거대|중대|차세대|미래세대|"
    r"젊은세대|청년세대|반대|침대|지대|연대|판매대|.*(?:시대|세대|일대|지대|무대|순찰대|방범대|부대|봉사대|기동대|구조대|소방대|선발대|"
    r"확대|증대|기대|극대|교대|임대|군대|계산대|진열대|안내대|작업대|가판대|전망대|등대|청와대|해운대|초대|만대|천대|백대|여대|몇대))$"
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation at body[start:end]."""

    name: str
    as_written: str
    type: str
    country: str
    start: int
    end: int
    rule: str


class Organisations:
    """Finds the organisations of an article's body."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._suffix = {term: kind for term, kind in reference.lexicon("org_suffix")}
        self._stop = {term for term, _ in reference.lexicon("org_stop")}
        self._not_org = {term for term, _ in reference.lexicon("not_org")}
        self._eras: dict[str, list[PartnerName]] = {}
        for partner in reference.partner_names:
            self._eras.setdefault(partner.alias, []).append(partner)
        endings = "|".join(sorted(map(re.escape, self._suffix), key=len, reverse=True))
        self._ends = re.compile(rf"(?:{endings})$")
        self._sido = tuple(r.short_name for r in reference.regions if r.level == "sido")
        self._regions = {
            n for r in reference.regions for n in (r.name, r.short_name, *r.aliases)
        }

    def find(self, text: Text, hits: list[Hit[Entry]]) -> list[Organisation]:
        """Organisations in text order, none overlapping; `hits` are the body's names."""
        day = text.article.published.latest
        found = [
            *self._known(text.body, hits, day),
            *self._foreign(text.body, hits),
            *self._marked(text.body),
            *self._suffixed(text.body),
            *self._universities(text.body),
            *self._labelled(text.body),
        ]
        kept = _without_overlap(found)
        kept.extend(self._listed(text, kept))
        kept = _without_bracketed(_without_overlap(kept), text.body)
        kept = _same_abroad(kept)
        return _with_abbreviations(kept, text.body)

    def _known(
        self, body: str, hits: list[Hit[Entry]], day: date | None
    ) -> Iterator[Organisation]:
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
            yield Organisation(
                key, hit.name, partner.type, partner.country, hit.start, hit.end, "gazetteer"
            )

    def _out_of_era(self, alias: str, day: date | None) -> bool:
        eras = self._eras.get(alias, [])
        return day is not None and bool(eras) and not any(
            (era.valid_from is None or era.valid_from <= day)
            and (era.valid_to is None or (day - era.valid_to).days <= 366)
            for era in eras
        )

    def _foreign(self, body: str, hits: list[Hit[Entry]]) -> Iterator[Organisation]:
        """Country + office, foreign city + 시; the country alone is no organisation."""
        country = ""
        for hit in hits:
            entry = next((e for e in hit.values if e.sort in (Sort.COUNTRY, Sort.CITY)), None)
            if entry is None:
                continue
            if entry.sort is Sort.CITY:
                yield from self._city(body, hit, entry)
                continue
            country = entry.key
            match = re.match(
                rf"(?:의)?\s?(?:\S{{1,12}}\s)??{_OFFICE.pattern}", body[hit.end : hit.end + 30]
            )
            if match is None:
                continue
            office = match["office"]
            end = hit.end + match.end()
            if not follows_name(body, end):
                continue
            written = body[hit.start : end]
            if office.endswith(("시장단", "방문단", "사절단", "시찰단", "연수단", "대표단")):
                continue
            yield Organisation(
                f"{hit.name} {office}", written, "foreign_government", country, hit.start, end, "foreign"
            )

    def _city(self, body: str, hit: Hit[Entry], entry: Entry) -> Iterator[Organisation]:
        match = re.match(r"(?:특별|직할|광역)?시(?:청|의회|장)?(?![가-힣]{3})", body[hit.end :])
        if match is None:
            return
        end = hit.end + 1 + (2 if match.group(0).startswith(("특별", "직할", "광역")) else 0)
        yield Organisation(
            f"{hit.name}시", body[hit.start : end], "foreign_city", entry.key, hit.start, end, "foreign"
        )

    def _marked(self, body: str) -> Iterator[Organisation]:
        for pattern in _INCORPORATED:
            for match in pattern.finditer(body):
                name = match["name"]
                start = match.start()
                trimmed = _trim(name) if pattern is _INCORPORATED[0] else name
                end = match.start("name") + len(trimmed) if trimmed != name else match.end()
                association = match.group(0).startswith(("(사)", "사단", "(재)", "재단"))
                kind = "association" if association else "company"
                if len(trimmed) >= 2:
                    yield Organisation(trimmed, body[start:end], kind, "KR", start, end, "mark")

    def _suffixed(self, body: str) -> Iterator[Organisation]:
        for match in _TOKEN.finditer(body):
            token = match.group(0).rstrip(".-")
            name = next((n for n in _stems(token) if self._ends.search(n)), None)
            if name is None:
                continue
            ending = self._ends.search(name)
            assert ending is not None
            if self._plain_word(name, ending.group(0)):
                continue
            end = match.start() + len(name)
            start = self._with_region(body, match.start())
            yield Organisation(
                body[start:end], body[start:end], self._suffix[ending.group(0)], "KR", start, end,
                "suffix",
            )  # fmt: skip

    def _plain_word(self, name: str, ending: str) -> bool:
        """Whether the word before the ending names nothing (관할경찰서, 국책연구원)."""
        rest = name[: -len(ending)]
        return (
            name in self._stop
            or len(rest) < 2
            or rest[-1] in "·.-"
            or (rest in self._regions and self._suffix[ending] in ("company", "association"))
            or name.startswith(("수석", "책임", "선임", "전임", "위촉", "각 ", "동네"))
            or any(rest.endswith(s) for s in ("관할", "해당", "지역", "국책", "공공", "민간", "각급", "관련"))
        )

    def _with_region(self, body: str, start: int) -> int:
        """`부산 남부경찰서`: the 시도 in front belongs to the name of a state office."""
        match = re.search(rf"(?:{'|'.join(self._sido)})(?:시|도)?\s$", body[max(0, start - 6) : start])
        return start - len(match.group(0)) if match and re.match(
            r"[중동서남북][부]?(?:경찰서|소방서|교육)|(?:남부|북부|동부|서부|중부)", body[start:]
        ) else start  # fmt: skip

    def _universities(self, body: str) -> Iterator[Organisation]:
        for match in _KOREAN_UNIVERSITY.finditer(body):
            name = match["name"]
            if _NOT_UNIVERSITY.match(name) or name in self._stop:
                continue
            yield Organisation(name, name, "university", "KR", match.start(), match.end(), "suffix")

    def _labelled(self, body: str) -> Iterator[Organisation]:
        for match in _LABEL.finditer(body):
            name = match["name"]
            if self._could_be_name(name):
                yield Organisation(
                    name, name, self._type_of(name), "KR", match.start("name"), match.end("name"), "label"
                )

    def _listed(self, text: Text, known: list[Organisation]) -> Iterator[Organisation]:
        """Unknown members of a list in which two known organisations stand."""
        for sentence in text.sentences:
            inside = [o for o in known if sentence.start <= o.start < sentence.end]
            for left, right in zip(inside, inside[1:], strict=False):
                yield from self._between(text.body, left.end, right.start)
            for organisation in inside:
                yield from self._after(text.body, organisation.end, sentence.end)

    def _between(self, body: str, start: int, end: int) -> Iterator[Organisation]:
        gap = body[start:end]
        if not 3 <= len(gap) <= 60 or "." in gap.replace("㈜", ""):
            return
        if not re.match(r"(?:\([^)]{1,24}\))?\s?(?:[,·ㆍ・/、]|와\s|과\s|및\s)", gap):
            return
        if not re.search(r"(?:[,·ㆍ・/、]|와|과|및)\s?$", gap):
            return
        yield from self._items(body, start, gap)

    def _after(self, body: str, start: int, end: int) -> Iterator[Organisation]:
        match = re.match(
            r"(?P<items>(?:\([^)]{1,24}\))?(?:\s?(?:[,·ㆍ・/、]|와\s|과\s|및\s)\s?[가-힣A-Za-z0-9&.()㈜\-]{2,16}){1,8}?)\s?"
            r"(?=등(?:이|과|은|의|을)?\s(?:\d+|[가-힣]{1,2})?\s?(?:개|곳|여)?\s?(?:기관|기업|업체|사\s|곳|개)"
            r"|등\s[가-힣·\s]{1,16}?(?:업체|기업|기관|대학|회사)|등과\s|등이\s(?:참여|함께)|컨소시엄|(?:이|가)\s이름을\s올)",
            body[start:end],
        )
        if match:
            yield from self._items(body, start, match["items"])

    def _items(self, body: str, start: int, gap: str) -> Iterator[Organisation]:
        gap = re.sub(r"\([^)]*\)", lambda m: " " * len(m.group(0)), gap)
        position = 0
        for item in [*_SPLIT.split(gap)]:
            at = gap.find(item, position)
            position = at + len(item)
            name = item.strip(" ,·")
            offset = gap.find(name, at)
            if self._could_be_name(name):
                first = start + offset
                yield Organisation(
                    name, name, self._type_of(name), "KR", first, first + len(name), "list"
                )

    def _could_be_name(self, name: str) -> bool:
        if not 2 <= len(name) <= 16 or name in self._not_org or name in self._stop:
            return False
        if name in self._regions or " " in name or _NOT_ITEM.search(name):
            return False
        return not re.fullmatch(r"[\d.,%]+.*|.*(?:시|군|구|도|읍|면|동|부|원|명|곳|것|들)", name)

    def _type_of(self, name: str) -> str:
        match = self._ends.search(name)
        return self._suffix[match.group(0)] if match else "company"


def _has_final_consonant(syllable: str) -> bool:
    """Whether a Hangul syllable closes with a consonant (Unicode 3.12: 28 finals a vowel)."""
    return "가" <= syllable <= "힣" and (ord(syllable) - 0xAC00) % 28 != 0


def _trim(name: str) -> str:
    """A name without the particle that is glued to it, by the rule of vowel harmony.

    은/을/과/이 stand behind a consonant, 는/를/와/가 behind a vowel; what breaks the rule belongs
    to the name.
    """
    long = _LONG_PARTICLE.search(name)
    if long and long.start() >= 2:
        return name[: long.start()]
    if len(name) < 3:
        return name
    last, before = name[-1], name[-2]
    if last in ("의", "에", "도", "만"):
        return name[:-1]
    closed = _has_final_consonant(before) or (before.isascii() and before.lower() in "lmnr")
    if last in _AFTER_CONSONANT and (closed or before.isascii()):
        return name[:-1]
    if last in _AFTER_VOWEL and (not closed or before.isascii()):
        return name[:-1]
    return name


def _stems(token: str) -> tuple[str, ...]:
    """A token as it stands, without an office-holder's 장, and without its particle."""
    bare = _trim(token)
    head = bare[:-1] if bare.endswith("장") else bare
    return tuple(dict.fromkeys((token, bare, head)))


def _without_overlap(found: list[Organisation]) -> list[Organisation]:
    """Of overlapping organisations the longest, then the surest."""
    order = sorted(found, key=lambda o: (-(o.end - o.start), -CONFIDENCE[o.rule], o.start))
    kept: list[Organisation] = []
    for organisation in order:
        if all(organisation.end <= o.start or o.end <= organisation.start for o in kept):
            kept.append(organisation)
    return sorted(kept, key=lambda o: o.start)


def _same_abroad(found: list[Organisation]) -> list[Organisation]:
    """A bare office of one name with a foreign one before it is that one (정보통신부 방문단)."""
    abroad = {o.name.split(" ", 1)[1]: o for o in found if o.rule == "foreign" and " " in o.name}
    return [
        replace(abroad[o.as_written], as_written=o.as_written, start=o.start, end=o.end)
        if o.rule != "foreign" and o.as_written in abroad
        else o
        for o in found
    ]


def _without_bracketed(found: list[Organisation], body: str) -> list[Organisation]:
    """Drops what stands in brackets right behind an organisation: its other name."""
    ends = {o.end for o in found}
    kept = []
    for organisation in found:
        opening = re.search(r"[(（]\s?$", body[max(0, organisation.start - 2) : organisation.start])
        if opening is None or organisation.start - len(opening.group(0)) not in ends:
            kept.append(organisation)
    return kept


def _with_abbreviations(found: list[Organisation], body: str) -> list[Organisation]:
    """Organisations by name, and again where an abbreviation defined in brackets stands for one."""
    by_start = {o.start for o in found}
    extra: list[Organisation] = []
    for organisation in found:
        match = _BRACKET.match(body[organisation.end : organisation.end + 30])
        if match is None or len(match["short"]) > len(organisation.as_written) + 12:
            continue
        short = match["short"].strip()
        for again in re.finditer(rf"(?<![가-힣A-Za-z(]){re.escape(short)}(?![A-Za-z])", body):
            if again.start() > organisation.end + 30 and again.start() not in by_start:
                extra.append(
                    Organisation(
                        organisation.name, short, organisation.type, organisation.country,
                        again.start(), again.end(), organisation.rule,
                    )  # fmt: skip
                )
    return _without_overlap([*found, *extra])
