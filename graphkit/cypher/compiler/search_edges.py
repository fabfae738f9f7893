"""Predicates that hold for each step of a path, tested before a search, which then walks only what is left.

Only predicates that look at one step alone, that depend on nothing given from outside, and that cannot fail: they are
tested for every relationship of the graph, also for those that no path would come to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graphkit.cypher.compiler.expressions import Expressions
from graphkit.cypher.compiler.frames import Frame
from graphkit.cypher.compiler.repetition import group_names
from graphkit.cypher.compiler.variable_length import END, START, Build
from graphkit.cypher.syntax import ast, walk
from graphkit.cypher.values import sql

WALKED = " walked"
"""The relationship of a step that has no name; the blank keeps it apart from every name of the query."""


@dataclass(frozen=True, slots=True)
class StepTest:
    """What must be true of every node, or of every relationship, of a path.

    Attributes:
        function: `nodes` or `relationships`.
        variable: the name of the element in the predicate.
        predicate: the test.
    """

    function: str
    variable: str
    predicate: ast.Expression


def is_testable(part: ast.QuantifiedPath) -> bool:
    """Whether everything that a repeated step asks of its elements can be tested beforehand."""
    known = set(group_names(part.pattern))
    for element in part.pattern.parts:
        if isinstance(element, ast.QuantifiedPath) or not _is_constant(element):
            return False
        own = {element.variable} if element.variable else set()
        looked_up = isinstance(element, ast.NodePattern)
        if not all(_is_test(test, own, equal=not looked_up) for test in walk.conjuncts(element.predicate)):
            return False
    return all(_is_test(test, known, equal=False) for test in walk.conjuncts(part.predicate))


def step_test(pattern: ast.PathPattern, predicate: ast.Expression) -> StepTest | None:
    """A predicate on the whole path as one on each of its steps: `all(n IN nodes(p) WHERE …)`; None for others."""
    if not isinstance(predicate, ast.Quantifier) or predicate.predicate is None:
        return None
    function = _listed(pattern, predicate.source)
    if function is None or predicate.kind not in {"all", "none"}:
        return None
    if not _is_test(predicate.predicate, {predicate.variable}, equal=True):
        return None
    test = predicate.predicate
    if predicate.kind == "none":
        test = ast.Unary(test.at, "NOT", test)
    return StepTest(function, predicate.variable, test)


def asks(part: ast.QuantifiedPath) -> bool:
    """Whether a repeated step asks anything of its elements but the types of its relationships."""
    nodes = (element for element in part.pattern.parts if isinstance(element, ast.NodePattern))
    inline = any(
        element.properties or element.predicate
        for element in part.pattern.parts
        if not isinstance(element, ast.QuantifiedPath)
    )
    return part.predicate is not None or inline or any(node.labels for node in nodes)


def query(frame: Frame, part: ast.QuantifiedPath, tests: Iterable[StepTest], build: Build) -> str:
    """The SQL that gives both ends and the id of every relationship that a step may walk, as walked."""
    first, relationship, last = part.pattern.parts
    if not isinstance(relationship, ast.RelationshipPattern):
        raise AssertionError(part)
    named = replace(relationship, variable=relationship.variable or WALKED)
    node = ast.NodePattern(part.at, START, None, None, None)
    pattern = replace(part.pattern, parts=(node, first, named, last, replace(node, variable=END)))
    inner = Frame(frame.compilation)
    step = build(inner, pattern, part.predicate, {})
    for test in tests:
        held = (START, END) if test.function == "nodes" else (named.variable or WALKED,)
        for name in held:
            scope = {test.variable: inner.scope[name]}
            inner.where(Expressions(replace(inner, scope=scope)).condition(test.predicate))
    (walked,) = step.relationships
    items = {"a": step.start, "b": step.end.sql, "i": walked}
    return inner.select([sql.alias(value.copy(), name) for name, value in items.items()]).sql("duckdb")


def _listed(pattern: ast.PathPattern, source: ast.Expression) -> str | None:
    """`nodes` or `relationships` where an expression gives all these of the path."""
    links = [part.variable for part in pattern.parts if isinstance(part, ast.RelationshipPattern)]
    if isinstance(source, ast.Variable):
        return "relationships" if source.name in links else None
    if not isinstance(source, ast.FunctionCall) or len(source.arguments) != 1:
        return None
    (path,) = source.arguments
    name = source.name.lower()
    known = isinstance(path, ast.Variable) and path.name == pattern.variable
    return name if known and name in {"nodes", "relationships"} else None


def _is_constant(element: ast.NodePattern | ast.RelationshipPattern) -> bool:
    """Whether the property map holds nothing but literals; a node's could be a key, which is looked up."""
    if element.properties is None:
        return True
    return (
        isinstance(element, ast.RelationshipPattern)
        and isinstance(element.properties, ast.MapLiteral)
        and all(isinstance(value, ast.Literal) for _, value in element.properties.items)
    )


def _is_test(node: ast.Expression, names: set[str], *, equal: bool) -> bool:
    """Whether an expression is a test of these elements that cannot fail; `equal` allows `=`."""
    match node:
        case ast.Comparison(operands=operands, operators=operators):
            return (equal or "=" not in operators) and all(_is_value(part, names) for part in operands)
        case ast.IsNull(operand=operand):
            return _is_value(operand, names)
        case ast.HasLabels(operand=ast.Variable(name=name)):
            return name in names
        case ast.Unary(operator="NOT", operand=operand):
            return _is_test(operand, names, equal=equal)
        case ast.Binary(operator="AND" | "OR" | "XOR", left=left, right=right):
            return _is_test(left, names, equal=equal) and _is_test(right, names, equal=equal)
        case ast.Binary(operator="IN", left=left, right=ast.ListLiteral(items=items)):
            return _is_value(left, names) and all(isinstance(item, ast.Literal) for item in items)
    return False


def _is_value(node: ast.Expression, names: set[str]) -> bool:
    match node:
        case ast.Literal():
            return True
        case ast.Property(subject=ast.Variable(name=name)):
            return name in names
    return False
