"""Property values as columns of one static type each; boxed as JSON text where they differ in kind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from types import NoneType
from typing import Any

import pyarrow as pa

from graphkit.cypher import types
from graphkit.cypher.values.boxes import encode
from graphkit.errors import StoreError
from graphkit.results import Duration

INTEGERS = range(-(1 << 63), 1 << 63)
"""The integers of Cypher: 64 bits with sign."""

_SCALARS: tuple[tuple[type, types.Type, pa.DataType], ...] = (  # bool before int, which it is a kind of
    (bool, types.BOOLEAN, pa.bool_()),
    (int, types.INTEGER, pa.int64()),
    (float, types.FLOAT, pa.float64()),
    (str, types.STRING, pa.string()),
    (date, types.DATE, pa.date32()),
    (
        Duration,
        types.DURATION,
        pa.struct([(part, pa.int64()) for part in ("months", "days", "seconds", "nanos")]),
    ),
)
_ARROW = {type_: arrow for _, type_, arrow in _SCALARS}


def type_of(value: object) -> types.Type:
    """The static type of one value; an empty list is a LIST of NULL.

    Raises:
        StoreError: the value is of a kind that Cypher does not have.
    """
    if value is None:
        return types.NULL
    if isinstance(value, list | tuple):
        return types.LIST(reduce(types.unify, map(type_of, value), types.NULL))
    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                raise StoreError(f"the map key {name!r} is not a string", subject=value)
            type_of(inner)
        return types.MAP
    if isinstance(value, int) and value not in INTEGERS:
        raise StoreError(f"the integer {value} has more than 64 bits", subject=value)
    if not isinstance(value, datetime):
        for kind, type_, _ in _SCALARS:
            if isinstance(value, kind):
                return type_
    raise StoreError(
        f"a value of type {type(value).__name__} cannot be a property",
        remedy="Give booleans, integers, floats, strings, dates, durations, or lists and maps of them",
        subject=value,
    )


def column_type(values: Sequence[object]) -> types.Type:
    """The narrowest type for all the values: ANY where they, or the elements of their lists, differ in kind.

    Raises:
        StoreError: a value is of a kind that Cypher does not have.
    """
    telling = values
    kinds = {value.__class__: value for value in values}
    if kinds.keys() <= {bool, int, float, str, date, NoneType}:  # one value of each class tells of all
        numbers = [value for value in values if value.__class__ is int]
        telling = [*kinds.values(), min(numbers, default=None), max(numbers, default=None)]
    type_ = reduce(types.unify, map(type_of, telling), types.NULL)
    return type_ if type_ == types.MAP or _arrow_type(type_) else types.ANY


def column(values: Sequence[object], type_: types.Type) -> pa.Array:
    """The values as an Arrow array of the representation that `type_` prescribes."""
    arrow = _arrow_type(type_)
    if arrow is None:
        return pa.array([None if value is None else encode(value) for value in values], pa.string())
    return pa.array([_plain(value) for value in values] if _holds(type_, types.DURATION) else values, arrow)


def holds_nan(values: Sequence[object]) -> bool:
    """Whether a NaN is among the values or the elements of their lists."""
    return any(
        math.isnan(value)
        if isinstance(value, float)
        else isinstance(value, list | tuple) and holds_nan(value)
        for value in values
    )


def _arrow_type(type_: types.Type) -> pa.DataType | None:
    """The Arrow type of a typed column; None where the values are boxed."""
    if type_.element:
        element = _arrow_type(type_.element)
        return pa.list_(element) if element else None
    return _ARROW.get(type_)


def _holds(type_: types.Type, wanted: types.Type) -> bool:
    return type_ == wanted or (type_.element is not None and _holds(type_.element, wanted))


def _plain(value: Any) -> Any:
    """Durations as dicts, also inside lists: what Arrow takes for a struct."""
    if isinstance(value, Duration):
        return {
            "months": value.months,
            "days": value.days,
            "seconds": value.seconds,
            "nanos": value.nanoseconds,
        }
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
