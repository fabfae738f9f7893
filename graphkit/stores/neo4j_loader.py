"""Loading a graph into a Neo4j server: what differs is written, what is no longer in the graph goes.

Every batch is a managed transaction that leaves unchanged what is right already, so that a load can be run
again: after an interruption it goes on, after a success it changes nothing.

Nodes that graphkit loaded carry a mark (see neo4j_mark). A relationship of one of graphkit's types between
two of them counts as loaded by graphkit. Everything else on the server stays as it is, except relationships
that others tied to a node that goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import neo4j

from graphkit.cypher.catalogue import NodeTable, RelationshipTable
from graphkit.errors import StoreError
from graphkit.schema import NODES, RELATIONSHIPS
from graphkit.stores import neo4j_stale
from graphkit.stores.base import Tables
from graphkit.stores.neo4j import Server, quoted
from graphkit.stores.neo4j_errors import translated
from graphkit.stores.neo4j_mark import MARK
from graphkit.stores.schema_tables import check_schema

Progress = Callable[[str, int, int], None]
Row = list[Any]

BATCH = 5000
"""Rows of one transaction, unless told otherwise."""


@dataclass(slots=True)
class Loaded:
    """What a load did; all but the totals are 0 when the server held the graph already.

    Attributes:
        nodes: nodes of the graph.
        relationships: relationships of the graph.
        relationships_deleted: stale ones, and those of others that were tied to stale nodes.
    """

    nodes: int = 0
    relationships: int = 0
    nodes_created: int = 0
    nodes_updated: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_updated: int = 0
    relationships_deleted: int = 0

    def __str__(self) -> str:
        return (
            f"{self.nodes:,} nodes: {self.nodes_created:,} created, {self.nodes_updated:,} updated, "
            f"{self.nodes_deleted:,} stale ones deleted\n"
            f"{self.relationships:,} relationships: {self.relationships_created:,} created, "
            f"{self.relationships_updated:,} updated, {self.relationships_deleted:,} stale ones deleted"
        )


def load(
    tables: Tables,
    address: str,
    *,
    auth: tuple[str, str] | None = None,
    database: str | None = None,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> Loaded:
    """Make the server hold exactly this graph among what graphkit loaded into it.

    Args:
        tables: a graph of graphkit's schema.
        address: of the server, as `neo4j://host:port`.
        auth: user and password; without it NEO4J_USERNAME and NEO4J_PASSWORD.
        database: None is the server's default.
        batch: rows of one transaction.
        progress: told a label or type, how many rows of it are done, and how many there are.

    Raises:
        StoreError: no server answers, or it refuses; the graph is not of graphkit's schema; or the server
            holds nodes of others with ids of this graph.
    """
    check_schema(tables)
    server = Server(address, auth=auth, database=database)
    try:
        with translated(address):
            return _Load(tables, server, batch, progress or (lambda stage, done, total: None)).run()
    finally:
        server.close()


class _Load:
    """One load under way."""

    def __init__(self, tables: Tables, server: Server, batch: int, progress: Progress) -> None:
        self.tables = tables
        self.catalogue = tables.catalogue
        self.server = server
        self.batch = batch
        self.progress = progress
        self.loaded = Loaded()

    def run(self) -> Loaded:
        """The steps, in an order that never deletes what is still wanted."""
        for node in NODES:
            self.server.define(
                f"CREATE CONSTRAINT graphkit_{node.label.lower()}_id IF NOT EXISTS "
                f"FOR (n:{node.label}) REQUIRE n.id IS UNIQUE"
            )
        for nodes in self.catalogue.nodes:
            self._write_nodes(nodes)
        for relationships in self.catalogue.relationships:
            self._write_relationships(relationships)
        self._delete_stale_relationships()
        self._delete_stale_nodes()
        return self.loaded

    def _write_nodes(self, table: NodeTable) -> None:
        """Create the nodes that are missing and set the properties that differ."""
        (label,) = table.labels
        names = list(table.properties)
        key = f"row[{names.index('id')}]"
        query = f"""
            UNWIND $rows AS row
            MERGE (n:{label} {{id: {key}}}) ON CREATE SET n = {_map(names, 0)}, n:{MARK}
            WITH n, row, n:{MARK} AS own WHERE NOT own OR {_differs("n", names, 0)}
            FOREACH (x IN CASE WHEN own THEN [n] ELSE [] END | SET x = {_map(names, 0)})
            RETURN count(*) AS changed, head(collect(CASE WHEN own THEN null ELSE {key} END)) AS foreign"""

        def write(rows: list[Row], transaction: neo4j.ManagedTransaction) -> tuple[int, int]:
            answer = transaction.run(query, rows=rows)
            changed, foreign = answer.single(strict=True).values()
            if foreign is not None:  # leaving by an exception undoes the batch
                raise StoreError(
                    f"a {label} with the id {foreign!r} is there that graphkit did not load",
                    where=self.server.address,
                    remedy="Load into another database, or delete that node",
                    subject=foreign,
                )
            return answer.consume().counters.nodes_created, changed

        for created, changed in self._batches(label, table.count, self._node_rows(table), write):
            self.loaded.nodes_created += created
            self.loaded.nodes_updated += changed
        self.loaded.nodes += table.count

    def _write_relationships(self, table: RelationshipTable) -> None:
        """Create the relationships that are missing and set the properties that differ."""
        (source,), (target,) = (self.catalogue.nodes[end].labels for end in (table.source, table.target))
        names = list(table.properties)
        query = f"""
            UNWIND $rows AS row
            MATCH (a:{source} {{id: row[0]}}) MATCH (b:{target} {{id: row[1]}})
            MERGE (a)-[r:{table.type}]->(b) ON CREATE SET r = {_map(names, 2)}
            WITH r, row WHERE {_differs("r", names, 2)}
            SET r = {_map(names, 2)}
            RETURN count(*) AS changed"""

        def write(rows: list[Row], transaction: neo4j.ManagedTransaction) -> tuple[int, int]:
            answer = transaction.run(query, rows=rows)
            changed: int = answer.single(strict=True)["changed"]
            return answer.consume().counters.relationships_created, changed

        rows = self._relationship_rows(table)
        for created, changed in self._batches(table.type, table.count, rows, write):
            self.loaded.relationships_created += created
            self.loaded.relationships_updated += changed
        self.loaded.relationships += table.count

    def _batches(
        self,
        stage: str,
        total: int,
        rows: Iterable[Row],
        write: Callable[[list[Row], neo4j.ManagedTransaction], tuple[int, int]],
    ) -> Iterator[tuple[int, int]]:
        """What each batch of rows did; progress is told behind each."""
        remaining, done = iter(rows), 0
        while batch := list(islice(remaining, self.batch)):
            yield self.server.write(partial(write, batch))
            done += len(batch)
            self.progress(stage, done, total)

    def _node_rows(self, table: NodeTable) -> Iterator[Row]:
        """The properties of each node."""
        columns = ", ".join(f'"{place.column}"' for place in table.properties.values())
        return self._rows(f"SELECT {columns} FROM {table.table} ORDER BY _id")

    def _relationship_rows(self, table: RelationshipTable) -> Iterator[Row]:
        """The keys of each relationship's ends, and its properties."""
        columns = "".join(f', r."{place.column}"' for place in table.properties.values())
        return self._rows(f"SELECT s.key, t.key{columns} FROM {self._ends(table)} ORDER BY r._id")

    def _rows(self, query: str) -> Iterator[Row]:
        for batch in self.tables.engine.batches(query):
            yield from map(list, zip(*(column.to_pylist() for column in batch.columns), strict=True))

    def _ends(self, table: RelationshipTable) -> str:
        """SQL of a relationship table `r` with the keys of its ends, `s.key` and `t.key`."""
        s, t = (_keys(self.catalogue.nodes[end]) for end in (table.source, table.target))
        return f"{table.table} r JOIN ({s}) s ON s._id = r._source JOIN ({t}) t ON t._id = r._target"

    def _delete_stale_relationships(self) -> None:
        for kind in RELATIONSHIPS:
            tables = [table for table in self.catalogue.relationships if table.type == kind.type]
            wanted = [f"SELECT s.key AS a, t.key AS b FROM {self._ends(table)}" for table in tables]
            self._delete_stale(
                neo4j_stale.Loaded(
                    f"(s:{kind.source}:{MARK})-[x:{kind.type}]->(t:{kind.target}:{MARK})",
                    "s.id, t.id",
                    wanted,
                    sum(table.count for table in tables),
                    "DELETE x",
                )
            )

    def _delete_stale_nodes(self) -> None:
        for kind in NODES:
            tables = [table for table in self.catalogue.nodes if table.labels == (kind.label,)]
            wanted = [f"SELECT key AS a, '' AS b FROM ({_keys(table)})" for table in tables]
            self._delete_stale(
                neo4j_stale.Loaded(
                    f"(x:{kind.label}:{MARK})",
                    "x.id, ''",
                    wanted,
                    sum(table.count for table in tables),
                    "DETACH DELETE x",
                )
            )

    def _delete_stale(self, loaded: neo4j_stale.Loaded) -> None:
        nodes, relationships = neo4j_stale.delete_stale(self.server, self.tables.engine, loaded, self.batch)
        self.loaded.nodes_deleted += nodes
        self.loaded.relationships_deleted += relationships


def _keys(table: NodeTable) -> str:
    return f'SELECT _id, "{table.properties["id"].column}" AS key FROM {table.table}'


def _map(names: list[str], offset: int) -> str:
    """Cypher of the properties in `row`, whose values begin at `offset`: rows without names are sent faster."""
    return "{" + ", ".join(f"{quoted(name)}: row[{offset + i}]" for i, name in enumerate(names)) + "}"


def _differs(variable: str, names: list[str], offset: int) -> str:
    """Cypher that tells whether an element has other properties than `row`.

    No property is a map, so an empty map can stand for null, which equals nothing.
    """
    held = ", ".join(f"{variable}.{quoted(name)}" for name in names)
    given = f"row[{offset}..]"
    return (
        f"(size(keys({variable})) <> size([x IN {given} WHERE x IS NOT NULL]) OR "
        f"[x IN [{held}] | coalesce(x, {{}})] <> [x IN {given} | coalesce(x, {{}})])"
    )
