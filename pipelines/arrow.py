"""Frozen records to Arrow and back, driven by their type hints.

Knows what `pipelines.model` uses: str, int, float, bool, date, Literal, optional values,
nested records, tuples of records and tuples of fixed pairs.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal, TypeVar

import pyarrow as pa

T = TypeVar("T")

_PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}


_HINTS: dict[type, dict[str, Any]] = {}


def _hints(record: type) -> dict[str, Any]:
    if record not in _HINTS:
        _HINTS[record] = typing.get_type_hints(record)
    return _HINTS[record]


def schema_of(record: type) -> list[pa.Field]:
    """Give the Arrow fields of a record type, in its own order."""
    hints = _hints(record)
    return [pa.field(field.name, _arrow_type(hints[field.name])) for field in fields(record)]


def _arrow_type(hint: Any) -> pa.DataType:
    hint = _required(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if typing.get_origin(hint) is Literal:
        return pa.string()
    if is_dataclass(hint):
        return pa.struct(schema_of(typing.cast(type, hint)))
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)
        if inner[-1] is Ellipsis:
            return pa.list_(_arrow_type(inner[0]))
        return pa.struct([(f"f{i}", _arrow_type(part)) for i, part in enumerate(inner)])
    raise TypeError(f"no Arrow type for {hint!r}")


def _required(hint: Any) -> Any:
    """Strip `| None`; Arrow columns may all be null."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
    return hint


def to_array(values: Sequence[Any], hint: Any) -> pa.Array:
    """Turn values of one hinted type to an Arrow array, column by column and without dicts.

    Row by row, as Arrow itself would, costs more than the keywords of an article take to find.
    """
    hint = _required(hint)
    kind = _arrow_type(hint)
    if is_dataclass(hint):
        return _records(values, typing.cast(type, hint))
    if typing.get_origin(hint) is not tuple:
        return pa.array(values, kind)
    inner = typing.get_args(hint)
    if inner[-1] is Ellipsis:
        return _lists(values, inner[0])
    columns = [[value[place] for value in values] for place in range(len(inner))]
    arrays = [to_array(column, part) for column, part in zip(columns, inner, strict=True)]
    return pa.StructArray.from_arrays(arrays, fields=list(kind))


def _records(values: Sequence[Any], record: type) -> pa.Array:
    hints = _hints(record)
    arrays = [
        to_array([getattr(value, name, None) for value in values], hints[name])
        for name in (field.name for field in fields(record))
    ]
    missing = pa.array([value is None for value in values], pa.bool_())
    return pa.StructArray.from_arrays(arrays, fields=schema_of(record), mask=missing)


def _lists(values: Sequence[Any], inner: Any) -> pa.Array:
    """Lay the lists end to end; an offset that is null makes its list null."""
    offsets: list[int | None] = []
    end = 0
    for value in values:
        offsets.append(None if value is None else end)
        end += len(value or ())
    flat = [part for value in values if value for part in value]
    return pa.ListArray.from_arrays(pa.array([*offsets, end], pa.int32()), to_array(flat, inner))


def from_row(record: type[T], row: dict[str, Any]) -> T:
    """Rebuild a record from the row that Arrow gives of it."""
    hints = _hints(record)
    return record(**{name: _from_value(value, hints[name]) for name, value in row.items()})


def _from_value(value: Any, hint: Any) -> Any:
    if value is None:
        return None
    hint = _required(hint)
    if is_dataclass(hint):
        return from_row(typing.cast("type[Any]", hint), value)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)
        if inner[-1] is Ellipsis:
            return tuple(_from_value(part, inner[0]) for part in value)
        return tuple(_from_value(value[f"f{i}"], kind) for i, kind in enumerate(inner))
    return value
