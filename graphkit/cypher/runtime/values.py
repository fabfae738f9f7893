"""Boxed values in Python: the canonical JSON text of a value of any type, written and read.

| value | text |
|---|---|
| true, 1, 1.0, "a", [..], {..} | as in JSON; keys of maps sorted, floats always with a point or an exponent |
| NaN, infinite floats | {"~f":"NaN"}, {"~f":"Infinity"}, {"~f":"-Infinity"} |
| node, relationship | {"~n":id}, {"~r":id} |
| path | {"~p":[[node ids],[relationship ids]]} |
| date | {"~d":"2020-01-31"} |
| duration | {"~t":[months,days,seconds,nanoseconds]} |

A key of a user's map that begins with `~` gets another one in front, so that no map can pose as a tag.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphkit.errors import CypherParameterError
from graphkit.results import Duration

INTEGER_MIN, INTEGER_MAX = -(2**63), 2**63 - 1


class CypherValueError(Exception):
    """An error inside the running query; its text is what SQL's error() would be given: `Kind:Code what`."""

    def __init__(self, kind: str, code: str, what: str) -> None:
        super().__init__(f"{kind}:{code} {what}")


def type_error(code: str, what: str) -> CypherValueError:
    """A value of a type that the operation does not take."""
    return CypherValueError("TypeError", code, what)


def argument_error(code: str, what: str) -> CypherValueError:
    """A value of the right type that the operation does not take."""
    return CypherValueError("ArgumentError", code, what)


@dataclass(frozen=True, slots=True)
class NodeId:
    """A node by its dense id."""

    id: int


@dataclass(frozen=True, slots=True)
class RelationshipId:
    """A relationship by its dense id."""

    id: int


@dataclass(frozen=True, slots=True)
class PathIds:
    """A path by the ids of its elements, in the order walked."""

    nodes: tuple[int, ...]
    relationships: tuple[int, ...]


def encode(value: object) -> str | None:
    """The boxed text of a Python value; None for null.

    Raises:
        CypherParameterError: the value is of no Cypher type, or an integer outside 64 bits.
    """
    return None if value is None else write(_tagged(value))


def write(tagged: object) -> str:
    """Canonical JSON of a value whose special members are tagged already."""
    text = json.dumps(tagged, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    # DuckDB writes control characters with capital digits: the two must agree
    return _CONTROL.sub(lambda m: m[1] + "\\u00" + m[2].upper(), text) if "\\u00" in text else text


_CONTROL = re.compile(r"(?<!\\)((?:\\\\)*)\\u00([01][0-9a-f])")


def _tagged(value: object) -> object:
    match value:
        case None | bool() | str():
            return value
        case int():
            if not INTEGER_MIN <= value <= INTEGER_MAX:
                raise CypherParameterError(f"the integer {value} does not fit into 64 bits")
            return int(value)
        case float():
            return float(value) if math.isfinite(value) else {"~f": _SPELLING[str(value)]}
        case list() | tuple() | set() | frozenset():
            return [_tagged(item) for item in value]
        case Mapping():
            return {_escaped(key): _tagged(item) for key, item in value.items()}
        case _:
            return _tag(value)


def _tag(value: object) -> dict[str, object]:
    match value:
        case NodeId(id):
            return {"~n": id}
        case RelationshipId(id):
            return {"~r": id}
        case PathIds(nodes, relationships):
            return {"~p": [list(nodes), list(relationships)]}
        case date() if type(value) is date:
            return {"~d": value.isoformat()}
        case Duration():
            return {"~t": [value.months, value.days, value.seconds, value.nanoseconds]}
    raise CypherParameterError(
        f"a value of the Python type {type(value).__name__} has no Cypher type",
        remedy="Give None, bool, int, float, str, datetime.date, Duration, or lists and dicts of these",
    )


_SPELLING = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def _escaped(key: object) -> str:
    if not isinstance(key, str):
        raise CypherParameterError(f"the key {key!r} of a map is not a string")
    return "~" + key if key.startswith("~") else key


def decode_box(text: str | None) -> Any:
    """The Python value of a boxed text; elements of the graph become `NodeId` and so on."""
    return None if text is None else json.loads(text, object_pairs_hook=_untagged)


def _untagged(pairs: list[tuple[str, Any]]) -> Any:
    if len(pairs) == 1:
        key, value = pairs[0]
        read = _TAGS.get(key)
        if read:
            return read(value)
    return {key.removeprefix("~"): value for key, value in pairs}


_TAGS: dict[str, Any] = {
    "~f": float,
    "~n": NodeId,
    "~r": RelationshipId,
    "~p": lambda ids: PathIds(tuple(ids[0]), tuple(ids[1])),
    "~d": date.fromisoformat,
    "~t": lambda parts: Duration(*parts),
}
