"""Small tools for building SQL trees: templates, binding an operand once, calling a macro, raising an error.

A template is a fixed text of this package with `:name` places; it is parsed once and filled with trees, so no
text of a query ever becomes SQL.
"""

from __future__ import annotations

import re
from functools import cache

import sqlglot
from sqlglot import exp

from graphkit.cypher.values import sql

BOUND = "operand_"
"""The lambda variable that `once` binds operands to."""


@cache
def _parsed(template: str) -> exp.Expression:
    parsed: exp.Expression = sqlglot.parse_one(template, read="duckdb")  # type: ignore[assignment]
    return parsed


def tree(template: str, **parts: exp.Expression | int | float | str | bool | None) -> exp.Expression:
    """The template as a tree, each `:name` replaced by a copy of the part; Python values become literals.

    An operand that is used more than once should be bound with `once`, or nesting multiplies it.
    """
    root = _parsed(template).copy()
    for place in list(root.find_all(exp.Placeholder)):
        part = parts[place.name]
        filling = part.copy() if isinstance(part, exp.Expression) else literal(part)
        if place is root:
            return filling
        place.replace(filling if isinstance(place.parent, exp.Func) else _shielded(filling))
    return root


def _shielded(part: exp.Expression) -> exp.Expression:
    """The part in parentheses where an operator around it could tear it apart."""
    loose = isinstance(part, exp.Binary | exp.Unary | exp.Predicate | exp.Case) and not isinstance(
        part, exp.Dot
    )
    return exp.Paren(this=part) if loose and not isinstance(part, exp.Paren) else part


def literal(value: float | str | bool | None) -> exp.Expression:
    """A Python value as a literal."""
    if value is None:
        return exp.Null()
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, str):
        return exp.Literal.string(value)
    if isinstance(value, int):
        return sql.cast(sql.integer(value), "BIGINT") if abs(value) < 1 << 31 else sql.integer(value)
    return exp.cast(exp.Literal.string(repr(value)), "DOUBLE")


def integer_literal(part: exp.Expression) -> int | None:
    """The integer that an expression writes, or None."""
    while isinstance(part, exp.Cast | exp.Paren):
        part = part.this
    return int(part.name) if isinstance(part, exp.Literal) and re.fullmatch("-?[0-9]+", part.name) else None


def is_literal(part: exp.Expression) -> bool:
    """Whether the tree is a number or text as written."""
    while isinstance(part, exp.Cast):
        part = part.this
    return isinstance(part, exp.Literal)


def is_constant(part: exp.Expression) -> bool:
    """Whether the tree is a literal, or arithmetic of literals."""
    if isinstance(part, exp.Cast | exp.Paren | exp.Neg):
        return is_constant(part.this)
    if isinstance(part, exp.Add | exp.Sub | exp.Mul | exp.Div):
        return is_constant(part.this) and is_constant(part.expression)
    return isinstance(part, exp.Literal | exp.Boolean | exp.Null)


def is_simple(part: exp.Expression) -> bool:
    """Whether repeating the tree costs nothing: a column, a literal, a parameter, a cast of one."""
    if isinstance(part, exp.Cast | exp.Paren | exp.Neg):
        return is_simple(part.this)
    if isinstance(part, exp.Dot):
        return is_simple(part.this) and isinstance(part.expression, exp.Identifier)
    return isinstance(
        part, exp.Column | exp.Literal | exp.Null | exp.Boolean | exp.Placeholder | exp.Identifier
    )


def once(template: str, **operands: exp.Expression) -> exp.Expression:
    """A template that uses operands several times, each computed once.

    Operands that are not simple are bound as the fields of a struct, the one element of a list: DuckDB has no
    LET. They stay outside the lambda, where subqueries are allowed.
    """
    bound = {name: operand for name, operand in operands.items() if not is_simple(operand)}
    if not bound:
        return tree(template, **operands)
    fields = exp.Struct(
        expressions=[exp.PropertyEQ(this=exp.to_identifier(n), expression=o.copy()) for n, o in bound.items()]
    )
    inside = {n: exp.column(n, table=BOUND) if n in bound else operand for n, operand in operands.items()}
    return tree(
        f"list_transform([:fields], lambda {BOUND}: :body)[1]", fields=fields, body=tree(template, **inside)
    )


def macro(name: str, **operands: exp.Expression) -> exp.Expression:
    """A call of a SQL macro, which repeats its arguments: those that are not simple are bound once."""
    return once(f"{name}({', '.join(f':{operand}' for operand in operands)})", **operands)


def fail(kind: str, code: str, text: str) -> exp.Expression:
    """A call that ends the query with an error of Neo4j's kind: `TypeError:InvalidArgumentValue text`."""
    return sql.call("error", sql.string(f"{kind}:{code} {text}"))
