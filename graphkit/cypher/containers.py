"""Access into lists, maps and elements on decoded values: index, slice, property, membership."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from graphkit.cypher.arithmetic import name_of
from graphkit.cypher.dates import component
from graphkit.cypher.ordering import equals
from graphkit.cypher.values import Fault, NodeId, PathIds, RelationshipId, decode_box, encode
from graphkit.results import Duration


def accessors(
    properties_of: Callable[[NodeId | RelationshipId], Mapping[str, Any]] | None,
) -> dict[str, tuple[Callable[..., Any], tuple[str, ...], str]]:
    """The functions on boxed values that may meet a node or relationship, whose properties must be looked up."""

    def as_map(value: Any) -> Mapping[str, Any] | None:
        if isinstance(value, dict):
            return value
        if isinstance(value, NodeId | RelationshipId) and properties_of:
            return properties_of(value)
        return None

    def property_(value: str | None, name: str | None) -> str | None:
        if value is None or name is None:
            return None
        subject = decode_box(value)
        if isinstance(subject, date | Duration):
            return encode(component(subject, name))
        members = as_map(subject)
        if members is None:
            raise _mismatch("Map, Node, Relationship, Point, Duration, Date", subject)
        return encode(members.get(name))

    def index(value: str | None, at: str | None) -> str | None:
        subject, key = decode_box(value), decode_box(at)
        if subject is None or key is None:
            return None
        if isinstance(subject, list):
            return encode(element(subject, key))
        if isinstance(subject, date | Duration) and isinstance(key, str):
            return encode(component(subject, key))
        members = as_map(subject)
        if members is None:
            raise _mismatch("List, Map, Node or Relationship", subject)
        if not isinstance(key, str):
            raise Fault("TypeError", "MapElementAccessByNonString", f"a map is accessed by `{name_of(key)}`")
        return encode(members.get(key))

    def properties(value: str | None) -> str | None:
        if value is None:
            return None
        members = as_map(decode_box(value))
        if members is None:
            raise _mismatch("Map, Node or Relationship", decode_box(value))
        return encode(members)

    return {
        "cy_property": (property_, ("VARCHAR", "VARCHAR"), "VARCHAR"),
        "cy_index": (index, ("VARCHAR", "VARCHAR"), "VARCHAR"),
        "cy_properties": (properties, ("VARCHAR",), "VARCHAR"),
        "cy_slice": (_slice, ("VARCHAR", "VARCHAR", "VARCHAR"), "VARCHAR"),
        "cy_in": (_in, ("VARCHAR", "VARCHAR"), "BOOLEAN"),
    }


def element(items: list[Any], at: Any) -> Any:
    """The element at an index that may count from the end; None outside the list."""
    if not isinstance(at, int) or isinstance(at, bool):
        raise Fault("TypeError", "ListElementAccessByNonInteger", f"a list is accessed by `{name_of(at)}`")
    return items[at] if -len(items) <= at < len(items) else None


def slice_(items: list[Any] | None, start: Any, end: Any, *, open_end: bool = False) -> list[Any] | None:
    """`items[start..end]`; negative places count from the end."""
    if items is None or start is None or (end is None and not open_end):
        return None
    length = len(items)
    first = max(start + length, 0) if start < 0 else start
    last = length if open_end else max(end + length, 0) if end < 0 else end
    return items[first:last]


def membership(item: Any, items: Any) -> bool | None:
    """`item IN items`; a single value counts as a list of it."""
    if items is None:
        return None
    unknown = False
    for candidate in items if isinstance(items, list) else [items]:
        same = equals(item, candidate)
        if same:
            return True
        unknown = unknown or same is None
    return None if unknown else False


def size(value: Any) -> int | None:
    """size(): elements of a list, characters of a text.

    Raises:
        Fault: neither.
    """
    if value is None:
        return None
    if isinstance(value, list | str):
        return len(value)
    raise _invalid("size", "String or List", value)


def is_empty(value: Any) -> bool | None:
    """isEmpty() of a list, a map or a text.

    Raises:
        Fault: none of them.
    """
    if value is None:
        return None
    if isinstance(value, list | str | dict):
        return not value
    raise _invalid("isEmpty", "List, Map, or String", value)


def reverse(value: Any) -> Any:
    """reverse() of a list or a text.

    Raises:
        Fault: neither.
    """
    if value is None:
        return None
    if isinstance(value, list | str):
        return value[::-1]
    raise _invalid("reverse", "string or a list", value)


def keys(value: Any) -> list[str] | None:
    """Sorted keys of a map.

    Raises:
        Fault: the value is none.
    """
    if value is None:
        return None
    if isinstance(value, dict):
        return sorted(value)
    raise _invalid("keys", "node, a relationship or a literal map", value)


def _invalid(function: str, expected: str, value: object) -> Fault:
    problem = f"Invalid input for function '{function}()': Expected a {expected}, got: {name_of(value)}"
    return Fault("TypeError", "InvalidArgumentValue", problem)


def _in(item: str | None, items: str | None) -> bool | None:
    return membership(decode_box(item), decode_box(items))


def _slice(value: str | None, start: str | None, end: str | None) -> str | None:
    items = decode_box(value)
    if items is not None and not isinstance(items, list):
        raise _mismatch("List", items)
    return encode(slice_(items, decode_box(start), decode_box(end)))


def _mismatch(expected: str, value: object) -> Fault:
    actual = "Path" if isinstance(value, PathIds) else name_of(value)
    return Fault("TypeError", "InvalidArgumentType", f"Type mismatch: expected {expected} but was {actual}")
