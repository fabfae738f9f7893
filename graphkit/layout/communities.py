"""Leiden communities (Traag, Waltman & van Eck 2019), numbered by size, the same for the same seed."""

from __future__ import annotations

import graspologic_native
import numpy as np

from graphkit.layout.network import Integers, Network

ITERATIONS = 2


def communities(network: Network, resolution: float, seed: int) -> Integers:
    """For each node the number of its community: 0 is the largest, equals in the order of their first nodes.

    Args:
        network: at least one edge.
        resolution: of modularity; above 1 for smaller communities.
        seed: of the random order in which nodes are moved.
    """
    offsets, neighbours, weights = network.adjacency()
    _, found = graspologic_native.leiden_csr(
        offsets,
        neighbours.astype(np.int32),
        weights,
        network.count,
        resolution=resolution,
        iterations=ITERATIONS,
        seed=seed,
    )
    raw = np.fromiter((found[node] for node in range(network.count)), dtype=np.int64, count=network.count)
    return numbered_by_size(raw)


def numbered_by_size(group: Integers) -> Integers:
    """The same groups, numbered from 0: larger ones first, equals in the order of their first nodes."""
    _, first, index, sizes = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[index]
