"""The names that a region had on an article's day."""

from __future__ import annotations

from datetime import date

from pipelines.reference import Reference, Region

Names = tuple[str | None, str | None]


def names_of(region: Region, reference: Reference) -> tuple[str, str | None]:
    """Give the names of 시도 and 시군구."""
    sido = reference.region_by_code[region.sido_code].name
    return sido, None if region.level == "sido" else region.name


def names_then(code: str, day: date | None, written: Names, reference: Reference) -> Names:
    """Give the names in force on a day of the division that has `code` today.

    Of several eras of a day the one that was `written`; undated, what was written, else what
    all eras agree on.
    """
    eras = [
        era
        for era in reference.regions
        if era.level != "gu"
        and (reference.current(era.code).code == code or code in era.successors)
    ]
    if day is None:
        names: list[Names] = [names_of(era, reference) for era in eras]
        return written if any(written) else _agreed(names)
    of_day = [names_of(era, reference) for era in eras if era.in_force(day)]
    today = names_of(reference.region_by_code[code], reference)
    return next((names for names in of_day if names == written), [*of_day, today][0])


def _agreed(names: list[Names]) -> Names:
    sidos, sigungus = {name[0] for name in names}, {name[1] for name in names}
    return (
        sidos.pop() if len(sidos) == 1 else None,
        sigungus.pop() if len(sigungus) == 1 else None,
    )
