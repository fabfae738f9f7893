"""Each network file is read back by an independent reader: equal counts, names and weights."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graphkit.engine import Engine
from graphkit.errors import ExportError
from graphkit.exports import export
from tests.graphs import Card, graph_of

KINDS = {
    "graphml": "a.graphml",
    "gexf": "a.gexf",
    "pajek": "a.net",
    "vosviewer": "a.txt",
    "cytoscape": "a.cyjs",
}
CARDS = [
    Card("One", ['Q"uote <b>&', "Zoë Ω", "李\u0007明"], 2018),
    Card("Two", ['Q"uote <b>&', "Zoë Ω"], 2020),
    Card("Three", ["Zoë Ω", "Tab\there"], 2021, count=0),
    Card("Four", ["Solo"], None),
    Card("Five", ["Tab\there", "Solo", "Zoë Ω"], None, count=9),
]


@pytest.fixture
def engine() -> Iterator[Engine]:
    with graph_of(CARDS) as made:
        yield made


def expected(engine: Engine, column: str = "weight_full") -> list[float]:
    return sorted(weight for (weight,) in engine.rows(f"SELECT {column} FROM rel_coauthored_with"))


def weights(graph: Any, name: str = "weight") -> list[float]:
    return sorted(data[name] for *_, data in graph.edges(data=True))


def test_graphml_in_networkx_and_igraph(engine: Engine, tmp_path: Path) -> None:
    export(engine, "graphml", tmp_path / "a.graphml")
    graph = nx.read_graphml(tmp_path / "a.graphml")
    assert not graph.is_directed()
    assert weights(graph) == expected(engine)
    assert weights(graph, "weight_fractional_max") == pytest.approx(expected(engine, "weight_fractional_max"))
    assert weights(graph, "weight_fractional") == pytest.approx(expected(engine, "weight_fractional"))
    names = sorted(data["label"] for _, data in graph.nodes(data=True))
    assert names == sorted(['Q"uote <b>&', "Zoë Ω", "李\ufffd明", "Solo", "Tab\there"])
    igraph = pytest.importorskip("igraph")
    other = igraph.Graph.Read_GraphML(str(tmp_path / "a.graphml"))
    assert (other.vcount(), other.ecount()) == (graph.number_of_nodes(), graph.number_of_edges())
    assert sorted(other.es["weight"]) == weights(graph)
    assert sorted(other.vs["label"]) == names


def test_gexf_has_places_and_years(engine: Engine, tmp_path: Path) -> None:
    export(engine, "gexf", tmp_path / "a.gexf")
    graph = nx.read_gexf(tmp_path / "a.gexf", version="1.3")
    assert weights(graph) == expected(engine)
    assert (
        len(
            {
                (data["viz"]["position"]["x"], data["viz"]["position"]["y"])
                for _, data in graph.nodes(data=True)
            }
        )
        == 5
    )
    by_name = {data["label"]: node for node, data in graph.nodes(data=True)}
    edge = graph.edges[by_name['Q"uote <b>&'], by_name["Zoë Ω"]]
    assert (edge["start"], edge["end"]) == (2018, 2020)
    assert [spell[0] for spell in edge["papers_in_year"]] == [1, 1]
    assert [int(spell[1]) for spell in edge["papers_in_year"]] == [2018, 2020]


def test_pajek_in_networkx_and_igraph(engine: Engine, tmp_path: Path) -> None:
    export(engine, "pajek", tmp_path / "a.net", counting="fractional")
    graph = nx.read_pajek(tmp_path / "a.net")
    assert graph.number_of_nodes() == 5
    assert weights(graph) == pytest.approx(expected(engine, "weight_fractional_max"))
    igraph = pytest.importorskip("igraph")
    other = igraph.Graph.Read_Pajek(str(tmp_path / "a.net"))
    assert (other.vcount(), other.ecount()) == (5, graph.number_of_edges())
    assert sorted(other.es["weight"]) == pytest.approx(weights(graph))


def test_equal_names_stay_apart_in_pajek(engine: Engine, tmp_path: Path) -> None:
    engine.run("UPDATE node_author SET name = 'Solo' WHERE name LIKE 'Zo%'")
    export(engine, "pajek", tmp_path / "a.net")
    graph = nx.read_pajek(tmp_path / "a.net")
    assert graph.number_of_nodes() == 5
    assert graph.number_of_edges() == len(expected(engine))


def test_vosviewer_map_and_network(engine: Engine, tmp_path: Path) -> None:
    export(engine, "vosviewer", tmp_path / "a.txt")
    with (tmp_path / "a.txt").open(encoding="utf-8", newline="") as file:
        items = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [item["id"] for item in items] == ["1", "2", "3", "4", "5"]
    assert "Tab here" in {item["label"] for item in items}
    assert {item["weight<Papers>"] for item in items} == {"1", "2", "4"}
    links = [line.split("\t") for line in (tmp_path / "a_network.txt").read_text().splitlines()]
    assert sorted(float(link[2]) for link in links) == expected(engine)
    assert {end for link in links for end in link[:2]} <= {item["id"] for item in items}


def test_vosviewer_json(engine: Engine, tmp_path: Path) -> None:
    export(engine, "vosviewer", tmp_path / "a.json")
    network = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["network"]
    assert {"id", "label", "x", "y", "weights"} <= set(network["items"][0])
    assert all(
        isinstance(item["cluster"], int) and item["cluster"] >= 1
        for item in network["items"]
        if "cluster" in item
    )
    assert sorted(link["strength"] for link in network["links"]) == expected(engine)
    ids = {item["id"] for item in network["items"]}
    assert all({link["source_id"], link["target_id"]} <= ids for link in network["links"])


def test_cytoscape_in_networkx(engine: Engine, tmp_path: Path) -> None:
    export(engine, "cytoscape", tmp_path / "a.cyjs")
    data = json.loads((tmp_path / "a.cyjs").read_text(encoding="utf-8"))
    graph = nx.cytoscape_graph(data)
    assert weights(graph) == expected(engine)
    assert graph.number_of_nodes() == 5
    assert all({"x", "y"} == set(node["position"]) for node in data["elements"]["nodes"])


@pytest.mark.parametrize("kind", KINDS)
def test_same_graph_same_bytes(tmp_path: Path, kind: str) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        with graph_of(CARDS) as engine:
            export(engine, kind, tmp_path / folder / KINDS[kind])
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_graph_without_authors(tmp_path: Path, kind: str) -> None:
    with graph_of([]) as engine:
        export(engine, kind, tmp_path / KINDS[kind])
    assert (tmp_path / KINDS[kind]).stat().st_size


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_counting_method_is_refused(engine: Engine, tmp_path: Path, kind: str) -> None:
    with pytest.raises(ExportError, match="no counting method named 'half'"):
        export(engine, kind, tmp_path / KINDS[kind], counting="half")
    assert not list(tmp_path.iterdir())
