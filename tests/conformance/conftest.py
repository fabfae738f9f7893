"""Two graphs, each on every store.

`pages` are the five real pages. `crossing` is a small world made so that every pack has at least three rows
to give: two circles of authors around Ada Stone and Benjamin Wolf that touch in three places, institutions
and categories that meet, spellings that vary, papers in two files, bylines cut short.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import graphkit
from graphkit.graph import Graph
from tests.conftest import SHARED
from tests.neo4j.plugin import Neo4jServer
from tests.stores.servers import emptied

SOURCES = {
    "pages": SHARED / "data" / "pages",
    "crossing": Path(__file__).parent / "crossing",
}
GRAPHS = tuple(pytest.param(name, marks=pytest.mark.shared if name == "pages" else ()) for name in SOURCES)
STORES = ("duckdb", "networkx", pytest.param("neo4j", marks=pytest.mark.neo4j))


@dataclass(frozen=True)
class Case:
    """A graph on one store, and the same graph in memory as it was built."""

    graph: str
    store: str
    opened: Graph
    built: Graph


@pytest.fixture(scope="module", params=GRAPHS)
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Graph]]:
    """The name of a graph, and the graph in a file."""
    sources = SOURCES[request.param]
    if not sources.is_dir():
        pytest.skip("the real files are absent: ../shared is not there")
    files = sorted(sources.glob("*.txt")) or sorted(sources.glob("*.csv"))
    out = tmp_path_factory.mktemp(request.param) / "graph.duckdb"
    with graphkit.build(files, out=out) as graph:
        yield request.param, graph


@pytest.fixture(scope="module", params=STORES)
def case(request: pytest.FixtureRequest, built: tuple[str, Graph]) -> Iterator[Case]:
    """A graph on one store."""
    name, graph = built
    match request.param:
        case "duckdb":
            yield Case(name, "duckdb", graph, graph)
        case "networkx":
            with graphkit.open(graph.to_networkx()) as opened:
                yield Case(name, "networkx", opened, graph)
        case "neo4j":
            with emptied(request.getfixturevalue("neo4j_server")) as server:
                assert isinstance(server, Neo4jServer)
                graph.load(server.uri, auth=server.auth)
                with graphkit.open(server.uri, auth=server.auth) as opened:
                    yield Case(name, "neo4j", opened, graph)
