"""A weighted undirected network as arrays, and its connected components."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """Nodes 0 to count - 1 and weighted edges, each pair at most once, no loops, weights above 0."""

    count: int
    source: Integers
    target: Integers
    weight: Floats

    def adjacency(self) -> tuple[Integers, Integers, Floats]:
        """The symmetric adjacency in compressed rows: offsets, neighbours in ascending order, weights."""
        rows = np.concatenate([self.source, self.target])
        columns = np.concatenate([self.target, self.source])
        weights = np.concatenate([self.weight, self.weight])
        order = np.lexsort((columns, rows))
        offsets = np.zeros(self.count + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows, minlength=self.count), out=offsets[1:])
        return offsets, columns[order], weights[order]

    def components(self) -> Integers:
        """For each node the smallest node of its connected component."""
        root = np.arange(self.count, dtype=np.int64)
        while True:
            low = np.minimum(root[self.source], root[self.target])
            merged = root.copy()
            np.minimum.at(merged, root[self.source], low)
            np.minimum.at(merged, root[self.target], low)
            while not np.array_equal(merged, merged[merged]):
                merged = merged[merged]
            if np.array_equal(merged, root):
                return root
            root = merged

    def parts(self, group: Integers) -> list[tuple[Integers, Network]]:
        """The subnetworks that groups 0, 1, … span: for each its nodes, ascending, and its inner edges."""
        groups = int(group.max()) + 1
        members = np.split(
            np.argsort(group, kind="stable"), np.cumsum(np.bincount(group, minlength=groups))[:-1]
        )
        place = np.empty(self.count, dtype=np.int64)
        for nodes in members:
            place[nodes] = np.arange(len(nodes))
        inner = np.flatnonzero(group[self.source] == group[self.target])
        inner = inner[np.argsort(group[self.source[inner]], kind="stable")]
        sizes = np.bincount(group[self.source[inner]], minlength=groups)
        edges = np.split(inner, np.cumsum(sizes)[:-1])
        return [
            (nodes, Network(len(nodes), place[self.source[e]], place[self.target[e]], self.weight[e]))
            for nodes, e in zip(members, edges, strict=True)
        ]

    def quotient(self, group: Integers) -> Network:
        """The network of groups: the weight between two is the sum over the edges between their members."""
        groups = int(group.max()) + 1
        a, b = group[self.source], group[self.target]
        outer = a != b
        key = np.minimum(a, b)[outer] * groups + np.maximum(a, b)[outer]
        pairs, index = np.unique(key, return_inverse=True)
        weight = np.bincount(index, weights=self.weight[outer], minlength=len(pairs)).astype(np.float64)
        return Network(groups, pairs // groups, pairs % groups, weight)
