"""From an article to its findings; `process` does clean and extract for one document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from pipelines.clean import PageRules, clean
from pipelines.extract.events import Events
from pipelines.extract.gazetteer import Hit
from pipelines.extract.hints import Hints
from pipelines.extract.keywords import Keywords
from pipelines.extract.names import Entry, Names
from pipelines.extract.naming import Organisation
from pipelines.extract.organisations import Organisations
from pipelines.extract.partners import Partners
from pipelines.extract.programmes import Programmes
from pipelines.extract.regions import Mention, RegionFinder
from pipelines.extract.relevance import THRESHOLD, Relevance
from pipelines.extract.roles import Roles, state_leads
from pipelines.extract.serial import as_json
from pipelines.extract.text import Text
from pipelines.extract.topics import Topics
from pipelines.model import (
    Article,
    Extracted,
    Findings,
    PartnerFinding,
    RawDocument,
    RegionFinding,
    Reject,
    Terms,
)
from pipelines.morphology import Analyzer, shared_analyzer
from pipelines.reference import Reference, load_reference

__all__ = ["STEPS", "Toolkit", "as_json", "extract", "load_toolkit", "process"]


@dataclass(frozen=True)
class Toolkit:
    """Everything that extraction needs, built once a process."""

    reference: Reference
    rules: PageRules
    names: Names
    regions: RegionFinder
    roles: Roles
    organisations: Organisations
    partners: Partners
    topics: Topics
    hints: Hints
    programmes: Programmes
    events: Events
    relevance: Relevance
    keywords: Keywords


def build_toolkit(reference: Reference, analyzer: Analyzer) -> Toolkit:
    """A toolkit over the given vocabulary and analyzer."""
    names = Names(reference)
    return Toolkit(
        reference=reference,
        rules=PageRules(reference),
        names=names,
        regions=RegionFinder(names),
        roles=Roles(reference),
        organisations=Organisations(reference),
        partners=Partners(reference),
        topics=Topics(reference),
        hints=Hints(reference),
        programmes=Programmes(reference),
        events=Events(reference),
        relevance=Relevance(reference),
        keywords=Keywords(reference, analyzer),
    )


@lru_cache(maxsize=1)
def load_toolkit() -> Toolkit:
    """The project's vocabulary and Kiwi, loaded once a process (2–6 s, 0.5 GB)."""
    return build_toolkit(load_reference(), shared_analyzer())


def process(document: RawDocument, toolkit: Toolkit) -> Extracted | Reject:
    """Clean and extract one document: each of `STEPS` in turn."""
    article = cleaned(document, toolkit)
    return article if isinstance(article, Reject) else _extracted(article, toolkit)


def extract(article: Article, toolkit: Toolkit) -> Findings:
    """All findings of one article."""
    return _extracted(article, toolkit).findings


def _extracted(article: Article, toolkit: Toolkit) -> Extracted:
    return worded(told(joined(named(article, toolkit), toolkit), toolkit), toolkit)


def cleaned(document: RawDocument, toolkit: Toolkit) -> Article | Reject:
    """The article of a document."""
    return clean(document, toolkit.rules)


class Named(NamedTuple):
    """What an article names, before anything is said of who takes part."""

    text: Text
    hits: list[Hit[Entry]]
    mentions: list[Mention]
    regions: list[RegionFinding]
    organisations: list[Organisation]


def named(article: Article, toolkit: Toolkit) -> Named:
    """The names in a body, and the regions and organisations that they are."""
    text = Text(article)
    hits = toolkit.names.find(text.body)
    mentions = toolkit.regions.find(
        text, {"title": toolkit.names.find(text.title), "body": hits}, article.outlet or ""
    )
    regions = toolkit.roles.assign(text, mentions, state_leads(text, False))
    return Named(text, hits, mentions, regions, toolkit.organisations.find(text, hits))


class Joined(NamedTuple):
    """The same with those of the organisations that take part."""

    named: Named
    partners: list[PartnerFinding]


def joined(named: Named, toolkit: Toolkit) -> Joined:
    """The partners among the organisations that an article names."""
    text, _, mentions, regions, organisations = named
    return Joined(named, toolkit.partners.find(text, organisations, regions, mentions))


class Told(NamedTuple):
    """An article with all findings but those that need a look at each of its words."""

    named: Named
    findings: Findings


def told(joined: Joined, toolkit: Toolkit) -> Told:
    """What an article is about, in the order in which the findings need each other."""
    (text, _, _, regions, _), partners = joined
    programmes = toolkit.programmes.find(text)
    topics = toolkit.topics.find(text, hints=toolkit.hints.of(partners, programmes))
    relevance = toolkit.relevance.score(text, regions, partners, programmes, topics)
    findings = Findings(
        on_topic=relevance >= THRESHOLD,
        relevance=relevance,
        regions=tuple(regions),
        topics=tuple(topics),
        partners=tuple(partners),
        programmes=tuple(programmes),
        events=tuple(toolkit.events.find(text)),
        keywords=(),
        terms=Terms(),
    )
    return Told(joined.named, findings)


def worded(told: Told, toolkit: Toolkit) -> Extracted:
    """The same with keywords and the terms for search, which only articles on topic have."""
    (text, hits, *_), findings = told
    if findings.on_topic:
        keywords, terms = toolkit.keywords.find(text, hits)
        findings = replace(findings, keywords=keywords, terms=terms)
    return Extracted(text.article, findings)


STEPS = (cleaned, named, joined, told, worded)
"""From a document to its findings: what an engine takes each document through."""
