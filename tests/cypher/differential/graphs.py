"""Small random graphs: duplicates, parallel edges, self loops, missing labels and properties, mixed types."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

from tests.cypher.differential.choices import Choices

LABELS = ("A", "B", "C")
TYPES = ("R", "S", "T")
TEXTS = ("a", "b", "ab", "", "B", "é", "a b", "𝒳", "10")
MIXED: tuple[Any, ...] = (1, "a", 1.0, True, 2, "1", 0.5, [1, 2], [])
DATES = (datetime.date(2020, 1, 31), datetime.date(2019, 12, 30), datetime.date(2020, 2, 29))


@dataclass(frozen=True)
class SmallNode:
    """A node; `properties["id"]` is its key."""

    labels: tuple[str, ...]
    properties: dict[str, Any]


@dataclass(frozen=True)
class SmallRelationship:
    """A relationship between the nodes with two ids."""

    start: int
    end: int
    type: str
    properties: dict[str, Any]


@dataclass(frozen=True)
class SmallGraph:
    """A whole graph."""

    nodes: tuple[SmallNode, ...] = ()
    relationships: tuple[SmallRelationship, ...] = ()

    def without_node(self, position: int) -> SmallGraph:
        """The graph without a node and its relationships."""
        gone = self.nodes[position].properties["id"]
        kept = tuple(r for r in self.relationships if gone not in {r.start, r.end})
        return replace(self, nodes=self.nodes[:position] + self.nodes[position + 1 :], relationships=kept)

    def without_relationship(self, position: int) -> SmallGraph:
        """The graph without a relationship."""
        return replace(self, relationships=self.relationships[:position] + self.relationships[position + 1 :])

    def to_cypher(self) -> str:
        """A CREATE statement, for reports."""
        parts = [
            f"(n{node.properties['id']}{''.join(':' + label for label in node.labels)} {_map(node.properties)})"
            for node in self.nodes
        ]
        parts += [f"(n{r.start})-[:{r.type} {_map(r.properties)}]->(n{r.end})" for r in self.relationships]
        return f"CREATE {', '.join(parts)}" if parts else "// no nodes"


def _map(properties: dict[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {_literal(value)}" for name, value in properties.items()) + "}"


def _literal(value: Any) -> str:
    if isinstance(value, datetime.date):
        return f"date('{value}')"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value)


def random_graph(seed: int) -> SmallGraph:
    """The graph of a seed."""
    choices = Choices(seed)
    nodes = tuple(_node(choices, number) for number in range(1, choices.between(2, 7)))
    if not nodes:
        return SmallGraph()
    ids = [node.properties["id"] for node in nodes]
    relationships = tuple(
        SmallRelationship(
            choices.pick(ids), choices.pick(ids), choices.pick(TYPES), _edge_properties(choices, n)
        )
        for n in range(choices.between(0, 9))
    )
    return SmallGraph(nodes, relationships)


def _node(choices: Choices, number: int) -> SmallNode:
    labels = tuple(label for label in LABELS if choices.chance(45))
    properties: dict[str, Any] = {"id": number}
    if choices.chance(80):
        properties["x"] = choices.between(-1, 3)
    if choices.chance(70):
        properties["y"] = choices.between(-2, 5) / 2
    if choices.chance(80):
        properties["s"] = choices.pick(TEXTS)
    if choices.chance(60):
        properties["b"] = choices.chance(50)
    if choices.chance(50):
        properties["d"] = choices.pick(DATES)
    if choices.chance(70):
        properties["m"] = choices.pick(MIXED)
    if choices.chance(50):
        properties["l"] = [choices.between(0, 3) for _ in range(choices.between(0, 3))]
    if choices.chance(40):
        properties["ls"] = [choices.pick(TEXTS) for _ in range(choices.between(0, 2))]
    return SmallNode(labels, properties)


def _edge_properties(choices: Choices, number: int) -> dict[str, Any]:
    properties: dict[str, Any] = {"id": 100 + number}
    if choices.chance(70):
        properties["w"] = choices.between(0, 3)
    if choices.chance(50):
        properties["k"] = choices.pick(TEXTS)
    return properties
