"""Graphs of graphkit's schema that graphkit did not build: checked, and given the tables of a graph file."""

from __future__ import annotations

from graphkit.cypher.catalogue import NodeTable, PropertyColumn, RelationshipTable
from graphkit.cypher.types import ANY, MAP, SHIFT, STRING
from graphkit.cypher.values.boxes import duckdb_type
from graphkit.errors import StoreError
from graphkit.evidence import create_evidence_tables
from graphkit.schema import NODES, RELATIONSHIPS, Property
from graphkit.stores.base import Tables

_NUMBERS = {node.label: number for number, node in enumerate(NODES)}
_REMEDY = "docs/schema.md lists labels, relationship types and properties"


def check_schema(tables: Tables) -> None:
    """Hold a graph against the schema: its labels, keys and types, and one relationship of a type a pair.

    Raises:
        StoreError: the graph is of another schema; the message names what differs.
    """
    catalogue = tables.catalogue
    for nodes in catalogue.nodes:
        label = ":".join(nodes.labels)
        if label not in _NUMBERS:
            raise StoreError(f"nodes with {label or 'no label'} are not of graphkit's schema", remedy=_REMEDY)
        key = nodes.properties.get("id")
        if nodes.count and (key is None or key.type != STRING or "id" not in nodes.unique):
            raise StoreError(f"each {label} needs an id of its own, a string", remedy=_REMEDY)
        _check_storable(label, nodes.properties)
    ends = {kind.type: (kind.source, kind.target) for kind in RELATIONSHIPS}
    for table in catalogue.relationships:
        (source,), (target,) = catalogue.nodes[table.source].labels, catalogue.nodes[table.target].labels
        if ends.get(table.type) != (source, target):
            what = f"(:{source})-[:{table.type}]->(:{target})"
            raise StoreError(f"{what} is not of graphkit's schema", remedy=_REMEDY)
        _check_storable(table.type, table.properties)
        _check_single(tables, table)


def _check_storable(owner: str, properties: dict[str, PropertyColumn]) -> None:
    for name, place in properties.items():
        if place.type in {ANY, MAP} or (place.type.element and place.type.element.element):
            raise StoreError(f"the property {name} of {owner} holds maps or values of different kinds")


def _check_single(tables: Tables, table: RelationshipTable) -> None:
    doubles = tables.engine.rows(
        f"SELECT 1 FROM {table.table} GROUP BY _source, _target HAVING count(*) > 1 LIMIT 1"
    )
    if doubles:
        raise StoreError(f"two nodes have more than one {table.type} between them", subject=table)


def add_schema_tables(tables: Tables) -> None:
    """Add the tables of a graph file to a graph of the schema: views of its own tables, no evidence.

    Raises:
        StoreError: the graph is not of the schema.
    """
    check_schema(tables)
    nodes = {table.labels[0]: table for table in tables.catalogue.nodes}
    relationships = {table.type: table for table in tables.catalogue.relationships}
    for number, node in enumerate(NODES):
        node_table = nodes.get(node.label)
        ids = {"_id": (number, node_table.number if node_table else 0)}
        _create_view(tables, node.table, node.properties, node_table, ids)
    for number, kind in enumerate(RELATIONSHIPS):
        table = relationships.get(kind.type)
        ids = {
            "_id": (number, table.number if table else 0),
            "_source": (_NUMBERS[kind.source], table.source if table else 0),
            "_target": (_NUMBERS[kind.target], table.target if table else 0),
        }
        _create_view(tables, kind.table, kind.properties, table, ids)
        tables.engine.run(
            f"CREATE VIEW {kind.table}_by_target AS "
            f"SELECT _id, _source, _target FROM {kind.table} ORDER BY _target, _id"
        )
    create_evidence_tables(tables.engine)


def _create_view(
    tables: Tables,
    name: str,
    properties: tuple[Property, ...],
    table: NodeTable | RelationshipTable | None,
    ids: dict[str, tuple[int, int]],
) -> None:
    """A view with a schema table's name and columns; `ids` are its number in the schema and in the graph."""
    places = table.properties if table else {}
    columns = [f"{column} + {(own - given) * SHIFT} AS {column}" for column, (own, given) in ids.items()]
    for wanted in properties:
        place = places.get(wanted.name)
        if place and duckdb_type(place.type) != wanted.type:
            raise StoreError(
                f"the property {wanted.name} in {name} is {place.type}, the schema has {wanted.type}",
                remedy=_REMEDY,
            )
        value = f'"{place.column}"' if place else f"CAST(NULL AS {wanted.type})"
        columns.append(f'{value} AS "{wanted.name}"')
    empty = f"(SELECT {', '.join(f'CAST(NULL AS BIGINT) AS {column}' for column in ids)} WHERE false)"
    source = table.table if table else empty
    tables.engine.run(f"CREATE VIEW {name} AS SELECT {', '.join(columns)} FROM {source}")
