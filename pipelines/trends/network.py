"""Who works with whom: partners of regions, new and lasting, concentrated or shared."""

from __future__ import annotations

import pandas as pd

from pipelines.trends.frames import Schema, empty, ranked, shaped, taken
from pipelines.trends.shares import THIN

LASTING = 3
"""Years with articles from which a partnership is lasting: longer than one budget and its echo."""

HOME = "KR"

TIES: Schema = {
    "article_id": "str", "region": "str", "partner": "str", "partner_type": "str",
    "country": "str", "relation": "str", "year": "Int64",
}  # fmt: skip
TIES_BY_YEAR = {
    "region": "str", "partner": "str", "relation": "str", "year": "int64", "counted": "int64",
}  # fmt: skip
PARTNERSHIPS = {
    "region": "str", "partner": "str", "partner_type": "str", "country": "str",
    "first_year": "Int64", "last_year": "Int64", "years": "int64", "counted": "int64",
    "undated": "int64", "lasting": "bool", "relations": "str",
}  # fmt: skip
TURNOVER = {
    "region": "str", "year": "int64", "partners": "int64", "new": "int64", "kept": "int64",
    "returned": "int64", "lasting": "int64", "ended": "int64", "first": "bool",
}  # fmt: skip
PAIRS: Schema = {"region": "str", "partner": "str", "counted": "int64"}
CONCENTRATION = {
    "region": "str", "counted": "int64", "partners": "int64", "hhi": "float64",
    "effective": "float64", "top_partner": "str", "top_share": "float64", "thin": "bool",
}  # fmt: skip
SHARED = {
    "one": "str", "other": "str", "shared": "int64", "one_partners": "int64",
    "other_partners": "int64", "jaccard": "float64", "weight": "float64",
}  # fmt: skip
SHARED_PARTNERS = {
    "partner": "str", "partner_type": "str", "country": "str", "one_counted": "int64",
    "other_counted": "int64", "regions": "int64",
}  # fmt: skip
FOREIGN = {
    "country": "str", "counted": "int64", "regions": "int64", "partners": "int64",
    "first_year": "Int64", "last_year": "Int64", "top_partner": "str",
}  # fmt: skip


def ties_by_year(ties: pd.DataFrame) -> pd.DataFrame:
    """Distinct articles of each region, partner, relation and year.

    Takes TIES: article_id, region, partner, partner_type, country, relation, year (NA: not
    dated to a year; left out here).  Gives TIES_BY_YEAR.
    """
    dated = taken(ties, TIES, "ties").dropna(subset="year")
    keys = ["region", "partner", "relation", "year"]
    counts = dated.groupby(keys)["article_id"].nunique().rename("counted").reset_index()
    return shaped(counts, TIES_BY_YEAR)


def partnerships(ties: pd.DataFrame, lasting: int = LASTING) -> pd.DataFrame:
    """Each region's partners with first and last year, articles, relations (joined by |).

    `lasting`: articles in at least that many different years.  `undated` articles are counted
    but say nothing about years.  Takes TIES; gives PARTNERSHIPS, most articles first.
    """
    frame = taken(ties, TIES, "ties")
    if frame.empty:
        return empty(PARTNERSHIPS)
    keys = ["region", "partner"]
    undated = frame["article_id"].where(frame["year"].isna())
    found = frame.assign(undated=undated).groupby(keys).agg(
        partner_type=("partner_type", "min"), country=("country", "min"),
        first_year=("year", "min"), last_year=("year", "max"), years=("year", "nunique"),
        counted=("article_id", "nunique"), undated=("undated", "nunique"),
    )  # fmt: skip
    relations = frame[[*keys, "relation"]].dropna().drop_duplicates().sort_values("relation")
    joined = relations.groupby(keys)["relation"].agg("|".join)
    found = found.assign(lasting=found["years"] >= lasting, relations=joined).reset_index()
    return shaped(ranked(found, region=True, counted=False, partner=True), PARTNERSHIPS)


def turnover(ties: pd.DataFrame, lasting: int = LASTING) -> pd.DataFrame:
    """How many of a region's partners of each year are new, kept, returned or lasting.

    new: in no year before; kept: also in the year before; returned: earlier, but not in the
    year before; lasting: in at least `lasting` years so far; ended: in the year before and not
    now.  `first` marks the first year of the data, where all are new for want of a past.  Years
    run from a region's first to the data's last.  Takes TIES; gives TURNOVER.
    """
    seen = taken(ties, TIES, "ties").dropna(subset="year")[["region", "partner", "year"]]
    seen = seen.astype({"year": "int64"}).drop_duplicates()
    if seen.empty:
        return empty(TURNOVER)
    seen = seen.sort_values(["region", "partner", "year"])
    by_tie = seen.groupby(["region", "partner"])
    before, after = by_tie["year"].shift(1), by_tie["year"].shift(-1)
    seen = seen.assign(
        partners=1, new=before.isna(), kept=before == seen["year"] - 1,
        returned=before < seen["year"] - 1, lasting=by_tie.cumcount() + 1 >= lasting,
    )  # fmt: skip
    last = int(seen["year"].max())
    ended = seen[(after != seen["year"] + 1) & (seen["year"] < last)]
    counts = seen.groupby(["region", "year"])[["partners", "new", "kept", "returned", "lasting"]]
    rows = _every_year(seen).join(counts.sum())
    gone = ended.assign(year=ended["year"] + 1).groupby(["region", "year"]).size()
    rows = rows.join(gone.rename("ended")).fillna(0).reset_index()
    return shaped(rows.assign(first=rows["year"] == int(seen["year"].min())), TURNOVER)


def _every_year(seen: pd.DataFrame) -> pd.DataFrame:
    """Index region, year: all years from a region's first to the data's last."""
    last = int(seen["year"].max())
    first = seen.groupby("region")["year"].min()
    pairs = [(region, year) for region, start in first.items() for year in range(start, last + 1)]
    return pd.DataFrame(index=pd.MultiIndex.from_tuples(pairs, names=["region", "year"]))


def concentration(ties: pd.DataFrame) -> pd.DataFrame:
    """How much each region leans on few partners: Herfindahl-Hirschman index (Hirschman 1964).

    Over the partners' shares of all ties (article × partner): 1 / partners where even, 1 where
    there is one; `effective` = 1 / hhi.  `thin`: fewer than five ties.  Takes TIES; gives
    CONCENTRATION, with the partner that has most.
    """
    distinct = taken(ties, TIES, "ties").drop_duplicates(["article_id", "region", "partner"])
    if distinct.empty:
        return empty(CONCENTRATION)
    return concentration_of(
        distinct.groupby(["region", "partner"]).size().rename("counted").reset_index()
    )


def concentration_of(pairs: pd.DataFrame) -> pd.DataFrame:
    """The same from distinct articles of each region and partner: region, partner, counted."""
    counts = taken(pairs, PAIRS, "pairs")
    if counts.empty:
        return empty(CONCENTRATION)
    counts = ranked(counts, region=True, counted=False, partner=True)
    by_region = counts.groupby("region")["counted"]
    share = counts["counted"] / by_region.transform("sum")
    found = counts.assign(share=share, square=share**2).groupby("region").agg(
        counted=("counted", "sum"), partners=("partner", "size"), hhi=("square", "sum"),
        top_partner=("partner", "first"), top_share=("share", "first"),
    )  # fmt: skip
    found = found.assign(effective=1 / found["hhi"], thin=found["counted"] < THIN)
    return shaped(ranked(found.reset_index(), hhi=False, region=True), CONCENTRATION)


def shared_partners(ties: pd.DataFrame) -> pd.DataFrame:
    """For each two regions how many partners they share, and how telling that is.

    `jaccard` is shared over all of both; `weight` adds 1 / (n - 1) for a shared partner of n
    regions (Newman 2001, Physical Review E 64, 016132), so that a ministry that works with
    everybody ties nobody together.  Takes TIES; gives SHARED with one < other.
    """
    known = taken(ties, TIES, "ties")[["region", "partner"]].drop_duplicates()
    alone = known.groupby("region").size()
    spread = known.groupby("partner").size()
    pairs = known.merge(known, on="partner", suffixes=("", "_other"))
    pairs = pairs[pairs["region"] < pairs["region_other"]]
    if pairs.empty:
        return empty(SHARED)
    pairs = pairs.assign(weight=1 / (pairs["partner"].map(spread) - 1))
    found = pairs.groupby(["region", "region_other"])["weight"].agg(["size", "sum"]).reset_index()
    found.columns = pd.Index(["one", "other", "shared", "weight"])
    found = found.assign(
        one_partners=found["one"].map(alone), other_partners=found["other"].map(alone)
    )
    both = found["one_partners"] + found["other_partners"] - found["shared"]
    found = found.assign(jaccard=found["shared"] / both)
    return shaped(ranked(found, weight=False, one=True, other=True), SHARED)


def shared_between(ties: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """The partners that two regions share, rarest first (`regions` that have them in all).

    Takes TIES and two region codes; gives SHARED_PARTNERS with each side's articles.
    """
    known = taken(ties, TIES, "ties")
    keys = ["partner", "region"]
    counts = known.groupby(keys)["article_id"].nunique().unstack("region", fill_value=0)
    if one not in counts.columns or other not in counts.columns:
        return empty(SHARED_PARTNERS)
    facts = known.groupby("partner")[["partner_type", "country"]].min()
    found = facts.assign(
        one_counted=counts[one], other_counted=counts[other], regions=(counts > 0).sum(axis=1)
    ).reset_index()
    found = found[(found["one_counted"] > 0) & (found["other_counted"] > 0)]
    return shaped(ranked(found, regions=True, partner=True), SHARED_PARTNERS)


def foreign(ties: pd.DataFrame, home: str = HOME) -> pd.DataFrame:
    """Cooperation by country other than home: articles, regions, partners, years.

    Bodies of no country keep the code that they have.  Takes TIES; gives FOREIGN, most articles
    first, with the partner named by most articles.
    """
    abroad = taken(ties, TIES, "ties").dropna(subset="country")
    abroad = abroad[(abroad["country"] != home) & (abroad["country"] != "")]
    if abroad.empty:
        return empty(FOREIGN)
    named = abroad.groupby(["country", "partner"])["article_id"].nunique().reset_index()
    named = ranked(named, country=True, article_id=False, partner=True)
    found = abroad.groupby("country").agg(
        counted=("article_id", "nunique"), regions=("region", "nunique"),
        partners=("partner", "nunique"), first_year=("year", "min"), last_year=("year", "max"),
    )  # fmt: skip
    found = found.assign(top_partner=named.groupby("country")["partner"].first()).reset_index()
    return shaped(ranked(found, counted=False, country=True), FOREIGN)
