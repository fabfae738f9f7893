"""SKIP and LIMIT: a constant number of rows."""

from __future__ import annotations

from sqlglot import exp

from graphkit.cypher import ast, sql, walk
from graphkit.cypher.compilation import Compilation
from graphkit.cypher.expressions import Expressions
from graphkit.cypher.fragments import once
from graphkit.cypher.frames import Frame
from graphkit.cypher.types import ANY, INTEGER
from graphkit.errors import CypherSyntaxError


def count_of(compilation: Compilation, node: ast.Expression, clause: str) -> exp.Expression:
    """The number of rows as SQL.

    Raises:
        CypherSyntaxError: it depends on variables, is negative or no integer.
    """
    if any(isinstance(part, ast.Variable | ast.PatternPredicate | ast.Subquery) for part in walk.walk(node)):
        raise CypherSyntaxError(
            f"{clause} cannot depend on variables", offset=node.at, code="NonConstantExpression"
        )
    if isinstance(node, ast.Unary) and node.operator == "-" and isinstance(node.operand, ast.Literal):
        raise CypherSyntaxError(
            f"{clause} takes no negative number", offset=node.at, code="NegativeIntegerArgument"
        )
    value = Expressions(Frame(compilation)).compile(node)
    if value.type not in {INTEGER, ANY}:
        raise CypherSyntaxError(f"{clause} takes an integer", offset=node.at, code="InvalidArgumentType")
    number = sql.cast(value.sql, "BIGINT")
    problem = sql.call("error", sql.string(f"ArgumentError:NegativeIntegerArgument {clause} takes no negative number"))
    if isinstance(value.sql, exp.Literal):
        return value.sql
    return once("CASE WHEN :n >= 0 THEN :n ELSE CAST(:problem AS BIGINT) END", n=number, problem=problem)
