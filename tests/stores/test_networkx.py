"""networkx graphs in and out of tables."""

import string
from collections.abc import Iterator
from datetime import date
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.engine import Engine
from graphkit.errors import StoreError
from graphkit.results import Duration
from graphkit.stores.networkx import load_networkx, to_networkx

NAMES = st.text(string.ascii_letters + '_"é', min_size=1, max_size=3).filter(
    lambda name: name not in {"labels", "type", "id"}
)
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.dates(),
    st.builds(Duration, *[st.integers(0, 10**9)] * 3, st.integers(0, 999_999_999)),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)
PROPERTIES = st.dictionaries(NAMES, VALUES, max_size=3)
LABELS = st.one_of(
    st.just({}),
    st.builds(lambda name: {"labels": name}, NAMES),
    st.builds(lambda names: {"labels": sorted(names)}, st.sets(NAMES, min_size=2, max_size=3)),
)


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph:
    """Multigraphs in the form that `to_networkx` gives, with properties of all kinds."""
    graph = nx.MultiDiGraph()
    keys = draw(st.lists(st.text(max_size=3) | st.integers(-5, 5), unique=True, max_size=4))
    for key in keys:
        graph.add_nodes_from([(key, draw(LABELS) | draw(PROPERTIES))])
    for _ in range(draw(st.integers(0, 6)) if keys else 0):
        ends = draw(st.sampled_from(keys)), draw(st.sampled_from(keys))
        graph.add_edges_from([(*ends, {"type": draw(NAMES)} | draw(PROPERTIES))])
    return graph


def exact(value: Any) -> Any:
    """A value that equals another one only if both are of the same types."""
    if isinstance(value, list):
        return [exact(item) for item in value]
    if isinstance(value, dict):
        return sorted((key, exact(item)) for key, item in value.items())
    return type(value).__name__, repr(value)


def nodes(graph: nx.MultiDiGraph) -> list[str]:
    return sorted(repr((key, exact(data))) for key, data in graph.nodes(data=True))


def edges(graph: nx.MultiDiGraph) -> list[str]:
    """Edges without their keys: those of parallel edges follow their types."""
    return sorted(repr((start, end, exact(data))) for start, end, data in graph.edges(data=True))


@given(graphs())
@settings(deadline=None, max_examples=60)
def test_a_graph_comes_back_as_it_went_in(graph: nx.MultiDiGraph) -> None:
    with Engine(threads=1) as engine:
        back = to_networkx(load_networkx(engine, graph))
    assert nodes(back) == nodes(graph)
    assert edges(back) == edges(graph)


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(threads=1) as engine:
        yield engine


def test_labels_and_types_may_have_other_names(engine: Engine) -> None:
    graph = nx.DiGraph()
    graph.add_node(1, kind={"B", "A"}, labels="property")
    graph.add_node(2, kind="A")
    graph.add_edge(1, 2, relation="R", type="property")
    tables = load_networkx(engine, graph, labels="kind", type="relation")
    assert [table.labels for table in tables.catalogue.nodes] == [("A", "B"), ("A",)]
    assert [table.type for table in tables.catalogue.relationships] == ["R"]
    back = to_networkx(tables, labels="kind", type="relation")
    assert back.nodes[1] == {"kind": ["A", "B"], "labels": "property"}
    assert back.edges[1, 2, 0] == {"relation": "R", "type": "property"}
    with pytest.raises(StoreError, match="'labels' is a property, and cannot hold the labels"):
        to_networkx(tables)


def test_the_key_is_the_id_unless_there_is_one(engine: Engine) -> None:
    graph = nx.Graph()
    graph.add_node("a")
    graph.add_node("b", id="other")
    tables = load_networkx(engine, graph)
    assert engine.rows("SELECT p0 FROM node_0 ORDER BY _id") == [("a",), ("other",)]
    assert list(to_networkx(tables)) == ["a", "other"]


def test_nodes_that_share_an_id_are_numbered(engine: Engine) -> None:
    graph = nx.Graph()
    graph.add_node("a", labels="A", id=1)
    graph.add_node("b", labels="B", id=True)
    assert dict(to_networkx(load_networkx(engine, graph)).nodes(data=True)) == {
        0: {"labels": "A", "id": 1},
        1: {"labels": "B", "id": True},
    }


def test_an_undirected_edge_is_one_relationship_as_g_edges_gives_it(engine: Engine) -> None:
    graph = nx.Graph()
    graph.add_nodes_from("ba")
    graph.add_edge("a", "b", type="KNOWS")
    tables = load_networkx(engine, graph)
    assert list(graph.edges) == [("b", "a")]
    assert engine.rows("SELECT _source, _target FROM rel_0") == [(0, 1)]
    assert tables.catalogue.undirected


def test_parallel_edges_and_loops_are_all_kept(engine: Engine) -> None:
    graph = nx.MultiDiGraph([("a", "b", "first"), ("a", "b", "second"), ("a", "a", "loop")])
    load_networkx(engine, graph)
    assert engine.rows("SELECT _source, _target FROM rel_0 ORDER BY ALL") == [(0, 0), (0, 1), (0, 1)]


def test_an_edge_without_a_type_is_related(engine: Engine) -> None:
    tables = load_networkx(engine, nx.path_graph(2))
    assert [table.type for table in tables.catalogue.relationships] == ["RELATED"]


def test_values_of_numpy_and_tuples_are_plain(engine: Engine) -> None:
    graph = nx.DiGraph()
    graph.add_node((0, 1), weight=np.float64(0.5), count=np.int64(3), vector=np.array([1, 2]), pair=(1, 2))
    graph.add_node((0, 2), day=date(2020, 1, 1))
    back = to_networkx(load_networkx(engine, graph))
    assert back.nodes[0] == {"weight": 0.5, "count": 3, "vector": [1, 2], "pair": [1, 2], "id": [0, 1]}
    assert back.nodes[1] == {"day": date(2020, 1, 1), "id": [0, 2]}


def test_it_is_a_snapshot(engine: Engine) -> None:
    graph = nx.path_graph(2)
    tables = load_networkx(engine, graph)
    graph.add_node(7)
    assert len(to_networkx(tables)) == 2


@pytest.mark.parametrize(
    ("node", "edge", "message"),
    [
        ({"labels": 3}, {}, "node 'a': labels are a string or several, these are 3"),
        ({"labels": ["x", 3]}, {}, "node 'a': a label must be a string that is not empty, this one is 3"),
        (
            {},
            {"type": 3},
            "relationship 'a' to 'b': a type must be a string that is not empty, this one is 3",
        ),
        ({"v": object()}, {}, "property 'v' of node 'a': a value of type object cannot be a property"),
        ({}, {"v": {1}}, "property 'v' of relationship 'a' to 'b': a value of type set cannot be a property"),
    ],
)
def test_what_cannot_be_stored_is_named(
    engine: Engine, node: dict[str, Any], edge: dict[str, Any], message: str
) -> None:
    graph = nx.DiGraph()
    graph.add_node("a", **node)
    graph.add_edge("a", "b", **edge)
    with pytest.raises(StoreError) as caught:
        load_networkx(engine, graph)
    assert message in str(caught.value)
