"""The operators of Cypher: logic, arithmetic and text here, the others in the modules whose names are given on.

Everything takes and gives `Value`, and `at`, the place in the query for messages.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from graphkit.cypher import sql
from graphkit.cypher import types as t
from graphkit.cypher.access import index, map_property, slice_
from graphkit.cypher.boxes import box, boxed_call, convert, unbox, unify_values
from graphkit.cypher.checks import NUMBERS, expect, mismatch, spelled, wrong
from graphkit.cypher.comparisons import compare, contains_in, is_null
from graphkit.cypher.fragments import fail, macro, once, tree
from graphkit.cypher.type_predicates import is_normalized, is_type
from graphkit.cypher.types import Type, Value

__all__ = [
    "binary", "compare", "condition", "contains_in", "index", "is_normalized", "is_null", "is_type", "map_property",
    "quantifier", "slice_", "unary", "unify_values",
]  # fmt: skip


def condition(value: Value, at: int) -> Value:
    """A value standing as a predicate, as BOOLEAN.

    Raises:
        CypherSyntaxError: it is of another type, by the text of the query.
    """
    return expect(value, t.BOOLEAN, at)


def unary(operator: str, value: Value, at: int) -> Value:
    """`NOT x`, `-x`, `+x`."""
    if operator == "NOT":
        return Value(sql.negate(condition(value, at).sql), t.BOOLEAN)
    if value.type == t.NULL:
        return value
    if operator == "+" and (value.type in NUMBERS or not value.type.certain or value.type == t.ANY):
        return value
    if value.type == t.INTEGER:  # DuckDB's own minus turns the smallest integer into a HUGEINT
        return Value(tree("0 - :x", x=value.sql), t.INTEGER)
    if value.type == t.FLOAT:
        return Value(tree("-:x", x=value.sql), t.FLOAT, value.may_be_nan)
    if value.type == t.ANY:
        return Value(sql.call("cy_negate", value.sql), t.ANY)
    return wrong(value, "Float or Integer", t.INTEGER, at)


def binary(operator: str, left: Value, right: Value, at: int) -> Value:
    """`left operator right` for every operator of `ast.Binary`.

    Raises:
        CypherSyntaxError: an operand is of a wrong type, by the text of the query.
    """
    return _BINARY[operator](left, right, at)


def _logic(connective: type[exp.Connector] | type[exp.Xor]) -> Callable[[Value, Value, int], Value]:
    def build(left: Value, right: Value, at: int) -> Value:
        first, second = condition(left, at).sql, condition(right, at).sql
        if connective is exp.Xor:
            return Value(
                once("CASE WHEN :l THEN NOT :r WHEN NOT :l THEN :r END", l=first, r=second), t.BOOLEAN
            )
        if can_raise(first) and not can_raise(second):
            first, second = second, first
        joined = connective(this=sql.grouped(first), expression=sql.grouped(second))
        if can_raise(second):
            # DuckDB may evaluate both sides; Neo4j leaves the second where the first decides
            decided = sql.negate(first.copy()) if connective is exp.And else first.copy()
            joined = sql.case([(decided, sql.boolean(connective is exp.Or))], joined)
        return Value(joined, t.BOOLEAN)

    return build


_RAISING = ("error", "cy_as_", "cy_arithmetic", "cy_index", "cy_property", "cy_in")


def can_raise(part: exp.Expression) -> bool:
    """Whether evaluating the expression may end the query, so that a condition must guard it.

    Overflows of plain additions are not counted: guards would cost every filter its speed.
    """
    return any(
        isinstance(node, exp.IntDiv | exp.Mod)
        or (isinstance(node, exp.Anonymous) and node.name.startswith(_RAISING))
        for node in part.walk()
    )


def _add(left: Value, right: Value, at: int) -> Value:
    if t.NULL in (left.type, right.type):
        return left if left.type == t.NULL else right if right.type == t.NULL else left
    if left.type.element or right.type.element:
        return _concatenate(left, right)
    if t.ANY in (left.type, right.type):
        return _boxed_arithmetic("+", left, right)
    if left.type in NUMBERS and right.type in NUMBERS:
        return _numbers("+", left, right)
    if t.STRING in (left.type, right.type) and _has_text(left.type) and _has_text(right.type):
        return Value(tree(":l || :r", l=text(left), r=text(right)), t.STRING)
    if t.DURATION in (left.type, right.type) and {left.type, right.type} <= {t.DATE, t.DURATION}:
        result = t.DATE if t.DATE in (left.type, right.type) else t.DURATION
        return unbox(_runtime_arithmetic("+", left, right), result)
    return _wrong_pair(
        left, right, _addable(left.type), at, f"Cannot add `{spelled(left.type)}` and `{spelled(right.type)}`"
    )


def _has_text(of: Type) -> bool:
    return of in (*NUMBERS, t.STRING)


def _addable(left: Type) -> str:
    if left in NUMBERS or left == t.STRING:
        return "Float, Integer, String or List<T>"
    return {t.DATE: "Duration or List<T>", t.DURATION: "Duration, Date or List<T>"}.get(left, "List<T>")


def _wrong_pair(left: Value, right: Value, expected: str, at: int, problem: str) -> Value:
    """An error now where both types are certain, else of each row where neither operand is null."""
    if left.type.certain and right.type.certain:
        raise mismatch(expected, right.type, at)
    unknown = sql.any_of([sql.is_null(left.sql), sql.is_null(right.sql)])
    failure = exp.cast(fail("TypeError", "InvalidArgumentType", problem), "VARCHAR")
    return Value(tree("CASE WHEN NOT :unknown THEN :failure END", unknown=unknown, failure=failure), t.ANY)


def text(value: Value) -> exp.Expression:
    """The text of a string or a number, as concatenation has it."""
    if value.type == t.STRING:
        return value.sql
    if value.type == t.FLOAT:
        return sql.call("cy_float_text", value.sql)
    return exp.cast(value.sql, "VARCHAR")


def _concatenate(left: Value, right: Value) -> Value:
    """Lists joined, or an element put at an end of a list; null with null."""
    as_lists = [v if v.type.element else Value(sql.array([v.sql]), t.LIST(v.type)) for v in (left, right)]
    (first, second), joined = unify_values(as_lists)
    if left.type.element and right.type.element:
        return Value(
            tree(
                "CASE WHEN :l IS NOT NULL AND :r IS NOT NULL THEN list_concat(:l, :r) END",
                l=first.sql,
                r=second.sql,
            ),
            joined,
        )
    single = right if left.type.element else left
    if single.type == t.ANY:  # only the row tells whether it is a list
        return Value(boxed_call("cy_concatenate", left, right), t.LIST(t.ANY))
    text_ = "CASE WHEN :single IS NOT NULL AND :whole IS NOT NULL THEN list_concat(:l, :r) END"
    whole = left if left.type.element else right
    return Value(tree(text_, single=single.sql, whole=whole.sql, l=first.sql, r=second.sql), joined)


def _numbers(operator: str, left: Value, right: Value) -> Value:
    result = t.INTEGER if left.type == right.type == t.INTEGER else t.FLOAT
    if result == t.INTEGER and operator in "/%":
        return Value(once(_INTEGER_DIVISION[operator], l=left.sql, r=right.sql), result)
    if result == t.FLOAT:
        left, right = convert(left, t.FLOAT), convert(right, t.FLOAT)
    return Value(tree(f":l {operator} :r", l=left.sql, r=right.sql), result)


_INTEGER_DIVISION = {
    "/": "CASE WHEN :r = -1 THEN CASE WHEN :l = -9223372036854775808 THEN :l ELSE -:l END ELSE :l // :r END",
    "%": "CASE WHEN :r = -1 THEN :l - :l ELSE :l % :r END",
}


def _boxed_arithmetic(operator: str, left: Value, right: Value) -> Value:
    l, r = box(left).sql, box(right).sql
    if operator in "+-*":
        text_ = f"""CASE WHEN :l IS NULL OR :r IS NULL THEN NULL
                         WHEN cy_is_integer(:l) AND cy_is_integer(:r)
                         THEN CAST(CAST(:l AS BIGINT) {operator} CAST(:r AS BIGINT) AS VARCHAR)
                         ELSE cy_arithmetic('{operator}', :l, :r) END"""
        return Value(once(text_, l=l, r=r), t.ANY)
    return _runtime_arithmetic(operator, left, right)


def _runtime_arithmetic(operator: str, left: Value, right: Value) -> Value:
    return Value(sql.call("cy_arithmetic", sql.string(operator), box(left).sql, box(right).sql), t.ANY)


def _arithmetic(operator: str, verb: str) -> Callable[[Value, Value, int], Value]:
    def build(left: Value, right: Value, at: int) -> Value:
        if t.NULL in (left.type, right.type):
            return left if left.type == t.NULL else right
        if left.type in NUMBERS and right.type in NUMBERS:
            return _numbers(operator, left, right)
        if t.ANY in (left.type, right.type):
            return _boxed_arithmetic(operator, left, right)
        result = _TEMPORAL.get((left.type, operator, right.type))
        if result:
            return unbox(_runtime_arithmetic(operator, left, right), result)
        expected = _EXPECTED.get((operator, left.type.name), "Float or Integer")
        problem = f"Cannot {verb} `{spelled(left.type)}` and `{spelled(right.type)}`"
        return _wrong_pair(left, right, expected, at, problem)

    return build


_EXPECTED = {("-", "DATE"): "Duration", ("-", "DURATION"): "Duration"}


_TEMPORAL: dict[tuple[Type, str, Type], Type] = {
    (t.DATE, "-", t.DURATION): t.DATE,
    (t.DURATION, "-", t.DURATION): t.DURATION,
    **{(t.DURATION, "*", number): t.DURATION for number in NUMBERS},
    **{(number, "*", t.DURATION): t.DURATION for number in NUMBERS},
    **{(t.DURATION, "/", number): t.DURATION for number in NUMBERS},
}
"""Results of arithmetic with dates and durations, beside sums."""


def _power(left: Value, right: Value, at: int) -> Value:
    base, exponent = expect(left, t.FLOAT, at, "Float"), expect(right, t.FLOAT, at, "Float")
    return Value(sql.call("pow", base.sql, exponent.sql), t.FLOAT)


def _join(left: Value, right: Value, at: int) -> Value:
    """`||`: strings or lists, never a mixture."""
    if t.NULL in (left.type, right.type):
        return left if left.type == t.NULL else right
    if left.type.element and right.type.element:
        return _concatenate(left, right)
    if t.ANY in (left.type, right.type):
        return Value(boxed_call("cy_join", left, right), t.ANY)
    if left.type.element or right.type.element:
        return _wrong_pair(
            left, right, "List<T>" if left.type.element else "String", at, "Cannot concatenate"
        )
    first, second = expect(left, t.STRING, at, "String or List<T>"), expect(right, t.STRING, at, "String")
    return Value(tree(":l || :r", l=first.sql, r=second.sql), t.STRING)


def _text_test(template: str) -> Callable[[Value, Value, int], Value]:
    def build(left: Value, right: Value, at: int) -> Value:
        strings = [_string_or_null(value) for value in (left, right)]
        return Value(tree(template, l=strings[0], r=strings[1]), t.BOOLEAN)

    return build


def _string_or_null(value: Value) -> exp.Expression:
    if value.type == t.STRING:
        return value.sql
    if value.type == t.ANY:
        return once("CASE WHEN left(:x, 1) = '\"' THEN cy_text(:x) END", x=value.sql)
    return sql.null("VARCHAR")


def _matches(left: Value, right: Value, at: int) -> Value:
    for operand in (left, right):
        if operand.type not in (t.NULL, t.ANY, t.STRING):
            if operand.type.certain:
                raise mismatch("String", operand.type, at)
    return Value(sql.call("cy_matches", _string_or_null(left), expect(right, t.STRING, at).sql), t.BOOLEAN)


_BINARY: dict[str, Callable[[Value, Value, int], Value]] = {
    "AND": _logic(exp.And),
    "OR": _logic(exp.Or),
    "XOR": _logic(exp.Xor),
    "+": _add,
    "-": _arithmetic("-", "subtract"),
    "*": _arithmetic("*", "multiply"),
    "/": _arithmetic("/", "divide"),
    "%": _arithmetic("%", "take the modulus of"),
    "^": _power,
    "||": _join,
    "=~": _matches,
    "IN": contains_in,
    "STARTS WITH": _text_test("starts_with(:l, :r)"),
    "ENDS WITH": _text_test("suffix(:l, :r)"),
    "CONTAINS": _text_test("contains(:l, :r)"),
}


def quantifier(kind: str, outcomes: exp.Expression) -> Value:
    """`any`, `all`, `none` or `single` of a BOOLEAN list of the predicate's outcomes."""
    return Value(once(_QUANTIFIERS[kind], p=outcomes), t.BOOLEAN)


_UNKNOWN = "WHEN :p IS NULL OR list_count(:p) < len(:p) THEN NULL"
_QUANTIFIERS = {
    "any": f"CASE WHEN list_contains(:p, true) THEN true {_UNKNOWN} ELSE false END",
    "all": f"CASE WHEN list_contains(:p, false) THEN false {_UNKNOWN} ELSE true END",
    "none": f"CASE WHEN list_contains(:p, true) THEN false {_UNKNOWN} ELSE true END",
    "single": f"""CASE WHEN len(list_filter(:p, lambda outcome: outcome)) > 1 THEN false {_UNKNOWN}
                       ELSE len(list_filter(:p, lambda outcome: outcome)) = 1 END""",
}
