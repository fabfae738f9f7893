"""A small connected network laid out alone, by majorising its stress (Gansner, Koren & North 2005)."""

from __future__ import annotations

import numpy as np

from graphkit.layout.network import Floats, Network

ITERATIONS = 30
SCALING_ITERATIONS = 15
GOLDEN_ANGLE = 2.399963
"""Radians; multiples of it never fall together."""


def by_stress(network: Network) -> Floats:
    """Positions (count × 2) whose distances follow the lengths of shortest paths, centred on the origin.

    An edge is the shorter the heavier it is, by the fourth root, within a factor of two of the median edge.

    Args:
        network: connected, a few hundred nodes at most: time grows with the cube.
    """
    if network.count == 1:
        return np.zeros((1, 2))
    distance = _path_lengths(network)
    closeness = np.where(distance > 0, distance, 1.0) ** -2.0
    np.fill_diagonal(closeness, 0.0)
    laplacian = np.diag(closeness.sum(axis=1)) - closeness
    inverse = np.linalg.inv(laplacian + 1.0 / network.count)
    positions = _scaled(distance)
    for _ in range(ITERATIONS):
        apart = np.hypot(*(positions[:, None, :] - positions[None, :, :]).transpose(2, 0, 1))
        ratio = closeness * distance / np.maximum(apart, 1e-9)
        np.fill_diagonal(ratio, 0.0)
        pull = np.diag(ratio.sum(axis=1)) - ratio
        positions = inverse @ (pull @ positions)
    centred: Floats = positions - positions.mean(axis=0)
    return centred


def _path_lengths(network: Network) -> Floats:
    """All shortest path lengths (Floyd–Warshall, a row at a time)."""
    lengths = np.clip((np.median(network.weight) / network.weight) ** 0.25, 0.5, 2.0)
    distance = np.full((network.count, network.count), np.inf)
    distance[network.source, network.target] = lengths
    distance[network.target, network.source] = lengths
    np.fill_diagonal(distance, 0.0)
    for middle in range(network.count):
        np.minimum(distance, distance[:, middle, None] + distance[None, middle, :], out=distance)
    return distance


def _scaled(distance: Floats) -> Floats:
    """Classical scaling to two dimensions, by subspace iteration: near enough as a start for majorisation."""
    squares = distance**2
    centred = 0.5 * (squares.mean(axis=0) + squares.mean(axis=1)[:, None] - squares - squares.mean())
    turn = np.arange(1, len(distance) + 1) * GOLDEN_ANGLE
    plane = np.column_stack([np.cos(turn), np.sin(turn)])
    for _ in range(SCALING_ITERATIONS):
        plane, _ = np.linalg.qr(centred @ plane)
    spread: Floats = np.sqrt(np.abs((plane * (centred @ plane)).sum(axis=0)))
    return plane * spread + 0.01 * np.column_stack([np.cos(turn), np.sin(turn)])
