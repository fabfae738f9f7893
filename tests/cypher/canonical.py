"""Values of any origin in one comparable form: graphkit's own, the Neo4j driver's, and those of the kit's JSON.

1 and 1.0 differ, NaN equals NaN, -0.0 differs from 0.0. Nodes and relationships count by what they hold, not by
their ids.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from typing import Any

import neo4j.graph
import neo4j.time

from graphkit.results import Duration, Node, Path, Relationship

Canonical = tuple[Any, ...]


def canonical(value: object, *, sort_lists: bool = False) -> Canonical:
    """The comparable form of a value; with `sort_lists` the order of list elements does not count."""

    def inner(value: object) -> Canonical:
        match value:
            case None | bool() | str():
                return (type(value).__name__, value)
            case int():
                return ("int", value)
            case float():
                return ("float", "NaN" if math.isnan(value) else repr(value))
            case datetime.date() | neo4j.time.Date():
                return ("temporal", value.isoformat() if isinstance(value, datetime.date) else value.iso_format())
            case Duration() | neo4j.time.Duration():
                return ("temporal", _duration(value))
            case Node() | neo4j.graph.Node():
                return ("node", tuple(sorted(value.labels)), _map(dict(value.items())))
            case Relationship() | neo4j.graph.Relationship():
                return ("relationship", value.type, _map(dict(value.items())))
            case Path() | neo4j.graph.Path():
                return ("path", tuple(map(inner, value.nodes)), tuple(map(inner, value.relationships)))
            case Mapping():
                return _map(value)
            case Iterable():
                items = tuple(map(inner, value))
                return ("list", tuple(sorted(items, key=repr)) if sort_lists else items)
            case _:
                return ("other", type(value).__name__, str(value))

    def _map(items: Mapping[str, Any]) -> Canonical:
        return ("map", tuple((key, inner(items[key])) for key in sorted(items)))

    return inner(value)


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

    ((tag, content),) = [item for item in value.items() if item[0].startswith("$")]
    match tag:
        case "$float":
            return canonical(float(content))
        case "$map":
            return map_of(content)
        case "$temporal":
            return ("temporal", content)
        case "$node":
            return ("node", tuple(sorted(content["labels"])), map_of(content["properties"]))
        case "$relationship":
            return ("relationship", content["type"], map_of(content["properties"]))
        case "$path":
            nodes, relationships = (tuple(map(decoded, content[part])) for part in ("nodes", "relationships"))
            return ("path", nodes, relationships)
    raise ValueError(f"unknown tag {tag}")
