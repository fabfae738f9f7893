"""Ranges of nodes: they cover every node once and hold few rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.engine import Engine
from graphkit.engine_session import Session
from graphkit.exports.rdf import scope
from graphkit.exports.rdf.scope import all_nodes, ranges, stretches

SIZES = st.lists(st.integers(0, 7), min_size=1, max_size=9)


@contextmanager
def links(sizes: list[int], order: str) -> Iterator[Session]:
    """Nodes, and a table with so many links of each."""
    with Engine() as engine, engine.session(threads=1, megabytes=100) as session:
        engine.run("CREATE TABLE node AS SELECT unnest(range($1)) AS _id", [len(sizes)])
        engine.run(
            "CREATE TABLE links AS SELECT row_number() OVER (ORDER BY i) - 1 AS _id, i AS node FROM "
            "(SELECT i, unnest(range(size)) FROM (SELECT unnest($1) AS size, unnest(range($2)) AS i)) "
            f"ORDER BY {order}",
            [sizes, len(sizes)],
        )
        yield session


def nodes(found: list[tuple[int, int]]) -> list[int]:
    return [node for start, end in found for node in range(start, end)]


@settings(deadline=None)
@given(sizes=SIZES, size=st.integers(1, 9))
def test_ranges_cover_every_node_and_hold_few_rows(sizes: list[int], size: int) -> None:
    tables = (("node", "_id", "_id"), ("links", "_id", "node"))
    with links(sizes, "i") as session:
        whole = all_nodes(session, "node")
        found = list(ranges(session, size, whole, *tables))
        part = list(ranges(session, size, (1, 3), *tables))
    assert whole == (0, len(sizes))
    assert nodes(found) == list(range(len(sizes)))
    assert all(start < end <= start + size for start, end in found)
    assert all(sum(sizes[start:end]) <= size + max(sizes) for start, end in found)
    assert nodes(part) == list(range(len(sizes)))[1:3]


@settings(deadline=None)
@given(sizes=SIZES, size=st.integers(1, 20), unparted=st.integers(1, 3))
def test_stretches_cover_every_node_and_hold_few_rows_of_a_table_in_any_order(
    sizes: list[int], size: int, unparted: int
) -> None:
    with links(sizes, "hash(_id)") as session, patch.object(scope, "NODES_UNPARTED", unparted):
        whole = all_nodes(session, "node")
        found = list(stretches(session, size, whole, ("node", "_id"), ("links", "node")))
    assert nodes(found) == list(range(len(sizes)))
    for start, end in found:
        rows = (end - start) + sum(sizes[start:end])
        assert rows <= size or end - start <= unparted


def test_no_nodes_are_no_stretch() -> None:
    with links([], "i") as session:
        assert list(stretches(session, 9, all_nodes(session, "node"), ("node", "_id"))) == []
