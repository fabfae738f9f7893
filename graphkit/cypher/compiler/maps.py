"""Map literals and map projections: boxed text, put together from boxed members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from graphkit.cypher.runtime.values import write
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import ANY, MAP, NODE, NULL, RELATIONSHIP, Value
from graphkit.cypher.values import boxes, sql
from graphkit.cypher.values.checks import wrong
from graphkit.cypher.values.fragments import tree

if TYPE_CHECKING:
    from graphkit.cypher.compiler.expressions import Expressions

Member = tuple[Value, bool]
"""A member of a map, and whether a null member is left out rather than kept."""


def map_literal(self: Expressions, node: ast.MapLiteral) -> Value:
    """`{key: value}`; of a key given twice, the last counts."""
    return map_of({key: (self.compile(value), False) for key, value in node.items})


def map_projection(self: Expressions, node: ast.MapProjection) -> Value:
    """`n {.name, .*, key: value}`: null where `n` is null; what is named goes before what `.*` brings.

    Raises:
        CypherSyntaxError: `n` has no properties, by the text of the query.
    """
    subject = self.compile(node.subject)
    named: dict[str, Member] = {key: (self.compile(value), False) for key, value in node.items if value}
    everything = any(value is None for _, value in node.items)
    if subject.type == NULL:
        return Value(sql.null(), NULL)
    known = sql.not_null(subject.sql.copy())
    if everything and subject.type not in {NODE, RELATIONSHIP}:
        if subject.type not in {MAP, ANY}:
            return wrong(subject, "Map, Node or Relationship", MAP, node.at)
        whole = sql.call("cy_properties", subject.sql)
        return Value(sql.case([(known, sql.call("cy_merge", whole, map_of(named).sql))]), MAP)
    result = map_of((property_members(self, subject) if everything else {}) | named)
    return Value(sql.case([(known, result.sql)]), MAP)


def property_members(self: Expressions, subject: Value) -> dict[str, Member]:
    """All properties of a node or relationship, as members that are left out where they are null."""
    names = self.property_names(subject)
    return {name: (self.property(subject, name), True) for name in sorted(names)}


def map_of(members: dict[str, Member]) -> Value:
    """A map with these members."""
    if not members:
        return Value(sql.string("{}"), MAP)
    entries = [
        sql.case([(sql.not_null(value.sql.copy()), _entry(key, value))]) if sparse else _entry(key, value)
        for key, (value, sparse) in _in_order(members)
    ]
    joined = sql.call("concat_ws", sql.string(","), *entries)
    return Value(sql.call("concat", sql.string("{"), joined, sql.string("}")), MAP)


def _in_order(members: dict[str, Member]) -> list[tuple[str, Member]]:
    """The members in the order of canonical JSON."""
    return sorted(members.items(), key=lambda item: _escaped(item[0]))


def _escaped(key: str) -> str:
    return "~" + key if key.startswith("~") else key


def _entry(key: str, value: Value) -> exp.Expression:
    """`"key":value` as text."""
    boxed = tree("coalesce(:x, 'null')", x=boxes.box(value).sql)
    return sql.call("concat", sql.string(f"{write(_escaped(key))}:"), boxed)
