"""Annotated pages (NN.txt + NN.json) and how an extraction is held against them.

The rules of scoring are those of `data/gold/GUIDE.md`: regions as today's entities, a parent 시도
neither right nor wrong, a partner right by canonical or written name, optional values free.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.errors import InputError
from pipelines.extract import Toolkit, process
from pipelines.model import Extracted, PartnerFinding, PublicationDate, RawDocument, Reject, Source
from pipelines.reference import Reference

Pair = tuple[str, str | None]
_LENGTH = {"day": 10, "month": 7, "year": 4}
_NOISE = re.compile(r"[\s()（）\[\]㈜·]|주식회사")
_BYLINE = re.compile(
    r"^(?:[\[【(][^\]】)]{1,40}[\]】)]\s*)?(?:[가-힣A-Za-z0-9 ]{1,24}기자\s*[|ㅣ=]\s*)?"
)
_QUOTES = re.compile(r"[\s\"'“”‘’「」]+")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One annotated page or record."""

    name: str
    document: RawDocument
    truth: dict[str, Any]

    @property
    def has_article(self) -> bool:
        """Whether the page holds an article at all."""
        return not self.truth.get("no_article", False)

    @property
    def scored(self) -> bool:
        """Whether regions, partners, topics and events are scored: on-topic articles only,
        and no pages at the edge of the topic, whose partners nobody annotated."""
        return self.has_article and bool(self.truth.get("on_topic")) and "partners" in self.truth


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed values of one field."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: Iterable[Any], wanted: Iterable[Any], free: Iterable[Any] = ()) -> None:
        """Count a page's sets; `free` values count for nothing."""
        found, wanted = set(found), set(wanted)
        self.right += len(found & wanted)
        self.wrong += len(found - wanted - set(free))
        self.missed += len(wanted - found)


@dataclass(slots=True)
class Score:
    """All tallies of a set of pages, with the misses in words."""

    pages: int = 0
    fields: dict[str, Tally] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)
    confidences: list[tuple[str, float, bool]] = field(default_factory=list)

    def tally(self, name: str) -> Tally:
        """The tally of a field, made on first use."""
        return self.fields.setdefault(name, Tally())


def read_gold(folder: Path) -> Iterator[GoldPage]:
    """The annotated pages of a folder and its subfolders, by name.

    A folder with `articles/` and `facts/` (the sample) gives its records instead.
    """
    if (folder / "articles").is_dir() and (folder / "facts").is_dir():
        yield from _read_records(folder)
        return
    for path in sorted(folder.rglob("*.json")):
        page = path.with_suffix(".txt")
        if not page.is_file():
            continue
        try:
            truth = json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            raise InputError(f"{path}, line {error.lineno}: not JSON ({error.msg})") from error
        source = Source(page.name, None, "text")
        yield GoldPage(path.stem, RawDocument(source, text=page.read_text(encoding="utf-8")), truth)


def _read_records(folder: Path) -> Iterator[GoldPage]:
    """Records of JSONL tables with what is true of each."""
    for path in sorted((folder / "facts").glob("*.jsonl")):
        articles = {a["id"]: a for a in _lines(folder / "articles" / path.name)}
        for facts in _lines(path):
            article = articles[facts["id"]]
            document = RawDocument(
                Source(path.name, None, "table"), text=article["body"], title=article["title"],
                outlet=article["outlet"], url=article["url"], published=article["published"],
                external_id=article["id"],
            )  # fmt: skip
            yield GoldPage(facts["id"], document, _as_truth(facts, article))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _as_truth(facts: dict[str, Any], article: dict[str, Any]) -> dict[str, Any]:
    primary = [r[:2] for r in facts["regions"] if r[2] == "primary"]
    others = [r[:2] for r in facts["regions"] if r[2] != "primary"]
    return {
        **facts, "on_topic": True, "published": article["published"],
        "primary_regions": primary, "mentioned_regions": others, "layout": _year_of(article),
    }  # fmt: skip


def _year_of(article: dict[str, Any]) -> str:
    return str(article["published"])[:4]


class Scorer:
    """Holds extractions against annotated pages."""

    def __init__(self, toolkit: Toolkit) -> None:
        self._toolkit = toolkit
        self._codes = _codes_by_name(toolkit.reference)

    def score(self, pages: Iterable[GoldPage]) -> Score:
        """One score over all pages."""
        total = Score()
        for page in pages:
            self.add(total, page)
        return total

    def add(self, total: Score, page: GoldPage) -> None:
        """Extract one page and count it."""
        total.pages += 1
        found = process(page.document, self._toolkit)
        if isinstance(found, Reject):
            self._rejected(total, page)
            return
        if "on_topic" in page.truth:
            _binary(total, page, "on_topic", found.findings.on_topic == bool(page.truth["on_topic"]),
                    f"got {found.findings.on_topic} ({found.findings.relevance})")  # fmt: skip
        if page.has_article:
            self._article(total, page, found)
        if page.scored:
            self._findings(total, page, found)

    @staticmethod
    def _rejected(total: Score, page: GoldPage) -> None:
        if "on_topic" in page.truth:
            _binary(total, page, "on_topic", not page.truth["on_topic"], "page was rejected")
        if page.has_article:
            for name in ("published", "title", "body_starts", "body_ends"):
                _binary(total, page, name, False, "page was rejected")

    def _article(self, total: Score, page: GoldPage, found: Extracted) -> None:
        truth, article = page.truth, found.article
        day = _as_gold(article.published)
        _binary(total, page, "published", day == truth["published"],
                f"got {day} ({article.published.rule}: {article.published.evidence}), "
                f"wanted {truth['published']}")  # fmt: skip
        if truth.get("title"):
            same = _QUOTES.sub("", article.title or "") == _QUOTES.sub("", truth["title"])
            _binary(total, page, "title", same, f"got {article.title!r}, wanted {truth['title']!r}")
        if truth.get("outlet"):
            same = _NOISE.sub("", article.outlet or "") == _NOISE.sub("", truth["outlet"])
            _binary(
                total, page, "outlet", same, f"got {article.outlet!r}, wanted {truth['outlet']!r}"
            )
        if truth.get("body_starts"):
            _binary(total, page, "body_starts", starts_right(article.body, truth["body_starts"]),
                    f"got {article.body[:40]!r}")  # fmt: skip
            _binary(total, page, "body_ends", ends_right(article.body, truth["body_ends"]),
                    f"got {article.body[-40:]!r}")  # fmt: skip

    def _findings(self, total: Score, page: GoldPage, found: Extracted) -> None:
        self._regions(total, page, found)
        self._partners(total, page, found)
        truth, findings = page.truth, found.findings
        topics = {t.topic: t for t in findings.topics}
        self._count(
            total, page, "topics", topics, truth["topics"], truth.get("optional_topics", ())
        )
        for topic in findings.topics:
            if topic.topic not in truth.get("optional_topics", ()):
                right = topic.topic in truth["topics"]
                total.confidences.append(("topics", topic.confidence, right))
        if "event_dates" in truth:
            days = {e.on.isoformat() for e in findings.events if e.on and e.precision == "day"}
            self._count(total, page, "event_dates", days, truth["event_dates"])
        if "programmes" in truth:
            programmes = {p.programme for p in findings.programmes}
            self._count(total, page, "programmes", programmes, truth["programmes"])

    def _regions(self, total: Score, page: GoldPage, found: Extracted) -> None:
        truth = page.truth
        written = {r.code for r in found.findings.regions}
        primary = self._resolve(truth["primary_regions"], written)
        wanted = primary | self._resolve(truth["mentioned_regions"], written)
        free = self._resolve(truth.get("optional_regions", ()), written)
        free |= {code[:2] for code in wanted} | {"36"} & {c[:2] for c in wanted}
        own = {r.code for r in found.findings.regions if r.role == "primary"}
        self._count(total, page, "primary_regions", own, primary)
        self._count(total, page, "all_regions", written, wanted, free)
        noise = self._resolve(truth.get("noise_regions", ()), set()) - wanted - free
        leaked = written & noise
        total.tally("leaked_regions").wrong += len(leaked)
        for region in found.findings.regions:
            if region.code not in free - wanted:
                total.confidences.append(("regions", region.confidence, region.code in wanted))
        for code in leaked:
            total.misses.append(f"{page.name} leaked_regions: {code}")

    def _resolve(self, pairs: Iterable[list[str]], written: set[str]) -> set[str]:
        """Today's codes; of a split division the successor that was found, else the remainder."""
        codes = set()
        for sido, sigungu in pairs:
            options = self._codes.get((sido, sigungu))
            if options is None:
                raise InputError(f"{sido} {sigungu}: no such region in data/reference/regions.tsv")
            codes.add(next((c for c in options if c in written), options[0]))
        return codes

    def _partners(self, total: Score, page: GoldPage, found: Extracted) -> None:
        truth = page.truth
        tally, wanted = total.tally("partners"), list(truth["partners"])
        optional = truth.get("optional_partners", ())
        matched: set[int] = set()
        for partner in found.findings.partners:
            index = match_partner(partner, wanted)
            if index is not None:
                if index not in matched:
                    matched.add(index)
                    self._attributes(total, page, partner, wanted[index])
                total.confidences.append(("partners", partner.confidence, True))
            elif match_partner(partner, optional) is None:
                tally.wrong += 1
                total.confidences.append(("partners", partner.confidence, False))
                total.misses.append(
                    f"{page.name} partners: wrong {partner.name} [{partner.rule}] {partner.evidence}"
                )
        tally.right += len(matched)
        tally.missed += len(wanted) - len(matched)
        for index, partner in enumerate(wanted):
            if index not in matched:
                total.misses.append(f"{page.name} partners: missed {partner['name']}")

    @staticmethod
    def _attributes(
        total: Score, page: GoldPage, partner: PartnerFinding, wanted: dict[str, Any]
    ) -> None:
        for name, got in (("relation", partner.relation), ("type", partner.type)):
            detail = f"{partner.name}: got {got}, wanted {wanted[name]} — {partner.evidence}"
            _binary(total, page, f"partner_{name}", got == wanted[name], detail)

    @staticmethod
    def _count(
        total: Score,
        page: GoldPage,
        name: str,
        found: Iterable[Any],
        wanted: Iterable[Any],
        free: Iterable[Any] = (),
    ) -> None:
        found, wanted, free = set(found), set(wanted), set(free)
        total.tally(name).add(found, wanted, free)
        wrong, missed = sorted(found - wanted - free), sorted(wanted - found)
        if wrong or missed:
            total.misses.append(f"{page.name} {name}: wrong {wrong}, missed {missed}")


def _binary(total: Score, page: GoldPage, name: str, right: bool, detail: str) -> None:
    tally = total.tally(name)
    tally.right += right
    tally.wrong += not right
    if not right:
        total.misses.append(f"{page.name} {name}: {detail}")


def match_partner(partner: PartnerFinding, wanted: Iterable[dict[str, Any]]) -> int | None:
    """The gold partner whose name equals, holds or is held by a found name."""
    names = [_NOISE.sub("", name) for name in (partner.name, partner.as_written)]
    whole = [(i, _NOISE.sub("", w["name"])) for i, w in enumerate(wanted)]
    for index, name in whole:
        if name in names:
            return index
    for index, name in whole:
        if any(name in own or own in name for own in names):
            return index
    return None


def _as_gold(published: PublicationDate) -> str | None:
    if published.precision == "unknown" or published.earliest is None:
        return None
    day: date = published.earliest
    return day.isoformat()[: _LENGTH[published.precision]]


def starts_right(body: str, wanted: str) -> bool:
    """Whether the body begins with the wanted words; a leading [outlet] or byline is free."""
    own = _QUOTES.sub("", body)
    words = _QUOTES.sub("", _BYLINE.sub("", wanted, count=1))
    return 0 <= own.find(words) <= 30


def ends_right(body: str, wanted: str) -> bool:
    """Whether the body ends with the wanted words; a sign-off of a few letters is free."""
    own, words = _QUOTES.sub("", body).rstrip("."), _QUOTES.sub("", wanted).rstrip(".")
    return words in own[-len(words) - 12 :]


def _codes_by_name(reference: Reference) -> dict[Pair, list[str]]:
    """Today's codes for every pair of names that was ever in force."""
    table: dict[Pair, list[str]] = {}
    for region in reference.regions:
        if region.level == "gu":
            continue
        sido = reference.region_by_code[region.sido_code].name
        pair = (sido, None if region.level == "sido" else region.name)
        codes = [reference.current(region.code).code, *region.successors[1:]]
        known = table.setdefault(pair, [])
        known.extend(c for c in codes if c not in known)
    return table
