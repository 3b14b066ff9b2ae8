"""From a raw document to an article: its title, body, day, outlet; the rest of the page is left."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.clean.body import assemble
from pipelines.clean.dateline import read_dateline
from pipelines.clean.dates import UNKNOWN, from_source, from_url, publication_date
from pipelines.clean.headline import find_headline
from pipelines.clean.lines import Line, normalise
from pipelines.clean.markup import read_markup
from pipelines.clean.other_story import MIN_ARTICLE
from pipelines.clean.outlet import outlet_of_page
from pipelines.clean.picking import brief, is_front_page, pick
from pipelines.clean.reading import read_lines, told_in_pictures
from pipelines.clean.rules import PageRules
from pipelines.clean.stories import Story, cut
from pipelines.clean.titles import strip_outlet
from pipelines.clean.wording import coverage, pairs
from pipelines.identity import article_id, content_hash, raw_hash
from pipelines.model import Article, PublicationDate, RawDocument, Reject

__all__ = ["PageRules", "clean"]

_PAGE_URL = re.compile(r"https?://[^\s<>\"')\]]{8,300}")
_ADDRESSED = re.compile(
    r"(?:URL|url|주소|(?:기사\s?|원본\s?)?(?:원문|주소|링크)|출처)?\s*[:：]?\s*https?://"
)
_SAME = 0.5
"""Share of letter pairs from which on two readings of a page are of one article."""
_NO_ARTICLE = "본문을 찾지 못했습니다: 기사가 아닌 목록·오류·검색 결과 화면으로 보입니다. 기사 화면을 다시 저장해 주세요"
_EMPTY = "본문이 비어 있습니다: 제목이나 본문이 있는 자료인지 확인해 주세요"


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page says of its article; `surest`: the rung of its day does not rest on its text."""

    title: str | None
    outlet: str | None
    published: PublicationDate
    body: str

    @property
    def surest(self) -> bool:
        """Whether the day stands in the source's field or in a stamp."""
        return self.published.rule in ("meta", "stamp", "dateline")


def clean(document: RawDocument, rules: PageRules) -> Article | Reject:
    """The article of a document, or the reason why there is none."""
    if document.markup is not None:
        return _clean_markup(document, rules)
    if document.source.format in ("text", "html"):
        page = _read_page(document, rules)
        return _article(document, page) if page else _reject(document, _NO_ARTICLE)
    return _clean_record(document, rules)


def _clean_markup(document: RawDocument, rules: PageRules) -> Article | Reject:
    """The main content, with what only the whole page says of the same article."""
    main, seen = read_markup(document)
    page, whole = _read_page(main, rules), _read_page(seen, rules)
    if page is None:
        if whole is None:
            return _reject(document, _NO_ARTICLE)
        return _article(seen, whole, document)
    if whole and len(page.body) < MIN_ARTICLE <= len(whole.body):
        return _article(seen, whole, document)
    if whole and coverage(whole.body[:400], pairs(page.body)) >= _SAME:
        page = _Page(
            page.title or whole.title,
            page.outlet or whole.outlet,
            whole.published if whole.surest and not page.surest else page.published,
            page.body,
        )
    return _article(main, page, document)


def _read_page(document: RawDocument, rules: PageRules) -> _Page | None:
    lines = read_lines(document.text or "", rules)
    stories = cut(lines, rules.places)
    story = pick(lines, stories)
    if story is None:
        lines = told_in_pictures(lines)
        stories = cut(lines, rules.places)
        story = brief(lines, stories)
    if story is None or is_front_page(lines, stories, story, rules.listing):
        return None
    body = "\n".join(assemble(lines, story))
    dateline = read_dateline(body, rules)
    title, headline = find_headline(lines, story, body, rules, dateline.outlet or "")
    body = body[dateline.length :].lstrip(" \n|ㅣ")
    title = _title(document.title) or title
    url = document.url or _own_url(lines, story)
    published = from_source(document.published) if document.published else UNKNOWN
    if published.precision == "unknown":
        published = publication_date(lines, story, headline, rules, url, title or "", body)
    outlet = outlet_of_page(lines, headline, (story.prose[0], story.prose[-1]), dateline, rules)
    return _Page(title, outlet or rules.outlet_of_url(url), published, body)


def _clean_record(document: RawDocument, rules: PageRules) -> Article | Reject:
    """A record of a feed or table: its fields are the article already."""
    body = _plain(document.text or "")
    if not body and not document.title:
        return _reject(document, _EMPTY)
    dateline = read_dateline(body, rules)
    published = from_source(document.published) if document.published else UNKNOWN
    if published.precision == "unknown":
        published = from_url(document.url) or published
    body = body[dateline.length :].lstrip()
    outlet = dateline.outlet or rules.outlet_of_url(document.url)
    page = _Page(_title(document.title), outlet, published, body)
    return _article(document, page)


def _article(document: RawDocument, page: _Page, given: RawDocument | None = None) -> Article:
    """The article of a page; `given`: the document as its reader gave it, if it was read on."""
    outlet = document.outlet or page.outlet
    return Article(
        article_id=article_id(document.external_id, document.url, outlet, page.title, page.body),
        content_hash=content_hash(page.title, page.body),
        raw_hash=raw_hash(given or document),
        source=document.source,
        title=page.title,
        outlet=outlet,
        author=document.author,
        url=document.url,
        published=page.published,
        body=page.body,
        given_keywords=document.keywords,
        complete=document.complete,
    )


def _plain(text: str) -> str:
    lines = (line for line in normalise(text).split("\n") if line)
    return "\n".join(lines)


def _title(title: str | None) -> str | None:
    text = strip_outlet(" ".join(normalise(title).split())) if title else ""
    return text or None


def _own_url(lines: list[Line], story: Story) -> str | None:
    """An address that the page prints for itself (print pages), beside the article."""
    for index, line in enumerate(lines):
        if "http" in line.text and _ADDRESSED.match(line.text):
            near = index < story.prose[0] or index <= story.prose[-1] + 8
            match = _PAGE_URL.search(line.text)
            if near and match:
                return match.group(0)
    return None


def _reject(document: RawDocument, reason: str) -> Reject:
    return Reject(document.source.path, document.source.row, "clean", reason)
