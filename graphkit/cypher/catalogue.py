"""What the compiler knows of a graph's tables: which labels, types and properties stand where.

Node tables have a column `_id` (dense: number * SHIFT + row, rows counted from 0 in the table's order) and one
column a property. Relationship tables have `_id`, `_source`, `_target` and one column a property, sorted by
`_source`; `by_target` names a second table of (`_id`, `_source`, `_target`) sorted by `_target`.
Node ids and relationship ids are two separate spaces.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
    """All nodes of one label set; `unique` are properties that no two of its nodes share, each indexed."""

    number: int
    table: str
    labels: tuple[str, ...]
    properties: dict[str, PropertyColumn]
    count: int
    unique: tuple[str, ...] = ()


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
        object.__setattr__(self, "labels", tuple(sorted({name for table in self.nodes for name in table.labels})))
        object.__setattr__(self, "types", tuple(sorted({table.type for table in self.relationships})))
