"""Where labels go on a picture so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Sequence

ROUNDS = 60


def declutter(
    points: Sequence[tuple[float, float]], width: float | Sequence[float], height: float
) -> list[tuple[float, float]]:
    """Label points (x, y) pushed apart until their boxes do not overlap.

    `width` (one for all, or one a label) and `height` are the box in the points' own units; each
    overlapping pair is moved along the axis where less movement is needed, half by half.
    """
    placed = [list(point) for point in points]
    widths = [width] * len(placed) if isinstance(width, int | float) else list(width)
    for _ in range(ROUNDS):
        moved = False
        for i in range(len(placed)):
            for j in range(i + 1, len(placed)):
                moved |= _part(placed[i], placed[j], (widths[i] + widths[j]) / 2, height)
        if not moved:
            break
    return [(x, y) for x, y in placed]


def _part(one: list[float], other: list[float], width: float, height: float) -> bool:
    across, along = other[0] - one[0], other[1] - one[1]
    lack_x, lack_y = width - abs(across), height - abs(along)
    if lack_x <= 1e-6 or lack_y <= 1e-6:
        return False
    if lack_x / width < lack_y / height:
        step = math.copysign(lack_x / 2, across or 1)
        one[0] -= step
        other[0] += step
    else:
        step = math.copysign(lack_y / 2, along or 1)
        one[1] -= step
        other[1] += step
    return True
