"""Frozen records to Arrow and back, driven by their type hints.

Knows what `pipelines.model` uses: str, int, float, bool, date, Literal, optional values,
nested records, tuples of records and tuples of fixed pairs.
"""

from __future__ import annotations

import types
import typing
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


def to_row(record: Any) -> dict[str, Any]:
    """Turn a record into what Arrow takes: dicts for records and pairs, lists for tuples."""
    hints = _hints(type(record))
    return {
        field.name: _to_value(getattr(record, field.name), hints[field.name])
        for field in fields(record)
    }


def _to_value(value: Any, hint: Any) -> Any:
    if value is None or isinstance(value, str | int | float | date):
        return value
    if is_dataclass(value):
        return to_row(value)
    inner = typing.get_args(_required(hint))
    if inner[-1] is Ellipsis:
        return [_to_value(part, inner[0]) for part in value]
    return {
        f"f{i}": _to_value(part, kind)
        for i, (part, kind) in enumerate(zip(value, inner, strict=True))
    }


def from_row(record: type[T], row: dict[str, Any]) -> T:
    """Rebuild a record from the row that `to_row` made of it."""
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
