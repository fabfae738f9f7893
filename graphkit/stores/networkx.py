"""networkx graphs in and out of tables: a snapshot of any networkx graph, and any graph as a MultiDiGraph.

| networkx | property graph |
|---|---|
| node attribute `labels`: a string or several | labels; none without the attribute |
| edge attribute `type`: a string | type; RELATED without the attribute |
| every other attribute | property; None is no property, tuples are lists |
| key of a node | property `id`, unless the node has an attribute `id` |
| edge of an undirected graph | one relationship, from the end that `G.edges` names first |
| key of an edge in a multigraph | not kept |
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import networkx as nx
import numpy as np

from graphkit.cypher.catalogue import NodeTable, RelationshipTable
from graphkit.cypher.types import BOOLEAN, DATE, FLOAT, INTEGER, LIST, STRING, Type
from graphkit.cypher.values.boxes import decode
from graphkit.engine import Engine
from graphkit.errors import StoreError
from graphkit.stores.base import Tables
from graphkit.stores.tables import KEY, NodeRow, RelationshipRow, load_graph

DEFAULT_TYPE = "RELATED"
"""The type of a relationship whose edge names none."""

_AS_THEY_ARE = {BOOLEAN, INTEGER, FLOAT, STRING, DATE, LIST(STRING), LIST(INTEGER), LIST(FLOAT)}
"""Types whose values DuckDB gives as Python has them."""


def is_networkx(target: object) -> bool:
    """Whether something is a networkx graph: directed ones and multigraphs are kinds of it."""
    return isinstance(target, nx.Graph)


def load_networkx(engine: Engine, graph: nx.Graph, *, labels: str = "labels", type: str = "type") -> Tables:  # noqa: A002
    """Write a networkx graph into tables; later changes of the graph do not reach them.

    Args:
        engine: where the tables are made.
        graph: directed or not, with or without parallel edges.
        labels: the node attribute that holds the labels.
        type: the edge attribute that holds the type.

    Raises:
        StoreError: a label, a type, an attribute name or a value cannot be stored; the message names the
            object.
    """
    catalogue = load_graph(
        engine, _node_rows(graph, labels), _relationship_rows(graph, type), undirected=not graph.is_directed()
    )
    return Tables(engine, catalogue)


def to_networkx(tables: Tables, *, labels: str = "labels", type: str = "type") -> nx.MultiDiGraph:  # noqa: A002
    """The graph as a networkx MultiDiGraph.

    Nodes stand in the order of the tables, edges in the order of the tables and their start nodes. A
    node's key is its property `id`, which then is no attribute, if all nodes have one, a string or number,
    and no two the same; else nodes are numbered from 0. One label is a string, several are a list, none no
    attribute.

    Args:
        tables: the graph.
        labels: the node attribute that receives the labels.
        type: the edge attribute that receives the type.

    Raises:
        StoreError: a property has the name that labels or types are to have.
    """
    catalogue = tables.catalogue
    _check_free(labels, catalogue.nodes, "labels")
    _check_free(type, catalogue.relationships, "type")
    nodes = [
        (id_, table.labels, properties)
        for table in catalogue.nodes
        for (id_,), properties in _rows(tables.engine, table, ("_id",))
    ]
    keys = _keys(nodes)
    graph = nx.MultiDiGraph()
    for id_, names, properties in nodes:
        own = {labels: names[0] if len(names) == 1 else list(names)} if names else {}
        graph.add_nodes_from([(keys[id_], own | properties)])
    for table in catalogue.relationships:
        graph.add_edges_from(
            (keys[source], keys[target], {type: table.type} | properties)
            for (source, target), properties in _rows(tables.engine, table, ("_source", "_target"))
        )
    return graph


def _node_rows(graph: nx.Graph, attribute: str) -> Iterator[NodeRow]:
    for key, attributes in graph.nodes(data=True):
        labels = attributes.get(attribute) or ()
        if not isinstance(labels, str | list | tuple | set | frozenset):
            raise StoreError(
                f"labels are a string or several, these are {labels!r}", where=f"node {key!r}", subject=key
            )
        properties = {name: _plain(value) for name, value in attributes.items() if name != attribute}
        if properties.get(KEY) is None:
            properties[KEY] = _plain(key)
        yield key, [labels] if isinstance(labels, str) else labels, properties


def _relationship_rows(graph: nx.Graph, attribute: str) -> Iterator[RelationshipRow]:
    for start, end, attributes in graph.edges(data=True):
        properties = {name: _plain(value) for name, value in attributes.items() if name != attribute}
        type_ = attributes.get(attribute)
        yield start, end, DEFAULT_TYPE if type_ is None else type_, properties


def _plain(value: Any) -> Any:
    """A value without the wrapping of numpy, whose scalars and arrays are common in networkx graphs."""
    return value.tolist() if isinstance(value, np.generic | np.ndarray) else value


def _check_free(name: str, tables: Sequence[NodeTable] | Sequence[RelationshipTable], what: str) -> None:
    if any(name in table.properties for table in tables):
        raise StoreError(
            f"{name!r} is a property, and cannot hold the {what}",
            remedy=f"Give another name: {what}=…",
            subject=name,
        )


def _rows(
    engine: Engine, table: NodeTable | RelationshipTable, own: tuple[str, ...]
) -> Iterator[tuple[tuple[int, ...], dict[str, Any]]]:
    """For each row, in the order of ids, the table's own columns and the properties that are not null."""
    names = list(table.properties)
    types = [None] * len(own) + [place.type for place in table.properties.values()]
    columns = ", ".join([*own, *(f'"{place.column}"' for place in table.properties.values())])
    for batch in engine.batches(f"SELECT {columns} FROM {table.table} ORDER BY _id"):
        for row in zip(*map(_values, batch.columns, types), strict=True):
            given = zip(names, row[len(own) :], strict=True)
            yield row[: len(own)], {name: value for name, value in given if value is not None}


def _values(column: Any, type_: Type | None) -> list[Any]:
    """The values of an Arrow column; those of scalar types come as they are."""
    values: list[Any] = column.to_pylist()
    if type_ is None or type_ in _AS_THEY_ARE:
        return values
    return [decode(value, type_) for value in values]


def _keys(nodes: list[tuple[int, tuple[str, ...], dict[str, Any]]]) -> dict[int, Hashable]:
    """The key of each node by its id in the tables; properties that become keys are taken out."""
    values = [properties.get(KEY) for _, _, properties in nodes]
    scalar = all(isinstance(value, str | int | float) for value in values)
    if not scalar or len(set(values)) < len(values):
        return {id_: number for number, (id_, _, _) in enumerate(nodes)}
    return {id_: properties.pop(KEY) for id_, _, properties in nodes}
