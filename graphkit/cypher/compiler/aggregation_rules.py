"""What may stand beside and inside aggregates: checked on the syntax tree, before anything is compiled."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from graphkit.cypher.functions import aggregates
from graphkit.cypher.syntax import ast, walk
from graphkit.errors import CypherSyntaxError


def is_aggregate(node: ast.Element) -> bool:
    """Whether it is a call of an aggregate."""
    return isinstance(node, ast.FunctionCall) and node.name.lower() in aggregates.NAMES


def contains_aggregate(node: ast.Expression) -> bool:
    """Whether an aggregate stands in the expression, outside of queries inside it."""
    return any(is_aggregate(part) for part in walk.expressions(node))


def calls_in(node: ast.Element) -> Iterator[ast.FunctionCall]:
    """The aggregates of an expression, from left to right.

    Raises:
        CypherSyntaxError: one stands inside another, lacks its argument or has an unpredictable one.
    """
    if isinstance(node, ast.FunctionCall) and is_aggregate(node):
        _check_arguments(node)
        yield node
    elif not isinstance(node, ast.Subquery | ast.PatternComprehension):
        for child in walk.children(node):
            yield from calls_in(child)


def _check_arguments(call: ast.FunctionCall) -> None:
    if not call.arguments:
        raise CypherSyntaxError(
            f"{call.name}() takes an argument", offset=call.at, code="InvalidNumberOfArguments"
        )
    for argument in call.arguments:
        for part in walk.expressions(argument):
            if is_aggregate(part):
                raise CypherSyntaxError(
                    "an aggregate cannot stand inside an aggregate", offset=part.at, code="NestedAggregation"
                )
            if isinstance(part, ast.FunctionCall) and part.name.lower() == "rand":
                raise CypherSyntaxError(
                    "rand() cannot stand inside an aggregate", offset=part.at, code="NonConstantExpression"
                )


def check_mixed(
    node: ast.Element, keys: Collection[ast.Expression], bound: frozenset[str] = frozenset()
) -> None:
    """What stands beside aggregates in an item must be constant in a group.

    Args:
        node: the item, or a part of it.
        keys: the grouping keys that are variables or properties: only these may occur.
        bound: variables of lambdas around the part.

    Raises:
        CypherSyntaxError: AmbiguousAggregationExpression.
    """
    if is_aggregate(node) or (isinstance(node, ast.Expression) and node in keys):
        return
    if isinstance(node, ast.Subquery | ast.PatternComprehension | ast.PatternPredicate):
        return
    if isinstance(node, ast.Variable):
        if node.name in bound:
            return
        raise CypherSyntaxError(
            f"`{node.name}` stands beside an aggregate but is no grouping key",
            offset=node.at,
            code="AmbiguousAggregationExpression",
            remedy="Make it an item of its own",
        )
    for child in walk.children(node):
        check_mixed(child, keys, bound | bound_names(node))


def bound_names(node: ast.Element) -> set[str]:
    """Names that a comprehension, quantifier or reduce binds for its body."""
    if isinstance(node, ast.ListComprehension | ast.Quantifier):
        return {node.variable}
    if isinstance(node, ast.Reduce):
        return {node.variable, node.accumulator}
    return set()
