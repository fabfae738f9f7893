"""What a relation covers: a range of nodes, and the settings of the export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.engine import Session
from graphkit.exports.rdf.refusals import Columns


def set_range(session: Session, start: int, end: int) -> None:
    """Let `in_range` speak of the rows of a node table from one `_id` to another, the end excluded."""
    session.run(f"SET VARIABLE rdf_start = {start}::BIGINT")
    session.run(f"SET VARIABLE rdf_end = {end}::BIGINT")


def in_range(column: str) -> str:
    """SQL: the column's value lies in the range; the same text for each, so that it is parsed once."""
    return f"({column} >= getvariable('rdf_start') AND {column} < getvariable('rdf_end'))"


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
