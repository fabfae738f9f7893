"""List comprehensions, quantifiers and reduce.

DuckDB's lambdas take no joins and no subqueries. Where the body needs one, the list is unnested into rows instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from graphkit.cypher.compiler.frames import Frame, NeedsRows
from graphkit.cypher.compiler.scans import Derived
from graphkit.cypher.syntax import ast, walk
from graphkit.cypher.types import (
    ANY,
    BOOLEAN,
    FLOAT,
    INTEGER,
    LIST,
    NODE,
    NULL,
    RELATIONSHIP,
    STRING,
    Type,
    Value,
    computed,
    unify,
)
from graphkit.cypher.values import boxes, operators, sql
from graphkit.cypher.values.checks import spelled
from graphkit.cypher.values.coercions import as_list
from graphkit.errors import CypherSyntaxError, CypherUnsupportedError

if TYPE_CHECKING:
    from graphkit.cypher.compiler.expressions import Expressions

DEEPEST = 8
"""Lists within lists that have a static type in reduce(); what goes deeper is boxed."""
LONGEST = 30_000_000
"""Characters or elements that a value in reduce() may have before another step."""


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
    inside = self.inside(**{variable: Value(sql.name(name), _element(source.type))})
    items = source.sql
    if predicate is not None:
        items = sql.call("list_filter", items, sql.lambda_([name], inside.condition(predicate)))
    if isinstance(result, ast.Variable) and result.name == variable and not condition:
        return Value(items, computed(source.type))
    body = Value(inside.condition(result), BOOLEAN) if condition else inside.compile(result)
    return Value(sql.call("list_transform", items, sql.lambda_([name], _typed(body))), LIST(body.type))


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
    query = frame.select([sql.alias(_typed(body), "v")]).order_by(place, copy=False)
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
    element = _element(source.type)
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


def _element(type_: Type) -> Type:
    return type_.element or NULL


def _typed(value: Value) -> exp.Expression:
    """The SQL of a value; a null of no type gets one, for DuckDB's lists."""
    return sql.null("INTEGER") if value.type == NULL else value.sql


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
        raise CypherUnsupportedError(
            "reduce() cannot use properties or patterns of its accumulator", offset=node.at
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
            names[node.variable] = Value(sql.name(name), _element(source.type))
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
    parts = list(dict.fromkeys(_independent(node.result, node.accumulator)))
    values = {part: inside.compile(part) for part in parts}
    names = {part: f"f{number}" for number, part in enumerate(parts)}
    fields = {names[part]: _typed(value) for part, value in values.items()} or {"f": sql.null("INTEGER")}
    query = frame.select([sql.alias(sql.struct(**fields), "v")]).order_by(place, copy=False)
    listed = sql.case([(sql.not_null(source.sql.copy()), sql.array_of(query))])
    return Value(listed, LIST(NULL)), {
        part: Value(sql.name(names[part]), value.type) for part, value in values.items()
    }


def _independent(node: ast.Element, accumulator: str) -> list[ast.Expression]:
    """The largest parts of an expression that do not mention the accumulator, but for plain constants."""
    if isinstance(node, ast.Literal | ast.Parameter):
        return []
    if isinstance(node, ast.Expression) and accumulator not in _mentioned(node):
        return [node]
    return [part for child in walk.children(node) for part in _independent(child, accumulator)]


def _mentioned(node: ast.Element) -> set[str]:
    """Names of variables in an expression, also those that stand in its patterns."""
    in_patterns = {
        element.variable
        for element in walk.walk(node)
        if isinstance(element, ast.NodePattern | ast.RelationshipPattern) and element.variable
    }
    return walk.variables(node) | in_patterns
