"""Functions that read the graph: labels, types, ends, properties, ids, parts of paths."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from graphkit.cypher.compiler import labels, maps
from graphkit.cypher.compiler.frames import Element
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import (
    ANY,
    BOOLEAN,
    INTEGER,
    LIST,
    MAP,
    NODE,
    NULL,
    PATH,
    RELATIONSHIP,
    STRING,
    Type,
    Value,
)
from graphkit.cypher.values import sql
from graphkit.cypher.values.checks import wrong
from graphkit.cypher.values.coercions import as_element
from graphkit.cypher.values.fragments import tree
from graphkit.errors import CypherSyntaxError

if TYPE_CHECKING:
    from graphkit.cypher.compiler.expressions import Expressions

Builder = Callable[["Expressions", list[Value], ast.FunctionCall], Value]


def tables_of(self: Expressions, value: Value) -> list[int]:
    """Numbers of the tables that a node or relationship can stand in."""
    catalogue = self.frame.compilation.catalogue
    if isinstance(value, Element):
        return sorted(value.tables)
    return sorted(catalogue.node_numbers if value.type == NODE else catalogue.relationship_numbers)


def has_labels(self: Expressions, value: Value, node: ast.HasLabels) -> Value:
    """`n:A|B`, `r:T`: null for null."""
    compilation = self.frame.compilation
    for name in labels.names(node.labels):
        if value.type == RELATIONSHIP and name.name not in compilation.catalogue.types:
            compilation.warn("relationship type", name.name, compilation.catalogue.types)
        elif value.type != RELATIONSHIP and name.name not in compilation.catalogue.labels:
            compilation.warn("label", name.name, compilation.catalogue.labels)
    if value.type == NULL:
        return Value(sql.null(), NULL)
    if value.type == RELATIONSHIP:
        held = labels.relationship_tables(compilation.catalogue, node.labels)
    else:
        value = as_element(value, NODE, node.at)
        held = labels.node_tables(compilation.catalogue, node.labels)
    possible = set(tables_of(self, value))
    nullable = not isinstance(value, Element) or value.nullable
    if possible <= held and not nullable:
        return Value(sql.boolean(True), BOOLEAN)
    return Value(sql.in_tables(value.sql, held & possible), BOOLEAN)


def _labels(self: Expressions, arguments: list[Value], node: ast.FunctionCall) -> Value:
    """Labels in code point order."""
    value = _element(arguments, NODE, node)
    catalogue = self.frame.compilation.catalogue
    texts = {
        number: sql.cast(sql.array(map(sql.string, sorted(catalogue.nodes[number].labels))), "VARCHAR[]")
        for number in tables_of(self, value)
    }
    return Value(_by_table(value, texts, "VARCHAR[]"), LIST(STRING))


def _type(self: Expressions, arguments: list[Value], node: ast.FunctionCall) -> Value:
    value = _element(arguments, RELATIONSHIP, node)
    catalogue = self.frame.compilation.catalogue
    texts = {number: sql.string(catalogue.relationships[number].type) for number in tables_of(self, value)}
    return Value(_by_table(value, texts, "VARCHAR"), STRING)


def _by_table(value: Value, results: dict[int, exp.Expression], type_: str) -> exp.Expression:
    """A result that depends only on the table that an element stands in."""
    if not results:
        return sql.null(type_)
    number = sql.table_number(value.sql)
    return exp.Case(
        this=number, ifs=[exp.If(this=sql.integer(key), true=result) for key, result in results.items()]
    )


def _end(name: str) -> Builder:
    def build(self: Expressions, arguments: list[Value], node: ast.FunctionCall) -> Value:
        value = _element(arguments, RELATIONSHIP, node)
        if value.type == NULL:
            return value
        return end_of(self, value, name)

    return build


def end_of(self: Expressions, value: Value, name: str) -> Value:
    """The start (`_source`) or end (`_target`) node of a relationship."""
    scan = self.lookup(value)
    column = scan.structural(name)
    catalogue = self.frame.compilation.catalogue
    if not isinstance(value, Element):
        return Value(column, NODE)
    ends = frozenset(
        catalogue.relationships[number].source
        if name == "_source"
        else catalogue.relationships[number].target
        for number in value.tables
    )
    return Element(column, NODE, tables=ends, nullable=value.nullable, home=value.home)


def _id(self: Expressions, arguments: list[Value], node: ast.FunctionCall) -> Value:
    value = _graph_element(arguments, node)
    return Value(value.sql, INTEGER)


def _element_id(self: Expressions, arguments: list[Value], node: ast.FunctionCall) -> Value:
    value = _graph_element(arguments, node)
    prefix = sql.string("r" if value.type == RELATIONSHIP else "n")
    return Value(exp.DPipe(this=prefix, expression=sql.cast(value.sql, "VARCHAR")), STRING)


def _properties(self: Expressions, arguments: list[Value], node: ast.FunctionCall) -> Value:
    value = _single(arguments, node)
    if value.type not in {NODE, RELATIONSHIP}:
        return _boxed_properties(value, node)
    members = maps.map_of(maps.property_members(self, value))
    return Value(sql.case([(sql.not_null(value.sql.copy()), members.sql)]), MAP)


def _keys(self: Expressions, arguments: list[Value], node: ast.FunctionCall) -> Value:
    value = _single(arguments, node)
    if value.type not in {NODE, RELATIONSHIP}:
        return _boxed_keys(value, node)
    names = [
        sql.case([(sql.not_null(self.property(value, name).sql), sql.string(name))])
        for name in sorted(self.property_names(value))
    ]
    listed = sql.call(
        "list_filter",
        sql.cast(sql.array(names), "VARCHAR[]"),
        sql.lambda_(["k"], sql.not_null(sql.name("k"))),
    )
    return Value(sql.case([(sql.not_null(value.sql.copy()), listed)]), LIST(STRING))


def _boxed_properties(value: Value, node: ast.FunctionCall) -> Value:
    """Of a map, or of a value that may be a node, relationship or map."""
    if value.type == NULL:
        return value
    if value.type not in {ANY, MAP}:
        return wrong(value, "Map, Node or Relationship", MAP, node.at)
    return Value(sql.call("cy_properties", value.sql), MAP)


def _boxed_keys(value: Value, node: ast.FunctionCall) -> Value:
    members = _boxed_properties(value, node)
    if members.type == NULL:
        return members
    text = (
        "list_transform(json_keys(:m), lambda k: CASE WHEN starts_with(k, '~') THEN substr(k, 2) ELSE k END)"
    )
    return Value(tree(text, m=members.sql), LIST(STRING))


def _part_of_path(field: str, type_: Type) -> Builder:
    def build(self: Expressions, arguments: list[Value], node: ast.FunctionCall) -> Value:
        value = _element(arguments, PATH, node)
        return Value(sql.field(value.sql, field), LIST(type_))

    return build


def _length(self: Expressions, arguments: list[Value], node: ast.FunctionCall) -> Value:
    value = _element(arguments, PATH, node)
    return Value(sql.call("len", sql.field(value.sql, "r")), INTEGER)


def _single(arguments: list[Value], node: ast.FunctionCall) -> Value:
    if len(arguments) != 1:
        raise CypherSyntaxError(
            f"{node.name}() takes one argument, not {len(arguments)}",
            offset=node.at,
            code="InvalidNumberOfArguments",
        )
    return arguments[0]


def _element(arguments: list[Value], type_: Type, node: ast.FunctionCall) -> Value:
    """The only argument as a node, relationship or path."""
    return as_element(_single(arguments, node), type_, node.at)


def _graph_element(arguments: list[Value], node: ast.FunctionCall) -> Value:
    value = _single(arguments, node)
    return value if value.type == RELATIONSHIP else as_element(value, NODE, node.at)


FUNCTIONS: dict[str, Builder] = {
    "labels": _labels,
    "type": _type,
    "startnode": _end("_source"),
    "endnode": _end("_target"),
    "id": _id,
    "elementid": _element_id,
    "properties": _properties,
    "keys": _keys,
    "nodes": _part_of_path("n", NODE),
    "relationships": _part_of_path("r", RELATIONSHIP),
    "length": _length,
}
"""Functions by lower-case name."""
