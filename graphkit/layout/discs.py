"""Discs laid out by force and packed so that none overlaps, and boxes packed in rows."""

from __future__ import annotations

import numpy as np

from graphkit.layout.network import Floats, Network

FORCE_ITERATIONS = 200
ROOM = 0.7
"""Free space around the outermost nodes of a disc."""
PACKING_ITERATIONS = 200
FILLED = 0.7
"""Share of the circle about all discs that they fill before they are pushed apart."""


def pack_by_force(network: Network, radius: Floats) -> Floats:
    """Centres (count × 2) for discs that stand close where heavy edges join them, none overlapping.

    Args:
        network: the nodes are the discs; the attraction grows with the square root of the weight.
        radius: of each disc.
    """
    if network.count == 1:
        return np.zeros((1, 2))
    return _without_overlap(_by_force(network, radius), radius)


def _by_force(network: Network, radius: Floats) -> Floats:
    """Fruchterman & Reingold 1991 with gravity; discs repel in proportion to their radii."""
    turn = np.arange(network.count) * 2.399963
    spread = np.sqrt(np.cumsum(radius**2))
    centres = np.column_stack([np.cos(turn), np.sin(turn)]) * spread[:, None]
    extent = float(spread[-1])
    strength = _strength(network)
    touching = radius[:, None] + radius[None, :]
    for step in range(FORCE_ITERATIONS):
        offset = centres[:, None, :] - centres[None, :, :]
        apart = np.maximum(np.hypot(offset[..., 0], offset[..., 1]), 1e-6)
        push = touching**2 / apart**2
        np.fill_diagonal(push, 0.0)
        move = (offset * push[..., None]).sum(axis=1)
        along = (centres[network.target] - centres[network.source]) * strength[:, None]
        for axis in (0, 1):
            move[:, axis] += np.bincount(network.source, along[:, axis], network.count)
            move[:, axis] -= np.bincount(network.target, along[:, axis], network.count)
        move -= centres * 0.3
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        reach = 0.2 * extent * (1 - step / FORCE_ITERATIONS)
        centres = centres + move * (np.minimum(length, reach) / length)[:, None]
    return centres


def _strength(network: Network) -> Floats:
    """Square roots of the weights, less for ends that hold many edges, about 1 in the middle."""
    root = np.sqrt(network.weight)
    held = np.bincount(network.source, root, network.count) + np.bincount(network.target, root, network.count)
    strength: Floats = root / (held[network.source] * held[network.target]) ** 0.25
    return strength / np.median(strength) if len(strength) else strength


def _without_overlap(centres: Floats, radius: Floats) -> Floats:
    """Draw the discs together until they would fill most of a circle, then push overlapping ones apart."""
    centres = centres - np.average(centres, axis=0, weights=radius**2)
    spread = np.sqrt(np.average((centres**2).sum(axis=1), weights=radius**2))
    centres *= np.sqrt((radius**2).sum() / (2 * FILLED)) / max(float(spread), 1e-9)
    touching = radius[:, None] + radius[None, :]
    np.fill_diagonal(touching, 0.0)
    lighter = radius[None, :] ** 2 / (radius[:, None] ** 2 + radius[None, :] ** 2)
    for step in range(PACKING_ITERATIONS):
        gather = 0.03 * max(0.0, 1 - 2 * step / PACKING_ITERATIONS)
        centres = centres * (1 - gather)
        offset = centres[:, None, :] - centres[None, :, :]
        apart = np.maximum(np.hypot(offset[..., 0], offset[..., 1]), 1e-9)
        overlap = np.maximum(touching - apart, 0.0)
        if gather == 0.0 and overlap.max() <= 1e-3:
            break
        centres = centres + (offset * (overlap / apart * lighter)[..., None]).sum(axis=1)
    np.fill_diagonal(apart, 1.0)
    return centres * max(1.0, float((touching / apart).max()))


def pack_in_rows(diameter: Floats, width: float) -> Floats:
    """Centres (count × 2) of discs set in rows from left to right and top to bottom, largest first.

    Args:
        diameter: of each disc, in descending order.
        width: of the rows; the first row starts at the origin and rows grow downwards (positive y).
    """
    centres = np.empty((len(diameter), 2))
    x = y = 0.0
    height = 0.0
    for index, size in enumerate(diameter):
        if x > 0 and x + size > width:
            x, y, height = 0.0, y + height, 0.0
        height = max(height, float(size))
        centres[index] = x + size / 2, y + height / 2
        x += float(size)
    return centres
