"""Expressions: from the syntax tree to SQL with a static type.

Operators and functions that need no graph are in `operators` and `functions`; here stand names, properties,
literals, CASE and the routing to the modules of lists, subqueries and graph functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from sqlglot import exp

from graphkit.cypher.compiler import keys, lists, maps, reductions, subqueries
from graphkit.cypher.compiler.frames import Element, Frame, NeedsRows
from graphkit.cypher.compiler.scans import Scan
from graphkit.cypher.functions import aggregates
from graphkit.cypher.functions import calls as functions
from graphkit.cypher.functions import graph as graph_functions
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import INTEGER, LIST, NODE, NULL, RELATIONSHIP, STRING, Value, as_stored
from graphkit.cypher.values import boxes, operators, sql
from graphkit.cypher.values.fragments import literal
from graphkit.errors import CypherSyntaxError


@dataclass(slots=True)
class Expressions:
    """Compiles expressions in one place of a query.

    Attributes:
        frame: the frame whose rows the expression is computed for.
        names: variables of lambdas around the expression.
        in_lambda: whether the expression stands in a DuckDB lambda, where joins and subqueries are impossible.
        replaced: expressions that were computed before (grouping keys, aggregates, projected items).
        subject: the value of `CaseSubject`.
    """

    frame: Frame
    names: Mapping[str, Value] = field(default_factory=dict)
    in_lambda: bool = False
    replaced: Mapping[ast.Expression, Value] = field(default_factory=dict)
    subject: Value | None = None

    def compile(self, node: ast.Expression) -> Value:
        """The SQL and the type of an expression."""
        if self.replaced and node in self.replaced:
            value = self.replaced[node]
            return replace(value, sql=value.sql.copy())
        return COMPILERS[type(node)](self, node)

    def condition(self, node: ast.Expression) -> exp.Expression:
        """A predicate as a BOOLEAN.

        Raises:
            CypherSyntaxError: it cannot be a boolean.
        """
        return operators.condition(self.truth(node), node.at).sql

    def filter(self, node: ast.Expression) -> exp.Expression:
        """A predicate of which only matters where it is true: what is IN a parameter's list becomes a join."""
        if isinstance(node, ast.Binary) and node.operator == "IN" and isinstance(node.right, ast.Parameter):
            item, items = self.compile(node.left), self.compile(node.right)
            if not self.in_lambda and item.type in {INTEGER, STRING} and items.type == LIST(item.type):
                wanted = exp.select(exp.Unnest(expressions=[items.sql]))
                return exp.In(this=sql.grouped(item.sql), query=exp.Subquery(this=wanted))
        return self.condition(node)

    def truth(self, node: ast.Expression) -> Value:
        """An expression where a boolean is wanted: only there can a pattern stand as one."""
        if isinstance(node, ast.PatternPredicate):
            return subqueries.pattern_predicate(self, node)
        return self.compile(node)

    def inside(self, **names: Value) -> Expressions:
        """A compiler for the body of a lambda with these variables."""
        return replace(self, names={**self.names, **names}, in_lambda=True)

    def on_rows(self, frame: Frame) -> Expressions:
        """A compiler for expressions over the rows of a frame that stands inside this expression."""
        return replace(self, frame=frame, in_lambda=False)

    def inner_frame(self) -> Frame:
        """A frame for a query inside this expression, which sees all its names.

        Raises:
            NeedsRows: DuckDB has no subqueries where the expression stands.
        """
        if self.in_lambda:
            raise NeedsRows
        inner = self.frame.inner()
        inner.outer = {**inner.outer, **self.names}
        return inner

    def property_names(self, subject: Value) -> set[str]:
        """Names of the properties that a node or relationship can have."""
        return {name for branch in self.lookup(subject).branches for name in branch.table.properties}

    def lookup(self, subject: Value) -> Scan:
        """The scan from which a node's or relationship's properties are read.

        Raises:
            NeedsRows: the expression stands where DuckDB has no joins.
        """
        if self.in_lambda and not isinstance(subject, Element):
            raise NeedsRows
        return self.frame.lookup(subject)

    def property(self, subject: Value, name: str) -> Value:
        """A property of a node or relationship."""
        compilation = self.frame.compilation
        if name not in compilation.catalogue.property_names:
            compilation.warn("property", name, compilation.catalogue.property_names)
            return Value(sql.null(), as_stored(NULL))
        return self.lookup(subject).property(name)


def _literal(self: Expressions, node: ast.Literal) -> Value:
    return Value(literal(node.value), boxes.type_of(node.value))


def _variable(self: Expressions, node: ast.Variable) -> Value:
    value = self.names.get(node.name) or self.frame.find(node.name)
    if value is None:
        raise CypherSyntaxError(
            f"variable `{node.name}` is not defined", offset=node.at, code="UndefinedVariable"
        )
    return replace(value, sql=value.sql.copy())


def _parameter(self: Expressions, node: ast.Parameter) -> Value:
    return self.frame.compilation.parameter(node)


def _list(self: Expressions, node: ast.ListLiteral) -> Value:
    values, type_ = boxes.unify_values([self.compile(item) for item in node.items])
    return Value(sql.array(value.sql for value in values), LIST(type_))


def _property(self: Expressions, node: ast.Property) -> Value:
    subject = self.compile(node.subject)
    if subject.type in {NODE, RELATIONSHIP}:
        return self.property(subject, node.name)
    return operators.map_property(subject, node.name, node.at)


def _index(self: Expressions, node: ast.Index) -> Value:
    subject, index = self.compile(node.subject), self.compile(node.index)
    key = node.index.value if isinstance(node.index, ast.Literal) else None
    if subject.type in {NODE, RELATIONSHIP} and isinstance(key, str):
        return self.property(subject, key)
    return operators.index(subject, index, node.at)


def _slice(self: Expressions, node: ast.Slice) -> Value:
    start = self.compile(node.start) if node.start else None
    end = self.compile(node.end) if node.end else None
    return operators.slice_(self.compile(node.subject), start, end, node.at)


def _unary(self: Expressions, node: ast.Unary) -> Value:
    operand = self.truth(node.operand) if node.operator == "NOT" else self.compile(node.operand)
    return operators.unary(node.operator, operand, node.at)


def _binary(self: Expressions, node: ast.Binary) -> Value:
    part = self.truth if node.operator in {"AND", "OR", "XOR"} else self.compile
    left, right = part(node.left), part(node.right)
    if node.operator == "IN":
        return operators.contains_in(left, right, node.at)
    return operators.binary(node.operator, left, right, node.at)


def _comparison(self: Expressions, node: ast.Comparison) -> Value:
    operands = keys.places(self, node.operands) or [self.compile(operand) for operand in node.operands]
    pairs = zip(operands, node.operators, operands[1:], strict=False)
    parts = [operators.compare(operator, left, right, node.at) for left, operator, right in pairs]
    return reduce(lambda left, right: operators.binary("AND", left, right, node.at), parts)


def _is_null(self: Expressions, node: ast.IsNull) -> Value:
    return operators.is_null(self.compile(node.operand), node.negated)


def _is_type(self: Expressions, node: ast.IsType) -> Value:
    return operators.is_type(self.compile(node.operand), node.type, node.at, negated=node.negated)


def _is_normalized(self: Expressions, node: ast.IsNormalized) -> Value:
    return operators.is_normalized(self.compile(node.operand), node.form, node.at, negated=node.negated)


def _case(self: Expressions, node: ast.Case) -> Value:
    inside = replace(self, subject=self.compile(node.subject)) if node.subject else self
    branches = [(inside.condition(test), self.compile(result)) for test, result in node.branches]
    otherwise = [self.compile(node.otherwise)] if node.otherwise else []
    values, type_ = boxes.unify_values([*(value for _, value in branches), *otherwise])
    tests = [condition for condition, _ in branches]
    chosen = [(test, value.sql) for test, value in zip(tests, values, strict=False)]
    return Value(sql.case(chosen, values[-1].sql if otherwise else sql.null()), type_)


def _case_subject(self: Expressions, node: ast.CaseSubject) -> Value:
    if self.subject is None:
        raise AssertionError("a CASE subject outside of CASE")
    return replace(self.subject, sql=self.subject.sql.copy())


def _pattern_predicate(self: Expressions, node: ast.PatternPredicate) -> Value:
    if node.called:
        return subqueries.pattern_predicate(self, node)
    raise CypherSyntaxError(
        "a pattern can stand only where a boolean is wanted",
        offset=node.at,
        code="UnexpectedSyntax",
        remedy="Write exists(…), COUNT { … } or a pattern comprehension",
    )


def _has_labels(self: Expressions, node: ast.HasLabels) -> Value:
    if isinstance(node.operand, ast.Property):
        raise CypherSyntaxError(
            "labels are of nodes and relationships, not of properties",
            offset=node.at,
            code="InvalidArgumentType",
        )
    return graph_functions.has_labels(self, self.compile(node.operand), node)


def _function(self: Expressions, node: ast.FunctionCall) -> Value:
    name = node.name.lower()
    if name in aggregates.NAMES:
        raise CypherSyntaxError(
            f"the aggregate {node.name}() cannot stand here", offset=node.at, code="InvalidAggregation"
        )
    if node.distinct:
        raise CypherSyntaxError(
            f"DISTINCT can stand in aggregates only, {node.name}() is none",
            offset=node.at,
            code="InvalidAggregation",
        )
    arguments = [self.compile(argument) for argument in node.arguments]
    build = graph_functions.FUNCTIONS.get(name)
    if build:
        return build(self, arguments, node)
    return functions.call(node.name, arguments, node.at)


COMPILERS: dict[type[ast.Expression], Callable[[Expressions, Any], Value]] = {
    ast.Literal: _literal,
    ast.Variable: _variable,
    ast.Parameter: _parameter,
    ast.ListLiteral: _list,
    ast.MapLiteral: maps.map_literal,
    ast.MapProjection: maps.map_projection,
    ast.Property: _property,
    ast.Index: _index,
    ast.Slice: _slice,
    ast.Unary: _unary,
    ast.Binary: _binary,
    ast.Comparison: _comparison,
    ast.IsNull: _is_null,
    ast.IsType: _is_type,
    ast.IsNormalized: _is_normalized,
    ast.Case: _case,
    ast.CaseSubject: _case_subject,
    ast.HasLabels: _has_labels,
    ast.FunctionCall: _function,
    ast.ListComprehension: lists.comprehension,
    ast.Quantifier: lists.quantifier,
    ast.Reduce: reductions.reduction,
    ast.PatternComprehension: subqueries.pattern_comprehension,
    ast.PatternPredicate: _pattern_predicate,
    ast.ShortestPathExpression: subqueries.shortest_path,
    ast.Subquery: subqueries.subquery,
}
