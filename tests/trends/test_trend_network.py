"""Partners of regions: new and lasting, concentrated, shared, foreign."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from pipelines.trends import network

TIES = pd.DataFrame(
    [
        ("1", "11", "LH", "public_institution", "KR", "mou", 2019),
        ("1", "11", "LH", "public_institution", "KR", "joint_project", 2019),
        ("2", "11", "LH", "public_institution", "KR", "mou", 2020),
        ("3", "11", "LH", "public_institution", "KR", "mou", 2022),
        ("3", "11", "하노이", "foreign_city", "VN", "mou", 2022),
        ("4", "11", "KT", "company", "KR", "contract", 2020),
        ("5", "11", "KT", "company", "KR", "contract", None),
        ("6", "26", "LH", "public_institution", "KR", "mou", 2021),
        ("7", "26", "하노이", "foreign_city", "VN", "benchmark_visit", 2021),
        ("8", "27", "LH", "public_institution", "KR", "mou", 2021),
        ("8", "27", "ADB", "international_org", "ZZ", "funding", 2021),
    ],
    columns=list(network.TIES),
)


def test_ties_are_distinct_articles_a_year() -> None:
    found = network.ties_by_year(TIES).set_index(["region", "partner", "relation", "year"])
    assert found.loc[("11", "LH", "mou", 2019), "counted"] == 1
    assert len(found) == 10  # the undated one is left out


def test_partnerships_by_hand() -> None:
    found = network.partnerships(TIES).set_index(["region", "partner"])
    land = found.loc[("11", "LH")]
    assert (land["first_year"], land["last_year"], land["years"], land["counted"]) == (
        2019,
        2022,
        3,
        3,
    )
    assert land["lasting"]
    assert land["relations"] == "joint_project|mou"
    telecom = found.loc[("11", "KT")]
    assert (telecom["counted"], telecom["undated"], telecom["years"]) == (2, 1, 1)
    assert not telecom["lasting"]


def test_turnover_by_hand() -> None:
    found = network.turnover(TIES)
    mine = found[found["region"] == "11"].set_index("year")
    columns = ["partners", "new", "kept", "returned", "lasting", "ended"]
    assert mine[columns].to_dict("index") == {
        2019: dict(zip(columns, (1, 1, 0, 0, 0, 0), strict=True)),
        2020: dict(zip(columns, (2, 1, 1, 0, 0, 0), strict=True)),
        2021: dict(zip(columns, (0, 0, 0, 0, 0, 2), strict=True)),
        2022: dict(zip(columns, (2, 1, 0, 1, 1, 0), strict=True)),
    }
    assert mine["first"].tolist() == [True, False, False, False]
    assert found.loc[found["region"] == "26", "year"].tolist() == [2021, 2022]


def test_turnover_adds_up_on_random_data() -> None:
    random = np.random.default_rng(17)
    ties = pd.DataFrame(
        {"article_id": np.arange(600).astype(str), "region": random.integers(0, 5, 600).astype(str),
         "partner": random.integers(0, 40, 600).astype(str), "partner_type": "company",
         "country": "KR", "relation": "mou", "year": random.integers(2010, 2020, 600)}
    )  # fmt: skip
    found = network.turnover(ties)
    assert (found["partners"] == found["new"] + found["kept"] + found["returned"]).all()
    assert found["new"].sum() == len(ties[["region", "partner"]].drop_duplicates())
    left = found["partners"] - found["ended"].groupby(found["region"]).shift(-1)
    stay = found["kept"].groupby(found["region"]).shift(-1)
    assert (left.dropna() == stay.dropna()).all()


@pytest.mark.parametrize(
    ("partners", "hhi"),
    [(["가"] * 6, 1.0), (["가", "나", "다", "라"], 0.25), (["가"] * 3 + ["나"], 0.625)],
)
def test_concentration_by_hand(partners: list[str], hhi: float) -> None:
    ties = pd.DataFrame(
        {"article_id": [str(i) for i in range(len(partners))], "region": "11",
         "partner": partners, "partner_type": "company", "country": "KR", "relation": "mou",
         "year": 2020}
    )  # fmt: skip
    row = network.concentration(pd.concat([ties, ties.assign(relation="contract")])).iloc[0]
    assert (row["hhi"], row["effective"]) == pytest.approx((hhi, 1 / hhi))
    assert (row["counted"], row["top_partner"]) == (len(partners), "가")
    assert row["thin"] == (len(partners) < 5)


def test_shared_partners_by_hand() -> None:
    found = network.shared_partners(TIES).set_index(["one", "other"])
    pair = found.loc[("11", "26")]
    assert (pair["shared"], pair["one_partners"], pair["other_partners"]) == (2, 3, 2)
    assert pair["jaccard"] == pytest.approx(2 / 3)
    assert pair["weight"] == pytest.approx(1 / 2 + 1)  # one partner of three regions, one of two
    assert found.index.tolist() == [("11", "26"), ("11", "27"), ("26", "27")]


def test_shared_partners_are_those_of_networkx() -> None:
    random = np.random.default_rng(18)
    ties = pd.DataFrame(
        {"article_id": np.arange(150).astype(str),
         "region": [f"r{i:02}" for i in random.integers(0, 15, 150)],
         "partner": [f"p{i:02}" for i in random.integers(0, 40, 150)],
         "partner_type": "company", "country": "KR", "relation": "mou", "year": 2020}
    )  # fmt: skip
    graph = nx.Graph(list(zip(ties["region"], ties["partner"], strict=True)))
    regions = sorted(set(ties["region"]))
    weighted = nx.bipartite.collaboration_weighted_projected_graph(graph, regions)
    overlap = nx.bipartite.overlap_weighted_projected_graph(graph, regions, jaccard=True)
    found = network.shared_partners(ties)
    assert len(found) == weighted.number_of_edges()
    for row in found.itertuples():
        assert row.weight == pytest.approx(weighted[row.one][row.other]["weight"])
        assert row.jaccard == pytest.approx(overlap[row.one][row.other]["weight"])


def test_what_two_regions_share_rarest_first() -> None:
    found = network.shared_between(TIES, "11", "26")
    assert found[["partner", "one_counted", "other_counted", "regions"]].to_numpy().tolist() == [
        ["하노이", 1, 1, 2], ["LH", 3, 1, 3],
    ]  # fmt: skip
    assert network.shared_between(TIES, "11", "99").empty


def test_foreign_cooperation_by_country() -> None:
    found = network.foreign(TIES).set_index("country")
    assert found.index.tolist() == ["VN", "ZZ"]
    vietnam = found.loc["VN", ["counted", "regions", "partners", "first_year", "last_year"]]
    assert vietnam.tolist() == [2, 2, 1, 2021, 2022]
    assert found.loc["VN", "top_partner"] == "하노이"


def test_empty_and_one_row() -> None:
    none = TIES.iloc[:0]
    for found, schema in (
        (network.ties_by_year(none), network.TIES_BY_YEAR),
        (network.partnerships(none), network.PARTNERSHIPS),
        (network.turnover(none), network.TURNOVER),
        (network.turnover(TIES.iloc[6:7]), network.TURNOVER),  # undated alone
        (network.concentration(none), network.CONCENTRATION),
        (network.shared_partners(none), network.SHARED),
        (network.shared_partners(TIES.iloc[:1]), network.SHARED),
        (network.shared_between(none, "11", "26"), network.SHARED_PARTNERS),
        (network.foreign(none), network.FOREIGN),
    ):
        assert found.empty
        assert dict(found.dtypes.astype(str)) == schema
    assert len(network.partnerships(TIES.iloc[:1])) == 1
    assert len(network.turnover(TIES.iloc[:1])) == 1
