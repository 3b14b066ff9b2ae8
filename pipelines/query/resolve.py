"""One written filter value → its id, or an error that lists what would have been right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pipelines.errors import FilterError
from pipelines.query.vocabulary import Region, Vocabulary

MOST_CANDIDATES = 12
YEAR = re.compile(r"(?P<first>\d{4})(?:\s*[-~–]\s*(?P<last>\d{4}))?")


class UnknownParameterError(FilterError):
    """A parameter that the filter language does not have."""

    def __init__(self, parameter: str, known: Iterable[str]):
        names = tuple(known)
        super().__init__(
            f"unknown filter '{parameter}'; the filters are: {', '.join(names)}",
            parameter=parameter, candidates=tuple(get_close_matches(parameter, names)) or names,
        )  # fmt: skip


class UnknownValueError(FilterError):
    """A value that this build does not know; `candidates` are the nearest ones."""

    def __init__(self, parameter: str, value: str, known: Iterable[str]):
        names = tuple(known)
        near = tuple(get_close_matches(value, names, n=6, cutoff=0.5)) or names[:MOST_CANDIDATES]
        super().__init__(
            f"unknown value '{value}' for filter '{parameter}'; use for example: {', '.join(near)}",
            parameter=parameter, candidates=near,
        )  # fmt: skip
        self.value = value


class AmbiguousValueError(FilterError):
    """A name that several regions share; `candidates` name each with its 시도 and code."""

    def __init__(self, parameter: str, value: str, candidates: tuple[str, ...]):
        super().__init__(
            f"'{value}' for filter '{parameter}' may be {', '.join(candidates)}; "
            "add province=… or give the code",
            parameter=parameter, candidates=candidates,
        )  # fmt: skip
        self.value = value


@dataclass(frozen=True, slots=True, order=True)
class YearSpan:
    """Whole years from first to last, both included."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def one_of(parameter: str, value: str, allowed: Sequence[str]) -> str:
    """The value itself where it is allowed."""
    if value not in allowed:
        raise UnknownValueError(parameter, value, allowed)
    return value


def resolve_year(value: str) -> YearSpan | None:
    """A span of years, or None for `unknown`."""
    if value == "unknown":
        return None
    match = YEAR.fullmatch(value)
    if match is None:
        raise UnknownValueError("year", value, ("2021", "2019-2023", "unknown"))
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if last < first:
        raise UnknownValueError("year", value, (f"{last}-{first}",))
    return YearSpan(first, last)


def resolve_topic(value: str, vocabulary: Vocabulary) -> str:
    """A topic id from its id or its Korean name."""
    return _by_name("topic", value, vocabulary.topics)


def resolve_programme(value: str, vocabulary: Vocabulary) -> str:
    """A programme id from its id or its Korean name."""
    return _by_name("programme", value, vocabulary.programmes)


def resolve_partner(value: str, vocabulary: Vocabulary) -> str:
    """A partner's canonical name from that name or one of its aliases."""
    if value in vocabulary.partners:
        return value
    name = vocabulary.partner_aliases.get(value)
    if name is None or name not in vocabulary.partners:
        raise UnknownValueError("partner", value, vocabulary.partners)
    return name


def resolve_province(value: str, vocabulary: Vocabulary, historic: bool) -> str:
    """A 시도 code from its code or name; a former one only when regions=then asks for it."""
    provinces = vocabulary.provinces(historic=True)
    found = [region for region in provinces if value in (region.code, region.name)]
    usable = [region for region in found if historic or region.current]
    if usable:
        # A name that was taken up again (제주도) has the later code as its canonical one.
        return usable[-1].code
    successors = [vocabulary.regions[r.successor].name for r in found if r.successor]
    known = [region.name for region in provinces if historic or region.current]
    raise UnknownValueError("province", value, successors or known)


def resolve_districts(
    values: Sequence[str], provinces: Sequence[str], vocabulary: Vocabulary, historic: bool
) -> tuple[str, ...]:
    """시군구 codes (or `none`) from codes and names, inside the given 시도 where there are any."""
    codes: set[str] = set()
    for value in values:
        codes.update(_district(value, provinces, vocabulary, historic))
    return tuple(sorted(codes))


def _district(
    value: str, provinces: Sequence[str], vocabulary: Vocabulary, historic: bool
) -> list[str]:
    if value == "none":
        return ["none"]
    known = [
        region
        for region in vocabulary.districts(historic=historic)
        if not provinces or region.sido_code in provinces
    ]
    found = [region for region in known if value in (region.code, region.name)]
    if not found:
        raise UnknownValueError("district", value, _suggestions(value, known, vocabulary))
    if len(found) > 1 and len(found) > max(1, len(provinces)):
        labels = tuple(f"{vocabulary.full_name(r.code)}({r.code})" for r in found)
        raise AmbiguousValueError("district", value, labels)
    return [region.code for region in found]


def _suggestions(value: str, known: list[Region], vocabulary: Vocabulary) -> list[str]:
    """Where the value is a region elsewhere or of another time, that region; else all names."""
    elsewhere = [
        region
        for region in vocabulary.districts(historic=True)
        if value in (region.code, region.name)
    ]
    named = [
        vocabulary.full_name(region.successor if region.successor else region.code)
        for region in elsewhere
    ]
    return named or [region.name for region in known]


def _by_name(parameter: str, value: str, names: Mapping[str, str]) -> str:
    if value in names:
        return value
    for identifier, name in names.items():
        if name == value:
            return identifier
    raise UnknownValueError(parameter, value, names)
