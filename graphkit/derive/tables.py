"""Graph tables from queries: dense ids, the order of rows, both directions, indexes, and the catalogue."""

from __future__ import annotations

from graphkit.cypher.catalogue import Catalogue, NodeTable, PropertyColumn, RelationshipTable
from graphkit.cypher.types import BOOLEAN, DATE, FLOAT, INTEGER, LIST, SHIFT, STRING, Type
from graphkit.engine import Engine
from graphkit.schema import NODES, RELATIONSHIPS, NodeType, Property, RelationshipType

_TYPES = {
    "VARCHAR": STRING,
    "BIGINT": INTEGER,
    "DOUBLE": FLOAT,
    "BOOLEAN": BOOLEAN,
    "DATE": DATE,
    "VARCHAR[]": LIST(STRING),
}


def write_nodes(engine: Engine, label: str, query: str) -> None:
    """Create a label's table from a query with one column a property, in the order of its key.

    Args:
        engine: where the table is made.
        label: a label of the schema.
        query: gives every property of the label by name, each key once.
    """
    number, node = _node(label)
    engine.run(f"""
        CREATE TABLE {node.table} AS
        SELECT {number * SHIFT} + row_number() OVER () - 1 AS _id, *
        FROM (SELECT {_columns(node.properties)} FROM ({query}) ORDER BY {node.key})
    """)
    engine.run(f"CREATE UNIQUE INDEX {node.table}_key ON {node.table} ({node.key})")


def write_relationships(engine: Engine, type_: str, query: str) -> None:
    """Create the two tables of a relationship type: sorted by source with properties, and sorted by target.

    Args:
        engine: where the tables are made; those of the two labels exist.
        type_: a type of the schema.
        query: gives `source` and `target` (keys of nodes, each pair once) and every property by name.
    """
    _, relationship = _relationship(type_)
    (_, source), (_, target) = _node(relationship.source), _node(relationship.target)
    columns = "".join(f', rows."{p.name}"' for p in relationship.properties)
    write_sorted(engine, type_, f"""
        SELECT source._id AS _source, target._id AS _target{columns}
        FROM ({query}) rows
        JOIN {source.table} source ON source.{source.key} = rows.source
        JOIN {target.table} target ON target.{target.key} = rows.target
    """)  # fmt: skip


def write_sorted(engine: Engine, type_: str, query: str) -> None:
    """The same from a query that gives `_source` and `_target` as ids of nodes, each pair once."""
    number, relationship = _relationship(type_)
    columns = "".join(f", {column}" for column in [_columns(relationship.properties)] if column)
    engine.run(f"""
        CREATE TABLE {relationship.table} AS
        SELECT {number * SHIFT} + row_number() OVER () - 1 AS _id, *
        FROM (SELECT _source, _target{columns} FROM ({query}) ORDER BY _source, _target)
    """)
    engine.run(f"""
        CREATE TABLE {relationship.table}_by_target AS
        SELECT _id, _source, _target FROM {relationship.table} ORDER BY _target, _id
    """)


def write_empty(engine: Engine, type_: str) -> None:
    """Create the tables of a relationship type that no source tells of."""
    _, relationship = _relationship(type_)
    nulls = "".join(f', NULL AS "{p.name}"' for p in relationship.properties)
    write_sorted(engine, type_, f"SELECT 0 AS _source, 0 AS _target{nulls} WHERE false")


def catalogue(engine: Engine) -> Catalogue:
    """What the compiler needs to know of the tables, all of which exist."""
    numbers = {node.label: number for number, node in enumerate(NODES)}
    return Catalogue(
        tuple(
            NodeTable(
                number, node.table, (node.label,), _places(node.properties), _count(engine, node.table),
                (node.key,), (node.key,),
            )
            for number, node in enumerate(NODES)
        ),
        tuple(
            RelationshipTable(
                number, r.table, r.type, numbers[r.source], numbers[r.target], _places(r.properties),
                _count(engine, r.table), f"{r.table}_by_target",
            )
            for number, r in enumerate(RELATIONSHIPS)
        ),
    )  # fmt: skip


def _node(label: str) -> tuple[int, NodeType]:
    return next((number, node) for number, node in enumerate(NODES) if node.label == label)


def _relationship(type_: str) -> tuple[int, RelationshipType]:
    return next((number, r) for number, r in enumerate(RELATIONSHIPS) if r.type == type_)


def _columns(properties: tuple[Property, ...]) -> str:
    return ", ".join(f'CAST("{p.name}" AS {p.type}) AS "{p.name}"' for p in properties)


def _places(properties: tuple[Property, ...]) -> dict[str, PropertyColumn]:
    return {p.name: PropertyColumn(p.name, _type(p)) for p in properties}


def _type(property_: Property) -> Type:
    return _TYPES[property_.type]


def _count(engine: Engine, table: str) -> int:
    return int(engine.rows(f"SELECT count(*) FROM {table}")[0][0])
