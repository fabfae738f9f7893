"""Values in SQL: boxing, unboxing, conversion between static types, keys to sort and group by.

The boxed text and its Python side are in values.py; types.py says how each static type is represented.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Any

from sqlglot import exp

from graphkit.cypher import types as t
from graphkit.cypher.runtime.dates import signed
from graphkit.cypher.runtime.values import NodeId, PathIds, RelationshipId, decode_box, encode
from graphkit.cypher.types import Type, Value, unify
from graphkit.cypher.values import sql
from graphkit.cypher.values.fragments import is_constant, macro, once, tree
from graphkit.results import Duration

__all__ = [
    "box", "convert", "decode", "duckdb_type", "encode", "group_key", "parameter", "sort_key", "type_of",
    "typed_null", "unbox", "unify_values",
]  # fmt: skip

_DUCKDB = {
    "NULL": "INTEGER",
    "BOOLEAN": "BOOLEAN",
    "INTEGER": "BIGINT",
    "FLOAT": "DOUBLE",
    "STRING": "VARCHAR",
    "DATE": "DATE",
    "DURATION": "STRUCT(months BIGINT, days BIGINT, seconds BIGINT, nanos BIGINT)",
    "NODE": "BIGINT",
    "RELATIONSHIP": "BIGINT",
    "PATH": "STRUCT(n BIGINT[], r BIGINT[])",
    "MAP": "VARCHAR",
    "ANY": "VARCHAR",
}

_BOXING = {
    "BOOLEAN": "CAST(:x AS VARCHAR)",
    "INTEGER": "CAST(:x AS VARCHAR)",
    "STRING": "CAST(to_json(:x) AS VARCHAR)",
    "DATE": """'{"~d":"' || CAST(:x AS VARCHAR) || '"}'""",
    "NODE": """'{"~n":' || CAST(:x AS VARCHAR) || '}'""",
    "RELATIONSHIP": """'{"~r":' || CAST(:x AS VARCHAR) || '}'""",
    "LIST<INTEGER>": "CAST(to_json(:x) AS VARCHAR)",
    "LIST<BOOLEAN>": "CAST(to_json(:x) AS VARCHAR)",
    "LIST<STRING>": "CAST(to_json(:x) AS VARCHAR)",
}
_BOXING_MACROS = {"FLOAT": "cy_box_float", "DURATION": "cy_box_duration", "PATH": "cy_box_path"}

_UNBOXING = {
    "BOOLEAN": "CAST(:x AS BOOLEAN)",
    "INTEGER": "CAST(:x AS BIGINT)",
    "STRING": "cy_text(:x)",
    "DATE": """CAST(cy_tagged(:x, '~d') AS DATE)""",
    "NODE": """CAST(cy_tagged(:x, '~n') AS BIGINT)""",
    "RELATIONSHIP": """CAST(cy_tagged(:x, '~r') AS BIGINT)""",
}
_UNBOXING_MACROS = {"FLOAT": "cy_unbox_float", "DURATION": "cy_unbox_duration", "PATH": "cy_unbox_path"}


def duckdb_type(of: Type) -> str:
    """The DuckDB type that represents a static type."""
    return f"{duckdb_type(of.element)}[]" if of.element else _DUCKDB[of.name]


def typed_null(of: Type) -> Value:
    """Null, represented as the type asks."""
    return Value(sql.null(duckdb_type(of)), of)


def box(value: Value) -> Value:
    """The value as boxed text."""
    return Value(_box(value.sql, value.type, 0), t.ANY)


def _box(x: exp.Expression, of: Type, depth: int) -> exp.Expression:
    spelled = str(of)
    if of in (t.ANY, t.MAP):
        return x
    if of == t.NULL:
        return sql.null("VARCHAR")
    if spelled in _BOXING:
        return tree(_BOXING[spelled], x=x)
    if of.element is None:
        return macro(_BOXING_MACROS[of.name], x=x)
    item = f"item_{depth}"  # nested lambdas need names of their own
    boxed = tree("coalesce(:x, 'null')", x=_box(exp.column(item), of.element, depth + 1))
    return tree(
        f"'[' || array_to_string(list_transform(:list, lambda {item}: :boxed), ',') || ']'",
        list=x,
        boxed=boxed,
    )


def unbox(value: Value, to: Type) -> Value:
    """The boxed value, known to be null or of the type `to`, as that type represents it."""
    return Value(_unbox(value.sql, to, 0), to)


def _unbox(x: exp.Expression, to: Type, depth: int) -> exp.Expression:
    if to in (t.ANY, t.MAP):
        return x
    if to == t.NULL:
        return sql.null(duckdb_type(to))
    if to.name in _UNBOXING:
        return tree(_UNBOXING[to.name], x=x)
    if to.element is None:
        return macro(_UNBOXING_MACROS[to.name], x=x)
    items = tree("cy_items(:x)", x=x)
    if to.element in (t.ANY, t.MAP):
        return items
    item = f"item_{depth}"
    unboxed = _unbox(exp.column(item), to.element, depth + 1)
    return tree(f"list_transform(:items, lambda {item}: :unboxed)", items=items, unboxed=unboxed)


def convert(value: Value, to: Type) -> Value:
    """The value in the representation of another type, which must be able to hold it.

    Going from ANY to a narrower type trusts the caller that the values are of that type.
    """
    return Value(_convert(value.sql, value.type, to, 0), to, value.may_be_nan)


def _convert(x: exp.Expression, of: Type, to: Type, depth: int) -> exp.Expression:
    if of == to or {of, to} <= {t.ANY, t.MAP}:
        return x
    if of == t.NULL:
        return sql.null(duckdb_type(to))
    if to in (t.ANY, t.MAP):
        return _box(x, of, depth)
    if of in (t.ANY, t.MAP):
        return _unbox(x, to, depth)
    if of.element and to.element:
        if of.element == t.NULL:
            return sql.cast(x.copy(), duckdb_type(to))
        item = f"item_{depth}"
        inner = _convert(exp.column(item), of.element, to.element, depth + 1)
        return tree(f"list_transform(:x, lambda {item}: :converted)", x=x, converted=inner)
    return sql.cast(x.copy(), duckdb_type(to))


def sort_key(value: Value) -> exp.Expression:
    """An expression whose native order is Cypher's order of the values; null where the value is null.

    Of two equal zeros the negative comes first.
    """
    key = _key(value.sql, value.type, 0)
    if value.type == t.FLOAT and not value.type.stored:
        return once("{'value': :x, 'positive': NOT (:x = 0 AND signbit(:x))}", x=key)
    if value.type == t.ANY:
        return once(
            "CASE WHEN :x IS NOT NULL THEN {'value': cy_key(:x), 'positive': :x <> '-0.0'} END", x=value.sql
        )
    return key


def group_key(value: Value) -> exp.Expression:
    """An expression that is equal for two values exactly where Cypher holds them equivalent.

    NaN is equivalent to nothing, not even to itself: each gets a key of its own. One that is written is the same
    in every row.
    """
    if value.type == t.FLOAT and value.may_be_nan and not is_constant(value.sql):
        return once("{'value': :x, 'nan': CASE WHEN isnan(:x) THEN uuid() END}", x=value.sql)
    if value.type == t.LIST(t.FLOAT):
        held = "list_contains(:x, CAST('NaN' AS DOUBLE))"
        return once(f"{{'value': :x, 'nan': CASE WHEN {held} THEN uuid() END}}", x=value.sql)
    if value.type in (t.ANY, t.MAP):
        held = """contains(:x, '{"~f":"NaN"}')"""
        return once(f"{{'value': cy_key(:x), 'nan': CASE WHEN {held} THEN uuid() END}}", x=value.sql)
    return value.sql if value.type == t.DURATION else _key(value.sql, value.type, 0)


def _key(x: exp.Expression, of: Type, depth: int) -> exp.Expression:
    if of in (t.ANY, t.MAP):
        return macro("cy_key", x=x)
    if of == t.DURATION:
        return macro("cy_duration_key", x=x)
    if of == t.PATH:
        return tree("cy_order_key(:x)", x=_box(x, of, depth))
    if of.element is None:
        return x
    item = f"item_{depth}"
    inner = _key(exp.column(item), of.element, depth + 1)
    return x if inner == exp.column(item) else tree(f"list_transform(:x, lambda {item}: :k)", x=x, k=inner)


def unify_values(values: list[Value]) -> tuple[list[Value], Type]:
    """The values converted to one type that holds them all, and that type; NULL for no values."""
    common = reduce(unify, (value.type for value in values)) if values else t.NULL
    return [convert(value, common) for value in values], common


def type_of(python: Any) -> Type:
    """The static type that a Python value is bound as: mixed lists and all maps are boxed."""
    match python:
        case None:
            return t.NULL
        case bool():
            return t.BOOLEAN
        case int():
            return t.INTEGER
        case float():
            return t.FLOAT
        case str():
            return t.STRING
        case date() if type(python) is date:
            return t.DATE
        case list() | tuple() | set() | frozenset():
            return t.LIST(reduce(unify, map(type_of, python)) if python else t.NULL)
        case Mapping():
            return t.MAP
    return t.ANY


def parameter(python: Any) -> tuple[Any, Type]:
    """What to bind for a parameter, and the type it then has.

    Neo4j's checker knows the types of parameters, but for floats and the elements of lists.

    Raises:
        CypherParameterError: the value, or one inside it, is of no Cypher type.
    """
    text = encode(python)
    kind = type_of(python)
    if kind.element in (t.INTEGER, t.FLOAT, t.STRING, t.BOOLEAN, t.DATE):
        return list(python), t.given(t.LIST(t.uncertain(kind.element)))
    if kind.element:
        return [encode(item) for item in python], t.given(t.LIST(t.ANY))
    return (text if kind in (t.MAP, t.ANY) else python), t.given(kind)


def decode(value: Any, of: Type) -> Any:
    """The Python value of what DuckDB gives for a type; elements of the graph stay `NodeId` and so on."""
    if value is None:
        return None
    if of.element:
        return [decode(item, of.element) for item in value]
    match of.name:
        case "ANY" | "MAP":
            return _signed(decode_box(value)) if '"~t"' in value else decode_box(value)
        case "NODE":
            return NodeId(value)
        case "RELATIONSHIP":
            return RelationshipId(value)
        case "PATH":
            return PathIds(tuple(value["n"]), tuple(value["r"]))
        case "DURATION":
            return signed(Duration(value["months"], value["days"], value["seconds"], value["nanos"]))
    return value


def _signed(value: Any) -> Any:
    """The value with every duration in it as results show it."""
    match value:
        case Duration():
            return signed(value)
        case list():
            return [_signed(item) for item in value]
        case dict():
            return {key: _signed(item) for key, item in value.items()}
    return value


def boxed_call(name: str, *values: Value) -> exp.Expression:
    """A call of a runtime function on boxed values."""
    return sql.call(name, *(box(value).sql for value in values))
