"""Access into lists, maps and elements on decoded values: index, slice, property, membership."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from graphkit.cypher.runtime.arithmetic import name_of
from graphkit.cypher.runtime.dates import component
from graphkit.cypher.runtime.ordering import equals
from graphkit.cypher.runtime.values import (
    CypherValueError,
    NodeId,
    PathIds,
    RelationshipId,
    decode_box,
    encode,
    type_error,
)
from graphkit.results import Duration


class Accessors:
    """Access to values among which nodes and relationships may be, whose properties must be looked up."""

    def __init__(self, properties_of: Callable[[NodeId | RelationshipId], Mapping[str, Any]] | None) -> None:
        self._properties_of = properties_of

    def property(self, value: str | None, name: str | None) -> str | None:
        """`value.name`."""
        if value is None or name is None:
            return None
        subject = decode_box(value)
        if isinstance(subject, date | Duration):
            return encode(component(subject, name))
        return encode(self._members(subject, "Map, Node, Relationship, Duration or Date").get(name))

    def index(self, value: str | None, at: str | None) -> str | None:
        """`value[at]`."""
        subject, key = decode_box(value), decode_box(at)
        if subject is None or key is None:
            return None
        if isinstance(subject, list):
            return encode(element(subject, key))
        if isinstance(subject, date | Duration) and isinstance(key, str):
            return encode(component(subject, key))
        members = self._members(subject, "List, Map, Node or Relationship")
        if not isinstance(key, str):
            raise type_error("MapElementAccessByNonString", f"a map is accessed by `{name_of(key)}`")
        return encode(members.get(key))

    def properties(self, value: str | None) -> str | None:
        """`properties(value)`."""
        if value is None:
            return None
        return encode(self._members(decode_box(value), "Map, Node or Relationship"))

    def _members(self, subject: Any, expected: str) -> Mapping[str, Any]:
        if isinstance(subject, dict):
            return subject
        if isinstance(subject, NodeId | RelationshipId) and self._properties_of:
            return self._properties_of(subject)
        raise _mismatch(expected, subject)


def element(items: list[Any], at: Any) -> Any:
    """The element at an index that may count from the end; None outside the list."""
    if not isinstance(at, int) or isinstance(at, bool):
        raise type_error("ListElementAccessByNonInteger", f"a list is accessed by `{name_of(at)}`")
    return items[at] if -len(items) <= at < len(items) else None


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
    """The number of elements of a list or characters of a text.

    Raises:
        CypherValueError: neither.
    """
    if value is None:
        return None
    if isinstance(value, list | str):
        return len(value)
    raise _invalid("size", "String or List", value)


def is_empty(value: Any) -> bool | None:
    """Whether a list, a map or a text is empty.

    Raises:
        CypherValueError: none of them.
    """
    if value is None:
        return None
    if isinstance(value, list | str | dict):
        return not value
    raise _invalid("isEmpty", "List, Map, or String", value)


def reverse(value: Any) -> Any:
    """The elements of a list or characters of a text from last to first.

    Raises:
        CypherValueError: neither.
    """
    if value is None:
        return None
    if isinstance(value, list | str):
        return value[::-1]
    raise _invalid("reverse", "string or a list", value)


def _invalid(function: str, expected: str, value: object) -> CypherValueError:
    problem = f"Invalid input for function '{function}()': Expected a {expected}, got: {name_of(value)}"
    return type_error("InvalidArgumentValue", problem)


def _mismatch(expected: str, value: object) -> CypherValueError:
    actual = "Path" if isinstance(value, PathIds) else name_of(value)
    return type_error("InvalidArgumentType", f"Type mismatch: expected {expected} but was {actual}")
