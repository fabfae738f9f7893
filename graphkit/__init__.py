"""graphkit: bibliographic sources become a co-authorship knowledge graph.

import graphkit

graph = graphkit.build(["pages/"], out="graph.duckdb")
graph = graphkit.open("graph.duckdb")
graph.cypher("MATCH (a:Author) RETURN a.name, a.papers ORDER BY a.papers DESC LIMIT 5")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkit.graph import Graph

__all__ = ["build", "open"]


def open(  # noqa: A001 - graphkit.open reads as it should
    target: str | Path | Any,
    *,
    auth: tuple[str, str] | None = None,
    labels: str = "labels",
    type: str = "type",  # noqa: A002
    database: str | None = None,
    memory: str | None = None,
) -> Graph:
    """Open a graph.

    Args:
        target: a graph file, the address of a Neo4j server (`neo4j://…`, `bolt://…`, also with `+s` and
            `+ssc`), or any networkx graph, of which a snapshot is taken.
        auth: user and password of a server; without it NEO4J_USERNAME (else neo4j) and NEO4J_PASSWORD.
        labels: the node attribute of a networkx graph that holds the labels: a string or several.
        type: the edge attribute of a networkx graph that holds the relationship type.
        database: the database of a server; None is its default.
        memory: what queries on a file or a networkx graph may take, as `4GB` or `50%`; a server has its own.

    Raises:
        GraphFileError: the file is missing, not a graph of graphkit, or of another schema version.
        StoreError: the server does not answer, refuses the credentials or is of an unsupported version; or
            the networkx graph holds what cannot be stored.
    """
    from graphkit.graph import open_graph  # noqa: PLC0415 - `import graphkit` stays fast

    return open_graph(target, auth=auth, labels=labels, type=type, database=database, memory=memory)


def build(
    sources: Sequence[str | Path] | str | Path,
    out: str | Path | None = None,
    *,
    progress: Callable[[str, int, int], None] | None = None,
    **options: Any,
) -> Graph:
    """Build a graph from sources.

    Args:
        sources: saved pages, tables, or folders of them.
        out: the graph file to write; an existing one is replaced only when the build has succeeded. Without
            it the graph is kept in memory.
        progress: told a stage's name, how much of it is done, and how much there is.
        options: see `graphkit.build_options.build_options`.

    Raises:
        SourceError: a source cannot be read.
        FaultError: a source has faults, and `strict` is set.
        GraphFileError: `out` cannot be written.
    """
    from graphkit.graph import build_graph  # noqa: PLC0415 - `import graphkit` stays fast

    return build_graph(sources, out, progress=progress, **options)
