"""Graphs on a Neo4j server: connection, queries in read transactions, and the graph read back as tables."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, LiteralString, TypeVar, cast

import neo4j
from neo4j import NotificationSeverity

from graphkit.cypher.policy import check_server_query
from graphkit.engine import Engine
from graphkit.errors import LimitError, StoreError
from graphkit.results import Result
from graphkit.stores.base import Contents, Kind, Tables
from graphkit.stores.neo4j_errors import translated
from graphkit.stores.neo4j_mark import MARK, hide_mark, original_name
from graphkit.stores.neo4j_values import received, received_rows, sent
from graphkit.stores.tables import load_graph

T = TypeVar("T")

CONNECT_SECONDS = 10
OLDEST_VERSION = 5
"""Neo4j 4 speaks another dialect: no quantified paths, no COUNT subqueries, ids instead of element ids."""
KEYS_FROM = 1000
"""So many elements of a label or type are looked at for the names of their properties."""

_ADDRESS = re.compile(r"(neo4j|bolt)(\+s|\+ssc)?://[^/@?#\s]+")

# What the driver has to say becomes errors and warnings of results; it would print it as well.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Server:
    """A connection to one database of a Neo4j server.

    Args:
        address: `neo4j://host:port` or `bolt://host:port`, also with `+s` (encrypted) and `+ssc` (encrypted,
            any certificate).
        auth: user and password; without it NEO4J_USERNAME (else neo4j) and NEO4J_PASSWORD.
        database: None is the server's default.

    Raises:
        StoreError: no server answers, the credentials are wrong, or the version is not supported.
    """

    def __init__(
        self, address: str, *, auth: tuple[str, str] | None = None, database: str | None = None
    ) -> None:
        if not _ADDRESS.fullmatch(address.rstrip("/")):
            scheme = address.partition("://")[0]
            raise StoreError(
                f"the address that starts with {scheme}:// is not one of a Neo4j server",
                remedy="Give neo4j://HOST:PORT or bolt://HOST:PORT, without user and password",
            )
        self.address = address
        self.database = database
        user, password = auth or _credentials(address)
        with translated(address):
            self._driver = neo4j.GraphDatabase.driver(
                address, auth=(user, password), connection_timeout=CONNECT_SECONDS
            )
        try:
            with translated(address), self._session(neo4j.READ_ACCESS) as session:
                self._check_version(session.run("RETURN 1").consume().server.agent)
        except BaseException:
            self._driver.close()
            raise

    def _check_version(self, agent: str) -> None:
        """Refuse what is not Neo4j, or too old; `agent` is the server's name for itself: `Neo4j/5.26.0`."""
        product, _, version = agent.partition("/")
        major = version.partition(".")[0]
        if product != "Neo4j" or not major.isdigit() or int(major) < OLDEST_VERSION:
            raise StoreError(
                f"the server is {agent.replace('/', ' ')}, Neo4j {OLDEST_VERSION} is the oldest that works",
                where=self.address,
                remedy="docker-compose.yml starts one that does",
            )

    def close(self) -> None:
        """End the connection; a second call does nothing."""
        self._driver.close()

    def read(self, work: Callable[[neo4j.ManagedTransaction], T], timeout: float | None = None) -> T:
        """Run reading work in one managed transaction; it may be run again when the connection fails."""
        with self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(neo4j.unit_of_work(timeout=timeout)(work))

    def write(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Run writing work in one managed transaction; it may be run again when the connection fails."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def define(self, statement: str) -> None:
        """Run a statement that changes the schema, which needs a transaction of its own."""
        with self._session(neo4j.WRITE_ACCESS) as session:
            session.run(_text(statement)).consume()

    def stream(self, query: str, parameters: Mapping[str, Any] | None = None) -> Iterator[list[Any]]:
        """Rows of a query of graphkit's own, fetched as they are asked for."""
        with self._session(neo4j.READ_ACCESS) as session, session.begin_transaction() as transaction:
            for record in transaction.run(_text(query), dict(parameters or {})):
                yield record.values()

    def rows(self, query: str, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
        """All rows of a query of graphkit's own."""
        return list(self.stream(query, parameters))

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(database=self.database, default_access_mode=access)


class Neo4jStore:
    """A graph on a Neo4j server.

    Args:
        server: the connection; the store closes it.
    """

    def __init__(self, server: Server) -> None:
        self.name = server.address
        self._server = server
        self._tables: Tables | None = None

    def run(
        self,
        query: str,
        parameters: Mapping[str, object],
        *,
        timeout: float | None = None,
        max_rows: int | None = None,
    ) -> Result:
        """Run a Cypher query in a read transaction; see `Store.run`.

        The query goes through graphkit's parser first: writes, LOAD CSV, USE, and procedures and functions
        that are not Neo4j's own are refused.
        """
        text = hide_mark(query, check_server_query(query))
        values = {name: sent(value) for name, value in parameters.items()}

        def work(transaction: neo4j.ManagedTransaction) -> Result:
            answer = transaction.run(_text(text), values)
            columns = [original_name(name) for name in answer.keys()]  # noqa: SIM118 - a Result is no dict
            rows = [
                tuple(record.values())
                for record in islice(answer, None if max_rows is None else max_rows + 1)
            ]
            if max_rows is not None and len(rows) > max_rows:
                raise LimitError(
                    f"the query gives more than {max_rows} rows", remedy="Add LIMIT, or allow more"
                )
            summary = answer.consume()
            warnings = _warnings(summary)
            if plan := summary.profile or summary.plan:
                return Result(["plan"], [(line,) for line in _plan_text(plan).splitlines()], warnings)

            def fetch(ids: list[str]) -> list[neo4j.graph.Node]:
                found = transaction.run("MATCH (n) WHERE elementId(n) IN $ids RETURN n", ids=ids)
                return [node for (node,) in found]

            return Result(columns, received_rows(rows, fetch), warnings)

        with translated(self.name, query):
            return self._server.read(work, timeout)

    def contents(self) -> Contents:
        """Labels, relationship types and their counts; properties as far as KEYS_FROM elements show them."""
        with translated(self.name):
            (nodes,) = self._server.rows("MATCH (n) RETURN count(n)")[0]
            (relationships,) = self._server.rows("MATCH ()-[r]->() RETURN count(r)")[0]
            labels = [name for (name,) in self._server.rows("CALL db.labels()") if name != MARK]
            types = [name for (name,) in self._server.rows("CALL db.relationshipTypes()")]
            return Contents(
                nodes,
                relationships,
                tuple(self._kind(label, f"(x:{quoted(label)})") for label in sorted(labels)),
                tuple(self._kind(type_, f"()-[x:{quoted(type_)}]->()") for type_ in sorted(types)),
            )

    def _kind(self, name: str, pattern: str) -> Kind:
        (count,) = self._server.rows(f"MATCH {pattern} RETURN count(x)")[0]
        keys = self._server.rows(
            f"MATCH {pattern} WITH x LIMIT {KEYS_FROM} UNWIND keys(x) AS key RETURN DISTINCT key ORDER BY key"
        )
        return Kind(name, count, tuple(key for (key,) in keys))

    def tables(self) -> Tables:
        """The server's whole graph as tables, read when it is asked for first."""
        if self._tables is None:
            engine = Engine()
            try:
                self._tables = Tables(engine, load_graph(engine, self._nodes(), self._relationships()))
            except BaseException:
                engine.close()
                raise
        return self._tables

    def _nodes(self) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
        query = "MATCH (n) RETURN elementId(n), labels(n), properties(n) ORDER BY labels(n), n.id"
        with translated(self.name):
            for key, labels, properties in self._server.stream(query):
                yield key, [label for label in labels if label != MARK], received(properties)

    def _relationships(self) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        query = (
            "MATCH (a)-[r]->(b) RETURN elementId(a), elementId(b), type(r), properties(r) "
            "ORDER BY type(r), a.id, b.id"
        )
        with translated(self.name):
            for start, end, type_, properties in self._server.stream(query):
                yield start, end, type_, received(properties)

    def close(self) -> None:
        """End the connection; a second call does nothing."""
        self._server.close()
        if self._tables is not None:
            self._tables.engine.close()


def _credentials(address: str) -> tuple[str, str]:
    password = os.environ.get("NEO4J_PASSWORD")
    if password is None:
        raise StoreError(
            "no password was given",
            where=address,
            remedy="Set NEO4J_PASSWORD, in Python give auth=(user, password)",
        )
    return os.environ.get("NEO4J_USERNAME") or "neo4j", password


def _warnings(summary: neo4j.ResultSummary) -> list[str]:
    """What the server warns of, as an unknown label; hints on speed are left out."""
    return [
        status.status_description.partition(". ")[2]  # behind `warn: label does not exist`
        for status in summary.gql_status_objects
        if status.is_notification and status.severity == NotificationSeverity.WARNING
    ]


def _plan_text(plan: dict[str, Any]) -> str:
    """What the server says of an EXPLAIN or PROFILE, as its own shell prints it."""
    return str(plan["args"]["string-representation"]).strip()


def quoted(name: str) -> str:
    """A name as Cypher takes it whatever it holds."""
    return "`" + name.replace("`", "``") + "`"


def _text(query: str) -> LiteralString:
    """The driver wants literal text, against injection: what comes here was built or checked above."""
    return cast("LiteralString", query)  # type: ignore[redundant-cast]
