"""Functions of lists and maps, and those that choose among values."""

from __future__ import annotations

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.functions.table import Argument, Builder, Function
from graphkit.cypher.types import Value
from graphkit.cypher.values import sql
from graphkit.cypher.values.access import index, slice_
from graphkit.cypher.values.boxes import box, boxed_call, unify_values
from graphkit.cypher.values.checks import mismatch, wrong
from graphkit.cypher.values.comparisons import compare
from graphkit.cypher.values.fragments import macro, once, tree

_LIST = Argument("list", None, "LIST<ANY>")


def _size(values: list[Value], at: int) -> Value:
    value = values[0]
    if value.type == t.STRING:
        return Value(tree("length(:x)", x=value.sql), t.INTEGER)
    if value.type.element:
        return Value(tree("len(:x)", x=value.sql), t.INTEGER)
    if value.type == t.ANY:
        return Value(boxed_call("cy_size", value), t.INTEGER)
    return wrong(value, "String or List<T>", t.INTEGER, at)


def _is_empty(values: list[Value], at: int) -> Value:
    value = values[0]
    if value.type == t.STRING:
        return Value(tree(":x = ''", x=value.sql), t.BOOLEAN)
    if value.type.element:
        return Value(tree("len(:x) = 0", x=value.sql), t.BOOLEAN)
    if value.type in (t.ANY, t.MAP):
        return Value(boxed_call("cy_is_empty", value), t.BOOLEAN)
    return wrong(value, "Map, Node, Relationship, String or List<T>", t.BOOLEAN, at)


def _element(place: int) -> Builder:
    def build(values: list[Value], at: int) -> Value:
        value = values[0]
        if value.type.element is None and value.type != t.ANY:
            return wrong(value, "List<T>", t.ANY, at)
        return index(value, Value(sql.integer(place), t.INTEGER), at)

    return build


def _tail(values: list[Value], at: int) -> Value:
    value = values[0]
    return slice_(value, Value(sql.integer(1), t.INTEGER), None, at)


def _range(values: list[Value], at: int) -> Value:
    return Value(macro("cy_range", **range_bounds(values, at)), t.LIST(t.INTEGER))


def range_bounds(values: list[Value], at: int) -> dict[str, exp.Expression]:
    """Start, end and step of `range()` as integers, by the names that its macros give them.

    Raises:
        CypherSyntaxError: one is no number, by the text of the query.
    """
    for value in values:
        if value.type not in (t.INTEGER, t.NULL, t.ANY) and value.type.certain:
            raise mismatch("Integer", value.type, at)
    bounds = [_bound(value, name) for value, name in zip(values, ("start", "end", "step"), strict=False)]
    return dict(zip("azs", (*bounds, sql.integer(1)), strict=False))


def _bound(value: Value, name: str) -> exp.Expression:
    """A bound; one of a wrong type or null is an error once a row reaches it."""
    if isinstance(value.sql, exp.Literal):
        return value.sql
    what = f"Invalid input for {name} value in function 'range()': Expected a numeric value"
    problem = sql.string(f"TypeError:InvalidArgumentType {what}")
    if value.type in {t.INTEGER, t.NULL}:
        return once(
            "coalesce(CAST(:x AS BIGINT), CAST(error(:problem) AS BIGINT))", x=value.sql, problem=problem
        )
    return macro("cy_bound", x=box(value).sql, problem=problem)


def _coalesce(values: list[Value], at: int) -> Value:
    converted, common = unify_values(values)
    if common == t.NULL:
        return converted[0]
    return Value(sql.call("coalesce", *(value.sql for value in converted)), common)


def _null_if(values: list[Value], at: int) -> Value:
    value, other = values
    if t.NULL in (value.type, other.type):
        return value
    same = compare("=", value, other, at).sql
    text = "CASE WHEN NOT coalesce(:same, false) THEN :x END"
    return Value(tree(text, same=same, x=value.sql), t.uncertain(value.type))


def _value_type(values: list[Value], at: int) -> Value:
    return Value(boxed_call("cy_value_type", values[0]), t.STRING)


_ANY = Argument("input", None, "ANY")

FUNCTIONS = (
    Function(
        "size", "Scalar", (Argument("input", None, "STRING | LIST<ANY>"),), "INTEGER", _size,
        "number of elements or characters",
    ),
    Function("head", "Scalar", (_LIST,), "ANY", _element(0), "the first element, null of an empty list"),
    Function("last", "Scalar", (_LIST,), "ANY", _element(-1), "the last element, null of an empty list"),
    Function("tail", "List", (_LIST,), "LIST<ANY>", _tail, "all elements but the first"),
    Function(
        "range",
        "List",
        (
            Argument("start", None, "INTEGER"),
            Argument("end", None, "INTEGER"),
            Argument("step", None, "INTEGER"),
        ),
        "LIST<INTEGER>",
        _range,
        "the integers from start to end, both included; a null bound is a TypeError",
        optional=1,
        null_if_null=False,
    ),
    Function(
        "isEmpty", "Predicate", (Argument("input", None, "STRING | LIST<ANY> | MAP"),), "BOOLEAN", _is_empty,
        "whether it has no element, key or character",
    ),
    Function(
        "coalesce", "Scalar", (_ANY,), "ANY", _coalesce, "the first argument that is not null",
        variadic=True, null_if_null=False,
    ),
    Function(
        "nullIf", "Scalar", (_ANY, _ANY), "ANY", _null_if, "null where both are equal, else the first",
        null_if_null=False,
    ),
    Function(
        "valueType", "Scalar", (_ANY,), "STRING", _value_type, "the type of the value, as `INTEGER NOT NULL`",
        null_if_null=False,
    ),
)  # fmt: skip
