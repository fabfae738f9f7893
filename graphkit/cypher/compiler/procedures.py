"""Procedures that tell about the graph: `db.labels()` and its kin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from sqlglot import exp

from graphkit.cypher.catalogue import Catalogue, NodeTable, PropertyColumn, RelationshipTable
from graphkit.cypher.runtime.values import encode
from graphkit.cypher.suggest import suggestion
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import ANY, BOOLEAN, LIST, STRING, Type, Value
from graphkit.cypher.values import boxes, sql
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure without arguments: the columns it yields, and its rows for a graph, of values or of SQL."""

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
    if isinstance(value, exp.Expression):
        return value
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


_SPELLED = {
    "INTEGER": "Long",
    "FLOAT": "Double",
    "STRING": "String",
    "BOOLEAN": "Boolean",
    "DATE": "Date",
    "DURATION": "Duration",
}
"""Types as the procedures spell them; `Array` behind one makes it a list's."""
_OF_VALUES = {
    **{f"{name} NOT NULL": spelled for name, spelled in _SPELLED.items()},
    **{f"LIST<{name} NOT NULL> NOT NULL": f"{spelled}Array" for name, spelled in _SPELLED.items()},
    "LIST<NOTHING> NOT NULL": "StringArray",
}
"""The same by what valueType() gives: Neo4j stores an empty list as one of strings."""


def _property_types(
    table: NodeTable | RelationshipTable, place: PropertyColumn
) -> list[str] | exp.Expression:
    """The types of a property's values, which of a boxed one only its rows tell."""
    element = place.type.element or place.type
    if element.name in _SPELLED:
        return [_SPELLED[element.name] + ("Array" if place.type.element else "")]
    value = boxes.box(Value(sql.column("t", place.column), place.type))
    kind = sql.call("cy_value_type", value.sql)
    spelled = exp.Case(
        this=kind,
        ifs=[exp.If(this=sql.string(key), true=sql.string(text)) for key, text in _OF_VALUES.items()],
    )
    kinds = exp.select(sql.call("list", exp.Distinct(expressions=[spelled]))).from_(
        sql.table(table.table, "t")
    )
    return sql.call("list_sort", sql.scalar(kinds.where(sql.not_null(sql.column("t", place.column)))))


def _is_everywhere(tables: Sequence[NodeTable | RelationshipTable], name: str) -> exp.Expression:
    """Whether every row of the tables has a value of a property."""
    tests: list[exp.Expression] = [sql.boolean(all(name in table.properties for table in tables))]
    for table in tables:
        if name in table.properties:
            held = sql.call("count", sql.column("t", table.properties[name].column))
            whole = exp.select(sql.equal(held, exp.Count(this=exp.Star()))).from_(sql.table(table.table, "t"))
            tests.append(sql.scalar(whole))
    return sql.all_of(tests)


def _node_properties(catalogue: Catalogue) -> Iterator[Row]:
    for table in sorted(catalogue.nodes, key=lambda table: table.labels):
        type_ = "".join(f":`{label}`" for label in table.labels)
        for name, place in sorted(table.properties.items()):
            types = _property_types(table, place)
            yield type_, list(table.labels), name, types, _is_everywhere([table], name)
        if not table.properties:
            yield type_, list(table.labels), None, None, False


def _relationship_properties(catalogue: Catalogue) -> Iterator[Row]:
    for type_ in catalogue.types:
        tables = [table for table in catalogue.relationships if table.type == type_]
        names = sorted({name for table in tables for name in table.properties})
        for name in names:
            holders = [table for table in tables if name in table.properties]
            types = [_constant(_property_types(t, t.properties[name]), LIST(STRING)) for t in holders]
            joined = reduce(lambda left, right: sql.call("list_concat", left, right), types)
            distinct = sql.call("list_sort", sql.call("list_distinct", joined))
            yield f":`{type_}`", name, distinct, _is_everywhere(tables, name)
        if not names:
            yield f":`{type_}`", None, None, False


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


_OF_A_SERVER = ("dbms.", "db.index.", "db.info", "db.stats.", "db.ping", "tx.", "db.await", "db.prepare")
"""Beginnings of the names of Neo4j's procedures that have no meaning without a server."""


def find(clause: ast.CallProcedure) -> Procedure:
    """The procedure that a CALL names.

    Raises:
        CypherSyntaxError: there is none, or it is given arguments.
        CypherUnsupportedError: Neo4j has it, graphkit does not.
    """
    procedure = PROCEDURES.get(clause.name.lower())
    if procedure is None:
        if clause.name.lower().startswith(_OF_A_SERVER):
            raise CypherUnsupportedError(
                f"the procedure {clause.name}() is not supported: it asks a Neo4j server about itself",
                offset=clause.at,
            )
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
