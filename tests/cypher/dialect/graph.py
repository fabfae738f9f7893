"""The graph that the queries are asked on: several labels on a node, parallel edges, a loop, mixed types."""

from __future__ import annotations

from datetime import date

from tests.cypher.differential.graphs import SmallGraph, SmallNode, SmallRelationship

_NODES = (
    SmallNode(
        ("A",),
        {
            "id": 1, "x": 1, "y": 1.5, "s": "a", "b": True, "d": date(2020, 1, 31), "l": [1, 2], "m": 1,
            "ls": ["a", "b"],
        },
    ),
    SmallNode(("A", "B"), {"id": 2, "x": 2, "y": -0.5, "s": "b", "b": False, "l": [], "m": "a"}),
    SmallNode(("B",), {"id": 3, "x": 2, "s": "", "d": date(2019, 12, 30), "m": 1.0, "ls": []}),
    SmallNode(("C",), {"id": 4, "y": 0.0, "s": "𝒳y", "m": True}),
    SmallNode(
        (),
        {
            "id": 5, "x": -1, "s": "10", "m": [1, 2], "lf": [0.5, 2.0], "lb": [True, False],
            "ld": [date(2020, 2, 29)],
        },
    ),
    SmallNode(("A", "C"), {"id": 6, "x": 9007199254740993, "y": 2.0, "s": "é", "name": "Zoë"}),
)  # fmt: skip
_RELATIONSHIPS = (
    SmallRelationship(1, 2, "R", {"id": 100, "w": 1, "k": "a"}),
    SmallRelationship(1, 2, "R", {"id": 101, "w": 2}),
    SmallRelationship(2, 3, "S", {"id": 102, "w": 1, "k": "b"}),
    SmallRelationship(3, 1, "T", {"id": 103, "w": 0}),
    SmallRelationship(3, 3, "R", {"id": 104, "w": 3, "f": 1.5}),
    SmallRelationship(2, 4, "T", {"id": 105}),
    SmallRelationship(4, 5, "R", {"id": 106, "w": 1}),
    SmallRelationship(5, 1, "S", {"id": 107, "w": -1}),
    SmallRelationship(1, 3, "R", {"id": 108, "w": 2}),
)
GRAPH = SmallGraph(_NODES, _RELATIONSHIPS)
