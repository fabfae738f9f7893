"""A graph too large for one page, divided: clusters of authors, and which file draws each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphkit.layout import Layout, Network
from graphkit.layout.communities import communities, numbered_by_size
from graphkit.layout.network import Integers
from graphkit.layout.place import SHARPER

LARGEST = 20_000
"""Authors of a cluster; a larger community is divided again."""
SMALL = 500
"""Clusters of fewer authors share a file."""
TOGETHER = 2_000
"""A shared file takes clusters until it has so many authors."""


@dataclass(frozen=True)
class Division:
    """Which cluster each author belongs to, and which file draws each cluster.

    Attributes:
        cluster: of each author; clusters of connected authors by size first, then those of small components.
        connected: number of clusters of the first kind.
        file: of each cluster, from 0.
    """

    cluster: Integers
    connected: int
    file: Integers

    @property
    def files(self) -> int:
        """How many files there are."""
        return int(self.file.max()) + 1

    def clusters_of(self, file: int) -> Integers:
        """The clusters that a file draws, ascending."""
        return np.flatnonzero(self.file == file)

    def of_authors(self) -> Integers:
        """The file that draws each author."""
        return self.file[self.cluster]


def divide(network: Network, layout: Layout, seed: int = 0, largest: int = LARGEST) -> Division:
    """Divide authors by the communities of their layout, and those set aside into groups of whole components.

    Args:
        network: of all authors.
        layout: of the same.
        seed: of the communities into which a large one is divided.
        largest: authors of a cluster of connected authors.
    """
    cluster = np.full(network.count, -1, dtype=np.int64)
    inner = np.flatnonzero(layout.community >= 0)
    if len(inner):
        group = np.where(layout.community >= 0, layout.community, layout.community.max() + 1)
        parts = network.parts(group)[: int(layout.community.max()) + 1]
        first = 0
        for nodes, part in parts:
            own = _divided(part, 2.0, seed, largest)
            cluster[nodes] = own + first
            first += int(own.max()) + 1
        cluster[inner] = numbered_by_size(cluster[inner])
    connected = int(cluster.max(initial=-1)) + 1
    aside = np.flatnonzero(layout.community < 0)
    if len(aside):
        cluster[aside] = _chunks(network.components()[aside], largest) + connected
    return Division(cluster, connected, _files(np.bincount(cluster), connected, largest))


def inner_communities(network: Network, division: Division, seed: int = 0) -> Integers:
    """For each author the community within its file: of one cluster its own communities, else the clusters.

    Those of a whole community are the ones by which the layout placed its authors. Authors of small components
    have none (-1).
    """
    inner = np.full(network.count, -1, dtype=np.int64)
    for file, (nodes, part) in enumerate(network.parts(division.of_authors())):
        clusters = division.clusters_of(file)
        if clusters[0] >= division.connected:
            continue
        if len(clusters) > 1 or not len(part.source):
            inner[nodes] = np.searchsorted(clusters, division.cluster[nodes])
        else:
            inner[nodes] = communities(part, SHARPER, seed)
    return inner


def _divided(network: Network, resolution: float, seed: int, largest: int) -> Integers:
    """Groups 0, 1, … of no more than `largest` nodes, by communities of rising resolution."""
    if network.count <= largest:
        return np.zeros(network.count, dtype=np.int64)
    group = communities(network, resolution, seed)
    if group.max() == 0:
        return np.arange(network.count) // largest
    divided = np.empty(network.count, dtype=np.int64)
    first = 0
    for nodes, part in network.parts(group):
        own = _divided(part, 2 * resolution, seed, largest)
        divided[nodes] = own + first
        first += int(own.max()) + 1
    return divided


def _chunks(component: Integers, largest: int) -> Integers:
    """Whole components, larger ones first, in groups 0, 1, … that start about every `largest` nodes."""
    number = numbered_by_size(component)
    size = np.bincount(number)
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    _, chunk = np.unique(start // largest, return_inverse=True)
    return chunk[number].astype(np.int64)


def _files(size: Integers, connected: int, largest: int) -> Integers:
    """A file for each cluster; small clusters of connected authors share one."""
    file = np.empty(len(size), dtype=np.int64)
    full = min(TOGETHER, largest)
    current, held = -1, full
    for number, authors in enumerate(size.tolist()):
        small = authors < min(SMALL, largest // 4) and number < connected
        if not small or held + authors > full:
            current, held = current + 1, 0
        held = held + authors if small else full
        file[number] = current
    return file
