"""What a relation covers: a range of nodes, and the settings of the export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.engine_session import Session
from graphkit.exports.rdf.refusals import Columns

NODES_UNPARTED = 1024
"""Nodes whose rows are counted together when rows lie in any order."""


def set_range(session: Session, start: int, end: int) -> None:
    """Let `in_range` speak of the rows of a node table from one `_id` to another, the end excluded."""
    session.run(f"SET VARIABLE rdf_start = {start}::BIGINT")
    session.run(f"SET VARIABLE rdf_end = {end}::BIGINT")


def in_range(column: str) -> str:
    """SQL: the column's value lies in the range; the same text for each, so that it is parsed once."""
    return f"({column} >= getvariable('rdf_start') AND {column} < getvariable('rdf_end'))"


def all_nodes(session: Session, table: str) -> tuple[int, int]:
    """The range of all rows of a node table."""
    ((start, end),) = session.rows(f"SELECT coalesce(min(_id), 0), coalesce(max(_id) + 1, 0) FROM {table}")
    return start, end


def stretches(
    session: Session, size: int, whole: tuple[int, int], *tables: tuple[str, str]
) -> Iterator[tuple[int, int]]:
    """Cut a range of nodes into ranges with at most about `size` rows of all tables together.

    Args:
        session: where the tables are.
        size: number of rows; nodes next to one another with more of them are not parted.
        whole: the range to cut.
        tables: name, and column of the node that a row belongs to, in any order.
    """
    start, end = whole
    counted = " UNION ALL ".join(
        f"SELECT {node} // {NODES_UNPARTED} AS g, count(*) AS n FROM {table} GROUP BY g"
        for table, node in tables
    )
    found = 0
    for group, rows in session.rows(f"SELECT g, sum(n) FROM ({counted}) GROUP BY g ORDER BY g"):
        first = group * NODES_UNPARTED
        if found and found + rows > size:
            yield start, first
            start, found = first, 0
        found += rows
    if start < end:
        yield start, end


def ranges(
    session: Session, size: int, part: tuple[int, int], *tables: tuple[str, str, str]
) -> Iterator[tuple[int, int]]:
    """Cut a range of nodes into ranges with at most about `size` rows of each table, and half as many of one.

    Args:
        session: where the tables are.
        size: number of rows; a node with more has a range of its own.
        part: the range to cut; where no table has a row of it, nothing comes out.
        tables: name, column that numbers the rows, and column of the node that a row belongs to, by which
            the rows are sorted.
    """
    set_range(session, *part)
    half = max(1, size // 2)
    found = (
        f"SELECT max({node}) + 1 AS e, {number} AS t FROM {table} WHERE {in_range(node)} GROUP BY {row} // {half}"
        for number, (table, row, node) in enumerate(tables)
    )
    passed, start, end = Counter[int](), *part
    rows = session.rows(f"SELECT e, list(t) FROM ({' UNION ALL '.join(found)}) GROUP BY e ORDER BY e")
    for end, halves in rows:
        passed.update(halves)
        if max(passed.values()) >= size // half:
            yield start, end
            start = end
            passed.clear()
    if passed:
        yield start, end


@dataclass(frozen=True, slots=True)
class Scope:
    """The base of minted IRIs, how columns are read, and whether each source has a graph of its own."""

    base: str
    columns: Columns
    by_source: bool
