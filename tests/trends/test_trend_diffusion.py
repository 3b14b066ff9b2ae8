"""Who was first, who followed, and regions that were not there yet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipelines.trends import diffusion
from pipelines.trends.diffusion import cumulative, first_adoptions
from pipelines.trends.lineage import LIVING, REGIONS, living

ERAS = pd.DataFrame(
    [
        ("a", "sigungu", "자치시", None, None, "", ""),
        ("b", "sigungu", "자치시", None, None, "", ""),
        ("young", "sigungu", "자치군", "2020-01-01", None, "", ""),
        ("renamed", "sigungu", "자치군", "2018-07-01", None, "", ""),
        ("former", "sigungu", "자치군", None, "2018-06-30", "renamed", "rename"),
        ("merged", "sigungu", "자치구", "2020-01-01", None, "", ""),
        ("part", "sigungu", "자치구", "2005-01-01", "2019-12-31", "merged", "merge"),
        ("part2", "sigungu", "자치구", "2010-01-01", "2019-12-31", "merged", "merge"),
        ("offspring", "sigungu", "자치구", "2020-01-01", None, "", ""),
        ("parent", "sigungu", "자치구", None, "2019-12-31", "offspring", "split"),
        ("province", "sido", "특별자치시", "2012-07-01", None, "", ""),
        ("county", "sigungu", "자치군", None, "2012-06-30", "province", "merge"),
        ("twice", "sigungu", "자치군", "2024-01-01", None, "", ""),
        ("once", "sigungu", "자치군", "2016-01-01", "2023-12-31", "twice", "move"),
        ("origin", "sigungu", "자치군", None, "2015-12-31", "once", "rename"),
    ],
    columns=list(REGIONS),
).astype({"valid_from": "datetime64[us]", "valid_to": "datetime64[us]"})


def there(**since: str | None) -> pd.DataFrame:
    frame = pd.DataFrame({"region": list(since), "kind": "자치시", "since": list(since.values())})
    return frame.astype({"since": "datetime64[us]"})


def seen(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    """item, region, article, first-last day, succession (precision by the width)."""
    frame = pd.DataFrame(rows, columns=["item", "region", "article_id", "days", "succession"])
    frame["earliest"] = pd.to_datetime([days.split("~")[0] or None for days in frame["days"]])
    frame["latest"] = pd.to_datetime([days.split("~")[-1] or None for days in frame["days"]])
    frame["precision"] = np.where(frame["days"] == "", "unknown", "day")
    return frame.assign(evidence="드론 관제")


@pytest.mark.parametrize(
    ("region", "since"),
    [
        ("a", None),
        ("young", "2020-01-01"),
        ("renamed", None),
        ("merged", "2005-01-01"),
        ("offspring", "2020-01-01"),
        ("province", "2012-07-01"),
        ("twice", None),
    ],
)
def test_since_when_a_region_has_been_there(region: str, since: str | None) -> None:
    found = living(ERAS).set_index("region")["since"]
    assert found[region] == pd.Timestamp(since) if since else pd.isna(found[region])


def test_only_todays_regions_live() -> None:
    assert set(living(ERAS)["region"]) == set(ERAS.loc[ERAS["valid_to"].isna(), "region"])


def test_first_adoption_order_and_lag_by_hand() -> None:
    found = first_adoptions(
        seen(
            ("드론", "b", "2", "2020-03-11", ""),
            ("드론", "a", "1", "2020-03-01", ""),
            ("드론", "a", "0", "2020-05-01", ""),
            ("드론", "c", "4", "2020-03-11", ""),
            ("드론", "d", "5", "2021-03-01", ""),
        ),
        there(a=None, b=None, c=None, d="2021-02-01"),
    )
    assert found["region"].tolist() == ["a", "b", "c", "d"]
    assert found["article_id"].tolist() == ["1", "2", "4", "5"]
    assert found["order"].tolist() == [1, 2, 2, 4]
    assert found["lag_days"].tolist() == [0, 10, 10, 28]  # d is late since it exists, not before
    assert found["order_low"].tolist() == [1, 2, 2, 4]
    assert found["order_high"].tolist() == [1, 3, 3, 4]


def test_partial_dates_give_the_places_that_they_allow() -> None:
    found = first_adoptions(
        seen(
            ("AI", "a", "1", "2020-01-01~2020-12-31", ""),
            ("AI", "a", "2", "2020-06-10", ""),
            ("AI", "b", "3", "2020-03-01~2020-03-31", ""),
            ("AI", "c", "4", "2021-01-01", ""),
        ),
        there(a=None, b=None, c=None),
    ).set_index("region")
    assert found.loc["a", "adopted_from"] == pd.Timestamp("2020-01-01")
    assert found.loc["a", "adopted_by"] == pd.Timestamp("2020-06-10")
    assert found.loc["a", "article_id"] == "2"
    assert found[["order", "order_low", "order_high"]].to_numpy().tolist() == [
        [1, 1, 2], [2, 1, 2], [3, 3, 3],
    ]  # fmt: skip


def test_undated_and_split_findings_are_left_out_and_counted() -> None:
    sightings = seen(
        ("AI", "a", "1", "", ""),
        ("AI", "a", "2", "2021-01-01", "split"),
        ("AI", "b", "2", "2021-01-01", ""),
        ("AI", "c", "3", "2021-01-01", "split"),
        ("AI", "d", "4", "2022-01-01", "rename"),
    ).assign(succession=lambda f: f["succession"].replace("", None))
    found = first_adoptions(sightings, there(a=None, b=None, c=None, d=None))
    assert found["region"].tolist() == ["b", "d"]
    assert diffusion.unplaced(sightings).to_numpy().tolist() == [["AI", 1, 1]]


def test_a_planted_order_is_recovered() -> None:
    random = np.random.default_rng(10)
    regions = [f"r{i:02}" for i in range(40)]
    first = random.choice(2000, 40, replace=False)
    rows = []
    for region, start in zip(regions, first, strict=True):
        for number, later in enumerate([0, *random.integers(1, 900, 5)]):
            when = pd.Timestamp("2012-01-01") + pd.Timedelta(days=int(start + later))
            rows.append(("드론", region, f"{region}-{number}", f"{when:%Y-%m-%d}", ""))
    shuffled = [rows[i] for i in random.permutation(len(rows))]
    found = first_adoptions(seen(*shuffled), there(**dict.fromkeys(regions)))
    planted = [regions[i] for i in np.argsort(first)]
    assert found["region"].tolist() == planted
    assert found["lag_days"].tolist() == (np.sort(first) - first.min()).tolist()
    assert found["article_id"].str.endswith("-0").all()


def adopted(**by: str) -> pd.DataFrame:
    rows = [("드론", region, region, days, "") for region, days in by.items()]
    return first_adoptions(seen(*rows), there(**dict.fromkeys(by)))


def test_the_curve_counts_the_regions_there_then() -> None:
    found = cumulative(
        adopted(a="2018-05-01", b="2020-02-01", c="2020-12-31"),
        there(a=None, b=None, c="2020-07-01", d="2021-06-01", e=None),
        "year", last=pd.Timestamp("2021-03-01"),
    )  # fmt: skip
    assert found["period"].dt.year.tolist() == [2018, 2019, 2020, 2021]
    assert found["new"].tolist() == [1, 0, 2, 0]
    assert found["adopters"].tolist() == [1, 1, 3, 3]
    assert found["eligible"].tolist() == [3, 3, 4, 5]
    assert found["share"].tolist() == pytest.approx([1 / 3, 1 / 3, 3 / 4, 3 / 5])


def test_adoption_before_the_own_first_day_keeps_the_share_whole() -> None:
    found = cumulative(adopted(a="2010-01-01"), there(a="2012-07-01"), "year")
    assert found[["adopters", "eligible", "share"]].to_numpy().tolist() == [[1, 1, 1.0]]


def test_other_regions_are_not_counted() -> None:
    assert cumulative(adopted(a="2018-05-01"), there(b=None), "year").empty


def test_order_of_kinds_counts_those_that_never_adopted() -> None:
    regions = there(**dict.fromkeys("abcdefg"))
    regions["kind"] = ["자치시"] * 3 + ["자치군"] * 3 + ["자치구"]
    found = diffusion.by_kind(
        first_adoptions(
            seen(
                ("드론", "a", "1", "2020-01-01", ""), ("드론", "b", "2", "2020-01-21", ""),
                ("드론", "d", "3", "2020-01-02", ""),
            ),
            regions,
        ),
        regions,
    ).set_index("kind")  # fmt: skip
    assert found.index.tolist() == ["자치시", "자치군", "자치구"]
    assert found["adopters"].tolist() == [2, 1, 0]
    # Half of three cities is two: the second came after 20 days.  One county is not half.
    assert found.loc["자치시", ["median_lag_days", "half_lag_days", "order"]].tolist() == [
        10,
        20,
        1,
    ]
    assert np.isnan(found.loc["자치군", "half_lag_days"])
    assert pd.isna(found.loc["자치군", "order"])
    assert found.loc["자치군", "median_lag_days"] == 1


def test_first_appearance_of_words() -> None:
    found = diffusion.first_appearances(
        seen(
            ("메타버스", "a", "1", "2021-05-01", ""), ("메타버스", "b", "2", "2021-02-01", ""),
            ("유시티", "a", "3", "2009-01-01", ""), ("없음", "a", "4", "", ""),
        )
    )  # fmt: skip
    assert found[["item", "article_id"]].to_numpy().tolist() == [["유시티", "3"], ["메타버스", "2"]]


def test_empty_and_one_row() -> None:
    none = seen(("드론", "a", "1", "2020-01-01", "")).iloc[:0]
    no_one = there(a=None).iloc[:0]
    nothing = first_adoptions(none, no_one)
    for found, schema in (
        (nothing, diffusion.ADOPTIONS),
        (cumulative(nothing, no_one, "month"), diffusion.CUMULATIVE),
        (diffusion.by_kind(nothing, no_one), diffusion.BY_KIND),
        (diffusion.unplaced(none), diffusion.UNPLACED),
        (diffusion.first_appearances(none), diffusion.APPEARANCES),
        (living(ERAS.iloc[:0]), LIVING),
    ):
        assert found.empty
        assert dict(found.dtypes.astype(str)) == schema
    one = adopted(a="2020-01-01")
    assert one[["order", "lag_days"]].to_numpy().tolist() == [[1, 0]]
    assert len(cumulative(one, there(a=None), "month")) == 1
    assert len(diffusion.by_kind(one, there(a=None))) == 1
    unknown = first_adoptions(seen(("드론", "z", "1", "2020-01-01", "")), there(a=None))
    assert unknown["kind"].isna().all()
