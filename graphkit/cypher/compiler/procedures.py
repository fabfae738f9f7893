"""Procedures that tell about the graph: `db.labels()` and its kin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlglot import exp

from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.runtime.values import encode
from graphkit.cypher.suggest import suggestion
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import ANY, BOOLEAN, LIST, STRING, Type
from graphkit.cypher.values import sql
from graphkit.errors import CypherSyntaxError

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure without arguments: the columns it yields, and its rows for a graph."""

    name: str
    columns: dict[str, Type]
    rows: Callable[[Catalogue], Iterator[Row]]

    def query(self, catalogue: Catalogue) -> sql.Query:
        """Its rows as a query."""
        queries = [
            exp.select(
                *(
                    sql.alias(_constant(value, type_), name)
                    for value, (name, type_) in zip(row, self.columns.items(), strict=True)
                )
            )
            for row in self.rows(catalogue)
        ]
        if queries:
            return sql.union_all(queries)
        return exp.select(
            *(sql.alias(sql.null(_STORED[type_]), name) for name, type_ in self.columns.items())
        ).where(sql.boolean(False))


_STORED = {STRING: "VARCHAR", BOOLEAN: "BOOLEAN", LIST(STRING): "VARCHAR[]", ANY: "VARCHAR"}


def _constant(value: object, type_: Type) -> exp.Expression:
    if value is None:
        return sql.null(_STORED[type_])
    if type_ == ANY:
        return sql.string(encode(value) or "")
    if isinstance(value, list):
        return sql.cast(sql.array(map(sql.string, value)), "VARCHAR[]")
    return sql.boolean(value) if isinstance(value, bool) else sql.string(str(value))


def _labels(catalogue: Catalogue) -> Iterator[Row]:
    return ((name,) for name in catalogue.labels)


def _types(catalogue: Catalogue) -> Iterator[Row]:
    return ((name,) for name in catalogue.types)


def _keys(catalogue: Catalogue) -> Iterator[Row]:
    return ((name,) for name in sorted(catalogue.property_names))


_SPELLED = {"INTEGER": "Long", "FLOAT": "Double", "STRING": "String", "BOOLEAN": "Boolean", "DATE": "Date"}


def _spelled(type_: Type) -> list[str]:
    if type_.element:
        return [f"{_SPELLED.get(type_.element.name, 'Any')}Array"]
    return [_SPELLED.get(type_.name, type_.name.capitalize())]


def _node_properties(catalogue: Catalogue) -> Iterator[Row]:
    for table in sorted(catalogue.nodes, key=lambda table: table.labels):
        type_ = "".join(f":`{label}`" for label in table.labels)
        for name, place in sorted(table.properties.items()):
            yield type_, list(table.labels), name, _spelled(place.type), name in table.unique
        if not table.properties:
            yield type_, list(table.labels), None, None, False


def _relationship_properties(catalogue: Catalogue) -> Iterator[Row]:
    found = {
        (table.type, name): place
        for table in catalogue.relationships
        for name, place in table.properties.items()
    }
    bare = {(table.type, ""): None for table in catalogue.relationships if not table.properties}
    for (type_, name), place in sorted({**bare, **found}.items(), key=lambda item: item[0]):
        yield f":`{type_}`", name or None, _spelled(place.type) if place else None, False


def _visualization(catalogue: Catalogue) -> Iterator[Row]:
    nodes = [
        {"labels": list(table.labels), "properties": sorted(table.properties)} for table in catalogue.nodes
    ]
    relationships = [
        {
            "type": table.type,
            "source": list(catalogue.nodes[table.source].labels),
            "target": list(catalogue.nodes[table.target].labels),
        }
        for table in catalogue.relationships
    ]
    yield nodes, relationships


_ALL = (
    Procedure("db.labels", {"label": STRING}, _labels),
    Procedure("db.relationshipTypes", {"relationshipType": STRING}, _types),
    Procedure("db.propertyKeys", {"propertyKey": STRING}, _keys),
    Procedure(
        "db.schema.nodeTypeProperties",
        {
            "nodeType": STRING,
            "nodeLabels": LIST(STRING),
            "propertyName": STRING,
            "propertyTypes": LIST(STRING),
            "mandatory": BOOLEAN,
        },
        _node_properties,
    ),
    Procedure(
        "db.schema.relTypeProperties",
        {"relType": STRING, "propertyName": STRING, "propertyTypes": LIST(STRING), "mandatory": BOOLEAN},
        _relationship_properties,
    ),
    Procedure("db.schema.visualization", {"nodes": ANY, "relationships": ANY}, _visualization),
)

PROCEDURES = {procedure.name.lower(): procedure for procedure in _ALL}
"""Procedures by lower-case name."""


def find(clause: ast.CallProcedure) -> Procedure:
    """The procedure that a CALL names.

    Raises:
        CypherSyntaxError: there is none, or it is given arguments.
    """
    procedure = PROCEDURES.get(clause.name.lower())
    if procedure is None:
        names = [known.name for known in _ALL]
        raise CypherSyntaxError(
            f"there is no procedure {clause.name}(){suggestion(clause.name, names)}",
            offset=clause.at,
            code="ProcedureNotFound",
            remedy=f"Known are {', '.join(names)}",
        )
    if clause.arguments:
        raise CypherSyntaxError(
            f"{procedure.name}() takes no arguments", offset=clause.at, code="InvalidNumberOfArguments"
        )
    return procedure


def yielded(clause: ast.CallProcedure, procedure: Procedure) -> list[tuple[str, str]]:
    """Variable and column of everything that a CALL yields.

    Raises:
        CypherSyntaxError: YIELD names a column that the procedure does not have.
    """
    if clause.items is None:
        return [(name, name) for name in procedure.columns]
    pairs = []
    for name, alias in clause.items:
        if name not in procedure.columns:
            raise CypherSyntaxError(
                f"{procedure.name}() does not yield `{name}`", offset=clause.at, code="UndefinedVariable"
            )
        pairs.append((alias or name, name))
    return pairs
