"""What a relation covers: a run of nodes, and the settings of the export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.engine import Session
from graphkit.exports.rdf.refusals import Columns


@dataclass(frozen=True, slots=True)
class Range:
    """Rows of a node table by `_id`, the end excluded."""

    start: int
    end: int

    def holds(self, column: str) -> str:
        """SQL: the column's value lies in the range."""
        return f"{column} >= {self.start} AND {column} < {self.end}"


def ends(session: Session, size: int, *tables: tuple[str, str, str]) -> Iterator[int]:
    """Ends of ranges of nodes that hold at most about `size` rows of each table, and half as many of one.

    Args:
        session: where the tables are.
        size: number of rows; a node with more has a range of its own.
        tables: name, column that numbers the rows, and column of the node that a row belongs to, by which
            the rows are sorted.
    """
    half = max(1, size // 2)
    found = (
        f"SELECT max({node}) + 1 AS e, {number} AS t FROM {table} GROUP BY {row} // {half}"
        for number, (table, row, node) in enumerate(tables)
    )
    passed, last = Counter[int](), 0
    rows = session.rows(f"SELECT e, list(t) FROM ({' UNION ALL '.join(found)}) GROUP BY e ORDER BY e")
    for end, halves in rows:
        passed.update(halves)
        last = end
        if max(passed.values()) >= size // half:
            yield end
            passed.clear()
    if passed:
        yield last


@dataclass(frozen=True, slots=True)
class Scope:
    """The base of minted IRIs, how columns are read, and whether each source has a graph of its own."""

    base: str
    columns: Columns
    by_source: bool
