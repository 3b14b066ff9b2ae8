# mypy: disable-error-code="import-untyped"
"""Where the items of a network stand, without jumping from one view to the next.

An item with an anchor stands exactly there; a new one is pulled to its neighbours by springs
(Fruchterman & Reingold 1991).  Without anchors the start depends on the items' names alone.
"""

from __future__ import annotations

from hashlib import blake2b
from math import cos, pi, sin, sqrt

import networkx as nx
import numpy as np
import pandas as pd

from pipelines.trends.communities import SEED, graph_of
from pipelines.trends.frames import empty, shaped, taken

Places = dict[str, tuple[float, float]]

POSITIONS = {"item": "str", "x": "float64", "y": "float64"}


def layout(
    edges: pd.DataFrame, anchors: pd.DataFrame | None = None, iterations: int = 100
) -> pd.DataFrame:
    """x and y of each item of the pairs with npmi above 0, about within -1…1.

    Takes one, other, npmi and the anchors item, x, y (the layout before, or one of everything):
    anchored items do not move at all.  Gives POSITIONS, by item.
    """
    graph = graph_of(edges)
    if not graph:
        return empty(POSITIONS)
    held = _held(graph, anchors)
    start = {**{item: _start(item, graph, held) for item in graph}, **held}
    if len(held) < len(graph) and len(graph) > 1:
        found = nx.spring_layout(
            graph, pos=start, fixed=sorted(held) or None, weight="weight",
            iterations=iterations, seed=SEED,
        )  # fmt: skip
        start = {**{item: (float(x), float(y)) for item, (x, y) in found.items()}, **held}
    rows = [(item, *start[item]) for item in sorted(graph)]
    return shaped(pd.DataFrame(rows, columns=list(POSITIONS)), POSITIONS)


def _held(graph: nx.Graph, anchors: pd.DataFrame | None) -> Places:
    if anchors is None:
        return {}
    known = taken(anchors, POSITIONS, "anchors").itertuples(index=False)
    return {item: (x, y) for item, x, y in known if item in graph}


def _start(item: str, graph: nx.Graph, held: Places) -> tuple[float, float]:
    """The weighted middle of the anchored neighbours, a little aside; else a place by name."""
    x, y = _by_name(item)
    near = [name for name in graph[item] if name in held]
    if not near:
        return x, y
    weights = [graph[item][name]["weight"] for name in near]
    middle = np.average([held[name] for name in near], axis=0, weights=weights)
    # Two newcomers with the same neighbours must not start on one spot: springs need a direction.
    return float(middle[0]) + 0.05 * x, float(middle[1]) + 0.05 * y


def _by_name(item: str) -> tuple[float, float]:
    """A fixed place in the unit disc for each name."""
    digest = blake2b(item.encode(), digest_size=8).digest()
    turn = int.from_bytes(digest[:4]) / 2**32
    out = sqrt(int.from_bytes(digest[4:]) / 2**32)
    return out * cos(2 * pi * turn), out * sin(2 * pi * turn)
