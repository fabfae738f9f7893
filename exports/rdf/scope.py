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


def ends(size: int, *tables: tuple[str, str, str]) -> str:
    """SQL of the ends of ranges of nodes that hold at most about `size` rows of each table.

    Args:
        size: number of rows; a node with more has a range of its own.
        tables: name, column that numbers the rows, and column of the node that a row belongs to, by which
            the rows are sorted.
    """
    found = (
        f"SELECT max({node}) + 1 AS e FROM {table} GROUP BY {row} // {size}" for table, row, node in tables
    )
    return f"{' UNION '.join(found)} ORDER BY e"


@dataclass(frozen=True, slots=True)
class Scope:
    """The base of minted IRIs, how columns are read, and whether each source has a graph of its own."""

    base: str
    columns: Columns
    by_source: bool
