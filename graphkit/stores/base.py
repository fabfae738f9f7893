"""What every store offers, and what it says of the graph it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from graphkit.cypher.catalogue import Catalogue, NodeTable, RelationshipTable
from graphkit.engine import Engine
from graphkit.results import Result


@dataclass(frozen=True, slots=True)
class Tables:
    """A graph as DuckDB tables."""

    engine: Engine
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Kind:
    """A label or a relationship type: how many elements have it, and which properties occur on them."""

    name: str
    count: int
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The labels and the relationship types of a graph, both in code point order."""

    nodes: int
    relationships: int
    labels: tuple[Kind, ...]
    types: tuple[Kind, ...]

    @property
    def properties(self) -> tuple[str, ...]:
        """Names of all properties, in code point order."""
        return tuple(sorted({name for kind in (*self.labels, *self.types) for name in kind.properties}))

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON can carry it."""
        return asdict(self)

    def __str__(self) -> str:
        lines = [f"{self.nodes:,} nodes, {self.relationships:,} relationships"]
        for title, kinds in (("label", self.labels), ("relationship type", self.types)):
            if kinds:
                wide = max(len(title), *(len(kind.name) for kind in kinds))
                lines += ["", f"{title:{wide}}  {'count':>12}  properties"]
                lines += [
                    f"{k.name:{wide}}  {k.count:>12,}  {', '.join(k.properties)}".rstrip() for k in kinds
                ]
        return "\n".join(lines)


class Store(Protocol):
    """Where a graph lies and its queries run."""

    @property
    def name(self) -> str:
        """The file or address, for messages."""

    def run(
        self,
        query: str,
        parameters: Mapping[str, object],
        *,
        timeout: float | None = None,
        max_rows: int | None = None,
    ) -> Result:
        """Run a Cypher query that only reads.

        Args:
            query: the text.
            parameters: values of its parameters, without the dollar sign.
            timeout: seconds after which it is given up.
            max_rows: a result with more rows is refused.

        Raises:
            CypherError: the query is wrong, or graphkit does not answer it.
            LimitError: it takes too long, too much memory, or gives too many rows.
            StoreError: the store does not answer.
        """

    def contents(self) -> Contents:
        """Labels, relationship types and their counts."""

    def tables(self) -> Tables:
        """The graph as tables; a server's graph is read for it."""

    def close(self) -> None:
        """Let go of the store; a second call does nothing."""


def contents_of(catalogue: Catalogue) -> Contents:
    """What a catalogue says of its graph; a property counts where a table has a column for it."""
    labels = {
        label: [t for t in catalogue.nodes if label in t.labels and t.count] for label in catalogue.labels
    }
    types = {
        name: [t for t in catalogue.relationships if t.type == name and t.count] for name in catalogue.types
    }
    return Contents(
        sum(table.count for table in catalogue.nodes),
        sum(table.count for table in catalogue.relationships),
        tuple(_kind(name, tables) for name, tables in labels.items()),
        tuple(_kind(name, tables) for name, tables in types.items()),
    )


def _kind(name: str, tables: list[NodeTable] | list[RelationshipTable]) -> Kind:
    properties = dict.fromkeys(name for table in tables for name in table.properties)
    return Kind(name, sum(table.count for table in tables), tuple(properties))
