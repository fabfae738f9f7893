"""Types of values at run time: valueType() and the `IS ::` predicate, on decoded values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from graphkit.cypher.runtime.values import NodeId, PathIds, RelationshipId
from graphkit.results import Duration

Pattern = tuple[str, tuple["Pattern", ...], bool]
"""A type: its name, the arguments of a list or union, and whether null is excluded."""

_CLASSES: dict[str, type | tuple[type, ...]] = {
    "BOOLEAN": bool,
    "INTEGER": int,
    "FLOAT": float,
    "STRING": str,
    "DATE": date,
    "DURATION": Duration,
    "NODE": NodeId,
    "RELATIONSHIP": RelationshipId,
    "MAP": dict,
    "PATH": PathIds,
    "PROPERTY VALUE": (bool, int, float, str, date, Duration),
}


@lru_cache(maxsize=256)
def read(text: str) -> Pattern:
    """A type as `type_predicates.pattern` writes it."""
    name, arguments, not_null = json.loads(text)
    return name, tuple(read(json.dumps(argument)) for argument in arguments), not_null


def is_of(value: Any, pattern: Pattern) -> bool:
    """Whether a value is of a type; null is of every type that does not exclude it."""
    name, arguments, not_null = pattern
    if name == "UNION":
        return any(is_of(value, argument) for argument in arguments)
    if name == "NOTHING":
        return False
    if value is None:
        return not not_null
    if name == "ANY":
        return True
    if name == "LIST":
        return isinstance(value, list) and all(is_of(item, arguments[0]) for item in value)
    if name == "PROPERTY VALUE" and isinstance(value, list):
        return _is_storable(value)
    if name not in _CLASSES or (isinstance(value, bool) and name == "INTEGER"):
        return False
    return isinstance(value, _CLASSES[name])


def _is_storable(items: list[Any]) -> bool:
    """Whether a list can be stored as a property: of one scalar type, without null."""
    return len({type(item) for item in items}) <= 1 and all(
        isinstance(item, bool | int | float | str | date | Duration) for item in items
    )


_ORDER = (
    *("NOTHING", "NULL", "BOOLEAN", "STRING", "INTEGER", "FLOAT", "DATE", "DURATION"),
    *("NODE", "RELATIONSHIP", "MAP", "LIST", "PATH"),
)
"""Types in the order that a union names them."""
_NAMES: tuple[tuple[type, str], ...] = (
    (bool, "BOOLEAN"),
    (int, "INTEGER"),
    (float, "FLOAT"),
    (str, "STRING"),
    (date, "DATE"),
    (Duration, "DURATION"),
    (NodeId, "NODE"),
    (RelationshipId, "RELATIONSHIP"),
    (dict, "MAP"),
    (PathIds, "PATH"),
)


def value_type(value: Any) -> str:
    """What valueType() gives: `LIST<STRING NOT NULL | INTEGER NOT NULL> NOT NULL`."""
    if value is None:
        return "NULL"
    if isinstance(value, list):
        return f"LIST<{_union(value_type(item) for item in value)}> NOT NULL"
    return next(name for of, name in _NAMES if isinstance(value, of)) + " NOT NULL"


def _union(members: Iterable[str]) -> str:
    distinct = set(members)
    if not distinct:
        return "NOTHING"
    if len(distinct) > 1 and any(member.startswith("LIST") for member in distinct - {_EMPTY}):
        distinct.discard(_EMPTY)
    if "NULL" in distinct and len(distinct) > 1:
        distinct = {member.removesuffix(" NOT NULL") for member in distinct - {"NULL"}}
    return " | ".join(sorted(distinct, key=_place))


_EMPTY = "LIST<NOTHING> NOT NULL"


def _place(member: str) -> tuple[int, ...]:
    """Places of the type and of those inside it in the order of types."""
    return tuple(_ORDER.index(word) for word in re.findall("[A-Z]+", member) if word in _ORDER)
