"""Corrections applied to what was extracted from one article, in the order of their lines.

Corrected values carry the rule `corrected:<who>`, confidence 1 and the grounds as evidence; they
have no place in the text (start = end = 0).  A value that is already as a line wants it is
confirmed, so that a line stays right when the rules learn what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipelines.corrections import findings, heads
from pipelines.corrections.change import Case
from pipelines.corrections.file import Correction
from pipelines.corrections.values import WrongValueError
from pipelines.model import Extracted
from pipelines.reference import Reference

Problem = tuple[Correction, str]


def correct(
    extracted: Extracted, lines: Iterable[Correction], reference: Reference
) -> tuple[Extracted, tuple[Problem, ...]]:
    """Apply the lines of one article; gives what could not be applied with its reason."""
    problems: list[Problem] = []
    for line in lines:
        problem = line.problem()
        if problem is None:
            try:
                extracted = _BY_FIELD[line.field](Case(line, extracted, reference))
            except WrongValueError as error:
                problem = str(error)
        if problem is not None:
            problems.append((line, problem))
    return extracted, tuple(problems)


_BY_FIELD: dict[str, Callable[[Case], Extracted]] = {
    "primary_region": findings.region("primary"),
    "mentioned_region": findings.region("mentioned"),
    "venue_region": findings.region("venue"),
    "topic": findings.topic,
    "partner": findings.partner,
    "relation": findings.relation,
    "programme": findings.programme,
    "event": findings.event,
    "published": heads.published,
    "title": heads.title,
    "outlet": heads.outlet,
    "on_topic": heads.on_topic,
}
