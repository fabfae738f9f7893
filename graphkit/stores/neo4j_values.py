"""Values between the Neo4j driver and graphkit: the same classes from every store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import neo4j.graph
import neo4j.time

from graphkit.errors import CypherParameterError, StoreError
from graphkit.results import Duration, Node, Path, Relationship
from graphkit.stores.neo4j_mark import MARK

Rows = list[tuple[Any, ...]]


def received_rows(rows: Rows, fetch: Callable[[list[str]], list[neo4j.graph.Node]]) -> Rows:
    """Rows of the driver with values of graphkit's own.

    A relationship that comes alone brings only the element ids of its ends; they are fetched, so that it has
    the same ends from every store.

    Args:
        rows: values as the driver gives them.
        fetch: gives the nodes of so many element ids.
    """
    bare = sorted({node.element_id for node in _ends(rows) if not node.labels and not len(node)})
    ends = {node.element_id: _node(node) for node in fetch(bare)} if bare else {}
    return [tuple(received(value, ends) for value in row) for row in rows]


def received(value: Any, ends: Mapping[str, Node] | None = None) -> Any:
    """A value of the driver as graphkit's own.

    Times, and times with dates, come as their ISO 8601 text.

    Args:
        value: as the driver gives it.
        ends: nodes by element id, for relationships that do not bring their own.

    Raises:
        StoreError: the value is of a kind that graphkit does not carry: points, bytes, vectors.
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return [received(item, ends) for item in value]
        case dict():
            return {key: received(item, ends) for key, item in value.items()}
        case neo4j.graph.Node():
            return _node(value)
        case neo4j.graph.Relationship():
            return _relationship(value, ends or {})
        case neo4j.graph.Path():
            edges = tuple(_relationship(edge, {}) for edge in value.relationships)
            return Path(tuple(map(_node, value.nodes)), edges)
        case neo4j.time.Duration():
            return Duration(value.months, value.days, value.seconds, value.nanoseconds)
        case neo4j.time.Date():
            return value.to_native()
        case neo4j.time.DateTime() | neo4j.time.Time():
            return value.iso_format()
    raise StoreError(
        f"a value of type {type(value).__name__} cannot be returned",
        remedy="Return its parts, or toString of it",
        subject=value,
    )


def sent(value: Any) -> Any:
    """A parameter of a query as the driver takes it.

    Raises:
        CypherParameterError: the value is of no type that Cypher has.
    """
    match value:
        case None | bool() | int() | float() | str() | date():
            return value
        case list() | tuple():
            return [sent(item) for item in value]
        case Mapping():
            return {key: sent(item) for key, item in value.items()}
        case Duration():
            return neo4j.time.Duration(
                months=value.months, days=value.days, seconds=value.seconds, nanoseconds=value.nanoseconds
            )
    raise CypherParameterError(
        f"a value of type {type(value).__name__} cannot be a parameter", remedy="Give a plain value"
    )


def _ends(value: Any) -> Iterator[neo4j.graph.Node]:
    """The ends of all relationships in a value that stand outside paths."""
    match value:
        case list() | tuple():
            for item in value:
                yield from _ends(item)
        case dict():
            yield from _ends(list(value.values()))
        case neo4j.graph.Relationship():
            yield from (node for node in value.nodes if node is not None)


def _node(node: neo4j.graph.Node) -> Node:
    return Node(node.element_id, node.labels - {MARK}, received(dict(node.items())))


def _relationship(edge: neo4j.graph.Relationship, ends: Mapping[str, Node]) -> Relationship:
    start, end = edge.nodes
    if start is None or end is None:
        raise StoreError("a relationship came without its ends", subject=edge)
    return Relationship(
        edge.element_id,
        edge.type,
        ends.get(start.element_id) or _node(start),
        ends.get(end.element_id) or _node(end),
        received(dict(edge.items())),
    )
