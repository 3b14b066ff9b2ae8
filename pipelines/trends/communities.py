# mypy: disable-error-code="import-untyped"
"""Groups of items that stand together, with numbers that stay between two views."""

from __future__ import annotations

from itertools import count

import networkx as nx
import pandas as pd

from pipelines.trends.frames import Schema, empty, shaped, taken

SEED = 20080328
"""Any number would do; a fixed one gives the same picture for the same articles."""

WEIGHTS: Schema = {"one": "str", "other": "str", "npmi": "float64"}
COMMUNITIES = {"item": "str", "community": "int64", "size": "int64"}
NUMBERED = {"item": "str", "community": "int64"}


def graph_of(edges: pd.DataFrame) -> nx.Graph:
    """The weighted graph of the pairs with npmi above 0.

    Nodes and edges go in sorted, since the algorithms over it depend on their order.
    """
    weights = taken(edges, WEIGHTS, "edges")
    weights = weights[weights["npmi"] > 0].sort_values(["one", "other"])
    graph = nx.Graph()
    graph.add_nodes_from(sorted(set(weights["one"]) | set(weights["other"])))
    for one, other, weight in weights.itertuples(index=False):
        graph.add_edge(one, other, weight=weight)
    return graph


def communities(
    edges: pd.DataFrame, previous: pd.DataFrame | None = None, resolution: float = 1.0
) -> pd.DataFrame:
    """The community of each item, by Louvain modularity (Blondel et al. 2008), fixed seed.

    Takes one, other, npmi.  Communities are numbered from 0, the largest first; given the
    `previous` item, community, a community keeps the number of the one that it shares most
    items with, so that colours stay when a filter changes.  Gives COMMUNITIES.
    """
    graph = graph_of(edges)
    if not graph:
        return empty(COMMUNITIES)
    found = nx.community.louvain_communities(
        graph, weight="weight", resolution=resolution, seed=SEED
    )
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
    numbers = _numbers(groups, previous)
    rows = [
        (item, number, len(group))
        for number, group in sorted(zip(numbers, groups, strict=True))
        for item in group
    ]
    return shaped(pd.DataFrame(rows, columns=list(COMMUNITIES)), COMMUNITIES)


def _numbers(groups: list[list[str]], previous: pd.DataFrame | None) -> list[int]:
    """A number for each group: the best-matching earlier one, else the next that is free."""
    if previous is None:
        return list(range(len(groups)))
    earlier = taken(previous, NUMBERED, "previous").set_index("item")["community"].to_dict()
    overlaps: dict[tuple[int, int], int] = {}
    for place, group in enumerate(groups):
        for item in group:
            if item in earlier:
                key = (place, earlier[item])
                overlaps[key] = overlaps.get(key, 0) + 1
    kept: dict[int, int] = {}
    for place, number in sorted(overlaps, key=lambda key: (-overlaps[key], key)):
        if place not in kept and number not in kept.values():
            kept[place] = number
    used = set(kept.values()) | set(earlier.values())
    free = (number for number in count() if number not in used)
    return [kept[place] if place in kept else next(free) for place in range(len(groups))]
