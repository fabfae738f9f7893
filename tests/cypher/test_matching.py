"""MATCH against the small graph; expected rows are worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphkit.errors import CypherSyntaxError
from tests.cypher.small_graph import SmallGraph


@pytest.fixture(scope="module")
def graph() -> Iterator[SmallGraph]:
    made = SmallGraph()
    yield made
    made.engine.close()


def test_a_label_matches_every_label_set_that_holds_it(graph: SmallGraph) -> None:
    assert graph.bag("MATCH (a:Author) RETURN a.id") == [("ann",), ("bob",), ("cleo",), ("dan",)]
    assert graph.bag("MATCH (a:Author&!Star) RETURN a.id") == [("ann",), ("bob",), ("dan",)]
    assert graph.bag("MATCH (a:Star|Paper) RETURN a.id") == [("cleo",), ("p1",), ("p2",)]
    assert graph.bag("MATCH (a) WHERE a:Star RETURN a.id") == [("cleo",)]


def test_a_relationship_is_walked_once_in_one_match(graph: SmallGraph) -> None:
    pairs = graph.bag("MATCH (a)-[:AUTHORED]->(p)<-[:AUTHORED]-(b) RETURN a.id, b.id")
    assert pairs == [("ann", "bob"), ("ann", "cleo"), ("bob", "ann"), ("cleo", "ann")]
    walked_twice = graph.bag("MATCH (a)-[:AUTHORED]->(p) MATCH (p)<-[:AUTHORED]-(b) RETURN a.id, b.id")
    assert ("ann", "ann") in walked_twice
    assert len(walked_twice) == 8


def test_without_direction_both_ways_but_a_loop_once(graph: SmallGraph) -> None:
    assert graph.bag("MATCH (a)-[:KNOWS]-(b) RETURN a.id, b.id") == [
        ("ann", "bob"), ("bob", "ann"), ("bob", "cleo"), ("cleo", "bob"), ("cleo", "cleo"),
    ]  # fmt: skip
    assert graph.rows("MATCH (a)-[:KNOWS]-(a) RETURN a.id") == [("cleo",)]
    assert graph.rows("MATCH (a {id: 'cleo'}) MATCH (a)-[:KNOWS]-(a) RETURN count(*)") == [(1,)]


def test_optional_match_keeps_rows_and_gives_nulls(graph: SmallGraph) -> None:
    assert graph.bag("MATCH (a:Author) OPTIONAL MATCH (a)-[r:KNOWS]->(b) RETURN a.id, b.id, r.weight") == [
        ("ann", "bob", 1.5), ("bob", "cleo", 2.5), ("cleo", "cleo", 0.5), ("dan", None, None),
    ]  # fmt: skip
    assert graph.rows("OPTIONAL MATCH (a:Nobody) RETURN a") == [(None,)]


def test_a_null_node_matches_nothing(graph: SmallGraph) -> None:
    assert graph.rows("OPTIONAL MATCH (a:Nobody) MATCH (a) RETURN a") == []
    assert graph.rows("OPTIONAL MATCH (a:Nobody) MATCH (a)-->(b) RETURN b") == []
    assert graph.rows("OPTIONAL MATCH (a:Nobody) OPTIONAL MATCH (a)-->(b) RETURN b") == [(None,)]


def test_property_maps_and_inline_predicates(graph: SmallGraph) -> None:
    assert graph.rows("MATCH (a:Author WHERE a.age > 40) RETURN a.id") == [("cleo",)]
    assert graph.rows("MATCH (a)-[r:KNOWS WHERE r.weight < 1]->() RETURN a.id") == [("cleo",)]
    assert graph.rows("MATCH ({id: $id})-[:AUTHORED {position: 2}]->(p) RETURN p.id", {"id": "bob"}) == [
        ("p1",)
    ]


def test_a_key_that_no_node_has_gives_no_rows(graph: SmallGraph) -> None:
    assert graph.rows("MATCH (p:Paper {id: $id}) RETURN p", {"id": "none"}) == []
    assert graph.rows("MATCH (p:Paper {id: $id}) RETURN p", {"id": None}) == []
    assert graph.rows("MATCH (p:Paper) WHERE p.id = 1 RETURN p") == []


@pytest.mark.parametrize(
    ("length", "ends"),
    [
        ("*1..2", ["bob", "cleo"]),
        ("*", ["bob", "cleo", "cleo"]),
        ("*0..1", ["ann", "bob"]),
        ("*3", ["cleo"]),
        ("*2..", ["cleo", "cleo"]),
        ("*0", ["ann"]),
        ("*4..9", []),
        ("*3..2", []),
    ],
)
def test_lengths_of_trails(graph: SmallGraph, length: str, ends: list[str]) -> None:
    found = graph.bag(f"MATCH (:Author {{id: 'ann'}})-[:KNOWS{length}]->(b) RETURN b.id")
    assert [end for (end,) in found] == ends
    backwards = graph.bag(f"MATCH (b)<-[:KNOWS{length}]-(:Author {{id: 'ann'}}) RETURN b.id")
    assert backwards == found


def test_variable_length_gives_its_relationships_in_order(graph: SmallGraph) -> None:
    query = "MATCH (:Author {id: $a})-[r:KNOWS*2..3]->(b) RETURN [x IN r | x.weight] AS weights"
    assert graph.bag(query, {"a": "ann"}) == [([1.5, 2.5, 0.5],), ([1.5, 2.5],)]
    turned = "MATCH (b)-[r:KNOWS*2]->({id: 'cleo'}) WHERE b.id = 'ann' RETURN [x IN r | x.weight]"
    assert graph.rows(turned) == [([1.5, 2.5],)]


def test_quantified_path_with_group_variables(graph: SmallGraph) -> None:
    query = """
        MATCH (a:Author {id: 'ann'}) ((x)-[r:KNOWS]->(y) WHERE r.weight > 1){1,3} (b)
        RETURN b.id, [n IN x | n.id], [n IN y | n.id], [k IN r | k.weight]"""
    assert graph.bag(query) == [
        ("bob", ["ann"], ["bob"], [1.5]),
        ("cleo", ["ann", "bob"], ["bob", "cleo"], [1.5, 2.5]),
    ]
    joint = """
        MATCH (a:Author {id: 'bob'}) (()-[:AUTHORED]->()<-[:AUTHORED]-()){1,2} (b) RETURN b.id"""
    assert graph.bag(joint) == [("ann",), ("cleo",)]


def test_paths(graph: SmallGraph) -> None:
    ((path, length),) = graph.rows(
        "MATCH p = (:Author {id: 'bob'})-[:AUTHORED]->()<-[:AUTHORED]-() RETURN p, length(p)"
    )
    assert length == 2
    assert [node["id"] for node in path.nodes] == ["bob", "p1", "ann"]
    assert [step["position"] for step in path.relationships] == [2, 1]
    assert path.relationships[1].start_node == path.nodes[2]


def test_shortest_paths(graph: SmallGraph) -> None:
    ends = "(a:Author {id: 'ann'})-[*]-(c:Star)"
    assert graph.value(f"MATCH p = shortestPath({ends}) RETURN length(p)") == 2
    assert graph.bag(f"MATCH p = allShortestPaths({ends}) RETURN [n IN nodes(p) | n.id]") == [
        (["ann", "bob", "cleo"],),
        (["ann", "p2", "cleo"],),
    ]
    by_people = "MATCH p = ALL SHORTEST (a {id: 'ann'})-[r:KNOWS]-+(c:Star) RETURN [k IN r | k.weight]"
    assert graph.rows(by_people) == [([1.5, 2.5],)]
    groups = "MATCH p = SHORTEST 2 GROUPS (a {id: 'ann'})-->+(c:Star) RETURN length(p)"
    assert graph.bag(groups) == [(2,), (3,)]


def test_a_shortest_path_that_fulfils_a_predicate(graph: SmallGraph) -> None:
    query = "MATCH p = shortestPath((a {id: 'ann'})-[*]-(c:Star)) WHERE length(p) > 2 RETURN length(p)"
    assert graph.rows(query) == [(3,)]


def test_no_shortest_path(graph: SmallGraph) -> None:
    nowhere = "MATCH (a {id: 'ann'}), (d {id: 'dan'}) "
    assert graph.rows(nowhere + "MATCH p = shortestPath((a)-[*]-(d)) RETURN p") == []
    assert graph.rows(nowhere + "OPTIONAL MATCH p = shortestPath((a)-[*]-(d)) RETURN p") == [(None,)]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("MATCH (a)-[a]->() RETURN a", "VariableTypeConflict"),
        ("MATCH p = (a)-->(p) RETURN p", "VariableAlreadyBound"),
        ("MATCH (p) MATCH p = ()-->() RETURN p", "VariableAlreadyBound"),
        ("WITH 1 AS a MATCH (a) RETURN a", "VariableTypeConflict"),
        ("MATCH (a) WHERE b.x = 1 RETURN a", "UndefinedVariable"),
        ("MATCH (a $map) RETURN a", "InvalidParameterUse"),
        ("MATCH (a) ((a)-->(b)){2} (c) RETURN a", "VariableAlreadyBound"),
    ],
)
def test_errors_of_patterns(graph: SmallGraph, query: str, code: str) -> None:
    with pytest.raises(CypherSyntaxError) as caught:
        graph.session.run(query, {"map": {}})
    assert caught.value.code == code
    assert caught.value.offset is not None


def test_unknown_names_are_warned_of(graph: SmallGraph) -> None:
    result = graph.session.run("MATCH (a:Auther)-[:AUTHORD]->(b) RETURN a.nmae")
    assert result.rows == []
    assert result.warnings == [
        "the graph has no label `Auther`; did you mean `Author`?",
        "the graph has no relationship type `AUTHORD`; did you mean `AUTHORED`?",
        "the graph has no property `nmae`; did you mean `name`?",
    ]
