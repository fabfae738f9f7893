"""What graphkit is compared with: each peer loads the same Parquet files and answers the same questions.

A peer that does not hold to "no relationship twice in one pattern", or lacks a construct, gets a query of its own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from benchmarks.cypher.load import load
from benchmarks.cypher.questions import Question
from graphkit.cypher.catalogue import Catalogue
from graphkit.cypher.session import CypherSession
from graphkit.engine import Engine

Rows = list[tuple[Any, ...]]


class Peer(Protocol):
    """A system under test."""

    name: str

    def load(self, folder: Path) -> None:
        """Take in the graph."""

    def ask(self, question: Question, parameters: Mapping[str, Any]) -> Rows | None:
        """The rows of the answer; None where the peer has no way to answer."""

    def peak(self) -> float | None:
        """Peak memory in MB of a peer that runs elsewhere; None for one that lives in this process."""

    def close(self) -> None:
        """Let go of everything."""


class Graphkit:
    """The compiler, on the tables of a graph file."""

    name = "graphkit"

    def __init__(self, file: Path) -> None:
        self._file = file

    def load(self, folder: Path) -> None:
        """Write a graph file, and open it as a user would."""
        with Engine(self._file, threads=2) as engine:
            catalogue = load(engine, folder)
        self.engine = Engine(self._file, read_only=True, threads=2, memory_limit="3GB")
        self.session = CypherSession(self.engine, Catalogue.from_json(catalogue.to_json()))

    def ask(self, question: Question, parameters: Mapping[str, Any]) -> Rows | None:
        """The Cypher, compiled."""
        return self.session.run(question.cypher, parameters).rows

    def peak(self) -> float | None:
        """That of the process."""
        return None

    def close(self) -> None:
        """Close the file."""
        self.engine.close()


class SqlByHand:
    """DuckDB asked in SQL over the tables that graphkit wrote: what the compiler is measured against."""

    name = "SQL by hand"

    def __init__(self, file: Path) -> None:
        self._file = file

    def load(self, folder: Path) -> None:
        """DuckDB's own time for the same files, without graphkit's ids, orders, indexes and copies."""
        with Engine(self._file.with_suffix(".own"), threads=2) as engine:
            for file in sorted(folder.glob("*.parquet")):
                engine.run(f"CREATE TABLE {file.stem} AS SELECT * FROM '{file}'")
        self._engine = Engine(self._file, read_only=True, threads=2, memory_limit="3GB")

    def ask(self, question: Question, parameters: Mapping[str, Any]) -> Rows | None:
        """The SQL of the question."""
        return self._engine.rows(question.sql, dict(parameters) or None)

    def peak(self) -> float | None:
        """That of the process."""
        return None

    def close(self) -> None:
        """Close the file."""
        self._engine.close()


_LADYBUG_SHORTEST = """
    MATCH path = (a:Author {id: $author})-[:AUTHORED* SHORTEST 1..30]-(b:Author {id: $other})
    RETURN length(path) AS length"""


class Ladybug:
    """An embedded graph database with a Cypher dialect of its own: walks, not trails."""

    name = "Ladybug"
    _OTHERWISE = {"shortest path": _LADYBUG_SHORTEST}  # noqa: RUF012 - never changed

    def __init__(self, file: Path) -> None:
        import ladybug  # noqa: PLC0415 - a peer that need not be installed

        self._database = ladybug.Database(str(file))
        self._connection = ladybug.Connection(self._database, num_threads=2)

    def load(self, folder: Path) -> None:
        """Create tables and copy the files into them."""
        for label in ("Author", "Category", "Institution"):
            self._copy(f"NODE TABLE {label}(id STRING PRIMARY KEY, name STRING)", label, folder)
        self._copy("NODE TABLE Paper(id STRING PRIMARY KEY, title STRING, year INT64)", "Paper", folder)
        self._copy("REL TABLE AUTHORED(FROM Author TO Paper, position INT64)", "authored", folder)
        self._copy("REL TABLE IN_CATEGORY(FROM Paper TO Category)", "in_category", folder)
        self._copy("REL TABLE AFFILIATED_WITH(FROM Author TO Institution)", "affiliated_with", folder)

    def _copy(self, table: str, name: str, folder: Path) -> None:
        self._connection.execute(f"CREATE {table}")
        self._connection.execute(f"COPY {name} FROM '{folder / name.lower()}.parquet'")

    def ask(self, question: Question, parameters: Mapping[str, Any]) -> Rows | None:
        """The same Cypher, or the dialect's own."""
        query = self._OTHERWISE.get(question.name, question.cypher)
        result: Any = self._connection.execute(query, dict(parameters))
        return [tuple(row) for row in result.get_all()]

    def peak(self) -> float | None:
        """That of the process."""
        return None

    def close(self) -> None:
        """Close the database."""
        self._connection.close()
        self._database.close()


class Neo4j:
    """A server that may be emptied and filled, or holds the graph already."""

    name = "Neo4j"
    _BATCH = 20_000

    def __init__(
        self, uri: str, auth: tuple[str, str], *, longest: float, pid: int | None, filled: bool
    ) -> None:
        import neo4j  # noqa: PLC0415 - a peer that need not be installed

        self._pid = pid
        self._filled = filled
        self._bounded: Any = neo4j.unit_of_work(timeout=longest)
        self._driver = neo4j.GraphDatabase.driver(uri, auth=auth, notifications_min_severity="OFF")

    def load(self, folder: Path) -> None:
        """Constraints, then nodes and relationships in batches."""
        if self._filled:
            return
        for label in ("Paper", "Author", "Category", "Institution"):
            self._run(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
            self._batches(folder / f"{label.lower()}.parquet", f"CREATE (n:{label}) SET n = row")
        for type_, source, target in (
            ("AUTHORED", "Author", "Paper"),
            ("IN_CATEGORY", "Paper", "Category"),
            ("AFFILIATED_WITH", "Author", "Institution"),
        ):
            self._batches(
                folder / f"{type_.lower()}.parquet",
                f"MATCH (a:{source} {{id: row.source}}), (b:{target} {{id: row.target}}) CREATE (a)-[:{type_}]->(b)",
            )

    def _batches(self, file: Path, body: str) -> None:
        with Engine() as engine:
            for batch in engine.batches(f"SELECT * FROM '{file}'", rows=self._BATCH):
                self._run(f"UNWIND $rows AS row {body}", rows=batch.to_pylist())

    def _run(self, query: Any, **parameters: Any) -> Rows:
        with self._driver.session() as session:
            return [tuple(record.values()) for record in session.run(query, parameters)]

    def ask(self, question: Question, parameters: Mapping[str, Any]) -> Rows | None:
        """The same Cypher; a question that takes too long fails."""

        def work(transaction: Any) -> Rows:
            return [tuple(record.values()) for record in transaction.run(question.cypher, dict(parameters))]

        with self._driver.session() as session:
            rows: Rows = session.execute_read(self._bounded(work))
            return rows

    def peak(self) -> float | None:
        """That of the server's process, where it is known; NaN where it is not."""
        if self._pid is None:
            return math.nan
        lines = Path(f"/proc/{self._pid}/status").read_text(encoding="ascii").splitlines()
        ((_, kilobytes, _),) = (line.split() for line in lines if line.startswith("VmHWM"))
        return int(kilobytes) / 1024

    def close(self) -> None:
        """Take the graph off the server again."""
        if self._filled:
            self._driver.close()
            return
        for label in ("Paper", "Author", "Category", "Institution"):
            self._run(f"MATCH (n:{label}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 10000 ROWS")
        self._driver.close()


class Networkx:
    """A networkx graph, walked by hand-written Python; of the questions those that one would write so."""

    name = "networkx"

    def load(self, folder: Path) -> None:
        """Authorships as an undirected graph, the other files as attributes."""
        import networkx as nx  # noqa: PLC0415 - a peer that need not be installed

        self._nx = nx
        self._graph = nx.Graph()
        with Engine() as engine:
            for label in ("paper", "author"):
                name = "title" if label == "paper" else "name"
                for key, text in engine.rows(f"SELECT id, {name} FROM '{folder / label}.parquet'"):
                    self._graph.add_node(key, name=text)
            self._years = dict(engine.rows(f"SELECT id, year FROM '{folder}/paper.parquet'"))
            self._graph.add_edges_from(engine.rows(f"SELECT source, target FROM '{folder}/authored.parquet'"))

    def ask(self, question: Question, parameters: Mapping[str, Any]) -> Rows | None:
        """The hand-written answer, where there is one."""
        answers: dict[str, Callable[..., Rows]] = {
            "point lookup": self._paper,
            "collaborators of one author": self._collaborators,
            "two-hop recommendation": self._recommended,
            "shortest path": self._shortest,
        }
        found = answers.get(question.name)
        return found(**parameters) if found else None

    def _paper(self, paper: str) -> Rows:
        return [(self._graph.nodes[paper]["name"], self._years[paper])]

    def _joint(self, author: str) -> Counter[str]:
        return Counter(
            other for paper in self._graph[author] for other in self._graph[paper] if other != author
        )

    def _collaborators(self, author: str) -> Rows:
        found = self._joint(author).items()
        return sorted(
            ((other, self._graph.nodes[other]["name"], n) for other, n in found), key=lambda r: (-r[2], r[0])
        )

    def _recommended(self, author: str) -> Rows:
        known = self._joint(author)
        shared = Counter(
            other for one in known for other in self._joint(one) if other != author and other not in known
        )
        return sorted(shared.items(), key=lambda row: (-row[1], row[0]))[:20]

    def _shortest(self, author: str, other: str) -> Rows:
        return [(self._nx.shortest_path_length(self._graph, author, other),)]

    def peak(self) -> float | None:
        """That of the process."""
        return None

    def close(self) -> None:
        """Let go of the graph."""
        self._graph.clear()
