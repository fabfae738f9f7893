"""What a relation covers: a run of nodes, and the settings of the export."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.exports.rdf.refusals import Columns


@dataclass(frozen=True, slots=True)
class Range:
    """Rows of a node table by `_id`, the end excluded."""

    start: int
    end: int

    def holds(self, column: str) -> str:
        """SQL: the column's value lies in the range."""
        return f"{column} >= {self.start} AND {column} < {self.end}"


@dataclass(frozen=True, slots=True)
class Scope:
    """The base of minted IRIs, how columns are read, and whether each source has a graph of its own."""

    base: str
    columns: Columns
    by_source: bool
