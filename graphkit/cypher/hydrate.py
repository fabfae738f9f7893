"""From ids to Node, Relationship and Path: all elements of a result are read with one query per table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlglot import exp

from graphkit.cypher.catalogue import Catalogue, NodeTable, RelationshipTable
from graphkit.cypher.runtime.values import NodeId, PathIds, RelationshipId
from graphkit.cypher.types import SHIFT, Type
from graphkit.cypher.values import boxes, sql
from graphkit.results import Node, Path, Relationship

Fetch = Callable[[str, Mapping[str, object]], list[tuple[Any, ...]]]
"""Runs a query with parameters and gives its rows."""


class Elements:
    """The nodes and relationships met in one result."""

    def __init__(self, fetch: Fetch, catalogue: Catalogue) -> None:
        self._fetch = fetch
        self._catalogue = catalogue
        self._nodes: dict[int, Node] = {}
        self._relationships: dict[int, Relationship] = {}

    def rows(self, rows: Sequence[tuple[Any, ...]], types: Sequence[Type]) -> list[tuple[Any, ...]]:
        """The rows of DuckDB as Python values, with elements in the place of ids."""
        decoded = [
            tuple(boxes.decode(value, type_) for value, type_ in zip(row, types, strict=True)) for row in rows
        ]
        if not any(_may_hold_elements(type_) for type_ in types):
            return decoded
        found = list(_ids(decoded))
        self._load(found)
        return [tuple(self._filled(value) for value in row) for row in decoded] if found else decoded

    def properties(self, element: NodeId | RelationshipId) -> Mapping[str, Any]:
        """The properties of one node or relationship."""
        self._load([element])
        held: Node | Relationship
        held = self._nodes[element.id] if isinstance(element, NodeId) else self._relationships[element.id]
        return dict(held.items())

    def _load(self, found: Iterable[NodeId | RelationshipId]) -> None:
        nodes = {item.id for item in found if isinstance(item, NodeId)}
        relationships = {
            item.id for item in found if isinstance(item, RelationshipId)
        } - self._relationships.keys()
        loaded: list[tuple[RelationshipTable, tuple[Any, ...]]] = []
        for number, ids in _by_table(relationships).items():
            table = self._catalogue.relationships[number]
            for row in self._read(table, ids, ("_id", "_source", "_target")):
                loaded.append((table, row))
                nodes |= {row[1], row[2]}
        for number, ids in _by_table(nodes - self._nodes.keys()).items():
            node_table = self._catalogue.nodes[number]
            for id_, *values in self._read(node_table, ids, ("_id",)):
                held = _properties(node_table, values)
                self._nodes[id_] = Node(f"n{id_}", node_table.labels, held)
        for table, (id_, source, target, *values) in loaded:
            self._relationships[id_] = Relationship(
                f"r{id_}", table.type, self._nodes[source], self._nodes[target], _properties(table, values)
            )

    def _read(
        self, table: NodeTable | RelationshipTable, ids: Iterable[int], leading: Sequence[str]
    ) -> list[tuple[Any, ...]]:
        columns = [*leading, *(place.column for place in table.properties.values())]
        wanted = exp.select(exp.Unnest(expressions=[exp.Placeholder(this="ids")]))
        query = exp.select(*(sql.column("t", name) for name in columns)).from_(sql.table(table.table, "t"))
        query = query.where(exp.In(this=sql.column("t", "_id"), query=exp.Subquery(this=wanted)))
        return self._fetch(query.sql("duckdb"), {"ids": sorted(ids)})

    def _filled(self, value: Any) -> Any:
        match value:
            case NodeId(id):
                return self._nodes[id]
            case RelationshipId(id):
                return self._relationships[id]
            case PathIds(nodes, relationships):
                return Path(
                    tuple(self._nodes[id_] for id_ in nodes),
                    tuple(self._relationships[id_] for id_ in relationships),
                )
            case list():
                return [self._filled(item) for item in value]
            case dict():
                return {key: self._filled(item) for key, item in value.items()}
        return value


def _may_hold_elements(type_: Type) -> bool:
    return (
        _may_hold_elements(type_.element)
        if type_.element
        else type_.name in {"NODE", "RELATIONSHIP", "PATH", "ANY", "MAP"}
    )


def _ids(value: Any) -> Iterator[NodeId | RelationshipId]:
    """All elements inside a decoded value."""
    match value:
        case NodeId() | RelationshipId():
            yield value
        case PathIds(nodes, relationships):
            yield from map(NodeId, nodes)
            yield from map(RelationshipId, relationships)
        case list() | tuple():
            for item in value:
                yield from _ids(item)
        case dict():
            yield from _ids(list(value.values()))


def _by_table(ids: Iterable[int]) -> dict[int, list[int]]:
    tables: dict[int, list[int]] = defaultdict(list)
    for id_ in ids:
        tables[id_ // SHIFT].append(id_)
    return tables


def _properties(table: NodeTable | RelationshipTable, values: Sequence[Any]) -> dict[str, Any]:
    return {
        name: boxes.decode(value, place.type)
        for (name, place), value in zip(table.properties.items(), values, strict=True)
        if value is not None
    }
