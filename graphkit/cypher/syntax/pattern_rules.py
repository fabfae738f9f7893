"""Rules on the form of path patterns that the grammar alone does not say; names are the binder's business."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from graphkit.cypher.syntax import ast
from graphkit.cypher.syntax.walk import children
from graphkit.errors import CypherSyntaxError

_FUNCTIONS = frozenset({"shortestPath", "allShortestPaths"})


def check_match(match: ast.Match) -> None:
    """Raise a CypherSyntaxError where the path patterns of one MATCH, or of its WHERE, break a rule of form."""
    for pattern in match.patterns:
        check_path(pattern)
        selective = pattern.selector is not None and pattern.selector.kind not in {"ALL", *_FUNCTIONS}
        if selective and len(match.patterns) > 1:
            raise _fault("a path selector allows no other pattern in its MATCH", pattern)
    parts = list(_outside_subqueries(match))
    older = [part for part in parts if isinstance(part, ast.RelationshipPattern) and part.length is not None]
    if older and any(isinstance(part, ast.QuantifiedPath) and part.quantified for part in parts):
        raise _fault("`-[*]-` cannot stand in one MATCH with quantified paths", older[0])


def _outside_subqueries(element: ast.Element) -> Iterator[ast.Element]:
    """The elements inside one, without what stands in queries inside it."""
    elements = [element]
    while elements:
        current = elements.pop()
        yield current
        if not isinstance(current, ast.Subquery):
            elements.extend(children(current))


def check_path(pattern: ast.PathPattern) -> None:
    """Raise a CypherSyntaxError where one path pattern breaks a rule of form."""
    if pattern.selector is not None and pattern.selector.kind in _FUNCTIONS:
        _check_shortest(pattern, pattern.selector.kind)
    for left, right in pairwise(pattern.parts):
        _check_neighbours(left, right)
    for part in pattern.parts:
        if isinstance(part, ast.RelationshipPattern):
            _check_relationship(part)
        elif isinstance(part, ast.QuantifiedPath):
            _check_parenthesised(part)


def check_no_predicates(pattern: ast.PathPattern) -> None:
    """Raise a CypherSyntaxError where WHERE stands in an element of a pattern that is an expression."""
    for part in pattern.parts:
        if part.predicate is not None:
            raise _fault("a pattern in an expression takes no WHERE in its elements; use EXISTS { … }", part)


def _check_shortest(pattern: ast.PathPattern, function: str) -> None:
    parts = pattern.parts
    if any(isinstance(part, ast.QuantifiedPath) for part in parts):
        raise _fault(f"{function}() takes no quantified path; use SHORTEST", pattern)
    if len(parts) != 3 or not isinstance(parts[1], ast.RelationshipPattern):
        raise _fault(f"{function}() takes a pattern of exactly one relationship", pattern)
    length = parts[1].length
    if length is not None and length[0] not in {None, 0, 1}:
        raise _fault(f"{function}() takes no least length but 0 or 1", parts[1])


def _check_neighbours(left: ast.PatternPart, right: ast.PatternPart) -> None:
    """Without a relationship between them, one of two neighbours is a quantified path."""
    if any(isinstance(part, ast.RelationshipPattern) for part in (left, right)):
        return
    if not any(isinstance(part, ast.QuantifiedPath) and part.quantified for part in (left, right)):
        raise _fault("only a quantified path can follow or precede without a relationship between", right)


def _check_relationship(relationship: ast.RelationshipPattern) -> None:
    if relationship.length is None:
        return
    if relationship.predicate is not None:
        raise _fault("a relationship of variable length takes no WHERE", relationship)
    types = relationship.types
    names = types.operands if isinstance(types, ast.LabelOr) else (types,)
    if not all(name is None or isinstance(name, ast.LabelName) for name in names):
        raise _fault("a relationship of variable length takes types joined by `|` only", relationship)


def _check_parenthesised(path: ast.QuantifiedPath) -> None:
    """A parenthesised path, quantified or not."""
    inner = path.pattern
    if inner.variable is not None:
        raise _fault("a path inside parentheses takes no name", inner)
    if inner.selector is not None:
        raise _fault(f"{inner.selector.kind} stands before a whole path, not inside parentheses", inner)
    check_path(inner)
    if not path.quantified:
        return
    parts = list(all_parts(inner))
    for part in parts:
        if isinstance(part, ast.QuantifiedPath) and part.quantified:
            raise _fault("a quantified path cannot stand inside another", path)
        if isinstance(part, ast.RelationshipPattern) and part.length is not None:
            raise _fault("a relationship of variable length cannot stand inside a quantified path", part)
    if not any(isinstance(part, ast.RelationshipPattern) for part in parts):
        raise _fault("a quantified path needs at least one relationship", path)


def all_parts(pattern: ast.PathPattern) -> Iterator[ast.PatternPart]:
    """The parts of a pattern and of what stands in its parentheses."""
    for part in pattern.parts:
        yield part
        if isinstance(part, ast.QuantifiedPath):
            yield from all_parts(part.pattern)


def _fault(what: str, element: ast.Element) -> CypherSyntaxError:
    return CypherSyntaxError(what, offset=element.at, code="InvalidRelationshipPattern")
