"""Queries on a real Neo4j server: the same rows and classes as from tables, and what is refused."""

from datetime import date
from typing import Any

import pytest

import graphkit
from graphkit.cypher.syntax.parser import parse
from graphkit.errors import (
    CypherArithmeticError,
    CypherError,
    CypherParameterError,
    CypherSyntaxError,
    CypherTypeError,
    CypherUnsupportedError,
    LimitError,
    StoreError,
)
from graphkit.graph import Graph
from graphkit.results import Duration, Node, Path, Relationship
from graphkit.stores.neo4j import Server
from graphkit.stores.neo4j_mark import hide_mark, original_name
from tests.neo4j.plugin import Neo4jServer
from tests.stores.graphs import graph_from

QUERIES = (
    "MATCH (n) RETURN labels(n), count(*) AS n ORDER BY n, labels(n)",
    "MATCH (n) WHERE size(labels(n)) <> 1 RETURN n.id",
    "MATCH (n) WITH collect(DISTINCT Labels(n)[0]) AS names UNWIND names AS name RETURN name ORDER BY name",
    "MATCH (n) RETURN DISTINCT head( labels( n ) ) ORDER BY head( labels( n ) )",
    "MATCH (a:Author) RETURN a ORDER BY a.id",
    "MATCH (a:Author) RETURN properties(a), keys(a), a{.*} AS a ORDER BY a.id",
    "MATCH (a:Author)-[r:AUTHORED]->(p:Paper) RETURN r, type(r), p.title ORDER BY a.id, p.id",
    "MATCH p = (a:Author {name: 'Cyd'})-[:AUTHORED*1..2]-(x) RETURN p, length(p) ORDER BY length(p), x.id",
    "MATCH (p:Paper) RETURN p.id_history, p.date, p.author_count, p.byline_complete ORDER BY p.id",
    "MATCH (n) RETURN count(n)",
    "MATCH (n:!Paper) RETURN count(n)",
    "RETURN date('2020-02-29'), duration({months: 1, days: 2, seconds: -3}), 0.1",
    "RETURN [1, 'a', null, 2.0], {a: {b: []}}",
)


def comparable(value: Any) -> Any:
    """A value with elements as their labels or types and properties: element ids differ between stores."""
    match value:
        case Node():
            return "node", sorted(value.labels), dict(value.items())
        case Relationship():
            ends = comparable(value.start_node), comparable(value.end_node)
            return "relationship", value.type, dict(value.items()), ends
        case Path():
            return [comparable(part) for part in (*value.nodes, *value.relationships)]
        case list() | tuple():
            return [comparable(item) for item in value]
    return value


@pytest.fixture
def loaded(empty_server: Neo4jServer) -> Neo4jServer:
    with graph_from() as graph:
        graph.load(empty_server.uri, auth=empty_server.auth)
    return empty_server


def opened(server: Neo4jServer) -> Graph:
    return graphkit.open(server.uri, auth=server.auth)


@pytest.mark.neo4j
def test_the_same_query_gives_the_same_rows(loaded: Neo4jServer) -> None:
    with graph_from() as tables, opened(loaded) as server:
        for query in QUERIES:
            expected, found = tables.cypher(query), server.cypher(query)
            assert found.columns == expected.columns, query
            assert [sorted_keys(row) for row in found] == [sorted_keys(row) for row in expected], query
            assert found.rows or "<> 1" in query, query


def sorted_keys(row: tuple[Any, ...]) -> list[Any]:
    """A row with lists of property names in one order: no store promises any."""
    compared = comparable(row)
    return [sorted(v) if isinstance(v, list) and "id" in v else v for v in compared]


@pytest.mark.neo4j
def test_contents_are_those_of_the_file(loaded: Neo4jServer) -> None:
    with graph_from() as tables, opened(loaded) as server:
        expected, found = tables.info(), server.info()
    assert (found.nodes, found.relationships) == (expected.nodes, expected.relationships)
    counts = {kind.name: kind.count for kind in (*expected.labels, *expected.types) if kind.count}
    assert {kind.name: kind.count for kind in (*found.labels, *found.types)} == counts


@pytest.mark.neo4j
def test_the_graph_comes_back_as_networkx_and_as_rdf(loaded: Neo4jServer, tmp_path: Any) -> None:
    with graph_from() as tables, opened(loaded) as server:
        expected, found = tables.to_networkx(), server.to_networkx()
        assert dict(found.nodes(data=True)) == dict(expected.nodes(data=True))
        assert sorted(map(repr, sorted_edges(found))) == sorted(map(repr, sorted_edges(expected)))
        tables.export("rdf", tmp_path / "tables.nt")
        server.export("rdf", tmp_path / "server.nt")
    written = [set((tmp_path / name).read_text().splitlines()) for name in ("tables.nt", "server.nt")]
    assert len(written[1]) > 50
    assert written[1] <= written[0]


def sorted_edges(graph: Any) -> list[Any]:
    return [(start, end, sorted(data.items())) for start, end, data in graph.edges(data=True)]


@pytest.mark.neo4j
def test_parameters_and_values_keep_their_types(empty_server: Neo4jServer) -> None:
    values = [
        1,
        1.0,
        "𝒳",
        True,
        None,
        [1, [2.5]],
        {"a": {"b": []}},
        date(2020, 2, 29),
        Duration(14, 3, -5, -7),
    ]
    with opened(empty_server) as graph:
        ((found,),) = graph.cypher("RETURN $values", {"values": values})
        assert [(type(value), value) for value in found] == [(type(value), value) for value in values]
        times = graph.cypher("RETURN datetime('2020-01-02T03:04:05Z'), localtime('03:04')")
        assert times.single() == ("2020-01-02T03:04:05.000000000+00:00", "03:04:00.000000000")
        with pytest.raises(StoreError, match="date"):
            graph.cypher("RETURN date('+12345-01-01')")
        with pytest.raises(StoreError, match="a value of type WGS84Point cannot be returned"):
            graph.cypher("RETURN point({latitude: 1, longitude: 2})")


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("query", "parameters", "kind"),
    [
        ("RETURN", {}, CypherSyntaxError),
        ("RETURN x", {}, CypherSyntaxError),
        ("RETURN $x", {}, CypherParameterError),
        ("RETURN $x", {"x": object()}, CypherParameterError),
        ("RETURN 1 / 0", {}, CypherArithmeticError),
        ("UNWIND [1, 'a'] AS x RETURN toUpper(x)", {}, CypherTypeError),
        ("CREATE (:Author)", {}, CypherUnsupportedError),
        ("MATCH (n) SET n.x = 1", {}, CypherUnsupportedError),
        ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", {}, CypherUnsupportedError),
        ("USE system SHOW USERS", {}, CypherUnsupportedError),
        ("CALL dbms.listConfig()", {}, CypherUnsupportedError),
    ],
)
def test_wrong_and_writing_queries_are_refused(
    empty_server: Neo4jServer, query: str, parameters: dict[str, Any], kind: type[CypherError]
) -> None:
    with opened(empty_server) as graph, pytest.raises(kind):
        graph.cypher(query, parameters)


@pytest.mark.neo4j
def test_a_query_has_a_time_limit(empty_server: Neo4jServer) -> None:
    with opened(empty_server) as graph, pytest.raises(LimitError, match="longer than it may"):
        graph.cypher("UNWIND range(1, 1000000000) AS x RETURN sum(x % 7)", timeout=0.3)


@pytest.mark.neo4j
def test_warnings_of_the_server_are_part_of_the_result(
    empty_server: Neo4jServer, capfd: pytest.CaptureFixture[str]
) -> None:
    with opened(empty_server) as graph:
        assert graph.cypher("MATCH (n:Nope) RETURN n").warnings == [
            "The label `Nope` does not exist. Verify that the spelling is correct."
        ]
        assert graph.cypher("RETURN 1").warnings == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.neo4j
def test_wrong_passwords_and_databases_are_told(neo4j_server: Neo4jServer) -> None:
    with pytest.raises(StoreError, match="refuses the user or the password") as caught:
        graphkit.open(neo4j_server.uri, auth=("neo4j", "not the password"))
    assert "not the password" not in str(caught.value)
    with pytest.raises(StoreError, match=r"nothing\. Give the name of a database with --database"):
        graphkit.open(neo4j_server.uri, auth=neo4j_server.auth, database="nothing")


@pytest.mark.neo4j
def test_credentials_come_from_the_environment(
    neo4j_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.auth[0])
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.auth[1])
    with graphkit.open(neo4j_server.uri) as graph:
        assert graph.cypher("RETURN 1").single() == (1,)


@pytest.mark.neo4j
def test_a_server_graph_has_no_evidence(neo4j_server: Neo4jServer) -> None:
    with opened(neo4j_server) as graph, pytest.raises(StoreError.__base__, match="needs the evidence"):
        graph.explain("Ann")


def test_no_server_and_no_password_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme in ("bolt", "neo4j"):
        with pytest.raises(StoreError, match=r"no server answers: .*\. Start it \(docker compose up"):
            graphkit.open(f"{scheme}://127.0.0.1:1", auth=("neo4j", "secret"))
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    with pytest.raises(StoreError, match="no password was given"):
        graphkit.open("neo4j://127.0.0.1:1")


@pytest.mark.parametrize("address", ["neo4j://user:secret@host:7687", "bolt://", "neo4j+tls://host"])
def test_wrong_addresses_are_told_without_secrets(address: str) -> None:
    with pytest.raises(StoreError, match="is not one of a Neo4j server") as caught:
        graphkit.open(address, auth=("neo4j", "secret"))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("agent", "works"),
    [
        ("Neo4j/5.26.25", True),
        ("Neo4j/2025.10.1", True),
        ("Neo4j/4.4.40", False),
        ("Neo4j/3.5.0", False),
        ("Memgraph/2.0", False),
    ],
)
def test_versions_that_do_not_work_are_named(agent: str, works: bool) -> None:
    server = Server.__new__(Server)
    server.address = "bolt://somewhere"
    if works:
        server._check_version(agent)
        return
    with pytest.raises(StoreError, match=f"the server is {agent.replace('/', ' ')}, Neo4j 5 is the oldest"):
        server._check_version(agent)


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("RETURN 1", "RETURN 1"),
        ("MATCH (n) RETURN n.labels, 'labels(n)'", "MATCH (n) RETURN n.labels, 'labels(n)'"),
        ("MATCH (n) RETURN labels(n)[0]", "MATCH (n) RETURN {labels(n)}[0]"),
        ("MATCH (n) RETURN size(LABELS (head([(n)])))", "MATCH (n) RETURN size({LABELS (head([(n)]))})"),
        ("MATCH (n), (m) RETURN labels(n) + labels(m)", "MATCH (n), (m) RETURN {labels(n)} + {labels(m)}"),
        ("WITH 1 AS labels RETURN labels, (labels)", "WITH 1 AS labels RETURN labels, (labels)"),
    ],
)
def test_calls_of_labels_leave_the_mark_out(query: str, sent: str) -> None:
    text = hide_mark(query, parse(query))
    shown = text.replace("[graphkit_label IN ", "{").replace(" WHERE graphkit_label <> '_graphkit']", "}")
    assert shown == sent
    assert original_name(text) == query


@pytest.mark.neo4j
def test_explain_and_profile_tell_the_plan_of_the_server(empty_server: Neo4jServer) -> None:
    with opened(empty_server) as graph:
        for mode, told in (("EXPLAIN", "Estimated Rows"), ("PROFILE", "DB Hits")):
            result = graph.cypher(f"{mode} MATCH (n) RETURN n")
            assert result.columns == ["plan"]
            assert any("AllNodesScan" in line for (line,) in result)
            assert any(told in line for (line,) in result)


@pytest.mark.neo4j
def test_rows_can_be_limited(empty_server: Neo4jServer) -> None:
    with opened(empty_server) as graph:
        assert len(graph.cypher("UNWIND range(1, 5) AS x RETURN x", max_rows=5)) == 5
        with pytest.raises(LimitError, match="more than 4 rows"):
            graph.cypher("UNWIND range(1, 5) AS x RETURN x", max_rows=4)
