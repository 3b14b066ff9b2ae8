"""Since when a region has been there, so that a young region is not called late.

A renamed or moved region, or one that others of its own level merged into, goes on with their
life; one that was split off begins on its own first day.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipelines.trends.frames import DAY, Schema, empty, shaped, taken

GOES_ON = ("rename", "move", "merge")

REGIONS: Schema = {
    "region": "str", "level": "str", "kind": "str", "valid_from": DAY, "valid_to": DAY,
    "successor": "str", "succession": "str",
}  # fmt: skip
LIVING = {"region": "str", "kind": "str", "since": DAY}


def living(regions: pd.DataFrame) -> pd.DataFrame:
    """Today's regions with their kind and `since`, the first day of their line (NaT: always).

    Takes REGIONS, former regions too: region, level, kind, valid_from, valid_to (NaT in force),
    successor, succession.  A merged line is as old as its oldest part.  Gives LIVING.
    """
    eras = taken(regions, REGIONS, "regions")
    if eras.empty:
        return empty(LIVING)
    eras.index = pd.Index(eras["region"].to_numpy(), dtype="str")
    before = _predecessors(eras)
    today = eras[eras["valid_to"].isna()]
    first = dict(zip(eras["region"], eras["valid_from"], strict=True))
    since = [_since(str(region), first, before) for region in today["region"]]
    found = today.assign(since=pd.Series(since, index=today.index, dtype=DAY))
    return shaped(found.sort_values("region"), LIVING)


def _predecessors(eras: pd.DataFrame) -> dict[str, list[str]]:
    """The regions whose life each region goes on with."""
    found: dict[str, list[str]] = {}
    levels = dict(zip(eras["region"], eras["level"], strict=True))
    over = eras[eras["succession"].isin(GOES_ON)]
    for region, level, successor in over[["region", "level", "successor"]].itertuples(index=False):
        # A county that became a province is a new thing, though its land was always there.
        if levels.get(successor) == level:
            found.setdefault(successor, []).append(region)
    return found


def _since(
    region: str, first: Mapping[str, pd.Timestamp], before: Mapping[str, list[str]]
) -> pd.Timestamp:
    line, waiting = {region}, [region]
    while waiting:
        older = [name for name in before.get(waiting.pop(), []) if name not in line]
        line.update(older)
        waiting.extend(older)
    roots = [first[name] for name in line if name not in before]
    return pd.NaT if not roots or any(map(pd.isna, roots)) else min(roots)  # type: ignore[return-value]
