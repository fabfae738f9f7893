"""Values of any origin in one comparable form: graphkit's, the Neo4j driver's, those of the kit's JSON.

1 and 1.0 differ, NaN equals NaN, -0.0 differs from 0.0. Nodes and relationships count by what they hold, not
by their ids.
"""

from __future__ import annotations

import datetime
import math
from typing import Any

import neo4j.graph
import neo4j.time

from graphkit.results import Duration, Node, Path, Relationship

Canonical = tuple[Any, ...]


def canonical(value: object, *, sort_lists: bool = False) -> Canonical:
    """The comparable form of a value; with `sort_lists` the order of list elements does not count."""
    match value:
        case None | bool() | str() | int():
            return (type(value).__name__, value)
        case float():
            return ("float", "NaN" if math.isnan(value) else repr(value))
        case datetime.date():
            return ("temporal", value.isoformat())
        case neo4j.time.Date():
            return ("temporal", value.iso_format())
        case Duration() | neo4j.time.Duration():
            return ("temporal", _duration(value))
        case list() | tuple():
            items = tuple(canonical(item, sort_lists=sort_lists) for item in value)
            return ("list", tuple(sorted(items, key=repr)) if sort_lists else items)
        case dict():
            return _map(value, sort_lists=sort_lists)
    return _element(value, sort_lists=sort_lists)


def _element(value: object, *, sort_lists: bool) -> Canonical:
    """The comparable form of a node, a relationship, a path, or of something unknown."""
    match value:
        case Node() | neo4j.graph.Node():
            return ("node", tuple(sorted(value.labels)), _map(dict(value.items()), sort_lists=sort_lists))
        case Relationship() | neo4j.graph.Relationship():
            return ("relationship", value.type, _map(dict(value.items()), sort_lists=sort_lists))
        case Path() | neo4j.graph.Path():
            return ("path", *(tuple(map(canonical, part)) for part in (value.nodes, value.relationships)))
    return ("other", type(value).__name__, str(value))


def _map(items: dict[str, Any], *, sort_lists: bool) -> Canonical:
    return ("map", tuple((key, canonical(items[key], sort_lists=sort_lists)) for key in sorted(items)))


def _duration(value: Duration | neo4j.time.Duration) -> str:
    """A duration by its four parts, spelled as graphkit spells it."""
    return str(Duration(value.months, value.days, value.seconds, value.nanoseconds))


def decoded(value: Any, *, sort_lists: bool = False) -> Canonical:
    """The comparable form of a value of the kit's JSON (its README says how values are written there)."""
    if isinstance(value, list):
        items = tuple(decoded(item, sort_lists=sort_lists) for item in value)
        return ("list", tuple(sorted(items, key=repr)) if sort_lists else items)
    if not isinstance(value, dict):
        return canonical(value)

    def map_of(items: dict[str, Any]) -> Canonical:
        return ("map", tuple((key, decoded(items[key], sort_lists=sort_lists)) for key in sorted(items)))

    match value:
        case {"$float": number}:
            return canonical(float(number))
        case {"$map": items}:
            return map_of(items)
        case {"$temporal": text}:
            return ("temporal", text)
        case {"$node": node}:
            return ("node", tuple(sorted(node["labels"])), map_of(node["properties"]))
        case {"$relationship": relationship}:
            return ("relationship", relationship["type"], map_of(relationship["properties"]))
        case {"$path": path}:
            return ("path", *(tuple(map(decoded, path[part])) for part in ("nodes", "relationships")))
    raise ValueError(f"unknown value {value}")
