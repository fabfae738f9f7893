"""Trails by increasing length, against an enumeration of all trails of random multigraphs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.cypher import trails
from graphkit.cypher.adjacency import Adjacency
from graphkit.cypher.trails import TooManyError, Trails

NODES = 5
edges = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=8)
node = st.integers(0, NODES - 1)
shortest = st.integers(0, 3)
longest = st.one_of(st.none(), st.integers(0, 5))


def _trails(pairs: list[tuple[int, int]], lo: int = 0, hi: int | None = None) -> Trails:
    sources, targets = (np.array([pair[end] for pair in pairs], dtype=np.int32) for end in (0, 1))
    ids = np.arange(len(pairs), dtype=np.int32)
    forward, backward = Adjacency.of(sources, targets, ids, NODES), Adjacency.of(targets, sources, ids, NODES)
    return Trails(forward, backward, lo, hi, lambda: None)


def _every(pairs: list[tuple[int, int]], start: int, end: int, lo: int, hi: int | None) -> list[list[int]]:
    """The edges of all trails between two nodes whose length is in the range."""
    found: list[list[int]] = []

    def walk(at: int, walked: list[int]) -> None:
        if at == end and len(walked) >= lo:
            found.append(walked)
        for number, (source, target) in enumerate(pairs):
            if source == at and number not in walked and (hi is None or len(walked) < hi):
                walk(target, [*walked, number])

    if hi is None or hi >= 0:
        walk(start, [])
    return found


@given(edges, node, node, shortest, longest, st.integers(1, 4))
@settings(max_examples=400, deadline=None)
def test_trails_of_so_many_lengths(
    pairs: list[tuple[int, int]], start: int, end: int, lo: int, hi: int | None, count: int
) -> None:
    every = _every(pairs, start, end, lo, hi)
    lengths = sorted({len(trail) for trail in every})[:count]
    found = _trails(pairs, lo, hi).first(start, end, count, groups=True)
    assert sorted(walked for _, walked in found) == sorted(t for t in every if len(t) in lengths)
    for nodes, walked in found:
        assert (nodes[0], nodes[-1]) == (start, end)
        assert [pairs[edge] for edge in walked] == list(pairwise(nodes))


@given(edges, node, node, shortest, longest, st.integers(1, 6))
@settings(max_examples=300, deadline=None)
def test_so_many_trails_are_shortest(
    pairs: list[tuple[int, int]], start: int, end: int, lo: int, hi: int | None, count: int
) -> None:
    every = _every(pairs, start, end, lo, hi)
    found = [walked for _, walked in _trails(pairs, lo, hi).first(start, end, count, groups=False)]
    assert [len(walked) for walked in found] == sorted(map(len, every))[:count]
    assert all(walked in every for walked in found)
    assert len({tuple(walked) for walked in found}) == len(found)


def test_too_many_trails_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trails, "LARGEST", 100)
    pairs = [(a, b) for a in range(NODES) for b in range(NODES)]
    with pytest.raises(TooManyError):
        _trails(pairs, 9).first(0, 1, 1, groups=False)
