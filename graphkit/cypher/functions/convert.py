"""Conversions: SQL for static types, the runtime for boxed values and unusual text."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.functions.table import Argument, Builder, Function
from graphkit.cypher.types import Type, Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.boxes import box, convert
from graphkit.cypher.values.checks import wrong
from graphkit.cypher.values.fragments import macro, once

_FAST: dict[str, Mapping[Type, str]] = {
    "toInteger": {
        t.INTEGER: ":x",
        t.BOOLEAN: "CAST(:x AS BIGINT)",
        t.STRING: """CASE WHEN regexp_full_match(:x, '-?[0-9]{1,18}') THEN CAST(:x AS BIGINT)
                          ELSE CAST(cy_to_integer(to_json(:x)) AS BIGINT) END""",
        t.FLOAT: """CASE WHEN abs(:x) < 9e18 THEN CAST(trunc(:x) AS BIGINT) WHEN isnan(:x) THEN 0
                         WHEN :x > 0 THEN 9223372036854775807 WHEN :x < 0 THEN -9223372036854775808 END""",
    },
    "toFloat": {t.FLOAT: ":x", t.INTEGER: "CAST(:x AS DOUBLE)"},
    "toBoolean": {t.BOOLEAN: ":x", t.INTEGER: ":x <> 0"},
    "toString": {
        t.STRING: ":x",
        t.INTEGER: "CAST(:x AS VARCHAR)",
        t.BOOLEAN: "CAST(:x AS VARCHAR)",
        t.DATE: "CAST(:x AS VARCHAR)",
    },
}
_RESULTS = {"toInteger": t.INTEGER, "toFloat": t.FLOAT, "toBoolean": t.BOOLEAN, "toString": t.STRING}
_RUNTIME = {
    "toInteger": "cy_to_integer",
    "toFloat": "cy_to_float",
    "toBoolean": "cy_to_boolean",
    "toString": "cy_to_string",
}
_TAKES: dict[str, tuple[Type, ...]] = {
    "toInteger": (t.BOOLEAN, t.FLOAT, t.INTEGER, t.STRING),
    "toFloat": (t.FLOAT, t.INTEGER, t.STRING),
    "toBoolean": (t.BOOLEAN, t.INTEGER, t.STRING),
    "toString": (t.BOOLEAN, t.FLOAT, t.INTEGER, t.STRING, t.DURATION, t.DATE),
}
_DOCS = {
    "toInteger": "the integer; fractions are cut off, text that is no number gives null",
    "toFloat": "the float; text that is no number gives null",
    "toBoolean": "true and false from text in any case, from integers whether they are not 0",
    "toString": "the text",
}


def _called(name: str, suffix: str, operand: exp.Expression) -> exp.Expression:
    """The runtime's conversion of a boxed value; floats come back boxed, since DuckDB makes a NaN of Python null."""
    converted = sql.call(f"{_RUNTIME[name]}{suffix}", operand)
    return macro("cy_unbox_float", x=converted) if name == "toFloat" else converted


def _conversion(name: str) -> Builder:
    result = _RESULTS[name]

    def build(values: list[Value], at: int) -> Value:
        value = values[0]
        if value.type in _FAST[name]:
            return Value(once(_FAST[name][value.type], x=value.sql), result)
        if name == "toString" and value.type == t.FLOAT:
            return Value(macro("cy_float_text", x=value.sql), result)
        if value.type in _TAKES[name] or value.type == t.ANY:
            return Value(_called(name, "", box(value).sql), result)
        if name == "toInteger" and value.type.element:
            return wrong(
                Value(value.sql, t.uncertain(value.type)), "String, Float, Integer or Boolean", result, at
            )
        return wrong(value, _spelled(name), result, at)

    return build


def _or_null(name: str) -> Builder:
    def build(values: list[Value], at: int) -> Value:
        value = values[0]
        if (value.type in _FAST[name] and value.type != t.STRING) or (name, value.type) == (
            "toString",
            t.FLOAT,
        ):
            return _conversion(name)(values, at)
        return Value(_called(name, "_or_null", box(value).sql), _RESULTS[name])

    return build


def _of_list(name: str) -> Builder:
    def build(values: list[Value], at: int) -> Value:
        value = values[0]
        if value.type.element is None and value.type != t.ANY:
            return wrong(value, "List<T>", t.LIST(_RESULTS[name]), at)
        if value.type == t.ANY:
            problem = sql.string(
                f"TypeError:InvalidArgumentValue Invalid input for function '{name}List()': Expected a List"
            )
            items = macro("cy_as_list", x=value.sql, problem=problem)
        else:
            items = convert(value, t.LIST(t.ANY)).sql
        converted = sql.lambda_(["item"], _called(name, "_or_null", sql.name("item")))
        return Value(sql.call("list_transform", items, converted), t.LIST(_RESULTS[name]))

    return build


def _spelled(name: str) -> str:
    return " | ".join(str(of) for of in _TAKES[name])


def _entries(name: str) -> tuple[Function, Function, Function]:
    result = str(_RESULTS[name])
    value, anything, items = (
        Argument("input", None, _spelled(name)),
        Argument("input", None, "ANY"),
        Argument("list", None, "LIST<ANY>"),
    )
    return (
        Function(name, "Conversion", (value,), result, _conversion(name), _DOCS[name]),
        Function(
            f"{name}OrNull",
            "Conversion",
            (anything,),
            result,
            _or_null(name),
            f"{name}, null for other types",
        ),
        Function(
            f"{name}List",
            "Conversion",
            (items,),
            f"LIST<{result}>",
            _of_list(name),
            f"{name}OrNull of each element",
        ),
    )


FUNCTIONS = tuple(function for name in _RESULTS for function in _entries(name))
