"""Results as Arrow tables, columns typed by what they hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

import pyarrow as pa

from graphkit.results.rows import Result
from graphkit.results.values import Duration, Node, Path, Relationship, plain

_SCALARS: dict[type, pa.DataType] = {
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    str: pa.string(),
    date: pa.date32(),
}
_EXACT = 1 << 53
"""Integers up to here lose nothing as floats."""


def to_arrow(result: Result) -> pa.Table:
    """A result as a pyarrow Table with one column a column.

    Values of one kind give a typed column; integers beside floats become floats where none loses a digit.
    Nodes become structs of `element_id`, `labels` and `properties`, relationships of `element_id`, `type`,
    `start`, `end` (element ids) and `properties`, paths of `nodes` and `relationships`, durations of four
    parts. Maps, and values that differ in kind, become JSON text.
    """
    columns = [_array([row[number] for row in result.rows]) for number in range(len(result.columns))]
    return pa.Table.from_arrays(columns, names=result.columns)


def _array(values: Sequence[Any]) -> pa.Array:
    kinds = {_kind(value) for value in values if value is not None}
    if not kinds:
        return pa.nulls(len(values))
    if kinds == {int, float} and all(abs(value) <= _EXACT for value in values if isinstance(value, int)):
        return pa.array([None if value is None else float(value) for value in values], pa.float64())
    kind = kinds.pop()
    if not kinds and kind in _SCALARS:
        return pa.array(values, _SCALARS[kind])
    if not kinds and kind in _NESTED:
        return _NESTED[kind](values)
    return pa.array([None if value is None else _json(value) for value in values], pa.string())


def _kind(value: object) -> type:
    return list if isinstance(value, tuple) else type(value)


def _json(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False)


def _struct(values: Sequence[Any], fields: dict[str, pa.Array]) -> pa.Array:
    """Structs from the arrays of their fields, null where the value is."""
    missing = pa.array([value is None for value in values], pa.bool_())
    return pa.StructArray.from_arrays(list(fields.values()), list(fields), mask=missing)


def _of(values: Sequence[Any], part: Callable[[Any], Any]) -> list[Any]:
    """One part of each value, null where the value is."""
    return [None if value is None else part(value) for value in values]


def _lists(values: Sequence[Any]) -> pa.Array:
    offsets: list[int | None] = []
    items: list[Any] = []
    for value in values:
        offsets.append(None if value is None else len(items))
        items.extend(value or ())
    return pa.ListArray.from_arrays(pa.array([*offsets, len(items)], pa.int32()), _array(items))


def _properties(values: Sequence[Node | Relationship | None]) -> pa.Array:
    """Structs with every property that any of the elements has; JSON text where none has one.

    Arrow knows structs without fields, but Parquet and others do not take them.
    """
    names: Iterable[str] = dict.fromkeys(name for value in values if value is not None for name in value)
    fields = {
        name: _array([None if value is None else value.get(name) for value in values]) for name in names
    }
    return _struct(values, fields) if fields else pa.array(_of(values, lambda _: "{}"), pa.string())


def _nodes(values: Sequence[Node | None]) -> pa.Array:
    return _struct(
        values,
        {
            "element_id": pa.array(_of(values, lambda node: node.element_id), pa.string()),
            "labels": pa.array(_of(values, lambda node: sorted(node.labels)), pa.list_(pa.string())),
            "properties": _properties(values),
        },
    )


def _relationships(values: Sequence[Relationship | None]) -> pa.Array:
    return _struct(
        values,
        {
            "element_id": pa.array(_of(values, lambda edge: edge.element_id), pa.string()),
            "type": pa.array(_of(values, lambda edge: edge.type), pa.string()),
            "start": pa.array(_of(values, lambda edge: edge.start_node.element_id), pa.string()),
            "end": pa.array(_of(values, lambda edge: edge.end_node.element_id), pa.string()),
            "properties": _properties(values),
        },
    )


def _paths(values: Sequence[Path | None]) -> pa.Array:
    return _struct(
        values,
        {
            "nodes": _lists(_of(values, lambda path: path.nodes)),
            "relationships": _lists(_of(values, lambda path: path.relationships)),
        },
    )


def _durations(values: Sequence[Duration | None]) -> pa.Array:
    parts = ("months", "days", "seconds", "nanoseconds")
    return _struct(values, {part: pa.array(_of(values, attrgetter(part)), pa.int64()) for part in parts})


_NESTED: dict[type, Callable[[Sequence[Any]], pa.Array]] = {
    list: _lists,
    Node: _nodes,
    Relationship: _relationships,
    Path: _paths,
    Duration: _durations,
}
