"""Corrections of what there may be several of: regions, topics, partners, programmes, events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipelines.corrections import reasons, values
from pipelines.corrections.change import Case, Wanted, change
from pipelines.corrections.eras import names_of, names_then
from pipelines.corrections.values import WrongValueError
from pipelines.model import (
    EventFinding,
    Extracted,
    PartnerFinding,
    ProgrammeFinding,
    RegionFinding,
    Role,
    TopicFinding,
)
from pipelines.reference import Reference


def region(role: Role) -> Callable[[Case], Extracted]:
    """Give the change of the regions of one role; a region has one role, the last one given."""

    def apply(case: Case) -> Extracted:
        reference, line = case.reference, case.line
        old = values.region(line.old, reference).code if line.old else ""
        new = values.region(line.new, reference) if line.new else None

        def make(replaced: RegionFinding | None) -> RegionFinding:
            assert new is not None
            kept = replaced if replaced is not None and replaced.code == new.code else None
            written = (kept.sido_then, kept.sigungu_then) if kept else names_of(new, reference)
            then = names_then(new.code, case.day, written, reference)
            rule, confidence, why, start, end, field = case.told
            succession = kept.succession if kept else None
            return RegionFinding(
                new.code, *names_of(new, reference), *then, role, rule, confidence, why,
                start, end, field, succession,
            )  # fmt: skip

        wanted = Wanted(
            is_old=lambda f: f.role == role and f.code == old,
            is_new=lambda f: new is not None and f.code == new.code,
            make=make,
            show=lambda f: f"{' '.join(filter(None, (f.sido, f.sigungu)))}({f.role})",
        )
        return case.found(regions=change(case, case.findings.regions, wanted))

    return apply


def topic(case: Case) -> Extracted:
    """Change the topics."""
    old, new = (
        values.topic(text, case.reference) if text else ""
        for text in (case.line.old, case.line.new)
    )
    rule, confidence, *place = case.told
    made = TopicFinding(new, confidence, rule, *place)  # type: ignore[arg-type]
    wanted = Wanted(
        lambda f: f.topic == old, lambda f: f.topic == new, lambda _: made, lambda f: str(f.topic)
    )
    return case.found(topics=change(case, case.findings.topics, wanted))


def programme(case: Case) -> Extracted:
    """Change the programmes."""
    old, new = (
        values.programme(text, case.reference) if text else ""
        for text in (case.line.old, case.line.new)
    )
    made = ProgrammeFinding(new, *case.told)
    wanted = Wanted(
        lambda f: f.programme == old,
        lambda f: f.programme == new,
        lambda _: made,
        lambda f: str(f.programme),
    )
    return case.found(programmes=change(case, case.findings.programmes, wanted))


def partner(case: Case) -> Extracted:
    """Change the partners; a replaced one hands on its relation."""
    line, reference = case.line, case.reference
    old = _named(line.old, reference)
    new = values.organisation(line.new, reference) if line.new else None

    def make(replaced: PartnerFinding | None) -> PartnerFinding:
        assert new is not None
        relation = replaced.relation if replaced else "other"
        return PartnerFinding(new.name, new.name, new.type, new.country, relation, *case.told)

    wanted = Wanted(
        is_old=lambda f: f.name in old,
        is_new=lambda f: new is not None and f.name == new.name,
        make=make,
        show=lambda f: str(f.name),
    )
    return case.found(partners=change(case, case.findings.partners, wanted))


def relation(case: Case) -> Extracted:
    """Change the relation of a partner; a partner that is not there is added."""
    line, reference, partners = case.line, case.reference, case.findings.partners
    before, old = values.relation(line.old) if line.old else ("", "")
    name, new = values.relation(line.new, before) if line.new else (before, "")
    names = _named(name, reference)
    if before and not names & _named(before, reference):
        raise WrongValueError(reasons.OTHER_PARTNER)

    def make(replaced: PartnerFinding | None) -> PartnerFinding:
        known = replaced or next((f for f in partners if f.name in names), None)
        if known is None:
            told = values.organisation(name, reference)
            known = PartnerFinding(told.name, told.name, told.type, told.country, new, *case.told)
        rule, confidence, why, start, end, field = case.told
        return replace(
            known, relation=new, rule=rule, confidence=confidence, evidence=why,
            start=start, end=end, field=field,
        )  # fmt: skip

    wanted = Wanted(
        is_old=lambda f: f.name in names and f.relation == old,
        is_new=lambda f: f.name in names and f.relation in (new, "other" if not old else new),
        make=make,
        show=lambda f: f"{f.name}:{f.relation}",
    )
    return case.found(partners=change(case, partners, wanted))


def _named(text: str, reference: Reference) -> set[str]:
    """The names by which a partner that is already there may stand in the findings."""
    name = text.split(":", maxsplit=1)[0].strip()
    return {name, values.canonical(name, reference)} if name else set()


def event(case: Case) -> Extracted:
    """Change the events."""
    line = case.line
    old = values.event(line.old) if line.old else None
    new = values.event(line.new) if line.new else None

    def at(finding: EventFinding) -> tuple[str, str]:
        return finding.stage, values.day_text(finding.earliest, finding.precision)

    def key(value: tuple[str, values.Interval] | None) -> tuple[str, str] | None:
        return value and (value[0], values.day_text(value[1].earliest, value[1].precision))

    def make(_: EventFinding | None) -> EventFinding:
        assert new is not None
        stage, when = new
        return EventFinding(when.on, when.earliest, when.latest, when.precision, stage, *case.told)

    wanted = Wanted(
        lambda f: at(f) == key(old),
        lambda f: at(f) == key(new),
        make,
        lambda f: ":".join(filter(None, at(f))),
    )
    return case.found(events=change(case, case.findings.events, wanted))
