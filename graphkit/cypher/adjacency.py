"""Adjacency arrays of a graph, and breadth-first search over them.

Nodes are numbered densely over all tables. The neighbours of node i stand in `neighbours[starts[i]:starts[i+1]]`,
and beside each the number of the relationship walked (compressed sparse rows).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]
Trail = tuple[list[int], list[int]]
"""A path: node numbers, and one relationship number fewer."""


@dataclass(frozen=True, slots=True)
class Adjacency:
    """The relationships that may be walked, by the node they start from."""

    starts: Ints
    neighbours: Numbers
    relationships: Numbers

    @classmethod
    def of(cls, sources: Numbers, targets: Numbers, relationships: Numbers, nodes: int) -> Adjacency:
        """The adjacency of relationships given by the numbers of their ends, at once where sources rise."""
        starts = np.zeros(nodes + 1, dtype=np.int64)
        np.cumsum(np.bincount(sources, minlength=nodes), out=starts[1:])
        if (sources[1:] < sources[:-1]).any():
            order = np.argsort(sources, kind="stable")
            targets, relationships = targets[order], relationships[order]
        return cls(starts, targets, relationships)

    def edges_of(self, nodes: Ints) -> tuple[Ints, Ints]:
        """Positions of all relationships that start at the nodes, and which of the nodes each starts at."""
        first = self.starts[nodes]
        counts = self.starts[nodes + 1] - first
        total = int(counts.sum())
        if not total:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        ends = np.cumsum(counts)
        positions = np.arange(total, dtype=np.int64) + np.repeat(first - (ends - counts), counts)
        return positions, np.repeat(np.arange(nodes.size), counts)


class Side:
    """One side of a search: the distance of every node reached, level by level."""

    def __init__(self, adjacency: Adjacency, origin: int, without: int | None = None) -> None:
        self.adjacency = adjacency
        self.distance = np.full(len(adjacency.starts) - 1, -1, dtype=np.int32)
        self.distance[origin] = 0
        self.frontier: Ints = np.array([origin], dtype=np.int64)
        self.depth = 0
        self.without = without

    def deepen(self) -> Ints:
        """Walk one step further; the nodes reached first by it."""
        positions, _ = self.adjacency.edges_of(self.frontier)
        if self.without is not None:
            positions = positions[self.adjacency.relationships[positions] != self.without]
        reached = self.adjacency.neighbours[positions]
        reached = reached[self.distance[reached] < 0]
        self.depth += 1
        self.distance[reached] = self.depth
        if reached.size * 20 > self.distance.size:
            self.frontier = np.flatnonzero(self.distance == self.depth)
        else:
            self.frontier = np.unique(reached).astype(np.int64)
        return self.frontier


@dataclass(slots=True)
class Search:
    """Shortest paths from one node to another.

    Attributes:
        forward: the relationships in the direction walked.
        backward: the same against it.
        longest: the greatest length asked for; None for any.
    """

    forward: Adjacency
    backward: Adjacency
    longest: int | None = None

    def paths(self, start: int, end: int, *, every: bool, closed: bool) -> list[Trail]:
        """A shortest path, or all of them; `closed` asks for at least one step where start and end are one."""
        if start != end:
            return self._between(start, end, every=every)
        return self._around(start, every=every) if closed else [([start], [])]

    def tree(self, start: int, check: Callable[[], None]) -> Side:
        """All nodes that the walk from a node reaches, by their distance."""
        side = Side(self.forward, start)
        while side.frontier.size and (self.longest is None or side.depth < self.longest):
            check()
            side.deepen()
        return side

    def within(self, tree: Side, end: int, *, every: bool) -> list[Trail]:
        """The same as `paths` from the start of a tree to another node."""
        if tree.distance[end] < 0:
            return []
        trails = self._back(tree, self.backward, end, every=every)
        return [([*reversed(nodes)], [*reversed(walked)]) for nodes, walked in trails]

    def _around(self, node: int, *, every: bool) -> list[Trail]:
        """Shortest ways from a node back to itself, by no relationship twice."""
        first, last = int(self.forward.starts[node]), int(self.forward.starts[node + 1])
        best: list[Trail] = []
        for position in range(first, last):
            neighbour = int(self.forward.neighbours[position])
            relationship = int(self.forward.relationships[position])
            if neighbour == node:
                rests: list[Trail] = [([node], [])]
            else:
                rests = self._between(neighbour, node, every=every, without=relationship)
            found = [([node, *nodes], [relationship, *walked]) for nodes, walked in rests]
            if not best or (found and len(found[0][1]) < len(best[0][1])):
                best = found
            elif found and len(found[0][1]) == len(best[0][1]):
                best = best + found
        if self.longest is not None and best and len(best[0][1]) > self.longest:
            return []
        return best if every else best[:1]

    def _between(self, start: int, end: int, *, every: bool, without: int | None = None) -> list[Trail]:
        """Two searches meet: each step deepens the smaller frontier."""
        ahead, behind = Side(self.forward, start, without), Side(self.backward, end, without)
        while ahead.frontier.size and behind.frontier.size:
            if self.longest is not None and ahead.depth + behind.depth >= self.longest:
                return []
            side, other = (ahead, behind) if ahead.frontier.size <= behind.frontier.size else (behind, ahead)
            reached = side.deepen()
            met = reached[other.distance[reached] >= 0]
            if met.size:
                nearest = other.distance[met].min()
                return self._joined(ahead, behind, met[other.distance[met] == nearest], every=every)
        return []

    def _joined(self, ahead: Side, behind: Side, meeting: Ints, *, every: bool) -> list[Trail]:
        """The paths through the nodes where the two sides met."""
        trails: list[Trail] = []
        for node in meeting.tolist():
            heads = self._back(ahead, self.backward, node, every=every)
            tails = self._back(behind, self.forward, node, every=every)
            for (before, walked), (after, rest) in product(heads, tails):
                trails.append(([*reversed(before), *after[1:]], [*reversed(walked), *rest]))
            if not every:
                return trails[:1]
        return trails

    def _back(self, side: Side, against: Adjacency, node: int, *, every: bool) -> list[Trail]:
        """The ways from a node back to the origin of a side, each step one level nearer."""
        trails: list[Trail] = [([node], [])]
        for level in range(int(side.distance[node]) - 1, -1, -1):
            longer: list[Trail] = []
            for nodes, walked in trails:
                positions, _ = against.edges_of(np.array([nodes[-1]], dtype=np.int64))
                near = positions[side.distance[against.neighbours[positions]] == level]
                if side.without is not None:
                    near = near[against.relationships[near] != side.without]
                for position in (near if every else near[:1]).tolist():
                    neighbour = int(against.neighbours[position])
                    longer.append(([*nodes, neighbour], [*walked, int(against.relationships[position])]))
            trails = longer
        return trails
