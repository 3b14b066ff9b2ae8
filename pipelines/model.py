"""The frozen records that travel between the stages.

RawDocument (a reader's output) → Article (cleaned) → Extracted (article + findings).
Whatever a stage does not take becomes a Reject; nothing is dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Format = Literal["text", "html", "bigkinds", "naver", "korea_kr", "rss", "table"]
Precision = Literal["day", "month", "year", "unknown"]
Role = Literal["primary", "mentioned", "venue"]
Field = Literal["body", "title"]
RejectStage = Literal["read", "clean", "extract", "load"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from: the file, its row where it has rows, and its format."""

    path: str
    row: int | None
    format: Format


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as its format gives it, before anything is decided about it.

    `text` is plain text, `markup` is HTML; exactly one of them is set.  `published` is the
    source's own stamp, unparsed.  `complete` is False where the format clips the body
    (BIGKinds: 200 characters).  `keywords` are the source's own (word, count) pairs.
    """

    source: Source
    text: str | None = None
    markup: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    external_id: str | None = None
    keywords: tuple[tuple[str, int], ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that was not taken, with the reason a person can act on."""

    path: str
    row: int | None
    stage: RejectStage
    reason: str


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """A date as an interval with a precision, the rung that found it and the words that say so.

    `on` is set at day precision only.  `earliest` and `latest` are inclusive; either may be
    None at precision `unknown`, where they are bounds and count for nothing.
    """

    on: date | None = None
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = "unknown"
    rule: str = "none"
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article: its own text and the facts about its publication."""

    article_id: str
    content_hash: str
    raw_hash: str
    source: Source
    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    published: PublicationDate
    body: str
    given_keywords: tuple[tuple[str, int], ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the article: `getattr(article, field)[start:end]` is the surface text."""

    start: int
    end: int
    field: Field = "body"


@dataclass(frozen=True, slots=True)
class RegionFinding:
    """A region named by the article, as an entity with today's and that day's names."""

    code: str
    sido: str
    sigungu: str | None
    sido_then: str | None
    sigungu_then: str | None
    role: Role
    rule: str
    confidence: float
    evidence: str
    start: int
    end: int
    field: Field = "body"
    succession: str | None = None


@dataclass(frozen=True, slots=True)
class TopicFinding:
    """A topic with the term that weighs most for it."""

    topic: str
    confidence: float
    rule: str
    evidence: str
    start: int
    end: int
    field: Field = "body"


@dataclass(frozen=True, slots=True)
class PartnerFinding:
    """An organisation that takes part, under its canonical name of that day."""

    name: str
    as_written: str
    type: str
    country: str
    relation: str
    rule: str
    confidence: float
    evidence: str
    start: int
    end: int
    field: Field = "body"


@dataclass(frozen=True, slots=True)
class ProgrammeFinding:
    """A national programme that the article names."""

    programme: str
    rule: str
    confidence: float
    evidence: str
    start: int
    end: int
    field: Field = "body"


@dataclass(frozen=True, slots=True)
class EventFinding:
    """Something that happens on a date in the life of a project."""

    on: date | None
    earliest: date | None
    latest: date | None
    precision: Precision
    stage: str
    rule: str
    confidence: float
    evidence: str
    start: int
    end: int
    field: Field = "body"


@dataclass(frozen=True, slots=True)
class KeywordFinding:
    """A compound noun and how often the article says it."""

    keyword: str
    count: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The content words (morphemes) of an article in order, for search.

    Words are parted by a blank, sentences by a line break, so that words which stand beside
    each other can be told from words which do not.
    """

    title: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one article."""

    on_topic: bool
    relevance: float
    regions: tuple[RegionFinding, ...] = ()
    topics: tuple[TopicFinding, ...] = ()
    partners: tuple[PartnerFinding, ...] = ()
    programmes: tuple[ProgrammeFinding, ...] = ()
    events: tuple[EventFinding, ...] = ()
    keywords: tuple[KeywordFinding, ...] = ()
    terms: Terms = Terms()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article with what was found in it: the unit that the store keeps."""

    article: Article
    findings: Findings
