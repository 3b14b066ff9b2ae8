"""One correction over one article, and how it changes a list of findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeVar

from pipelines.corrections import reasons
from pipelines.corrections.file import Correction
from pipelines.corrections.values import WrongValueError
from pipelines.model import Article, Extracted, Findings
from pipelines.reference import Reference

F = TypeVar("F")
CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """One line over one article."""

    line: Correction
    extracted: Extracted
    reference: Reference

    @property
    def findings(self) -> Findings:
        """What was found so far."""
        return self.extracted.findings

    @property
    def article(self) -> Article:
        """The article as it is so far."""
        return self.extracted.article

    @property
    def day(self) -> date | None:
        """A day on which the article appeared, as far as that is known."""
        published = self.article.published
        return published.earliest if published.precision != "unknown" else None

    @property
    def told(self) -> tuple[str, float, str, int, int, Literal["body"]]:
        """Rule, confidence, evidence and place of a corrected value."""
        return self.line.rule, CERTAIN, self.line.why, 0, 0, "body"

    def found(self, **changes: Any) -> Extracted:
        """Change findings."""
        return replace(self.extracted, findings=replace(self.findings, **changes))

    def headed(self, **changes: Any) -> Extracted:
        """Change what is known of the article."""
        return replace(self.extracted, article=replace(self.article, **changes))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line over one list of findings: what is the old value, what the new one, how it is made."""

    is_old: Callable[[Any], bool]
    is_new: Callable[[Any], bool]
    make: Callable[[Any | None], Any]
    show: Callable[[Any], str]


def change(case: Case, present: tuple[F, ...], wanted: Wanted) -> tuple[F, ...]:
    """Replace, add or remove; raises WrongValueError where the old value is not there."""
    olds = [one for one in present if case.line.old and wanted.is_old(one)]
    news = [one for one in present if case.line.new and wanted.is_new(one)]
    if case.line.old and not olds and not news:
        shown = ", ".join(dict.fromkeys(map(wanted.show, present))) or reasons.NOTHING
        raise WrongValueError(reasons.OLD_NOT_FOUND.format(old=case.line.old, now=shown))
    if not case.line.new:
        return tuple(one for one in present if one not in olds)
    replaced = [*olds, *news]
    made = wanted.make(replaced[0] if replaced else None)
    if not replaced:
        return (*present, made)
    at = present.index(replaced[0])
    rest = [one for one in present[at:] if one not in replaced]
    return (*(one for one in present[:at] if one not in replaced), made, *rest)
