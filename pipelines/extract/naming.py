"""An organisation found in a body, and what Korean does to names: particles, brackets, short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

CONFIDENCE = {"gazetteer": 0.95, "mark": 0.93, "suffix": 0.88, "foreign": 0.88, "label": 0.85,
              "list": 0.75, "headed": 0.9, "pact": 0.78, "employer": 0.8, "role": 0.72, "municipality": 0.85}  # fmt: skip
_BRACKET = re.compile(r"^\s?[(（](?P<short>[A-Za-z가-힣&\- .]{2,24})[)）]")
_LONG_PARTICLE = re.compile(
    r"(?:에서는|에서의|에서도|에서|으로부터|로부터|으로서|으로는|으로|에게서|에게|까지|부터|과의|와의|과는|와는|과도|와도|"
    r"이라는|라는|이나|이며|이고|이라고|처럼|측은|측이|측과|측|에는|에도|들이|들은|들과|이다|입니다|이었다|이라며)$"
)
_AFTER_CONSONANT = ("은", "을", "과", "이")
_AFTER_VOWEL = ("는", "를", "와", "가")


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


def has_final_consonant(syllable: str) -> bool:
    """Whether a Hangul syllable closes with a consonant (Unicode 3.12: 28 finals a vowel)."""
    return "가" <= syllable <= "힣" and (ord(syllable) - 0xAC00) % 28 != 0


def trim(name: str) -> str:
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
    closed = has_final_consonant(before) or (before.isascii() and before.lower() in "lmnr")
    if last in _AFTER_CONSONANT and (closed or before.isascii()):
        return name[:-1]
    if last in _AFTER_VOWEL and (not closed or before.isascii()):
        return name[:-1]
    return name


def stems(token: str) -> tuple[str, ...]:
    """A token as it stands, without its particle, and without an office-holder's 장, a copula or 로."""
    bare = trim(token)
    head = bare[:-1] if bare.endswith(("장", "다", "로")) else bare
    return tuple(dict.fromkeys((token, bare, head)))


def without_overlap(found: list[Organisation]) -> list[Organisation]:
    """Of overlapping organisations the longest, then the surest."""
    order = sorted(found, key=lambda o: (-(o.end - o.start), -CONFIDENCE[o.rule], o.start))
    kept: list[Organisation] = []
    for organisation in order:
        if all(organisation.end <= o.start or o.end <= organisation.start for o in kept):
            kept.append(organisation)
    return sorted(kept, key=lambda o: o.start)


def apart(found: Iterable[Organisation], known: list[Organisation]) -> list[Organisation]:
    """Those of the found that touch none of the known."""
    return [o for o in found if all(o.end <= k.start or k.end <= o.start for k in known)]


def same_abroad(found: list[Organisation]) -> list[Organisation]:
    """A bare office of one name with a foreign one before it is that one (정보통신부 방문단)."""
    abroad = {o.name.split(" ", 1)[1]: o for o in found if o.rule == "foreign" and " " in o.name}
    return [
        replace(abroad[o.as_written], as_written=o.as_written, start=o.start, end=o.end)
        if o.rule != "foreign" and o.as_written in abroad
        else o
        for o in found
    ]


def without_bracketed(found: list[Organisation], body: str) -> list[Organisation]:
    """Drops what stands in brackets right behind an organisation: its other name."""
    ends = {o.end for o in found}
    kept = []
    for organisation in found:
        opening = re.search(r"[(（]\s?$", body[max(0, organisation.start - 2) : organisation.start])
        if opening is None or organisation.start - len(opening.group(0)) not in ends:
            kept.append(organisation)
    return kept


def with_abbreviations(found: list[Organisation], body: str) -> list[Organisation]:
    """Organisations by name, and again where an abbreviation defined in brackets stands for one."""
    by_start = {o.start for o in found}
    extra: list[Organisation] = []
    for organisation in found:
        match = _BRACKET.match(body[organisation.end : organisation.end + 30])
        if match is None or len(match["short"]) > len(organisation.as_written) + 12:
            continue
        short = match["short"].strip()
        if body.find(short, organisation.end + 31) < 0:
            continue
        for again in re.finditer(rf"(?<![가-힣A-Za-z(]){re.escape(short)}(?![A-Za-z])", body):
            if again.start() > organisation.end + 30 and again.start() not in by_start:
                start, end = again.span()
                extra.append(replace(organisation, as_written=short, start=start, end=end))
    return without_overlap([*found, *extra])
