"""The tidy frames that measures take and give: fixed columns and dtypes, also when empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Schema = Mapping[str, str]
"""Column name → pandas dtype."""

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

DAY = "datetime64[us]"
"""Days and period starts: midnight, without a time zone."""


def empty(schema: Schema) -> pd.DataFrame:
    """A frame without rows that has the schema's columns and dtypes."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in schema.items()})


def shaped(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """The frame with the schema's columns, in its order and dtypes, rows numbered from 0."""
    if frame.empty:
        return empty(schema)
    found = frame[list(schema)].reset_index(drop=True)
    # Most columns are of their dtype already; to say so again costs more than many a measure.
    other = {
        name: dtype
        for (name, dtype), given in zip(schema.items(), found.dtypes, strict=True)
        if given != _dtype(dtype)
    }
    return found.astype(other) if other else found


@cache
def _dtype(name: str) -> Any:
    return pd.api.types.pandas_dtype(name)


def taken(frame: pd.DataFrame, schema: Schema, what: str) -> pd.DataFrame:
    """A measure's input in the schema's columns and dtypes.

    Raises ValueError that names the input and its missing columns.
    """
    missing = [name for name in schema if name not in frame.columns]
    if missing:
        raise ValueError(
            f"{what}: no column {', '.join(missing)}; expected {', '.join(schema)}, "
            f"got {', '.join(map(str, frame.columns)) or 'none'}"
        )
    return shaped(frame, schema)


def stacked(frames: Iterable[pd.DataFrame], schema: Schema) -> pd.DataFrame:
    """Frames of one schema below each other; none gives the empty frame."""
    some = [frame for frame in frames if not frame.empty]
    return shaped(pd.concat(some, ignore_index=True), schema) if some else empty(schema)


def ranked(frame: pd.DataFrame, **directions: bool) -> pd.DataFrame:
    """Rows sorted by the columns, each True for ascending, ties in the order given."""
    return frame.sort_values(
        list(directions), ascending=list(directions.values()), kind="stable", ignore_index=True
    )
