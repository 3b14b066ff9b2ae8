"""Counting one by one, in plain Python: what the queries must say about worlds of tiny articles.

Written from docs/contract alone; shares no code with `pipelines.query` but the parsed Filters.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tiny import REGIONS, Label, Tiny, interval, sure_of

from pipelines.query.filters import Filters

SURE = 0.9
NAMES = {row.split()[0]: row.split() for row in REGIONS.strip().splitlines()}
CODES = ("11", "11140", "11680", "26", "26110", "36", "41", "41130", "41610", "51", "51110")
PARTNERS = (
    ("KT", "company", "KR"), ("LH", "public_institution", "KR"), ("시청", "local_government", "KR"),
    ("타슈켄트시", "foreign_city", "UZ"), ("알마티시", "foreign_city", "KZ"),
)  # fmt: skip
RELATIONS = ("mou", "contract", "benchmark_visit")
TOPICS = ("transport", "data_ai", "logistics")
WORDS = ("도로", "다리", "버스", "센터", "강", "공원")
STAGES = ("plan", "opened", "halted")
OUTLETS = ("한빛일보", "새벽신문", "가람뉴스")


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted once: whose findings it has, and the days between which it came out."""

    findings: Tiny
    earliest: date | None
    latest: date | None

    def within(self, start: Callable[[date], date]) -> date | None:
        """The period that holds the whole interval, else None."""
        if self.earliest is None or self.latest is None:
            return None
        first = start(self.earliest)
        return first if start(self.latest) == first else None


def counted(world: Sequence[Tiny], filters: Filters) -> list[Counted]:
    """The chosen articles, or the stories that they belong to."""
    there = [a for a in world if a.on_topic]
    picked = [a for a in there if chooses(filters, a)]
    if filters.unit == "article":
        return [Counted(a, *interval(a.on)[1:3]) for a in picked]
    stories = sorted({a.story or a.id for a in picked})
    return [_story([a for a in there if (a.story or a.id) == story]) for story in stories]


def _story(members: list[Tiny]) -> Counted:
    fullest = min(members, key=lambda a: (-a.size, a.id))
    days = [(last, first) for _, first, last, _ in (interval(a.on) for a in members)
            if first and last]  # fmt: skip
    if not days:
        return Counted(fullest, None, None)
    latest = min(last for last, _ in days)
    return Counted(fullest, max(first for last, first in days if last == latest), latest)


def chooses(filters: Filters, a: Tiny) -> bool:
    """OR within a parameter, AND across."""
    return (
        _by_region(filters, a)
        and _by_partner(filters, a)
        and _labelled(filters.topic, a.topics, filters)
        and _labelled(filters.programme, a.programmes, filters)
        and _labelled(filters.stage, a.stages, filters)
        and (not filters.outlet or a.outlet in filters.outlet)
        and _in_years(filters, a)
        and (not filters.q or any(all(w in a.words for w in text.split()) for text in filters.q))
    )


def _by_region(filters: Filters, a: Tiny) -> bool:
    asked = filters.province or filters.district or filters.role != ("primary",)
    return not asked or any(True for _ in regions(filters, a))


def regions(filters: Filters, a: Tiny) -> Iterator[str]:
    """The codes of the region findings that the filters ask for."""
    for code, role, *confidence in a.regions:
        if (
            role in filters.role
            and (not filters.sure or float(str((confidence or [1.0])[0])) >= SURE)
            and _placed(filters, a, str(code))
        ):
            yield str(code)


def names_then(a: Tiny, code: str) -> tuple[str | None, str | None]:
    """시도 and 시군구 on the article's day."""
    if a.on is None:
        return None, None
    _, sido, level, name, *_ = NAMES[code]
    return a.then or (NAMES[sido][3], name if level == "sigungu" else None)


def _placed(filters: Filters, a: Tiny, code: str) -> bool:
    sido, sigungu = NAMES[code][1], code if len(code) == 5 else None
    if filters.regions == "now":
        inside = not filters.district or any(
            sigungu is None if wish == "none" else wish == code for wish in filters.district
        )
        return inside and (not filters.province or sido in filters.province)
    then = names_then(a, code)
    provinces = {NAMES[wish][3] for wish in filters.province}
    inside = not filters.district or any(
        (then[0] is not None and then[1] is None)
        if wish == "none"
        else then == (NAMES[NAMES[wish][1]][3], NAMES[wish][3])
        for wish in filters.district
    )
    return inside and (not provinces or then[0] in provinces)


def _by_partner(filters: Filters, a: Tiny) -> bool:
    asked = filters.partner or filters.partner_type or filters.country or filters.relation
    return not asked or any(True for _ in partners(filters, a))


def partners(filters: Filters, a: Tiny) -> Iterator[tuple[str, str, str, str]]:
    """name, type, country, relation of the partner findings that the filters ask for."""
    for name, kind, country, relation, *confidence in a.partners:
        if (
            (not filters.partner or name in filters.partner)
            and (not filters.partner_type or kind in filters.partner_type)
            and (not filters.country or country in filters.country)
            and (not filters.relation or relation in filters.relation)
            and (not filters.sure or float(str((confidence or [1.0])[0])) >= SURE)
        ):
            yield str(name), str(kind), str(country), str(relation)


def labels(given: Iterable[Label], filters: Filters) -> set[str]:
    """The labels that are sure enough."""
    pairs = (sure_of(label) for label in given)
    return {label for label, sure in pairs if sure >= SURE or not filters.sure}


def confidences(a: Tiny) -> dict[str, list[float]]:
    """The confidence of each finding of an article, by kind."""
    findings = {"region": [(row[2:] or (1.0,))[0] for row in a.regions],
                "partner": [(row[4:] or (1.0,))[0] for row in a.partners]}  # fmt: skip
    labels_ = {"topic": a.topics, "programme": a.programmes, "event": a.stages}
    found = {kind: [float(str(value)) for value in values] for kind, values in findings.items()}
    return found | {kind: [sure_of(one)[1] for one in given] for kind, given in labels_.items()}


def degree(confidence: float) -> str:
    """The class of a confidence: sure from 0.9, likely from 0.7."""
    return "sure" if confidence >= SURE else "likely" if confidence >= 0.7 else "weak"


def _labelled(asked: Sequence[str], given: Iterable[Label], filters: Filters) -> bool:
    return not asked or bool(labels(given, filters) & set(asked))


def _in_years(filters: Filters, a: Tiny) -> bool:
    if not filters.years and not filters.year_unknown:
        return True
    _, first, last, _ = interval(a.on)
    if first is None or last is None or first.year != last.year:
        return filters.year_unknown
    return any(span.first <= first.year <= span.last for span in filters.years)


def starts(period: str) -> Callable[[date], date]:
    """The first day of the period that a day lies in."""
    size = {"year": 12, "half": 6, "quarter": 3, "month": 1}[period]
    return lambda day: date(day.year, (day.month - 1) // size * size + 1, 1)


def tally(rows: Iterable[tuple[Counted, Iterable[object]]]) -> Counter[object]:
    """How many have each key."""
    return Counter(key for _, keys in rows for key in set(keys))


def world(seed: int, size: int = 40) -> list[Tiny]:
    """Articles drawn by chance, every kind of gap among them; about half in shared stories."""
    chance = random.Random(seed)
    return [_drawn(chance, number) for number in range(size)]


def _drawn(chance: random.Random, number: int) -> Tiny:
    day = f"{chance.randint(2019, 2022)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    on = chance.choice([day, day, day, day[:7], day[:4], None])
    codes = chance.sample(CODES, chance.choice([0, 1, 1, 2, 3]))
    then = ("강원도", "춘천시") if codes == ["51110"] else None
    words = chance.sample(WORDS, chance.randint(0, 4))

    def sure() -> float:
        return chance.choice([0.6, 0.95, 1.0])

    return Tiny(
        f"a{number:02}", on,
        [(code, chance.choice(["primary", "primary", "mentioned", "venue"]), sure())
         for code in codes],
        [(topic, sure()) for topic in chance.sample(TOPICS, chance.randint(0, 3))],
        [(*chance.choice(PARTNERS), chance.choice(RELATIONS), sure())
         for _ in range(chance.choice([0, 0, 1, 2, 3]))],
        words, title="제목", body=" ".join(f"{word}." for word in words) or "본문",
        story=chance.choice([None, None, "s1", "s2", "s3", "s4", "s5"]),
        outlet=chance.choice(OUTLETS), then=then, on_topic=chance.random() < 0.93,
        programmes=[("challenge", sure())] * (chance.random() < 0.3),
        stages=[(stage, sure()) for stage in chance.sample(STAGES, chance.choice([0, 0, 1, 2]))],
        size=chance.randint(1, 5),
    )  # fmt: skip


def question(chance: random.Random) -> str:
    """A query string of some filters."""
    said = {
        "province": ["41", "11", "26", "36", "41,11"], "role": ["mentioned", "primary,mentioned"],
        "year": ["2020", "2020-2021", "unknown", "2019,unknown"], "topic": [*TOPICS, "data_ai,logistics"],
        "programme": ["challenge"], "stage": list(STAGES), "outlet": list(OUTLETS),
        "partner_type": ["company", "foreign_city"], "country": ["KR"], "relation": list(RELATIONS),
        "q": ["도로", "버스 강"], "sure": ["1"], "regions": ["then"],
        "district": ["41130", "none", "11140", "41130,none"],
    }  # fmt: skip
    names = chance.sample(sorted(said), chance.choice([0, 1, 1, 2, 2, 3]))
    if "district" in names and "province" in names:
        names.remove("province")
    parts = [f"{name}={chance.choice(said[name])}" for name in sorted(names)]
    return "&".join(parts)
