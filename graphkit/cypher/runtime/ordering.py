"""Equality, comparison and order of Cypher values, on decoded Python values.

Equality and comparison are three-valued: None stands for null. The order is total and made of bytes, so that
DuckDB sorts and groups by it: equal bytes exactly where two values are equivalent (1 and 1.0, NaN and NaN).
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from datetime import date
from typing import Any

from graphkit.cypher.runtime.values import NodeId, PathIds, RelationshipId
from graphkit.results import Duration

SECONDS_OF_MONTH = 2_629_746
"""The average month of the Gregorian calendar: durations are ordered by it."""


def kind(value: object) -> str:
    """The kind of a value; integers and floats are both `number`."""
    if isinstance(value, bool):
        return "boolean"
    for types, name in _KINDS:
        if isinstance(value, types):
            return name
    raise TypeError(f"not a Cypher value: {value!r}")


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    ((int, float), "number"),
    (str, "string"),
    (list, "list"),
    (dict, "map"),
    (NodeId, "node"),
    (RelationshipId, "relationship"),
    (PathIds, "path"),
    (date, "date"),
    (Duration, "duration"),
)

RANKS = {
    name: rank
    for rank, name in enumerate(
        ("map", "node", "relationship", "list", "path", "date", "duration", "string", "boolean", "number"),
        start=1,
    )
}
"""Rank of each kind in the order of mixed values; null comes last of all."""
NULL_RANK = 15


def equals(left: Any, right: Any) -> bool | None:
    """`left = right`."""
    if left is None or right is None:
        return None
    one = kind(left)
    if one != kind(right):
        return False
    if one == "list":
        return _all_equal(left, right)
    if one == "map":
        if left.keys() != right.keys():
            return False
        return _all_equal([left[key] for key in left], [right[key] for key in left])
    return bool(left == right)


def _all_equal(left: Sequence[Any], right: Sequence[Any]) -> bool | None:
    if len(left) != len(right):
        return False
    unknown = False
    for a, b in zip(left, right, strict=True):
        same = equals(a, b)
        if same is False:
            return False
        unknown = unknown or same is None
    return None if unknown else True


def compare(left: Any, right: Any) -> int | None:
    """Negative, 0 or positive as `left` is less than, equal to or greater than `right`.

    None where they cannot be compared, or a null decides. `less` sees to NaN.
    """
    if left is None or right is None:
        return None
    one = kind(left)
    if one != kind(right):
        return None
    if one == "duration":
        return 0 if left == right else None
    if one == "list":
        return _compare_lists(left, right)
    if one == "map":
        return _compare_maps(left, right)
    left, right = _comparable(left), _comparable(right)
    order = int(left > right) - int(left < right)
    return order if order or one != "number" else _zero_sign(left) - _zero_sign(right)


def _zero_sign(number: float) -> int:
    """-1 for the negative zero, which comes before the other although they are equal; else 0."""
    return -1 if number == 0 and math.copysign(1, number) < 0 else 0


def _comparable(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "surrogatepass")
        case NodeId(id) | RelationshipId(id):
            return id
        case PathIds(nodes, relationships):
            return _walk(nodes, relationships)
        case _:
            return value


def _walk(nodes: Sequence[int], relationships: Sequence[int]) -> list[int]:
    """Ids of a path's elements as they alternate."""
    return [nodes[0], *(step for pair in zip(relationships, nodes[1:], strict=True) for step in pair)]


def _compare_lists(left: Sequence[Any], right: Sequence[Any]) -> int | None:
    for a, b in zip(left, right, strict=False):
        order = compare(a, b)
        if order != 0:
            return order
    return len(left) - len(right)


def _compare_maps(left: dict[str, Any], right: dict[str, Any]) -> int | None:
    if len(left) != len(right):
        return len(left) - len(right)
    names, others = sorted(left), sorted(right)
    if names != others:
        return -1 if names < others else 1
    return _compare_lists([left[name] for name in names], [right[name] for name in names])


def less(left: Any, right: Any, *, or_equal: bool) -> bool | None:
    """`left < right` or `left <= right`: false where a NaN stands, null where the kinds differ.

    Durations have no order, but equal ones are `<=`.
    """
    if _is_nan(left) or _is_nan(right):
        return None if left is None or right is None or kind(left) != kind(right) else False
    order = compare(left, right)
    if isinstance(left, Duration) and not or_equal:
        return None
    return None if order is None else order <= 0 if or_equal else order < 0


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


def order_key(value: Any) -> bytes:
    """Bytes that sort as Cypher orders values of mixed kinds, null last."""
    if value is None:
        return bytes([NULL_RANK])
    one = kind(value)
    return bytes([RANKS[one]]) + _payload(one, value)


def _payload(one: str, value: Any) -> bytes:
    match value:
        case bool():
            return bytes([value])
        case int() | float():
            return _number_key(value)
        case str():
            return _terminated(value.encode("utf-8", "surrogatepass"))
        case list():
            return b"".join(order_key(item) for item in value) + b"\x00"
        case dict():
            names = sorted(value)
            keys = b"".join(_terminated(name.encode("utf-8", "surrogatepass")) for name in names)
            return _integer_key(len(names)) + keys + b"".join(order_key(value[name]) for name in names)
        case NodeId(id) | RelationshipId(id):
            return _integer_key(id)
        case PathIds(nodes, relationships):
            return b"".join(b"\x01" + _integer_key(step) for step in _walk(nodes, relationships)) + b"\x00"
        case date():
            return _integer_key(value.toordinal())
        case Duration():
            seconds = value.months * SECONDS_OF_MONTH + value.days * 86_400 + value.seconds
            parts = (seconds, value.nanoseconds, value.months, value.days)
            return b"".join(_integer_key(part) for part in parts)
    raise TypeError(f"no order for {one}")


def _number_key(value: float) -> bytes:
    """The number as a double, then what the double lost of an integer: 2^53 + 1 comes after 2^53."""
    wide = float(value) + 0.0  # -0.0 becomes 0.0
    bits: int = struct.unpack(">Q", struct.pack(">d", math.nan if math.isnan(wide) else wide))[0]
    bits = bits ^ (2**64 - 1) if bits >> 63 else bits | 2**63
    lost = value - int(wide) if isinstance(value, int) else 0
    return bits.to_bytes(8, "big") + _integer_key(lost)


def _integer_key(value: int) -> bytes:
    return (value + 2**71).to_bytes(9, "big")


def _terminated(text: bytes) -> bytes:
    return text.replace(b"\x00", b"\x00\xff") + b"\x00\x00"
