"""Walking over syntax trees."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.cypher.syntax import ast

_OWN_SCOPE = (ast.Subquery, ast.PatternComprehension)


def children(node: ast.Element) -> Iterator[ast.Element]:
    """The elements directly inside an element."""
    for name in node.__dataclass_fields__:
        yield from _elements(getattr(node, name))


def _elements(value: object) -> Iterator[ast.Element]:
    if isinstance(value, ast.Element):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _elements(item)


def walk(node: ast.Element) -> Iterator[ast.Element]:
    """The element and everything inside it, outside first."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(list(children(current))))


def expressions(node: ast.Expression) -> Iterator[ast.Element]:
    """The expression and what it is made of, without what stands in queries inside it."""
    stack: list[ast.Element] = [node]
    while stack:
        current = stack.pop()
        yield current
        if not isinstance(current, _OWN_SCOPE):
            stack.extend(reversed(list(children(current))))


def conjuncts(predicate: ast.Expression | None) -> list[ast.Expression]:
    """The parts of a predicate that are joined by AND at its top."""
    if predicate is None:
        return []
    if isinstance(predicate, ast.Binary) and predicate.operator == "AND":
        return conjuncts(predicate.left) + conjuncts(predicate.right)
    return [predicate]


def variables(node: ast.Element) -> set[str]:
    """Names of all variables that an expression mentions, also those it binds itself."""
    return {element.name for element in walk(node) if isinstance(element, ast.Variable)}
