"""Whatever surrounds an article, the same article comes out; and what came out stays as it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.clean import clean
from pipelines.clean.broadcast import is_mark
from pipelines.clean.lines import ends_sentence
from pipelines.clean.other_story import MIN_ARTICLE
from pipelines.clean.script import pauses
from pipelines.extract import Toolkit
from pipelines.gold import read_gold
from pipelines.model import Article, RawDocument, Source
from tests.conftest import ROOT
from tests.noise import ABOVE, BELOW, CAPTIONS, LEGAL, MENU, PIECES, RANKING, RELATED, Piece

ANY = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LETTERS = st.text(
    alphabet="가나다라시군구도는은이가을를 .,:|·•▲[]()<>“”'\"\n\t-_=0123456789AaZz©ⓒ℃…\u200b\xa0",
    max_size=400,
)


def cleaned(toolkit: Toolkit, text: str) -> Article:
    article = clean(RawDocument(Source("쪽.txt", None, "text"), text=text), toolkit.rules)
    assert isinstance(article, Article), article
    return article


def same(article: Article, piece: Piece) -> None:
    assert article.title == piece.title
    assert article.body == piece.body
    assert str(article.published.on) == piece.day


@pytest.mark.parametrize(("above", "below"), product(("", *ABOVE), ("", *BELOW)))
@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.title[:8])
def test_no_block_of_noise_changes_the_article(
    toolkit: Toolkit, piece: Piece, above: str, below: str
) -> None:
    same(cleaned(toolkit, piece.page(above, below)), piece)


@ANY
@given(
    piece=st.sampled_from(PIECES),
    above=st.lists(st.sampled_from(ABOVE), max_size=4),
    below=st.lists(st.sampled_from(BELOW), max_size=4),
    gap=st.sampled_from(("\n\n", "\n", "\r\n\r\n", "\n \n\n")),
)
def test_no_heap_of_noise_changes_the_article(
    toolkit: Toolkit, piece: Piece, above: list[str], below: list[str], gap: str
) -> None:
    same(cleaned(toolkit, piece.page(gap.join(above), gap.join(below), gap)), piece)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.title[:8])
def test_a_list_of_others_may_stand_again_and_again(toolkit: Toolkit, piece: Piece) -> None:
    below = "\n\n".join([LEGAL, *[RELATED] * 4])
    same(cleaned(toolkit, piece.page(below=below)), piece)


@pytest.mark.parametrize("caption", CAPTIONS)
@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.title[:8])
def test_captions_stay_out_wherever_they_stand(
    toolkit: Toolkit, piece: Piece, caption: str
) -> None:
    for place in range(len(piece.paragraphs) + 1):
        paragraphs = (*piece.paragraphs[:place], caption, *piece.paragraphs[place:])
        same(cleaned(toolkit, replace(piece, paragraphs=paragraphs).page(below=LEGAL)), piece)


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.title[:8])
def test_a_headline_may_stand_again_and_again(toolkit: Toolkit, piece: Piece, times: int) -> None:
    above = "\n\n".join([MENU, *[piece.title] * (times - 1)])
    same(cleaned(toolkit, piece.page(above, RANKING)), piece)


def _is_steady(article: Article) -> bool:
    """Whether an article has a headline that is no sentence, no speaker's breaths left apart (joined
    beside each other they may be as few as one sentence has), and is no brief news, which only its
    signature shows to be an article."""
    breaths = any(map(pauses, article.body.split("\n")))
    title = (article.title or "").rstrip("”’\"'")
    whole = len(article.body) >= MIN_ARTICLE
    named = bool(title) and not (title.endswith((".", "니다")) or ends_sentence(title))
    return whole and named and not breaths


def test_a_cleaned_article_given_back_as_a_page_comes_out_the_same(toolkit: Toolkit) -> None:
    """But for a broadcaster's script, whose marks tell what it is, for a headline that is a whole
    sentence (alone above the article it may be its first), and for pages that hold no article."""
    texts = [piece.page() for piece in PIECES]
    pages = read_gold(ROOT / "data" / "gold" / "dev")
    texts += [page.document.text or "" for page in pages if page.has_article]
    texts = [text for text in texts if not any(map(is_mark, map(str.strip, text.split("\n"))))]
    assert len(texts) >= 600
    changed = []
    for text in texts:
        once = clean(RawDocument(Source("쪽.txt", None, "text"), text=text), toolkit.rules)
        if isinstance(once, Article) and _is_steady(once):
            twice = cleaned(toolkit, f"{once.title}\n\n{once.body}")
            if (once.title, once.body) != (twice.title, twice.body):
                changed.append((once.title, twice.title, once.body == twice.body))
    assert changed == []


@ANY
@given(text=LETTERS)
def test_any_text_is_read_and_the_body_holds_only_its_words(toolkit: Toolkit, text: str) -> None:
    found = clean(RawDocument(Source("쪽.txt", None, "text"), text=text), toolkit.rules)
    if isinstance(found, Article):
        letters = "".join(text.split())
        for line in found.body.split("\n"):
            assert all("".join(word.split()) in letters for word in line.split())
