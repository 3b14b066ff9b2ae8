"""Words that rise, fall or set a group apart: weighted log-odds with a Dirichlet prior.

Source: Monroe, Colaresi & Quinn 2008, "Fightin' Words", Political Analysis 16(4), 372-403: the
log-odds ratio under an informative Dirichlet prior, its approximate variance and the z-score.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from pipelines.trends.frames import Floats, empty, ranked, shaped, stacked, taken

LEAST = 3
"""A word said by fewer articles on both sides together is noise, not a trend."""

SURE = 1.96
"""|z| from which a word is called rising or falling: two-sided 5 %."""

COUNTS = {"item": "str", "counted": "int64"}
GROUP_COUNTS = {"group": "str", "item": "str", "counted": "int64"}
RISING = {
    "item": "str", "current": "int64", "previous": "int64", "current_share": "float64",
    "previous_share": "float64", "log_odds": "float64", "z": "float64", "direction": "str",
}  # fmt: skip
DISTINCTIVE = {
    "group": "str", "item": "str", "counted": "int64", "elsewhere": "int64",
    "log_odds": "float64", "z": "float64",
}  # fmt: skip


def log_odds(
    one: ArrayLike,
    other: ArrayLike,
    background: ArrayLike,
    prior_size: float | None = None,
    sums: tuple[int, ...] | None = None,
) -> tuple[Floats, Floats]:
    """Log-odds ratio of each word (above 0: more said in `one`) and its z-score.

    `one`, `other` and `background` hold the counts of the same words over the whole vocabulary;
    the prior of a word is its background count, scaled to `prior_size` in all where that is
    given (a larger prior draws rare words to 0 more).  Words without prior or odds are 0.  Where
    only some of the vocabulary's words are given, `sums` are the sums of the three over all.
    """
    x, y = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    prior = np.asarray(background, dtype=float)
    whole = np.array([x.sum(), y.sum(), prior.sum()] if sums is None else sums, dtype=float)
    if prior_size is not None and whole[2] > 0:
        prior, whole[2] = prior * (prior_size / whole[2]), prior_size
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = _logit(x + prior, whole[0] + whole[2])
        difference = difference - _logit(y + prior, whole[1] + whole[2])
        z = difference / np.sqrt(1 / (x + prior) + 1 / (y + prior))
    sound = np.isfinite(difference) & np.isfinite(z)
    return np.where(sound, difference, 0.0), np.where(sound, z, 0.0)


def _logit(have: Floats, whole: float) -> Floats:
    return np.asarray(np.log(have / (whole - have)))


def rising(
    current: pd.DataFrame,
    previous: pd.DataFrame,
    current_total: int,
    previous_total: int,
    *,
    background: pd.DataFrame | None = None,
    least: int = LEAST,
) -> pd.DataFrame:
    """Words by how much more (z > 0, rising) or less (falling) the current window says them.

    Takes item, counted of either window and the number of articles in it; the background is
    another such frame, by default both windows together.  Words are scored against the whole
    vocabulary, then those with fewer than `least` articles are left out.  Empty where a window
    has no articles.  Gives RISING, most risen first.
    """
    sides = {"current": current, "previous": previous}
    counts = _side_by_side({name: taken(side, COUNTS, name) for name, side in sides.items()})
    if counts.empty or not current_total or not previous_total:
        return empty(RISING)
    prior = counts["current"] + counts["previous"]
    if background is not None:
        given = taken(background, COUNTS, "background").groupby("item")["counted"].sum()
        prior = given.reindex(counts.index).fillna(0)
    difference, z = log_odds(counts["current"], counts["previous"], prior)
    counts = counts.assign(
        current_share=counts["current"] / current_total,
        previous_share=counts["previous"] / previous_total,
        log_odds=difference, z=z,
        direction=np.select([z >= SURE, z <= -SURE], ["rising", "falling"], "steady"),
    )  # fmt: skip
    counts = counts[counts["current"] + counts["previous"] >= least].reset_index()
    return shaped(ranked(counts, z=False, item=True), RISING)


def distinctive(
    counts: pd.DataFrame,
    everywhere: pd.DataFrame | None = None,
    least: int = LEAST,
    limit: int | None = None,
) -> pd.DataFrame:
    """Words that set each group (region, topic, partner) apart from all the others.

    Takes group, item, counted; `everywhere` (item, counted) is the distinct count over all
    groups where an article can be in several, by default their sum.  The prior is everywhere.
    Gives DISTINCTIVE: words said by at least `least` of a group's articles and more there than
    elsewhere, the `limit` most distinctive of each group.
    """
    by_group = taken(counts, GROUP_COUNTS, "counts").groupby(["group", "item"])["counted"].sum()
    if everywhere is None:
        whole = by_group.groupby(level="item").sum()
    else:
        whole = taken(everywhere, COUNTS, "everywhere").groupby("item")["counted"].sum()
    parts = []
    for group, own in by_group.groupby(level="group"):
        part = _against_rest(own.droplevel("group"), whole).assign(group=group)
        part = part[(part["counted"] >= least) & (part["z"] > 0)]
        parts.append(ranked(part, z=False, item=True).head(limit if limit else len(part)))
    return stacked(parts, DISTINCTIVE)


def _against_rest(own: pd.Series, whole: pd.Series) -> pd.DataFrame:
    table = pd.DataFrame({"counted": own, "whole": whole}).fillna(0)
    # Were the whole smaller than a part, the part would be compared with less than nothing.
    rest = (table["whole"] - table["counted"]).clip(lower=0)
    difference, z = log_odds(table["counted"], rest, table[["whole", "counted"]].max(axis=1))
    table = table.assign(elsewhere=rest, log_odds=difference, z=z)
    return table.rename_axis("item").reset_index()


def _side_by_side(sides: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Index item, a column of counts a side; a word that a side lacks has 0."""
    columns = {name: side.groupby("item")["counted"].sum() for name, side in sides.items()}
    return pd.DataFrame(columns).fillna(0).rename_axis("item")
