"""What the compiler knows of a graph's tables: which labels, types and properties stand where.

Node tables have a column `_id` (dense: number * SHIFT + row, rows counted from 0 in the table's order) and one
column a property. Relationship tables have `_id`, `_source`, `_target` and one column a property, sorted by
`_source`; `by_target` names a second table of (`_id`, `_source`, `_target`) sorted by `_target`.
Node ids and relationship ids are two separate spaces.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from graphkit.cypher.types import Type


@dataclass(frozen=True, slots=True)
class PropertyColumn:
    """Where a property stands.

    Attributes:
        column: the table's column; differs from the property's name in graphs that are not graphkit's own.
        type: how its values are represented.
        may_be_nan: whether the column holds a NaN, for which DuckDB and Cypher compare differently.
    """

    column: str
    type: Type
    may_be_nan: bool = False


@dataclass(frozen=True, slots=True)
class NodeTable:
    """All nodes of one label set.

    Attributes:
        unique: properties that every node has and no two share, each indexed.
        ordered: those among them in whose order the nodes are numbered.
    """

    number: int
    table: str
    labels: tuple[str, ...]
    properties: dict[str, PropertyColumn]
    count: int
    unique: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationshipTable:
    """All relationships of one type between one pair of node tables (`source` and `target` are their numbers)."""

    number: int
    table: str
    type: str
    source: int
    target: int
    properties: dict[str, PropertyColumn]
    count: int
    by_target: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The tables of one graph.

    `undirected` says that the graph came without directions (an undirected networkx graph): a pattern that asks
    for a direction then gets a warning.
    """

    nodes: tuple[NodeTable, ...] = ()
    relationships: tuple[RelationshipTable, ...] = ()
    undirected: bool = False
    labels: tuple[str, ...] = field(init=False)
    types: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "labels", tuple(sorted({name for table in self.nodes for name in table.labels}))
        )
        object.__setattr__(self, "types", tuple(sorted({table.type for table in self.relationships})))

    def labels_of(self, number: int) -> tuple[str, ...]:
        """The labels of a node table's nodes."""
        return self.nodes[number].labels

    @property
    def node_numbers(self) -> frozenset[int]:
        """Numbers of all node tables."""
        return frozenset(table.number for table in self.nodes)

    @property
    def relationship_numbers(self) -> frozenset[int]:
        """Numbers of all relationship tables."""
        return frozenset(table.number for table in self.relationships)

    @property
    def property_names(self) -> frozenset[str]:
        """Names of all properties of nodes and relationships."""
        of_nodes = frozenset(name for table in self.nodes for name in table.properties)
        return of_nodes.union(*(table.properties for table in self.relationships))

    def to_json(self) -> str:
        """The catalogue as JSON text, for the `meta` table of a graph file."""
        written = asdict(self, dict_factory=_lasting)
        data = {key: value for key, value in written.items() if key not in {"labels", "types"}}
        return json.dumps(data, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Catalogue:
        """The catalogue that `to_json` wrote."""
        data = json.loads(text)
        nodes = [
            NodeTable(
                **{
                    **row,
                    "labels": tuple(row["labels"]),
                    "unique": tuple(row["unique"]),
                    "ordered": tuple(row.get("ordered", ())),
                    "properties": _properties(row["properties"]),
                }
            )
            for row in data["nodes"]
        ]
        relationships = [
            RelationshipTable(**{**row, "properties": _properties(row["properties"])})
            for row in data["relationships"]
        ]
        return cls(tuple(nodes), tuple(relationships), data["undirected"])


def _lasting(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """The fields without what only a query's compilation says of a type."""
    return {name: value for name, value in fields if name not in {"certain", "stored", "numeric", "given"}}


def _properties(data: dict[str, Any]) -> dict[str, PropertyColumn]:
    return {
        name: PropertyColumn(row["column"], _type(row["type"]), row["may_be_nan"])
        for name, row in data.items()
    }


def _type(data: dict[str, Any]) -> Type:
    return Type(data["name"], _type(data["element"]) if data["element"] else None)
