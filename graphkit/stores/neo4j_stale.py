"""What graphkit loaded into a server earlier and is no longer in the graph: found by comparison, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import islice

import neo4j
import pyarrow as pa

from graphkit.engine import Engine
from graphkit.errors import StoreError
from graphkit.stores.neo4j import Server

FETCH = 50_000
"""Rows that are brought from the server into a table at a time."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """All elements of one label or type that graphkit loaded, and which of them are wanted.

    Attributes:
        pattern: matches them on the server, the element under the name `x`.
        keys: Cypher of the two texts that tell one from another.
        wanted: SQL queries of the same two texts, `a` and `b`, for the elements that the graph has.
        count: how many these are.
        delete: Cypher that deletes the element `x`.
    """

    pattern: str
    keys: str
    wanted: list[str]
    count: int
    delete: str


def delete_stale(server: Server, engine: Engine, loaded: Loaded, batch: int) -> tuple[int, int]:
    """Delete the elements that the graph does not have, and second copies of those it has.

    Args:
        server: where all wanted elements are.
        engine: where the graph's tables are; it gets temporary ones beside them.
        loaded: the elements.
        batch: elements of one transaction.

    Returns:
        Nodes and relationships deleted.

    Raises:
        StoreError: fewer elements are there than were written.
    """
    (there,) = server.rows(f"MATCH {loaded.pattern} RETURN count(x)")[0]
    if there < loaded.count:
        raise StoreError(
            f"{loaded.count - there} of {loaded.count} elements written are gone: others write here, too",
            where=server.address,
            remedy="Load again when nobody else writes",
        )
    if there == loaded.count:
        return 0, 0
    _gather(server, engine, loaded)
    nodes = relationships = 0
    query = f"UNWIND $ids AS id MATCH {loaded.pattern} WHERE elementId(x) = id {loaded.delete}"
    (total,) = engine.rows("SELECT count(*) FROM stale")[0]
    for start in range(0, total, batch):
        found = engine.rows(
            "SELECT element FROM stale WHERE number BETWEEN ? AND ?", [start, start + batch - 1]
        )

        counters = server.write(partial(_run, query, [element for (element,) in found]))
        nodes += counters.nodes_deleted
        relationships += counters.relationships_deleted
    return nodes, relationships


def _run(query: str, ids: list[str], transaction: neo4j.ManagedTransaction) -> neo4j.SummaryCounters:
    return transaction.run(query, ids=ids).consume().counters


def _gather(server: Server, engine: Engine, loaded: Loaded) -> None:
    """Make the temporary table `stale` of element ids, numbered from 0."""
    engine.run("CREATE OR REPLACE TEMP TABLE there (element VARCHAR, a VARCHAR, b VARCHAR)")
    rows = server.stream(f"MATCH {loaded.pattern} RETURN elementId(x), {loaded.keys}")
    while chunk := list(islice(rows, FETCH)):
        arrived = pa.table(dict(zip(("element", "a", "b"), zip(*chunk, strict=True), strict=True)))
        with engine.table("arrived", arrived):
            engine.run("INSERT INTO there SELECT element, a, b FROM arrived")
    wanted = " UNION ALL ".join(loaded.wanted) or "SELECT '' AS a, '' AS b WHERE false"
    engine.run(f"""
        CREATE OR REPLACE TEMP TABLE stale AS
        SELECT row_number() OVER () - 1 AS number, element
        FROM (SELECT *, row_number() OVER (PARTITION BY a, b ORDER BY element) AS copy FROM there) one
        WHERE copy > 1 OR NOT EXISTS (SELECT 1 FROM ({wanted}) w WHERE w.a = one.a AND w.b = one.b)
    """)
    engine.run("DROP TABLE there")
