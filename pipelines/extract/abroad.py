"""Organisations abroad: a country's or a foreign city's office, a city by its ending, a firm.

A country alone is no organisation; the name in front of an office says whose office it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.gazetteer import Hit
from pipelines.extract.names import Entry, Sort, follows_name
from pipelines.extract.naming import Organisation, apart

_OFFICE = re.compile(
    r"(?:의)?\s?(?:\S{1,12}\s)??(?P<office>[가-힣]{0,8}(?:부|청|처|위원회|정부|의회|대사관|총영사관|대통령실|국회|상원|하원|"
    r"공사|공단|공사관|진흥원|총국|시청|시장단|대표단|방문단|사절단|연수단|시찰단|공무원단|대사))(?P<head>장관|차관|부장관|국장|의원|장)?"
)
_NOT_OFFICE = re.compile(
    r"(?:(?:초|신|요|시)청|(?:디지털|전자|지방)정부|[일전내외간학거여기공세동서남북중상하후]부|(?:출|근|대|거|부)처)$"
)
_GROUP = ("시장단", "방문단", "사절단", "시찰단", "연수단", "대표단", "공무원단")
_DELEGATION = re.compile(
    r"(?:의)?\s(?:[가-힣]{2,6}\s){0,3}?(?:정부\s)?(?:시장단|대표단|사절단|방문단|연수단|시찰단|[가-힣]{0,4}공무원(?:들|단)?)(?=[은는이가과와도의,\s])|"
    r"\s(?:지방정부|중앙정부)(?=[은는이가과와도의,\s])"
)
_CITY_OFFICE = re.compile(
    r"\s(?P<office>[가-힣]{0,8}(?:관리청|개발청|투자청|교통국|도시국|시의회|경찰청|소방청|교통공사|도시공사|개발공사))"
)
_PAIRED = re.compile(
    r"\s(?P<name>[가-힣]{2,7}?)(?=\s?[,·]|[와과]\s|\s(?:등|및)\s|[이가은는을를의]\s|\s[△▲▷]|\s\d+\s?[건곳개])"
)
_PAIR_GAP = re.compile(r"(?:시)?(?:\s?[,·△▲▷]\s?|[와과]\s|\s및\s)(?:[가-힣]{2,8}[와과]?,?\s?){0,2}")
_ROW = 3
"""Countries with a word behind them that make a row of towns; two may be anything."""
_CITY_GAP = re.compile(
    r"시?(?:\([^)]{1,14}\))?\s?(?:[,·△▲▷]|[와과]\s|\s?및\s)\s?(?:[가-힣]{2,8}\s)?"
)
_BRACKETED = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2,8})\($")
_TAKE_PART = re.compile(
    r"[^.\n]{0,120}?(?:참여|참가|참석|대표(?!적)|관계자|공무원|선정|뽑|방문|찾았|찾은|협약|이름을\s올|상을\s|초청|연수|교류)"
)
_EXAMPLES = re.compile(r"[^.\n]{0,24}?(?:처럼|같은|등\s(?:세계|해외|선진|주요)|사례|꼽|순위)")
"""What towns in a row do, where they are more than examples."""
_COUNTRY_GAP = re.compile(r"\s?[,·]\s?|[와과]\s")
_GUESTS = re.compile(
    r"(?:\s등)?(?:\s(?:[가-힣·]{2,10}\s)?\d+개국)?(?:의)?\s(?:고위\s?|고위직\s)?(?P<who>시장단|대표단|방문단|사절단|연수단|시찰단|공무원|대통령|총리|장관|차관|대사(?!관))"
)
_MAYOR = re.compile(
    r"\s?(?:시장|부시장)(?![가-힣]{2})|(?:의)?\s(?:시\s)?(?:[가-힣]{2,4}\s)?(?:대표단|방문단|사절단|연수단|시찰단|공무원)|\s시청"
)
_PROVINCE = re.compile(
    r"[부현성](?=\s?(?:부?지사|성장|당서기)|[와과]\s|[을를]\s(?:[가-힣]{2,8}\s)?(?:찾|방문))"
)
_DIVISION = re.compile(r"[가-힣]{2,}[성현주부도]")
"""A name that says itself what it is: a province, a prefecture, a state."""
_OF_DIVISION = re.compile(
    r"\s?(?:[·,]|와\s|과\s|및\s)|의?\s?(?:지사|성장|당서기)|[이가은는]\s|"
    r"(?:의)?\s(?:[가-힣]{2,6}\s)?(?:대표단|방문단|사절단|연수단|시찰단|공무원)"
)
_WITH_CITY = re.compile(
    r"(?:와|과)\s(?:[^\s.]{1,8}\s){0,3}?(?:함께|협약|우호|자매|교류|양해각서|MOU|손을|손잡)"
)
_UNKNOWN_CITY = re.compile(
    r"(?:의)?\s(?P<name>[가-힣]{2,7}(?:시|성|현|주|[쿄카이]도|[토사]부(?=와|과|의|지사|[\s,])|[가-힣]{2}구(?=[은는이가와과의,])))(?=\s|[,·(]|[은는이가을를와과의]\s|지사(?![가-힣]{2}))"
)
_CITY_TOKEN = re.compile(
    r"(?<=[\s▲△·,])(?P<name>[가-힣]{3,8}(?:시|주))(?=[,·)\s]|[은는이가와과의]\s|장(?:[,·\s]|[은이과]\s)|\s(?:대표단|장관))"
)
_NEXT_OFFICE = re.compile(
    r"(?:와|과|,|·)\s?(?P<name>[가-힣]{3,12}(?:부|위원회|공사)|[가-힣]{2,12}(?:청|처))(?=[\s,·(]|[은는이가과와의]\s)"
)
_NEXT_TOWN = re.compile(
    r"(?:시)?(?:에서)?\s?\d+명(?:,\s|과\s|와\s)(?P<name>[가-힣]{2,7}시)(?=(?:에서)?\s?\d+명)"
)
"""`산타크루즈시 4명, 코차밤바시 3명`: the next town that sends people is of the same country."""
_FIRM = re.compile(
    r"\s(?:\S{1,10}\s)?(?P<name>[A-Z][A-Za-z&]{2,14})(?=\s?(?:사(?![가-힣])|관계자|대표|임직원|일행|그룹)|[은는이가와과의]\s|\()"
)
_NOT_FIRM = re.compile(r"^(?:[A-Z]+(?:시티|CITY)|U-?City|Smart|World|Expo|AI|ICT|IoT|CCTV)")
_NOT_CITY = re.compile(
    r"(?:[부도즉당동표전일임수상제지게실개명감필잠무중경과암예고공다역혹드몹적]시|"
    r"[광경전청충원제나상영진양여파공무성완울거이입위매수발민우번음도연폭질축업호기조지]주|"
    r"(?:연|지역|선거|행정|특|친|기|요|도|탐|추|강|복|입|출|가)구|가능성|필요성|실현|구현|중요성|특성|조성|구성|여성)$"
)


def organisations_abroad(body: str, hits: list[Hit[Entry]]) -> list[Organisation]:
    """Foreign governments, cities and firms after the names of countries and foreign cities.

    A delegation stands for its country only where nothing else of that country is named.
    """
    found = list(_named_offices(body, hits))
    found += _beside(body, found)
    found += apart(_unknown_cities(body, hits), found)
    found += apart(_paired_cities(body, hits), found)
    found += apart(_city_rows(body, hits), found)
    found += apart(_guests(body, hits), found)
    countries = {organisation.country for organisation in found}
    return found + [o for o in _delegations(body, hits) if o.country not in countries]


def _unknown_cities(body: str, hits: list[Hit[Entry]]) -> Iterator[Organisation]:
    """`볼리비아 라파스시와 코차밤바시`: what ends as a city does behind a country's name."""
    for place, hit in enumerate(hits):
        entry = next((e for e in hit.values if e.sort is Sort.COUNTRY), None)
        if entry is None:
            continue
        behind = map(hits.__getitem__, range(place + 1, len(hits)))  # a slice would copy them all
        later = (h.start for h in behind if any(e.sort is Sort.COUNTRY for e in h.values))
        end = min(next(later, len(body)), hit.end + 60)
        for match in _CITY_TOKEN.finditer(body, hit.end, end):
            known = any(h.start < match.end() and match.start() < h.end for h in hits)
            if known or _NOT_CITY.search(match["name"]) or "." in body[hit.end : match.start()]:
                continue
            kind = "foreign_government" if match["name"].endswith("주") else "foreign_city"
            yield _plain(body, match, kind, entry.key)


def _paired_cities(body: str, hits: list[Hit[Entry]]) -> Iterator[Organisation]:
    """`키르기즈 이식쿨과 몽골 준모드, 말레이시아 클라크`: three or more towns behind countries."""
    pairs: list[tuple[re.Match[str], str]] = []
    for hit in hits:
        entry = next((e for e in hit.values if e.sort is Sort.COUNTRY), None)
        match = _PAIRED.match(body, hit.end) if entry else None
        if entry is None or match is None:
            continue
        if pairs and not _PAIR_GAP.fullmatch(body, pairs[-1][0].end(), hit.start):
            yield from _row(body, pairs)
            pairs = []
        pairs.append((match, entry.key))
    yield from _row(body, pairs)


def _city_rows(body: str, hits: list[Hit[Entry]]) -> Iterator[Organisation]:
    """`모스크바, 웰링턴, 청두 등 50개 도시가 참여`: known towns in a row that take part.

    Two do where each stands behind its country or before it in brackets.
    """
    row: list[Organisation] = []
    placed = 0
    for town, own_country in _towns(body, hits):
        if row and not _CITY_GAP.fullmatch(body, row[-1].end, town.start):
            yield from _taking_part(body, row, placed)
            row, placed = [], 0
        row.append(town)
        placed += own_country
    yield from _taking_part(body, row, placed)


def _taking_part(body: str, row: list[Organisation], placed: int) -> list[Organisation]:
    enough = len(row) >= _ROW or (len(row) > 1 and placed == len(row))
    if not enough or _EXAMPLES.match(body, row[-1].end):
        return []
    return row if _TAKE_PART.match(body, row[-1].end) else []


def _towns(body: str, hits: list[Hit[Entry]]) -> Iterator[tuple[Organisation, bool]]:
    """Known towns, and unknown ones before their country in brackets; whether it stands there."""
    last: Hit[Entry] | None = None
    for hit in hits:
        sorts = {e.sort: e for e in hit.values}
        if Sort.CITY in sorts:
            behind = last is not None and body[last.end : hit.start] == " "
            key = sorts[Sort.CITY].key
            found = Organisation(
                _whole(hit.name), hit.name, "foreign_city", key, hit.start, hit.end, "foreign"
            )
            yield found, behind or body.startswith("(", hit.end)
        elif Sort.COUNTRY in sorts and body.startswith(")", hit.end):
            match = _BRACKETED.search(body, max(0, hit.start - 10), hit.start)
            if match and (last is None or last.end <= match.start()):
                yield _plain(body, match, "foreign_city", sorts[Sort.COUNTRY].key), True
        last = hit


def _row(body: str, pairs: list[tuple[re.Match[str], str]]) -> Iterator[Organisation]:
    if len(pairs) >= _ROW:
        for match, country in pairs:
            kind = "foreign_government" if match["name"].endswith("주") else "foreign_city"
            yield _plain(body, match, kind, country)


def _guests(body: str, hits: list[Hit[Entry]]) -> Iterator[Organisation]:
    """`온두라스와 파라과이 등 4개국 시장단이`: each country of a row whose people come together."""
    row: list[tuple[Hit[Entry], str]] = []
    for hit in hits:
        entry = next((e for e in hit.values if e.sort is Sort.COUNTRY), None)
        if entry is None:
            continue
        if row and not _COUNTRY_GAP.fullmatch(body, row[-1][0].end, hit.start):
            row = []
        row.append((hit, entry.key))
        group = _GUESTS.match(body, hit.end)
        if group and len(row) > 1:
            kind = "foreign_city" if group["who"] == "시장단" else "foreign_government"
            for h, country in row:
                yield Organisation(h.name, h.name, kind, country, h.start, h.end, "foreign")


def _beside(body: str, found: list[Organisation]) -> list[Organisation]:
    """`케냐 공공서비스위원회와 콘자개발청`: the next office in the list is of the same country."""
    offices = [o for o in found if o.type == "foreign_government"]
    matches = [(o, _NEXT_OFFICE.match(body, o.end)) for o in offices]
    towns = [o for o in found if o.type == "foreign_city"]
    for town in towns:  # grows by what it finds
        match = _NEXT_TOWN.match(body, town.end)
        if match:
            matches.append((town, match))
            towns.append(_plain(body, match, town.type, town.country))
    return apart([_plain(body, m, o.type, o.country) for o, m in matches if m], found)


def _delegations(body: str, hits: list[Hit[Entry]]) -> Iterator[Organisation]:
    for hit in hits:
        entry = next((e for e in hit.values if e.sort is Sort.COUNTRY), None)
        match = _DELEGATION.match(body, hit.end) if entry else None
        if entry and match:
            words = body[hit.start : match.end()]
            yield Organisation(
                hit.name, words, "foreign_government", entry.key, hit.start, match.end(), "foreign"
            )


def _named_offices(body: str, hits: list[Hit[Entry]]) -> Iterator[Organisation]:
    for hit in hits:
        entry = next((e for e in hit.values if e.sort in (Sort.COUNTRY, Sort.CITY)), None)
        if entry is None:
            continue
        if entry.sort is Sort.CITY:
            yield from _of_city(body, hit, entry)
        else:
            yield from _of_country(body, hit, entry)


def _of_country(body: str, hit: Hit[Entry], entry: Entry) -> Iterator[Organisation]:
    office = _OFFICE.match(body, hit.end, hit.end + 34)
    end = office.end("office") if office else hit.end
    ends = office is not None and (
        follows_name(body, end) or (office["head"] and follows_name(body, office.end()))
    )
    if (
        office is not None
        and ends
        and not (office["office"].endswith(_GROUP) or _NOT_OFFICE.search(office["office"]))
    ):
        name = re.sub(r"대사$", "대사관", office["office"])
        yield Organisation(
            f"{hit.name} {name}", body[hit.start : end], "foreign_government", entry.key,
            hit.start, end, "foreign",
        )  # fmt: skip
        return
    city = _UNKNOWN_CITY.match(body, hit.end, hit.end + 14)
    if city and not _NOT_CITY.search(city["name"]):
        kind = "foreign_government" if city["name"].endswith("주") else "foreign_city"
        yield _plain(body, city, kind, entry.key)
        return
    firm = _FIRM.match(body, hit.end, hit.end + 40)
    if firm and not _NOT_FIRM.match(firm["name"]):
        yield _plain(body, firm, "company", entry.key)


def _plain(body: str, match: re.Match[str], kind: str, country: str) -> Organisation:
    start, end = match.span("name")
    return Organisation(body[start:end], body[start:end], kind, country, start, end, "foreign")


def _of_city(body: str, hit: Hit[Entry], entry: Entry) -> Iterator[Organisation]:
    office = _CITY_OFFICE.match(body, hit.end, hit.end + 16)
    if office and (follows_name(body, office.end()) or body[office.end()] == "장"):
        yield Organisation(
            f"{hit.name} {office['office']}", body[hit.start : office.end()], "foreign_government",
            entry.key, hit.start, office.end(), "foreign",
        )  # fmt: skip
        return
    if _DIVISION.fullmatch(hit.name):
        if _OF_DIVISION.match(body, hit.end):
            kind = "foreign_government" if hit.name.endswith("주") else "foreign_city"
            yield Organisation(hit.name, hit.name, kind, entry.key, hit.start, hit.end, "foreign")
        return
    match = re.match(
        r"(?:특별|직할|광역)?시(?:청|의회|장)?(?![가-힣]{3})", body[hit.end : hit.end + 12]
    )
    end = hit.end
    province = _PROVINCE.match(body, hit.end)
    if province is not None:
        name = body[hit.start : province.end()]
        yield Organisation(
            name, name, "foreign_city", entry.key, hit.start, province.end(), "foreign"
        )
        return
    if match is not None:
        end += 1 + (2 if match.group(0).startswith(("특별", "직할", "광역")) else 0)
    elif _MAYOR.match(body, hit.end) is None and _WITH_CITY.match(body, hit.end) is None:
        return
    yield Organisation(
        f"{hit.name}시", body[hit.start : end], "foreign_city", entry.key, hit.start, end, "foreign"
    )


def _whole(name: str) -> str:
    """A town's name with what it is; a province's says it itself."""
    return name if _DIVISION.fullmatch(name) else f"{name}시"
