"""Loading into a real server: exact, repeatable, resumable, and careful with what others keep there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import networkx as nx
import pytest

import graphkit
from graphkit.errors import StoreError
from graphkit.graph import Graph
from graphkit.schema import SCHEMA_VERSION
from graphkit.stores.neo4j_loader import Loaded
from tests.graphs import Card
from tests.neo4j.plugin import Neo4jServer
from tests.stores.graphs import CARDS, graph_from

pytestmark = pytest.mark.neo4j


@pytest.fixture
def driver(empty_server: Neo4jServer) -> Iterator[neo4j.Driver]:
    with neo4j.GraphDatabase.driver(empty_server.uri, auth=empty_server.auth) as driver:
        yield driver


def load(graph: Graph, server: Neo4jServer, **options: Any) -> Loaded:
    with graph:
        return graph.load(server.uri, auth=server.auth, **options)


def state(driver: neo4j.Driver, where: str = "") -> Any:
    """Everything the server holds, with the driver's own eyes."""
    nodes = driver.execute_query(f"MATCH (n) {where} RETURN labels(n) AS l, properties(n) AS p").records
    edges = driver.execute_query(
        f"MATCH (n)-[r]->(m) {where} RETURN n.id AS a, type(r) AS t, properties(r) AS p, m.id AS b"
    ).records
    return sorted(repr((sorted(r["l"]), sorted(r["p"].items()))) for r in nodes), sorted(
        repr((r["a"], r["t"], sorted(r["p"].items()), r["b"])) for r in edges
    )


def test_the_server_holds_the_graph(driver: neo4j.Driver, empty_server: Neo4jServer) -> None:
    graph = graph_from()
    expected = graph.to_networkx()
    loaded = load(graph, empty_server)
    assert (loaded.nodes, loaded.nodes_created) == (len(expected), len(expected))
    assert (loaded.relationships, loaded.relationships_created) == (expected.size(), expected.size())
    nodes, edges = state(driver)
    assert nodes == sorted(
        repr(
            (
                sorted([data["labels"], "_graphkit"]),
                sorted((k, v) for k, v in ({"id": key} | data).items() if k != "labels"),
            )
        )
        for key, data in expected.nodes(data=True)
    )
    assert edges == sorted(
        repr((a, data["type"], sorted((k, v) for k, v in data.items() if k != "type"), b))
        for a, b, data in expected.edges(data=True)
    )
    found = driver.execute_query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type").records
    assert sorted((r["labelsOrTypes"], r["properties"], r["type"]) for r in found) == [
        ([label], ["id"], "UNIQUENESS") for label in ("Author", "Category", "Institution", "Paper")
    ]


@pytest.mark.parametrize("batch", [1, 3, 5000])
def test_a_second_load_changes_nothing(driver: neo4j.Driver, empty_server: Neo4jServer, batch: int) -> None:
    load(graph_from(), empty_server, batch=batch)
    before = state(driver)
    again = load(graph_from(), empty_server, batch=batch)
    assert again == Loaded(nodes=again.nodes, relationships=again.relationships)
    assert state(driver) == before


def test_a_changed_graph_replaces_the_old_one(driver: neo4j.Driver, empty_server: Neo4jServer) -> None:
    load(graph_from(), empty_server)
    changed = [Card("Alpha", ["Ann", "Bob"], 2019, "cs.LG"), Card("Delta", ["Dee", "Bob"], 2022, "cs.DS")]
    loaded = load(graph_from(changed), empty_server)
    after = state(driver)
    assert loaded.nodes_created > 0 < loaded.nodes_updated
    assert loaded.nodes_deleted > 0 < loaded.relationships_deleted
    driver.execute_query("MATCH (n) DETACH DELETE n")
    load(graph_from(changed), empty_server)
    assert state(driver) == after


def test_a_load_that_was_interrupted_is_finished_by_another(
    driver: neo4j.Driver, empty_server: Neo4jServer
) -> None:
    def stop(stage: str, done: int, total: int) -> None:
        if stage == "AUTHORED" and done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(graph_from(), empty_server, batch=2, progress=stop)
    rest = load(graph_from(), empty_server, batch=2)
    assert rest.nodes_created == 0
    assert 0 < rest.relationships_created == rest.relationships - 2
    after = state(driver)
    driver.execute_query("MATCH (n) DETACH DELETE n")
    load(graph_from(), empty_server)
    assert state(driver) == after


OTHERS = """
    CREATE (:Paper {title: 'no id'}), (:Paper {id: 'theirs'}), (:Author {name: 'Ann'})
    CREATE (:Note {text: 'x'})-[:ABOUT {page: 1}]->(:Author {id: 'their author'})-[:AUTHORED]->(:Book)
"""


def test_what_others_keep_on_the_server_stays(driver: neo4j.Driver, empty_server: Neo4jServer) -> None:
    driver.execute_query(OTHERS)
    before = state(driver)
    load(graph_from(), empty_server)
    assert state(driver, "WHERE NOT n:_graphkit") == before
    driver.execute_query(
        "MATCH (n:Note), (a:Author {name: 'Bob'}), (p:Paper) CREATE (a)-[:LIKES]->(p), (n)-[:ON]->(a)"
    )
    likes = "MATCH ()-[r:LIKES|ON]->() RETURN count(r)"
    count = driver.execute_query(likes).records[0].value()
    load(graph_from(), empty_server)
    assert driver.execute_query(likes).records[0].value() == count
    load(graph_from([Card("Other", [])]), empty_server)
    assert driver.execute_query("MATCH (n:_graphkit) RETURN collect(n.title)").records[0].value() == ["Other"]
    assert state(driver, "WHERE NOT n:_graphkit") == before


def test_what_others_changed_on_loaded_elements_is_set_right(
    driver: neo4j.Driver, empty_server: Neo4jServer
) -> None:
    load(graph_from(), empty_server)
    before = state(driver)
    driver.execute_query("MATCH (a:Author {name: 'Ann'}) SET a.note = 'x', a.papers = null")
    driver.execute_query("MATCH (:Author {name: 'Bob'})-[r:AUTHORED]->() SET r.position = 7.0, r.seen = true")
    driver.execute_query("MATCH (p:Paper {title: 'Alpha'}) SET p.year = '2020'")
    loaded = load(graph_from(), empty_server)
    assert state(driver) == before
    assert (loaded.nodes_updated, loaded.relationships_updated) == (2, 2)
    assert (loaded.nodes_created, loaded.relationships_created, loaded.relationships_deleted) == (0, 0, 0)


def test_a_node_of_others_with_an_id_of_the_graph_stops_the_load(
    driver: neo4j.Driver, empty_server: Neo4jServer
) -> None:
    driver.execute_query("CREATE (:Author {id: 'person:Bob', name: 'Their Bob'})")
    with pytest.raises(
        StoreError, match="a Author with the id 'person:Bob' is there that graphkit did not load"
    ):
        load(graph_from(), empty_server)
    assert driver.execute_query("MATCH (n:Author) RETURN n.name").records[0].value() == "Their Bob"


def test_progress_is_told(empty_server: Neo4jServer) -> None:
    told: list[tuple[str, int, int]] = []
    load(graph_from(), empty_server, batch=2, progress=lambda *stage: told.append(stage))
    assert [stage for stage in told if stage[0] == "Paper"] == [("Paper", 2, 3), ("Paper", 3, 3)]


def test_a_read_only_file_can_be_loaded(empty_server: Neo4jServer, tmp_path: Path) -> None:
    path = tmp_path / "graph.duckdb"
    with graph_from() as graph:
        engine = graph._store.tables().engine
        engine.run(f"ATTACH '{path}' AS copy")
        engine.run("COPY FROM DATABASE memory TO copy")
        engine.run(
            f"INSERT INTO copy.meta VALUES ('schema_version', '{SCHEMA_VERSION}'), ('catalogue', $1)",
            [graph._store.tables().catalogue.to_json()],
        )
        engine.run("DETACH copy")
    load(graphkit.open(path), empty_server)
    load(graph_from(CARDS[:1]), empty_server)
    stale = load(graphkit.open(path), empty_server)
    assert stale.nodes_created > 0
    smaller = load(graph_from(CARDS[:1]), empty_server)
    assert smaller.nodes_deleted == stale.nodes_created


@pytest.mark.parametrize(
    ("nodes", "edges", "message"),
    [
        ([("a", {"labels": "Person"})], [], "nodes with Person are not of graphkit's schema"),
        ([("a", {})], [], "nodes with no label are not of graphkit's schema"),
        ([(1, {"labels": "Paper"})], [], "each Paper needs an id of its own, a string"),
        ([("a", {"labels": "Paper", "x": {}})], [], "the property x of Paper holds maps"),
        (
            [("a", {"labels": "Paper"})],
            [("a", "a", {"type": "LIKES"})],
            r"\(:Paper\)-\[:LIKES\]->\(:Paper\) is not of",
        ),
        (
            [("a", {"labels": "Paper"})],
            [("a", "a", {"type": "CITES"})] * 2,
            "two nodes have more than one CITES",
        ),
    ],
)
def test_only_graphs_of_the_schema_are_loaded(nodes: Any, edges: Any, message: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    with graphkit.open(graph) as opened, pytest.raises(StoreError, match=message):
        opened.load("bolt://127.0.0.1:1", auth=("neo4j", "secret"))
