"""The fit of topics: what is asked to stay stays."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract import Toolkit
from scripts.fit_topics import with_kept


def test_kept_topics_stay_as_they_were(toolkit: Toolkit) -> None:
    before = toolkit.reference
    terms = tuple(replace(term, weight=term.weight + 1) for term in before.terms)
    thresholds = tuple((topic, value + 1) for topic, value in before.topic_thresholds)
    words = tuple(
        (word, tuple((topic, lean + 1) for topic, lean in leans))
        for word, leans in before.topic_words[:9]
    )
    fitted = replace(before, terms=terms, topic_thresholds=thresholds, topic_words=words)
    made = with_kept(fitted, before, frozenset({"administration"}))
    for now, new, old in zip(made.terms, terms, before.terms, strict=True):
        assert now == (old if old.topic == "administration" else new)
    for (topic, now), (_, old) in zip(made.topic_thresholds, before.topic_thresholds, strict=True):
        assert now == (old if topic == "administration" else old + 1)


def test_leans_of_kept_topics_outlive_their_words(toolkit: Toolkit) -> None:
    before = toolkit.reference
    made = with_kept(replace(before, topic_words=()), before, frozenset({"administration"}))
    own = {word: dict(leans).get("administration") for word, leans in before.topic_words}
    wanted = {word: {"administration": lean} for word, lean in own.items() if lean is not None}
    assert {word: dict(leans) for word, leans in made.topic_words} == wanted
