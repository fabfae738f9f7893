"""Queries inside expressions: EXISTS, COUNT, COLLECT, patterns as predicates and comprehensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from graphkit.cypher.syntax import ast
from graphkit.cypher.types import BOOLEAN, INTEGER, LIST, NULL, PATH, Value
from graphkit.cypher.values import sql
from graphkit.errors import CypherSyntaxError

if TYPE_CHECKING:
    from graphkit.cypher.compiler.expressions import Expressions


def subquery(self: Expressions, node: ast.Subquery) -> Value:
    """`EXISTS { … }`, `COUNT { … }`, `COLLECT { … }`."""
    frame = self.inner_frame()
    clauses = frame.compilation.clauses
    if node.kind == "COLLECT":
        table = clauses.query(frame, node.query)
        if table is None or len(table.columns) != 1:
            raise CypherSyntaxError("COLLECT { } must return exactly one column", offset=node.at)
        ((column, prototype),) = table.columns.values()
        query = exp.select(sql.column("q", column)).from_(sql.derived(table.query, "q"))
        if table.order:
            query = query.order_by(*(key.of("q") for key in table.order), copy=False)
        return Value(sql.array_of(query), LIST(prototype.type))
    if node.kind == "EXISTS":
        return Value(sql.exists(clauses.rows(frame, node.query)), BOOLEAN)
    if not all(node.query.all) and not isinstance(node.query.parts[0].clauses[-1], ast.Return):
        raise CypherSyntaxError(
            "each part of a UNION in COUNT { } must RETURN", offset=node.at, code="InvalidClauseComposition"
        )
    rows = clauses.rows(frame, node.query)
    counted = exp.select(sql.call("count", exp.Star())).from_(sql.derived(rows, "q"))
    return Value(sql.scalar(counted), INTEGER)


def pattern_predicate(self: Expressions, node: ast.PatternPredicate) -> Value:
    """`(a)-->(b)` as a boolean: whether there is such a path; it binds no variables."""
    frame = self.inner_frame()
    _check_known(self, node.pattern)
    frame.compilation.clauses.match(frame, ast.Match(node.at, (node.pattern,), None))
    return Value(sql.exists(frame.select([sql.integer(1)])), BOOLEAN)


def _check_known(self: Expressions, pattern: ast.PathPattern) -> None:
    """All variables of a pattern predicate must be bound before.

    Raises:
        CypherSyntaxError: one is new.
    """
    visible = {**self.frame.visible(), **self.names}
    for part in pattern.parts:
        name = getattr(part, "variable", None)
        if name is not None and name not in visible:
            raise CypherSyntaxError(
                f"variable `{name}` is not defined: a pattern predicate binds nothing",
                offset=part.at,
                code="UndefinedVariable",
            )


def pattern_comprehension(self: Expressions, node: ast.PatternComprehension) -> Value:
    """`[(a)-->(b) WHERE … | result]`."""
    frame = self.inner_frame()
    frame.compilation.clauses.match(frame, ast.Match(node.at, (node.pattern,), node.predicate))
    result = self.on_rows(frame).compile(node.result)
    value = sql.null("INTEGER") if result.type == NULL else result.sql
    return Value(sql.array_of(frame.select([sql.alias(value, "v")])), LIST(result.type))


def shortest_path(self: Expressions, node: ast.ShortestPathExpression) -> Value:
    """`shortestPath(…)` as a value: a path or null, or the list of all shortest paths."""
    frame = self.inner_frame()
    _check_known(self, node.pattern)
    name = frame.compilation.alias("path ")  # the blank keeps it apart from every name of the query
    named = ast.PathPattern(node.pattern.at, name, node.pattern.selector, node.pattern.parts)
    frame.compilation.clauses.match(frame, ast.Match(node.at, (named,), None))
    query = frame.select([sql.alias(frame.scope[name].sql, "v")])
    if node.pattern.selector and node.pattern.selector.kind == "shortestPath":
        return Value(sql.scalar(query.limit(1, copy=False)), PATH)
    return Value(sql.array_of(query), LIST(PATH))
