"""Numeric and trigonometric functions: Java's results where DuckDB would raise or round otherwise."""

from __future__ import annotations

from graphkit.cypher import types as t
from graphkit.cypher.functions.table import Argument, Function, by_template
from graphkit.cypher.types import Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.checks import expect, expect_number
from graphkit.cypher.values.fragments import macro, once, tree

_NUMBER = Argument("input", None, "INTEGER | FLOAT")
_NAN = "CAST('NaN' AS DOUBLE)"


def _float(name: str, template: str, doc: str, category: str = "Mathematical", **more: t.Type) -> Function:
    operands = (
        Argument("input", t.FLOAT, "Float"),
        *(Argument(key, kind, "Float") for key, kind in more.items()),
    )
    return Function(name, category, operands, "FLOAT", by_template(template, t.FLOAT), doc)


def _trigonometric(name: str, doc: str, template: str = "") -> Function:
    text = template or f"CASE WHEN isinf(:a) THEN {_NAN} ELSE {name}(:a) END"
    return _float(name, text, doc, "Trigonometric")


def _constant(name: str, value: str, doc: str) -> Function:
    return Function(name, "Mathematical", (), "FLOAT", by_template(value, t.FLOAT), doc)


def _abs(values: list[Value], at: int) -> Value:
    value = expect_number(values[0], at)
    if value.type == t.INTEGER:  # the smallest integer has no positive twin: it stays, as in Java
        return Value(
            once("CASE WHEN :a = -9223372036854775808 THEN :a ELSE abs(:a) END", a=value.sql),
            t.numeric(t.INTEGER, value.type),
        )
    if value.type == t.ANY:
        return Value(sql.call("cy_abs", value.sql), t.ANY)
    return Value(tree("abs(:a)", a=value.sql), t.numeric(t.FLOAT, value.type), value.may_be_nan)


def _sign(values: list[Value], at: int) -> Value:
    value = expect(values[0], t.FLOAT, at, "Float or Integer")
    return Value(once("CASE WHEN isnan(:a) THEN 0 ELSE CAST(sign(:a) AS BIGINT) END", a=value.sql), t.INTEGER)


def _is_nan(values: list[Value], at: int) -> Value:
    return Value(tree("isnan(:a)", a=expect(values[0], t.FLOAT, at, "Float or Integer").sql), t.BOOLEAN)


def _round(values: list[Value], at: int) -> Value:
    """With digits the runtime rounds the decimal that the float is written as, with 0 and no mode as without."""
    value = values[0].sql
    if len(values) == 1:
        return Value(macro("cy_round", x=value), t.FLOAT)
    mode = values[2].sql if len(values) > 2 else sql.string("HALF_UP")
    # what is not finite stays: DuckDB would make null of a NaN that the runtime gives
    text = """CASE WHEN isfinite(:x) THEN cy_round_to(:x, trunc(:digits), :mode)
                   WHEN :digits IS NOT NULL AND :mode IS NOT NULL THEN :x END"""
    if len(values) == 2:
        text = f"CASE WHEN trunc(:digits) = 0 THEN cy_round(:x) ELSE {text} END"
    return Value(once(text, x=value, digits=values[1].sql, mode=mode), t.FLOAT)


def _argument_in(bound: str, name: str) -> str:
    return f"CASE WHEN {bound} THEN {name}(:a) WHEN :a IS NOT NULL THEN {_NAN} END"


FUNCTIONS = (
    Function("abs", "Mathematical", (_NUMBER,), "INTEGER | FLOAT", _abs, "the absolute value"),
    _float("ceil", "ceil(:a)", "the next whole number above"),
    _float("floor", "floor(:a)", "the next whole number below"),
    Function(
        "round",
        "Mathematical",
        (
            Argument("value", t.FLOAT, "Float"),
            Argument("precision", t.FLOAT, "Integer"),
            Argument("mode", t.STRING),
        ),
        "FLOAT",
        _round,
        "rounded, ties upwards; to one digit or more with ties away from zero, or by a mode: UP, DOWN, CEILING, FLOOR, "
        "HALF_UP, HALF_DOWN, HALF_EVEN",
        optional=2,
    ),
    Function("sign", "Mathematical", (_NUMBER,), "INTEGER", _sign, "-1, 0 or 1"),
    Function("isNaN", "Mathematical", (_NUMBER,), "BOOLEAN", _is_nan, "whether it is NaN"),
    Function(
        "rand", "Mathematical", (), "FLOAT", by_template("random()", t.FLOAT), "a random number in [0, 1)"
    ),
    _constant("e", "exp(CAST(1 AS DOUBLE))", "the base of natural logarithms"),
    _constant("pi", "pi()", "the ratio of a circle's circumference to its diameter"),
    _float("exp", "exp(:a)", "e to the power of the argument"),
    _float("log", "cy_log(:a)", "the natural logarithm; NaN below 0"),
    _float("log10", "cy_log10(:a)", "the logarithm to base 10; NaN below 0"),
    _float("sqrt", f"CASE WHEN :a < 0 THEN {_NAN} ELSE sqrt(:a) END", "the square root; NaN below 0"),
    _trigonometric("sin", "the sine"),
    _trigonometric("cos", "the cosine"),
    _trigonometric("tan", "the tangent"),
    _trigonometric(
        "cot", "the cotangent; infinite at 0", f"CASE WHEN isinf(:a) THEN {_NAN} ELSE 1 / tan(:a) END"
    ),
    _trigonometric("asin", "the arc sine; NaN outside [-1, 1]", _argument_in(":a BETWEEN -1 AND 1", "asin")),
    _trigonometric(
        "acos", "the arc cosine; NaN outside [-1, 1]", _argument_in(":a BETWEEN -1 AND 1", "acos")
    ),
    _trigonometric("atan", "the arc tangent", "atan(:a)"),
    _float(
        "atan2", "atan2(:a, :b)", "the angle of the point (x, y), from y and x", "Trigonometric", x=t.FLOAT
    ),
    _trigonometric("degrees", "radians in degrees", "degrees(:a)"),
    _trigonometric("radians", "degrees in radians", "radians(:a)"),
    _trigonometric(
        "haversin", "half the versine", f"CASE WHEN isinf(:a) THEN {_NAN} ELSE (1 - cos(:a)) / 2 END"
    ),
)
