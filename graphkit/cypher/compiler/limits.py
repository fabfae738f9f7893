"""SKIP and LIMIT: a constant number of rows."""

from __future__ import annotations

from sqlglot import exp

from graphkit.cypher.compiler.compilation import Compilation
from graphkit.cypher.compiler.expressions import Expressions
from graphkit.cypher.compiler.frames import Frame
from graphkit.cypher.syntax import ast, walk
from graphkit.cypher.types import ANY, INTEGER
from graphkit.cypher.values import boxes, sql
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
    value = Expressions(Frame(compilation)).compile(node)
    if value.type not in {INTEGER, ANY} and value.type.certain:
        raise CypherSyntaxError(f"{clause} takes an integer", offset=node.at, code="InvalidArgumentType")
    if isinstance(node, ast.Literal) and isinstance(node.value, int):
        if node.value < 0:
            raise CypherSyntaxError(
                f"{clause} takes no negative number", offset=node.at, code="NegativeIntegerArgument"
            )
        return sql.integer(node.value)
    return compilation.number(exp.select(boxes.box(value).sql), clause)
