"""List comprehensions and quantifiers.

DuckDB's lambdas take no joins and no subqueries. Where the body needs one, the list is unnested into rows instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from graphkit.cypher.compiler.frames import Frame, NeedsRows
from graphkit.cypher.compiler.scans import Derived
from graphkit.cypher.syntax import ast
from graphkit.cypher.types import (
    BOOLEAN,
    LIST,
    NODE,
    NULL,
    RELATIONSHIP,
    Type,
    Value,
    computed,
)
from graphkit.cypher.values import operators, sql
from graphkit.cypher.values.coercions import as_list

if TYPE_CHECKING:
    from graphkit.cypher.compiler.expressions import Expressions


def comprehension(self: Expressions, node: ast.ListComprehension) -> Value:
    """`[x IN list WHERE predicate | result]`."""
    source = as_list(self.compile(node.source), node.at)
    result = node.result or ast.Variable(node.at, node.variable)
    return _mapped(self, node.variable, source, node.predicate, result)


def quantifier(self: Expressions, node: ast.Quantifier) -> Value:
    """`any(x IN list WHERE predicate)` and its kin, in three-valued logic."""
    source = as_list(self.compile(node.source), node.at)
    predicate = node.predicate or ast.Variable(node.at, node.variable)
    truths = _mapped(self, node.variable, source, None, predicate, condition=True)
    return operators.quantifier(node.kind, truths.sql)


def _mapped(
    self: Expressions,
    variable: str,
    source: Value,
    predicate: ast.Expression | None,
    result: ast.Expression,
    *,
    condition: bool = False,
) -> Value:
    """The list of the result for every element that fulfils the predicate."""
    if self.in_lambda:
        return _in_lambda(self, variable, source, predicate, result, condition=condition)
    try:
        return _in_lambda(self, variable, source, predicate, result, condition=condition)
    except NeedsRows:
        return _over_rows(self, variable, source, predicate, result, condition=condition)


def _in_lambda(
    self: Expressions,
    variable: str,
    source: Value,
    predicate: ast.Expression | None,
    result: ast.Expression,
    *,
    condition: bool,
) -> Value:
    name = self.frame.compilation.alias("v")
    inside = self.inside(**{variable: Value(sql.name(name), element_of(source.type))})
    items = source.sql
    if predicate is not None:
        items = sql.call("list_filter", items, sql.lambda_([name], inside.condition(predicate)))
    if isinstance(result, ast.Variable) and result.name == variable and not condition:
        return Value(items, computed(source.type))
    body = Value(inside.condition(result), BOOLEAN) if condition else inside.compile(result)
    return Value(sql.call("list_transform", items, sql.lambda_([name], typed(body))), LIST(body.type))


def _over_rows(
    self: Expressions,
    variable: str,
    source: Value,
    predicate: ast.Expression | None,
    result: ast.Expression,
    *,
    condition: bool,
) -> Value:
    """The same as a correlated query over the unnested list, which keeps the order."""
    frame, inside, place = unnested(self, variable, source)
    if predicate is not None:
        frame.where(inside.condition(predicate))
    body = Value(inside.condition(result), BOOLEAN) if condition else inside.compile(result)
    query = frame.select([sql.alias(typed(body), "v")]).order_by(place, copy=False)
    return Value(
        sql.case([(sql.not_null(source.sql.copy()), sql.array_of(query))]),
        LIST(body.type),
    )


def unnested(self: Expressions, variable: str, source: Value) -> tuple[Frame, Expressions, exp.Expression]:
    """A frame with a row for each element of a list, a compiler over it, and the column with the place."""
    frame = self.inner_frame()
    rows = frame.compilation.alias("u")
    whole = exp.select(sql.alias(source.sql.copy(), "l"))
    listed = sql.column("q", "l")
    frame.add(
        Derived(
            rows,
            exp.select(
                sql.alias(exp.Unnest(expressions=[listed]), "x"),
                sql.alias(sql.call("generate_subscripts", listed.copy(), sql.integer(1)), "i"),
            ).from_(sql.derived(whole, "q")),
        )
    )
    element = element_of(source.type)
    frame.scope[variable] = row_value(frame, sql.column(rows, "x"), element)
    inside = self.on_rows(frame)
    inside.names = {name: value for name, value in self.names.items() if name != variable}
    return frame, inside, sql.column(rows, "i")


def row_value(frame: Frame, column: exp.Expression, type_: Type) -> Value:
    """A column of a frame as a variable: elements of the graph can be joined with their properties."""
    catalogue = frame.compilation.catalogue
    if type_ == NODE:
        return frame.element(column, NODE, catalogue.node_numbers, nullable=True)
    if type_ == RELATIONSHIP:
        return frame.element(column, RELATIONSHIP, catalogue.relationship_numbers, nullable=True)
    return Value(column, type_)


def element_of(type_: Type) -> Type:
    """The type of a list's elements."""
    return type_.element or NULL


def typed(value: Value) -> exp.Expression:
    """The SQL of a value; a null of no type gets one, for DuckDB's lists."""
    return sql.null("INTEGER") if value.type == NULL else value.sql
