"""Which items stand together, their communities, and a layout that stays."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from pipelines.trends import communities as groups
from pipelines.trends import cooccurrence as pairs
from pipelines.trends.communities import communities
from pipelines.trends.layout import POSITIONS, layout

SAID = pd.DataFrame(
    [("1", "드론"), ("1", "안전"), ("2", "드론"), ("2", "안전"), ("2", "안전"), ("3", "드론"),
     ("4", "청사")],
    columns=["article_id", "item"],
)  # fmt: skip


def edges(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["one", "other", "npmi"])


def test_counts_are_distinct_articles() -> None:
    assert pairs.item_counts(SAID).to_numpy().tolist() == [["드론", 3], ["안전", 2], ["청사", 1]]
    assert pairs.pair_counts(SAID).to_numpy().tolist() == [["드론", "안전", 2]]


def test_pair_counts_on_random_data() -> None:
    random = np.random.default_rng(8)
    said = pd.DataFrame(
        {"article_id": random.integers(0, 60, 400).astype(str),
         "item": random.integers(0, 12, 400).astype(str)}
    )  # fmt: skip
    expected: dict[tuple[str, str], int] = {}
    for _, items in said.groupby("article_id")["item"]:
        for pair in combinations(sorted(set(items)), 2):
            expected[pair] = expected.get(pair, 0) + 1
    found = pairs.pair_counts(said)
    assert (
        dict(zip(zip(found["one"], found["other"], strict=True), found["together"], strict=True))
        == expected
    )


@pytest.mark.parametrize(
    ("together", "one", "other", "total", "expected"),
    [
        (10, 10, 10, 10, 1.0),  # in every article: the limit
        (5, 5, 5, 20, 1.0),  # never apart
        (4, 8, 10, 20, 0.0),  # as often as chance
        (4, 8, 20, 80, np.log(2) / np.log(20)),
        (3, 30, 60, 100, np.log(3 / 18) / -np.log(0.03)),
    ],
)
def test_npmi_by_hand(together: int, one: int, other: int, total: int, expected: float) -> None:
    pair = pd.DataFrame({"one": ["가"], "other": ["나"], "together": [together]})
    counts = pd.DataFrame({"item": ["가", "나"], "counted": [one, other]})
    found = pairs.npmi(pair, counts, total)
    assert found["npmi"].iloc[0] == pytest.approx(expected, abs=1e-12)


def test_rare_pairs_are_left_out() -> None:
    found = pairs.npmi(pairs.pair_counts(SAID), pairs.item_counts(SAID), 4)
    assert found.empty
    assert len(pairs.npmi(pairs.pair_counts(SAID), pairs.item_counts(SAID), 4, least=2)) == 1


@pytest.mark.parametrize(("items", "total"), [(["드론", "안전"], 2), (["드론"], 4), (["안전"], 4)])
def test_counts_of_another_choice_are_refused(items: list[str], total: int) -> None:
    counts = pairs.item_counts(SAID)
    counts = counts[counts["item"].isin(items)]
    with pytest.raises(ValueError, match="over the same choice"):
        pairs.npmi(pairs.pair_counts(SAID), counts, total, least=1)


def planted(between: float) -> pd.DataFrame:
    names = [[f"{side}{i}" for i in range(6)] for side in "가나다"]
    within = [(a, b, 0.5) for side in names for a, b in combinations(side, 2)]
    bridges = [(names[0][0], names[1][0], between), (names[1][1], names[2][1], between)]
    return edges(*within, *bridges)


def test_planted_communities_are_found() -> None:
    found = communities(planted(0.1))
    sides = found.groupby("community")["item"].agg(lambda items: {name[0] for name in items})
    assert sorted(map(sorted, sides)) == [["가"], ["나"], ["다"]]
    assert found["size"].eq(6).all()


def test_communities_do_not_depend_on_the_order_of_rows() -> None:
    frame = planted(0.4)
    shuffled = frame.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(communities(frame), communities(shuffled))


def test_modularity_is_as_good_as_the_greedy_one() -> None:
    random = np.random.default_rng(9)
    names = [f"w{i:02}" for i in range(30)]
    chosen = [pair for pair in combinations(names, 2) if random.random() < 0.15]
    frame = edges(*((a, b, float(random.random())) for a, b in chosen))
    graph = groups.graph_of(frame)
    found = [set(part["item"]) for _, part in communities(frame).groupby("community")]
    greedy = nx.community.greedy_modularity_communities(graph, weight="weight")
    mine = nx.community.modularity(graph, found, weight="weight")
    assert mine >= nx.community.modularity(graph, greedy, weight="weight") - 0.02


def test_a_community_keeps_its_number() -> None:
    before = communities(planted(0.1))
    swapped = before.assign(community=before["community"].map({0: 2, 1: 0, 2: 1}))
    fewer = planted(0.1)
    fewer = fewer[~fewer["one"].str.startswith("가") & ~fewer["other"].str.startswith("가")]
    more = edges(
        *fewer.itertuples(index=False, name=None), ("새1", "새2", 0.5), ("새1", "새3", 0.5)
    )
    found = communities(more, previous=swapped).set_index("item")["community"]
    known = swapped.set_index("item")["community"]
    kept = [item for item in found.index if item in known.index]
    assert (found[kept] == known[kept]).all()
    assert found["새1"] not in set(known)


def test_pairs_that_avoid_each_other_are_no_edge() -> None:
    assert communities(edges(("가", "나", -0.4), ("가", "다", 0.0))).empty


def test_anchored_items_do_not_move() -> None:
    whole = layout(planted(0.1))
    view = planted(0.1).sample(frac=0.5, random_state=2)
    held = layout(view, anchors=whole).set_index("item")
    pd.testing.assert_frame_equal(held, whole.set_index("item").loc[held.index], check_exact=True)


def test_a_newcomer_stands_near_its_neighbours() -> None:
    whole = layout(planted(0.1))
    known = planted(0.1)
    more = edges(
        *known.itertuples(index=False, name=None), *(("새말", f"가{i}", 0.5) for i in range(6))
    )
    found = layout(more, anchors=whole).set_index("item")
    pd.testing.assert_frame_equal(found.drop("새말"), whole.set_index("item"), check_exact=True)

    def far(side: str) -> float:
        middle = whole[whole["item"].str.startswith(side)][["x", "y"]].mean()
        return float(np.hypot(*(found.loc["새말"] - middle)))

    assert far("가") < min(far("나"), far("다"))


def test_the_same_edges_give_the_same_picture() -> None:
    frame = planted(0.2)
    pd.testing.assert_frame_equal(layout(frame), layout(frame.sample(frac=1, random_state=3)))
    assert layout(frame)[["x", "y"]].abs().max().max() < 2


def test_neighbours_stand_closer_than_strangers() -> None:
    at = layout(planted(0.1)).set_index("item")
    apart = {
        (a, b): float(np.hypot(*(at.loc[a] - at.loc[b]))) for a, b in combinations(at.index, 2)
    }
    near = [d for (a, b), d in apart.items() if a[0] == b[0]]
    far = [d for (a, b), d in apart.items() if a[0] != b[0]]
    assert np.mean(near) < np.mean(far) / 2


def test_empty_and_single_pairs() -> None:
    none = SAID.iloc[:0]
    for found, schema in (
        (pairs.item_counts(none), pairs.COUNTS),
        (pairs.pair_counts(none), pairs.PAIRS),
        (pairs.npmi(pairs.pair_counts(none), pairs.item_counts(none), 0), pairs.EDGES),
        (communities(edges()), groups.COMMUNITIES),
        (layout(edges()), POSITIONS),
        (pairs.pair_counts(SAID.iloc[:1]), pairs.PAIRS),
    ):
        assert found.empty
        assert dict(found.dtypes.astype(str)) == schema
    assert communities(edges(("가", "나", 0.3)))["community"].tolist() == [0, 0]
    assert len(layout(edges(("가", "나", 0.3)))) == 2
