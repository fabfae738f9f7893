"""Any property graph as DuckDB tables, in the form that the Cypher compiler reads (see cypher/catalogue.py).

Names of properties, labels and types come from outside: tables and columns get names of their own (`node_0`,
`p0`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pyarrow as pa

from graphkit.cypher.catalogue import Catalogue, NodeTable, PropertyColumn, RelationshipTable
from graphkit.cypher.types import INTEGER, SHIFT, STRING
from graphkit.engine import Engine
from graphkit.errors import StoreError
from graphkit.stores.columns import column, column_type, holds_nan

NodeRow = tuple[Hashable, Iterable[str], Mapping[str, Any]]
"""A node: its key, its labels, its properties."""
RelationshipRow = tuple[Hashable, Hashable, str, Mapping[str, Any]]
"""A relationship: the keys of its start and end, its type, its properties."""

KEY = "id"
"""The property that is indexed where no two nodes of a table share its value."""


@dataclass(slots=True)
class _Rows:
    """Rows of one table to be: the names of their objects for messages, ends, and properties."""

    names: list[str] = field(default_factory=list)
    ends: list[tuple[int, int]] = field(default_factory=list)
    properties: list[Mapping[str, Any]] = field(default_factory=list)


def load_graph(
    engine: Engine,
    nodes: Iterable[NodeRow],
    relationships: Iterable[RelationshipRow],
    *,
    undirected: bool = False,
) -> Catalogue:
    """Write a graph into tables of an engine that holds no other graph written so.

    Nodes keep their order within a label set; relationships of one type between two label sets are ordered by
    start node, then as given. A property that is None is no property.

    Args:
        engine: where the tables are made.
        nodes: the nodes; keys are distinct, and serve only to name the ends of relationships.
        relationships: the relationships.
        undirected: the graph has no directions of its own; kept in the catalogue.

    Raises:
        StoreError: a key is given twice or is unknown, or a label, a type, a property name or value cannot be
            stored; the message names the object.
    """
    ids, node_rows = _number_nodes(nodes)
    relationship_rows = _group_relationships(relationships, ids)
    return Catalogue(
        tuple(
            _write_nodes(engine, number, labels, rows)
            for number, (labels, rows) in enumerate(node_rows.items())
        ),
        tuple(
            _write_relationships(engine, number, *group, rows)
            for number, (group, rows) in enumerate(relationship_rows.items())
        ),
        undirected,
    )


def _number_nodes(nodes: Iterable[NodeRow]) -> tuple[dict[Hashable, int], dict[tuple[str, ...], _Rows]]:
    """The id of each key, and the rows of each label set, in the order of first sight."""
    ids: dict[Hashable, int] = {}
    tables: dict[tuple[str, ...], _Rows] = {}
    numbers: dict[tuple[str, ...], int] = {}
    for key, labels, properties in nodes:
        name = f"node {key!r}"
        if key in ids:
            raise StoreError("the key is given twice", where=name, subject=key)
        label_set = tuple(sorted({_checked_name(label, "label", name) for label in labels}))
        rows = tables.setdefault(label_set, _Rows())
        number = numbers.setdefault(label_set, len(numbers))
        ids[key] = number * SHIFT + len(rows.names)
        rows.names.append(name)
        rows.properties.append(properties)
    return ids, tables


def _group_relationships(
    relationships: Iterable[RelationshipRow], ids: Mapping[Hashable, int]
) -> dict[tuple[str, int, int], _Rows]:
    """The rows of each type between each pair of node tables, in the order of first sight."""
    tables: dict[tuple[str, int, int], _Rows] = {}
    for start, end, type_, properties in relationships:
        name = f"relationship {start!r} to {end!r}"
        for key in (start, end):
            if key not in ids:
                raise StoreError(f"there is no node {key!r}", where=name, subject=key)
        source, target = ids[start], ids[end]
        group = (_checked_name(type_, "type", name), source // SHIFT, target // SHIFT)
        rows = tables.setdefault(group, _Rows())
        rows.names.append(name)
        rows.ends.append((source, target))
        rows.properties.append(properties)
    return tables


def _write_nodes(engine: Engine, number: int, labels: tuple[str, ...], rows: _Rows) -> NodeTable:
    table = f"node_{number}"
    properties, arrays = _columns(rows)
    ids = pa.array(range(number * SHIFT, number * SHIFT + len(rows.names)), pa.int64())
    with engine.table("loading", pa.table({"_id": ids, **arrays})):
        engine.run(f"CREATE TABLE {table} AS SELECT * FROM loading ORDER BY _id")
    unique = tuple(
        name
        for name, place in properties.items()
        if name == KEY and place.type in {INTEGER, STRING} and _is_unique(arrays[place.column])
    )
    for name in unique:
        engine.run(f"CREATE UNIQUE INDEX {table}_key ON {table} ({properties[name].column})")
    ordered = tuple(name for name in unique if _is_ordered(arrays[properties[name].column]))
    return NodeTable(number, table, labels, properties, len(rows.names), unique, ordered)


def _write_relationships(
    engine: Engine, number: int, type_: str, source: int, target: int, rows: _Rows
) -> RelationshipTable:
    table, by_target = f"rel_{number}", f"rel_{number}_by_target"
    rows = _by_source(rows)
    properties, arrays = _columns(rows)
    ends = {
        "_id": pa.array(range(number * SHIFT, number * SHIFT + len(rows.ends)), pa.int64()),
        "_source": pa.array([start for start, _ in rows.ends], pa.int64()),
        "_target": pa.array([end for _, end in rows.ends], pa.int64()),
    }
    with engine.table("loading", pa.table({**ends, **arrays})):
        engine.run(f"CREATE TABLE {table} AS SELECT * FROM loading ORDER BY _id")
        engine.run(
            f"CREATE TABLE {by_target} AS SELECT _id, _source, _target FROM loading ORDER BY _target, _id"
        )
    return RelationshipTable(number, table, type_, source, target, properties, len(rows.ends), by_target)


def _by_source(rows: _Rows) -> _Rows:
    """The rows in the order of their start nodes, and as given where these are the same."""
    order = sorted(range(len(rows.ends)), key=lambda row: rows.ends[row][0])
    return _Rows(
        [rows.names[row] for row in order],
        [rows.ends[row] for row in order],
        [rows.properties[row] for row in order],
    )


def _columns(rows: _Rows) -> tuple[dict[str, PropertyColumn], dict[str, pa.Array]]:
    """The columns of all properties of the rows, named p0, p1, … in the order of first sight."""
    seen = {
        name: None
        for properties in rows.properties
        for name, value in properties.items()
        if value is not None
    }
    columns: dict[str, PropertyColumn] = {}
    arrays: dict[str, pa.Array] = {}
    for number, name in enumerate(seen):
        values = [properties.get(name) for properties in rows.properties]
        try:
            _checked_name(name, "property name", "")
            type_ = column_type(values)
            arrays[f"p{number}"] = column(values, type_)
        except (StoreError, UnicodeError) as error:
            raise _blamed(name, values, rows.names, error) from error
        columns[name] = PropertyColumn(f"p{number}", type_, holds_nan(values))
    return columns, arrays


def _blamed(name: object, values: list[object], owners: list[str], error: Exception) -> StoreError:
    """The error of a column as one of the first object whose value alone raises it."""
    what, remedy = (
        (error.what, error.remedy) if isinstance(error, StoreError) else ("is not valid Unicode", "")
    )
    for owner, value in zip(owners, values, strict=True):
        try:
            column([value], column_type([value]))
        except (StoreError, UnicodeError):
            return StoreError(what, where=f"property {name!r} of {owner}", remedy=remedy, subject=value)
    return StoreError(what, where=f"property {name!r} of {owners[0]}", remedy=remedy, subject=name)


def _checked_name(name: object, what: str, where: str) -> str:
    if not isinstance(name, str) or not name:
        raise StoreError(
            f"a {what} must be a string that is not empty, this one is {name!r}", where=where, subject=name
        )
    return name


def _is_ordered(array: pa.Array) -> bool:
    """Whether unique values rise; texts do by code points, as DuckDB has them."""
    values = array.to_pylist()
    return all(before < after for before, after in pairwise(values))


def _is_unique(array: pa.Array) -> bool:
    return bool(array.null_count == 0 and len(array.unique()) == len(array))
