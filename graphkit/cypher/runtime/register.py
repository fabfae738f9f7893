"""The Python side of boxed values: exact functions on decoded values, for DuckDB under `cy_` names."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.cypher.runtime import (
    containers,
    conversions,
    limits,
    numbers,
    ordering,
    temporal,
    text,
    value_types,
)
from graphkit.cypher.runtime.arithmetic import OPERATIONS, add, float_text, join, name_of, negate
from graphkit.cypher.runtime.values import NodeId, RelationshipId, decode_box, encode, type_error
from graphkit.cypher.values.macros import MACROS

if TYPE_CHECKING:
    from graphkit.engine import Connection

_TEXT, _WHOLE, _FLOAT, _TRUTH = "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN"

_NULL_TOO: Any = "special"
"""Functions are called for null as well; DuckDB takes this name, though its type stubs want a constant."""

_ARROW: Any = "arrow"
"""Functions are called with the values of many rows at once; DuckDB takes this name as well."""

_NAN = encode(math.nan) or ""

PropertiesOf = Callable[[NodeId | RelationshipId], Mapping[str, Any]]
"""Gives the properties of a node or relationship, for those met inside boxed values."""


def register(connection: Connection, properties_of: PropertiesOf | None = None) -> None:
    """Give a connection the runtime: Python functions and SQL macros, all temporary.

    Close the connection at the end: DuckDB complains at exit about functions that are still registered.
    """
    access = containers.Accessors(properties_of)
    functions = FUNCTIONS | {
        "cy_property": (access.property, (_TEXT, _TEXT), _TEXT),
        "cy_index": (access.index, (_TEXT, _TEXT), _TEXT),
        "cy_properties": (access.properties, (_TEXT,), _TEXT),
    }
    for name, (function, arguments, result) in functions.items():
        parameters: list[Any] = list(arguments)
        connection.create_function(name, function, parameters, result, null_handling=_NULL_TOO)
    connection.create_function("cy_check_sizes", limits.check_sizes, [_WHOLE], _WHOLE, type=_ARROW)
    for signature, body in MACROS.items():
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {signature} AS {body}").fetchall()


Udf = tuple[Callable[..., Any], tuple[str, ...], str]


def _equals(left: str | None, right: str | None) -> bool | None:
    return ordering.equals(decode_box(left), decode_box(right))


def _less_than(left: str | None, right: str | None, strict: bool) -> bool | None:
    return ordering.less(decode_box(left), decode_box(right), or_equal=not strict)


def _in(item: str | None, items: str | None) -> bool | None:
    return containers.membership(decode_box(item), decode_box(items))


def _order_key(value: str | None) -> bytes | None:
    return None if value is None else ordering.order_key(decode_box(value))


def _arithmetic(operator: str, left: str | None, right: str | None) -> str | None:
    return encode(OPERATIONS[operator](decode_box(left), decode_box(right)))


def _merge(left: str, right: str) -> str | None:
    return encode(decode_box(left) | decode_box(right))


def _negate(value: str | None) -> str | None:
    return encode(negate(decode_box(value)))


def _float_text(value: float | None) -> str | None:
    return None if value is None else float_text(value)


def _concatenate(left: str | None, right: str | None) -> list[str | None] | None:
    joined = add(decode_box(left), decode_box(right))
    return None if joined is None else [encode(item) for item in joined]


def _join(left: str | None, right: str | None) -> str | None:
    return encode(join(decode_box(left), decode_box(right)))


def _matches_boxed(value: str | None, pattern: str | None) -> bool | None:
    expression = None if value is None else decode_box(pattern)
    if expression is not None and not isinstance(expression, str):
        raise type_error("InvalidArgumentType", f"Expected a String as pattern, got {name_of(expression)}")
    return text.matches(value, expression)


def _is_normalized(value: str | None, form: str) -> bool | None:
    return text.is_normalized(decode_box(value), form)


def _is_type(value: str | None, pattern: str) -> bool:
    return value_types.is_of(decode_box(value), value_types.read(pattern))


def _distinct(items: list[Any] | None) -> list[Any] | None:
    return None if items is None else list(dict.fromkeys(items))


def _distinct_boxed(items: list[str] | None) -> list[str] | None:
    if items is None:
        return None
    first: dict[object, str] = {}
    for place, item in enumerate(items):
        # NaN is equivalent to nothing, not even to itself
        first.setdefault(place if _NAN in item else ordering.order_key(decode_box(item)), item)
    return list(first.values())


def _items(items: list[str | None] | None) -> list[Any]:
    return [decode_box(item) for item in items or ()]


def _boxed(function: Callable[[Any], Any]) -> Callable[[str | None], Any]:
    """A function of a value as one of its boxed text."""
    return lambda value: function(decode_box(value))


def _lenient(convert: Callable[[Any], Any]) -> Callable[[str | None], Any]:
    return lambda value: conversions.or_null(convert, decode_box(value))


FUNCTIONS: dict[str, Udf] = {
    "cy_equals": (_equals, ("VARCHAR", "VARCHAR"), "BOOLEAN"),
    "cy_less_than": (_less_than, ("VARCHAR", "VARCHAR", "BOOLEAN"), "BOOLEAN"),
    "cy_order_key": (_order_key, ("VARCHAR",), "BLOB"),
    "cy_arithmetic": (_arithmetic, ("VARCHAR", "VARCHAR", "VARCHAR"), "VARCHAR"),
    "cy_merge": (_merge, (_TEXT, _TEXT), _TEXT),
    "cy_negate": (_negate, ("VARCHAR",), "VARCHAR"),
    "cy_concatenate": (_concatenate, ("VARCHAR", "VARCHAR"), "VARCHAR[]"),
    "cy_join": (_join, ("VARCHAR", "VARCHAR"), "VARCHAR"),
    "cy_matches_boxed": (_matches_boxed, (_TEXT, _TEXT), _TRUTH),
    "cy_matches": (text.matches, ("VARCHAR", "VARCHAR"), "BOOLEAN"),
    "cy_upper": (text.upper, ("VARCHAR",), "VARCHAR"),
    "cy_lower": (text.lower, ("VARCHAR",), "VARCHAR"),
    "cy_normalize": (text.normalized, ("VARCHAR", "VARCHAR"), "VARCHAR"),
    "cy_is_normalized": (_is_normalized, ("VARCHAR", "VARCHAR"), "BOOLEAN"),
    "cy_is_type": (_is_type, ("VARCHAR", "VARCHAR"), "BOOLEAN"),
    "cy_distinct_integers": (_distinct, ("BIGINT[]",), "BIGINT[]"),
    "cy_distinct_strings": (_distinct, ("VARCHAR[]",), "VARCHAR[]"),
    "cy_distinct": (_distinct_boxed, ("VARCHAR[]",), "VARCHAR[]"),
    "cy_value_type": (_boxed(value_types.value_type), (_TEXT,), _TEXT),
    "cy_in": (_in, (_TEXT, _TEXT), _TRUTH),
    "cy_size": (_boxed(containers.size), (_TEXT,), _WHOLE),
    "cy_is_empty": (_boxed(containers.is_empty), (_TEXT,), _TRUTH),
    "cy_reverse": (lambda value: encode(containers.reverse(decode_box(value))), (_TEXT,), _TEXT),
    "cy_reverse_text": (text.reverse, (_TEXT,), _TEXT),
    "cy_replace": (text.replace, (_TEXT, _TEXT, _TEXT), _TEXT),
    "cy_split": (
        lambda value, separators: text.split(value, decode_box(separators)),
        (_TEXT, _TEXT),
        "VARCHAR[]",
    ),
    "cy_to_integer": (_boxed(conversions.to_integer), (_TEXT,), _WHOLE),
    "cy_to_float": (lambda value: encode(conversions.to_float(decode_box(value))), (_TEXT,), _TEXT),
    "cy_to_boolean": (_boxed(conversions.to_boolean), (_TEXT,), _TRUTH),
    "cy_to_string": (_boxed(conversions.to_string), (_TEXT,), _TEXT),
    "cy_to_integer_or_null": (_lenient(conversions.to_integer), (_TEXT,), _WHOLE),
    "cy_to_float_or_null": (
        lambda value: encode(conversions.or_null(conversions.to_float, decode_box(value))),
        (_TEXT,),
        _TEXT,
    ),
    "cy_to_boolean_or_null": (_lenient(conversions.to_boolean), (_TEXT,), _TRUTH),
    "cy_to_string_or_null": (_lenient(conversions.to_string), (_TEXT,), _TEXT),
    "cy_abs": (lambda value: encode(numbers.absolute(decode_box(value))), (_TEXT,), _TEXT),
    "cy_round_to": (numbers.round_to, (_FLOAT, _FLOAT, _TEXT), _FLOAT),
    "cy_sum": (lambda items: encode(numbers.total(_items(items))), ("VARCHAR[]",), _TEXT),
    "cy_avg": (lambda items: encode(numbers.average(_items(items))), ("VARCHAR[]",), _TEXT),
    "cy_percentile_cont": (
        lambda items, share: encode(numbers.percentile_cont(_items(items), share)),
        ("VARCHAR[]", _FLOAT),
        _TEXT,
    ),
    "cy_percentile_disc": (
        lambda items, share: encode(numbers.percentile_disc(_items(items), share)),
        ("VARCHAR[]", _FLOAT),
        _TEXT,
    ),
    "cy_date": (lambda value: encode(temporal.to_date(decode_box(value))), (_TEXT,), _TEXT),
    "cy_duration": (lambda value: encode(temporal.to_duration(decode_box(value))), (_TEXT,), _TEXT),
    "cy_truncate": (
        lambda unit, day, fields: encode(temporal.truncate(unit, decode_box(day), decode_box(fields))),
        (_TEXT, _TEXT, _TEXT),
        _TEXT,
    ),
    "cy_between": (
        lambda start, end, unit: encode(temporal.between(decode_box(start), decode_box(end), unit)),
        (_TEXT, _TEXT, _TEXT),
        _TEXT,
    ),
    "cy_java_float": (_float_text, ("DOUBLE",), "VARCHAR"),
}
