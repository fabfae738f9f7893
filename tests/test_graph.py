"""What `graphkit.open` and `graphkit.build` give, and what they refuse."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import graphkit
from graphkit.engine import Engine
from graphkit.errors import CypherError, ExportError, GraphFileError, GraphkitError, LimitError, PackError
from graphkit.graph import Graph


@pytest.fixture
def people() -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_node("ann", labels="Author", name="Ann <b>")
    graph.add_node("bob", labels="Author", name="Bob")
    graph.add_edge("ann", "bob", type="KNOWS", since=2020)
    return graph


def test_a_networkx_graph_answers_cypher(people: nx.DiGraph) -> None:
    with graphkit.open(people) as graph:
        result = graph.cypher("MATCH (a {id: $id})-[r:KNOWS]->(b) RETURN a, r, b.name AS name", {"id": "ann"})
        ((a, r, name),) = list(result)
    assert result.columns == ["a", "r", "name"]
    assert (a.labels, a["name"], r.type, r["since"], r.end_node["id"], name) == (
        {"Author"}, "Ann <b>", "KNOWS", 2020, "bob", "Bob",
    )  # fmt: skip


def test_info_counts_and_names(people: nx.DiGraph) -> None:
    with graphkit.open(people) as graph:
        info = graph.info()
        assert (info.nodes, info.relationships, info.properties) == (2, 1, ("id", "name", "since"))
        assert "Author             2  name, id" in str(info)
        assert info.to_dict()["types"] == ({"name": "KNOWS", "count": 1, "properties": ("since",)},)
        assert repr(graph) == "<Graph networkx graph: 2 nodes, 1 relationships>"
        assert "<th>Author</th><td>2</td>" in graph._repr_html_()


def test_a_networkx_graph_has_no_evidence(people: nx.DiGraph) -> None:
    with graphkit.open(people) as graph:
        for ask in (lambda: graph.explain("ann"), graph.digest):
            with pytest.raises(GraphFileError, match="needs the evidence that only a graph file keeps"):
                ask()


def test_a_query_has_a_time_limit(people: nx.DiGraph) -> None:
    with graphkit.open(people) as graph, pytest.raises(LimitError, match="longer than"):
        graph.cypher(
            "UNWIND range(1, 9999) AS x UNWIND range(1, 9999) AS y UNWIND range(1, 99) AS z RETURN max(x % y)",
            timeout=0.1,
        )


def test_writes_are_refused(people: nx.DiGraph) -> None:
    with graphkit.open(people) as graph, pytest.raises(CypherError):
        graph.cypher("CREATE (:Author)")


@pytest.mark.parametrize("closed_twice", [False, True])
def test_close(people: nx.DiGraph, closed_twice: bool) -> None:
    graph = graphkit.open(people)
    graph.close()
    if closed_twice:
        graph.close()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("missing.duckdb", "there is no such file. `graphkit build SOURCE… -o FILE` writes one"),
        (".", "is a folder"),
        ("page.txt", "cannot be opened"),
        ("other.duckdb", "is a DuckDB database, but not a graph of graphkit"),
        ("newer.duckdb", "has schema version 99, this graphkit reads version 2. Upgrade graphkit"),
        ("older.duckdb", "has schema version 0, this graphkit reads version 2. Build it again"),
    ],
)
def test_wrong_files_are_refused_with_a_remedy(target: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Papers\n" * 1000)
    for name, version in (("other", None), ("newer", 99), ("older", 0)):
        with Engine(tmp_path / f"{name}.duckdb") as engine:
            if version is not None:
                engine.run("CREATE TABLE meta AS SELECT 'schema_version' AS key, $1 AS value", [str(version)])
                engine.run("INSERT INTO meta VALUES ('catalogue', '{}')")
    with pytest.raises(GraphFileError) as caught:
        graphkit.open(tmp_path / target)
    assert message in str(caught.value)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("target", [7, None, {"a": 1}])
def test_other_targets_are_refused(target: Any) -> None:
    with pytest.raises(GraphkitError, match=f"a {type(target).__name__} cannot be opened. Give the path"):
        graphkit.open(target)


def test_credentials_belong_to_servers(tmp_path: Path) -> None:
    with pytest.raises(GraphkitError, match="auth and database belong to a server"):
        graphkit.open(tmp_path / "graph.duckdb", auth=("neo4j", "secret"))


def test_unknown_packs_and_exports_are_refused(people: nx.DiGraph, tmp_path: Path) -> None:
    with graphkit.open(people) as graph:
        with pytest.raises(PackError, match="there is no pack nothing"):
            graph.query("nothing")
        with pytest.raises(ExportError, match="there is no export named 'pdf'"):
            graph.export("pdf", tmp_path / "x")


def test_importing_graphkit_loads_no_engine() -> None:
    script = (
        "import sys, graphkit; print(sorted({'duckdb', 'pyarrow', 'networkx', 'neo4j'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert isinstance(graphkit.open, type(Graph.close))
