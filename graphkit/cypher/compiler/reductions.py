"""reduce(): a fold over a list.

DuckDB's lambdas take no joins and no subqueries. Where the body needs one for what does not depend on the
accumulator, that is computed beforehand for each element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from graphkit.cypher.compiler.aggregation_rules import bound_names
from graphkit.cypher.compiler.frames import NeedsRows
from graphkit.cypher.compiler.lists import element_of, typed, unnested
from graphkit.cypher.syntax import ast, walk
from graphkit.cypher.types import ANY, FLOAT, INTEGER, LIST, NULL, STRING, Type, Value, unify
from graphkit.cypher.values import boxes, sql
from graphkit.cypher.values.checks import spelled
from graphkit.cypher.values.coercions import as_list
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError

if TYPE_CHECKING:
    from graphkit.cypher.compiler.expressions import Expressions

DEEPEST = 8
"""Lists within lists that have a static type in reduce(); what goes deeper is boxed."""
LONGEST = 30_000_000
"""Characters or elements that a value in reduce() may have before another step."""


def reduction(self: Expressions, node: ast.Reduce) -> Value:
    """`reduce(accumulator = initial, x IN list | result)`."""
    source = as_list(self.compile(node.source), node.at)
    initial = self.compile(node.initial)
    try:
        return _folded(self, node, source, initial)
    except NeedsRows:
        if self.in_lambda:
            raise
    prepared, fields = _prepared(self, node, source)
    try:
        return _folded(self, node, prepared, initial, fields)
    except NeedsRows:
        pass
    try:  # the runtime reads the properties of elements that are boxed
        return _folded(self, node, prepared, boxes.box(initial), fields)
    except NeedsRows:
        raise CypherUnsupportedError(
            "reduce() with a pattern or a query that uses its accumulator is not supported", offset=node.at
        ) from None


def _folded(
    self: Expressions,
    node: ast.Reduce,
    source: Value,
    initial: Value,
    fields: dict[ast.Expression, Value] | None = None,
) -> Value:
    """The fold as list_reduce, with the narrowest type of the accumulator that its results fit."""
    accumulator, name = (self.frame.compilation.alias("v") for _ in range(2))
    type_ = initial.type
    while True:
        names = {node.accumulator: Value(sql.name(accumulator), type_)}
        if fields is None:
            names[node.variable] = Value(sql.name(name), element_of(source.type))
        inside = self.inside(**names)
        if fields is not None:
            computed = {
                part: Value(sql.field(sql.name(name), value.sql.name), value.type)
                for part, value in fields.items()
            }
            inside.replaced = {**self.replaced, **computed}
        body = inside.compile(node.result)
        _check_accumulator(initial.type, body.type, node)
        wider = unify(type_, body.type)
        if wider == type_:
            break
        type_ = wider if _depth(wider) <= DEEPEST else ANY
    start = boxes.convert(initial, type_).sql if type_ != NULL else sql.null("INTEGER")
    step = sql.lambda_([accumulator, name], _bounded(accumulator, type_, boxes.convert(body, type_).sql))
    folded = sql.call("list_reduce", source.sql, step, start)
    return Value(folded, type_)


def _depth(type_: Type) -> int:
    """How many lists stand around the innermost type."""
    return 1 + _depth(type_.element) if type_.element else 0


def _bounded(accumulator: str, type_: Type, step: exp.Expression) -> exp.Expression:
    """A step of reduce() that ends the query where the accumulator has grown beyond measure.

    A value that doubles with every element would take all memory before DuckDB looks at its limits.
    """
    if type_ not in {STRING, ANY} and not type_.element:
        return step
    size = sql.call("len" if type_.element else "strlen", sql.name(accumulator))
    grown = exp.GT(this=size, expression=sql.integer(LONGEST))
    problem = sql.string(f"LimitError: a value in reduce() grew beyond a size of {LONGEST:,}")
    return sql.case([(grown, sql.cast(sql.call("error", problem), boxes.duckdb_type(type_)))], step)


def _check_accumulator(initial: Type, result: Type, node: ast.Reduce) -> None:
    """What reduce() comes to must be of the kind it starts from, as far as the query's text tells.

    Raises:
        CypherSyntaxError: it is of another.
    """
    if not (initial.certain and result.certain) or unify(initial, result) != ANY:
        return
    if ANY in (initial, result) or {initial, result} == {INTEGER, FLOAT}:
        return
    raise CypherSyntaxError(
        f"Type mismatch: accumulator is {spelled(initial)} but expression has type {spelled(result)}",
        offset=node.result.at,
        code="InvalidArgumentType",
    )


def _prepared(
    self: Expressions, node: ast.Reduce, source: Value
) -> tuple[Value, dict[ast.Expression, Value]]:
    """The list with everything computed beforehand that does not depend on the accumulator, as structs."""
    frame, inside, place = unnested(self, node.variable, source)
    parts = list(dict.fromkeys(_independent(node.result, frozenset({node.accumulator}))))
    values = {part: inside.compile(part) for part in parts}
    names = {part: f"f{number}" for number, part in enumerate(parts)}
    fields = {names[part]: typed(value) for part, value in values.items()} or {"f": sql.null("INTEGER")}
    query = frame.select([sql.alias(sql.struct(**fields), "v")]).order_by(place, copy=False)
    listed = sql.case([(sql.not_null(source.sql.copy()), sql.array_of(query))])
    return Value(listed, LIST(NULL)), {
        part: Value(sql.name(names[part]), value.type) for part, value in values.items()
    }


def _independent(node: ast.Element, dependent: frozenset[str]) -> list[ast.Expression]:
    """The largest parts of an expression that mention none of the variables, but for plain constants.

    Variables that a part binds for what is inside it are as dependent as the accumulator.
    """
    if isinstance(node, ast.Literal | ast.Parameter):
        return []
    if isinstance(node, ast.Expression) and not dependent & _mentioned(node):
        return [node]
    if isinstance(node, ast.Subquery | ast.PatternComprehension):
        return []
    inner = dependent | bound_names(node)
    return [part for child in walk.children(node) for part in _independent(child, inner)]


def _mentioned(node: ast.Element) -> set[str]:
    """Names of variables in an expression, also those that stand in its patterns."""
    in_patterns = {
        element.variable
        for element in walk.walk(node)
        if isinstance(element, ast.NodePattern | ast.RelationshipPattern) and element.variable
    }
    return walk.variables(node) | in_patterns
