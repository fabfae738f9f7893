"""The five pages' network in every format, read back by networkx, igraph or as the format's schema says."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import igraph
import networkx as nx
import pytest

import graphkit
from graphkit.engine import Engine
from graphkit.exports import export

pytestmark = pytest.mark.shared

Edge = tuple[str, str, float]


@pytest.fixture(scope="module")
def engine(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("files") / "graph.duckdb"
    graphkit.build([shared / "data/pages"], out=path, layout=True).close()
    with Engine(path, read_only=True) as opened:
        yield opened


def edge(a: str, b: str, weight: float) -> Edge:
    return (min(a, b), max(a, b), pytest.approx(weight, rel=1e-9))


def graphml(path: Path) -> Iterator[Edge]:
    graph = igraph.Graph.Read_GraphML(str(path))
    for each in graph.es:
        yield edge(graph.vs[each.source]["label"], graph.vs[each.target]["label"], each["weight"])


def gexf(path: Path) -> Iterator[Edge]:
    graph = nx.read_gexf(path, version="1.3")
    for a, b, data in graph.edges(data=True):
        yield edge(graph.nodes[a]["label"], graph.nodes[b]["label"], data["weight"])


def pajek(path: Path) -> Iterator[Edge]:
    graph = igraph.Graph.Read_Pajek(str(path))
    for each in graph.es:
        yield edge(graph.vs[each.source]["name"], graph.vs[each.target]["name"], each["weight"])


def vosviewer_json(path: Path) -> Iterator[Edge]:
    network = json.loads(path.read_text(encoding="utf-8"))["network"]
    label = {item["id"]: item["label"] for item in network["items"]}
    for link in network["links"]:
        yield edge(label[link["source_id"]], label[link["target_id"]], link["strength"])


def vosviewer(path: Path) -> Iterator[Edge]:
    with path.open(encoding="utf-8", newline="") as file:
        label = {
            row["id"]: row["label"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    for line in path.with_name(f"{path.stem}_network.txt").read_text().splitlines():
        a, b, strength = line.split("\t")
        yield edge(label[a], label[b], float(strength))


def cytoscape(path: Path) -> Iterator[Edge]:
    graph = nx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))
    for a, b, data in graph.edges(data=True):
        yield edge(graph.nodes[a]["name"], graph.nodes[b]["name"], data["weight"])


FORMATS: dict[str, tuple[str, str, Callable[[Path], Iterator[Edge]]]] = {
    "graphml": ("graphml", "a.graphml", graphml),
    "gexf": ("gexf", "a.gexf", gexf),
    "pajek": ("pajek", "a.net", pajek),
    "vosviewer": ("vosviewer", "a.txt", vosviewer),
    "vosviewer json": ("vosviewer", "a.json", vosviewer_json),
    "cytoscape": ("cytoscape", "a.cyjs", cytoscape),
}


@pytest.mark.parametrize("counting", ["full", "fractional"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_edge_with_its_weight(engine: Engine, tmp_path: Path, name: str, counting: str) -> None:
    kind, file, read = FORMATS[name]
    export(engine, kind, tmp_path / file, counting=counting)
    column = {"full": "weight_full", "fractional": "weight_fractional_max"}[counting]
    rows = engine.rows(
        f"SELECT a.name, b.name, {column} FROM rel_coauthored_with JOIN node_author a ON a._id = _source "
        "JOIN node_author b ON b._id = _target"
    )
    assert len(rows) == 346
    found = sorted(read(tmp_path / file), key=lambda each: each[:2])
    expected = sorted((min(a, b), max(a, b), weight) for a, b, weight in rows)
    assert found == expected
