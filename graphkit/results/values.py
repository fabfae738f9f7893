"""Values of results: the names of the Neo4j driver's own types, the same classes from every store."""

from __future__ import annotations

import math
from collections.abc import ItemsView, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


class _Element:
    """What nodes and relationships share: an element id and properties."""

    __slots__ = ("_properties", "element_id")

    def __init__(self, element_id: str, properties: Mapping[str, Any]) -> None:
        self.element_id = element_id
        self._properties = dict(properties)

    def __getitem__(self, name: str) -> Any:
        return self._properties[name]

    def __contains__(self, name: object) -> bool:
        return name in self._properties

    def __iter__(self) -> Iterator[str]:
        return iter(self._properties)

    def __len__(self) -> int:
        return len(self._properties)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.element_id == other.element_id

    def __hash__(self) -> int:
        return hash((type(self), self.element_id))

    def get(self, name: str, default: Any = None) -> Any:
        """The property, or `default` where the element has none of that name."""
        return self._properties.get(name, default)

    def keys(self) -> KeysView[str]:
        """Names of the properties that are not null."""
        return self._properties.keys()

    def items(self) -> ItemsView[str, Any]:
        """Pairs of property name and value."""
        return self._properties.items()


class Node(_Element):
    """A node of the graph; equal to another of the same store when their element ids are equal."""

    __slots__ = ("labels",)

    def __init__(
        self, element_id: str, labels: Sequence[str] | frozenset[str], properties: Mapping[str, Any]
    ) -> None:
        super().__init__(element_id, properties)
        self.labels = frozenset(labels)

    def __repr__(self) -> str:
        labels = "".join(f":{label}" for label in sorted(self.labels))
        return f"({labels} {self._properties!r})"


class Relationship(_Element):
    """A relationship of the graph, with its start and end nodes."""

    __slots__ = ("end_node", "start_node", "type")

    def __init__(
        self,
        element_id: str,
        type: str,  # noqa: A002 - the driver's own name for it
        start_node: Node,
        end_node: Node,
        properties: Mapping[str, Any],
    ) -> None:
        super().__init__(element_id, properties)
        self.type = type
        self.start_node = start_node
        self.end_node = end_node

    def __repr__(self) -> str:
        return f"[:{self.type} {self._properties!r}]"


@dataclass(frozen=True)
class Path:
    """A path: n relationships between n + 1 nodes, in the order walked."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]

    @property
    def start_node(self) -> Node:
        """The first node."""
        return self.nodes[0]

    @property
    def end_node(self) -> Node:
        """The last node."""
        return self.nodes[-1]

    def __len__(self) -> int:
        return len(self.relationships)

    def __repr__(self) -> str:
        text = repr(self.nodes[0])
        for node, step, relationship in zip(self.nodes[1:], self.nodes, self.relationships, strict=False):
            forward = relationship.start_node == step
            text += f"{'-' if forward else '<-'}{relationship!r}{'->' if forward else '-'}{node!r}"
        return text


@dataclass(frozen=True, order=False)
class Duration:
    """A Cypher duration: months, days, seconds and nanoseconds are kept apart, as Neo4j keeps them."""

    months: int = 0
    days: int = 0
    seconds: int = 0
    nanoseconds: int = 0

    def __str__(self) -> str:
        years, months = _divide(self.months, 12)
        date = "".join(f"{n}{unit}" for n, unit in ((years, "Y"), (months, "M"), (self.days, "D")) if n)
        hours, rest = _divide(self.seconds, 3600)
        minutes, seconds = _divide(rest, 60)
        clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n)
        if seconds or self.nanoseconds:
            total = seconds * 10**9 + self.nanoseconds
            whole, part = divmod(abs(total), 10**9)
            digits = f"{whole}.{part:09d}".rstrip("0").rstrip(".")
            clock += f"{'-' if total < 0 else ''}{digits}S"
        text = f"P{date}T{clock}" if clock else f"P{date}"
        return "PT0S" if text == "P" else text


def _divide(value: int, by: int) -> tuple[int, int]:
    """Quotient and remainder, both with the sign of `value`."""
    quotient, remainder = divmod(abs(value), by)
    return (quotient, remainder) if value >= 0 else (-quotient, -remainder)


def plain(value: Any) -> Any:
    """A result's value as JSON can carry it.

    Nodes become `{"labels", "properties"}`, relationships `{"type", "properties"}`, paths lists that
    alternate nodes and relationships; dates and durations their ISO 8601 text, NaN and infinities the text
    `NaN`, `Infinity` and `-Infinity`.
    """
    match value:
        case Node():
            return {"labels": sorted(value.labels), "properties": plain(dict(value.items()))}
        case Relationship():
            return {"type": value.type, "properties": plain(dict(value.items()))}
        case Path():
            steps: list[Node | Relationship] = [value.nodes[0]]
            for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
                steps += [relationship, node]
            return [plain(step) for step in steps]
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case float() if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        case date() | Duration():
            return str(value)
        case _:
            return value
