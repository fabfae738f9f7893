"""`+ - * / % ^ ||`: SQL for static types, the runtime where only the row tells the type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.types import Type, Value, inferred, numeric
from graphkit.cypher.values import sql
from graphkit.cypher.values.boxes import box, boxed_call, convert, unbox, unify_values
from graphkit.cypher.values.checks import NUMBERS, expect, mismatch, spelled, wrong
from graphkit.cypher.values.fragments import fail, integer_literal, is_constant, macro, once, tree

Operator = Callable[[Value, Value, int], Value]


def _inferred(build: Operator, infer: Callable[..., Type] = inferred) -> Operator:
    """The operator with a result whose type is as certain as its operands' are; lists see to it themselves."""

    def operator(left: Value, right: Value, at: int) -> Value:
        result = build(left, right, at)
        if result.type.element:
            return result
        return replace(result, type=infer(result.type, left.type, right.type))

    return operator


@_inferred
def add(left: Value, right: Value, at: int) -> Value:
    """`left + right`: numbers, texts with texts or numbers, lists with anything, dates and durations."""
    if t.NULL in (left.type, right.type):
        return _null_of(left, right)
    if left.type.element or right.type.element:
        return _concatenate(left, right)
    if t.ANY in (left.type, right.type):
        return _boxed("+", left, right)
    if left.type in NUMBERS and right.type in NUMBERS:
        return _numbers("+", left, right)
    if t.STRING in (left.type, right.type) and {left.type, right.type} <= _joined_texts(left, right):
        return Value(tree(":l || :r", l=_text(left), r=_text(right)), t.STRING)
    if t.DURATION in (left.type, right.type) and {left.type, right.type} <= {t.DATE, t.DURATION}:
        result = t.DATE if t.DATE in (left.type, right.type) else t.DURATION
        return unbox(_by_runtime("+", left, right), result)
    problem = f"Cannot add `{spelled(left.type)}` and `{spelled(right.type)}`"
    return _wrong_pair(left, right, _ADDABLE.get(left.type, "List<T>"), at, problem)


_ADDABLE = {
    **dict.fromkeys((*NUMBERS, t.STRING), "Float, Integer, String or List<T>"),
    t.DATE: "Duration or List<T>",
    t.DURATION: "Duration, Date or List<T>",
}
"""What may stand right of `+`, by the type on the left."""


def _joined_texts(left: Value, right: Value) -> set[Type]:
    """Types that a string is joined with: by the text of the query numbers only, in rows all that have a text."""
    certain = left.type.certain and right.type.certain
    return {*NUMBERS, t.STRING} if certain else {*NUMBERS, t.STRING, t.BOOLEAN, t.DATE, t.DURATION}


def _null_of(left: Value, right: Value) -> Value:
    return left if left.type == t.NULL else right


def _text(value: Value) -> exp.Expression:
    """The text of a value, as concatenation has it."""
    if value.type == t.STRING:
        return value.sql
    if value.type == t.FLOAT:
        return macro("cy_float_text", x=value.sql)
    if value.type == t.DURATION:
        return sql.call("cy_to_string", box(value).sql)
    return exp.cast(value.sql, "VARCHAR")


def _wrong_pair(left: Value, right: Value, expected: str, at: int, problem: str) -> Value:
    """An error now where both types are certain, else of each row where neither operand is null."""
    if left.type.certain and right.type.certain:
        raise mismatch(expected, right.type, at)
    unknown = sql.any_of([sql.is_null(left.sql), sql.is_null(right.sql)])
    failure = exp.cast(fail("TypeError", "InvalidArgumentType", problem), "VARCHAR")
    return Value(tree("CASE WHEN NOT :unknown THEN :failure END", unknown=unknown, failure=failure), t.ANY)


def _concatenate(left: Value, right: Value) -> Value:
    """Lists joined, or an element put at an end of a list; null with null."""
    single = None if left.type.element and right.type.element else right if left.type.element else left
    if single and single.type == t.ANY:  # only the row tells whether it is a list
        return Value(boxed_call("cy_concatenate", left, right), t.LIST(t.ANY))
    as_lists = [v if v.type.element else Value(sql.array([v.sql]), t.LIST(v.type)) for v in (left, right)]
    (first, second), joined = unify_values(as_lists)
    known = sql.all_of([sql.not_null(left.sql), sql.not_null(right.sql)])
    text = "CASE WHEN :known THEN list_concat(:l, :r) END"
    return Value(tree(text, known=known, l=first.sql, r=second.sql), t.computed(joined))


def _numbers(operator: str, left: Value, right: Value) -> Value:
    result = t.INTEGER if left.type == right.type == t.INTEGER else t.FLOAT
    if result == t.FLOAT:
        if operator == "/" and right.type == t.INTEGER and not _is_written(left, right):
            return Value(once(_BY_INTEGER, l=left.sql, r=right.sql), result)
        left, right = convert(left, t.FLOAT), convert(right, t.FLOAT)
    elif operator in _INTEGER_DIVISION and (integer_literal(right.sql) or -1) == -1:
        return Value(once(_INTEGER_DIVISION[operator], l=left.sql, r=right.sql), result)
    elif operator == "/":
        operator = "//"
    return Value(tree(f":l {operator} :r", l=left.sql, r=right.sql), result)


def _is_written(left: Value, right: Value) -> bool:
    """Whether a division by an integer is sure to have no error: by another than 0, or of two numbers written."""
    return bool(integer_literal(right.sql)) or (is_constant(left.sql) and is_constant(right.sql))


_BY_INTEGER = """
    CASE WHEN :r = 0 THEN error('ArithmeticError:DivisionByZero / by zero')
         ELSE CAST(:l AS DOUBLE) / CAST(:r AS DOUBLE) END"""
"""A float divided by the integer 0 is an error in rows; Neo4j folds constants to an infinite float."""

_INTEGER_DIVISION = {
    "/": """CASE WHEN :r = 0 THEN error('ArithmeticError:DivisionByZero / by zero')
                 WHEN :r = -1 THEN CASE WHEN :l = -9223372036854775808 THEN :l ELSE -:l END ELSE :l // :r END""",
    "%": "CASE WHEN :r = -1 THEN :l - :l ELSE :l % :r END",
}
"""DuckDB overflows where the smallest integer is divided by -1; Neo4j gives it back."""


def _boxed(operator: str, left: Value, right: Value) -> Value:
    """Boxed operands: sums, differences and products of integers in SQL, all else by the runtime."""
    if operator not in "+-*":
        return _by_runtime(operator, left, right)
    text = f"""CASE WHEN cy_is_integer(:l) AND cy_is_integer(:r)
                    THEN CAST(CAST(:l AS BIGINT) {operator} CAST(:r AS BIGINT) AS VARCHAR)
                    ELSE cy_arithmetic('{operator}', :l, :r) END"""
    return Value(once(text, l=box(left).sql, r=box(right).sql), t.ANY)


def _by_runtime(operator: str, left: Value, right: Value) -> Value:
    return Value(sql.call("cy_arithmetic", sql.string(operator), box(left).sql, box(right).sql), t.ANY)


def arithmetic(operator: str, verb: str) -> Operator:
    """One of `- * / %`; `verb` is for messages."""

    def build(left: Value, right: Value, at: int) -> Value:
        _need(left, _TAKES_LEFT[operator], at)
        _need(right, _TAKES_RIGHT[operator], at)
        if t.NULL in (left.type, right.type):
            return _null_of(left, right)
        if left.type in NUMBERS and right.type in NUMBERS:
            return _numbers(operator, left, right)
        if t.ANY in (left.type, right.type):
            return _boxed(operator, left, right)
        result = _TEMPORAL.get((left.type, operator, right.type))
        if result:
            return unbox(_by_runtime(operator, left, right), result)
        later = operator == "-" and left.type in (t.DATE, t.DURATION)
        problem = f"Cannot {verb} `{spelled(left.type)}` and `{spelled(right.type)}`"
        return _wrong_pair(left, right, "Duration" if later else "Float or Integer", at, problem)

    return _inferred(build, numeric)


_TAKES_LEFT: dict[str, tuple[Type, ...]] = {
    "-": (*NUMBERS, t.DURATION, t.DATE),
    "*": (*NUMBERS, t.DURATION),
    "/": (*NUMBERS, t.DURATION),
    "%": NUMBERS,
}
_TAKES_RIGHT: dict[str, tuple[Type, ...]] = {
    "-": (*NUMBERS, t.DURATION),
    "*": (*NUMBERS, t.DURATION),
    "/": NUMBERS,
    "%": NUMBERS,
}


def _need(operand: Value, takes: tuple[Type, ...], at: int) -> None:
    """A SyntaxError for an operand that no partner would help."""
    if operand.type.certain and operand.type not in (*takes, t.NULL, t.ANY):
        raise mismatch(" or ".join(map(spelled, takes)), operand.type, at)


_TEMPORAL: dict[tuple[Type, str, Type], Type] = {
    (t.DATE, "-", t.DURATION): t.DATE,
    (t.DURATION, "-", t.DURATION): t.DURATION,
    **{(t.DURATION, "*", number): t.DURATION for number in NUMBERS},
    **{(number, "*", t.DURATION): t.DURATION for number in NUMBERS},
    **{(t.DURATION, "/", number): t.DURATION for number in NUMBERS},
}
"""Results of arithmetic with dates and durations, beside sums."""


def power(left: Value, right: Value, at: int) -> Value:
    """`left ^ right`, always a float."""
    if t.ANY in (left.type, right.type):
        for operand in (left, right):
            _need(operand, NUMBERS, at)
        return unbox(_by_runtime("^", left, right), t.FLOAT)
    base, exponent = expect(left, t.FLOAT, at, "Float"), expect(right, t.FLOAT, at, "Float")
    return Value(sql.call("pow", base.sql, exponent.sql), t.FLOAT)


def _is_uncertain(value: Value) -> bool:
    return not value.type.certain


@_inferred
def join(left: Value, right: Value, at: int) -> Value:
    """`left || right`: two strings or two lists."""
    for operand in sorted((left, right), key=_is_uncertain):  # what is wrong beyond doubt comes first
        if operand.type.element is None and operand.type not in (t.STRING, t.ANY, t.NULL):
            return wrong(operand, "String or List<T>", t.STRING, at)
    if t.NULL in (left.type, right.type):
        return _null_of(left, right)
    if left.type.element and right.type.element:
        return _concatenate(left, right)
    if t.ANY in (left.type, right.type):
        return Value(boxed_call("cy_join", left, right), t.ANY)
    if left.type.element or right.type.element:
        expected = "List<T>" if left.type.element else "String"
        return _wrong_pair(left, right, expected, at, "Cannot concatenate a list and a single value")
    first, second = expect(left, t.STRING, at, "String or List<T>"), expect(right, t.STRING, at, "String")
    return Value(tree(":l || :r", l=first.sql, r=second.sql), t.STRING)
