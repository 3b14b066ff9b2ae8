"""Small articles without a primary region, and what extraction finds of partners in them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pipelines.extract.names import Names
from pipelines.extract.organisations import Organisation, Organisations
from pipelines.extract.partners import Partners
from pipelines.extract.text import Text
from pipelines.model import Article, PartnerFinding, PublicationDate, Source
from pipelines.reference import load_reference


@lru_cache(maxsize=1)
def _parts() -> tuple[Names, Organisations, Partners]:
    reference = load_reference()
    return Names(reference), Organisations(reference), Partners(reference)


def text_of(body: str, title: str = "", year: int = 2022) -> Text:
    """An article's text, of the middle of a year."""
    on = date(year, 6, 15)
    stamp = PublicationDate(on, on, on, "day", "stamp")
    source = Source("p", None, "text")
    return Text(Article("a", "c", "r", source, title, None, None, None, stamp, body))


def organisations_of(text: Text) -> list[Organisation]:
    """The organisations of a text."""
    names, organisations, _ = _parts()
    return organisations.find(text, names.find(text.body))


def find(body: str, title: str = "", year: int = 2022) -> list[PartnerFinding]:
    """The partners of an article without a primary region."""
    text = text_of(body, title, year)
    return _parts()[2].find(text, organisations_of(text), [], [])


def relations(body: str, title: str = "", year: int = 2022) -> dict[str, str]:
    """Canonical names with their relations."""
    return {p.name: p.relation for p in find(body, title, year)}
