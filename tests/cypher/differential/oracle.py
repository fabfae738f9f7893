"""Answers: Neo4j's, kept in a file so that no query is asked twice, and graphkit's."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import neo4j
import neo4j.exceptions

from graphkit.cypher.session import CypherSession
from graphkit.engine import Engine
from graphkit.errors import CypherError, CypherUnsupportedError, GraphkitError
from graphkit.stores.tables import load_graph
from tests.cypher.canonical import canonical
from tests.cypher.differential.graphs import SmallGraph
from tests.cypher.differential.queries import PARAMETERS

SECONDS = 20
"""How long a query may take on either side."""


@dataclass(frozen=True)
class Answer:
    """Columns and rows in canonical form, or the kind of an error as its side names it, and a message."""

    columns: list[str] | None
    rows: list[Any] | None
    error: str = ""
    message: str = ""


class Neo4jOracle:
    """Asks a server that holds nothing else.

    Args:
        driver: a connection to the server.
        kept: the file of answers, made where it is absent; None keeps none.
    """

    def __init__(self, driver: neo4j.Driver, kept: Path | None = None) -> None:
        self._driver = driver
        self._loaded: SmallGraph | None = None
        self.asked = 0
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
        self._kept = sqlite3.connect(kept or ":memory:", timeout=60)
        self._kept.execute("CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT)")

    def answer(self, graph: SmallGraph, query: str) -> Answer:
        """Neo4j's answer."""
        key = hashlib.sha256(f"{graph.to_cypher()}\n{query}\n{PARAMETERS}".encode()).hexdigest()
        found = self._kept.execute("SELECT answer FROM answers WHERE key = ?", (key,)).fetchone()
        if found:
            return Answer(**json.loads(found[0]))
        answer = self._ask(graph, query)
        with self._kept:
            self._kept.execute("INSERT OR IGNORE INTO answers VALUES (?, ?)", (key, json.dumps(vars(answer))))
        # A first answer must look like one read again: JSON has no tuples.
        return Answer(**json.loads(json.dumps(vars(answer))))

    def _ask(self, graph: SmallGraph, query: str) -> Answer:
        self._load(graph)
        self.asked += 1
        with self._driver.session(notifications_min_severity="OFF") as session:
            try:
                result = session.run(neo4j.Query(query, timeout=SECONDS), PARAMETERS)
                columns = list(result.keys())
                rows = [[canonical(value) for value in record.values()] for record in result]
            except neo4j.exceptions.Neo4jError as error:
                kind = (error.code or "").rpartition(".")[2]
                return Answer(None, None, kind, (error.message or "").split("\n")[0])
        return Answer(columns, rows)

    def _load(self, graph: SmallGraph) -> None:
        """Make the server hold the graph and nothing else."""
        if self._loaded == graph:
            return
        self.clear()
        if graph.nodes:
            self._driver.execute_query(graph.to_cypher())
        self._loaded = graph

    def clear(self) -> None:
        """Leave the server empty."""
        self._driver.execute_query("MATCH (n) DETACH DELETE n")
        self._loaded = None

    def close(self) -> None:
        """Leave the server empty and let go of the file."""
        if self._loaded is not None:
            self.clear()
        self._kept.close()


class Graphkit:
    """graphkit over one graph."""

    def __init__(self, graph: SmallGraph) -> None:
        self._engine = Engine(threads=1)
        nodes = ((node.properties["id"], node.labels, node.properties) for node in graph.nodes)
        relationships = ((r.start, r.end, r.type, r.properties) for r in graph.relationships)
        self._session = CypherSession(self._engine, load_graph(self._engine, nodes, relationships))

    def answer(self, query: str) -> Answer:
        """graphkit's answer; a refusal has the error `Unsupported`, a fault of the program `crash`."""
        try:
            result = self._session.run(query, PARAMETERS, timeout=SECONDS)
        except CypherUnsupportedError as error:
            return Answer(None, None, "Unsupported", error.what)
        except CypherError as error:
            return Answer(None, None, error.kind, error.what)
        except GraphkitError as error:
            return Answer(None, None, type(error).__name__, error.what)
        except Exception as error:  # every other error is a fault of the program
            return Answer(None, None, "crash", f"{type(error).__name__}: {error}".split("\n")[0])
        rows = [[canonical(value) for value in row] for row in result.rows]
        return Answer(list(result.columns), json.loads(json.dumps(rows)))

    def close(self) -> None:
        """Close the engine."""
        self._engine.close()
