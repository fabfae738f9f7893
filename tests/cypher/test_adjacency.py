"""Searches over adjacency arrays, against networkx on random multigraphs."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.cypher.adjacency import Adjacency, Search

NODES = 6
edges = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=14)
node = st.integers(0, NODES - 1)


def _search(pairs: list[tuple[int, int]], *, longest: int | None = None) -> Search:
    sources, targets = (np.array([pair[end] for pair in pairs], dtype=np.int32) for end in (0, 1))
    ids = np.arange(len(pairs), dtype=np.int32)
    return Search(
        Adjacency.of(sources, targets, ids, NODES), Adjacency.of(targets, sources, ids, NODES), longest
    )


def _expected(pairs: list[tuple[int, int]], start: int, end: int) -> set[tuple[int, ...]]:
    """The shortest paths as tuples of edge numbers, parallel edges apart."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(NODES))
    for number, (source, target) in enumerate(pairs):
        graph.add_edge(source, target, key=number)
    if not nx.has_path(graph, start, end):
        return set()
    length = nx.shortest_path_length(graph, start, end)
    walks = nx.all_simple_edge_paths(graph, start, end, cutoff=length)
    return {tuple(key for _, _, key in walk) for walk in walks if len(walk) == length}


@given(edges, node, node)
@settings(max_examples=300, deadline=None)
def test_all_shortest_paths_are_those_of_networkx(pairs: list[tuple[int, int]], start: int, end: int) -> None:
    if start == end:
        return
    found = _search(pairs).paths(start, end, every=True, closed=True)
    assert {tuple(walked) for _, walked in found} == _expected(pairs, start, end)
    assert len(found) == len({tuple(walked) for _, walked in found})
    for nodes, walked in found:
        assert [pairs[edge] for edge in walked] == list(pairwise(nodes))


@given(edges, node, st.one_of(st.none(), st.integers(1, 4)), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_tree_gives_what_searches_one_by_one_give(
    pairs: list[tuple[int, int]], start: int, longest: int | None, every: bool
) -> None:
    search = _search(pairs, longest=longest)
    tree = search.tree(start, lambda: None)
    for end in set(range(NODES)) - {start}:
        alone = search.paths(start, end, every=every, closed=True)
        found = search.within(tree, end, every=every)
        assert sorted(len(walked) for _, walked in found) == sorted(len(walked) for _, walked in alone)
        assert not every or sorted(found) == sorted(alone)
        assert all([pairs[edge] for edge in walked] == list(pairwise(nodes)) for nodes, walked in found)


@given(edges, node, node, st.integers(0, 4))
@settings(max_examples=200, deadline=None)
def test_one_shortest_path_within_a_length(
    pairs: list[tuple[int, int]], start: int, end: int, longest: int
) -> None:
    if start == end:
        return
    expected = _expected(pairs, start, end)
    found = _search(pairs, longest=longest).paths(start, end, every=False, closed=True)
    reachable = bool(expected) and len(next(iter(expected))) <= longest
    assert len(found) == int(reachable)
    assert all(tuple(walked) in expected for _, walked in found)


@given(edges, node)
@settings(max_examples=200, deadline=None)
def test_ways_back_to_the_start_are_shortest_cycles(pairs: list[tuple[int, int]], start: int) -> None:
    found = _search(pairs).paths(start, start, every=False, closed=True)
    lengths = [
        1 + len(min(ways))
        for number, (source, target) in enumerate(pairs)
        if source == start and (ways := _ways_back(pairs, number, target, start)) is not None
    ]
    assert [len(walked) for _, walked in found] == ([min(lengths)] if lengths else [])


def _ways_back(pairs: list[tuple[int, int]], used: int, start: int, end: int) -> set[tuple[int, ...]] | None:
    if start == end:
        return {()}
    rest = [pair if number != used else (NODES - 1, NODES - 1) for number, pair in enumerate(pairs)]
    return _expected(rest, start, end) or None


def test_a_node_is_a_path_to_itself_where_no_step_is_asked_for() -> None:
    assert _search([]).paths(2, 2, every=True, closed=False) == [([2], [])]
